//! Simpson's rule, for samples any distance apart.

use super::{cumulative_trapezoid, inexact, inexact_type, part, pick, positions, samples, sum, weak};
use pallasite_array::promote::Casting;
use pallasite_array::{DType, Error, Kind, NdArray, Order, Result};
use pallasite_numpy::linalg::LinAlgError;
use pallasite_numpy::linalg::stacked::dot;
use pallasite_numpy::manipulation::{concatenate, moveaxis};
use pallasite_numpy::mathematics::diff;
use pallasite_ufunc::{Arg, accumulate, add, divide, multiply, subtract, table};

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
    match (n, x) {
        (0, _) => pick(y, axis, -1),
        (1, x) => {
            let nothing =
                weighted_sum(&part(y, axis, 0, Some(0), 1)?, &NdArray::from_vec(Vec::<f64>::new()), axis)?;
            if x.is_none() { nothing.astype(inexact_type(y), Order::K) } else { Ok(nothing) }
        }
        (2, x) => trapezium(y, x.as_ref(), dx, axis),
        (n, None) => {
            let sum = weighted_sum(y, &NdArray::from_vec(even_weights(dx, n)), axis)?;
            // Only the parabola over the last interval has SciPy's doubles.
            if n % 2 == 1 { sum.astype(inexact_type(y), Order::K) } else { Ok(sum) }
        }
        (_, Some(x)) => weighted_sum(y, &weights_at(&x, axis)?, axis),
    }
}

/// The area over two samples.
fn trapezium(y: &NdArray, x: Option<&NdArray>, dx: f64, axis: usize) -> Result<NdArray> {
    let ends = add(&pick(y, axis, -1)?, &pick(y, axis, -2)?)?;
    let Some(x) = x else { return Ok(multiply(weak(0.5 * dx), &ends)?) };
    let width = subtract(&pick(x, axis, -1)?, &pick(x, axis, -2)?)?;
    Ok(multiply(&multiply(0.5, &width)?, &ends)?)
}

/// What to multiply `n` samples by that are `dx` apart, so that their sum is the integral.
fn even_weights(dx: f64, n: usize) -> Vec<f64> {
    let [[first], [middle], [last]] = parabolas(&[dx], &[dx]);
    let mut weights = [last + first, middle].repeat(n.div_ceil(2));
    weights.truncate(n);
    (weights[0], weights[n - 2 + n % 2]) = (first, last);
    if n.is_multiple_of(2) {
        weights[n - 1] = 0.0;
        add_last_interval(&mut weights, dx, dx);
    }
    weights
}

/// Pairs of widths that are looked at together.
const PAIRS: usize = 32;

/// The same for samples that are these widths apart, to `out`, which is zero.
fn weights(widths: &[f64], out: &mut [f64]) {
    let (pairs, rest) = widths.as_chunks::<2>();
    for (block, pairs) in pairs.chunks(PAIRS).enumerate() {
        let (mut left, mut right) = ([0.0; PAIRS], [0.0; PAIRS]);
        for (i, pair) in pairs.iter().enumerate() {
            (left[i], right[i]) = (pair[0], pair[1]);
        }
        let [first, middle, last] = parabolas(&left, &right);
        let out = &mut out[2 * PAIRS * block..][..2 * pairs.len() + 1];
        for i in 0..pairs.len() {
            out[2 * i] += first[i];
            out[2 * i + 1] = middle[i];
            out[2 * i + 2] = last[i];
        }
    }
    if let ([.., left, right], [_]) = (widths, rest) {
        add_last_interval(out, *left, *right);
    }
}

/// The weights of three samples in the areas under the parabolas through them; quotients by zero are zero.
fn parabolas<const N: usize>(left: &[f64; N], right: &[f64; N]) -> [[f64; N]; 3] {
    let mut weights = [[0.0; N]; 3];
    for i in 0..N {
        let flat = (left[i] == 0.0) | (right[i] == 0.0);
        let (down, up) = (right[i] / left[i], left[i] / right[i]);
        let (down, up) = if flat { (0.0, 0.0) } else { (down, up) };
        let sixth = (left[i] + right[i]) * (1.0 / 6.0);
        weights[0][i] = sixth * (2.0 - down);
        weights[1][i] = if flat { 0.0 } else { sixth * (2.0 + down + up) };
        weights[2][i] = sixth * (2.0 - up);
    }
    weights
}

/// Adds the area between the last two samples under the parabola through the last three.
fn add_last_interval(weights: &mut [f64], left: f64, right: f64) {
    let n = weights.len();
    weights[n - 3..].iter_mut().zip(last_interval(left, right)).for_each(|(w, more)| *w += more);
}

