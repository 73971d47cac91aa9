//! `minimize_scalar`: minima of a function of one variable.

pub(super) mod functions;

use super::super::callback::{Callback, arguments, real, warn};
use super::result::{Options, class, formatted, object, optimize_result, print, tell};
use crate::array::wrap;
use crate::coerce::{as_array, existing};
use crate::error::IntoPy;
use crate::scalar::float64;
use pallasite_array::{DType, NdArray};
use pallasite_optimize::{Bracket, Minimum, MinimumError, Progress, Start};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyTuple};
use std::cell::RefCell;

const NAN: &str = "NaN result encountered.";

/// A function of one variable, and the shape of what it returned last.
struct Objective<'py> {
    callback: Callback<'py>,
    shape: RefCell<Vec<usize>>,
}

impl<'py> Objective<'py> {
    fn new(function: Bound<'py, PyAny>, after: Vec<Bound<'py, PyAny>>) -> Self {
        Self { callback: Callback { function, after }, shape: RefCell::default() }
    }

    fn py(&self) -> Python<'py> {
        self.callback.function.py()
    }

    fn at(&self, x: f64) -> PyResult<f64> {
        let value = self.callback.one(float64(self.py(), x))?;
        if !value.is_instance_of::<PyFloat>() {
            self.shape.replace(existing(&value)?.map_or_else(Vec::new, |a| a.shape().to_vec()));
        }
        real(&value)
    }

    /// A number as an array of that shape, or as a scalar.
    fn shaped(&self, value: f64) -> PyResult<Bound<'py, PyAny>> {
        let shape = self.shape.borrow();
        if shape.is_empty() {
            return Ok(float64(self.py(), value));
        }
        Ok(wrap(self.py(), NdArray::from_vec_shape(vec![value], &shape).py()?)?.into_bound(self.py()))
    }
}

/// The result of a method: SciPy's object before `minimize_scalar` and the short functions take from it.
struct Found {
    minimum: Minimum,
    status: Option<i32>,
    success: bool,
    message: String,
}

impl Found {
    fn result<'py>(&self, f: &Objective<'py>) -> PyResult<Bound<'py, PyAny>> {
        let (py, m) = (f.py(), &self.minimum);
        let mut items = vec![("fun", f.shaped(m.fun)?), ("x", f.shaped(m.x)?)];
        if let Some(status) = self.status {
            items.push(("status", object(py, status)?));
        }
        items.extend([("nit", object(py, m.nit)?), ("nfev", object(py, m.nfev)?)]);
        items.extend([("success", object(py, self.success)?), ("message", object(py, &self.message)?)]);
        optimize_result(py, items)
    }
}

fn error(py: Python<'_>, e: MinimumError<PyErr>) -> PyErr {
    match e {
        MinimumError::Callback(e) => e,
        MinimumError::Input(e) => PyValueError::new_err(e.to_string()),
        MinimumError::Iterations => PyRuntimeError::new_err(e.to_string()),
        MinimumError::NoBracket(b) => bracket_error(py, &b, &e.to_string()).unwrap_or_else(|e| e),
    }
}

fn bracket_error(py: Python<'_>, b: &Bracket, text: &str) -> PyResult<PyErr> {
    let e = class(py, "BracketError")?.call1((text,))?;
    e.setattr("data", bracket_tuple(py, b)?)?;
    Ok(PyErr::from_value(e))
}

fn bracket_tuple<'py>(py: Python<'py>, b: &Bracket) -> PyResult<Bound<'py, PyAny>> {
    let float = |x| float64(py, x);
    object(py, (float(b.xa), float(b.xb), float(b.xc), float(b.fa), float(b.fb), float(b.fc), b.nfev))
}

/// SciPy's `brack`: nothing, two points or three.
fn start_of(brack: Option<&Bound<'_, PyAny>>) -> PyResult<Start> {
    let Some(brack) = brack.filter(|b| !b.is_none()) else { return Ok(Start::default()) };
    let points = brack.try_iter()?.map(|x| real(&x?)).collect::<PyResult<Vec<f64>>>()?;
    match points[..] {
        [a, b] => Ok(Start::Pair(a, b)),
        [a, b, c] => Ok(Start::Triple(a, b, c)),
        _ => Err(PyValueError::new_err("Bracketing interval must be length 2 or 3 sequence.")),
    }
}

