//! The solvers of initial value problems: objects behind `RK45`, `BDF` and so on, and their interpolants.

mod dopri;
pub(super) mod events;
pub(super) mod function;
pub(super) mod interpolant;
mod multistep;
pub(super) mod options;
pub(super) mod solution;
pub(super) mod solver;

use dopri::_dopri;
use pyo3::prelude::*;

/// Adds the classes to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(_dopri, m)?)?;
    m.add_class::<multistep::Multistep>()?;
    m.add_class::<solver::PySolver>()?;
    m.add_class::<interpolant::Interpolant>()?;
    m.add_class::<solution::Solution>()
}
