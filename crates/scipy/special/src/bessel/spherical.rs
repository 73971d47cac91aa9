//! Spherical Bessel functions of whole order (DLMF 10.47), by recurrence (DLMF 10.51) from the elementary ones.

use super::miller::descend;
use super::modified_order::iv;
use std::f64::consts::FRAC_PI_2;

/// `f` of order `n` from those of order zero and one, where `f_(k + 1) = (2 k + 1) / x f_k - turn f_(k - 1)` is stable.
fn raise(n: f64, x: f64, first: f64, second: f64, turn: f64) -> f64 {
    if n == 0.0 {
        return first;
    }
    let inverse = 1.0 / x;
    let (mut before, mut now, mut k) = (first, second, 1.0);
    while k < n && now.is_finite() {
        (before, now) = (now, (2.0 * k + 1.0) * inverse * now - turn * before);
        k += 1.0;
    }
    now
}

/// The sign of a function of parity `n` (plus one if `odd`) at `x`.
fn sign(n: f64, x: f64, odd: bool) -> f64 {
    if x < 0.0 && ((n % 2.0 == 1.0) != odd) { -1.0 } else { 1.0 }
}

/// Whether there is an order `n`.
fn is_order(n: f64) -> bool {
    n >= 0.0
}

/// The spherical Bessel function of the first kind.
///
/// ```
/// assert!((pallasite_special::spherical_jn(0.0, 1.0) - 1f64.sin()).abs() < 1e-15);
/// ```
pub fn spherical_jn(n: f64, x: f64) -> f64 {
    if !is_order(n) || x.is_nan() {
        return f64::NAN;
    }
    if x.is_infinite() {
        return 0.0;
    }
    let size = x.abs();
    let value = if size * size < 2.0 * n + 3.0 {
        power_series(n, size)
    } else {
        let (s, c) = size.sin_cos();
        let (first, second) = (s / size, (s / size - c) / size);
        if n <= size { raise(n, size, first, second, 1.0) } else { lower(n, size, first, second) }
    };
    sign(n, x, false) * value
}

/// `x^n / (2 n + 1)!! sum (-x^2 / 2)^k / (k! (2 n + 3) ... (2 n + 2 k + 1))` (DLMF 10.53.1).
fn power_series(n: f64, x: f64) -> f64 {
    let y = -0.5 * x * x;
    let (mut term, mut sum, mut k) = (1.0, 1.0, 1.0);
    while f64::abs(term) > 1e-17 * f64::abs(sum) {
        term *= y / (k * (2.0 * (n + k) + 1.0));
        sum += term;
        k += 1.0;
    }
    let (mut front, mut k) = (1.0, 1.0);
    while k <= n && front > 0.0 {
        front *= x / (2.0 * k + 1.0);
        k += 1.0;
    }
    front * sum
}

/// Miller's recurrence down to order zero, to be scaled by the larger of the two functions that are known.
fn lower(n: f64, x: f64, first: f64, second: f64) -> f64 {
    let down = descend(0.5, n, x);
    if first.abs() > second.abs() {
        down.wanted / down.lowest * first
    } else {
        down.wanted / down.second * second
    }
}

/// The spherical Bessel function of the second kind.
///
/// ```
/// assert!((pallasite_special::spherical_yn(0.0, 1.0) + 1f64.cos()).abs() < 1e-15);
/// ```
pub fn spherical_yn(n: f64, x: f64) -> f64 {
    if !is_order(n) || x.is_nan() {
        return f64::NAN;
    }
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    if x.is_infinite() {
        return 0.0;
    }
    let size = x.abs();
    let (s, c) = size.sin_cos();
    let first = -c / size;
    sign(n, x, true) * raise(n, size, first, (first - s) / size, 1.0)
}

/// The modified spherical Bessel function of the first kind.
///
/// ```
/// assert!((pallasite_special::spherical_in(0.0, 1.0) - 1f64.sinh()).abs() < 1e-15);
/// ```
pub fn spherical_in(n: f64, x: f64) -> f64 {
    if !is_order(n) {
        return f64::NAN;
    }
    if x == 0.0 {
        return if n == 0.0 { 1.0 } else { 0.0 };
    }
    let size = x.abs();
    let value = if size.is_infinite() { size } else { iv(n + 0.5, size) * (FRAC_PI_2 / size).sqrt() };
    sign(n, x, false) * value
}

/// The modified spherical Bessel function of the second kind, continued to negative `x` as it is.
///
/// ```
/// let exact = std::f64::consts::FRAC_PI_2 * (-1f64).exp();
/// assert!((pallasite_special::spherical_kn(0.0, 1.0) - exact).abs() < 1e-15);
/// ```
pub fn spherical_kn(n: f64, x: f64) -> f64 {
    if !is_order(n) || x.is_nan() {
        return f64::NAN;
    }
    if x == 0.0 {
        return f64::INFINITY;
    }
    if x == f64::NEG_INFINITY {
        return x;
    }
    let first = FRAC_PI_2 * (-x).exp() / x;
    raise(n, x, first, first * (1.0 + 1.0 / x), -1.0)
}
