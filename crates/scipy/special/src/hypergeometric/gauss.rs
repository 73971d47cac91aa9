//! Gauss's hypergeometric function.

use super::series::{self, Gauss};
use crate::dd::Dd;
use crate::digamma::digamma;
use crate::gamma::{gamma, gammaln, gammasgn, rgamma};
use crate::trig::{is_pole, parity_sign};

/// Beyond this the series in `1 - x` are shorter.
const NEAR_ONE: f64 = 0.8;
/// Up to this distance of `c - a - b` from a whole number the two series in `1 - x` cancel.
const CLOSE: f64 = 0.01;

/// Gauss's function `2F1(a, b; c; x)` for real `x <= 1` (DLMF 15.2.1), and beyond where it is a polynomial but for a power
/// of `1 - x`; infinite where the series diverges.
///
/// Euler's transformation 15.8.1 where `c - a - b <= -1`, Pfaff's for negative `x`; 15.8.4 or 15.8.10 near one.
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
    let excess = c - a - b;
    if !polynomial && excess <= -1.0 && (x <= 1.0 || excess == excess.floor()) {
        return (1.0 - x).powf(excess) * hyp2f1(c - a, c - b, c, x);
    }
    if is_pole(c) && !(is_pole(a) && a > c) && !(is_pole(b) && b > c) {
        return f64::INFINITY;
    }
    if polynomial && 0.5 < x && x < 1.0 && [a, b].into_iter().all(|p| !is_pole(p) || p <= -LONG) {
        let (low, other) = if is_pole(a) { (a, b) } else { (b, a) };
        return long_polynomial(-low, other, c, x);
    }
    if polynomial {
        return if x == 1.0 { at_one(a, b, c) } else { gauss_series(a, b, c, x) };
    }
    if x == 1.0 {
        return at_one(a, b, c);
    }
    if x > 1.0 {
        return f64::INFINITY;
    }
    if x < 0.0 {
        let (low, high) = if a.abs() < b.abs() { (a, b) } else { (b, a) };
        return (1.0 - x).powf(-low) * hyp2f1(low, c - high, c, x / (x - 1.0));
    }
    let near = if x > NEAR_ONE { near_one(a, b, c, x) } else { None };
    near.unwrap_or_else(|| gauss_series(a, b, c, x))
}

fn gauss_series(a: f64, b: f64, c: f64, x: f64) -> f64 {
    series::sum(x, &Gauss { a: Dd::from(a), b: Dd::from(b), c: Dd::from(c) })
}

/// From this degree on polynomials near one are summed from there, where their terms have one sign.
const LONG: f64 = 20.0;

/// The polynomial of degree `m` by DLMF 15.8.7.
fn long_polynomial(m: f64, b: f64, c: f64, x: f64) -> f64 {
    let turned = b - c - m + 1.0;
    if is_pole(turned) || is_pole(b) {
        return gauss_series(-m, b, c, x);
    }
    gamma_quotient(c, c - b + m, c - b, c + m) * gauss_series(-m, b, turned, 1.0 - x)
}

/// Gauss's sum (DLMF 15.4.20), or the direction of its divergence.
fn at_one(a: f64, b: f64, c: f64) -> f64 {
    if is_pole(a) || is_pole(b) {
        return gauss_series(a, b, c, 1.0);
    }
    if c - a - b <= 0.0 { f64::INFINITY } else { gamma_quotient(c, c - a - b, c - a, c - b) }
}

/// `gamma(p) gamma(q) / (gamma(r) gamma(s))`, zero at the poles of the denominator.
pub(super) fn gamma_quotient(p: f64, q: f64, r: f64, s: f64) -> f64 {
    if is_pole(r) || is_pole(s) {
        return 0.0;
    }
    let largest = [p, q, r, s].into_iter().fold(0.0, |m: f64, v| m.max(v.abs()));
    if largest < 80.0 {
        return gamma(p) * gamma(q) * rgamma(r) * rgamma(s);
    }
    let sign = gammasgn(p) * gammasgn(q) * gammasgn(r) * gammasgn(s);
    sign * (gammaln(p) + gammaln(q) - gammaln(r) - gammaln(s)).exp()
}

/// The function near one by series in `1 - x`, unless they cancel.
fn near_one(a: f64, b: f64, c: f64, x: f64) -> Option<f64> {
    let excess = c - a - b;
    let whole = excess.round();
    if excess == whole {
        return (0.0..60.0).contains(&whole).then(|| logarithmic(a, b, whole, 1.0 - x));
    }
    if (excess - whole).abs() < CLOSE {
        return None;
    }
    let y = 1.0 - x;
    let regular = gamma_quotient(c, excess, c - a, c - b) * gauss_series(a, b, 1.0 - excess, y);
    let singular =
        gamma_quotient(c, -excess, a, b) * gauss_series(c - a, c - b, 1.0 + excess, y) * y.powf(excess);
    let value = regular + singular;
    // The nearer to one, the longer the series that cancels less.
    (value.abs() > 0.5 * y * regular.abs()).then_some(value)
}

/// DLMF 15.8.10 with `m = c - a - b` whole and not negative, in `y = 1 - x`.
fn logarithmic(a: f64, b: f64, m: f64, y: f64) -> f64 {
    let c = a + b + m;
    let mut finite = 0.0;
    let mut term = gamma_quotient(m.max(1.0), c, a + m, b + m);
    for i in 0..m as usize {
        let k = i as f64;
        finite += term;
        term *= (a + k) * (b + k) * y / ((k + 1.0) * (k + 1.0 - m));
    }
    let log = y.ln();
    let (mut upper, mut lower) = (digamma(a + m), digamma(b + m));
    let (mut first, mut second) = (digamma(1.0), digamma(m + 1.0));
    let (mut term, mut sum, mut k) = (1.0, 0.0, 0.0);
    while k < 2000.0 {
        let part = term * (log - first - second + upper + lower);
        sum += part;
        if f64::abs(part) <= 1e-17 * f64::abs(sum) {
            break;
        }
        term *= (a + m + k) * (b + m + k) * y / ((k + 1.0) * (k + m + 1.0));
        upper += 1.0 / (a + m + k);
        lower += 1.0 / (b + m + k);
        first += 1.0 / (k + 1.0);
        second += 1.0 / (k + m + 1.0);
        k += 1.0;
    }
    let front = gamma(c) * rgamma(a) * rgamma(b) * rgamma(m + 1.0);
    finite - parity_sign(m) * y.powf(m) * front * sum
}
