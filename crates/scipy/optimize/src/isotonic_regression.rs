//! `scipy.optimize.isotonic_regression`: the nearest values that never fall.

use pallasite_array::interrupt;

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
/// simple and fast O(n) PAVA implementation*, 2022). `weights` are positive and as many as `y`.
///
/// ```
/// use pallasite_optimize::isotonic_regression;
/// let found = isotonic_regression(&[1.5, 1.0, 4.0, 6.0, 5.0], &[1.0; 5]);
/// assert_eq!(found.x, [1.25, 1.25, 4.0, 5.5, 5.5]);
/// assert_eq!(found.blocks, [0, 2, 3, 5]);
/// ```
pub fn isotonic_regression(y: &[f64], weights: &[f64]) -> IsotonicRegression {
    let mut blocks: Vec<Block> = Vec::new();
    let mut i = 0;
    while i < y.len() {
        interrupt::poll_round(i);
        let mut block = Block { value: y[i], weight: weights[i], end: i + 1 };
        if let Some(last) = blocks.pop_if(|last| last.value >= block.value) {
            let mut sum = last.weight * last.value + block.weight * block.value;
            block.weight += last.weight;
            block.value = sum / block.weight;
            while block.end < y.len() && block.value >= y[block.end] {
                interrupt::poll_round(block.end);
                sum += weights[block.end] * y[block.end];
                block.weight += weights[block.end];
                block.value = sum / block.weight;
                block.end += 1;
            }
            while let Some(last) = blocks.pop_if(|last| last.value >= block.value) {
                sum += last.weight * last.value;
                block.weight += last.weight;
                block.value = sum / block.weight;
            }
        }
        i = block.end;
        blocks.push(block);
    }
    spread(&blocks)
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
