//! The normal distribution function, its logarithm and inverse.

use crate::erf::{erfcinv, erfcx, exp_square};
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_PI, SQRT_2};

/// The standard normal distribution function (DLMF 7.18.3 gives it as a multiple of `erfc`).
///
/// ```
/// assert_eq!(pallasite_special::ndtr(0.0), 0.5);
/// ```
pub fn ndtr(x: f64) -> f64 {
    if x >= -1.0 || x.is_nan() {
        return 0.5 * libm::erfc(-x * FRAC_1_SQRT_2);
    }
    if x < -39.0 { 0.0 } else { 0.5 * erfcx(-x * FRAC_1_SQRT_2) * exp_square(x, -0.5) }
}

/// The logarithm of the standard normal distribution function.
///
/// ```
/// assert!((pallasite_special::log_ndtr(-40.0) + 804.6084420137539).abs() < 1e-12);
/// ```
pub fn log_ndtr(x: f64) -> f64 {
    if x >= -1.0 || x.is_nan() {
        return (-ndtr(-x)).ln_1p();
    }
    if x < -1e150 { -0.5 * x * x } else { (0.5 * erfcx(-x * FRAC_1_SQRT_2)).ln() - 0.5 * x * x }
}

/// The inverse of [`ndtr`]: NaN outside `[0, 1]`.
///
/// ```
/// assert!((pallasite_special::ndtri(0.975) - 1.959963984540054).abs() < 1e-14);
/// ```
pub fn ndtri(p: f64) -> f64 {
    -SQRT_2 * erfcinv(2.0 * p)
}

/// The inverse of [`log_ndtr`]: NaN above zero.
///
/// ```
/// assert!((pallasite_special::ndtri_exp(-804.6084420137539) + 40.0).abs() < 1e-13);
/// ```
pub fn ndtri_exp(y: f64) -> f64 {
    if y > -0.14 {
        return -ndtri(-y.exp_m1());
    }
    // Far out the error of the exponential is less than that of its result.
    if y > -700.0 || y == f64::NEG_INFINITY || y.is_nan() {
        return ndtri(y.exp());
    }
    // Newton's iteration; the logarithm is nearly a parabola.
    let mut x = -(-2.0 * y).sqrt();
    for _ in 0..6 {
        let slope = (FRAC_2_PI.sqrt()) / erfcx(-x * FRAC_1_SQRT_2);
        let step = (log_ndtr(x) - y) / slope;
        x -= step;
        if !(step.abs() > 1e-10 * x.abs()) {
            break;
        }
    }
    x
}
