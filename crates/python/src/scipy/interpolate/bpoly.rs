//! What `BPoly` has beside `PPoly`, and `NdPPoly`.

use super::rows::{Rows, doubles, extrapolation, failure, invalid, vector};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::interrupt::released;
use pallasite_array::{DType, NdArray};
use pallasite_interpolate::{BPoly, NdPPoly, PPoly};
use pyo3::prelude::*;

/// The coefficients in the Bernstein basis of those in the power basis, or the other way.
#[pyfunction]
fn _bpoly_converted(
    py: Python<'_>,
    c: &Bound<'_, PyAny>,
    x: &Bound<'_, PyAny>,
    to_bernstein: bool,
) -> PyResult<Py<PyAny>> {
    let (c, x) = (Rows::of(&as_array(c, None)?)?, doubles(x)?);
    let made = if c.data().is_empty() {
        Vec::new()
    } else if to_bernstein {
        BPoly::from_ppoly(&PPoly::new(c.data(), x, c.width(2))).c.into_owned()
    } else {
        BPoly::new(c.data(), x, c.width(2)).to_ppoly().c.into_owned()
    };
    wrap(py, c.array(made, &c.shape[..2], 2)?)
}

/// The coefficients of the same polynomial with `d` more of them.
#[pyfunction]
fn _bpoly_raised(py: Python<'_>, c: &Bound<'_, PyAny>, d: usize) -> PyResult<Py<PyAny>> {
    let c = Rows::of(&as_array(c, None)?)?;
    let width = c.width(1);
    let made = if width == 0 {
        Vec::new()
    } else {
        BPoly::new(c.data(), vec![0.0, 1.0], width).raised(d).c.into_owned()
    };
    wrap(py, c.array(made, &[c.shape[0] + d], 1)?)
}

/// The derivatives at each point as rows, complex if any are.
fn derivatives(y: &Bound<'_, PyAny>) -> PyResult<Vec<Rows>> {
    let arrays = y.try_iter()?.map(|item| as_array(&item?, None)).collect::<PyResult<Vec<NdArray>>>()?;
    if arrays.iter().any(|a| a.ndim() == 0) {
        return invalid("Using a 1-D array for y? Please .reshape(-1, 1).");
    }
    let complex = arrays.iter().any(|a| a.kind().is_complex());
    let rows = |a: &NdArray| if complex { Rows::as_complex(a, 0) } else { Rows::of(a) };
    arrays.iter().map(rows).collect()
}

/// The coefficients of polynomials with given derivatives at the breakpoints.
#[pyfunction]
fn _bpoly_from_derivatives(
    py: Python<'_>,
    x: &Bound<'_, PyAny>,
    y: &Bound<'_, PyAny>,
    degrees: Option<Vec<isize>>,
) -> PyResult<Py<PyAny>> {
    let (x, y) = (doubles(x)?, derivatives(y)?);
    if x.len() != y.len() {
        return invalid("xi and yi need to have the same length");
    }
    if x.windows(2).any(|w| w[1] <= w[0]) {
        return invalid("x coordinates are not in increasing order");
    }
    if x.len() < 2 {
        return invalid("at least 2 breakpoints are needed");
    }
    for pair in y.windows(2) {
        if pair[0].rest(1) != pair[1].rest(1) {
            let [a, b] = [0, 1].map(|i| pallasite_array::error::tuple(&pair[i].shape));
            return invalid(format!("Shapes of ya {a} and yb {b} are incompatible"));
        }
    }
    let degrees = degrees.map(|d| {
        d.into_iter().map(|d| usize::try_from(d).ok().filter(|&d| d > 0)).collect::<Option<Vec<_>>>()
    });
    let degrees = match degrees {
        Some(None) => return invalid("Orders must be positive."),
        Some(Some(degrees)) if degrees.len() == x.len() - 1 => Some(degrees),
        Some(Some(degrees)) => {
            return invalid(format!("{} orders for {} intervals", degrees.len(), x.len() - 1));
        }
        None => None,
    };
    for &degree in degrees.iter().flatten() {
        crate::convert::check_room(&[degree, x.len(), y[0].width(1)])?;
    }
    let data: Vec<Vec<f64>> = y.iter().map(|r| r.data().to_vec()).collect();
    let width = y[0].width(1).max(1);
    let p = BPoly::from_derivatives(&x, &data, width, degrees.as_deref()).map_err(failure)?;
    let lead = [p.order(), x.len() - 1];
    wrap(py, y[0].array(p.c.into_owned(), &lead, 1)?)
}

