//! `zeta`, `polygamma`, `multigammaln`, `lambertw`.

use super::call;
use crate::array::{wrap, wrap_or_scalar};
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::{DType, NdArray, Order};
use pallasite_special::ufuncs as u;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

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
#[pyo3(signature = (z, k=None, tol=1e-8), text_signature = "(z, k=0, tol=1e-8)")]
fn lambertw(
    py: Python<'_>,
    z: &Bound<'_, PyAny>,
    k: Option<&Bound<'_, PyAny>>,
    tol: f64,
) -> PyResult<Py<PyAny>> {
    let z = as_array(z, Some(&DType::COMPLEX128))?;
    let k = k.map_or_else(|| NdArray::from_vec_shape(vec![0i64], &[]).py(), |k| as_array(k, None))?;
    let k = k.astype(&DType::INT64, Order::K).py()?;
    let tol = tol.into_pyobject(py)?.into_any();
    call(py, &u::LAMBERTW, &[wrap_or_scalar(py, z)?.bind(py), wrap_or_scalar(py, k)?.bind(py), &tol])
}

pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    crate::functions!(m; Arguments: zeta, polygamma, multigammaln, lambertw);
    Ok(())
}
