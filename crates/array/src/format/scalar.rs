//! Numbers as NumPy's scalars print themselves.

use super::digits::Float;
use super::floats::{FloatOptions, Trim, positional, scientific};
use num_complex::Complex;

/// What `str` gives for a NumPy floating point scalar.
///
/// The shortest digits that identify the value; with an exponent below `1e-4`, and from `1e16` on (`1e6` for
/// `f32`, `1e3` for `f16`).
///
/// # Examples
/// ```
/// use pallasite_array::format::scalar_text;
/// assert_eq!([scalar_text(2.0), scalar_text(1e16), scalar_text(f64::NAN)], ["2.0", "1e+16", "nan"]);
/// assert_eq!(scalar_text(0.1_f32), "0.1");
/// ```
pub fn scalar_text<T: Float>(x: T) -> String {
    shortest(x, Trim::LeaveOneZero, false)
}

fn shortest<T: Float>(x: T, trim: Trim, sign: bool) -> String {
    let size = x.to_f64().abs();
    if size == 0.0 || (1e-4..T::SCALAR_EXPONENT_LIMIT).contains(&size) {
        return positional(x, &FloatOptions { trim, sign, ..Default::default() });
    }
    scientific(x, &FloatOptions { trim: Trim::DecimalPoint, sign, ..Default::default() })
}

/// What `str` gives for a NumPy complex scalar.
///
/// # Examples
/// ```
/// use num_complex::Complex;
/// use pallasite_array::format::complex_text;
/// assert_eq!([complex_text(Complex::new(1.0, -2.5)), complex_text(Complex::new(0.0, 1.0))], ["(1-2.5j)", "1j"]);
/// ```
pub fn complex_text<T: Float>(z: Complex<T>) -> String {
    let real = z.re.to_f64();
    if real == 0.0 && real.is_sign_positive() {
        return shortest(z.im, Trim::DecimalPoint, false) + "j";
    }
    let plus = if z.im.to_f64().is_nan() { "+" } else { "" };
    format!(
        "({}{plus}{}j)",
        shortest(z.re, Trim::DecimalPoint, false),
        shortest(z.im, Trim::DecimalPoint, true)
    )
}
