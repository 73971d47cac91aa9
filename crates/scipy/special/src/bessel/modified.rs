//! Modified Bessel functions of order zero and one (DLMF 10.25.2, 10.31; Chebyshev interpolants in `1 / x` beyond the
//! reach of the power series).

use crate::chebyshev::series;
use crate::coefficients::bessel::{I0_FAR, I1_FAR, K0_FAR, K1_FAR};
use crate::dd::{Dd, EULER_GAMMA};

/// Where the interpolants of `I` begin.
const FAR_I: f64 = 8.0;
/// Where those of `K` do.
const FAR_K: f64 = 2.0;

/// `sum (x^2 / 4)^k weight(k) / (k! (k + order)!)`.
fn power_sum(x: f64, order: u32, weight: impl Fn(f64) -> f64) -> f64 {
    let y = 0.25 * x * x;
    let (mut term, mut sum, mut harmonic) = (1.0, Dd::from(weight(0.0)), 0.0);
    for k in 1..60 {
        term *= y / (f64::from(k) * f64::from(k + order));
        harmonic += 1.0 / f64::from(k);
        let part = term * weight(harmonic);
        sum = sum + part;
        if part < 1e-18 * sum.hi {
            break;
        }
    }
    sum.to_f64()
}

/// `I` of order zero or one times `exp(-|x|)` if `scaled`, for `x >= 0`.
fn first_kind(order: u32, x: f64, scaled: bool) -> f64 {
    if x <= FAR_I {
        let front = if order == 1 { 0.5 * x } else { 1.0 };
        let value = front * power_sum(x, order, |_| 1.0);
        return if scaled { value * (-x).exp() } else { value };
    }
    let table: &[f64] = if order == 0 { &I0_FAR } else { &I1_FAR };
    let value = series(table, 16.0 / x - 1.0) / x.sqrt();
    if scaled {
        return value;
    }
    let half = (0.5 * x).exp();
    half * value * half
}

/// The modified Bessel function of the first kind and order zero.
///
/// ```
/// assert!((pallasite_special::i0(1.0) - 1.2660658777520084).abs() < 1e-15);
/// ```
pub fn i0(x: f64) -> f64 {
    first_kind(0, x.abs(), false)
}

/// [`i0`] times `exp(-|x|)`.
///
/// ```
/// assert_eq!(pallasite_special::i0e(0.0), 1.0);
/// ```
pub fn i0e(x: f64) -> f64 {
    first_kind(0, x.abs(), true)
}

/// The modified Bessel function of the first kind and order one.
///
/// ```
/// assert!((pallasite_special::i1(1.0) - 0.5651591039924850).abs() < 1e-15);
/// ```
pub fn i1(x: f64) -> f64 {
    if x < 0.0 { -first_kind(1, -x, false) } else { first_kind(1, x, false) }
}

/// [`i1`] times `exp(-|x|)`.
///
/// ```
/// assert!((pallasite_special::i1e(1.0) - 0.2079104153497085).abs() < 1e-15);
/// ```
pub fn i1e(x: f64) -> f64 {
    if x < 0.0 { -first_kind(1, -x, true) } else { first_kind(1, x, true) }
}

/// `K` of order zero or one, times `exp(x)` if `scaled`.
fn second_kind(order: u32, x: f64, scaled: bool) -> f64 {
    if x == 0.0 {
        return f64::INFINITY;
    }
    if !(x > 0.0) {
        return f64::NAN;
    }
    if x <= FAR_K {
        let value = if order == 0 { near_k0(x) } else { near_k1(x) };
        return if scaled { value * x.exp() } else { value };
    }
    let table: &[f64] = if order == 0 { &K0_FAR } else { &K1_FAR };
    let value = series(table, 4.0 / x - 1.0) / x.sqrt();
    if scaled { value } else { value * (-x).exp() }
}

/// DLMF 10.31.2.
fn near_k0(x: f64) -> f64 {
    power_sum(x, 0, |harmonic| harmonic - EULER_GAMMA.hi - (0.5 * x).ln())
}

/// DLMF 10.31.1.
fn near_k1(x: f64) -> f64 {
    if x < 1e-290 {
        return 1.0 / x;
    }
    let log = (0.5 * x).ln();
    let y = 0.25 * x * x;
    let (mut term, mut harmonic) = (0.5 * x, 0.0);
    let mut sum = Dd::from(1.0 / x);
    for n in 1..30 {
        let k = f64::from(n);
        // psi(k) + psi(k + 1) over two, the term of (x / 2)^(2 k - 1)
        let middle = harmonic + 0.5 / k - EULER_GAMMA.hi;
        sum = sum + Dd::product(term, log - middle);
        harmonic += 1.0 / k;
        term *= y / (k * (k + 1.0));
        if term < 1e-20 * sum.hi {
            break;
        }
    }
    sum.to_f64()
}

/// The modified Bessel function of the second kind and order zero: NaN for negative `x`.
///
/// ```
/// assert!((pallasite_special::k0(1.0) - 0.42102443824070834).abs() < 1e-16);
/// ```
pub fn k0(x: f64) -> f64 {
    second_kind(0, x, false)
}

/// [`k0`] times `exp(x)`.
///
/// ```
/// assert!((pallasite_special::k0e(1.0) - 1.1444630798068949).abs() < 1e-15);
/// ```
pub fn k0e(x: f64) -> f64 {
    second_kind(0, x, true)
}

/// The modified Bessel function of the second kind and order one: NaN for negative `x`.
///
/// ```
/// assert!((pallasite_special::k1(1.0) - 0.6019072301972346).abs() < 1e-15);
/// ```
pub fn k1(x: f64) -> f64 {
    second_kind(1, x, false)
}

/// [`k1`] times `exp(x)`.
///
/// ```
/// assert!((pallasite_special::k1e(1.0) - 1.636153486263258).abs() < 1e-15);
/// ```
pub fn k1e(x: f64) -> f64 {
    second_kind(1, x, true)
}
