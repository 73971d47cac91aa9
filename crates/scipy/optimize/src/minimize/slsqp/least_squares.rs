//! Linear least squares under linear equalities and inequalities (Lawson and Hanson 1974, chapters 20 and 23).

use super::Mode;
use crate::minpack::{Matrix, PivotedQr, euclidean_norm, householder_vector, reflect};
use crate::nnls;
use crate::vector::{add_scaled, dot, max_abs};
use ndarray::Array2;

/// `min ‖A x − b‖` where `E x = f` and `G x ≥ h`.
pub(super) struct LeastSquares {
    pub a: Array2<f64>,
    pub b: Vec<f64>,
    pub e: Array2<f64>,
    pub f: Vec<f64>,
    pub g: Array2<f64>,
    pub h: Vec<f64>,
}

/// A solution, and the multipliers of its equalities and inequalities.
pub(super) struct Solution {
    pub x: Vec<f64>,
    pub equalities: Vec<f64>,
    pub inequalities: Vec<f64>,
}

fn row(m: &Array2<f64>, i: usize) -> &[f64] {
    let n = m.ncols();
    &m.as_slice().expect("in standard order")[i * n..(i + 1) * n]
}

fn row_mut(m: &mut Array2<f64>, i: usize) -> &mut [f64] {
    let n = m.ncols();
    &mut m.as_slice_mut().expect("in standard order")[i * n..(i + 1) * n]
}

/// Multiplies the rows from `first` on by a Householder reflection of the columns from `k` on.
fn reflect_rows(m: &mut Array2<f64>, first: usize, k: usize, v: &[f64]) {
    (first..m.nrows()).for_each(|i| reflect(v, &mut row_mut(m, i)[k..]));
}

/// The products of the rows of `m` from column `from` on with `x`.
fn rows_times(m: &Array2<f64>, from: usize, to: usize, x: &[f64]) -> Vec<f64> {
    (0..m.nrows()).map(|i| dot(&row(m, i)[from..to], x)).collect()
}

/// The products of the first columns of `m`, as many as `out` has places, with `x`, times `c`, added to `out`.
fn add_columns_times(out: &mut [f64], c: f64, m: &Array2<f64>, x: &[f64]) {
    for (i, &x) in x.iter().enumerate() {
        out.iter_mut().zip(row(m, i)).for_each(|(o, a)| *o += c * a * x);
    }
}

impl LeastSquares {
    /// Eliminates the equalities, whose matrix becomes lower triangular; then solves for the rest.
    pub fn solve(mut self) -> Result<Solution, Mode> {
        let (n, equalities) = (self.a.ncols(), self.e.nrows());
        if equalities > n {
            return Err(Mode::TooManyEqualities);
        }
        let reflections = self.triangulate();
        if (0..equalities).any(|i| !(self.e[[i, i]].abs() >= f64::EPSILON)) {
            return Err(Mode::SingularC);
        }
        let mut x = self.fixed_part();
        let mut multipliers = vec![0.0; self.g.nrows()];
        if equalities < n {
            let (rest, found) = self.free_part(&x)?;
            x.extend(rest);
            multipliers = found;
        }
        let of_equalities = self.equality_multipliers(&x, &multipliers);
        for (k, v) in reflections.iter().enumerate().rev() {
            reflect(v, &mut x[k..]);
        }
        Ok(Solution { x, equalities: of_equalities, inequalities: multipliers })
    }

    fn triangulate(&mut self) -> Vec<Vec<f64>> {
        let mut reflections = Vec::new();
        for k in 0..self.e.nrows() {
            let mut v = row(&self.e, k)[k..].to_vec();
            let diagonal = -householder_vector(&mut v);
            if diagonal != 0.0 {
                reflect_rows(&mut self.e, k + 1, k, &v);
                reflect_rows(&mut self.a, 0, k, &v);
                reflect_rows(&mut self.g, 0, k, &v);
                reflections.push(v);
            } else {
                reflections.push(vec![1.0; self.e.ncols() - k]);
            }
            let rest = &mut row_mut(&mut self.e, k)[k..];
            rest.fill(0.0);
            rest[0] = diagonal;
        }
        reflections
    }

    /// The variables that the equalities fix.
    fn fixed_part(&self) -> Vec<f64> {
        let mut x = self.f.clone();
        for i in 0..x.len() {
            x[i] = (x[i] - dot(&row(&self.e, i)[..i], &x[..i])) / self.e[[i, i]];
        }
        x
    }

    /// The other variables, and the multipliers of the inequalities.
    fn free_part(&self, fixed: &[f64]) -> Result<(Vec<f64>, Vec<f64>), Mode> {
        let (n, k) = (self.a.ncols(), fixed.len());
        let known = rows_times(&self.a, 0, k, fixed);
        let mut b: Vec<f64> = self.b.iter().zip(&known).map(|(b, a)| b - a).collect();
        let mut a = Matrix::zeros(self.a.nrows(), n - k);
        for i in 0..self.a.nrows() {
            (k..n).for_each(|j| a[(i, j - k)] = self.a[[i, j]]);
        }
        if self.g.nrows() == 0 {
            return Ok((unconstrained(a, &mut b)?, Vec::new()));
        }
        let known = rows_times(&self.g, 0, k, fixed);
        let h: Vec<f64> = self.h.iter().zip(&known).map(|(h, g)| h - g).collect();
        inequalities(a, b, self.g.slice(ndarray::s![.., k..]).to_owned(), h)
    }

