//! Modified Bessel functions of real order: `K` by Temme's methods, `I` by its power series or the Wronskian.

use super::hankel;
use super::modified::{decayed, grown, k0e, k1e};
use super::order::power_front;
use super::temme::k_pair;
use crate::dd::{self, Dd};
use crate::fraction::continued_fraction;
use crate::gamma::ln_gamma;
use crate::trig::{parity_sign, sin_pi};
use std::f64::consts::{FRAC_2_PI, FRAC_PI_2};

/// `exp(x) K` of the orders `nu` and `nu + 1`, for `nu >= 0` and finite `x > 0`.
fn scaled_k_pair(nu: f64, x: f64) -> (f64, f64) {
    if hankel::reaches(nu + 1.0, x) {
        return (hankel::modified(nu, x).1, hankel::modified(nu + 1.0, x).1);
    }
    let steps = (nu + 0.5).floor();
    let mu = nu - steps;
    let over_x = 2.0 / x;
    let (mut k, mut next) = lowest_pair(mu, x);
    for i in 1..=steps as usize {
        let above = (mu + i as f64) * over_x * next + k;
        (k, next) = (next, above);
        if k.is_infinite() {
            break;
        }
    }
    (k, next)
}

/// The same for `|nu| <= 1/2`.
fn lowest_pair(mu: f64, x: f64) -> (f64, f64) {
    if mu == 0.0 {
        return (k0e(x), k1e(x));
    }
    if x > 2.0 {
        return descending_pair(mu, x);
    }
    let (k, next) = k_pair(mu, x);
    let grown = x.exp();
    (k * grown, next * grown)
}

/// Temme's second method ("On the numerical evaluation of the modified Bessel function of the third kind", Journal of
/// Computational Physics 19, 1975): Miller's recurrence for the terms of a sum that is known; where it must start was
/// found by trial.
fn descending_pair(mu: f64, x: f64) -> (f64, f64) {
    let front = (FRAC_PI_2 / x).sqrt();
    let c = 0.25 - mu * mu;
    if c == 0.0 {
        return (front, front * (mu + x + 0.5) / x);
    }
    let mut n = (170.0 / x).floor() + 8.0;
    let (mut above, mut now, mut sum) = (0.0, 1e-280, 1e-280);
    while n > 0.0 {
        let below = (2.0 * (n + x) * now - (n + 1.0) * above) * (n / (n * (n - 1.0) + c));
        (above, now) = (now, below);
        sum += now;
        n -= 1.0;
    }
    let k = front * now / sum;
    (k, k * (mu + x + 0.5 - above / now) / x)
}

/// `exp(-x) I` of order `nu >= 0` at finite `x > 0`.
fn scaled_i(nu: f64, x: f64) -> f64 {
    if hankel::reaches(nu, x) {
        return hankel::modified(nu, x).0;
    }
    if x < 300.0 || x * x < 40.0 * (nu + 1.0) {
        let sum = power_sum(nu, x);
        return if x < 600.0 {
            power_front(nu, x) * (-x).exp() * sum
        } else {
            front_with_exponential(nu, x, sum)
        };
    }
    let (k, next) = scaled_k_pair(nu, x);
    let ratio = 1.0 / continued_fraction(2.0 * (nu + 1.0) / x, |i| (1.0, 2.0 * (nu + 1.0 + i) / x));
    1.0 / (x * (next + ratio * k))
}

/// `sum (x^2 / 4)^k / (k! (nu + 1) ... (nu + k))`, from a term on that does not count for any order.
fn power_sum(nu: f64, x: f64) -> f64 {
    let y = 0.25 * x * x;
    let mut k = (7.0 + 3.0 * x.sqrt() + 0.68 * x).ceil();
    let mut sum = 1.0;
    while k > 0.0 {
        sum = 1.0 + y / (k * (nu + k)) * sum;
        k -= 1.0;
    }
    sum
}

/// The product where its factors leave the range.
fn front_with_exponential(nu: f64, x: f64, sum: f64) -> f64 {
    let log = dd::ln(0.5 * x) * nu - ln_gamma(Dd::sum(nu, 1.0)) - x;
    (log + dd::ln(sum)).exp()
}

/// The modified Bessel function of the first kind and real order (DLMF 10.25.2): NaN for negative `x` unless `v` is
/// whole.
///
/// ```
/// assert!((pallasite_special::iv(0.5, 1.0) - 0.937674888245488).abs() < 1e-15);
/// ```
pub fn iv(v: f64, x: f64) -> f64 {
    first_kind(v, x, false)
}

/// [`iv`] times `exp(-|x|)`.
///
/// ```
/// assert!((pallasite_special::ive(0.5, 1.0) - 0.3449513138882451).abs() < 1e-15);
/// ```
pub fn ive(v: f64, x: f64) -> f64 {
    first_kind(v, x, true)
}

fn first_kind(v: f64, x: f64, scaled: bool) -> f64 {
    let whole = v == v.floor();
    if v.is_nan() || !x.is_finite() || (x < 0.0 && !whole) || (v.is_infinite() && scaled) {
        return f64::NAN;
    }
    if v.is_infinite() {
        return 0.0;
    }
    if x < 0.0 {
        return parity_sign(v) * first_kind(v, -x, scaled);
    }
    let order = if whole { v.abs() } else { v };
    if x == 0.0 {
        return match order {
            0.0 => 1.0,
            _ if order > 0.0 => 0.0,
            _ if scaled => f64::NAN,
            _ => f64::INFINITY,
        };
    }
    let value = scaled_i(order.abs(), x);
    let value = if order < 0.0 {
        value + FRAC_2_PI * sin_pi(-order) * scaled_k_pair(-order, x).0 * (-2.0 * x).exp()
    } else {
        value
    };
    if scaled { value } else { grown(value, x) }
}

/// The modified Bessel function of the second kind and real order (DLMF 10.27.4): NaN for negative `x`.
///
/// ```
/// assert!((pallasite_special::kv(0.5, 1.0) - 0.4610685044478946).abs() < 1e-15);
/// ```
pub fn kv(v: f64, x: f64) -> f64 {
    if x == f64::INFINITY && v.is_finite() {
        return 0.0;
    }
    let scaled = kve(v, x);
    decayed(scaled, x)
}

/// [`kv`] times `exp(x)`.
///
/// ```
/// assert!((pallasite_special::kve(0.5, 1.0) - 1.2533141373155001).abs() < 1e-15);
/// ```
pub fn kve(v: f64, x: f64) -> f64 {
    if v.is_nan() || !(x >= 0.0) {
        f64::NAN
    } else if x == 0.0 {
        f64::INFINITY
    } else if x.is_infinite() || v.is_infinite() {
        f64::NAN
    } else {
        scaled_k_pair(v.abs(), x).0
    }
}

/// The modified Bessel function of the second kind and whole order.
///
/// ```
/// assert!((pallasite_special::kn(1.0, 1.0) - 0.6019072301972346).abs() < 1e-15);
/// ```
pub fn kn(n: f64, x: f64) -> f64 {
    kv(n.trunc(), x)
}
