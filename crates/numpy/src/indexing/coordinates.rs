//! Flat indices, coordinates, and where elements are not zero.

use crate::fresh::{Fresh, along};
use pallasite_array::index::Item;
use pallasite_array::layout::{Order, broadcast_shapes, size_of_shape};
use pallasite_array::{DType, Error, Kind, NdArray, Result};

/// What happens to an index out of bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IndexMode {
    /// It is an error; negative ones count from the end.
    #[default]
    Raise,
    /// It is taken modulo the length.
    Wrap,
    /// It becomes the first or last one.
    Clip,
}

impl IndexMode {
    /// The mode of this name.
    ///
    /// # Errors
    /// A name there is no mode of.
    pub fn parse(name: &str) -> Result<IndexMode> {
        match name {
            "raise" => Ok(IndexMode::Raise),
            "wrap" => Ok(IndexMode::Wrap),
            "clip" => Ok(IndexMode::Clip),
            _ => Err(Error::Value(format!(
                "clipmode must be one of 'clip', 'raise', or 'wrap' (got '{name}')"
            ))),
        }
    }

    /// The index brought into bounds; `None` where that is an error.
    pub(super) fn apply(self, i: i64, n: usize) -> Option<i64> {
        let n = n as i64;
        match self {
            IndexMode::Raise => (-n..n).contains(&i).then(|| if i < 0 { i + n } else { i }),
            IndexMode::Wrap => (n > 0).then(|| i.rem_euclid(n)),
            IndexMode::Clip => (n > 0).then(|| i.clamp(0, n - 1)),
        }
    }
}

/// The coordinates of the elements that are not zero, in C order, one array for each axis.
///
/// # Errors
/// An array without axes; elements without a truth value.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let at = pallasite_numpy::indexing::nonzero(&NdArray::from_vec(vec![0.0, 2.0, f64::NAN]))?;
/// assert_eq!(at[0].to_vec::<i64>()?, [1, 2]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn nonzero(a: &NdArray) -> Result<Vec<NdArray>> {
    if a.ndim() == 0 {
        return Err(Error::value(
            "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead. If the context \
             of this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`.",
        ));
    }
    pallasite_array::index::nonzero(&truth_of(a)?)
}

/// The truth of each element; the array itself where it holds booleans.
pub(super) fn truth_of(a: &NdArray) -> Result<NdArray> {
    if a.kind() == Kind::Bool { Ok(a.clone()) } else { a.astype(&DType::BOOL, Order::C) }
}

/// The coordinates of the elements that are not zero as the rows of a matrix.
///
/// # Errors
/// Elements without a truth value.
pub fn argwhere(a: &NdArray) -> Result<NdArray> {
    let truth = truth_of(a)?;
    let at = pallasite_array::index::nonzero(&truth)?;
    let n = at.first().map_or_else(|| pallasite_array::index::count_true(&truth), NdArray::size);
    let out = Fresh::zeros(&[n, a.ndim()], &DType::INT64, Order::C)?;
    for (axis, coordinates) in at.iter().enumerate() {
        out.set(&along(1, Item::Int(axis as isize)), coordinates)?;
    }
    Ok(out.finish())
}

fn lengths_of_steps(shape: &[usize], order: Order) -> Vec<i64> {
    let mut step = 1i64;
    let mut next = |&d: &usize| {
        let here = step;
        step = step.wrapping_mul(d as i64);
        here
    };
    if order == Order::F {
        return shape.iter().map(&mut next).collect();
    }
    let mut steps: Vec<i64> = shape.iter().rev().map(&mut next).collect();
    steps.reverse();
    steps
}

fn integers(a: &NdArray) -> Result<Vec<i64>> {
    if a.size() > 0 && !a.kind().is_integer() {
        return Err(Error::type_("only int indices permitted"));
    }
    a.cast_vec()
}

/// The coordinates that flat indices into an array of this shape stand for, one array for each axis.
///
/// # Errors
/// Indices out of bounds or not integer.
///
/// # Examples
/// ```
/// use pallasite_array::{NdArray, Order};
/// let at = pallasite_numpy::indexing::unravel_index(&NdArray::from_vec(vec![5i64]), &[2, 3], Order::C)?;
/// assert_eq!((at[0].to_vec::<i64>()?, at[1].to_vec::<i64>()?), (vec![1], vec![2]));
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn unravel_index(indices: &NdArray, shape: &[usize], order: Order) -> Result<Vec<NdArray>> {
    let too_big = "dimensions are too large; arrays and shapes with a total size greater than 'intp' are not supported.";
    let size =
        size_of_shape(shape).filter(|&n| n <= isize::MAX as usize).ok_or_else(|| Error::value(too_big))?;
    let flat = integers(indices)?;
    if let Some(i) = flat.iter().find(|&&i| i < 0 || i as usize >= size) {
        return Err(Error::Value(format!("index {i} is out of bounds for array with size {size}")));
    }
    let steps = lengths_of_steps(shape, order);
    let coordinate = |(&step, &d): (&i64, &usize)| {
        let values = flat.iter().map(|i| i / step % d as i64).collect();
        NdArray::from_vec_shape::<i64>(values, indices.shape())
    };
    steps.iter().zip(shape).map(coordinate).collect()
}

/// The flat indices that coordinates in an array of this shape stand for.
///
/// # Errors
/// Coordinates out of bounds (in [`IndexMode::Raise`]), not integer, or that do not broadcast.
///
/// # Examples
/// ```
/// use pallasite_array::{NdArray, Order};
/// use pallasite_numpy::indexing::{IndexMode, ravel_multi_index};
/// let at = [NdArray::from_vec(vec![1i64]), NdArray::from_vec(vec![2i64])];
/// let flat = ravel_multi_index(&at, &[2, 3], &[IndexMode::Raise; 2], Order::C)?;
/// assert_eq!(flat.to_vec::<i64>()?, [5]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn ravel_multi_index(
    coordinates: &[NdArray],
    shape: &[usize],
    modes: &[IndexMode],
    order: Order,
) -> Result<NdArray> {
    if coordinates.len() != shape.len() {
        return Err(Error::Value(format!(
            "parameter multi_index must be a sequence of length {}",
            shape.len()
        )));
    }
    let too_big = "invalid dims: array size defined by dims is larger than the maximum possible size.";
    size_of_shape(shape).filter(|&n| n <= isize::MAX as usize).ok_or_else(|| Error::value(too_big))?;
    let shapes: Vec<&[usize]> = coordinates.iter().map(NdArray::shape).collect();
    let full = broadcast_shapes(&shapes)?;
    let mut flat = vec![0i64; full.iter().product()];
    for (axis, (c, step)) in coordinates.iter().zip(lengths_of_steps(shape, order)).enumerate() {
        for (total, i) in flat.iter_mut().zip(integers(&c.broadcast_to(&full)?)?) {
            let inside = match modes[axis] {
                IndexMode::Raise => (0..shape[axis] as i64).contains(&i).then_some(i),
                mode => mode.apply(i, shape[axis]),
            };
            *total += step * inside.ok_or_else(|| Error::value("invalid entry in coordinates array"))?;
        }
    }
    NdArray::from_vec_shape(flat, &full)
}
