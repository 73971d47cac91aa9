//! Bessel functions of order zero and one.
//!
//! Up to 25 or so each zero is factored out of a polynomial of its own, so that the relative error stays small at the
//! zeros; polynomials in the square near zero, beside the logarithm for `Y`; modulus and phase beyond.

use super::wave::{Far, QUARTER, THREE_QUARTERS, Wave};
use crate::coefficients::bessel::*;
use crate::dd::Dd;
use crate::polynomial::polynomial;
use std::f64::consts::FRAC_2_PI;

const J0: Wave<17> = Wave { first: 0.84375, zeros: &J0_ZEROS, pieces: &J0_PIECES };
const J1: Wave<17> = Wave { first: 2.265625, zeros: &J1_ZEROS, pieces: &J1_PIECES };
/// The logarithm at zero makes the first polynomials of `Y` longer.
const Y0_FIRST: Wave<24> = Wave { first: 2.390625, zeros: &Y0_FIRST_ZEROS, pieces: &Y0_FIRST_PIECES };
const Y0: Wave<18> = Wave { first: 5.53125, zeros: &Y0_ZEROS, pieces: &Y0_PIECES };
const Y1_FIRST: Wave<21> = Wave { first: 3.859375, zeros: &Y1_FIRST_ZEROS, pieces: &Y1_FIRST_PIECES };
const Y1: Wave<17> = Wave { first: 7.0, zeros: &Y1_ZEROS, pieces: &Y1_PIECES };
const FAR0: Far<7, 8> = Far { modulus: &MODULUS0, phase: &PHASE0 };
const FAR1: Far<7, 8> = Far { modulus: &MODULUS1, phase: &PHASE1 };

/// The Bessel function of the first kind and order zero.
///
/// ```
/// assert!((pallasite_special::j0(1.0) - 0.7651976865579666).abs() < 1e-15);
/// ```
pub fn j0(x: f64) -> f64 {
    let x = x.abs();
    if x < J0.first {
        return polynomial(&J0_NEAR, x * x);
    }
    // cos(theta) is the sine a quarter of a turn on, or minus that three quarters before.
    J0.at(x).unwrap_or_else(|| -FAR0.sine(x, THREE_QUARTERS))
}

/// The Bessel function of the first kind and order one.
///
/// ```
/// assert!((pallasite_special::j1(1.0) - 0.4400505857449335).abs() < 1e-15);
/// ```
pub fn j1(x: f64) -> f64 {
    let size = x.abs();
    let value = if size < J1.first {
        size * polynomial(&J1_NEAR, x * x)
    } else {
        J1.at(size).unwrap_or_else(|| FAR1.sine(size, QUARTER))
    };
    if x < 0.0 { -value } else { value }
}

/// What zero, negative numbers and NaN give for `Y`.
fn outside(x: f64) -> f64 {
    if x == 0.0 { f64::NEG_INFINITY } else { f64::NAN }
}

/// `log(x / root)`, sharp at the root.
#[inline(always)]
fn log_from(root: Dd, x: f64) -> f64 {
    let off = (x - root.hi) - root.lo;
    if off.abs() < 0.25 * root.hi { (off / root.hi).ln_1p() } else { (x / root.hi).ln() }
}

/// `x^2 - root^2`, sharp at the root.
#[inline(always)]
fn square_from(root: Dd, x: f64) -> f64 {
    ((x - root.hi) - root.lo) * (x + root.hi)
}

/// The Bessel function of the second kind and order zero: NaN for negative `x`.
///
/// ```
/// assert!((pallasite_special::y0(1.0) - 0.08825696421567697).abs() < 1e-16);
/// ```
pub fn y0(x: f64) -> f64 {
    if x >= Y0.first {
        return Y0.at(x).unwrap_or_else(|| FAR0.sine(x, QUARTER));
    }
    if !(x > 0.0) {
        return outside(x);
    }
    if x >= Y0_FIRST.first {
        return Y0_FIRST.at(x).unwrap_or(f64::NAN);
    }
    let root = Y0_ROOT[0];
    let j = polynomial(&J0_NEAR, x * x);
    FRAC_2_PI * log_from(root, x) * j + square_from(root, x) * polynomial(&Y0_NEAR, x * x)
}

/// The Bessel function of the second kind and order one: NaN for negative `x`.
///
/// ```
/// assert!((pallasite_special::y1(1.0) + 0.7812128213002887).abs() < 1e-15);
/// ```
pub fn y1(x: f64) -> f64 {
    if x >= Y1.first {
        return Y1.at(x).unwrap_or_else(|| FAR1.sine(x, THREE_QUARTERS));
    }
    if !(x > 0.0) {
        return outside(x);
    }
    if x >= Y1_FIRST.first {
        return Y1_FIRST.at(x).unwrap_or(f64::NAN);
    }
    let root = Y1_ROOT[0];
    let pole = FRAC_2_PI / (root.hi * root.hi) / x;
    let j = x * polynomial(&J1_NEAR, x * x);
    FRAC_2_PI * log_from(root, x) * j + square_from(root, x) * (pole + x * polynomial(&Y1_NEAR, x * x))
}
