//! The one map from errors of the crates to Python's exceptions.

use pallasite_array::Error;
use pyo3::exceptions::{PyIndexError, PyMemoryError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use std::ffi::CStr;

/// The exception for an array error.
pub fn py_err(e: Error) -> PyErr {
    let text = e.to_string();
    match e {
        Error::IndexOutOfBounds { .. } | Error::TooManyIndices { .. } | Error::MaskShape { .. } => PyIndexError::new_err(text),
        Error::IndexBroadcast(_) | Error::Index(_) => PyIndexError::new_err(text),
        Error::Memory { .. } => PyMemoryError::new_err(text),
        Error::Axis { axis, ndim } => axis_error(axis, ndim),
        Error::Cast { .. } | Error::Type(_) | Error::DTypeText(_) | Error::ElementType { .. } => PyTypeError::new_err(text),
        Error::Promotion(..) => named_error("DTypePromotionError", text),
        _ => PyValueError::new_err(text),
    }
}

/// `np.exceptions.AxisError`, which carries the numbers.
fn axis_error(axis: isize, ndim: usize) -> PyErr {
    with_class("AxisError", |class| class.call1((axis, ndim)))
}

/// An exception of `np.exceptions`.
pub fn named_error(name: &str, text: String) -> PyErr {
    with_class(name, |class| class.call1((text,)))
}

fn with_class(name: &str, make: impl for<'py> FnOnce(Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>>) -> PyErr {
    static MODULE: PyOnceLock<Py<PyModule>> = PyOnceLock::new();
    Python::attach(|py| {
        let module = MODULE.get_or_try_init(py, || Ok::<_, PyErr>(py.import("pallasite.numpy.exceptions")?.unbind()));
        match module.and_then(|m| m.bind(py).getattr(name)).and_then(make) {
            Ok(e) => PyErr::from_value(e),
            Err(e) => e,
        }
    })
}

/// Turns the results of the crates into Python's.
pub trait IntoPy<T> {
    /// The value, or the exception.
    fn py(self) -> PyResult<T>;
}

impl<T> IntoPy<T> for pallasite_array::Result<T> {
    fn py(self) -> PyResult<T> {
        self.map_err(py_err)
    }
}

/// Warns with a class of `np.exceptions`.
pub fn named_warning(py: Python<'_>, name: &str, text: &CStr) -> PyResult<()> {
    let class = py.import("pallasite.numpy.exceptions")?.getattr(name)?;
    PyErr::warn(py, &class, text, 1)
}
