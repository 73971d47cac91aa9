//! Mean, variance and their kin.

use crate::ops;
use crate::{indexing, lines};
use pallasite_array::{Error, Kind, NdArray, Order, Result};
use pallasite_ufunc::{ReduceOptions, table};

/// What may be asked of a moment.
#[derive(Debug, Clone, Copy, Default)]
pub struct MomentOptions<'a> {
    /// Axes to reduce; all by default.
    pub axes: Option<&'a [isize]>,
    /// Kind to compute in; by default doubles for integers, singles for halves.
    pub dtype: Option<Kind>,
    /// Leave reduced axes in the result, with length one.
    pub keepdims: bool,
    /// Elements that take part.
    pub where_: Option<&'a NdArray>,
    /// What is taken from the number of elements before a variance is divided by it.
    pub ddof: f64,
    /// The mean, with the reduced axes kept, where it is known already.
    pub mean: Option<&'a NdArray>,
}

/// Halves are summed in singles, integers in doubles.
fn sum_kind(kind: Kind) -> Option<Kind> {
    match kind {
        Kind::Float16 => Some(Kind::Float32),
        k if k.is_integer() || k == Kind::Bool => Some(Kind::Float64),
        _ => None,
    }
}

/// How many elements take part in each element of a result.
#[derive(Debug, Clone)]
pub enum Count {
    /// The same number in each.
    Uniform(f64),
    /// A number for each, where a mask decides.
    Each(NdArray),
}

impl Count {
    /// Whether a number fulfils `test`.
    ///
    /// # Errors
    /// None but for memory.
    pub fn any(&self, test: impl Fn(f64) -> bool) -> Result<bool> {
        match self {
            Count::Uniform(n) => Ok(test(*n)),
            Count::Each(counts) => Ok(counts.cast_vec::<f64>()?.into_iter().any(test)),
        }
    }

    /// What is left of the numbers without `ddof`, not below zero.
    fn freedom(&self, ddof: f64) -> Result<Count> {
        match self {
            // NaN stays, as in NumPy's maximum.
            Count::Uniform(n) => Ok(Count::Uniform(if n - ddof < 0.0 { 0.0 } else { n - ddof })),
            Count::Each(counts) => {
                let left = ops::binary(&table::SUBTRACT, counts, ddof)?;
                Ok(Count::Each(ops::binary(&table::MAXIMUM, &left, 0i64)?))
            }
        }
    }
}

/// How many elements take part.
///
/// # Errors
/// Axes that `a` does not have, a mask that does not broadcast.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::statistics::{Count, count};
/// let a = NdArray::from_vec(vec![1.0, 2.0]);
/// assert!(matches!(count(&a, &Default::default())?, Count::Uniform(2.0)));
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn count(a: &NdArray, options: &MomentOptions) -> Result<Count> {
    let Some(mask) = options.where_ else {
        let reduced = lines::reduced_axes(a.ndim(), options.axes)?;
        let n: usize = (0..a.ndim()).filter(|&i| reduced[i]).map(|i| a.shape()[i]).product();
        return Ok(Count::Uniform(n as f64));
    };
    let mask = mask.broadcast_to(a.shape())?;
    let sum = ReduceOptions {
        axes: options.axes,
        keepdims: options.keepdims,
        dtype: Some(Kind::Int64),
        ..ReduceOptions::default()
    };
    Ok(Count::Each(pallasite_ufunc::reduce(&table::ADD, &mask, &sum)?))
}

fn sum(a: &NdArray, dtype: Option<Kind>, keepdims: bool, options: &MomentOptions) -> Result<NdArray> {
    let sum = ReduceOptions {
        axes: options.axes,
        dtype,
        keepdims,
        where_: options.where_,
        ..ReduceOptions::default()
    };
    Ok(pallasite_ufunc::reduce(&table::ADD, a, &sum)?)
}

/// A quotient in the type of the dividend.
fn divided(total: NdArray, by: &Count) -> Result<NdArray> {
    let kind = total.kind();
    let quotient = match by {
        Count::Uniform(n) if kind.is_inexact() => ops::onto(&table::DIVIDE, total, *n)?,
        Count::Uniform(n) => ops::binary(&table::DIVIDE, &total, *n)?,
        Count::Each(counts) => ops::binary(&table::DIVIDE, &total, counts)?,
    };
    ops::cast(&quotient, kind)
}

/// The mean over the given axes.
///
/// # Errors
/// Axes that `a` does not have, elements that are not numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![1i64, 2]);
/// assert_eq!(pallasite_numpy::statistics::mean(&a, &Default::default())?.to_vec::<f64>()?, [1.5]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn mean(a: &NdArray, options: &MomentOptions) -> Result<NdArray> {
    let dtype = options.dtype.or_else(|| sum_kind(a.kind()));
    let n = count(a, options)?;
    let mean = divided(sum(a, dtype, options.keepdims, options)?, &n)?;
    if options.dtype.is_none() && a.kind() == Kind::Float16 {
        ops::cast(&mean, Kind::Float16)
    } else {
        Ok(mean)
    }
}

