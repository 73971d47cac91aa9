//! What `KDTree` computes.

use super::{doubles, shaped, spatial_error};
use crate::interrupt::released;
use pallasite_spatial::{KdTree, QueryOptions};
use pyo3::prelude::*;

/// A tree of points.
#[pyclass(frozen, name = "_Tree", module = "pallasite._core")]
pub struct Tree(KdTree);

#[pymethods]
impl Tree {
    #[new]
    #[pyo3(signature = (data, leafsize, boxsize=None))]
    fn new(
        py: Python<'_>,
        data: &Bound<'_, PyAny>,
        leafsize: usize,
        boxsize: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Tree> {
        let (data, shape) = doubles(data)?;
        let periods = boxsize.map(doubles).transpose()?.map(|b| b.0);
        let made = released(py, || KdTree::new(&data, shape[1], leafsize, periods.as_deref()))?;
        made.map(Tree).map_err(spatial_error)
    }

    /// Number of nodes.
    #[getter]
    fn size(&self) -> usize {
        self.0.nnodes()
    }

    /// Distances and indices of the `k` nearest, on a new last axis.
    fn query(
        &self,
        py: Python<'_>,
        x: &Bound<'_, PyAny>,
        k: usize,
        eps: f64,
        p: f64,
        distance_upper_bound: f64,
    ) -> PyResult<(Py<PyAny>, Py<PyAny>)> {
        let (x, mut shape) = doubles(x)?;
        let options = QueryOptions { eps, p, distance_upper_bound };
        crate::convert::check_room(&[shape[..shape.len() - 1].iter().product(), k])?;
        let (distances, indices) = released(py, || self.0.query(&x, k, &options))?.map_err(spatial_error)?;
        *shape.last_mut().expect("points have coordinates") = k;
        Ok((shaped(py, distances, &shape)?, shaped(py, indices, &shape)?))
    }
}
