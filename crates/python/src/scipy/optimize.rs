//! `scipy.optimize`: roots, minima, least squares and curve fitting.

mod curve_fit;
mod minimize_scalar;
mod newton;
mod result;
mod root_scalar;
mod roots;

use pyo3::prelude::*;

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(curve_fit::leastsq, m)?)?;
    m.add_function(wrap_pyfunction!(curve_fit::curve_fit, m)?)?;
    m.add_function(wrap_pyfunction!(roots::bisect, m)?)?;
    m.add_function(wrap_pyfunction!(roots::ridder, m)?)?;
    m.add_function(wrap_pyfunction!(roots::brentq, m)?)?;
    m.add_function(wrap_pyfunction!(roots::brenth, m)?)?;
    m.add_function(wrap_pyfunction!(roots::toms748, m)?)?;
    m.add_function(wrap_pyfunction!(newton::newton, m)?)?;
    m.add_function(wrap_pyfunction!(root_scalar::root_scalar, m)?)?;
    m.add_function(wrap_pyfunction!(minimize_scalar::minimize_scalar, m)?)?;
    m.add_function(wrap_pyfunction!(minimize_scalar::brent, m)?)?;
    m.add_function(wrap_pyfunction!(minimize_scalar::golden, m)?)?;
    m.add_function(wrap_pyfunction!(minimize_scalar::fminbound, m)?)?;
    m.add_function(wrap_pyfunction!(minimize_scalar::bracket, m)?)
}
