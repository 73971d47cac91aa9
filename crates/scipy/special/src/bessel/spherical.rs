//! Spherical Bessel functions of whole order (DLMF 10.47).

use super::modified_order::{iv, kv};
use super::order::{jv, yv};
use std::f64::consts::FRAC_PI_2;

/// `f(n + 1/2, |x|) sqrt(pi / (2 |x|))` with the parity of `n` (plus `odd`) for negative `x`.
fn from_half_order(n: f64, x: f64, odd: bool, f: fn(f64, f64) -> f64) -> f64 {
    if !(n >= 0.0) {
        return f64::NAN;
    }
    let value = f(n + 0.5, x.abs()) * (FRAC_PI_2 / x.abs()).sqrt();
    if x < 0.0 && ((n % 2.0 == 1.0) != odd) { -value } else { value }
}

/// The spherical Bessel function of the first kind.
///
/// ```
/// assert!((pallasite_special::spherical_jn(0.0, 1.0) - 1f64.sin()).abs() < 1e-15);
/// ```
pub fn spherical_jn(n: f64, x: f64) -> f64 {
    if x == 0.0 {
        return if n == 0.0 { 1.0 } else { 0.0 };
    }
    from_half_order(n, x, false, jv)
}

/// The spherical Bessel function of the second kind.
///
/// ```
/// assert!((pallasite_special::spherical_yn(0.0, 1.0) + 1f64.cos()).abs() < 1e-15);
/// ```
pub fn spherical_yn(n: f64, x: f64) -> f64 {
    if x == 0.0 { f64::NEG_INFINITY } else { from_half_order(n, x, true, yv) }
}

/// The modified spherical Bessel function of the first kind.
///
/// ```
/// assert!((pallasite_special::spherical_in(0.0, 1.0) - 1f64.sinh()).abs() < 1e-15);
/// ```
pub fn spherical_in(n: f64, x: f64) -> f64 {
    if x == 0.0 {
        return if n == 0.0 { 1.0 } else { 0.0 };
    }
    if x.is_infinite() {
        return if x < 0.0 && n % 2.0 == 1.0 { x } else { x.abs() };
    }
    from_half_order(n, x, false, iv)
}

/// The modified spherical Bessel function of the second kind: NaN for negative `x`.
///
/// ```
/// let exact = std::f64::consts::FRAC_PI_2 * (-1f64).exp();
/// assert!((pallasite_special::spherical_kn(0.0, 1.0) - exact).abs() < 1e-15);
/// ```
pub fn spherical_kn(n: f64, x: f64) -> f64 {
    if x == 0.0 {
        return f64::INFINITY;
    }
    if x < 0.0 { f64::NAN } else { from_half_order(n, x, false, kv) }
}
