//! Integrals of samples: `cumulative_trapezoid`, `simpson`, `cumulative_simpson`, `romb`.
//!
//! All run along one axis of an array of any number of axes and keep its dtype as NumPy's arithmetic would.

mod simpson;
mod trapezoid;

pub use pallasite_numpy::mathematics::trapezoid;
pub use simpson::{cumulative_simpson, simpson};
pub use trapezoid::cumulative_trapezoid;

use pallasite_array::index::{Item, Slice};
use pallasite_array::layout::normalize_axis;
use pallasite_array::promote::Casting;
use pallasite_array::{DType, Error, Kind, NdArray, Order, Result, Scalar};
use pallasite_numpy::manipulation::concatenate;
use pallasite_ufunc::{Arg, ReduceOptions, add, divide, multiply, reduce, subtract, table};

/// Elements `start`, `start + step` and so on along an axis, up to but without `stop`.
fn part(a: &NdArray, axis: usize, start: isize, stop: Option<isize>, step: isize) -> Result<NdArray> {
    let slice = Slice { start: Some(start), stop, step: Some(step) };
    a.slice(&at(axis, Item::Slice(slice)))
}

/// Element `i` along an axis, counted from the end when negative; the axis is dropped.
fn pick(a: &NdArray, axis: usize, i: isize) -> Result<NdArray> {
    a.slice(&at(axis, Item::Int(i)))
}

fn at(axis: usize, item: Item) -> Vec<Item> {
    let mut items = vec![Item::Slice(Slice::default()); axis];
    items.push(item);
    items
}

fn sum(a: &NdArray, axis: usize) -> Result<NdArray> {
    let axes = [axis as isize];
    Ok(reduce(&table::ADD, a, &ReduceOptions { axes: Some(&axes), ..ReduceOptions::default() })?)
}

/// The type of numbers as floating point, that of complex ones as it is.
fn inexact_type(a: &NdArray) -> &DType {
    if a.kind().is_inexact() { a.dtype() } else { &DType::FLOAT64 }
}

/// Numbers of that type.
fn inexact(a: &NdArray) -> Result<NdArray> {
    if a.kind().is_inexact() { Ok(a.clone()) } else { a.astype(inexact_type(a), Order::K) }
}

/// The axis from the front, and how many samples it has.
fn samples(y: &NdArray, axis: isize) -> Result<(usize, usize)> {
    let axis = normalize_axis(axis, y.ndim())?;
    Ok((axis, y.shape()[axis]))
}

/// Positions as an array that broadcasts against the samples.
fn positions(x: &NdArray, y: &NdArray, axis: usize) -> Result<NdArray> {
    let x = if x.ndim() == 1 {
        let mut shape = vec![1; y.ndim()];
        shape[axis] = -1;
        x.reshape(&shape)?
    } else if x.ndim() == y.ndim() {
        x.clone()
    } else {
        return Err(Error::value("If given, shape of x must be 1-D or the same as y."));
    };
    if x.shape()[axis] != y.shape()[axis] {
        return Err(Error::value("If given, length of x along axis must be the same as y."));
    }
    Ok(x)
}

/// Romberg's integral of 2ᵏ + 1 samples that are `dx` apart (Romberg 1955).
///
/// The first column of the result holds the trapezoidal rules with 2⁰, 2¹, ..., 2ᵏ intervals along its first axis,
/// each later column what the one before extrapolates to; the only one of the last column is the integral.
///
/// # Errors
/// Another number of samples, an axis that `y` does not have.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let y = NdArray::from_vec(vec![0.0, 1.0, 4.0, 9.0, 16.0]);
/// let table = pallasite_integrate::samples::romb(&y, 1.0, -1)?;
/// assert!((table[2].cast_vec::<f64>()?[0] - 64.0 / 3.0).abs() < 1e-14);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn romb(y: &NdArray, dx: f64, axis: isize) -> Result<Vec<NdArray>> {
    let (axis, n) = samples(y, axis)?;
    let intervals = n.wrapping_sub(1);
    // One sample is no interval, and the shortest table has one.
    if n < 2 || !intervals.is_power_of_two() {
        return Err(Error::value("Number of samples must be one plus a non-negative power of 2."));
    }
    let mut columns = vec![trapezoidal_rules(y, intervals, dx, axis)?];
    for power in 1..=intervals.ilog2() {
        let before = &columns[columns.len() - 1];
        let (fine, coarse) = (part(before, 0, 1, None, 1)?, part(before, 0, 0, Some(-1), 1)?);
        let divisor = (4u64.pow(power) - 1) as f64;
        columns.push(add(&fine, &divide(&subtract(&fine, &coarse)?, divisor)?)?);
    }
    Ok(columns)
}

/// The trapezoidal rules with one interval, two, four, ..., along a new first axis.
fn trapezoidal_rules(y: &NdArray, intervals: usize, dx: f64, axis: usize) -> Result<NdArray> {
    let width = |h: f64| NdArray::from_scalar(&Scalar::Float(h), &Kind::Float64.into());
    let (mut h, mut step) = (intervals as f64 * dx, intervals);
    let ends = divide(&add(&pick(y, axis, 0)?, &pick(y, axis, -1)?)?, 2.0)?;
    let mut rules = vec![multiply(&ends, &width(h)?)?];
    while step > 1 {
        let between = part(y, axis, (step / 2) as isize, Some(intervals as isize), step as isize)?;
        let halved = add(&rules[rules.len() - 1], &multiply(&width(h)?, &sum(&between, axis)?)?)?;
        rules.push(multiply(0.5, &halved)?);
        (h, step) = (h / 2.0, step / 2);
    }
    let rows = rules.iter().map(|rule| rule.expand_dims(0)).collect::<Result<Vec<_>>>()?;
    concatenate(&rows, Some(0), None, Casting::SameKind)
}

/// A number as an operand that does not change the type of the other.
fn weak(x: f64) -> Arg<'static> {
    Arg::Float(x)
}
