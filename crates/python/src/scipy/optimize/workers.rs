//! SciPy's `workers`: processes, or a callable like `map`, that evaluate a function at many points.

use super::function::array_from;
use pallasite_optimize::{Point, Stencil};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

/// A callable that maps over a list, and what has to be done when it is no longer needed.
pub(super) struct Workers<'py> {
    map: Option<Bound<'py, PyAny>>,
    context: Option<Bound<'py, PyAny>>,
}

impl<'py> Workers<'py> {
    pub fn new(py: Python<'py>, workers: Option<&Bound<'py, PyAny>>) -> PyResult<Self> {
        let Some(workers) = workers.filter(|w| !w.is_none()) else {
            return Ok(Self { map: None, context: None });
        };
        if workers.is(&py.import("builtins")?.getattr("map")?) {
            return Ok(Self { map: None, context: None });
        }
        let class = py.import("pallasite.scipy.optimize._workers")?.getattr("Workers")?;
        let context = class.call1((workers,))?;
        let map = context.call_method0("__enter__")?;
        Ok(Self { map: Some(map), context: Some(context) })
    }

    /// Whether there are any: without, whoever wants values calls the function.
    pub fn any(&self) -> bool {
        self.map.is_some()
    }

    /// The values at all points of a stencil, computed by the workers.
    pub fn values(&self, call: &Bound<'py, PyAny>, stencil: &Stencil) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let Some(map) = &self.map else { return Ok(Vec::new()) };
        let py = call.py();
        let points = PyList::empty(py);
        stencil.points(|point| match point {
            Point::Real(x) => points.append(array_from(py, x.to_vec())?),
            Point::Complex(z) => points.append(array_from(py, z.to_vec())?),
        })?;
        map.call1((call, points))?.try_iter()?.collect()
    }
}

impl Drop for Workers<'_> {
    fn drop(&mut self) {
        if let Some(context) = &self.context {
            // An exception here would hide the one that brought us here.
            let none = context.py().None();
            let _ = context.call_method1("__exit__", (&none, &none, &none));
        }
    }
}

/// A function with the arguments that follow its variables, for other processes too.
pub(super) fn with_arguments<'py>(
    function: &Bound<'py, PyAny>,
    after: &[Bound<'py, PyAny>],
    kwargs: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = function.py();
    let class = py.import("pallasite.scipy.optimize._workers")?.getattr("WithArguments")?;
    class.call1((function, PyTuple::new(py, after)?, kwargs))
}

/// What is wrong with a map that returns less than it was given.
pub(super) fn too_few() -> PyErr {
    PyValueError::new_err("too few values from `workers`")
}
