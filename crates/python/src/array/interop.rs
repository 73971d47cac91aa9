//! How other libraries see our arrays: the buffer protocol, `__array__`, `__array_interface__`, pickle, copy.

use super::{Holder, PyArray, wrap, wrap_like};
use crate::error::{IntoPy, py_err};
use pallasite_array::{DType, Error, Order};
use pyo3::exceptions::{PyBufferError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple};
use std::ffi::{CString, c_int, c_void};

/// What a buffer's consumer points into: shape, strides and format of one export.
struct Export {
    shape: Vec<isize>,
    strides: Vec<isize>,
    format: CString,
}

#[pymethods]
impl PyArray {
    unsafe fn __getbuffer__(slf: Bound<'_, Self>, view: *mut ffi::Py_buffer, flags: c_int) -> PyResult<()> {
        let array = slf.held().array.clone();
        let wants = |flag: c_int| flags & flag == flag;
        if wants(ffi::PyBUF_WRITABLE) && !array.is_writeable() {
            return Err(PyValueError::new_err("buffer source array is read-only"));
        }
        let (c, f) = (array.is_c_contiguous(), array.is_f_contiguous());
        if !c && (wants(ffi::PyBUF_C_CONTIGUOUS) || !wants(ffi::PyBUF_STRIDES)) {
            return Err(PyValueError::new_err("ndarray is not C-contiguous"));
        }
        if wants(ffi::PyBUF_F_CONTIGUOUS) && !f || wants(ffi::PyBUF_ANY_CONTIGUOUS) && !(c || f) {
            return Err(PyValueError::new_err("ndarray is not contiguous"));
        }
        let format = CString::new(crate::buffer_format::format(array.dtype()));
        let export = Box::new(Export {
            shape: array.shape().iter().map(|&d| d as isize).collect(),
            strides: array.strides().to_vec(),
            format: format.map_err(|_| PyBufferError::new_err("field name with a NUL"))?,
        });
        let export = Box::into_raw(export);
        // SAFETY: `view` is the consumer's; the export lives until `__releasebuffer__`, the memory as long as the
        // object, which `view.obj` keeps.
        unsafe {
            (*view).buf = array.as_ptr().cast::<c_void>();
            (*view).len = array.nbytes() as isize;
            (*view).itemsize = array.itemsize() as isize;
            (*view).readonly = c_int::from(!array.is_writeable());
            (*view).ndim = array.ndim() as c_int;
            (*view).format = if wants(ffi::PyBUF_FORMAT) {
                (*export).format.as_ptr().cast_mut()
            } else {
                std::ptr::null_mut()
            };
            (*view).shape =
                if wants(ffi::PyBUF_ND) { (*export).shape.as_mut_ptr() } else { std::ptr::null_mut() };
            (*view).strides =
                if wants(ffi::PyBUF_STRIDES) { (*export).strides.as_mut_ptr() } else { std::ptr::null_mut() };
            (*view).suboffsets = std::ptr::null_mut();
            (*view).internal = export.cast();
            (*view).obj = slf.into_any().into_ptr();
        }
        Ok(())
    }

    unsafe fn __releasebuffer__(&self, view: *mut ffi::Py_buffer) {
        // SAFETY: `internal` is the box that `__getbuffer__` leaked for this view.
        drop(unsafe { Box::from_raw((*view).internal.cast::<Export>()) });
    }

    /// The array itself or a copy of another dtype.
    #[pyo3(signature = (dtype=None, /, *, copy=None))]
    fn __array__(
        slf: &Bound<'_, Self>,
        dtype: Option<&Bound<'_, PyAny>>,
        copy: Option<bool>,
    ) -> PyResult<Py<PyAny>> {
        let dtype = crate::convert::dtype_of(dtype)?;
        let array = slf.held().array.clone();
        let same = dtype.as_ref().is_none_or(|d| d == array.dtype());
        if same && copy != Some(true) {
            return match super::is_exact(slf.as_any()) {
                true => Ok(slf.clone().into_any().unbind()),
                false => {
                    Ok(Py::new(slf.py(), PyArray::holding(array, Some(slf.clone().into_any().unbind())))?
                        .into_any())
                }
            };
        }
        if copy == Some(false) {
            return Err(PyValueError::new_err("Unable to avoid copy while creating an array as requested."));
        }
        let dtype = dtype.unwrap_or_else(|| array.dtype().clone());
        wrap(slf.py(), array.astype(&dtype, Order::K).py()?)
    }

