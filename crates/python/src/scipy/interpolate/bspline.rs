//! What `BSpline` computes.

use super::rows::{Rows, axis_of, doubles, extrapolation, failure, invalid, shaped, vector};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::interrupt::released;
use pallasite_array::DType;
use pallasite_array::interrupt;
use pallasite_interpolate::bspline::{self, BSpline, Ends};
use pallasite_interpolate::{Extrapolate, PPoly};
use pyo3::prelude::*;

type Parts = (Py<PyAny>, Py<PyAny>, usize);

/// Checks the parts of a spline and brings them to their form: knots, coefficients along the first axis, axis.
#[pyfunction]
fn _bspline_parts(
    py: Python<'_>,
    t: &Bound<'_, PyAny>,
    c: &Bound<'_, PyAny>,
    k: isize,
    axis: isize,
) -> PyResult<Parts> {
    let c = as_array(c, None)?;
    let (t, shape) = shaped(t)?;
    let axis = axis_of(axis, c.ndim())?;
    if k < 0 {
        return invalid("Spline order cannot be negative.");
    }
    if shape.len() != 1 {
        return invalid("Knot vector must be one-dimensional.");
    }
    let c = Rows::along(&c, axis)?;
    let k = k as usize;
    check_knots(&t, k)?;
    if c.shape[0] < t.len() - k - 1 {
        return invalid("Knots, coefficients and degree are inconsistent.");
    }
    let rows = c.array(c.data().to_vec(), &c.shape[..1], 1)?;
    Ok((vector(py, t)?, wrap(py, rows)?, axis))
}

fn check_knots(t: &[f64], k: usize) -> PyResult<()> {
    if t.len() < 2 * k + 2 {
        return invalid(format!("Need at least {} knots for degree {k}", 2 * k + 2));
    }
    let n = t.len() - k - 1;
    if t.windows(2).any(|w| w[1] < w[0]) {
        return invalid("Knots must be in a non-decreasing order.");
    }
    if t[k..n + 1].windows(2).all(|w| w[1] == w[0]) {
        return invalid("Need at least two internal knots.");
    }
    if t.iter().any(|v| !v.is_finite()) {
        return invalid("Knots should not have nans or infs.");
    }
    Ok(())
}

/// The values of a spline, whose coefficients have the interpolation axis first.
#[pyfunction]
fn _bspline_evaluate(
    py: Python<'_>,
    t: &Bound<'_, PyAny>,
    c: &Bound<'_, PyAny>,
    k: usize,
    axis: usize,
    x: &Bound<'_, PyAny>,
    nu: usize,
    extrapolate: &Bound<'_, PyAny>,
) -> PyResult<Py<PyAny>> {
    let (t, c) = (Rows::of(&as_array(t, None)?)?, Rows::of(&as_array(c, None)?)?);
    let x = as_array(x, Some(&DType::FLOAT64))?.to_contiguous().py()?;
    let spline = BSpline::new(t.data(), c.data(), c.width(1), k);
    let extrapolate = extrapolation(extrapolate)?;
    let points = x.as_slice::<f64>().unwrap_or(&[]);
    let values = released(py, || spline.evaluate(points, nu, extrapolate))?;
    c.place(py, values, x.shape(), 1, axis)
}

/// The derivative of order `nu`, of a negative order the antiderivative.
#[pyfunction]
fn _bspline_derivative(
    py: Python<'_>,
    t: &Bound<'_, PyAny>,
    c: &Bound<'_, PyAny>,
    k: usize,
    nu: isize,
) -> PyResult<Parts> {
    let (t, c) = (doubles(t)?, Rows::of(&as_array(c, None)?)?);
    let spline = BSpline::new(t, c.data(), c.width(1), k);
    let order = nu.unsigned_abs();
    let made =
        released(py, || if nu < 0 { Ok(spline.antiderivative(order)) } else { spline.derivative(order) })?;
    let made = made.map_err(failure)?;
    parts(py, &c, made)
}

fn parts(py: Python<'_>, like: &Rows, made: BSpline<'_>) -> PyResult<Parts> {
    let n = if made.width == 0 { made.t.len() } else { made.c.len() / made.width };
    let c = like.array(made.c.to_vec(), &[n], 1)?;
    Ok((vector(py, made.t.to_vec())?, wrap(py, c)?, made.k))
}

