//! Points as SciPy takes them: an array whose last axis holds the coordinates, or a tuple of arrays.

use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::layout::broadcast_shapes;
use pallasite_array::{DType, NdArray};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// An array of points; one of a single axis holds points of `ndim` coordinates one behind the other.
#[pyfunction]
#[pyo3(signature = (points, ndim=None))]
fn _coordinates(py: Python<'_>, points: &Bound<'_, PyAny>, ndim: Option<isize>) -> PyResult<Py<PyAny>> {
    let single = points.cast::<PyTuple>().ok().filter(|t| t.len() == 1).map(|t| t.get_item(0)).transpose()?;
    let points = single.as_ref().unwrap_or(points);
    if let Ok(tuple) = points.cast::<PyTuple>() {
        return wrap(py, interleaved(tuple)?);
    }
    let array = as_array(points, Some(&DType::FLOAT64))?;
    let array = if array.ndim() == 1 { array.reshape(&[-1, ndim.unwrap_or(1)]).py()? } else { array };
    wrap(py, array)
}

/// The coordinates, broadcast against each other, behind each other for every point.
fn interleaved(tuple: &Bound<'_, PyTuple>) -> PyResult<NdArray> {
    let arrays = tuple.iter().map(|a| as_array(&a, Some(&DType::FLOAT64))).collect::<PyResult<Vec<_>>>()?;
    let shapes: Vec<&[usize]> = arrays.iter().map(NdArray::shape).collect();
    let shape = broadcast_shapes(&shapes).py()?;
    let count: usize = shape.iter().product();
    let mut out = vec![0.0; count * arrays.len()];
    for (j, array) in arrays.iter().enumerate() {
        let column = array.broadcast_to(&shape).py()?.cast_vec::<f64>().py()?;
        out[j.min(count * arrays.len())..]
            .iter_mut()
            .step_by(arrays.len())
            .zip(column)
            .for_each(|(o, x)| *o = x);
    }
    NdArray::from_vec_shape(out, &[&shape[..], &[arrays.len()]].concat()).py()
}

/// Adds the function to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(_coordinates, m)?)
}
