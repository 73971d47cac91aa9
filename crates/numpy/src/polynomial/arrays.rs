//! Series whose number type is known at run time only, with NumPy's rules for types, shapes and axes.

use super::basis::Basis;
use super::companion as matrices;
use super::error::{PolynomialError, Result};
use super::number::Coefficient;
use super::{arithmetic, calculus, evaluate};
use crate::lines;
use crate::ops;
use num_complex::Complex;
use pallasite_array::layout::{broadcast_shapes, normalize_axis};
use pallasite_array::{Bool, DType, Element, Error, Kind, NdArray, Order, dispatch};

/// Runs the body with `$T` the type of numbers of floating point of this kind.
macro_rules! typed {
    ($kind:expr, $T:ident => $body:expr) => {
        pallasite_array::dispatch!(inexact $kind, $T => $body, else Err(super::error::PolynomialError::NoCommonType))
    };
}
pub(super) use typed;

/// Numbers of floating point: others become doubles.
pub(super) fn floating(a: &NdArray) -> Result<NdArray> {
    Ok(if a.kind().is_inexact() { a.clone() } else { ops::cast(a, Kind::Float64)? })
}

/// The type in which series are computed together: the widest of floating point; integers count as doubles.
fn common_kind(arrays: &[NdArray]) -> Result<Kind> {
    let mut kind = Kind::Float16;
    for array in arrays {
        let own = match array.kind() {
            k if k.is_integer() => Kind::Float64,
            k if k.is_inexact() => k,
            _ => return Err(PolynomialError::NoCommonType),
        };
        kind = match (kind.is_complex() || own.is_complex(), kind.real().max(own.real())) {
            (true, Kind::Float64) => Kind::Complex128,
            (true, _) => Kind::Complex64,
            (false, real) => real,
        };
    }
    Ok(kind)
}

/// The arrays as series of one type, each a copy, without the zeros at their ends if `trim`.
///
/// # Errors
/// Arrays that are empty, have more than one axis, or hold no numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::polynomial::arrays::series;
/// let made = series(&[&NdArray::from_vec(vec![1i64, 2, 0])], true)?;
/// assert_eq!(made[0].to_vec::<f64>()?, [1.0, 2.0]);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn series(arrays: &[&NdArray], trim: bool) -> Result<Vec<NdArray>> {
    let mut lines = Vec::with_capacity(arrays.len());
    for array in arrays {
        let line = if array.ndim() == 0 { array.reshape(&[1])? } else { (*array).clone() };
        if line.size() == 0 {
            return Err(PolynomialError::Empty);
        }
        if line.ndim() != 1 {
            return Err(PolynomialError::NotALine);
        }
        lines.push(line);
    }
    let kind = common_kind(&lines)?;
    lines.iter().map(|line| copied(line, kind, trim)).collect()
}

fn copied(line: &NdArray, kind: Kind, trim: bool) -> Result<NdArray> {
    // What becomes zero in the common type is no zero that is cut off.
    let length = if trim { significant(line)? } else { line.size() };
    let line = if length < line.size() { crate::fresh::range(line, 0, 0, length)? } else { line.clone() };
    Ok(line.astype(&kind.into(), Order::C)?)
}

/// The number of elements up to the last that is not zero; at least one.
fn significant(line: &NdArray) -> Result<usize> {
    dispatch!(numeric line.kind(), T => {
        let last = line.cast_vec::<T>()?.iter().rposition(|x| *x != T::default());
        Ok(last.map_or(1, |i| i + 1))
    }, else Err(PolynomialError::NoCommonType))
}

/// An operation on two series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// The sum.
    Add,
    /// The difference.
    Subtract,
    /// The product.
    Multiply,
}

