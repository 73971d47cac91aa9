//! Surfaces: what the bivariate splines compute.

use super::rows::{Line, doubles, failure, invalid, vector};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::interrupt::released;
use pallasite_array::NdArray;
use pallasite_array::layout::broadcast_shapes;
use pallasite_interpolate::fitpack::{
    Grid, Pole, Scattered, Sphere, SphereGrid, Surface, SurfaceFit, fit_grid, fit_sphere, fit_sphere_grid,
    fit_sphere_with_knots, fit_surface, fit_surface_with_knots,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyFloat;

/// A fit whose knots another one may start from.
#[pyclass(frozen, module = "pallasite.scipy.interpolate")]
struct _SurfaceFit(SurfaceFit);

type Parts = (Py<PyAny>, Py<PyAny>, Py<PyAny>, usize, usize);
type Fitted = (_SurfaceFit, Py<PyAny>, Py<PyAny>, Py<PyAny>, f64, i32);
type Range = (Option<f64>, Option<f64>, Option<f64>, Option<f64>);

fn parts(py: Python<'_>, s: &Surface) -> PyResult<Parts> {
    let (tx, ty) = (vector(py, s.tx.clone())?, vector(py, s.ty.clone())?);
    Ok((tx, ty, vector(py, s.c.clone())?, s.kx, s.ky))
}

fn fitted(py: Python<'_>, fit: SurfaceFit) -> PyResult<Fitted> {
    let (tx, ty, c, ..) = parts(py, &fit.surface)?;
    let (fp, ier) = (fit.fp, fit.status.code());
    Ok((_SurfaceFit(fit), tx, ty, c, fp, ier))
}

/// The ends that are given, otherwise those of the data.
fn range(from: Option<f64>, to: Option<f64>, x: &[f64]) -> PyResult<(f64, f64)> {
    let (low, high) = x.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &v| (l.min(v), h.max(v)));
    let (from, to) = (from.unwrap_or(low), to.unwrap_or(high));
    // A range that is empty or does not hold the data has no surface; NaN compares as neither.
    if !(from < to && from <= low && high <= to) {
        return Err(PyValueError::new_err(format!("data from {low} to {high} on the range {from}..{to}")));
    }
    Ok((from, to))
}

/// Fits a surface to scattered points: with given inner knots, or with those that `s` needs.
#[pyfunction]
fn _fit_surface(
    py: Python<'_>,
    x: &Bound<'_, PyAny>,
    y: &Bound<'_, PyAny>,
    z: &Bound<'_, PyAny>,
    w: Option<&Bound<'_, PyAny>>,
    bbox: Range,
    degrees: (usize, usize),
    s: f64,
    eps: f64,
    knots: Option<(Bound<'_, PyAny>, Bound<'_, PyAny>)>,
    most: (usize, usize),
    before: Option<&Bound<'_, _SurfaceFit>>,
) -> PyResult<Fitted> {
    let (x, y, z) = (doubles(x)?, doubles(y)?, doubles(z)?);
    let w = w.filter(|w| !w.is_none()).map_or_else(|| Ok(vec![1.0; x.len()]), doubles)?;
    if x.len() != y.len() || x.len() != z.len() || x.len() != w.len() {
        let lengths = [x.len(), y.len(), z.len(), w.len()];
        return Err(PyValueError::new_err(format!("x, y, z and w have the lengths {lengths:?}")));
    }
    let (x_range, y_range) = (range(bbox.0, bbox.1, &x)?, range(bbox.2, bbox.3, &y)?);
    let (kx, ky) = degrees;
    let data = Scattered { x: &x, y: &y, z: &z, w: &w, x_range, y_range, kx, ky, eps };
    let fit = match knots {
        Some((tx, ty)) => {
            let (tx, ty) = (doubles(&tx)?, doubles(&ty)?);
            released(py, || fit_surface_with_knots(&data, &tx, &ty))?.map_err(failure)?
        }
        None => {
            let before = before.map(|b| &b.get().0);
            released(py, || fit_surface(&data, s, most, before))?
        }
    };
    fitted(py, fit)
}

