//! DIRECT.

use super::super::curve_fit::vector;
use super::super::minimize::problem::{Function, flat};
use super::super::result::object;
use pallasite_optimize::{DirectOptions, direct};
use pyo3::prelude::*;

/// Minimises by division of rectangles (Jones, Perttunen and Stuckman 1993); arguments are checked by the caller.
#[pyfunction]
#[pyo3(signature = (func, lb, ub, *, args, eps, maxfun, maxiter, locally_biased, f_min, f_min_rtol, vol_tol, len_tol,
    callback))]
pub(in super::super) fn _direct<'py>(
    py: Python<'py>,
    func: &Bound<'py, PyAny>,
    lb: &Bound<'py, PyAny>,
    ub: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    eps: f64,
    maxfun: usize,
    maxiter: usize,
    locally_biased: bool,
    f_min: f64,
    f_min_rtol: f64,
    vol_tol: f64,
    len_tol: f64,
    callback: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let options = DirectOptions { eps, maxfun, maxiter, locally_biased, f_min, f_min_rtol, vol_tol, len_tol };
    let mut f = Function::new(func, args);
    let report = |x: &[f64]| callback.map_or(Ok(()), |c| c.call1((x.to_vec(),)).map(|_| ()));
    let found = direct(|x| f.value(x), &flat(lb)?, &flat(ub)?, &options, report)?;
    object(py, (vector(py, &found.x)?, found.fun, found.ending as i32, found.nfev, found.nit))
}
