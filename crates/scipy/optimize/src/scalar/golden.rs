//! Golden section search.

use super::{InvalidMinimum, Minimum, MinimumError, Progress, Start, bracketed};

const RATIO: f64 = 0.61803399;

/// A local minimum of `f` by golden sections. `tol` is the relative error of the place; `report` is told of
/// each iteration.
///
/// # Errors
/// The callback's error; a negative tolerance; a start that does not bracket, or does not lead to a bracket.
///
/// ```
/// use pallasite_optimize::{Start, golden};
/// let found = golden(|x| Ok::<_, ()>((x - 2.0).powi(2)), Start::default(), 1e-8, 5000, |_| {}).unwrap();
/// assert!((found.x - 2.0).abs() < 1e-7);
/// ```
pub fn golden<E>(
    mut f: impl FnMut(f64) -> Result<f64, E>,
    start: Start,
    tol: f64,
    maxiter: usize,
    mut report: impl FnMut(Progress),
) -> Result<Minimum, MinimumError<E>> {
    if tol < 0.0 {
        return Err(InvalidMinimum::Tolerance(tol).into());
    }
    let b = bracketed(&mut f, start)?;
    let mut nfev = b.nfev;
    let mut at = |x| {
        nfev += 1;
        f(x).map_err(MinimumError::Callback).map(|value| (x, value, nfev))
    };
    let (mut x0, mut x3, rest) = (b.xa, b.xc, 1.0 - RATIO);
    let (x1, x2) = if (b.xc - b.xb).abs() > (b.xb - b.xa).abs() {
        (b.xb, b.xb + rest * (b.xc - b.xb))
    } else {
        (b.xb - rest * (b.xb - b.xa), b.xb)
    };
    let (mut left, mut right) = (at(x1)?, at(x2)?);
    let mut nit = 0;
    while nit < maxiter && (x3 - x0).abs() > tol * (left.0.abs() + right.0.abs()) {
        if right.1 < left.1 {
            (x0, left) = (left.0, right);
            right = at(RATIO * left.0 + rest * x3)?;
        } else {
            (x3, right) = (right.0, left);
            left = at(RATIO * right.0 + rest * x0)?;
        }
        nit += 1;
        let best = if left.1 < right.1 { left } else { right };
        report(Progress { nfev: left.2.max(right.2), x: best.0, fun: best.1, procedure: "golden" });
    }
    let (x, fun, _) = if left.1 < right.1 { left } else { right };
    Ok(Minimum { x, fun, nit, nfev, converged: nit < maxiter })
}