/// Fits a surface to a grid.
#[pyfunction]
fn _fit_grid(
    py: Python<'_>,
    x: &Bound<'_, PyAny>,
    y: &Bound<'_, PyAny>,
    z: &Bound<'_, PyAny>,
    bbox: Range,
    degrees: (usize, usize),
    s: f64,
    maxit: usize,
) -> PyResult<Fitted> {
    let (x, y, z) = (doubles(x)?, doubles(y)?, doubles(z)?);
    let (kx, ky) = degrees;
    if x.len() <= kx || y.len() <= ky {
        let text = format!("{} times {} points for the degrees {kx} and {ky}", x.len(), y.len());
        return Err(PyValueError::new_err(text));
    }
    let (x_range, y_range) = (range(bbox.0, bbox.1, &x)?, range(bbox.2, bbox.3, &y)?);
    let grid = Grid { x: &x, y: &y, z: &z, x_range, y_range, kx, ky, steps: maxit };
    fitted(py, released(py, || fit_grid(&grid, s))?)
}

/// Fits a spline on the sphere: with given inner knots, or with those that `s` needs.
#[pyfunction]
fn _fit_sphere(
    py: Python<'_>,
    theta: &Bound<'_, PyAny>,
    phi: &Bound<'_, PyAny>,
    r: &Bound<'_, PyAny>,
    w: Option<&Bound<'_, PyAny>>,
    s: f64,
    eps: f64,
    knots: Option<(Bound<'_, PyAny>, Bound<'_, PyAny>)>,
) -> PyResult<Fitted> {
    let (theta, phi, r) = (doubles(theta)?, doubles(phi)?, doubles(r)?);
    let w = w.filter(|w| !w.is_none()).map_or_else(|| Ok(vec![1.0; r.len()]), doubles)?;
    if [theta.len(), phi.len(), w.len()].iter().any(|&n| n != r.len()) {
        let lengths = [theta.len(), phi.len(), r.len(), w.len()];
        return invalid(format!("theta, phi, r and w have the lengths {lengths:?}"));
    }
    let data = Sphere { theta: &theta, phi: &phi, r: &r, w: &w, eps };
    let most = 8 + (r.len() as f64 / 2.0).sqrt() as usize;
    let fit = match knots {
        Some((tt, tp)) => fit_sphere_with_knots(&data, &doubles(&tt)?, &doubles(&tp)?).map_err(failure)?,
        None => released(py, || fit_sphere(&data, s, (most, most)))?,
    };
    fitted(py, fit)
}

/// Value, whether it is exact, whether there is a tangent plane, whether that is level.
type PoleParts = (Option<f64>, bool, bool, bool);

/// Fits a spline on the sphere to a grid.
#[pyfunction]
fn _fit_sphere_grid(
    py: Python<'_>,
    u: &Bound<'_, PyAny>,
    v: &Bound<'_, PyAny>,
    r: &Bound<'_, PyAny>,
    poles: [PoleParts; 2],
    s: f64,
) -> PyResult<Fitted> {
    let (u, v, r) = (doubles(u)?, doubles(v)?, doubles(r)?);
    let poles = poles.map(|(value, exact, smooth, flat)| Pole { value, exact, smooth, flat });
    let grid = SphereGrid { u: &u, v: &v, r: &r, poles };
    fitted(py, released(py, || fit_sphere_grid(&grid, s))?.map_err(failure)?)
}

fn surface(tck: &Tck<'_>) -> PyResult<Surface<Line>> {
    let (tx, ty, c) = (Line::of(&tck.0)?, Line::of(&tck.1)?, Line::of(&tck.2)?);
    let (kx, ky) = (tck.3, tck.4);
    let count = |t: &Line, k: usize| (t.len() >= 2 * k + 2).then(|| t.len() - k - 1);
    match count(&tx, kx).zip(count(&ty, ky)) {
        Some((nx, ny)) if c.len() >= nx * ny => Ok(Surface { tx, ty, c, kx, ky }),
        _ => {
            let (nx, ny, n) = (tx.len(), ty.len(), c.len());
            let text =
                format!("Invalid input data: {nx} and {ny} knots, {n} coefficients, degrees {kx} and {ky}");
            Err(PyValueError::new_err(text))
        }
    }
}

