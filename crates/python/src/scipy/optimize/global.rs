//! The searches for the lowest of many minima.

mod annealing;
mod direct;
mod evolution;

use super::minimize::problem::flat;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Adds the searches to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(evolution::differential_evolution, m)?)?;
    m.add_function(wrap_pyfunction!(direct::_direct, m)?)?;
    m.add_function(wrap_pyfunction!(annealing::dual_annealing, m)?)
}

/// A random number generator in Python.
struct Generator<'py> {
    object: Bound<'py, PyAny>,
    /// Whether it is one of the newer kind.
    new: bool,
    /// The list that is shuffled.
    index: Option<Bound<'py, PyAny>>,
}

impl<'py> Generator<'py> {
    fn new(object: &Bound<'py, PyAny>) -> PyResult<Self> {
        Ok(Self { object: object.clone(), new: object.hasattr("integers")?, index: None })
    }

    fn sized(&self, name: &str, size: usize) -> PyResult<Bound<'py, PyAny>> {
        let kwargs = PyDict::new(self.object.py());
        kwargs.set_item("size", size)?;
        self.object.call_method(name, (), Some(&kwargs))
    }

    fn numbers(&self, name: &str, n: usize) -> PyResult<Vec<f64>> {
        flat(&self.sized(name, n)?)
    }
}
