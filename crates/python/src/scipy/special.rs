//! `scipy.special`: the ufuncs of its table, and functions on arrays.
//!
//! They have a module of their own, `pallasite._core.special`: `special.cbrt` is not `numpy.cbrt`.

mod bessel;
mod counting;
pub mod errors;
mod gamma;
mod legendre;
mod quadrature;
mod softmax;
mod waves;

use pallasite_ufunc::Ufunc;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// `ufunc(*args)`.
fn call<'py>(py: Python<'py>, ufunc: &'static Ufunc, args: &[&Bound<'py, PyAny>]) -> PyResult<Py<PyAny>> {
    crate::ufunc::call_object(py, ufunc)?.call1(py, PyTuple::new(py, args.iter().copied())?)
}

/// Adds the module to `m`, and to `sys.modules` so that names can be imported from it.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    let special = PyModule::new(m.py(), "special")?;
    crate::ufunc::add_package(&special, "special")?;
    bessel::register(&special)?;
    counting::register(&special)?;
    errors::register(&special)?;
    gamma::register(&special)?;
    legendre::register(&special)?;
    quadrature::register(&special)?;
    softmax::register(&special)?;
    waves::register(&special)?;
    m.add_submodule(&special)?;
    m.py().import("sys")?.getattr("modules")?.set_item("pallasite._core.special", special)
}
