//! Comparison of numbers: integers exactly, others in their common type.

use super::arithmetic::Arithmetic;
use super::binary::{by_ufunc, direct};
use super::number::new;
use super::operand::{Side, Value, common_kind, side};
use super::slots::{Slots, enter};
use pallasite_array::{Bool, dispatch};
use pyo3::basic::CompareOp;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use std::cmp::Ordering;
use std::ffi::c_int;

type Object = *mut ffi::PyObject;

/// The slots of this file for numbers of type `T`.
pub fn add_slots<T: Arithmetic>(slots: &mut Slots) {
    slots.add(ffi::Py_tp_richcompare, rich_compare::<T> as *mut _);
}

/// Whether two values in this order satisfy the operator; values without an order only differ.
fn holds(op: CompareOp, order: Option<Ordering>) -> bool {
    match op {
        CompareOp::Ne => order != Some(Ordering::Equal),
        op => order.is_some_and(|o| op.matches(o)),
    }
}

/// `tp_richcompare`.
///
/// # Safety
/// Called by Python with live objects, the first of the class of `T` or derived from it.
unsafe extern "C" fn rich_compare<T: Arithmetic>(a: Object, b: Object, op: c_int) -> Object {
    let op = CompareOp::from_raw(op).unwrap_or(CompareOp::Eq);
    // SAFETY: by the caller.
    if let (Some(x), Some(y)) = unsafe { (direct::<T>(a), direct::<T>(b)) } {
        // SAFETY: Python calls its slots with the interpreter attached.
        return new(unsafe { Python::assume_attached() }, Bool::from(holds(op, T::order(x, y)))).into_ptr();
    }
    enter(|py| {
        // SAFETY: by the caller.
        let (a, b) = unsafe { (Bound::from_borrowed_ptr(py, a), Bound::from_borrowed_ptr(py, b)) };
        match (side(&a)?, side(&b)?) {
            (Side::Number(x), Side::Number(y)) => Ok(new(py, Bool::from(holds(op, numbers(&x, &y)?)))),
            _ if matches!(op, CompareOp::Eq | CompareOp::Ne) && is_text(&b) => {
                Ok(new(py, Bool::from(holds(op, None))))
            }
            (_, Side::Ufunc) => by_ufunc(ufunc_name(op), &a, &b),
            _ => Ok(py.NotImplemented()),
        }
    })
}

/// True for what is never equal to a number.
fn is_text(object: &Bound<'_, PyAny>) -> bool {
    object.is_instance_of::<PyString>() || object.is_instance_of::<PyBytes>()
}

fn ufunc_name(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Lt => "less",
        CompareOp::Le => "less_equal",
        CompareOp::Eq => "equal",
        CompareOp::Ne => "not_equal",
        CompareOp::Gt => "greater",
        CompareOp::Ge => "greater_equal",
    }
}

fn numbers(x: &Value, y: &Value) -> PyResult<Option<Ordering>> {
    if x.is_integral() && y.is_integral() {
        return Ok(match (x.exact_integer(), y.exact_integer()) {
            (Some(i), Some(j)) => Some(i.cmp(&j)),
            _ => huge(x.huge_sign()?, y.huge_sign()?),
        });
    }
    let kind = common_kind(x, y)?;
    let (x, y) = (x.for_kind(kind)?, y.for_kind(kind)?);
    Ok(dispatch!(numeric kind, T => T::order(super::cast::<T>(&x), super::cast::<T>(&y)), else None))
}

/// The order where one side is beyond 64 bits, by the sign of that side.
fn huge(x: Option<bool>, y: Option<bool>) -> Option<Ordering> {
    match (x, y) {
        (Some(positive), _) => Some(if positive { Ordering::Greater } else { Ordering::Less }),
        (_, Some(positive)) => Some(if positive { Ordering::Less } else { Ordering::Greater }),
        _ => None,
    }
}
