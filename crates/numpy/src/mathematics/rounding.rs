//! Rounding to decimals, and clipping to bounds.

use crate::ops;
use pallasite_array::{NdArray, Order, Result};
use pallasite_ufunc::{Arg, table};

/// Elements rounded to so many decimals, ties to even; negative ones round before the point.
///
/// # Errors
/// Elements that are not numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![1.25, 2.5]);
/// assert_eq!(pallasite_numpy::mathematics::round(&a, 0)?.to_vec::<f64>()?, [1.0, 2.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn round(a: &NdArray, decimals: i32) -> Result<NdArray> {
    let kind = a.kind();
    if kind.is_complex() {
        let out = a.copy(Order::K)?;
        for imaginary in [false, true] {
            let part = ops::part(&out, imaginary)?;
            // SAFETY: `out` is ours, and the rounded parts are an array of their own.
            unsafe { part.assign_shared(&round(&part, decimals)?)? };
        }
        return Ok(out);
    }
    if kind.is_integer() && decimals >= 0 {
        return a.copy(Order::K);
    }
    if decimals == 0 {
        return ops::unary(&table::RINT, a);
    }
    let power = 10f64.powi(decimals.abs());
    let (there, back) =
        if decimals > 0 { (&table::MULTIPLY, &table::DIVIDE) } else { (&table::DIVIDE, &table::MULTIPLY) };
    let scaled = ops::unary_onto(&table::RINT, ops::binary(there, a, power)?)?;
    let rounded = ops::onto(back, scaled, power)?;
    if rounded.dtype() == a.dtype() { Ok(rounded) } else { rounded.astype(a.dtype(), Order::K) }
}

/// Elements brought into `[low, high]`, where these are given.
///
/// # Errors
/// Types without an order, shapes that do not broadcast, a bound that the type cannot hold.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![1i64, 5, 9]);
/// let b = pallasite_numpy::mathematics::clip(&a, Some(2i64.into()), Some(6i64.into()))?;
/// assert_eq!(b.to_vec::<i64>()?, [2, 5, 6]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn clip(a: &NdArray, low: Option<Arg>, high: Option<Arg>) -> Result<NdArray> {
    let low = low.filter(|b| !beyond(a, b, true));
    let high = high.filter(|b| !beyond(a, b, false));
    match (low, high) {
        (None, None) => ops::unary(&table::POSITIVE, a),
        (Some(low), None) => ops::binary(&table::MAXIMUM, a, low),
        (None, Some(high)) => ops::binary(&table::MINIMUM, a, high),
        (Some(low), Some(high)) => {
            if let Some(clipped) = pallasite_ufunc::chain(&table::MAXIMUM, &table::MINIMUM, a, [low, high])? {
                return Ok(clipped);
            }
            let raised = ops::binary(&table::MAXIMUM, a, low)?;
            let fits =
                matches!(high, Arg::Int(_)) || matches!(high, Arg::Float(_)) && raised.kind().is_inexact();
            if fits {
                ops::onto(&table::MINIMUM, raised, high)
            } else {
                ops::binary(&table::MINIMUM, &raised, high)
            }
        }
    }
}

/// True for a Python integer that no element of an integer type lies beyond.
fn beyond(a: &NdArray, bound: &Arg, low: bool) -> bool {
    if !a.kind().is_integer() {
        return false;
    }
    let bound = match bound {
        Arg::Int(bound) => bound,
        Arg::Huge(bound) => return (*bound < 0.0) == low,
        _ => return false,
    };
    let bits = a.kind().size() as u32 * 8 - u32::from(a.kind().is_signed());
    let least = if a.kind().is_signed() { -(1i128 << bits) } else { 0 };
    if low { *bound <= least } else { *bound >= (1i128 << bits) - 1 }
}
