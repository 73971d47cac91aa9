//! `np.str_` and `np.bytes_`: Python's own text with NumPy's methods.

use super::classes::{Character, class_ptr, set_class};
use super::slots::{Slots, make_class};
use crate::numpy::printing::with_options;
use pallasite_array::format::{bytes_repr, str_repr};
use pallasite_array::{DType, Kind, NdArray, Scalar};
use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString, PyTuple};
use std::ffi::{CStr, c_int};

/// The scalar of a text or bytes element.
pub fn new(py: Python<'_>, value: &Scalar) -> PyResult<Py<PyAny>> {
    let (kind, base, text) = match value {
        Scalar::Str(s) => (Kind::Str, &raw mut ffi::PyUnicode_Type, PyString::new(py, s).into_any()),
        Scalar::Bytes(b) => (Kind::Bytes, &raw mut ffi::PyBytes_Type, PyBytes::new(py, b).into_any()),
        _ => return Err(PyTypeError::new_err("neither text nor bytes")),
    };
    let args = PyTuple::new(py, [text])?;
    // SAFETY: the class derives from `base`, whose constructor makes objects of derived classes.
    unsafe { construct(py, base, class_ptr(kind), &args) }
}

/// Calls the constructor of `base` for the derived `class`.
///
/// # Safety
/// `class` derives from `base`, which is Python's `str` or `bytes`.
unsafe fn construct(
    py: Python<'_>,
    base: *mut ffi::PyTypeObject,
    class: *mut ffi::PyTypeObject,
    args: &Bound<'_, PyTuple>,
) -> PyResult<Py<PyAny>> {
    // SAFETY: by the caller; both types have a constructor.
    unsafe {
        let make = (*base).tp_new.ok_or_else(|| PyTypeError::new_err("the class has no constructor"))?;
        Ok(Bound::from_owned_ptr_or_err(py, make(class, args.as_ptr(), std::ptr::null_mut()))?.unbind())
    }
}

/// The value of a `str_` or `bytes_`.
fn value(obj: &Bound<'_, PyAny>) -> Option<Scalar> {
    if let Ok(b) = obj.cast::<PyBytes>() {
        return Some(Scalar::Bytes(b.as_bytes().to_vec()));
    }
    Some(Scalar::Str(obj.cast::<PyString>().ok()?.to_string_lossy().into_owned()))
}

/// `<U3` for three characters.
pub fn dtype(obj: &Bound<'_, PyAny>) -> Option<DType> {
    let length = obj.len().ok()?;
    if obj.is_instance_of::<PyBytes>() { DType::bytes(length).ok() } else { DType::str(length).ok() }
}

/// The 0-d array of a `str_` or `bytes_`.
pub fn array(obj: &Bound<'_, PyAny>) -> Option<NdArray> {
    NdArray::from_scalar(&value(obj)?, &dtype(obj)?).ok()
}

/// `np.str_('abc')`, `np.bytes_(b'abc')`, without the zeros that fill up an element.
fn repr(obj: &Bound<'_, PyAny>) -> PyResult<String> {
    let (class, literal) = match value(obj) {
        Some(Scalar::Bytes(mut b)) => {
            b.truncate(b.iter().rposition(|&c| c != 0).map_or(0, |i| i + 1));
            ("bytes_", bytes_repr(&b))
        }
        Some(Scalar::Str(s)) => ("str_", str_repr(s.trim_end_matches('\0'))),
        _ => return Err(PyTypeError::new_err("neither text nor bytes")),
    };
    let named = with_options(obj.py(), |options| options.legacy.names_scalars())?;
    Ok(if named { format!("np.{class}({literal})") } else { literal })
}

/// `tp_repr`.
///
/// # Safety
/// Called by Python with an instance.
unsafe extern "C" fn tp_repr(obj: *mut ffi::PyObject) -> *mut ffi::PyObject {
    super::slots::enter(|py| {
        // SAFETY: Python passes a live object.
        let obj = unsafe { Bound::from_borrowed_ptr(py, obj) };
        Ok(PyString::new(py, &repr(&obj)?).into_any().unbind())
    })
}

