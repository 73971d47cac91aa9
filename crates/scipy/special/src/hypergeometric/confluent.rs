//! Kummer's confluent function.

use super::series::{self, Confluent};
use crate::dd::Dd;
use crate::gamma::{gamma, rgamma};
use crate::trig::is_pole;

/// Kummer's confluent function `1F1(a; b; x)` (DLMF 13.2.2).
///
/// Kummer's transformation 13.2.39 for negative `x`, the asymptotic 13.7.2 far out.
///
/// ```
/// assert!((pallasite_special::hyp1f1(1.0, 2.0, 1.0) - (1f64.exp() - 1.0)).abs() < 1e-15);
/// ```
pub fn hyp1f1(a: f64, b: f64, x: f64) -> f64 {
    if a.is_nan() || b.is_nan() || x.is_nan() {
        return f64::NAN;
    }
    if is_pole(b) && (a == 0.0 || !(is_pole(a) && a >= b)) {
        return f64::INFINITY;
    }
    if a == 0.0 || x == 0.0 {
        return 1.0;
    }
    if a == b && !is_pole(a) {
        return x.exp();
    }
    if is_pole(a) {
        return power_series(Dd::from(a), b, x);
    }
    let other = Dd::sum(b, -a);
    let far = x.abs() > 100.0 && x.abs() * x.abs() > 40.0 * (a * a + b * b);
    match (far, x < 0.0) {
        (true, true) => decaying(a, b, -x),
        (true, false) if !is_pole(other.hi) => with_exponential(decaying(other.hi, b, x), x),
        (false, true) => with_exponential(power_series(other, b, -x), x),
        _ => power_series(Dd::from(a), b, x),
    }
}

fn power_series(a: Dd, b: f64, x: f64) -> f64 {
    series::sum(x, &Confluent { a, b: Dd::from(b) })
}

/// `value exp(x)`, in halves, since one of the two may be out of range.
fn with_exponential(value: f64, x: f64) -> f64 {
    if x.abs() < 700.0 {
        return value * x.exp();
    }
    let half = (0.5 * x).exp();
    half * value * half
}

/// DLMF 13.7.2 at `-x`, without the part that is exponentially small.
fn decaying(a: f64, b: f64, x: f64) -> f64 {
    let (mut sum, mut term) = (1.0, 1.0f64);
    for n in 0..100 {
        let k = f64::from(n);
        term *= (a + k) * (a - b + 1.0 + k) / ((k + 1.0) * x);
        sum += term;
        if term.abs() < 1e-17 * f64::abs(sum) {
            break;
        }
    }
    gamma(b) * rgamma(b - a) * x.powf(-a) * sum
}
