//! `zeta`, `polygamma`, `multigammaln`, `lambertw`.

use super::call;
use crate::array::{wrap, wrap_or_scalar};
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::{DType, Order};
use pallasite_special::ufuncs as u;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyInt};

/// Riemann's zeta function, or Hurwitz's where `q` is given.
#[pyfunction]
#[pyo3(signature = (x, q=None, out=None))]
fn zeta(
    py: Python<'_>,
    x: &Bound<'_, PyAny>,
    q: Option<&Bound<'_, PyAny>>,
    out: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    let (q, out) = (q.filter(|q| !q.is_none()), out.filter(|o| !o.is_none()));
    let ufunc = if q.is_some() { &u::HURWITZ } else { &u::RIEMANN_ZETA };
    let args: Vec<&Bound<'_, PyAny>> = [Some(x), q, out].into_iter().flatten().collect();
    call(py, ufunc, &args)
}

/// The polygamma functions, in doubles.
#[pyfunction]
fn polygamma(py: Python<'_>, n: &Bound<'_, PyAny>, x: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let double = |a: &Bound<'_, PyAny>| wrap(py, as_array(a, Some(&DType::FLOAT64))?);
    call(py, &u::POLYGAMMA, &[double(n)?.bind(py), double(x)?.bind(py)])
}

/// The logarithm of the multivariate gamma function of dimension `d`.
#[pyfunction]
fn multigammaln(py: Python<'_>, a: &Bound<'_, PyAny>, d: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let wrong = || PyValueError::new_err("d should be a positive integer (dimension)");
    let dimension: f64 = d.extract().map_err(|_| wrong())?;
    if dimension.floor() != dimension {
        return Err(wrong());
    }
    let a = as_array(a, Some(&DType::FLOAT64))?;
    let bound = 0.5 * (dimension - 1.0);
    if let Some(low) = a.cast_vec::<f64>().py()?.into_iter().find(|&x| x <= bound) {
        return Err(PyValueError::new_err(format!(
            "condition a ({low:.6}) > 0.5 * (d-1) ({bound:.6}) not met"
        )));
    }
    call(py, &u::MULTIGAMMALN, &[wrap(py, a)?.bind(py), d])
}

/// Lambert's W function on branch `k`; complex whatever `z` is.
#[pyfunction]
#[pyo3(signature = (z, k=None, tol=None), text_signature = "(z, k=0, tol=1e-8)")]
fn lambertw<'py>(
    py: Python<'py>,
    z: &Bound<'py, PyAny>,
    k: Option<Bound<'py, PyAny>>,
    tol: Option<Bound<'py, PyAny>>,
) -> PyResult<Py<PyAny>> {
    let k = k.unwrap_or_else(|| PyInt::new(py, 0i64).into_any());
    let tol = tol.unwrap_or_else(|| PyFloat::new(py, 1e-8).into_any());
    let branch = as_array(&k, None)?.astype(&DType::INT64, Order::K).py()?;
    call(py, &u::LAMBERTW, &[z, wrap_or_scalar(py, branch)?.bind(py), &tol])
}

pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    crate::functions!(m; Arguments: zeta, polygamma, multigammaln, lambertw);
    Ok(())
}
