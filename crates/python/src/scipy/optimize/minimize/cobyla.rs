//! COBYLA.

use super::super::curve_fit::vector;
use super::super::result::{object, optimize_result, print};
use super::problem::{Function, flat};
use super::progress::IterationCallback;
use super::result::limit;
use crate::coerce::as_array;
use crate::convert::truth;
use crate::error::IntoPy;
use crate::scalar::float64;
use ndarray::Array2;
use pallasite_array::DType;
use pallasite_optimize::{CobylaEnding, CobylaOptions, CobylaProgress, cobyla};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

fn message(ending: CobylaEnding) -> String {
    let reason = match ending {
        CobylaEnding::Radius => "the trust region radius reaches its lower bound.",
        CobylaEnding::Target => "the target function value is achieved.",
        CobylaEnding::Calls => "the objective function has been evaluated MAXFUN times.",
        CobylaEnding::Rounding => "rounding errors are becoming damaging.",
        CobylaEnding::Iterations => "the maximal number of trust region iterations has been reached.",
        CobylaEnding::Stopped => "the callback function requested termination",
        CobylaEnding::Place => "NaN or Inf occurs in x.",
        CobylaEnding::Value => "the objective function returns NaN/+Inf.",
    };
    format!("Return from COBYLA because {reason}")
}

/// A matrix of `n` columns.
pub(super) fn matrix_of(a: &Bound<'_, PyAny>, n: usize) -> PyResult<Array2<f64>> {
    let a = as_array(a, Some(&DType::FLOAT64))?;
    Array2::from_shape_vec((a.size() / n.max(1), n), a.cast_vec::<f64>().py()?)
        .map_err(|e| PyValueError::new_err(e.to_string()))
}

/// Minimises by linear models (Powell 1994) where `A x ≤ b` and `constraints` are not positive; the caller has checked
/// the arguments.
#[pyfunction]
#[pyo3(signature = (fun, x0, args, a, b, constraints, *, rhobeg, tol, maxiter, disp, catol, f_target, callback))]
pub(in super::super) fn minimize_cobyla<'py>(
    py: Python<'py>,
    fun: &Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    a: &Bound<'py, PyAny>,
    b: &Bound<'py, PyAny>,
    constraints: Option<&Bound<'py, PyAny>>,
    rhobeg: f64,
    tol: f64,
    maxiter: f64,
    #[pyo3(from_py_with = truth)] disp: bool,
    catol: f64,
    f_target: f64,
    callback: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let x0 = flat(x0)?;
    crate::convert::check_room(&[x0.len(), x0.len()])?;
    let options = CobylaOptions {
        rhobeg,
        rhoend: tol,
        maxfun: limit(Some(maxiter)).unwrap_or(0).max(x0.len() + 2),
        ctol: catol,
        ftarget: f_target,
        linear: (matrix_of(a, x0.len())?, flat(b)?),
    };
    let mut f = Function::new(fun, args);
    let at = |x: &[f64]| {
        let value = f.value(x)?;
        let others = constraints.map_or(Ok(Vec::new()), |c| flat(&c.call1((vector(py, x)?,))?))?;
        Ok((value, others))
    };
    let callback = callback.map(|c| Bound::new(py, IterationCallback::new(c)?)).transpose()?;
    let report = |p: CobylaProgress<'_>| {
        let Some(callback) = &callback else { return Ok(false) };
        let items = [
            ("x", vector(py, p.x)?.into_bound(py)),
            ("fun", float64(py, p.fun)),
            ("nfev", object(py, p.nfev)?),
            ("nit", object(py, p.nit)?),
            ("maxcv", float64(py, p.violation)),
        ];
        IterationCallback::__call__(callback, &optimize_result(py, items)?)
    };
    let found = cobyla(at, &x0, &options, report)?;
    let reached = matches!(found.ending, CobylaEnding::Radius | CobylaEnding::Target);
    let violated = found.violation > catol;
    let text = if violated {
        "Did not converge to a solution satisfying the constraints. See `maxcv` for the magnitude of the violation."
            .into()
    } else {
        message(found.ending)
    };
    if disp {
        print(py, &message(found.ending))?;
    }
    optimize_result(
        py,
        [
            ("x", vector(py, &found.x)?.into_bound(py)),
            ("status", object(py, found.ending as i32)?),
            ("success", object(py, reached && !violated)?),
            ("message", object(py, text)?),
            ("nfev", object(py, found.nfev)?),
            ("fun", f.number(found.fun)),
            ("maxcv", float64(py, found.violation)),
        ],
    )
}
