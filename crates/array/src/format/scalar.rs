//! Numbers as NumPy's scalars print themselves.

use super::digits::Float;
use super::floats::{FloatOptions, Trim, positional, scientific};
use super::legacy::Legacy;
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
    float(x, Legacy::Off)
}

/// [`scalar_text`] as some version of NumPy gives it.
pub(super) fn float<T: Float>(x: T, legacy: Legacy) -> String {
    shortest(x, Trim::LeaveOneZero, false, legacy)
}

fn shortest<T: Float>(x: T, trim: Trim, sign: bool, legacy: Legacy) -> String {
    let size = x.to_f64().abs();
    let limit = if legacy == Legacy::Off { T::SCALAR_EXPONENT_LIMIT } else { 1e16 };
    if size == 0.0 || (1e-4..limit).contains(&size) {
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
    complex(z, Legacy::Off)
}

/// [`complex_text`] as some version of NumPy gives it.
pub(super) fn complex<T: Float>(z: Complex<T>, legacy: Legacy) -> String {
    let part = |x, sign| shortest(x, Trim::DecimalPoint, sign, legacy);
    let real = z.re.to_f64();
    if real == 0.0 && real.is_sign_positive() {
        return part(z.im, false) + "j";
    }
    let plus = if z.im.to_f64().is_nan() { "+" } else { "" };
    format!("({}{plus}{}j)", part(z.re, false), part(z.im, true))
}
