//! Derivatives of samples by finite differences of second order (Fornberg, "Generation of finite difference
//! formulas on arbitrarily spaced grids", Math. Comp. 51(184), 1988).

use super::differences::diff;
use crate::fresh::{Fresh, range};
use crate::ops;
use pallasite_array::layout::normalize_axis;
use pallasite_array::{Error, Kind, NdArray, Order, Result};
use pallasite_ufunc::{Arg, table};

/// How far apart samples are along an axis.
#[derive(Debug, Clone, Copy)]
pub enum Spacing<'a> {
    /// Equally far.
    Even(Arg<'a>),
    /// At these places.
    At(&'a NdArray),
}

/// The derivatives of `f` along axes (all by default), with `spacing` for each of them.
///
/// Differences are central inside; at the edges one-sided, of first order or, with `edge_order` 2, of second.
///
/// # Errors
/// Spacings of another number than axes, axes with too few samples, an edge order above 2.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::mathematics::{Spacing, gradient};
/// let f = NdArray::from_vec(vec![1.0, 4.0, 9.0]);
/// let slopes = gradient(&f, &[Spacing::Even(1.0.into())], None, 1)?;
/// assert_eq!(slopes[0].to_vec::<f64>()?, [3.0, 4.0, 5.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn gradient(
    f: &NdArray,
    spacing: &[Spacing],
    axes: Option<&[isize]>,
    edge_order: usize,
) -> Result<Vec<NdArray>> {
    let axes: Vec<usize> = match axes {
        None => (0..f.ndim()).collect(),
        Some(axes) => axes.iter().map(|&x| normalize_axis(x, f.ndim())).collect::<Result<_>>()?,
    };
    if (1..axes.len()).any(|i| axes[..i].contains(&axes[i])) {
        return Err(Error::value("repeated axis"));
    }
    if spacing.len() != axes.len() && !matches!(spacing, [Spacing::Even(_)]) {
        return Err(Error::type_("invalid number of arguments"));
    }
    let spacing = |i: usize| spacing.get(i).unwrap_or(&spacing[0]);
    let steps = axes
        .iter()
        .enumerate()
        .map(|(i, &axis)| Steps::new(spacing(i), f.shape()[axis]))
        .collect::<Result<Vec<_>>>()?;
    if edge_order > 2 {
        return Err(Error::value("'edge_order' greater than 2 not supported"));
    }
    let f = if f.kind().is_integer() { ops::cast(f, Kind::Float64)? } else { f.clone() };
    let along = |(&axis, steps): (&usize, &Steps)| slope(&f, axis, steps, edge_order);
    axes.iter().zip(&steps).map(along).collect()
}

/// Distances between neighbours.
enum Steps<'a> {
    Even(Arg<'a>),
    EvenArray(NdArray),
    Uneven(NdArray),
}

impl<'a> Steps<'a> {
    fn new(spacing: &Spacing<'a>, n: usize) -> Result<Steps<'a>> {
        let at = match *spacing {
            Spacing::Even(dx) => return Ok(Steps::Even(dx)),
            Spacing::At(at) => at,
        };
        if at.ndim() == 0 {
            return Ok(Steps::EvenArray(at.clone()));
        }
        if at.ndim() != 1 {
            return Err(Error::value("distances must be either scalars or 1d"));
        }
        if at.size() != n {
            return Err(Error::value(
                "when 1d, distances must match the length of the corresponding dimension",
            ));
        }
        let at = if at.kind().is_integer() { ops::cast(at, Kind::Float64)? } else { at.clone() };
        let widths = diff(&at, 1, -1, None, None)?;
        if widths.size() == 0 {
            return Ok(Steps::Uneven(widths));
        }
        let first = range(&widths, 0, 0, 1)?;
        if ops::all(&ops::binary(&table::EQUAL, &widths, &first)?)? {
            return Ok(Steps::EvenArray(first.reshape(&[])?));
        }
        Ok(Steps::Uneven(widths))
    }

    fn even(&self) -> Option<Arg<'_>> {
        match self {
            Steps::Even(dx) => Some(*dx),
            Steps::EvenArray(dx) => Some(Arg::Array(dx)),
            Steps::Uneven(_) => None,
        }
    }

    /// The distance between samples `i` and `i + 1`.
    fn at(&self, i: usize) -> Result<NdArray> {
        match self {
            Steps::Even(dx) => ops::unary(&table::POSITIVE, *dx),
            Steps::EvenArray(dx) => Ok(dx.clone()),
            Steps::Uneven(all) => range(all, 0, i, i + 1)?.reshape(&[]),
        }
    }
}

fn slope(f: &NdArray, axis: usize, steps: &Steps, edge_order: usize) -> Result<NdArray> {
    let n = f.shape()[axis];
    if n < edge_order + 1 {
        return Err(Error::value(
            "Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required.",
        ));
    }
    let dtype = if f.kind().is_inexact() { f.dtype().to_native() } else { Kind::Float64.into() };
    // SAFETY: the interior and both edges are written below.
    let out = unsafe { Fresh::uninit(f.shape(), &dtype, Order::C)? };
    if n > 2 {
        out.set_range(axis, 1, n - 1, &interior(f, axis, steps)?)?;
    }
    for (place, sign) in [(0, 1.0), (n - 1, -1.0)] {
        let edge = if edge_order == 1 {
            one_sided(f, axis, steps, place)?
        } else {
            second_order(f, axis, steps, place, sign)?
        };
        out.set_range(axis, place, place + 1, &edge)?;
    }
    Ok(out.finish())
}