/// The result of an operation on two series.
///
/// # Errors
/// As [`series`].
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::polynomial::{CHEBYSHEV, arrays::{Operation, combine}};
/// let x = NdArray::from_vec(vec![0i64, 1]);
/// let square = combine(&CHEBYSHEV, Operation::Multiply, &x, &x)?;
/// assert_eq!(square.to_vec::<f64>()?, [0.5, 0.0, 0.5]);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn combine(basis: &Basis, operation: Operation, a: &NdArray, b: &NdArray) -> Result<NdArray> {
    let both = series(&[a, b], true)?;
    typed!(both[0].kind(), T => {
        let (a, b) = (slice::<T>(&both[0])?, slice::<T>(&both[1])?);
        Ok(NdArray::from_vec(match operation {
            Operation::Add => arithmetic::add(a, b),
            Operation::Subtract => arithmetic::subtract(a, b),
            Operation::Multiply => arithmetic::multiply(basis, a, b)?,
        }))
    })
}

/// The elements of an array that this file has made.
fn slice<T: Element>(a: &NdArray) -> Result<&[T]> {
    a.as_slice::<T>().ok_or(PolynomialError::NoCommonType)
}

/// Quotient and remainder of two series.
///
/// # Errors
/// As [`series`] and [`super::divide`].
pub fn divide(basis: &Basis, a: &NdArray, b: &NdArray) -> Result<(NdArray, NdArray)> {
    let both = series(&[a, b], true)?;
    typed!(both[0].kind(), T => {
        let (quotient, rest) = arithmetic::divide(basis, slice::<T>(&both[0])?, slice::<T>(&both[1])?)?;
        Ok((NdArray::from_vec(quotient), NdArray::from_vec(rest)))
    })
}

/// A power of a series.
///
/// # Errors
/// As [`series`].
pub fn power(basis: &Basis, c: &NdArray, exponent: usize) -> Result<NdArray> {
    mapped(c, true, |c| basis_power(basis, c, exponent))
}

fn basis_power(basis: &Basis, c: &NdArray, exponent: usize) -> Result<NdArray> {
    typed!(c.kind(), T => Ok(NdArray::from_vec(arithmetic::power(basis, slice::<T>(c)?, exponent)?)))
}

/// A function of one series.
fn mapped(c: &NdArray, trim: bool, f: impl FnOnce(&NdArray) -> Result<NdArray>) -> Result<NdArray> {
    f(&series(&[c], trim)?[0])
}

/// The product of a series with `x`.
///
/// # Errors
/// As [`series`].
pub fn times_x(basis: &Basis, c: &NdArray) -> Result<NdArray> {
    mapped(
        c,
        true,
        |c| typed!(c.kind(), T => Ok(NdArray::from_vec(arithmetic::times_x(basis, slice::<T>(c)?)))),
    )
}

/// The series with the given zeros.
///
/// # Errors
/// As [`series`], but for no zeros, which give one.
pub fn from_roots(basis: &Basis, roots: &NdArray) -> Result<NdArray> {
    if roots.size() == 0 {
        return Ok(NdArray::from_vec(vec![1.0]));
    }
    mapped(
        roots,
        false,
        |roots| typed!(roots.kind(), T => Ok(NdArray::from_vec(arithmetic::from_roots(basis, slice::<T>(roots)?)?))),
    )
}

/// The series of `offset + scale x`, in the type of these numbers.
///
/// # Errors
/// Elements that are not numbers.
pub fn line(basis: &Basis, offset: &NdArray, scale: &NdArray) -> Result<NdArray> {
    let kind = pallasite_array::promote::promote_kinds(offset.kind(), scale.kind());
    let wide = if kind.is_inexact() { kind } else { Kind::Float64 };
    let found = typed!(wide, T => {
        Ok::<_, PolynomialError>(NdArray::from_vec(arithmetic::line::<T>(basis, number(offset)?, number(scale)?)))
    })?;
    // Whole numbers stay whole where the basis lets them.
    let whole = kind.is_integer() && (found.size() == 1 || basis.times_x(0).0.fract() == 0.0);
    Ok(if whole { ops::cast(&found, kind)? } else { found })
}

/// The series `c` of one basis at a series of another, in that one; at `x` itself where none is given.
///
/// # Errors
/// As [`series`].
pub fn compose(of: &Basis, c: &NdArray, to: &Basis, x: Option<&NdArray>) -> Result<NdArray> {
    let arrays = match x {
        Some(x) => series(&[c, x], true)?,
        None => series(&[c], true)?,
    };
    typed!(arrays[0].kind(), T => {
        let identity = arithmetic::line(to, T::default(), T::of(1.0));
        let x = arrays.get(1).map_or(Ok(&identity[..]), slice::<T>)?;
        Ok(NdArray::from_vec(arithmetic::compose(of, slice::<T>(&arrays[0])?, to, x)?))
    })
}

