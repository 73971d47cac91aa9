//! Running sums and products.

use crate::lines::axis_or_flat;
use crate::manipulation::concatenate;
use pallasite_array::promote::Casting;
use pallasite_array::{Kind, NdArray, Order, Result};
use pallasite_ufunc::{Ufunc, accumulate, table};

/// The running sum ([`table::ADD`]) or product of an axis, of the flattened array without one.
///
/// With `initial` the neutral element comes first.
///
/// # Errors
/// An axis that `a` does not have, elements that are not numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_ufunc::table;
/// let a = NdArray::from_vec(vec![1i64, 2, 3]);
/// let sums = pallasite_numpy::mathematics::cumulative(&table::ADD, &a, None, None, true)?;
/// assert_eq!(sums.to_vec::<i64>()?, [0, 1, 3, 6]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn cumulative(
    ufunc: &'static Ufunc,
    a: &NdArray,
    axis: Option<isize>,
    dtype: Option<Kind>,
    initial: bool,
) -> Result<NdArray> {
    let (a, axis) = axis_or_flat(a, axis)?;
    let running = accumulate(ufunc, &a, axis as isize, dtype)?;
    if !initial {
        return Ok(running);
    }
    let mut shape = running.shape().to_vec();
    shape[axis] = 1;
    let neutral = if ufunc.name == table::ADD.name { 0i64 } else { 1 };
    let first = crate::ops::scalar(neutral)?.astype(running.dtype(), Order::C)?.broadcast_to(&shape)?;
    concatenate(&[first, running], Some(axis as isize), None, Casting::SameKind)
}
