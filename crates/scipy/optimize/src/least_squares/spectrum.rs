//! Linear least squares by singular values.

use crate::minpack::{Matrix, PivotedQr};
use crate::vector::{add_scaled, dot, norm};
use faer::linalg::solvers::{Qr, Svd};
use faer::{Mat, MatRef};
use std::cmp::Ordering;

/// `A = U diag(s) Vᵀ` as far as least squares with one right-hand side need it.
pub(crate) struct Spectrum {
    /// The number of rows of `A`.
    rows: usize,
    /// The singular values, descending.
    s: Vec<f64>,
    /// `V`.
    v: Matrix,
    /// `Uᵀ f`.
    uf: Vec<f64>,
}

impl Spectrum {
    /// The decomposition of the matrix `a`, whose last column is `f`; `None` if it fails, as for NaN.
    ///
    /// The triangle of a QR factorisation has the same `s` and `V`; its last column is `Qᵀ f`.
    pub fn new(a: &Matrix) -> Option<Self> {
        let (rows, n) = (a.rows(), a.cols() - 1);
        let triangle = triangle(a);
        let height = triangle.nrows().min(n);
        let (reduced, f) = (triangle.get(..height, ..n), triangle.col(n));
        let svd = Svd::new_thin(reduced).ok()?;
        let s: Vec<f64> = svd.S().column_vector().iter().copied().collect();
        let u = svd.U();
        let uf = (0..s.len()).map(|k| (0..height).map(|i| u[(i, k)] * f[i]).sum()).collect();
        let columns = s.iter().enumerate().flat_map(|(k, _)| svd.V().col(k).iter().copied()).collect();
        let v = Matrix::from_columns(n, s.len(), columns);
        s.iter().all(|s| s.is_finite()).then_some(Self { rows, s, v, uf })
    }

    /// `V diag(c) z`.
    fn combine(&self, coefficient: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut p = vec![0.0; self.v.rows()];
        (0..self.s.len()).for_each(|k| add_scaled(&mut p, coefficient(k), self.v.col(k)));
        p
    }

    /// The least `p` with the least `‖A p + f‖`, singular values below the machine precision taken as zero.
    pub fn newton(&self) -> Vec<f64> {
        self.least(f64::EPSILON)
    }

    /// The same with singular values taken as zero below this part of the largest.
    pub fn least(&self, rcond: f64) -> Vec<f64> {
        let threshold = rcond * self.s.first().copied().unwrap_or(0.0);
        self.combine(|k| if self.s[k] > threshold { -self.uf[k] / self.s[k] } else { 0.0 })
    }

    /// The `p` with the least `‖A p + f‖` within `‖p‖ ≤ radius`, and its Levenberg-Marquardt parameter, of which
    /// `alpha` is a guess (J. J. Moré, *The Levenberg-Marquardt algorithm: implementation and theory*, 1978).
    pub fn within(&self, radius: f64, alpha: f64) -> (Vec<f64>, f64) {
        let n = self.v.rows();
        let least = self.s.last().copied().unwrap_or(0.0);
        let threshold = f64::EPSILON * self.rows as f64 * self.s.first().copied().unwrap_or(0.0);
        let full_rank = self.rows >= n && least > threshold;
        if full_rank {
            let p = self.combine(|k| -self.uf[k] / self.s[k]);
            if norm(&p) <= radius {
                return (p, 0.0);
            }
        }
        let alpha = self.parameter(radius, alpha, full_rank);
        let mut p = self.combine(|k| -self.s[k] * self.uf[k] / (self.s[k] * self.s[k] + alpha));
        // The root is found to a hundredth; the step must not leave the region.
        let stretch = radius / norm(&p);
        p.iter_mut().for_each(|c| *c *= stretch);
        (p, alpha)
    }

