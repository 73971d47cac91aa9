//! Cholesky's factorisation, which also says where it fails.

use crate::vector::{add_scaled, dot};
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
    let flat: &mut [f64] = l.as_slice_mut().expect("in standard order");
    let mut failed = None;
    for i in 0..n {
        let (above, row) = flat.split_at_mut(i * n);
        for (j, other) in above.chunks_exact(n).enumerate() {
            row[j] = (a[[i, j]] - dot(&row[..j], &other[..j])) / other[j];
        }
        let rest = a[[i, i]] - dot(&row[..i], &row[..i]);
        if !(rest > 0.0) {
            failed = Some(i + 1);
            break;
        }
        row[i] = rest.sqrt();
    }
    Cholesky { l, failed }
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
            let row = self.l.row(i);
            let row = row.as_slice().expect("a row");
            let (before, rest) = x.split_at_mut(i);
            rest[0] /= row[i];
            add_scaled(before, -rest[0], &row[..i]);
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
