//! What the user is told of while a method runs and when it ends.

use super::super::super::callback::warn;
use super::super::curve_fit::vector;
use super::super::result::{formatted, object, optimize_result, print};
use crate::scalar::float64;
use pyo3::exceptions::PyStopIteration;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

/// A callback of the user after each iteration, in either of SciPy's two forms.
#[pyclass]
pub(in super::super) struct IterationCallback {
    function: Py<PyAny>,
    /// Whether the function takes `intermediate_result`.
    #[pyo3(get)]
    by_result: bool,
    /// Whether the function has raised `StopIteration`.
    #[pyo3(get)]
    stop_iteration: bool,
}

#[pymethods]
impl IterationCallback {
    #[new]
    pub(in super::super) fn new(function: &Bound<'_, PyAny>) -> PyResult<Self> {
        let by_result = takes_result(function)?;
        Ok(Self { function: function.clone().unbind(), by_result, stop_iteration: false })
    }

    /// Calls the function with what an iteration has come to.
    pub(in super::super) fn __call__(
        slf: &Bound<'_, Self>,
        intermediate_result: &Bound<'_, PyAny>,
    ) -> PyResult<bool> {
        let (py, by_result) = (slf.py(), slf.borrow().by_result);
        let function = slf.borrow().function.clone_ref(py);
        let function = function.bind(py);
        let answer = if by_result {
            let kwargs = PyDict::new(py);
            kwargs.set_item("intermediate_result", intermediate_result)?;
            function.call((), Some(&kwargs))
        } else {
            function.call1((intermediate_result.get_item("x")?,))
        };
        match answer {
            Err(e) if e.is_instance_of::<PyStopIteration>(py) => {
                slf.borrow_mut().stop_iteration = true;
                Ok(true)
            }
            answer => answer.map(|_| false),
        }
    }
}

/// Whether a callback takes `intermediate_result`, SciPy's newer form.
pub(super) fn takes_result(function: &Bound<'_, PyAny>) -> PyResult<bool> {
    let signature = function.py().import("inspect")?.call_method1("signature", (function,))?;
    let names = signature.getattr("parameters")?.try_iter()?.collect::<PyResult<Vec<_>>>()?;
    Ok(names.len() == 1 && names[0].extract::<String>()? == "intermediate_result")
}

/// Who is told of iterates: the user's callback, and the list of all iterates.
pub(super) struct Report<'py> {
    py: Python<'py>,
    callback: Option<Bound<'py, IterationCallback>>,
    path: Option<Bound<'py, PyList>>,
}

impl<'py> Report<'py> {
    pub(super) fn new(
        py: Python<'py>,
        callback: Option<&Bound<'py, PyAny>>,
        return_all: bool,
    ) -> PyResult<Self> {
        let of = |c: &Bound<'py, PyAny>| match c.cast::<IterationCallback>() {
            Ok(ready) => Ok(ready.clone()),
            Err(_) => Bound::new(py, IterationCallback::new(c)?),
        };
        let callback = callback.filter(|c| !c.is_none()).map(of).transpose()?;
        Ok(Self { py, callback, path: return_all.then(|| PyList::empty(py)) })
    }

    /// Notes where the path begins.
    pub(super) fn start(&self, x: &[f64]) -> PyResult<()> {
        self.path.as_ref().map_or(Ok(()), |p| p.append(vector(self.py, x)?))
    }

    /// Tells of an iterate; true when the callback wants to stop.
    pub(super) fn tell(&self, x: &[f64], fun: Bound<'py, PyAny>) -> PyResult<bool> {
        self.start(x)?;
        let Some(callback) = &self.callback else { return Ok(false) };
        let point = vector(self.py, x)?.into_bound(self.py);
        IterationCallback::__call__(callback, &optimize_result(self.py, [("x", point), ("fun", fun)])?)
    }

    /// Adds the path to a result, if it was wanted.
    pub(super) fn finish(&self, result: &Bound<'py, PyAny>) -> PyResult<()> {
        self.path.as_ref().map_or(Ok(()), |p| result.set_item("allvecs", p))
    }
}

/// Prints the message of a success or warns with a category; then prints the counts.
pub(super) fn show(
    py: Python<'_>,
    (success, text): (bool, &str),
    category: Category,
    fun: f64,
    counts: &[(&str, usize)],
) -> PyResult<()> {
    match (success, category) {
        (true, _) => print(py, text)?,
        (false, Category::Runtime | Category::RuntimeOnly) => warn(py, "builtins", "RuntimeWarning", text)?,
        (false, Category::Optimize) => super::super::result::optimize_warning(py, text)?,
    }
    if !success && category == Category::RuntimeOnly {
        return Ok(());
    }
    print(py, &formatted(py, "         Current function value: %f", (fun,))?)?;
    counts.iter().try_for_each(|(name, count)| print(py, &format!("         {name}: {count}")))
}

/// How a method warns of a failure when it is to print.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Category {
    Runtime,
    /// Without the counts after the warning.
    RuntimeOnly,
    Optimize,
}

/// A number as the objective gave it: a plain float, or a scalar.
pub(super) fn number(py: Python<'_>, value: f64, plain: bool) -> Bound<'_, PyAny> {
    if plain { pyo3::types::PyFloat::new(py, value).into_any() } else { float64(py, value) }
}

/// The items that all results have.
pub(super) fn items<'py>(
    py: Python<'py>,
    x: &[f64],
    fun: Bound<'py, PyAny>,
    (status, message): (i32, &str),
    nit: usize,
    nfev: usize,
) -> PyResult<Vec<(&'static str, Bound<'py, PyAny>)>> {
    Ok(vec![
        ("fun", fun),
        ("nit", object(py, nit)?),
        ("nfev", object(py, nfev)?),
        ("status", object(py, status)?),
        ("success", object(py, status == 0)?),
        ("message", object(py, message)?),
        ("x", vector(py, x)?.into_bound(py)),
    ])
}
