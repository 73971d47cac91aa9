//! Nested lists and tuples of doubles and integers alone, Python's or ours, which is what most are.

use crate::scalar::{exact_class, typed_number};
use pallasite_array::layout::{MAX_NDIM, Shape};
use pallasite_array::{DType, Element, Kind, NdArray, Order};
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyInt, PyList, PyTuple};

/// The array that they make; `None` for anything else, lists of unequal lengths among it.
pub(super) fn from_numbers(object: &Bound<'_, PyAny>, dtype: Option<&DType>) -> Option<NdArray> {
    let shape = shape_of(object)?;
    let mut floats = false;
    visit(object, &shape, &mut |leaf| {
        floats |= is_float(leaf)?;
        Some(())
    })?;
    match dtype {
        None if floats => filled(object, &shape, float),
        Some(d) if *d == DType::FLOAT64 => filled(object, &shape, float),
        None => filled(object, &shape, integer),
        Some(d) if *d == DType::INT64 && !floats => filled(object, &shape, integer),
        Some(_) => None,
    }
}

/// Whether a leaf is a double or an integer of 64 bits; nothing for what is neither.
fn is_float(leaf: &Bound<'_, PyAny>) -> Option<bool> {
    if leaf.is_exact_instance_of::<PyFloat>() {
        return Some(true);
    }
    if leaf.is_exact_instance_of::<PyInt>() {
        return Some(false);
    }
    match exact_class(leaf)? {
        Kind::Float64 => Some(true),
        Kind::Int64 => Some(false),
        _ => None,
    }
}

fn float(leaf: &Bound<'_, PyAny>) -> Option<f64> {
    // A `float64` is a Python float.
    match leaf.cast::<PyFloat>() {
        Ok(x) => Some(x.value()),
        Err(_) => integer(leaf).map(|i| i as f64),
    }
}

fn integer(leaf: &Bound<'_, PyAny>) -> Option<i64> {
    match leaf.cast_exact::<PyInt>() {
        Ok(i) => i.extract().ok(),
        Err(_) => typed_number(leaf)?.integer(),
    }
}

/// The lengths on the way to the first leaf.
fn shape_of(object: &Bound<'_, PyAny>) -> Option<Shape> {
    let mut shape = Shape::new();
    let mut first = object.clone();
    while let Some(length) = length(&first) {
        if length == 0 || shape.len() == MAX_NDIM {
            return None;
        }
        shape.push(length);
        first = item(&first, 0)?;
    }
    (!shape.is_empty()).then_some(shape)
}

fn length(object: &Bound<'_, PyAny>) -> Option<usize> {
    match object.cast_exact::<PyList>() {
        Ok(list) => Some(list.len()),
        Err(_) => object.cast_exact::<PyTuple>().ok().map(|tuple| tuple.len()),
    }
}

fn item<'py>(object: &Bound<'py, PyAny>, i: usize) -> Option<Bound<'py, PyAny>> {
    match object.cast_exact::<PyList>() {
        Ok(list) => list.get_item(i).ok(),
        Err(_) => object.cast_exact::<PyTuple>().ok()?.get_item(i).ok(),
    }
}

/// Calls `f` with each leaf in C order; `None` where lengths differ from `shape`, or `f` says so.
fn visit(
    object: &Bound<'_, PyAny>,
    shape: &[usize],
    f: &mut impl FnMut(&Bound<'_, PyAny>) -> Option<()>,
) -> Option<()> {
    let Some((&n, inner)) = shape.split_first() else {
        return f(object);
    };
    if length(object)? != n {
        return None;
    }
    (0..n).try_for_each(|i| visit(&item(object, i)?, inner, f))
}

fn filled<T: Element>(
    object: &Bound<'_, PyAny>,
    shape: &[usize],
    read: impl Fn(&Bound<'_, PyAny>) -> Option<T>,
) -> Option<NdArray> {
    // SAFETY: every element is written before the array is given out.
    let out = unsafe { NdArray::uninit(shape, &T::KIND.into(), Order::C).ok()? };
    let mut to = out.as_ptr().cast::<T>();
    // No Python code runs between this visit and the one that compared the lengths.
    visit(object, shape, &mut |leaf| {
        let value = read(leaf)?;
        // SAFETY: there are as many elements as leaves.
        unsafe {
            to.write(value);
            to = to.add(1);
        }
        Some(())
    })?;
    Some(out)
}
