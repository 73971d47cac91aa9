//! `np.float64(x)`, `np.int8(x)`: scalars from numbers and text, arrays from sequences.

use super::arithmetic::Arithmetic;
use super::binary::direct;
use super::classes::class_ptr;
use super::number::{Number, new, new_of, value};
use super::protocol::warn_of_lost_imaginary;
use super::slots::enter;
use crate::error::IntoPy;
use pallasite_array::{DType, Kind, NdArray, Order};
use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyComplex, PyDict, PyString, PyTuple};

/// `tp_new` of the numbers of type `T`.
///
/// # Safety
/// Called by Python, with the class of `T` or one derived from it.
pub unsafe extern "C" fn tp_new<T: Arithmetic>(
    class: *mut ffi::PyTypeObject,
    args: *mut ffi::PyObject,
    kwargs: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: Python passes a tuple, and calls its slots with the interpreter attached.
    unsafe {
        if class == class_ptr(T::KIND)
            && kwargs.is_null()
            && ffi::PyTuple_GET_SIZE(args) == 1
            && let Some(v) = direct::<T>(ffi::PyTuple_GET_ITEM(args, 0))
        {
            return new(Python::assume_attached(), v).into_ptr();
        }
    }
    enter(|py| {
        // SAFETY: Python passes a tuple, and a dictionary or null.
        let (args, kwargs) = unsafe {
            (
                Bound::from_borrowed_ptr(py, args).cast_into::<PyTuple>()?,
                Bound::from_borrowed_ptr_or_opt(py, kwargs),
            )
        };
        if kwargs.is_some_and(|k| k.cast::<PyDict>().is_ok_and(|k| !k.is_empty())) {
            return Err(PyTypeError::new_err(format!("{}() takes no keyword arguments", T::KIND.name())));
        }
        // SAFETY: by Python's contract for `tp_new`.
        let scalar = |v: T| unsafe { new_of(py, class, v) };
        let Some(arg) = argument::<T>(py, &args)? else { return scalar(T::default()) };
        if arg.get_type_ptr() == class_ptr(T::KIND) {
            // SAFETY: an object of exactly the class of `T`.
            return scalar(unsafe { value::<T>(arg.as_ptr()) });
        }
        let array = converted(&arg, T::KIND)?;
        if array.ndim() > 0 {
            return crate::array::wrap(py, array);
        }
        // SAFETY: a native element of type `T`.
        scalar(unsafe { array.as_ptr().cast::<T>().read_unaligned() })
    })
}

/// The one argument, or the two of a complex number as one.
fn argument<'py, T: Number>(
    py: Python<'py>,
    args: &Bound<'py, PyTuple>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    match args.len() {
        0 => Ok(None),
        1 => args.get_item(0).map(Some),
        2 if T::KIND.is_complex() => Ok(Some(py.get_type::<PyComplex>().call1(args)?)),
        n => {
            let name = T::KIND.name();
            Err(PyTypeError::new_err(format!("{name} expected at most 1 argument, got {n}")))
        }
    }
}

/// The argument as an array of the kind, whatever is lost.
fn converted(arg: &Bound<'_, PyAny>, kind: Kind) -> PyResult<NdArray> {
    let dtype = DType::from(kind);
    let existing = crate::coerce::existing(arg)?;
    if let Some(array) = existing {
        warn_of_lost_imaginary(arg.py(), array.kind(), kind)?;
        return crate::errstate::watch(arg.py(), "cast", || array.astype(&dtype, Order::K).py());
    }
    if kind == Kind::Bool && arg.is_instance_of::<PyString>() {
        return NdArray::from_scalar(&pallasite_array::Scalar::Bool(arg.len()? > 0), &dtype).py();
    }
    crate::errstate::watch(arg.py(), "cast", || crate::coerce::as_array(arg, Some(&dtype)))
}