    fn equality_multipliers(&self, x: &[f64], inequalities: &[f64]) -> Vec<f64> {
        let product = rows_times(&self.a, 0, x.len(), x);
        let residual: Vec<f64> = product.iter().zip(&self.b).map(|(a, b)| a - b).collect();
        let mut multipliers = vec![0.0; self.e.nrows()];
        add_columns_times(&mut multipliers, 1.0, &self.a, &residual);
        add_columns_times(&mut multipliers, -1.0, &self.g, inequalities);
        for i in (0..multipliers.len()).rev() {
            multipliers[i] /= self.e[[i, i]];
            let value = multipliers[i];
            (0..i).for_each(|j| multipliers[j] -= self.e[[i, j]] * value);
        }
        multipliers
    }
}

/// `R⁻¹ b` for the upper triangle of `r`.
fn back_substitute(r: &Matrix, b: &mut [f64]) {
    for j in (0..b.len()).rev() {
        let column = r.col(j);
        b[j] /= column[j];
        let value = b[j];
        add_scaled(&mut b[..j], -value, column);
    }
}

/// True for a square matrix with nothing but zeros below the diagonal, which needs no factorisation.
fn is_triangular(a: &Matrix) -> bool {
    a.rows() == a.cols() && (0..a.cols()).all(|j| a.col(j)[j + 1..].iter().all(|&v| v == 0.0))
}

/// How much larger than estimated the norm of an inverse may be: seldom ten times.
const MARGIN: f64 = 100.0;

/// True where a factorisation of the triangle with pivots would find full rank, as no element on its diagonal is
/// below the reciprocal norm of the inverse.
///
/// That norm is estimated as Cline, Moler, Stewart and Wilkinson do (*An estimate for the condition number of a
/// matrix*, 1979): by the growth of a solution whose right side is chosen on the way.
fn has_full_rank(r: &Matrix) -> bool {
    let n = r.cols();
    let mut z = Vec::with_capacity(n);
    for j in 0..n {
        let sum = dot(&r.col(j)[..j], &z);
        z.push(-(sum + 1.0f64.copysign(sum)) / r.col(j)[j]);
    }
    let before = euclidean_norm(&z);
    back_substitute(r, &mut z);
    let largest = max_abs((0..n).map(|j| euclidean_norm(r.col(j))));
    MARGIN * euclidean_norm(&z) * largest * f64::EPSILON.sqrt() < before
}

/// `min ‖A x − b‖`, of full rank.
fn unconstrained(a: Matrix, b: &mut [f64]) -> Result<Vec<f64>, Mode> {
    let n = a.cols();
    if is_triangular(&a) && has_full_rank(&a) {
        back_substitute(&a, b);
        return Ok(b.to_vec());
    }
    let mut qr = PivotedQr::new(a);
    qr.apply_q_transposed(b);
    let largest = qr.r_diagonal.first().map_or(0.0, |d| d.abs());
    if qr.r_diagonal.iter().any(|d| !(d.abs() > f64::EPSILON.sqrt() * largest)) {
        return Err(Mode::RankDeficient);
    }
    back_substitute(&qr.factors, &mut b[..n]);
    let mut x = vec![0.0; n];
    qr.pivots.iter().zip(&*b).for_each(|(&j, &b)| x[j] = b);
    Ok(x)
}

/// `min ‖A x − b‖` where `G x ≥ h`, by a change of variables to a problem of least distance.
fn inequalities(
    a: Matrix,
    mut b: Vec<f64>,
    mut g: Array2<f64>,
    mut h: Vec<f64>,
) -> Result<(Vec<f64>, Vec<f64>), Mode> {
    let n = a.cols();
    let r = if is_triangular(&a) {
        a
    } else {
        let mut qr = PivotedQr::without_pivots(a);
        qr.apply_q_transposed(&mut b);
        qr.factors
    };
    if (0..n).any(|j| !(r.col(j)[j].abs() >= f64::EPSILON)) {
        return Err(Mode::SingularE);
    }
    for i in 0..g.nrows() {
        let z = row_mut(&mut g, i);
        for j in 0..n {
            let column = r.col(j);
            z[j] = (z[j] - dot(&z[..j], &column[..j])) / column[j];
        }
        h[i] -= dot(z, &b[..n]);
    }
    let (mut x, multipliers) = least_distance(&g, &h)?;
    x.iter_mut().zip(&b).for_each(|(x, b)| *x += b);
    back_substitute(&r, &mut x);
    Ok((x, multipliers))
}

/// The shortest `x` where `G x ≥ h`, and the multipliers, from a problem with nonnegative variables.
fn least_distance(g: &Array2<f64>, h: &[f64]) -> Result<(Vec<f64>, Vec<f64>), Mode> {
    let (m, n) = g.dim();
    let stacked = Array2::from_shape_fn((n + 1, m), |(i, j)| if i < n { g[[j, i]] } else { h[j] });
    let mut last = vec![0.0; n + 1];
    last[n] = 1.0;
    let (y, norm) = nnls(stacked.view(), &last, None).map_err(|_| Mode::TooManyIterations)?;
    let scale = 1.0 - dot(h, &y);
    if norm <= 0.0 || !((1.0 + scale) - 1.0 > 0.0) {
        return Err(Mode::Incompatible);
    }
    let mut x = vec![0.0; n];
    add_columns_times(&mut x, 1.0 / scale, g, &y);
    Ok((x, y.iter().map(|y| y / scale).collect()))
}
