//! Shapes and strides, without the data: contiguity, broadcasting, reshaping, extents.

use crate::error::{Error, Result};
use smallvec::SmallVec;

/// Lengths of the axes; up to four without an allocation.
pub type Shape = SmallVec<[usize; 4]>;
/// Bytes from one element to the next along each axis.
pub type Strides = SmallVec<[isize; 4]>;

/// The most axes an array can have, as in NumPy 2.
pub const MAX_NDIM: usize = 64;

/// Memory order asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Rows: the last axis is contiguous.
    #[default]
    C,
    /// Columns: the first axis is contiguous.
    F,
    /// Columns if the input is in columns and not in rows, else rows.
    A,
    /// As close to the input's order as possible.
    K,
}

/// Number of elements; `None` when it does not fit a `usize`.
#[inline]
pub fn size_of_shape(shape: &[usize]) -> Option<usize> {
    let mut total = 1usize;
    let mut overflow = false;
    for &d in shape {
        if d == 0 {
            return Some(0);
        }
        let (t, o) = total.overflowing_mul(d);
        (total, overflow) = (t, overflow | o);
    }
    (!overflow).then_some(total)
}

/// The numbers as a list, built without a call for few axes, which is what most arrays have.
#[inline]
pub fn short<T: Copy + Default>(items: &[T]) -> SmallVec<[T; 4]> {
    let none = T::default();
    match *items {
        [] => SmallVec::new(),
        [a] => SmallVec::from_buf_and_len([a, none, none, none], 1),
        [a, b] => SmallVec::from_buf_and_len([a, b, none, none], 2),
        [a, b, c] => SmallVec::from_buf_and_len([a, b, c, none], 3),
        _ => SmallVec::from_slice(items),
    }
}

/// Strides of a C-ordered array.
#[inline]
pub fn c_strides(shape: &[usize], itemsize: usize) -> Strides {
    let mut step = itemsize as isize;
    match *shape {
        [_] => return short(&[step]),
        [_, n] => return short(&[step.wrapping_mul(n.max(1) as isize), step]),
        _ => {}
    }
    let mut out = Strides::from_elem(0, shape.len());
    for (s, &d) in out.iter_mut().zip(shape).rev() {
        *s = step;
        step = step.wrapping_mul(d.max(1) as isize);
    }
    out
}

/// Strides of a Fortran-ordered array.
pub fn f_strides(shape: &[usize], itemsize: usize) -> Strides {
    let mut step = itemsize as isize;
    let mut next = |&d: &usize| {
        let here = step;
        step = step.wrapping_mul(d.max(1) as isize);
        here
    };
    shape.iter().map(&mut next).collect()
}

/// Strides for a fresh array that keeps the axis order of `like` (NumPy's `K` order).
pub fn k_strides(shape: &[usize], like: &[isize], itemsize: usize) -> Strides {
    let axes = slowest_first(shape, like);
    let mut out = Strides::from_elem(0, shape.len());
    let mut step = itemsize as isize;
    for &a in axes.iter().rev() {
        out[a] = step;
        step = step.wrapping_mul(shape[a].max(1) as isize);
    }
    out
}

/// Axes from slowest to fastest; axes of length one stay beside their left neighbour.
fn slowest_first(shape: &[usize], like: &[isize]) -> SmallVec<[usize; 8]> {
    let mut axes: SmallVec<[usize; 8]> = SmallVec::new();
    for a in 0..shape.len() {
        let before =
            |&&b: &&usize| shape[b] != 1 && shape[a] != 1 && like[b].unsigned_abs() < like[a].unsigned_abs();
        let at = axes.iter().position(|b| before(&b)).unwrap_or(axes.len());
        axes.insert(at, a);
    }
    axes
}

/// True when elements follow each other in C order.
#[inline]
pub fn is_c_contiguous(shape: &[usize], strides: &[isize], itemsize: usize) -> bool {
    let inner_first = shape.iter().zip(strides).rev();
    follow_each_other(inner_first, itemsize) || shape.contains(&0)
}

/// True when elements follow each other in Fortran order.
#[inline]
pub fn is_f_contiguous(shape: &[usize], strides: &[isize], itemsize: usize) -> bool {
    follow_each_other(shape.iter().zip(strides), itemsize) || shape.contains(&0)
}

/// True when each axis steps over all of those before it, lengths of one aside.
#[inline(always)]
fn follow_each_other<'a>(axes: impl Iterator<Item = (&'a usize, &'a isize)>, itemsize: usize) -> bool {
    let mut step = itemsize as isize;
    for (&d, &s) in axes {
        if d != 1 {
            if s != step {
                return false;
            }
            step = step.wrapping_mul(d as isize);
        }
    }
    true
}

/// The lowest and highest byte (exclusive) that the layout touches, from its first element.
///
/// `None` when that overflows.
pub fn extent(shape: &[usize], strides: &[isize], itemsize: usize) -> Option<(isize, isize)> {
    if shape.contains(&0) {
        return Some((0, 0));
    }
    let (mut low, mut high) = (0isize, itemsize as isize);
    for (&d, &s) in shape.iter().zip(strides) {
        let span = isize::try_from(d - 1).ok()?.checked_mul(s)?;
        if span < 0 {
            low = low.checked_add(span)?;
        } else {
            high = high.checked_add(span)?;
        }
    }
    Some((low, high))
}

