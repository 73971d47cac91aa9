//! Cholesky's factorisation, which also says where it fails.

use super::vector::dot;
use ndarray::Array2;

/// `l lᵀ`, the factor in the lower triangle.
pub(super) struct Cholesky {
    pub l: Array2<f64>,
    /// The order of the leading minor that is not positive, if one is not: rows before it are factored.
    pub failed: Option<usize>,
}

/// Factors a symmetric matrix, of which the lower triangle counts.
pub(super) fn cholesky(a: &Array2<f64>) -> Cholesky {
    let n = a.nrows();
    let mut l = Array2::zeros((n, n));
    for i in 0..n {
        for j in 0..=i {
            let (ri, rj) = (l.row(i), l.row(j));
            let (ri, rj) = (ri.as_slice().expect("a row"), rj.as_slice().expect("a row"));
            let rest = a[[i, j]] - dot(&ri[..j], &rj[..j]);
            l[[i, j]] = match () {
                _ if i > j => rest / l[[j, j]],
                _ if rest > 0.0 => rest.sqrt(),
                _ => return Cholesky { l, failed: Some(i + 1) },
            };
        }
    }
    Cholesky { l, failed: None }
}

impl Cholesky {
    /// `l⁻¹ b`
    pub(super) fn forward(&self, b: &[f64]) -> Vec<f64> {
        let mut x = b.to_vec();
        for i in 0..x.len() {
            let row = self.l.row(i);
            x[i] = (x[i] - dot(&row.as_slice().expect("a row")[..i], &x[..i])) / self.l[[i, i]];
        }
        x
    }

    /// `l⁻ᵀ b`
    pub(super) fn backward(&self, b: &[f64]) -> Vec<f64> {
        let mut x = b.to_vec();
        for i in (0..x.len()).rev() {
            x[i] /= self.l[[i, i]];
            for j in 0..i {
                x[j] -= self.l[[i, j]] * x[i];
            }
        }
        x
    }

    /// `(l lᵀ)⁻¹ b`
    pub(super) fn solve(&self, b: &[f64]) -> Vec<f64> {
        self.backward(&self.forward(b))
    }
}

/// Whether a matrix is symmetric and positive definite.
///
/// ```
/// use ndarray::arr2;
/// use pallasite_optimize::is_positive_definite;
/// assert!(is_positive_definite(&arr2(&[[2.0, 1.0], [1.0, 2.0]])));
/// assert!(!is_positive_definite(&arr2(&[[1.0, 2.0], [2.0, 1.0]])));
/// ```
pub fn is_positive_definite(a: &Array2<f64>) -> bool {
    a.t() == a && cholesky(a).failed.is_none()
}
