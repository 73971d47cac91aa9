//! Temme's series for Bessel functions of the second kind at small argument (Temme, "On the numerical evaluation of the
//! modified Bessel function of the third kind", Journal of Computational Physics 19, 1975, and 21, 1976).

use crate::coefficients::bessel::{RECIPROCAL_GAMMA_EVEN, RECIPROCAL_GAMMA_ODD};
use crate::polynomial::polynomial;
use crate::trig::sin_pi;
use num_complex::ComplexFloat;
use std::f64::consts::{FRAC_2_PI, PI};
use std::ops::{Div, Mul};

/// The even part of `1 / gamma(1 + mu)`, and minus the odd part over `mu`.
fn reciprocal_gamma_parts(mu: f64) -> (f64, f64) {
    let square = mu * mu;
    (polynomial(&RECIPROCAL_GAMMA_EVEN, square), -polynomial(&RECIPROCAL_GAMMA_ODD, square))
}

/// A real or complex number.
pub(super) trait Number:
    ComplexFloat<Real = f64> + Mul<f64, Output = Self> + Div<f64, Output = Self>
{
}

impl<T: ComplexFloat<Real = f64> + Mul<f64, Output = T> + Div<f64, Output = T>> Number for T {}

/// The sums of `c_k f_k` and `c_k h_k` of Temme, `c_k` with the sign of `sign^k`; `f` takes `mix` times `q` along.
fn sums<T: Number>(mu: f64, x: T, sign: f64, mix: f64) -> (T, T) {
    let log = (x.recip() * 2.0).ln();
    let (even, odd) = reciprocal_gamma_parts(mu);
    let d = log * mu;
    let (up, over_d) = (d.exp(), if ComplexFloat::abs(d) < 1e-8 { T::one() } else { d.sinh() / d });
    let down = up.recip();
    let reflection = if mu == 0.0 { 1.0 } else { PI * mu / sin_pi(mu) };
    let mut f = ((up + down) * (0.5 * odd) + over_d * log * even) * reflection;
    let mut p = up * (0.5 / (even - mu * odd));
    let mut q = down * (0.5 / (even + mu * odd));
    let y = x * x * (sign * 0.25);
    let (mut first, mut second, mut c, mut k) = (f + q * mix, p, T::one(), 0.0);
    loop {
        k += 1.0;
        f = (f * k + p + q) / (k * k - mu * mu);
        p = p / (k - mu);
        q = q / (k + mu);
        c = c * y / k;
        let g = f + q * mix;
        let (one, other) = (c * g, c * (p - g * k));
        first = first + one;
        second = second + other;
        let counts = |part: T, sum: T| ComplexFloat::abs(part) >= 1e-17 * ComplexFloat::abs(sum);
        if !(counts(one, first) || counts(other, second)) || k > 100.0 {
            return (first, second);
        }
    }
}

/// `K` of the orders `mu` and `mu + 1`, for `|mu| <= 1/2` and `|x| <= 2`.
pub(super) fn k_pair<T: Number>(mu: f64, x: T) -> (T, T) {
    let (first, second) = sums(mu, x, 1.0, 0.0);
    (first, x.recip() * second * 2.0)
}

/// `Y` of the orders `mu` and `mu + 1`, for `|mu| <= 1/2` and `x <= 2`.
pub(crate) fn y_pair(mu: f64, x: f64) -> (f64, f64) {
    let half = sin_pi(0.5 * mu);
    let mix = if mu == 0.0 { 0.0 } else { 2.0 / mu * half * half };
    let (first, second) = sums(mu, x, -1.0, mix);
    (-FRAC_2_PI * first, -2.0 / x * FRAC_2_PI * second)
}
