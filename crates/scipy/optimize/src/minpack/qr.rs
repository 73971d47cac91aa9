//! QR factorisation with column pivoting, and the damped triangular least squares that starts from it.

use super::matrix::Matrix;
use super::norm::euclidean_norm;
use crate::vector::add_scaled;

/// `A P = Q R`: Householder vectors below, `R` strictly above the diagonal of `factors`.
pub(crate) struct PivotedQr {
    pub factors: Matrix,
    /// Column `j` of `P` is column `pivots[j]` of the identity.
    pub pivots: Vec<usize>,
    /// The diagonal of `R`, magnitudes nonincreasing.
    pub r_diagonal: Vec<f64>,
    /// Norms of the columns of `A`, in the order of `A`.
    pub column_norms: Vec<f64>,
}

impl PivotedQr {
    /// Factorises an `m × n` matrix, `m ≥ n`, with Householder transformations (MINPACK's `qrfac`).
    pub(crate) fn new(a: Matrix) -> Self {
        Self::factorise(a, true)
    }

    /// The same without exchange of columns.
    pub(crate) fn without_pivots(a: Matrix) -> Self {
        Self::factorise(a, false)
    }

    fn factorise(mut a: Matrix, pivoting: bool) -> Self {
        let n = a.cols();
        let column_norms: Vec<f64> = (0..n).map(|j| euclidean_norm(a.col(j))).collect();
        let mut pivots: Vec<usize> = (0..n).collect();
        let mut remaining = RemainingNorms::new(&column_norms);
        for j in 0..n {
            let largest = if pivoting { remaining.position_of_largest(j) } else { j };
            if largest != j {
                a.swap_cols(j, largest);
                remaining.move_from(j, largest);
                pivots.swap(j, largest);
            }
            let norm = householder_vector(&mut a.col_mut(j)[j..]);
            if norm != 0.0 {
                let rows = a.rows();
                let (v, after) = a.split_after(j);
                reflect_columns(&v[j..], after, rows, j);
                (j + 1..n).for_each(|k| remaining.downdate(k, &a.col(k)[j..]));
            }
            remaining.current[j] = -norm;
        }
        Self { factors: a, pivots, r_diagonal: remaining.current, column_norms }
    }

    /// `Q` in full. Call before [`Self::apply_q_transposed`].
    pub(crate) fn q(&self) -> Matrix {
        let rows = self.factors.rows();
        let mut q = Matrix::zeros(rows, rows);
        (0..rows).for_each(|j| q[(j, j)] = 1.0);
        for k in (0..self.factors.cols()).rev() {
            let vector = &self.factors.col(k)[k..];
            if vector[0] != 0.0 {
                reflect_columns(vector, &mut q.as_mut_slice()[k * rows..], rows, k);
            }
        }
        q
    }

    /// Applies `Qᵀ` to `v`.
    pub(crate) fn q_transposed(&self, v: &mut [f64]) {
        for j in 0..self.factors.cols() {
            let vector = &self.factors.col(j)[j..];
            if vector[0] != 0.0 {
                let scale = -dot(vector, &v[j..]) / vector[0];
                v[j..].iter_mut().zip(vector).for_each(|(c, h)| *c += h * scale);
            }
        }
    }

    /// Applies `Qᵀ` to `v` and completes `R` by its diagonal in the factors. Call once.
    pub(crate) fn apply_q_transposed(&mut self, v: &mut [f64]) {
        self.q_transposed(v);
        (0..self.factors.cols()).for_each(|j| self.factors[(j, j)] = self.r_diagonal[j]);
    }

    /// `R`, square, zero below the diagonal.
    pub(crate) fn r(&self) -> Matrix {
        let n = self.factors.cols();
        let mut r = Matrix::zeros(n, n);
        for j in 0..n {
            r.col_mut(j)[..j].copy_from_slice(&self.factors.col(j)[..j]);
            r[(j, j)] = self.r_diagonal[j];
        }
        r
    }
}

/// Norms of the trailing parts of the columns not yet eliminated, updated instead of recomputed.
struct RemainingNorms {
    current: Vec<f64>,
    /// The norm when last computed from the column itself.
    exact: Vec<f64>,
}

