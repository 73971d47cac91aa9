//! The functions of `pallasite.numpy`, a file per family.

mod io;
pub mod printing;
mod random;

use pyo3::prelude::*;

/// Adds all functions to the module.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    io::register(m)?;
    printing::register(m)?;
    random::register(m)
}
