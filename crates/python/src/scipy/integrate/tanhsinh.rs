//! `tanhsinh`: many integrals at once.

use super::elementwise::{Elementwise, Shapes, arguments, working};
use super::limits::{broadcast, promoted};
use crate::array::wrap_or_scalar;
use crate::error::IntoPy;
use crate::errstate::quiet;
use num_complex::{Complex, Complex32, Complex64};
use pallasite_array::{Bool, Element, Kind, NdArray};
use pallasite_integrate::{Quantity, Tanhsinh, TanhsinhOptions, TanhsinhStatus, tanhsinh as integrate};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::cell::RefCell;

const COMPLAINT: &str = "When `preserve_shape=False`, the shape of the array returned by `func` must be the same as \
                         the broadcasted shape of `x` and all other `args`.";

/// A number that integrals are made of, and the complex one of its precision.
trait Number: Quantity<Real: Element> + Element {
    type Complex: Element;
    /// The sum with π times the imaginary unit, if that is wanted.
    fn turned(self, turn: bool) -> Self::Complex;
}

macro_rules! numbers {
    ($($real:ident),*) => { $(
        impl Number for $real {
            type Complex = Complex<$real>;
            fn turned(self, turn: bool) -> Complex<$real> {
                Complex::from(self).turned(turn)
            }
        }
        impl Number for Complex<$real> {
            type Complex = Complex<$real>;
            fn turned(self, turn: bool) -> Complex<$real> {
                self + Complex::new(0.0, if turn { std::$real::consts::PI } else { 0.0 })
            }
        }
    )* };
}
numbers!(f32, f64);

pub(super) fn invalid(text: impl Into<String>) -> PyErr {
    PyValueError::new_err(text.into())
}

/// A flag, which may be a number that equals one.
pub(super) fn flag(value: &Bound<'_, PyAny>, name: &str) -> PyResult<bool> {
    let is = |flag: bool| value.eq(flag);
    match (is(true)?, is(false)?) {
        (true, _) => Ok(true),
        (_, true) => Ok(false),
        _ => Err(invalid(format!("`{name}` must be True or False."))),
    }
}

/// The tolerances; what is not a real number is refused.
pub(super) fn tolerances(given: [Option<&Bound<'_, PyAny>>; 2]) -> PyResult<[Option<f64>; 2]> {
    let number = |value: Option<&Bound<'_, PyAny>>| {
        let real = |v: &Bound<'_, PyAny>| {
            v.extract().map_err(|_| invalid("`atol` and `rtol` must be real numbers."))
        };
        value.filter(|v| !v.is_none()).map(real).transpose()
    };
    Ok([number(given[0])?, number(given[1])?])
}

fn level(value: &Bound<'_, PyAny>) -> PyResult<usize> {
    let number = value.extract::<f64>().ok().filter(|x| x.trunc() == *x && x.is_finite());
    match number {
        None => Err(invalid("`maxfun`, `maxlevel`, and `minlevel` must be integers.")),
        Some(x) if x < 0.0 => Err(invalid("`maxfun`, `maxlevel`, and `minlevel` must be non-negative.")),
        Some(x) => Ok(x as usize),
    }
}

