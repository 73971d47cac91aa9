//! Counting sort of elements of at most sixteen bits.

/// An element type with few values.
pub(super) trait Rank: Copy + Send + Sync {
    /// How many ranks there are.
    const BUCKETS: usize;
    /// The place of the element among all values.
    fn rank(self) -> u16;
    /// The inverse of `rank`.
    fn value(rank: u16) -> Self;
}

/// Below this share of the number of buckets a comparison sort wins.
fn is_short<T: Rank>(len: usize) -> bool {
    len < T::BUCKETS / 16
}

/// Sorts the line, or selects in a short one.
pub(super) fn order<T: Rank>(line: &mut [T], positions: Option<&[usize]>) {
    if is_short::<T>(line.len()) {
        let mut ranks: Vec<u16> = line.iter().map(|x| x.rank()).collect();
        super::vector::order_slice(&mut ranks, positions);
        line.iter_mut().zip(ranks).for_each(|(x, rank)| *x = T::value(rank));
        return;
    }
    let mut rest = line;
    for (rank, count) in histogram(rest).into_iter().enumerate() {
        let (run, tail) = rest.split_at_mut(count);
        run.fill(T::value(rank as u16));
        rest = tail;
    }
}

/// The indices that sort the line, stable; `indices` is as long as `line`.
pub(super) fn argsort<T: Rank>(line: &[T], indices: &mut [i64]) {
    if is_short::<T>(line.len()) {
        indices.iter_mut().zip(0..).for_each(|(slot, i)| *slot = i);
        return indices.sort_by_key(|&i| line[i as usize].rank());
    }
    let mut next = histogram(line);
    let mut start = 0;
    for slot in &mut next {
        start += std::mem::replace(slot, start);
    }
    for (i, x) in line.iter().enumerate() {
        let slot = &mut next[usize::from(x.rank())];
        indices[*slot] = i as i64;
        *slot += 1;
    }
}

fn histogram<T: Rank>(line: &[T]) -> Vec<usize> {
    let mut counts = vec![0; T::BUCKETS];
    for x in line {
        counts[usize::from(x.rank())] += 1;
    }
    counts
}
