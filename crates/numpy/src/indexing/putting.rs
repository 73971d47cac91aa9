//! Values written to places of an existing array; whoever has a view of its memory sees the change.

use super::picking::{bounded, flat_items, line_indices, true_places};
use super::{IndexMode, take};
use crate::manipulation::resize;
use pallasite_array::index::Item;
use pallasite_array::layout::normalize_axis;
use pallasite_array::promote::{Casting, can_cast};
use pallasite_array::{DType, Error, NdArray, Order, Result};

/// The values repeated (or cut off) to `n`, in C order, in the dtype of `a`; one alone has no axes.
fn repeated(values: &NdArray, n: usize, a: &NdArray) -> Result<NdArray> {
    if !can_cast(values.dtype(), a.dtype(), Casting::Unsafe) {
        return Err(Error::Cast { from: values.dtype().clone(), to: a.dtype().clone(), rule: "safe" });
    }
    let values = values.ravel()?.astype(a.dtype(), Order::C)?;
    match values.size() {
        1 => values.reshape(&[]),
        size if size == n => Ok(values),
        _ => resize(&values, &[n]),
    }
}

fn check_writeable(a: &NdArray) -> Result<()> {
    if a.is_writeable() { Ok(()) } else { Err(Error::ReadOnly) }
}

/// Writes values, repeated as needed, to the elements at flat indices.
///
/// # Safety
/// No Rust reference into the memory of `a` exists, and no other thread uses it meanwhile.
///
/// # Errors
/// Indices out of bounds in [`IndexMode::Raise`]; a read-only array.
pub unsafe fn put_shared(a: &NdArray, indices: &NdArray, values: &NdArray, mode: IndexMode) -> Result<()> {
    check_writeable(a)?;
    if indices.size() == 0 || values.size() == 0 {
        return Ok(());
    }
    if a.size() == 0 {
        return Err(Error::Index("cannot replace elements of an empty array".into()));
    }
    let flat = bounded(&indices.ravel()?, a.size(), mode)?;
    if let Some(line) = a.reshape_view(&[a.size()], Order::C) {
        let values = repeated(values, flat.size(), a)?;
        // SAFETY: by the caller.
        return unsafe { line.set_index_shared(&[Item::Array(flat)], &values) };
    }
    let n = a.size() as i64;
    let flat = flat.to_vec::<i64>()?;
    let outside = |&&i: &&i64| !(-n..n).contains(&i);
    if let Some(&i) = flat.iter().find(outside) {
        return Err(Error::IndexOutOfBounds { index: i as isize, axis: 0, size: a.size() });
    }
    let flat = NdArray::from_vec(flat.into_iter().map(|i| if i < 0 { i + n } else { i }).collect::<Vec<_>>());
    let values = repeated(values, flat.size(), a)?;
    let (target, items) = flat_items(a, &flat)?;
    // SAFETY: by the caller.
    unsafe { target.set_index_shared(&items, &values) }
}

/// Writes values to the elements that indices along `axis` name line by line.
///
/// # Safety
/// As [`put_shared`].
///
/// # Errors
/// As [`super::take_along_axis`]; values that do not broadcast.
pub unsafe fn put_along_axis_shared(
    a: &NdArray,
    indices: &NdArray,
    values: &NdArray,
    axis: isize,
) -> Result<()> {
    let axis = normalize_axis(axis, a.ndim())?;
    // SAFETY: by the caller.
    unsafe { a.set_index_shared(&line_indices(a, indices, axis)?, values) }
}

/// Where `mask` is true, writes the value at the same flat place of `values`, repeated to the array's size.
///
/// # Safety
/// As [`put_shared`].
///
/// # Errors
/// A mask of another size; a read-only array.
pub unsafe fn putmask_shared(a: &NdArray, mask: &NdArray, values: &NdArray) -> Result<()> {
    check_writeable(a)?;
    if mask.size() != a.size() {
        return Err(Error::value("putmask: mask and data must be the same size"));
    }
    if values.size() == 0 {
        return Ok(());
    }
    let shape = crate::fresh::signed(a.shape());
    let mask = mask.astype(&DType::BOOL, Order::C)?.reshape(&shape)?;
    let values = match values.size() {
        1 => values.reshape(&[])?.astype(a.dtype(), Order::C)?,
        _ => repeated(values, a.size(), a)?.reshape(&shape)?,
    };
    // SAFETY: by the caller.
    unsafe { crate::manipulation::masked_copy(a, &values, &mask) }
}

