//! Sampling from and shuffling of Python sequences and arrays.

use super::draw::size_of;
use super::random_err;
use crate::array::{PyArray, array_of, wrap, wrap_like};
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::index::{Item, Slice};
use pallasite_array::{DType, Element, Kind, NdArray, Order, layout};
use pallasite_numpy::random::RandomError;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

/// The elements of a one-dimensional argument as floats.
pub(super) fn vector(object: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    as_array(object, Some(&DType::FLOAT64))?.cast_vec().py()
}

/// Rows of `width` numbers, as many as `size` asks for.
pub(super) fn rows<T: Element>(
    py: Python<'_>,
    size: Option<&Bound<'_, PyAny>>,
    width: usize,
    draw: impl FnOnce(usize) -> Result<Vec<T>, RandomError>,
) -> PyResult<Py<PyAny>> {
    let mut shape = size_of(size)?.unwrap_or_default();
    let values = draw(shape.iter().product()).map_err(random_err)?;
    shape.push(width);
    wrap(py, NdArray::from_vec_shape(values, &shape).py()?)
}

/// Positions along one axis, the others whole.
fn along(axis: usize, positions: Vec<i64>) -> Vec<Item> {
    let mut items = vec![Item::Slice(Slice::default()); axis];
    items.push(Item::Array(NdArray::from_vec(positions)));
    items
}

/// `choice` of either interface; `draw(population, n, p, tolerance)` gives the positions.
pub(super) fn choice(
    a: &Bound<'_, PyAny>,
    size: Option<&Bound<'_, PyAny>>,
    p: Option<&Bound<'_, PyAny>>,
    axis: isize,
    draw: impl FnOnce(i64, usize, Option<&[f64]>, f64) -> Result<Vec<i64>, RandomError>,
) -> PyResult<Py<PyAny>> {
    let py = a.py();
    let array = as_array(a, None)?;
    let shape = size_of(size)?;
    let n = shape.as_ref().map_or(1, |s| s.iter().product());
    let p = p.filter(|p| !p.is_none()).map(|p| as_array(p, None)).transpose()?;
    if p.as_ref().is_some_and(|p| p.ndim() != 1) {
        return Err(PyValueError::new_err("p must be 1-dimensional"));
    }
    // A sum is judged by the precision of the type the probabilities came in.
    let single = p.as_ref().is_some_and(|p| matches!(p.kind(), Kind::Float32 | Kind::Float16));
    let tolerance = if single { f64::from(f32::EPSILON).sqrt() } else { f64::EPSILON.sqrt() };
    let p = p.map(|p| p.cast_vec::<f64>().py()).transpose()?;
    let scalar_population = array.ndim() == 0;
    if scalar_population && !array.kind().is_integer() {
        return Err(PyValueError::new_err("a must be a sequence or an integer, not <class 'float'>"));
    }
    let axis = if scalar_population { 0 } else { layout::normalize_axis(axis, array.ndim()).py()? };
    let population =
        if scalar_population { array.cast_vec::<i64>().py()?[0] } else { array.shape()[axis] as i64 };
    let picked = draw(population, n, p.as_deref(), tolerance).map_err(random_err)?;
    match (shape, scalar_population) {
        (None, true) => Ok(picked[0].into_pyobject(py)?.into_any().unbind()),
        (Some(shape), true) => wrap(py, NdArray::from_vec_shape(picked, &shape).py()?),
        (None, false) => {
            let mut items = vec![Item::Slice(Slice::default()); axis];
            items.push(Item::Int(picked[0] as isize));
            crate::array::wrap_or_scalar(py, array.slice(&items).and_then(|s| s.copy(Order::C)).py()?)
        }
        (Some(shape), false) => {
            let taken = array.index(&along(axis, picked)).py()?;
            let full: Vec<isize> = array.shape()[..axis]
                .iter()
                .chain(&shape[..])
                .chain(&array.shape()[axis + 1..])
                .map(|&d| d as isize)
                .collect();
            wrap(py, taken.reshape(&full).py()?)
        }
    }
}

