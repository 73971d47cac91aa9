//! Riemann's and Hurwitz's zeta functions.

use crate::coefficients::zeta::{BEYOND_TWO, NEAR_POLE};
use crate::dd::{Dd, HALF_LN_TAU};
use crate::gamma::{gamma, ln_gamma};
use crate::polynomial::{on_intervals, polynomial};
use crate::trig::{parity_sign, sin_pi};
use std::f64::consts::TAU;

/// `B(2k) / (2k)!` for `k = 1, 2, ...`.
pub(crate) const EULER_MACLAURIN: [f64; 12] = [
    1.0 / 12.0,
    -1.0 / 720.0,
    1.0 / 30240.0,
    -1.0 / 1209600.0,
    1.0 / 47900160.0,
    -691.0 / 1307674368000.0,
    1.0 / 74724249600.0,
    -3617.0 / 10670622842880000.0,
    43867.0 / 5109094217170944000.0,
    -174611.0 / 802857662698291200000.0,
    77683.0 / 14101100039391805440000.0,
    -236364091.0 / 1693824136731743669452800000.0,
];

/// Where the sum hands over to the Euler-Maclaurin formula, whose terms grow with `s`.
fn hand_over(s: f64) -> f64 {
    8.0 + 0.5 * s.min(64.0)
}

/// Riemann's zeta function of a real argument.
///
/// DLMF 25.2.1; polynomials on intervals for positive arguments, reflection 25.4.1 for negative ones.
///
/// ```
/// assert!((pallasite_special::zeta(2.0) - 1.6449340668482264).abs() < 1e-15);
/// ```
pub fn zeta(s: f64) -> f64 {
    if s >= 2.0 {
        return 1.0 + beyond_two(s);
    }
    if s > -1e-3 {
        // The polynomial reaches a little past its end.
        return if s == 1.0 { f64::INFINITY } else { polynomial(&NEAR_POLE, s - 1.0) + 1.0 / (s - 1.0) };
    }
    if s.is_nan() || s == f64::NEG_INFINITY {
        return f64::NAN;
    }
    let sine = sin_pi(s / 2.0);
    if sine == 0.0 { 0.0 } else { reflected(s, sine) }
}

/// `zeta(s) - 1` for `s >= 2`.
fn beyond_two(s: f64) -> f64 {
    if let Some(value) = on_intervals(&BEYOND_TWO, 2.0, 2.0, s) {
        return value * (-s).exp2() / (s - 1.0);
    }
    // The fifth term, and the first that is not prime, no longer count.
    (-s).exp2() * (1.0 + (2.0f64 / 3.0).powf(s) + 0.5f64.powf(s))
}

/// `2 (2 pi)^(s - 1) sin(pi s / 2) gamma(1 - s) zeta(1 - s)` for negative `s`, with `gamma(1 - s) = -s gamma(-s)`.
fn reflected(s: f64, sine: f64) -> f64 {
    let tail = if s < -1.0 { zeta(1.0 - s) } else { polynomial(&NEAR_POLE, -s) - 1.0 / s };
    if s > -168.0 {
        // The power of what 2 pi is rounded by, to first order.
        let power = TAU.powf(s - 1.0) * (1.0 + (s - 1.0) * TAU_LOW / TAU);
        return -2.0 * s * sine * tail * (power * gamma(-s));
    }
    let power = HALF_LN_TAU * 2.0 * (s - 1.0) + ln_gamma(Dd::from(-s));
    let half = (power * 0.5).exp();
    half * (-2.0 * s * sine * tail) * half
}

/// What the double `TAU` lacks.
const TAU_LOW: f64 = 2.4492935982947064e-16;

/// `zeta(s) - 1`, accurate where `zeta(s)` is close to one.
///
/// ```
/// assert!((pallasite_special::zetac(50.0) - 8.881784210930816e-16).abs() < 1e-30);
/// ```
pub fn zetac(s: f64) -> f64 {
    if s >= 2.0 { beyond_two(s) } else { zeta(s) - 1.0 }
}

/// Hurwitz's zeta function, `sum 1 / (q + k)^s` over `k >= 0` (DLMF 25.11.1).
///
/// Infinite where a term is or the sum diverges at `s = 1`; NaN for `s < 1`, and for negative `q` unless `s` is whole.
/// This is SciPy's `zeta(x, q)`.
///
/// ```
/// assert!((pallasite_special::hurwitz(2.0, 0.5) - 4.934802200544679).abs() < 4e-15);
/// ```
pub fn hurwitz(s: f64, q: f64) -> f64 {
    if s == 1.0 {
        return f64::INFINITY;
    }
    if s.is_nan() || q.is_nan() || s < 1.0 {
        return f64::NAN;
    }
    if q <= 0.0 {
        return if q == q.floor() {
            f64::INFINITY
        } else if s == s.floor() {
            left_of_zero(s, q)
        } else {
            f64::NAN
        };
    }
    if q.is_infinite() { 0.0 } else { euler_maclaurin(s, q) }
}

/// The sum for negative `q` and whole `s`, its negative terms taken together as a difference of two such sums.
fn left_of_zero(s: f64, q: f64) -> f64 {
    if q > -12.0 {
        return euler_maclaurin(s, q);
    }
    let count = (-q).ceil();
    let first = q + count;
    let negative = euler_maclaurin(s, 1.0 - first) - euler_maclaurin(s, count - first + 1.0);
    parity_sign(s) * negative + euler_maclaurin(s, first)
}

/// DLMF 25.11.5 with the sum carried to [`hand_over`].
fn euler_maclaurin(s: f64, q: f64) -> f64 {
    let (mut sum, mut k, last) = (0.0, 0.0, hand_over(s));
    while q + k < last {
        let term = (q + k).powf(-s);
        if term.is_infinite() || (s > 64.0 && q > 0.0 && term < 1e-19 * sum) {
            return sum + term;
        }
        sum += term;
        k += 1.0;
    }
    let w = q + k;
    let end = w.powf(-s);
    let inverse_square = 1.0 / (w * w);
    let (mut tail, mut factor) = (0.0, end * s / w);
    for (j, c) in EULER_MACLAURIN.iter().enumerate() {
        let term = factor * c;
        tail += term;
        if term.abs() < 1e-18 * (sum + end).abs() {
            break;
        }
        let next = s + 2.0 * j as f64;
        factor *= (next + 1.0) * (next + 2.0) * inverse_square;
    }
    sum + (end * w / (s - 1.0) + (0.5 * end + tail))
}
