//! The functions with which bases are orthogonal (Abramowitz and Stegun, table 22.2).

use crate::ops;
use pallasite_array::{NdArray, Result};
use pallasite_ufunc::table;

/// `1 / sqrt(1 - x^2)`, as a product that keeps its digits near the ends.
pub(super) fn chebyshev(x: &NdArray) -> Result<NdArray> {
    let root = |inside: NdArray| ops::unary_onto(&table::SQRT, inside);
    let above = root(ops::binary(&table::ADD, 1.0, x)?)?;
    let below = root(ops::binary(&table::SUBTRACT, 1.0, x)?)?;
    ops::binary(&table::DIVIDE, 1.0, &ops::onto(&table::MULTIPLY, above, &below)?)
}

/// One.
pub(super) fn legendre(x: &NdArray) -> Result<NdArray> {
    ops::onto(&table::ADD, ops::binary(&table::MULTIPLY, x, 0.0)?, 1.0)
}

/// `exp(-x)`.
pub(super) fn laguerre(x: &NdArray) -> Result<NdArray> {
    ops::unary(&table::EXP, &ops::unary(&table::NEGATIVE, x)?)
}

/// `exp(-x^2)`.
pub(super) fn hermite(x: &NdArray) -> Result<NdArray> {
    laguerre(&ops::unary(&table::SQUARE, x)?)
}

/// `exp(-x^2 / 2)`.
pub(super) fn hermite_e(x: &NdArray) -> Result<NdArray> {
    ops::unary(&table::EXP, &ops::binary(&table::MULTIPLY, -0.5, &ops::unary(&table::SQUARE, x)?)?)
}
