//! `scipy.stats`, of which there is `qmc`.

mod engines;
mod measures;

use pyo3::prelude::*;

/// Adds the functions and classes to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    engines::register(m)?;
    measures::register(m)
}
