//! Options that several methods have, and results of the methods of descent.

use super::super::super::callback::real;
use super::super::curve_fit::vector;
use super::super::result::{Options, object, optimize_result};
use super::problem::Problem;
use super::progress::{Category, Report, items, show};
use pallasite_optimize::{Ending, Found, Memo};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// A limit that may be infinite.
pub(super) fn limit(n: Option<f64>) -> Option<usize> {
    n.map(|n| if n >= usize::MAX as f64 { usize::MAX } else { n as usize })
}

/// Warns of options that a method does not know.
pub(super) fn refuse<'py>(py: Python<'py>, unknown: Option<&Bound<'py, PyDict>>) -> PyResult<()> {
    Options::new(py, unknown)?.finish(py)
}

/// The bounds of `n` variables from pairs, in which `None` is no bound.
pub(super) fn pairs(bounds: &Bound<'_, PyAny>, n: usize) -> PyResult<(Vec<f64>, Vec<f64>)> {
    let one = |bound: Bound<'_, PyAny>, none: f64| if bound.is_none() { Ok(none) } else { real(&bound) };
    let mut limits = (Vec::with_capacity(n), Vec::with_capacity(n));
    for pair in bounds.try_iter()? {
        let pair = pair?;
        limits.0.push(one(pair.get_item(0)?, f64::NEG_INFINITY)?);
        limits.1.push(one(pair.get_item(1)?, f64::INFINITY)?);
    }
    if limits.0.len() != n {
        return Err(PyValueError::new_err("length of x0 != length of bounds"));
    }
    Ok(limits)
}

/// SciPy's status and message.
pub(super) fn status(ending: Ending) -> (i32, &'static str) {
    match ending {
        Ending::Converged => (0, "Optimization terminated successfully."),
        Ending::Iterations => (1, "Maximum number of iterations has been exceeded."),
        Ending::PrecisionLoss => (2, "Desired error not necessarily achieved due to precision loss."),
        Ending::NotANumber => (3, "NaN result encountered."),
        Ending::Calls => (1, "Maximum number of function evaluations has been exceeded."),
        Ending::OutOfBounds => (4, "The result is outside of the provided bounds."),
        Ending::NotPositiveDefinite => (3, "A linalg error occurred, such as a non-psd Hessian."),
        Ending::BadPrediction => (2, "A bad approximation caused failure to predict improvement."),
        Ending::Stopped => (5, ""),
    }
}

/// The result of a method of descent; `more` are its items besides those that all have.
pub(super) fn descent_result<'py>(
    py: Python<'py>,
    found: &Found,
    f: &Memo<Problem<'py>>,
    (report, disp): (&Report<'py>, bool),
    ending: (i32, &str),
    more: Vec<(&'static str, Bound<'py, PyAny>)>,
) -> PyResult<Bound<'py, PyAny>> {
    if disp {
        let mut counts = vec![
            ("Iterations", found.nit),
            ("Function evaluations", f.nfev),
            ("Gradient evaluations", f.njev),
        ];
        if let Some((_, nhev)) = more.iter().find(|(name, _)| *name == "nhev") {
            counts.push(("Hessian evaluations", nhev.extract()?));
        }
        show(py, (ending.0 == 0, ending.1), Category::Optimize, found.fun, &counts)?;
    }
    let fun = f.objective.fun.number(found.fun);
    let mut all = items(py, &found.x, fun, ending, found.nit, f.nfev)?;
    all.extend([("jac", vector(py, &found.jac)?.into_bound(py)), ("njev", object(py, f.njev)?)]);
    all.extend(more);
    let result = optimize_result(py, all)?;
    report.finish(&result)?;
    Ok(result)
}
