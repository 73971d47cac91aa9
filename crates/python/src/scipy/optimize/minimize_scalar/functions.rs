//! `brent`, `golden`, `fminbound`, `bracket`: the methods of `minimize_scalar` as functions of their own.

use super::{Method, Objective, bounded, bracket_tuple, error, finite_scalar, from_bracket};
use crate::scalar::float64;
use crate::scipy::callback::{Callback, arguments};
use crate::scipy::optimize::result::object;
use pallasite_optimize::{BracketOptions, Minimum};
use pyo3::prelude::*;

/// A local minimum from a bracket: `x`, or what `report` makes of it where `full_output` is set.
fn minimum<'py>(
    (func, args): (Bound<'py, PyAny>, Option<&Bound<'py, PyAny>>),
    method: Method,
    (brack, tol, maxiter): (Option<Bound<'py, PyAny>>, f64, isize),
    report: Option<impl FnOnce(Bound<'py, PyAny>, &Minimum) -> PyResult<Bound<'py, PyAny>>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = func.py();
    let f = Objective::new(func, arguments(args));
    let found = from_bracket(&f, method, brack.as_ref(), tol, maxiter, 0)?.map_err(|e| error(py, e))?;
    let x = float64(py, found.minimum.x);
    match report {
        Some(report) => report(x, &found.minimum),
        None => Ok(x),
    }
}

/// A local minimum by Brent's method.
#[pyfunction]
#[pyo3(
    signature = (func, args=None, brack=None, tol=1.48e-8, full_output=false, maxiter=500),
    text_signature = "(func, args=(), brack=None, tol=1.48e-08, full_output=0, maxiter=500)"
)]
pub fn brent<'py>(
    py: Python<'py>,
    func: Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    brack: Option<Bound<'py, PyAny>>,
    tol: f64,
    #[pyo3(from_py_with = crate::convert::truth)] full_output: bool,
    maxiter: isize,
) -> PyResult<Bound<'py, PyAny>> {
    let report = full_output.then_some(|x, m: &Minimum| object(py, (x, float64(py, m.fun), m.nit, m.nfev)));
    minimum((func, args), Method::Brent, (brack, tol, maxiter), report)
}

/// A local minimum by golden section search.
#[pyfunction]
#[pyo3(
    signature = (func, args=None, brack=None, tol=1.4901161193847656e-8, full_output=false, maxiter=5000),
    text_signature = "(func, args=(), brack=None, tol=1.4901161193847656e-08, full_output=0, maxiter=5000)"
)]
pub fn golden<'py>(
    py: Python<'py>,
    func: Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    brack: Option<Bound<'py, PyAny>>,
    tol: f64,
    #[pyo3(from_py_with = crate::convert::truth)] full_output: bool,
    maxiter: isize,
) -> PyResult<Bound<'py, PyAny>> {
    let report = full_output.then_some(|x, m: &Minimum| object(py, (x, float64(py, m.fun), m.nfev)));
    minimum((func, args), Method::Golden, (brack, tol, maxiter), report)
}

/// A local minimum between two bounds.
#[pyfunction]
#[pyo3(
    signature = (func, x1, x2, args=None, xtol=1e-5, maxfun=500, full_output=false, disp=1),
    text_signature = "(func, x1, x2, args=(), xtol=1e-05, maxfun=500, full_output=0, disp=1)"
)]
pub fn fminbound<'py>(
    py: Python<'py>,
    func: Bound<'py, PyAny>,
    x1: &Bound<'py, PyAny>,
    x2: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    xtol: f64,
    maxfun: isize,
    #[pyo3(from_py_with = crate::convert::truth)] full_output: bool,
    disp: i64,
) -> PyResult<Bound<'py, PyAny>> {
    let f = Objective::new(func, arguments(args));
    let found = bounded(&f, finite_scalar(x1)?, finite_scalar(x2)?, xtol, maxfun, disp)?;
    let m = found.minimum;
    if full_output {
        object(py, (float64(py, m.x), float64(py, m.fun), found.status, m.nfev))
    } else {
        Ok(float64(py, m.x))
    }
}

/// Searches downhill for a bracket of a minimum.
#[pyfunction]
#[pyo3(
    signature = (func, xa=0.0, xb=1.0, args=None, grow_limit=110.0, maxiter=1000),
    text_signature = "(func, xa=0.0, xb=1.0, args=(), grow_limit=110.0, maxiter=1000)"
)]
pub fn bracket<'py>(
    py: Python<'py>,
    func: Bound<'py, PyAny>,
    xa: f64,
    xb: f64,
    args: Option<&Bound<'py, PyAny>>,
    grow_limit: f64,
    maxiter: isize,
) -> PyResult<Bound<'py, PyAny>> {
    let f = Callback { function: func, after: arguments(args) };
    let options = BracketOptions { grow_limit, maxiter };
    let found = pallasite_optimize::bracket(|x| f.at(x), xa, xb, &options).map_err(|e| error(py, e))?;
    bracket_tuple(py, &found)
}
