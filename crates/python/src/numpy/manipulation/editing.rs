//! Elements left out and put in.

use super::{Object, Result};
use crate::array::PyArray;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::functions;
use crate::numpy::arguments::{named_axes, same_class};
use pallasite_array::index::{Item, Slice};
use pallasite_array::{DType, Kind, Order};
use pallasite_numpy::manipulation::{self, Values};
use pyo3::exceptions::{PyIndexError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PySlice, PyString, PyTuple};

/// What an index argument of `delete` or `insert` selects.
fn item_of(obj: &Bound<'_, PyAny>) -> PyResult<Item> {
    if let Ok(slice) = obj.cast::<PySlice>() {
        let end = |name: &str| slice.getattr(name)?.extract::<Option<isize>>();
        return Ok(Item::Slice(Slice { start: end("start")?, stop: end("stop")?, step: end("step")? }));
    }
    if !obj.is_instance_of::<pyo3::types::PyBool>()
        && let Ok(i) = obj.extract::<isize>()
    {
        return Ok(Item::Int(i));
    }
    let array = as_array(obj, None)?;
    match array.kind() {
        Kind::Bool => Ok(Item::Mask(array)),
        _ if array.size() == 0 && !obj.is_instance_of::<PyArray>() => {
            array.astype(&DType::INT64, Order::C).py().map(Item::Array)
        }
        k if k.is_integer() && array.size() == 1 && array.ndim() <= 1 => {
            let i = array.cast_vec::<i64>().py()?[0];
            Ok(Item::Int(i as isize))
        }
        k if k.is_integer() => array.ravel().py().map(Item::Array),
        _ => Err(PyIndexError::new_err("arrays used as indices must be of integer (or boolean) type")),
    }
}

/// A copy without some sub-arrays.
#[pyfunction]
#[pyo3(signature = (arr, obj, axis=None))]
fn delete(arr: &Bound<'_, PyAny>, obj: &Bound<'_, PyAny>, axis: Option<isize>) -> Result {
    let a = as_array(arr, None)?;
    same_class(arr, &a, manipulation::delete(&a, &item_of(obj)?, axis).py()?)
}

/// A copy with values put in.
#[pyfunction]
#[pyo3(signature = (arr, obj, values, axis=None))]
fn insert(
    arr: &Bound<'_, PyAny>,
    obj: &Bound<'_, PyAny>,
    values: &Bound<'_, PyAny>,
    axis: Option<isize>,
) -> Result {
    let a = as_array(arr, None)?;
    let n = match axis {
        None => a.size(),
        Some(x) => a.shape()[pallasite_array::layout::normalize_axis(x, a.ndim()).py()?],
    };
    let values = as_array(values, None)?;
    let at = match item_of_insert(obj)? {
        Item::Slice(s) => {
            let (start, count, step) = s.resolve(n).py()?;
            let all: Vec<isize> = (0..count as isize).map(|i| start + i * step).collect();
            if let [one] = all[..] { Values::At(one, false) } else { Values::Each(all) }
        }
        Item::Int(i) => Values::At(i, as_array(obj, None)?.ndim() == 0),
        Item::Array(index) => {
            Values::Each(index.cast_vec::<i64>().py()?.into_iter().map(|i| i as isize).collect())
        }
        _ => {
            return Err(PyIndexError::new_err("arrays used as indices must be of integer (or boolean) type"));
        }
    };
    same_class(arr, &a, manipulation::insert(&a, &at, &values, axis).py()?)
}

/// As [`item_of`], with masks turned into the places they select.
fn item_of_insert(obj: &Bound<'_, PyAny>) -> PyResult<Item> {
    let item = item_of(obj)?;
    let Item::Mask(mask) = item else {
        if !obj.is_instance_of::<PySlice>() && as_array(obj, None)?.ndim() > 1 {
            return Err(PyValueError::new_err(
                "index array argument obj to insert must be one dimensional or scalar",
            ));
        }
        return Ok(item);
    };
    if mask.ndim() != 1 {
        return Err(PyValueError::new_err("boolean array argument obj to insert must be one dimensional"));
    }
    let at = pallasite_array::index::nonzero(&mask).py()?.remove(0);
    match at.to_vec::<i64>().py()?[..] {
        [one] => Ok(Item::Int(one as isize)),
        _ => Ok(Item::Array(at)),
    }
}

/// Without zeros at the ends.
#[pyfunction]
#[pyo3(signature = (filt, trim="fb", axis=None))]
fn trim_zeros(filt: &Bound<'_, PyAny>, trim: &str, axis: Object<'_, '_>) -> Result {
    let py = filt.py();
    let trim = trim.to_lowercase();
    if !matches!(trim.as_str(), "fb" | "bf" | "f" | "b") {
        let shown = PyString::new(py, &trim).repr()?;
        return Err(PyValueError::new_err(format!("unexpected character(s) in `trim`: {shown}")));
    }
    let a = as_array(filt, None)?;
    let axes = match axis.filter(|x| !x.is_none()) {
        None => (0..a.ndim() as isize).collect(),
        Some(x) => named_axes(x, a.ndim(), "axis")?,
    };
    if axes.is_empty() {
        return Ok(filt.clone().unbind());
    }
    let ranges = manipulation::trim_range(&a).py()?;
    let empty = ranges.iter().any(|r| r.0 == r.1);
    let end = |on: bool, i: usize| if empty || on { Some(i) } else { None };
    let slice = |(i, r): (usize, &(usize, usize))| -> PyResult<Bound<'_, PyAny>> {
        let chosen = axes.contains(&(i as isize));
        let (start, stop) =
            if chosen { (end(trim.contains('f'), r.0), end(trim.contains('b'), r.1)) } else { (None, None) };
        py.get_type::<PySlice>().call1((start, stop))
    };
    let slices = ranges.iter().enumerate().map(slice).collect::<PyResult<Vec<_>>>()?;
    match &slices[..] {
        [one] => Ok(filt.get_item(one)?.unbind()),
        all => Ok(filt.get_item(PyTuple::new(py, all)?)?.unbind()),
    }
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: delete, insert, trim_zeros);
    Ok(())
}
