//! The polynomials of NumPy's main namespace, whose coefficients come in the order of falling powers.

use super::arrays::{floating, typed};
use super::basis::POWER;
use super::error::{PolynomialError, Result};
use super::fit::{Fit, FitOptions, fit};
use super::number::Coefficient;
use crate::fresh::range;
use crate::linalg::{Ring, stacked};
use crate::ops;
use crate::statistics::{Mode, convolve};
use pallasite_array::index::{Item, Slice};
use pallasite_array::promote::{Casting, promote_kinds, promote_types};
use pallasite_array::{Error, Kind, NdArray, Order, dispatch};
use pallasite_ufunc::{Ufunc, table};

/// The array with at least one axis.
fn line(a: &NdArray) -> Result<NdArray> {
    Ok(if a.ndim() == 0 { a.reshape(&[1])? } else { a.clone() })
}

fn joined(parts: &[NdArray]) -> Result<NdArray> {
    Ok(crate::manipulation::concatenate(parts, Some(0), None, Casting::SameKind)?)
}

/// The coefficients of a polynomial without the zeros in front; a zero remains.
///
/// # Errors
/// More than one axis.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let c = pallasite_numpy::polynomial::descending::coefficients(&NdArray::from_vec(vec![0i64, 2, 1]))?;
/// assert_eq!(c.to_vec::<i64>()?, [2, 1]);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn coefficients(c: &NdArray) -> Result<NdArray> {
    let c = line(c)?;
    if c.ndim() > 1 {
        return Err(Error::value("Polynomial must be 1d only.").into());
    }
    let first = dispatch!(numeric c.kind(), T => c.cast_vec::<T>()?.iter().position(|x| *x != T::default()), else Some(0));
    match first {
        Some(0) => Ok(c),
        Some(first) => Ok(range(&c, 0, first, c.size())?),
        None => Ok(NdArray::zeros(&[1], c.dtype())?),
    }
}

/// The coefficients of the polynomial with the given zeros, or with the eigenvalues of a matrix for zeros.
///
/// # Errors
/// An array that is neither a line nor a square matrix.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let c = pallasite_numpy::polynomial::descending::poly(&NdArray::from_vec(vec![1.0, 2.0]))?;
/// assert_eq!(c.to_vec::<f64>()?, [1.0, -3.0, 2.0]);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn poly(zeros: &NdArray) -> Result<NdArray> {
    let zeros = match *zeros.shape() {
        [] | [_] => line(zeros)?,
        [rows, columns] if rows == columns && rows > 0 => stacked::eigvals(zeros)?,
        _ => return Err(Error::value("input must be 1d or non-empty square 2d array.").into()),
    };
    let zeros =
        if zeros.kind() == Kind::Float16 { ops::cast(&zeros, Kind::Float64)? } else { floating(&zeros)? };
    typed!(zeros.kind(), T => {
        let roots = zeros.cast_vec::<T>()?;
        let product = NdArray::from_vec(product_of_factors(&roots));
        Ok(if zeros.kind().is_complex() && are_conjugate(&roots) { ops::part(&product, false)?.copy(Order::C)? } else { product })
    })
}

fn product_of_factors<T: Coefficient>(zeros: &[T]) -> Vec<T> {
    let mut c = vec![T::of(1.0)];
    for &zero in zeros {
        c.push(T::default());
        for i in (1..c.len()).rev() {
            c[i] = c[i] + c[i - 1] * -zero;
        }
    }
    c
}

/// Whether the conjugates of the numbers are the numbers.
fn are_conjugate<T: Coefficient>(zeros: &[T]) -> bool {
    let sorted = |sign: f64| {
        let mut all: Vec<(f64, f64)> =
            zeros.iter().map(|z| z.parts()).map(|(re, im)| (re, sign * im)).collect();
        all.sort_by(|x, y| super::arithmetic::ordered(*x, *y));
        all
    };
    sorted(1.0) == sorted(-1.0)
}

