//! Pickling of scalars: dtype and bytes, with a constructor that does not depend on who is called `numpy`.

use super::{scalar_array, scalar_object};
use crate::error::IntoPy;
use pallasite_array::{DType, NdArray};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// What `__reduce__` returns: the function, and its arguments.
pub type Reduced<'py> = (Bound<'py, PyAny>, (Bound<'py, PyAny>, Bound<'py, PyBytes>));

/// `__reduce__` of a scalar.
pub fn reduce<'py>(obj: &Bound<'py, PyAny>) -> PyResult<Reduced<'py>> {
    let py = obj.py();
    let array = scalar_array(obj).ok_or_else(|| PyTypeError::new_err("not a scalar"))?;
    let make = py.import("pallasite._core")?.getattr("_scalar_from_bytes")?;
    // SAFETY: the one element of the array, which nobody writes meanwhile: the GIL is held.
    let bytes = unsafe { std::slice::from_raw_parts(array.as_ptr(), array.itemsize()) };
    Ok((make, (crate::dtype::dtype_object(py, array.dtype())?, PyBytes::new(py, bytes))))
}

/// The scalar of a pickle.
#[pyfunction]
fn _scalar_from_bytes(py: Python<'_>, dtype: &Bound<'_, PyAny>, bytes: &[u8]) -> PyResult<Py<PyAny>> {
    let dtype: DType = crate::dtype::to_dtype(dtype)?;
    if bytes.len() != dtype.itemsize() {
        return Err(PyValueError::new_err("buffer size does not match the item size of the dtype"));
    }
    let array = NdArray::zeros(&[], &dtype).py()?;
    // SAFETY: one element, which is ours alone.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), array.as_ptr(), bytes.len()) };
    scalar_object(py, &array)
}

/// Adds the function that unpickles.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(_scalar_from_bytes, m)?)
}
