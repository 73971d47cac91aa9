//! The equations for the coefficients.

use super::kernel::{self, Phi};
use super::polynomial::monomial;
use super::{Fit, RbfError, RbfOptions};
use faer::prelude::Solve;
use faer::{Mat, MatRef};
use pallasite_array::interrupt;

/// Solves for the coefficients of functions around points and of monomials.
///
/// The monomials are of coordinates that range from -1 to 1.
pub(super) fn solve(
    points: &[f64],
    ndim: usize,
    values: &[f64],
    width: usize,
    smoothing: &[f64],
    powers: &[Vec<i32>],
    options: &RbfOptions,
) -> Result<Fit, RbfError> {
    let (p, r) = (smoothing.len(), powers.len());
    let column = |j: usize| points[j..].iter().step_by(ndim).map(|x| x * options.epsilon);
    let centres: Vec<f64> = (0..ndim).flat_map(column).collect();
    let (shift, scale) = ranges(points, ndim);
    let polynomial = polynomial_matrix(points, &shift, &scale, powers);
    let n = p + r;
    let mut matrix = vec![0.0; n * n];
    kernel::with_phi!(options.kernel, |phi| fill(phi, &centres, p, n, &mut matrix));
    for i in 0..p {
        matrix[i * n + i] += smoothing[i];
        for k in 0..r {
            matrix[(p + k) * n + i] = polynomial[(i, k)];
            matrix[i * n + p + k] = polynomial[(i, k)];
        }
    }
    let matrix = MatRef::from_column_major_slice(&matrix, n, n);
    let mut rhs = Mat::from_fn(p + r, width, |i, j| if i < p { values[i * width + j] } else { 0.0 });
    let factors = matrix.partial_piv_lu();
    if (0..p + r).any(|i| factors.U()[(i, i)] == 0.0) {
        return Err(singular(&polynomial));
    }
    factors.solve_in_place(rhs.as_mut());
    let coefficients = (0..p + r).flat_map(|i| (0..width).map(move |j| (i, j))).map(|at| rhs[at]).collect();
    Ok(Fit { centres, coefficients, shift, scale })
}

/// The functions at the distances of all pairs of `p` points, in the columns of a matrix of `n` rows.
fn fill<P: Phi>(phi: P, centres: &[f64], p: usize, n: usize, matrix: &mut [f64]) {
    let ndim = centres.len() / p.max(1);
    let mut x = vec![0.0; ndim];
    for j in 0..p {
        interrupt::poll();
        (0..ndim).for_each(|d| x[d] = centres[d * p + j]);
        kernel::functions(phi, &x, centres, p, &mut matrix[j * n..j * n + j + 1]);
        for i in 0..j {
            matrix[i * n + j] = matrix[j * n + i];
        }
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
