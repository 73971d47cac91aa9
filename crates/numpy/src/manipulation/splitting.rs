//! Cutting an array into views along an axis.

use crate::fresh::{along, range};
use pallasite_array::index::{Item, Slice};
use pallasite_array::layout::normalize_axis;
use pallasite_array::{Error, NdArray, Result};

/// Views of `sections` parts along `axis`, the first ones one longer where the axis does not divide.
///
/// # Errors
/// No sections, an axis the array does not have.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let parts = pallasite_numpy::manipulation::array_split(&NdArray::from_vec(vec![1i64, 2, 3]), 2, 0)?;
/// assert_eq!((parts[0].shape(), parts[1].to_vec::<i64>()?), (&[2][..], vec![3]));
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn array_split(a: &NdArray, sections: usize, axis: isize) -> Result<Vec<NdArray>> {
    let axis = normalize_axis(axis, a.ndim())?;
    if sections == 0 {
        return Err(Error::value("number sections must be larger than 0."));
    }
    let (each, longer) = (a.shape()[axis] / sections, a.shape()[axis] % sections);
    let cut = |i: usize| each * i + i.min(longer);
    (0..sections).map(|i| range(a, axis, cut(i), cut(i + 1))).collect()
}

/// Views of the parts between the given places along `axis`; places are those of Python slices.
///
/// # Errors
/// An axis the array does not have.
pub fn split_at(a: &NdArray, places: &[isize], axis: isize) -> Result<Vec<NdArray>> {
    let axis = normalize_axis(axis, a.ndim())?;
    let starts = std::iter::once(0).chain(places.iter().copied());
    let stops = places.iter().copied().map(Some).chain([Some(a.shape()[axis] as isize)]);
    let part =
        |(start, stop)| a.slice(&along(axis, Item::Slice(Slice { start: Some(start), stop, step: None })));
    starts.zip(stops).map(part).collect()
}

/// Views of the sub-arrays along `axis`, which they lack.
///
/// # Errors
/// An array without axes, an axis the array does not have.
pub fn unstack(a: &NdArray, axis: isize) -> Result<Vec<NdArray>> {
    if a.ndim() == 0 {
        return Err(Error::value("Input array must be at least 1-d."));
    }
    let axis = normalize_axis(axis, a.ndim())?;
    (0..a.shape()[axis]).map(|i| a.slice(&along(axis, Item::Int(i as isize)))).collect()
}
