//! Values of the classical orthogonal polynomials, by their recurrences (DLMF 18.9.1) in double-double; degrees that are not whole by
//! the hypergeometric functions (DLMF 18.5.7 to 18.5.12).

use crate::combinatorics::binom;
use crate::dd::Dd;
use crate::hypergeometric::{hyp1f1, hyp2f1};

/// A recurrence `p_(k + 1) = step(k, p_k, p_(k - 1))` from degree zero, which is one, and degree one up to `n`.
fn climb(n: f64, first: Dd, step: impl Fn(f64, Dd, Dd) -> Dd) -> f64 {
    if n == 0.0 {
        return 1.0;
    }
    let (mut before, mut now) = (Dd::ONE, first);
    for k in 1..n as usize {
        (before, now) = (now, step(k as f64, now, before));
    }
    now.to_f64()
}

fn is_degree(n: f64) -> bool {
    n >= 0.0 && n == n.floor() && n < 1e9
}

/// Legendre's polynomial.
///
/// ```
/// assert_eq!(pallasite_special::eval_legendre(2.0, 0.5), -0.125);
/// ```
pub fn eval_legendre(n: f64, x: f64) -> f64 {
    if n < 0.0 && n == n.floor() {
        return eval_legendre(-n - 1.0, x);
    }
    if !is_degree(n) {
        return hyp2f1(-n, n + 1.0, 1.0, 0.5 * (1.0 - x));
    }
    climb(n, Dd::from(x), |k, now, before| (now * Dd::product(x, 2.0 * k + 1.0) - before * k) / (k + 1.0))
}

/// Chebyshev's polynomial of the first kind.
///
/// ```
/// assert_eq!(pallasite_special::eval_chebyt(3.0, 0.5), -1.0);
/// ```
pub fn eval_chebyt(n: f64, x: f64) -> f64 {
    if !is_degree(n.abs()) {
        return hyp2f1(n, -n, 0.5, 0.5 * (1.0 - x));
    }
    climb(n.abs(), Dd::from(x), |_, now, before| now * (2.0 * x) - before)
}

/// Chebyshev's polynomial of the second kind.
///
/// ```
/// assert_eq!(pallasite_special::eval_chebyu(2.0, 0.5), 0.0);
/// ```
pub fn eval_chebyu(n: f64, x: f64) -> f64 {
    if n == -1.0 {
        return 0.0;
    }
    if n < -1.0 && n == n.floor() {
        return -eval_chebyu(-n - 2.0, x);
    }
    if !is_degree(n) {
        return (n + 1.0) * hyp2f1(-n, n + 2.0, 1.5, 0.5 * (1.0 - x));
    }
    climb(n, Dd::from(2.0 * x), |_, now, before| now * (2.0 * x) - before)
}

/// Chebyshev's polynomial of the first kind on `[-2, 2]`, `2 T_n(x / 2)`.
///
/// ```
/// assert_eq!(pallasite_special::eval_chebyc(2.0, 1.0), -1.0);
/// ```
pub fn eval_chebyc(n: f64, x: f64) -> f64 {
    2.0 * eval_chebyt(n, 0.5 * x)
}

/// Chebyshev's polynomial of the second kind on `[-2, 2]`, `U_n(x / 2)`.
///
/// ```
/// assert_eq!(pallasite_special::eval_chebys(2.0, 1.0), 0.0);
/// ```
pub fn eval_chebys(n: f64, x: f64) -> f64 {
    eval_chebyu(n, 0.5 * x)
}

/// Hermite's polynomial with weight `exp(-x^2)`; NaN for degrees that are negative or not whole.
///
/// ```
/// assert_eq!(pallasite_special::eval_hermite(2.0, 1.0), 2.0);
/// ```
pub fn eval_hermite(n: f64, x: f64) -> f64 {
    if is_degree(n) {
        climb(n, Dd::from(2.0 * x), |k, now, before| now * (2.0 * x) - before * (2.0 * k))
    } else {
        f64::NAN
    }
}

/// Hermite's polynomial with weight `exp(-x^2 / 2)`; NaN for degrees that are negative or not whole.
///
/// ```
/// assert_eq!(pallasite_special::eval_hermitenorm(2.0, 3.0), 8.0);
/// ```
pub fn eval_hermitenorm(n: f64, x: f64) -> f64 {
    if is_degree(n) { climb(n, Dd::from(x), |k, now, before| now * x - before * k) } else { f64::NAN }
}

/// Laguerre's polynomial.
///
/// ```
/// assert_eq!(pallasite_special::eval_laguerre(1.0, 0.25), 0.75);
/// ```
pub fn eval_laguerre(n: f64, x: f64) -> f64 {
    eval_genlaguerre(n, 0.0, x)
}

/// The generalised polynomial of Laguerre with weight `x^alpha exp(-x)`; NaN for `alpha <= -1`.
///
/// ```
/// assert_eq!(pallasite_special::eval_genlaguerre(1.0, 1.0, 0.5), 1.5);
/// ```
pub fn eval_genlaguerre(n: f64, alpha: f64, x: f64) -> f64 {
    if !(alpha > -1.0) {
        return f64::NAN;
    }
    if n < 0.0 && n == n.floor() {
        return 0.0;
    }
    if !is_degree(n) {
        return binom(n + alpha, n) * hyp1f1(-n, alpha + 1.0, x);
    }
    let offset = Dd::sum(alpha, -x);
    climb(n, offset + 1.0, |k, now, before| {
        ((offset + (2.0 * k + 1.0)) * now - Dd::sum(alpha, k) * before) / (k + 1.0)
    })
}
