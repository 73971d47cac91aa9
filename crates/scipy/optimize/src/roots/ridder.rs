//! Ridders' method.

use super::{Counted, Root, RootError, RootOptions};

/// A root between `a` and `b`, where `f` has different signs, by Ridders' method (Ridders 1979): linear
/// interpolation after an exponential factor has been taken out.
///
/// # Errors
/// The callback's error; tolerances too small; no change of sign; a value that is NaN.
///
/// ```
/// use pallasite_optimize::{RootOptions, ridder};
/// let found = ridder(|x| Ok::<_, ()>(x.exp() - 2.0), 0.0, 1.0, &RootOptions::default()).unwrap();
/// assert!((found.root - 2f64.ln()).abs() < 1e-12);
/// ```
pub fn ridder<E>(
    f: impl FnMut(f64) -> Result<f64, E>,
    a: f64,
    b: f64,
    options: &RootOptions,
) -> Result<Root, RootError<E>> {
    options.check()?;
    let mut f = Counted::new(f);
    let (mut fa, mut fb) = match f.ends(a, b)? {
        Ok(values) => values,
        Err(root) => return Ok(root),
    };
    let (mut a, mut b, mut last) = (a, b, 0.0);
    let mut tolerance = options.xtol + options.rtol * a.abs().min(b.abs());
    for iteration in 1..=options.maxiter {
        let half = 0.5 * (b - a);
        let middle = a + half;
        let fm = f.at(middle)?;
        let shift = sign(fb - fa) * half * fm / (fm * fm - fa * fb).sqrt();
        last = middle - sign(shift) * shift.abs().min(half.abs() - 0.5 * tolerance);
        let fn_ = f.at(last)?;
        if fn_.is_sign_negative() != fm.is_sign_negative() {
            (a, fa, b, fb) = (last, fn_, middle, fm);
        } else if fn_.is_sign_negative() != fa.is_sign_negative() {
            (b, fb) = (last, fn_);
        } else {
            (a, fa) = (last, fn_);
        }
        tolerance = options.tolerance(last);
        if fn_ == 0.0 || (b - a).abs() < tolerance {
            return Ok(f.found(last, iteration));
        }
    }
    Ok(f.gave_up(last, options.maxiter))
}

fn sign(x: f64) -> f64 {
    if x > 0.0 { 1.0 } else { -1.0 }
}
