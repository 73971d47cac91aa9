//! A square QR factorisation that follows rank-one changes (MINPACK's `r1updt` and `r1mpyq`).

use super::matrix::Matrix;
use super::norm::euclidean_norm;
use super::qr::{PivotedQr, dot, dots_with_columns, givens};

/// `A = Q R`, both held in full.
pub(crate) struct SquareQr {
    pub q: Matrix,
    /// The upper triangle, transposed, so that its rows are contiguous; zero elsewhere.
    rows: Matrix,
    /// Norms of the columns of `A`.
    pub column_norms: Vec<f64>,
}

impl SquareQr {
    /// Factorises without exchange of columns; `vector` becomes `Qᵀ vector`.
    pub(crate) fn new(a: Matrix, vector: &mut [f64]) -> Self {
        let mut packed = PivotedQr::without_pivots(a);
        let n = packed.factors.cols();
        let q = packed.q();
        packed.apply_q_transposed(vector);
        let mut rows = Matrix::zeros(n, n);
        (0..n).for_each(|j| (0..=j).for_each(|i| rows[(j, i)] = packed.factors[(i, j)]));
        Self { q, rows, column_norms: packed.column_norms }
    }

    /// Replaces `A` by `A + Q v uᵀ`, and `vector`, which is `Qᵀ b`, by that of the new `Q`.
    pub(crate) fn update(&mut self, u: &[f64], v: &mut [f64], vector: &mut [f64]) {
        let n = u.len();
        if n == 0 {
            return;
        }
        let (mut spike, last) = (vec![0.0; n], n - 1);
        spike[last] = self.rows[(last, last)];
        // Rotate v into a multiple of the last unit vector; R gets a spike in its last row.
        for j in (0..last).rev().filter(|&j| v[j] != 0.0).collect::<Vec<_>>() {
            let (cos, sin) = givens(v[last], v[j]);
            v[last] = sin * v[j] + cos * v[last];
            rotate(&mut self.rows.col_mut(j)[j..], &mut spike[j..], (cos, -sin));
            self.rotate(j, (cos, -sin), vector);
        }
        spike.iter_mut().zip(u).for_each(|(w, u)| *w += v[last] * u);
        // Rotate the spike away again.
        for j in 0..last {
            if spike[j] == 0.0 {
                continue;
            }
            let (cos, sin) = givens(self.rows[(j, j)], spike[j]);
            rotate(&mut self.rows.col_mut(j)[j..], &mut spike[j..], (cos, sin));
            self.rotate(j, (cos, sin), vector);
        }
        self.rows[(last, last)] = spike[last];
    }

    /// Rotates column `j` of `Q` against the last one, and `vector` with them.
    fn rotate(&mut self, j: usize, (cos, sin): (f64, f64), vector: &mut [f64]) {
        let last = vector.len() - 1;
        let (left, right) = self.q.col_pair_mut(j, last);
        rotate(left, right, (cos, sin));
        let (left, right) = vector.split_at_mut(last);
        rotate(&mut left[j..=j], right, (cos, sin));
    }

    /// `R x`.
    pub(crate) fn r_times(&self, x: &[f64]) -> Vec<f64> {
        let n = x.len();
        (0..n).map(|i| dot(&self.rows.col(i)[i..], &x[i..])).collect()
    }

    /// `Qᵀ v`.
    pub(crate) fn q_transposed_times(&self, v: &[f64]) -> Vec<f64> {
        dots_with_columns(v, self.q.as_slice(), v.len(), 0)
    }

    /// The step of Powell's dogleg within `‖D x‖ ≤ delta`, from `Qᵀ b` (MINPACK's `dogleg`).
    pub(crate) fn dogleg(&self, diag: &[f64], qtb: &[f64], delta: f64) -> Vec<f64> {
        let newton = self.gauss_newton(qtb);
        let length = euclidean_norm(&scaled(diag, &newton));
        if length <= delta {
            return newton;
        }
        let (mut gradient, gradient_norm) = self.scaled_gradient(diag, qtb);
        let (mut cauchy, mut alpha) = (0.0, delta / length);
        if gradient_norm != 0.0 {
            gradient.iter_mut().zip(diag).for_each(|(g, d)| *g = (*g / gradient_norm) / d);
            let along = euclidean_norm(&self.r_times(&gradient));
            cauchy = (gradient_norm / along) / along;
            alpha = if cauchy < delta {
                let bend =
                    euclidean_norm(qtb) / gradient_norm * (euclidean_norm(qtb) / length) * (cauchy / delta);
                on_the_boundary(bend, delta / length, cauchy / delta)
            } else {
                0.0
            };
        }
        let weight = (1.0 - alpha) * cauchy.min(delta);
        gradient.iter().zip(&newton).map(|(g, x)| weight * g + alpha * x).collect()
    }

    /// `R⁻¹ Qᵀ b`; a zero on the diagonal of `R` counts as a small number.
    fn gauss_newton(&self, qtb: &[f64]) -> Vec<f64> {
        let n = qtb.len();
        let mut x = qtb.to_vec();
        for j in (0..n).rev() {
            let sum = dot(&self.rows.col(j)[j + 1..], &x[j + 1..]);
            let pivot = match self.rows[(j, j)] {
                0.0 => match f64::EPSILON * (0..=j).fold(0.0, |m: f64, i| m.max(self.rows[(j, i)].abs())) {
                    0.0 => f64::EPSILON,
                    small => small,
                },
                pivot => pivot,
            };
            x[j] = (qtb[j] - sum) / pivot;
        }
        x
    }

    fn scaled_gradient(&self, diag: &[f64], qtb: &[f64]) -> (Vec<f64>, f64) {
        let mut gradient = vec![0.0; qtb.len()];
        for (j, q) in qtb.iter().enumerate() {
            gradient[j..].iter_mut().zip(&self.rows.col(j)[j..]).for_each(|(g, r)| *g += r * q);
        }
        gradient.iter_mut().zip(diag).for_each(|(g, d)| *g /= d);
        let norm = euclidean_norm(&gradient);
        (gradient, norm)
    }

    /// The rows of `R` one after another, as SciPy shows it.
    pub(crate) fn packed_r(&self) -> Vec<f64> {
        (0..self.rows.cols()).flat_map(|i| self.rows.col(i)[i..].iter().copied()).collect()
    }
}

/// The share of the Gauss-Newton step on the segment from the Cauchy point that ends on the boundary.
fn on_the_boundary(bend: f64, reach: f64, cauchy: f64) -> f64 {
    let rest = 1.0 - cauchy * cauchy;
    let root = ((bend - reach).powi(2) + (1.0 - reach * reach) * rest).sqrt();
    reach * rest / (bend - reach * (cauchy * cauchy) + root)
}

/// Rotates one vector against another.
fn rotate(left: &mut [f64], right: &mut [f64], (cos, sin): (f64, f64)) {
    for (a, b) in left.iter_mut().zip(right) {
        (*a, *b) = (cos * *a + sin * *b, -sin * *a + cos * *b);
    }
}

/// `D v`.
pub(crate) fn scaled(diag: &[f64], v: &[f64]) -> Vec<f64> {
    diag.iter().zip(v).map(|(d, c)| d * c).collect()
}
