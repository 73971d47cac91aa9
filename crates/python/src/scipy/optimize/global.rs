//! The searches for the lowest of many minima.

mod annealing;
mod direct;
mod evolution;
mod shgo;

use super::super::random::Generator;
use super::curve_fit::matrix;
use ndarray::Array2;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// Adds the searches to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<evolution::Evolution>()?;
    m.add_function(wrap_pyfunction!(evolution::_first_population, m)?)?;
    m.add_function(wrap_pyfunction!(evolution::_convergence, m)?)?;
    m.add_function(wrap_pyfunction!(direct::_direct, m)?)?;
    m.add_function(wrap_pyfunction!(shgo::_shgo, m)?)?;
    m.add_function(wrap_pyfunction!(annealing::dual_annealing, m)?)
}

/// Places as the rows of a matrix.
fn rows(py: Python<'_>, places: &[Vec<f64>]) -> PyResult<Py<PyAny>> {
    let n = places.first().map_or(0, Vec::len);
    let flat = Array2::from_shape_vec((places.len(), n), places.concat());
    matrix(py, flat.map_err(|e| PyValueError::new_err(e.to_string()))?)
}
