//! Bessel functions of real order: power series, Miller's recurrence with Neumann's sum for `J`, Temme's and Steed's
//! methods for `Y` (Temme, Journal of Computational Physics 21, 1976; Barnett, Feng, Steed and Goldfarb, Computer Physics
//! Communications 8, 1974), Hankel's expansion.

use super::hankel;
use super::integer::{j0, j1, y0, y1};
use super::miller::{descend, descend_summing};
use super::temme::y_pair;
use crate::dd::{self, Dd};
use crate::gamma::{ln_gamma, rgamma};
use crate::trig::{cos_pi, parity_sign, sin_pi};
use std::f64::consts::FRAC_2_PI;

/// `(x / 2)^nu / gamma(nu + 1)` for `nu >= 0`.
pub(crate) fn power_front(nu: f64, x: f64) -> f64 {
    let half = 0.5 * x;
    if nu < 140.0 && half > 1e-2 && half < 100.0 {
        // One over gamma(nu + 1), whose argument must not be rounded.
        return half.powf(nu) * if nu < 1.0 { rgamma(nu + 1.0) } else { rgamma(nu) / nu };
    }
    (dd::ln(half) * nu - ln_gamma(Dd::sum(nu, 1.0))).exp()
}

/// `sum (-x^2 / 4)^k / (k! (nu + 1) ... (nu + k))` where its terms fall.
fn power_sum(nu: f64, x: f64) -> f64 {
    let y = -0.25 * x * x;
    let (mut term, mut sum, mut k) = (1.0, 1.0, 1.0);
    loop {
        term *= y / (k * (nu + k));
        sum += term;
        if !(f64::abs(term) >= 1e-17 * f64::abs(sum)) {
            return sum;
        }
        k += 1.0;
    }
}

/// Whether the power series of `J` loses nothing.
fn is_small(nu: f64, x: f64) -> bool {
    x * x < 4.0 * (nu + 1.0)
}

/// `J` of order `nu >= 0` at finite `x > 0`.
fn first_kind(nu: f64, x: f64) -> f64 {
    if is_small(nu, x) {
        return power_front(nu, x) * power_sum(nu, x);
    }
    if hankel::reaches(nu, x) {
        return hankel::oscillating(nu, x).0;
    }
    let steps = nu.floor();
    let mu = nu - steps;
    let Some((lowest, second)) = known_first_kind(mu, x) else {
        let down = descend_summing(mu, steps, x);
        return down.wanted / down.sum * (0.5 * x).powf(mu) * rgamma(mu + 1.0);
    };
    if nu <= x {
        return raise(mu, steps, x, lowest, second);
    }
    let down = descend(mu, steps, x);
    if lowest.abs() > second.abs() {
        down.wanted / down.lowest * lowest
    } else {
        down.wanted / down.second * second
    }
}

/// `J` of the orders `0 <= mu < 1` and `mu + 1`, where there is a short way to it.
fn known_first_kind(mu: f64, x: f64) -> Option<(f64, f64)> {
    if mu == 0.0 {
        return Some((j0(x), j1(x)));
    }
    hankel::reaches(mu, x).then(|| (hankel::oscillating(mu, x).0, hankel::oscillating(mu + 1.0, x).0))
}

/// `J` and `Y` of order `nu >= 0` at finite `x > 0`.
fn pair(nu: f64, x: f64) -> (f64, f64) {
    if hankel::reaches(nu, x) {
        return hankel::oscillating(nu, x);
    }
    (first_kind(nu, x), second_kind(nu, x))
}

/// `Y` of order `nu >= 0` at finite `x > 0`, where Hankel's expansion does not reach.
fn second_kind(nu: f64, x: f64) -> f64 {
    let near = x < 2.0;
    // Temme's series are about zero, and the other methods at home from there to one.
    let steps = if near { (nu + 0.5).floor() } else { nu.floor() };
    let mu = nu - steps;
    let (lowest, second) = if mu == 0.0 {
        (y0(x), y1(x))
    } else if near {
        y_pair(mu, x)
    } else if hankel::reaches(mu, x) {
        (hankel::oscillating(mu, x).1, hankel::oscillating(mu + 1.0, x).1)
    } else {
        by_steed(mu, x)
    };
    raise(mu, steps, x, lowest, second)
}

