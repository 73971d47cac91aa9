//! Elements picked into a new array.

use super::IndexMode;
use super::coordinates::truth_of;
use crate::fresh::{Fresh, along};
use crate::lines::axis_or_flat;
use pallasite_array::index::{Item, take_line};
use pallasite_array::iter::Nest;
use pallasite_array::layout::{Order, broadcast_shapes, normalize_axis};
use pallasite_array::promote::{Casting, Operand, can_cast, result_type};
use pallasite_array::{DType, Error, NdArray, Result};

/// Indices as `int64`, which they must cast to safely (booleans do, floats do not).
pub(super) fn as_indices(a: &NdArray) -> Result<NdArray> {
    if a.dtype() == &DType::INT64 {
        return Ok(a.clone());
    }
    if a.size() > 0 && !can_cast(a.dtype(), &DType::INT64, Casting::SameKind) {
        return Err(Error::Cast { from: a.dtype().clone(), to: DType::INT64, rule: "safe" });
    }
    a.astype(&DType::INT64, Order::C)
}

/// Indices brought into `0..n` as the mode tells; untouched in [`IndexMode::Raise`].
pub(super) fn bounded(indices: &NdArray, n: usize, mode: IndexMode) -> Result<NdArray> {
    let indices = as_indices(indices)?;
    if mode == IndexMode::Raise || indices.size() == 0 {
        return Ok(indices);
    }
    let empty = || Error::Index("cannot do a non-empty take from an empty axes.".into());
    let fit = indices.to_vec::<i64>()?.into_iter().map(|i| mode.apply(i, n));
    NdArray::from_vec_shape(fit.collect::<Option<Vec<_>>>().ok_or_else(empty)?, indices.shape())
}

/// The sub-arrays along `axis` at the given indices; elements of the flattened array when it is `None`.
///
/// # Errors
/// Indices that are no integers, or out of bounds in [`IndexMode::Raise`].
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::indexing::{IndexMode, take};
/// let (a, at) = (NdArray::from_vec(vec![1.5, 2.5]), NdArray::from_vec(vec![-1i64, 0, 5]));
/// assert_eq!(take(&a, &at, None, IndexMode::Clip)?.to_vec::<f64>()?, [1.5, 1.5, 2.5]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn take(a: &NdArray, indices: &NdArray, axis: Option<isize>, mode: IndexMode) -> Result<NdArray> {
    if matches!(axis, None | Some(0 | -1))
        && mode == IndexMode::Raise
        && let Some(taken) = take_line(a, indices)
    {
        return Ok(taken);
    }
    let (a, axis) = axis_or_flat(a, axis)?;
    let n = a.shape()[axis];
    let others = a.shape().iter().enumerate().any(|(i, &d)| i != axis && d == 0);
    if n == 0 && indices.size() > 0 && !others {
        return Err(Error::Index("cannot do a non-empty take from an empty axes.".into()));
    }
    a.index(&along(axis, Item::Array(bounded(indices, n, mode)?)))
}

/// The index arrays that pick along one axis and keep the place on all others.
pub(super) fn line_indices(a: &NdArray, indices: &NdArray, axis: usize) -> Result<Vec<Item>> {
    if !indices.kind().is_integer() {
        return Err(Error::Index("`indices` must be an integer array".into()));
    }
    if indices.ndim() != a.ndim() {
        return Err(Error::value("`indices` and `arr` must have the same number of dimensions"));
    }
    let place = |(i, &n): (usize, &usize)| -> Result<Item> {
        if i == axis {
            return Ok(Item::Array(indices.clone()));
        }
        let mut shape = vec![1isize; a.ndim()];
        shape[i] = n as isize;
        Ok(Item::Array(NdArray::from_vec((0..n as i64).collect()).reshape(&shape)?))
    };
    a.shape().iter().enumerate().map(place).collect()
}

/// The elements that an array of indices along `axis` names line by line, as `argsort` gives them.
///
/// # Errors
/// Indices of another rank, no integers, out of bounds, or that do not broadcast along the other axes.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![1i64, 2, 3, 4]).reshape(&[2, 2])?;
/// let at = NdArray::from_vec(vec![1i64, 0]).reshape(&[2, 1])?;
/// assert_eq!(pallasite_numpy::indexing::take_along_axis(&a, &at, 1)?.to_vec::<i64>()?, [2, 3]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn take_along_axis(a: &NdArray, indices: &NdArray, axis: isize) -> Result<NdArray> {
    let axis = normalize_axis(axis, a.ndim())?;
    a.index(&line_indices(a, indices, axis)?)
}

/// The sub-arrays along `axis` where the vector `condition` is true; elements of the flattened array for `None`.
///
/// # Errors
/// A condition that is no vector, or true beyond the end of the axis.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let (keep, a) = (NdArray::from_vec(vec![0i64, 1]), NdArray::from_vec(vec![7i64, 8, 9]));
/// assert_eq!(pallasite_numpy::indexing::compress(&keep, &a, None)?.to_vec::<i64>()?, [8]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn compress(condition: &NdArray, a: &NdArray, axis: Option<isize>) -> Result<NdArray> {
    if condition.ndim() != 1 {
        return Err(Error::value("condition must be a 1-d array"));
    }
    let at = super::nonzero(condition)?.remove(0);
    take(a, &at, axis, IndexMode::Raise)
}