/// The zeros of a polynomial as eigenvalues of its companion matrix (Horn and Johnson, *Matrix Analysis*, 3.3).
///
/// # Errors
/// More than one axis; coefficients that are not finite.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let zeros = pallasite_numpy::polynomial::descending::roots(&NdArray::from_vec(vec![2.0, -2.0, 0.0]))?;
/// assert_eq!(zeros.to_vec::<f64>()?, [1.0, 0.0]);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn roots(p: &NdArray) -> Result<NdArray> {
    let p = line(p)?;
    if p.ndim() != 1 {
        return Err(Error::value("Input must be a rank-1 array.").into());
    }
    let p = floating(&p)?;
    typed!(p.kind(), T => {
        let c = p.cast_vec::<T>()?;
        let nonzero = |x: &T| !x.is_zero();
        let (Some(first), Some(last)) = (c.iter().position(nonzero), c.iter().rposition(nonzero)) else {
            return Ok(NdArray::from_vec(Vec::<f64>::new()));
        };
        let none = || Ok::<_, PolynomialError>(NdArray::from_vec(Vec::<f64>::new()));
        let found = if last > first { stacked::eigvals(&companion(&c[first..=last])?)? } else { none()? };
        let zeros = NdArray::zeros(&[c.len() - 1 - last], found.dtype())?;
        Ok(joined(&[found, zeros])?)
    })
}

/// The matrix whose first row holds the coefficients over the leading one.
fn companion<T: Coefficient>(c: &[T]) -> Result<NdArray> {
    let n = c.len() - 1;
    let mut matrix = vec![T::default(); n * n];
    for (x, &c_k) in matrix.iter_mut().zip(&c[1..]) {
        *x = (-c_k).quotient(c[0]);
    }
    (1..n).for_each(|i| matrix[i * n + i - 1] = T::of(1.0));
    Ok(NdArray::from_vec_shape(matrix, &[n, n])?)
}

/// The sum or the difference of two polynomials, in their own type.
///
/// # Errors
/// Arrays that do not broadcast, of types that are not added.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::polynomial::descending::combine;
/// let (a, b) = (NdArray::from_vec(vec![1i64, 2]), NdArray::from_vec(vec![1i64, 0, 0]));
/// assert_eq!(combine(&pallasite_ufunc::table::ADD, &a, &b)?.to_vec::<i64>()?, [1, 1, 2]);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn combine(ufunc: &'static Ufunc, a: &NdArray, b: &NdArray) -> Result<NdArray> {
    let (a, b) = (line(a)?, line(b)?);
    let length = a.shape()[0].max(b.shape()[0]);
    Ok(ops::binary(ufunc, &padded(&a, length)?, &padded(&b, length)?)?)
}

/// The polynomial with zeros in front.
fn padded(a: &NdArray, length: usize) -> Result<NdArray> {
    if a.shape()[0] == length {
        return Ok(a.clone());
    }
    let zeros = NdArray::zeros(&[length - a.shape()[0]], a.dtype())?;
    joined(&[zeros, a.clone()])
}

/// The product of two polynomials, in their own type.
///
/// # Errors
/// As [`coefficients`].
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::polynomial::descending::multiply;
/// let a = NdArray::from_vec(vec![1i64, 1]);
/// assert_eq!(multiply(&a, &a)?.to_vec::<i64>()?, [1, 2, 1]);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn multiply(a: &NdArray, b: &NdArray) -> Result<NdArray> {
    Ok(convolve(&coefficients(a)?, &coefficients(b)?, Mode::Full)?)
}

/// Quotient and remainder of two polynomials; what is smaller than `1e-8` at the front of the remainder counts as zero.
///
/// # Errors
/// Polynomials without coefficients.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::polynomial::descending::divide;
/// let (u, v) = (NdArray::from_vec(vec![3.0, 5.0, 2.0]), NdArray::from_vec(vec![2.0, 1.0]));
/// let (quotient, rest) = divide(&u, &v)?;
/// assert_eq!((quotient.to_vec::<f64>()?, rest.to_vec::<f64>()?), (vec![1.5, 1.75], vec![0.25]));
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn divide(u: &NdArray, v: &NdArray) -> Result<(NdArray, NdArray)> {
    let (u, v) = (floating(&line(u)?)?, floating(&line(v)?)?);
    for a in [&u, &v] {
        if a.size() == 0 {
            return Err(Error::IndexOutOfBounds { index: 0, axis: 0, size: 0 }.into());
        }
    }
    let kind = promote_kinds(u.kind(), v.kind());
    typed!(kind, T => {
        let (quotient, rest) = divided::<T>(u.cast_vec()?, &v.cast_vec()?);
        Ok((NdArray::from_vec(quotient), NdArray::from_vec(rest)))
    })
}

