//! Tukey's lambda distribution, given by its quantile function `(p^lambda - (1 - p)^lambda) / lambda`.

use crate::elementary::expit;
use crate::inverse::chandrupatla;

/// The distribution function.
///
/// ```
/// assert!((pallasite_special::tklmbda(1.0, -1.0) - 0.6180339887498949).abs() < 1e-15);
/// ```
pub fn tklmbda(x: f64, lambda: f64) -> f64 {
    if x.is_nan() || lambda.is_nan() {
        return f64::NAN;
    }
    if lambda > 0.0 && x.abs() >= 1.0 / lambda {
        return if x > 0.0 { 1.0 } else { 0.0 };
    }
    if lambda == 0.0 {
        return expit(x);
    }
    let q = upper(x.abs(), lambda);
    if x > 0.0 { 1.0 - q } else { q }
}

/// The probability beyond `x >= 0`.
fn upper(x: f64, lambda: f64) -> f64 {
    if x == 0.0 {
        return 0.5;
    }
    // The quantile function at the probability of the logistic distribution's point.
    let off = |q: f64| ((lambda * (-q).ln_1p()).exp_m1() - (lambda * q.ln()).exp_m1()) / lambda - x;
    let (mut low, mut high) = (expit(-x).max(1e-300), 0.5);
    while off(low) < 0.0 {
        (low, high) = (0.01 * low, low);
        if low == 0.0 {
            return 0.0;
        }
    }
    while 0.2 * high > low && off(0.2 * high) < 0.0 {
        high *= 0.2;
    }
    chandrupatla((low, off(low)), (high, off(high)), off)
}