/// The elements, in C order, where `condition` (in C order) is not zero.
///
/// # Errors
/// A condition that is true beyond the end.
pub fn extract(condition: &NdArray, a: &NdArray) -> Result<NdArray> {
    let truth = truth_of(&condition.ravel()?)?;
    let flat = a.ravel()?;
    if truth.size() == flat.size() {
        return flat.index(&[Item::Mask(truth)]);
    }
    compress(&truth, &flat, Some(0))
}

/// Builds an array from the choices: each element of `which` tells which one the element comes from.
///
/// # Errors
/// No choices, indices out of bounds in [`IndexMode::Raise`], shapes that do not broadcast.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::indexing::{IndexMode, choose};
/// let choices = [NdArray::from_vec(vec![1i64, 2]), NdArray::from_vec(vec![3i64, 4])];
/// let a = choose(&NdArray::from_vec(vec![1i64, 0]), &choices, IndexMode::Raise)?;
/// assert_eq!(a.to_vec::<i64>()?, [3, 2]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn choose(which: &NdArray, choices: &[NdArray], mode: IndexMode) -> Result<NdArray> {
    let which = as_indices(which)?;
    let typed: Vec<_> = choices.iter().map(|c| Operand::Typed(c.dtype().clone())).collect();
    let dtype = result_type(&typed)?.to_native();
    let shapes: Vec<&[usize]> =
        [which.shape()].into_iter().chain(choices.iter().map(NdArray::shape)).collect();
    let shape = broadcast_shapes(&shapes)?;
    let spread = |c: &NdArray| {
        if c.dtype() == &dtype {
            c.broadcast_to(&shape)
        } else {
            c.astype(&dtype, Order::K)?.broadcast_to(&shape)
        }
    };
    let choices = choices.iter().map(spread).collect::<Result<Vec<_>>>()?;
    let which = which.broadcast_to(&shape)?;
    let limit = choices.len();
    let invalid = || Error::value("invalid entry in choice array");
    // Negative numbers do not count from the end here.
    let fit = |i: i64| match mode {
        IndexMode::Raise => (0..limit as i64).contains(&i).then_some(i),
        mode => mode.apply(i, limit),
    };
    let picks =
        which.to_vec::<i64>()?.into_iter().map(fit).collect::<Option<Vec<_>>>().ok_or_else(invalid)?;
    // SAFETY: every element is written below.
    let out = unsafe { Fresh::uninit(&shape, &dtype, Order::C)? };
    let starts: Vec<*mut u8> = choices.iter().map(NdArray::as_ptr).collect();
    let strides: Vec<&[isize]> = choices.iter().map(NdArray::strides).collect();
    let (mut at, size, mut next) = (out.array().as_ptr(), dtype.itemsize(), picks.iter());
    Nest::c_order(&shape, &strides).each(&starts, |p, s, n| {
        for i in 0..n as isize {
            let c = *next.next().expect("as many picks as elements") as usize;
            // SAFETY: the nest stays inside the choices; `at` advances over `out` once per element.
            unsafe { std::ptr::copy_nonoverlapping(p[c].wrapping_offset(s[c] * i), at, size) };
            at = at.wrapping_add(size);
        }
    });
    Ok(out.finish())
}

/// Flat indices of the elements that are true.
pub(super) fn true_places(mask: &NdArray) -> Result<NdArray> {
    let truth = truth_of(&mask.ravel()?)?;
    Ok(pallasite_array::index::nonzero(&truth)?.remove(0))
}

/// Coordinates of flat indices as index items for any layout of `a`.
pub(super) fn flat_items(a: &NdArray, flat: &NdArray) -> Result<(NdArray, Vec<Item>)> {
    if let Some(line) = a.reshape_view(&[a.size()], Order::C) {
        return Ok((line, vec![Item::Array(flat.clone())]));
    }
    let at = super::unravel_index(flat, a.shape(), Order::C)?;
    Ok((a.clone(), at.into_iter().map(Item::Array).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ints(v: &[i64]) -> NdArray {
        NdArray::from_vec(v.to_vec())
    }

    #[test]
    fn take_in_all_modes() {
        let a = ints(&[0, 1, 2, 3]).reshape(&[2, 2]).unwrap();
        assert_eq!(
            take(&a, &ints(&[-1]), Some(0), IndexMode::Raise).unwrap().to_vec::<i64>().unwrap(),
            [2, 3]
        );
        assert_eq!(
            take(&a, &ints(&[-1, 5]), None, IndexMode::Wrap).unwrap().to_vec::<i64>().unwrap(),
            [3, 1]
        );
        assert_eq!(
            take(&a, &ints(&[-1, 5]), None, IndexMode::Clip).unwrap().to_vec::<i64>().unwrap(),
            [0, 3]
        );
        assert!(take(&a, &ints(&[4]), None, IndexMode::Raise).is_err());
        assert!(take(&a, &NdArray::from_vec(vec![0.5]), None, IndexMode::Raise).is_err());
        let empty = NdArray::zeros(&[0, 3], &DType::INT64).unwrap();
        assert!(take(&empty, &ints(&[0]), Some(0), IndexMode::Clip).is_err());
    }

    #[test]
    fn choices_out_of_bounds() {
        let choices = [ints(&[1]), ints(&[2])];
        assert!(choose(&ints(&[-1]), &choices, IndexMode::Raise).is_err());
        assert_eq!(
            choose(&ints(&[-1, 2]), &choices, IndexMode::Wrap).unwrap().to_vec::<i64>().unwrap(),
            [2, 1]
        );
    }
}
