//! Views by strides, and whether views share memory.

use pallasite_array::layout::normalize_axis;
use pallasite_array::{Error, NdArray, Result};

/// A read-only view of the `offset`-th diagonals of the planes of two axes, as the last axis of the result.
///
/// # Errors
/// Fewer than two dimensions, axes that are the same or that the array does not have.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![1i64, 2, 3, 4]).reshape(&[2, 2])?;
/// assert_eq!(pallasite_numpy::indexing::diagonal(&a, 0, 0, 1)?.to_vec::<i64>()?, [1, 4]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn diagonal(a: &NdArray, offset: isize, axis1: isize, axis2: isize) -> Result<NdArray> {
    if a.ndim() < 2 {
        return Err(Error::value("diag requires an array of at least two dimensions"));
    }
    let (i, j) = (normalize_axis(axis1, a.ndim())?, normalize_axis(axis2, a.ndim())?);
    if i == j {
        return Err(Error::value("axis1 and axis2 cannot be the same"));
    }
    let skip = offset.unsigned_abs();
    let (rows, columns) = if offset < 0 {
        (a.shape()[i].saturating_sub(skip), a.shape()[j])
    } else {
        (a.shape()[i], a.shape()[j].saturating_sub(skip))
    };
    let n = rows.min(columns);
    let step = if offset < 0 { a.strides()[i] } else { a.strides()[j] };
    let start = if n > 0 { step * skip as isize } else { 0 };
    let others = |v: usize| v != i && v != j;
    let mut shape: Vec<usize> = (0..a.ndim()).filter(|&v| others(v)).map(|v| a.shape()[v]).collect();
    let mut strides: Vec<isize> = (0..a.ndim()).filter(|&v| others(v)).map(|v| a.strides()[v]).collect();
    shape.push(n);
    strides.push(a.strides()[i] + a.strides()[j]);
    Ok(a.view_with(start, a.dtype().clone(), &shape, &strides)?.with_writeable(false))
}

/// A view of the same memory with any shape and strides, as long as it stays inside the memory.
///
/// # Errors
/// A layout that reaches outside.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![1i64, 2, 3]);
/// let pairs = pallasite_numpy::indexing::as_strided(&a, &[2, 2], &[8, 8])?;
/// assert_eq!(pairs.to_vec::<i64>()?, [1, 2, 2, 3]);
/// assert!(pallasite_numpy::indexing::as_strided(&a, &[4], &[8]).is_err());
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn as_strided(a: &NdArray, shape: &[usize], strides: &[isize]) -> Result<NdArray> {
    a.view_with(0, a.dtype().clone(), shape, strides)
}

/// A read-only view of all windows along the given axes; the axes inside the windows come last.
///
/// # Errors
/// Windows longer than their axis; as many lengths as axes are needed.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![1i64, 2, 3]);
/// let w = pallasite_numpy::indexing::sliding_window_view(&a, &[2], &[0])?;
/// assert_eq!((w.shape(), w.to_vec::<i64>()?), (&[2, 2][..], vec![1, 2, 2, 3]));
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn sliding_window_view(a: &NdArray, window: &[usize], axes: &[isize]) -> Result<NdArray> {
    let (mut shape, mut strides) = (a.shape().to_vec(), a.strides().to_vec());
    for (&w, &axis) in window.iter().zip(axes) {
        let axis = normalize_axis(axis, a.ndim())?;
        let room = shape[axis].checked_sub(w);
        let room =
            room.ok_or_else(|| Error::value("window shape cannot be larger than input array shape"))?;
        shape[axis] = room + 1;
        strides.push(a.strides()[axis]);
    }
    shape.extend_from_slice(window);
    Ok(a.view_with(0, a.dtype().clone(), &shape, &strides)?.with_writeable(false))
}

