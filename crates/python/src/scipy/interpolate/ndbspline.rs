//! What `NdBSpline` computes, and the collocation matrices of splines.

use super::rows::{Rows, doubles, failure, vector};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::interrupt::released;
use pallasite_array::{DType, NdArray};
use pallasite_interpolate::NdBSpline;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

fn knots(t: &[Bound<'_, PyAny>]) -> PyResult<Vec<Vec<f64>>> {
    t.iter().map(doubles).collect()
}

/// Rows of as many coordinates as there are variables.
fn points(xi: &Bound<'_, PyAny>, ndim: usize) -> PyResult<NdArray> {
    let xi = as_array(xi, Some(&DType::FLOAT64))?.to_contiguous().py()?;
    if xi.shape().last() != Some(&ndim) {
        let shape = pallasite_array::error::tuple(xi.shape());
        return Err(PyValueError::new_err(format!("Shapes: xi.shape={shape} and ndim={ndim}")));
    }
    Ok(xi)
}

/// Refuses knots that do not suit a degree in dimension `d`.
#[pyfunction]
fn _check_knots(t: &Bound<'_, PyAny>, k: i64, d: usize) -> PyResult<()> {
    let t = as_array(t, Some(&DType::FLOAT64))?;
    let invalid = |text: String| Err(PyValueError::new_err(text));
    if k < 0 {
        return invalid(format!("Spline degree in dimension {d} cannot be negative."));
    }
    if t.ndim() != 1 {
        return invalid(format!("Knot vector in dimension {d} must be one-dimensional."));
    }
    let (t, k) = (t.cast_vec::<f64>().py()?, k as usize);
    if t.len() < 2 * k + 2 {
        return invalid(format!("Need at least {} knots for degree {k} in dimension {d}.", 2 * k + 2));
    }
    if t.windows(2).any(|w| w[1] < w[0]) {
        return invalid(format!("Knots in dimension {d} must be in a non-decreasing order."));
    }
    if t[k..t.len() - k].windows(2).all(|w| w[1] == w[0]) {
        return invalid(format!("Need at least two internal knots in dimension {d}."));
    }
    if t.iter().any(|v| !v.is_finite()) {
        return invalid(format!("Knots in dimension {d} should not have nans or infs."));
    }
    Ok(())
}

/// Values of a spline of several variables.
#[pyfunction]
fn _ndbspline_evaluate(
    py: Python<'_>,
    t: Vec<Bound<'_, PyAny>>,
    c: &Bound<'_, PyAny>,
    k: Vec<usize>,
    xi: &Bound<'_, PyAny>,
    nu: Vec<usize>,
    goes_on: bool,
) -> PyResult<Py<PyAny>> {
    let (c, d) = (Rows::of(&as_array(c, None)?)?, t.len());
    let xi = points(xi, d)?;
    let spline = NdBSpline { t: knots(&t)?, c: c.data().into(), width: c.width(d), k };
    let numbers = xi.as_slice::<f64>().unwrap_or(&[]);
    let values = released(py, || spline.evaluate(numbers, &nu, goes_on))?;
    wrap(py, c.array(values, &xi.shape()[..xi.ndim() - 1], d)?)
}

/// The coefficients of the tensor product spline through values on a grid, whose knots are given back too.
#[pyfunction]
fn _ndbspline_through(
    py: Python<'_>,
    axes: Vec<Bound<'_, PyAny>>,
    values: &Bound<'_, PyAny>,
    k: Vec<usize>,
) -> PyResult<(Vec<Py<PyAny>>, Py<PyAny>)> {
    let (values, axes) = (Rows::of(&as_array(values, None)?)?, knots(&axes)?);
    let lengths: Vec<usize> = axes.iter().map(Vec::len).collect();
    if values.shape.len() < axes.len() || values.shape[..axes.len()] != lengths[..] {
        let [a, b] = [&values.shape[..], &lengths].map(pallasite_array::error::tuple);
        return Err(PyValueError::new_err(format!("values of shape {a} do not fit a grid of shape {b}")));
    }
    let lines: Vec<&[f64]> = axes.iter().map(Vec::as_slice).collect();
    let fit = || NdBSpline::through(&lines, values.data(), values.width(axes.len()), &k);
    let spline = released(py, fit)?.map_err(failure)?;
    let c = values.array(spline.c.into_owned(), &lengths, axes.len())?;
    let t = spline.t.into_iter().map(|t| vector(py, t)).collect::<PyResult<_>>()?;
    Ok((t, wrap(py, c)?))
}

/// The parts of the collocation matrix in rows: data, columns, where rows begin.
#[pyfunction]
fn _design_matrix(
    py: Python<'_>,
    xi: &Bound<'_, PyAny>,
    t: Vec<Bound<'_, PyAny>>,
    k: Vec<usize>,
    goes_on: bool,
) -> PyResult<[Py<PyAny>; 3]> {
    let (xi, t) = (points(xi, t.len())?, knots(&t)?);
    let terms: usize = k.iter().map(|k| k + 1).product();
    let rows = xi.size() / t.len().max(1);
    let spline = NdBSpline { t, c: Vec::new().into(), width: 1, k };
    let numbers = xi.as_slice::<f64>().unwrap_or(&[]);
    let (columns, data) = spline.design_matrix(numbers, goes_on).map_err(failure)?;
    let integers = |v: Vec<i64>| wrap(py, NdArray::from_vec(v));
    Ok([
        vector(py, data)?,
        integers(columns.into_iter().map(|c| c as i64).collect())?,
        integers((0..=rows).map(|r| (r * terms) as i64).collect())?,
    ])
}

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(_check_knots, m)?)?;
    m.add_function(wrap_pyfunction!(_ndbspline_evaluate, m)?)?;
    m.add_function(wrap_pyfunction!(_ndbspline_through, m)?)?;
    m.add_function(wrap_pyfunction!(_design_matrix, m)?)
}
