//! The functions of `pallasite.numpy`, a file per family.

pub mod printing;

use pyo3::prelude::*;

/// Adds all functions to the module.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    printing::register(m)
}