/// The companion matrix of a series.
///
/// # Errors
/// As [`series`] and [`super::companion()`].
pub fn companion(basis: &Basis, c: &NdArray) -> Result<NdArray> {
    mapped(c, true, |c| typed!(c.kind(), T => Ok(NdArray::from(matrices::companion(basis, slice::<T>(c)?)?))))
}

/// The zeros of a series; real ones where all are real and the series is.
///
/// # Errors
/// As [`series`] and [`super::roots`]; halves.
pub fn roots(basis: &Basis, c: &NdArray) -> Result<NdArray> {
    macro_rules! found {
        ($c:expr; $($kind:ident $t:ty),+) => {
            match $c.kind() {
                $(Kind::$kind => real_if_real($c.kind(), matrices::roots(basis, slice::<$t>($c)?)?),)+
                _ => Err(Error::type_("array type float16 is unsupported in linalg").into()),
            }
        };
    }
    mapped(c, true, |c| found!(c; Float32 f32, Float64 f64, Complex64 Complex<f32>, Complex128 Complex<f64>))
}

/// Numbers of the type `kind`, if that is complex or none has an imaginary part; else complex ones.
pub(super) fn real_if_real<R>(kind: Kind, found: Vec<Complex<R>>) -> Result<NdArray>
where
    Complex<R>: Element,
    R: Element,
{
    if kind.is_complex() || found.iter().any(|z| z.im != R::default()) {
        return Ok(NdArray::from_vec(found));
    }
    Ok(NdArray::from_vec(found.into_iter().map(|z| z.re).collect()))
}

/// The values of series at `x`, computed in the type `kind`.
///
/// The first axis of `c` is that of the degrees. With `tensor` each series is evaluated at all of `x`, whose axes come
/// last; else the other axes of `c` and those of `x` are broadcast.
///
/// # Errors
/// Series without coefficients; shapes that do not broadcast.
///
/// # Examples
/// ```
/// use pallasite_array::{Kind, NdArray};
/// use pallasite_numpy::polynomial::{POWER, arrays::values};
/// let (x, c) = (NdArray::from_vec(vec![0.0, 2.0]), NdArray::from_vec(vec![1.0, 3.0]));
/// assert_eq!(values(&POWER, &x, &c, Kind::Float64, true)?.to_vec::<f64>()?, [1.0, 7.0]);
/// # Ok::<(), pallasite_numpy::polynomial::PolynomialError>(())
/// ```
pub fn values(basis: &Basis, x: &NdArray, c: &NdArray, kind: Kind, tensor: bool) -> Result<NdArray> {
    let Some((&count, rows)) = c.shape().split_first() else {
        return values(basis, x, &c.reshape(&[1])?, kind, tensor);
    };
    if count == 0 {
        return Err(Error::IndexOutOfBounds { index: -1, axis: 0, size: 0 }.into());
    }
    let dtype = DType::from(kind);
    if tensor || rows.is_empty() {
        let shape = [rows, x.shape()].concat();
        let (x, c) = (x.astype_if_needed(&dtype)?, c.astype_if_needed(&dtype)?);
        return typed!(kind, T => of_each::<T>(basis, slice(&x)?, slice(&c)?, count, &shape));
    }
    let shape = broadcast_shapes(&[rows, x.shape()])?;
    let x = x.broadcast_to(&shape)?.astype_if_needed(&dtype)?;
    let lead = vec![1; shape.len() - rows.len()];
    let full: Vec<isize> = [count].iter().chain(&lead).chain(rows).map(|&n| n as isize).collect();
    let all: Vec<usize> = [count].iter().chain(shape.iter()).copied().collect();
    let c = c.reshape(&full)?.broadcast_to(&all)?.astype_if_needed(&dtype)?;
    typed!(kind, T => {
        let (x, c) = (slice::<T>(&x)?, slice::<T>(&c)?);
        filled(&shape, |out| if !x.is_empty() {
            evaluate::evaluate_into(basis, c, x.len(), x, out);
        })
    })
}

