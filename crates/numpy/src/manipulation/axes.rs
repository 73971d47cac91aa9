//! Views with the axes moved, added or repeated.

use crate::fresh::signed;
use pallasite_array::layout::{broadcast_shapes, normalize_axis};
use pallasite_array::{Error, NdArray, Result};

/// A view with the axes `source` moved to the places `destination`.
///
/// # Errors
/// Axes the array does not have, or given twice; lists of different lengths.
///
/// # Examples
/// ```
/// use pallasite_array::{DType, NdArray};
/// let a = NdArray::zeros(&[3, 4, 5], &DType::FLOAT64)?;
/// assert_eq!(pallasite_numpy::manipulation::moveaxis(&a, &[0], &[-1])?.shape(), [4, 5, 3]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn moveaxis(a: &NdArray, source: &[isize], destination: &[isize]) -> Result<NdArray> {
    let places = |axes: &[isize], what: &str| -> Result<Vec<usize>> {
        let axes: Vec<usize> = axes.iter().map(|&x| normalize_axis(x, a.ndim())).collect::<Result<_>>()?;
        let repeated = axes.iter().enumerate().any(|(i, x)| axes[..i].contains(x));
        if repeated { Err(Error::Value(format!("repeated axis in `{what}` argument"))) } else { Ok(axes) }
    };
    let (from, to) = (places(source, "source")?, places(destination, "destination")?);
    if from.len() != to.len() {
        let text = "`source` and `destination` arguments must have the same number of elements";
        return Err(Error::value(text));
    }
    let mut order: Vec<isize> = (0..a.ndim()).filter(|x| !from.contains(x)).map(|x| x as isize).collect();
    let mut moves: Vec<_> = to.into_iter().zip(from).collect();
    moves.sort_unstable();
    moves.into_iter().for_each(|(to, from)| order.insert(to, from as isize));
    a.permute(&order)
}

/// A view with `axis` rolled back until it stands before the axis `start`.
///
/// # Errors
/// An axis the array does not have, a start outside of `0..=ndim`.
pub fn rollaxis(a: &NdArray, axis: isize, start: isize) -> Result<NdArray> {
    let n = a.ndim() as isize;
    let axis = normalize_axis(axis, a.ndim())?;
    let from = if start < 0 { start + n } else { start };
    if !(0..=n).contains(&from) {
        return Err(Error::Axis { axis: start, ndim: a.ndim() + 1 });
    }
    let to = if (axis as isize) < from { from - 1 } else { from };
    if axis as isize == to { Ok(a.clone()) } else { moveaxis(a, &[axis as isize], &[to]) }
}

/// A view with axes of length one at the given places of the result.
///
/// # Errors
/// A place the result does not have, or one given twice.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![1.0, 2.0]);
/// assert_eq!(pallasite_numpy::manipulation::expand_dims(&a, &[0, 2])?.shape(), [1, 2, 1]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn expand_dims(a: &NdArray, axes: &[isize]) -> Result<NdArray> {
    let ndim = a.ndim() + axes.len();
    let mut places: Vec<usize> = axes.iter().map(|&x| normalize_axis(x, ndim)).collect::<Result<_>>()?;
    places.sort_unstable();
    if places.windows(2).any(|w| w[0] == w[1]) {
        return Err(Error::value("repeated axis"));
    }
    places.into_iter().try_fold(a.clone(), |view, place| view.expand_dims(place as isize))
}

/// A view with one axis at least.
///
/// # Errors
/// None in practice.
pub fn atleast_1d(a: &NdArray) -> Result<NdArray> {
    if a.ndim() == 0 { a.reshape(&[1]) } else { Ok(a.clone()) }
}

/// A view with two axes at least; a vector becomes a row.
///
/// # Errors
/// None in practice.
pub fn atleast_2d(a: &NdArray) -> Result<NdArray> {
    match a.ndim() {
        0 => a.reshape(&[1, 1]),
        1 => a.expand_dims(0),
        _ => Ok(a.clone()),
    }
}

/// A view with three axes at least; a vector becomes `(1, n, 1)`, a matrix `(m, n, 1)`.
///
/// # Errors
/// None in practice.
pub fn atleast_3d(a: &NdArray) -> Result<NdArray> {
    match a.ndim() {
        0 => a.reshape(&[1, 1, 1]),
        1 => expand_dims(a, &[0, 2]),
        2 => a.expand_dims(2),
        _ => Ok(a.clone()),
    }
}

/// Views of all arrays, repeated to their common shape.
///
/// # Errors
/// Shapes that do not broadcast.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let (a, b) = (NdArray::from_vec(vec![1, 2, 3]), NdArray::from_vec(vec![4, 5]).reshape(&[2, 1])?);
/// let both = pallasite_numpy::manipulation::broadcast_arrays(&[a, b])?;
/// assert_eq!(both[1].shape(), [2, 3]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn broadcast_arrays(arrays: &[NdArray]) -> Result<Vec<NdArray>> {
    let shapes: Vec<&[usize]> = arrays.iter().map(NdArray::shape).collect();
    let full = broadcast_shapes(&shapes)?;
    arrays
        .iter()
        .map(|a| if a.shape() == &full[..] { Ok(a.clone()) } else { a.broadcast_to(&full) })
        .collect()
}

/// The array with axes of length one in front, `ndim` in all; as it is when it has as many.
pub(crate) fn with_ndim(a: &NdArray, ndim: usize) -> Result<NdArray> {
    let lead = ndim.saturating_sub(a.ndim());
    if lead == 0 {
        return Ok(a.clone());
    }
    a.reshape(&[vec![1; lead], signed(a.shape())].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use pallasite_array::DType;

    #[test]
    fn axes_move_as_in_numpy() {
        let a = NdArray::zeros(&[3, 4, 5, 6], &DType::INT8).unwrap();
        assert_eq!(moveaxis(&a, &[0, 1], &[-1, -2]).unwrap().shape(), [5, 6, 4, 3]);
        assert_eq!(rollaxis(&a, 3, 1).unwrap().shape(), [3, 6, 4, 5]);
        assert_eq!(rollaxis(&a, 1, 4).unwrap().shape(), [3, 5, 6, 4]);
        assert!(moveaxis(&a, &[0, 0], &[0, 1]).is_err() && rollaxis(&a, 0, 5).is_err());
    }
}
