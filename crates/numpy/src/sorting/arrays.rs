//! Sorting, selecting and searching in arrays of any type, along an axis.

use super::order::{Order, bytes_of, element};
use super::{Kind, Side, SortKey, SortingError};
use crate::lines::{self, Shared};
use pallasite_array::layout::normalize_axis;
use pallasite_array::promote::{Casting, can_cast, promote_types};
use pallasite_array::{DType, Error, NdArray, Order as Memory, Result, dispatch, threads};
use rayon::slice::ParallelSliceMut;

/// Sorting an element, in units of a cheap operation.
const COST: usize = 8;

/// How to sort.
#[derive(Debug, Clone, Default)]
pub struct SortOptions<'a> {
    /// The algorithm, by what it promises.
    pub kind: Kind,
    /// For structured elements the fields to compare first.
    pub order: &'a [String],
}

/// What is done to each line.
enum Task<'a> {
    Sort(&'a SortOptions<'a>),
    Partition(Vec<usize>, &'a [String]),
}

impl Task<'_> {
    fn positions(&self) -> Option<&[usize]> {
        match self {
            Task::Sort(_) => None,
            Task::Partition(positions, _) => Some(positions),
        }
    }

    /// # Errors
    /// Fields that the elements do not have.
    fn order(&self, dtype: &DType) -> Result<Order> {
        match self {
            Task::Sort(SortOptions { order: names, .. }) | Task::Partition(_, names) if !names.is_empty() => {
                Order::by_fields(dtype, names)
            }
            _ => Ok(Order::of(dtype)),
        }
    }
}

fn sort_line<T: SortKey>(line: &mut [T], task: &Task) {
    match task {
        Task::Sort(options) => super::sort(line, options.kind),
        Task::Partition(positions, _) => T::order(line, Some(positions)),
    }
}

/// A sorted copy.
///
/// Text is ordered by code points, structured elements field by field; NaN comes last.
///
/// # Errors
/// An axis that `a` does not have, fields that its elements do not have.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::sorting::arrays::sort;
/// let a = NdArray::from_vec_shape(vec![3.0, 1.0, 2.0, 5.0], &[2, 2])?;
/// assert_eq!(sort(&a, 0, &Default::default())?.to_vec::<f64>()?, [2.0, 1.0, 3.0, 5.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn sort(a: &NdArray, axis: isize, options: &SortOptions) -> Result<NdArray> {
    let out = a.copy(Memory::K)?;
    // SAFETY: nobody else has the copy.
    unsafe { sort_shared(&out, axis, options)? };
    Ok(out)
}

/// Sorts in place; whoever has a view of the memory sees it.
///
/// # Safety
/// No Rust reference into the array's memory exists, and no other thread uses it meanwhile.
///
/// # Errors
/// As [`sort`]; an array that must not be written to.
pub unsafe fn sort_shared(a: &NdArray, axis: isize, options: &SortOptions) -> Result<()> {
    let axis = normalize_axis(axis, a.ndim())?;
    // SAFETY: by the caller.
    unsafe { rearrange(a, axis, &Task::Sort(options), "sort array is read-only") }
}

/// A copy whose elements at positions `kth` of each line are where sorting would put them, smaller ones before
/// and larger ones behind.
///
/// # Errors
/// As [`sort`]; positions outside of the axis.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::sorting::arrays::partition;
/// let a = NdArray::from_vec(vec![3i64, 1, 2]);
/// assert_eq!(partition(&a, &[0], -1, &[])?.to_vec::<i64>()?[0], 1);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn partition(a: &NdArray, kth: &[i64], axis: isize, order: &[String]) -> Result<NdArray> {
    let out = a.copy(Memory::K)?;
    // SAFETY: nobody else has the copy.
    unsafe { partition_shared(&out, kth, axis, order)? };
    Ok(out)
}

/// Partitions in place; whoever has a view of the memory sees it.
///
/// # Safety
/// No Rust reference into the array's memory exists, and no other thread uses it meanwhile.
///
/// # Errors
/// As [`partition`]; an array that must not be written to.
pub unsafe fn partition_shared(a: &NdArray, kth: &[i64], axis: isize, order: &[String]) -> Result<()> {
    let axis = normalize_axis(axis, a.ndim())?;
    let positions = positions(kth, a, a.shape()[axis])?;
    // SAFETY: by the caller.
    unsafe { rearrange(a, axis, &Task::Partition(positions, order), "partition array is read-only") }
}

