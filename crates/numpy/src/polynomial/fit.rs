//! Least squares fits of series to samples.

use super::arrays::{floating, typed, vander};
use super::basis::Basis;
use super::error::{PolynomialError, Result};
use super::number::Coefficient;
use crate::linalg::stacked;
use crate::ops;
use pallasite_array::{Kind, NdArray, Order};
use pallasite_ufunc::table;

/// How a fit is made.
#[derive(Debug, Clone, Copy, Default)]
pub struct FitOptions<'a> {
    /// Singular values below this part of the largest count as zero; by default the precision times the number of points.
    pub rcond: Option<f64>,
    /// Weights of the residuals.
    pub weights: Option<&'a NdArray>,
    /// The degrees of the polynomials that are used; by default all up to the largest.
    pub degrees: Option<&'a [usize]>,
}

/// A fit.
#[derive(Debug, Clone)]
pub struct Fit {
    /// The coefficients, from degree zero on; a column for each of several samples.
    pub coefficients: NdArray,
    /// The sums of squared residuals; none where they are not determined.
    pub residuals: NdArray,
    /// The rank of the scaled matrix.
    pub rank: usize,
    /// Its singular values.
    pub singular: NdArray,
    /// What they were compared with.
    pub rcond: f64,
    /// The number of polynomials.
    pub order: usize,
    /// The values of the polynomials at the points, a row for each, weighted and of norm one.
    rows: NdArray,
    /// Their norms before.
    scale: NdArray,
}

impl Fit {
    /// Whether the rank is that of a fit which determines all coefficients.
    pub fn is_full_rank(&self) -> bool {
        self.rank == self.order
    }

    /// The inverse of the matrix of the normal equations: the covariance of the coefficients, but for the variance of the
    /// samples.
    ///
    /// # Errors
    /// A matrix that has no inverse.
    pub fn unscaled_covariance(&self) -> Result<NdArray> {
        let products = stacked::matmul(&self.rows, &self.rows.transpose())?;
        let inverse = stacked::inv(&products)?;
        let column = self.scale.reshape(&[-1, 1])?;
        let scales = ops::binary(&table::MULTIPLY, &column, &self.scale)?;
        Ok(ops::binary(&table::DIVIDE, &inverse, &scales)?)
    }
}

/// The series of degree `degree` that is nearest, in the sense of least squares, to the values `y` at `x`; `y` may have
/// columns, each of which is fitted.
///
/// # Errors
/// Data of other shapes; a decomposition that does not converge, as for samples that are not finite.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::polynomial::{FitOptions, POWER, fit};
/// let (x, y) = (NdArray::from_vec(vec![0.0, 1.0, 2.0]), NdArray::from_vec(vec![1.0, 3.0, 5.0]));
/// let found = fit(&POWER, &x, &y, 1, &FitOptions::default())?.coefficients.to_vec::<f64>()?;
/// assert!((found[0] - 1.0).abs() < 1e-14 && (found[1] - 2.0).abs() < 1e-14);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn fit(basis: &Basis, x: &NdArray, y: &NdArray, degree: usize, options: &FitOptions) -> Result<Fit> {
    let (x, y) = (floating(x)?, floating(y)?);
    check(&x, &y)?;
    let mut rows = vander(basis, &x, degree)?.transpose();
    if let Some(degrees) = options.degrees {
        rows = chosen(&rows, degrees)?;
    }
    let mut samples = y.transpose();
    if let Some(weights) = options.weights {
        let weights = floating(weights)?;
        check_weights(&weights, y.shape()[0])?;
        rows = ops::binary(&table::MULTIPLY, &rows, &weights)?;
        samples = ops::binary(&table::MULTIPLY, &samples, &weights)?;
    }
    let rcond = options.rcond.unwrap_or_else(|| x.size() as f64 * precision(x.kind()));
    let (rows, scale) = normalised(&rows)?;
    let (found, residuals, rank, singular) =
        stacked::lstsq(&rows.transpose(), &samples.transpose(), Some(rcond))?;
    let unscaled = ops::binary(&table::DIVIDE, &found.transpose(), &scale)?.transpose();
    let coefficients = match options.degrees {
        None => unscaled,
        Some(degrees) => spread(&unscaled, degrees, degree)?,
    };
    let order = rows.shape()[0];
    Ok(Fit { coefficients, residuals, rank, singular, rcond, order, rows, scale })
}