/// Tables of the points looked at, as `disp=3` prints them.
fn reporter(py: Python<'_>, disp: i64) -> impl FnMut(Progress) {
    let mut first = true;
    move |p| {
        let print_row = |first: bool| -> PyResult<()> {
            if first {
                print(py, " ")?;
                print(py, &formatted(py, "%s", ("  Func-count       x            f(x)    ",))?)?;
            }
            print(py, &formatted(py, "%12g %12.6g %12.6g", (p.nfev, p.x, p.fun))?)
        };
        if disp > 2 {
            // A table that cannot be printed does not end the search.
            let _ = print_row(first);
            first = false;
        }
    }
}

fn message_of(py: Python<'_>, m: &Minimum, xtol: f64) -> PyResult<(bool, String)> {
    if m.x.is_nan() || m.fun.is_nan() {
        return Ok((false, NAN.to_owned()));
    }
    if !m.converged {
        return Ok((false, "\nMaximum number of iterations exceeded".to_owned()));
    }
    let text = "\nOptimization terminated successfully;\nThe returned value satisfies the termination criteria\n\
                (using xtol = %s )";
    Ok((true, formatted(py, text, (xtol,))?))
}

/// The methods that begin with a bracket.
#[derive(Clone, Copy, PartialEq)]
enum Method {
    Brent,
    Golden,
}

fn from_bracket(
    f: &Objective<'_>,
    method: Method,
    brack: Option<&Bound<'_, PyAny>>,
    xtol: f64,
    maxiter: isize,
    disp: i64,
) -> PyResult<Result<Found, MinimumError<PyErr>>> {
    let py = f.py();
    let (start, maxiter) = (start_of(brack)?, usize::try_from(maxiter).unwrap_or(0));
    let value = |x| f.at(x);
    let found = match method {
        Method::Brent => pallasite_optimize::brent(value, start, xtol, maxiter, reporter(py, disp)),
        Method::Golden => pallasite_optimize::golden(value, start, xtol, maxiter, reporter(py, disp)),
    };
    let minimum = match found {
        Ok(minimum) => minimum,
        Err(e) => return Ok(Err(e)),
    };
    let (success, message) = message_of(py, &minimum, xtol)?;
    if disp > 0 {
        tell(py, success, &message)?;
    }
    Ok(Ok(Found { minimum, status: None, success, message }))
}

/// What is left of a search that found no bracket: the lowest of its points.
fn recovered(b: &Bracket, message: String) -> Found {
    let points = [(b.xa, b.fa), (b.xb, b.fb), (b.xc, b.fc)];
    let nan = points.iter().any(|p| p.0.is_nan() || p.1.is_nan());
    let lowest = points.into_iter().reduce(|best, p| if p.1 < best.1 { p } else { best });
    let (x, fun) = lowest.filter(|_| !nan).unwrap_or((f64::NAN, f64::NAN));
    let minimum = Minimum { x, fun, nit: 0, nfev: b.nfev, converged: false };
    Found { minimum, status: None, success: false, message }
}

fn bounded(f: &Objective<'_>, a: f64, b: f64, xatol: f64, maxfun: isize, disp: i64) -> PyResult<Found> {
    let py = f.py();
    let mut first = true;
    let row = |p: Progress| {
        let print_row = |first: bool| -> PyResult<()> {
            if first {
                print(py, " ")?;
                print(py, " Func-count     x          f(x)          Procedure")?;
            }
            let step = format!("       {}", p.procedure);
            print(py, &formatted(py, "%5.0f   %12.6g %12.6g %s", (p.nfev, p.x, p.fun, step))?)
        };
        if disp > 2 {
            let _ = print_row(std::mem::replace(&mut first, false));
        }
    };
    let maxfun = usize::try_from(maxfun).unwrap_or(0);
    let minimum =
        pallasite_optimize::fminbound(|x| f.at(x), a, b, xatol, maxfun, row).map_err(|e| error(py, e))?;
    let status = match () {
        _ if minimum.x.is_nan() || minimum.fun.is_nan() => 2,
        _ => i32::from(!minimum.converged),
    };
    let message = ["Solution found.", "Maximum number of function calls reached.", NAN][status as usize];
    tell_bounded(py, status, xatol, disp)?;
    Ok(Found { minimum, status: Some(status), success: status == 0, message: message.to_owned() })
}

fn tell_bounded(py: Python<'_>, status: i32, xatol: f64, disp: i64) -> PyResult<()> {
    let text = match status {
        _ if disp < 1 => return Ok(()),
        0 if disp < 2 => return Ok(()),
        0 => formatted(
            py,
            "\nOptimization terminated successfully;\nThe returned value satisfies the termination criteria\n\
             (using xtol =  %s )",
            (xatol,),
        )?,
        1 => "\nMaximum number of function evaluations exceeded --- increase maxfun argument.\n".to_owned(),
        _ => format!("\n{NAN}"),
    };
    tell(py, status == 0, &text)
}

