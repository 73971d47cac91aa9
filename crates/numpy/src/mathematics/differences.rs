//! Differences of neighbours, and the trapezoidal rule.

use crate::fresh::Fresh;
use crate::manipulation::concatenate;
use crate::ops;
use pallasite_array::layout::normalize_axis;
use pallasite_array::promote::{Casting, can_cast};
use pallasite_array::{Error, Kind, NdArray, Order, Result};
use pallasite_ufunc::{Arg, table};

/// The `n`-th difference of neighbours along an axis, after values are put before and behind it.
///
/// # Errors
/// An array without axes, an axis that it does not have.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![1i64, 4, 9, 16]);
/// assert_eq!(pallasite_numpy::mathematics::diff(&a, 2, -1, None, None)?.to_vec::<i64>()?, [2, 2]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn diff(
    a: &NdArray,
    n: usize,
    axis: isize,
    before: Option<&NdArray>,
    behind: Option<&NdArray>,
) -> Result<NdArray> {
    if n == 0 {
        return Ok(a.clone());
    }
    if a.ndim() == 0 {
        return Err(Error::value("diff requires input that is at least one dimensional"));
    }
    let axis = normalize_axis(axis, a.ndim())?;
    let mut shape = a.shape().to_vec();
    shape[axis] = 1;
    let spread = |x: &NdArray| if x.ndim() == 0 { x.broadcast_to(&shape) } else { Ok(x.clone()) };
    let parts = [before.map(spread).transpose()?, Some(a.clone()), behind.map(spread).transpose()?];
    let parts: Vec<NdArray> = parts.into_iter().flatten().collect();
    let mut a = match &parts[..] {
        [one] => one.clone(),
        many => concatenate(many, Some(axis as isize), None, Casting::SameKind)?,
    };
    let ufunc = if a.kind() == Kind::Bool { &table::NOT_EQUAL } else { &table::SUBTRACT };
    for _ in 0..n.min(a.shape()[axis] + 1) {
        let (later, earlier) = ops::neighbours(&a, axis)?;
        a = ops::binary(ufunc, &later, &earlier)?;
    }
    Ok(a)
}

/// The differences of neighbours in the flattened array, between values to begin and to end with.
///
/// # Errors
/// Values that do not cast to the type of `a`.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![1i64, 4, 9]);
/// assert_eq!(pallasite_numpy::mathematics::ediff1d(&a, None, None)?.to_vec::<i64>()?, [3, 5]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn ediff1d(a: &NdArray, to_end: Option<&NdArray>, to_begin: Option<&NdArray>) -> Result<NdArray> {
    let a = a.ravel()?;
    let (later, earlier) = ops::neighbours(&a, 0)?;
    let inner = ops::binary(&table::SUBTRACT, &later, &earlier)?;
    let fit = |x: Option<&NdArray>, name: &str| -> Result<Option<NdArray>> {
        let Some(x) = x else { return Ok(None) };
        if !can_cast(x.dtype(), a.dtype(), Casting::SameKind) {
            return Err(Error::type_(format!(
                "dtype of `{name}` must be compatible with input `ary` under the `same_kind` rule."
            )));
        }
        Ok(Some(x.ravel()?.astype(a.dtype(), Order::C)?))
    };
    let parts = [fit(to_begin, "to_begin")?, Some(inner), fit(to_end, "to_end")?];
    let parts: Vec<NdArray> = parts.into_iter().flatten().collect();
    if parts.len() == 1 {
        return Ok(parts[0].clone());
    }
    let joined = Fresh::zeros(&[parts.iter().map(NdArray::size).sum()], a.dtype(), Order::C)?;
    let mut at = 0;
    for part in &parts {
        joined.set_range(0, at, at + part.size(), part)?;
        at += part.size();
    }
    Ok(joined.finish())
}

/// The integral along an axis by the trapezoidal rule, of samples at `x`, or `dx` apart.
///
/// # Errors
/// An axis that `y` does not have, samples of another number.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let y = NdArray::from_vec(vec![1i64, 2, 3]);
/// assert_eq!(pallasite_numpy::mathematics::trapezoid(&y, None, 1.0.into(), -1)?.to_vec::<f64>()?, [4.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn trapezoid(y: &NdArray, x: Option<&NdArray>, dx: Arg, axis: isize) -> Result<NdArray> {
    if y.ndim() == 0 {
        return Err(Error::Index("list assignment index out of range".into()));
    }
    let at = normalize_axis(axis, y.ndim())?;
    let (later, earlier) = ops::neighbours(y, at)?;
    let heights = ops::binary(&table::ADD, &later, &earlier)?;
    let areas = match x {
        None => ops::binary(&table::MULTIPLY, dx, &heights)?,
        Some(x) if x.ndim() == 1 => {
            let widths = diff(x, 1, -1, None, None)?;
            let mut shape = vec![1; y.ndim()];
            shape[at] = widths.size() as isize;
            ops::binary(&table::MULTIPLY, &widths.reshape(&shape)?, &heights)?
        }
        Some(x) => ops::binary(&table::MULTIPLY, &diff(x, 1, axis, None, None)?, &heights)?,
    };
    let halves = ops::binary(&table::DIVIDE, &areas, 2.0)?;
    ops::reduce(&table::ADD, &halves, Some(&[axis]), false)
}
