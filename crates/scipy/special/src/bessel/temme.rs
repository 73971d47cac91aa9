//! Temme's series for Bessel functions of the second kind at small argument (Temme, "On the numerical evaluation of the
//! modified Bessel function of the third kind", Journal of Computational Physics 19, 1975, and 21, 1976).

use crate::coefficients::bessel::{RECIPROCAL_GAMMA_EVEN, RECIPROCAL_GAMMA_ODD};
use crate::polynomial::polynomial;
use crate::trig::sin_pi;
use std::f64::consts::{FRAC_2_PI, PI};

/// The even part of `1 / gamma(1 + mu)`, and minus the odd part over `mu`.
fn reciprocal_gamma_parts(mu: f64) -> (f64, f64) {
    let square = mu * mu;
    (polynomial(&RECIPROCAL_GAMMA_EVEN, square), -polynomial(&RECIPROCAL_GAMMA_ODD, square))
}

/// The sums of `c_k f_k` and `c_k h_k` of Temme, `c_k` with the sign of `sign^k`; `f` takes `mix` times `q` along.
fn sums(mu: f64, x: f64, sign: f64, mix: f64) -> (f64, f64) {
    let log = (2.0 / x).ln();
    let (even, odd) = reciprocal_gamma_parts(mu);
    let d = mu * log;
    let (up, over_d) = (d.exp(), if d.abs() < 1e-8 { 1.0 } else { d.sinh() / d });
    let down = 1.0 / up;
    let reflection = if mu == 0.0 { 1.0 } else { PI * mu / sin_pi(mu) };
    let mut f = reflection * (0.5 * (up + down) * odd + over_d * log * even);
    let mut p = 0.5 * up / (even - mu * odd);
    let mut q = 0.5 * down / (even + mu * odd);
    let y = sign * 0.25 * x * x;
    let (mut first, mut second, mut c, mut k) = (f + mix * q, p, 1.0, 0.0);
    loop {
        k += 1.0;
        f = (k * f + p + q) / (k * k - mu * mu);
        p /= k - mu;
        q /= k + mu;
        c *= y / k;
        let g = f + mix * q;
        let (one, other) = (c * g, c * (p - k * g));
        first += one;
        second += other;
        if !(one.abs() >= 1e-17 * first.abs() || other.abs() >= 1e-17 * second.abs()) || k > 100.0 {
            return (first, second);
        }
    }
}

/// `K` of the orders `mu` and `mu + 1`, for `|mu| <= 1/2` and `x <= 2`.
pub(crate) fn k_pair(mu: f64, x: f64) -> (f64, f64) {
    let (first, second) = sums(mu, x, 1.0, 0.0);
    (first, 2.0 / x * second)
}

/// `Y` of the orders `mu` and `mu + 1`, for `|mu| <= 1/2` and `x <= 2`.
pub(crate) fn y_pair(mu: f64, x: f64) -> (f64, f64) {
    let half = sin_pi(0.5 * mu);
    let mix = if mu == 0.0 { 0.0 } else { 2.0 / mu * half * half };
    let (first, second) = sums(mu, x, -1.0, mix);
    (-FRAC_2_PI * first, -2.0 / x * FRAC_2_PI * second)
}