fn options(
    log: bool,
    maxlevel: Option<&Bound<'_, PyAny>>,
    minlevel: &Bound<'_, PyAny>,
    given: [Option<&Bound<'_, PyAny>>; 2],
) -> PyResult<TanhsinhOptions> {
    let [atol, rtol] = tolerances(given)?;
    let all = || [atol, rtol].into_iter().flatten();
    if log && all().any(|t| t == f64::INFINITY) {
        return Err(invalid("`atol` and `rtol` may not be positive infinity."));
    }
    if !log && all().any(|t| t < 0.0 || t.is_infinite()) {
        return Err(invalid("`atol` and `rtol` must be non-negative and finite."));
    }
    let maxlevel = maxlevel.map_or(Ok(10), level)?;
    Ok(TanhsinhOptions { log, maxlevel, minlevel: level(minlevel)?.min(maxlevel), atol, rtol })
}

/// Integrals, and how they ended, as a dictionary; `report` gets one like it after each level.
#[pyfunction]
#[pyo3(signature = (f, a, b, args, log, maxlevel, minlevel, atol, rtol, preserve_shape, callback, report))]
pub(super) fn _tanhsinh<'py>(
    py: Python<'py>,
    f: Bound<'py, PyAny>,
    a: Bound<'py, PyAny>,
    b: Bound<'py, PyAny>,
    args: &Bound<'py, PyAny>,
    log: &Bound<'py, PyAny>,
    maxlevel: Option<&Bound<'py, PyAny>>,
    minlevel: &Bound<'py, PyAny>,
    atol: Option<&Bound<'py, PyAny>>,
    rtol: Option<&Bound<'py, PyAny>>,
    preserve_shape: &Bound<'py, PyAny>,
    callback: Option<&Bound<'py, PyAny>>,
    report: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyDict>> {
    let callable = f.is_callable();
    let limits = promoted(&[a, b], "All elements of `a` and `b` must be real numbers.");
    if !callable {
        return Err(invalid("`f` must be callable."));
    }
    let (_, limits) = limits?;
    let options = options(flag(log, "log")?, maxlevel, minlevel, [atol, rtol])?;
    let args = arguments(args)?;
    let shapes = if flag(preserve_shape, "preserve_shape")? { Shapes::Kept } else { Shapes::Any };
    if callback.is_some_and(|c| !c.is_callable()) {
        return Err(invalid("`callback` must be callable."));
    }
    let limits = broadcast(&limits)?;
    let middle = middle(&limits[0], &limits[1])?;
    let f = quiet(py, || Elementwise::start(f, middle, args, shapes, COMPLAINT))?;
    // The first level has those below it, and so half the points of all.
    crate::convert::check_room(&[f.count(), 32usize.saturating_mul(1 << options.minlevel.min(50))])?;
    let report = callback.map(|_| report);
    match working(&f.dtype) {
        Some(Kind::Float32) => run::<f32>(f, &limits, &options, report),
        Some(Kind::Float64) => run::<f64>(f, &limits, &options, report),
        Some(Kind::Complex64) => run::<Complex32>(f, &limits, &options, report),
        Some(_) => run::<Complex64>(f, &limits, &options, report),
        None => Err(invalid("Abscissae and function output must be numbers.")),
    }
}

/// A point within each range, to try the function at.
fn middle(a: &NdArray, b: &NdArray) -> PyResult<NdArray> {
    let [x, y] = [a, b].map(|limit| limit.cast_vec::<f64>().py());
    let middle = x?.into_iter().zip(y?).map(|(a, b)| pallasite_integrate::inner_point(a, b)).collect();
    NdArray::from_vec_shape(middle, a.shape())
        .and_then(|m| m.astype(a.dtype(), pallasite_array::Order::C))
        .py()
}

fn run<'py, T: Number>(
    f: Elementwise<'py>,
    limits: &[NdArray],
    options: &TanhsinhOptions,
    report: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let (py, shape) = (f.py(), f.shape.clone());
    let [a, b] = [&limits[0], &limits[1]].map(|limit| f.line::<T::Real>(limit));
    let together = f.keeps_shape();
    let cell = RefCell::new(f);
    let found = integrate(
        |points| cell.borrow_mut().values::<T>(points),
        &a?,
        &b?,
        options,
        together,
        |now| report.map_or(Ok(false), |r| r.call1((output(py, now(), &shape, options.log)?,))?.is_truthy()),
    )?;
    output(py, found, &shape, options.log)
}

fn output<'py, T: Number>(
    py: Python<'py>,
    found: Tanhsinh<T>,
    shape: &[usize],
    log: bool,
) -> PyResult<Bound<'py, PyDict>> {
    let out = PyDict::new(py);
    let integral = if log && found.reversed.contains(&true) {
        let turned = found.integral.into_iter().zip(found.reversed).map(|(v, turn)| v.turned(turn));
        shaped(py, turned.collect(), shape)?
    } else {
        shaped(py, found.integral, shape)?
    };
    let status: Vec<i32> = found.status.iter().map(|&s| s as i32).collect();
    let success: Vec<Bool> =
        found.status.iter().map(|&s| Bool::from(s == TanhsinhStatus::Converged)).collect();
    out.set_item("status", shaped(py, status, shape)?)?;
    out.set_item("integral", integral)?;
    out.set_item("error", shaped(py, found.error.into_iter().map(T::of).collect::<Vec<T>>(), shape)?)?;
    out.set_item("nfev", shaped(py, found.nfev.iter().map(|&n| n as i32).collect::<Vec<_>>(), shape)?)?;
    out.set_item("success", shaped(py, success, shape)?)?;
    out.set_item("maxlevel", shaped(py, found.maxlevel, shape)?)?;
    Ok(out)
}

/// A line of elements in their shape; a scalar if there is one without axes.
pub(super) fn shaped<T: Element>(py: Python<'_>, data: Vec<T>, shape: &[usize]) -> PyResult<Py<PyAny>> {
    wrap_or_scalar(py, NdArray::from_vec_shape(data, shape).py()?)
}
