//! The numbers of `quadratic_assignment`.

use super::linear::matrix_of;
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::interrupt::released;
use ndarray::Array2;
use pallasite_array::{DType, NdArray};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

fn matrix(a: &Bound<'_, PyAny>) -> PyResult<Array2<f64>> {
    let a = as_array(a, Some(&DType::FLOAT64))?;
    if a.ndim() != 2 {
        return Err(PyValueError::new_err("expected a matrix"));
    }
    matrix_of(&a)
}

fn indices(py: Python<'_>, v: Vec<usize>) -> PyResult<Py<PyAny>> {
    wrap(py, NdArray::from_vec(v.into_iter().map(|i| i as i64).collect::<Vec<i64>>()))
}

/// A doubly stochastic matrix near a positive one.
#[pyfunction]
pub(super) fn _doubly_stochastic(py: Python<'_>, p: &Bound<'_, PyAny>, tol: f64) -> PyResult<Py<PyAny>> {
    let p = matrix(p)?;
    let found = released(py, || pallasite_optimize::doubly_stochastic(p.view(), tol))?;
    let (rows, columns) = found.dim();
    wrap(py, NdArray::from_vec(found.into_iter().collect()).reshape(&[rows as isize, columns as isize]).py()?)
}

/// The fast approximate method for matrices whose first `seeds` vertices are matched.
#[pyfunction]
pub(super) fn _qap_faq(
    py: Python<'_>,
    a: &Bound<'_, PyAny>,
    b: &Bound<'_, PyAny>,
    seeds: usize,
    start: &Bound<'_, PyAny>,
    maximize: bool,
    maxiter: usize,
    tol: f64,
) -> PyResult<(Py<PyAny>, usize)> {
    let (a, b, start) = (matrix(a)?, matrix(b)?, matrix(start)?);
    let solve = || pallasite_optimize::faq(a.view(), b.view(), seeds, start, maximize, maxiter, tol);
    let (permutation, iterations) = released(py, solve)?.map_err(|e| PyValueError::new_err(e.to_string()))?;
    Ok((indices(py, permutation)?, iterations))
}

/// Exchanges of pairs among the free vertices.
#[pyfunction]
pub(super) fn _qap_two_opt(
    py: Python<'_>,
    a: &Bound<'_, PyAny>,
    b: &Bound<'_, PyAny>,
    permutation: Vec<usize>,
    free: Vec<usize>,
    maximize: bool,
) -> PyResult<(Py<PyAny>, usize)> {
    let (a, b) = (matrix(a)?, matrix(b)?);
    if permutation.len() != a.nrows() || permutation.iter().chain(&free).any(|i| *i >= a.nrows()) {
        return Err(PyValueError::new_err("indices are out of range"));
    }
    let solve = || pallasite_optimize::two_opt(a.view(), b.view(), permutation, &free, maximize);
    let (permutation, tried) = released(py, solve)?;
    Ok((indices(py, permutation)?, tried))
}
