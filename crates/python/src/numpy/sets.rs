//! Bindings of set operations.

use super::reduction::run;
use crate::array::{wrap, wrap_or_scalar};
use crate::coerce::as_array;
use crate::functions;
use pallasite_array::NdArray;
use pallasite_numpy::sets::{self, Lookup};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

fn both(a: &Bound<'_, PyAny>, b: &Bound<'_, PyAny>) -> PyResult<(NdArray, NdArray, usize)> {
    let (a, b) = (as_array(a, None)?, as_array(b, None)?);
    let work = (a.size() + b.size()) * 16;
    Ok((a, b, work))
}

/// Elements of either array, sorted.
#[pyfunction]
fn union1d(ar1: &Bound<'_, PyAny>, ar2: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let (a, b, work) = both(ar1, ar2)?;
    wrap(ar1.py(), run(ar1.py(), "union1d", work, || sets::union1d(&a, &b))?)
}

/// Elements of both arrays, sorted.
#[pyfunction]
#[pyo3(signature = (ar1, ar2, assume_unique=false, return_indices=false))]
fn intersect1d(
    ar1: &Bound<'_, PyAny>,
    ar2: &Bound<'_, PyAny>,
    assume_unique: bool,
    return_indices: bool,
) -> PyResult<Py<PyAny>> {
    let (py, (a, b, work)) = (ar1.py(), both(ar1, ar2)?);
    let found = run(py, "intersect1d", work, || sets::intersect1d(&a, &b, assume_unique, return_indices))?;
    match found.indices {
        None => wrap(py, found.values),
        Some((first, second)) => {
            Ok(PyTuple::new(py, [wrap(py, found.values)?, wrap(py, first)?, wrap(py, second)?])?
                .into_any()
                .unbind())
        }
    }
}

/// Elements of the first array that are not in the second.
#[pyfunction]
#[pyo3(signature = (ar1, ar2, assume_unique=false))]
fn setdiff1d(ar1: &Bound<'_, PyAny>, ar2: &Bound<'_, PyAny>, assume_unique: bool) -> PyResult<Py<PyAny>> {
    let (a, b, work) = both(ar1, ar2)?;
    wrap(ar1.py(), run(ar1.py(), "setdiff1d", work, || sets::setdiff1d(&a, &b, assume_unique))?)
}

/// Elements of one array only.
#[pyfunction]
#[pyo3(signature = (ar1, ar2, assume_unique=false))]
fn setxor1d(ar1: &Bound<'_, PyAny>, ar2: &Bound<'_, PyAny>, assume_unique: bool) -> PyResult<Py<PyAny>> {
    let (a, b, work) = both(ar1, ar2)?;
    wrap(ar1.py(), run(ar1.py(), "setxor1d", work, || sets::setxor1d(&a, &b, assume_unique))?)
}

/// Whether elements are among others.
#[pyfunction]
#[pyo3(signature = (element, test_elements, assume_unique=false, invert=false, *, kind=None))]
fn isin(
    element: &Bound<'_, PyAny>,
    test_elements: &Bound<'_, PyAny>,
    assume_unique: bool,
    invert: bool,
    kind: Option<&str>,
) -> PyResult<Py<PyAny>> {
    let _ = assume_unique;
    let lookup = match kind {
        None => Lookup::Auto,
        Some("sort") => Lookup::Sort,
        Some("table") => Lookup::Table,
        Some(k) => {
            return Err(PyValueError::new_err(format!(
                "Invalid kind: '{k}'. Please use None, 'sort' or 'table'."
            )));
        }
    };
    let (py, (a, b, work)) = (element.py(), both(element, test_elements)?);
    let too_large = |e: PyErr| {
        let text = e.value(py).to_string();
        if text.starts_with("You have specified kind='table'") { PyRuntimeError::new_err(text) } else { e }
    };
    let found = run(py, "isin", work, || {
        let found = sets::isin(&a, &b, lookup)?;
        Ok(if invert { pallasite_ufunc::logical_not(&found)? } else { found })
    });
    let found = found.map_err(too_large)?;
    if found.ndim() == 0 { wrap(py, found) } else { wrap_or_scalar(py, found) }
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: union1d, intersect1d, setdiff1d, setxor1d, isin);
    Ok(())
}
