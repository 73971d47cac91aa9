//! Python objects to arrays: what `np.array` accepts.

mod discover;
mod element;
mod foreign;
mod numbers;

pub use element::{is_leaf, write_element};
pub use foreign::from_buffer_bytes;

use crate::array::array_of;
use crate::error::IntoPy;
use pallasite_array::promote::Operand;
use pallasite_array::{DType, NdArray, Order};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyComplex, PyFloat, PyInt};

/// Any array-like as an array, of `dtype` when one is given; memory is shared where that is possible.
pub fn as_array(object: &Bound<'_, PyAny>, dtype: Option<&DType>) -> PyResult<NdArray> {
    let array = match existing(object)? {
        Some(a) => a,
        None => return discover::from_python(object, dtype),
    };
    match dtype {
        Some(d) if d != array.dtype() => array.astype(&sized_like(d, &array), Order::K).py(),
        _ => Ok(array),
    }
}

/// The array behind an object that has one: ours, a scalar of ours, or another library's.
pub fn existing(object: &Bound<'_, PyAny>) -> PyResult<Option<NdArray>> {
    if let Some(a) = array_of(object).or_else(|| crate::scalar::scalar_array(object)) {
        return Ok(Some(a));
    }
    if is_python_number(object) || is_leaf(object) {
        return Ok(None);
    }
    foreign::from_protocols(object)
}

/// `S` and `U` without a size take the size that the array's elements need.
fn sized_like(dtype: &DType, array: &NdArray) -> DType {
    if dtype.itemsize() != 0 || dtype.is_structured() {
        return dtype.clone();
    }
    pallasite_array::promote::promote_types(dtype, array.dtype())
        .ok()
        .filter(|d| d.kind() == dtype.kind())
        .unwrap_or_else(|| dtype.clone())
}

/// The value of an assignment to elements of `dtype`.
pub fn for_assignment(value: &Bound<'_, PyAny>, dtype: &DType) -> PyResult<NdArray> {
    match existing(value)? {
        Some(a) => {
            crate::scalar::warn_of_lost_imaginary(value.py(), a.kind(), dtype.kind())?;
            Ok(a)
        }
        None => discover::from_python(value, Some(dtype)),
    }
}

/// True for `int`, `float`, `complex` and `bool` themselves, whose type is weak in promotion.
#[inline]
fn is_python_number(object: &Bound<'_, PyAny>) -> bool {
    object.is_exact_instance_of::<PyFloat>()
        || object.is_exact_instance_of::<PyInt>()
        || object.is_exact_instance_of::<PyBool>()
        || object.is_exact_instance_of::<PyComplex>()
}

/// How a ufunc sees an operand: its array, and its part in promotion.
///
/// A Python number comes as an array of its default dtype.
pub fn operand(object: &Bound<'_, PyAny>) -> PyResult<(NdArray, Operand)> {
    if let Some(a) = existing(object)? {
        let typed = Operand::Typed(a.dtype().clone());
        return Ok((a, typed));
    }
    let array = discover::from_python(object, None)?;
    let weak = if object.is_instance_of::<PyBool>() {
        Operand::Typed(DType::BOOL)
    } else if object.is_instance_of::<PyInt>() {
        Operand::WeakInt
    } else if object.is_instance_of::<PyFloat>() {
        Operand::WeakFloat
    } else if object.is_instance_of::<PyComplex>() {
        Operand::WeakComplex
    } else {
        Operand::Typed(array.dtype().clone())
    };
    Ok((array, weak))
}
