//! The one map from errors of the crates to Python's exceptions.

use pallasite_array::Error;
use pyo3::exceptions::{PyIndexError, PyMemoryError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use std::ffi::CStr;

/// The exception for an array error.
pub fn py_err(e: Error) -> PyErr {
    let text = e.to_string();
    match e {
        Error::IndexOutOfBounds { .. } | Error::TooManyIndices { .. } | Error::MaskShape { .. } => {
            PyIndexError::new_err(text)
        }
        Error::IndexBroadcast(_) | Error::Index(_) => PyIndexError::new_err(text),
        Error::Memory { .. } => PyMemoryError::new_err(text),
        Error::Axis { axis, ndim } => axis_error(axis, ndim),
        Error::Cast { .. } | Error::Type(_) | Error::DTypeText(_) | Error::ElementType { .. } => {
            PyTypeError::new_err(text)
        }
        Error::Promotion(..) => named_error("exceptions", "DTypePromotionError", text),
        _ => PyValueError::new_err(text),
    }
}

/// `np.exceptions.AxisError`, which carries the numbers.
fn axis_error(axis: isize, ndim: usize) -> PyErr {
    with_class("exceptions", "AxisError", |class| class.call1((axis, ndim)))
}

/// An exception that a file of `pallasite.numpy` defines: `named_error("linalg", "LinAlgError", text)`.
pub fn named_error(file: &str, name: &str, text: String) -> PyErr {
    with_class(file, name, |class| class.call1((text,)))
}

fn with_class(
    file: &str,
    name: &str,
    make: impl for<'py> FnOnce(Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>>,
) -> PyErr {
    Python::attach(|py| {
        let class = py.import(format!("pallasite.numpy.{file}")).and_then(|m| m.getattr(name));
        match class.and_then(make) {
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