/// Writes the first values to the elements where `mask` is true, starting again when they run out.
///
/// # Safety
/// As [`put_shared`].
///
/// # Errors
/// A mask of another size, no values, a read-only array.
pub unsafe fn place_shared(a: &NdArray, mask: &NdArray, values: &NdArray) -> Result<()> {
    check_writeable(a)?;
    if mask.size() != a.size() {
        return Err(Error::value("place: mask and data must be the same size"));
    }
    let at = true_places(mask)?;
    if at.size() == 0 {
        return Ok(());
    }
    if values.size() == 0 {
        return Err(Error::value("Cannot insert from an empty array!"));
    }
    let values = repeated(values, at.size(), a)?;
    let (target, items) = flat_items(a, &at)?;
    // SAFETY: by the caller.
    unsafe { target.set_index_shared(&items, &values) }
}

/// Writes values, repeated as needed, to the main diagonal of an array of two or more dimensions; with
/// `wrap`, the diagonal of a tall matrix starts again below.
///
/// # Safety
/// As [`put_shared`].
///
/// # Errors
/// A vector, or more than two dimensions of different lengths.
pub unsafe fn fill_diagonal_shared(a: &NdArray, values: &NdArray, wrap: bool) -> Result<()> {
    if a.ndim() < 2 {
        return Err(Error::value("array must be at least 2-d"));
    }
    check_writeable(a)?;
    let (step, end) = match a.shape() {
        &[_, m] => (m + 1, if wrap { a.size() } else { (m * m).min(a.size()) }),
        shape if shape.iter().any(|&d| d != shape[0]) => {
            return Err(Error::value("All dimensions of input must be of equal length"));
        }
        &[n, ..] => ((0..a.ndim() as u32).map(|i| n.pow(i)).sum(), a.size()),
        [] => unreachable!("two dimensions at least"),
    };
    let at = NdArray::from_vec((0..end as i64).step_by(step.max(1)).collect::<Vec<_>>());
    if at.size() == 0 || values.size() == 0 {
        return Ok(());
    }
    let values = match values.size() {
        1 => values.ravel()?,
        n if n >= at.size() => take(
            values,
            &NdArray::from_vec((0..at.size() as i64).collect::<Vec<_>>()),
            None,
            IndexMode::Raise,
        )?,
        _ => repeated(values, at.size(), a)?,
    };
    let (target, items) = flat_items(a, &at)?;
    // SAFETY: by the caller.
    unsafe { target.set_index_shared(&items, &values) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_repeat() {
        let a = NdArray::zeros(&[2, 3], &DType::INT64).unwrap();
        let ints = |v: &[i64]| NdArray::from_vec(v.to_vec());
        // SAFETY: no reference into `a` is held.
        unsafe {
            put_shared(&a.transpose(), &ints(&[0, 1, -1]), &ints(&[1, 2]), IndexMode::Raise).unwrap();
            assert_eq!(a.to_vec::<i64>().unwrap(), [1, 0, 0, 2, 0, 1]);
            place_shared(&a, &a, &ints(&[7, 8])).unwrap();
            assert_eq!(a.to_vec::<i64>().unwrap(), [7, 0, 0, 8, 0, 7]);
            putmask_shared(&a, &a, &ints(&[1, 2, 3, 4])).unwrap();
            assert_eq!(a.to_vec::<i64>().unwrap(), [1, 0, 0, 4, 0, 2]);
            fill_diagonal_shared(&a, &ints(&[9]), false).unwrap();
            assert_eq!(a.to_vec::<i64>().unwrap(), [9, 0, 0, 4, 9, 2]);
            assert!(put_shared(&a, &ints(&[6]), &ints(&[1]), IndexMode::Raise).is_err());
        }
    }
}
