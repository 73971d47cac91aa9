//! What a ufunc hands back: scalars, arrays, instances of the inputs' class.

use super::protocol::{is_numpy, is_plain};
use crate::array::{PyArray, is_exact, wrap, wrap_class, wrap_or_scalar};
use pallasite_array::NdArray;
use pallasite_ufunc::Ufunc;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use smallvec::SmallVec;

/// The only result of an operator.
#[inline]
pub fn first(
    py: Python<'_>,
    ufunc: &'static Ufunc,
    out: SmallVec<[NdArray; 2]>,
    inputs: &[&Bound<'_, PyAny>],
) -> PyResult<Py<PyAny>> {
    let mut results = out
        .into_iter()
        .map(|array| wrap_as(py, array, inputs))
        .collect::<PyResult<SmallVec<[Py<PyAny>; 2]>>>()?;
    if ufunc.nout == 1 {
        return results
            .pop()
            .ok_or_else(|| pyo3::exceptions::PyValueError::new_err("a ufunc without outputs"));
    }
    Ok(PyTuple::new(py, results)?.into_any().unbind())
}

/// A result in the class of the input of the highest `__array_priority__`; NumPy's where none of them is ours.
///
/// Of equal ones a subclass goes before `ndarray` itself.
pub fn wrap_as(py: Python<'_>, array: NdArray, inputs: &[&Bound<'_, PyAny>]) -> PyResult<Py<PyAny>> {
    if inputs.iter().all(|o| is_plain(o) || !has_class(o)) {
        return wrap_or_scalar(py, array);
    }
    if !inputs.iter().any(|o| o.is_instance_of::<PyArray>()) {
        return as_numpys(py, array);
    }
    let mut best: Option<(&Bound<'_, PyAny>, f64)> = None;
    for object in inputs.iter().filter(|o| o.is_instance_of::<PyArray>()) {
        let rank = object.getattr(intern!(py, "__array_priority__"))?.extract::<f64>().unwrap_or(0.0);
        if best.is_none_or(|(o, r)| rank > r || rank == r && is_exact(o) && !is_exact(object)) {
            best = Some((object, rank));
        }
    }
    match best {
        Some((object, _)) if !is_exact(object) => dress(py, array, object),
        _ => wrap_or_scalar(py, array),
    }
}

/// The array, or the scalar, as NumPy's.
fn as_numpys(py: Python<'_>, array: NdArray) -> PyResult<Py<PyAny>> {
    let scalar = array.ndim() == 0;
    let theirs = py.import("numpy")?.call_method1("asarray", (wrap(py, array)?,))?;
    Ok(if scalar { theirs.get_item(PyTuple::empty(py))? } else { theirs }.unbind())
}

/// True for arrays and for objects of other libraries.
fn has_class(object: &Bound<'_, PyAny>) -> bool {
    object.is_instance_of::<PyArray>() || is_numpy(&object.get_type())
}

/// The array in the class of `like`, through its `__array_wrap__`.
fn dress(py: Python<'_>, array: NdArray, like: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let root = py.get_type::<PyArray>();
    let name = intern!(py, "__array_wrap__");
    let scalar = array.ndim() == 0;
    if like.get_type().getattr(name)?.is(&root.getattr(name)?) {
        return wrap_class(&like.get_type(), array, None, like);
    }
    let bare = wrap(py, array)?;
    Ok(like.getattr(name)?.call1((bare, py.None(), scalar))?.unbind())
}

#[pymethods]
impl PyArray {
    /// A result of a ufunc in this object's class.
    #[pyo3(signature = (array, context=None, return_scalar=false, /))]
    fn __array_wrap__(
        slf: &Bound<'_, Self>,
        array: &Bound<'_, PyAny>,
        context: Option<&Bound<'_, PyAny>>,
        return_scalar: bool,
    ) -> PyResult<Py<PyAny>> {
        let _ = context;
        let inner = crate::coerce::as_array(array, None)?;
        if is_exact(slf.as_any()) {
            return if return_scalar { wrap_or_scalar(slf.py(), inner) } else { wrap(slf.py(), inner) };
        }
        wrap_class(&slf.get_type(), inner, None, slf.as_any())
    }
}
