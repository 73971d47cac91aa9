//! Updates of approximations of Hessian matrices.

use super::super::curve_fit::matrix;
use super::problem::flat;
use crate::coerce::as_array;
use crate::error::IntoPy;
use ndarray::Array2;
use pallasite_array::DType;
use pallasite_optimize::{Curvature, bfgs_update, first_scale, sr1_update};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// A square matrix in standard order, and vectors of as many numbers.
pub(super) fn square(a: &Bound<'_, PyAny>, vectors: &[&[f64]]) -> PyResult<Array2<f64>> {
    let a = as_array(a, Some(&DType::FLOAT64))?;
    let n = a.shape().first().copied().unwrap_or(0);
    if a.shape() != [n, n] || vectors.iter().any(|v| v.len() != n) {
        let shape = pallasite_array::error::tuple(a.shape());
        return Err(PyValueError::new_err(format!("a matrix of shape {shape} does not fit the vectors")));
    }
    Array2::from_shape_vec((n, n), a.cast_vec::<f64>().py()?)
        .map_err(|e| PyValueError::new_err(e.to_string()))
}

/// The BFGS update of `m`, which then takes `w` to `z`.
#[pyfunction]
pub(in super::super) fn hessian_bfgs_update(
    py: Python<'_>,
    m: &Bound<'_, PyAny>,
    w: &Bound<'_, PyAny>,
    z: &Bound<'_, PyAny>,
    min_curvature: f64,
    damp: bool,
    inverse: bool,
) -> PyResult<Py<PyAny>> {
    let (w, z) = (flat(w)?, flat(z)?);
    let mut m = square(m, &[&w, &z])?;
    bfgs_update(&mut m, &w, &z, Curvature { least: min_curvature, damp, inverse });
    matrix(py, m)
}

/// The symmetric update of rank one of `m`, which then takes `w` to `z`.
#[pyfunction]
pub(in super::super) fn hessian_sr1_update(
    py: Python<'_>,
    m: &Bound<'_, PyAny>,
    w: &Bound<'_, PyAny>,
    z: &Bound<'_, PyAny>,
    min_denominator: f64,
) -> PyResult<Py<PyAny>> {
    let (w, z) = (flat(w)?, flat(z)?);
    let mut m = square(m, &[&w, &z])?;
    sr1_update(&mut m, &w, &z, min_denominator);
    matrix(py, m)
}

/// What the identity is multiplied by before the first update.
#[pyfunction]
pub(in super::super) fn hessian_first_scale(
    delta_x: &Bound<'_, PyAny>,
    delta_grad: &Bound<'_, PyAny>,
    hessian: bool,
) -> PyResult<f64> {
    Ok(first_scale(&flat(delta_x)?, &flat(delta_grad)?, hessian))
}
