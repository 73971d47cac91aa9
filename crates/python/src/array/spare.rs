//! How `ndarray` objects come and go: the memory of those that are gone waits for the next ones, as most arrays
//! live for one expression.
//!
//! What pyo3 generates does the same under a lock, fills an object by three copies of what goes into it, and
//! attaches the thread once more to free it: together half of the time that a small view takes.

use super::{Held, PyArray};
use pyo3::ffi;
use pyo3::prelude::*;
use std::cell::UnsafeCell;
use std::ffi::c_void;

/// The most objects that wait.
const ROOM: usize = 64;

struct Spare {
    class: *mut ffi::PyTypeObject,
    /// The `tp_dealloc` that pyo3 gave the class.
    dealloc: Option<ffi::destructor>,
    /// Bytes from an object to its [`PyArray`].
    offset: usize,
    objects: [*mut ffi::PyObject; ROOM],
    count: usize,
}

struct Shared(UnsafeCell<Spare>);

// SAFETY: only looked at by those who hold the interpreter's lock, which the module asks for (`gil_used`), and
// nothing that runs Python code is called meanwhile.
unsafe impl Sync for Shared {}

static SPARE: Shared = Shared(UnsafeCell::new(Spare {
    class: std::ptr::null_mut(),
    dealloc: None,
    offset: 0,
    objects: [std::ptr::null_mut(); ROOM],
    count: 0,
}));

/// A new object of exactly the class `ndarray`.
#[inline(always)]
pub fn object(py: Python<'_>, value: PyArray) -> PyResult<Py<PyAny>> {
    // SAFETY: the lock is held.
    let spare = unsafe { &mut *SPARE.0.get() };
    let Some(last) = spare.count.checked_sub(1) else { return Ok(Py::new(py, value)?.into_any()) };
    spare.count = last;
    let raw = spare.objects[last];
    // SAFETY: the object was of this class and has been finalised. That dropped the `PyArray` and left everything
    // else as it is in a new object: no weak references.
    unsafe {
        ffi::PyObject_Init(raw, spare.class);
        raw.byte_add(spare.offset).cast::<PyArray>().write(value);
        Ok(Bound::from_owned_ptr(py, raw).unbind())
    }
}

/// Frees an object: the usual one, which owns its memory or looks at that of another array, without detours.
///
/// # Safety
/// Called by Python as `tp_dealloc`.
unsafe extern "C" fn free(object: *mut ffi::PyObject) {
    // SAFETY: by the caller, who holds the lock; the object is of the class or of one derived from it.
    unsafe {
        let (class, dealloc, offset) = {
            let spare = &*SPARE.0.get();
            (spare.class, spare.dealloc, spare.offset)
        };
        let value = object.byte_add(offset).cast::<PyArray>();
        let weak = object.byte_offset((*class).tp_weaklistoffset).cast::<*mut ffi::PyObject>();
        if ffi::Py_TYPE(object) != class
            || !(*weak).is_null()
            || (*value).peek().array.buffer().owner().is_some()
        {
            return dealloc.map_or((), |dealloc| dealloc(object));
        }
        ffi::PyObject_GC_UnTrack(object.cast());
        let Held { array, base } = value.read().into_held();
        drop(array);
        ffi::Py_XDECREF(base.map_or(std::ptr::null_mut(), Py::into_ptr));
        keep(object.cast());
        ffi::Py_DECREF(class.cast());
    }
}

/// Keeps the memory of a finalised object, or gives it back.
///
/// # Safety
/// Called by Python as `tp_free`.
unsafe extern "C" fn keep(object: *mut c_void) {
    // SAFETY: by the caller, who holds the lock.
    unsafe {
        let spare = &mut *SPARE.0.get();
        let raw = object.cast::<ffi::PyObject>();
        if spare.count == ROOM || ffi::Py_TYPE(raw) != spare.class {
            return ffi::PyObject_GC_Del(object);
        }
        spare.objects[spare.count] = raw;
        spare.count += 1;
    }
}

/// Puts [`free`] and [`keep`] in place.
pub fn register(py: Python<'_>) -> PyResult<()> {
    let sample = Bound::new(py, PyArray::holding(pallasite_array::NdArray::from_vec(vec![0.0]), None))?;
    let class = py.get_type::<PyArray>().as_type_ptr();
    let offset = std::ptr::from_ref(sample.get()).addr() - sample.as_ptr().addr();
    // SAFETY: the lock is held; a live class of ours, whose objects the collector's allocator makes.
    unsafe {
        let spare = &mut *SPARE.0.get();
        (spare.class, spare.dealloc, spare.offset) = (class, (*class).tp_dealloc, offset);
        (*class).tp_dealloc = Some(free);
        (*class).tp_free = Some(keep);
    }
    Ok(())
}
