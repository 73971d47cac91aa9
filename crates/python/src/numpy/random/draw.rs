//! Drawing into what `size=` asks for, from parameters that are numbers or arrays.

use super::random_err;
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::{IntoPy, py_err};
use crate::interrupt::released;
use pallasite_array::layout::{Shape, broadcast_shapes};
use pallasite_array::{DType, Element, Error, NdArray};
use pallasite_numpy::random::RandomError;
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// A parameter of a distribution: one number, or one for each variate.
pub(super) enum Param {
    Number(f64),
    Array(NdArray),
}

impl<'a, 'py> FromPyObject<'a, 'py> for Param {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Param> {
        let object = object.to_owned();
        if let Ok(x) = object.cast_exact::<pyo3::types::PyFloat>() {
            return Ok(Param::Number(x.value()));
        }
        let a = as_array(&object, Some(&DType::FLOAT64))?;
        if a.ndim() == 0 { Ok(Param::Number(a.cast_vec::<f64>().py()?[0])) } else { Ok(Param::Array(a)) }
    }
}

/// The shape that `size=` asks for.
pub(super) fn size_of(size: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Shape>> {
    size.filter(|s| !s.is_none()).map(crate::convert::shape_of).transpose()
}

/// An array of `shape` that `fill` writes, or the one number when there is no shape.
pub(super) fn filled<'py, T>(
    py: Python<'py>,
    shape: Option<&[usize]>,
    fill: impl FnOnce(&mut [T]) -> Result<(), RandomError> + Send,
) -> PyResult<Py<PyAny>>
where
    T: Element + IntoPyObject<'py>,
{
    let Some(shape) = shape else {
        let mut one = [T::default()];
        fill(&mut one).map_err(random_err)?;
        return one[0].into_py_any(py);
    };
    let mut out = NdArray::zeros(shape, &T::KIND.into()).py()?;
    let slice = out.as_slice_mut::<T>().expect("a fresh array is contiguous and ours");
    if slice.len() > 1 << 12 { released(py, || fill(slice))? } else { fill(slice) }.map_err(random_err)?;
    wrap(py, out)
}

/// Variates of a distribution with parameters that broadcast against each other and `size`.
pub(super) fn variates<'py, T, const N: usize>(
    py: Python<'py>,
    params: [Param; N],
    size: Option<&Bound<'py, PyAny>>,
    mut fill: impl FnMut([f64; N], &mut [T]) -> Result<(), RandomError> + Send,
) -> PyResult<Py<PyAny>>
where
    T: Element + IntoPyObject<'py>,
{
    let size = size_of(size)?;
    let numbers = params.each_ref().map(|p| if let Param::Number(x) = p { *x } else { f64::NAN });
    if params.iter().all(|p| matches!(p, Param::Number(_))) {
        return filled(py, size.as_deref(), |out| fill(numbers, out));
    }
    let arrays: Vec<NdArray> = params
        .into_iter()
        .map(|p| match p {
            Param::Number(x) => NdArray::from_vec(vec![x]).reshape(&[]).py(),
            Param::Array(a) => Ok(a),
        })
        .collect::<PyResult<_>>()?;
    let shapes: Vec<&[usize]> = arrays.iter().map(NdArray::shape).collect();
    let common = broadcast_shapes(&shapes).py()?;
    let shape = size.unwrap_or_else(|| common.clone());
    if broadcast_shapes(&[&common, &shape]).is_ok_and(|s| s != shape)
        || broadcast_shapes(&[&common, &shape]).is_err()
    {
        let (shape, common) = (pallasite_array::error::tuple(&shape), pallasite_array::error::tuple(&common));
        let text =
            format!("Output size {shape} is not compatible with broadcast dimensions of inputs {common}.");
        return Err(PyValueError::new_err(text));
    }
    let columns = arrays.iter().map(|a| a.broadcast_to(&shape).and_then(|a| a.to_vec::<f64>()).py());
    let columns = columns.collect::<PyResult<Vec<_>>>()?;
    let row = |i: usize| -> [f64; N] { std::array::from_fn(|k| columns[k][i]) };
    // Parameters are checked before anything is drawn, so that an error leaves the stream where it was.
    let count = columns.first().map_or(0, Vec::len);
    for i in 0..count {
        fill(row(i), &mut []).map_err(random_err)?;
    }
    filled(py, Some(&shape), |out| {
        out.iter_mut().enumerate().try_for_each(|(i, x)| fill(row(i), std::slice::from_mut(x)))
    })
}

/// The `out=` array of a method, checked against `size=` and the type that is drawn.
pub(super) fn out_array(out: &Bound<'_, PyAny>, size: Option<&[usize]>, dtype: &DType) -> PyResult<NdArray> {
    let a = crate::array::array_of(out)
        .ok_or_else(|| pyo3::exceptions::PyTypeError::new_err("out must be an ndarray"))?;
    if a.dtype() != dtype {
        let text = format!(
            "Supplied output array has the wrong type. Expected {}, got {}",
            dtype.name(),
            a.dtype().name()
        );
        return Err(pyo3::exceptions::PyTypeError::new_err(text));
    }
    if !a.is_c_contiguous() || !a.is_writeable() || !a.is_aligned() {
        let text = "Supplied output array must be contiguous, writable, aligned, and in machine byte-order.";
        return Err(PyValueError::new_err(text));
    }
    if size.is_some_and(|s| s != a.shape()) {
        return Err(py_err(Error::value("size must match out.shape when used together")));
    }
    Ok(a)
}
