//! Rosenbrock's function and its derivatives.

use super::curve_fit::{matrix, vector};
use crate::array::{wrap, wrap_or_scalar};
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::{DType, Kind, NdArray, Order};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// The columns along the first axis, computed in doubles.
fn columns(x: &NdArray) -> PyResult<Vec<Vec<f64>>> {
    let Some(&n) = x.shape().first() else {
        return Err(PyValueError::new_err("x must have one dimension or more"));
    };
    let (flat, width) = (x.cast_vec::<f64>().py()?, x.shape()[1..].iter().product::<usize>());
    Ok((0..width).map(|c| (0..n).map(|i| flat[i * width + c]).collect()).collect())
}

/// In the precision of `x`, when that is a floating point type.
fn like(x: &NdArray, result: NdArray) -> PyResult<NdArray> {
    match x.dtype().kind() {
        Kind::Float32 | Kind::Float16 => result.astype(x.dtype(), Order::K).py(),
        _ => Ok(result),
    }
}

/// The Rosenbrock function along the first axis.
#[pyfunction]
pub(super) fn rosen(py: Python<'_>, x: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let x = as_array(x, None)?;
    let values = columns(&x)?.iter().map(|c| pallasite_optimize::rosen(c)).collect();
    wrap_or_scalar(py, like(&x, NdArray::from_vec_shape::<f64>(values, &x.shape()[1..]).py()?)?)
}

/// The gradient of the Rosenbrock function along the first axis.
#[pyfunction]
pub(super) fn rosen_der(py: Python<'_>, x: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let x = as_array(x, None)?;
    let gradients: Vec<_> = columns(&x)?.iter().map(|c| pallasite_optimize::rosen_der(c)).collect();
    let n = x.shape()[0];
    let flat = (0..n).flat_map(|i| gradients.iter().map(move |g| g[i])).collect();
    wrap(py, like(&x, NdArray::from_vec_shape::<f64>(flat, x.shape()).py()?)?)
}

fn line(x: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    as_array(x, Some(&DType::FLOAT64))?.cast_vec::<f64>().py()
}

/// The Hessian matrix of the Rosenbrock function.
#[pyfunction]
pub(super) fn rosen_hess(py: Python<'_>, x: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let x = line(x)?;
    crate::convert::check_room(&[x.len(), x.len()])?;
    matrix(py, pallasite_optimize::rosen_hess(&x))
}

/// The product of the Hessian matrix of the Rosenbrock function with a vector.
#[pyfunction]
pub(super) fn rosen_hess_prod(
    py: Python<'_>,
    x: &Bound<'_, PyAny>,
    p: &Bound<'_, PyAny>,
) -> PyResult<Py<PyAny>> {
    let (x, p) = (line(x)?, line(p)?);
    if x.len() != p.len() {
        let text = format!("x has {} elements, p has {}", x.len(), p.len());
        return Err(PyValueError::new_err(text));
    }
    vector(py, &pallasite_optimize::rosen_hess_prod(&x, &p))
}
