//! `newton`: roots from a start, real or complex, one or many.

use super::super::callback::{Callback, real, warn};
use super::result::{class, formatted, object};
use super::roots::root_results;
use crate::array::wrap;
use crate::coerce::{as_array, existing};
use crate::error::IntoPy;
use num_complex::Complex64;
use pallasite_array::{Bool, Kind, NdArray};
use pallasite_optimize::{NewtonArray, NewtonFailure, NewtonOptions, NewtonRoot, RootField, newton_array};
use pyo3::create_exception;
use pyo3::exceptions::{PyIndexError, PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;

/// Whether the elements are complex.
pub(super) fn is_complex(array: &NdArray) -> bool {
    matches!(array.dtype().kind(), Kind::Complex64 | Kind::Complex128)
}

/// Numbers that pass between Python and the iteration.
pub(super) trait Number: RootField {
    fn to_python<'py>(self, py: Python<'py>) -> Bound<'py, PyAny>;
    fn from_python(value: &Bound<'_, PyAny>) -> PyResult<Self>;
    fn vector(array: &NdArray) -> PyResult<Vec<Self>>;
    fn array(values: Vec<Self>, shape: &[usize]) -> PyResult<NdArray>;
}

/// Refuses complex values among real ones: dropping a part would give a wrong root.
fn refuse_complex(complex: bool) -> PyResult<()> {
    if complex {
        Err(ComplexValues::new_err("the function returned complex values: x0 must be complex too"))
    } else {
        Ok(())
    }
}

create_exception!(
    pallasite,
    ComplexValues,
    PyTypeError,
    "A function returned complex values where the iteration is over real ones."
);

/// Iterates over real numbers or, where the start or a value is complex, over complex ones.
fn over_either<'py>(
    py: Python<'py>,
    complex: bool,
    real: impl FnOnce() -> PyResult<Bound<'py, PyAny>>,
    complexly: impl FnOnce() -> PyResult<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    if complex {
        return complexly();
    }
    match real() {
        Err(e) if e.is_instance_of::<ComplexValues>(py) => complexly(),
        result => result,
    }
}

impl Number for f64 {
    fn to_python<'py>(self, py: Python<'py>) -> Bound<'py, PyAny> {
        crate::scalar::float64(py, self)
    }

    fn from_python(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        refuse_complex(existing(value)?.is_some_and(|a| is_complex(&a)))?;
        real(value)
    }

    fn vector(array: &NdArray) -> PyResult<Vec<Self>> {
        refuse_complex(is_complex(array))?;
        array.cast_vec().py()
    }

    fn array(values: Vec<Self>, shape: &[usize]) -> PyResult<NdArray> {
        NdArray::from_vec_shape(values, shape).py()
    }
}

impl Number for Complex64 {
    fn to_python<'py>(self, py: Python<'py>) -> Bound<'py, PyAny> {
        crate::scalar::complex128(py, self)
    }

    fn from_python(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        let value = as_array(value, None)?;
        let first = Self::vector(&value)?.first().copied();
        first.ok_or_else(|| PyValueError::new_err("the function returned an empty array"))
    }

    fn vector(array: &NdArray) -> PyResult<Vec<Self>> {
        array.cast_vec().py()
    }

    fn array(values: Vec<Self>, shape: &[usize]) -> PyResult<NdArray> {
        NdArray::from_vec_shape(values, shape).py()
    }
}

/// The function and its derivatives.
pub(super) struct Functions<'py> {
    pub f: Callback<'py>,
    pub fprime: Option<Callback<'py>>,
    pub fprime2: Option<Callback<'py>>,
}

/// Runs the iteration from one start.
pub(super) fn solve<T: Number>(
    functions: &Functions<'_>,
    x0: T,
    options: NewtonOptions<T>,
) -> PyResult<NewtonRoot<T>> {
    let caller = |c: &Callback<'_>, x: T| T::from_python(&c.one(x.to_python(c.function.py()))?);
    let derivative = functions.fprime.as_ref().map(|c| move |x| caller(c, x));
    let second = functions.fprime2.as_ref().map(|c| move |x| caller(c, x));
    pallasite_optimize::newton(|x| caller(&functions.f, x), derivative, second, x0, options)
}

