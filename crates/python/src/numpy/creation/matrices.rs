//! Matrices with given diagonals, and Vandermonde's.

use super::{Object, check_device};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::convert::{dtype_of, order_of};
use crate::error::IntoPy;
use crate::functions;
use crate::numpy::arguments::{array_object, same_class, sized};
use pallasite_array::Order;
use pallasite_numpy::creation;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

fn length(n: isize) -> usize {
    usize::try_from(n).unwrap_or(0)
}

/// A matrix with ones on a diagonal.
#[pyfunction]
#[pyo3(signature = (N, M=None, k=0, dtype=None, order=None, *, device=None, like=None), text_signature = "(N, M=None, k=0, dtype=<class 'float'>, order='C', *, device=None, like=None)")]
#[allow(non_snake_case)]
fn eye(
    py: Python<'_>,
    N: isize,
    M: Option<isize>,
    k: isize,
    dtype: Object<'_, '_>,
    order: Object<'_, '_>,
    device: Option<&str>,
    like: Object<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let _ = like;
    check_device(device)?;
    if N < 0 || M.is_some_and(|m| m < 0) {
        return Err(PyValueError::new_err("negative dimensions are not allowed"));
    }
    let dtype = sized(dtype_of(dtype)?.unwrap_or_default())?;
    wrap(py, creation::eye(N as usize, M.unwrap_or(N) as usize, k, &dtype, order_of(order, Order::C)?).py()?)
}

/// The identity matrix.
#[pyfunction]
#[pyo3(signature = (n, dtype=None, *, like=None))]
fn identity(py: Python<'_>, n: isize, dtype: Object<'_, '_>, like: Object<'_, '_>) -> PyResult<Py<PyAny>> {
    eye(py, n, None, 0, dtype, None, None, like)
}

/// A matrix from its diagonal, or the diagonal of a matrix.
#[pyfunction]
#[pyo3(signature = (v, k=0))]
fn diag(v: &Bound<'_, PyAny>, k: isize) -> PyResult<Py<PyAny>> {
    let v = array_object(v)?;
    let a = as_array(&v, None)?;
    same_class(&v, &a, creation::diag(&a, k).py()?)
}

/// A matrix with the flattened input on a diagonal.
#[pyfunction]
#[pyo3(signature = (v, k=0))]
fn diagflat(v: &Bound<'_, PyAny>, k: isize) -> PyResult<Py<PyAny>> {
    let a = as_array(v, None)?;
    same_class(v, &a, creation::diagflat(&a, k).py()?)
}

/// Ones at and below a diagonal, zeros above.
#[pyfunction]
#[pyo3(signature = (N, M=None, k=0, dtype=None, *, like=None), text_signature = "(N, M=None, k=0, dtype=<class 'float'>, *, like=None)")]
#[allow(non_snake_case)]
fn tri(
    py: Python<'_>,
    N: isize,
    M: Option<isize>,
    k: isize,
    dtype: Object<'_, '_>,
    like: Object<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let _ = like;
    let dtype = dtype_of(dtype)?.unwrap_or_default();
    wrap(py, creation::tri(length(N), length(M.unwrap_or(N)), k, &dtype).py()?)
}

/// A copy with zeros above a diagonal.
#[pyfunction]
#[pyo3(signature = (m, k=0))]
fn tril(m: &Bound<'_, PyAny>, k: isize) -> PyResult<Py<PyAny>> {
    let a = as_array(m, None)?;
    same_class(m, &a, creation::tril(&a, k).py()?)
}

/// A copy with zeros below a diagonal.
#[pyfunction]
#[pyo3(signature = (m, k=0))]
fn triu(m: &Bound<'_, PyAny>, k: isize) -> PyResult<Py<PyAny>> {
    let a = as_array(m, None)?;
    same_class(m, &a, creation::triu(&a, k).py()?)
}

/// The Vandermonde matrix of a vector.
#[pyfunction]
#[pyo3(signature = (x, N=None, increasing=false))]
#[allow(non_snake_case)]
fn vander(x: &Bound<'_, PyAny>, N: Option<usize>, increasing: bool) -> PyResult<Py<PyAny>> {
    let a = as_array(x, None)?;
    wrap(x.py(), creation::vander(&a, N.unwrap_or(a.size()), increasing).py()?)
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Like: eye, identity, tri; Arguments: diag, diagflat, tril, triu, vander);
    Ok(())
}
