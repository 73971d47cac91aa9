//! Elements in another order.

use super::{Object, Result};
use crate::array::wrap_or_scalar;
use crate::coerce::as_array;
use crate::convert::{ints_of, listed_axes_of};
use crate::error::IntoPy;
use crate::functions;
use crate::numpy::arguments::{array_object, same_class};
use pallasite_numpy::manipulation;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// The order of the elements reversed along axes.
#[pyfunction]
#[pyo3(signature = (m, axis=None))]
fn flip(m: &Bound<'_, PyAny>, axis: Object<'_, '_>) -> Result {
    let x = array_object(m)?;
    let a = as_array(&x, None)?;
    let flipped = manipulation::flip(&a, listed_axes_of(axis)?.as_deref()).py()?;
    if flipped.ndim() == 0 { wrap_or_scalar(x.py(), flipped) } else { same_class(&x, &a, flipped) }
}

/// Columns in reverse order.
#[pyfunction]
fn fliplr(m: &Bound<'_, PyAny>) -> Result {
    let x = array_object(m)?;
    let a = as_array(&x, None)?;
    if a.ndim() < 2 {
        return Err(PyValueError::new_err("Input must be >= 2-d."));
    }
    same_class(&x, &a, manipulation::flip(&a, Some(&[1])).py()?)
}

/// Rows in reverse order.
#[pyfunction]
fn flipud(m: &Bound<'_, PyAny>) -> Result {
    let x = array_object(m)?;
    let a = as_array(&x, None)?;
    if a.ndim() < 1 {
        return Err(PyValueError::new_err("Input must be >= 1-d."));
    }
    same_class(&x, &a, manipulation::flip(&a, Some(&[0])).py()?)
}

/// Elements moved along axes, those behind the end put at the start.
#[pyfunction]
#[pyo3(signature = (a, shift, axis=None))]
fn roll(a: &Bound<'_, PyAny>, shift: &Bound<'_, PyAny>, axis: Object<'_, '_>) -> Result {
    let array = as_array(a, None)?;
    let shifts = ints_of(shift)?;
    let Some(axis) = axis.filter(|x| !x.is_none()) else {
        let flat = array.ravel().py()?;
        let total = shifts.iter().fold(0isize, |t, &s| t.wrapping_add(s));
        let shape: Vec<isize> = array.shape().iter().map(|&d| d as isize).collect();
        return same_class(
            a,
            &array,
            manipulation::roll(&flat, &[(total, 0)]).and_then(|r| r.reshape(&shape)).py()?,
        );
    };
    let axes = ints_of(axis)?;
    let pairs: Vec<(isize, isize)> = match (shifts.len(), axes.len()) {
        (1, _) => axes.iter().map(|&x| (shifts[0], x)).collect(),
        (_, 1) => shifts.iter().map(|&s| (s, axes[0])).collect(),
        (m, n) if m == n => shifts.into_iter().zip(axes).collect(),
        (m, n) => {
            return Err(PyValueError::new_err(format!(
                "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg 0 with shape ({m},) and arg 1 with shape ({n},)."
            )));
        }
    };
    same_class(a, &array, manipulation::roll(&array, &pairs).py()?)
}

/// Rotation by right angles in the plane of two axes.
#[pyfunction]
#[pyo3(signature = (m, k=1, axes=None), text_signature = "(m, k=1, axes=(0, 1))")]
fn rot90(m: &Bound<'_, PyAny>, k: isize, axes: Object<'_, '_>) -> Result {
    let axes = axes.map(ints_of).transpose()?.unwrap_or_else(|| vec![0, 1]);
    let &[first, second] = &axes[..] else {
        return Err(PyValueError::new_err("len(axes) must be 2."));
    };
    let x = array_object(m)?;
    let a = as_array(&x, None)?;
    same_class(&x, &a, manipulation::rot90(&a, k, (first, second)).py()?)
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: flip, fliplr, flipud, roll, rot90);
    Ok(())
}
