//! What `BSpline` computes.

use pyo3::prelude::*;

/// Adds the functions to the module.
pub(super) fn register(_m: &Bound<'_, PyModule>) -> PyResult<()> {
    Ok(())
}
