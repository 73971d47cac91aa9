//! Bessel functions of real order, by Steed's method (Barnett, Feng, Steed and Goldfarb, Computer Physics
//! Communications 8, 1974; Temme, Journal of Computational Physics 21, 1976) between the power series and Hankel's
//! expansion.

use super::hankel;
use super::integer::{j0, j1, y0, y1};
use super::temme::y_pair;
use crate::dd::{self, Dd};
use crate::fraction::with_sign;
use crate::gamma::ln_gamma;
use crate::trig::{cos_pi, parity_sign, sin_pi};
use num_complex::Complex64;
use std::f64::consts::FRAC_2_PI;

/// `(x / 2)^nu / gamma(nu + 1)`.
pub(crate) fn power_front(nu: f64, x: f64) -> f64 {
    (dd::ln(0.5 * x) * nu - ln_gamma(Dd::sum(nu, 1.0))).exp()
}

/// `sum (sign x^2 / 4)^k / (k! (nu + 1) ... (nu + k))`.
pub(crate) fn power_sum(nu: f64, x: f64, sign: f64) -> f64 {
    let (mut term, mut sum, mut k) = (1.0, Dd::ONE, 1.0);
    loop {
        term *= sign * 0.25 * x * x / (k * (nu + k));
        sum = sum + term;
        if !(term.abs() >= 1e-18 * sum.hi.abs()) {
            return sum.to_f64();
        }
        k += 1.0;
    }
}

/// `J` and `Y` of order `nu >= 0` at finite `x > 0`.
fn pair(nu: f64, x: f64) -> (f64, f64) {
    if hankel::reaches(nu, x) {
        return hankel::oscillating(nu, x);
    }
    let steps = if x < 2.0 { (nu + 0.5).floor() } else { (nu - x + 1.5).floor().max(0.0) };
    let mu = nu - steps;
    let (ratio, lowered, scale) = lower(nu, steps, x);
    let (j, y, y_next) = if x < 2.0 { by_temme(mu, x, ratio) } else { by_steed(mu, x, ratio, lowered) };
    let first = if x * x < 4.0 * (nu + 1.0) {
        power_front(nu, x) * power_sum(nu, x, -1.0)
    } else {
        j / lowered * scale
    };
    (first, raise(mu, steps, x, y, y_next))
}

/// From `J_nu = 1` or `-1`, by its sign, down `steps` orders: the logarithmic derivative there, the value, and what
/// `J_nu` is then.
fn lower(nu: f64, steps: f64, x: f64) -> (f64, f64, f64) {
    let (slope, sign) = with_sign(nu / x, |k| (-1.0, 2.0 * (nu + k) / x));
    let (mut value, mut derivative, mut scale, mut order) = (sign, sign * slope, sign, nu);
    for _ in 0..steps as usize {
        let below = order / x * value + derivative;
        order -= 1.0;
        derivative = order / x * below - value;
        value = below;
        if value.abs() > 1e200 {
            (value, derivative, scale) = (value * 1e-200, derivative * 1e-200, scale * 1e-200);
        }
    }
    (derivative / value, value, scale)
}

/// `J`, `Y` of order `mu` and `Y` of the next, from the Wronskian and Temme's series.
fn by_temme(mu: f64, x: f64, ratio: f64) -> (f64, f64, f64) {
    let (y, y_next) = y_pair(mu, x);
    let slope = mu / x * y - y_next;
    (FRAC_2_PI / x / (slope - ratio * y), y, y_next)
}

/// The same from Steed's second continued fraction (DLMF 10.74); `J` takes the sign of `lowered`.
fn by_steed(mu: f64, x: f64, ratio: f64, lowered: f64) -> (f64, f64, f64) {
    let (p, q) = second_fraction(mu, x);
    let gamma = (p - ratio) / q;
    let j = (FRAC_2_PI / x / ((p - ratio) * gamma + q)).sqrt().copysign(lowered);
    let y = j * gamma;
    (j, y, mu / x * y - (p * y + q * j))
}

