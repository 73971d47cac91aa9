//! `bisect`, `ridder`, `brentq`, `brenth`, `toms748`: roots in a bracket.

use super::super::callback::{Callback, arguments, real, warn};
use super::result::{class, formatted, object};
use pallasite_optimize::{InvalidRoot, Root, RootError, RootOptions, Toms748Options};
use pyo3::exceptions::{PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;

/// The exception in SciPy's words.
pub(super) fn root_error(py: Python<'_>, e: RootError<PyErr>) -> PyErr {
    match e {
        RootError::Callback(e) => e,
        RootError::NotANumber { .. } => PyValueError::new_err(e.to_string()),
        RootError::Input(e) => input_text(py, e).map_or_else(|e| e, PyValueError::new_err),
    }
}

fn input_text(py: Python<'_>, e: InvalidRoot) -> PyResult<String> {
    match e {
        InvalidRoot::AbsoluteTolerance(x) => formatted(py, "xtol too small (%g <= 0)", (x,)),
        InvalidRoot::RelativeTolerance(x, least) => formatted(py, "rtol too small (%g < %g)", (x, least)),
        InvalidRoot::Value(x, y) => formatted(py, "Invalid function value: f(%f) -> %s ", (x, y)),
        _ => Ok(e.to_string()),
    }
}

/// `RootResults`; `flag` is one of SciPy's codes.
pub(super) fn root_results<'py>(
    py: Python<'py>,
    root: Bound<'py, PyAny>,
    counts: (usize, usize),
    flag: i32,
    method: &str,
) -> PyResult<Bound<'py, PyAny>> {
    class(py, "RootResults")?.call1((root, counts.0, counts.1, flag, method))
}

/// The methods that need a bracket.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Method {
    Bisect,
    Ridder,
    Brentq,
    Brenth,
    Toms748,
}

/// A bracket and how to search it.
pub(super) struct Search<'py> {
    pub f: Callback<'py>,
    pub a: f64,
    pub b: f64,
    pub xtol: f64,
    pub rtol: f64,
    pub maxiter: isize,
    pub k: isize,
}

impl Method {
    pub(super) fn name(self) -> &'static str {
        match self {
            Method::Bisect => "bisect",
            Method::Ridder => "ridder",
            Method::Brentq => "brentq",
            Method::Brenth => "brenth",
            Method::Toms748 => "toms748",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        [Method::Bisect, Method::Ridder, Method::Brentq, Method::Brenth, Method::Toms748]
            .into_iter()
            .find(|m| m.name() == name)
    }

    pub(super) fn run(self, s: &Search<'_>) -> Result<Root, RootError<PyErr>> {
        let invalid = |text: String| RootError::Callback(PyValueError::new_err(text));
        let Ok(maxiter) = usize::try_from(s.maxiter) else {
            return Err(invalid("maxiter must be >= 0".into()));
        };
        let common = RootOptions { xtol: s.xtol, rtol: s.rtol, maxiter };
        let py = s.f.function.py();
        let f = |x: f64| real(&s.f.one(pyo3::types::PyFloat::new(py, x).into_any())?);
        let with_words = |e| match e {
            RootError::Input(InvalidRoot::SameSigns { .. }) => {
                invalid("f(a) and f(b) must have different signs".into())
            }
            e => e,
        };
        match self {
            Method::Bisect => pallasite_optimize::bisect(f, s.a, s.b, &common).map_err(with_words),
            Method::Ridder => pallasite_optimize::ridder(f, s.a, s.b, &common).map_err(with_words),
            Method::Brentq => pallasite_optimize::brentq(f, s.a, s.b, &common).map_err(with_words),
            Method::Brenth => pallasite_optimize::brenth(f, s.a, s.b, &common).map_err(with_words),
            Method::Toms748 if s.k < 1 => Err(invalid(format!("k too small ({} < 1)", s.k))),
            Method::Toms748 => {
                if s.k > 100 {
                    warn(py, "builtins", "RuntimeWarning", "toms748: Overriding k: ->100")
                        .map_err(RootError::Callback)?;
                }
                let options = Toms748Options { common, k: s.k as usize };
                pallasite_optimize::toms748(f, s.a, s.b, &options)
            }
        }
    }
}

