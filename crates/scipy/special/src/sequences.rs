//! Sequences of functions by their order: Riccati-Bessel and lambda functions; the periodic sinc function.

use crate::bessel::{lambda, spherical_jn, spherical_yn};
use std::f64::consts::PI;

/// The periodic sinc function `sin(n x / 2) / (n sin(x / 2))` of whole `n > 0`; NaN for other `n`.
///
/// ```
/// assert_eq!(pallasite_special::diric(0.0, 3.0), 1.0);
/// ```
pub fn diric(x: f64, n: f64) -> f64 {
    if !(n > 0.0) || n != n.floor() {
        return f64::NAN;
    }
    let half = 0.5 * x;
    let sine = half.sin();
    // SciPy's bound, below which the quotient is taken to be at its limit.
    if sine.abs() < 1e-7 {
        return if (half / PI).round_ties_even() * (n - 1.0) % 2.0 == 0.0 { 1.0 } else { -1.0 };
    }
    (n * half).sin() / (n * sine)
}

/// The lambda functions `gamma(v + 1) (x / 2)^-v J_v(x)` of the orders `v` modulo one up to `v >= 0`, and their derivatives
/// (Jahnke and Emde).
///
/// ```
/// let (values, slopes) = pallasite_special::lmbda(0.0, 1.0);
/// assert!((values[0] - pallasite_special::j0(1.0)).abs() < 1e-15 && (slopes[0] + pallasite_special::j1(1.0)).abs() < 1e-15);
/// ```
pub fn lmbda(v: f64, x: f64) -> (Vec<f64>, Vec<f64>) {
    let first = v - v.floor();
    (0..=v as usize)
        .map(|k| first + k as f64)
        .map(|v| (lambda(v, x), -0.5 * x / (v + 1.0) * lambda(v + 1.0, x)))
        .unzip()
}

/// `x f_k(x)` and its derivative for the orders up to `n`, by DLMF 10.51.2.
fn riccati(n: usize, x: f64, f: fn(f64, f64) -> f64, first: (f64, f64)) -> (Vec<f64>, Vec<f64>) {
    let mut pairs = vec![first];
    for k in 1..=n {
        let k = k as f64;
        let value = x * f(k, x);
        let below = pairs[pairs.len() - 1].0;
        pairs.push((value, below - k * value / x));
    }
    pairs.into_iter().unzip()
}

/// The Riccati-Bessel functions of the first kind `x j_k(x)` for `k` up to `n`, and their derivatives (DLMF 10.51).
///
/// ```
/// let (values, slopes) = pallasite_special::riccati_jn(1, 2.0);
/// assert!((values[0] - 2f64.sin()).abs() < 1e-15 && (slopes[0] - 2f64.cos()).abs() < 1e-15);
/// ```
pub fn riccati_jn(n: usize, x: f64) -> (Vec<f64>, Vec<f64>) {
    if x == 0.0 {
        let mut slopes = vec![0.0; n + 1];
        slopes[0] = 1.0;
        return (vec![0.0; n + 1], slopes);
    }
    riccati(n, x, spherical_jn, (x.sin(), x.cos()))
}

/// The Riccati-Bessel functions of the second kind `x y_k(x)` for `k` up to `n`, and their derivatives; at zero, where they have
/// poles, SciPy's `-1e300` and `1e300`.
///
/// ```
/// let (values, slopes) = pallasite_special::riccati_yn(1, 2.0);
/// assert!((values[0] + 2f64.cos()).abs() < 1e-15 && (slopes[0] - 2f64.sin()).abs() < 1e-15);
/// ```
pub fn riccati_yn(n: usize, x: f64) -> (Vec<f64>, Vec<f64>) {
    if x == 0.0 {
        let (mut values, mut slopes) = (vec![-1e300; n + 1], vec![1e300; n + 1]);
        (values[0], slopes[0]) = (-1.0, 0.0);
        return (values, slopes);
    }
    riccati(n, x, spherical_yn, (-x.cos(), x.sin()))
}
