//! `numpy.random`: bit generators, `Generator` and `RandomState`.

mod bits;
mod draw;
mod generator;
mod legacy;
mod rows;
mod seed;
mod sequences;

use pallasite_numpy::random::RandomError;
use pyo3::exceptions::{PyMemoryError, PyTypeError, PyValueError};
use pyo3::prelude::*;

/// The exception for an error of the random crate.
fn random_err(e: RandomError) -> PyErr {
    match e {
        RandomError::OutOfMemory { .. } => PyMemoryError::new_err(e.to_string()),
        RandomError::NoSeedSequence => PyTypeError::new_err(e.to_string()),
        _ => PyValueError::new_err(e.to_string()),
    }
}

/// Adds the classes to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    bits::register(m)?;
    m.add_class::<seed::PySeedSequence>()?;
    m.add_class::<generator::PyGenerator>()?;
    m.add_class::<legacy::PyRandomState>()
}
