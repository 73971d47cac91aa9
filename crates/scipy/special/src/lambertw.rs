//! Lambert's W function (Corless et al., "On the Lambert W function", Advances in Computational Mathematics 5, 1996).

use crate::coefficients::lambert::BRANCH;
use crate::dd::Dd;
use num_complex::Complex64;
use std::f64::consts::{E, TAU};

/// The low part of Euler's number.
const E_LOW: f64 = 1.4456468917292502e-16;

/// The solution of `w exp(w) = z` on branch `k`.
///
/// Halley's iteration from the logarithm, or the series of the branch point near `-1 / e`.
///
/// ```
/// use num_complex::Complex64;
/// let w = pallasite_special::lambertw(Complex64::new(1.0, 0.0), 0);
/// assert!((w.re - 0.5671432904097838).abs() < 1e-15);
/// ```
pub fn lambertw(z: Complex64, k: i64) -> Complex64 {
    lambertw_within(z, k, 1e-7)
}

/// The same, iterated until a step is at most `tol` times the value. The error cubes, so that the default is exact to
/// rounding.
///
/// ```
/// use num_complex::Complex64;
/// let w = pallasite_special::lambertw_within(Complex64::new(1.0, 1.0), 0, 0.1);
/// assert!((w - pallasite_special::lambertw(Complex64::new(1.0, 1.0), 0)).norm() < 1e-3);
/// ```
pub fn lambertw_within(z: Complex64, k: i64, tol: f64) -> Complex64 {
    if z.is_nan() {
        return z;
    }
    if z.re.is_infinite() || z.im.is_infinite() {
        let turn = if z.re == f64::NEG_INFINITY { (k as f64 + 0.5) * TAU } else { k as f64 * TAU };
        return Complex64::new(f64::INFINITY, turn);
    }
    if z.norm() == 0.0 {
        return if k == 0 { z } else { Complex64::new(f64::NEG_INFINITY, 0.0) };
    }
    if k == 0 && z.im == 0.0 && z.re > 0.0 {
        return Complex64::new(positive(z.re, tol), z.im);
    }
    let near = k == 0 || (k == -1 && z.im >= 0.0) || (k == 1 && z.im < 0.0);
    if near && (z.re + 1.0 / E).abs() + z.im.abs() < 0.3 {
        let off = branch_offset(z);
        let p = if k == 0 { off } else { -off };
        if p.norm() < 0.25 {
            return BRANCH.iter().rev().fold(Complex64::new(0.0, 0.0), |sum, &c| sum * p + c);
        }
        return halley(z, p - p * p / 3.0 - 1.0 + p * p * p * (11.0 / 72.0), tol);
    }
    halley(z, first_guess(z, k), tol)
}

/// The principal branch on the positive axis, in real arithmetic.
pub(crate) fn positive(x: f64, tol: f64) -> f64 {
    let mut w = if x < 3.0 {
        let log = x.ln_1p();
        log * (1.0 - (1.0 + log).ln() / (2.0 + log))
    } else {
        let log = x.ln();
        log - log.ln() * (1.0 - 1.0 / log)
    };
    for _ in 0..20 {
        let f = w - x * (-w).exp();
        let step = f / (w + 1.0 - (w + 2.0) * f / (2.0 * w + 2.0));
        w -= step;
        if !(step.abs() > tol * w) {
            break;
        }
    }
    w
}

/// `sqrt(2 (e z + 1))`, the sum not rounded before it cancels.
fn branch_offset(z: Complex64) -> Complex64 {
    let re = (Dd::new(E, E_LOW) * z.re + 1.0).to_f64();
    (Complex64::new(re, E * z.im) * 2.0).sqrt()
}

/// The logarithm and its correction, or the first terms of the power series.
fn first_guess(z: Complex64, k: i64) -> Complex64 {
    if k == 0 && z.norm() < 2.0 {
        return (z + 1.0).ln() * (1.0 - (z + 1.0).ln() / (2.0 * ((z + 1.0).ln() + 1.0)));
    }
    if k == -1 && z.im == 0.0 && (-1.0 / E..0.0).contains(&z.re) {
        let log = Complex64::new((-z.re).ln(), 0.0);
        return log - (-log).ln();
    }
    let log = z.ln() + Complex64::new(0.0, k as f64 * TAU);
    log - log.ln()
}

/// Halley's iteration on `w - z exp(-w)`.
fn halley(z: Complex64, guess: Complex64, tol: f64) -> Complex64 {
    let mut w = guess;
    for _ in 0..60 {
        // f / f' of w exp(w) - z, free of overflow
        let f = w - z * (-w).exp();
        let step = f / (w + 1.0 - (w + 2.0) * f / (2.0 * w + 2.0));
        w -= step;
        if !(step.norm() > tol * w.norm()) {
            break;
        }
    }
    w
}
