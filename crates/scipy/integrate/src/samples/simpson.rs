//! Simpson's rule, for samples any distance apart.

use super::{at, cumulative_trapezoid, inexact, part, pick, positions, samples, sum, weak};
use pallasite_array::index::Item;
use pallasite_array::promote::Casting;
use pallasite_array::{Error, Kind, NdArray, Order, Result};
use pallasite_numpy::manipulation::concatenate;
use pallasite_numpy::mathematics::diff;
use pallasite_ufunc::{
    Arg, Options, accumulate, add, call, divide, multiply, not_equal, power, subtract, table,
};

/// The integral along an axis by Simpson's rule, of samples at `x`, or `dx` apart.
///
/// An even number of samples leaves one interval over, which is integrated by the parabola through the last
/// three samples (Cartwright, *Journal of Mathematical Sciences and Mathematics Education* 12, 2017).
///
/// # Errors
/// Positions of another number, an axis that `y` does not have.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let y = NdArray::from_vec(vec![0.0, 1.0, 4.0, 9.0]);
/// let area = pallasite_integrate::samples::simpson(&y, None, 1.0, -1)?;
/// assert!((area.cast_vec::<f64>()?[0] - 9.0).abs() < 1e-14);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn simpson(y: &NdArray, x: Option<&NdArray>, dx: f64, axis: isize) -> Result<NdArray> {
    let (axis, n) = samples(y, axis)?;
    let x = x.map(|x| positions(x, y, axis)).transpose()?;
    let n = n as isize;
    match n {
        2 => {
            let ends = add(&pick(y, axis, -1)?, &pick(y, axis, -2)?)?;
            Ok(match &x {
                None => multiply(weak(0.5 * dx), &ends)?,
                Some(x) => {
                    let width = subtract(&pick(x, axis, -1)?, &pick(x, axis, -2)?)?;
                    multiply(&multiply(0.5, &width)?, &ends)?
                }
            })
        }
        n if n % 2 == 1 => pairs(y, n - 2, x.as_ref(), dx, axis),
        n => {
            let most = pairs(y, n - 3, x.as_ref(), dx, axis)?;
            Ok(add(&most, &last_interval(y, x.as_ref(), dx, axis)?)?)
        }
    }
}

/// Simpson's rule over pairs of intervals that begin before sample `stop`.
fn pairs(y: &NdArray, stop: isize, x: Option<&NdArray>, dx: f64, axis: usize) -> Result<NdArray> {
    let every_other = |a: &NdArray, i| part(a, axis, i, Some((stop + i).max(0)), 2);
    let [first, middle, last] = [every_other(y, 0)?, every_other(y, 1)?, every_other(y, 2)?];
    let Some(x) = x else {
        let heights = add(&add(&first, &multiply(4.0, &middle)?)?, &last)?;
        return Ok(multiply(&sum(&heights, axis)?, weak(dx / 3.0))?);
    };
    let h = diff(x, 1, axis as isize, None, None)?.astype(&Kind::Float64.into(), Order::K)?;
    let (h0, h1) = (every_other(&h, 0)?, every_other(&h, 1)?);
    let (both, product, ratio) = (add(&h0, &h1)?, multiply(&h0, &h1)?, quotient(&h0, &h1)?);
    let one = NdArray::from_vec(vec![1.0]);
    let left = multiply(&first, &subtract(2.0, &quotient(&one, &ratio)?)?)?;
    let centre = multiply(&middle, &multiply(&both, &quotient(&both, &product)?)?)?;
    let right = multiply(&last, &subtract(2.0, &ratio)?)?;
    let areas = multiply(&divide(&both, 6.0)?, &add(&add(&left, &centre)?, &right)?)?;
    sum(&areas, axis)
}

