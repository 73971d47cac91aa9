//! What the functions of all families do with their arguments and results.

use crate::array::{PyArray, wrap, wrap_like, wrap_or_scalar, wrap_view};
use crate::coerce::as_array;
use crate::error::{IntoPy, named_error};
use pallasite_array::promote::{Casting, can_cast};
use pallasite_array::{DType, Error, Kind, NdArray};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

/// An array-like as an `ndarray` object, itself where it is one.
pub fn array_object<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if object.is_instance_of::<PyArray>() {
        return Ok(object.clone());
    }
    Ok(wrap(object.py(), as_array(object, None)?)?.into_bound(object.py()))
}

/// A result computed from `source`, of its class: a view where it shares the memory of `of`.
pub fn same_class(source: &Bound<'_, PyAny>, of: &NdArray, out: NdArray) -> PyResult<Py<PyAny>> {
    match source.cast::<PyArray>() {
        Ok(a) if out.buffer().same(of.buffer()) => wrap_view(a, out),
        Ok(a) => wrap_like(a, out),
        Err(_) => wrap(source.py(), out),
    }
}

/// The results as a tuple of arrays.
pub fn tuple_of_arrays(py: Python<'_>, arrays: impl IntoIterator<Item = NdArray>) -> PyResult<Py<PyAny>> {
    let items = arrays.into_iter().map(|a| wrap(py, a)).collect::<PyResult<Vec<_>>>()?;
    Ok(PyTuple::new(py, items)?.into_any().unbind())
}

/// The views as a list of arrays of the class of `source`.
pub fn list_of_views(source: &Bound<'_, PyAny>, of: &NdArray, views: Vec<NdArray>) -> PyResult<Py<PyAny>> {
    let items = views.into_iter().map(|v| same_class(source, of, v)).collect::<PyResult<Vec<_>>>()?;
    Ok(PyList::new(source.py(), items)?.into_any().unbind())
}

/// The items of a sequence of array-likes; `message` where it is none.
pub fn items_of<'py>(object: &Bound<'py, PyAny>, message: &str) -> PyResult<Vec<Bound<'py, PyAny>>> {
    if object.get_type().name()? == "generator" || object.try_iter().is_err() {
        return Err(PyTypeError::new_err(message.to_string()));
    }
    object.try_iter()?.collect()
}

/// The arrays of a sequence of array-likes.
pub fn arrays_of(objects: &[Bound<'_, PyAny>]) -> PyResult<Vec<NdArray>> {
    objects.iter().map(|o| as_array(o, None)).collect()
}

/// Several array-likes as arrays of their common type, in which Python numbers count as weak.
pub fn promoted(objects: &[&Bound<'_, PyAny>]) -> PyResult<Vec<NdArray>> {
    let operands = objects.iter().map(|o| crate::coerce::operand(o)).collect::<PyResult<Vec<_>>>()?;
    let ranks: Vec<_> = operands.iter().map(|o| o.1.clone()).collect();
    let dtype = pallasite_array::promote::result_type(&ranks).py()?.to_native();
    operands
        .into_iter()
        .map(
            |(a, _)| {
                if a.dtype() == &dtype { Ok(a) } else { a.astype(&dtype, pallasite_array::Order::K).py() }
            },
        )
        .collect()
}

/// Gives the result, or writes it to `out` and gives that.
pub fn deliver(
    py: Python<'_>,
    result: NdArray,
    out: Option<&Bound<'_, PyAny>>,
    name: &str,
) -> PyResult<Py<PyAny>> {
    let Some(out) = out.filter(|o| !o.is_none()) else { return wrap_or_scalar(py, result) };
    let target = target_of(out)?;
    if target.shape() != result.shape() {
        return Err(PyValueError::new_err(format!("output array does not match result of ndarray.{name}")));
    }
    check_cast(&result, target.dtype(), Casting::SameKind)?;
    // SAFETY: no Rust reference into the memory is alive while Python code runs, and the GIL is held.
    unsafe { target.assign_shared(&result).py()? };
    Ok(out.clone().unbind())
}

/// The array of an output argument, which must be an array with memory of its own.
pub fn target_of(out: &Bound<'_, PyAny>) -> PyResult<NdArray> {
    let array = crate::coerce::existing(out)?.filter(|_| crate::scalar::scalar_dtype(out).is_none());
    array.ok_or_else(|| PyTypeError::new_err("return arrays must be of ArrayType"))
}

/// # Errors
/// A cast that the rule forbids.
pub fn check_cast(from: &NdArray, to: &DType, rule: Casting) -> PyResult<()> {
    if can_cast(from.dtype(), to, rule) {
        return Ok(());
    }
    Err(crate::error::py_err(Error::Cast { from: from.dtype().clone(), to: to.clone(), rule: rule.name() }))
}

/// `S` and `U` without a size hold one character in arrays that are made without values.
pub fn sized(dtype: DType) -> PyResult<DType> {
    match dtype.kind() {
        Kind::Bytes if dtype.itemsize() == 0 => DType::bytes(1).py(),
        Kind::Str if dtype.itemsize() == 0 => DType::str(1).py(),
        _ => Ok(dtype),
    }
}

/// Axes of an argument that is named in errors, counted from the front.
pub fn named_axes(axes: &Bound<'_, PyAny>, ndim: usize, name: &str) -> PyResult<Vec<isize>> {
    let axes = crate::convert::ints_of(axes)?;
    let mut out: Vec<isize> = Vec::with_capacity(axes.len());
    for axis in axes {
        let n = ndim as isize;
        if axis < -n || axis >= n {
            let text = format!("{name}: axis {axis} is out of bounds for array of dimension {ndim}");
            return Err(named_error("exceptions", "AxisError", text));
        }
        let axis = axis.rem_euclid(n);
        if out.contains(&axis) {
            return Err(PyValueError::new_err(format!("repeated axis in `{name}` argument")));
        }
        out.push(axis);
    }
    Ok(out)
}
