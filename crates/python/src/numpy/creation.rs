//! Bindings of the creation functions.

mod filled;
mod grids;
mod like;
mod matrices;
mod objects;
mod ranges;
mod sources;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

type Object<'a, 'py> = Option<&'a Bound<'py, PyAny>>;

fn check_device(device: Option<&str>) -> PyResult<()> {
    match device {
        None | Some("cpu") => Ok(()),
        Some(d) => Err(PyValueError::new_err(format!(
            "Device not understood. Only \"cpu\" is allowed, but received: {d}"
        ))),
    }
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    filled::register(m)?;
    grids::register(m)?;
    like::register(m)?;
    matrices::register(m)?;
    objects::register(m)?;
    ranges::register(m)?;
    sources::register(m)
}
