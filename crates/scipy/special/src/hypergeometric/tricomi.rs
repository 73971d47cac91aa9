//! Tricomi's confluent function.

use crate::dd::{Dd, ln};
use crate::gamma::{gamma, gammaln, rgamma};
use crate::trig::is_pole;

/// From this first parameter on the integral's tail towards zero is short.
const LEAST: f64 = 3.0;
/// From this second parameter on the integral is taken as it is.
const MOST: f64 = 1e4;
/// Terms of the integral below this many powers of `e` do not count.
const NEGLIGIBLE: f64 = 39.0;

/// Tricomi's confluent function `U(a, b, x)` (DLMF 13.2.6) for `x >= 0`; NaN for negative `x`.
///
/// The asymptotic 13.7.3 where it converges; else the integral 13.4.4 in the logarithm of its variable by the
/// trapezium rule, which converges exponentially, for `a >= 3` and `b` in `[0, 2)`, and from there the recurrences in
/// the directions in which they are stable: 13.3.7 for smaller `a`, 13.3.8 for larger `b` (Temme, "The numerical
/// computation of the confluent hypergeometric function U(a, b, z)", Numerische Mathematik 41, 1983). Kummer's
/// transformation 13.2.40 for `b < 1`.
///
/// ```
/// assert!((pallasite_special::hyperu(1.0, 2.0, 4.0) - 0.25).abs() < 1e-16);
/// ```
pub fn hyperu(a: f64, b: f64, x: f64) -> f64 {
    if a.is_nan() || b.is_nan() || x.is_nan() || x < 0.0 {
        return f64::NAN;
    }
    if x == 0.0 {
        return at_zero(a, b);
    }
    if let Some(value) = asymptotic(a, b, x) {
        return value;
    }
    if b < 1.0 && !is_pole(a) { x.powf(1.0 - b) * upwards(a - b + 1.0, 2.0 - b, x) } else { upwards(a, b, x) }
}

/// DLMF 13.2.18 and on; infinite for `b > 1`, where SciPy does not look at `a`.
fn at_zero(a: f64, b: f64) -> f64 {
    if b > 1.0 { f64::INFINITY } else { gamma(1.0 - b) * rgamma(1.0 - b + a) }
}

/// DLMF 13.7.3, if its terms get small enough before they grow, and do not cancel.
fn asymptotic(a: f64, b: f64, x: f64) -> Option<f64> {
    let (mut sum, mut term) = (1.0, 1.0f64);
    for n in 0..40 {
        let k = f64::from(n);
        let factor = -(a + k) * (a - b + 1.0 + k) / ((k + 1.0) * x);
        if factor.abs() > 0.7 {
            return None;
        }
        term *= factor;
        sum += term;
        if term.abs() < 1e-17 * f64::abs(sum) {
            return Some(x.powf(-a) * sum);
        }
    }
    None
}

/// `U(a - 1)` from `U(a)` and `U(a + 1)` (DLMF 13.3.7).
fn below(a: f64, b: f64, x: f64, now: f64, above: f64) -> f64 {
    (2.0 * a + x - b) * now - a * (a - b + 1.0) * above
}

/// From `U(a)` and `U(a + 1)` down to `U(end)`.
fn descend(mut a: f64, end: f64, b: f64, x: f64, [mut now, mut above]: [f64; 2]) -> f64 {
    while a > end + 0.5 {
        (now, above) = (below(a, b, x, now, above), now);
        a -= 1.0;
    }
    now
}

/// From the second parameters in `[0, 2)` up (DLMF 13.3.8).
fn upwards(a: f64, b: f64, x: f64) -> f64 {
    if !(2.0..MOST).contains(&b) || is_pole(a - b + 1.0) {
        return downwards(a, b, x);
    }
    let mut at = b - b.floor() + 1.0;
    let (mut before, mut now) = (downwards(a, at - 1.0, x), downwards(a, at, x));
    while at < b - 0.5 {
        (before, now) = (now, ((at - 1.0 + x) * now + (1.0 + a - at) * before) / x);
        at += 1.0;
    }
    now
}

/// From the first parameters for which the integral is short, or zero for polynomials.
fn downwards(a: f64, b: f64, x: f64) -> f64 {
    if a >= LEAST {
        return integral(a, b, x);
    }
    if is_pole(a) {
        return descend(0.0, a, b, x, [1.0, 0.0]);
    }
    if is_pole(a - b + 1.0) {
        return x.powf(1.0 - b) * descend(0.0, a - b + 1.0, 2.0 - b, x, [1.0, 0.0]);
    }
    let start = a + (LEAST - a).ceil();
    descend(start, a, b, x, [integral(start, b, x), integral(start + 1.0, b, x)])
}

/// DLMF 13.4.4 with `t = exp(s)`; exponents are relative to that of the largest value, which is taken in twice the
/// precision.
fn integral(a: f64, b: f64, x: f64) -> f64 {
    let (peak, power) = (peak(a, b, x), b - a - 1.0);
    let depth = |offset: f64| {
        let further = peak * offset.exp_m1();
        a * offset + power * (further / (1.0 + peak)).ln_1p() - x * further
    };
    let bend = x * peak - power * peak / ((1.0 + peak) * (1.0 + peak));
    let step = 0.2f64.min(0.5 / bend.sqrt());
    let side = |step: f64| {
        let depths = (1..).map(|k| depth(step * f64::from(k)));
        depths.take_while(|depth| *depth > -NEGLIGIBLE).map(f64::exp).sum::<f64>()
    };
    let sum = step * (1.0 + side(step) + side(-step));
    let top = ln(peak) * a + Dd::sum(1.0, peak).ln() * power - Dd::product(x, peak);
    if a < 100.0 && top.hi.abs() < 600.0 {
        top.exp() * rgamma(a) * sum
    } else {
        (top - gammaln(a)).exp() * sum
    }
}

/// Where the integrand is largest: the positive root of `x t^2 + (x - b + 1) t - a`.
fn peak(a: f64, b: f64, x: f64) -> f64 {
    let linear = x - b + 1.0;
    let root = (linear * linear + 4.0 * a * x).sqrt();
    if linear > 0.0 { 2.0 * a / (linear + root) } else { (root - linear) / (2.0 * x) }
}
