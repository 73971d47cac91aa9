//! Vectors from iterables, buffers and texts.

use super::Object;
use crate::array::{PyArray, wrap, wrap_class};
use crate::convert::dtype_of;
use crate::error::IntoPy;
use crate::functions;
use pallasite_array::NdArray;
use pallasite_numpy::creation;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// A vector from an iterable.
#[pyfunction]
#[pyo3(signature = (iter, dtype, count=-1, *, like=None))]
fn fromiter(
    iter: &Bound<'_, PyAny>,
    dtype: &Bound<'_, PyAny>,
    count: isize,
    like: Object<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let _ = like;
    let dtype = crate::dtype::to_dtype(dtype)?;
    if dtype.itemsize() == 0 {
        return Err(PyValueError::new_err("Must specify length when using variable-size data-type."));
    }
    let limit = usize::try_from(count).unwrap_or(usize::MAX);
    let items = iter.try_iter()?.take(limit).collect::<PyResult<Vec<_>>>()?;
    if count >= 0 && items.len() < limit {
        return Err(PyValueError::new_err(format!(
            "iterator too short: Expected {count} but iterator had only {} items.",
            items.len()
        )));
    }
    let out = NdArray::zeros(&[items.len()], &dtype).py()?;
    for (i, item) in items.iter().enumerate() {
        // SAFETY: `out` is ours, and `i` is below its length.
        unsafe {
            crate::coerce::write_element(item, out.as_ptr().wrapping_add(i * dtype.itemsize()), &dtype)?
        };
    }
    wrap(iter.py(), out.unpack_sub())
}

/// A vector over the memory of a buffer.
#[pyfunction]
#[pyo3(signature = (buffer, dtype=None, count=-1, offset=0, *, like=None), text_signature = "(buffer, dtype=<class 'float'>, count=-1, offset=0, *, like=None)")]
fn frombuffer(
    buffer: &Bound<'_, PyAny>,
    dtype: Object<'_, '_>,
    count: isize,
    offset: isize,
    like: Object<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let _ = like;
    let py = buffer.py();
    let dtype = dtype_of(dtype)?.unwrap_or_default();
    let size = dtype.itemsize();
    if size == 0 {
        return Err(PyValueError::new_err("itemsize cannot be zero in type"));
    }
    let bytes = crate::coerce::from_buffer_bytes(buffer)?;
    let total = bytes.size();
    let Some(room) = usize::try_from(offset).ok().and_then(|o| total.checked_sub(o)) else {
        let text = format!("offset must be non-negative and no greater than buffer length ({total})");
        return Err(PyValueError::new_err(text));
    };
    let n = match usize::try_from(count) {
        Err(_) if room % size != 0 => {
            return Err(PyValueError::new_err("buffer size must be a multiple of element size"));
        }
        Err(_) => room / size,
        Ok(n) if n.checked_mul(size).is_none_or(|b| b > room) => {
            return Err(PyValueError::new_err("buffer is smaller than requested size"));
        }
        Ok(n) => n,
    };
    let view = bytes.view_with(offset, dtype, &[n], &[size as isize]).py()?.unpack_sub();
    wrap_class(&py.get_type::<PyArray>(), view, Some(buffer.clone().unbind()), buffer)
}

/// A vector from the numbers in a text.
#[pyfunction]
#[pyo3(signature = (string, dtype=None, count=-1, *, sep, like=None), text_signature = "(string, dtype=<class 'float'>, count=-1, *, sep, like=None)")]
fn fromstring(
    string: &Bound<'_, PyAny>,
    dtype: Object<'_, '_>,
    count: isize,
    sep: &str,
    like: Object<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let _ = like;
    let py = string.py();
    if sep.is_empty() {
        return Err(PyValueError::new_err(
            "The binary mode of fromstring is removed, use frombuffer instead",
        ));
    }
    let text = match string.cast::<PyBytes>() {
        Ok(b) => String::from_utf8_lossy(b.as_bytes()).into_owned(),
        Err(_) => string.extract::<String>()?,
    };
    let dtype = dtype_of(dtype)?.unwrap_or_default();
    let (out, left) = creation::from_text(&text, &dtype, usize::try_from(count).ok(), sep).py()?;
    if left {
        let warning = py.get_type::<pyo3::exceptions::PyDeprecationWarning>();
        PyErr::warn(py, &warning, c"string or file could not be read to its end due to unmatched data; this will raise a ValueError in the future.", 1)?;
    }
    wrap(py, out)
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Like: fromiter, frombuffer, fromstring);
    Ok(())
}
