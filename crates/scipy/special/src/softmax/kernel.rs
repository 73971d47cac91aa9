//! Loops over lines of real numbers, a block at a time: so the result does not depend on the number of threads.

use pallasite_array::threads;
use pallasite_ufunc::math::exp::exp;
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::scalar::Double;
use pallasite_ufunc::simd_levels;
use std::ops::Range;

/// Elements that are summed up together.
const BLOCK: usize = 1024;
/// Elements that are computed side by side.
const LANES: usize = 16;
/// What an exponential costs, in additions.
pub const COST: usize = 6;

/// Weights where none are given.
static ONES: [f64; BLOCK] = [1.0; BLOCK];

/// The largest element of a weight that is not zero; NaNs do not count.
pub fn largest(a: &[f64], weights: Option<&[f64]>) -> f64 {
    // SAFETY: the body is safe.
    let one = |block: Range<usize>| unsafe { largest_at_level(&a[block.clone()], part(weights, block)) };
    over_blocks(a.len(), 1, f64::NEG_INFINITY, one, greater)
}

/// The sum of the weights of all elements that are `top`, and that of `weight * exp(element - top)` of the others.
pub fn sums(a: &[f64], weights: Option<&[f64]>, top: f64) -> (f64, f64) {
    // SAFETY: the body is safe.
    let one = |block: Range<usize>| unsafe { sums_at_level(&a[block.clone()], part(weights, block), top) };
    over_blocks(a.len(), COST, (0.0, 0.0), one, |a, b| (a.0 + b.0, a.1 + b.1))
}

/// Writes the exponentials over their sum to `out`.
pub fn softmax(a: &[f64], out: &mut [f64]) {
    if a.len() <= BLOCK {
        // SAFETY: the body is safe.
        return unsafe { softmax_at_level(a, out) };
    }
    let scale = 1.0 / exponentials(a, largest(a, None), out);
    threads::for_each_chunk(out, 1, |_, out| out.iter_mut().for_each(|y| *y *= scale));
}

/// Writes `exp(element - top)` to `out`; their sum.
fn exponentials(a: &[f64], top: f64, out: &mut [f64]) -> f64 {
    let blocks = a.chunks(BLOCK).zip(out.chunks_mut(BLOCK));
    let mut blocks: Vec<(&[f64], &mut [f64], f64)> = blocks.map(|(a, out)| (a, out, 0.0)).collect();
    threads::for_each_chunk(&mut blocks, COST * BLOCK, |_, some| {
        // SAFETY: the body is safe.
        some.iter_mut().for_each(|(a, out, sum)| *sum = unsafe { exponentials_at_level(a, top, out) });
    });
    blocks.iter().map(|block| block.2).sum()
}

/// The weights of a block.
fn part(weights: Option<&[f64]>, block: Range<usize>) -> &[f64] {
    weights.map_or(&ONES[..block.len()], |w| &w[block.clone()])
}

/// Joins, in order, what `f` finds in blocks of `n` elements of this cost.
fn over_blocks<R: Copy + Send + Sync>(
    n: usize,
    cost: usize,
    start: R,
    f: impl Fn(Range<usize>) -> R + Sync,
    join: impl Fn(R, R) -> R,
) -> R {
    let block = |i: usize| f(i * BLOCK..((i + 1) * BLOCK).min(n));
    let blocks = n.div_ceil(BLOCK);
    if threads::parts_for(n.saturating_mul(cost)) == 1 {
        return (0..blocks).map(block).fold(start, join);
    }
    let mut found = vec![start; blocks];
    threads::for_each_chunk(&mut found, cost * BLOCK, |first, some| {
        some.iter_mut().enumerate().for_each(|(i, r)| *r = block(first + i));
    });
    found.into_iter().fold(start, join)
}

/// The larger one, the first where one of them is NaN.
#[inline(always)]
fn greater(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}

/// The element, or what adds nothing where its weight is zero.
#[inline(always)]
fn counted(x: f64, weight: f64) -> f64 {
    if weight == 0.0 { f64::NEG_INFINITY } else { x }
}

/// The last lanes, and how many of them are not to be looked at: those of the lanes before, or of none at all.
#[inline(always)]
fn last_lanes(all: &[f64]) -> ([f64; LANES], usize) {
    if let Some(last) = all.last_chunk() {
        return (*last, (LANES - all.len() % LANES) % LANES);
    }
    let (mut last, seen) = ([0.0; LANES], LANES - all.len());
    last[seen..].copy_from_slice(all);
    (last, seen)
}

simd_levels! {
    light
    unsafe fn largest_at_level[](a: &[f64], weights: &[f64]) -> f64 = largest_body
}

#[inline(always)]
unsafe fn largest_body<M: MulAdd>(a: &[f64], weights: &[f64]) -> f64 {
    let mut top = [f64::NEG_INFINITY; LANES];
    for (a, w) in a.as_chunks::<LANES>().0.iter().zip(weights.as_chunks::<LANES>().0) {
        for j in 0..LANES {
            top[j] = greater(top[j], counted(a[j], w[j]));
        }
    }
    let ((a, seen), (w, _)) = (last_lanes(a), last_lanes(weights));
    for j in 0..LANES {
        top[j] = greater(top[j], counted(a[j], if j < seen { 0.0 } else { w[j] }));
    }
    top.into_iter().fold(f64::NEG_INFINITY, greater)
}

