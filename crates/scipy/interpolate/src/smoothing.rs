//! Cubic smoothing splines with a penalty on the second derivative: `make_smoothing_spline`.
//!
//! After Woltring (1986, *Advances in Engineering Software* 8, 104): a basis of natural splines, in which the equations
//! have five diagonals, and generalised cross-validation with the trace after Hutchinson and de Hoog (1985, *Numerische
//! Mathematik* 47, 99).

use crate::banded::Banded;
use crate::bspline::basis;
use crate::error::{InterpolateError, Result};

/// The equations `(X + lam W^-1 E) c = y` of a smoothing spline.
#[derive(Debug, Clone, PartialEq)]
pub struct SmoothingSpline {
    /// The points between the repeated ends.
    t: Vec<f64>,
    w: Vec<f64>,
    /// Values of the basis functions at the points.
    x: Diagonals,
    /// The penalty, each row over its weight.
    e: Diagonals,
}

/// A matrix of two diagonals on either side of the main one, row by row.
#[derive(Debug, Clone, PartialEq)]
struct Diagonals(Vec<[f64; 5]>);

impl Diagonals {
    fn zeros(n: usize) -> Self {
        Diagonals(vec![[0.0; 5]; n])
    }

    fn set(&mut self, i: usize, j: usize, value: f64) {
        self.0[i][j + 2 - i] = value;
    }

    fn at(&self, i: usize, j: usize) -> f64 {
        if j + 2 < i || j > i + 2 { 0.0 } else { self.0[i][j + 2 - i] }
    }

    /// The columns of row `i` within the matrix.
    fn columns(&self, i: usize) -> std::ops::Range<usize> {
        i.saturating_sub(2)..(i + 3).min(self.0.len())
    }
}

impl SmoothingSpline {
    /// The equations for points that increase, five or more, with positive weights.
    ///
    /// # Examples
    /// ```
    /// use pallasite_interpolate::{Extrapolate, bspline::BSpline, smoothing::SmoothingSpline};
    /// let x: Vec<f64> = (0..9).map(f64::from).collect();
    /// let y: Vec<f64> = x.iter().map(|x| 2.0 * x + 1.0).collect();
    /// let smoothing = SmoothingSpline::new(&x, &[1.0; 9]);
    /// let c = smoothing.coefficients(&y, 5.0)?;
    /// let line = BSpline::new(smoothing.knots(), c, 1, 3);
    /// assert!((line.evaluate(&[2.5], 0, Extrapolate::Yes)[0] - 6.0).abs() < 1e-12);
    /// # Ok::<(), pallasite_interpolate::InterpolateError>(())
    /// ```
    pub fn new(x: &[f64], w: &[f64]) -> Self {
        let n = x.len();
        let t = [&[x[0]; 3], x, &[x[n - 1]; 3]].concat();
        Self { x: values(x, &t), e: penalty(x, w), t, w: w.to_vec() }
    }

    /// The knots, of a spline of degree 3.
    pub fn knots(&self) -> &[f64] {
        &self.t
    }

    fn solve(&self, y: &[f64], lam: f64) -> Result<Vec<f64>> {
        let n = y.len();
        let mut matrix = Banded::zeros(n, 2, 2);
        for i in 0..n {
            for j in self.x.columns(i) {
                matrix.set(i, j, self.x.at(i, j) + lam * self.e.at(i, j));
            }
        }
        let mut c = y.to_vec();
        matrix.solve(&mut c, 1)?;
        Ok(c)
    }

    /// The coefficients in the B-spline basis for values `y` and penalty `lam`.
    ///
    /// # Errors
    /// A singular system.
    pub fn coefficients(&self, y: &[f64], lam: f64) -> Result<Vec<f64>> {
        let (c, t, n) = (self.solve(y, lam)?, &self.t, self.t.len());
        let (first, last) = (&c[..2], &c[c.len() - 2..]);
        let mut out =
            vec![first[0] * (t[5] + t[4] - 2.0 * t[3]) + first[1], first[0] * (t[5] - t[3]) + first[1]];
        out.extend_from_slice(&c[1..c.len() - 1]);
        out.push(last[1] * (t[n - 4] - t[n - 6]) + last[0]);
        out.push(last[1] * (2.0 * t[n - 4] - t[n - 5] - t[n - 6]) + last[0]);
        Ok(out)
    }

    /// The criterion of generalised cross-validation, to be made small by the choice of `lam`.
    ///
    /// # Errors
    /// A singular or badly conditioned system.
    pub fn gcv(&self, y: &[f64], lam: f64) -> Result<f64> {
        let (n, c) = (y.len(), self.solve(y, lam)?);
        let size = |i: usize| lam * self.e.columns(i).map(|j| self.e.at(i, j) * c[j]).sum::<f64>();
        let residual: f64 = (0..n).map(|i| size(i).powi(2)).sum::<f64>() / n as f64;
        let xx = self.normal(&self.x);
        let xe = self.normal(&self.e);
        let both = xx.iter().zip(&xe).map(|(a, b)| std::array::from_fn(|j| a[j] + lam * b[j])).collect();
        let inverse = band_of_inverse(both)
            .ok_or_else(|| InterpolateError::invalid("Seems like the problem is ill-posed"))?;
        let row =
            |(a, b): (&[f64; 4], &[f64; 4])| a[0] * b[0] + 2.0 * (1..4).map(|j| a[j] * b[j]).sum::<f64>();
        let trace: f64 = inverse.iter().zip(&xx).map(row).sum();
        Ok(residual / (1.0 - trace / n as f64).powi(2))
    }

