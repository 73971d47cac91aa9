//! The running trapezoidal rule.

use super::{part, samples};
use pallasite_array::promote::Casting;
use pallasite_array::{Error, NdArray, Result};
use pallasite_numpy::manipulation::concatenate;
use pallasite_numpy::mathematics::diff;
use pallasite_ufunc::{Arg, accumulate, add, divide, multiply, table};

/// The integrals from the first sample to each of the others, by the trapezoidal rule; `from_zero` puts a
/// zero first.
///
/// The samples are at `x`, or `dx` apart.
///
/// # Errors
/// No samples, positions of another number, an axis that `y` does not have.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let y = NdArray::from_vec(vec![1.0, 3.0, 5.0]);
/// let sums = pallasite_integrate::samples::cumulative_trapezoid(&y, None, 1.0.into(), -1, true)?;
/// assert_eq!(sums.to_vec::<f64>()?, [0.0, 2.0, 6.0]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn cumulative_trapezoid(
    y: &NdArray,
    x: Option<&NdArray>,
    dx: Arg,
    axis: isize,
    from_zero: bool,
) -> Result<NdArray> {
    let (axis, n) = samples(y, axis)?;
    if n == 0 {
        return Err(Error::value("At least one point is required along `axis`."));
    }
    let heights = add(&part(y, axis, 1, None, 1)?, &part(y, axis, 0, Some(-1), 1)?)?;
    let areas = match x {
        None => multiply(dx, &heights)?,
        Some(x) => multiply(&diff(&super::positions(x, y, axis)?, 1, axis as isize, None, None)?, &heights)?,
    };
    let sums = accumulate(&table::ADD, &divide(&areas, 2.0)?, axis as isize, None)?;
    if !from_zero {
        return Ok(sums);
    }
    let mut shape = sums.shape().to_vec();
    shape[axis] = 1;
    let zero = NdArray::zeros(&shape, sums.dtype())?;
    concatenate(&[zero, sums], Some(axis as isize), None, Casting::SameKind)
}
