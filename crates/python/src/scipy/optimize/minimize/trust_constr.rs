//! Minima under constraints by an interior point method in a trust region.

mod constraint;
mod objective;
mod report;
mod second;

use super::super::numdiff::numbers;
use super::super::result::object;
use super::problem::{Slopes, flat};
use super::result::limit;
use crate::convert::truth;
use constraint::{Like, Surroundings, constraint};
use objective::{Given, objective};
use pallasite_optimize::{
    Factorization, TrustConstrError, TrustConstrOptions, TrustConstrStatus, VariableBounds, trust_constr,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use report::Report;

fn factorization_of(name: &str) -> PyResult<Factorization> {
    match name {
        "NormalEquation" => Ok(Factorization::NormalEquation),
        "AugmentedSystem" => Ok(Factorization::AugmentedSystem),
        "QRFactorization" => Ok(Factorization::Qr),
        "SVDFactorization" => Ok(Factorization::Svd),
        _ => Err(PyValueError::new_err("Method not allowed for dense array.")),
    }
}

fn failure(e: TrustConstrError<PyErr>) -> PyErr {
    match e {
        TrustConstrError::Callback(e) => e,
        e => PyValueError::new_err(e.to_string()),
    }
}

/// The bounds of `n` variables.
fn bounds_of(bounds: &Bound<'_, PyAny>, n: usize) -> PyResult<VariableBounds> {
    let keep = flat(&bounds.getattr("keep_feasible")?)?;
    let keep = (0..n).map(|i| keep[i % keep.len().max(1)] != 0.0).collect();
    Ok(VariableBounds::new(&flat(&bounds.getattr("lb")?)?, &flat(&bounds.getattr("ub")?)?, keep))
}

/// Minimises under constraints (Byrd, Hribar and Nocedal 1999).
#[pyfunction(name = "_minimize_trustregion_constr")]
#[pyo3(signature = (fun, x0, args=None, jac=None, hess=None, hessp=None, bounds=None, constraints=Vec::new(), xtol=1e-8,
    gtol=1e-8, barrier_tol=1e-8, sparse_jacobian=None, callback=None, maxiter=1000.0, verbose=0,
    finite_diff_rel_step=None, initial_constr_penalty=1.0, initial_tr_radius=1.0, initial_barrier_parameter=0.1,
    initial_barrier_tolerance=0.1, factorization_method=None, disp=false, workers=None))]
pub(in super::super) fn minimize_trust_constr<'py>(
    py: Python<'py>,
    fun: &Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    jac: Option<&Bound<'py, PyAny>>,
    hess: Option<&Bound<'py, PyAny>>,
    hessp: Option<&Bound<'py, PyAny>>,
    bounds: Option<&Bound<'py, PyAny>>,
    constraints: Vec<Bound<'py, PyAny>>,
    xtol: f64,
    gtol: f64,
    barrier_tol: f64,
    sparse_jacobian: Option<&Bound<'py, PyAny>>,
    callback: Option<&Bound<'py, PyAny>>,
    maxiter: f64,
    verbose: i64,
    finite_diff_rel_step: Option<&Bound<'py, PyAny>>,
    initial_constr_penalty: f64,
    initial_tr_radius: f64,
    initial_barrier_parameter: f64,
    initial_barrier_tolerance: f64,
    factorization_method: Option<&str>,
    #[pyo3(from_py_with = truth)] disp: bool,
    workers: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let x0 = flat(x0)?;
    let options = TrustConstrOptions {
        xtol,
        gtol,
        barrier_tol,
        sparse_jacobian: sparse_jacobian.map(|s| s.is_truthy()).transpose()?,
        maxiter: limit(Some(maxiter)).unwrap_or(0),
        initial_constr_penalty,
        initial_tr_radius,
        initial_barrier_parameter,
        initial_barrier_tolerance,
        factorization: factorization_method.map(factorization_of).transpose()?,
    };
    let bounds = bounds.map(|b| bounds_of(b, x0.len())).transpose()?;
    let strict = bounds.as_ref().map(VariableBounds::strict);
    let rel_step = numbers(finite_diff_rel_step)?;
    let slopes = Slopes { jac, eps: None, rel_step: finite_diff_rel_step, bounds: strict.clone() };
    let (objective, plain) =
        objective(Given { fun, args, hess, hessp, slopes, workers }, rel_step.as_deref())?;
    let around = Surroundings { n: x0.len(), strict, like: Like::default() };
    let constraints = constraints.iter().map(|c| constraint(c, &around)).collect::<PyResult<Vec<_>>>()?;
    let verbose = if disp && verbose == 0 { 1 } else { verbose };
    let mut report = Report::new(py, callback, verbose, (around.like, plain))?;
    let found = trust_constr(objective, constraints, bounds, &x0, &options, |event| report.tell(event));
    let found = found.map_err(failure)?;
    report.refresh(&found)?;
    let status = found.status.unwrap_or(TrustConstrStatus::Iterations);
    let success = matches!(status, TrustConstrStatus::Gtol | TrustConstrStatus::Xtol);
    report.state.set_item("success", object(py, success)?)?;
    report.state.set_item("message", status.message())?;
    report.conclude(&found, status.message())?;
    Ok(report.state)
}
