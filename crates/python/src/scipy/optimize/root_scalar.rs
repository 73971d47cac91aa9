//! `root_scalar`: one front for the methods for a root of one variable.

use super::super::callback::{Callback, arguments, real};
use super::newton::{Functions, Number, is_complex, judged, solve};
use super::result::{Options, class, object};
use super::roots::{Method, Search, root_error, root_results};
use crate::coerce::{as_array, existing};
use num_complex::Complex64;
use pallasite_optimize::{NewtonOptions, RootError};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

/// The functions as they came: `True` for a derivative says that `f` returns it too.
struct Given<'py> {
    f: Bound<'py, PyAny>,
    fprime: Option<Bound<'py, PyAny>>,
    fprime2: Option<Bound<'py, PyAny>>,
    memoized: Option<Bound<'py, PyAny>>,
}

impl<'py> Given<'py> {
    fn new(
        py: Python<'py>,
        f: Bound<'py, PyAny>,
        fprime: Option<Bound<'py, PyAny>>,
        fprime2: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Self> {
        let mut given = Given { f, fprime, fprime2, memoized: None };
        let from_f = |d: &Option<Bound<'py, PyAny>>| match d {
            Some(d) if !d.is_callable() => d.is_truthy().map(Some),
            _ => Ok(None),
        };
        let (first, second) = (from_f(&given.fprime)?, from_f(&given.fprime2)?);
        given.fprime2 = given.fprime2.filter(|_| second.is_none());
        given.fprime = given.fprime.filter(|_| first.is_none());
        if first == Some(true) || second == Some(true) {
            let memo = Bound::new(py, Memo::new(given.f.clone().unbind()))?.into_any();
            given.f = memo.clone();
            given.fprime = Some(memo.getattr("fprime")?);
            if second == Some(true) {
                given.fprime2 = Some(memo.getattr("fprime2")?);
            }
            given.memoized = Some(memo);
        }
        Ok(given)
    }
}

/// A function that returns its derivatives too, kept from the last call.
#[pyclass]
struct Memo {
    function: Py<PyAny>,
    x: Option<Py<PyAny>>,
    values: Option<Py<PyAny>>,
    calls: usize,
}

impl Memo {
    fn new(function: Py<PyAny>) -> Self {
        Self { function, x: None, values: None, calls: 0 }
    }

    fn part<'py>(
        slf: &Bound<'py, Self>,
        x: Bound<'py, PyAny>,
        args: &Bound<'py, PyTuple>,
        index: usize,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let known = match &slf.borrow().x {
            Some(last) => last.bind(py).eq(&x)?,
            None => false,
        };
        if !known {
            let arguments: Vec<_> = std::iter::once(x.clone()).chain(args.iter()).collect();
            let function = slf.borrow().function.clone_ref(py);
            let values = function.bind(py).call1(PyTuple::new(py, arguments)?)?;
            let mut this = slf.borrow_mut();
            this.calls += 1;
            this.x = Some(x.unbind());
            this.values = Some(values.unbind());
        }
        let values = slf.borrow().values.as_ref().map(|v| v.clone_ref(py));
        values.map_or_else(|| Ok(py.None().into_bound(py)), |v| v.bind(py).get_item(index))
    }
}

#[pymethods]
impl Memo {
    #[pyo3(signature = (x, *args))]
    fn __call__<'py>(
        slf: &Bound<'py, Self>,
        x: Bound<'py, PyAny>,
        args: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyAny>> {
        Self::part(slf, x, args, 0)
    }

    #[pyo3(signature = (x, *args))]
    fn fprime<'py>(
        slf: &Bound<'py, Self>,
        x: Bound<'py, PyAny>,
        args: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyAny>> {
        Self::part(slf, x, args, 1)
    }

    #[pyo3(signature = (x, *args))]
    fn fprime2<'py>(
        slf: &Bound<'py, Self>,
        x: Bound<'py, PyAny>,
        args: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyAny>> {
        Self::part(slf, x, args, 2)
    }
}

