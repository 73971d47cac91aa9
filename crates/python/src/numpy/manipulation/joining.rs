//! Arrays joined along old axes and new ones.

use super::{Object, Result};
use crate::array::{PyArray, wrap, wrap_like};
use crate::convert::{casting_of, dtype_of};
use crate::error::IntoPy;
use crate::functions;
use crate::numpy::arguments::{arrays_of, items_of, target_of};
use crate::numpy::reduction::Axis;
use pallasite_array::promote::Casting;
use pallasite_array::{DType, NdArray};
use pallasite_numpy::manipulation;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

/// A result of the class of the operand with the highest priority, if that is above that of `ndarray`.
fn wrap_highest(py: Python<'_>, objects: &[Bound<'_, PyAny>], out: NdArray) -> Result {
    let priority = |o: &Bound<'_, PyAny>| {
        o.getattr("__array_priority__").and_then(|p| p.extract::<f64>()).unwrap_or(0.0)
    };
    let mut best: Option<(f64, &Bound<'_, PyArray>)> = None;
    for object in objects.iter().filter(|o| !crate::array::is_exact(o)) {
        if let Ok(array) = object.cast::<PyArray>() {
            let p = priority(object);
            if best.is_none_or(|(b, _)| p > b) {
                best = Some((p, array));
            }
        }
    }
    match best.filter(|b| b.0 > 0.0) {
        Some((_, like)) => wrap_like(like, out),
        None => wrap(py, out),
    }
}

/// How arrays are joined.
struct Joining<'a, 'py> {
    axis: Option<isize>,
    out: Object<'a, 'py>,
    dtype: Option<DType>,
    casting: Casting,
}

impl Joining<'_, '_> {
    fn join(&self, py: Python<'_>, objects: &[Bound<'_, PyAny>], arrays: &[NdArray]) -> Result {
        let work = arrays.iter().map(NdArray::size).sum();
        let Some(out) = self.out.filter(|o| !o.is_none()) else {
            let (axis, dtype, casting) = (self.axis, self.dtype.as_ref(), self.casting);
            let joined =
                crate::array::detached(py, work, || manipulation::concatenate(arrays, axis, dtype, casting))?;
            return wrap_highest(py, objects, joined);
        };
        if self.dtype.is_some() {
            return Err(PyTypeError::new_err(
                "concatenate() only takes `out` or `dtype` as an argument, but both were provided.",
            ));
        }
        let target = target_of(out)?;
        // SAFETY: no Rust reference into the memory is alive while Python code runs, and the GIL is held.
        unsafe { manipulation::concatenate_into(&target, arrays, self.axis, self.casting).py()? };
        Ok(out.clone().unbind())
    }
}

/// Arrays one after the other along an axis.
#[pyfunction]
#[pyo3(signature = (arrays, /, axis=Axis(Some(0)), out=None, *, dtype=None, casting=None), text_signature = "(arrays, /, axis=0, out=None, *, dtype=None, casting='same_kind')")]
fn concatenate(
    arrays: &Bound<'_, PyAny>,
    axis: Axis,
    out: Object<'_, '_>,
    dtype: Object<'_, '_>,
    casting: Option<&str>,
) -> Result {
    let objects = items_of(arrays, "The first input argument needs to be a sequence")?;
    let joining = Joining {
        axis: axis.0,
        out,
        dtype: dtype_of(dtype)?,
        casting: casting_of(casting, Casting::SameKind)?,
    };
    joining.join(arrays.py(), &objects, &arrays_of(&objects)?)
}

const NO_GENERATOR: &str = "arrays to stack must be passed as a \"sequence\" type such as list or tuple.";

/// Arrays along a new axis.
#[pyfunction]
#[pyo3(signature = (arrays, axis=0, out=None, *, dtype=None, casting=None), text_signature = "(arrays, axis=0, out=None, *, dtype=None, casting='same_kind')")]
fn stack(
    arrays: &Bound<'_, PyAny>,
    axis: isize,
    out: Object<'_, '_>,
    dtype: Object<'_, '_>,
    casting: Option<&str>,
) -> Result {
    let objects = items_of(arrays, NO_GENERATOR)?;
    let expanded = manipulation::stack(&arrays_of(&objects)?, axis).py()?;
    let axis = Some(pallasite_array::layout::normalize_axis(axis, expanded[0].ndim()).py()? as isize);
    let joining =
        Joining { axis, out, dtype: dtype_of(dtype)?, casting: casting_of(casting, Casting::SameKind)? };
    joining.join(arrays.py(), &objects, &expanded)
}

/// The common part of `vstack`, `hstack`, `dstack`: raised arrays joined along an axis.
fn join_raised(
    tup: &Bound<'_, PyAny>,
    raise: fn(&NdArray) -> pallasite_array::Result<NdArray>,
    axis: impl Fn(&NdArray) -> isize,
    dtype: Object<'_, '_>,
    casting: Option<&str>,
) -> Result {
    let objects = items_of(tup, NO_GENERATOR)?;
    let arrays = arrays_of(&objects)?.iter().map(|a| raise(a).py()).collect::<PyResult<Vec<_>>>()?;
    let axis = Some(arrays.first().map_or(0, axis));
    let joining = Joining {
        axis,
        out: None,
        dtype: dtype_of(dtype)?,
        casting: casting_of(casting, Casting::SameKind)?,
    };
    joining.join(tup.py(), &objects, &arrays)
}

/// Arrays below each other.
#[pyfunction]
#[pyo3(signature = (tup, *, dtype=None, casting=None), text_signature = "(tup, *, dtype=None, casting='same_kind')")]
fn vstack(tup: &Bound<'_, PyAny>, dtype: Object<'_, '_>, casting: Option<&str>) -> Result {
    join_raised(tup, manipulation::atleast_2d, |_| 0, dtype, casting)
}

/// Arrays beside each other.
#[pyfunction]
#[pyo3(signature = (tup, *, dtype=None, casting=None), text_signature = "(tup, *, dtype=None, casting='same_kind')")]
fn hstack(tup: &Bound<'_, PyAny>, dtype: Object<'_, '_>, casting: Option<&str>) -> Result {
    join_raised(tup, manipulation::atleast_1d, |a| if a.ndim() == 1 { 0 } else { 1 }, dtype, casting)
}

/// Arrays behind each other along the third axis.
#[pyfunction]
fn dstack(tup: &Bound<'_, PyAny>) -> Result {
    join_raised(tup, manipulation::atleast_3d, |_| 2, None, None)
}

/// Vectors as the columns of a matrix.
#[pyfunction]
fn column_stack(tup: &Bound<'_, PyAny>) -> Result {
    let column = |a: &NdArray| if a.ndim() < 2 { a.reshape(&[-1, 1]) } else { Ok(a.clone()) };
    join_raised(tup, column, |_| 1, None, None)
}

/// Values behind an array.
#[pyfunction]
#[pyo3(signature = (arr, values, axis=None))]
fn append(arr: &Bound<'_, PyAny>, values: &Bound<'_, PyAny>, axis: Option<isize>) -> Result {
    let objects = [arr.clone(), values.clone()];
    let joining = Joining { axis, out: None, dtype: None, casting: Casting::SameKind };
    joining.join(arr.py(), &objects, &arrays_of(&objects)?)
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Sequences: concatenate, stack, vstack, hstack, dstack, column_stack; Arguments: append);
    Ok(())
}