/// Long division with the reciprocal of the leading coefficient.
fn divided<T: Coefficient>(mut rest: Vec<T>, v: &[T]) -> (Vec<T>, Vec<T>) {
    let scale = T::of(1.0).quotient(v[0]);
    let steps = (rest.len() + 1).saturating_sub(v.len());
    let mut quotient = vec![T::default(); steps.max(1)];
    for k in 0..steps {
        let d = scale * rest[k];
        quotient[k] = d;
        rest[k..k + v.len()].iter_mut().zip(v).for_each(|(r, &v)| *r = *r - d * v);
    }
    let small = |x: &T| {
        let (re, im) = x.parts();
        re.hypot(im) <= 1e-8
    };
    let zeros = rest[..rest.len() - 1].iter().take_while(|x| small(x)).count();
    (quotient, rest.split_off(zeros))
}

/// The derivative of order `m`.
///
/// # Errors
/// Elements that are not multiplied.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let cube = NdArray::from_vec(vec![1i64, 0, 0, 5]);
/// let slope = pallasite_numpy::polynomial::descending::derivative(&cube, 1)?;
/// assert_eq!(slope.to_vec::<i64>()?, [3, 0, 0]);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn derivative(p: &NdArray, m: usize) -> Result<NdArray> {
    let mut p = p.clone();
    for _ in 0..m {
        let n = length(&p)?.saturating_sub(1);
        p = ops::binary(&table::MULTIPLY, &range(&p, 0, 0, n)?, &falling(n))?;
    }
    Ok(p)
}

fn length(p: &NdArray) -> Result<usize> {
    Ok(*p.shape().first().ok_or_else(|| Error::type_("len() of unsized object"))?)
}

/// The whole numbers from `n` down to 1.
fn falling(n: usize) -> NdArray {
    NdArray::from_vec((1..=n as i64).rev().collect())
}

/// The integral, once for each of `constants`, which become the last coefficients.
///
/// # Errors
/// Elements that are not divided.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let line = NdArray::from_vec(vec![2i64, 3]);
/// let area = pallasite_numpy::polynomial::descending::integral(&line, &NdArray::from_vec(vec![7.0]))?;
/// assert_eq!(area.to_vec::<f64>()?, [1.0, 3.0, 7.0]);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn integral(p: &NdArray, constants: &NdArray) -> Result<NdArray> {
    let mut p = p.clone();
    for i in 0..length(constants)? {
        let raised = ops::binary(&table::DIVIDE, &p, &falling(length(&p)?))?;
        p = joined(&[raised, range(constants, 0, i, i + 1)?])?;
    }
    Ok(p)
}

/// The values of a polynomial at `x` by Horner's rule, in the type of both.
///
/// # Errors
/// Elements that are not numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::polynomial::descending::values;
/// let (p, x) = (NdArray::from_vec(vec![1i64, 0, 2]), NdArray::from_vec(vec![3i64]));
/// assert_eq!(values(&p, &x, pallasite_array::Kind::Int64)?.to_vec::<i64>()?, [11]);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn values(p: &NdArray, x: &NdArray, kind: Kind) -> Result<NdArray> {
    if p.size() == 0 {
        return Ok(NdArray::zeros(x.shape(), x.dtype())?);
    }
    if kind.is_inexact() {
        let backwards = Slice { start: None, stop: None, step: Some(-1) };
        let ascending = p.reshape(&[-1])?.slice(&[Item::Slice(backwards)])?;
        return super::arrays::values(&POWER, x, &ascending, kind, true);
    }
    dispatch!(ring kind, T => {
        let c = p.cast_vec::<T>()?;
        let value = |x: T| c.iter().fold(T::ZERO, |y, &c| y.times(x).plus(c));
        Ok(NdArray::from_vec_shape(x.cast_vec::<T>()?.into_iter().map(value).collect(), x.shape())?)
    }, else Err(PolynomialError::NoCommonType))
}

