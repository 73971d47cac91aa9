//! What an `ndarray` object holds, and how it is lent out.
//!
//! pyo3 counts the borrows of an object with atomic operations, which at two per operand would be a tenth of the
//! time of a small call. The class is `frozen` for pyo3, and the count here is a plain one: the interpreter's lock
//! keeps others away.

use pallasite_array::NdArray;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use std::cell::{Ref, RefCell, RefMut};

/// The memory of an `ndarray` and how it is looked at.
pub struct Held {
    /// Memory, shape, strides, dtype.
    pub array: NdArray,
    /// What the memory belongs to, when not to this object.
    pub base: Option<Py<PyAny>>,
}

/// An n-dimensional array; see NumPy's documentation of `ndarray`.
#[pyclass(name = "ndarray", module = "pallasite.numpy", subclass, weakref, frozen)]
pub struct PyArray(RefCell<Held>);

// SAFETY: the cell is reached through a `Bound` alone, which only threads that hold the interpreter's lock have (the
// module asks for the lock: `gil_used`); what it lends out stays in the thread, as `Ref` and `RefMut` do.
unsafe impl Sync for PyArray {}

impl PyArray {
    /// An object's content.
    #[inline(always)]
    pub fn holding(array: NdArray, base: Option<Py<PyAny>>) -> PyArray {
        PyArray(RefCell::new(Held { array, base }))
    }

    /// The content, without a look at who else has it.
    ///
    /// # Safety
    /// The interpreter's lock is held, and nobody changes the content meanwhile.
    #[inline(always)]
    pub(super) unsafe fn peek(&self) -> &Held {
        // SAFETY: by the caller.
        unsafe { &*self.0.as_ptr() }
    }

    /// The content of an object that nobody else has any more.
    #[inline(always)]
    pub fn into_held(self) -> Held {
        self.0.into_inner()
    }
}

/// Access to what an `ndarray` holds.
pub trait Holder {
    /// Looks at the content.
    ///
    /// # Panics
    /// While the content is changed, which nothing does across Python code.
    fn held(&self) -> Ref<'_, Held>;

    /// Changes the content.
    ///
    /// # Errors
    /// Somebody looks at it, as when `shape` is set while `item` asks an object for its index.
    fn held_mut(&self) -> PyResult<RefMut<'_, Held>>;
}

impl Holder for Bound<'_, PyArray> {
    #[inline(always)]
    fn held(&self) -> Ref<'_, Held> {
        self.get().0.borrow()
    }

    #[inline(always)]
    fn held_mut(&self) -> PyResult<RefMut<'_, Held>> {
        let used = |_| PyRuntimeError::new_err("the array is in use and cannot be changed now");
        self.get().0.try_borrow_mut().map_err(used)
    }
}