/// The positions in lines of `len` elements; in an empty array none, whatever was asked for.
fn positions(kth: &[i64], a: &NdArray, len: usize) -> Result<Vec<usize>> {
    if a.size() == 0 {
        return Ok(Vec::new());
    }
    let counted = |e: SortingError| match e {
        SortingError::Kth { kth, len } => Error::value(format!(
            "kth(={}) out of bounds ({len})",
            if kth < 0 { kth + len as i64 } else { kth }
        )),
        other => Error::value(other.to_string()),
    };
    super::positions(kth, len).map_err(counted)
}

/// # Safety
/// As [`sort_shared`].
unsafe fn rearrange(a: &NdArray, axis: usize, task: &Task, read_only: &str) -> Result<()> {
    if !a.is_writeable() {
        return Err(Error::value(read_only));
    }
    let n = a.shape()[axis];
    let order = task.order(a.dtype())?;
    let step = a.strides()[axis];
    let in_place =
        a.kind().is_numeric() && a.dtype().is_native() && a.is_aligned() && step == a.itemsize() as isize;
    if in_place && !a.overlaps_itself() {
        return dispatch!(numeric a.kind(), T => {
            lines::for_each(a, axis, COST, |p| {
                // SAFETY: a line of `n` aligned elements, which are ours by the caller's promise.
                sort_line(unsafe { std::slice::from_raw_parts_mut(p.cast::<T>(), n) }, task);
            });
            Ok(())
        }, else unreachable!("numbers only"));
    }
    let rows = lines::copied(a, axis)?;
    let sorted = if a.kind().is_numeric() {
        let last = rows.ndim() - 1;
        // SAFETY: the rows are ours alone.
        unsafe { rearrange(&rows, last, task, read_only)? };
        rows
    } else {
        permuted(&rows, &sorting_rows(&rows, task, &order)?)?
    };
    // SAFETY: by the caller.
    unsafe { lines::moved(a, axis)?.assign_shared(&sorted) }
}

/// The elements of each row in the order of the row of indices.
fn permuted(rows: &NdArray, indices: &NdArray) -> Result<NdArray> {
    crate::indexing::take_along_axis(rows, indices, -1)
}

/// The indices that sort each line, of the shape of `a`; elements that compare equal keep their order.
///
/// # Errors
/// As [`sort`].
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::sorting::arrays::argsort;
/// let a = NdArray::from_vec(vec![3i64, 1, 2]);
/// assert_eq!(argsort(&a, -1, &Default::default())?.to_vec::<i64>()?, [1, 2, 0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn argsort(a: &NdArray, axis: isize, options: &SortOptions) -> Result<NdArray> {
    arrange(a, axis, |_| Ok(Task::Sort(options)))
}

/// The indices that [`partition`] each line.
///
/// # Errors
/// As [`partition`].
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::sorting::arrays::argpartition;
/// let a = NdArray::from_vec(vec![3i64, 1, 2]);
/// assert_eq!(argpartition(&a, &[0], -1, &[])?.to_vec::<i64>()?[0], 1);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn argpartition(a: &NdArray, kth: &[i64], axis: isize, order: &[String]) -> Result<NdArray> {
    arrange(a, axis, |n| Ok(Task::Partition(positions(kth, a, n)?, order)))
}

fn arrange<'a>(a: &NdArray, axis: isize, task: impl FnOnce(usize) -> Result<Task<'a>>) -> Result<NdArray> {
    let lined = if a.ndim() == 0 { a.reshape(&[1])? } else { a.clone() };
    let axis = normalize_axis(axis, lined.ndim())?;
    let task = task(lined.shape()[axis])?;
    let order = task.order(a.dtype())?;
    let rows = lines::contiguous(&lined, axis)?;
    let found = sorting_rows(&rows, &task, &order)?;
    lines::moved_back(&found, axis)?.to_contiguous()
}

/// For each row the indices that put it in order.
fn sorting_rows(rows: &NdArray, task: &Task, order: &Order) -> Result<NdArray> {
    let n = rows.shape().last().copied().unwrap_or(1);
    // SAFETY: all indices of each row are written below.
    let out = unsafe { NdArray::uninit(rows.shape(), &DType::INT64, Memory::C)? };
    let (count, size) = (rows.size() / n.max(1), rows.itemsize());
    let (from, to) = (Shared(rows.as_ptr()), Shared(out.as_ptr()));
    let bytes = bytes_of(rows);
    let numeric = rows.kind().is_numeric() && matches!(order, Order::Number(_));
    lines::for_each_row(count, n, COST, |row| {
        // SAFETY: rows of `n` indices, each written by one call.
        let indices = unsafe { std::slice::from_raw_parts_mut(to.at(row * n * 8).cast::<i64>(), n) };
        if numeric {
            let line = from.at(row * n * size);
            dispatch!(numeric rows.kind(), T => {
                // SAFETY: a row of `n` elements.
                let line = unsafe { std::slice::from_raw_parts(line.cast::<T>().cast_const(), n) };
                T::argorder(line, indices, task.positions());
            }, else {})
        } else {
            order_indices(&bytes[row * n * size..][..n * size], size, order, indices);
        }
    });
    Ok(out)
}

