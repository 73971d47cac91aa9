//! Curves: what `splrep`, `splprep`, `splev` and their kin compute.

use super::rows::{doubles, failure, shaped, vector};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::interrupt::released;
use pallasite_array::{DType, NdArray};
use pallasite_interpolate::Extrapolate;
use pallasite_interpolate::bspline::{self, BSpline};
use pallasite_interpolate::fitpack::{
    Curve, CurveFit, chord_lengths, fit_curve, fit_curve_with_knots, fit_periodic_curve, knot_sequence,
    smooth_with_knots,
};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

/// A fit whose knots another one may start from.
#[pyclass(frozen, module = "pallasite.scipy.interpolate")]
struct _CurveFit(CurveFit);

type Fitted = (_CurveFit, Py<PyAny>, Py<PyAny>, f64, i32);

/// Fits a curve: with given inner knots, or with those that `s` needs.
///
/// Returns the fit, knots, coefficients, sum of squares and FITPACK's `ier`. The coefficients of a curve in space are rows,
/// one for each basis function; those of a vector of values are padded to as many as knots.
#[pyfunction]
fn _fit_curve(
    py: Python<'_>,
    x: &Bound<'_, PyAny>,
    y: &Bound<'_, PyAny>,
    w: Option<&Bound<'_, PyAny>>,
    range: (Option<f64>, Option<f64>),
    k: usize,
    s: f64,
    knots: Option<&Bound<'_, PyAny>>,
    before: Option<&Bound<'_, _CurveFit>>,
    nest: Option<usize>,
    periodic: bool,
) -> PyResult<Fitted> {
    let (x, y) = (doubles(x)?, as_array(y, Some(&DType::FLOAT64))?);
    let (plane, width) = (y.ndim() == 2, if y.ndim() == 2 { y.shape()[1] } else { 1 });
    let y = y.cast_vec::<f64>().py()?;
    let w = w.filter(|w| !w.is_none()).map_or_else(|| Ok(vec![1.0; x.len()]), doubles)?;
    if x.len() <= k || w.len() != x.len() || y.len() != x.len() * width {
        let (m, n, weights) = (x.len(), y.len() / width.max(1), w.len());
        let text = format!("{m} points, {n} values and {weights} weights for degree {k}");
        return Err(PyValueError::new_err(text));
    }
    let range = (range.0.unwrap_or(x[0]), range.1.unwrap_or(x[x.len() - 1]));
    if range.0 > x[0] || range.1 < x[x.len() - 1] || w.iter().any(|&w| w < 0.0 || w.is_nan()) {
        return Err(PyValueError::new_err("Error on input data"));
    }
    let curve = Curve { x: &x, y: &y, width, w: &w, range, k };
    let before = before.map(|b| &b.get().0);
    let knots = knots.filter(|t| !t.is_none()).map(doubles).transpose()?;
    let most = nest.unwrap_or(usize::MAX);
    let fit = match (&knots, periodic) {
        (Some(t), false) => released(py, || fit_curve_with_knots(&curve, t))?.map_err(failure)?,
        (None, false) => released(py, || fit_curve(&curve, s, before, most))?,
        (t, true) => {
            released(py, || fit_periodic_curve(&curve, s, t.as_deref(), before, most))?.map_err(failure)?
        }
    };
    let mut c = fit.c.clone();
    let c = if plane {
        NdArray::from_vec_shape(c, &[fit.c.len() / width, width]).py()?
    } else {
        c.resize(fit.t.len(), 0.0);
        NdArray::from_vec(c)
    };
    let (t, c) = (vector(py, fit.t.clone())?, wrap(py, c)?);
    let (fp, ier) = (fit.fp, fit.status.code());
    Ok((_CurveFit(fit), t, c, fp, ier))
}

/// Points of a curve as the crate takes them: checked in Python.
struct Points {
    x: Vec<f64>,
    y: Vec<f64>,
    w: Vec<f64>,
    width: usize,
    range: (f64, f64),
    k: usize,
}

