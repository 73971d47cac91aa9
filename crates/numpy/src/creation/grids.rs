//! Coordinates of the points of a grid.

use crate::fresh::{Fresh, signed};
use pallasite_array::index::Item;
use pallasite_array::{DType, NdArray, Order, Result, Scalar};

/// Which of the first two vectors runs along the first axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Indexing {
    /// Cartesian: the second vector runs along the first axis.
    #[default]
    Xy,
    /// Matrix: each vector runs along its own axis.
    Ij,
}

/// One coordinate array for each vector, all of the shape of the grid (of length one along the axes of the
/// others when `sparse`); views of the vectors.
///
/// # Errors
/// More vectors than an array has axes.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::creation::{Indexing, meshgrid};
/// let (x, y) = (NdArray::from_vec(vec![1i64, 2]), NdArray::from_vec(vec![3i64, 4, 5]));
/// let grid = meshgrid(&[x, y], Indexing::Xy, false)?;
/// assert_eq!(grid[0].shape(), [3, 2]);
/// assert_eq!(grid[1].to_vec::<i64>()?, [3, 3, 4, 4, 5, 5]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn meshgrid(vectors: &[NdArray], indexing: Indexing, sparse: bool) -> Result<Vec<NdArray>> {
    let n = vectors.len();
    let swap = indexing == Indexing::Xy && n > 1;
    let axis_of = |i: usize| if swap && i < 2 { 1 - i } else { i };
    let stand = |(i, v): (usize, &NdArray)| {
        let mut shape = vec![1isize; n];
        shape[axis_of(i)] = -1;
        if v.size() == 0 {
            shape[axis_of(i)] = 0;
        }
        v.reshape(&shape)
    };
    let open: Vec<NdArray> = vectors.iter().enumerate().map(stand).collect::<Result<_>>()?;
    if sparse {
        return Ok(open);
    }
    let shapes: Vec<&[usize]> = open.iter().map(NdArray::shape).collect();
    let full = pallasite_array::layout::broadcast_shapes(&shapes)?;
    open.iter().map(|v| v.broadcast_to(&full)).collect()
}

fn steps_along(axis: usize, ndim: usize, n: usize, dtype: &DType) -> Result<NdArray> {
    let mut shape = vec![1; ndim];
    shape[axis] = n;
    super::arange_from(&Scalar::Int(0), &Scalar::Int(1), n, dtype)?.reshape(&signed(&shape))
}

/// The indices of an array of this shape, one sub-array for each axis.
///
/// # Errors
/// More memory than there is.
///
/// # Examples
/// ```
/// let a = pallasite_numpy::creation::indices(&[2, 2], &pallasite_array::DType::INT64)?;
/// assert_eq!(a.to_vec::<i64>()?, [0, 0, 1, 1, 0, 1, 0, 1]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn indices(shape: &[usize], dtype: &DType) -> Result<NdArray> {
    let full: Vec<usize> = [&[shape.len()], shape].concat();
    let out = Fresh::zeros(&full, dtype, Order::C)?;
    for (axis, part) in indices_sparse(shape, dtype)?.iter().enumerate() {
        out.set(&[Item::Int(axis as isize)], part)?;
    }
    Ok(out.finish())
}

/// [`indices`] as arrays that broadcast to the shape.
///
/// # Errors
/// More memory than there is.
pub fn indices_sparse(shape: &[usize], dtype: &DType) -> Result<Vec<NdArray>> {
    shape.iter().enumerate().map(|(axis, &n)| steps_along(axis, shape.len(), n, dtype)).collect()
}
