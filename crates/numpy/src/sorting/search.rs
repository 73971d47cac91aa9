//! Searching in sorted lines, and finding elements that are not zero.
use super::{SortKey, SortingError};
use pallasite_array::threads;

/// On which side of equal elements a value belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// Before them: `a[i - 1] < v <= a[i]`.
    #[default]
    Left,
    /// After them: `a[i - 1] <= v < a[i]`.
    Right,
}

/// A search in units of a cheap operation.
const SEARCH_COST: usize = 16;

/// For each value the index at which it would have to be inserted to keep `line` sorted.
///
/// `sorter`, if given, holds the indices that sort `line`.
///
/// # Errors
/// [`SortingError::SorterLength`] and [`SortingError::SorterIndex`] for a sorter that is no such thing.
///
/// # Examples
/// ```
/// use pallasite_numpy::sorting::{Side, searchsorted};
/// let found = searchsorted(&[1.0, 2.0, 2.0, 5.0], &[2.0, f64::NAN], Side::Right, None)?;
/// assert_eq!(found, [3, 4]);
/// # Ok::<(), pallasite_numpy::sorting::SortingError>(())
/// ```
pub fn searchsorted<T: SortKey>(
    line: &[T],
    values: &[T],
    side: Side,
    sorter: Option<&[i64]>,
) -> Result<Vec<i64>, SortingError> {
    let sorted = sorter.map(|sorter| gather_sorted(line, sorter)).transpose()?;
    let line = sorted.as_deref().unwrap_or(line);
    let search = |value: &T| {
        let key = value.key();
        let found = match side {
            Side::Left => line.partition_point(|x| x.key() < key),
            Side::Right => line.partition_point(|x| x.key() <= key),
        };
        found as i64
    };
    if threads::parts_for(values.len() * SEARCH_COST) == 1 {
        return Ok(values.iter().map(search).collect());
    }
    let mut found = vec![0; values.len()];
    threads::for_each_chunk(&mut found, SEARCH_COST, |start, found| {
        found.iter_mut().zip(&values[start..]).for_each(|(slot, value)| *slot = search(value));
    });
    Ok(found)
}

fn gather_sorted<T: SortKey>(line: &[T], sorter: &[i64]) -> Result<Vec<T>, SortingError> {
    if sorter.len() != line.len() {
        return Err(SortingError::SorterLength { sorter: sorter.len(), line: line.len() });
    }
    let at = |&i: &i64| {
        let element = usize::try_from(i).ok().and_then(|i| line.get(i));
        element.copied().ok_or(SortingError::SorterIndex { index: i, line: line.len() })
    };
    sorter.iter().map(at).collect()
}

/// The number of elements that are not zero; NaN is not.
///
/// # Examples
/// ```
/// assert_eq!(pallasite_numpy::sorting::count_nonzero(&[0.0, -0.0, 2.0, f64::NAN]), 2);
/// ```
pub fn count_nonzero<T: PartialEq + Default>(line: &[T]) -> usize {
    let zero = T::default();
    line.iter().filter(|&x| *x != zero).count()
}

/// The indices of the elements that are not zero.
///
/// # Examples
/// ```
/// assert_eq!(pallasite_numpy::sorting::flatnonzero(&[0, 3, 0, 4]), [1, 3]);
/// ```
pub fn flatnonzero<T: PartialEq + Default>(line: &[T]) -> Vec<i64> {
    let zero = T::default();
    let mut found = Vec::with_capacity(count_nonzero(line));
    found.extend((0..).zip(line).filter(|&(_, x)| *x != zero).map(|(i, _): (i64, _)| i));
    found
}
