//! Brent's minimisation by parabolas and golden sections.

use super::points::Points;
use super::{InvalidMinimum, Minimum, MinimumError, Progress, Start, bracketed};

/// `1 - 1/φ`, to the digits that SciPy uses.
const GOLDEN: f64 = 0.3819660;
/// Steps are never shorter than this.
const SHORTEST: f64 = 1e-11;

/// A local minimum of `f` by Brent's method (Brent 1973, chapter 5). `tol` is the relative error of the place;
/// `report` is told of each iteration.
///
/// # Errors
/// The callback's error; a negative tolerance; a start that does not bracket, or does not lead to a bracket.
///
/// ```
/// use pallasite_optimize::{Start, brent};
/// let found = brent(|x| Ok::<_, ()>((x - 2.0).powi(2)), Start::default(), 1.48e-8, 500, |_| {}).unwrap();
/// assert!((found.x - 2.0).abs() < 1e-7);
/// ```
pub fn brent<E>(
    mut f: impl FnMut(f64) -> Result<f64, E>,
    start: Start,
    tol: f64,
    maxiter: usize,
    mut report: impl FnMut(Progress),
) -> Result<Minimum, MinimumError<E>> {
    if tol < 0.0 {
        return Err(InvalidMinimum::Tolerance(tol).into());
    }
    let bracket = bracketed(&mut f, start)?;
    let mut nfev = bracket.nfev;
    let ends = (bracket.xa.min(bracket.xc), bracket.xa.max(bracket.xc));
    let mut state = Points::new((bracket.xb, bracket.fb), ends, GOLDEN);
    report(Progress { nfev, x: state.x, fun: state.fx, procedure: "initial" });
    let mut nit = 0;
    while nit < maxiter {
        let shortest = tol * state.x.abs() + SHORTEST;
        let middle = 0.5 * (state.a + state.b);
        if (state.x - middle).abs() < 2.0 * shortest - 0.5 * (state.b - state.a) {
            break;
        }
        let (u, procedure) = state.next(shortest, middle);
        let value = f(u).map_err(MinimumError::Callback)?;
        nfev += 1;
        // NaN counts as lower, so that it is seen.
        state.insert(u, value, value.is_nan() || value <= state.fx);
        report(Progress { nfev, x: state.x, fun: state.fx, procedure });
        nit += 1;
    }
    Ok(Minimum { x: state.x, fun: state.fx, nit, nfev, converged: nit < maxiter })
}
