//! The methods that search along lines: BFGS, conjugate gradients, Newton's.

use super::super::curve_fit::matrix;
use super::super::result::object;
use super::hessian::{Hessian, Second, source};
use super::problem::{Problem, Slopes, flat};
use super::progress::Report;
use super::result::{descent_result, limit, refuse, status};
use super::update::square;
use crate::convert::truth;
use pallasite_optimize::{
    BfgsOptions, Descent, Ending, Memo, NewtonCgOptions, bfgs, conjugate_gradient, is_positive_definite,
    newton_cg,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Refuses constants of line searches that are out of order.
fn check(c1: f64, c2: f64) -> PyResult<()> {
    if 0.0 < c1 && c1 < c2 && c2 < 1.0 {
        return Ok(());
    }
    Err(PyValueError::new_err("'c1' and 'c2' do not satisfy'0 < c1 < c2 < 1'."))
}

/// Minimises by the method of Broyden, Fletcher, Goldfarb and Shanno.
#[pyfunction]
#[pyo3(signature = (fun, x0, args=None, jac=None, callback=None, gtol=1e-5, norm=f64::INFINITY, eps=None, maxiter=None,
    disp=false, return_all=false, finite_diff_rel_step=None, xrtol=0.0, c1=1e-4, c2=0.9, hess_inv0=None, workers=None,
    **unknown_options))]
pub(in super::super) fn minimize_bfgs<'py>(
    py: Python<'py>,
    fun: &Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    jac: Option<&Bound<'py, PyAny>>,
    callback: Option<&Bound<'py, PyAny>>,
    gtol: f64,
    norm: f64,
    eps: Option<&Bound<'py, PyAny>>,
    maxiter: Option<f64>,
    #[pyo3(from_py_with = truth)] disp: bool,
    #[pyo3(from_py_with = truth)] return_all: bool,
    finite_diff_rel_step: Option<&Bound<'py, PyAny>>,
    xrtol: f64,
    c1: f64,
    c2: f64,
    hess_inv0: Option<&Bound<'py, PyAny>>,
    workers: Option<&Bound<'py, PyAny>>,
    unknown_options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    refuse(py, unknown_options)?;
    let x0 = flat(x0)?;
    crate::convert::check_room(&[x0.len(), x0.len()])?;
    let hess_inv0 = hess_inv0.map(|h| square(h, &[&x0])).transpose()?;
    if hess_inv0.as_ref().is_some_and(|h| !is_positive_definite(h)) {
        return Err(PyValueError::new_err("'hess_inv0' matrix isn't positive definite."));
    }
    check(c1, c2)?;
    let slopes = Slopes { jac, eps, rel_step: finite_diff_rel_step, bounds: None };
    let mut f = Memo::new(Problem::new(fun, args, slopes)?.shared_with(workers)?);
    let descent = Descent { gtol, order: norm, maxiter: limit(maxiter), c1, c2 };
    let options = BfgsOptions { descent, xrtol, hess_inv0 };
    let report = Report::new(py, callback, return_all)?;
    report.start(&x0)?;
    let each = |x: &[f64], fun: f64| report.tell(x, crate::scalar::float64(py, fun));
    let (found, inverse) = bfgs(&mut f, &x0, &options, each)?;
    let more = vec![("hess_inv", matrix(py, inverse)?.into_bound(py))];
    descent_result(py, &found, &f, (&report, disp), status(found.ending), more)
}

/// Minimises by conjugate gradients.
#[pyfunction]
#[pyo3(signature = (fun, x0, args=None, jac=None, callback=None, gtol=1e-5, norm=f64::INFINITY, eps=None, maxiter=None,
    disp=false, return_all=false, finite_diff_rel_step=None, c1=1e-4, c2=0.4, workers=None, **unknown_options))]
