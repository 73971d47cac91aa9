//! Views repeated to a common shape.

use super::Result;
use crate::array::{PyArray, wrap};
use crate::coerce::as_array;
use crate::convert::{ints_of, shape_of};
use crate::functions;
use crate::numpy::arguments::{array_object, arrays_of, same_class};
use pallasite_array::NdArray;
use pallasite_array::error::compact;
use pallasite_numpy::manipulation;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// A read-only view repeated over a shape.
#[pyfunction]
#[pyo3(signature = (array, shape, subok=false))]
fn broadcast_to(array: &Bound<'_, PyAny>, shape: &Bound<'_, PyAny>, subok: bool) -> Result {
    let a = as_array(array, None)?;
    let negative = "all elements of broadcast shape must be non-negative";
    let shape =
        ints_of(shape)?.into_iter().map(|d| usize::try_from(d).map_err(|_| PyValueError::new_err(negative)));
    let shape = shape.collect::<PyResult<Vec<_>>>()?;
    if shape.is_empty() && a.ndim() > 0 {
        return Err(PyValueError::new_err("cannot broadcast a non-scalar to a scalar array"));
    }
    if a.ndim() > shape.len() {
        return Err(PyValueError::new_err(
            "input operand has more dimensions than allowed by the axis remapping",
        ));
    }
    let text = || {
        format!(
            "operands could not be broadcast together with remapped shapes [original->remapped]: {}  and requested shape {}",
            compact(a.shape()),
            compact(&shape)
        )
    };
    let view = a.broadcast_to(&shape).map_err(|_| PyValueError::new_err(text()))?;
    if subok { same_class(array, &a, view) } else { view_of(array, view) }
}

/// A view as a plain array whose base is the object it looks at.
pub fn view_of(source: &Bound<'_, PyAny>, view: NdArray) -> Result {
    let py = source.py();
    match source.cast::<PyArray>() {
        Ok(_) => {
            crate::array::wrap_class(&py.get_type::<PyArray>(), view, Some(source.clone().unbind()), source)
        }
        Err(_) => wrap(py, view),
    }
}

/// The first two shapes that do not fit, as NumPy names them.
pub fn mismatch(shapes: &[&[usize]]) -> Option<PyErr> {
    let mut owner: Vec<(usize, usize)> = Vec::new();
    for (i, shape) in shapes.iter().enumerate() {
        for (place, &d) in shape.iter().rev().enumerate() {
            if place >= owner.len() {
                owner.resize(place + 1, (i, 1));
            }
            let (first, length) = owner[place];
            if d != 1 && length == 1 {
                owner[place] = (i, d);
            } else if d != 1 && d != length {
                let (a, b) =
                    (pallasite_array::error::tuple(shapes[first]), pallasite_array::error::tuple(shape));
                return Some(PyValueError::new_err(format!(
                    "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg {first} with shape {a} and arg {i} with shape {b}."
                )));
            }
        }
    }
    None
}

/// Views of all arrays, repeated to their common shape.
#[pyfunction]
#[pyo3(signature = (*args, subok=false))]
fn broadcast_arrays(args: &Bound<'_, PyTuple>, subok: bool) -> Result {
    let objects = args.iter().map(|a| array_object(&a)).collect::<PyResult<Vec<_>>>()?;
    let arrays = arrays_of(&objects)?;
    let shapes: Vec<&[usize]> = arrays.iter().map(NdArray::shape).collect();
    let views = manipulation::broadcast_arrays(&arrays)
        .map_err(|e| mismatch(&shapes).unwrap_or_else(|| crate::error::py_err(e)))?;
    let give = |((o, a), v): ((&Bound<'_, PyAny>, &NdArray), NdArray)| {
        if v.shape() == a.shape() && (subok || crate::array::is_exact(o)) {
            return Ok(o.clone().unbind());
        }
        if subok { same_class(o, a, v) } else { view_of(o, v) }
    };
    let views = objects.iter().zip(&arrays).zip(views).map(give).collect::<PyResult<Vec<_>>>()?;
    Ok(PyTuple::new(args.py(), views)?.into_any().unbind())
}

/// The shape that array shapes broadcast to.
#[pyfunction]
#[pyo3(signature = (*args))]
fn broadcast_shapes(args: &Bound<'_, PyTuple>) -> PyResult<Py<PyAny>> {
    let shapes = args.iter().map(|a| shape_of(&a)).collect::<PyResult<Vec<_>>>()?;
    let slices: Vec<&[usize]> = shapes.iter().map(|s| &s[..]).collect();
    let shape = pallasite_array::layout::broadcast_shapes(&slices)
        .map_err(|e| mismatch(&slices).unwrap_or_else(|| crate::error::py_err(e)))?;
    Ok(crate::convert::tuple_of(args.py(), &shape)?.unbind())
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: broadcast_to, broadcast_arrays);
    m.add_function(wrap_pyfunction!(broadcast_shapes, m)?)
}
