//! The functions of `pallasite.numpy`, a file per family.

mod arguments;
mod broadcast;
mod creation;
mod einsum;
mod fft;
pub mod indexing;
mod io;
pub(crate) mod linalg;
pub mod logic;
pub mod manipulation;
pub mod mathematics;
mod polynomial;
pub mod printing;
mod promotion;
mod random;
pub mod reduction;
mod sets;
pub(crate) mod signature;
pub mod sorting;
pub mod statistics;
mod windows;

pub use arguments::check_cast;
use pyo3::prelude::*;

/// Adds all functions to the module.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    broadcast::register(m)?;
    creation::register(m)?;
    einsum::register(m)?;
    fft::register(m)?;
    linalg::register(m)?;
    logic::register(m)?;
    mathematics::register(m)?;
    polynomial::register(m)?;
    promotion::register(m)?;
    sets::register(m)?;
    sorting::register(m)?;
    statistics::register(m)?;
    windows::register(m)?;
    indexing::register(m)?;
    manipulation::register(m)?;
    io::register(m)?;
    printing::register(m)?;
    random::register(m)
}
