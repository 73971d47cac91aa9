//! Methods of `ndarray` that write files.

use super::PyArray;
use pyo3::prelude::*;

#[pymethods]
impl PyArray {
    /// Writes the elements as bytes, or as text with a separator.
    #[pyo3(signature = (fid, /, sep="", format="%s"))]
    fn tofile(slf: &Bound<'_, Self>, fid: &Bound<'_, PyAny>, sep: &str, format: &str) -> PyResult<()> {
        slf.py().import("pallasite.numpy._textio")?.call_method1("tofile", (slf, fid, sep, format))?;
        Ok(())
    }

    /// Pickles the array to a file.
    fn dump(slf: &Bound<'_, Self>, file: &Bound<'_, PyAny>) -> PyResult<()> {
        slf.py().import("pallasite.numpy._textio")?.call_method1("dump", (slf, file))?;
        Ok(())
    }

    /// The pickled array.
    fn dumps<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pickle")?.call_method1("dumps", (slf, 2))
    }
}