/// The method that fits what is given.
fn default_method(given: &Given<'_>, bracket: bool, x0: bool, x1: bool) -> PyResult<&'static str> {
    match (&given.fprime, &given.fprime2) {
        _ if bracket => Ok("brentq"),
        _ if !x0 => Err(PyValueError::new_err(
            "Unable to select a solver as neither bracket nor starting point provided.",
        )),
        (Some(_), Some(_)) => Ok("halley"),
        (None, _) if x1 => Ok("secant"),
        _ => Ok("newton"),
    }
}

/// Finds a root of a function of one variable.
#[pyfunction]
#[pyo3(
    signature = (f, args=None, method=None, bracket=None, fprime=None, fprime2=None, x0=None, x1=None, xtol=None,
        rtol=None, maxiter=None, options=None),
    text_signature = "(f, args=(), method=None, bracket=None, fprime=None, fprime2=None, x0=None, x1=None, \
        xtol=None, rtol=None, maxiter=None, options=None)"
)]
pub(super) fn root_scalar<'py>(
    py: Python<'py>,
    f: Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    method: Option<&str>,
    bracket: Option<Bound<'py, PyAny>>,
    fprime: Option<Bound<'py, PyAny>>,
    fprime2: Option<Bound<'py, PyAny>>,
    x0: Option<Bound<'py, PyAny>>,
    x1: Option<Bound<'py, PyAny>>,
    xtol: Option<f64>,
    rtol: Option<f64>,
    maxiter: Option<isize>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let given = Given::new(py, f, fprime, fprime2)?;
    let method = match method.filter(|m| !m.is_empty()) {
        Some(method) => method,
        None => default_method(&given, bracket.is_some(), x0.is_some(), x1.is_some())?,
    };
    let options = Options::new(py, options)?;
    let xtol = options.get("xtol")?.or(xtol);
    let rtol = options.get("rtol")?.or(rtol);
    let maxiter = options.get("maxiter")?.or(maxiter);
    let after = arguments(args);
    let lower = method.to_lowercase();
    let found = if let Some(kind) = Method::named(&lower) {
        let (a, b) = ends(bracket, method)?;
        let f = Callback { function: given.f.clone(), after };
        let k = options.get("k")?.unwrap_or(1);
        let [xtol, rtol] = [xtol.unwrap_or(2e-12), rtol.unwrap_or(4.0 * f64::EPSILON)];
        let maxiter = maxiter.unwrap_or(100);
        in_bracket(py, kind, method, &Search { f, a, b, xtol, rtol, maxiter, k })?
    } else if ["newton", "secant", "halley"].contains(&&lower[..]) {
        let x0 = x0.ok_or_else(|| PyValueError::new_err(format!("x0 must not be None for {method}")))?;
        let functions = functions_of(&given, &lower, method, after)?;
        let common = (xtol.unwrap_or(1.48e-8), rtol.unwrap_or(0.0), maxiter.unwrap_or(50));
        if common.0 <= 0.0 {
            return Err(PyValueError::new_err(super::result::formatted(
                py,
                "tol too small (%g <= 0)",
                (common.0,),
            )?));
        }
        let x1 = x1.filter(|_| lower == "secant");
        if is_complex(&as_array(&x0, None)?) {
            from_start::<Complex64>(py, &functions, &x0, x1, common)?
        } else {
            from_start::<f64>(py, &functions, &x0, x1, common)?
        }
    } else {
        return Err(PyValueError::new_err(format!("Unknown solver {method}")));
    };
    if let Some(memo) = given.memoized {
        found.set_item("function_calls", memo.cast::<Memo>()?.borrow().calls)?;
    }
    Ok(found)
}

