//! What `make_interp_spline` and `make_lsq_spline` compute.

use super::conditions::{Conditions, conditions};
use super::rows::{Rows, axis_of, doubles, failure, invalid, shaped, vector};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::interrupt::released;
use pallasite_array::error::tuple;
use pallasite_interpolate::bspline;
use pyo3::exceptions::PyNotImplementedError;
use pyo3::prelude::*;

/// Refuses what is not finite.
fn finite(numbers: &[f64], check: bool) -> PyResult<()> {
    if check && numbers.iter().any(|v| !v.is_finite()) {
        return invalid("Array must not contain infs or nans.");
    }
    Ok(())
}

/// Whether the first row of the data is the last one, as `np.allclose` has it.
fn closed(y: &Rows) -> bool {
    let m = y.width(1);
    let (first, last) = (&y.data()[..m], &y.data()[y.data().len() - m..]);
    first.iter().zip(last).all(|(a, b)| (a - b).abs() <= 1e-15 + 1e-5 * b.abs())
}

/// The knots, coefficients and axis of a spline through points, and whether it is periodic.
#[pyfunction]
fn _make_interp_spline(
    py: Python<'_>,
    x: &Bound<'_, PyAny>,
    y: &Bound<'_, PyAny>,
    k: isize,
    t: Option<&Bound<'_, PyAny>>,
    bc_type: Option<&Bound<'_, PyAny>>,
    axis: isize,
    check_finite: bool,
) -> PyResult<(Py<PyAny>, Py<PyAny>, usize, bool)> {
    let data = Points::new(x, y, axis, check_finite)?;
    let ends = conditions(bc_type, data.y.rest(1), data.y.complex)?;
    let periodic = matches!(ends, Conditions::Periodic);
    data.check_interpolation(periodic)?;
    let given = t.filter(|t| !t.is_none()).map(doubles).transpose()?;
    crate::convert::check_room(&[usize::try_from(k).unwrap_or(0).saturating_add(data.x.len()), 16])?;
    let (t, c) = released(py, || py_knots(&data, k, given, &ends, check_finite))??;
    let n = if data.y.width(1) == 0 { t.len() - k as usize - 1 } else { c.len() / data.y.width(1) };
    let c = data.y.array(c, &[n], 1)?;
    Ok((vector(py, t)?, wrap(py, c)?, data.axis, periodic && k > 1))
}

/// Points of interpolation.
struct Points {
    x: Vec<f64>,
    x_shape: Vec<usize>,
    y: Rows,
    axis: usize,
}

impl Points {
    fn new(x: &Bound<'_, PyAny>, y: &Bound<'_, PyAny>, axis: isize, check: bool) -> PyResult<Points> {
        let ((x, x_shape), y) = (shaped(x)?, as_array(y, None)?);
        let axis = axis_of(axis, y.ndim())?;
        let y = Rows::along(&y, axis)?;
        finite(&x, check)?;
        finite(y.data(), check)?;
        Ok(Points { x, x_shape, y, axis })
    }

    fn check_length(&self) -> PyResult<()> {
        if self.x.len() != self.y.shape[0] {
            let (x, y) = (tuple(&self.x_shape), tuple(&self.y.shape));
            return invalid(format!("Shapes of x {x} and y {y} are incompatible"));
        }
        Ok(())
    }

    fn check_interpolation(&self, periodic: bool) -> PyResult<()> {
        if periodic && !closed(&self.y) {
            return invalid("First and last points does not match while periodic case expected");
        }
        self.check_length()?;
        if self.x.windows(2).any(|w| w[1] == w[0]) {
            return invalid("Expect x to not have duplicates");
        }
        if self.x_shape.len() != 1 || self.x.windows(2).any(|w| w[1] < w[0]) {
            return invalid("Expect x to be a 1D strictly increasing sequence.");
        }
        Ok(())
    }

    fn out_of_bounds<T>(&self) -> PyResult<T> {
        invalid(format!("Out of bounds w/ x = {:?}.", self.x))
    }
}

