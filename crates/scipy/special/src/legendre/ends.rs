//! Values and derivatives of associated Legendre functions at 1 and -1.

use super::family::Scaling;

/// `P_n^m` and its first derivatives at `end`, which is 1 or -1; `|m| <= n`.
///
/// With `k = |m|` the function is a multiple of `w^k` times the `k`-th derivative of Legendre's polynomial (DLMF 14.6.1),
/// whose values at one are products; at minus one the parity of `n + m` decides (DLMF 14.7.17).
pub(super) fn at_end(scaling: Scaling, n: i64, m: i64, end: f64, cut_inside: bool) -> [f64; 3] {
    let k = m.abs();
    if k > 4 {
        return [0.0; 3];
    }
    let factor = factor(scaling, n as f64, m, cut_inside);
    let [g0, g1, g2] = [0, 1, 2].map(|d| factor * derivative_at_one(n as f64, k + d));
    let [h0, h1, h2] = power_at_one(k, cut_inside);
    let slope = if h1.is_infinite() { h1 * g0 } else { h1 * g0 + h0 * g1 };
    let bend = if h2.is_infinite() { h2 * g0 } else { h2 * g0 + 2.0 * h1 * g1 + h0 * g2 };
    let parity = if end < 0.0 && (n + k) % 2 != 0 { -1.0 } else { 1.0 };
    [parity * (h0 * g0), parity * end * slope, parity * bend]
}

/// What is to be multiplied with `w^|m|` and the derivative of Legendre's polynomial.
fn factor(scaling: Scaling, n: f64, m: i64, cut_inside: bool) -> f64 {
    // The phase of Condon and Shortley.
    let sign = if m > 0 && m % 2 != 0 && !cut_inside { -1.0 } else { 1.0 };
    let k = m.abs();
    // (n - k)! / (n + k)!
    let ratio: f64 = (1 - k..=k).map(|j| 1.0 / (n + j as f64)).product();
    match scaling {
        Scaling::Ferrers if m < 0 => sign * ratio,
        Scaling::Ferrers => sign,
        _ => sign * ((n + 0.5) * ratio).sqrt(),
    }
}

/// The `k`-th derivative of Legendre's polynomial at one, `(n + k)! / (2^k k! (n - k)!)`.
fn derivative_at_one(n: f64, k: i64) -> f64 {
    let product: f64 = (1 - k..=k).map(|j| n + j as f64).product();
    (1..=k).fold(product, |p, j| p / (2 * j) as f64)
}

/// `w^k` and its derivatives at one.
fn power_at_one(k: i64, cut_inside: bool) -> [f64; 3] {
    let sign = if cut_inside { 1.0 } else { -1.0 };
    match k {
        0 => [1.0, 0.0, 0.0],
        1 => [0.0, sign * f64::INFINITY, f64::NEG_INFINITY],
        2 => [0.0, 2.0 * sign, 2.0 * sign],
        3 => [0.0, 0.0, f64::INFINITY],
        _ => [0.0, 0.0, 8.0],
    }
}
