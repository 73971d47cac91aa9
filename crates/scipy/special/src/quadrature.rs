//! Nodes and weights of Gauss quadrature (Golub and Welsch, "Calculation of Gauss quadrature rules", Mathematics of
//! Computation 23, 1969): eigenvalues of the Jacobi matrix, a Newton step on the polynomial itself, weights by
//! Christoffel's sum of squares.

use crate::beta::betaln;
use crate::gamma::gamma;
use std::f64::consts::{FRAC_PI_2, LN_2, PI};

/// The three-term recurrence of orthonormal polynomials: diagonal, off-diagonal (`off[0]` unused), integral of weight.
struct Recurrence {
    diagonal: Vec<f64>,
    off: Vec<f64>,
    total: f64,
}

impl Recurrence {
    fn new(n: usize, total: f64, diagonal: impl Fn(f64) -> f64, off: impl Fn(f64) -> f64) -> Recurrence {
        let each = |f: &dyn Fn(f64) -> f64, end: usize| (0..end).map(|k| f(k as f64)).collect();
        Recurrence { diagonal: each(&diagonal, n), off: each(&off, n + 1), total }
    }

    /// The sum of squares at `x` of the polynomials below degree `n`.
    fn squares(&self, x: f64) -> f64 {
        let (mut before, mut now, mut squares) = (0.0, 1.0 / self.total.sqrt(), 0.0);
        for (k, a) in self.diagonal.iter().enumerate() {
            squares += now * now;
            let b = if k == 0 { 0.0 } else { self.off[k] };
            (before, now) = (now, ((x - a) * now - b * before) / self.off[k + 1]);
        }
        squares
    }

    /// The polynomial of degree `n` over its derivative at `x`.
    fn newton_step(&self, x: f64) -> f64 {
        let (mut before, mut now) = (0.0, 1.0 / self.total.sqrt());
        let (mut slope_before, mut slope) = (0.0, 0.0);
        for (k, a) in self.diagonal.iter().enumerate() {
            let (b, next_b) = (if k == 0 { 0.0 } else { self.off[k] }, self.off[k + 1]);
            let above = ((x - a) * now - b * before) / next_b;
            let slope_above = (now + (x - a) * slope - b * slope_before) / next_b;
            (before, now, slope_before, slope) = (now, above, slope, slope_above);
        }
        now / slope
    }

    /// Nodes in ascending order and their weights.
    fn rule(&self) -> (Vec<f64>, Vec<f64>) {
        let mut nodes = eigenvalues(self.diagonal.clone(), self.off[1..].to_vec());
        for x in &mut nodes {
            let step = self.newton_step(*x);
            *x -= if step.is_finite() { step } else { 0.0 };
        }
        let weights = nodes.iter().map(|&x| 1.0 / self.squares(x)).collect();
        (nodes, weights)
    }
}

/// Eigenvalues of a symmetric tridiagonal matrix in ascending order, by the implicit QL method (Dubrulle, Martin and
/// Wilkinson, Numerische Mathematik 12, 1968). `e[k]` couples `k` and `k + 1`.
fn eigenvalues(mut d: Vec<f64>, mut e: Vec<f64>) -> Vec<f64> {
    let n = d.len();
    e.resize(n, 0.0);
    if let Some(last) = e.last_mut() {
        *last = 0.0;
    }
    for low in 0..n {
        for _ in 0..100 {
            let high = (low..n - 1)
                .find(|&k| e[k].abs() <= f64::EPSILON * (d[k].abs() + d[k + 1].abs()))
                .unwrap_or(n - 1);
            if high == low {
                break;
            }
            sweep(&mut d, &mut e, low, high);
        }
    }
    d.sort_by(f64::total_cmp);
    d
}

/// One implicit QL sweep on the rows from `low` to `high`, with Wilkinson's shift.
fn sweep(d: &mut [f64], e: &mut [f64], low: usize, high: usize) {
    let half = (d[low + 1] - d[low]) / (2.0 * e[low]);
    let mut g = d[high] - d[low] + e[low] / (half + half.hypot(1.0).copysign(half));
    let (mut s, mut c, mut p) = (1.0, 1.0, 0.0);
    for i in (low..high).rev() {
        let (f, b) = (s * e[i], c * e[i]);
        // Neither is so large that its square could overflow: both are below the largest eigenvalue.
        let r = (f * f + g * g).sqrt();
        e[i + 1] = r;
        if r == 0.0 {
            d[i + 1] -= p;
            e[high] = 0.0;
            return;
        }
        (s, c) = (f / r, g / r);
        g = d[i + 1] - p;
        let t = (d[i] - g) * s + 2.0 * c * b;
        p = s * t;
        d[i + 1] = g + p;
        g = c * t - b;
    }
    d[low] -= p;
    e[low] = g;
    e[high] = 0.0;
}

/// A rule of a weight that is even: nodes and weights are made exactly symmetric.
fn symmetric((mut nodes, mut weights): (Vec<f64>, Vec<f64>)) -> (Vec<f64>, Vec<f64>) {
    let n = nodes.len();
    for i in 0..n.div_ceil(2) {
        let (x, w) = (0.5 * (nodes[n - 1 - i] - nodes[i]), 0.5 * (weights[i] + weights[n - 1 - i]));
        (nodes[i], nodes[n - 1 - i]) = (-x + 0.0, x);
        (weights[i], weights[n - 1 - i]) = (w, w);
    }
    (nodes, weights)
}

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