impl Points {
    fn new(
        x: &Bound<'_, PyAny>,
        y: &Bound<'_, PyAny>,
        w: &Bound<'_, PyAny>,
        range: (f64, f64),
        k: usize,
    ) -> PyResult<Points> {
        let (x, (y, shape), w) = (doubles(x)?, shaped(y)?, doubles(w)?);
        if x.is_empty() || y.len() / shape[1].max(1) != x.len() || w.len() != x.len() {
            return Err(PyValueError::new_err("points, values and weights are not equally many"));
        }
        Ok(Points { x, y, w, width: shape[1], range, k })
    }

    fn curve(&self) -> Curve<'_> {
        let Points { x, y, w, width, range, k } = self;
        Curve { x, y, width: *width, w, range: *range, k: *k }
    }
}

/// The sets of knots that the search for a sum of squares `s` goes through.
#[pyfunction]
fn _knot_sequence(
    py: Python<'_>,
    x: &Bound<'_, PyAny>,
    y: &Bound<'_, PyAny>,
    w: &Bound<'_, PyAny>,
    range: (f64, f64),
    k: usize,
    s: f64,
    nest: Option<usize>,
    periodic: bool,
) -> PyResult<Vec<Py<PyAny>>> {
    if let Some(nest) = nest.filter(|&n| n < 2 * (k + 1)) {
        let text = format!("`nest` too small: nest = {nest} < 2*(k+1) = {}.", 2 * (k + 1));
        return Err(PyValueError::new_err(text));
    }
    let points = Points::new(x, y, w, range, k)?;
    let found = knot_sequence(&points.curve(), s, nest, periodic).map_err(failure)?;
    found.into_iter().map(|t| vector(py, t)).collect()
}

/// The coefficients, a row for each basis function, of the spline with knots `t` and a sum of squares `s`, and FITPACK's
/// `ier` of the search for it.
#[pyfunction]
fn _smooth_with_knots(
    py: Python<'_>,
    x: &Bound<'_, PyAny>,
    y: &Bound<'_, PyAny>,
    w: &Bound<'_, PyAny>,
    range: (f64, f64),
    k: usize,
    s: f64,
    t: &Bound<'_, PyAny>,
    periodic: bool,
) -> PyResult<(Py<PyAny>, i32)> {
    let (points, t) = (Points::new(x, y, w, range, k)?, doubles(t)?);
    let (c, status) = smooth_with_knots(&points.curve(), &t, s, periodic).map_err(failure)?;
    let width = points.width;
    let c = NdArray::from_vec_shape(c, &[t.len() - k - 1, width]).py()?;
    Ok((wrap(py, c)?, status.code()))
}

/// Knots for interpolation: `"not-a-knot"`, `"periodic"`, or all points with the ends repeated.
#[pyfunction]
fn _interpolation_knots(py: Python<'_>, x: &Bound<'_, PyAny>, k: usize, kind: &str) -> PyResult<Py<PyAny>> {
    let x = doubles(x)?;
    if x.len() < 2 {
        return Err(PyValueError::new_err(format!("{} points make no knots", x.len())));
    }
    let knots = match kind {
        "periodic" => bspline::periodic,
        "not-a-knot" => bspline::not_a_knot,
        _ => bspline::augmented,
    };
    vector(py, knots(&x, k))
}

/// The parameter of a curve in space, a row for each point.
#[pyfunction]
fn _chord_lengths(py: Python<'_>, y: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let (y, shape) = shaped(y)?;
    vector(py, chord_lengths(&y, shape[1]))
}

/// The derivative of order `der` at `x`; `ext` says what there is outside.
#[pyfunction]
fn _splev(
    py: Python<'_>,
    t: &Bound<'_, PyAny>,
    c: &Bound<'_, PyAny>,
    k: usize,
    x: &Bound<'_, PyAny>,
    der: usize,
    ext: u8,
) -> PyResult<Py<PyAny>> {
    let (t, c) = (doubles(t)?, doubles(c)?);
    let x = as_array(x, Some(&DType::FLOAT64))?;
    let mut points = x.cast_vec::<f64>().py()?;
    check_knots(&t, &c, k)?;
    let spline = BSpline::new(t, c, 1, k);
    let (from, to) = spline.base();
    let outside = |v: &f64| *v < from || *v > to;
    if ext == 2 && points.iter().any(outside) {
        return Err(PyValueError::new_err("Found x value not in the domain"));
    }
    if ext == 3 {
        points.iter_mut().for_each(|v| *v = if v.is_nan() { *v } else { v.clamp(from, to) });
    }
    let mut values = released(py, || spline.evaluate(&points, der, Extrapolate::Yes))?;
    if ext == 1 {
        values.iter_mut().zip(&points).filter(|(_, p)| outside(p)).for_each(|(v, _)| *v = 0.0);
    }
    wrap(py, NdArray::from_vec_shape(values, x.shape()).py()?)
}

