//! A Jacobian that is known by its products.

use super::super::function::{VectorFunction, array_from, vector_of};
use pallasite_optimize::{Point, Scheme, directional_derivative};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// The Jacobian of a function, known by its products with vectors, which are differences of the function.
#[pyclass(frozen, name = "LinearOperator", module = "pallasite.scipy.optimize")]
pub(super) struct DifferenceOperator {
    pub function: Py<PyAny>,
    pub scheme: Scheme,
    pub step: f64,
    pub x0: Vec<f64>,
    pub f0: Vec<f64>,
}

#[pymethods]
impl DifferenceOperator {
    /// The product with a vector.
    fn matvec<'py>(&self, x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let f = VectorFunction::new(self.function.bind(x.py()).clone(), Vec::new(), None);
        let p = vector_of(x)?;
        if p.len() != self.x0.len() {
            return Err(PyValueError::new_err("dimension mismatch"));
        }
        let at = |point: Point<'_>, out: &mut [f64]| f.at(point, out);
        array_from(x.py(), directional_derivative(self.scheme, &self.x0, &self.f0, self.step, &p, at)?)
    }

    /// The product with a vector.
    fn dot<'py>(&self, x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.matvec(x)
    }

    fn __matmul__<'py>(&self, x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.matvec(x)
    }

    fn __mul__<'py>(&self, x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.matvec(x)
    }

    fn __call__<'py>(&self, x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.matvec(x)
    }

    #[getter]
    fn shape(&self) -> (usize, usize) {
        (self.f0.len(), self.x0.len())
    }

    #[getter]
    fn dtype<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("pallasite.numpy")?.getattr("dtype")?.call1(("float64",))
    }
}
