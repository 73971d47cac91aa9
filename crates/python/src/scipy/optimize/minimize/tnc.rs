//! The truncated Newton method.

use super::super::curve_fit::vector;
use super::super::result::{formatted, object, optimize_result};
use super::problem::{Problem, Slopes, flat};
use super::progress::items;
use super::result::{limit, pairs, refuse};
use crate::convert::truth;
use pallasite_optimize::{Memo, Smooth, TncEnding, TncOptions, TncProgress, tnc};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// The bits of SciPy's `messages`.
const EACH_ITERATION: i64 = 1;
const EXIT: i64 = 8;
const ALL: i64 = 15;

/// SciPy's message, and that of the original program.
fn message(ending: TncEnding) -> (&'static str, &'static str) {
    match ending {
        TncEnding::Infeasible => {
            ("Infeasible (lower bound > upper bound)", "Infeasible (low bound > up bound)")
        }
        TncEnding::LocalMinimum => ("Local minimum reached (|pg| ~= 0)", "Local minima reach (|pg| ~= 0)"),
        TncEnding::Value => ("Converged (|f_n-f_(n-1)| ~= 0)", "Converged (|f_n-f_(n-1)| ~= 0)"),
        TncEnding::Place => ("Converged (|x_n-x_(n-1)| ~= 0)", "Converged (|x_n-x_(n-1)| ~= 0)"),
        TncEnding::Calls => {
            let original = "Maximum number of function evaluations reached";
            ("Max. number of function evaluations reached", original)
        }
        TncEnding::LineSearch => ("Linear search failed", "Linear search failed"),
        TncEnding::Constant => {
            let text = "All lower bounds are equal to the upper bounds";
            (text, text)
        }
        TncEnding::NoProgress => ("Unable to progress", "Unable to progress"),
    }
}

/// Writes to Python's standard error.
fn write(py: Python<'_>, text: &str) -> PyResult<()> {
    py.import("sys")?.getattr("stderr")?.call_method1("write", (text,))?;
    Ok(())
}

/// The scales or offsets, if any are given.
fn optional(list: Option<&Bound<'_, PyAny>>, n: usize) -> PyResult<Option<Vec<f64>>> {
    let Some(values) = list.map(flat).transpose()?.filter(|v| !v.is_empty()) else { return Ok(None) };
    if values.len() != n {
        return Err(PyValueError::new_err("tnc: vector sizes must be equal"));
    }
    Ok(Some(values))
}

/// Minimises between bounds by a truncated Newton method (Nash 1984).
#[pyfunction]
#[pyo3(signature = (fun, x0, args=None, jac=None, bounds=None, eps=None, scale=None, offset=None, mesg_num=None,
    maxCGit=-1, eta=-1.0, stepmx=0.0, accuracy=0.0, minfev=0.0, ftol=-1.0, xtol=-1.0, gtol=-1.0, rescale=-1.0,
    disp=false, callback=None, finite_diff_rel_step=None, maxfun=None, workers=None, **unknown_options))]
#[allow(non_snake_case)]
pub(in super::super) fn minimize_tnc<'py>(
    py: Python<'py>,
    fun: &Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    jac: Option<&Bound<'py, PyAny>>,
    bounds: Option<&Bound<'py, PyAny>>,
    eps: Option<&Bound<'py, PyAny>>,
    scale: Option<&Bound<'py, PyAny>>,
    offset: Option<&Bound<'py, PyAny>>,
    mesg_num: Option<i64>,
    maxCGit: i64,
    eta: f64,
    stepmx: f64,
    accuracy: f64,
    minfev: f64,
    ftol: f64,
    xtol: f64,
    gtol: f64,
    rescale: f64,
    #[pyo3(from_py_with = truth)] disp: bool,
    callback: Option<&Bound<'py, PyAny>>,
    finite_diff_rel_step: Option<&Bound<'py, PyAny>>,
    maxfun: Option<f64>,
    workers: Option<&Bound<'py, PyAny>>,
    unknown_options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    refuse(py, unknown_options)?;
    if callback.is_some_and(|c| !c.is_callable()) {
        return Err(PyTypeError::new_err("tnc: callback must be callable or None."));
    }
    let x0 = flat(x0)?;
    let n = x0.len();
    let bounds = bounds.map(|b| pairs(b, n)).transpose()?;
    let defaults = TncOptions::new(n);
    let options = TncOptions {
        bounds: bounds.clone().unwrap_or(defaults.bounds),
        scale: optional(scale, n)?,
        offset: optional(offset, n)?,
        max_products: usize::try_from(maxCGit).ok(),
        maxfun: limit(maxfun).unwrap_or(defaults.maxfun),
        eta,
        stepmx,
        accuracy,
        minfev,
        ftol,
        xtol,
        gtol,
        rescale,
    };
    let step = object(py, 1e-8)?;
    let eps = Some(eps.unwrap_or(&step));
    let slopes = Slopes { jac, eps, rel_step: finite_diff_rel_step, bounds };
    let mut f = Memo::new(Problem::new(fun, args, slopes)?.shared_with(workers)?);
    let loud = match mesg_num {
        Some(number) => [0, 1, 2, 4, 8].get(usize::try_from(number).unwrap_or(5)).copied().unwrap_or(ALL),
        None if disp => ALL,
        None => 0,
    };
    let report = |x: &[f64]| callback.map_or(Ok(()), |c| c.call1((vector(py, x)?,)).map(|_| ()));
    if loud & EACH_ITERATION != 0 {
        write(py, "  NIT   NF   F                       GTG\n")?;
    }
    let follow = |p: TncProgress| {
        if loud & EACH_ITERATION == 0 {
            return Ok(());
        }
        let (nit, nfev, fun, gtg) = (p.nit, p.nfev, p.fun, p.gtg);
        write(py, &formatted(py, " %4d %4d %22.15E  %15.8E\n", (nit, nfev, fun, gtg))?)
    };
    let found = tnc(&mut f, &x0, &options, report, follow)?;
    let (text, original) = message(found.ending);
    if loud & EXIT != 0 {
        write(py, &format!("tnc: {original}\n"))?;
    }
    // Scaling has left value and gradient slightly apart from the place.
    let value = f.value(&found.x)?;
    let mut gradient = vec![0.0; n];
    f.gradient(&found.x, &mut gradient)?;
    let number = f.objective.fun.number(value);
    let code = found.ending as i32;
    let mut all = items(py, &found.x, number, (code, text), found.nit, f.nfev)?;
    all.push(("jac", vector(py, &gradient)?.into_bound(py)));
    let result = optimize_result(py, all)?;
    result.set_item("success", (0..3).contains(&code))?;
    Ok(result)
}
