//! What `Delaunay` computes.

use super::{doubles, shaped, spatial_error};
use crate::interrupt::released;
use pallasite_spatial::{DEFAULT_TOLERANCE, Delaunay};
use pyo3::prelude::*;
use std::sync::Arc;

/// A triangulation; its tables are made anew at each call.
#[pyclass(frozen, name = "_Triangulation", module = "pallasite._core")]
pub struct Triangulation(pub Arc<Delaunay>);

#[pymethods]
impl Triangulation {
    #[new]
    fn new(py: Python<'_>, points: &Bound<'_, PyAny>) -> PyResult<Triangulation> {
        let (points, shape) = doubles(points)?;
        let made = released(py, || Delaunay::new(&points, shape[1]))?;
        made.map(|d| Triangulation(Arc::new(d))).map_err(spatial_error)
    }

    fn with_points(&self, py: Python<'_>, more: &Bound<'_, PyAny>) -> PyResult<Triangulation> {
        let more = doubles(more)?.0;
        let made = released(py, || self.0.with_points(&more))?;
        made.map(|d| Triangulation(Arc::new(d))).map_err(spatial_error)
    }

    fn points(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        shaped(py, self.0.points().to_vec(), &[self.0.npoints(), self.0.ndim()])
    }

    fn simplices(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        shaped(py, self.0.simplices().to_vec(), &[self.0.nsimplex(), self.0.ndim() + 1])
    }

    fn neighbors(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        shaped(py, self.0.neighbors().to_vec(), &[self.0.nsimplex(), self.0.ndim() + 1])
    }

    fn coplanar(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let rows = self.0.coplanar();
        shaped(py, rows.concat(), &[rows.len(), 3])
    }

    fn vertex_to_simplex(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        shaped(py, self.0.vertex_to_simplex().to_vec(), &[self.0.npoints()])
    }

    fn min_bound(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        shaped(py, self.0.min_bound().to_vec(), &[self.0.ndim()])
    }

    fn max_bound(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        shaped(py, self.0.max_bound().to_vec(), &[self.0.ndim()])
    }

    fn paraboloid(&self) -> (f64, f64) {
        (self.0.paraboloid_scale(), self.0.paraboloid_shift())
    }

    fn equations(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        shaped(py, self.0.equations().to_vec(), &[self.0.nsimplex(), self.0.ndim() + 2])
    }

    fn transform(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let n = self.0.ndim();
        shaped(py, self.0.transform().to_vec(), &[self.0.nsimplex(), n + 1, n])
    }

    fn convex_hull(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let facets = self.0.convex_hull();
        let shape = [facets.len() / self.0.ndim(), self.0.ndim()];
        shaped(py, facets, &shape)
    }

    fn vertex_neighbor_vertices(&self, py: Python<'_>) -> PyResult<(Py<PyAny>, Py<PyAny>)> {
        let (indptr, indices) = self.0.vertex_neighbor_vertices();
        let shapes = ([indptr.len()], [indices.len()]);
        Ok((shaped(py, indptr, &shapes.0)?, shaped(py, indices, &shapes.1)?))
    }

    #[pyo3(signature = (xi, bruteforce, tol=None))]
    fn find_simplex(
        &self,
        py: Python<'_>,
        xi: &Bound<'_, PyAny>,
        bruteforce: bool,
        tol: Option<f64>,
    ) -> PyResult<Py<PyAny>> {
        let (xi, shape) = doubles(xi)?;
        let tol = tol.unwrap_or(DEFAULT_TOLERANCE);
        let found = released(py, || self.0.find_simplex(&xi, bruteforce, tol))?.map_err(spatial_error)?;
        shaped(py, found, &shape[..shape.len() - 1])
    }

    fn lift_points(&self, py: Python<'_>, x: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let (x, mut shape) = doubles(x)?;
        let lifted = x.chunks_exact(self.0.ndim()).flat_map(|p| p.iter().copied().chain([self.0.lift(p)]));
        let lifted = lifted.collect();
        *shape.last_mut().expect("points have coordinates") += 1;
        shaped(py, lifted, &shape)
    }

    fn plane_distance(&self, py: Python<'_>, xi: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let (xi, mut shape) = doubles(xi)?;
        let distances = xi.chunks_exact(self.0.ndim()).flat_map(|p| self.0.plane_distance(p)).collect();
        *shape.last_mut().expect("points have coordinates") = self.0.nsimplex();
        shaped(py, distances, &shape)
    }
}
