//! Shapes and the order of axes.

use super::{Object, Result, by_method, with_methods};
use crate::coerce::as_array;
use crate::convert::{axes_of, ints_of};
use crate::error::IntoPy;
use crate::functions;
use crate::numpy::arguments::{array_object, named_axes, same_class};
use pallasite_numpy::manipulation;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// The same elements under another shape; a view where possible.
#[pyfunction]
#[pyo3(signature = (a, /, shape, order=None, *, copy=None), text_signature = "(a, /, shape, order='C', *, copy=None)")]
fn reshape(
    a: &Bound<'_, PyAny>,
    shape: &Bound<'_, PyAny>,
    order: Object<'_, '_>,
    copy: Option<bool>,
) -> Result {
    let kwargs = PyDict::new(a.py());
    kwargs.set_item("order", order)?;
    kwargs.set_item("copy", copy)?;
    Ok(with_methods(a)?.call_method("reshape", (shape,), Some(&kwargs))?.unbind())
}

/// One dimension; a view where possible.
#[pyfunction]
#[pyo3(signature = (a, order=None), text_signature = "(a, order='C')")]
fn ravel(a: &Bound<'_, PyAny>, order: Object<'_, '_>) -> Result {
    by_method(a, "ravel", (order,))
}

/// The axes in another order, reversed by default.
#[pyfunction]
#[pyo3(signature = (a, axes=None))]
fn transpose(a: &Bound<'_, PyAny>, axes: Object<'_, '_>) -> Result {
    by_method(a, "transpose", (axes,))
}

/// The last two axes exchanged.
#[pyfunction]
#[pyo3(signature = (x, /))]
fn matrix_transpose(x: &Bound<'_, PyAny>) -> Result {
    let x = array_object(x)?;
    let a = as_array(&x, None)?;
    if a.ndim() < 2 {
        return Err(PyValueError::new_err(format!(
            "Input array must be at least 2-dimensional, but it is {}",
            a.ndim()
        )));
    }
    same_class(&x, &a, a.swap_axes(-1, -2).py()?)
}

/// Axes moved to other places.
#[pyfunction]
fn moveaxis(a: &Bound<'_, PyAny>, source: &Bound<'_, PyAny>, destination: &Bound<'_, PyAny>) -> Result {
    let x = array_object(a)?;
    let array = as_array(&x, None)?;
    let source = named_axes(source, array.ndim(), "source")?;
    let destination = named_axes(destination, array.ndim(), "destination")?;
    same_class(&x, &array, manipulation::moveaxis(&array, &source, &destination).py()?)
}

/// An axis rolled back to another place.
#[pyfunction]
#[pyo3(signature = (a, axis, start=0))]
fn rollaxis(a: &Bound<'_, PyAny>, axis: isize, start: isize) -> Result {
    let x = array_object(a)?;
    let array = as_array(&x, None)?;
    let n = array.ndim() as isize;
    let from = if start < 0 { start + n } else { start };
    pallasite_array::layout::normalize_axis(axis, array.ndim()).py()?;
    if !(0..=n).contains(&from) {
        let text = format!("'start' arg requires {} <= start < {}, but {from} was passed in", -n, n + 1);
        return Err(crate::error::named_error("exceptions", "AxisError", text));
    }
    same_class(&x, &array, manipulation::rollaxis(&array, axis, start).py()?)
}

/// Two axes exchanged.
#[pyfunction]
fn swapaxes(a: &Bound<'_, PyAny>, axis1: isize, axis2: isize) -> Result {
    by_method(a, "swapaxes", (axis1, axis2))
}

/// Without axes of length one.
#[pyfunction]
#[pyo3(signature = (a, axis=None))]
fn squeeze(a: &Bound<'_, PyAny>, axis: Object<'_, '_>) -> Result {
    by_method(a, "squeeze", (axis,))
}

/// With new axes of length one.
#[pyfunction]
fn expand_dims(a: &Bound<'_, PyAny>, axis: &Bound<'_, PyAny>) -> Result {
    let x = array_object(a)?;
    let array = as_array(&x, None)?;
    same_class(&x, &array, manipulation::expand_dims(&array, &ints_of(axis)?).py()?)
}

macro_rules! atleast {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[pyfunction]
        #[pyo3(signature = (*arys))]
        fn $name(arys: &Bound<'_, PyTuple>) -> Result {
            let one = |x: Bound<'_, PyAny>| -> Result {
                let x = array_object(&x)?;
                let a = as_array(&x, None)?;
                let view = manipulation::$name(&a).py()?;
                if view.ndim() == a.ndim() { Ok(x.unbind()) } else { same_class(&x, &a, view) }
            };
            if arys.len() == 1 {
                return one(arys.get_item(0)?);
            }
            let all = arys.iter().map(one).collect::<PyResult<Vec<_>>>()?;
            Ok(PyTuple::new(arys.py(), all)?.into_any().unbind())
        }
    )*};
}

atleast! {
    /// Arrays with one dimension at least.
    atleast_1d;
    /// Arrays with two dimensions at least.
    atleast_2d;
    /// Arrays with three dimensions at least.
    atleast_3d;
}

/// Lengths of the axes.
#[pyfunction]
fn shape(a: &Bound<'_, PyAny>) -> Result {
    Ok(array_object(a)?.getattr("shape")?.unbind())
}

/// Number of axes.
#[pyfunction]
fn ndim(a: &Bound<'_, PyAny>) -> PyResult<usize> {
    // An object like any other that is no sequence.
    if a.is_none() {
        return Ok(0);
    }
    Ok(as_array(a, None)?.ndim())
}

/// Number of elements, or length along axes.
#[pyfunction]
#[pyo3(signature = (a, axis=None))]
fn size(a: &Bound<'_, PyAny>, axis: Object<'_, '_>) -> PyResult<usize> {
    let a = as_array(a, None)?;
    match axes_of(axis)? {
        None => Ok(a.size()),
        Some(axes) => {
            let mut seen = vec![false; a.ndim()];
            let length = |axis: isize| -> PyResult<usize> {
                let axis = pallasite_array::layout::normalize_axis(axis, a.ndim()).py()?;
                match std::mem::replace(&mut seen[axis], true) {
                    true => Err(PyValueError::new_err("repeated axis")),
                    false => Ok(a.shape()[axis]),
                }
            };
            axes.into_iter().map(length).product()
        }
    }
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: reshape, ravel, transpose, matrix_transpose, moveaxis, rollaxis, swapaxes, squeeze, expand_dims, atleast_1d, atleast_2d, atleast_3d, shape, ndim, size);
    Ok(())
}
