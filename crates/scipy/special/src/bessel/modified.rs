//! Modified Bessel functions of order zero and one: polynomials in the square near zero, beside the logarithm
//! and the pole for `K` (DLMF 10.31), of the scaled functions beyond.

use crate::coefficients::modified::{
    I0, I0_FAR, I0_NEAR, I1, I1_FAR, I1_NEAR, K0, K0_FAR, K0_NEAR, K1, K1_FAR, K1_NEAR,
};
use crate::polynomial::{on_quarters, polynomial};
use std::f64::consts::LN_2;

/// Where the tables of the scaled `I` begin.
const FAR_I: f64 = 2.0;
/// And those of `K`.
const FAR_K: f64 = 1.0;

/// `exp(-x) I` or `exp(x) K` for `x >= low` from the tables of it times `sqrt(x)`.
#[inline(always)]
fn far<const N: usize, const M: usize>(near: &[[f64; N]], beyond: &[f64; M], low: f64, x: f64) -> f64 {
    on_quarters(near, low, x).unwrap_or_else(|| polynomial(beyond, 1.0 / x)) / x.sqrt()
}

/// `value exp(x)`, which may be finite where the exponential is not.
#[inline(always)]
pub(super) fn grown(value: f64, x: f64) -> f64 {
    if x < 700.0 {
        return value * x.exp();
    }
    let half = (0.5 * x).exp();
    value * half * half
}

/// `value exp(-x)`, which may be positive where the exponential is not.
#[inline(always)]
pub(super) fn decayed(value: f64, x: f64) -> f64 {
    if x < 700.0 {
        return value * (-x).exp();
    }
    let half = (-0.5 * x).exp();
    value * half * half
}

/// The modified Bessel function of the first kind and order zero.
///
/// ```
/// assert!((pallasite_special::i0(1.0) - 1.2660658777520084).abs() < 1e-15);
/// ```
pub fn i0(x: f64) -> f64 {
    let size = x.abs();
    if size < FAR_I {
        return polynomial(&I0_NEAR, x * x);
    }
    grown(far(&I0, &I0_FAR, FAR_I, size), size)
}

/// [`i0`] times `exp(-|x|)`.
///
/// ```
/// assert_eq!(pallasite_special::i0e(0.0), 1.0);
/// ```
pub fn i0e(x: f64) -> f64 {
    let size = x.abs();
    if size < FAR_I {
        return polynomial(&I0_NEAR, x * x) * (-size).exp();
    }
    far(&I0, &I0_FAR, FAR_I, size)
}

/// The modified Bessel function of the first kind and order one.
///
/// ```
/// assert!((pallasite_special::i1(1.0) - 0.5651591039924850).abs() < 1e-15);
/// ```
pub fn i1(x: f64) -> f64 {
    let size = x.abs();
    if size < FAR_I {
        return x * polynomial(&I1_NEAR, x * x);
    }
    grown(far(&I1, &I1_FAR, FAR_I, size), size).copysign(x)
}

/// [`i1`] times `exp(-|x|)`.
///
/// ```
/// assert!((pallasite_special::i1e(1.0) - 0.2079104153497085).abs() < 1e-15);
/// ```
pub fn i1e(x: f64) -> f64 {
    let size = x.abs();
    if size < FAR_I {
        return x * polynomial(&I1_NEAR, x * x) * (-size).exp();
    }
    far(&I1, &I1_FAR, FAR_I, size).copysign(x)
}

/// What arguments that are not positive give for `K`.
fn outside(x: f64) -> f64 {
    if x == 0.0 { f64::INFINITY } else { f64::NAN }
}

/// `K` of order zero for `0 < x < FAR_K`.
#[inline(always)]
fn near_k0(x: f64) -> f64 {
    let square = x * x;
    polynomial(&K0_NEAR, square) + (LN_2 - x.ln()) * polynomial(&I0_NEAR, square)
}

/// `K` of order one for `0 < x < FAR_K`.
#[inline(always)]
fn near_k1(x: f64) -> f64 {
    let square = x * x;
    polynomial(&K1_NEAR, square) / x + (0.5 * x).ln() * x * polynomial(&I1_NEAR, square)
}

/// The modified Bessel function of the second kind and order zero: NaN for negative `x`.
///
/// ```
/// assert!((pallasite_special::k0(1.0) - 0.42102443824070834).abs() < 1e-16);
/// ```
pub fn k0(x: f64) -> f64 {
    if x >= FAR_K {
        return decayed(far(&K0, &K0_FAR, FAR_K, x), x);
    }
    if x > 0.0 { near_k0(x) } else { outside(x) }
}

/// [`k0`] times `exp(x)`.
///
/// ```
/// assert!((pallasite_special::k0e(1.0) - 1.1444630798068949).abs() < 1e-15);
/// ```
pub fn k0e(x: f64) -> f64 {
    if x >= FAR_K {
        return far(&K0, &K0_FAR, FAR_K, x);
    }
    if x > 0.0 { near_k0(x) * x.exp() } else { outside(x) }
}

/// The modified Bessel function of the second kind and order one: NaN for negative `x`.
///
/// ```
/// assert!((pallasite_special::k1(1.0) - 0.6019072301972346).abs() < 1e-15);
/// ```
pub fn k1(x: f64) -> f64 {
    if x >= FAR_K {
        return decayed(far(&K1, &K1_FAR, FAR_K, x), x);
    }
    if x > 0.0 { near_k1(x) } else { outside(x) }
}

/// [`k1`] times `exp(x)`.
///
/// ```
/// assert!((pallasite_special::k1e(1.0) - 1.636153486263258).abs() < 1e-15);
/// ```
pub fn k1e(x: f64) -> f64 {
    if x >= FAR_K {
        return far(&K1, &K1_FAR, FAR_K, x);
    }
    if x > 0.0 { near_k1(x) * x.exp() } else { outside(x) }
}
