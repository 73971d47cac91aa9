//! Sorting, selecting and searching: the kernels on one contiguous line; [`arrays`] and [`distinct`] on
//! arrays of any type, along an axis.
//!
//! Real and complex numbers are ordered through integer keys ([`SortKey`]), so that one vectorised quicksort
//! of `i32` and `i64` serves all types of 32 and 64 bits; elements of 8 and 16 bits are counted. The results
//! do not depend on the number of threads nor on the processor.
pub mod arrays;
mod counting;
pub mod distinct;
mod key;
mod order;
mod search;
mod select;
mod unique;
mod vector;

pub use key::SortKey;
pub use search::{Side, count_nonzero, flatnonzero, searchsorted};
pub use unique::{Unique, unique, unique_all, unique_counts};

/// What can be wrong with the arguments of this family.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SortingError {
    /// A position to partition at lies outside the line.
    #[error("kth(={kth}) out of bounds ({len})")]
    Kth {
        /// The position.
        kth: i64,
        /// The length of the line.
        len: usize,
    },
    /// The sorter does not have one index for each element.
    #[error("sorter.size must equal a.size, but they are {sorter} and {line}")]
    SorterLength {
        /// Indices in the sorter.
        sorter: usize,
        /// Elements of the line.
        line: usize,
    },
    /// The sorter names an element that is not there.
    #[error("Sorter index out of range: {index} for {line} elements.")]
    SorterIndex {
        /// The index.
        index: i64,
        /// Elements of the line.
        line: usize,
    },
    /// The keys of `lexsort` differ in length.
    #[error("all keys need to be the same shape, but their lengths are {first} and {other}")]
    KeyLengths {
        /// The length of the first key.
        first: usize,
        /// The length of another one.
        other: usize,
    },
}

/// The sorting algorithm, by what it promises.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The fastest.
    #[default]
    Quicksort,
    /// The same; kept for its name.
    Heapsort,
    /// Elements that compare equal keep their order.
    Stable,
}

/// Sorts a line in place.
///
/// # Examples
/// ```
/// use pallasite_numpy::sorting::{Kind, sort};
/// let mut line = [3.0, f64::NAN, -1.0];
/// sort(&mut line, Kind::Quicksort);
/// assert_eq!(line[..2], [-1.0, 3.0]);
/// ```
pub fn sort<T: SortKey>(line: &mut [T], kind: Kind) {
    match kind {
        Kind::Quicksort | Kind::Heapsort => T::order(line, None),
        Kind::Stable => T::sort_stable(line),
    }
}

/// The indices that sort a line; elements that compare equal keep their order.
///
/// # Examples
/// ```
/// assert_eq!(pallasite_numpy::sorting::argsort(&[3, 1, 2]), [1, 2, 0]);
/// ```
pub fn argsort<T: SortKey>(line: &[T]) -> Vec<i64> {
    let mut indices = vec![0; line.len()];
    T::argorder(line, &mut indices, None);
    indices
}

/// Rearranges a line so that the elements at positions `kth` (negative ones count from the end) are where
/// sorting would put them, smaller ones before and larger ones after.
///
/// # Errors
/// [`SortingError::Kth`] for a position outside the line.
///
/// # Examples
/// ```
/// let mut line = [4, 1, 3, 2];
/// pallasite_numpy::sorting::partition(&mut line, &[-2])?;
/// assert_eq!(line[2..], [3, 4]);
/// # Ok::<(), pallasite_numpy::sorting::SortingError>(())
/// ```
pub fn partition<T: SortKey>(line: &mut [T], kth: &[i64]) -> Result<(), SortingError> {
    let positions = positions(kth, line.len())?;
    T::order(line, Some(&positions));
    Ok(())
}

/// The indices that [`partition`] a line.
///
/// # Errors
/// As for [`partition`].
///
/// # Examples
/// ```
/// let indices = pallasite_numpy::sorting::argpartition(&[4, 1, 3, 2], &[0])?;
/// assert_eq!(indices[0], 1);
/// # Ok::<(), pallasite_numpy::sorting::SortingError>(())
/// ```
pub fn argpartition<T: SortKey>(line: &[T], kth: &[i64]) -> Result<Vec<i64>, SortingError> {
    let positions = positions(kth, line.len())?;
    let mut indices = vec![0; line.len()];
    T::argorder(line, &mut indices, Some(&positions));
    Ok(indices)
}

/// `kth` as ascending positions in a line of `len` elements.
///
/// # Errors
/// [`SortingError::Kth`] for a position outside the line.
pub fn positions(kth: &[i64], len: usize) -> Result<Vec<usize>, SortingError> {
    let position = |&k: &i64| {
        let counted = if k < 0 { k + len as i64 } else { k };
        usize::try_from(counted).ok().filter(|&p| p < len).ok_or(SortingError::Kth { kth: k, len })
    };
    let mut positions = kth.iter().map(position).collect::<Result<Vec<_>, _>>()?;
    positions.sort_unstable();
    Ok(positions)
}

/// The indices that sort by several keys, the last of them first in importance.
///
/// # Errors
/// [`SortingError::KeyLengths`] if the keys are not equally long.
///
/// # Examples
/// ```
/// let order = pallasite_numpy::sorting::lexsort(&[&[9, 4, 0, 4], &[1, 5, 1, 4]])?;
/// assert_eq!(order, [2, 0, 3, 1]);
/// # Ok::<(), pallasite_numpy::sorting::SortingError>(())
/// ```
pub fn lexsort<T: SortKey>(keys: &[&[T]]) -> Result<Vec<i64>, SortingError> {
    let len = keys.first().map_or(0, |key| key.len());
    let mut order: Vec<i64> = (0..len as i64).collect();
    for key in keys {
        if key.len() != len {
            return Err(SortingError::KeyLengths { first: len, other: key.len() });
        }
        refine(key, &mut order);
    }
    Ok(order)
}

/// As many indices are sorted where they are, without memory for a copy of the keys.
const FEW: usize = 128;

/// One step of [`lexsort`]: sorts `order` by `key`, which holds more than all keys before it. Keys of several
/// types are sorted by one call each.
///
/// # Panics
/// If `order` is not a permutation of the indices of `key`.
pub fn refine<T: SortKey>(key: &[T], order: &mut Vec<i64>) {
    if order.len() <= FEW {
        return order.sort_by_key(|&i| key[i as usize].key());
    }
    let permuted: Vec<T> = order.iter().map(|&i| key[i as usize]).collect();
    if permuted.is_sorted_by_key(|x| x.key()) {
        return;
    }
    let step = argsort(&permuted);
    *order = step.into_iter().map(|i| order[i as usize]).collect();
}

#[cfg(test)]
mod tests;
