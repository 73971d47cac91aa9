//! Repeating elements and whole arrays.

use super::axes::with_ndim;
use crate::fresh::{Fresh, along};
use crate::lines::{Shared, axis_or_flat};
use pallasite_array::index::Item;
use pallasite_array::{Error, NdArray, Order, Result, by_size, threads};

/// How often each element is repeated.
#[derive(Debug, Clone, Copy)]
pub enum Repeats<'a> {
    /// All equally often.
    All(isize),
    /// Each as often as told.
    Each(&'a [i64]),
}

/// Each element (sub-array along `axis`) repeated; of the flattened array when `axis` is `None`.
///
/// # Errors
/// Negative counts, counts of another number than there are elements.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::manipulation::{Repeats, repeat};
/// let a = repeat(&NdArray::from_vec(vec![3i64, 4]), Repeats::Each(&[2, 1]), None)?;
/// assert_eq!(a.to_vec::<i64>()?, [3, 3, 4]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn repeat(a: &NdArray, repeats: Repeats<'_>, axis: Option<isize>) -> Result<NdArray> {
    let (a, axis) = axis_or_flat(a, axis)?;
    match repeats {
        Repeats::All(n) => repeat_all(&a, count(n as i64)?, axis),
        Repeats::Each(counts) => repeat_each(&a, counts, axis),
    }
}

fn count(n: i64) -> Result<usize> {
    usize::try_from(n).map_err(|_| Error::value("repeats may not contain negative values."))
}

fn repeat_all(a: &NdArray, n: usize, axis: usize) -> Result<NdArray> {
    let mut shape = a.shape().to_vec();
    shape[axis] = shape[axis].checked_mul(n).ok_or_else(|| Error::value("array is too big"))?;
    // SAFETY: every element is written below.
    let out = unsafe { Fresh::uninit(&shape, a.dtype(), Order::C)? };
    if out.array().size() == 0 {
        return Ok(out.finish());
    }
    let a = if a.is_c_contiguous() { a.clone() } else { a.copy(Order::C)? };
    let cells: usize = a.shape()[..=axis].iter().product();
    let size = a.nbytes() / cells;
    let (from, to) = (Shared(a.as_ptr()), Shared(out.array().as_ptr()));
    let parts = threads::parts_for(cells.saturating_mul(n * size) / 8).min(cells);
    threads::for_each(parts, |i| {
        let range = threads::part(cells, parts, i);
        let (from, to) = (from.at(range.start * size), to.at(range.start * n * size));
        // SAFETY: cells of the contiguous array, and their places in the new one, which is ours.
        unsafe { repeat_cells(from, to, size, range.len(), n) };
    });
    Ok(out.finish())
}

/// Writes each of `cells` cells of `size` bytes `n` times.
///
/// # Safety
/// `from` is valid for reads of the cells, `to` for writes of `n` times as many; they do not overlap.
unsafe fn repeat_cells(from: *const u8, to: *mut u8, size: usize, cells: usize, n: usize) {
    /// # Safety
    /// As above, with `size` that of `T`.
    #[inline(always)]
    unsafe fn typed<T: Copy>(from: *const u8, to: *mut u8, cells: usize, n: usize) {
        let (from, to) = (from.cast::<T>(), to.cast::<T>());
        for i in 0..cells {
            // SAFETY: by the caller.
            unsafe {
                let v = from.add(i).read_unaligned();
                (0..n).for_each(|k| to.add(i * n + k).write_unaligned(v));
            }
        }
    }
    // SAFETY: by the caller.
    unsafe {
        by_size!(size, T => match n {
            2 => typed::<T>(from, to, cells, 2),
            3 => typed::<T>(from, to, cells, 3),
            4 => typed::<T>(from, to, cells, 4),
            _ => typed::<T>(from, to, cells, n),
        }, else {
            for i in 0..cells * n {
                std::ptr::copy_nonoverlapping(from.add(i / n * size), to.add(i * size), size);
            }
        })
    }
}

fn repeat_each(a: &NdArray, counts: &[i64], axis: usize) -> Result<NdArray> {
    let n = a.shape()[axis];
    if counts.len() != n {
        let shapes = format!("({n},) ({},)", counts.len());
        return Err(Error::Value(format!("operands could not be broadcast together with shape {shapes}")));
    }
    let counts = counts.iter().map(|&c| count(c)).collect::<Result<Vec<_>>>()?;
    let total = counts.iter().try_fold(0usize, |t, &c| t.checked_add(c));
    let total =
        total.filter(|&t| t <= isize::MAX as usize / 8).ok_or_else(|| Error::value("array is too big"))?;
    NdArray::zeros(&[total], &pallasite_array::DType::INT64)?;
    let picks = counts.iter().enumerate().flat_map(|(i, &c)| std::iter::repeat_n(i as i64, c)).collect();
    a.index(&along(axis, Item::Array(NdArray::from_vec::<i64>(picks))))
}

/// The array repeated as a whole, `reps[i]` times along axis `i`.
///
/// # Errors
/// More memory than there is.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = pallasite_numpy::manipulation::tile(&NdArray::from_vec(vec![1i64, 2]), &[2, 2])?;
/// assert_eq!((a.shape(), a.to_vec::<i64>()?), (&[2, 4][..], vec![1, 2, 1, 2, 1, 2, 1, 2]));
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn tile(a: &NdArray, reps: &[usize]) -> Result<NdArray> {
    let ndim = a.ndim().max(reps.len());
    let a = with_ndim(a, ndim)?;
    let mut out = a.clone();
    for (axis, &n) in (ndim - reps.len()..ndim).zip(reps).rev() {
        if n != 1 {
            out = tile_axis(&out, n, axis)?;
        }
    }
    if out.buffer().same(a.buffer()) { a.copy(Order::C) } else { Ok(out) }
}

fn tile_axis(a: &NdArray, n: usize, axis: usize) -> Result<NdArray> {
    let mut shape = a.shape().to_vec();
    shape[axis] = shape[axis].checked_mul(n).ok_or_else(|| Error::value("array is too big"))?;
    // SAFETY: every element is set below.
    let out = unsafe { Fresh::uninit(&shape, a.dtype(), Order::C)? };
    let len = a.shape()[axis];
    (0..n).try_for_each(|i| out.set_range(axis, i * len, (i + 1) * len, a))?;
    Ok(out.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_along_axes() {
        let a = NdArray::from_vec((0..4i64).collect()).reshape(&[2, 2]).unwrap();
        let r = repeat(&a, Repeats::All(2), Some(1)).unwrap();
        assert_eq!(r.to_vec::<i64>().unwrap(), [0, 0, 1, 1, 2, 2, 3, 3]);
        let r = repeat(&a, Repeats::Each(&[0, 2]), Some(0)).unwrap();
        assert_eq!(r.to_vec::<i64>().unwrap(), [2, 3, 2, 3]);
        assert!(
            repeat(&a, Repeats::Each(&[1]), Some(0)).is_err() && repeat(&a, Repeats::All(-1), None).is_err()
        );
        assert_eq!(repeat(&a, Repeats::All(0), Some(0)).unwrap().shape(), [0, 2]);
    }
}
