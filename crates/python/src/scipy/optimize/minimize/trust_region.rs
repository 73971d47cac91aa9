//! The methods that trust a quadratic model within a radius.

use super::super::curve_fit::matrix;
use super::super::result::object;
use super::hessian::{Hessian, Second, source};
use super::problem::{Problem, Slopes, flat};
use super::progress::{Category, Report, items, show};
use super::result::{limit, refuse, status};
use crate::convert::truth;
use crate::scalar::float64;
use pallasite_optimize::{Curved, TrustRegionOptions, TrustSolver, trust_region};
use pyo3::exceptions::{PyException, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

const NO_HESSIAN: &str =
    "Either the Hessian or the Hessian-vector product is currently required for trust-region methods";

fn solver_of(name: &str, inexact: bool, limit: Option<f64>) -> PyResult<TrustSolver> {
    match name {
        "dogleg" => Ok(TrustSolver::Dogleg),
        "trust-ncg" => Ok(TrustSolver::Steihaug),
        "trust-krylov" => Ok(TrustSolver::Krylov { inexact }),
        _ => {
            // SciPy's limit on factorisations.
            let limit = limit.unwrap_or(25.0);
            if limit < 0.0 {
                let text = "maxiter must not be set to a negative number, use np.inf to mean infinite.";
                return Err(PyValueError::new_err(text));
            }
            Ok(TrustSolver::Exact(limit))
        }
    }
}

/// Minimises by steps within a radius in which a quadratic model is trusted.
#[pyfunction]
#[pyo3(signature = (solver, fun, x0, args=None, jac=None, hess=None, hessp=None, initial_trust_radius=1.0,
    max_trust_radius=1000.0, eta=0.15, gtol=1e-4, maxiter=None, disp=false, return_all=false, callback=None,
    inexact=true, workers=None, subproblem_maxiter=None, **unknown_options))]
pub(in super::super) fn minimize_trust_region<'py>(
    py: Python<'py>,
    solver: &str,
    fun: &Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    jac: Option<&Bound<'py, PyAny>>,
    hess: Option<&Bound<'py, PyAny>>,
    hessp: Option<&Bound<'py, PyAny>>,
    initial_trust_radius: f64,
    max_trust_radius: f64,
    eta: f64,
    gtol: f64,
    maxiter: Option<f64>,
    #[pyo3(from_py_with = truth)] disp: bool,
    #[pyo3(from_py_with = truth)] return_all: bool,
    callback: Option<&Bound<'py, PyAny>>,
    #[pyo3(from_py_with = truth)] inexact: bool,
    workers: Option<&Bound<'py, PyAny>>,
    subproblem_maxiter: Option<f64>,
    unknown_options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    // Each product with the Hessian takes a difference or two: there is nothing to share out.
    let _ = workers;
    refuse(py, unknown_options)?;
    check(initial_trust_radius, max_trust_radius, eta)?;
    let x0 = flat(x0)?;
    let solver = solver_of(solver, inexact, subproblem_maxiter)?;
    let problem = Problem::new(fun, args, Slopes { jac, eps: None, rel_step: None, bounds: None })?;
    let hessian = source(hess, hessp, args, true)?;
    let hessian = hessian.ok_or_else(|| PyValueError::new_err(NO_HESSIAN))?;
    let mut f = Second::new(problem, hessian, &x0)?;
    let options = TrustRegionOptions {
        solver,
        initial_radius: initial_trust_radius,
        max_radius: max_trust_radius,
        eta,
        gtol,
        maxiter: limit(maxiter),
    };
    let report = Report::new(py, callback, return_all)?;
    report.start(&x0)?;
    let (found, hessian) = trust_region(&mut f, &x0, &options, |x, fun| report.tell(x, float64(py, fun)))?;
    let ending = status(found.ending);
    let nhev = match f.hessian {
        // The Hessian for the result is not counted.
        Hessian::Function(_) => f.matrices,
        // SciPy counts the matrix that it asks for in vain.
        Hessian::Product { .. } => f.products + 1,
        _ => f.products,
    };
    if disp {
        let counts = [
            ("Iterations", found.nit),
            ("Function evaluations", f.memo.nfev),
            ("Gradient evaluations", f.memo.njev),
            ("Hessian evaluations", nhev),
        ];
        show(py, (ending.0 == 0, ending.1), Category::Runtime, found.fun, &counts)?;
    }
    let fun = f.memo.objective.fun.number(found.fun);
    let mut all = items(py, &found.x, fun, ending, found.nit, f.memo.nfev)?;
    let jac = super::super::curve_fit::vector(py, &found.jac)?.into_bound(py);
    all.extend([("jac", jac), ("njev", object(py, f.memo.njev)?), ("nhev", object(py, nhev)?)]);
    let hessian = match hessian {
        None if f.has_matrix() => Some(f.hessian(&found.x)?),
        known => known,
    };
    if let Some(hessian) = hessian {
        all.push(("hess", matrix(py, hessian)?.into_bound(py)));
    }
    let result = super::super::result::optimize_result(py, all)?;
    report.finish(&result)?;
    Ok(result)
}

fn check(initial: f64, most: f64, eta: f64) -> PyResult<()> {
    if !(0.0..0.25).contains(&eta) {
        return Err(PyException::new_err("invalid acceptance stringency"));
    }
    if most <= 0.0 {
        return Err(PyException::new_err("the max trust radius must be positive"));
    }
    if initial <= 0.0 {
        return Err(PyValueError::new_err("the initial trust radius must be positive"));
    }
    if initial >= most {
        let text = "the initial trust radius must be less than the max trust radius";
        return Err(PyValueError::new_err(text));
    }
    Ok(())
}
