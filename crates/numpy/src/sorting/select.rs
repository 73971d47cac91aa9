//! The indices on both sides of one position, without moving the keys.
//!
//! The key at the position is found as in Floyd and Rivest, "Expected time bounds for selection" (1975): a sample
//! brackets it, one pass counts what lies below the bracket and gathers what lies inside.

use super::SortKey;
use super::vector::VectorInt;
use pallasite_array::threads;
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::simd_levels;
use std::sync::Mutex;

/// Keys below which a sample costs more than it spares.
const SAMPLED_FROM: usize = 1 << 14;
/// Keys for one of the sample.
const SAMPLED_OF: usize = 64;
/// Half the bracket's width, in standard deviations of a rank in the sample: a miss in thousands, which costs time.
const WIDTH: f64 = 3.5;

/// Keys that are looked at before asking whether one is inside the bracket.
const BLOCK: usize = 16;

/// Overwrites `indices` with those of the lesser keys, of the equal ones, of the greater ones than the key at
/// `position` of the sorted line; in each of the three they ascend.
pub(super) fn argselect<T: Selectable>(line: &[T], indices: &mut [i64], position: usize) {
    let n = line.len();
    let (low, high) = if n < SAMPLED_FROM { (i64::MIN, i64::MAX) } else { bracket(line, position) };
    let parts = threads::parts_for(n);
    let chunk = n.div_ceil(parts).max(1);
    let runs: Vec<&[T]> = line.chunks(chunk).collect();
    // SAFETY: the body is safe.
    let scan = |low: i64, high: i64| threads::map(runs.len(), |i| unsafe { scan(runs[i], low, high) });
    let mut scans = scan(low, high);
    let pivot = pivot(&scans, position).or_else(|| {
        scans = scan(i64::MIN, i64::MAX);
        pivot(&scans, position)
    });
    let Some(pivot) = pivot else { return };
    let counts: Vec<[usize; 3]> =
        scans.iter().zip(&runs).map(|(s, run)| s.counts(pivot, run.len())).collect();
    let jobs: Vec<Mutex<Deal<'_>>> = deals(indices, &counts).into_iter().map(Mutex::new).collect();
    threads::for_each(runs.len(), |i| {
        let mut deal = jobs[i].lock().expect("no panic while held");
        // SAFETY: the body is safe.
        unsafe { deal_out(runs[i], pivot, (i * chunk) as i64, &mut deal) };
    });
}

/// What a bracket tells of a run of keys: how many lie below it, and which inside.
struct Scan {
    below: usize,
    inside: Vec<i64>,
}

impl Scan {
    /// How many of `n` keys are less than, equal to and greater than a pivot in the bracket.
    fn counts(&self, pivot: i64, n: usize) -> [usize; 3] {
        let less = self.below + self.inside.iter().filter(|&&key| key < pivot).count();
        let equal = self.inside.iter().filter(|&&key| key == pivot).count();
        [less, equal, n - less - equal]
    }
}

simd_levels! {
    light
    /// Scans a run for a bracket.
    unsafe fn scan[T: Selectable](run: &[T], low: i64, high: i64) -> Scan = scan_body
}

#[inline(always)]
unsafe fn scan_body<M: MulAdd, T: Selectable>(run: &[T], low: i64, high: i64) -> Scan {
    let mut found = Scan { below: 0, inside: Vec::new() };
    let is_inside = |key: i64| (low <= key) & (key <= high);
    let (blocks, rest) = run.as_chunks::<BLOCK>();
    for block in blocks {
        let keys = block.map(|x| x.key());
        let (below, inside) = keys.iter().fold((0, 0), |(below, inside), &key| {
            (below + i64::from(key < low), inside + i64::from(is_inside(key)))
        });
        found.below += below as usize;
        if inside > 0 {
            found.inside.extend(keys.into_iter().filter(|&key| is_inside(key)));
        }
    }
    found.below += rest.iter().filter(|x| x.key() < low).count();
    found.inside.extend(rest.iter().map(|x| x.key()).filter(|&key| is_inside(key)));
    found
}

/// The key at `position`, if it is inside the bracket.
fn pivot(scans: &[Scan], position: usize) -> Option<i64> {
    let below: usize = scans.iter().map(|s| s.below).sum();
    let mut inside: Vec<i64> = scans.iter().flat_map(|s| s.inside.iter().copied()).collect();
    let place = position.checked_sub(below).filter(|&p| p < inside.len())?;
    i64::order_integers(&mut inside, Some(&[place]));
    Some(inside[place])
}

/// Two keys of a sample that most likely enclose the one at `position`.
fn bracket<T: Selectable>(line: &[T], position: usize) -> (i64, i64) {
    /// 2^64 over the golden ratio: its multiples, scaled down, are spread evenly and follow no period of the line.
    const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
    let (n, size) = (line.len(), line.len() / SAMPLED_OF);
    let place = |i: u64| ((u128::from(i.wrapping_mul(GOLDEN)) * n as u128) >> 64) as usize;
    let mut sample: Vec<i64> = (0..size as u64).map(|i| line[place(i)].key()).collect();
    i64::order_integers(&mut sample, None);
    let share = position as f64 / n as f64;
    let rank = share * size as f64;
    let width = WIDTH * (size as f64 * share * (1.0 - share)).sqrt() + 1.0;
    let at = |rank: f64| (rank >= 0.0).then(|| sample.get(rank as usize)).flatten().copied();
    (at(rank - width).unwrap_or(i64::MIN), at(rank + width).unwrap_or(i64::MAX))
}

/// Where the indices of a run go: those of the lesser, the equal and the greater keys.
type Deal<'a> = [&'a mut [i64]; 3];

/// The places of all runs, one class behind the other.
fn deals<'a>(mut rest: &'a mut [i64], counts: &[[usize; 3]]) -> Vec<Deal<'a>> {
    let mut deals: Vec<Deal<'a>> = counts.iter().map(|_| Default::default()).collect();
    for class in 0..3 {
        for (deal, count) in deals.iter_mut().zip(counts) {
            (deal[class], rest) = rest.split_at_mut(count[class]);
        }
    }
    deals
}

simd_levels! {
    light
    /// Writes the indices of a run, counted from `first`, each to its class.
    unsafe fn deal_out[T: Selectable](run: &[T], pivot: i64, first: i64, deal: &mut Deal<'_>) = deal_out_body
}

/// Every index is stored for each class, and the next one goes behind it only if it belongs there: no branch
/// depends on the keys.
#[inline(always)]
unsafe fn deal_out_body<M: MulAdd, T: Selectable>(run: &[T], pivot: i64, first: i64, deal: &mut Deal<'_>) {
    const HELD: usize = 64;
    let mut held = [[0i64; HELD]; 3];
    let mut done = [0; 3];
    for (block, start) in run.chunks(HELD).zip((first..).step_by(HELD)) {
        let mut n = [0; 3];
        for (x, i) in block.iter().zip(start..) {
            let key = x.key();
            for (class, belongs) in [key < pivot, key == pivot, key > pivot].into_iter().enumerate() {
                held[class][n[class] % HELD] = i;
                n[class] += usize::from(belongs);
            }
        }
        for class in 0..3 {
            deal[class][done[class]..][..n[class]].copy_from_slice(&held[class][..n[class]]);
            done[class] += n[class];
        }
    }
}

/// A type whose keys have 64 bits.
pub(super) trait Selectable: SortKey<Key = i64> {}
impl<T: SortKey<Key = i64>> Selectable for T {}
