//! The unary operators of number classes.

use super::arithmetic::{Arithmetic, Magnitude};
use super::number::{Number, new, value};
use super::slots::{Slots, enter};
use crate::errstate::report;
use pallasite_array::Kind;
use pallasite_ufunc::math::fpstatus::Flags;
use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;

type Object = *mut ffi::PyObject;

/// The slots of this file for numbers of type `T`.
pub fn add_slots<T: Arithmetic>(slots: &mut Slots) {
    slots.add(ffi::Py_nb_negative, negative::<T> as *mut _);
    slots.add(ffi::Py_nb_absolute, absolute::<T> as *mut _);
    if T::KIND != Kind::Bool {
        slots.add(ffi::Py_nb_positive, positive::<T> as *mut _);
    }
    if !T::KIND.is_inexact() {
        slots.add(ffi::Py_nb_invert, invert::<T> as *mut _);
    }
}

unsafe extern "C" fn negative<T: Arithmetic>(a: Object) -> Object {
    // SAFETY: Python passes a live instance of the class of `T`.
    let out = T::negative(unsafe { value::<T>(a) });
    if let Some((v, Flags::NONE)) = out {
        return at_once(v);
    }
    enter(|py| {
        let Some((out, flags)) = out else {
            return Err(PyTypeError::new_err(
                "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the \
                 logical_not function instead.",
            ));
        };
        report(py, flags, "scalar negative")?;
        Ok(new(py, out))
    })
}

unsafe extern "C" fn positive<T: Arithmetic>(a: Object) -> Object {
    // SAFETY: Python passes a live instance of the class of `T`.
    at_once(unsafe { value::<T>(a) })
}

unsafe extern "C" fn absolute<T: Arithmetic>(a: Object) -> Object {
    // SAFETY: Python passes a live instance of the class of `T`.
    match T::absolute(unsafe { value::<T>(a) }) {
        Magnitude::Same(v, Flags::NONE) => at_once(v),
        Magnitude::Same(v, flags) => reported(v, flags),
        Magnitude::Single(v, Flags::NONE) => at_once(v),
        Magnitude::Single(v, flags) => reported(v, flags),
        Magnitude::Double(v, Flags::NONE) => at_once(v),
        Magnitude::Double(v, flags) => reported(v, flags),
    }
}

/// The absolute value after what its exceptions demand.
fn reported<T: Number>(v: T, flags: Flags) -> Object {
    enter(|py| {
        report(py, flags, "scalar absolute")?;
        Ok(new(py, v))
    })
}

unsafe extern "C" fn invert<T: Arithmetic>(a: Object) -> Object {
    // SAFETY: Python passes a live instance of the class of `T`.
    match T::invert(unsafe { value::<T>(a) }) {
        Some(v) => at_once(v),
        None => enter(|py| Ok(py.NotImplemented())),
    }
}

/// The result of a slot that needs nothing of the interpreter but the object.
fn at_once<T: Number>(v: T) -> Object {
    // SAFETY: Python calls its slots with the interpreter attached.
    new(unsafe { Python::assume_attached() }, v).into_ptr()
}
