//! The recursion of quicksort and quickselect over any [`Lanes`].
use super::lanes::{InstructionSet, Lanes};
use pallasite_array::{interrupt, threads};

/// Elements from which the two sides of a partition are sorted in parallel, when on the pool.
const PARALLEL: usize = 1 << 16;

/// Part of a line: where it starts, and the least key that it can hold.
#[derive(Clone, Copy)]
struct Part<K> {
    start: usize,
    len: usize,
    floor: K,
    depth: u32,
}

/// Sorts a line, or, given `positions` in ascending order, only as far as they need to be right.
///
/// # Safety
/// As for [`Lanes`], for the first `len` elements.
pub(super) unsafe fn order<L: Lanes>(line: L, len: usize, positions: Option<&[usize]>) {
    let depth = 2 * (len + 1).ilog2();
    let whole = Part { start: 0, len, floor: L::MIN, depth };
    // SAFETY: the caller's promise.
    let run = move || unsafe { order_part(line, whole, positions) };
    if threads::parts_for(len) > 1 { threads::install(run) } else { run() }
}

unsafe fn order_part<L: Lanes>(line: L, mut part: Part<L::Key>, positions: Option<&[usize]>) {
    // SAFETY: parts are disjoint sub-ranges of the caller's line.
    unsafe {
        while wanted(&part, positions) {
            if part.len >= PARALLEL {
                interrupt::poll();
            }
            if part.len <= L::LEAF {
                return L::Set::leaf(line.at(part.start), part.len);
            }
            if part.depth == 0 {
                return line.at(part.start).fallback(part.len);
            }
            let pivot = median_of_sample(line, &part);
            if pivot == part.floor {
                part = skip_equal(line, part);
                continue;
            }
            let split = L::Set::partition(line.at(part.start), part.len, pivot);
            let depth = part.depth - 1;
            let left = Part { len: split, depth, ..part };
            part = Part { start: part.start + split, len: part.len - split, floor: pivot, depth };
            if left.len.min(part.len) < PARALLEL || rayon::current_thread_index().is_none() {
                order_part(line, left, positions);
            } else {
                threads::join(
                    move || order_part(line, left, positions),
                    move || order_part(line, part, positions),
                );
                return;
            }
        }
    }
}

/// Moves the elements equal to the floor to the front, where they are done; the part that remains.
unsafe fn skip_equal<L: Lanes>(line: L, part: Part<L::Key>) -> Part<L::Key> {
    // SAFETY: the caller's promise for the part.
    unsafe {
        let Some(floor) = L::successor(part.floor) else {
            line.at(part.start).order_equal(part.len);
            return Part { len: 0, ..part };
        };
        let split = L::Set::partition(line.at(part.start), part.len, floor);
        line.at(part.start).order_equal(split);
        Part { start: part.start + split, len: part.len - split, floor, depth: part.depth }
    }
}

fn wanted<K>(part: &Part<K>, positions: Option<&[usize]>) -> bool {
    part.len > 1
        && positions.is_none_or(|sorted| {
            let next = sorted.partition_point(|&k| k < part.start);
            sorted.get(next).is_some_and(|&k| k < part.start + part.len)
        })
}

/// The median of a sample at the fractional parts of multiples of the golden ratio, which are evenly spread
/// and in step with no pattern in the data.
unsafe fn median_of_sample<L: Lanes>(line: L, part: &Part<L::Key>) -> L::Key {
    const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut sample = [L::MIN; 64];
    let count = if part.len < 1 << 12 { 16 } else { sample.len() };
    for (i, slot) in (1u64..).zip(&mut sample[..count]) {
        let at = (u128::from(i.wrapping_mul(GOLDEN)) * part.len as u128) >> 64;
        // SAFETY: `at < part.len`.
        *slot = unsafe { line.at(part.start + at as usize).key() };
    }
    // SAFETY: `count <= sample.len()`, which is at most sixteen vectors of bare keys.
    unsafe { L::Set::leaf(L::keys(&mut sample), count) };
    sample[count / 2]
}

/// [`order`] by the standard library.
pub(in super::super) fn order_slice<T: Ord>(mut line: &mut [T], positions: Option<&[usize]>) {
    let Some(positions) = positions else { return line.sort_unstable() };
    let mut start = 0;
    for &k in positions {
        if k >= start {
            line.select_nth_unstable(k - start);
            line = line.split_at_mut(k + 1 - start).1;
            start = k + 1;
        }
    }
}

/// Keys side by side with their indices.
pub(super) struct Pairs(pub(super) Vec<(i64, i64)>);

impl Pairs {
    pub(super) fn gather(keys: &[i64], indices: &[i64]) -> Self {
        Self(keys.iter().copied().zip(indices.iter().copied()).collect())
    }

    pub(super) fn scatter(&self, keys: &mut [i64], indices: &mut [i64]) {
        for ((key, index), &pair) in keys.iter_mut().zip(indices).zip(&self.0) {
            (*key, *index) = pair;
        }
    }
}
