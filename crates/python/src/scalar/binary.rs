//! The binary operators of number classes.

use super::arithmetic::{Arithmetic, Op, Outcome};
use super::classes::class_ptr;
use super::number::{new, value};
use super::operand::{Side, Value, common_kind, side};
use super::slots::{Slots, enter};
use crate::array::PyArray;
use crate::errstate::report;
use pallasite_array::{Kind, Scalar, dispatch};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::type_object::PyTypeInfo;
use pyo3::types::PyTuple;
use std::ffi::c_void;

type Object = *mut ffi::PyObject;
type Binary = unsafe extern "C" fn(Object, Object) -> Object;

/// The slots of this file for numbers of type `T`.
pub fn add_slots<T: Arithmetic>(slots: &mut Slots) {
    slots.add(ffi::Py_nb_add, binary::<T, { Op::Add as u8 }> as *mut c_void);
    slots.add(ffi::Py_nb_subtract, binary::<T, { Op::Subtract as u8 }> as *mut c_void);
    slots.add(ffi::Py_nb_multiply, binary::<T, { Op::Multiply as u8 }> as *mut c_void);
    slots.add(ffi::Py_nb_true_divide, binary::<T, { Op::Divide as u8 }> as *mut c_void);
    slots.add(ffi::Py_nb_power, power::<T> as *mut c_void);
    slots.add(ffi::Py_nb_lshift, binary::<T, { Op::LeftShift as u8 }> as *mut c_void);
    slots.add(ffi::Py_nb_rshift, binary::<T, { Op::RightShift as u8 }> as *mut c_void);
    slots.add(ffi::Py_nb_and, binary::<T, { Op::And as u8 }> as *mut c_void);
    slots.add(ffi::Py_nb_or, binary::<T, { Op::Or as u8 }> as *mut c_void);
    slots.add(ffi::Py_nb_xor, binary::<T, { Op::Xor as u8 }> as *mut c_void);
    if !T::KIND.is_complex() {
        slots.add(ffi::Py_nb_floor_divide, binary::<T, { Op::FloorDivide as u8 }> as *mut c_void);
        slots.add(ffi::Py_nb_remainder, binary::<T, { Op::Remainder as u8 }> as *mut c_void);
        slots.add(ffi::Py_nb_divmod, divmod as *mut c_void);
    }
}

/// The value of an operand where no promotion is needed: the class of `T` itself, and for `float64` and
/// `int64` their Python relatives.
///
/// # Safety
/// `object` is live.
#[inline(always)]
pub unsafe fn direct<T: Arithmetic>(object: Object) -> Option<T> {
    // SAFETY: each value is read after its class was seen; a Python float has the layout of a `float64`.
    unsafe {
        let class = ffi::Py_TYPE(object);
        if class == class_ptr(T::KIND) {
            return Some(value::<T>(object));
        }
        if T::KIND == Kind::Float64 && class == &raw mut ffi::PyFloat_Type {
            return Some(value::<T>(object));
        }
        if matches!(T::KIND, Kind::Int64 | Kind::Float64) && class == &raw mut ffi::PyLong_Type {
            let mut overflow = 0;
            let i = ffi::PyLong_AsLongLongAndOverflow(object, &mut overflow);
            return (overflow == 0).then(|| T::cast_from(i));
        }
    }
    None
}

/// A `float64` and an `int64`, in any order, as floats: the one promotion that is on hot paths.
///
/// # Safety
/// Both are live objects.
#[inline(always)]
unsafe fn float_pair<T: Arithmetic>(a: Object, b: Object) -> Option<(f64, f64)> {
    if !matches!(T::KIND, Kind::Int64 | Kind::Float64) {
        return None;
    }
    let number = |object: Object| {
        // SAFETY: each value is read after its class was seen.
        unsafe {
            match ffi::Py_TYPE(object) {
                class if class == class_ptr(Kind::Float64) => Some(value::<f64>(object)),
                class if class == class_ptr(Kind::Int64) => Some(value::<i64>(object) as f64),
                _ => None,
            }
        }
    };
    Some((number(a)?, number(b)?))
}

/// The slot of an operator.
///
/// # Safety
/// Called by Python with live objects, one of which is of the class of `T` or derived from it.
unsafe extern "C" fn binary<T: Arithmetic, const OP: u8>(a: Object, b: Object) -> Object {
    let op = Op::ALL[OP as usize];
    // SAFETY: by the caller.
    if let (Some(x), Some(y)) = unsafe { (direct::<T>(a), direct::<T>(b)) } {
        match T::apply(op, x, y) {
            // SAFETY: Python calls its slots with the interpreter attached.
            Outcome::Value(v) => return new(unsafe { Python::assume_attached() }, v).into_ptr(),
            Outcome::Ufunc => {}
            out => return enter(|py| settle(py, op, out)),
        }
    }
    // SAFETY: by the caller.
    if let Some((x, y)) = unsafe { float_pair::<T>(a, b) } {
        match f64::apply(op, x, y) {
            Outcome::Ufunc => {}
            out => return enter(|py| settle(py, op, out)),
        }
    }
    // SAFETY: by the caller; `NotImplemented` lives for good.
    unsafe {
        if is_array(a) || is_array(b) {
            return ffi::Py_NewRef(ffi::Py_NotImplemented());
        }
        enter(|py| mixed(py, op, a, b))
    }
}

/// Whether an object is an `ndarray`, whose own operator decides.
///
/// # Safety
/// `object` is live, and the interpreter attached.
#[inline]
unsafe fn is_array(object: Object) -> bool {
    // SAFETY: by the caller.
    unsafe { ffi::Py_TYPE(object) == PyArray::type_object_raw(Python::assume_attached()) }
}

