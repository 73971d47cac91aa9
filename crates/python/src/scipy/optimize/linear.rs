//! `nnls` and `linear_sum_assignment`.

use super::super::callback::warn;
use super::curve_fit::vector;
use super::result::object;
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::interrupt::released;
use ndarray::{Array2, ArrayView2};
use pallasite_array::{DType, Kind, NdArray};
use pyo3::exceptions::{PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use std::borrow::Cow;

/// Real numbers, complex ones refused as `float()` refuses them.
fn reals(x: &Bound<'_, PyAny>) -> PyResult<NdArray> {
    let a = as_array(x, None)?;
    if matches!(a.dtype().kind(), Kind::Complex64 | Kind::Complex128) {
        return Err(PyTypeError::new_err(
            "float() argument must be a string or a real number, not 'complex'",
        ));
    }
    as_array(x, Some(&DType::FLOAT64))
}

/// Refuses strings of numbers, which are no safe cast.
fn refuse_text(a: &NdArray) -> PyResult<()> {
    if !matches!(a.kind(), Kind::Str | Kind::Bytes) {
        return Ok(());
    }
    Err(PyTypeError::new_err(format!(
        "Cannot cast array data from {} to dtype('float64') according to the rule 'safe'",
        a.dtype().repr()
    )))
}

fn finite(x: &Bound<'_, PyAny>) -> PyResult<NdArray> {
    let a = reals(x)?;
    if doubles(&a)?.iter().any(|v| !v.is_finite()) {
        return Err(PyValueError::new_err("array must not contain infs or NaNs"));
    }
    Ok(a)
}

/// The elements, copied only where they are not contiguous doubles.
pub(super) fn doubles(a: &NdArray) -> PyResult<Cow<'_, [f64]>> {
    a.as_slice::<f64>().map_or_else(|| a.cast_vec::<f64>().py().map(Cow::Owned), |s| Ok(Cow::Borrowed(s)))
}

pub(super) fn matrix_of(a: &NdArray) -> PyResult<Array2<f64>> {
    let shape = (a.shape()[0], a.shape()[1]);
    Array2::from_shape_vec(shape, a.cast_vec::<f64>().py()?).map_err(|e| PyValueError::new_err(e.to_string()))
}

/// Linear least squares with nonnegative unknowns (Lawson and Hanson 1974).
#[pyfunction]
#[pyo3(signature = (A, b, *, maxiter=None, atol=None))]
#[allow(non_snake_case)]
pub(super) fn nnls<'py>(
    py: Python<'py>,
    A: &Bound<'py, PyAny>,
    b: &Bound<'py, PyAny>,
    maxiter: Option<isize>,
    atol: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    if atol.is_some() {
        let text = "Arguments {'atol'} are deprecated, whether passed by position or keyword. They will be removed in \
                    SciPy 1.18.0. ";
        warn(py, "builtins", "DeprecationWarning", text)?;
    }
    let (a, b) = (finite(A)?, finite(b)?);
    let tuple = pallasite_array::error::tuple;
    if a.ndim() != 2 {
        let text = format!("Expected a 2D array, but the shape of A is {}", tuple(a.shape()));
        return Err(PyValueError::new_err(text));
    }
    if b.ndim() > 2 || (b.ndim() == 2 && b.shape()[1] != 1) {
        let text = format!(
            "Expected a 1D array,(or 2D with one column), but the, shape of b is {}",
            tuple(b.shape())
        );
        return Err(PyValueError::new_err(text));
    }
    let limit = maxiter.filter(|&m| m != 0).map(|m| usize::try_from(m).unwrap_or(0));
    let b = b.cast_vec::<f64>().py()?;
    let a = matrix_of(&a)?;
    let (x, norm) = released(py, || pallasite_optimize::nnls(a.view(), &b, limit))?.map_err(|e| match e {
        pallasite_optimize::NnlsError::Iterations => PyRuntimeError::new_err(e.to_string()),
        e => PyValueError::new_err(e.to_string()),
    })?;
    object(py, (vector(py, &x)?, norm))
}

/// The assignment of least cost (Crouse 2016).
#[pyfunction]
#[pyo3(signature = (cost_matrix, maximize=false))]
pub(super) fn linear_sum_assignment<'py>(
    py: Python<'py>,
    cost_matrix: &Bound<'py, PyAny>,
    #[pyo3(from_py_with = crate::convert::truth)] maximize: bool,
) -> PyResult<Bound<'py, PyAny>> {
    refuse_text(&as_array(cost_matrix, None)?)?;
    let cost = reals(cost_matrix)?;
    if cost.ndim() != 2 {
        let text = format!("expected a matrix (2-D array), got a {} array", cost.ndim());
        return Err(PyValueError::new_err(text));
    }
    let shape = (cost.shape()[0], cost.shape()[1]);
    let costs = doubles(&cost)?;
    let costs = ArrayView2::from_shape(shape, &costs).map_err(|e| PyValueError::new_err(e.to_string()))?;
    let (rows, columns) = released(py, || pallasite_optimize::linear_sum_assignment(costs, maximize))?
        .map_err(|e| PyValueError::new_err(e.to_string()))?;
    let indices =
        |v: Vec<usize>| wrap(py, NdArray::from_vec(v.into_iter().map(|i| i as i64).collect::<Vec<i64>>()));
    object(py, (indices(rows)?, indices(columns)?))
}