impl RemainingNorms {
    fn new(norms: &[f64]) -> Self {
        Self { current: norms.to_vec(), exact: norms.to_vec() }
    }

    fn position_of_largest(&self, start: usize) -> usize {
        (start..self.current.len())
            .fold(start, |best, k| if self.current[k] > self.current[best] { k } else { best })
    }

    fn move_from(&mut self, from: usize, to: usize) {
        self.current[to] = self.current[from];
        self.exact[to] = self.exact[from];
    }

    /// Removes the leading element of `trailing`, the part of column `k` just transformed.
    fn downdate(&mut self, k: usize, trailing: &[f64]) {
        if self.current[k] == 0.0 {
            return;
        }
        let ratio = trailing[0] / self.current[k];
        self.current[k] *= (1.0 - ratio * ratio).max(0.0).sqrt();
        let shrinkage = self.current[k] / self.exact[k];
        if 0.05 * (shrinkage * shrinkage) <= f64::EPSILON {
            self.current[k] = euclidean_norm(&trailing[1..]);
            self.exact[k] = self.current[k];
        }
    }
}

/// Turns `column` into its Householder vector and returns its norm with the sign of the leading element.
pub(crate) fn householder_vector(column: &mut [f64]) -> f64 {
    let norm = euclidean_norm(column);
    if norm == 0.0 {
        return norm;
    }
    let norm = if column[0] < 0.0 { -norm } else { norm };
    column.iter_mut().for_each(|c| *c /= norm);
    column[0] += 1.0;
    norm
}

pub(crate) fn reflect(vector: &[f64], target: &mut [f64]) {
    let scale = dot(vector, target) / vector[0];
    add_scaled(target, -scale, vector);
}

/// From this length on sums run in lanes: many times faster, and only there not bit by bit those of MINPACK.
pub(crate) const LONG: usize = 512;

/// The inner product, summed in order unless it is long.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    if a.len() >= LONG {
        return crate::vector::dot(a, b);
    }
    a.iter().zip(b).fold(0.0, |sum, (x, y)| sum + x * y)
}

/// Inner products that are summed up beside each other, so that none waits for its last addition.
const BESIDE: usize = 8;

/// Inner products of one vector with several, each summed in order, all at once.
fn dots<const N: usize>(v: &[f64], columns: [&[f64]; N]) -> [f64; N] {
    let columns = columns.map(|column| &column[..v.len()]);
    let mut sums = [0.0; N];
    for (i, v) in v.iter().enumerate() {
        (0..N).for_each(|k| sums[k] += v * columns[k][i]);
    }
    sums
}

/// The inner products of `v` with the columns that follow each other in `columns`, from row `from` of `rows` on.
pub(crate) fn dots_with_columns(v: &[f64], columns: &[f64], rows: usize, from: usize) -> Vec<f64> {
    let mut products = Vec::with_capacity(columns.len() / rows.max(1));
    for block in columns.chunks(BESIDE * rows.max(1)) {
        let column = |k: usize| &block[k * rows + from..k * rows + from + v.len()];
        if v.len() < LONG && block.len() == BESIDE * rows {
            products.extend(dots::<BESIDE>(v, std::array::from_fn(column)));
        } else {
            products.extend((0..block.len() / rows).map(|k| dot(v, column(k))));
        }
    }
    products
}

/// Reflects the columns that follow each other in `columns`, from row `from` of `rows` on.
fn reflect_columns(vector: &[f64], columns: &mut [f64], rows: usize, from: usize) {
    let products = dots_with_columns(vector, columns, rows, from);
    for (column, product) in columns.chunks_exact_mut(rows.max(1)).zip(products) {
        add_scaled(&mut column[from..], -(product / vector[0]), vector);
    }
}