    /// Address, shape, strides and type of the memory (version 3 of the protocol).
    #[getter]
    fn __array_interface__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyDict>> {
        let py = slf.py();
        let array = slf.held().array.clone();
        let out = PyDict::new(py);
        out.set_item("data", (array.as_ptr() as usize, !array.is_writeable()))?;
        let contiguous = array.is_c_contiguous();
        out.set_item("strides", (!contiguous).then(|| PyTuple::new(py, array.strides())).transpose()?)?;
        let dtype = crate::dtype::dtype_object(py, array.dtype())?;
        out.set_item("descr", dtype.getattr("descr")?)?;
        out.set_item("typestr", array.dtype().code())?;
        out.set_item("shape", PyTuple::new(py, array.shape())?)?;
        out.set_item("version", 3)?;
        Ok(out)
    }

    #[pyo3(signature = (memo, /))]
    fn __deepcopy__(slf: &Bound<'_, Self>, memo: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let _ = memo;
        wrap_like(slf, slf.held().array.copy(Order::K).py()?)
    }

    fn __copy__(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        wrap_like(slf, slf.held().array.copy(Order::K).py()?)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        Self::__reduce_ex__(slf, 2)
    }

    /// Protocol 5 hands the memory over out of band, without a copy.
    fn __reduce_ex__<'py>(slf: &Bound<'py, Self>, protocol: u8) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        let array = slf.held().array.clone();
        let fortran = array.is_f_contiguous() && !array.is_c_contiguous();
        let rebuild = py.import("pallasite._core")?.getattr("_rebuild")?;
        let contiguous = array.is_c_contiguous() || fortran;
        let data = if protocol >= 5 && contiguous {
            let view = wrap(py, if fortran { array.transpose() } else { array.clone() })?;
            py.import("pickle")?.getattr("PickleBuffer")?.call1((view,))?
        } else {
            bytes_of(py, &array, if fortran { Order::F } else { Order::C })?.into_any()
        };
        let dtype = crate::dtype::dtype_object(py, array.dtype())?;
        let shape = PyTuple::new(py, array.shape())?;
        let order = if fortran { "F" } else { "C" };
        let state = slf.getattr("__dict__").unwrap_or_else(|_| py.None().into_bound(py));
        PyTuple::new(
            py,
            [rebuild, (slf.get_type(), shape, dtype, data, order).into_pyobject(py)?.into_any(), state],
        )
    }

    /// The elements as bytes, in the given order.
    #[pyo3(signature = (order=None), text_signature = "($self, /, order='C')")]
    fn tobytes<'py>(
        slf: &Bound<'py, Self>,
        order: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        bytes_of(slf.py(), &slf.held().array, crate::convert::order_of(order, Order::C)?)
    }
}

/// The elements as bytes, dtype and byte order kept.
pub fn bytes_of<'py>(
    py: Python<'py>,
    array: &pallasite_array::NdArray,
    order: Order,
) -> PyResult<Bound<'py, PyBytes>> {
    let order = if order == Order::K { Order::A } else { order };
    let in_order = match order {
        Order::C => array.is_c_contiguous(),
        Order::F => array.is_f_contiguous(),
        _ => array.is_c_contiguous() || array.is_f_contiguous(),
    };
    let whole = if in_order { array.clone() } else { array.copy(order).py()? };
    // SAFETY: `nbytes` initialised bytes in one piece; the GIL keeps those who write away.
    Ok(PyBytes::new(py, unsafe { std::slice::from_raw_parts(whole.as_ptr(), whole.nbytes()) }))
}

/// Makes an unpickled array over the pickled bytes.
#[pyfunction]
pub fn _rebuild(
    class: &Bound<'_, pyo3::types::PyType>,
    shape: Vec<usize>,
    dtype: &Bound<'_, PyAny>,
    data: &Bound<'_, PyAny>,
    order: &str,
) -> PyResult<Py<PyAny>> {
    let dtype: DType = crate::dtype::to_dtype(dtype)?;
    let bytes = crate::coerce::from_buffer_bytes(data)?;
    let strides = match order {
        "F" => pallasite_array::layout::f_strides(&shape, dtype.itemsize()),
        _ => pallasite_array::layout::c_strides(&shape, dtype.itemsize()),
    };
    let unfit = |_| py_err(Error::value("buffer size does not match array size"));
    let view = bytes.view_with(0, dtype, &shape, &strides).map_err(unfit)?;
    // Bytes objects are read-only, and whoever unpickles wants an array to write to.
    let array = if view.is_writeable() { view } else { view.copy(Order::K).py()? };
    let parent = class.py().None().into_bound(class.py());
    super::wrap_class(class, array, None, &parent)
}