/// The slot of `**`; with a modulus, other types are asked.
///
/// # Safety
/// As [`binary`].
unsafe extern "C" fn power<T: Arithmetic>(a: Object, b: Object, modulus: Object) -> Object {
    // SAFETY: by the caller; `None` and `NotImplemented` live for good.
    unsafe {
        if modulus != ffi::Py_None() {
            return ffi::Py_NewRef(ffi::Py_NotImplemented());
        }
        let slot: Binary = binary::<T, { Op::Power as u8 }>;
        slot(a, b)
    }
}

/// The result as an object, after what its exceptions demand.
fn settle<T: Arithmetic>(py: Python<'_>, op: Op, out: Outcome<T>) -> PyResult<Py<PyAny>> {
    match out {
        Outcome::Value(v) => Ok(new(py, v)),
        Outcome::Flagged(v, flags) => {
            report(py, flags, op.scalar_name())?;
            Ok(new(py, v))
        }
        Outcome::Float(v, flags) => {
            report(py, flags, op.scalar_name())?;
            Ok(new(py, v))
        }
        Outcome::NegativePower => {
            Err(PyValueError::new_err("Integers to negative integer powers are not allowed."))
        }
        Outcome::BoolSubtract => Err(PyTypeError::new_err(
            "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or \
             the logical_xor function instead.",
        )),
        Outcome::Ufunc => Ok(py.NotImplemented()),
    }
}

/// Operands of different types.
///
/// # Safety
/// Both are live objects.
unsafe fn mixed(py: Python<'_>, op: Op, a: Object, b: Object) -> PyResult<Py<PyAny>> {
    // SAFETY: by the caller.
    let (a, b) = unsafe { (Bound::from_borrowed_ptr(py, a), Bound::from_borrowed_ptr(py, b)) };
    match (side(&a)?, side(&b)?) {
        (Side::Number(x), Side::Number(y)) => numbers(py, op, &x, &y, (&a, &b)),
        (Side::Defer, _) | (_, Side::Defer) => Ok(py.NotImplemented()),
        _ if op == Op::Multiply && repeats(&a, &b) => Ok(py.NotImplemented()),
        _ => by_ufunc(op.ufunc(), &a, &b),
    }
}

/// True for a list or tuple times a scalar, which Python repeats or refuses.
fn repeats(a: &Bound<'_, PyAny>, b: &Bound<'_, PyAny>) -> bool {
    let sequence =
        |o: &Bound<'_, PyAny>| o.is_instance_of::<pyo3::types::PyList>() || o.is_instance_of::<PyTuple>();
    sequence(a) || sequence(b)
}

/// The ufunc of `pallasite.numpy` on the two objects.
pub fn by_ufunc(name: &str, a: &Bound<'_, PyAny>, b: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    Ok(a.py().import("pallasite.numpy")?.getattr(name)?.call1((a, b))?.unbind())
}

fn numbers(
    py: Python<'_>,
    op: Op,
    x: &Value,
    y: &Value,
    (a, b): (&Bound<'_, PyAny>, &Bound<'_, PyAny>),
) -> PyResult<Py<PyAny>> {
    let kind = match common_kind(x, y)? {
        Kind::Bool if op.widens_bool() => Kind::Int8,
        kind => kind,
    };
    let (x, y) = (x.for_kind(kind)?, y.for_kind(kind)?);
    dispatch!(numeric kind, T => {
        let (x, y) = (cast_weak::<T>(py, &x)?, cast_weak::<T>(py, &y)?);
        match T::apply(op, x, y) {
            Outcome::Ufunc => by_ufunc(op.ufunc(), a, b),
            out => settle(py, op, out),
        }
    }, else unreachable!("numbers only"))
}

/// The number as `T`, with a warning where a Python number is too large for the type.
fn cast_weak<T: Arithmetic>(py: Python<'_>, value: &Scalar) -> PyResult<T> {
    let out = super::cast::<T>(value);
    let large = |x: f64| x.is_finite() && x.abs() > f64::from(half::f16::MAX);
    let suspicious = match value {
        Scalar::Float(x) => large(*x),
        Scalar::Int(i) => large(*i as f64),
        Scalar::UInt(u) => large(*u as f64),
        Scalar::Complex(z) => large(z.re) || large(z.im),
        _ => false,
    };
    if suspicious && T::KIND.is_inexact() && !out.is_finite() {
        report(py, pallasite_ufunc::math::fpstatus::Flags::OVERFLOW, "cast")?;
    }
    Ok(out)
}

/// `divmod`.
///
/// # Safety
/// As [`binary`].
unsafe extern "C" fn divmod(a: Object, b: Object) -> Object {
    enter(|py| {
        // SAFETY: by the caller.
        let (a, b) = unsafe { (Bound::from_borrowed_ptr(py, a), Bound::from_borrowed_ptr(py, b)) };
        let (x, y) = match (side(&a)?, side(&b)?) {
            (Side::Number(x), Side::Number(y)) => (x, y),
            (Side::Defer, _) | (_, Side::Defer) => return Ok(py.NotImplemented()),
            _ => return by_ufunc("divmod", &a, &b),
        };
        let kind = match common_kind(&x, &y)? {
            Kind::Bool => Kind::Int8,
            kind => kind,
        };
        let (x, y) = (x.for_kind(kind)?, y.for_kind(kind)?);
        dispatch!(numeric kind, T => match T::divmod(cast_weak(py, &x)?, cast_weak(py, &y)?) {
            Some((q, r, flags)) => {
                report(py, flags, "scalar divmod")?;
                Ok(PyTuple::new(py, [new(py, q), new(py, r)])?.into_any().unbind())
            }
            None => Ok(py.NotImplemented()),
        }, else unreachable!("numbers only"))
    })
}
