//! `scipy.spatial`: triangulations and trees, for the classes in `pallasite/scipy/spatial`.

mod delaunay;
mod kdtree;

use pallasite_array::NdArray;
use pallasite_spatial::SpatialError;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

pub(super) use delaunay::Triangulation;

/// The exception for points that do not serve: `QhullError` where Qhull would have seen them.
pub(super) fn spatial_error(e: SpatialError) -> PyErr {
    let text = e.to_string();
    match e {
        SpatialError::TooFewPoints { .. } | SpatialError::Flat { .. } | SpatialError::Infinite => {
            Python::attach(|py| {
                let class = py.import("pallasite.scipy.spatial").and_then(|m| m.getattr("QhullError"));
                class.and_then(|c| c.call1((text,))).map_or_else(|e| e, PyErr::from_value)
            })
        }
        _ => PyValueError::new_err(text),
    }
}

/// The doubles of an array, in C order.
pub(super) fn doubles(object: &Bound<'_, PyAny>) -> PyResult<(Vec<f64>, Vec<usize>)> {
    use crate::error::IntoPy;
    let array = crate::coerce::as_array(object, Some(&pallasite_array::DType::FLOAT64))?;
    Ok((array.cast_vec().py()?, array.shape().to_vec()))
}

/// An array of a shape.
pub(super) fn shaped<T: pallasite_array::Element>(
    py: Python<'_>,
    data: Vec<T>,
    shape: &[usize],
) -> PyResult<Py<PyAny>> {
    use crate::error::IntoPy;
    crate::array::wrap(py, NdArray::from_vec_shape(data, shape).py()?)
}

/// Adds the classes to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<Triangulation>()?;
    m.add_class::<kdtree::Tree>()
}