/// The shape that all of `shapes` broadcast to.
///
/// # Errors
/// [`Error::Broadcast`] when there is none.
///
/// # Examples
/// ```
/// use pallasite_array::layout::broadcast_shapes;
/// assert_eq!(broadcast_shapes(&[&[3, 1], &[4]]).unwrap()[..], [3, 4]);
/// ```
pub fn broadcast_shapes(shapes: &[&[usize]]) -> Result<Shape> {
    let ndim = shapes.iter().map(|s| s.len()).max().unwrap_or(0);
    let mut out = Shape::from_elem(1, ndim);
    for s in shapes {
        for (o, &d) in out.iter_mut().rev().zip(s.iter().rev()) {
            if *o == 1 {
                *o = d;
            } else if d != 1 && d != *o {
                return Err(Error::Broadcast(shapes.iter().map(|s| s.to_vec()).collect()));
            }
        }
    }
    Ok(out)
}

/// Strides that repeat an array of `shape` over `to`; `None` when it does not broadcast.
#[inline]
pub fn broadcast_strides(shape: &[usize], strides: &[isize], to: &[usize]) -> Option<Strides> {
    let lead = to.len().checked_sub(shape.len())?;
    let mut out = Strides::from_elem(0, to.len());
    for (i, (&d, &s)) in shape.iter().zip(strides).enumerate() {
        if d == to[lead + i] {
            out[lead + i] = s;
        } else if d != 1 {
            return None;
        }
    }
    Some(out)
}

/// Fills in the one `-1` of a reshape and checks the number of elements.
///
/// # Errors
/// [`Error::Reshape`] when the sizes do not match; a value error for two unknown dimensions.
pub fn resolve_shape(size: usize, shape: &[isize]) -> Result<Shape> {
    let bad = || Error::Reshape { size, shape: shape.to_vec() };
    let (mut known, mut unknown) = (1usize, None);
    for (axis, &d) in shape.iter().enumerate() {
        if let Ok(d) = usize::try_from(d) {
            known = known.checked_mul(d).ok_or_else(bad)?;
        } else if unknown.replace(axis).is_some() {
            return Err(Error::value("can only specify one unknown dimension"));
        }
    }
    let fits = if unknown.is_some() { known != 0 && size.is_multiple_of(known) } else { known == size };
    if !fits {
        return Err(bad());
    }
    let mut lengths = match *shape {
        [n] => short(&[n as usize]),
        [m, n] => short(&[m as usize, n as usize]),
        _ => shape.iter().map(|&d| d as usize).collect(),
    };
    if let Some(axis) = unknown {
        lengths[axis] = size / known;
    }
    Ok(lengths)
}

/// Strides that show an array of `shape` as `to` without a copy, reading in C or Fortran order.
///
/// `None` when a copy is needed. Both shapes have the same number of elements, which is not zero.
pub fn reshape_strides(shape: &[usize], strides: &[isize], to: &[usize], fortran: bool) -> Option<Strides> {
    let keep = (0..shape.len()).filter(|&i| shape[i] != 1);
    let (mut dims, mut steps): (Vec<usize>, Vec<isize>) = keep.map(|i| (shape[i], strides[i])).unzip();
    let mut goal = to.to_vec();
    if fortran {
        dims.reverse();
        steps.reverse();
        goal.reverse();
    }
    let mut out = vec![0isize; goal.len()];
    let (mut i, mut j) = (0, 0);
    while i < dims.len() && j < goal.len() {
        let (i0, j0) = (i, j);
        let (mut have, mut want) = (dims[i], goal[j]);
        i += 1;
        j += 1;
        while have != want {
            if have < want {
                have *= dims[i];
                i += 1;
            } else {
                want *= goal[j];
                j += 1;
            }
        }
        if (i0..i - 1).any(|k| steps[k] != steps[k + 1] * dims[k + 1] as isize) {
            return None;
        }
        let mut step = steps[i - 1];
        for k in (j0..j).rev() {
            out[k] = step;
            step = step.wrapping_mul(goal[k] as isize);
        }
    }
    let last = if j > 0 { out[j - 1] } else { steps.last().copied().unwrap_or(0) };
    out[j..].fill(last);
    if fortran {
        out.reverse();
    }
    Some(out.into())
}

/// An axis counted from the end when negative.
///
/// # Errors
/// [`Error::Axis`] for one the array does not have.
#[inline]
pub fn normalize_axis(axis: isize, ndim: usize) -> Result<usize> {
    let n = ndim as isize;
    if axis < -n || axis >= n {
        return Err(Error::Axis { axis, ndim });
    }
    Ok((if axis < 0 { axis + n } else { axis }) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reshape_without_copy() {
        assert_eq!(reshape_strides(&[4, 6], &[48, 8], &[2, 2, 3, 2], false).unwrap()[..], [96, 48, 16, 8]);
        assert_eq!(reshape_strides(&[4, 6], &[8, 32], &[24], false), None);
        assert_eq!(reshape_strides(&[4, 6], &[8, 32], &[24], true).unwrap()[..], [8]);
        assert_eq!(reshape_strides(&[4], &[-8], &[2, 2], false).unwrap()[..], [-16, -8]);
        assert_eq!(reshape_strides(&[1], &[8], &[1, 1], false).unwrap().len(), 2);
    }

    #[test]
    fn contiguity_ignores_unit_and_empty_axes() {
        assert!(is_c_contiguous(&[1, 3], &[999, 8], 8));
        assert!(is_c_contiguous(&[0, 3], &[1, 1], 8));
        assert!(is_f_contiguous(&[3, 1], &[8, 999], 8));
        assert!(!is_c_contiguous(&[3, 2], &[8, 24], 8));
    }
}