/// `tp_new` of `bytes_`, which also takes ASCII text.
///
/// # Safety
/// Called by Python.
unsafe extern "C" fn bytes_new(
    class: *mut ffi::PyTypeObject,
    args: *mut ffi::PyObject,
    kwargs: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    super::slots::enter(|py| {
        // SAFETY: Python passes a tuple.
        let args = unsafe { Bound::from_borrowed_ptr(py, args) }.cast_into::<PyTuple>()?;
        let text = args.get_item(0).ok().filter(|_| args.len() == 1 && kwargs.is_null());
        let args = match text.and_then(|t| t.cast_into::<PyString>().ok()) {
            Some(t) => PyTuple::new(py, [t.call_method1("encode", ("ascii",))?])?,
            None => args,
        };
        // SAFETY: the class is or derives from `bytes_`, which derives from `bytes`.
        unsafe { construct(py, &raw mut ffi::PyBytes_Type, class, &args) }
    })
}

/// Fills a buffer view from a 0-d array, which then exports it.
///
/// # Safety
/// `view` is Python's to fill.
pub unsafe fn fill_buffer(
    py: Python<'_>,
    array: NdArray,
    view: *mut ffi::Py_buffer,
    flags: c_int,
) -> PyResult<()> {
    let array = crate::array::wrap(py, array)?;
    // SAFETY: by the caller.
    match unsafe { ffi::PyObject_GetBuffer(array.as_ptr(), view, flags) } {
        0 => Ok(()),
        _ => Err(PyErr::fetch(py)),
    }
}

/// `bf_getbuffer` of `bytes_`: one item of its length, as NumPy's.
///
/// # Safety
/// Called by Python with an instance and a view to fill.
unsafe extern "C" fn bytes_getbuffer(
    obj: *mut ffi::PyObject,
    view: *mut ffi::Py_buffer,
    flags: c_int,
) -> c_int {
    super::slots::enter_or(-1, |py| {
        // SAFETY: Python passes a live object.
        let obj = unsafe { Bound::from_borrowed_ptr(py, obj) };
        let array = array(&obj).ok_or_else(|| PyTypeError::new_err("not bytes"))?;
        // SAFETY: by the caller.
        unsafe { fill_buffer(py, array, view, flags) }.map(|()| 0)
    })
}

const STR_DOC: &CStr = c"str_(value='', /, *args, **kwargs)\n--\n\nThe scalar type of text.";
const BYTES_DOC: &CStr = c"bytes_(value='', /, *args, **kwargs)\n--\n\nThe scalar type of bytes.";

/// Makes the two classes.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = m.py();
    let character = py.get_type::<Character>();
    let mut slots = Slots::default();
    slots.add(ffi::Py_tp_doc, STR_DOC.as_ptr().cast_mut().cast());
    slots.add(ffi::Py_tp_repr, tp_repr as *mut _);
    let bases = PyTuple::new(py, [py.get_type::<PyString>(), character.clone()])?;
    let class = make_class(c"numpy.str_", 0, slots, &bases)?;
    set_class(Kind::Str, &class);
    m.add("str_", class)?;
    let mut slots = Slots::default();
    slots.add(ffi::Py_tp_repr, tp_repr as *mut _);
    slots.add(ffi::Py_tp_doc, BYTES_DOC.as_ptr().cast_mut().cast());
    slots.add(ffi::Py_tp_new, bytes_new as *mut _);
    slots.add(ffi::Py_bf_getbuffer, bytes_getbuffer as *mut _);
    let bases = PyTuple::new(py, [py.get_type::<PyBytes>(), character])?;
    let class = make_class(c"numpy.bytes_", 0, slots, &bases)?;
    set_class(Kind::Bytes, &class);
    m.add("bytes_", class)
}