/// `Y` of the orders `0 < mu < 1` and `mu + 1`, for `x >= 2`, from the ratio of two `J`, the logarithmic derivative of the
/// Hankel function (DLMF 10.74) and the Wronskian.
fn by_steed(mu: f64, x: f64) -> (f64, f64) {
    let down = descend(mu, 0.0, x);
    let slope = mu / x - down.second / down.lowest;
    let (p, q) = second_fraction(mu, x);
    let gamma = (p - slope) / q;
    let j = (FRAC_2_PI / x / ((p - slope) * gamma + q)).sqrt().copysign(down.lowest);
    let y = j * gamma;
    (y, mu / x * y - (p * y + q * j))
}

/// `p + i q`, the logarithmic derivative of the Hankel function, from the tail of its continued fraction as a quotient
/// of complex numbers; how long it must be was found by trial.
fn second_fraction(mu: f64, x: f64) -> (f64, f64) {
    let mut k = (110.0 / x).floor() + 6.0;
    let square = mu * mu;
    let (mut above, mut below) = ((2.0 * x, 2.0 * k), (1.0, 0.0));
    while k > 1.0 {
        let factor = (k - 0.5) * (k - 0.5) - square;
        k -= 1.0;
        let next = (
            2.0 * (x * above.0 - k * above.1) + factor * below.0,
            2.0 * (x * above.1 + k * above.0) + factor * below.1,
        );
        (above, below) = (next, above);
    }
    let factor = (0.25 - square) / (x * (above.0 * above.0 + above.1 * above.1));
    let quotient = (below.0 * above.0 + below.1 * above.1, below.1 * above.0 - below.0 * above.1);
    (-factor * quotient.1 - 0.5 / x, factor * quotient.0 + 1.0)
}

/// `J` or `Y` raised by `steps` orders, from two neighbours.
fn raise(mu: f64, steps: f64, x: f64, first: f64, second: f64) -> f64 {
    let over_x = 2.0 / x;
    let (mut value, mut next) = (first, second);
    for k in 1..=steps as usize {
        let above = (mu + k as f64) * over_x * next - value;
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
    if v >= 0.0 { first_kind(v, x) } else { reflected(v, x, |(j, y), v| cos_pi(v) * j - sin_pi(v) * y) }
}

/// `gamma(v + 1) (x / 2)^-v J_v(x)`, which is even, for `v >= 0`.
pub(crate) fn lambda(v: f64, x: f64) -> f64 {
    let x = x.abs();
    if is_small(v, x) { power_sum(v, x) } else { jv(v, x) / power_front(v, x) }
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
    if hankel::reaches(v, x) { hankel::oscillating(v, x).1 } else { second_kind(v, x) }
}

/// The Bessel function of the second kind and whole order.
///
/// ```
/// assert!((pallasite_special::yn(2.0, 1.0) + 1.6506826068162543).abs() < 1e-15);
/// ```
pub fn yn(n: f64, x: f64) -> f64 {
    yv(n.trunc(), x)
}

/// [`jv`](crate::jv) times `exp(-|Im z|)`: itself.
///
/// ```
/// assert_eq!(pallasite_special::jve(0.0, 1.0), pallasite_special::j0(1.0));
/// ```
pub fn jve(v: f64, x: f64) -> f64 {
    crate::jv(v, x)
}

/// [`yv`](crate::yv) times `exp(-|Im z|)`: itself, but NaN at zero.
///
/// ```
/// assert_eq!(pallasite_special::yve(0.0, 1.0), pallasite_special::y0(1.0));
/// ```
pub fn yve(v: f64, x: f64) -> f64 {
    if x == 0.0 { f64::NAN } else { crate::yv(v, x) }
}
