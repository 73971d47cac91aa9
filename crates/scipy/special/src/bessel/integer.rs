//! Bessel functions of order zero and one.
//!
//! Up to 27 or so, each zero is factored out of a Chebyshev interpolant of its own, so that the relative error stays
//! small at the zeros; power series (DLMF 10.2.2, 10.8) near zero, Hankel's expansion beyond.

use super::hankel::oscillating;
use crate::chebyshev::on_interval;
use crate::coefficients::bessel::*;
use crate::dd::{Dd, EULER_GAMMA};
use std::f64::consts::{FRAC_2_PI, PI};

/// The value from the piece that holds `x`, if one does.
fn from_pieces<const N: usize>(x: f64, edges: &[f64], zeros: &[Dd], pieces: &[[f64; N]]) -> Option<f64> {
    let i = edges.partition_point(|&edge| edge <= x).checked_sub(1)?;
    let piece = pieces.get(i)?;
    Some(((x - zeros[i].hi) - zeros[i].lo) * on_interval(piece, edges[i], edges[i + 1], x))
}

/// `sum (-x^2 / 4)^k weight(k) / (k! (k + order)!)`.
fn power_sum(x: f64, order: u32, weight: impl Fn(u32) -> f64) -> f64 {
    let y = -0.25 * x * x;
    let (mut term, mut sum) = (1.0f64, Dd::from(weight(0)));
    for k in 1..40 {
        term *= y / (f64::from(k) * f64::from(k + order));
        let part = term * weight(k);
        sum = sum + part;
        if part.abs() < 1e-18 * sum.hi.abs() {
            break;
        }
    }
    sum.to_f64()
}

/// The harmonic number `1 + 1/2 + ... + 1/k`.
fn harmonic(k: u32) -> f64 {
    (1..=k).map(|i| 1.0 / f64::from(i)).sum()
}

/// The Bessel function of the first kind and order zero.
///
/// ```
/// assert!((pallasite_special::j0(1.0) - 0.7651976865579666).abs() < 1e-15);
/// ```
pub fn j0(x: f64) -> f64 {
    let x = x.abs();
    if x < J0_EDGES[0] {
        return power_sum(x, 0, |_| 1.0);
    }
    from_pieces(x, &J0_EDGES, &J0_ZEROS, &J0_PIECES).unwrap_or_else(|| oscillating(0.0, x).0)
}

/// The Bessel function of the first kind and order one.
///
/// ```
/// assert!((pallasite_special::j1(1.0) - 0.4400505857449335).abs() < 1e-15);
/// ```
pub fn j1(x: f64) -> f64 {
    if x < 0.0 {
        return -j1(-x);
    }
    if x < J1_EDGES[0] {
        return 0.5 * x * power_sum(x, 1, |_| 1.0);
    }
    from_pieces(x, &J1_EDGES, &J1_ZEROS, &J1_PIECES).unwrap_or_else(|| oscillating(1.0, x).0)
}

/// What zero, negative numbers and NaN give for `Y`.
fn outside(x: f64) -> Option<f64> {
    if x == 0.0 { Some(f64::NEG_INFINITY) } else { (!(x > 0.0)).then_some(f64::NAN) }
}

/// The Bessel function of the second kind and order zero: NaN for negative `x`.
///
/// ```
/// assert!((pallasite_special::y0(1.0) - 0.08825696421567697).abs() < 1e-16);
/// ```
pub fn y0(x: f64) -> f64 {
    if let Some(value) = outside(x) {
        return value;
    }
    if x < Y0_EDGES[0] {
        return FRAC_2_PI * (((0.5 * x).ln() + EULER_GAMMA.hi) * j0(x) - power_sum(x, 0, harmonic));
    }
    from_pieces(x, &Y0_EDGES, &Y0_ZEROS, &Y0_PIECES).unwrap_or_else(|| oscillating(0.0, x).1)
}

/// The Bessel function of the second kind and order one: NaN for negative `x`.
///
/// ```
/// assert!((pallasite_special::y1(1.0) + 0.7812128213002887).abs() < 1e-15);
/// ```
pub fn y1(x: f64) -> f64 {
    if let Some(value) = outside(x) {
        return value;
    }
    if x < Y1_EDGES[0] {
        let weighted = power_sum(x, 1, |k| harmonic(k) + harmonic(k + 1) - 2.0 * EULER_GAMMA.hi);
        return FRAC_2_PI * ((0.5 * x).ln() * j1(x) - 1.0 / x) - 0.5 * x * weighted / PI;
    }
    from_pieces(x, &Y1_EDGES, &Y1_ZEROS, &Y1_PIECES).unwrap_or_else(|| oscillating(1.0, x).1)
}
