//! Small arguments: shapes, axes, orders, casting rules.

use crate::error::{IntoPy, py_err};
use pallasite_array::layout::{self, Shape, Strides};
use pallasite_array::promote::Casting;
use pallasite_array::{DType, Error, NdArray, Order};
use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyInt, PySequence, PyString, PyTuple};
use smallvec::SmallVec;

/// Refuses what memory for an array of doubles of this shape cannot be had for, as NumPy would: a solver's own tables
/// end the process instead.
pub fn check_room(shape: &[usize]) -> PyResult<()> {
    let count = shape.iter().try_fold(1, |count: usize, &n| count.checked_mul(n));
    if count.is_some_and(|count| count < 1 << 24) {
        return Ok(());
    }
    NdArray::zeros(shape, &DType::FLOAT64).py().map(drop)
}

/// Anything's truth value: flags are often 0 and 1.
pub fn truth(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    value.is_truthy()
}

/// A tuple of Python integers.
pub fn tuple_of<'py, T>(py: Python<'py>, items: &[T]) -> PyResult<Bound<'py, PyAny>>
where
    T: Copy + IntoPyObject<'py>,
{
    Ok(PyTuple::new(py, items.iter().copied())?.into_any())
}

/// One integer, by `__index__`.
pub fn int_of(object: &Bound<'_, PyAny>) -> PyResult<isize> {
    object.extract()
}

/// The value of a Python integer that is exactly an `int`.
#[inline]
pub fn exact_int(object: &Bound<'_, PyAny>) -> Option<isize> {
    if !object.is_exact_instance_of::<PyInt>() {
        return None;
    }
    // SAFETY: the object is an int and the GIL is held; an overflow leaves an exception, which is cleared.
    let value = unsafe { ffi::PyLong_AsSsize_t(object.as_ptr()) };
    if value == -1 && PyErr::take(object.py()).is_some() {
        return None;
    }
    Some(value)
}

/// An integer or a sequence of them.
pub fn ints_of(object: &Bound<'_, PyAny>) -> PyResult<Vec<isize>> {
    Ok(few_ints_of(object)?.into_vec())
}

/// Integers of which there are few.
pub type Ints = SmallVec<[isize; 4]>;

/// [`ints_of`] without an allocation for few of them.
pub fn few_ints_of(object: &Bound<'_, PyAny>) -> PyResult<Ints> {
    if let Some(one) = exact_int(object) {
        return Ok(layout::short(&[one]));
    }
    if let Ok(tuple) = object.cast_exact::<PyTuple>() {
        let mut ints = Ints::new();
        for i in tuple.iter_borrowed() {
            ints.push(exact_int(&i).map_or_else(|| i.extract(), Ok)?);
        }
        return Ok(ints);
    }
    if let Ok(one) = object.extract::<isize>() {
        return Ok(layout::short(&[one]));
    }
    let Ok(sequence) = object.cast::<PySequence>() else {
        if object.hasattr("__len__")? {
            return object.try_iter()?.map(|i| i?.extract()).collect();
        }
        // The exception of `__index__` names the type.
        return object.extract::<isize>().map(|i| layout::short(&[i]));
    };
    sequence.try_iter()?.map(|i| i?.extract()).collect()
}

/// A shape: integers that are not negative.
pub fn shape_of(object: &Bound<'_, PyAny>) -> PyResult<Shape> {
    let lengths = few_ints_of(object)?;
    if lengths.iter().any(|&d| d < 0) {
        return Err(py_err(Error::value("negative dimensions are not allowed")));
    }
    Ok(match lengths[..] {
        [n] => layout::short(&[n as usize]),
        _ => lengths.iter().map(|&d| d as usize).collect(),
    })
}

/// Strides in bytes.
pub fn strides_of(object: &Bound<'_, PyAny>) -> PyResult<Strides> {
    few_ints_of(object)
}

/// A memory order, `default` when it is absent or `None`.
#[inline]
pub fn order_of(object: Option<&Bound<'_, PyAny>>, default: Order) -> PyResult<Order> {
    let Some(object) = object.filter(|o| !o.is_none()) else { return Ok(default) };
    let text = object.cast::<PyString>().map_err(|_| PyTypeError::new_err("order must be str"))?;
    match text.to_str()? {
        "C" | "c" => Ok(Order::C),
        "F" | "f" => Ok(Order::F),
        "A" | "a" => Ok(Order::A),
        "K" | "k" => Ok(Order::K),
        text => {
            Err(py_err(Error::Value(format!("order must be one of 'C', 'F', 'A', or 'K' (got '{text}')"))))
        }
    }
}

/// A casting rule, `default` when it is absent.
pub fn casting_of(name: Option<&str>, default: Casting) -> PyResult<Casting> {
    name.map_or(Ok(default), |n| Casting::parse(n).py())
}

/// `axis=`: `None`, an integer or a tuple of integers, as given.
pub fn axes_of(object: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Vec<isize>>> {
    match object.filter(|o| !o.is_none()) {
        None => Ok(None),
        Some(o) if o.is_instance_of::<PyTuple>() => ints_of(o).map(Some),
        Some(o) if o.is_instance_of::<PyBool>() => Err(PyTypeError::new_err("an integer is required")),
        Some(o) => Ok(Some(vec![int_of(o)?])),
    }
}

/// [`axes_of`] for functions that take lists of axes too.
pub fn listed_axes_of(object: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Vec<isize>>> {
    object.filter(|o| !o.is_none()).map(ints_of).transpose()
}

/// `dtype=`: `None` when it is absent or `None`.
pub fn dtype_of(object: Option<&Bound<'_, PyAny>>) -> PyResult<Option<DType>> {
    object.filter(|o| !o.is_none()).map(crate::dtype::to_dtype).transpose()
}
