//! The solvers of initial value problems: objects behind `RK45`, `BDF` and so on, and their interpolants.

pub(super) mod events;
pub(super) mod function;
pub(super) mod interpolant;
pub(super) mod options;
pub(super) mod solution;
pub(super) mod solver;

use pyo3::prelude::*;

/// Adds the classes to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<solver::PySolver>()?;
    m.add_class::<interpolant::Interpolant>()?;
    m.add_class::<solution::Solution>()
}
