//! `scipy.interpolate`: a file per family, each adding its own functions.

mod bspline;
mod conditions;
mod fitpack;
mod interp1d;
mod ppoly;
mod rows;
mod surface;

use pyo3::prelude::*;

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    bspline::register(m)?;
    fitpack::register(m)?;
    interp1d::register(m)?;
    ppoly::register(m)?;
    surface::register(m)
}
