//! The digamma function and the polygammas.

use crate::chebyshev::{horner, on_interval};
use crate::coefficients::gamma::{DIGAMMA, DIGAMMA_NEGATIVE, DIGAMMA_ROOTS};
use crate::dd::Dd;
use crate::gamma::gamma;
use crate::trig::{cos_pi, is_pole, parity_sign, sin_pi};
use crate::zeta::hurwitz;
use std::f64::consts::PI;

/// `B(2k) / (2k)` for `k = 1, 2, ...`.
const ASYMPTOTIC: [f64; 8] = [
    1.0 / 12.0,
    -1.0 / 120.0,
    1.0 / 252.0,
    -1.0 / 240.0,
    1.0 / 132.0,
    -691.0 / 32760.0,
    1.0 / 12.0,
    -3617.0 / 8160.0,
];

/// The digamma function, the logarithmic derivative of gamma. Its negative poles give NaN, zero the infinity of the
/// other sign.
///
/// DLMF 5.11.2 from 10 on, recurrence 5.5.2 from `[1, 2]`, reflection 5.5.4 below -8; the roots in `[1, 2]` and in
/// `[-1, 0]` are factored out.
///
/// ```
/// assert!((pallasite_special::digamma(1.0) + 0.5772156649015329).abs() < 1e-16);
/// ```
pub fn digamma(x: f64) -> f64 {
    if x == 0.0 {
        return -f64::INFINITY.copysign(x);
    }
    if x.is_nan() || x == f64::INFINITY {
        return x;
    }
    if is_pole(x) {
        return f64::NAN;
    }
    if x.abs() < 1e-290 {
        return -1.0 / x;
    }
    if x >= 10.0 {
        let y = 1.0 / (x * x);
        return x.ln() - (0.5 / x + horner(&ASYMPTOTIC, y) * y);
    }
    if x < -8.0 { digamma(1.0 - x) - PI * cos_pi(x) / sin_pi(x) } else { by_recurrence(x) }
}

/// The digamma function, SciPy's other name for it.
///
/// ```
/// assert_eq!(pallasite_special::psi(2.5), pallasite_special::digamma(2.5));
/// ```
pub fn psi(x: f64) -> f64 {
    digamma(x)
}

fn by_recurrence(x: f64) -> f64 {
    if (-0.625..=-0.375).contains(&x) {
        return near_root(x, DIGAMMA_ROOTS[1], on_interval(&DIGAMMA_NEGATIVE, -0.625, -0.375, x));
    }
    if (1.0..=2.0).contains(&x) {
        return near_root(x, DIGAMMA_ROOTS[0], on_interval(&DIGAMMA, 1.0, 2.0, x));
    }
    let steps = x.floor() - 1.0;
    let core = Dd::from(by_recurrence(Dd::sum(x, -steps).to_f64().clamp(1.0, 2.0)));
    let sum = if steps > 0.0 {
        (1..=steps as i32).fold(core, |s, k| s + Dd::ONE / Dd::sum(x, -f64::from(k)))
    } else {
        (0..-steps as i32).fold(core, |s, k| s - Dd::ONE / Dd::sum(x, f64::from(k)))
    };
    sum.to_f64()
}

fn near_root(x: f64, root: Dd, factor: f64) -> f64 {
    ((x - root.hi) - root.lo) * factor
}

/// The polygamma function: the derivative of order `n` of digamma (DLMF 5.15.1), by Hurwitz's zeta function.
///
/// ```
/// assert!((pallasite_special::polygamma(1.0, 1.0) - 1.6449340668482264).abs() < 1e-15);
/// ```
pub fn polygamma(n: f64, x: f64) -> f64 {
    if n == 0.0 { digamma(x) } else { parity_sign(n + 1.0) * gamma(n + 1.0) * hurwitz(n + 1.0, x) }
}
