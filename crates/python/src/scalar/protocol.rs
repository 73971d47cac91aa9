//! What Python asks of any object: `repr`, `hash`, conversion to its own numbers, subscripts, buffers.

use super::number::{Number, value};
use super::slots::{Slots, enter, enter_or};
use super::{number_value, scalar_array};
use crate::error::{IntoPy, named_warning};
use crate::numpy::printing::{is_modern, with_options};
use pallasite_array::format::{PrintOptions, scalar_repr, scalar_str};
use pallasite_array::{Kind, NdArray, Scalar};
use pyo3::exceptions::{PyIndexError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyInt, PyString, PyTuple};
use std::ffi::{CStr, c_int};

type Object = *mut ffi::PyObject;

/// The slots of this file for numbers of type `T`.
pub fn add_slots<T: Number>(slots: &mut Slots) {
    slots.add(ffi::Py_tp_repr, tp_repr as *mut _);
    slots.add(ffi::Py_tp_str, tp_str::<T> as *mut _);
    slots.add(ffi::Py_tp_hash, tp_hash::<T> as *mut _);
    slots.add(ffi::Py_nb_bool, nb_bool::<T> as *mut _);
    slots.add(ffi::Py_nb_float, nb_float::<T> as *mut _);
    slots.add(ffi::Py_nb_int, nb_int as *mut _);
    if T::KIND.is_integer() {
        slots.add(ffi::Py_nb_index, nb_int as *mut _);
    }
    slots.add(ffi::Py_mp_subscript, mp_subscript as *mut _);
    slots.add(ffi::Py_bf_getbuffer, bf_getbuffer::<T> as *mut _);
}

/// The value of a number, and the object it is in.
///
/// # Safety
/// `object` is a live number of ours.
unsafe fn receive<'py>(py: Python<'py>, object: Object) -> PyResult<(Bound<'py, PyAny>, Scalar)> {
    // SAFETY: by the caller.
    let object = unsafe { Bound::from_borrowed_ptr(py, object) };
    let value = number_value(&object).ok_or_else(|| PyTypeError::new_err("not a number"))?.1;
    Ok((object, value))
}

unsafe extern "C" fn tp_repr(object: Object) -> Object {
    // SAFETY: by Python, which passes a live instance.
    unsafe { text_by(object, scalar_repr) }
}

unsafe extern "C" fn tp_str<T: Number>(object: Object) -> Object {
    if T::KIND == Kind::Float64 && is_modern() {
        // SAFETY: a `float64` has the layout of a Python float, whose digits are NumPy's.
        return unsafe { ffi::PyFloat_Type.tp_repr.map_or(std::ptr::null_mut(), |repr| repr(object)) };
    }
    // SAFETY: by Python, which passes a live instance.
    unsafe { text_by(object, scalar_str) }
}

/// The text of a number under the options in force.
///
/// # Safety
/// `object` is a live number of ours.
unsafe fn text_by(
    object: Object,
    write: fn(&NdArray, &PrintOptions) -> pallasite_array::Result<String>,
) -> Object {
    enter(|py| {
        // SAFETY: by the caller.
        let object = unsafe { Bound::from_borrowed_ptr(py, object) };
        let array = scalar_array(&object).ok_or_else(|| PyTypeError::new_err("not a number"))?;
        let text = with_options(py, |options| write(&array, options))?.py()?;
        Ok(PyString::new(py, &text).into_any().unbind())
    })
}

/// Equal to the hash of the equal Python number; NaNs differ by identity, as Python's.
unsafe extern "C" fn tp_hash<T: Number>(object: Object) -> ffi::Py_hash_t {
    if T::KIND == Kind::Float64 {
        // SAFETY: a `float64` has the layout of a Python float, and Python's hash looks at nothing else.
        return unsafe { ffi::PyFloat_Type.tp_hash.map_or(-1, |hash| hash(object)) };
    }
    enter_or(-1, |py| {
        // SAFETY: Python passes a live instance.
        let (object, value) = unsafe { receive(py, object)? };
        match value {
            Scalar::Bool(b) => Ok(b.into()),
            Scalar::Int(i) => Ok(integer_hash(i < 0, i.unsigned_abs())),
            Scalar::UInt(u) => Ok(integer_hash(false, u)),
            Scalar::Float(x) if x.is_nan() => Ok((object.as_ptr() as isize).rotate_right(4)),
            value => python_number(py, &value)?.hash(),
        }
    })
}

/// Python's hash of an integer: the residue modulo the prime 2^61 - 1, and never -1.
fn integer_hash(negative: bool, size: u64) -> ffi::Py_hash_t {
    let residue = (size % ((1 << 61) - 1)) as ffi::Py_hash_t;
    match (negative, residue) {
        (true, 1) => -2,
        (true, r) => -r,
        (false, r) => r,
    }
}