/// Solves `min ‖A x − b‖² + ‖D x‖²` from `A P = Q R` and `qtb = (Qᵀ b)[..n]` (MINPACK's `qrsolv`).
///
/// Returns `x` and the diagonal of the triangular `S` with `Pᵀ (AᵀA + D²) P = Sᵀ S`; the rest of `Sᵀ` is left
/// below the diagonal of `r`, whose upper triangle is unchanged.
pub(crate) fn solve_damped(
    r: &mut Matrix,
    pivots: &[usize],
    diag: &[f64],
    qtb: &[f64],
) -> (Vec<f64>, Vec<f64>) {
    let mut rhs = qtb.to_vec();
    let s_diagonal = damped_triangle(r, pivots, diag, &mut rhs);
    (permute(&back_substitute(r, &s_diagonal, rhs), pivots), s_diagonal)
}

/// The diagonal of the `S` of [`solve_damped`], the rest of whose transpose is left in `r`; `rhs` becomes its right
/// side.
pub(crate) fn damped_triangle(r: &mut Matrix, pivots: &[usize], diag: &[f64], rhs: &mut [f64]) -> Vec<f64> {
    let n = r.cols();
    let r_diagonal: Vec<f64> = (0..n).map(|j| r[(j, j)]).collect();
    copy_upper_to_lower(r);
    let mut s_diagonal = vec![0.0; n];
    for j in 0..n {
        if diag[pivots[j]] != 0.0 {
            s_diagonal[j..].fill(0.0);
            s_diagonal[j] = diag[pivots[j]];
            eliminate_row(r, j, &mut s_diagonal, rhs);
        }
        s_diagonal[j] = r[(j, j)];
        r[(j, j)] = r_diagonal[j];
    }
    s_diagonal
}

fn copy_upper_to_lower(r: &mut Matrix) {
    for j in 0..r.cols() {
        for i in j + 1..r.cols() {
            r[(i, j)] = r[(j, i)];
        }
    }
}

/// Rotates the row `row` of the diagonal matrix, nonzero from `start` on, into the triangle by Givens rotations.
fn eliminate_row(s: &mut Matrix, start: usize, row: &mut [f64], rhs: &mut [f64]) {
    let (mut row_rhs, n) = (0.0, s.cols());
    for k in start..n {
        if row[k] == 0.0 {
            continue;
        }
        let (cos, sin) = givens(s[(k, k)], row[k]);
        s[(k, k)] = cos * s[(k, k)] + sin * row[k];
        (rhs[k], row_rhs) = (cos * rhs[k] + sin * row_rhs, -sin * rhs[k] + cos * row_rhs);
        for (s, row) in s.col_mut(k)[k + 1..n].iter_mut().zip(&mut row[k + 1..]) {
            (*s, *row) = (cos * *s + sin * *row, -sin * *s + cos * *row);
        }
    }
}

/// Cosine and sine of the rotation that sends `b` to zero against `a`.
pub(crate) fn givens(a: f64, b: f64) -> (f64, f64) {
    if a.abs() < b.abs() {
        let cotangent = a / b;
        let sin = 0.5 / (0.25 + 0.25 * (cotangent * cotangent)).sqrt();
        (sin * cotangent, sin)
    } else {
        let tangent = b / a;
        let cos = 0.5 / (0.25 + 0.25 * (tangent * tangent)).sqrt();
        (cos, cos * tangent)
    }
}

/// Solves `S z = rhs` with `Sᵀ` in the lower triangle; components past the first zero on the diagonal become zero.
fn back_substitute(s: &Matrix, s_diagonal: &[f64], mut rhs: Vec<f64>) -> Vec<f64> {
    let n = rhs.len();
    let rank = s_diagonal.iter().position(|&d| d == 0.0).unwrap_or(n);
    rhs[rank..].fill(0.0);
    for j in (0..rank).rev() {
        let sum = dot(&s.col(j)[j + 1..rank], &rhs[j + 1..rank]);
        rhs[j] = (rhs[j] - sum) / s_diagonal[j];
    }
    rhs
}

/// `P z`.
pub(crate) fn permute(z: &[f64], pivots: &[usize]) -> Vec<f64> {
    let mut x = vec![0.0; z.len()];
    pivots.iter().zip(z).for_each(|(&p, &c)| x[p] = c);
    x
}
