//! Coordinates of grids.

use super::Object;
use crate::array::wrap;
use crate::coerce::as_array;
use crate::convert::{dtype_of, shape_of};
use crate::error::IntoPy;
use crate::functions;
use crate::numpy::arguments::tuple_of_arrays;
use pallasite_array::{DType, Order};
use pallasite_numpy::creation::{self, Indexing};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// Coordinate arrays of a grid from coordinate vectors.
#[pyfunction]
#[pyo3(signature = (*xi, copy=true, sparse=false, indexing="xy"))]
fn meshgrid(
    py: Python<'_>,
    xi: &Bound<'_, PyTuple>,
    copy: bool,
    sparse: bool,
    indexing: &str,
) -> PyResult<Py<PyAny>> {
    let indexing = match indexing {
        "xy" => Indexing::Xy,
        "ij" => Indexing::Ij,
        _ => return Err(PyValueError::new_err("Valid values for `indexing` are 'xy' and 'ij'.")),
    };
    let vectors = xi.iter().map(|x| as_array(&x, None)).collect::<PyResult<Vec<_>>>()?;
    let grids = creation::meshgrid(&vectors, indexing, sparse).py()?;
    let grids =
        if copy { grids.iter().map(|g| g.copy(Order::C).py()).collect::<PyResult<Vec<_>>>()? } else { grids };
    tuple_of_arrays(py, grids)
}

/// The indices of a grid.
#[pyfunction]
#[pyo3(signature = (dimensions, dtype=None, sparse=false), text_signature = "(dimensions, dtype=<class 'int'>, sparse=False)")]
fn indices(
    py: Python<'_>,
    dimensions: &Bound<'_, PyAny>,
    dtype: Object<'_, '_>,
    sparse: bool,
) -> PyResult<Py<PyAny>> {
    let shape = shape_of(dimensions)?;
    let dtype = dtype_of(dtype)?.unwrap_or(DType::INT64);
    if sparse {
        return tuple_of_arrays(py, creation::indices_sparse(&shape, &dtype).py()?);
    }
    wrap(py, creation::indices(&shape, &dtype).py()?)
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: meshgrid);
    m.add_function(wrap_pyfunction!(indices, m)?)
}
