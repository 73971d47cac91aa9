//! Nodes and weights of Gauss quadrature (Golub and Welsch, "Calculation of Gauss quadrature rules", Mathematics of
//! Computation 23, 1969): eigenvalues of the Jacobi matrix, a Newton step on the polynomial itself, weights by
//! Christoffel's sum of squares.

use super::basis::{Basis, Form, Product};
use std::f64::consts::PI;

/// The three-term recurrence of orthonormal polynomials.
#[derive(Debug, Clone)]
pub struct Recurrence {
    diagonal: Vec<f64>,
    /// The first is not used.
    off: Vec<f64>,
    /// The integral of the weight function.
    total: f64,
}

impl Recurrence {
    /// That of `n` polynomials from the diagonal and the off-diagonal of their Jacobi matrix, the latter from 1 to `n`, and
    /// the integral of the weight function.
    pub fn new(n: usize, total: f64, diagonal: impl Fn(f64) -> f64, off: impl Fn(f64) -> f64) -> Recurrence {
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
    ///
    /// ```
    /// use pallasite_numpy::polynomial::Recurrence;
    /// let legendre = Recurrence::new(2, 2.0, |_| 0.0, |k| k / (4.0 * k * k - 1.0).sqrt());
    /// let (x, w) = legendre.rule();
    /// assert!((x[1] - (1.0f64 / 3.0).sqrt()).abs() < 1e-15 && (w[0] - 1.0).abs() < 1e-15);
    /// ```
    pub fn rule(&self) -> (Vec<f64>, Vec<f64>) {
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
pub fn symmetric((mut nodes, mut weights): (Vec<f64>, Vec<f64>)) -> (Vec<f64>, Vec<f64>) {
    let n = nodes.len();
    for i in 0..n.div_ceil(2) {
        let (x, w) = (0.5 * (nodes[n - 1 - i] - nodes[i]), 0.5 * (weights[i] + weights[n - 1 - i]));
        (nodes[i], nodes[n - 1 - i]) = (-x + 0.0, x);
        (weights[i], weights[n - 1 - i]) = (w, w);
    }
    (nodes, weights)
}

/// The `n` nodes and weights of Gauss quadrature with the weight function of a basis, in ascending order but for
/// Chebyshev's, which descend; none where the basis is not orthogonal.
///
/// ```
/// use pallasite_numpy::polynomial::{HERMITE, gauss};
/// let (x, w) = gauss(&HERMITE, 1).unwrap();
/// assert!(x[0] == 0.0 && (w[0] - std::f64::consts::PI.sqrt()).abs() < 1e-15);
/// ```
pub fn gauss(basis: &Basis, n: usize) -> Option<(Vec<f64>, Vec<f64>)> {
    let total = basis.total?;
    if basis.product == Product::Folded {
        // Chebyshev's are known.
        let angle = |k: usize| PI * (2 * k + 1) as f64 / (2.0 * n as f64);
        return Some(((0..n).map(|k| angle(k).cos()).collect(), vec![total / n as f64; n]));
    }
    let off = |k: f64| (basis.times_x((k as usize).saturating_sub(1)).0 * basis.times_x(k as usize).2).sqrt();
    let rule = Recurrence::new(n, total, |k| basis.times_x(k as usize).1, off).rule();
    Some(if basis.form == Form::Shifted { rule } else { symmetric(rule) })
}
