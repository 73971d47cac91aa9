//! Reductions of slices of an axis.

use crate::error::{Error, Result};
use crate::reduce::{normalize_axis, reduction_row};
use crate::table::Ufunc;
use pallasite_array::iter::Nest;
use pallasite_array::{DType, Kind, NdArray, Order};

/// Reduces `a[indices[i]:indices[i + 1]]` along an axis for each `i`, the last slice to the end; where the next
/// index is not larger, the result is `a[indices[i]]` itself.
///
/// # Errors
/// Indices beyond the axis, an axis that `a` does not have, types without a loop.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_ufunc::{reduceat, table};
/// let a = NdArray::from_vec(vec![1i64, 2, 3, 4]);
/// let sums = reduceat(&table::ADD, &a, &[0, 2], 0, None).unwrap();
/// assert_eq!(sums.to_vec::<i64>().unwrap(), [3, 7]);
/// ```
pub fn reduceat(
    ufunc: &'static Ufunc,
    a: &NdArray,
    indices: &[i64],
    axis: isize,
    dtype: Option<Kind>,
) -> Result<NdArray> {
    if a.ndim() == 0 {
        return Err(Error::type_("cannot reduceat on a scalar"));
    }
    let row = reduction_row(ufunc, a.dtype(), dtype)?;
    let row = if row.types[0] == row.types[2] { row } else { ufunc.same(row.types[2]).unwrap_or(row) };
    let axis = normalize_axis(axis, a.ndim())?;
    let size = a.shape()[axis];
    if let Some(&index) = indices.iter().find(|&&i| i < 0 || i as usize >= size) {
        return Err(Error::ReduceatIndex { name: ufunc.name, index, size });
    }
    let kind: DType = row.types[2].into();
    let a = if *a.dtype() == kind { a.clone() } else { a.astype(&kind, Order::K)? };
    let mut shape = a.shape().to_vec();
    shape[axis] = indices.len();
    // SAFETY: the slices below cover every element.
    let out = unsafe { NdArray::uninit_like(&shape, &kind, a.strides())? };
    shape[axis] = 1;
    let (xs, ys, item) = (a.strides()[axis], out.strides()[axis], kind.itemsize());
    let lines = Nest::new(&shape, &[out.strides(), a.strides()]);
    for (i, &from) in indices.iter().enumerate() {
        let from = from as usize;
        let to = indices.get(i + 1).map_or(size, |&t| (t as usize).max(from + 1));
        let start =
            [out.as_ptr().wrapping_offset(ys * i as isize), a.as_ptr().wrapping_offset(xs * from as isize)];
        lines.each(&start, |p, s, n| {
            for j in 0..n as isize {
                let (y, x) = (p[0].wrapping_offset(s[0] * j), p[1].wrapping_offset(s[1] * j));
                // SAFETY: the slice lies within the axis; the output is ours alone.
                unsafe {
                    std::ptr::copy_nonoverlapping(x, y, item);
                    row.fold_line(y, x.wrapping_offset(xs), xs, to - from - 1);
                }
            }
        });
    }
    Ok(out)
}
