//! Making arrays: filled ones, ranges, matrices of a pattern, grids, from text.

mod grids;
mod matrices;
mod powers;
mod ranges;
mod text;

pub use grids::{Indexing, indices, indices_sparse, meshgrid};
pub use matrices::{diag, diagflat, eye, tri, tril, triu};
pub use powers::vander;
pub use ranges::{LinspaceOptions, arange, arange_from, linspace};
pub use text::from_text;

use pallasite_array::{DType, NdArray, Order, Result, Scalar};

/// An array whose elements are all `value`, broadcast to `shape`.
///
/// # Errors
/// A value that does not broadcast or convert; more memory than there is.
///
/// # Examples
/// ```
/// use pallasite_array::{DType, NdArray, Order};
/// let value = NdArray::from_vec(vec![1.0, 2.0]);
/// let a = pallasite_numpy::creation::full(&[2, 2], &value, &DType::INT64, Order::C)?;
/// assert_eq!(a.to_vec::<i64>()?, [1, 2, 1, 2]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn full(shape: &[usize], value: &NdArray, dtype: &DType, order: Order) -> Result<NdArray> {
    // SAFETY: the whole array is set in the next line.
    let out = unsafe { crate::fresh::Fresh::uninit(shape, dtype, order)? };
    out.set(&[pallasite_array::index::Item::Ellipsis], value)?;
    Ok(out.finish())
}

/// An array of ones.
///
/// # Errors
/// More memory than there is; a dtype that has no one.
///
/// # Examples
/// ```
/// use pallasite_array::{DType, Order};
/// let a = pallasite_numpy::creation::ones(&[3], &DType::FLOAT64, Order::C)?;
/// assert_eq!(a.to_vec::<f64>()?, [1.0; 3]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn ones(shape: &[usize], dtype: &DType, order: Order) -> Result<NdArray> {
    let one = NdArray::from_scalar(&Scalar::Int(1), &DType::INT64)?;
    full(shape, &one, dtype, order)
}
