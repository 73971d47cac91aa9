//! The class `ndarray`: a Python object around an [`NdArray`].
//!
//! The methods are in the files of this folder, one subject each.

mod attributes;
mod construct;
mod dlpack;
mod files;
mod flags;
mod flat;
mod held;
pub mod index;
mod interop;
mod methods;
mod picking;
mod reductions;
mod spare;
mod subclass;

use crate::interrupt::released;
pub use attributes::{check_device, namespace, rename_fields};
pub use flags::PyFlags;
pub use flat::PyFlatIter;
pub use held::{Held, Holder, PyArray};
pub use interop::_rebuild;
pub use subclass::wrap_class;

use crate::error::IntoPy;
use pallasite_array::NdArray;
use pyo3::prelude::*;
use std::cell::Ref;
use subclass::owner_of;

/// A new `ndarray` that owns its memory.
#[inline(always)]
pub fn wrap(py: Python<'_>, array: NdArray) -> PyResult<Py<PyAny>> {
    spare::object(py, PyArray::holding(array, None))
}

/// The scalar of a 0-d result, an `ndarray` of any other.
#[inline]
pub fn wrap_or_scalar(py: Python<'_>, array: NdArray) -> PyResult<Py<PyAny>> {
    if array.ndim() == 0 { crate::scalar::scalar_object(py, &array) } else { wrap(py, array) }
}

/// A view of `of`'s memory, of the same class as `of`.
pub fn wrap_view(of: &Bound<'_, PyArray>, array: NdArray) -> PyResult<Py<PyAny>> {
    wrap_held(of, of.held(), array)
}

/// [`wrap_view`] of an array that is borrowed already, as borrowing costs a tenth of a small view.
#[inline(always)]
pub fn wrap_held(of: &Bound<'_, PyArray>, held: Ref<'_, Held>, array: NdArray) -> PyResult<Py<PyAny>> {
    let class = of.get_type();
    let base = owner_of(of, &held, &class);
    drop(held);
    if is_exact(of.as_any()) {
        return spare::object(of.py(), PyArray::holding(array, Some(base)));
    }
    wrap_class(&class, array, Some(base), of.as_any())
}

/// A result that owns its memory, of the same class as `like`.
#[inline]
pub fn wrap_like(like: &Bound<'_, PyArray>, array: NdArray) -> PyResult<Py<PyAny>> {
    if is_exact(like.as_any()) {
        return wrap(like.py(), array);
    }
    wrap_class(&like.get_type(), array, None, like.as_any())
}

/// True for an `ndarray` that is not of a subclass.
#[inline]
pub fn is_exact(object: &Bound<'_, PyAny>) -> bool {
    object.is_exact_instance_of::<PyArray>()
}

/// The object as an `ndarray`, when it is one and not of a subclass.
#[inline]
pub fn exact<'a, 'py>(object: &'a Bound<'py, PyAny>) -> Option<&'a Bound<'py, PyArray>> {
    object.cast_exact::<PyArray>().ok()
}

/// The array of an `ndarray` or subclass instance, its memory shared.
#[inline]
pub fn array_of(object: &Bound<'_, PyAny>) -> Option<NdArray> {
    object.cast::<PyArray>().ok().map(|a| a.held().array.clone())
}

/// Work in units of a cheap element operation above which the GIL is released.
pub const RELEASE_ABOVE: usize = 1 << 15;

/// Runs `f` without the GIL when there is enough work.
pub fn detached<T: Send>(
    py: Python<'_>,
    work: usize,
    f: impl FnOnce() -> pallasite_array::Result<T> + Send,
) -> PyResult<T> {
    if work > RELEASE_ABOVE { released(py, f)?.py() } else { f().py() }
}

/// Adds the class to the module.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<PyArray>()?;
    m.add_class::<PyFlatIter>()?;
    subclass::register(m)?;
    spare::register(m.py())?;
    m.add_class::<PyFlags>()?;
    m.add_function(wrap_pyfunction!(dlpack::from_dlpack, m)?)
}
