//! The functions of `pallasite.numpy`, a file per family.

mod arguments;
mod broadcast;
mod creation;
pub mod indexing;
pub mod manipulation;
pub mod printing;
mod random;

use pyo3::prelude::*;

/// Adds all functions to the module.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    broadcast::register(m)?;
    creation::register(m)?;
    indexing::register(m)?;
    manipulation::register(m)?;
    printing::register(m)?;
    random::register(m)
}
