//! Elements taken out, put in, and cut off.

use super::axes::{moveaxis, with_ndim};
use super::joining::concatenate;
use crate::fresh::{Fresh, along, range};
use pallasite_array::index::{Item, count_true, nonzero};
use pallasite_array::layout::normalize_axis;
use pallasite_array::promote::Casting;
use pallasite_array::{Bool, DType, Error, NdArray, Order, Result};

/// The array itself and the axis, or the flattened array.
fn on_axis(a: &NdArray, axis: Option<isize>) -> Result<(NdArray, usize)> {
    match axis {
        None => Ok((a.ravel()?, 0)),
        Some(axis) => Ok((a.clone(), normalize_axis(axis, a.ndim())?)),
    }
}

fn checked(index: isize, n: usize, axis: usize) -> Result<usize> {
    let i = if index < 0 { index.wrapping_add(n as isize) } else { index };
    if i < 0 || i as usize >= n {
        return Err(Error::IndexOutOfBounds { index, axis, size: n });
    }
    Ok(i as usize)
}

fn indices_of(a: &NdArray) -> Result<Vec<isize>> {
    if a.size() > 0 && !a.kind().is_integer() {
        return Err(Error::Index("arrays used as indices must be of integer (or boolean) type".into()));
    }
    Ok(a.cast_vec::<i64>()?.into_iter().map(|i| i as isize).collect())
}

/// A copy without the sub-arrays along `axis` that `which` selects; of the flattened array when `axis` is `None`.
///
/// # Errors
/// Indices out of bounds; a mask that is not as long as the axis.
///
/// # Examples
/// ```
/// use pallasite_array::{NdArray, index::Item};
/// let a = NdArray::from_vec(vec![1i64, 2, 3]);
/// assert_eq!(pallasite_numpy::manipulation::delete(&a, &Item::Int(1), None)?.to_vec::<i64>()?, [1, 3]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn delete(a: &NdArray, which: &Item, axis: Option<isize>) -> Result<NdArray> {
    let (a, axis) = on_axis(a, axis)?;
    let n = a.shape()[axis];
    if let Item::Int(i) = which {
        return without_run(&a, checked(*i, n, axis)?, 1, axis);
    }
    let mut gone = vec![false; n];
    match which {
        Item::Slice(s) => {
            let (start, count, step) = s.resolve(n)?;
            if step.unsigned_abs() == 1 || count <= 1 {
                let first = if step < 0 { start + 1 - count as isize } else { start };
                return without_run(&a, first.max(0) as usize, count, axis);
            }
            (0..count as isize).for_each(|i| gone[(start + i * step) as usize] = true);
        }
        Item::Mask(m) => {
            if m.shape() != [n] {
                return Err(Error::Value(format!(
                    "boolean array argument obj to delete must be one dimensional and match the axis length of {n}"
                )));
            }
            let mask = m.to_vec::<Bool>()?;
            gone.iter_mut().zip(mask).for_each(|(g, m)| *g = m.get());
        }
        Item::Array(index) => {
            for i in indices_of(index)? {
                gone[checked(i, n, 0)?] = true;
            }
        }
        _ => return Err(Error::Index("an integer, a slice or an array is needed".into())),
    }
    keep(&a, &gone, axis)
}

/// The sub-arrays that are not gone.
fn keep(a: &NdArray, gone: &[bool], axis: usize) -> Result<NdArray> {
    let first = gone.iter().position(|&g| g).unwrap_or(gone.len());
    let run = gone[first..].iter().take_while(|&&g| g).count();
    if gone[first + run..].contains(&true) {
        let mask = NdArray::from_vec(gone.iter().map(|&g| Bool::from(!g)).collect());
        return a.index(&along(axis, Item::Mask(mask)));
    }
    without_run(a, first, run, axis)
}

/// The sub-arrays but `run` of them from `first` on.
fn without_run(a: &NdArray, first: usize, run: usize, axis: usize) -> Result<NdArray> {
    let n = a.shape()[axis];
    let mut shape = a.shape().to_vec();
    shape[axis] -= run;
    // SAFETY: both parts together cover the axis.
    let out = unsafe { Fresh::uninit(&shape, a.dtype(), crate::fresh::own_order(a))? };
    out.set_range(axis, 0, first, &range(a, axis, 0, first)?)?;
    out.set_range(axis, first, shape[axis], &range(a, axis, first + run, n)?)?;
    Ok(out.finish())
}

/// Where values go in: one place, or several.
#[derive(Debug, Clone)]
pub enum Values {
    /// Before the sub-array of this index; all values go there. `true` where the index came as a scalar.
    At(isize, bool),
    /// One sub-array before each of these indices.
    Each(Vec<isize>),
}

/// A copy with `values` put in along `axis`; into the flattened array when `axis` is `None`.
///
/// # Errors
/// Places out of bounds, values that do not broadcast.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::manipulation::{Values, insert};
/// let (a, v) = (NdArray::from_vec(vec![1i64, 2]), NdArray::from_vec(vec![8i64, 9]));
/// assert_eq!(insert(&a, &Values::Each(vec![0, 2]), &v, None)?.to_vec::<i64>()?, [8, 1, 2, 9]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn insert(a: &NdArray, at: &Values, values: &NdArray, axis: Option<isize>) -> Result<NdArray> {
    let (a, axis) = on_axis(a, axis)?;
    let values = with_ndim(&values.astype(a.dtype(), Order::K)?, a.ndim())?;
    match at {
        Values::At(index, scalar) => {
            let values = if *scalar { moveaxis(&values, &[0], &[axis as isize])? } else { values };
            insert_at(&a, *index, &values, axis)
        }
        Values::Each(indices) => insert_each(&a, indices, &values, axis),
    }
}

