//! The functions of `pallasite.numpy`, a file per family.

mod arguments;
mod broadcast;
mod creation;
mod fft;
pub mod indexing;
pub mod manipulation;
mod io;
mod linalg;
pub mod printing;
mod random;

use pyo3::prelude::*;

/// Adds all functions to the module.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    broadcast::register(m)?;
    creation::register(m)?;
    fft::register(m)?;
    linalg::register(m)?;
    indexing::register(m)?;
    manipulation::register(m)?;
    io::register(m)?;
    printing::register(m)?;
    random::register(m)
}
