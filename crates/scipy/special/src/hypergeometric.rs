//! Hypergeometric functions of real arguments.
//!
//! Power series summed in double-double, after the linear transformation that makes them converge.

use crate::dd::Dd;
use crate::gamma::{gamma, gammaln, gammasgn, rgamma};
use crate::trig::is_pole;

/// A power series `sum t_k` from `t_0 = 1` with `t_(k + 1) = t_k numerator(k) / denominator(k)`, in double-double.
fn sum_ratios(x: f64, ratio: impl Fn(f64) -> (Dd, Dd)) -> f64 {
    let (mut sum, mut term) = (Dd::ONE, Dd::ONE);
    for n in 0..200_000 {
        let (above, below) = ratio(f64::from(n));
        term = term * above * x / below;
        sum = sum + term;
        let small = term.hi.abs() <= 1e-19 * sum.hi.abs();
        if term.hi == 0.0 || !term.hi.is_finite() || (small && (above.hi * x).abs() < below.hi.abs()) {
            break;
        }
    }
    sum.to_f64()
}

/// Kummer's confluent function `1F1(a; b; x)` (DLMF 13.2.2).
///
/// Kummer's transformation 13.2.39 for negative `x`, the asymptotic 13.7.2 far out there.
///
/// ```
/// assert!((pallasite_special::hyp1f1(1.0, 2.0, 1.0) - (1f64.exp() - 1.0)).abs() < 1e-15);
/// ```
pub fn hyp1f1(a: f64, b: f64, x: f64) -> f64 {
    if a.is_nan() || b.is_nan() || x.is_nan() {
        return f64::NAN;
    }
    if is_pole(b) && !(is_pole(a) && a > b) {
        return f64::INFINITY;
    }
    if a == 0.0 || x == 0.0 {
        return 1.0;
    }
    if a == b {
        return x.exp();
    }
    let direct = |a: f64, x: f64| sum_ratios(x, |k| (Dd::sum(a, k), Dd::sum(b, k) * (k + 1.0)));
    if x >= 0.0 || is_pole(a) {
        return direct(a, x);
    }
    let other = Dd::sum(b, -a);
    if x < -100.0 && x * x > 40.0 * (a * a + b * b) {
        return far_left(a, b, x);
    }
    let half = (0.5 * x).exp();
    half * sum_ratios(-x, |k| (other + k, Dd::sum(b, k) * (k + 1.0))) * half
}

/// DLMF 13.7.2 on the negative axis, without the exponentially small part.
fn far_left(a: f64, b: f64, x: f64) -> f64 {
    let (mut sum, mut term) = (1.0, 1.0f64);
    for n in 0..100 {
        let k = f64::from(n);
        term *= (a + k) * (a - b + 1.0 + k) / ((k + 1.0) * -x);
        sum += term;
        if term.abs() < 1e-17 * f64::abs(sum) {
            break;
        }
    }
    gamma(b) * rgamma(b - a) * (-x).powf(-a) * sum
}

/// Gauss's function `2F1(a, b; c; x)` for real `x <= 1` (DLMF 15.2.1); infinite where the series diverges.
///
/// Pfaff's transformation 15.8.1 for negative `x`; 15.8.4 near one where `c - a - b` is not whole.
///
/// ```
/// assert!((pallasite_special::hyp2f1(1.0, 1.0, 2.0, 0.5) - 2.0 * 2f64.ln()).abs() < 1e-15);
/// ```
pub fn hyp2f1(a: f64, b: f64, c: f64, x: f64) -> f64 {
    if a.is_nan() || b.is_nan() || c.is_nan() || x.is_nan() {
        return f64::NAN;
    }
    if x == 0.0 || a == 0.0 || b == 0.0 {
        return if is_pole(c) && x != 0.0 && c == 0.0 { f64::INFINITY } else { 1.0 };
    }
    let polynomial = is_pole(a) || is_pole(b);
    if is_pole(c) && !(is_pole(a) && a > c) && !(is_pole(b) && b > c) {
        return f64::INFINITY;
    }
    if polynomial && x.abs() <= 4.0 {
        return gauss_series(a, b, c, x);
    }
    if x == 1.0 {
        return at_one(a, b, c);
    }
    if x > 1.0 && !polynomial {
        return f64::INFINITY;
    }
    if x < 0.0 && !polynomial {
        let first = if a.abs() < b.abs() { (a, b) } else { (b, a) };
        return (1.0 - x).powf(-first.0) * hyp2f1(first.0, c - first.1, c, x / (x - 1.0));
    }
    let excess = c - a - b;
    if x > 0.9 && !polynomial && (excess - excess.round()).abs() > 0.01 {
        near_one(a, b, c, x)
    } else {
        gauss_series(a, b, c, x)
    }
}

fn gauss_series(a: f64, b: f64, c: f64, x: f64) -> f64 {
    sum_ratios(x, |k| (Dd::sum(a, k) * Dd::sum(b, k), Dd::sum(c, k) * (k + 1.0)))
}

/// Gauss's sum (DLMF 15.4.20), or the direction of its divergence.
fn at_one(a: f64, b: f64, c: f64) -> f64 {
    if c - a - b <= 0.0 {
        return f64::INFINITY;
    }
    gamma_quotient(c, c - a - b, c - a, c - b)
}

/// `gamma(p) gamma(q) / (gamma(r) gamma(s))`, zero at the poles of the denominator.
fn gamma_quotient(p: f64, q: f64, r: f64, s: f64) -> f64 {
    if is_pole(r) || is_pole(s) {
        return 0.0;
    }
    let sign = gammasgn(p) * gammasgn(q) * gammasgn(r) * gammasgn(s);
    let largest = [p, q, r, s].into_iter().fold(0.0, |m: f64, v| m.max(v.abs()));
    if largest < 80.0 {
        return gamma(p) * gamma(q) * rgamma(r) * rgamma(s);
    }
    sign * (gammaln(p) + gammaln(q) - gammaln(r) - gammaln(s)).exp()
}

/// DLMF 15.8.4.
fn near_one(a: f64, b: f64, c: f64, x: f64) -> f64 {
    let (y, excess) = (1.0 - x, c - a - b);
    let regular = gamma_quotient(c, excess, c - a, c - b) * gauss_series(a, b, 1.0 - excess, y);
    let singular = gamma_quotient(c, -excess, a, b) * gauss_series(c - a, c - b, 1.0 + excess, y);
    regular + y.powf(excess) * singular
}