/// Runs a method and returns what its function in SciPy returns.
fn root_of<'py>(
    py: Python<'py>,
    method: Method,
    search: Search<'py>,
    full_output: bool,
    disp: bool,
) -> PyResult<Bound<'py, PyAny>> {
    if !search.f.function.is_callable() {
        return Err(PyTypeError::new_err("f must be callable"));
    }
    let found = method.run(&search).map_err(|e| root_error(py, e))?;
    if !found.converged && disp {
        let text = format!("Failed to converge after {} iterations.", found.iterations);
        return Err(PyRuntimeError::new_err(text));
    }
    let root = object(py, found.root)?;
    if !full_output {
        return Ok(root);
    }
    let counts = (found.iterations, found.function_calls);
    let results =
        root_results(py, root.clone(), counts, if found.converged { 0 } else { -2 }, method.name())?;
    object(py, (root, results))
}

macro_rules! bracketing {
    ($name:ident, $method:ident, $doc:literal) => {
        #[doc = $doc]
        #[pyfunction]
        #[pyo3(
            signature = (f, a, b, args=None, xtol=2e-12, rtol=8.881784197001252e-16, maxiter=100, full_output=false,
                disp=true),
            text_signature = "(f, a, b, args=(), xtol=2e-12, rtol=8.881784197001252e-16, maxiter=100, \
                full_output=False, disp=True)"
        )]
        pub(super) fn $name<'py>(
            py: Python<'py>,
            f: Bound<'py, PyAny>,
            a: f64,
            b: f64,
            args: Option<&Bound<'py, PyAny>>,
            xtol: f64,
            rtol: f64,
            maxiter: isize,
            #[pyo3(from_py_with = crate::convert::truth)] full_output: bool,
            #[pyo3(from_py_with = crate::convert::truth)] disp: bool,
        ) -> PyResult<Bound<'py, PyAny>> {
            let f = Callback { function: f, after: arguments(args) };
            let search = Search { f, a, b, xtol, rtol, maxiter, k: 1 };
            root_of(py, Method::$method, search, full_output, disp)
        }
    };
}

bracketing!(bisect, Bisect, "A root in a bracket by bisection.");
bracketing!(ridder, Ridder, "A root in a bracket by Ridders' method (Ridders 1979).");
bracketing!(brentq, Brentq, "A root in a bracket by Brent's method (Brent 1973).");
bracketing!(brenth, Brenth, "A root in a bracket by Brent's method with hyperbolic extrapolation.");

/// A root in a bracket by algorithm 748 (Alefeld, Potra and Shi 1995).
#[pyfunction]
#[pyo3(
    signature = (f, a, b, args=None, k=1, xtol=2e-12, rtol=8.881784197001252e-16, maxiter=100, full_output=false,
        disp=true),
    text_signature = "(f, a, b, args=(), k=1, xtol=2e-12, rtol=8.881784197001252e-16, maxiter=100, \
        full_output=False, disp=True)"
)]
pub(super) fn toms748<'py>(
    py: Python<'py>,
    f: Bound<'py, PyAny>,
    a: f64,
    b: f64,
    args: Option<&Bound<'py, PyAny>>,
    k: isize,
    xtol: f64,
    rtol: f64,
    maxiter: isize,
    #[pyo3(from_py_with = crate::convert::truth)] full_output: bool,
    #[pyo3(from_py_with = crate::convert::truth)] disp: bool,
) -> PyResult<Bound<'py, PyAny>> {
    if maxiter < 1 {
        return Err(PyValueError::new_err("maxiter must be greater than 0"));
    }
    let f = Callback { function: f, after: arguments(args) };
    let search = Search { f, a, b, xtol, rtol, maxiter, k };
    root_of(py, Method::Toms748, search, full_output, disp)
}
