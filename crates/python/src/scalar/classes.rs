//! The hierarchy of scalar types. Abstract classes have no data, so that concrete ones can add Python's
//! `float`, `complex`, `str` or `bytes` as a second base.

use super::void::Void;
use pallasite_array::Kind;
use pyo3::exceptions::PyRuntimeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyType;
use std::sync::atomic::{AtomicPtr, Ordering};

/// The root of all scalar types.
#[pyclass(subclass, frozen, name = "generic", module = "numpy")]
pub struct Generic;

macro_rules! abstract_classes {
    ($($class:ident($base:ident) = $name:literal),* $(,)?) => {
        $(
            #[doc = concat!("`np.", $name, "`.")]
            #[pyclass(subclass, frozen, extends = $base, name = $name, module = "numpy")]
            pub struct $class;
        )*

        /// Adds the abstract classes and `void`, which is an ordinary class.
        pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
            m.add_class::<Generic>()?;
            $(m.add_class::<$class>()?;)*
            m.add_class::<Void>()?;
            set_class(Kind::Void, &m.py().get_type::<Void>());
            Ok(())
        }
    };
}

abstract_classes! {
    Number(Generic) = "number", Integer(Number) = "integer", SignedInteger(Integer) = "signedinteger",
    UnsignedInteger(Integer) = "unsignedinteger", Inexact(Number) = "inexact", Floating(Inexact) = "floating",
    ComplexFloating(Inexact) = "complexfloating", Flexible(Generic) = "flexible", Character(Flexible) = "character",
}

/// The concrete class of each kind, null until registered.
static CLASSES: [AtomicPtr<ffi::PyTypeObject>; 17] = [const { AtomicPtr::new(std::ptr::null_mut()) }; 17];

/// Kinds by index, the inverse of `kind as usize`.
fn kind_at(i: usize) -> Kind {
    const TEXT: [Kind; 3] = [Kind::Bytes, Kind::Str, Kind::Void];
    Kind::NUMERIC.get(i).copied().unwrap_or_else(|| TEXT[i - Kind::NUMERIC.len()])
}

/// Makes `class` the scalar type of `kind`, for good.
pub fn set_class(kind: Kind, class: &Bound<'_, PyType>) {
    CLASSES[kind as usize].store(class.clone().into_ptr().cast(), Ordering::Release);
}

/// The type object of a kind, null until registered.
#[inline(always)]
pub fn class_ptr(kind: Kind) -> *mut ffi::PyTypeObject {
    CLASSES[kind as usize].load(Ordering::Relaxed)
}

/// The scalar class of a kind: `np.float64`.
pub fn scalar_class(py: Python<'_>, kind: Kind) -> PyResult<Bound<'_, PyAny>> {
    let class = class_ptr(kind);
    if class.is_null() {
        return Err(PyRuntimeError::new_err("the scalar types are not registered"));
    }
    // SAFETY: a registered class, which lives for good.
    Ok(unsafe { Bound::from_borrowed_ptr(py, class.cast()) })
}

/// The kind whose scalar class this type is or derives from.
#[inline]
fn kind_of_type(mut class: *mut ffi::PyTypeObject) -> Option<Kind> {
    while !class.is_null() {
        if let Some(i) = CLASSES.iter().position(|c| c.load(Ordering::Relaxed) == class) {
            return Some(kind_at(i));
        }
        // SAFETY: a live type object; `tp_base` is set for good when the type is made.
        class = unsafe { (*class).tp_base };
    }
    None
}

/// The kind of a scalar of ours.
#[inline]
pub fn kind_of(obj: &Bound<'_, PyAny>) -> Option<Kind> {
    kind_of_type(obj.get_type_ptr())
}

/// True for a scalar of ours, of no derived class.
#[inline]
pub fn is_scalar(obj: &Bound<'_, PyAny>) -> bool {
    let class = obj.get_type_ptr();
    class == class_ptr(Kind::Float64) || CLASSES.iter().any(|c| c.load(Ordering::Relaxed) == class)
}

/// The kind of a concrete scalar class of ours, or of one derived from it.
pub fn class_kind(class: &Bound<'_, PyType>) -> Option<Kind> {
    kind_of_type(class.as_type_ptr())
}

/// True for `generic`, `number` and the other classes that stand for several kinds.
pub fn is_abstract_class(class: &Bound<'_, PyType>) -> PyResult<bool> {
    Ok(class.is_subclass_of::<Generic>()? && class_kind(class).is_none())
}
