//! Minimisation between bounds.

use super::points::Points;
use super::{InvalidMinimum, Minimum, MinimumError, Progress};

/// A local minimum of `f` between two bounds by Brent's method (`fmin` of Forsythe, Malcolm and Moler 1976).
/// `xatol` is the absolute error of the place; `report` is told of each call.
///
/// # Errors
/// The callback's error; bounds not finite or not in order.
///
/// ```
/// use pallasite_optimize::fminbound;
/// let found = fminbound(|x| Ok::<_, ()>((x - 2.0).powi(2)), 0.0, 1.0, 1e-5, 500, |_| {}).unwrap();
/// assert!((found.x - 1.0).abs() < 1e-5);
/// ```
pub fn fminbound<E>(
    mut f: impl FnMut(f64) -> Result<f64, E>,
    a: f64,
    b: f64,
    xatol: f64,
    maxfun: usize,
    mut report: impl FnMut(Progress),
) -> Result<Minimum, MinimumError<E>> {
    if !(a.is_finite() && b.is_finite()) {
        return Err(InvalidMinimum::NotFinite.into());
    }
    if a > b {
        return Err(InvalidMinimum::Bounds.into());
    }
    let golden = 0.5 * (3.0 - 5f64.sqrt());
    let x = a + golden * (b - a);
    let fx = f(x).map_err(MinimumError::Callback)?;
    let mut state = Points::new((x, fx), (a, b), golden);
    report(Progress { nfev: 1, x, fun: fx, procedure: "initial" });
    let (mut nfev, mut converged) = (1, true);
    while converged {
        let middle = 0.5 * (state.a + state.b);
        let shortest = 2.2e-16f64.sqrt() * state.x.abs() + xatol / 3.0;
        // A NaN in the interval ends the search as well.
        if !((state.x - middle).abs() > 2.0 * shortest - 0.5 * (state.b - state.a)) {
            break;
        }
        let (u, procedure) = state.next(shortest, middle);
        let value = f(u).map_err(MinimumError::Callback)?;
        nfev += 1;
        report(Progress { nfev, x: u, fun: value, procedure });
        state.insert(u, value, value <= state.fx);
        converged = nfev < maxfun;
    }
    Ok(Minimum { x: state.x, fun: state.fx, nit: nfev, nfev, converged })
}
