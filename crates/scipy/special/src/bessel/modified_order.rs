//! Modified Bessel functions of real order: `K` by Temme's methods, `I` by its power series or the Wronskian.

use super::hankel;
use super::modified::{k0e, k1e};
use super::order::{power_front, power_sum};
use super::temme::k_pair;
use crate::dd::{self, Dd};
use crate::fraction::continued_fraction;
use crate::gamma::ln_gamma;
use crate::trig::{parity_sign, sin_pi};
use std::f64::consts::{FRAC_2_PI, PI};

/// `exp(x) K` of the orders `nu` and `nu + 1`, for `nu >= 0` and finite `x > 0`.
fn scaled_k_pair(nu: f64, x: f64) -> (f64, f64) {
    if hankel::reaches(nu + 1.0, x) {
        return (hankel::modified(nu, x).1, hankel::modified(nu + 1.0, x).1);
    }
    let steps = (nu + 0.5).floor();
    let mu = nu - steps;
    let (mut k, mut next) = lowest_pair(mu, x);
    for i in 1..=steps as usize {
        let above = 2.0 * (mu + i as f64) / x * next + k;
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
        return steed_k(mu, x);
    }
    let (k, next) = k_pair(mu, x);
    (k * x.exp(), next * x.exp())
}

/// Temme's second method: the fraction of the ratio and the normalising sum along it, by Steed's recurrence.
fn steed_k(mu: f64, x: f64) -> (f64, f64) {
    let start = 0.25 - mu * mu;
    let (mut a, mut b) = (-start, 2.0 * (1.0 + x));
    let (mut d, mut change) = (1.0 / b, 1.0 / b);
    let mut ratio = change;
    let (mut older, mut newer, mut c, mut q) = (0.0, 1.0, start, start);
    let mut sum = 1.0 + q * change;
    for k in 2..10_000 {
        let i = f64::from(k);
        a -= 2.0 * (i - 1.0);
        c *= -a / i;
        (older, newer) = (newer, (older - b * newer) / a);
        q += c * newer;
        b += 2.0;
        d = 1.0 / (b + a * d);
        change *= b * d - 1.0;
        ratio += change;
        sum += q * change;
        if (q * change).abs() < 1e-17 * sum.abs() {
            break;
        }
    }
    let k = (PI / (2.0 * x)).sqrt() / sum;
    (k, k * (mu + x + 0.5 - start * ratio) / x)
}

/// `exp(-x) I` of order `nu >= 0` at finite `x > 0`.
fn scaled_i(nu: f64, x: f64) -> f64 {
    if x < 12.0 || x * x < 40.0 * (nu + 1.0) {
        let sum = power_sum(nu, x, 1.0);
        return if x < 600.0 {
            power_front(nu, x) * (-x).exp() * sum
        } else {
            front_with_exponential(nu, x, sum)
        };
    }
    if hankel::reaches(nu, x) {
        return hankel::modified(nu, x).0;
    }
    let (k, next) = scaled_k_pair(nu, x);
    let ratio = 1.0 / continued_fraction(2.0 * (nu + 1.0) / x, |i| (1.0, 2.0 * (nu + 1.0 + i) / x));
    1.0 / (x * (next + ratio * k))
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

/// `value exp(x)`, which may be finite where the exponential is not.
fn grown(value: f64, x: f64) -> f64 {
    if x < 700.0 { value * x.exp() } else { value * (0.5 * x).exp() * (0.5 * x).exp() }
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
    if x > 700.0 { scaled * (-0.5 * x).exp() * (-0.5 * x).exp() } else { scaled * (-x).exp() }
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
