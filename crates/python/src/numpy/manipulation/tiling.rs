//! Arrays and elements repeated.

use super::{Result, by_method};
use crate::coerce::as_array;
use crate::convert::{ints_of, shape_of};
use crate::error::IntoPy;
use crate::functions;
use crate::numpy::arguments::same_class;
use pallasite_array::promote::Casting;
use pallasite_array::{DType, NdArray};
use pallasite_numpy::manipulation::{self, Repeats};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// An array repeated as a whole.
#[pyfunction]
#[pyo3(signature = (A, reps))]
#[allow(non_snake_case)]
fn tile(A: &Bound<'_, PyAny>, reps: &Bound<'_, PyAny>) -> Result {
    let a = as_array(A, None)?;
    same_class(A, &a, manipulation::tile(&a, &shape_of(reps)?).py()?)
}

/// Each element repeated.
#[pyfunction]
#[pyo3(signature = (a, repeats, axis=None))]
fn repeat(a: &Bound<'_, PyAny>, repeats: &Bound<'_, PyAny>, axis: Option<isize>) -> Result {
    by_method(a, "repeat", (repeats, axis))
}

/// What `ndarray.repeat` computes.
pub fn repeated(a: &NdArray, repeats: &Bound<'_, PyAny>, axis: Option<isize>) -> PyResult<NdArray> {
    if let Ok(n) = repeats.extract::<isize>() {
        return crate::array::detached(repeats.py(), a.size(), || {
            manipulation::repeat(a, Repeats::All(n), axis)
        });
    }
    let held = crate::coerce::existing(repeats)?;
    let deep = match &held {
        Some(_) => "object too deep for desired array",
        None => {
            "setting an array element with a sequence. The requested array would exceed the maximum number of dimension of 1."
        }
    };
    let counts = held.map_or_else(|| as_array(repeats, Some(&DType::INT64)), Ok)?;
    crate::numpy::arguments::check_cast(&counts, &DType::INT64, Casting::Safe)?;
    if counts.ndim() > 1 {
        return Err(PyValueError::new_err(deep));
    }
    let counts = counts.cast_vec::<i64>().py()?;
    match counts[..] {
        [n] => manipulation::repeat(a, Repeats::All(n as isize), axis).py(),
        _ => manipulation::repeat(a, Repeats::Each(&counts), axis).py(),
    }
}

/// The elements under another shape, repeated as needed.
#[pyfunction]
fn resize(a: &Bound<'_, PyAny>, new_shape: &Bound<'_, PyAny>) -> Result {
    let array = as_array(a, None)?;
    let negative = |_| PyValueError::new_err("all elements of `new_shape` must be non-negative");
    let shape = ints_of(new_shape)?
        .into_iter()
        .map(|d| usize::try_from(d).map_err(negative))
        .collect::<PyResult<Vec<_>>>()?;
    same_class(a, &array, manipulation::resize(&array, &shape).py()?)
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: tile, repeat, resize);
    Ok(())
}