/// The number as Python's own.
pub fn python_number<'py>(py: Python<'py>, value: &Scalar) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Scalar::Bool(b) => (*b as u8).into_pyobject(py)?.into_any(),
        Scalar::Int(i) => i.into_pyobject(py)?.into_any(),
        Scalar::UInt(u) => u.into_pyobject(py)?.into_any(),
        Scalar::Float(x) => PyFloat::new(py, *x).into_any(),
        Scalar::Complex(z) => pyo3::types::PyComplex::from_doubles(py, z.re, z.im).into_any(),
        _ => return Err(PyTypeError::new_err("not a number")),
    })
}

unsafe extern "C" fn nb_bool<T: Number>(object: Object) -> c_int {
    // SAFETY: Python passes a live instance of the class of `T`.
    (unsafe { value::<T>(object) } != T::default()).into()
}

unsafe extern "C" fn nb_float<T: Number>(object: Object) -> Object {
    if T::KIND == Kind::Float64 {
        // SAFETY: Python passes a live instance of `float64`.
        return unsafe { ffi::PyFloat_FromDouble(value::<f64>(object)) };
    }
    enter(|py| {
        // SAFETY: Python passes a live instance.
        let (_, value) = unsafe { receive(py, object)? };
        Ok(PyFloat::new(py, real_part(py, &value)?).into_any().unbind())
    })
}

/// The number as `f64`; complex ones lose their imaginary part with a warning.
fn real_part(py: Python<'_>, value: &Scalar) -> PyResult<f64> {
    Ok(match value {
        Scalar::Complex(z) => {
            complex_warning(py)?;
            z.re
        }
        value => super::cast(value),
    })
}

/// The warning where a cast drops imaginary parts; to ask whether a number is zero drops nothing.
pub fn warn_of_lost_imaginary(py: Python<'_>, from: Kind, to: Kind) -> PyResult<()> {
    let drops = from.is_complex() && to.is_numeric() && !to.is_complex() && to != Kind::Bool;
    if drops { complex_warning(py) } else { Ok(()) }
}

/// The warning for a lost imaginary part.
pub fn complex_warning(py: Python<'_>) -> PyResult<()> {
    named_warning(py, "ComplexWarning", c"Casting complex values to real discards the imaginary part")
}

unsafe extern "C" fn nb_int(object: Object) -> Object {
    enter(|py| {
        // SAFETY: Python passes a live instance.
        let (_, value) = unsafe { receive(py, object)? };
        Ok(match value {
            Scalar::Float(_) | Scalar::Complex(_) => {
                let x = real_part(py, &value)?;
                py.get_type::<PyInt>().call1((x,))?.unbind()
            }
            value => python_number(py, &value)?.unbind(),
        })
    })
}

/// `x[()]`, `x[...]`, `x[None]`: what needs no axis.
unsafe extern "C" fn mp_subscript(object: Object, key: Object) -> Object {
    enter(|py| {
        // SAFETY: Python passes live objects.
        let (object, key) =
            unsafe { (Bound::from_borrowed_ptr(py, object), Bound::from_borrowed_ptr(py, key)) };
        let invalid = |_| PyIndexError::new_err("invalid index to scalar variable.");
        if key.cast::<PyTuple>().is_ok_and(|t| t.is_empty()) {
            return Ok(object.unbind());
        }
        let array = scalar_array(&object).ok_or_else(|| PyTypeError::new_err("not a number"))?;
        Ok(crate::array::wrap(py, array)?.bind(py).get_item(key).map_err(invalid)?.unbind())
    })
}

/// The value as a read-only buffer without axes.
unsafe extern "C" fn bf_getbuffer<T: Number>(
    object: Object,
    view: *mut ffi::Py_buffer,
    flags: c_int,
) -> c_int {
    // SAFETY: Python passes a live instance and a view to fill; the memory lives as long as the object, to
    // which the view holds a reference.
    unsafe {
        let data = object.cast::<u8>().add(size_of::<ffi::PyObject>());
        let failed = ffi::PyBuffer_FillInfo(view, object, data.cast(), size_of::<T>() as isize, 1, flags);
        if failed == 0 {
            (*view).ndim = 0;
            (*view).shape = std::ptr::null_mut();
            (*view).strides = std::ptr::null_mut();
            (*view).itemsize = size_of::<T>() as isize;
            if flags & ffi::PyBUF_FORMAT != 0 {
                (*view).format = buffer_format(T::KIND).as_ptr().cast_mut();
            }
        }
        failed
    }
}

/// The letter of the `struct` module.
fn buffer_format(kind: Kind) -> &'static CStr {
    const FORMATS: [&CStr; 14] =
        [c"?", c"b", c"B", c"h", c"H", c"i", c"I", c"l", c"L", c"e", c"f", c"d", c"Zf", c"Zd"];
    FORMATS[kind as usize]
}
