//! `isotonic_regression` and `fixed_point`.

use super::super::callback::{Callback, arguments};
use super::linear::doubles;
use super::result::{object, optimize_result};
use crate::array::{wrap, wrap_or_scalar};
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::interrupt::released;
use pallasite_array::{DType, NdArray};
use pallasite_optimize::{FixedPointError, IsotonicRegression};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;

/// The values that never fall and are nearest to `y`.
#[pyfunction]
#[pyo3(signature = (y, *, weights=None, increasing=true))]
pub(super) fn isotonic_regression<'py>(
    py: Python<'py>,
    y: &Bound<'py, PyAny>,
    weights: Option<&Bound<'py, PyAny>>,
    #[pyo3(from_py_with = crate::convert::truth)] increasing: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let given = as_array(y, Some(&DType::FLOAT64))?;
    let weights = weights.map(|w| as_array(w, Some(&DType::FLOAT64))).transpose()?;
    let fits = |w: &NdArray| given.ndim() <= 1 && w.ndim() <= 1 && w.size() == given.size();
    if weights.as_ref().is_some_and(|w| !fits(w)) {
        return Err(PyValueError::new_err("Input arrays y and w must have one dimension of equal length."));
    }
    if given.ndim() > 1 {
        return Err(PyValueError::new_err("array has incorrect number of dimensions: 2; expected 1"));
    }
    let fit = |y: &[f64], weights: Option<&[f64]>| -> PyResult<IsotonicRegression> {
        if weights.is_some_and(|w| w.iter().any(|w| *w <= 0.0)) {
            return Err(PyValueError::new_err("Weights w must be strictly positive."));
        }
        released(py, || pallasite_optimize::isotonic_regression(y, weights))
    };
    let found = if increasing {
        let weights = weights.as_ref().map(doubles).transpose()?;
        fit(&doubles(&given)?, weights.as_deref())?
    } else {
        let reversed = |a: &NdArray| doubles(a).map(|v| v.iter().rev().copied().collect::<Vec<f64>>());
        let weights = weights.as_ref().map(reversed).transpose()?;
        from_behind(fit(&reversed(&given)?, weights.as_deref())?)
    };
    let blocks: Vec<i64> = found.blocks.iter().map(|&b| b as i64).collect();
    optimize_result(
        py,
        [
            ("x", wrap(py, NdArray::from_vec(found.x))?.into_bound(py)),
            ("weights", wrap(py, NdArray::from_vec(found.weights))?.into_bound(py)),
            ("blocks", wrap(py, NdArray::from_vec(blocks))?.into_bound(py)),
        ],
    )
}

/// The result for values given in reverse.
fn from_behind(mut found: IsotonicRegression) -> IsotonicRegression {
    let count = found.x.len();
    found.x.reverse();
    found.weights.reverse();
    found.blocks = found.blocks.iter().rev().map(|b| count - b).collect();
    found
}

/// A point that a function maps to itself.
#[pyfunction]
#[pyo3(signature = (func, x0, args=None, xtol=1e-8, maxiter=500, method="del2"))]
#[pyo3(text_signature = "(func, x0, args=(), xtol=1e-08, maxiter=500, method='del2')")]
pub(super) fn fixed_point<'py>(
    py: Python<'py>,
    func: Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    xtol: f64,
    maxiter: usize,
    method: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let accelerate = match method {
        "del2" => true,
        "iteration" => false,
        _ => return Err(pyo3::exceptions::PyKeyError::new_err(method.to_owned())),
    };
    let start = as_array(x0, Some(&DType::FLOAT64))?;
    let shape: Vec<isize> = start.shape().iter().map(|&s| s as isize).collect();
    let callback = Callback { function: func, after: arguments(args) };
    let shaped = |x: &[f64]| -> PyResult<Bound<'py, PyAny>> {
        Ok(wrap(py, NdArray::from_vec(x.to_vec()).reshape(&shape).py()?)?.into_bound(py))
    };
    let f = |x: &[f64]| -> PyResult<Vec<f64>> {
        let value = as_array(&callback.one(shaped(x)?)?, Some(&DType::FLOAT64))?;
        value.broadcast_to(start.shape()).py()?.cast_vec::<f64>().py()
    };
    let x = start.cast_vec::<f64>().py()?;
    match pallasite_optimize::fixed_point(f, &x, xtol, maxiter, accelerate) {
        // Iteration alone returns what the function did: a scalar for one.
        Ok(x) if !accelerate => {
            let x = NdArray::from_vec(x).reshape(&shape).py()?;
            Ok(wrap_or_scalar(py, x)?.into_bound(py))
        }
        Ok(x) => shaped(&x),
        Err(FixedPointError::Function(e)) => Err(e),
        Err(FixedPointError::Iterations { maxiter, last }) => {
            let value = object(py, shaped(&last)?)?.str()?;
            Err(PyRuntimeError::new_err(format!(
                "Failed to converge after {maxiter} iterations, value is {value}"
            )))
        }
    }
}