/// `p + i q`, the logarithmic derivative of the Hankel function, from the tail of its fraction.
fn second_fraction(mu: f64, x: f64) -> (f64, f64) {
    let count = 20 + (250.0 / x + 1.5 * mu) as i32;
    let below = |k: f64| Complex64::new(2.0 * x, 2.0 * k);
    let above = |k: f64| (k - 0.5) * (k - 0.5) - mu * mu;
    let mut tail = below(f64::from(count));
    for n in (1..count).rev() {
        tail = below(f64::from(n)) + above(f64::from(n + 1)) / tail;
    }
    let sum = Complex64::new(0.0, above(1.0) / x) / tail;
    (sum.re - 0.5 / x, sum.im + 1.0)
}

/// `Y` raised by `steps` orders.
fn raise(mu: f64, steps: f64, x: f64, y: f64, y_next: f64) -> f64 {
    let (mut value, mut next) = (y, y_next);
    for k in 1..=steps as usize {
        let above = 2.0 * (mu + k as f64) / x * next - value;
        (value, next) = (next, above);
        if value.is_infinite() {
            break;
        }
    }
    value
}

/// The Bessel function of the first kind and real order (DLMF 10.2.2): NaN for negative `x` unless `v` is whole.
///
/// ```
/// assert!((pallasite_special::jv(0.5, 1.0) - 0.6713967071418031).abs() < 1e-15);
/// ```
pub fn jv(v: f64, x: f64) -> f64 {
    let whole = v == v.floor();
    if v.is_nan() || !x.is_finite() || (x < 0.0 && !(whole && v.is_finite())) {
        return f64::NAN;
    }
    if v.is_infinite() {
        return 0.0;
    }
    if x < 0.0 {
        return parity_sign(v) * jv(v, -x);
    }
    if v < 0.0 && whole {
        return parity_sign(v) * jv(-v, x);
    }
    if x == 0.0 {
        return at_zero(v);
    }
    if v == 0.0 || v == 1.0 {
        return if v == 0.0 { j0(x) } else { j1(x) };
    }
    if v >= 0.0 {
        if x * x < 4.0 * (v + 1.0) { power_front(v, x) * power_sum(v, x, -1.0) } else { pair(v, x).0 }
    } else {
        reflected(v, x, |(j, y), v| cos_pi(v) * j - sin_pi(v) * y)
    }
}

fn at_zero(v: f64) -> f64 {
    if v == 0.0 {
        1.0
    } else if v > 0.0 {
        0.0
    } else {
        f64::INFINITY
    }
}

/// DLMF 10.4.6: a combination of the pair of order `-v`, without products of zero and infinity.
fn reflected(v: f64, x: f64, combine: fn((f64, f64), f64) -> f64) -> f64 {
    combine(pair(-v, x), -v)
}

/// The Bessel function of the first kind and whole order, SciPy's other name for [`jv`].
///
/// ```
/// assert!((pallasite_special::jn(2.0, 1.0) - 0.1149034849319005).abs() < 1e-16);
/// ```
pub fn jn(n: f64, x: f64) -> f64 {
    jv(n, x)
}

/// The Bessel function of the second kind and real order (DLMF 10.2.3): NaN for negative `x`.
///
/// ```
/// assert!((pallasite_special::yv(0.5, 1.0) + 0.4310988680183761).abs() < 1e-15);
/// ```
pub fn yv(v: f64, x: f64) -> f64 {
    let whole = v == v.floor();
    if v.is_nan() || x.is_nan() || x < 0.0 {
        return f64::NAN;
    }
    if v < 0.0 && whole && v.is_finite() {
        return parity_sign(v) * yv(-v, x);
    }
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    if x.is_infinite() || v.is_infinite() {
        return f64::NAN;
    }
    if v < 0.0 {
        return reflected(v, x, |(j, y), v| sin_pi(v) * j + cos_pi(v) * y);
    }
    if whole && !hankel::reaches(v, x) {
        return raise(0.0, v, x, y0(x), y1(x));
    }
    pair(v, x).1
}

/// The Bessel function of the second kind and whole order.
///
/// ```
/// assert!((pallasite_special::yn(2.0, 1.0) + 1.6506826068162543).abs() < 1e-15);
/// ```
pub fn yn(n: f64, x: f64) -> f64 {
    yv(n.trunc(), x)
}
