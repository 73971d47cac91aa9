//! `numpy`'s reading and writing: the parts below the functions in `python/pallasite/numpy`.

mod fields;
mod file;
mod npy;
mod npz;
mod raw;
mod text;

use crate::error::py_err;
use pallasite_numpy::io::Error;
use pyo3::exceptions::{PyAttributeError, PyEOFError, PyOSError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use std::io::ErrorKind;
use std::path::Path;

/// The exception for an error of reading or writing.
fn io_err(e: Error) -> PyErr {
    let text = e.to_string();
    match e {
        Error::Array(e) => py_err(e),
        Error::Os(e) => e.into(),
        Error::Zip(_) => bad_zip_file(text),
        Error::NoData => PyEOFError::new_err(text),
        Error::Option(_)
        | Error::NewlineControl(_)
        | Error::ControlClash(..)
        | Error::UsecolsFields { .. }
        | Error::FmtMismatch { .. } => PyTypeError::new_err(text),
        Error::FmtShape(_) => PyAttributeError::new_err(text),
        _ => PyValueError::new_err(text),
    }
}

fn bad_zip_file(text: String) -> PyErr {
    Python::attach(|py| {
        let made =
            py.import("zipfile").and_then(|m| m.getattr("BadZipFile")).and_then(|class| class.call1((text,)));
        made.map_or_else(|e| e, PyErr::from_value)
    })
}

/// The exception for a file that could not be opened, with its number and name as `open` gives them.
fn os_err(py: Python<'_>, e: std::io::Error, path: &Path) -> PyErr {
    let number = e.raw_os_error().or(match e.kind() {
        ErrorKind::NotFound => Some(2),
        ErrorKind::PermissionDenied => Some(13),
        ErrorKind::NotADirectory => Some(20),
        ErrorKind::IsADirectory => Some(21),
        _ => None,
    });
    let Some(number) = number else { return e.into() };
    let strerror = || py.import("os")?.getattr("strerror")?.call1((number,))?.extract::<String>();
    match strerror() {
        Ok(text) => PyOSError::new_err((number, text, path.to_path_buf())),
        Err(e) => e,
    }
}

/// Adds the functions to the module.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    file::register(m)?;
    npy::register(m)?;
    npz::register(m)?;
    raw::register(m)?;
    text::register(m)?;
    fields::register(m)
}
