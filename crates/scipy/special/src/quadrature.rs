//! Nodes and weights of Gauss quadrature from the recurrences of the families (DLMF 18.9).

use crate::beta::betaln;
use crate::gamma::gamma;
use pallasite_numpy::polynomial::{Recurrence, symmetric};
use std::f64::consts::{FRAC_PI_2, LN_2, PI};

/// Gauss-Legendre: `n` nodes on `[-1, 1]` and their weights. Empty for `n = 0`, as the others here.
///
/// ```
/// let (x, w) = pallasite_special::roots_legendre(2);
/// assert!((x[1] - (1.0f64 / 3.0).sqrt()).abs() < 1e-15 && (w[0] - 1.0).abs() < 1e-15);
/// ```
pub fn roots_legendre(n: usize) -> (Vec<f64>, Vec<f64>) {
    symmetric(Recurrence::new(n, 2.0, |_| 0.0, |k| k / (4.0 * k * k - 1.0).sqrt()).rule())
}

/// Gauss-Hermite: nodes and weights for `exp(-x^2)` on the line.
///
/// ```
/// let (x, _) = pallasite_special::roots_hermite(2);
/// assert!((x[1] - 0.5f64.sqrt()).abs() < 1e-15);
/// ```
pub fn roots_hermite(n: usize) -> (Vec<f64>, Vec<f64>) {
    symmetric(Recurrence::new(n, PI.sqrt(), |_| 0.0, |k| (0.5 * k).sqrt()).rule())
}

/// Gauss-Hermite in the statistician's form: nodes and weights for `exp(-x^2 / 2)` on the line.
///
/// ```
/// let (x, _) = pallasite_special::roots_hermitenorm(2);
/// assert!((x[1] - 1.0).abs() < 1e-15);
/// ```
pub fn roots_hermitenorm(n: usize) -> (Vec<f64>, Vec<f64>) {
    symmetric(Recurrence::new(n, (2.0 * PI).sqrt(), |_| 0.0, f64::sqrt).rule())
}

/// Gauss-Laguerre: nodes and weights for `exp(-x)` on the half line.
///
/// ```
/// let (x, _) = pallasite_special::roots_laguerre(1);
/// assert_eq!(x, [1.0]);
/// ```
pub fn roots_laguerre(n: usize) -> (Vec<f64>, Vec<f64>) {
    roots_genlaguerre(n, 0.0)
}

/// The generalised Gauss-Laguerre rule: nodes and weights for `x^alpha exp(-x)`, `alpha > -1`, on the half line.
///
/// ```
/// let (x, _) = pallasite_special::roots_genlaguerre(1, 1.0);
/// assert_eq!(x, [2.0]);
/// ```
pub fn roots_genlaguerre(n: usize, alpha: f64) -> (Vec<f64>, Vec<f64>) {
    Recurrence::new(n, gamma(alpha + 1.0), |k| 2.0 * k + 1.0 + alpha, |k| (k * (k + alpha)).sqrt()).rule()
}

/// Gauss-Jacobi: nodes and weights for `(1 - x)^alpha (1 + x)^beta`, both parameters above minus one, on `[-1, 1]`.
///
/// ```
/// let (x, _) = pallasite_special::roots_jacobi(1, 1.0, 0.0);
/// assert!((x[0] + 1.0 / 3.0).abs() < 1e-16);
/// ```
pub fn roots_jacobi(n: usize, alpha: f64, beta: f64) -> (Vec<f64>, Vec<f64>) {
    let sum = alpha + beta;
    let diagonal = |k: f64| {
        if k == 0.0 {
            return (beta - alpha) / (sum + 2.0);
        }
        (beta - alpha) * sum / ((2.0 * k + sum) * (2.0 * k + sum + 2.0))
    };
    let off = |k: f64| {
        let twice = 2.0 * k + sum;
        // What is zero over zero for alpha + beta = -1.
        let quotient = if k == 1.0 { 1.0 } else { (k + sum) / (twice - 1.0) };
        (4.0 * k * (k + alpha) * (k + beta) * quotient / (twice * twice * (twice + 1.0))).sqrt()
    };
    let rule = Recurrence::new(n, jacobi_total(alpha, beta), diagonal, off).rule();
    if alpha == beta { symmetric(rule) } else { rule }
}

/// The integral of the weight of Jacobi's polynomials.
fn jacobi_total(alpha: f64, beta: f64) -> f64 {
    ((alpha + beta + 1.0) * LN_2 + betaln(alpha + 1.0, beta + 1.0)).exp()
}

/// Gauss-Gegenbauer: nodes and weights for `(1 - x^2)^(alpha - 1/2)`, `alpha > -1/2`, on `[-1, 1]`.
///
/// ```
/// let (x, _) = pallasite_special::roots_gegenbauer(2, 1.0);
/// assert!((x[1] - 0.5).abs() < 1e-15);
/// ```
pub fn roots_gegenbauer(n: usize, alpha: f64) -> (Vec<f64>, Vec<f64>) {
    if alpha == 0.0 { roots_chebyt(n) } else { roots_jacobi(n, alpha - 0.5, alpha - 0.5) }
}

/// Gauss-Chebyshev of the first kind: nodes and weights for `1 / sqrt(1 - x^2)` on `[-1, 1]`.
///
/// ```
/// let (x, w) = pallasite_special::roots_chebyt(1);
/// assert_eq!((x[0], w[0]), (0.0, std::f64::consts::PI));
/// ```
pub fn roots_chebyt(n: usize) -> (Vec<f64>, Vec<f64>) {
    let count = n as f64;
    let nodes = (0..n).map(|k| (FRAC_PI_2 * (2.0 * k as f64 + 1.0 - count) / count).sin()).collect();
    (nodes, vec![PI / count; n])
}

/// Gauss-Chebyshev of the second kind: nodes and weights for `sqrt(1 - x^2)` on `[-1, 1]`.
///
/// ```
/// let (x, w) = pallasite_special::roots_chebyu(1);
/// assert_eq!((x[0], w[0]), (0.0, std::f64::consts::FRAC_PI_2));
/// ```
pub fn roots_chebyu(n: usize) -> (Vec<f64>, Vec<f64>) {
    let over = n as f64 + 1.0;
    let angle = |k: usize| FRAC_PI_2 * (2.0 * k as f64 + 1.0 - n as f64) / over;
    let nodes = (0..n).map(|k| angle(k).sin()).collect();
    let weights = (0..n).map(|k| PI * angle(k).cos() * angle(k).cos() / over).collect();
    (nodes, weights)
}
