//! What `interp1d` computes.

use super::rows::{Rows, roll};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::interrupt::released;
use pallasite_array::promote::promote_types;
use pallasite_array::{DType, NdArray, Order};
use pallasite_interpolate::Extrapolate;
use pallasite_interpolate::bspline::BSpline;
use pallasite_interpolate::interp1d::{Neighbours, extremes, interp1d};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// The values of `interp1d`: by neighbours, or by a spline `(t, c, k)` where there is one.
///
/// `y` has the interpolation axis first; `fill` are the values below and above the range, `None` to extrapolate.
#[pyfunction]
fn _interp1d_evaluate(
    py: Python<'_>,
    kind: &str,
    x: &Bound<'_, PyAny>,
    y: &Bound<'_, PyAny>,
    axis: usize,
    at: &Bound<'_, PyAny>,
    fill: Option<(Bound<'_, PyAny>, Bound<'_, PyAny>)>,
    bounds_error: bool,
    spline: Option<(Bound<'_, PyAny>, Bound<'_, PyAny>, usize)>,
) -> PyResult<Py<PyAny>> {
    let (y_array, at_array) = (as_array(y, None)?, as_array(at, None)?);
    let x_array = as_array(x, None)?;
    let (x, y) = (Rows::of(&x_array)?, Rows::of(&y_array)?);
    let x = x.data();
    let at = Rows::real(&at_array)?;
    let (at, m) = (at.data(), y.width(1));
    let mut values = match &spline {
        Some((t, c, k)) => {
            let (t, c) = (Rows::of(&as_array(t, None)?)?, Rows::of(&as_array(c, None)?)?);
            let spline = BSpline::new(t.data(), c.data(), m, *k);
            released(py, || spline.evaluate(at, 0, Extrapolate::Yes))?
        }
        None => {
            let (kind, numbers) = (neighbours(kind)?, y.data());
            released(py, || interp1d(x, numbers, m, at, kind))?
        }
    };
    if let (Some((below, above)), Some(&first), Some(&last)) = (fill, x.first(), x.last()) {
        let (low, high) = extremes(at);
        if low < first || high > last {
            check_bounds(x, at, bounds_error)?;
            let rows = (fill_row(&below, &y)?, fill_row(&above, &y)?);
            fill_outside(&mut values, x, at, m, (&rows.0, &rows.1));
        }
    }
    let array = roll(&y.array(values, at_array.shape(), 1)?, at_array.ndim(), axis)?;
    let dtype = result_type(&x_array, &y_array, &at_array, kind, spline.is_some())?;
    wrap(py, if *array.dtype() == dtype { array } else { array.astype(&dtype, Order::K).py()? })
}

/// Picking neighbours keeps any type; lines between them have the common type, but are doubles where SciPy has
/// `np.interp` draw them.
fn result_type(x: &NdArray, y: &NdArray, at: &NdArray, kind: &str, spline: bool) -> PyResult<DType> {
    let double = if y.kind().is_complex() { DType::COMPLEX128 } else { DType::FLOAT64 };
    let plain = |a: &NdArray| [DType::FLOAT64, DType::INT64].contains(a.dtype());
    if kind != "linear" && !spline {
        return Ok(y.dtype().clone());
    }
    if spline || y.ndim() == 1 && plain(x) && plain(y) {
        return Ok(double);
    }
    let at = if at.kind().is_inexact() { at.dtype() } else { &DType::FLOAT64 };
    promote_types(&promote_types(x.dtype(), y.dtype()).py()?, at).py()
}

fn neighbours(kind: &str) -> PyResult<Neighbours> {
    match kind {
        "linear" => Ok(Neighbours::Linear),
        "nearest" => Ok(Neighbours::Nearest),
        "nearest-up" => Ok(Neighbours::NearestUp),
        "previous" => Ok(Neighbours::Previous),
        "next" => Ok(Neighbours::Next),
        _ => Err(PyValueError::new_err(format!("`kind` is {kind:?}"))),
    }
}

/// Refuses points outside the range.
fn check_bounds(x: &[f64], at: &[f64], refuse: bool) -> PyResult<()> {
    let (Some(&first), Some(&last), true) = (x.first(), x.last(), refuse) else { return Ok(()) };
    let error = |v: f64, side: &str, name: &str, end: f64| {
        let text =
            format!("A value ({v:?}) in x_new is {side} the interpolation range's {name} value ({end:?}).");
        Err(PyValueError::new_err(text))
    };
    if let Some(&v) = at.iter().find(|&&v| v < first) {
        return error(v, "below", "minimum", first);
    }
    match at.iter().find(|&&v| v > last) {
        Some(&v) => error(v, "above", "maximum", last),
        None => Ok(()),
    }
}

/// A fill value for each number of a point.
fn fill_row(fill: &Bound<'_, PyAny>, y: &Rows) -> PyResult<Vec<f64>> {
    let fill = as_array(fill, None)?.reshape(&[-1]).py()?;
    let dtype = if y.complex { DType::COMPLEX128 } else { DType::FLOAT64 };
    let row = Rows::of(&fill.astype(&dtype, Order::C).py()?)?;
    let (m, size) = (y.width(1), row.data().len());
    Ok((0..m).map(|i| row.data()[i % size]).collect())
}

fn fill_outside(values: &mut [f64], x: &[f64], at: &[f64], m: usize, fill: (&[f64], &[f64])) {
    if m == 0 || x.is_empty() {
        return;
    }
    for (row, &v) in values.chunks_exact_mut(m).zip(at) {
        if v < x[0] {
            row.copy_from_slice(fill.0);
        } else if v > x[x.len() - 1] {
            row.copy_from_slice(fill.1);
        }
    }
}

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(_interp1d_evaluate, m)?)
}