/// The integral of a spline.
#[pyfunction]
fn _bspline_integrate(
    py: Python<'_>,
    t: &Bound<'_, PyAny>,
    c: &Bound<'_, PyAny>,
    k: usize,
    a: f64,
    b: f64,
    extrapolate: &Bound<'_, PyAny>,
) -> PyResult<Py<PyAny>> {
    let (t, c) = (doubles(t)?, Rows::of(&as_array(c, None)?)?);
    let spline = BSpline::new(t, c.data(), c.width(1), k);
    let integral = spline.integrate(a, b, extrapolation(extrapolate)?);
    c.place(py, integral, &[], 1, 0)
}

/// The spline with `m` more knots at `x`.
#[pyfunction]
fn _bspline_insert(
    py: Python<'_>,
    t: &Bound<'_, PyAny>,
    c: &Bound<'_, PyAny>,
    k: usize,
    x: f64,
    m: isize,
    periodic: bool,
) -> PyResult<Parts> {
    let (t, c) = (doubles(t)?, Rows::of(&as_array(c, None)?)?);
    if x < t[k] || x > t[t.len() - k - 1] {
        return invalid(format!("Cannot insert a knot at {x:?}."));
    }
    if m <= 0 {
        return invalid(format!("`m` must be positive, got m = {m}."));
    }
    let spline = BSpline::new(t, c.data(), c.width(1), k);
    let insert = |spline: BSpline<'_>| {
        interrupt::poll();
        spline.insert(x, periodic)
    };
    let spline = released(py, || (1..m).try_fold(insert(spline)?, |spline, _| insert(spline)))?;
    parts(py, &c, spline.map_err(failure)?)
}

/// The B-spline that is the same function as the pieces of a cubic spline with these conditions at its ends.
#[pyfunction]
fn _bspline_from_pieces(
    py: Python<'_>,
    c: &Bound<'_, PyAny>,
    x: &Bound<'_, PyAny>,
    bc_type: &str,
) -> PyResult<Parts> {
    let (c, x) = (Rows::of(&as_array(c, None)?)?, doubles(x)?);
    let (k, m) = (c.shape[0] - 1, c.width(2));
    let pieces = PPoly::new(c.data(), &x[..], m);
    let y = pieces.evaluate(&x, 0, Extrapolate::Yes);
    let ends = |at: f64| Ends { orders: vec![1], values: pieces.evaluate(&[at], 1, Extrapolate::Yes) };
    let (t, made) = match bc_type {
        "periodic" => {
            let t = bspline::periodic(&x, k);
            let made = bspline::interpolate_periodic(&x, &y, m, &t, k);
            (t, made)
        }
        "not-a-knot" => {
            let t = bspline::not_a_knot(&x, k);
            let made = bspline::interpolate(&x, &y, m, &t, k, &Ends::default(), &Ends::default());
            (t, made)
        }
        _ => {
            let t = bspline::augmented(&x, k);
            let made = bspline::interpolate(&x, &y, m, &t, k, &ends(x[0]), &ends(x[x.len() - 1]));
            (t, made)
        }
    };
    let made = c.array(made.map_err(failure)?, &[t.len() - k - 1], 2)?;
    Ok((vector(py, t)?, wrap(py, made)?, k))
}

/// The coefficients of the polynomials that a spline consists of between all its knots.
#[pyfunction]
fn _pieces_from_bspline(
    py: Python<'_>,
    t: &Bound<'_, PyAny>,
    c: &Bound<'_, PyAny>,
    k: usize,
) -> PyResult<Py<PyAny>> {
    let (t, c) = (doubles(t)?, Rows::of(&as_array(c, None)?)?);
    let spline = BSpline::new(&t[..], c.data(), c.width(1), k);
    let pieces = PPoly::from_bspline(&spline, &t);
    wrap(py, c.array(pieces.c.into_owned(), &[k + 1, t.len() - 1], 1)?)
}

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(_bspline_parts, m)?)?;
    m.add_function(wrap_pyfunction!(_bspline_evaluate, m)?)?;
    m.add_function(wrap_pyfunction!(_bspline_derivative, m)?)?;
    m.add_function(wrap_pyfunction!(_bspline_integrate, m)?)?;
    m.add_function(wrap_pyfunction!(_bspline_insert, m)?)?;
    m.add_function(wrap_pyfunction!(_bspline_from_pieces, m)?)?;
    m.add_function(wrap_pyfunction!(_pieces_from_bspline, m)?)
}