fn check(x: &NdArray, y: &NdArray) -> Result<()> {
    let wrong = |text| Err(PolynomialError::Data(text));
    if x.ndim() != 1 {
        return wrong("expected 1D vector for x");
    }
    if x.size() == 0 {
        return wrong("expected non-empty vector for x");
    }
    if y.ndim() < 1 || y.ndim() > 2 {
        return wrong("expected 1D or 2D array for y");
    }
    if x.size() != y.shape()[0] {
        return wrong("expected x and y to have same length");
    }
    Ok(())
}

fn check_weights(weights: &NdArray, count: usize) -> Result<()> {
    if weights.ndim() != 1 {
        return Err(PolynomialError::Data("expected 1D vector for w"));
    }
    if weights.size() != count {
        return Err(PolynomialError::Data("expected x and w to have same length"));
    }
    Ok(())
}

/// The rows of the given numbers.
fn chosen(rows: &NdArray, numbers: &[usize]) -> Result<NdArray> {
    let n = rows.shape()[1];
    typed!(rows.kind(), T => {
        let all = rows.cast_vec::<T>()?;
        let picked: Vec<T> = numbers.iter().flat_map(|&k| all[k * n..(k + 1) * n].iter().copied()).collect();
        Ok(NdArray::from_vec_shape(picked, &[numbers.len(), n])?)
    })
}

/// Coefficients of the given degrees among zeros for the others.
fn spread(c: &NdArray, degrees: &[usize], degree: usize) -> Result<NdArray> {
    let mut shape = c.shape().to_vec();
    shape[0] = degree + 1;
    let width: usize = shape[1..].iter().product();
    typed!(c.kind(), T => {
        let (from, mut to) = (c.cast_vec::<T>()?, vec![T::default(); shape.iter().product()]);
        for (i, &k) in degrees.iter().enumerate() {
            to[k * width..(k + 1) * width].copy_from_slice(&from[i * width..(i + 1) * width]);
        }
        Ok(NdArray::from_vec_shape(to, &shape)?)
    })
}

/// The rows divided by their norms, and these; a row of zeros stays as it is.
fn normalised(rows: &NdArray) -> Result<(NdArray, NdArray)> {
    let shape = rows.shape().to_vec();
    let kind = rows.kind().real();
    let (rows, scale): (NdArray, Vec<f64>) = typed!(rows.kind(), T => {
        let mut all = rows.cast_vec::<T>()?;
        let mut scale = Vec::with_capacity(shape[0]);
        for row in all.chunks_exact_mut(shape[1].max(1)) {
            let norm = norm(row);
            scale.push(norm);
            row.iter_mut().for_each(|x| *x = x.over(T::real(norm)));
        }
        Ok::<_, PolynomialError>((NdArray::from_vec_shape(all, &shape)?, scale))
    })?;
    Ok((rows, NdArray::from_vec(scale).astype(&kind.into(), Order::C)?))
}

/// The root of the sum of squares, in lanes; 1 for zeros.
fn norm<T: Coefficient>(row: &[T]) -> f64 {
    let square = |x: &T| {
        let (re, im) = x.parts();
        re * re + im * im
    };
    let sums = row.chunks(8).fold([0.0; 8], |mut sums, part| {
        sums.iter_mut().zip(part).for_each(|(sum, x)| *sum += square(x));
        sums
    });
    let norm = sums.iter().sum::<f64>().sqrt();
    if norm == 0.0 { 1.0 } else { norm }
}

fn precision(kind: Kind) -> f64 {
    match kind.real() {
        Kind::Float16 => f64::from(half::f16::EPSILON),
        Kind::Float32 => f64::from(f32::EPSILON),
        _ => f64::EPSILON,
    }
}
