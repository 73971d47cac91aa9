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
use pallasite_array::{Error, Kind, NdArray, Order, Result};
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

/// Numbers as floating point, complex ones as they are.
fn inexact(a: &NdArray) -> Result<NdArray> {
    if a.kind().is_inexact() { Ok(a.clone()) } else { a.astype(&Kind::Float64.into(), Order::K) }
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
/// Row i of the result holds the trapezoidal rule with 2ⁱ intervals, then its extrapolations; the last of the
/// last row is the integral.
///
/// # Errors
/// Another number of samples, an axis that `y` does not have.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let y = NdArray::from_vec(vec![0.0, 1.0, 4.0, 9.0, 16.0]);
/// let table = pallasite_integrate::samples::romb(&y, 1.0, -1)?;
/// assert!((table[2][2].cast_vec::<f64>()?[0] - 64.0 / 3.0).abs() < 1e-14);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn romb(y: &NdArray, dx: f64, axis: isize) -> Result<Vec<Vec<NdArray>>> {
    let (axis, n) = samples(y, axis)?;
    let intervals = n.wrapping_sub(1);
    // One sample is no interval, and the shortest table has one.
    if n < 2 || !intervals.is_power_of_two() {
        return Err(Error::value("Number of samples must be one plus a non-negative power of 2."));
    }
    let mut h =
        NdArray::from_scalar(&pallasite_array::Scalar::Float(intervals as f64 * dx), &Kind::Float64.into())?;
    let ends = divide(&add(&pick(y, axis, 0)?, &pick(y, axis, -1)?)?, 2.0)?;
    let mut table = vec![vec![multiply(&ends, &h)?]];
    let mut step = intervals;
    while step > 1 {
        let between = part(y, axis, (step / 2) as isize, Some(intervals as isize), step as isize)?;
        let last = table.last().expect("the table has a row");
        let halved = add(&last[0], &multiply(&h, &sum(&between, axis)?)?)?;
        let mut row = vec![multiply(0.5, &halved)?];
        for (j, coarse) in last.iter().enumerate() {
            let fine = &row[j];
            let divisor = ((1u64 << (2 * (j + 1))) - 1) as f64;
            row.push(add(fine, &divide(&subtract(fine, coarse)?, divisor)?)?);
        }
        table.push(row);
        h = divide(&h, 2.0)?;
        step /= 2;
    }
    Ok(table)
}

/// A number as an operand that does not change the type of the other.
fn weak(x: f64) -> Arg<'static> {
    Arg::Float(x)
}