/// Knots and coefficients, by degree and conditions.
fn py_knots(
    data: &Points,
    k: isize,
    given: Option<Vec<f64>>,
    ends: &Conditions,
    check_finite: bool,
) -> PyResult<(Vec<f64>, Vec<f64>)> {
    let (x, y) = (&data.x, &data.y);
    let free = matches!(ends, Conditions::None | Conditions::Periodic);
    if k == 0 {
        if given.is_some() || !free {
            return invalid("Too much info for k=0: t and bc_type can only be None.");
        }
        return Ok(([&x[..], &x[x.len() - 1..]].concat(), y.data().to_vec()));
    }
    if k == 1 && given.is_none() {
        if !free {
            return invalid("Too much info for k=1: bc_type can only be None.");
        }
        return Ok((bspline::augmented(x, 1), y.data().to_vec()));
    }
    if k < 0 {
        return invalid("Expect non-negative k.");
    }
    let (k, periodic) = (k as usize, matches!(ends, Conditions::Periodic));
    if periodic && given.is_some() {
        let text = "For periodic case t is constructed automatically and can not be passed manually";
        return Err(PyNotImplementedError::new_err(text));
    }
    let t = match given {
        Some(t) => t,
        None if periodic => bspline::periodic(x, k),
        None if free => bspline::not_a_knot(x, k),
        None => bspline::augmented(x, k),
    };
    finite(&t, check_finite)?;
    if t.windows(2).any(|w| w[1] < w[0]) {
        return invalid("Expect t to be a 1-D sorted array_like.");
    }
    if t.len() < x.len() + k + 1 {
        return invalid(format!("Got {} knots, need at least {}.", t.len(), x.len() + k + 1));
    }
    if x[0] < t[k] || x[x.len() - 1] > t[t.len() - k] {
        return data.out_of_bounds();
    }
    let m = y.width(1);
    if periodic {
        let c = bspline::interpolate_periodic(x, y.data(), m, &t, k).map_err(failure)?;
        return Ok((t, c));
    }
    let (left, right) = ends.checked(k, x)?;
    let c = bspline::interpolate(x, y.data(), m, &t, k, left, right).map_err(failure)?;
    Ok((t, c))
}

/// The knots, coefficients and axis of a spline of least squares with given knots.
#[pyfunction]
fn _make_lsq_spline(
    py: Python<'_>,
    x: &Bound<'_, PyAny>,
    y: &Bound<'_, PyAny>,
    t: &Bound<'_, PyAny>,
    k: isize,
    w: Option<&Bound<'_, PyAny>>,
    axis: isize,
    check_finite: bool,
    method: &str,
) -> PyResult<(Py<PyAny>, Py<PyAny>, usize)> {
    let data = Points::new(x, y, axis, check_finite)?;
    let (t, t_shape) = shaped(t)?;
    let w = w.filter(|w| !w.is_none()).map_or_else(|| Ok(vec![1.0; data.x.len()]), doubles)?;
    finite(&t, check_finite)?;
    finite(&w, check_finite)?;
    check_least_squares(&data, &t, t_shape.len(), k, &w, method)?;
    let k = k as usize;
    let fit = || bspline::least_squares(&data.x, data.y.data(), data.y.width(1), &t, k, &w);
    let c = released(py, fit)?.map_err(failure)?;
    let c = data.y.array(c, &[t.len() - k - 1], 1)?;
    Ok((vector(py, t)?, wrap(py, c)?, data.axis))
}

fn check_least_squares(
    data: &Points,
    t: &[f64],
    t_ndim: usize,
    k: isize,
    w: &[f64],
    method: &str,
) -> PyResult<()> {
    let x = &data.x;
    if data.x_shape.len() != 1 {
        return invalid("Expect x to be a 1-D sequence.");
    }
    if (x.len() as isize) < k + 1 {
        return invalid("Need more x points.");
    }
    if k < 0 {
        return invalid("Expect non-negative k.");
    }
    let k = k as usize;
    if t_ndim != 1 || t.windows(2).any(|w| w[1] < w[0]) {
        return invalid("Expect t to be a 1D strictly increasing sequence.");
    }
    data.check_length()?;
    if t.len() < 2 * k + 2 || k > 0 && x.iter().any(|&v| v < t[k] || v > t[t.len() - k]) {
        return data.out_of_bounds();
    }
    if w.len() != x.len() {
        return invalid(format!("Shapes of x ({},) and w ({},) are incompatible", x.len(), w.len()));
    }
    match method {
        "norm-eq" if x.windows(2).any(|w| w[1] <= w[0]) => {
            invalid("Expect x to be a 1D strictly increasing sequence.")
        }
        "qr" if x.windows(2).any(|w| w[1] < w[0]) => invalid("Expect x to be a 1D non-decreasing sequence."),
        "norm-eq" | "qr" => Ok(()),
        _ => invalid(format!("Unknown method ='{method}'.")),
    }
}

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(_make_interp_spline, m)?)?;
    m.add_function(wrap_pyfunction!(_make_lsq_spline, m)?)
}
