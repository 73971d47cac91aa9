//! SciPy's result objects, options and messages.

use super::super::callback::warn;
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

const MODULE: &str = "pallasite.scipy.optimize";

/// A class of `pallasite.scipy.optimize`.
pub(super) fn class<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import(MODULE)?.getattr(name)
}

/// An `OptimizeResult` of these items.
pub(super) fn optimize_result<'py>(
    py: Python<'py>,
    items: impl IntoIterator<Item = (&'static str, Bound<'py, PyAny>)>,
) -> PyResult<Bound<'py, PyAny>> {
    let out = class(py, "OptimizeResult")?.call0()?;
    items.into_iter().try_for_each(|(name, value)| out.set_item(name, value))?;
    Ok(out)
}

/// Any value as a Python object.
pub(super) fn object<'py>(py: Python<'py>, value: impl IntoPyObjectExt<'py>) -> PyResult<Bound<'py, PyAny>> {
    value.into_bound_py_any(py)
}

/// Python's `format % values`, for numbers that have to look as Python's do.
pub(super) fn formatted<'py>(
    py: Python<'py>,
    format: &str,
    values: impl IntoPyObject<'py, Target = PyTuple, Output = Bound<'py, PyTuple>, Error = PyErr>,
) -> PyResult<String> {
    object(py, format)?.rem(values.into_pyobject(py)?)?.extract()
}

/// Python's `print`.
pub(super) fn print(py: Python<'_>, text: &str) -> PyResult<()> {
    py.import("builtins")?.call_method1("print", (text,))?;
    Ok(())
}

/// Warns with `OptimizeWarning`.
pub(super) fn optimize_warning(py: Python<'_>, text: &str) -> PyResult<()> {
    warn(py, MODULE, "OptimizeWarning", text)
}

/// Prints the message of a success, warns of a failure.
pub(super) fn tell(py: Python<'_>, success: bool, text: &str) -> PyResult<()> {
    if success { print(py, text) } else { optimize_warning(py, text) }
}

/// The options of a method, taken one by one; what is left over is unknown.
pub(super) struct Options<'py> {
    left: Bound<'py, PyDict>,
}

impl<'py> Options<'py> {
    pub(super) fn new(py: Python<'py>, given: Option<&Bound<'py, PyDict>>) -> PyResult<Self> {
        let left = match given {
            Some(given) => given.copy()?,
            None => PyDict::new(py),
        };
        Ok(Self { left })
    }

    pub(super) fn set_default(&self, name: &str, value: impl IntoPyObject<'py>) -> PyResult<()> {
        if self.left.contains(name)? { Ok(()) } else { self.left.set_item(name, value) }
    }

    /// The option as it is, absent or `None` alike.
    pub(super) fn object(&self, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        let value = self.left.get_item(name)?;
        if value.is_some() {
            self.left.del_item(name)?;
        }
        Ok(value.filter(|v| !v.is_none()))
    }

    /// The option, if it is there.
    pub(super) fn get<T: for<'a> FromPyObject<'a, 'py>>(&self, name: &str) -> PyResult<Option<T>> {
        self.object(name)?.map(|v| v.extract::<T>().map_err(Into::into)).transpose()
    }

    /// The option as a truth value, or `false`.
    pub(super) fn flag(&self, name: &str) -> PyResult<bool> {
        self.object(name)?.map_or(Ok(false), |v| v.is_truthy())
    }

    /// What nobody has taken.
    pub(super) fn into_dict(self) -> Bound<'py, PyDict> {
        self.left
    }

    /// Warns of the options that nobody took.
    pub(super) fn finish(self, py: Python<'py>) -> PyResult<()> {
        if self.left.is_empty() {
            return Ok(());
        }
        let names =
            self.left.keys().iter().map(|k| Ok(k.str()?.to_string())).collect::<PyResult<Vec<_>>>()?;
        optimize_warning(py, &format!("Unknown solver options: {}", names.join(", ")))
    }
}