fn finite_scalar(x: &Bound<'_, PyAny>) -> PyResult<f64> {
    let refused = || PyValueError::new_err("Optimization bounds must be finite scalars.");
    let a = as_array(x, Some(&DType::FLOAT64)).map_err(|_| refused())?;
    let value = (a.size() == 1).then(|| a.cast_vec::<f64>().py()).transpose()?;
    value.map(|v| v[0]).filter(|v| v.is_finite()).ok_or_else(refused)
}

/// A local minimum of a function of one variable.
#[pyfunction]
#[pyo3(
    signature = (fun, bracket=None, bounds=None, args=None, method=None, tol=None, options=None),
    text_signature = "(fun, bracket=None, bounds=None, args=(), method=None, tol=None, options=None)"
)]
pub(super) fn minimize_scalar<'py>(
    py: Python<'py>,
    fun: Bound<'py, PyAny>,
    bracket: Option<Bound<'py, PyAny>>,
    bounds: Option<Bound<'py, PyAny>>,
    args: Option<&Bound<'py, PyAny>>,
    method: Option<Bound<'py, PyAny>>,
    tol: Option<f64>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let opts = Options::new(py, options)?;
    let after = arguments(args);
    if let Some(custom) = method.as_ref().filter(|m| m.is_callable()) {
        let kwargs = PyDict::new(py);
        if let Some(tol) = tol {
            kwargs.set_item("tol", tol)?;
        }
        kwargs.set_item("args", PyTuple::new(py, after)?)?;
        kwargs.set_item("bracket", bracket)?;
        kwargs.set_item("bounds", bounds)?;
        if let Some(options) = options {
            kwargs.update(options.as_mapping())?;
        }
        return custom.call((fun,), Some(&kwargs));
    }
    let name = match &method {
        Some(m) => m.extract::<String>()?,
        None => if bounds.is_none() { "brent" } else { "bounded" }.to_owned(),
    };
    let kind = match name.to_lowercase().as_str() {
        "brent" => Some(Method::Brent),
        "golden" => Some(Method::Golden),
        "bounded" => None,
        _ => return Err(PyValueError::new_err(format!("Unknown solver {name}"))),
    };
    let f = Objective::new(fun, after);
    let disp = match opts.object("disp")? {
        Some(d) if d.is_instance_of::<PyBool>() => 2 * i64::from(d.is_truthy()?),
        Some(d) => d.extract()?,
        None => 0,
    };
    let found = match kind {
        Some(_) if bounds.is_some() => {
            let text = format!("Use of `bounds` is incompatible with 'method={name}'.");
            return Err(PyValueError::new_err(text));
        }
        Some(kind) => {
            let default = if kind == Method::Brent { (1.48e-8, 500) } else { (f64::EPSILON.sqrt(), 5000) };
            let xtol = opts.get("xtol")?.or(tol).unwrap_or(default.0);
            let maxiter = opts.get("maxiter")?.unwrap_or(default.1);
            opts.finish(py)?;
            match from_bracket(&f, kind, bracket.as_ref(), xtol, maxiter, disp)? {
                Err(MinimumError::NoBracket(b)) => {
                    recovered(&b, MinimumError::<PyErr>::NoBracket(b).to_string())
                }
                found => found.map_err(|e| error(py, e))?,
            }
        }
        None => {
            let bounds = bounds.ok_or_else(|| {
                PyValueError::new_err("The `bounds` parameter is mandatory for method `bounded`.")
            })?;
            let (a, b) = two(&bounds)?;
            let given = opts.get("xatol")?;
            if given.is_none() && tol.is_some() {
                let text = "Method 'bounded' does not support relative tolerance in x; defaulting to absolute \
                            tolerance.";
                warn(py, "builtins", "RuntimeWarning", text)?;
            }
            let maxiter = opts.get("maxiter")?.unwrap_or(500);
            opts.finish(py)?;
            bounded(&f, a, b, given.or(tol).unwrap_or(1e-5), maxiter, disp)?
        }
    };
    found.result(&f)
}

fn two(bounds: &Bound<'_, PyAny>) -> PyResult<(f64, f64)> {
    if bounds.len()? != 2 {
        return Err(PyValueError::new_err("bounds must have two elements."));
    }
    Ok((finite_scalar(&bounds.get_item(0)?)?, finite_scalar(&bounds.get_item(1)?)?))
}
