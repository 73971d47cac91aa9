//! The distinct elements of a line.
use super::SortKey;

/// The distinct elements of a line, sorted, and how they relate to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Unique<T> {
    /// The distinct elements.
    pub values: Vec<T>,
    /// Where each occurs first.
    pub index: Vec<i64>,
    /// For each element of the line its place in `values`.
    pub inverse: Vec<i64>,
    /// How often each occurs.
    pub counts: Vec<i64>,
}

/// Whether `b`, which follows `a` in sorted order, is another value.
fn differs<T: SortKey + PartialEq>(a: T, b: T, equal_nan: bool) -> bool {
    match (is_nan(a), is_nan(b)) {
        (true, true) => !equal_nan,
        _ => a.key() != b.key(),
    }
}

/// NaN is what differs from itself.
fn is_nan<T: Copy + PartialEq>(x: T) -> bool {
    let same = x;
    x != same
}

/// Keeps the first of each run of equal elements of a sorted line and calls `start` with the number of each run
/// and the place where it begins. Every element is written, and the next one overwrites it unless it was the
/// first of a run, so that no branch depends on the data.
fn compact<T: SortKey + PartialEq>(line: &mut Vec<T>, equal_nan: bool, mut start: impl FnMut(usize, usize)) {
    let Some(&first) = line.first() else { return };
    start(0, 0);
    let (mut last, mut runs) = (first, 1);
    for i in 1..line.len() {
        let value = line[i];
        line[runs] = value;
        start(runs, i);
        runs += usize::from(differs(last, value, equal_nan));
        last = value;
    }
    line.truncate(runs);
}

/// The distinct elements in ascending order. With `equal_nan` all NaN are one value, else each is its own.
///
/// # Examples
/// ```
/// assert_eq!(pallasite_numpy::sorting::unique(&[2, 1, 2], true), [1, 2]);
/// ```
pub fn unique<T: SortKey + PartialEq>(line: &[T], equal_nan: bool) -> Vec<T> {
    let mut values = line.to_vec();
    T::sort_stable(&mut values);
    compact(&mut values, equal_nan, |_, _| {});
    values
}

/// [`unique`] with how often each value occurs.
///
/// # Examples
/// ```
/// assert_eq!(pallasite_numpy::sorting::unique_counts(&[2, 1, 2], true), (vec![1, 2], vec![1, 2]));
/// ```
pub fn unique_counts<T: SortKey + PartialEq>(line: &[T], equal_nan: bool) -> (Vec<T>, Vec<i64>) {
    let mut values = line.to_vec();
    T::sort_stable(&mut values);
    let mut starts = vec![0; line.len() + 1];
    compact(&mut values, equal_nan, |run, at| starts[run] = at as i64);
    starts[values.len()] = line.len() as i64;
    let counts = starts[..=values.len()].windows(2).map(|pair| pair[1] - pair[0]).collect();
    (values, counts)
}

/// [`unique`] with first occurrences, inverse and counts.
///
/// # Examples
/// ```
/// let found = pallasite_numpy::sorting::unique_all(&[2, 1, 2], true);
/// assert_eq!((found.index, found.inverse, found.counts), (vec![1, 0], vec![1, 0, 1], vec![1, 2]));
/// ```
pub fn unique_all<T: SortKey + PartialEq>(line: &[T], equal_nan: bool) -> Unique<T> {
    let mut order = vec![0; line.len()];
    T::argorder(line, &mut order, None);
    let mut found = Unique { values: vec![], index: vec![], inverse: vec![0; line.len()], counts: vec![] };
    for i in order {
        let value = line[i as usize];
        if found.values.last().is_none_or(|&last| differs(last, value, equal_nan)) {
            found.values.push(value);
            found.index.push(i);
            found.counts.push(0);
        }
        found.inverse[i as usize] = found.values.len() as i64 - 1;
        *found.counts.last_mut().expect("pushed above") += 1;
    }
    found
}
