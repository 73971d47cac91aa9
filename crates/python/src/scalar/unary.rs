//! The unary operators of number classes.

use super::arithmetic::Arithmetic;
use super::number::{new, value};
use super::slots::{Slots, enter};
use crate::errstate::report;
use pallasite_array::Kind;
use pyo3::exceptions::PyTypeError;
use pyo3::ffi;

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
    enter(|py| {
        // SAFETY: Python passes a live instance of the class of `T`.
        let Some((out, flags)) = T::negative(unsafe { value::<T>(a) }) else {
            return Err(PyTypeError::new_err(
                "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the \
                 logical_not function instead.",
            ));
        };
        if !flags.is_empty() {
            report(py, flags, "scalar negative")?;
        }
        Ok(new(py, out))
    })
}

unsafe extern "C" fn positive<T: Arithmetic>(a: Object) -> Object {
    // SAFETY: Python passes a live instance of the class of `T`.
    enter(|py| Ok(new(py, unsafe { value::<T>(a) })))
}

unsafe extern "C" fn absolute<T: Arithmetic>(a: Object) -> Object {
    enter(|py| {
        // SAFETY: Python passes a live instance of the class of `T`.
        let (out, flags) = T::absolute(py, unsafe { value::<T>(a) });
        if !flags.is_empty() {
            report(py, flags, "scalar absolute")?;
        }
        Ok(out)
    })
}

unsafe extern "C" fn invert<T: Arithmetic>(a: Object) -> Object {
    enter(|py| {
        // SAFETY: Python passes a live instance of the class of `T`.
        let out = T::invert(unsafe { value::<T>(a) });
        Ok(out.map_or_else(|| py.NotImplemented(), |v| new(py, v)))
    })
}