fn interior(f: &NdArray, axis: usize, steps: &Steps) -> Result<NdArray> {
    let n = f.shape()[axis];
    let (before, behind) = (range(f, axis, 0, n - 2)?, range(f, axis, 2, n)?);
    if let Some(dx) = steps.even() {
        let span = ops::binary(&table::SUBTRACT, &behind, &before)?;
        return match dx {
            Arg::Float(dx) => ops::onto(&table::DIVIDE, span, 2.0 * dx),
            Arg::Int(dx) => ops::onto(&table::DIVIDE, span, 2.0 * dx as f64),
            dx => ops::binary(&table::DIVIDE, &span, &ops::binary(&table::MULTIPLY, 2.0, dx)?),
        };
    }
    let Steps::Uneven(widths) = steps else { unreachable!("even spacing returned above") };
    let (left, right) = (range(widths, 0, 0, n - 2)?, range(widths, 0, 1, n - 1)?);
    let weights = three_point(&left, &right)?;
    let mut shape = vec![1; f.ndim()];
    shape[axis] = -1;
    let middle = range(f, axis, 1, n - 1)?;
    let mut sum: Option<NdArray> = None;
    for (weight, part) in weights.iter().zip([before, middle, behind]) {
        let term = ops::binary(&table::MULTIPLY, &weight.reshape(&shape)?, &part)?;
        sum = Some(match sum {
            None => term,
            Some(sum) => ops::binary(&table::ADD, &sum, &term)?,
        });
    }
    sum.ok_or_else(|| Error::value("no terms"))
}

/// Weights of the samples before, at and behind the middle one, for its derivative.
fn three_point(left: &NdArray, right: &NdArray) -> Result<[NdArray; 3]> {
    let (mul, div) = (&table::MULTIPLY, &table::DIVIDE);
    let both = ops::binary(&table::ADD, left, right)?;
    let first = ops::binary(div, &ops::unary(&table::NEGATIVE, right)?, &ops::binary(mul, left, &both)?)?;
    let middle =
        ops::binary(div, &ops::binary(&table::SUBTRACT, right, left)?, &ops::binary(mul, left, right)?)?;
    let last = ops::binary(div, left, &ops::binary(mul, right, &both)?)?;
    Ok([first, middle, last])
}

fn one_sided(f: &NdArray, axis: usize, steps: &Steps, place: usize) -> Result<NdArray> {
    let i = place.saturating_sub(1);
    let span = ops::binary(&table::SUBTRACT, &range(f, axis, i + 1, i + 2)?, &range(f, axis, i, i + 1)?)?;
    match steps.even() {
        Some(dx) => ops::binary(&table::DIVIDE, &span, dx),
        None => ops::binary(&table::DIVIDE, &span, &steps.at(i)?),
    }
}

/// The derivative at an edge from three samples; `sign` is -1 at the far edge.
fn second_order(f: &NdArray, axis: usize, steps: &Steps, place: usize, sign: f64) -> Result<NdArray> {
    let inwards = |k: usize| if place == 0 { k } else { place - k };
    let weights = match steps.even() {
        Some(dx) => {
            let weight = |c: f64| ops::binary(&table::DIVIDE, sign * c, dx);
            [weight(-1.5)?, weight(2.0)?, weight(-0.5)?]
        }
        None => edge_weights(steps, place, sign)?,
    };
    // The sum goes from left to right.
    let order = if place == 0 { [0, 1, 2] } else { [2, 1, 0] };
    let term = |k: usize| {
        let i = inwards(k);
        ops::binary(&table::MULTIPLY, &weights[k], &range(f, axis, i, i + 1)?)
    };
    let sum = ops::binary(&table::ADD, &term(order[0])?, &term(order[1])?)?;
    ops::binary(&table::ADD, &sum, &term(order[2])?)
}

/// Weights of the sample at an edge and of the next two, unevenly spaced.
fn edge_weights(steps: &Steps, place: usize, sign: f64) -> Result<[NdArray; 3]> {
    let (near, far) =
        if place == 0 { (steps.at(0)?, steps.at(1)?) } else { (steps.at(place - 1)?, steps.at(place - 2)?) };
    let (mul, div) = (&table::MULTIPLY, &table::DIVIDE);
    let both = ops::binary(&table::ADD, &near, &far)?;
    let twice = ops::binary(&table::ADD, &ops::binary(mul, 2.0, &near)?, &far)?;
    let first = ops::binary(div, &ops::binary(mul, -sign, &twice)?, &ops::binary(mul, &near, &both)?)?;
    let second = ops::binary(div, &ops::binary(mul, sign, &both)?, &ops::binary(mul, &near, &far)?)?;
    let third = ops::binary(div, &ops::binary(mul, -sign, &near)?, &ops::binary(mul, &far, &both)?)?;
    Ok([first, second, third])
}
