//! A root between two points of opposite sign (Brent 1973, chapter 4).

use crate::ode::{InvalidOde, OdeError};

const ITERATIONS: usize = 100;
const TOLERANCE: f64 = 4.0 * f64::EPSILON;

/// A point and the function there.
type Point = (f64, f64);

/// The root of `f` between `a` and `b`.
pub(super) fn root<E>(mut f: impl FnMut(f64) -> Result<f64, E>, a: f64, b: f64) -> Result<f64, OdeError<E>> {
    let mut call = |x| f(x).map(|y| (x, y)).map_err(OdeError::Callback);
    let (mut last, mut best): (Point, Point) = (call(a)?, call(b)?);
    if last.1 == 0.0 {
        return Ok(a);
    }
    if best.1 != 0.0 && last.1.is_sign_negative() == best.1.is_sign_negative() {
        return Err(InvalidOde::NoRoot.into());
    }
    let (mut across, mut before, mut step) = (last, 0.0, 0.0);
    for _ in 0..ITERATIONS {
        if last.1 != 0.0 && best.1 != 0.0 && last.1.is_sign_negative() != best.1.is_sign_negative() {
            across = last;
            step = best.0 - last.0;
            before = step;
        }
        if across.1.abs() < best.1.abs() {
            (last, best, across) = (best, across, best);
        }
        let delta = (TOLERANCE + TOLERANCE * best.0.abs()) / 2.0;
        let half = (across.0 - best.0) / 2.0;
        if best.1 == 0.0 || half.abs() < delta {
            break;
        }
        let good = f64::abs(before) > delta && best.1.abs() < last.1.abs();
        let tried = if good { interpolated(last, best, across) } else { f64::INFINITY };
        (before, step) = match 2.0 * tried.abs() < f64::abs(before).min(3.0 * half.abs() - delta) {
            true => (step, tried),
            false => (half, half),
        };
        last = best;
        best = call(best.0 + if step.abs() > delta { step } else { delta.copysign(half) })?;
    }
    Ok(best.0)
}

/// The step to the root of the line or the inverse parabola through the points.
fn interpolated(last: Point, best: Point, across: Point) -> f64 {
    if last.0 == across.0 {
        return -best.1 * (best.0 - last.0) / (best.1 - last.1);
    }
    let slope = |p: Point| (p.1 - best.1) / (p.0 - best.0);
    let (l, a) = (slope(last), slope(across));
    -best.1 * (across.1 * a - last.1 * l) / (a * l * (across.1 - last.1))
}

#[cfg(test)]
mod tests {
    use super::root;
    use std::convert::Infallible;

    #[test]
    fn roots_are_exact_to_rounding() {
        let x = root(|x: f64| Ok::<_, Infallible>(x.cos() - x), 0.0, 1.0).unwrap();
        assert!((x - 0.739_085_133_215_160_7).abs() < 2e-15);
        assert!(root(|x: f64| Ok::<_, Infallible>(x * x + 1.0), -1.0, 1.0).is_err());
    }
}
