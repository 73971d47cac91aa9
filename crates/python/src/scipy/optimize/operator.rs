//! Linear operators of Python.

use super::function::array_from;
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::DType;
use pallasite_optimize::LinearOperator;
use pyo3::prelude::*;

/// An object with `matvec` and `rmatvec`, as `LinearOperator` of SciPy's.
pub struct Operator {
    pub object: Py<PyAny>,
    pub shape: (usize, usize),
}

impl Operator {
    fn product(&self, name: &str, x: &[f64]) -> PyResult<Vec<f64>> {
        Python::attach(|py| {
            let value = self.object.bind(py).call_method1(name, (array_from(py, x.to_vec())?,))?;
            as_array(&value, Some(&DType::FLOAT64))?.cast_vec().py()
        })
    }
}

impl LinearOperator for Operator {
    type Error = PyErr;

    fn shape(&self) -> (usize, usize) {
        self.shape
    }

    fn dot(&self, x: &[f64]) -> PyResult<Vec<f64>> {
        self.product("matvec", x)
    }

    fn transposed_dot(&self, y: &[f64]) -> PyResult<Vec<f64>> {
        self.product("rmatvec", y)
    }
}
