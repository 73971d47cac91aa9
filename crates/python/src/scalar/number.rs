//! Number objects: Python's header, then the value.
//!
//! `float64` and `complex128` are the layouts of Python's `float` and `complex`, so the one description serves
//! for all kinds, and C code that takes a `float` can take a `float64`.

use super::classes::class_ptr;
use num_complex::Complex;
use pallasite_array::cast::CastFrom;
use pallasite_array::{Bool, Element, Kind};
use pyo3::ffi;
use pyo3::prelude::*;
use std::ffi::c_void;
use std::sync::atomic::{AtomicPtr, Ordering};

/// An element type that scalars hold.
pub trait Number:
    Element + CastFrom<Bool> + CastFrom<i64> + CastFrom<u64> + CastFrom<f64> + CastFrom<Complex<f64>>
{
}

impl<T> Number for T where
    T: Element + CastFrom<Bool> + CastFrom<i64> + CastFrom<u64> + CastFrom<f64> + CastFrom<Complex<f64>>
{
}

/// A scalar object in memory.
#[repr(C)]
pub struct NumberObject<T> {
    head: ffi::PyObject,
    value: T,
}

/// `np.False_` and `np.True_`.
static BOOLS: [AtomicPtr<ffi::PyObject>; 2] = [const { AtomicPtr::new(std::ptr::null_mut()) }; 2];

/// Makes the two booleans. The class exists already.
pub fn make_bools(py: Python<'_>) {
    for (i, slot) in BOOLS.iter().enumerate() {
        slot.store(allocate(py, Bool(i as u8)).into_ptr(), Ordering::Release);
    }
}

/// The scalar with this value.
#[inline(always)]
pub fn new<T: Number>(py: Python<'_>, value: T) -> Py<PyAny> {
    if T::KIND == Kind::Bool {
        // SAFETY: `Bool` is one byte.
        let set = unsafe { std::mem::transmute_copy::<T, Bool>(&value) }.get();
        // SAFETY: made at registration, lives for good.
        return unsafe { Bound::from_borrowed_ptr(py, BOOLS[set as usize].load(Ordering::Relaxed)) }.unbind();
    }
    allocate(py, value)
}

#[inline(always)]
fn allocate<T: Number>(py: Python<'_>, value: T) -> Py<PyAny> {
    // SAFETY: memory of the object's size, from the allocator that `free` gives it back to; the class is one
    // of ours, whose objects have this layout.
    unsafe {
        let raw = ffi::PyObject_Malloc(size_of::<NumberObject<T>>());
        if raw.is_null() {
            std::alloc::handle_alloc_error(std::alloc::Layout::new::<NumberObject<T>>());
        }
        let object = ffi::PyObject_Init(raw.cast(), class_ptr(T::KIND));
        (&raw mut (*object.cast::<NumberObject<T>>()).value).write(value);
        Bound::from_owned_ptr(py, object).unbind()
    }
}

/// A scalar of a class that somebody derived from ours.
///
/// # Safety
/// `class` is the class of `T::KIND` or derived from it.
pub unsafe fn new_of<T: Number>(
    py: Python<'_>,
    class: *mut ffi::PyTypeObject,
    value: T,
) -> PyResult<Py<PyAny>> {
    if class == class_ptr(T::KIND) {
        return Ok(new(py, value));
    }
    // SAFETY: by the caller: the class has our layout, perhaps with more behind it.
    unsafe {
        let alloc = (*class).tp_alloc.unwrap_or(ffi::PyType_GenericAlloc);
        let object = Bound::from_owned_ptr_or_err(py, alloc(class, 0))?;
        (&raw mut (*object.as_ptr().cast::<NumberObject<T>>()).value).write(value);
        Ok(object.unbind())
    }
}

/// `tp_dealloc` of all numbers.
///
/// # Safety
/// Python calls it once, with the last reference.
pub unsafe extern "C" fn free(object: *mut ffi::PyObject) {
    // SAFETY: `tp_free` fits the allocator of the class; every object of a heap type owns a reference to it.
    unsafe {
        let class = ffi::Py_TYPE(object);
        let release = (*class).tp_free.unwrap_or(ffi::PyObject_Free as unsafe extern "C" fn(*mut c_void));
        release(object.cast());
        ffi::Py_DECREF(class.cast());
    }
}

/// The value in the object.
pub fn value_ptr(object: &Bound<'_, PyAny>) -> *const u8 {
    object.as_ptr().cast::<u8>().wrapping_add(size_of::<ffi::PyObject>())
}

/// The value of a scalar of class `T::KIND`.
///
/// # Safety
/// The object is of that class, or of one derived from it.
#[inline(always)]
pub unsafe fn value<T: Number>(object: *mut ffi::PyObject) -> T {
    // SAFETY: by the caller.
    unsafe { (*object.cast::<NumberObject<T>>()).value }
}
