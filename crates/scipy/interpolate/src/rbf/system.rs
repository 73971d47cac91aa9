//! The equations for the coefficients.

use super::kernel::{self, Kernel, Phi};
use super::polynomial::monomial;
use super::{Fit, RbfError, RbfOptions, reduced};
use crate::parallel::{fill_rows, serial_algebra};
use faer::prelude::Solve;
use faer::{Mat, MatRef};
use pallasite_array::interrupt;

/// Points and the numbers at them.
pub(super) struct Data<'a> {
    /// Coordinates, `ndim` for a point.
    pub points: &'a [f64],
    pub ndim: usize,
    /// Values, `width` for a point.
    pub values: &'a [f64],
    pub width: usize,
    pub smoothing: &'a [f64],
}

/// Solves for the coefficients of functions around points and of monomials.
///
/// The monomials are of coordinates that range from -1 to 1.
pub(super) fn solve(data: &Data<'_>, powers: &[Vec<i32>], options: &RbfOptions) -> Result<Fit, RbfError> {
    let column = |j: usize| data.points[j..].iter().step_by(data.ndim).map(|x| x * options.epsilon);
    let centres: Vec<f64> = (0..data.ndim).flat_map(column).collect();
    let (shift, scale) = ranges(data.points, data.ndim);
    let polynomial = polynomial_matrix(data.points, &shift, &scale, powers);
    let coefficients = match reduced::solve(data, &centres, &polynomial, options.kernel) {
        Some(coefficients) => coefficients,
        None => eliminate(data, &centres, &polynomial, options.kernel)?,
    };
    Ok(Fit { centres, coefficients, shift, scale })
}

/// The coefficients by elimination with pivoting of all equations, definite or not.
fn eliminate(
    data: &Data<'_>,
    centres: &[f64],
    polynomial: &Mat<f64>,
    kernel: Kernel,
) -> Result<Vec<f64>, RbfError> {
    let (p, r, width) = (polynomial.nrows(), polynomial.ncols(), data.width);
    let n = p + r;
    let mut matrix = lower_triangle(kernel, centres, p, n);
    for j in 0..p {
        matrix[j * n + j] += data.smoothing[j];
        (0..r).for_each(|k| matrix[j * n + p + k] = polynomial[(j, k)]);
        (j + 1..n).for_each(|i| matrix[i * n + j] = matrix[j * n + i]);
    }
    let mut rhs = Mat::from_fn(n, width, |i, j| if i < p { data.values[i * width + j] } else { 0.0 });
    serial_algebra();
    let factors = MatRef::from_column_major_slice(&matrix, n, n).partial_piv_lu();
    if (0..n).any(|i| factors.U()[(i, i)] == 0.0) {
        return Err(singular(polynomial));
    }
    factors.solve_in_place(rhs.as_mut());
    Ok((0..n).flat_map(|i| (0..width).map(move |j| (i, j))).map(|at| rhs[at]).collect())
}

/// The functions at the distances of all pairs of `p` points, on and below the diagonal of a matrix of `n` rows, column
/// by column.
pub(super) fn lower_triangle(kernel: Kernel, centres: &[f64], p: usize, n: usize) -> Vec<f64> {
    let mut matrix = vec![0.0; n * n];
    fill_rows(&mut matrix[..p * n], n, 10 * p, |start, columns| {
        kernel::with_phi!(kernel, |phi| fill(phi, centres, p, start, n, columns));
    });
    matrix
}

fn fill<P: Phi>(phi: P, centres: &[f64], p: usize, start: usize, n: usize, columns: &mut [f64]) {
    let mut x = vec![0.0; centres.len() / p.max(1)];
    for (j, column) in (start..).zip(columns.chunks_exact_mut(n)) {
        interrupt::poll();
        (0..x.len()).for_each(|d| x[d] = centres[d * p + j]);
        kernel::functions(phi, &x, centres, p, j, &mut column[j..p]);
    }
}

/// The middle and half the range of each coordinate; one for a coordinate that does not vary.
fn ranges(points: &[f64], ndim: usize) -> (Vec<f64>, Vec<f64>) {
    let column = |j: usize| points[j..].iter().step_by(ndim).copied();
    let range =
        |j: usize| (column(j).fold(f64::INFINITY, f64::min), column(j).fold(f64::NEG_INFINITY, f64::max));
    let half = |(low, high): (f64, f64)| if high == low { 1.0 } else { (high - low) / 2.0 };
    let middle = |(low, high): (f64, f64)| (high + low) / 2.0;
    ((0..ndim).map(|j| middle(range(j))).collect(), (0..ndim).map(|j| half(range(j))).collect())
}

fn polynomial_matrix(points: &[f64], shift: &[f64], scale: &[f64], powers: &[Vec<i32>]) -> Mat<f64> {
    let ndim = shift.len();
    let place =
        |i: usize| -> Vec<f64> { (0..ndim).map(|j| (points[i * ndim + j] - shift[j]) / scale[j]).collect() };
    let places: Vec<_> = (0..points.len() / ndim).map(place).collect();
    Mat::from_fn(places.len(), powers.len(), |i, k| monomial(&places[i], &powers[k]))
}

/// Says whether the monomials are to blame.
fn singular(polynomial: &Mat<f64>) -> RbfError {
    let monomials = polynomial.ncols();
    let values = polynomial.singular_values().unwrap_or_default();
    let largest = values.first().copied().unwrap_or(0.0);
    let least = largest * polynomial.nrows().max(monomials) as f64 * f64::EPSILON;
    let rank = values.iter().filter(|&&s| s > least).count();
    let text = if rank < monomials {
        format!(
            "Singular matrix. The matrix of monomials evaluated at the data point coordinates does not have full \
             column rank ({rank}/{monomials})."
        )
    } else {
        "Singular matrix.".to_owned()
    };
    RbfError::Singular(text)
}
