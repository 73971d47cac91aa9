//! `fmin`: minima from values alone.

use super::super::callback::{Callback, arguments, warn};
use super::curve_fit::vector;
use super::minimize_scalar::truth;
use super::result::{formatted, object, optimize_result, print};
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::scalar::float64;
use pallasite_array::DType;
use pallasite_optimize::{Ending, NelderMead, NelderMeadError, NelderMeadOptions, nelder_mead};
use pyo3::exceptions::{PyStopIteration, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

/// A callback of the user after each iteration, in either of SciPy's two forms.
pub(super) struct Report<'py> {
    function: Option<Bound<'py, PyAny>>,
    by_result: bool,
}

impl<'py> Report<'py> {
    pub(super) fn new(function: Option<Bound<'py, PyAny>>) -> PyResult<Self> {
        let Some(f) = function else { return Ok(Self { function: None, by_result: false }) };
        let signature = f.py().import("inspect")?.call_method1("signature", (&f,))?;
        let names = signature.getattr("parameters")?.try_iter()?.collect::<PyResult<Vec<_>>>()?;
        let by_result = names.len() == 1 && names[0].extract::<String>()? == "intermediate_result";
        Ok(Self { function: Some(f), by_result })
    }

    /// Tells of an iterate; true when the callback wants to stop.
    pub(super) fn tell(&self, x: &[f64], fun: f64) -> PyResult<bool> {
        let Some(f) = &self.function else { return Ok(false) };
        let (py, point) = (f.py(), vector(f.py(), x)?.into_bound(f.py()));
        let answer = if self.by_result {
            let kwargs = PyDict::new(py);
            let result = optimize_result(py, [("x", point), ("fun", float64(py, fun))])?;
            kwargs.set_item("intermediate_result", result)?;
            f.call((), Some(&kwargs))
        } else {
            f.call1((point,))
        };
        match answer {
            Err(e) if e.is_instance_of::<PyStopIteration>(py) => Ok(true),
            answer => answer.map(|_| false),
        }
    }
}

/// A limit that may be infinite.
fn limit(n: Option<f64>) -> Option<usize> {
    n.map(|n| if n >= usize::MAX as f64 { usize::MAX } else { n as usize })
}

fn message(ending: Ending) -> (i32, &'static str) {
    match ending {
        Ending::Converged => (0, "Optimization terminated successfully."),
        Ending::Calls => (1, "Maximum number of function evaluations has been exceeded."),
        Ending::Iterations => (2, "Maximum number of iterations has been exceeded."),
    }
}

fn tell(py: Python<'_>, found: &NelderMead) -> PyResult<()> {
    let (status, text) = message(found.ending);
    if status != 0 {
        return warn(py, "builtins", "RuntimeWarning", text);
    }
    print(py, text)?;
    print(py, &formatted(py, "         Current function value: %f", (found.fun,))?)?;
    print(py, &format!("         Iterations: {}", found.nit))?;
    print(py, &format!("         Function evaluations: {}", found.nfev))
}

fn rows(simplex: &Bound<'_, PyAny>) -> PyResult<Vec<Vec<f64>>> {
    let a = as_array(simplex, Some(&DType::FLOAT64))?;
    let flat = a.cast_vec::<f64>().py()?;
    let width = match a.shape() {
        [] => 1,
        [n] => *n,
        [_, n] => *n,
        _ => {
            return Err(PyValueError::new_err("`initial_simplex` should be an array of shape (N+1,N)"));
        }
    };
    Ok(flat.chunks(width.max(1)).map(<[f64]>::to_vec).collect())
}

/// Minimises a function of several variables by the simplex method (Nelder and Mead 1965).
#[pyfunction]
#[pyo3(
    signature = (func, x0, args=None, xtol=1e-4, ftol=1e-4, maxiter=None, maxfun=None, full_output=false, disp=true,
        retall=false, callback=None, initial_simplex=None),
    text_signature = "(func, x0, args=(), xtol=0.0001, ftol=0.0001, maxiter=None, maxfun=None, full_output=0, \
        disp=1, retall=0, callback=None, initial_simplex=None)"
)]
pub(super) fn fmin<'py>(
    py: Python<'py>,
    func: Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    xtol: f64,
    ftol: f64,
    maxiter: Option<f64>,
    maxfun: Option<f64>,
    #[pyo3(from_py_with = truth)] full_output: bool,
    #[pyo3(from_py_with = truth)] disp: bool,
    #[pyo3(from_py_with = truth)] retall: bool,
    callback: Option<Bound<'py, PyAny>>,
    initial_simplex: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let x0 = as_array(x0, Some(&DType::FLOAT64))?.cast_vec::<f64>().py()?;
    let options = NelderMeadOptions {
        xatol: xtol,
        fatol: ftol,
        maxiter: limit(maxiter),
        maxfev: limit(maxfun),
        initial_simplex: initial_simplex.as_ref().map(rows).transpose()?,
        ..NelderMeadOptions::default()
    };
    let f = Callback { function: func, after: arguments(args) };
    let report = Report::new(callback)?;
    let first =
        options.initial_simplex.as_ref().and_then(|s| s.first().cloned()).unwrap_or_else(|| x0.clone());
    let mut path = vec![first];
    let each = |x: &[f64], fun: f64| {
        if retall {
            path.push(x.to_vec());
        }
        report.tell(x, fun)
    };
    let found = nelder_mead(|x| f.objective(x), &x0, &options, each).map_err(|e| match e {
        NelderMeadError::Callback(e) => e,
        NelderMeadError::Input(e) => PyValueError::new_err(e.to_string()),
    })?;
    if disp {
        tell(py, &found)?;
    }
    output(py, &found, retall.then_some(path), full_output)
}

fn output<'py>(
    py: Python<'py>,
    found: &NelderMead,
    path: Option<Vec<Vec<f64>>>,
    full_output: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let x = vector(py, &found.x)?.into_bound(py);
    let path = path
        .map(|p| PyList::new(py, p.iter().map(|x| vector(py, x)).collect::<PyResult<Vec<_>>>()?))
        .transpose()?;
    let start = (x.clone(), float64(py, found.fun), found.nit, found.nfev, message(found.ending).0);
    match (path, full_output) {
        (None, false) => Ok(x),
        (None, true) => object(py, start),
        (Some(path), false) => object(py, (x, path)),
        (Some(path), true) => object(py, (start.0, start.1, start.2, start.3, start.4, path)),
    }
}
