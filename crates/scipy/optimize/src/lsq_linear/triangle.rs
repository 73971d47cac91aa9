//! Dense linear least squares from one factorisation.

use crate::minpack::{Matrix, PivotedQr, damped_triangle, permute};
use crate::vector::{dot, largest};

/// `A P = Q R`, with rows of zeros where `A` has fewer rows than columns.
pub(super) struct Triangle {
    qr: PivotedQr,
    r: Matrix,
}

impl Triangle {
    /// `None` for a matrix that is not finite.
    pub fn new(a: &Matrix) -> Option<Self> {
        let (rows, cols) = (a.rows(), a.cols());
        let tall = if rows >= cols {
            a.clone()
        } else {
            let mut padded = Matrix::zeros(cols, cols);
            (0..cols).for_each(|j| padded.col_mut(j)[..rows].copy_from_slice(a.col(j)));
            padded
        };
        let qr = PivotedQr::new(tall);
        qr.r_diagonal.iter().all(|r| r.is_finite()).then(|| Self { r: qr.r(), qr })
    }

    /// `(Qᵀ f)[..n]`.
    fn turned(&self, f: &[f64]) -> Vec<f64> {
        let mut turned = f.to_vec();
        turned.resize(self.qr.factors.rows(), 0.0);
        self.qr.q_transposed(&mut turned);
        turned.truncate(self.r.cols());
        turned
    }

    /// The `p` with the least `‖A p + f‖` if the columns are clearly independent.
    pub fn least(&self, f: &[f64]) -> Option<Vec<f64>> {
        let diagonal = &self.qr.r_diagonal;
        let clear = f64::EPSILON.sqrt() * largest(diagonal);
        if self.r.cols() > f.len() || diagonal.iter().any(|r| r.abs() <= clear) {
            return None;
        }
        let mut z = self.turned(f);
        for j in (0..z.len()).rev() {
            z[j] /= -diagonal[j];
            let (above, last) = z.split_at_mut(j);
            above.iter_mut().zip(self.r.col(j)).for_each(|(z, r)| *z += r * last[0]);
        }
        Some(permute(&z, &self.qr.pivots))
    }

    /// The `p` with the least `‖A D p + f‖² + ‖B p‖²` for diagonal `D` and `B`: rotations bring the rows of `B` into
    /// the triangle (J. J. Moré, *The Levenberg-Marquardt algorithm: implementation and theory*, 1978).
    pub fn damped(&self, d: &[f64], b: &[f64], f: &[f64]) -> Vec<f64> {
        let (n, pivots) = (self.r.cols(), &self.qr.pivots);
        let mut s = self.r.clone();
        (0..n).for_each(|j| s.col_mut(j)[..=j].iter_mut().for_each(|r| *r *= d[pivots[j]]));
        let mut z = self.turned(f);
        let diagonal = damped_triangle(&mut s, pivots, b, &mut z);
        let threshold = f64::EPSILON * self.qr.factors.rows() as f64 * largest(&diagonal);
        for j in (0..n).rev() {
            let sum = z[j] + dot(&s.col(j)[j + 1..n], &z[j + 1..]);
            z[j] = if diagonal[j].abs() > threshold { -sum / diagonal[j] } else { 0.0 };
        }
        permute(&z, pivots)
    }
}