/// What a covariance is multiplied with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covariance {
    /// The variance of the residuals.
    Scaled,
    /// Nothing: the weights are the reciprocals of known deviations.
    Unscaled,
}

/// The polynomial of degree `degree` that is nearest to the values `y` at `x` in the sense of least squares; its
/// coefficients are the fit's in the order of falling powers.
///
/// # Errors
/// As [`fit`].
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::polynomial::descending::polyfit;
/// let (x, y) = (NdArray::from_vec(vec![0.0, 1.0, 2.0]), NdArray::from_vec(vec![1.0, 3.0, 5.0]));
/// let found = polyfit(&x, &y, 1, None, None)?.coefficients.to_vec::<f64>()?;
/// assert!((found[0] - 2.0).abs() < 1e-14 && (found[1] - 1.0).abs() < 1e-14);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn polyfit(
    x: &NdArray,
    y: &NdArray,
    degree: usize,
    rcond: Option<f64>,
    weights: Option<&NdArray>,
) -> Result<Fit> {
    let mut found = fit(&POWER, x, y, degree, &FitOptions { rcond, weights, degrees: None })?;
    found.coefficients = turned(&found.coefficients, 1)?;
    Ok(found)
}

/// The covariance of the coefficients of [`polyfit`], of which there is one for each column of samples.
///
/// # Errors
/// As many samples as coefficients, or fewer, where it is scaled; a matrix that has no inverse.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::polynomial::descending::{Covariance, covariance, polyfit};
/// let (x, y) = (NdArray::from_vec(vec![-1.0, 1.0]), NdArray::from_vec(vec![1.0, 3.0]));
/// let found = covariance(&polyfit(&x, &y, 1, None, None)?, 2, Covariance::Unscaled)?;
/// assert!((found.to_vec::<f64>()?[0] - 0.5).abs() < 1e-15);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn covariance(found: &Fit, points: usize, how: Covariance) -> Result<NdArray> {
    let base = turned(&found.unscaled_covariance()?, 2)?;
    let single = found.coefficients.ndim() == 1;
    let base = if single { base } else { base.expand_dims(-1)? };
    if how == Covariance::Unscaled {
        return Ok(base);
    }
    if points <= found.order {
        return Err(PolynomialError::TooFewData);
    }
    let degrees = (points - found.order) as f64;
    let factor = ops::binary(&table::DIVIDE, &found.residuals, degrees)?;
    Ok(ops::binary(&table::MULTIPLY, &base, &factor)?)
}

/// The array with its first axes reversed.
fn turned(a: &NdArray, axes: usize) -> Result<NdArray> {
    let back = Slice { start: None, stop: None, step: Some(-1) };
    Ok(a.slice(&vec![Item::Slice(back); axes])?.copy(Order::C)?)
}

/// The polynomial `p` of the polynomial `x`.
///
/// # Errors
/// As [`coefficients`].
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::polynomial::descending::compose;
/// let (square, line) = (NdArray::from_vec(vec![1i64, 0, 0]), NdArray::from_vec(vec![1i64, 1]));
/// assert_eq!(compose(&square, &line)?.to_vec::<i64>()?, [1, 2, 1]);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn compose(p: &NdArray, x: &NdArray) -> Result<NdArray> {
    let mut sum = NdArray::zeros(&[1], &promote_types(p.dtype(), x.dtype())?)?;
    for i in 0..length(p)? {
        let raised = multiply(&sum, x)?;
        sum = coefficients(&combine(&table::ADD, &raised, &range(p, 0, i, i + 1)?)?)?;
    }
    Ok(sum)
}