/// The values of each of several series at all of `x`.
fn of_each<T: Coefficient>(
    basis: &Basis,
    x: &[T],
    c: &[T],
    count: usize,
    shape: &[usize],
) -> Result<NdArray> {
    let width = c.len() / count;
    filled(shape, |out| {
        for (j, out) in out.chunks_exact_mut(x.len().max(1)).enumerate() {
            let own: Vec<T> = c.iter().skip(j).step_by(width).copied().collect();
            evaluate::evaluate_into(basis, &own, 1, x, out);
        }
    })
}

/// An array whose elements `f` sets.
fn filled<T: Element>(shape: &[usize], f: impl FnOnce(&mut [T])) -> Result<NdArray> {
    let mut out = NdArray::zeros(shape, &DType::from(T::KIND))?;
    f(out.as_slice_mut().expect("fresh"));
    Ok(out)
}

/// Casts that hand on what fits.
trait Fitting {
    fn astype_if_needed(&self, dtype: &DType) -> pallasite_array::Result<NdArray>;
}

impl Fitting for NdArray {
    /// The array in C order in the native type `dtype`.
    fn astype_if_needed(&self, dtype: &DType) -> pallasite_array::Result<NdArray> {
        let fits = self.dtype() == dtype && self.is_c_contiguous() && self.is_aligned();
        if fits { Ok(self.clone()) } else { self.astype(dtype, Order::C) }
    }
}

/// The values at `x` of the polynomials up to `degree`, along a last axis.
///
/// # Errors
/// Elements that are not numbers; too little memory.
pub fn vander(basis: &Basis, x: &NdArray, degree: usize) -> Result<NdArray> {
    let x = if x.ndim() == 0 { x.reshape(&[1])? } else { x.clone() };
    let x = floating(&x)?;
    let x = x.astype_if_needed(&x.dtype().to_native())?;
    let shape: Vec<usize> = [degree + 1].iter().chain(x.shape()).copied().collect();
    let rows = typed!(x.kind(), T => {
        Ok::<_, PolynomialError>(NdArray::from_vec_shape(evaluate::vander(basis, slice::<T>(&x)?, degree), &shape)?)
    })?;
    Ok(lines::moved(&rows, 0)?)
}

/// The rows of series along `axis`, in floating point: the array with that axis first.
fn rows(c: &NdArray, axis: isize) -> Result<(NdArray, usize)> {
    let c = if c.ndim() == 0 { c.reshape(&[1])? } else { c.clone() };
    let axis = normalize_axis(axis, c.ndim())?;
    let c = floating(&c)?;
    let mut order: Vec<isize> = (0..c.ndim() as isize).filter(|&i| i != axis as isize).collect();
    order.insert(0, axis as isize);
    Ok((c.permute(&order)?.astype(&c.dtype().to_native(), Order::C)?, axis))
}

/// New rows in the place of those of an array, with their axis moved back.
fn delivered<T: Element>(like: &NdArray, axis: usize, values: Vec<T>) -> Result<NdArray> {
    let width: usize = like.shape()[1..].iter().product();
    let mut shape = like.shape().to_vec();
    shape[0] = values.len().checked_div(width).unwrap_or(shape[0]);
    let mut order: Vec<isize> = (1..shape.len() as isize).collect();
    order.insert(axis, 0);
    Ok(NdArray::from_vec_shape(values, &shape)?.permute(&order)?)
}

/// A number in the type of the series, which has to have room for it.
fn number<T: Coefficient>(value: &NdArray) -> Result<T> {
    Ok(spread_to::<T>(value, &[])?[0])
}

fn spread_to<T: Coefficient>(value: &NdArray, shape: &[usize]) -> Result<Vec<T>> {
    if value.kind().is_complex() && !T::KIND.is_complex() {
        let (from, to) = (value.dtype().clone(), T::KIND.into());
        return Err(Error::Cast { from, to, rule: "same_kind" }.into());
    }
    Ok(value.broadcast_to(shape)?.astype(&T::KIND.into(), Order::C)?.cast_vec::<T>()?)
}

