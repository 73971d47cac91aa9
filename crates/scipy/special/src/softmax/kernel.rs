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

/// Writes `exp(element - top)` to `out`; their sum.
pub fn exponentials(a: &[f64], top: f64, out: &mut [f64]) -> f64 {
    // SAFETY: the body is safe.
    let one = |a: &[f64], out: &mut [f64]| unsafe { exponentials_at_level(a, top, out) };
    let blocks = a.chunks(BLOCK).zip(out.chunks_mut(BLOCK));
    if threads::parts_for(a.len().saturating_mul(COST)) == 1 {
        return blocks.map(|(a, out)| one(a, out)).sum();
    }
    let mut blocks: Vec<(&[f64], &mut [f64], f64)> = blocks.map(|(a, out)| (a, out, 0.0)).collect();
    threads::for_each_chunk(&mut blocks, COST * BLOCK, |_, some| {
        some.iter_mut().for_each(|(a, out, sum)| *sum = one(a, out));
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

/// The elements filled up with `rest`.
#[inline(always)]
fn filled(some: &[f64], rest: f64) -> [f64; LANES] {
    let mut all = [rest; LANES];
    all[..some.len()].copy_from_slice(some);
    all
}

simd_levels! {
    light
    unsafe fn largest_at_level[](a: &[f64], weights: &[f64]) -> f64 = largest_body
}

#[inline(always)]
unsafe fn largest_body<M: MulAdd>(a: &[f64], weights: &[f64]) -> f64 {
    let mut top = [f64::NEG_INFINITY; LANES];
    let mut take = |a: &[f64; LANES], w: &[f64; LANES]| {
        for j in 0..LANES {
            top[j] = greater(top[j], counted(a[j], w[j]));
        }
    };
    let ((a, last), (w, last_weights)) = (a.as_chunks(), weights.as_chunks());
    a.iter().zip(w).for_each(|(a, w)| take(a, w));
    take(&filled(last, f64::NEG_INFINITY), &filled(last_weights, 0.0));
    top.into_iter().fold(f64::NEG_INFINITY, greater)
}

simd_levels! {
    unsafe fn sums_at_level[](a: &[f64], weights: &[f64], top: f64) -> (f64, f64) = sums_body
}

#[inline(always)]
unsafe fn sums_body<M: MulAdd>(a: &[f64], weights: &[f64], top: f64) -> (f64, f64) {
    let (mut leading, mut rest) = ([0.0; LANES], [0.0; LANES]);
    let mut take = |a: &[f64; LANES], w: &[f64; LANES]| {
        for j in 0..LANES {
            let x = counted(a[j], w[j]);
            let term = w[j] * exp::<M, Double>(x - top);
            leading[j] += if x == top { w[j] } else { 0.0 };
            rest[j] += if x == top { 0.0 } else { term };
        }
    };
    let ((a, last), (w, last_weights)) = (a.as_chunks(), weights.as_chunks());
    a.iter().zip(w).for_each(|(a, w)| take(a, w));
    if !last.is_empty() {
        take(&filled(last, top), &filled(last_weights, 0.0));
    }
    (leading.iter().sum(), rest.iter().sum())
}

simd_levels! {
    unsafe fn exponentials_at_level[](a: &[f64], top: f64, out: &mut [f64]) -> f64 = exponentials_body
}

#[inline(always)]
unsafe fn exponentials_body<M: MulAdd>(a: &[f64], top: f64, out: &mut [f64]) -> f64 {
    let mut sums = [0.0; LANES];
    let mut take = |a: &[f64; LANES], out: &mut [f64; LANES]| {
        for j in 0..LANES {
            out[j] = exp::<M, Double>(a[j] - top);
            sums[j] += out[j];
        }
    };
    let ((a, last), (out, end)) = (a.as_chunks(), out.as_chunks_mut());
    a.iter().zip(out).for_each(|(a, out)| take(a, out));
    if !last.is_empty() {
        let mut all = [0.0; LANES];
        take(&filled(last, f64::NEG_INFINITY), &mut all);
        end.copy_from_slice(&all[..last.len()]);
    }
    sums.iter().sum()
}
