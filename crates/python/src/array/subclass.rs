//! Subclasses of `ndarray`: every instance is told by `__array_finalize__` what it comes from.

use super::{Held, Holder, PyArray, is_exact};
use crate::scalar::enter;
use pallasite_array::NdArray;
use pyo3::exceptions::PyRuntimeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyTuple, PyType};
use std::sync::OnceLock;

/// The `tp_new` that makes an instance and calls nothing.
static ALLOCATE: OnceLock<ffi::newfunc> = OnceLock::new();

/// An instance of `class` around `array`, that comes from `parent`.
pub fn wrap_class(
    class: &Bound<'_, PyType>,
    array: NdArray,
    base: Option<Py<PyAny>>,
    parent: &Bound<'_, PyAny>,
) -> PyResult<Py<PyAny>> {
    let py = class.py();
    if class.is(py.get_type::<PyArray>()) {
        return super::spare::object(py, PyArray::holding(array, base));
    }
    let object = blank(class)?;
    {
        let mut inner = object.cast::<PyArray>()?.held_mut()?;
        inner.array = array;
        inner.base = base;
    }
    finalize(&object, parent)?;
    Ok(object.unbind())
}

/// An instance whose array is yet to be set.
fn blank<'py>(class: &Bound<'py, PyType>) -> PyResult<Bound<'py, PyAny>> {
    static ARGUMENTS: PyOnceLock<Py<PyTuple>> = PyOnceLock::new();
    let py = class.py();
    let arguments = ARGUMENTS.get_or_try_init(py, || PyTuple::new(py, [0]).map(Bound::unbind))?;
    let allocate =
        ALLOCATE.get().ok_or_else(|| PyRuntimeError::new_err("the class ndarray is not registered"))?;
    // SAFETY: `tp_new` of `ndarray`, with a class derived from it, a tuple and no keywords.
    unsafe {
        let object = allocate(class.as_type_ptr(), arguments.as_ptr(), std::ptr::null_mut());
        Bound::from_owned_ptr_or_err(py, object)
    }
}

fn finalize(object: &Bound<'_, PyAny>, parent: &Bound<'_, PyAny>) -> PyResult<()> {
    object.call_method1(pyo3::intern!(object.py(), "__array_finalize__"), (parent,))?;
    Ok(())
}

/// The object whose memory a view of `of` of class `class` looks at: views of views of one class share one base.
#[inline]
pub fn owner_of(of: &Bound<'_, PyArray>, held: &Held, class: &Bound<'_, PyType>) -> Py<PyAny> {
    let py = of.py();
    if let Some(base) = &held.base
        && base.bind(py).get_type().is(class)
    {
        return base.clone_ref(py);
    }
    of.clone().into_any().unbind()
}

/// `ndarray.__new__`, which calls `__array_finalize__(None)` on instances of subclasses.
///
/// # Safety
/// Called by Python as `tp_new`.
unsafe extern "C" fn new_finalized(
    class: *mut ffi::PyTypeObject,
    args: *mut ffi::PyObject,
    kwargs: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    enter(|py| {
        let allocate =
            ALLOCATE.get().ok_or_else(|| PyRuntimeError::new_err("the class ndarray is not registered"))?;
        // SAFETY: the arguments are Python's.
        let object = unsafe { Bound::from_owned_ptr_or_err(py, allocate(class, args, kwargs))? };
        if !is_exact(&object) {
            finalize(&object, py.None().bind(py))?;
        }
        Ok(object.unbind())
    })
}

/// Puts `new_finalized` in place.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    let class = m.py().get_type::<PyArray>().as_type_ptr();
    // SAFETY: a live class of ours, which has neither instances nor subclasses yet.
    unsafe {
        if let Some(allocate) = (*class).tp_new
            && ALLOCATE.set(allocate).is_ok()
        {
            (*class).tp_new = Some(new_finalized);
            ffi::PyType_Modified(class);
        }
    }
    Ok(())
}
