//! Python functions as the callbacks of the crates, and warnings.

use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::{DType, NdArray};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// A Python function of variables, and the arguments that follow them.
///
/// Each call looks for signals first, so that Ctrl-C ends an iteration.
pub(super) struct Callback<'py> {
    pub function: Bound<'py, PyAny>,
    pub after: Vec<Bound<'py, PyAny>>,
}

/// SciPy's `args`: a tuple of arguments, or a single one.
pub(super) fn arguments<'py>(args: Option<&Bound<'py, PyAny>>) -> Vec<Bound<'py, PyAny>> {
    match args {
        None => Vec::new(),
        Some(a) => a.cast::<PyTuple>().map_or_else(|_| vec![a.clone()], |t| t.iter().collect()),
    }
}

/// Calls a function with `first`, then the arguments that always follow.
pub(super) fn call<'py, const N: usize>(
    function: &Bound<'py, PyAny>,
    first: [&Bound<'py, PyAny>; N],
    after: &[Bound<'py, PyAny>],
) -> PyResult<Bound<'py, PyAny>> {
    let py = function.py();
    py.check_signals()?;
    if let ([x], []) = (&first[..], after) {
        // No tuple is made for a single argument.
        return function.call1((x,));
    }
    function.call1(PyTuple::new(py, first.into_iter().chain(after).collect::<Vec<_>>())?)
}

impl<'py> Callback<'py> {
    /// Calls with one variable, given as a Python object.
    pub fn one(&self, x: Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        call(&self.function, [&x], &self.after)
    }

    /// The value at one variable, which the function sees as a `float64`.
    pub fn at(&self, x: f64) -> PyResult<f64> {
        real(&self.one(crate::scalar::float64(self.function.py(), x))?)
    }

    /// Calls with the variables as Python floats; what comes back is as the function made it.
    pub fn floats(&self, x: impl IntoIterator<Item = f64>) -> PyResult<Bound<'py, PyAny>> {
        let py = self.function.py();
        py.check_signals()?;
        let float = |x: f64| pyo3::types::PyFloat::new(py, x).into_any();
        let mut x = x.into_iter();
        if self.after.is_empty() && x.size_hint() == (1, Some(1)) {
            // No tuple is made for a single argument.
            return self.function.call1((float(x.next().unwrap_or(f64::NAN)),));
        }
        let arguments: Vec<_> = x.map(float).chain(self.after.iter().cloned()).collect();
        self.function.call1(PyTuple::new(py, arguments)?)
    }
}

/// The one number that a callback returned: a float, a scalar, or an array of one element.
pub(super) fn real(object: &Bound<'_, PyAny>) -> PyResult<f64> {
    if let Ok(float) = object.cast::<pyo3::types::PyFloat>() {
        return Ok(float.value());
    }
    if object.hasattr("shape")? {
        let array = values(object)?;
        if array.size() == 1 {
            return Ok(array.cast_vec::<f64>().py()?[0]);
        }
    }
    object.extract()
}

/// The numbers that a callback returned.
fn values(object: &Bound<'_, PyAny>) -> PyResult<NdArray> {
    as_array(object, Some(&DType::FLOAT64))
}

/// Warns the caller with a class of `module`.
pub(super) fn warn(py: Python<'_>, module: &str, category: &str, text: &str) -> PyResult<()> {
    let category = py.import(module)?.getattr(category)?;
    py.import("warnings")?.call_method1("warn", (text, category, 1))?;
    Ok(())
}
