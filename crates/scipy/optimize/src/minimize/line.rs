//! Minima along a line, from values alone, for Powell's method.

use super::Stop;
use crate::scalar::{Bracket, MinimumError, Start, brent, fminbound};

/// The steps along a line that bounds allow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Interval {
    pub low: f64,
    pub high: f64,
}

impl Interval {
    pub(super) const FREE: Self = Self { low: f64::NEG_INFINITY, high: f64::INFINITY };
}

/// The steps from `x` along `direction` that stay within bounds; none but zero if there are no such.
pub(super) fn interval(x: &[f64], direction: &[f64], (low, high): &(Vec<f64>, Vec<f64>)) -> Interval {
    let mut allowed = Interval::FREE;
    for (i, &d) in direction.iter().enumerate().filter(|(_, d)| **d != 0.0) {
        let (to_low, to_high) = ((low[i] - x[i]) / d, (high[i] - x[i]) / d);
        let (least, most) = if d > 0.0 { (to_low, to_high) } else { (to_high, to_low) };
        allowed = Interval { low: allowed.low.max(least), high: allowed.high.min(most) };
    }
    if allowed.high >= allowed.low { allowed } else { Interval { low: 0.0, high: 0.0 } }
}

/// The step with the lowest value, and that value.
pub(super) fn minimum_along<E>(
    mut f: impl FnMut(f64) -> Result<f64, Stop<E>>,
    span: Interval,
    tol: f64,
) -> Result<(f64, f64), Stop<E>> {
    let limit = 500;
    let bounded = |e: MinimumError<Stop<E>>| match e {
        MinimumError::Callback(stop) => stop,
        // The interval is finite and in order.
        _ => Stop::Limit,
    };
    match (span.low == f64::NEG_INFINITY, span.high == f64::INFINITY) {
        (true, true) => unbounded(f, tol),
        (false, false) => {
            let found = fminbound(f, span.low, span.high, tol / 100.0, limit, |_| {}).map_err(bounded)?;
            Ok((found.x, found.fun))
        }
        _ => {
            // Bounded on one side: the tangent takes a finite interval to the infinite one.
            let (low, high) = (span.low.atan(), span.high.atan());
            let at = |angle: f64| f(angle.tan());
            let found = fminbound(at, low, high, tol / 100.0, limit, |_| {}).map_err(bounded)?;
            Ok((found.x.tan(), found.fun))
        }
    }
}

fn unbounded<E>(f: impl FnMut(f64) -> Result<f64, Stop<E>>, tol: f64) -> Result<(f64, f64), Stop<E>> {
    match brent(f, Start::default(), tol, 500, |_| {}) {
        Ok(found) => Ok((found.x, found.fun)),
        Err(MinimumError::NoBracket(bracket)) => Ok(lowest(&bracket)),
        Err(MinimumError::Callback(stop)) => Err(stop),
        Err(MinimumError::Iterations | MinimumError::Input(_)) => Ok((0.0, f64::NAN)),
    }
}

/// The lowest point of a bracket that is none.
fn lowest(b: &Bracket) -> (f64, f64) {
    let points = [(b.xa, b.fa), (b.xb, b.fb), (b.xc, b.fc)];
    if points.iter().any(|p| p.0.is_nan() || p.1.is_nan()) {
        return (f64::NAN, f64::NAN);
    }
    points.into_iter().reduce(|a, b| if b.1 < a.1 { b } else { a }).expect("three points")
}