/// Shuffles an array along an axis, or a mutable sequence, in place; `draw(n)` gives the order.
pub(super) fn shuffle(
    x: &Bound<'_, PyAny>,
    axis: isize,
    draw: impl FnOnce(usize) -> PyResult<Vec<i64>>,
) -> PyResult<()> {
    let Some(a) = array_of(x) else {
        let n = x.len()?;
        if axis != 0 {
            return Err(PyValueError::new_err("`axis` argument only supported for array-like ndarray"));
        }
        let items: Vec<Bound<'_, PyAny>> = (0..n).map(|i| x.get_item(i)).collect::<PyResult<_>>()?;
        return draw(n)?
            .into_iter()
            .enumerate()
            .try_for_each(|(i, from)| x.set_item(i, &items[from as usize]));
    };
    if a.ndim() == 0 {
        return Err(PyTypeError::new_err("len() of unsized object"));
    }
    if !a.is_writeable() {
        return Err(PyValueError::new_err("array is read-only"));
    }
    let axis = layout::normalize_axis(axis, a.ndim()).py()?;
    let order = draw(a.shape()[axis])?;
    let shuffled = a.index(&along(axis, order)).py()?;
    // SAFETY: no Rust reference into the memory is alive while Python code runs, and the GIL is held.
    unsafe { a.assign_shared(&shuffled).py() }
}

/// A shuffled copy of an array, or of `range(x)` for an integer.
pub(super) fn permutation(
    x: &Bound<'_, PyAny>,
    axis: isize,
    draw: impl FnOnce(usize) -> PyResult<Vec<i64>>,
) -> PyResult<Py<PyAny>> {
    let py = x.py();
    let a = as_array(x, None)?;
    if a.ndim() == 0 {
        if !a.kind().is_integer() {
            return Err(PyTypeError::new_err(format!(
                "'{}' object cannot be interpreted as an integer",
                x.get_type().name()?
            )));
        }
        let n = a.cast_vec::<i64>().py()?[0];
        let n =
            usize::try_from(n).map_err(|_| PyValueError::new_err("negative dimensions are not allowed"))?;
        return wrap(py, NdArray::from_vec(draw(n)?));
    }
    let axis = layout::normalize_axis(axis, a.ndim()).py()?;
    let order = draw(a.shape()[axis])?;
    let out = a.index(&along(axis, order)).py()?;
    match x.cast::<PyArray>() {
        Ok(like) => wrap_like(like, out),
        Err(_) => wrap(py, out),
    }
}

/// Every line along `axis` shuffled on its own; all elements when there is no axis.
pub(super) fn permuted(
    x: &Bound<'_, PyAny>,
    axis: Option<isize>,
    out: Option<&Bound<'_, PyAny>>,
    mut draw: impl FnMut(usize) -> PyResult<Vec<i64>>,
) -> PyResult<Py<PyAny>> {
    let a = as_array(x, None)?;
    let result = a.copy(Order::C).py()?;
    let lines = match axis {
        None => result.reshape(&[1, -1]).py()?,
        Some(axis) => {
            let axis = layout::normalize_axis(axis, a.ndim()).py()?;
            result.swap_axes(axis as isize, -1).py()?
        }
    };
    let (n, outer) =
        (lines.shape().last().copied().unwrap_or(0), &lines.shape()[..lines.ndim().saturating_sub(1)]);
    for i in 0..outer.iter().product() {
        let (mut rest, mut items) = (i, vec![Item::Int(0); outer.len()]);
        for k in (0..outer.len()).rev() {
            items[k] = Item::Int((rest % outer[k]) as isize);
            rest /= outer[k];
        }
        let line = lines.slice(&items).py()?;
        let shuffled = line.index(&[Item::Array(NdArray::from_vec(draw(n)?))]).py()?;
        // SAFETY: the result is ours.
        unsafe { line.assign_shared(&shuffled).py()? };
    }
    match out.filter(|o| !o.is_none()) {
        None => wrap(x.py(), result),
        Some(out) => {
            let target = array_of(out).ok_or_else(|| PyTypeError::new_err("out must be a numpy array"))?;
            if target.shape() != a.shape() {
                return Err(PyValueError::new_err("out must have the same shape as x"));
            }
            // SAFETY: no Rust reference into the memory is alive while Python code runs, and the GIL is held.
            unsafe { target.assign_shared(&result).py()? };
            Ok(out.clone().unbind())
        }
    }
}
