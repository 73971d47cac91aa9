//! What `BarycentricInterpolator` and `KroghInterpolator` compute.

use super::rows::{Rows, doubles, failure, roll, vector};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::interrupt::released;
use pallasite_array::{DType, NdArray};
use pallasite_interpolate::polynomial::{Barycentric, Krogh};
use pyo3::prelude::*;

/// Points of any shape as a vector, and the shape.
fn points(x: &Bound<'_, PyAny>) -> PyResult<(Vec<f64>, Vec<usize>)> {
    let x = as_array(x, Some(&DType::FLOAT64))?;
    Ok((x.cast_vec().py()?, x.shape().to_vec()))
}

/// Values at points of shape `at`, which takes the place of `axis` behind the first `lead` axes.
fn placed(
    py: Python<'_>,
    like: &Rows,
    data: Vec<f64>,
    lead: &[usize],
    at: &[usize],
    axis: usize,
) -> PyResult<Py<PyAny>> {
    let array = like.array(data, &[lead, at].concat(), 1)?;
    if lead.is_empty() {
        return wrap(py, roll(&array, at.len(), axis)?);
    }
    let (first, behind) = (1 + at.len(), array.ndim());
    let order = (0..1).chain(first..first + axis).chain(1..first).chain(first + axis..behind);
    wrap(py, array.permute(&order.map(|i| i as isize).collect::<Vec<_>>()).py()?)
}

/// Newton's coefficients.
#[pyfunction]
fn _krogh(py: Python<'_>, xi: &Bound<'_, PyAny>, yi: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let (xi, yi) = (doubles(xi)?, Rows::of(&as_array(yi, None)?)?);
    let p = released(py, || Krogh::new(&xi, yi.data(), yi.width(1)))?.map_err(failure)?;
    wrap(py, yi.array(p.c, &[xi.len() + 1], 1)?)
}

/// Values, or the derivatives of orders 0 to `count - 1`, along the first axis.
#[pyfunction]
fn _krogh_evaluate(
    py: Python<'_>,
    xi: &Bound<'_, PyAny>,
    c: &Bound<'_, PyAny>,
    axis: usize,
    x: &Bound<'_, PyAny>,
    count: Option<usize>,
) -> PyResult<Py<PyAny>> {
    let (c, (x, shape)) = (Rows::of(&as_array(c, None)?)?, points(x)?);
    let p = Krogh { x: doubles(xi)?, c: c.data().to_vec(), width: c.width(1) };
    match count {
        None => placed(py, &c, released(py, || p.evaluate(&x))?, &[], &shape, axis),
        Some(count) => {
            crate::convert::check_room(&[count, x.len(), c.width(1)])?;
            placed(py, &c, released(py, || p.derivatives(&x, count))?, &[count], &shape, axis)
        }
    }
}

/// The weights of points, and what differences are multiplied by in them.
#[pyfunction]
fn _barycentric(py: Python<'_>, xi: &Bound<'_, PyAny>, order: Vec<usize>) -> PyResult<(Py<PyAny>, f64)> {
    let xi = doubles(xi)?;
    let p = released(py, || Barycentric::new(&xi, &order))?.map_err(failure)?;
    Ok((vector(py, p.w)?, p.scale))
}

/// Points and weights with more points.
#[pyfunction]
fn _barycentric_extended(
    py: Python<'_>,
    xi: &Bound<'_, PyAny>,
    wi: &Bound<'_, PyAny>,
    scale: f64,
    more: &Bound<'_, PyAny>,
) -> PyResult<(Py<PyAny>, Py<PyAny>)> {
    let p = Barycentric { x: doubles(xi)?, w: doubles(wi)?, scale }.extended(&doubles(more)?);
    Ok((vector(py, p.x)?, vector(py, p.w)?))
}

/// Values at points, or the derivatives of all `orders` along the first axis.
#[pyfunction]
fn _barycentric_evaluate(
    py: Python<'_>,
    xi: &Bound<'_, PyAny>,
    wi: &Bound<'_, PyAny>,
    yi: &Bound<'_, PyAny>,
    axis: usize,
    x: &Bound<'_, PyAny>,
    orders: Option<(usize, usize)>,
) -> PyResult<Py<PyAny>> {
    let (y, (x, shape)) = (Rows::of(&as_array(yi, None)?)?, points(x)?);
    let p = Barycentric { x: doubles(xi)?, w: doubles(wi)?, scale: 1.0 };
    let (m, n) = (y.width(1), p.x.len());
    let Some((first, last)) = orders else {
        return placed(py, &y, released(py, || p.evaluate(y.data(), m, &x))?, &[], &shape, axis);
    };
    let (mut rows, mut out) = (y.data().to_vec(), Vec::new());
    released(py, || {
        for order in 0..=last {
            if order >= first {
                let zero = || vec![0.0; x.len() * m];
                out.extend(if order < n { p.evaluate(&rows, m, &x) } else { zero() });
            }
            rows = p.slopes(&rows, m);
        }
    })?;
    placed(py, &y, out, &[last + 1 - first], &shape, axis)
}

/// The values with the interpolation axis first, floats or complex numbers.
#[pyfunction]
fn _values_along(py: Python<'_>, yi: &Bound<'_, PyAny>, axis: usize) -> PyResult<Py<PyAny>> {
    let rows = Rows::along(&as_array(yi, None)?, axis)?;
    let array: NdArray = rows.array(rows.data().to_vec(), &rows.shape[..1], 1)?;
    wrap(py, array)
}

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(_krogh, m)?)?;
    m.add_function(wrap_pyfunction!(_krogh_evaluate, m)?)?;
    m.add_function(wrap_pyfunction!(_barycentric, m)?)?;
    m.add_function(wrap_pyfunction!(_barycentric_extended, m)?)?;
    m.add_function(wrap_pyfunction!(_barycentric_evaluate, m)?)?;
    m.add_function(wrap_pyfunction!(_values_along, m)?)
}