/// What SciPy says of a failure, `None` when there is nothing to say.
fn failure_text<T: Number>(py: Python<'_>, found: &NewtonRoot<T>, disp: bool) -> PyResult<Option<String>> {
    let reason = match found.failure {
        None => return Ok(None),
        Some(NewtonFailure::Horizontal { gap, .. }) if gap == T::zero() => return Ok(None),
        Some(NewtonFailure::Horizontal { gap, .. }) => {
            formatted(py, "Tolerance of %s reached. ", (gap.to_python(py),))?
        }
        Some(NewtonFailure::ZeroDerivative) => "Derivative was zero. ".to_owned(),
        Some(NewtonFailure::Iterations) if disp => String::new(),
        Some(NewtonFailure::Iterations) => return Ok(None),
    };
    if !disp {
        return Ok(Some(reason.trim_end().to_owned()));
    }
    let value = match found.failure {
        Some(NewtonFailure::Horizontal { last, .. }) => last,
        _ => found.root,
    };
    let values = (reason, found.iterations, value.to_python(py));
    formatted(py, "%sFailed to converge after %d iterations, value is %s.", values).map(Some)
}

/// Warns of a failure or raises it, and names the method that ran.
pub(super) fn judged<'py, T: Number>(
    py: Python<'py>,
    functions: &Functions<'py>,
    found: &NewtonRoot<T>,
    disp: bool,
) -> PyResult<Bound<'py, PyAny>> {
    match failure_text(py, found, disp)? {
        Some(text) if disp => return Err(PyRuntimeError::new_err(text)),
        Some(text) => warn(py, "builtins", "RuntimeWarning", &text)?,
        None => {}
    }
    let method = match (&functions.fprime, &functions.fprime2) {
        (None, _) => "secant",
        (_, None) => "newton",
        _ => "halley",
    };
    let flag = if found.failure.is_none() { 0 } else { -2 };
    let counts = (found.iterations, found.function_calls);
    root_results(py, found.root.to_python(py), counts, flag, method)
}

fn one<'py, T: Number>(
    py: Python<'py>,
    functions: &Functions<'py>,
    x0: T,
    options: NewtonOptions<T>,
    full_output: bool,
    disp: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let found = solve(functions, x0, options)?;
    let results = judged(py, functions, &found, disp)?;
    let root = found.root.to_python(py);
    if full_output { object(py, (root, results)) } else { Ok(root) }
}

/// What a callback over all places returns.
fn called<T: Number>(c: &Callback<'_>, x: &[T], shape: &[usize]) -> PyResult<NdArray> {
    let py = c.function.py();
    as_array(&c.one(wrap(py, T::array(x.to_vec(), shape)?)?.into_bound(py))?, None)
}

/// A callback over all places, one of whose values may stand for all.
fn over_array<T: Number>(c: &Callback<'_>, x: &[T], shape: &[usize]) -> PyResult<Vec<T>> {
    T::vector(&called(c, x, shape)?.broadcast_to(shape).py()?)
}

/// A callback over all places with a value for each: SciPy selects among those of the second derivative.
fn over_places<T: Number>(c: &Callback<'_>, x: &[T], shape: &[usize]) -> PyResult<Vec<T>> {
    let value = called(c, x, shape)?;
    if value.ndim() < shape.len() {
        let (has, want) = (value.ndim(), shape.len());
        return Err(PyIndexError::new_err(format!(
            "too many indices for array: array is {has}-dimensional, but {want} were indexed"
        )));
    }
    T::vector(&value.broadcast_to(shape).py()?)
}

fn many<'py, T: Number>(
    py: Python<'py>,
    functions: &Functions<'py>,
    x0: &NdArray,
    tol: f64,
    maxiter: usize,
    full_output: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let shape = x0.shape().to_vec();
    let shape = &shape[..];
    let derivative = functions.fprime.as_ref().map(|c| move |x: &[T]| over_array(c, x, shape));
    let second = functions.fprime2.as_ref().map(|c| move |x: &[T]| over_places(c, x, shape));
    let f = |x: &[T]| over_array(&functions.f, x, shape);
    let found = newton_array(f, derivative, second, &T::vector(x0)?, tol, maxiter)?;
    warn_of_places(py, &found, functions.fprime.is_none(), maxiter)?;
    let root = wrap(py, T::array(found.root, shape)?)?.into_bound(py);
    if !full_output {
        return Ok(root);
    }
    let flags = |v: Vec<bool>| {
        let v = v.into_iter().map(Bool::from).collect();
        wrap(py, NdArray::from_vec_shape::<Bool>(v, shape).py()?)
    };
    class(py, "_NewtonResult")?.call1((root, flags(found.converged)?, flags(found.zero_der)?))
}

