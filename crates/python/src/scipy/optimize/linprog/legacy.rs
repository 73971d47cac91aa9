//! The methods that SciPy keeps for old programs: `simplex`, `revised simplex` and `interior-point`.

use super::super::super::callback::warn;
use super::super::result::optimize_warning;
use super::inputs::{Clean, Given, is_sparse};
use pyo3::exceptions::{PyNotImplementedError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Refuses or announces sparse constraints, as the method takes them.
pub(super) fn check_sparse(py: Python<'_>, given: &Given, options: &Bound<'_, PyDict>, method: &str) -> PyResult<()> {
    let sparse = [given.a_ub, given.a_eq].into_iter().flatten().any(is_sparse);
    if !sparse {
        return Ok(());
    }
    if matches!(method, "simplex" | "revised simplex") {
        return Err(PyValueError::new_err(format!(
            "Method '{method}' does not support sparse constraint matrices. Please consider using one of \
             {{'highs', 'highs-ds', 'highs-ipm'}}."
        )));
    }
    if method == "interior-point" && !options.get_item("sparse")?.is_some_and(|s| s.is_truthy().unwrap_or(false)) {
        optimize_warning(py, "Sparse constraint matrix detected; setting 'sparse':True.")?;
    }
    Ok(())
}

pub(super) fn linprog<'py>(
    py: Python<'py>,
    _clean: &Clean,
    method: &str,
    _callback: Option<&Bound<'py, PyAny>>,
    _options: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, PyAny>> {
    warn(
        py,
        "builtins",
        "DeprecationWarning",
        &format!(
            "`method='{method}'` is deprecated and will be removed in SciPy 1.11.0. Please use one of the HiGHS \
             solvers (e.g. `method='highs'`) in new code."
        ),
    )?;
    Err(PyNotImplementedError::new_err(method.to_owned()))
}
