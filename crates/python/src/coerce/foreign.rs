//! Arrays of other libraries and raw memory, without a copy: `__array_interface__`, the buffer protocol,
//! `__array__`.

use crate::error::{IntoPy, py_err};
use pallasite_array::{DType, Error, NdArray, layout};
use pyo3::exceptions::{PyBufferError, PyTypeError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString, PyTuple, PyType};

/// The array that an object offers through a protocol; `None` when it offers none.
pub(super) fn from_protocols(object: &Bound<'_, PyAny>) -> PyResult<Option<NdArray>> {
    let py = object.py();
    if object.is_instance_of::<pyo3::types::PyList>()
        || object.is_instance_of::<PyTuple>()
        || object.is_instance_of::<PyType>()
    {
        return Ok(None);
    }
    if let Ok(interface) = object.getattr(pyo3::intern!(py, "__array_interface__")) {
        let interface = interface
            .cast::<PyDict>()
            .map_err(|_| PyValueError::new_err("Invalid __array_interface__ value, must be a dict"))?;
        return from_interface(object, interface).map(Some);
    }
    // SAFETY: the object is alive and the GIL is held.
    if unsafe { ffi::PyObject_CheckBuffer(object.as_ptr()) } != 0 {
        return from_buffer(object).map(Some);
    }
    let Ok(method) = object.getattr(pyo3::intern!(py, "__array__")) else { return Ok(None) };
    let result = method.call0()?;
    let array = super::existing(&result)?;
    array.map(Some).ok_or_else(|| PyValueError::new_err("object __array__ method not producing an array"))
}

/// A view of the memory that `__array_interface__` describes (version 3 of the protocol).
fn from_interface(object: &Bound<'_, PyAny>, interface: &Bound<'_, PyDict>) -> PyResult<NdArray> {
    let get = |key: &str| -> PyResult<Bound<'_, PyAny>> {
        interface
            .get_item(key)?
            .ok_or_else(|| PyValueError::new_err(format!("Missing __array_interface__ {key}")))
    };
    let typestr: String = get("typestr")?
        .cast::<PyString>()
        .map_err(|_| PyTypeError::new_err("__array_interface__ typestr must be a string"))?
        .extract()?;
    let dtype = match interface.get_item("descr")? {
        Some(descr) if typestr.contains('V') && descr.len()? > 0 => crate::dtype::to_dtype(&descr)?,
        _ => typestr.parse::<DType>().map_err(|_| unsupported(&typestr))?,
    };
    let shape: Vec<usize> = get("shape")?.extract()?;
    let strides = match interface.get_item("strides")?.filter(|s| !s.is_none()) {
        Some(s) => crate::convert::strides_of(&s)?,
        None => layout::c_strides(&shape, dtype.itemsize()),
    };
    let data = get("data")?;
    let Ok((address, read_only)) = data.extract::<(usize, bool)>() else {
        let bytes = from_buffer_bytes(&data)?;
        return bytes.view_with(0, dtype, &shape, &strides).py();
    };
    if strides.len() != shape.len() {
        return Err(PyValueError::new_err("mismatch in length of strides and shape"));
    }
    let extent = layout::extent(&shape, &strides, dtype.itemsize());
    let (low, high) = extent.ok_or_else(|| py_err(Error::value("array is too big")))?;
    if address == 0 && high > low {
        return Err(PyValueError::new_err("data is NULL but array contains data"));
    }
    let start = (address as *mut u8).wrapping_offset(low);
    let owner = Box::new(object.clone().unbind());
    // SAFETY: the protocol promises that the memory lives as long as the object, which the owner keeps.
    Ok(unsafe {
        let extent = (start, (high - low) as usize);
        NdArray::foreign(owner, extent, address as *mut u8, dtype, &shape, &strides, !read_only)
    })
}

fn unsupported(typestr: &str) -> PyErr {
    PyTypeError::new_err(format!("arrays of data type {typestr:?} are not supported yet"))
}

/// A buffer that is released with the GIL held.
struct HeldBuffer(Box<ffi::Py_buffer>);

// SAFETY: the buffer is only read through pointers copied out of it, and released under the GIL.
unsafe impl Send for HeldBuffer {}
// SAFETY: as above.
unsafe impl Sync for HeldBuffer {}

impl Drop for HeldBuffer {
    fn drop(&mut self) {
        // SAFETY: the buffer was acquired by `PyObject_GetBuffer` and is released once.
        Python::attach(|_| unsafe { ffi::PyBuffer_Release(&mut *self.0) });
    }
}

fn acquire(object: &Bound<'_, PyAny>, flags: i32) -> PyResult<HeldBuffer> {
    let mut raw = Box::new(ffi::Py_buffer::new());
    // SAFETY: the object is alive, `raw` is writable, the GIL is held.
    if unsafe { ffi::PyObject_GetBuffer(object.as_ptr(), &mut *raw, flags) } != 0 {
        return Err(PyErr::fetch(object.py()));
    }
    Ok(HeldBuffer(raw))
}

/// Writable if the object allows it, else read-only.
fn acquire_any(object: &Bound<'_, PyAny>, flags: i32) -> PyResult<HeldBuffer> {
    if object.is_exact_instance_of::<PyBytes>() {
        return acquire(object, flags);
    }
    acquire(object, flags | ffi::PyBUF_WRITABLE).or_else(|_| acquire(object, flags))
}

fn from_buffer(object: &Bound<'_, PyAny>) -> PyResult<NdArray> {
    let held = acquire_any(object, ffi::PyBUF_STRIDES | ffi::PyBUF_FORMAT)?;
    let raw = &held.0;
    let format = if raw.format.is_null() {
        "B".to_string()
    } else {
        // SAFETY: a non-null format is a C string that lives as long as the buffer.
        unsafe { std::ffi::CStr::from_ptr(raw.format) }.to_string_lossy().into_owned()
    };
    let dtype = crate::buffer_format::parse(&format, raw.itemsize as usize).py()?;
    let ndim = raw.ndim as usize;
    // SAFETY: shape and strides were asked for and have `ndim` entries.
    let (shape, strides): (Vec<usize>, Vec<isize>) = unsafe {
        let at = |p: *mut isize, i| *p.add(i);
        (
            (0..ndim).map(|i| at(raw.shape, i) as usize).collect(),
            (0..ndim).map(|i| at(raw.strides, i)).collect(),
        )
    };
    let extent = layout::extent(&shape, &strides, dtype.itemsize());
    let (low, high) = extent.ok_or_else(|| PyBufferError::new_err("buffer layout overflows"))?;
    let (data, writeable) = (raw.buf.cast::<u8>(), raw.readonly == 0);
    let extent = (data.wrapping_offset(low), (high - low) as usize);
    // SAFETY: the exporter keeps this memory at its place until the held buffer is released.
    Ok(unsafe { NdArray::foreign(Box::new(held), extent, data, dtype, &shape, &strides, writeable) })
}

/// The bytes of any contiguous buffer, as a one-dimensional `uint8` array.
pub fn from_buffer_bytes(object: &Bound<'_, PyAny>) -> PyResult<NdArray> {
    let held = acquire_any(object, ffi::PyBUF_ANY_CONTIGUOUS)?;
    let (data, len, writeable) = (held.0.buf.cast::<u8>(), held.0.len as usize, held.0.readonly == 0);
    // SAFETY: as in `from_buffer`.
    Ok(unsafe { NdArray::foreign(Box::new(held), (data, len), data, DType::UINT8, &[len], &[1], writeable) })
}