pub(in super::super) fn minimize_cg<'py>(
    py: Python<'py>,
    fun: &Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    jac: Option<&Bound<'py, PyAny>>,
    callback: Option<&Bound<'py, PyAny>>,
    gtol: f64,
    norm: f64,
    eps: Option<&Bound<'py, PyAny>>,
    maxiter: Option<f64>,
    #[pyo3(from_py_with = truth)] disp: bool,
    #[pyo3(from_py_with = truth)] return_all: bool,
    finite_diff_rel_step: Option<&Bound<'py, PyAny>>,
    c1: f64,
    c2: f64,
    workers: Option<&Bound<'py, PyAny>>,
    unknown_options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    refuse(py, unknown_options)?;
    check(c1, c2)?;
    let x0 = flat(x0)?;
    let slopes = Slopes { jac, eps, rel_step: finite_diff_rel_step, bounds: None };
    let mut f = Memo::new(Problem::new(fun, args, slopes)?.shared_with(workers)?);
    let options = Descent { gtol, order: norm, maxiter: limit(maxiter), c1, c2 };
    let report = Report::new(py, callback, return_all)?;
    report.start(&x0)?;
    let each = |x: &[f64], fun: f64| report.tell(x, crate::scalar::float64(py, fun));
    let found = conjugate_gradient(&mut f, &x0, &options, each)?;
    descent_result(py, &found, &f, (&report, disp), status(found.ending), Vec::new())
}

/// Minimises by Newton's method, its equations solved by conjugate gradients.
#[pyfunction]
#[pyo3(signature = (fun, x0, args=None, jac=None, hess=None, hessp=None, callback=None, xtol=1e-5, eps=None,
    maxiter=None, disp=false, return_all=false, c1=1e-4, c2=0.9, workers=None, **unknown_options))]
pub(in super::super) fn minimize_newton_cg<'py>(
    py: Python<'py>,
    fun: &Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    jac: Option<&Bound<'py, PyAny>>,
    hess: Option<&Bound<'py, PyAny>>,
    hessp: Option<&Bound<'py, PyAny>>,
    callback: Option<&Bound<'py, PyAny>>,
    xtol: f64,
    eps: Option<&Bound<'py, PyAny>>,
    maxiter: Option<f64>,
    #[pyo3(from_py_with = truth)] disp: bool,
    #[pyo3(from_py_with = truth)] return_all: bool,
    c1: f64,
    c2: f64,
    workers: Option<&Bound<'py, PyAny>>,
    unknown_options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    // Each product with the Hessian takes a difference or two: there is nothing to share out.
    let _ = workers;
    refuse(py, unknown_options)?;
    if jac.is_none() {
        return Err(PyValueError::new_err("Jacobian is required for Newton-CG method"));
    }
    check(c1, c2)?;
    let x0 = flat(x0)?;
    let problem = Problem::new(fun, args, Slopes { jac, eps, rel_step: None, bounds: None })?;
    let step = eps.map(|e| e.extract()).transpose()?.unwrap_or(f64::EPSILON.sqrt());
    let hessian = source(hess, hessp, args, false)?.unwrap_or(Hessian::Along(step));
    let mut f = Second::new(problem, hessian, &x0)?;
    let options = NewtonCgOptions { xtol, maxiter: limit(maxiter), c1, c2 };
    let report = Report::new(py, callback, return_all)?;
    report.start(&x0)?;
    let each = |x: &[f64], fun: f64| report.tell(x, crate::scalar::float64(py, fun));
    let found = newton_cg(&mut f, &x0, &options, each)?;
    let counted_by_product = !matches!(f.hessian, Hessian::Strategy(_));
    let nhev = f.settled + if counted_by_product { f.products } else { 0 };
    let text = text(found.ending);
    let more = vec![("nhev", object(py, nhev)?)];
    descent_result(py, &found, &f.memo, (&report, disp), (text.0, &text.1), more)
}

/// The status and message of Newton's method.
fn text(ending: Ending) -> (i32, String) {
    let (code, text) = status(ending);
    match ending {
        Ending::Iterations | Ending::PrecisionLoss => (code, format!("Warning: {text}")),
        Ending::NotPositiveDefinite => {
            (3, "Warning: CG iterations didn't converge. The Hessian is not positive definite.".into())
        }
        _ => (code, text.into()),
    }
}