    /// The parameter at which the step is as long as the radius, by safeguarded Newton iterations.
    fn parameter(&self, radius: f64, guess: f64, full_rank: bool) -> f64 {
        let suf: Vec<f64> = self.s.iter().zip(&self.uf).map(|(s, uf)| s * uf).collect();
        let excess = |alpha: f64| {
            let denominators: Vec<f64> = self.s.iter().map(|s| s * s + alpha).collect();
            let p: Vec<f64> = suf.iter().zip(&denominators).map(|(c, d)| c / d).collect();
            let length = norm(&p);
            let slope: f64 = p.iter().zip(&denominators).map(|(p, d)| p * p / d).sum();
            (length - radius, -slope / length)
        };
        let mut upper = norm(&suf) / radius;
        let mut lower = 0.0;
        if full_rank {
            let (phi, slope) = excess(0.0);
            lower = -phi / slope;
        }
        let inside = |lower: f64, upper: f64| (0.001 * upper).max((lower * upper).sqrt());
        let mut alpha = if !full_rank && guess == 0.0 { inside(lower, upper) } else { guess };
        for _ in 0..10 {
            if alpha < lower || alpha > upper {
                alpha = inside(lower, upper);
            }
            let (phi, slope) = excess(alpha);
            if phi < 0.0 {
                upper = alpha;
            }
            let ratio = phi / slope;
            lower = lower.max(alpha - ratio);
            alpha -= (phi + radius) * ratio / radius;
            if phi.abs() < 0.01 * radius {
                break;
            }
        }
        alpha
    }
}

/// Columns up to which the factorisation without blocks is faster.
const SKINNY: usize = 32;

/// The triangle of a QR factorisation, or the matrix itself when it is not tall.
fn triangle(a: &Matrix) -> Mat<f64> {
    let all = MatRef::from_column_major_slice(a.as_slice(), a.rows(), a.cols());
    if a.rows() < a.cols() {
        return all.to_owned();
    }
    if a.cols() > SKINNY {
        return Qr::new(all).R().to_owned();
    }
    let qr = PivotedQr::without_pivots(a.clone());
    Mat::from_fn(a.cols(), a.cols(), |i, j| match i.cmp(&j) {
        Ordering::Less => qr.factors[(i, j)],
        Ordering::Equal => qr.r_diagonal[j],
        Ordering::Greater => 0.0,
    })
}

/// A subspace of two dimensions, and the quadratic model restricted to it.
pub(crate) struct Plane {
    basis: [Vec<f64>; 2],
    /// The entries 00, 01 and 11 of the symmetric matrix.
    b: [f64; 3],
    g: [f64; 2],
}

impl Plane {
    /// Orthonormal vectors that span `first` and `second`.
    pub fn basis(first: &[f64], second: &[f64]) -> [Vec<f64>; 2] {
        let unit = |mut v: Vec<f64>| {
            let length = norm(&v);
            v.iter_mut().for_each(|c| *c = if length > 0.0 { *c / length } else { 0.0 });
            v
        };
        let (first, mut second) = (unit(first.to_vec()), unit(second.to_vec()));
        // Twice is enough (Kahan); what is left of a parallel vector is noise.
        let parallel = dot(&first, &second);
        add_scaled(&mut second, -parallel, &first);
        let left = norm(&second);
        let again = dot(&first, &second);
        add_scaled(&mut second, -again, &first);
        if left <= f64::EPSILON * second.len() as f64 {
            second.fill(0.0);
        }
        [first, unit(second)]
    }

    pub fn new(basis: [Vec<f64>; 2], b: [f64; 3], g: [f64; 2]) -> Self {
        Self { basis, b, g }
    }

    /// The step within the radius at which the model is least
    /// (R. H. Byrd, R. B. Schnabel, G. A. Shultz, Math. Programming 40, 1988).
    pub fn within(&self, radius: f64) -> Vec<f64> {
        let [p, q] = self.coordinates(radius);
        let combine = |(first, second): (&f64, &f64)| p * first + q * second;
        self.basis[0].iter().zip(&self.basis[1]).map(combine).collect()
    }

    fn coordinates(&self, radius: f64) -> [f64; 2] {
        let [a, b, c] = self.b;
        let determinant = a * c - b * b;
        if a > 0.0 && determinant > 0.0 {
            let p = [
                (b * self.g[1] - c * self.g[0]) / determinant,
                (b * self.g[0] - a * self.g[1]) / determinant,
            ];
            if p[0] * p[0] + p[1] * p[1] <= radius * radius {
                return p;
            }
        }
        self.on_circle(radius)
    }

