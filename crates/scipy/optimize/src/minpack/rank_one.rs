//! A square QR factorisation that follows rank-one changes (MINPACK's `r1updt` and `r1mpyq`).

use super::matrix::Matrix;
use super::norm::euclidean_norm;
use super::qr::{PivotedQr, givens};

/// `A = Q R`, both held in full.
pub(crate) struct SquareQr {
    pub q: Matrix,
    /// The upper triangle, zero below.
    pub r: Matrix,
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
        let mut r = Matrix::zeros(n, n);
        (0..n).for_each(|j| r.col_mut(j)[..=j].copy_from_slice(&packed.factors.col(j)[..=j]));
        Self { q, r, column_norms: packed.column_norms }
    }

    /// Replaces `A` by `A + Q v uᵀ`, and `vector`, which is `Qᵀ b`, by that of the new `Q`.
    pub(crate) fn update(&mut self, u: &[f64], v: &mut [f64], vector: &mut [f64]) {
        let n = u.len();
        if n == 0 {
            return;
        }
        let (mut spike, last) = (vec![0.0; n], n - 1);
        spike[last] = self.r[(last, last)];
        // Rotate v into a multiple of the last unit vector; R gets a spike in its last row.
        for j in (0..last).rev().filter(|&j| v[j] != 0.0).collect::<Vec<_>>() {
            let (cos, sin) = givens(v[last], v[j]);
            v[last] = sin * v[j] + cos * v[last];
            for i in j..n {
                let entry = self.r[(j, i)];
                self.r[(j, i)] = cos * entry - sin * spike[i];
                spike[i] = sin * entry + cos * spike[i];
            }
            self.rotate(j, (cos, -sin), vector);
        }
        spike.iter_mut().zip(u).for_each(|(w, u)| *w += v[last] * u);
        // Rotate the spike away again.
        for j in 0..last {
            if spike[j] == 0.0 {
                continue;
            }
            let (cos, sin) = givens(self.r[(j, j)], spike[j]);
            for i in j..n {
                let entry = self.r[(j, i)];
                self.r[(j, i)] = cos * entry + sin * spike[i];
                spike[i] = -sin * entry + cos * spike[i];
            }
            self.rotate(j, (cos, sin), vector);
        }
        self.r[(last, last)] = spike[last];
    }

    /// Rotates column `j` of `Q` against the last one, and `vector` with them.
    fn rotate(&mut self, j: usize, (cos, sin): (f64, f64), vector: &mut [f64]) {
        let last = vector.len() - 1;
        let (left, right) = self.q.col_pair_mut(j, last);
        for (a, b) in left.iter_mut().zip(right).chain(pair_mut(vector, j, last)) {
            (*a, *b) = (cos * *a + sin * *b, -sin * *a + cos * *b);
        }
    }

    /// `R x`.
    pub(crate) fn r_times(&self, x: &[f64]) -> Vec<f64> {
        let n = x.len();
        (0..n).map(|i| (i..n).fold(0.0, |sum, j| sum + self.r[(i, j)] * x[j])).collect()
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
            let sum = (j + 1..n).fold(0.0, |sum, i| sum + self.r[(j, i)] * x[i]);
            let pivot = match self.r[(j, j)] {
                0.0 => match f64::EPSILON * (0..=j).fold(0.0, |m: f64, i| m.max(self.r[(i, j)].abs())) {
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
        let component = |i: usize| (0..=i).fold(0.0, |sum, j| sum + self.r[(j, i)] * qtb[j]) / diag[i];
        let gradient: Vec<f64> = (0..qtb.len()).map(component).collect();
        let norm = euclidean_norm(&gradient);
        (gradient, norm)
    }

    /// The rows of `R` one after another, as SciPy shows it.
    pub(crate) fn packed_r(&self) -> Vec<f64> {
        let n = self.r.cols();
        (0..n).flat_map(|i| (i..n).map(move |j| self.r[(i, j)])).collect()
    }
}

/// The share of the Gauss-Newton step on the segment from the Cauchy point that ends on the boundary.
fn on_the_boundary(bend: f64, reach: f64, cauchy: f64) -> f64 {
    let rest = 1.0 - cauchy * cauchy;
    let root = ((bend - reach).powi(2) + (1.0 - reach * reach) * rest).sqrt();
    reach * rest / (bend - reach * (cauchy * cauchy) + root)
}

fn pair_mut(v: &mut [f64], j: usize, k: usize) -> Option<(&mut f64, &mut f64)> {
    let (left, right) = v.split_at_mut(k);
    Some((left.get_mut(j)?, right.first_mut()?))
}

/// `D v`.
pub(crate) fn scaled(diag: &[f64], v: &[f64]) -> Vec<f64> {
    diag.iter().zip(v).map(|(d, c)| d * c).collect()
}