/// The weights of three samples in the area between the second and the third.
fn last_interval(left: f64, right: f64) -> [f64; 3] {
    let quotient = |a: f64, b: f64| if b == 0.0 { 0.0 } else { a / b };
    let (square, both) = (right * right, left + right);
    [
        -quotient(square * right, 6.0 * left * both),
        quotient(square + 3.0 * left * right, 6.0 * left),
        quotient(2.0 * square + 3.0 * left * right, 6.0 * both),
    ]
}

/// The weights of samples at `x`, along its last axis.
fn weights_at(x: &NdArray, axis: usize) -> Result<NdArray> {
    let widths = last(&diff(x, 1, axis as isize, None, None)?, axis)?;
    let widths = if widths.kind() == Kind::Float64 {
        widths.to_contiguous()?
    } else {
        widths.astype(&DType::FLOAT64, Order::C)?
    };
    let widths = widths.as_slice::<f64>().expect("contiguous doubles");
    let mut shape = last(x, axis)?.shape().to_vec();
    let n = shape[shape.len() - 1];
    let mut out = vec![0.0; shape.iter().product()];
    widths.chunks(n - 1).zip(out.chunks_mut(n)).for_each(|(widths, out)| weights(widths, out));
    if out.len() == n {
        shape = vec![n];
    }
    NdArray::from_vec_shape(out, &shape)
}

/// The array with an axis behind the others.
fn last(a: &NdArray, axis: usize) -> Result<NdArray> {
    moveaxis(a, &[axis as isize], &[-1])
}

/// The sum over an axis of samples times weights, which are along the last axis of theirs.
fn weighted_sum(y: &NdArray, weights: &NdArray, axis: usize) -> Result<NdArray> {
    let y = last(y, axis)?;
    if weights.ndim() == 1 {
        return dot(&y, weights).map_err(|e| match e {
            LinAlgError::Array(e) => e,
            other => Error::Value(other.to_string()),
        });
    }
    sum(&multiply(&y, weights)?, y.ndim() - 1)
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
        let widths = match x {
            Some(x) => Widths::Each(rising_widths(x, &y, axis)?),
            None => Widths::Equal(spacing(dx, &y, axis, "dx")?),
        };
        accumulate(&table::ADD, &intervals(&y, &widths, axis)?, axis as isize, None)?
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

/// How far samples are apart.
enum Widths {
    /// The same everywhere along the axis.
    Equal(NdArray),
    /// Of each interval.
    Each(NdArray),
}

/// The integrals over all intervals: two from every other three samples, the last from the last three where it is left.
fn intervals(y: &NdArray, widths: &Widths, axis: usize) -> Result<NdArray> {
    let [first, second] = pairs(y, widths, axis)?;
    let mut shape: Vec<isize> = first.shape().iter().map(|&n| n as isize).collect();
    shape[axis] *= 2;
    let beside = axis as isize + 1;
    let both = [first.expand_dims(beside)?, second.expand_dims(beside)?];
    let both = concatenate(&both, Some(beside), None, Casting::SameKind)?.reshape(&shape)?;
    if y.shape()[axis] % 2 == 1 {
        return Ok(both);
    }
    let ends = match widths {
        Widths::Equal(dx) => Widths::Equal(dx.clone()),
        Widths::Each(widths) => Widths::Each(part(widths, axis, -2, None, 1)?),
    };
    let [_, last] = pairs(&part(y, axis, -3, None, 1)?, &ends, axis)?;
    concatenate(&[both, last], Some(axis as isize), None, Casting::SameKind)
}

/// The integrals over the first interval of every other three samples, and those over the second.
fn pairs(y: &NdArray, widths: &Widths, axis: usize) -> Result<[NdArray; 2]> {
    let f1 = part(y, axis, 0, Some(-2), 2)?;
    let f2 = part(y, axis, 1, Some(-1), 2)?;
    let f3 = part(y, axis, 2, None, 2)?;
    match widths {
        Widths::Equal(dx) => {
            let (third, twice) = (divide(dx, 3.0)?, multiply(2.0, &f2)?);
            Ok([equal_side(&third, [&f1, &twice, &f3])?, equal_side(&third, [&f3, &twice, &f1])?])
        }
        Widths::Each(widths) => {
            let (left, right) = (part(widths, axis, 0, Some(-1), 2)?, part(widths, axis, 1, None, 2)?);
            Ok([one_side(&left, &right, [&f1, &f2, &f3])?, one_side(&right, &left, [&f3, &f2, &f1])?])
        }
    }
}

/// The integral over the interval of a width, of which there is a third, between the samples `near` and a middle one, of
/// which there is twice the value.
fn equal_side(third: &NdArray, [near, twice, far]: [&NdArray; 3]) -> Result<NdArray> {
    let middle = add(&divide(&multiply(5.0, near)?, 4.0)?, twice)?;
    Ok(multiply(third, &subtract(&middle, &divide(far, 4.0)?)?)?)
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