/// The variance over the given axes: the mean of the squared distance from the mean.
///
/// # Errors
/// Axes that `a` does not have, elements that are not numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::statistics::{MomentOptions, var};
/// let a = NdArray::from_vec(vec![1i64, 2, 3]);
/// assert_eq!(var(&a, &MomentOptions { ddof: 1.0, ..Default::default() })?.to_vec::<f64>()?, [1.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn var(a: &NdArray, options: &MomentOptions) -> Result<NdArray> {
    let kind = a.kind();
    let whole = kind.is_integer() || kind == Kind::Bool;
    let dtype = options.dtype.or(if whole { Some(Kind::Float64) } else { None });
    let n = count(a, options)?;
    let mean = match options.mean {
        Some(mean) => mean.clone(),
        None => {
            let total = sum(a, dtype, true, options)?;
            let n = count(a, &MomentOptions { keepdims: true, ..*options })?;
            divided(total, &n)?
        }
    };
    let squares = squared(ops::binary(&table::SUBTRACT, a, &mean)?)?;
    let total = sum(&squares, dtype, options.keepdims, options)?;
    divided(total, &n.freedom(options.ddof)?)
}

/// The squared magnitudes, in the memory of real numbers.
fn squared(x: NdArray) -> Result<NdArray> {
    if !x.kind().is_complex() {
        return ops::unary_onto(&table::SQUARE, x);
    }
    let square = |imaginary| ops::unary(&table::SQUARE, &ops::part(&x, imaginary)?);
    ops::binary(&table::ADD, &square(false)?, &square(true)?)
}

/// The standard deviation: the root of [`var`].
///
/// # Errors
/// As [`var`].
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![1.0, 3.0]);
/// assert_eq!(pallasite_numpy::statistics::std(&a, &Default::default())?.to_vec::<f64>()?, [1.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn std(a: &NdArray, options: &MomentOptions) -> Result<NdArray> {
    let var = var(a, options)?;
    let kind = var.kind();
    ops::cast(&ops::unary_onto(&table::SQRT, var)?, kind)
}

/// The difference between the largest and the smallest element.
///
/// # Errors
/// Axes that `a` does not have, an empty reduction.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![3i64, 1, 9]);
/// assert_eq!(pallasite_numpy::statistics::ptp(&a, None, false)?.to_vec::<i64>()?, [8]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn ptp(a: &NdArray, axes: Option<&[isize]>, keepdims: bool) -> Result<NdArray> {
    let high = ops::reduce(&table::MAXIMUM, a, axes, keepdims)?;
    ops::binary(&table::SUBTRACT, &high, &ops::reduce(&table::MINIMUM, a, axes, keepdims)?)
}

/// Weights in a shape that broadcasts against the array.
///
/// # Errors
/// Weights that have neither the shape of `a` nor that of the axes.
pub(super) fn fitted_weights(weights: &NdArray, a: &NdArray, axes: Option<&[isize]>) -> Result<NdArray> {
    if weights.shape() == a.shape() {
        return Ok(weights.clone());
    }
    let axes =
        axes.ok_or_else(|| Error::type_("Axis must be specified when shapes of a and weights differ."))?;
    let axes = axes
        .iter()
        .map(|&x| pallasite_array::layout::normalize_axis(x, a.ndim()))
        .collect::<Result<Vec<_>>>()?;
    if axes.len() != weights.ndim() || axes.iter().zip(weights.shape()).any(|(&x, &d)| a.shape()[x] != d) {
        return Err(Error::value(
            "Shape of weights must be consistent with shape of a along specified axis.",
        ));
    }
    let mut order: Vec<isize> = (0..axes.len() as isize).collect();
    order.sort_by_key(|&i| axes[i as usize]);
    let shape: Vec<isize> =
        (0..a.ndim()).map(|i| if axes.contains(&i) { a.shape()[i] as isize } else { 1 }).collect();
    weights.permute(&order)?.reshape(&shape)
}

/// The mean weighted by `weights`, and the sum of weights.
///
/// # Errors
/// Weights of another shape than `a` or the axes, weights that sum to zero.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let (a, w) = (NdArray::from_vec(vec![1.0, 2.0]), NdArray::from_vec(vec![3.0, 1.0]));
/// let (mean, total) = pallasite_numpy::statistics::average(&a, None, Some(&w), false)?;
/// assert_eq!((mean.to_vec::<f64>()?, total.to_vec::<f64>()?), (vec![1.25], vec![4.0]));
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn average(
    a: &NdArray,
    axes: Option<&[isize]>,
    weights: Option<&NdArray>,
    keepdims: bool,
) -> Result<(NdArray, NdArray)> {
    let options = MomentOptions { axes, keepdims, ..MomentOptions::default() };
    let Some(weights) = weights else {
        let mean = mean(a, &options)?;
        let n = a.size() as f64 / mean.size() as f64;
        let total = ops::cast(&ops::scalar(n)?, mean.kind())?;
        return Ok((mean, total));
    };
    let weights = fitted_weights(weights, a, axes)?;
    let mut kind = pallasite_array::promote::promote_types(a.dtype(), weights.dtype())?.kind();
    if !a.kind().is_inexact() {
        kind = pallasite_array::promote::promote_kinds(kind, Kind::Float64);
    }
    let total = sum(&weights, Some(kind), keepdims, &options)?;
    if ops::any(&ops::binary(&table::EQUAL, &total, 0i64)?)? {
        return Err(Error::value("Weights sum to zero, can't be normalized"));
    }
    let product = ops::binary(&table::MULTIPLY, &ops::cast(a, kind)?, &ops::cast(&weights, kind)?)?;
    let mean = ops::binary(&table::DIVIDE, &sum(&product, None, keepdims, &options)?, &total)?;
    let total = if total.shape() == mean.shape() {
        total
    } else {
        total.broadcast_to(mean.shape())?.copy(Order::C)?
    };
    Ok((mean, total))
}

/// Values where a mask is true, replaced by one number.
pub(super) fn replaced(a: &NdArray, mask: &NdArray, value: f64) -> Result<NdArray> {
    let value = ops::cast(&ops::scalar(value)?, a.kind())?;
    indexing::where_(mask, &value, a)
}