/// The indices that sort elements of `size` bytes; stable.
pub(super) fn order_indices(bytes: &[u8], size: usize, order: &Order, indices: &mut [i64]) {
    indices.iter_mut().zip(0..).for_each(|(slot, i)| *slot = i);
    let compare = |i: &i64, j: &i64| order.compare(element(bytes, size, *i), element(bytes, size, *j));
    if threads::parts_for(indices.len() * COST) > 1 {
        threads::install(|| indices.par_sort_by(compare));
    } else {
        indices.sort_by(compare);
    }
}

/// The indices that sort by several keys of one shape, the last of them first in importance.
///
/// # Errors
/// No keys, keys of several shapes, an axis that they do not have.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::sorting::arrays::lexsort;
/// let keys = [NdArray::from_vec(vec![9i64, 4, 0, 4]), NdArray::from_vec(vec![1.0, 5.0, 1.0, 4.0])];
/// assert_eq!(lexsort(&keys, -1)?.to_vec::<i64>()?, [2, 0, 3, 1]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn lexsort(keys: &[NdArray], axis: isize) -> Result<NdArray> {
    let first = keys.first().ok_or_else(|| Error::type_("need sequence of keys with len > 0 in lexsort"))?;
    if keys.iter().any(|k| k.shape() != first.shape()) {
        return Err(Error::value("all keys need to be the same shape"));
    }
    if first.ndim() == 0 {
        return NdArray::zeros(&[], &DType::INT64);
    }
    let axis = normalize_axis(axis, first.ndim())?;
    let keys = keys.iter().map(|k| lines::contiguous(k, axis)).collect::<Result<Vec<_>>>()?;
    let orders: Vec<Order> = keys.iter().map(|k| Order::of(k.dtype())).collect();
    let n = first.shape()[axis];
    let out = NdArray::zeros(keys[0].shape(), &DType::INT64)?;
    let to = Shared(out.as_ptr());
    lines::for_each_row(first.size() / n.max(1), n, COST * keys.len(), |row| {
        let mut indices: Vec<i64> = (0..n as i64).collect();
        for (key, order) in keys.iter().zip(&orders) {
            refine_row(key, order, row, &mut indices);
        }
        // SAFETY: rows of `n` indices, each written by one call.
        unsafe { std::ptr::copy_nonoverlapping(indices.as_ptr(), to.at(row * n * 8).cast(), n) };
    });
    lines::moved_back(&out, axis)?.to_contiguous()
}

fn refine_row(key: &NdArray, order: &Order, row: usize, indices: &mut Vec<i64>) {
    let (n, size) = (indices.len(), key.itemsize());
    let bytes = &bytes_of(key)[row * n * size..][..n * size];
    if key.kind().is_numeric() {
        dispatch!(numeric key.kind(), T => {
            // SAFETY: a row of `n` aligned elements.
            super::refine::<T>(unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast(), n) }, indices);
        }, else {})
    } else {
        indices.sort_by(|i, j| order.compare(element(bytes, size, *i), element(bytes, size, *j)));
    }
}