fn check_knots(t: &[f64], c: &[f64], k: usize) -> PyResult<()> {
    if t.len() < 2 * k + 2 || c.len() < t.len() - k - 1 {
        let (n, given) = (t.len(), c.len());
        let text = format!("Invalid input data: len(c)={given} has to be >=n-k-1, n={n} knots and k={k}");
        return Err(PyValueError::new_err(text));
    }
    Ok(())
}

/// The integral from `a` to `b` of a spline that is zero beyond its knots.
#[pyfunction]
fn _splint(t: &Bound<'_, PyAny>, c: &Bound<'_, PyAny>, k: usize, a: f64, b: f64) -> PyResult<f64> {
    let (t, c) = (doubles(t)?, doubles(c)?);
    check_knots(&t, &c, k)?;
    Ok(BSpline::new(t, c, 1, k).integrate(a, b, Extrapolate::No)[0])
}

/// The integrals of the basis functions, as `splint` gives them on request.
#[pyfunction]
fn _basis_integrals(py: Python<'_>, t: &Bound<'_, PyAny>, k: usize, a: f64, b: f64) -> PyResult<Py<PyAny>> {
    let t = doubles(t)?;
    check_knots(&t, &t, k)?;
    let (first, found) = bspline::basis_integrals(&t, k, a, b);
    let mut integrals = vec![0.0; t.len()];
    integrals[first..first + found.len()].copy_from_slice(&found);
    vector(py, integrals)
}

/// The roots of a cubic spline.
#[pyfunction]
fn _sproot(py: Python<'_>, t: &Bound<'_, PyAny>, c: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let (t, c) = (doubles(t)?, doubles(c)?);
    check_knots(&t, &c, 3)?;
    let n = t.len();
    if t[..4].windows(2).chain(t[n - 4..].windows(2)).any(|w| w[1] < w[0])
        || t[3..n - 3].windows(2).any(|w| w[1] <= w[0])
    {
        let text = "Invalid input data. t1<=..<=t4<t5<..<tn-3<=..<=tn must hold.";
        return Err(PyTypeError::new_err(text));
    }
    vector(py, BSpline::new(t, c, 1, 3).roots().map_err(failure)?)
}

/// All derivatives at a point.
#[pyfunction]
fn _spalde(
    py: Python<'_>,
    t: &Bound<'_, PyAny>,
    c: &Bound<'_, PyAny>,
    k: usize,
    x: f64,
) -> PyResult<Py<PyAny>> {
    let (t, c) = (doubles(t)?, doubles(c)?);
    check_knots(&t, &c, k)?;
    let spline = BSpline::new(t, c, 1, k);
    let (from, to) = spline.base();
    if !(from <= x && x <= to) {
        return Err(PyTypeError::new_err("Invalid input data. t(k)<=x<=t(n-k+1) must hold."));
    }
    vector(py, (0..=k).flat_map(|nu| spline.evaluate(&[x], nu, Extrapolate::Yes)).collect())
}

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(_fit_curve, m)?)?;
    m.add_function(wrap_pyfunction!(_knot_sequence, m)?)?;
    m.add_function(wrap_pyfunction!(_smooth_with_knots, m)?)?;
    m.add_function(wrap_pyfunction!(_interpolation_knots, m)?)?;
    m.add_function(wrap_pyfunction!(_chord_lengths, m)?)?;
    m.add_function(wrap_pyfunction!(_splev, m)?)?;
    m.add_function(wrap_pyfunction!(_splint, m)?)?;
    m.add_function(wrap_pyfunction!(_basis_integrals, m)?)?;
    m.add_function(wrap_pyfunction!(_sproot, m)?)?;
    m.add_function(wrap_pyfunction!(_spalde, m)?)
}
