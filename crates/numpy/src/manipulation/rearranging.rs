//! Elements in another order: reversed, rolled, rotated.

use crate::fresh::{Fresh, range};
use pallasite_array::index::{Item, Slice};
use pallasite_array::layout::normalize_axis;
use pallasite_array::{Error, NdArray, Result};

/// A view with the order of the elements reversed along the given axes, all when `None`.
///
/// # Errors
/// An axis the array does not have, or one given twice.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = pallasite_numpy::manipulation::flip(&NdArray::from_vec(vec![1i64, 2, 3]), None)?;
/// assert_eq!(a.to_vec::<i64>()?, [3, 2, 1]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn flip(a: &NdArray, axes: Option<&[isize]>) -> Result<NdArray> {
    let mut items = vec![Item::Slice(Slice::default()); a.ndim()];
    let back = Item::Slice(Slice { step: Some(-1), ..Slice::default() });
    let Some(axes) = axes else {
        return a.slice(&vec![back; a.ndim()]);
    };
    let mut seen = vec![false; a.ndim()];
    for &axis in axes {
        let axis = normalize_axis(axis, a.ndim())?;
        if std::mem::replace(&mut seen[axis], true) {
            return Err(Error::value("repeated axis"));
        }
        items[axis] = back.clone();
    }
    a.slice(&items)
}

/// The elements moved along the given axes by the given shifts, those behind the end put at the start.
///
/// # Errors
/// An axis the array does not have.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = pallasite_numpy::manipulation::roll(&NdArray::from_vec(vec![1i64, 2, 3]), &[(1, 0)])?;
/// assert_eq!(a.to_vec::<i64>()?, [3, 1, 2]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn roll(a: &NdArray, shifts: &[(isize, isize)]) -> Result<NdArray> {
    let mut total = vec![0usize; a.ndim()];
    for &(shift, axis) in shifts {
        let axis = normalize_axis(axis, a.ndim())?;
        if a.shape()[axis] > 0 {
            let n = a.shape()[axis] as i128;
            total[axis] = (total[axis] as i128 + shift as i128).rem_euclid(n) as usize;
        }
    }
    // SAFETY: the pieces cover the whole array.
    let out = Fresh::of(unsafe { NdArray::uninit_like(a.shape(), a.dtype(), a.strides())? });
    let target = out.array().clone();
    roll_pieces(&out, target, a.clone(), &total, 0)?;
    Ok(out.finish())
}

/// Cuts both arrays in two along each axis that is shifted, and copies the pieces crosswise.
fn roll_pieces(out: &Fresh, to: NdArray, from: NdArray, shifts: &[usize], axis: usize) -> Result<()> {
    let Some(axis) = (axis..shifts.len()).find(|&i| shifts[i] > 0) else {
        return out.set_view(&to, &from);
    };
    let (n, s) = (from.shape()[axis], shifts[axis]);
    roll_pieces(out, range(&to, axis, s, n)?, range(&from, axis, 0, n - s)?, shifts, axis + 1)?;
    roll_pieces(out, range(&to, axis, 0, s)?, range(&from, axis, n - s, n)?, shifts, axis + 1)
}

/// A view rotated by `k` right angles in the plane of two axes, from the first towards the second.
///
/// # Errors
/// Axes that are the same or that the array does not have.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![1i64, 2, 3, 4]).reshape(&[2, 2])?;
/// assert_eq!(pallasite_numpy::manipulation::rot90(&a, 1, (0, 1))?.to_vec::<i64>()?, [2, 4, 1, 3]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn rot90(a: &NdArray, k: isize, axes: (isize, isize)) -> Result<NdArray> {
    let n = a.ndim() as isize;
    if axes.0 == axes.1 || (axes.0 - axes.1).abs() == n {
        return Err(Error::value("Axes must be different."));
    }
    if !(-n..n).contains(&axes.0) || !(-n..n).contains(&axes.1) {
        let text = format!("Axes=({}, {}) out of range for array of ndim={n}.", axes.0, axes.1);
        return Err(Error::Value(text));
    }
    match k.rem_euclid(4) {
        0 => Ok(a.clone()),
        1 => flip(a, Some(&[axes.1]))?.swap_axes(axes.0, axes.1),
        2 => flip(a, Some(&[axes.0, axes.1])),
        _ => flip(&a.swap_axes(axes.0, axes.1)?, Some(&[axes.1])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rolls_over_two_axes() {
        let a = NdArray::from_vec((0..6i64).collect()).reshape(&[2, 3]).unwrap();
        let r = roll(&a, &[(1, 0), (-1, 1)]).unwrap();
        assert_eq!(r.to_vec::<i64>().unwrap(), [4, 5, 3, 1, 2, 0]);
        assert_eq!(roll(&a, &[(isize::MIN, 1)]).unwrap().shape(), [2, 3]);
    }

    #[test]
    fn four_right_angles_are_none() {
        let a = NdArray::from_vec((0..6i64).collect()).reshape(&[2, 3]).unwrap();
        let turned = (0..4).try_fold(a.clone(), |t, _| rot90(&t, 1, (0, 1))).unwrap();
        assert_eq!(turned.to_vec::<i64>().unwrap(), a.to_vec::<i64>().unwrap());
        let thrice = rot90(&a, 3, (0, 1)).unwrap();
        assert_eq!(thrice.to_vec::<i64>().unwrap(), rot90(&a, -1, (0, 1)).unwrap().to_vec::<i64>().unwrap());
    }
}
