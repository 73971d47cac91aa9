//! L-BFGS-B.

use super::super::super::callback::warn;
use super::super::curve_fit::{matrix, vector};
use super::super::result::{class, object, optimize_result};
use super::problem::{Problem, Slopes, flat, rows_of};
use super::progress::{Report, items};
use super::result::{limit, pairs, refuse};
use crate::scalar::float64;
use ndarray::Array2;
use pallasite_optimize::{Lbfgsb, LbfgsbEnding, LbfgsbOptions, Memo, lbfgsb};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

fn message(ending: LbfgsbEnding) -> &'static str {
    match ending {
        LbfgsbEnding::Gradient => "CONVERGENCE: NORM OF PROJECTED GRADIENT <= PGTOL",
        LbfgsbEnding::Reduction => "CONVERGENCE: RELATIVE REDUCTION OF F <= FACTR*EPSMCH",
        LbfgsbEnding::Calls => "STOP: TOTAL NO. OF F,G EVALUATIONS EXCEEDS LIMIT",
        LbfgsbEnding::Iterations => "STOP: TOTAL NO. OF ITERATIONS REACHED LIMIT",
        LbfgsbEnding::Stopped => "STOP: CALLBACK REQUESTED HALT",
        LbfgsbEnding::Abnormal => "ABNORMAL: ",
    }
}

/// What is wrong with the options, in SciPy's words.
fn refusal(n: usize, maxcor: i64, ftol: f64) -> Option<&'static str> {
    match () {
        _ if ftol < 0.0 => Some("ERROR: FACTR < 0"),
        _ if maxcor <= 0 => Some("ERROR: M <= 0"),
        _ if n == 0 => Some("ERROR: N <= 0"),
        _ => None,
    }
}

/// Minimises between bounds by L-BFGS-B (Byrd, Lu, Nocedal and Zhu 1995).
#[pyfunction]
#[pyo3(signature = (fun, x0, args=None, jac=None, bounds=None, disp=None, maxcor=10, ftol=2.2204460492503131e-09,
    gtol=1e-5, eps=None, maxfun=15000.0, maxiter=15000.0, iprint=None, callback=None, maxls=20,
    finite_diff_rel_step=None, workers=None, **unknown_options))]
pub(in super::super) fn minimize_lbfgsb<'py>(
    py: Python<'py>,
    fun: &Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    jac: Option<&Bound<'py, PyAny>>,
    bounds: Option<&Bound<'py, PyAny>>,
    disp: Option<&Bound<'py, PyAny>>,
    maxcor: i64,
    ftol: f64,
    gtol: f64,
    eps: Option<&Bound<'py, PyAny>>,
    maxfun: f64,
    maxiter: f64,
    iprint: Option<&Bound<'py, PyAny>>,
    callback: Option<&Bound<'py, PyAny>>,
    maxls: i64,
    finite_diff_rel_step: Option<&Bound<'py, PyAny>>,
    workers: Option<&Bound<'py, PyAny>>,
    unknown_options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    refuse(py, unknown_options)?;
    for _ in [disp, iprint].into_iter().flatten() {
        let text = "scipy.optimize: The `disp` and `iprint` options of the L-BFGS-B solver are deprecated and will be \
                    removed in SciPy 1.18.0.";
        warn(py, "builtins", "DeprecationWarning", text)?;
    }
    let mut x0 = flat(x0)?;
    let bounds = bounds.map(|b| pairs(b, x0.len())).transpose()?;
    if let Some((low, high)) = &bounds {
        if low.iter().zip(high).any(|(l, h)| l > h) {
            let text = "LBFGSB - one of the lower bounds is greater than an upper bound.";
            return Err(PyValueError::new_err(text));
        }
        (0..x0.len()).for_each(|i| x0[i] = x0[i].max(low[i]).min(high[i]));
    }
    if maxls <= 0 {
        return Err(PyValueError::new_err("maxls must be positive."));
    }
    let step = object(py, 1e-8)?;
    let eps = Some(eps.unwrap_or(&step));
    let slopes = Slopes { jac, eps, rel_step: finite_diff_rel_step, bounds: bounds.clone() };
    let mut f = Memo::new(Problem::new(fun, args, slopes)?.shared_with(workers)?);
    crate::convert::check_room(&[x0.len(), usize::try_from(maxcor).unwrap_or(0), 2])?;
    let refusal = refusal(x0.len(), maxcor, ftol);
    let options = LbfgsbOptions {
        maxcor: usize::try_from(maxcor).unwrap_or(0),
        ftol,
        // An error ends the search where it begins.
        gtol: if refusal.is_some() { f64::INFINITY } else { gtol },
        maxfun: limit(Some(maxfun)).unwrap_or(0),
        maxiter: limit(Some(maxiter)).unwrap_or(0),
        maxls: maxls as usize,
        bounds,
    };
    let report = Report::new(py, callback, false)?;
    let each = |x: &[f64], fun: f64| report.tell(x, float64(py, fun));
    let found = lbfgsb(&mut f, &x0, &options, each)?;
    result(py, found, &f, &options, refusal)
}

fn result<'py>(
    py: Python<'py>,
    found: Lbfgsb,
    f: &Memo<Problem<'py>>,
    options: &LbfgsbOptions,
    refusal: Option<&str>,
) -> PyResult<Bound<'py, PyAny>> {
    let converged = matches!(found.ending, LbfgsbEnding::Gradient | LbfgsbEnding::Reduction);
    let exceeded = f.nfev > options.maxfun || found.nit >= options.maxiter;
    let status = match () {
        _ if refusal.is_some() => 2,
        _ if converged => 0,
        _ if exceeded => 1,
        _ => 2,
    };
    let n = found.x.len();
    let rows = |rows: Vec<Vec<f64>>| {
        let flat = Array2::from_shape_vec((rows.len(), n), rows.concat());
        matrix(py, flat.map_err(|e| PyValueError::new_err(e.to_string()))?)
    };
    let (s, y) = found.corrections;
    let inverse = class(py, "LbfgsInvHessProduct")?.call1((rows(s)?, rows(y)?))?;
    let text = refusal.unwrap_or(message(found.ending));
    let mut all = items(py, &found.x, f.objective.fun.number(found.fun), (status, text), found.nit, f.nfev)?;
    all.extend([
        ("jac", vector(py, &found.jac)?.into_bound(py)),
        ("njev", object(py, f.njev)?),
        ("hess_inv", inverse),
    ]);
    optimize_result(py, all)
}

/// The product of the inverse Hessian that pairs of `sk` and `yk` stand for with a vector.
#[pyfunction]
pub(in super::super) fn lbfgs_inverse_product(
    py: Python<'_>,
    sk: &Bound<'_, PyAny>,
    yk: &Bound<'_, PyAny>,
    x: &Bound<'_, PyAny>,
) -> PyResult<Py<PyAny>> {
    let (s, y, x) = (rows_of(sk)?, rows_of(yk)?, flat(x)?);
    if s.len() != y.len() || s.iter().chain(&y).any(|row| row.len() != x.len()) {
        return Err(PyValueError::new_err("dimension mismatch"));
    }
    vector(py, &pallasite_optimize::lbfgs_inverse_product(&s, &y, &x))
}