type Tck<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>, Bound<'py, PyAny>, usize, usize);

/// Values on a grid, whose points ascend; NaN may be among them unless `strictly`.
#[pyfunction]
fn _surface_on_grid(
    py: Python<'_>,
    tck: Tck<'_>,
    x: &Bound<'_, PyAny>,
    y: &Bound<'_, PyAny>,
    dx: usize,
    dy: usize,
    strictly: bool,
) -> PyResult<Py<PyAny>> {
    let (surface, x, y) = (surface(&tck)?, Line::of(x)?, Line::of(y)?);
    let ascend = |a: &f64, b: &f64| a <= b || !strictly && !(a > b);
    if x.len() > 0 && y.len() > 0 {
        for (name, points) in [("x", &x), ("y", &y)] {
            if !points.as_ref().is_sorted_by(ascend) {
                return invalid(format!("{name} must be strictly increasing when `grid` is True"));
            }
        }
    }
    let shape = [x.len(), y.len()];
    crate::convert::check_room(&shape)?;
    let values = released(py, || surface.on_grid(x.as_ref(), y.as_ref(), dx, dy))?;
    wrap(py, NdArray::from_vec_shape(values, &shape).py()?)
}

/// Values at the points of `x` and `y`, which are broadcast.
#[pyfunction]
fn _surface_at_points(
    py: Python<'_>,
    tck: Tck<'_>,
    x: &Bound<'_, PyAny>,
    y: &Bound<'_, PyAny>,
    dx: usize,
    dy: usize,
) -> PyResult<Py<PyAny>> {
    let surface = surface(&tck)?;
    // A point of Python numbers needs no arrays.
    if let (Ok(x), Ok(y)) = (x.cast_exact::<PyFloat>(), y.cast_exact::<PyFloat>()) {
        let value = surface.at_points(&[x.value()], &[y.value()], dx, dy);
        return wrap(py, NdArray::from_vec_shape(value, &[]).py()?);
    }
    let (x, y) = (as_array(x, None)?, as_array(y, None)?);
    let shape = broadcast_shapes(&[x.shape(), y.shape()]).py()?;
    let along = |a: NdArray| a.broadcast_to(&shape)?.cast_vec::<f64>();
    let (x, y) = (along(x).py()?, along(y).py()?);
    let values = released(py, || surface.at_points(&x, &y, dx, dy))?;
    wrap(py, NdArray::from_vec_shape(values, &shape).py()?)
}

/// The integral over a rectangle.
#[pyfunction]
fn _surface_integral(tck: Tck<'_>, xa: f64, xb: f64, ya: f64, yb: f64) -> PyResult<f64> {
    Ok(surface(&tck)?.integral(xa, xb, ya, yb))
}

/// The surface that is a derivative.
#[pyfunction]
fn _surface_derivative(py: Python<'_>, tck: Tck<'_>, dx: usize, dy: usize) -> PyResult<Parts> {
    parts(py, &surface(&tck)?.derivative(dx, dy).map_err(failure)?)
}

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(_fit_surface, m)?)?;
    m.add_function(wrap_pyfunction!(_fit_grid, m)?)?;
    m.add_function(wrap_pyfunction!(_fit_sphere, m)?)?;
    m.add_function(wrap_pyfunction!(_fit_sphere_grid, m)?)?;
    m.add_function(wrap_pyfunction!(_surface_on_grid, m)?)?;
    m.add_function(wrap_pyfunction!(_surface_at_points, m)?)?;
    m.add_function(wrap_pyfunction!(_surface_integral, m)?)?;
    m.add_function(wrap_pyfunction!(_surface_derivative, m)?)
}
