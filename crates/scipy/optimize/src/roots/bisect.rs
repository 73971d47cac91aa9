//! Bisection.

use super::{Counted, Root, RootError, RootOptions};

/// A root between `a` and `b`, where `f` has different signs, by halving the interval.
///
/// # Errors
/// The callback's error; tolerances too small; no change of sign; a value that is NaN.
///
/// ```
/// use pallasite_optimize::{RootOptions, bisect};
/// let found = bisect(|x| Ok::<_, ()>(x * x - 2.0), 0.0, 2.0, &RootOptions::default()).unwrap();
/// assert!((found.root - 2f64.sqrt()).abs() < 2e-12);
/// ```
pub fn bisect<E>(
    f: impl FnMut(f64) -> Result<f64, E>,
    a: f64,
    b: f64,
    options: &RootOptions,
) -> Result<Root, RootError<E>> {
    options.check()?;
    let mut f = Counted::new(f);
    let (fa, _) = match f.ends(a, b)? {
        Ok(values) => values,
        Err(root) => return Ok(root),
    };
    let (mut low, mut width) = (a, b - a);
    for iteration in 1..=options.maxiter {
        width *= 0.5;
        let middle = low + width;
        let value = f.at(middle)?;
        if value.is_sign_negative() == fa.is_sign_negative() {
            low = middle;
        }
        if value == 0.0 || width.abs() < options.tolerance(middle) {
            return Ok(f.found(middle, iteration));
        }
    }
    Ok(f.gave_up(low, options.maxiter))
}