    /// The diagonals on and above the main one of the symmetric matrix `X^T W other`, row by row.
    fn normal(&self, other: &Diagonals) -> Vec<[f64; 4]> {
        let n = self.w.len();
        let element = |i: usize, j: usize| {
            let rows = j.saturating_sub(2).max(i.saturating_sub(2))..(i + 3).min(n);
            rows.map(|r| self.x.at(r, i) * self.w[r] * other.at(r, j)).sum()
        };
        (0..n).map(|i| std::array::from_fn(|d| if i + d < n { element(i, i + d) } else { 0.0 })).collect()
    }
}

/// The values of the natural basis at the points.
fn values(x: &[f64], t: &[f64]) -> Diagonals {
    let n = x.len();
    let rows: Vec<[f64; 4]> = (0..n)
        .map(|i| {
            let mut h = [0.0; 4];
            basis(t, 3, x[i], (i + 3).min(n + 1), 0, &mut h);
            h
        })
        .collect();
    // Cubic B-spline `c` at point `r`.
    let b = |r: usize, c: usize| {
        let first = r.min(n - 2);
        if (first..first + 4).contains(&c) { rows[r][c - first] } else { 0.0 }
    };
    let mut out = Diagonals::zeros(n);
    for j in 2..n - 2 {
        (j - 1..=j + 1).for_each(|r| out.set(r, j, b(r, j + 1)));
    }
    out.set(0, 0, (x[2] + x[1] - 2.0 * x[0]) * b(0, 0));
    out.set(1, 0, (x[2] - x[0]) * b(1, 1));
    out.set(0, 1, b(0, 0));
    out.set(1, 1, b(1, 1) + b(1, 2));
    out.set(2, 1, b(2, 2));
    let (last, end) = (n - 1, n + 1);
    out.set(last - 2, last - 1, b(last - 2, end - 2));
    out.set(last - 1, last - 1, b(last - 1, end - 2) + b(last - 1, end - 1));
    out.set(last, last - 1, b(last, end));
    out.set(last - 1, last, (x[last] - x[last - 2]) * b(last - 1, end - 1));
    out.set(last, last, (2.0 * x[last] - x[last - 1] - x[last - 2]) * b(last, end));
    out
}

/// The penalty matrix, rows over their weights.
fn penalty(x: &[f64], w: &[f64]) -> Diagonals {
    let n = x.len();
    let mut out = Diagonals::zeros(n);
    let mut column = |j: usize, rows: std::ops::Range<usize>, factor: f64| {
        let points = &x[rows.clone()];
        for (r, &here) in rows.clone().zip(points) {
            let others = points.iter().filter(|&&p| p != here);
            let product: f64 = others.map(|p| here - p).product();
            out.set(r, j, 6.0 * factor / product / w[r]);
        }
    };
    column(0, 0..3, 1.0);
    column(1, 0..4, 1.0);
    (2..n - 2).for_each(|j| column(j, j - 2..j + 3, x[j + 2] - x[j - 2]));
    column(n - 2, n - 4..n, -1.0);
    column(n - 1, n - 3..n, 1.0);
    out
}

/// The elements on the diagonals of a symmetric positive definite matrix of the same diagonals of its inverse.
fn band_of_inverse(mut a: Vec<[f64; 4]>) -> Option<Vec<[f64; 4]>> {
    let n = a.len();
    // U^T D U: rows of U, with D on the diagonal.
    for i in 0..n {
        let row = a[i];
        if row[0] <= 0.0 || row[0].is_nan() {
            return None;
        }
        for k in (1..4).filter(|k| i + k < n) {
            for j in k..4 {
                a[i + k][j - k] -= row[k] * row[j] / row[0];
            }
        }
        (1..4).for_each(|k| a[i][k] = row[k] / row[0]);
    }
    let mut b = vec![[0.0; 4]; n];
    for i in (0..n).rev() {
        let reach = 3.min(n - i - 1);
        for j in (0..=reach).rev() {
            let element = |k: usize| if k <= j { b[i + k][j - k] } else { b[i + j][k - j] };
            let known: f64 = (1..=reach).map(|k| a[i][k] * if j == 0 { b[i][k] } else { element(k) }).sum();
            b[i][j] = if j == 0 { 1.0 / a[i][0] } else { 0.0 } - known;
        }
    }
    Some(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_of_a_band_matrix() {
        let a = vec![[4.0, 1.0, 0.5, 0.0], [5.0, 1.0, 0.25, 0.0], [6.0, 2.0, 0.0, 0.0], [3.0, 0.0, 0.0, 0.0]];
        let b = band_of_inverse(a.clone()).unwrap();
        let at = |m: &[[f64; 4]], i: usize, j: usize| m[i.min(j)][i.abs_diff(j)];
        for i in 0..4 {
            for j in 0..4 {
                let sum: f64 = (0..4).map(|k| at(&a, i, k) * at(&b, k, j)).sum();
                assert!((sum - f64::from(i == j)).abs() < 1e-14, "{i} {j} {sum}");
            }
        }
    }
}