/// For each of `values` the index at which it would have to be inserted to keep the line `a` sorted.
///
/// `sorter`, if given, holds the indices that sort `a`.
///
/// # Errors
/// An array that is not a line, types without a common one, a sorter that is none.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::sorting::{Side, arrays::searchsorted};
/// let (a, v) = (NdArray::from_vec(vec![1i64, 2, 3]), NdArray::from_vec(vec![2.5]));
/// assert_eq!(searchsorted(&a, &v, Side::Left, None)?.to_vec::<i64>()?, [2]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn searchsorted(a: &NdArray, values: &NdArray, side: Side, sorter: Option<&NdArray>) -> Result<NdArray> {
    lines::check_line(a)?;
    let dtype = promote_types(a.dtype(), values.dtype())?.to_native();
    let cast = |x: &NdArray| {
        let whole = if *x.dtype() == dtype { x.clone() } else { x.astype(&dtype, Memory::C)? };
        whole.to_contiguous()
    };
    let (line, wanted) = (cast(a)?, cast(values)?);
    let sorter = sorter.map(|s| checked_sorter(s, a.size())).transpose()?;
    let found = if dtype.kind().is_numeric() {
        dispatch!(numeric dtype.kind(), T => {
            let slice = |x: &NdArray| x.to_vec::<T>();
            let (l, w) = (line.as_slice::<T>(), wanted.as_slice::<T>());
            let (l, w) = (l.map_or_else(|| slice(&line), |s| Ok(s.to_vec())), w.map_or_else(|| slice(&wanted), |s| Ok(s.to_vec())));
            super::searchsorted(&l?, &w?, side, sorter.as_deref()).map_err(|e| Error::value(e.to_string()))?
        }, else unreachable!("numbers only"))
    } else {
        search_bytes(&line, &wanted, side, sorter.as_deref())
    };
    NdArray::from_vec_shape(found, values.shape())
}

/// The indices of a sorter, all of them inside the line.
fn checked_sorter(sorter: &NdArray, len: usize) -> Result<Vec<i64>> {
    lines::check_line(sorter)?;
    if !can_cast(sorter.dtype(), &DType::INT64, Casting::Safe) {
        return Err(Error::type_("sorter must only contain integers"));
    }
    if sorter.size() != len {
        return Err(Error::value("sorter.size must equal a.size"));
    }
    let indices = sorter.cast_vec::<i64>()?;
    if indices.iter().any(|&i| i < 0 || i as usize >= len) {
        return Err(Error::value("Sorter index out of range."));
    }
    Ok(indices)
}

fn search_bytes(line: &NdArray, wanted: &NdArray, side: Side, sorter: Option<&[i64]>) -> Vec<i64> {
    let (order, size) = (Order::of(line.dtype()), line.itemsize());
    let (bytes, values) = (bytes_of(line), bytes_of(wanted));
    let places: Vec<i64> = sorter.map_or_else(|| (0..line.size() as i64).collect(), <[i64]>::to_vec);
    let search = |i: usize| {
        let value = element(values, size, i as i64);
        let before = |&at: &i64| match order.compare(element(bytes, size, at), value) {
            std::cmp::Ordering::Less => true,
            std::cmp::Ordering::Equal => side == Side::Right,
            std::cmp::Ordering::Greater => false,
        };
        places.partition_point(before) as i64
    };
    (0..wanted.size()).map(search).collect()
}

/// A sorted copy (along the last axis) as complex numbers.
///
/// # Errors
/// An array without axes, elements that are not numbers.
///
/// # Examples
/// ```
/// use pallasite_array::{Kind, NdArray};
/// let a = pallasite_numpy::sorting::arrays::sort_complex(&NdArray::from_vec(vec![2i8, 1]))?;
/// assert_eq!(a.kind(), Kind::Complex64);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn sort_complex(a: &NdArray) -> Result<NdArray> {
    use pallasite_array::Kind as K;
    let sorted = sort(a, -1, &SortOptions::default())?;
    match a.kind() {
        k if k.is_complex() => Ok(sorted),
        K::Int8 | K::UInt8 | K::Int16 | K::UInt16 => sorted.astype(&DType::COMPLEX64, Memory::K),
        _ => sorted.astype(&DType::COMPLEX128, Memory::K),
    }
}

/// The number of elements that are not zero, over the given axes or over all.
///
/// # Errors
/// Axes that `a` does not have.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec_shape(vec![1i64, 0, 2, 3], &[2, 2])?;
/// let count = pallasite_numpy::sorting::arrays::count_nonzero(&a, Some(&[1]), false)?;
/// assert_eq!(count.to_vec::<i64>()?, [1, 2]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn count_nonzero(a: &NdArray, axes: Option<&[isize]>, keepdims: bool) -> Result<NdArray> {
    if axes.is_none() && !keepdims {
        let count = pallasite_ufunc::count_nonzero(a)?;
        return NdArray::from_vec(vec![count as i64]).reshape(&[]);
    }
    let truth = a.astype(&DType::BOOL, Memory::K)?;
    let options = pallasite_ufunc::ReduceOptions {
        axes,
        keepdims,
        dtype: Some(pallasite_array::Kind::Int64),
        ..Default::default()
    };
    Ok(pallasite_ufunc::reduce(&pallasite_ufunc::table::ADD, &truth, &options)?)
}