simd_levels! {
    unsafe fn sums_at_level[](a: &[f64], weights: &[f64], top: f64) -> (f64, f64) = sums_body
}

#[inline(always)]
unsafe fn sums_body<M: MulAdd>(a: &[f64], weights: &[f64], top: f64) -> (f64, f64) {
    let mut sums = [[0.0; LANES]; 2];
    for (a, w) in a.as_chunks::<LANES>().0.iter().zip(weights.as_chunks::<LANES>().0) {
        add_terms::<M>(&mut sums, a, w, top);
    }
    if !a.len().is_multiple_of(LANES) {
        let ((a, seen), (mut w, _)) = (last_lanes(a), last_lanes(weights));
        for j in 0..LANES {
            w[j] = if j < seen { 0.0 } else { w[j] };
        }
        add_terms::<M>(&mut sums, &a, &w, top);
    }
    (sums[0].iter().sum(), sums[1].iter().sum())
}

/// Adds the weights of elements that are `top`, and the weighted exponentials of the others.
#[inline(always)]
fn add_terms<M: MulAdd>(
    [leading, rest]: &mut [[f64; LANES]; 2],
    a: &[f64; LANES],
    weights: &[f64; LANES],
    top: f64,
) {
    for j in 0..LANES {
        let x = counted(a[j], weights[j]);
        let term = weights[j] * exp::<M, Double>(x - top);
        leading[j] += if x == top { weights[j] } else { 0.0 };
        rest[j] += if x == top { 0.0 } else { term };
    }
}

simd_levels! {
    unsafe fn exponentials_at_level[](a: &[f64], top: f64, out: &mut [f64]) -> f64 = exponentials_body
}

#[inline(always)]
unsafe fn exponentials_body<M: MulAdd>(a: &[f64], top: f64, out: &mut [f64]) -> f64 {
    let mut sums = [0.0; LANES];
    for (a, out) in a.as_chunks::<LANES>().0.iter().zip(out.as_chunks_mut::<LANES>().0) {
        exponentials_of::<M>(a, top, out);
        for j in 0..LANES {
            sums[j] += out[j];
        }
    }
    let rest = a.len() % LANES;
    if rest > 0 {
        let ((last, seen), mut all) = (last_lanes(a), [0.0; LANES]);
        exponentials_of::<M>(&last, top, &mut all);
        for j in 0..LANES {
            sums[j] += if j < seen { 0.0 } else { all[j] };
        }
        let n = out.len();
        out[n - rest..].copy_from_slice(&all[LANES - rest..]);
    }
    sums.iter().sum()
}

#[inline(always)]
fn exponentials_of<M: MulAdd>(a: &[f64; LANES], top: f64, out: &mut [f64; LANES]) {
    for j in 0..LANES {
        out[j] = exp::<M, Double>(a[j] - top);
    }
}

simd_levels! {
    unsafe fn softmax_at_level[](a: &[f64], out: &mut [f64]) = softmax_body
}

#[inline(always)]
unsafe fn softmax_body<M: MulAdd>(a: &[f64], out: &mut [f64]) {
    // SAFETY: the bodies are safe.
    let total = unsafe {
        let top = largest_body::<M>(a, &ONES[..a.len()]);
        exponentials_body::<M>(a, top, out)
    };
    let scale = 1.0 / total;
    for y in out {
        *y *= scale;
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, largest, softmax, sums};

    #[test]
    fn no_element_is_lost_between_blocks_and_lanes() {
        for n in [0, 1, 15, 16, 17, 31, 33, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 5] {
            let a: Vec<f64> = (0..n).map(|i| ((i * 7919) % 1000) as f64 / 100.0).collect();
            let weights: Vec<f64> = (0..n).map(|i| (i % 3) as f64).collect();
            let counted = || a.iter().zip(&weights).filter(|(_, w)| **w > 0.0);
            let top = counted().fold(f64::NEG_INFINITY, |m, (x, _)| m.max(*x));
            assert_eq!(largest(&a, Some(&weights)), top);
            let (leading, rest) = sums(&a, Some(&weights), top);
            let wanted: f64 = counted().map(|(x, w)| w * (x - top).exp()).sum();
            assert!((leading + rest - wanted).abs() <= 1e-13 * wanted);
            let mut out = vec![0.0; n];
            softmax(&a, &mut out);
            let total: f64 = a.iter().map(|x| x.exp()).sum();
            assert!(a.iter().zip(&out).all(|(x, y)| (y - x.exp() / total).abs() <= 1e-14 * y));
        }
    }

    #[test]
    fn equal_elements_share_equally() {
        let mut out = [0.0; 20];
        softmax(&[1e300; 20], &mut out);
        assert_eq!(out, [1.0 / 20.0; 20]);
    }
}