fn ends(bracket: Option<Bound<'_, PyAny>>, method: &str) -> PyResult<(f64, f64)> {
    let sequence = |b: &Bound<'_, PyAny>| {
        Ok::<_, PyErr>(
            b.is_instance_of::<PyList>()
                || b.is_instance_of::<PyTuple>()
                || existing(b)?.is_some_and(|a| a.ndim() > 0),
        )
    };
    match bracket {
        Some(b) if sequence(&b)? => Ok((real(&b.get_item(0)?)?, real(&b.get_item(1)?)?)),
        _ => Err(PyValueError::new_err(format!("Bracket needed for {method}"))),
    }
}

fn in_bracket<'py>(
    py: Python<'py>,
    kind: Method,
    method: &str,
    search: &Search<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    match kind.run(search) {
        Ok(found) => {
            let counts = (found.iterations, found.function_calls);
            let flag = if found.converged { 0 } else { -2 };
            root_results(py, object(py, found.root)?, counts, flag, kind.name())
        }
        Err(e @ RootError::NotANumber { x, function_calls }) => {
            class(py, "RootResults")?.call1((x, f64::NAN, function_calls, e.to_string(), method))
        }
        Err(e) => Err(root_error(py, e)),
    }
}

fn functions_of<'py>(
    given: &Given<'py>,
    lower: &str,
    method: &str,
    after: Vec<Bound<'py, PyAny>>,
) -> PyResult<Functions<'py>> {
    let missing = |name: &str| PyValueError::new_err(format!("{name} must be specified for {method}"));
    let callback = |f: &Bound<'py, PyAny>| Callback { function: f.clone(), after: after.clone() };
    let wanted = |d: &Option<Bound<'py, PyAny>>| d.as_ref().map(callback);
    let (fprime, fprime2) = match lower {
        "secant" => (None, None),
        "halley" => {
            let first = wanted(&given.fprime).ok_or_else(|| missing("fprime"))?;
            (Some(first), Some(wanted(&given.fprime2).ok_or_else(|| missing("fprime2"))?))
        }
        _ => {
            let numeric = || -> PyResult<_> {
                let f = Py::new(given.f.py(), ForwardDifference { function: given.f.clone().unbind() })?;
                Ok(callback(f.bind(given.f.py()).as_any()))
            };
            (Some(wanted(&given.fprime).map_or_else(numeric, Ok)?), None)
        }
    };
    Ok(Functions { f: callback(&given.f), fprime, fprime2 })
}

/// The derivative of a function by a forward difference.
#[pyclass]
struct ForwardDifference {
    function: Py<PyAny>,
}

#[pymethods]
impl ForwardDifference {
    #[pyo3(signature = (x, *args))]
    fn __call__(&self, py: Python<'_>, x: f64, args: &Bound<'_, PyTuple>) -> PyResult<f64> {
        let f = Callback { function: self.function.bind(py).clone(), after: args.iter().collect() };
        let step = f64::EPSILON.sqrt().copysign(if x >= 0.0 { 1.0 } else { -1.0 }) * x.abs().max(1.0);
        let exact = (x + step) - x;
        let value = f.at(x)?;
        Ok((f.at(x + step)? - value) / exact)
    }
}

fn from_start<'py, T: Number>(
    py: Python<'py>,
    functions: &Functions<'py>,
    x0: &Bound<'py, PyAny>,
    x1: Option<Bound<'py, PyAny>>,
    (tol, rtol, maxiter): (f64, f64, isize),
) -> PyResult<Bound<'py, PyAny>> {
    let Some(&start) = T::vector(&as_array(x0, None)?)?.first() else {
        return Err(PyTypeError::new_err("x0 is empty"));
    };
    let x1 = x1.map(|x| T::from_python(&x)).transpose()?;
    if x1 == Some(start) {
        return Err(PyValueError::new_err("x1 and x0 must be different"));
    }
    let maxiter = usize::try_from(maxiter).ok().filter(|&m| m > 0);
    let maxiter = maxiter.ok_or_else(|| PyValueError::new_err("maxiter must be greater than 0"))?;
    let found = solve(functions, start, NewtonOptions { tol, rtol, maxiter, x1 })?;
    judged(py, functions, &found, false)
}
