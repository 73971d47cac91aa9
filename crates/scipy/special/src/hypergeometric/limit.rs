//! The confluent limit function `0F1`, by Bessel functions.

use crate::bessel::{complex_ive, iv, jv};
use crate::gamma::{gamma, gammaln, gammasgn};
use crate::trig::is_pole;
use num_complex::Complex64;

/// Where two terms of the series are enough.
const TINY: f64 = 1e-6;

/// The confluent hypergeometric limit function `0F1(; v; x)` (DLMF 16.2.1), `gamma(v)` times a Bessel function of
/// order `v - 1` (10.16.9 and 10.39.9).
///
/// ```
/// assert!((pallasite_special::hyp0f1(0.5, 0.25) - 1f64.cosh()).abs() < 1e-15);
/// ```
pub fn hyp0f1(v: f64, x: f64) -> f64 {
    if is_pole(v) {
        return f64::NAN;
    }
    if x.abs() < TINY * (1.0 + v.abs()) {
        return if x == 0.0 && !v.is_nan() { 1.0 } else { 1.0 + x / v + x * x / (2.0 * v * (v + 1.0)) };
    }
    let root = x.abs().sqrt();
    let bessel = if x > 0.0 { iv(v - 1.0, 2.0 * root) } else { jv(v - 1.0, 2.0 * root) };
    let plain = root.powf(1.0 - v) * gamma(v) * bessel;
    if plain.is_finite() && plain != 0.0 {
        return plain;
    }
    // Factors out of range.
    let log = (1.0 - v) * root.ln() + gammaln(v) + bessel.abs().ln();
    log.exp() * gammasgn(v) * bessel.signum()
}

/// [`hyp0f1`] of complex `z`.
///
/// ```
/// let f = pallasite_special::complex_hyp0f1(0.5, 0.25.into());
/// assert!((f.re - 1f64.cosh()).abs() < 1e-14);
/// ```
pub fn complex_hyp0f1(v: f64, z: Complex64) -> Complex64 {
    if is_pole(v) {
        return Complex64::new(f64::NAN, f64::NAN);
    }
    if z.norm() < TINY * (1.0 + v.abs()) {
        return 1.0 + z / v + z * z / (2.0 * v * (v + 1.0));
    }
    let root = z.sqrt();
    root.powf(1.0 - v) * gamma(v) * complex_ive(v - 1.0, 2.0 * root) * (2.0 * root.re).exp()
}
