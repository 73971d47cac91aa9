//! Phases and the sinc function.

use super::differences::diff;
use crate::fresh::{Fresh, range};
use crate::indexing::where_;
use crate::ops;
use pallasite_array::layout::normalize_axis;
use pallasite_array::promote::{Operand, result_type};
use pallasite_array::{Kind, NdArray, Order, Result};
use pallasite_ufunc::{Arg, table};

/// `sin(pi x) / (pi x)`, 1 at zero.
///
/// # Errors
/// Elements that are not numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// assert_eq!(pallasite_numpy::mathematics::sinc(&NdArray::from_vec(vec![0.0]))?.to_vec::<f64>()?, [1.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn sinc(x: &NdArray) -> Result<NdArray> {
    let x = ops::binary(&table::MULTIPLY, std::f64::consts::PI, x)?;
    let tiny = match x.kind() {
        Kind::Float16 => half::f16::EPSILON.to_f64(),
        Kind::Float32 => f64::from(f32::EPSILON),
        Kind::Float64 => f64::EPSILON,
        _ => 1e-20,
    };
    let zero = ops::binary(&table::EQUAL, &x, 0i64)?;
    let y = where_(&zero, &ops::cast(&ops::scalar(tiny)?, x.kind())?, &x)?;
    ops::onto(&table::DIVIDE, ops::unary(&table::SIN, &y)?, &y)
}

/// Phases along an axis without jumps above `discont` (half a period by default), by whole periods.
///
/// # Errors
/// An axis that `p` does not have.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let p = NdArray::from_vec(vec![0i64, 3, 1, 4]);
/// let up = pallasite_numpy::mathematics::unwrap(&p, None, -1, 4i64.into())?;
/// assert_eq!(up.to_vec::<i64>()?, [0, -1, -3, -4]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn unwrap(p: &NdArray, discont: Option<f64>, axis: isize, period: Arg) -> Result<NdArray> {
    let steps = diff(p, 1, axis, None, None)?;
    let axis = normalize_axis(axis, p.ndim())?;
    let (weak, size) = match period {
        Arg::Int(i) => (Operand::WeakInt, i as f64),
        Arg::Float(x) | Arg::Huge(x) => (Operand::WeakFloat, x),
        Arg::Array(a) => (Operand::Typed(a.dtype().clone()), a.cast_vec::<f64>()?[0]),
        Arg::Complex(z) => (Operand::WeakComplex, z.re),
        Arg::Number(n) => (Operand::Typed(n.kind().into()), n.to_array()?.cast_vec::<f64>()?[0]),
    };
    let discont = discont.unwrap_or(size / 2.0);
    let dtype = result_type(&[Operand::Typed(steps.dtype().clone()), weak])?;
    let whole = dtype.kind().is_integer();
    let half = if whole { (size / 2.0).floor() } else { size / 2.0 };
    let number = |x: f64| if whole { Arg::Int(x as i128) } else { Arg::Float(x) };
    let shifted = ops::binary(&table::ADD, &steps, number(half))?;
    let reduced =
        ops::binary(&table::ADD, &ops::binary(&table::REMAINDER, &shifted, period)?, number(-half))?;
    let reduced = if !whole || size % 2.0 == 0.0 {
        let low = ops::binary(&table::EQUAL, &reduced, number(-half))?;
        let rising = ops::binary(&table::GREATER, &steps, 0i64)?;
        let ambiguous = ops::binary(&table::LOGICAL_AND, &low, &rising)?;
        where_(&ambiguous, &ops::cast(&ops::scalar(half)?, reduced.kind())?, &reduced)?
    } else {
        reduced
    };
    let correction = ops::binary(&table::SUBTRACT, &reduced, &steps)?;
    let small = ops::binary(&table::LESS, &ops::unary(&table::ABSOLUTE, &steps)?, discont)?;
    let correction = where_(&small, &ops::cast(&ops::scalar(0.0)?, correction.kind())?, &correction)?;
    let total = pallasite_ufunc::accumulate(&table::ADD, &correction, axis as isize, None)?;
    let out = Fresh::of(p.astype(&dtype, Order::C)?);
    let n = p.shape()[axis];
    if n > 1 {
        out.set_range(axis, 1, n, &ops::binary(&table::ADD, &range(p, axis, 1, n)?, &total)?)?;
    }
    Ok(out.finish())
}