/// `a / b`, zero where `b` is.
fn quotient(a: &NdArray, b: &NdArray) -> Result<NdArray> {
    let mask = not_equal(b, 0.0)?;
    let options = Options { where_: Some(&mask), ..Options::default() };
    let out = call(&table::DIVIDE, &[a.into(), b.into()], &options)?;
    out.into_iter().next().ok_or_else(|| Error::value("a quotient has one result"))
}

/// The integral over the last interval of the parabola through the last three samples.
fn last_interval(y: &NdArray, x: Option<&NdArray>, dx: f64, axis: usize) -> Result<NdArray> {
    let (h0, h1) = match x {
        None => {
            let h = NdArray::from_vec_shape(vec![dx], &[])?;
            (h.clone(), h)
        }
        Some(x) => {
            let h = diff(x, 1, axis as isize, None, None)?.astype(&Kind::Float64.into(), Order::K)?;
            (pick(&h, axis, -2)?, pick(&h, axis, -1)?)
        }
    };
    let (product, square, both) = (multiply(&h0, &h1)?, power(&h1, 2.0)?, add(&h0, &h1)?);
    let thrice = multiply(3.0, &product)?;
    let alpha = quotient(&add(&multiply(2.0, &square)?, &thrice)?, &multiply(6.0, &both)?)?;
    let beta = quotient(&add(&square, &thrice)?, &multiply(6.0, &h0)?)?;
    let eta = quotient(&power(&h1, 3.0)?, &multiply(6.0, &multiply(&h0, &both)?)?)?;
    let newest = add(&multiply(&alpha, &pick(y, axis, -1)?)?, &multiply(&beta, &pick(y, axis, -2)?)?)?;
    Ok(subtract(&newest, &multiply(&eta, &pick(y, axis, -3)?)?)?)
}

/// The integrals from the first sample to each of the others by Simpson's rule; `initial` is put first and
/// added to the rest.
///
/// Each interval is integrated by the parabola through its ends and a neighbour (Cartwright 2017). `dx` and
/// `initial` are scalars or have one element along `axis`.
///
/// # Errors
/// Positions that do not rise or are of another number, an axis that `y` does not have.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let y = NdArray::from_vec(vec![0.0, 1.0, 4.0, 9.0]);
/// let one = NdArray::from_vec_shape(vec![1.0], &[])?;
/// let sums = pallasite_integrate::samples::cumulative_simpson(&y, None, &one, -1, None)?;
/// let want = [1.0 / 3.0, 8.0 / 3.0, 9.0];
/// assert!(sums.to_vec::<f64>()?.iter().zip(want).all(|(a, b)| (a - b).abs() < 1e-14));
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn cumulative_simpson(
    y: &NdArray,
    x: Option<&NdArray>,
    dx: &NdArray,
    axis: isize,
    initial: Option<&NdArray>,
) -> Result<NdArray> {
    let y = inexact(y)?;
    let (axis, n) = samples(&y, axis).map_err(|_| {
        Error::Value(format!("`axis={axis}` is not valid for `y` with `y.ndim={}`.", y.ndim()))
    })?;
    let sums = if n < 3 {
        let number = dx.ndim() == 0 && dx.kind() == Kind::Float64;
        let dx = if number { weak(dx.cast_vec::<f64>()?[0]) } else { Arg::Array(dx) };
        cumulative_trapezoid(&y, x, dx, axis as isize, false)?
    } else {
        let (rising, falling) = match x {
            Some(x) => unequal(&y, &rising_widths(x, &y, axis)?, axis)?,
            None => equal(&y, &spacing(dx, &y, axis, "dx")?, axis)?,
        };
        accumulate(&table::ADD, &woven(&rising, &falling, axis, n - 1)?, axis as isize, None)?
    };
    let Some(initial) = initial else { return Ok(sums) };
    let first = spacing(initial, &y, axis, "initial")?;
    let mut shape = sums.shape().to_vec();
    shape[axis] = 1;
    let first = first.broadcast_to(&shape)?;
    let shifted = add(&sums, &first)?;
    concatenate(&[first, shifted], Some(axis as isize), None, Casting::SameKind)
}

