//! The functions of `pallasite.scipy`, a file per sub-package.

mod callback;
mod integrate;
mod interpolate;
mod optimize;
mod random;
mod spare;
mod spatial;
pub mod special;
mod stats;

use pyo3::prelude::*;

/// Adds all functions to the module.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    integrate::register(m)?;
    interpolate::register(m)?;
    optimize::register(m)?;
    spatial::register(m)?;
    special::register(m)?;
    stats::register(m)
}
