//! What `LinearNDInterpolator`, `CloughTocher2DInterpolator` and `NearestNDInterpolator` compute.

use super::super::spatial::{Triangulation, doubles, shaped, spatial_error};
use super::rows::Rows;
use crate::array::wrap;
use crate::coerce::as_array;
use crate::interrupt::released;
use pallasite_interpolate::scattered::{CloughTocher2d, LinearNd, Scaling, gradients};
use pallasite_spatial::SpatialError;
use pyo3::prelude::*;

/// An interpolant of rows of values at points.
fn evaluated(
    py: Python<'_>,
    values: &Rows,
    xi: &Bound<'_, PyAny>,
    evaluate: impl Fn(&[f64]) -> Result<Vec<f64>, SpatialError> + Sync,
) -> PyResult<Py<PyAny>> {
    let (xi, mut shape) = doubles(xi)?;
    shape.pop();
    let found = released(py, || evaluate(&xi))?.map_err(spatial_error)?;
    wrap(py, values.array(found, &shape, 1)?)
}

/// The fill value, of the type of the values, once for each.
fn fill_row(fill: &Bound<'_, PyAny>, values: &Rows) -> PyResult<Vec<f64>> {
    let fill = Rows::of(&as_array(fill, None)?)?;
    let (re, im) = (fill.data()[0], fill.data().get(1).copied().unwrap_or(0.0));
    let width = values.width(1);
    Ok((0..width).map(|i| if values.complex && i % 2 == 1 { im } else { re }).collect())
}

/// The piecewise linear interpolant.
#[pyclass(frozen, name = "_LinearNd", module = "pallasite._core")]
pub struct PyLinearNd {
    inner: LinearNd,
    values: Rows,
    fill: Vec<f64>,
}

#[pymethods]
impl PyLinearNd {
    #[new]
    fn new(
        triangulation: &Bound<'_, Triangulation>,
        values: &Bound<'_, PyAny>,
        fill: &Bound<'_, PyAny>,
    ) -> PyResult<PyLinearNd> {
        let values = Rows::of(&as_array(values, None)?)?;
        let inner = LinearNd::new(triangulation.get().0.clone(), values.data().to_vec(), values.width(1));
        Ok(PyLinearNd { inner, fill: fill_row(fill, &values)?, values })
    }

    fn evaluate(&self, py: Python<'_>, xi: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        evaluated(py, &self.values, xi, |xi| self.inner.evaluate(xi, &self.fill))
    }
}

/// The smooth piecewise cubic interpolant.
#[pyclass(frozen, name = "_CloughTocher2d", module = "pallasite._core")]
pub struct PyCloughTocher2d {
    inner: CloughTocher2d,
    values: Rows,
    fill: Vec<f64>,
}

#[pymethods]
impl PyCloughTocher2d {
    #[new]
    fn new(
        py: Python<'_>,
        triangulation: &Bound<'_, Triangulation>,
        values: &Bound<'_, PyAny>,
        fill: &Bound<'_, PyAny>,
        tol: f64,
        maxiter: usize,
    ) -> PyResult<PyCloughTocher2d> {
        let values = Rows::of(&as_array(values, None)?)?;
        let tri = triangulation.get().0.clone();
        let fit = || CloughTocher2d::new(tri, values.data(), values.width(1), tol, maxiter);
        let inner = released(py, fit)?;
        Ok(PyCloughTocher2d { inner: inner.map_err(spatial_error)?, fill: fill_row(fill, &values)?, values })
    }

    #[getter]
    fn converged(&self) -> bool {
        self.inner.converged()
    }

    fn evaluate(&self, py: Python<'_>, xi: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        evaluated(py, &self.values, xi, |xi| self.inner.evaluate(xi, &self.fill))
    }
}

/// Gradients at the points of a triangulation: points, then the axes behind the first of the values, then two.
#[pyfunction]
fn _estimate_gradients_2d(
    py: Python<'_>,
    triangulation: &Bound<'_, Triangulation>,
    values: &Bound<'_, PyAny>,
    tol: f64,
    maxiter: usize,
) -> PyResult<(Py<PyAny>, bool)> {
    let (values, shape) = doubles(values)?;
    let width = shape[1..].iter().product::<usize>();
    let mut out = vec![0.0; 2 * values.len()];
    let mut converged = true;
    for column in 0..width {
        let f: Vec<f64> = values[column..].iter().step_by(width).copied().collect();
        let (found, good) = gradients(&triangulation.get().0, &f, tol, maxiter);
        converged &= good;
        for (i, pair) in found.chunks_exact(2).enumerate() {
            out[2 * (i * width + column)..][..2].copy_from_slice(pair);
        }
    }
    Ok((shaped(py, out, &[&shape[..], &[2]].concat())?, converged))
}

/// Shift and scale of coordinates.
#[pyclass(frozen, name = "_Scaling", module = "pallasite._core")]
pub struct PyScaling(Scaling);

#[pymethods]
impl PyScaling {
    #[new]
    fn new(points: &Bound<'_, PyAny>) -> PyResult<PyScaling> {
        let (points, shape) = doubles(points)?;
        Ok(PyScaling(Scaling::of(&points, shape[1])))
    }

    fn apply(&self, py: Python<'_>, points: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let (mut points, shape) = doubles(points)?;
        self.0.apply(&mut points);
        shaped(py, points, &shape)
    }
}

/// Adds the classes and the function to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<PyLinearNd>()?;
    m.add_class::<PyCloughTocher2d>()?;
    m.add_class::<PyScaling>()?;
    m.add_function(wrap_pyfunction!(_estimate_gradients_2d, m)?)
}