/// True when some byte belongs to an element of both arrays.
///
/// Solves the bounded linear Diophantine equation exactly, in time that may be exponential in the number of axes.
///
/// # Examples
/// ```
/// use pallasite_array::{NdArray, index::{Item, Slice}};
/// let a = NdArray::from_vec(vec![1i64, 2, 3, 4]);
/// let every_other = |start| a.slice(&[Item::Slice(Slice { start: Some(start), stop: None, step: Some(2) })]);
/// assert!(!pallasite_numpy::indexing::shares_memory(&every_other(0)?, &every_other(1)?));
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn shares_memory(a: &NdArray, b: &NdArray) -> bool {
    if a.size() == 0 || b.size() == 0 || a.itemsize() == 0 || b.itemsize() == 0 || !a.may_share_memory(b) {
        return false;
    }
    // Bytes of `a` counted up from its lowest, bytes of `b` counted down from its highest: both sums grow.
    let mut terms = Vec::new();
    for x in [a, b] {
        terms.extend(
            x.shape()
                .iter()
                .zip(x.strides())
                .filter(|(d, s)| **d > 1 && **s != 0)
                .map(|(&d, s)| (s.unsigned_abs(), d - 1)),
        );
        if x.itemsize() > 1 {
            terms.push((1, x.itemsize() - 1));
        }
    }
    let target = b.byte_bounds().1 - 1 - a.byte_bounds().0;
    terms.sort_unstable_by(|x, y| y.cmp(x));
    let tails = (0..=terms.len()).map(|i| Tail::of(&terms[i..])).collect::<Vec<_>>();
    solvable(&terms, &tails, target)
}

/// What the terms from some place on can sum to.
struct Tail {
    gcd: usize,
    most: usize,
}

impl Tail {
    fn of(terms: &[(usize, usize)]) -> Tail {
        let gcd = terms.iter().fold(0, |g, t| gcd(g, t.0));
        Tail { gcd, most: terms.iter().map(|t| t.0 * t.1).sum() }
    }
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Whether `sum(factor * x) == target` has a solution with `0 <= x <= limit` for each `(factor, limit)`.
fn solvable(terms: &[(usize, usize)], tails: &[Tail], target: usize) -> bool {
    let Some((&(factor, limit), rest)) = terms.split_first() else { return target == 0 };
    if target > tails[0].most || !target.is_multiple_of(tails[0].gcd) {
        return false;
    }
    let least = target.saturating_sub(tails[1].most).div_ceil(factor);
    let most = limit.min(target / factor);
    (least..=most).rev().any(|x| solvable(rest, &tails[1..], target - factor * x))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn diagonals() {
        let a = NdArray::from_vec((0..12i64).collect()).reshape(&[3, 4]).unwrap();
        let d = |k| diagonal(&a, k, 0, 1).unwrap().to_vec::<i64>().unwrap();
        assert_eq!((d(1), d(-1), d(3), d(9)), (vec![1, 6, 11], vec![4, 9], vec![3], vec![]));
        assert!(diagonal(&a, 0, 1, -1).is_err());
    }

    proptest! {
        #[test]
        fn sharing_agrees_with_counting(
            dims in proptest::array::uniform4(1usize..4),
            steps in proptest::array::uniform4(0isize..9),
            at in proptest::array::uniform2(0isize..20),
        ) {
            let memory = NdArray::from_vec(vec![0u8; 100]);
            let view = |i: usize| {
                let dtype = pallasite_array::DType::from(if i == 0 { pallasite_array::Kind::UInt8 } else { pallasite_array::Kind::UInt16 });
                memory.view_with(at[i], dtype, &dims[2 * i..2 * i + 2], &steps[2 * i..2 * i + 2]).unwrap()
            };
            let bytes = |v: &NdArray| -> std::collections::HashSet<usize> {
                let (s, d) = (v.strides(), v.shape());
                (0..d[0]).flat_map(|i| (0..d[1]).map(move |j| (i, j)))
                    .flat_map(|(i, j)| (0..v.itemsize()).map(move |k| (i, j, k)))
                    .map(|(i, j, k)| v.as_ptr() as usize + i * s[0] as usize + j * s[1] as usize + k).collect()
            };
            let (a, b) = (view(0), view(1));
            prop_assert_eq!(shares_memory(&a, &b), !bytes(&a).is_disjoint(&bytes(&b)));
        }
    }
}