fn warn_of_places<T: Number>(
    py: Python<'_>,
    found: &NewtonArray<T>,
    secant: bool,
    maxiter: usize,
) -> PyResult<()> {
    let amount = |all: bool| if all { "all" } else { "some" };
    let text = if found.zero_der.contains(&true) && secant {
        let apart = found.spread.iter().zip(&found.zero_der).filter(|(_, z)| **z);
        let squares: Vec<f64> = apart.map(|(s, _)| s.magnitude().powi(2)).filter(|s| *s != 0.0).collect();
        if squares.is_empty() {
            return Ok(());
        }
        formatted(py, "RMS of %g reached", (squares.iter().sum::<f64>().sqrt(),))?
    } else if found.zero_der.contains(&true) {
        format!("{} derivatives were zero", amount(!found.zero_der.contains(&false)))
    } else if found.converged.contains(&false) {
        let all = !found.converged.contains(&true);
        let text = format!("{} failed to converge after {maxiter} iterations", amount(all));
        if all {
            return Err(PyRuntimeError::new_err(text));
        }
        text
    } else {
        return Ok(());
    };
    warn(py, "builtins", "RuntimeWarning", &text)
}

/// The arguments behind the variable, of which any sequence will do.
fn spread<'py>(args: Option<&Bound<'py, PyAny>>) -> PyResult<Vec<Bound<'py, PyAny>>> {
    args.map_or_else(|| Ok(Vec::new()), |a| a.try_iter()?.collect())
}

/// A root by Newton's, Halley's or the secant method; a root for each element of an array `x0`.
#[pyfunction]
#[pyo3(
    signature = (func, x0, fprime=None, args=None, tol=1.48e-8, maxiter=50, fprime2=None, x1=None, rtol=0.0,
        full_output=false, disp=true),
    text_signature = "(func, x0, fprime=None, args=(), tol=1.48e-08, maxiter=50, fprime2=None, x1=None, rtol=0.0, \
        full_output=False, disp=True)"
)]
pub(super) fn newton<'py>(
    py: Python<'py>,
    func: Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    fprime: Option<Bound<'py, PyAny>>,
    args: Option<&Bound<'py, PyAny>>,
    tol: f64,
    maxiter: isize,
    fprime2: Option<Bound<'py, PyAny>>,
    x1: Option<&Bound<'py, PyAny>>,
    rtol: f64,
    #[pyo3(from_py_with = crate::convert::truth)] full_output: bool,
    #[pyo3(from_py_with = crate::convert::truth)] disp: bool,
) -> PyResult<Bound<'py, PyAny>> {
    if tol <= 0.0 {
        return Err(PyValueError::new_err(formatted(py, "tol too small (%g <= 0)", (tol,))?));
    }
    if maxiter < 1 {
        return Err(PyValueError::new_err("maxiter must be greater than 0"));
    }
    let maxiter = maxiter as usize;
    let after = spread(args)?;
    let callback = |function| Callback { function, after: after.clone() };
    let functions =
        Functions { f: callback(func), fprime: fprime.map(callback), fprime2: fprime2.map(callback) };
    let start = as_array(x0, None)?;
    let complex = is_complex(&start);
    if start.size() > 1 {
        return over_either(
            py,
            complex,
            || many::<f64>(py, &functions, &start, tol, maxiter, full_output),
            || many::<Complex64>(py, &functions, &start, tol, maxiter, full_output),
        );
    }
    let (limits, output) = ((tol, rtol, maxiter), (full_output, disp));
    over_either(
        py,
        complex,
        || single::<f64>(py, &functions, &start, x1, limits, output),
        || single::<Complex64>(py, &functions, &start, x1, limits, output),
    )
}

fn single<'py, T: Number>(
    py: Python<'py>,
    functions: &Functions<'py>,
    start: &NdArray,
    x1: Option<&Bound<'py, PyAny>>,
    (tol, rtol, maxiter): (f64, f64, usize),
    (full_output, disp): (bool, bool),
) -> PyResult<Bound<'py, PyAny>> {
    let Some(x0) = T::vector(start)?.first().copied() else {
        return Err(PyValueError::new_err("x0 is empty"));
    };
    let x1 = x1.map(T::from_python).transpose()?;
    if functions.fprime.is_none() && x1 == Some(x0) {
        return Err(PyValueError::new_err("x1 and x0 must be different"));
    }
    one(py, functions, x0, NewtonOptions { tol, rtol, maxiter, x1 }, full_output, disp)
}
