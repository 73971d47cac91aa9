//! A random number generator in Python, as the crates below see it.

use super::spatial::doubles;
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::DType;
use pallasite_qmc::Random;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// A `Generator` or a `RandomState`.
pub(super) struct Generator<'py> {
    pub object: Bound<'py, PyAny>,
    /// Whether it is one of the newer kind.
    pub new: bool,
}

impl<'py> Generator<'py> {
    pub fn new(object: &Bound<'py, PyAny>) -> PyResult<Self> {
        Ok(Self { object: object.clone(), new: object.hasattr("integers")? })
    }

    fn sized(&self, name: &str, size: usize) -> PyResult<Bound<'py, PyAny>> {
        let kwargs = PyDict::new(self.object.py());
        kwargs.set_item("size", size)?;
        self.object.call_method(name, (), Some(&kwargs))
    }

    fn integers(&self) -> &'static str {
        if self.new { "integers" } else { "randint" }
    }
}

/// The elements of an array of integers.
pub(super) fn whole(object: &Bound<'_, PyAny>) -> PyResult<Vec<usize>> {
    let values = as_array(object, Some(&DType::INT64))?.cast_vec::<i64>().py()?;
    Ok(values.into_iter().map(|i| i as usize).collect())
}

impl Random<PyErr> for Generator<'_> {
    fn uniforms(&mut self, n: usize) -> PyResult<Vec<f64>> {
        Ok(doubles(&self.sized("uniform", n)?)?.0)
    }

    fn normals(&mut self, n: usize) -> PyResult<Vec<f64>> {
        Ok(doubles(&self.sized("standard_normal", n)?)?.0)
    }

    fn below(&mut self, n: usize) -> PyResult<usize> {
        self.object.call_method1(self.integers(), (n,))?.extract()
    }

    fn many_below(&mut self, n: usize, count: usize) -> PyResult<Vec<usize>> {
        let kwargs = PyDict::new(self.object.py());
        kwargs.set_item("size", count)?;
        whole(&self.object.call_method(self.integers(), (n,), Some(&kwargs))?)
    }

    fn permutation(&mut self, n: usize) -> PyResult<Vec<usize>> {
        whole(&self.object.call_method1("permutation", (n,))?)
    }
}
