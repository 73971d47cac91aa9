//! The digamma function and the polygammas.

use crate::chebyshev::on_interval;
use crate::coefficients::gamma::{DIGAMMA_NEGATIVE, DIGAMMA_ROOTS, DIGAMMA_SMALL};
use crate::dd::Dd;
use crate::gamma::gamma;
use crate::gamma_pair::cot_pi;
use crate::trig::{cos_pi, is_pole, parity_sign, sin_pi};
use crate::zeta::hurwitz;
use pallasite_ufunc::lanes::{Lanes, at};
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::log::log;
use pallasite_ufunc::math::scalar::{Double, horner, select};
use std::f64::consts::PI;

/// `B(2k) / (2k)` for `k = 1, 2, ...`.
pub(crate) const ASYMPTOTIC: [f64; 8] = [
    1.0 / 12.0,
    -1.0 / 120.0,
    1.0 / 252.0,
    -1.0 / 240.0,
    1.0 / 132.0,
    -691.0 / 32760.0,
    1.0 / 12.0,
    -3617.0 / 8160.0,
];

/// The loops of [`digamma`].
pub(crate) struct Digamma;

impl Lanes for Digamma {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(x: f64) -> f64 {
        let y = x.abs();
        let inverse = 1.0 / y;
        let low = y < 0.5;
        let shifted = select(low, y + 1.0, y);
        let regular = select(y < 8.0, small::<M>(shifted), large::<M>(y, inverse));
        let negative = x < 0.0;
        let pole = select(low, select(negative, 0.0, -inverse), select(negative, inverse, 0.0));
        regular + (pole + select(negative, PI * cot_pi::<M>(y), 0.0))
    }
    #[inline(always)]
    fn holds(x: f64, y: f64) -> bool {
        (x.abs() > 1e-290) & (x.abs() < 1e15) & ((x + 0.5).abs() > 0.125) & (y.abs() < f64::INFINITY)
    }
    fn elsewhere(x: f64) -> f64 {
        digamma_at_ends(x)
    }
}

/// From a half on.
#[inline(always)]
pub(crate) fn beyond_half<M: MulAdd>(x: f64) -> f64 {
    select(x < 8.0, small::<M>(x), large::<M>(x, 1.0 / x))
}

/// On `[1/2, 8]`, the root divided out.
#[inline(always)]
fn small<M: MulAdd>(x: f64) -> f64 {
    near_root(x, DIGAMMA_ROOTS[0], horner::<M, 37>((x - 2.0) / (x + 2.0), &DIGAMMA_SMALL))
}

/// DLMF 5.11.2.
#[inline(always)]
fn large<M: MulAdd>(x: f64, inverse: f64) -> f64 {
    let square = inverse * inverse;
    let tail = M::mul_add(horner::<M, 8>(square, &ASYMPTOTIC), square, 0.5 * inverse);
    log::<M, Double>(x) - tail
}

/// The digamma function, the logarithmic derivative of gamma. Its negative poles give NaN, zero the infinity of the
/// other sign.
///
/// DLMF 5.11.2 from 8 on, below an interpolant of the quotient by the distance from the root in `[1, 2]`; reflection
/// 5.5.4 below zero, except around the root in `[-1, 0]`, which is divided out too.
///
/// ```
/// assert!((pallasite_special::digamma(1.0) + 0.5772156649015329).abs() < 1e-16);
/// ```
pub fn digamma(x: f64) -> f64 {
    at::<Digamma>(x)
}

fn digamma_at_ends(x: f64) -> f64 {
    if x == 0.0 {
        -f64::INFINITY.copysign(x)
    } else if x.is_nan() || x == f64::INFINITY {
        x
    } else if is_pole(x) {
        f64::NAN
    } else if x >= 1e15 {
        x.ln()
    } else if x <= -1e15 {
        (-x).ln() - PI * cos_pi(x) / sin_pi(x)
    } else if x.abs() < 1e-280 {
        -1.0 / x
    } else {
        near_root(x, DIGAMMA_ROOTS[1], on_interval(&DIGAMMA_NEGATIVE, -0.625, -0.375, x))
    }
}

/// The digamma function, SciPy's other name for it.
///
/// ```
/// assert_eq!(pallasite_special::psi(2.5), pallasite_special::digamma(2.5));
/// ```
pub fn psi(x: f64) -> f64 {
    digamma(x)
}

#[inline(always)]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_below_zero_between_the_poles() {
        let x = -1e15 - 0.5;
        assert!((digamma(x) - (-x).ln()).abs() < 1e-14);
    }
}
