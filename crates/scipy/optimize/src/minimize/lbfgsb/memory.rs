//! The steps that L-BFGS-B remembers.

use super::super::cholesky::{Cholesky, cholesky};
use crate::vector::{add_scaled, dot};
use ndarray::Array2;

/// The last steps `s` and changes `y` of the gradient, the oldest first, and what the compact form of the
/// approximation `θ I - W M Wᵀ`, `W = [Y θ S]`, needs of them.
pub(super) struct Memory {
    limit: usize,
    pub s: Vec<Vec<f64>>,
    pub y: Vec<Vec<f64>>,
    /// `SᵀY`
    pub sy: Array2<f64>,
    /// `SᵀS`
    ss: Array2<f64>,
    pub theta: f64,
    /// `θ SᵀS + L D⁻¹ Lᵀ`, factored.
    middle: Cholesky,
    /// Pairs taken in since the memory was empty.
    pub taken: usize,
    /// Whether the last iteration took one in.
    pub fresh: bool,
}

impl Memory {
    pub fn new(limit: usize) -> Self {
        let limit = limit.max(1);
        let empty = || Array2::zeros((limit, limit));
        let (sy, ss) = (empty(), empty());
        let middle = cholesky(&Array2::zeros((0, 0)));
        Self { limit, s: Vec::new(), y: Vec::new(), sy, ss, theta: 1.0, middle, taken: 0, fresh: false }
    }

    pub fn len(&self) -> usize {
        self.s.len()
    }

    pub fn is_empty(&self) -> bool {
        self.s.is_empty()
    }

    pub fn forget(&mut self) {
        (self.s, self.y) = (Vec::new(), Vec::new());
        (self.theta, self.taken, self.fresh) = (1.0, 0, false);
    }

    /// Takes in a pair of which `sᵀs` and `sᵀy` are known, in place of the oldest; false if the factorisation fails.
    pub fn push(&mut self, s: Vec<f64>, y: Vec<f64>, length: f64, curvature: f64) -> bool {
        self.theta = dot(&y, &y) / curvature;
        self.taken += 1;
        if self.s.len() == self.limit {
            self.s.remove(0);
            self.y.remove(0);
            for m in [&mut self.sy, &mut self.ss] {
                shift(m);
            }
        }
        let last = self.s.len();
        for (j, (sj, yj)) in self.s.iter().zip(&self.y).enumerate() {
            self.sy[[last, j]] = dot(&s, yj);
            self.ss[[last, j]] = dot(sj, &s);
        }
        self.sy[[last, last]] = curvature;
        self.ss[[last, last]] = length;
        self.s.push(s);
        self.y.push(y);
        self.factor()
    }

    fn factor(&mut self) -> bool {
        let (sy, n) = (&self.sy, self.len());
        let entry = |(i, j): (usize, usize)| {
            let below = |k: usize| sy[[i, k]] * sy[[j, k]] / sy[[k, k]];
            if j > i { 0.0 } else { (0..j).map(below).sum::<f64>() + self.theta * self.ss[[i, j]] }
        };
        let middle = Array2::from_shape_fn((n, n), entry);
        self.middle = cholesky(&middle);
        self.middle.failed.is_none()
    }

    /// `M v` for a vector of two parts.
    pub fn middle_product(&self, v: &[f64]) -> Vec<f64> {
        let (n, sy) = (self.len(), &self.sy);
        let (v1, v2) = v.split_at(n);
        let lower = |i: usize| v2[i] + (0..i).map(|k| sy[[i, k]] * v1[k] / sy[[k, k]]).sum::<f64>();
        let second = self.middle.solve(&(0..n).map(lower).collect::<Vec<_>>());
        let upper = |i: usize| {
            let above: f64 = (i + 1..n).map(|k| sy[[k, i]] * second[k] / sy[[i, i]]).sum();
            -v1[i] / sy[[i, i]] + above
        };
        let mut product: Vec<f64> = (0..n).map(upper).collect();
        product.extend(second);
        product
    }

    /// The pairs in the places that a circular memory has for them.
    pub fn in_places(mut self) -> (Vec<Vec<f64>>, Vec<Vec<f64>>) {
        if self.taken > self.limit {
            let turned = self.taken % self.limit;
            self.s.rotate_right(turned);
            self.y.rotate_right(turned);
        }
        (self.s, self.y)
    }
}

/// The product of the inverse Hessian that pairs of `s` and `y` stand for with a vector (Nocedal 1980).
///
/// ```
/// use pallasite_optimize::lbfgs_inverse_product;
/// assert_eq!(lbfgs_inverse_product(&[vec![1.0, 0.0]], &[vec![2.0, 0.0]], &[4.0, 3.0]), [2.0, 3.0]);
/// ```
pub fn lbfgs_inverse_product(s: &[Vec<f64>], y: &[Vec<f64>], x: &[f64]) -> Vec<f64> {
    let mut q = x.to_vec();
    let rho: Vec<f64> = s.iter().zip(y).map(|(s, y)| 1.0 / dot(s, y)).collect();
    let mut alpha = vec![0.0; s.len()];
    for i in (0..s.len()).rev() {
        alpha[i] = rho[i] * dot(&s[i], &q);
        add_scaled(&mut q, -alpha[i], &y[i]);
    }
    for i in 0..s.len() {
        let beta = rho[i] * dot(&y[i], &q);
        add_scaled(&mut q, alpha[i] - beta, &s[i]);
    }
    q
}

/// Drops the first row and column.
pub(super) fn shift(m: &mut Array2<f64>) {
    for i in 1..m.nrows() {
        for j in 1..m.ncols() {
            m[[i - 1, j - 1]] = m[[i, j]];
        }
    }
}