/// The derivative of order `m` of series in `scale x` along `axis`.
///
/// # Errors
/// An axis that is not there; a scale that is complex where the series are real.
pub fn derivative(basis: &Basis, c: &NdArray, m: usize, scale: &NdArray, axis: isize) -> Result<NdArray> {
    let (rows, axis) = rows(c, axis)?;
    let width = rows.shape()[1..].iter().product();
    typed!(rows.kind(), T => {
        let found = calculus::derivative(basis, rows.to_vec::<T>()?, width, m, number(scale)?);
        delivered(&rows, axis, found)
    })
}

/// What the constants of integration are, where integrals begin, and what `x` is scaled by.
#[derive(Debug, Clone, Copy)]
pub struct Integration<'a> {
    /// How often to integrate.
    pub order: usize,
    /// The constants; those that are missing are zero.
    pub constants: &'a [NdArray],
    /// Where the integral is the constant.
    pub lower: &'a NdArray,
    /// The factor of each integration.
    pub scale: &'a NdArray,
}

/// The integral of series along `axis`.
///
/// # Errors
/// More constants than integrations; an axis that is not there; complex numbers where the series are real.
pub fn integral(basis: &Basis, c: &NdArray, how: &Integration, axis: isize) -> Result<NdArray> {
    if how.constants.len() > how.order {
        return Err(PolynomialError::TooManyConstants);
    }
    let (rows, axis) = rows(c, axis)?;
    let row = &rows.shape()[1..];
    let width = row.iter().product();
    typed!(rows.kind(), T => {
        let mut constants: Vec<Vec<T>> =
            how.constants.iter().map(|k| spread_to(k, row)).collect::<Result<_>>()?;
        constants.resize(how.order, vec![T::default(); width]);
        let (lower, scale) = (number(how.lower)?, number(how.scale)?);
        let found = calculus::integral(basis, rows.to_vec::<T>()?, width, &constants, lower, scale);
        delivered(&rows, axis, found)
    })
}

/// The series without the coefficients at its end whose absolute values are at most `tolerance`.
///
/// # Errors
/// As [`series`].
pub fn trimmed(c: &NdArray, tolerance: f64) -> Result<NdArray> {
    mapped(c, true, |c| {
        let sizes = ops::unary(&pallasite_ufunc::table::ABSOLUTE, c)?;
        let large = ops::binary(&pallasite_ufunc::table::GREATER, &sizes, tolerance)?;
        match large.cast_vec::<Bool>()?.iter().rposition(|b| b.get()) {
            Some(last) => Ok(crate::fresh::range(c, 0, 0, last + 1)?.copy(Order::C)?),
            None => {
                Ok(ops::binary(&pallasite_ufunc::table::MULTIPLY, &crate::fresh::range(c, 0, 0, 1)?, 0.0)?)
            }
        }
    })
}

/// The smallest and the largest of numbers; of complex ones the corners of the rectangle around them.
///
/// # Errors
/// As [`series`].
pub fn domain(x: &NdArray) -> Result<NdArray> {
    mapped(x, false, |x| {
        typed!(x.kind(), T => {
            let parts = slice::<T>(x)?.iter().map(|x| x.parts());
            let (re, im): (Vec<f64>, Vec<f64>) = parts.unzip();
            let ends = |v: &[f64], pick: fn(f64, f64) -> f64| {
                v.iter().copied().reduce(|a, b| if a.is_nan() || b.is_nan() { f64::NAN } else { pick(a, b) })
            };
            let corner = |pick: fn(f64, f64) -> f64| {
                Complex::new(ends(&re, pick).unwrap_or(f64::NAN), ends(&im, pick).unwrap_or(f64::NAN))
            };
            let ends = [corner(f64::min), corner(f64::max)];
            if x.kind().is_complex() {
                return Ok(NdArray::from_vec(ends.to_vec()));
            }
            Ok(NdArray::from_vec(ends.map(|z| z.re).to_vec()).astype(&x.kind().into(), Order::C)?)
        })
    })
}
