//! Statistics that leave out NaN.

use super::moments::{MomentOptions, mean, replaced, var};
use crate::ops;
use pallasite_array::{Error, Kind, NdArray, Result};
use pallasite_ufunc::{ReduceOptions, table};

/// A result that left out NaN.
#[derive(Debug, Clone)]
pub struct Skipped {
    /// The result; NaN where nothing was left.
    pub values: NdArray,
    /// How many results had nothing left.
    pub empty: usize,
}

/// The array with NaN replaced, and where they were; `None` for types that have none.
///
/// # Errors
/// More memory than there is.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let (a, _) = pallasite_numpy::statistics::replace_nan(&NdArray::from_vec(vec![f64::NAN, 2.0]), 1.0)?;
/// assert_eq!(a.to_vec::<f64>()?, [1.0, 2.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn replace_nan(a: &NdArray, value: f64) -> Result<(NdArray, Option<NdArray>)> {
    if !a.kind().is_inexact() {
        return Ok((a.clone(), None));
    }
    let mask = ops::unary(&table::ISNAN, a)?;
    Ok((replaced(a, &mask, value)?, Some(mask)))
}

/// The mask of the elements that count.
fn counting(nan: &NdArray, where_: Option<&NdArray>) -> Result<NdArray> {
    let valid = ops::unary(&table::LOGICAL_NOT, nan)?;
    match where_ {
        Some(mask) => ops::binary(&table::LOGICAL_AND, &valid, mask),
        None => Ok(valid),
    }
}

fn inexact(options: &MomentOptions) -> Result<()> {
    match options.dtype {
        Some(k) if !k.is_inexact() => Err(Error::type_("If a is inexact, then dtype must be inexact")),
        _ => Ok(()),
    }
}

/// The mean of what is not NaN.
///
/// # Errors
/// Axes that `a` does not have, a dtype that is not inexact.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![1.0, f64::NAN, 2.0]);
/// let found = pallasite_numpy::statistics::nanmean(&a, &Default::default())?;
/// assert_eq!(found.values.to_vec::<f64>()?, [1.5]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn nanmean(a: &NdArray, options: &MomentOptions) -> Result<Skipped> {
    let (filled, Some(nan)) = replace_nan(a, 0.0)? else {
        return Ok(Skipped { values: mean(a, options)?, empty: 0 });
    };
    inexact(options)?;
    let valid = counting(&nan, options.where_)?;
    let n = counts(&valid, options.axes, options.keepdims)?;
    let values = share(&total(&filled, options, options.keepdims)?, &n)?;
    Ok(Skipped { values, empty: zeros(&n)? })
}

/// The sum of what is there, NaN replaced.
fn total(filled: &NdArray, options: &MomentOptions, keepdims: bool) -> Result<NdArray> {
    let sum = ReduceOptions {
        axes: options.axes,
        dtype: options.dtype,
        keepdims,
        where_: options.where_,
        ..ReduceOptions::default()
    };
    Ok(pallasite_ufunc::reduce(&table::ADD, filled, &sum)?)
}

/// `total / n` in the type of the total.
fn share(total: &NdArray, n: &NdArray) -> Result<NdArray> {
    ops::cast(&ops::binary(&table::DIVIDE, total, n)?, total.kind())
}

fn counts(valid: &NdArray, axes: Option<&[isize]>, keepdims: bool) -> Result<NdArray> {
    let options = ReduceOptions { axes, keepdims, dtype: Some(Kind::Int64), ..ReduceOptions::default() };
    Ok(pallasite_ufunc::reduce(&table::ADD, valid, &options)?)
}

fn zeros(n: &NdArray) -> Result<usize> {
    Ok(n.size() - pallasite_ufunc::count_nonzero(n)?)
}

/// The variance of what is not NaN.
///
/// # Errors
/// As [`nanmean`].
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![1.0, f64::NAN, 3.0]);
/// let found = pallasite_numpy::statistics::nanvar(&a, &Default::default())?;
/// assert_eq!(found.values.to_vec::<f64>()?, [1.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn nanvar(a: &NdArray, options: &MomentOptions) -> Result<Skipped> {
    let (filled, Some(nan)) = replace_nan(a, 0.0)? else {
        return Ok(Skipped { values: var(a, options)?, empty: 0 });
    };
    inexact(options)?;
    let valid = counting(&nan, options.where_)?;
    let kept = counts(&valid, options.axes, true)?;
    let average = match options.mean {
        Some(mean) => mean.clone(),
        None => share(&total(&filled, options, true)?, &kept)?,
    };
    let distance = ops::cast(&ops::binary(&table::SUBTRACT, &filled, &average)?, a.kind())?;
    let distance = replaced(&distance, &nan, 0.0)?;
    let squares = if distance.kind().is_complex() {
        let product = ops::binary(&table::MULTIPLY, &distance, &ops::unary(&table::CONJUGATE, &distance)?)?;
        ops::part(&product, false)?
    } else {
        ops::onto(&table::MULTIPLY, distance.clone(), &distance)?
    };
    let n = ops::binary(&table::SUBTRACT, &counts(&valid, options.axes, options.keepdims)?, options.ddof)?;
    let quotient = share(&total(&squares, options, options.keepdims)?, &n)?;
    let bad = ops::binary(&table::LESS_EQUAL, &n, 0i64)?;
    let empty = pallasite_ufunc::count_nonzero(&bad)?;
    Ok(Skipped { values: if empty > 0 { replaced(&quotient, &bad, f64::NAN)? } else { quotient }, empty })
}

/// The largest or smallest of what is not NaN.
///
/// # Errors
/// Axes that `a` does not have, an empty reduction.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![1.0, f64::NAN, 2.0]);
/// let found = pallasite_numpy::statistics::nanextremum(&a, true, &Default::default())?;
/// assert_eq!(found.values.to_vec::<f64>()?, [2.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn nanextremum(a: &NdArray, largest: bool, options: &ReduceOptions) -> Result<Skipped> {
    let ufunc = if largest { &table::FMAX } else { &table::FMIN };
    let values = pallasite_ufunc::reduce(ufunc, a, options)?;
    let empty = if values.kind().is_inexact() {
        pallasite_ufunc::count_nonzero(&pallasite_ufunc::isnan(&values)?)?
    } else {
        0
    };
    Ok(Skipped { values, empty })
}

/// The place of the largest or smallest of what is not NaN.
///
/// # Errors
/// A line of nothing but NaN, an axis that `a` does not have, an empty axis.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![f64::NAN, 1.0, 2.0]);
/// let at = pallasite_numpy::statistics::nanarg(&a, true, None, false)?;
/// assert_eq!(at.to_vec::<i64>()?, [2]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn nanarg(a: &NdArray, largest: bool, axis: Option<isize>, keepdims: bool) -> Result<NdArray> {
    let (filled, nan) = replace_nan(a, if largest { f64::NEG_INFINITY } else { f64::INFINITY })?;
    if let Some(nan) = nan.filter(|n| n.size() > 0) {
        let axes = axis.map(|x| [x]);
        if ops::any(&ops::reduce(&table::LOGICAL_AND, &nan, axes.as_ref().map(|x| &x[..]), false)?)? {
            return Err(Error::value("All-NaN slice encountered"));
        }
    }
    let found = if largest { pallasite_ufunc::argmax } else { pallasite_ufunc::argmin };
    Ok(found(&filled, axis, keepdims)?)
}