fn insert_at(a: &NdArray, index: isize, values: &NdArray, axis: usize) -> Result<NdArray> {
    let n = a.shape()[axis];
    if index < -(n as isize) || index > n as isize {
        return Err(Error::IndexOutOfBounds { index, axis, size: n });
    }
    let at = if index < 0 { index + n as isize } else { index } as usize;
    let new = values.shape()[axis];
    let mut shape = a.shape().to_vec();
    shape[axis] += new;
    // SAFETY: the three parts cover the axis.
    let out = unsafe { Fresh::uninit(&shape, a.dtype(), crate::fresh::own_order(a))? };
    out.set_range(axis, 0, at, &range(a, axis, 0, at)?)?;
    out.set_range(axis, at, at + new, values)?;
    out.set_range(axis, at + new, n + new, &range(a, axis, at, n)?)?;
    Ok(out.finish())
}

fn insert_each(a: &NdArray, indices: &[isize], values: &NdArray, axis: usize) -> Result<NdArray> {
    let n = a.shape()[axis];
    let mut places: Vec<isize> = indices.iter().map(|&i| if i < 0 { i + n as isize } else { i }).collect();
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|&i| places[i]);
    for (before, &i) in order.iter().enumerate() {
        places[i] += before as isize;
    }
    let total = n + places.len();
    let mut old = vec![Bool::from(true); total];
    for &p in &places {
        old[checked(p, total, 0)?] = Bool::from(false);
    }
    let mut shape = a.shape().to_vec();
    shape[axis] = total;
    let out = Fresh::zeros(&shape, a.dtype(), crate::fresh::own_order(a))?;
    let places = NdArray::from_vec(places.iter().map(|&p| p as i64).collect::<Vec<_>>());
    out.set(&along(axis, Item::Array(places)), values)?;
    out.set(&along(axis, Item::Mask(NdArray::from_vec(old))), a)?;
    Ok(out.finish())
}

/// The elements in C order under another shape, repeated or cut off as needed.
///
/// # Errors
/// More memory than there is.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = pallasite_numpy::manipulation::resize(&NdArray::from_vec(vec![1i64, 2]), &[3])?;
/// assert_eq!(a.to_vec::<i64>()?, [1, 2, 1]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn resize(a: &NdArray, shape: &[usize]) -> Result<NdArray> {
    let flat = a.ravel()?;
    if flat.size() == 0 || shape.contains(&0) {
        return NdArray::zeros(shape, a.dtype());
    }
    let too_big = || Error::value("maximum array size exceeded");
    let wanted = pallasite_array::layout::size_of_shape(shape).ok_or_else(too_big)?;
    NdArray::zeros(shape, a.dtype())?;
    let whole = vec![flat.clone(); wanted / flat.size()];
    let rest = range(&flat, 0, 0, wanted % flat.size())?;
    concatenate(&[whole, vec![rest]].concat(), Some(0), None, Casting::No)?
        .reshape(&crate::fresh::signed(shape))
}

/// For each axis, the range outside of which all elements are zero; empty ranges when all are.
///
/// # Errors
/// Elements without a truth value.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let ranges = pallasite_numpy::manipulation::trim_range(&NdArray::from_vec(vec![0i64, 1, 2, 0]))?;
/// assert_eq!(ranges, [(1, 3)]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn trim_range(a: &NdArray) -> Result<Vec<(usize, usize)>> {
    let truth = a.astype(&DType::BOOL, Order::C)?;
    if count_true(&truth) == 0 {
        return Ok(vec![(0, 0); a.ndim()]);
    }
    let ends = |axis: NdArray| {
        let at = axis.to_vec::<i64>()?;
        let (low, high) = at.iter().fold((i64::MAX, 0), |(l, h), &i| (l.min(i), h.max(i)));
        Ok((low as usize, high as usize + 1))
    };
    nonzero(&truth)?.into_iter().map(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use pallasite_array::index::Slice;

    fn grid() -> NdArray {
        NdArray::from_vec((0..6i64).collect()).reshape(&[2, 3]).unwrap()
    }

    #[test]
    fn deletes_by_slice_and_list() {
        let s = Item::Slice(Slice { step: Some(2), ..Slice::default() });
        assert_eq!(delete(&grid(), &s, Some(1)).unwrap().to_vec::<i64>().unwrap(), [1, 4]);
        let l = Item::Array(NdArray::from_vec(vec![-1i64, 0]));
        assert_eq!(delete(&grid(), &l, None).unwrap().to_vec::<i64>().unwrap(), [1, 2, 3, 4]);
        assert!(delete(&grid(), &Item::Int(3), Some(1)).is_err());
    }

    #[test]
    fn inserts_a_column() {
        let v = NdArray::from_vec(vec![7i64, 8]);
        let out = insert(&grid(), &Values::At(1, true), &v, Some(1)).unwrap();
        assert_eq!(out.to_vec::<i64>().unwrap(), [0, 7, 1, 2, 3, 8, 4, 5]);
    }
}