    /// The least value on the circle: `(B + λ I) p = -g` with `λ` no less than minus the least eigenvalue.
    fn on_circle(&self, radius: f64) -> [f64; 2] {
        let [a, b, c] = self.b;
        let angle = 0.5 * (2.0 * b).atan2(a - c);
        let (sin, cos) = angle.sin_cos();
        let spread = (0.5 * (a - c)).hypot(b);
        // The axis of the larger eigenvalue, then that of the least.
        let axes = [[cos, sin], [-sin, cos]];
        let along = axes.map(|axis| axis[0] * self.g[0] + axis[1] * self.g[1]);
        let gap = 2.0 * spread;
        // With λ = μ - least eigenvalue the step is -along / (gap + μ, μ).
        let mu = if along[1] == 0.0 && !(along[0].abs() > radius * gap) {
            0.0
        } else {
            secular_root(along, gap, radius)
        };
        let first = if along[0] == 0.0 { 0.0 } else { -along[0] / (gap + mu) };
        let second =
            if mu > 0.0 { -along[1] / mu } else { (radius * radius - first * first).max(0.0).sqrt() };
        let stretch = radius / first.hypot(second);
        let at = |k: usize| stretch * (first * axes[0][k] + second * axes[1][k]);
        [at(0), at(1)]
    }
}

/// The positive root of `(g₀ / (gap + μ))² + (g₁ / μ)² = radius²`, by Newton's method on the inverse of the length,
/// which is concave, and bisection where that leaves the bracket.
fn secular_root(g: [f64; 2], gap: f64, radius: f64) -> f64 {
    let length = |mu: f64| {
        let p = [g[0] / (gap + mu), g[1] / mu];
        (p[0].hypot(p[1]), p[0] * p[0] / (gap + mu) + p[1] * p[1] / mu)
    };
    let (mut lower, mut upper) = (g[1].abs() / radius, g[0].hypot(g[1]) / radius);
    let mut mu = upper;
    for _ in 0..100 {
        let (norm, slope) = length(mu);
        if norm > radius {
            lower = mu;
        } else {
            upper = mu;
        }
        let next = mu + (norm / radius - 1.0) * norm * norm / (slope);
        let next = if next > lower && next < upper { next } else { 0.5 * (lower + upper) };
        if next == mu || (norm / radius - 1.0).abs() < 4.0 * f64::EPSILON {
            break;
        }
        mu = next;
    }
    mu
}

/// The columns multiplied by `scale`, on top of a diagonal matrix if one is given, with `f` as the last column.
pub(crate) fn stacked(columns: &Matrix, scale: &[f64], f: &[f64], diagonal: Option<&[f64]>) -> Matrix {
    let (m, n) = (columns.rows(), columns.cols());
    let mut all = Matrix::zeros(m + if diagonal.is_some() { n } else { 0 }, n + 1);
    for j in 0..n {
        let to = all.col_mut(j);
        to[..m].iter_mut().zip(columns.col(j)).for_each(|(to, from)| *to = from * scale[j]);
        if let Some(diagonal) = diagonal {
            to[m + j] = diagonal[j];
        }
    }
    all.col_mut(n)[..m].copy_from_slice(f);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_circle_holds_the_least_value() {
        let cases = [
            ([1.0, 0.3, 2.0], [1.0, -1.0]),
            ([-1.0, 0.0, 2.0], [0.0, 1.0]),
            ([0.0, 0.0, 0.0], [3.0, 4.0]),
            ([-2.0, 1.0, -2.0], [1e-3, 1e-3]),
        ];
        for (b, g) in cases {
            let plane = Plane::new([vec![1.0, 0.0], vec![0.0, 1.0]], b, g);
            let value = |p: &[f64]| {
                0.5 * (b[0] * p[0] * p[0] + 2.0 * b[1] * p[0] * p[1] + b[2] * p[1] * p[1])
                    + g[0] * p[0]
                    + g[1] * p[1]
            };
            let found = plane.within(0.1);
            assert!((norm(&found) - 0.1).abs() < 1e-12);
            for k in 0..1000 {
                let (sin, cos) = (k as f64 * 0.006283185307).sin_cos();
                assert!(value(&found) <= value(&[0.1 * cos, 0.1 * sin]) + 1e-15, "{b:?} {g:?}");
            }
        }
    }

    #[test]
    fn steps_are_as_long_as_allowed() {
        let a = stacked(
            &Matrix::from_columns(3, 2, vec![1.0, 2.0, 3.0, 1.0, 0.0, 1.0]),
            &[1.0, 1.0],
            &[1.0, 2.0, 2.0],
            None,
        );
        let spectrum = Spectrum::new(&a).unwrap();
        let free = spectrum.newton();
        let (same, alpha) = spectrum.within(10.0, 0.0);
        assert!(alpha == 0.0 && (free[0] - same[0]).abs() < 1e-14);
        let (short, alpha) = spectrum.within(0.1, 0.0);
        assert!((norm(&short) - 0.1).abs() < 1e-15 && alpha > 0.0);
    }
}
