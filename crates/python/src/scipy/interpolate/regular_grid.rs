//! What `RegularGridInterpolator` computes.

use super::super::spatial::{doubles, shaped};
use super::rows::{Rows, failure};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::interrupt::released;
use pallasite_array::{DType, NdArray, Order};
use pallasite_interpolate::NdBSpline;
use pallasite_interpolate::regular_grid::RegularGrid;
use pyo3::prelude::*;

/// A grid of strictly ascending coordinates.
#[pyclass(frozen, name = "_RegularGrid", module = "pallasite._core")]
pub struct PyRegularGrid(RegularGrid);

#[pymethods]
impl PyRegularGrid {
    #[new]
    fn new(axes: Vec<Bound<'_, PyAny>>) -> PyResult<PyRegularGrid> {
        let axes = axes.iter().map(|a| Ok(doubles(a)?.0)).collect::<PyResult<Vec<_>>>()?;
        Ok(PyRegularGrid(RegularGrid::new(axes)))
    }

    /// The multilinear interpolant of values at rows of coordinates.
    fn linear(
        &self,
        py: Python<'_>,
        values: &Bound<'_, PyAny>,
        xi: &Bound<'_, PyAny>,
    ) -> PyResult<Py<PyAny>> {
        let values = Rows::of(&as_array(values, None)?)?;
        let (xi, shape) = doubles(xi)?;
        let n = self.0.ndim();
        let found = released(py, || self.0.linear(values.data(), values.width(n), &xi))?;
        wrap(py, values.array(found, &shape[..1], n)?)
    }

    /// The numbers, in C order, of the grid points nearest to rows of coordinates.
    fn nearest(&self, py: Python<'_>, xi: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let (xi, shape) = doubles(xi)?;
        let found = released(py, || self.0.nearest(&xi))?;
        shaped(py, found, &shape[..1])
    }

    /// Monotone cubics along one dimension after the other.
    fn pchip(&self, py: Python<'_>, values: &Bound<'_, PyAny>, xi: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let values = Rows::of(&as_array(values, None)?)?;
        let (xi, shape) = doubles(xi)?;
        let n = self.0.ndim();
        let found = released(py, || self.0.pchip(values.data(), values.width(n), &xi))?;
        wrap(py, values.array(found, &shape[..1], n)?)
    }

    /// Which rows of coordinates are outside of the grid, which hold NaN (`None` where there are none), and the first
    /// dimension in which a row is one or the other.
    fn outside(&self, py: Python<'_>, xi: &Bound<'_, PyAny>) -> PyResult<(Mask, Mask, Option<usize>)> {
        let (xi, shape) = doubles(xi)?;
        let n = self.0.ndim().max(1);
        let (mut outside, mut unknown) = (vec![false; shape[0]], vec![false; shape[0]]);
        let mut dimension = None;
        for (row, x) in xi.chunks_exact(n).enumerate() {
            for (i, &x) in x.iter().enumerate() {
                let beyond = self.0.is_outside(i, x);
                outside[row] |= beyond;
                unknown[row] |= x.is_nan();
                if beyond || x.is_nan() {
                    dimension = Some(dimension.map_or(i, |d: usize| d.min(i)));
                }
            }
        }
        Ok((mask(py, outside)?, mask(py, unknown)?, dimension))
    }
}

/// An array of booleans.
type Mask = Option<Py<PyAny>>;

/// The mask, when anything is set in it.
fn mask(py: Python<'_>, rows: Vec<bool>) -> PyResult<Mask> {
    if !rows.contains(&true) {
        return Ok(None);
    }
    let bytes = NdArray::from_vec(rows.into_iter().map(u8::from).collect());
    wrap(py, bytes.astype(&DType::BOOL, Order::C).py()?).map(Some)
}

/// The tensor product of splines through values on a grid.
#[pyclass(frozen, name = "_GridSpline", module = "pallasite._core")]
pub struct PyGridSpline {
    inner: NdBSpline<'static>,
    values: Rows,
    ndim: usize,
}

#[pymethods]
impl PyGridSpline {
    #[new]
    fn new(given: &Bound<'_, PyRegularGrid>, values: &Bound<'_, PyAny>, k: usize) -> PyResult<PyGridSpline> {
        let values = Rows::of(&as_array(values, None)?)?;
        let grid = &given.get().0;
        let axes: Vec<&[f64]> = (0..grid.ndim()).map(|i| grid.axis(i)).collect();
        let degrees = vec![k; axes.len()];
        let fit = || NdBSpline::through(&axes, values.data(), values.width(axes.len()), &degrees);
        let inner = released(given.py(), fit)?;
        Ok(PyGridSpline { inner: inner.map_err(failure)?, values, ndim: grid.ndim() })
    }

    /// Derivatives of orders `nu` at rows of coordinates.
    fn evaluate(&self, py: Python<'_>, xi: &Bound<'_, PyAny>, nu: Vec<usize>) -> PyResult<Py<PyAny>> {
        let (xi, shape) = doubles(xi)?;
        let found = released(py, || self.inner.evaluate(&xi, &nu, true))?;
        wrap(py, self.values.array(found, &shape[..1], self.ndim)?)
    }
}

/// Adds the classes to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<PyRegularGrid>()?;
    m.add_class::<PyGridSpline>()
}