/// Values of a piecewise polynomial of several variables at the rows of `points`.
#[pyfunction]
fn _ndppoly_evaluate(
    py: Python<'_>,
    c: &Bound<'_, PyAny>,
    x: Vec<Bound<'_, PyAny>>,
    points: &Bound<'_, PyAny>,
    nu: Vec<i64>,
    goes_on: bool,
) -> PyResult<Py<PyAny>> {
    let c = Rows::of(&as_array(c, None)?)?;
    let x = x.iter().map(doubles).collect::<PyResult<Vec<_>>>()?;
    let d = x.len();
    let points = as_array(points, Some(&DType::FLOAT64))?.to_contiguous().py()?;
    if points.shape().last() != Some(&d) {
        return invalid(format!("points have {} coordinates, not {d}", points.shape().last().unwrap_or(&0)));
    }
    let Ok(nu) = nu.into_iter().map(usize::try_from).collect::<Result<Vec<_>, _>>() else {
        return invalid("Order of derivative cannot be negative");
    };
    let p = NdPPoly { c: c.data(), orders: &c.shape[..d], x: &x, width: c.width(2 * d) };
    let numbers = points.as_slice::<f64>().unwrap_or(&[]);
    let values = released(py, || p.evaluate(numbers, &nu, goes_on))?;
    wrap(py, c.array(values, &points.shape()[..points.ndim() - 1], 2 * d)?)
}

/// Moves the axes of a variable's powers and intervals to the front, or back.
fn swapped(array: &NdArray, d: usize, axis: usize, back: bool) -> PyResult<NdArray> {
    let rest = (0..array.ndim()).filter(|&i| i != axis && i != d + axis);
    let order: Vec<usize> = [axis, d + axis].into_iter().chain(rest).collect();
    let mut permutation = vec![0; order.len()];
    for (to, &from) in order.iter().enumerate() {
        if back { permutation[from] = to as isize } else { permutation[to] = from as isize }
    }
    array.permute(&permutation).py()
}

/// The coefficients of the derivative of order `nu` by one of `d` variables, of a negative order of the antiderivative.
#[pyfunction]
fn _ndppoly_derivative(
    py: Python<'_>,
    c: &Bound<'_, PyAny>,
    x: &Bound<'_, PyAny>,
    d: usize,
    axis: usize,
    nu: isize,
) -> PyResult<Py<PyAny>> {
    let c = Rows::of(&swapped(&as_array(c, None)?, d, axis, false)?)?;
    let (x, order) = (doubles(x)?, nu.unsigned_abs());
    let p = PPoly::new(c.data(), x, c.width(2));
    let made = if nu < 0 { p.antiderivative(order) } else { p.derivative(order) };
    let lead = [made.order(), c.shape[1]];
    let array = swapped(&c.array(made.c.into_owned(), &lead, 2)?, d, axis, true)?;
    wrap(py, array.copy(pallasite_array::Order::C).py()?)
}

/// The coefficients of the integral over one of `d` variables.
#[pyfunction]
fn _ndppoly_integrate(
    py: Python<'_>,
    c: &Bound<'_, PyAny>,
    x: &Bound<'_, PyAny>,
    d: usize,
    axis: usize,
    range: (f64, f64),
    extrapolate: &Bound<'_, PyAny>,
) -> PyResult<Py<PyAny>> {
    let c = Rows::of(&swapped(&as_array(c, None)?, d, axis, false)?)?;
    let p = PPoly::new(c.data(), doubles(x)?, c.width(2));
    let integral = p.integrate(range.0, range.1, extrapolation(extrapolate)?);
    wrap(py, c.array(integral, &[], 2)?)
}

/// A vector of breakpoints, checked.
#[pyfunction]
fn _ndppoly_breaks(py: Python<'_>, x: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let array = as_array(x, Some(&DType::FLOAT64))?;
    if array.ndim() != 1 {
        return invalid("x arrays must all be 1-dimensional");
    }
    let x = array.cast_vec::<f64>().py()?;
    if x.len() < 2 {
        return invalid("x arrays must all contain at least 2 points");
    }
    if x.windows(2).any(|w| w[1] < w[0]) {
        return invalid("x-coordinates are not in increasing order");
    }
    vector(py, x)
}

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(_bpoly_converted, m)?)?;
    m.add_function(wrap_pyfunction!(_bpoly_raised, m)?)?;
    m.add_function(wrap_pyfunction!(_bpoly_from_derivatives, m)?)?;
    m.add_function(wrap_pyfunction!(_ndppoly_evaluate, m)?)?;
    m.add_function(wrap_pyfunction!(_ndppoly_derivative, m)?)?;
    m.add_function(wrap_pyfunction!(_ndppoly_integrate, m)?)?;
    m.add_function(wrap_pyfunction!(_ndppoly_breaks, m)?)
}
