//! Brent's method with inverse quadratic or hyperbolic extrapolation.

use super::{Counted, Root, RootError, RootOptions};

/// A root between `a` and `b`, where `f` has different signs, by Brent's method (Brent 1973, chapters 3 and 4):
/// inverse quadratic interpolation, made safe by bisection.
///
/// # Errors
/// The callback's error; tolerances too small; no change of sign; a value that is NaN.
///
/// ```
/// use pallasite_optimize::{RootOptions, brentq};
/// let found = brentq(|x| Ok::<_, ()>(x.cos() - x), 0.0, 1.0, &RootOptions::default()).unwrap();
/// assert!((found.root - 0.739085133215161).abs() < 1e-14);
/// ```
pub fn brentq<E>(
    f: impl FnMut(f64) -> Result<f64, E>,
    a: f64,
    b: f64,
    options: &RootOptions,
) -> Result<Root, RootError<E>> {
    let quadratic = |f: [f64; 3], slope: [f64; 2]| {
        -f[1] * (f[2] * slope[1] - f[0] * slope[0]) / (slope[1] * slope[0] * (f[2] - f[0]))
    };
    brent(f, a, b, options, quadratic)
}

/// A root between `a` and `b`, where `f` has different signs, by Brent's method with hyperbolic extrapolation
/// (Bus and Dekker 1975).
///
/// # Errors
/// The callback's error; tolerances too small; no change of sign; a value that is NaN.
///
/// ```
/// use pallasite_optimize::{RootOptions, brenth};
/// let found = brenth(|x| Ok::<_, ()>(x.powi(3) - 8.0), 0.0, 5.0, &RootOptions::default()).unwrap();
/// assert!((found.root - 2.0).abs() < 1e-12);
/// ```
pub fn brenth<E>(
    f: impl FnMut(f64) -> Result<f64, E>,
    a: f64,
    b: f64,
    options: &RootOptions,
) -> Result<Root, RootError<E>> {
    let hyperbolic =
        |f: [f64; 3], slope: [f64; 2]| -f[1] * (f[2] - f[0]) / (f[2] * slope[0] - f[0] * slope[1]);
    brent(f, a, b, options, hyperbolic)
}

/// A point with its value.
#[derive(Clone, Copy)]
struct Point {
    x: f64,
    f: f64,
}

/// The iteration, given the step that extrapolates from the values at the previous, current and opposite
/// points and the slopes from the current one to the other two.
fn brent<E>(
    f: impl FnMut(f64) -> Result<f64, E>,
    a: f64,
    b: f64,
    options: &RootOptions,
    extrapolate: impl Fn([f64; 3], [f64; 2]) -> f64,
) -> Result<Root, RootError<E>> {
    options.check()?;
    let mut f = Counted::new(f);
    let (fa, fb) = match f.ends(a, b)? {
        Ok(values) => values,
        Err(root) => return Ok(root),
    };
    let (mut previous, mut current) = (Point { x: a, f: fa }, Point { x: b, f: fb });
    let mut opposite = Point { x: 0.0, f: 0.0 };
    let (mut last_step, mut step) = (0.0, 0.0);
    for iteration in 1..=options.maxiter {
        let crossed = previous.f.is_sign_negative() != current.f.is_sign_negative();
        if previous.f != 0.0 && current.f != 0.0 && crossed {
            opposite = previous;
            step = current.x - previous.x;
            last_step = step;
        }
        if opposite.f.abs() < current.f.abs() {
            (previous, current, opposite) = (current, opposite, current);
        }
        let delta = options.tolerance(current.x) / 2.0;
        let half = (opposite.x - current.x) / 2.0;
        if current.f == 0.0 || half.abs() < delta {
            return Ok(f.found(current.x, iteration));
        }
        let trial = (last_step.abs() > delta && current.f.abs() < previous.f.abs())
            .then(|| interpolated(previous, current, opposite, &extrapolate));
        (last_step, step) = match trial {
            Some(t) if 2.0 * t.abs() < last_step.abs().min(3.0 * half.abs() - delta) => (step, t),
            _ => (half, half),
        };
        previous = current;
        current.x += if step.abs() > delta { step } else { delta.copysign(half) };
        current.f = f.at(current.x)?;
    }
    Ok(f.gave_up(current.x, options.maxiter))
}

fn interpolated(
    previous: Point,
    current: Point,
    opposite: Point,
    extrapolate: impl Fn([f64; 3], [f64; 2]) -> f64,
) -> f64 {
    if previous.x == opposite.x {
        return -current.f * (current.x - previous.x) / (current.f - previous.f);
    }
    let slope = |p: Point| (p.f - current.f) / (p.x - current.x);
    extrapolate([previous.f, current.f, opposite.f], [slope(previous), slope(opposite)])
}