/// A scalar, or one number for each line along the axis.
fn spacing(a: &NdArray, y: &NdArray, axis: usize, name: &str) -> Result<NdArray> {
    let mut shape = y.shape().to_vec();
    shape[axis] = 1;
    if a.ndim() > 0 && a.shape() != shape.as_slice() {
        return Err(Error::Value(format!(
            "If provided, `{name}` must either be a scalar or have the same shape as `y` but with only 1 point along \
             `axis`."
        )));
    }
    inexact(a)
}

fn rising_widths(x: &NdArray, y: &NdArray, axis: usize) -> Result<NdArray> {
    if x.shape() != y.shape() && x.shape() != [y.shape()[axis]] {
        return Err(Error::value(
            "If given, shape of `x` must be the same as `y` or 1-D with the same length as `y` along `axis`.",
        ));
    }
    let widths = diff(&positions(&inexact(x)?, y, axis)?, 1, axis as isize, None, None)?;
    if widths.cast_vec::<f64>()?.iter().any(|&w| w <= 0.0) {
        return Err(Error::value("Input x must be strictly increasing."));
    }
    Ok(widths)
}

/// The integrals over the first interval of each three samples, and those over the second.
fn equal(y: &NdArray, dx: &NdArray, axis: usize) -> Result<(NdArray, NdArray)> {
    let [f1, f2, f3] = triples(y, axis)?;
    let third = divide(dx, 3.0)?;
    let area = |near: &NdArray, far: &NdArray| -> Result<NdArray> {
        let middle = add(&divide(&multiply(5.0, near)?, 4.0)?, &multiply(2.0, &f2)?)?;
        Ok(multiply(&third, &subtract(&middle, &divide(far, 4.0)?)?)?)
    };
    Ok((area(&f1, &f3)?, area(&f3, &f1)?))
}

fn unequal(y: &NdArray, widths: &NdArray, axis: usize) -> Result<(NdArray, NdArray)> {
    let [f1, f2, f3] = triples(y, axis)?;
    let (left, right) = (part(widths, axis, 0, Some(-1), 1)?, part(widths, axis, 1, None, 1)?);
    Ok((one_side(&left, &right, [&f1, &f2, &f3])?, one_side(&right, &left, [&f3, &f2, &f1])?))
}

/// The integral over the interval of width `own` between the samples `near` and `middle`.
fn one_side(own: &NdArray, other: &NdArray, [near, middle, far]: [&NdArray; 3]) -> Result<NdArray> {
    let to_both = divide(own, &add(own, other)?)?;
    let square = multiply(&to_both, &divide(own, other)?)?;
    let first = multiply(&subtract(3.0, &to_both)?, near)?;
    let second = multiply(&add(&add(3.0, &square)?, &to_both)?, middle)?;
    let third = multiply(&square, far)?;
    Ok(multiply(&divide(own, 6.0)?, &subtract(&add(&first, &second)?, &third)?)?)
}

fn triples(y: &NdArray, axis: usize) -> Result<[NdArray; 3]> {
    let (first, last) = (part(y, axis, 0, Some(-2), 1)?, part(y, axis, 2, None, 1)?);
    Ok([first, part(y, axis, 1, Some(-1), 1)?, last])
}

/// An interval each in turn from the two lists: even ones from the first, odd ones and the last from the
/// second.
fn woven(rising: &NdArray, falling: &NdArray, axis: usize, n: usize) -> Result<NdArray> {
    let both = concatenate(&[rising.clone(), falling.clone()], Some(axis as isize), None, Casting::SameKind)?;
    let place = |i: usize| if i % 2 == 1 || i == n - 1 { n - 2 + i } else { i } as i64;
    let places = NdArray::from_vec((0..n).map(place).collect());
    both.index(&at(axis, Item::Array(places)))
}
