//! `scipy.interpolate`: a file per family, each adding its own functions.

mod bpoly;
mod bspline;
mod conditions;
mod coordinates;
mod fitpack;
mod interp1d;
mod making;
mod ndbspline;
mod polynomial;
mod ppoly;
mod rational;
mod rbf;
mod regular_grid;
mod rows;
mod scattered;
mod smoothing;
mod surface;

use pyo3::prelude::*;

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    bpoly::register(m)?;
    bspline::register(m)?;
    coordinates::register(m)?;
    fitpack::register(m)?;
    interp1d::register(m)?;
    making::register(m)?;
    ndbspline::register(m)?;
    polynomial::register(m)?;
    ppoly::register(m)?;
    rational::register(m)?;
    rbf::register(m)?;
    regular_grid::register(m)?;
    scattered::register(m)?;
    smoothing::register(m)?;
    surface::register(m)
}
