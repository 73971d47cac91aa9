//! Logarithms, exponentials and the normal distribution of complex arguments.

use crate::dd::Dd;
use crate::faddeeva::{complex_erf, complex_erfc, wofz};
use num_complex::Complex64;
use std::f64::consts::{FRAC_1_SQRT_2, LN_2, PI, TAU};

/// `log(1 + z)`; the square of the modulus of `1 + z` is not rounded before one is taken off.
///
/// ```
/// use num_complex::Complex64;
/// let y = pallasite_special::complex_log1p(Complex64::new(1e-20, 1e-10));
/// assert!((y.re / 1.5e-20 - 1.0).abs() < 1e-15);
/// ```
pub fn complex_log1p(z: Complex64) -> Complex64 {
    let Complex64 { re: x, im: y } = z;
    if !z.is_finite() || y == 0.0 && x >= -1.0 {
        return if y == 0.0 { Complex64::new(x.ln_1p(), y) } else { (z + 1.0).ln() };
    }
    let above = Dd::product(x, x) + Dd::product(y, y) + Dd::from(2.0 * x);
    let size = above.to_f64();
    let re = if size < 1e300 { 0.5 * size.ln_1p() } else { (x + 1.0).hypot(y).ln() };
    Complex64::new(re, y.atan2(x + 1.0))
}

/// `exp(z) - 1`.
///
/// ```
/// use num_complex::Complex64;
/// let y = pallasite_special::complex_expm1(Complex64::new(0.0, 1e-10));
/// assert!((y.re / -5e-21 - 1.0).abs() < 1e-15);
/// ```
pub fn complex_expm1(z: Complex64) -> Complex64 {
    let Complex64 { re: x, im: y } = z;
    if !z.is_finite() {
        return z.exp() - 1.0;
    }
    let (sin, cos) = y.sin_cos();
    let (less, half) = (x.exp_m1(), (0.5 * y).sin());
    // Twice the precision for products that cancel.
    let re = Dd::product(less, cos) - Dd::product(half, half) * 2.0;
    let grown = if x > -1.0 { less + 1.0 } else { x.exp() };
    let re = if less.is_finite() { re.to_f64() } else { less * cos };
    Complex64::new(re, if y == 0.0 { y } else { grown * sin })
}

/// `x log(1 + y)`, zero where `x` is zero.
///
/// ```
/// use num_complex::Complex64;
/// assert_eq!(pallasite_special::complex_xlog1py(Complex64::ZERO, (-1.0).into()), Complex64::ZERO);
/// ```
pub fn complex_xlog1py(x: Complex64, y: Complex64) -> Complex64 {
    if x == Complex64::ZERO && !y.is_nan() { Complex64::ZERO } else { x * complex_log1p(y) }
}

/// The normal distribution function of complex `z`.
///
/// ```
/// use num_complex::Complex64;
/// assert_eq!(pallasite_special::complex_ndtr(Complex64::ZERO).re, 0.5);
/// ```
pub fn complex_ndtr(z: Complex64) -> Complex64 {
    let t = z * FRAC_1_SQRT_2;
    if t.norm() < 1.0 {
        0.5 * complex_erf(t) + 0.5
    } else if t.re > 0.0 {
        1.0 - 0.5 * complex_erfc(t)
    } else {
        0.5 * complex_erfc(-t)
    }
}

/// The logarithm of the normal distribution function of complex `z`, its imaginary part in `(-pi, pi]`.
///
/// ```
/// use num_complex::Complex64;
/// let y = pallasite_special::complex_log_ndtr(Complex64::new(-40.0, 0.0));
/// assert!((y.re - pallasite_special::log_ndtr(-40.0)).abs() < 1e-12);
/// ```
pub fn complex_log_ndtr(z: Complex64) -> Complex64 {
    let t = z * FRAC_1_SQRT_2;
    if z.re > 0.0 {
        return complex_log1p(-0.5 * complex_erfc(t));
    }
    // erfc(-t) = exp(-t^2) w(-i t)
    let log = wofz(Complex64::new(t.im, -t.re)).ln() - LN_2;
    let re = log.re - (t.re - t.im) * (t.re + t.im);
    let turns = (log.im - z.re * z.im) / TAU;
    let im = TAU * (turns - turns.round());
    Complex64::new(re, if im <= -PI { PI } else { im })
}
