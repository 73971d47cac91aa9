//! `scipy.optimize.isotonic_regression`: the nearest values that never fall.

use pallasite_array::interrupt;

/// Values that are looked at between two questions whether to go on.
const RUN: usize = 1 << 12;

/// A run of equal values.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Block {
    value: f64,
    weight: f64,
    end: usize,
}

/// What [`isotonic_regression`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct IsotonicRegression {
    /// The values, which never fall.
    pub x: Vec<f64>,
    /// The weight of each block of equal values.
    pub weights: Vec<f64>,
    /// Where each block begins, and at last the number of values.
    pub blocks: Vec<usize>,
}

/// The values that never fall and have the least weighted sum of squared distances to `y`.
///
/// Adjacent violators are pooled, upwards first and then downwards, in linear time (Busing, *Monotone regression: a
/// simple and fast O(n) PAVA implementation*, 2022). `weights` are positive and as many as `y`, all one if `None`.
///
/// ```
/// use pallasite_optimize::isotonic_regression;
/// let found = isotonic_regression(&[1.5, 1.0, 4.0, 6.0, 5.0], None);
/// assert_eq!(found.x, [1.25, 1.25, 4.0, 5.5, 5.5]);
/// assert_eq!(found.blocks, [0, 2, 3, 5]);
/// ```
pub fn isotonic_regression(y: &[f64], weights: Option<&[f64]>) -> IsotonicRegression {
    let blocks = match weights {
        Some(weights) => pooled(y.len(), |i| (y[i], weights[i])),
        None => pooled(y.len(), |i| (y[i], 1.0)),
    };
    spread(&blocks)
}

fn pooled(count: usize, at: impl Fn(usize) -> (f64, f64)) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut i = 0;
    while i < count {
        interrupt::poll_round(i);
        let (value, weight) = at(i);
        let mut block = Block { value, weight, end: i + 1 };
        if blocks.last().is_some_and(|last| last.value >= value) {
            pool(&mut block, &mut blocks, count, &at);
        }
        i = block.end;
        blocks.push(block);
    }
    blocks
}

/// Joins a block with the last one before it, and with what violates the order then, upwards and downwards.
fn pool(block: &mut Block, before: &mut Vec<Block>, count: usize, at: &impl Fn(usize) -> (f64, f64)) {
    let mut sum = block.weight * block.value;
    join(block, before, &mut sum);
    loop {
        let stop = count.min(block.end + RUN);
        sum = absorb(block, sum, stop, at);
        if block.end < stop || stop == count {
            break;
        }
        interrupt::poll();
    }
    while before.last().is_some_and(|last| last.value >= block.value) {
        join(block, before, &mut sum);
    }
}

/// Takes the last block before `block`, which sums up to `sum`, into it.
fn join(block: &mut Block, before: &mut Vec<Block>, sum: &mut f64) {
    if let Some(last) = before.pop() {
        *sum += last.weight * last.value;
        block.weight += last.weight;
        block.value = *sum / block.weight;
    }
}

/// Lets a block that sums up to `sum` take in what does not exceed its mean, at the most up to `stop`; the new sum.
///
/// By itself, so that what it adds up stays in registers, which no call may keep.
#[inline(never)]
fn absorb(block: &mut Block, mut sum: f64, stop: usize, at: &impl Fn(usize) -> (f64, f64)) -> f64 {
    let (mut end, mut total) = (block.end, block.weight);
    while end < stop {
        let (value, weight) = at(end);
        if !is_reached(value, sum, total) {
            break;
        }
        sum += weight * value;
        total += weight;
        end += 1;
    }
    *block = Block { value: sum / total, weight: total, end };
    sum
}

/// Whether `sum / total` is at least `value`. The division, for which the next sum would wait, is left out where a
/// product decides by more than rounding.
#[inline(always)]
fn is_reached(value: f64, sum: f64, total: f64) -> bool {
    let product = value * total;
    let (above, doubt) = (sum - product, 4.0 * f64::EPSILON * product.abs());
    above > doubt || !(above < -doubt) && sum / total >= value
}

fn spread(blocks: &[Block]) -> IsotonicRegression {
    let mut x = Vec::with_capacity(blocks.last().map_or(0, |b| b.end));
    blocks.iter().for_each(|b| x.resize(b.end, b.value));
    IsotonicRegression {
        x,
        weights: blocks.iter().map(|b| b.weight).collect(),
        blocks: std::iter::once(0).chain(blocks.iter().map(|b| b.end)).collect(),
    }
}
