//! `quad`: integrals of Python functions by QUADPACK's routines.

use super::super::callback::{Callback, arguments, warn};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::{DType, NdArray};
use pallasite_integrate::{
    Algebraic, CYCLE_STATUS, Detail, Moments, Quad, QuadError, QuadOptions, Weight, quad as integrate,
};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyComplex, PyDict, PyTuple};

/// The exception for an integration that did not run to an end.
pub(super) fn quad_error(e: QuadError<PyErr>) -> PyErr {
    match e {
        QuadError::Callback(e) => e,
        QuadError::Input(e) => PyValueError::new_err(e.to_string()),
    }
}

/// Warns when the integral is not as good as asked for.
pub(super) fn warn_of(py: Python<'_>, found: &Quad) -> PyResult<()> {
    if found.status == 0 {
        return Ok(());
    }
    warn(py, "pallasite.scipy.integrate", "IntegrationWarning", &found.message)
}

/// A limit on a number of things; a negative one is as good as none.
pub(super) fn count(n: isize) -> usize {
    usize::try_from(n).unwrap_or(0)
}

/// A callable, or SciPy's exception.
pub(super) fn callable<'py>(func: Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if func.is_callable() { Ok(func) } else { Err(PyValueError::new_err("invalid callable given")) }
}

/// SciPy's `weight` and `wvar`.
pub(super) fn weight_of(name: &str, wvar: Option<&Bound<'_, PyAny>>) -> PyResult<Weight> {
    let number = || match wvar {
        Some(v) => v.extract::<f64>(),
        None => Err(PyTypeError::new_err("must be real number, not NoneType")),
    };
    let algebraic = |log_a, log_b| {
        let pair = wvar.and_then(|v| v.try_iter().ok()).into_iter().flatten().map(|v| v?.extract());
        let [alpha, beta] = pair.collect::<PyResult<Vec<f64>>>()?[..] else {
            return Err(PyTypeError::new_err("argument 4 must be 2-item sequence"));
        };
        Ok(Weight::Algebraic(Algebraic { alpha, beta, log_a, log_b }))
    };
    match name {
        "cos" => number().map(Weight::Cos),
        "sin" => number().map(Weight::Sin),
        "cauchy" => number().map(Weight::Cauchy),
        "alg" => algebraic(false, false),
        "alg-loga" => algebraic(true, false),
        "alg-logb" => algebraic(false, true),
        "alg-log" => algebraic(true, true),
        _ => Err(PyValueError::new_err(format!("{name} not a recognized weighting function."))),
    }
}

/// SciPy's `points`: an array of any shape.
pub(super) fn points_of(points: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    as_array(points, Some(&DType::FLOAT64))?.cast_vec::<f64>().py()
}

/// SciPy's `maxp1`, if there is memory for as many moments.
fn moment_count(maxp1: isize) -> PyResult<usize> {
    crate::convert::check_room(&[count(maxp1), 25])?;
    Ok(count(maxp1))
}

/// SciPy's `wopts`: how many moments were computed, and the array of 25 by `maxp1`.
pub(super) fn moments_of(wopts: &Bound<'_, PyAny>, maxp1: usize) -> PyResult<Moments> {
    let array = as_array(&wopts.get_item(1)?, Some(&DType::FLOAT64))?;
    if array.shape() != [25, maxp1] {
        let shape = pallasite_array::error::tuple(array.shape());
        return Err(PyValueError::new_err(format!(
            "Chebyshev moment array has shape {shape}, not (25, {maxp1})"
        )));
    }
    let values = array.transpose().cast_vec::<f64>().py()?;
    let rows = values.as_chunks::<25>().0.to_vec();
    Ok(Moments { count: wopts.get_item(0)?.extract::<usize>()?.min(maxp1), rows })
}

/// Integrates a function of one variable (QUADPACK, Piessens et al. 1983).
#[pyfunction]
#[pyo3(
    signature = (func, a, b, args=None, full_output=None, epsabs=1.49e-8, epsrel=1.49e-8, limit=50, points=None,
        weight=None, wvar=None, wopts=None, maxp1=50, limlst=50, complex_func=false),
    text_signature = "(func, a, b, args=(), full_output=0, epsabs=1.49e-08, epsrel=1.49e-08, limit=50, points=None, \
        weight=None, wvar=None, wopts=None, maxp1=50, limlst=50, complex_func=False)"
)]
pub(super) fn quad<'py>(
    py: Python<'py>,
    func: Bound<'py, PyAny>,
    a: f64,
    b: f64,
    args: Option<&Bound<'py, PyAny>>,
    full_output: Option<&Bound<'py, PyAny>>,
    epsabs: f64,
    epsrel: f64,
    limit: isize,
    points: Option<&Bound<'py, PyAny>>,
    weight: Option<&str>,
    wvar: Option<&Bound<'py, PyAny>>,
    wopts: Option<&Bound<'py, PyAny>>,
    maxp1: isize,
    limlst: isize,
    #[pyo3(from_py_with = crate::convert::truth)] complex_func: bool,
) -> PyResult<Bound<'py, PyTuple>> {
    let options = QuadOptions {
        epsabs,
        epsrel,
        limit: count(limit),
        points: points.filter(|p| !p.is_none()).map(points_of).transpose()?,
        weight: weight.map(|w| weight_of(w, wvar)).transpose()?,
        maxp1: moment_count(maxp1)?,
        limlst: count(limlst),
        moments: wopts.filter(|w| !w.is_none()).map(|w| moments_of(w, count(maxp1))).transpose()?,
    };
    if options.weight.is_some() && options.points.is_some() {
        let text = "Break points cannot be specified when using weighted integrand.\nContinuing, ignoring specified \
                    points.";
        warn(py, "pallasite.scipy.integrate", "IntegrationWarning", text)?;
    }
    let full = full_output.is_some_and(|f| f.is_truthy().unwrap_or(false));
    let f = Callback { function: callable(func)?, after: arguments(args) };
    let run = |part: Option<&str>| {
        let value = |x| {
            let y = f.floats([x])?;
            part.map_or_else(|| y.extract(), |part| y.getattr(part)?.extract())
        };
        integrate(value, a, b, &options).map_err(quad_error)
    };
    if complex_func {
        return complex_output(py, [run(Some("real"))?, run(Some("imag"))?], full, a == b, &options);
    }
    let found = run(None)?;
    let mut items: Vec<_> = vec![float(py, found.value), float(py, found.abserr)];
    if full {
        items.extend(notes(py, &found, a == b, &options)?);
    } else {
        warn_of(py, &found)?;
    }
    PyTuple::new(py, items)
}

fn float(py: Python<'_>, x: f64) -> Bound<'_, PyAny> {
    pyo3::types::PyFloat::new(py, x).into_any()
}

/// The results for the real and the imaginary part as one.
fn complex_output<'py>(
    py: Python<'py>,
    [re, im]: [Quad; 2],
    full: bool,
    empty: bool,
    options: &QuadOptions,
) -> PyResult<Bound<'py, PyTuple>> {
    let mut items = vec![
        PyComplex::from_doubles(py, re.value, im.value).into_any(),
        PyComplex::from_doubles(py, re.abserr, im.abserr).into_any(),
    ];
    if full {
        let both = PyDict::new(py);
        for (name, part) in [("real", &re), ("imag", &im)] {
            let notes = notes(py, part, empty, options)?;
            match &notes[..] {
                [info] if empty => both.set_item(name, info)?,
                _ => both.set_item(name, PyTuple::new(py, notes)?)?,
            }
        }
        items.push(both.into_any());
    } else {
        warn_of(py, &re)?;
        warn_of(py, &im)?;
    }
    PyTuple::new(py, items)
}

/// What follows value and error under `full_output`: `infodict`, and for a failure its text and explanations.
fn notes<'py>(
    py: Python<'py>,
    found: &Quad,
    empty: bool,
    options: &QuadOptions,
) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let mut out = vec![infodict(py, found, empty, options)?.into_any()];
    if found.status != 0 {
        out.push(found.message.as_str().into_pyobject(py)?.into_any());
        if matches!(found.detail, Detail::Cycles(_)) {
            let explain = PyDict::new(py);
            CYCLE_STATUS.iter().try_for_each(|(status, text)| explain.set_item(status, text))?;
            out.push(explain.into_any());
        }
    }
    Ok(out)
}

/// A vector of `limit` numbers, the first of which are given.
fn padded(py: Python<'_>, values: &[f64], limit: usize, rest: f64) -> PyResult<Py<PyAny>> {
    let mut out = values.to_vec();
    out.resize(limit, rest);
    wrap(py, NdArray::from_vec(out))
}

fn padded_int(py: Python<'_>, values: impl IntoIterator<Item = usize>, limit: usize) -> PyResult<Py<PyAny>> {
    let mut out: Vec<i32> = values.into_iter().map(|v| v as i32).collect();
    out.resize(limit, 0);
    wrap(py, NdArray::from_vec(out))
}

fn infodict<'py>(
    py: Python<'py>,
    found: &Quad,
    empty: bool,
    options: &QuadOptions,
) -> PyResult<Bound<'py, PyDict>> {
    let (out, p, limit) = (PyDict::new(py), &found.partition, options.limit);
    out.set_item("neval", found.neval)?;
    if let Detail::Cycles(cycles) = &found.detail {
        cycle_items(py, &out, cycles, options.limlst)?;
        return Ok(out);
    }
    let unused = if empty { f64::NAN } else { 0.0 };
    out.set_item("last", p.len())?;
    out.set_item("iord", padded_int(py, p.order.iter().copied(), limit)?)?;
    out.set_item("alist", padded(py, &p.lower, limit, unused)?)?;
    out.set_item("blist", padded(py, &p.upper, limit, unused)?)?;
    out.set_item("rlist", padded(py, &p.value, limit, 0.0)?)?;
    out.set_item("elist", padded(py, &p.error, limit, 0.0)?)?;
    match &found.detail {
        Detail::Points { ends, useless } => {
            out.set_item("pts", padded(py, ends, ends.len(), 0.0)?)?;
            out.set_item("level", padded_int(py, p.level.iter().copied(), limit)?)?;
            out.set_item("ndin", padded_int(py, useless.iter().map(|&u| u.into()), ends.len())?)?;
        }
        Detail::Moments(moments) => {
            out.set_item("nnlog", padded_int(py, p.level.iter().copied(), limit)?)?;
            out.set_item("momcom", moments.count)?;
            out.set_item("chebmo", chebmo(py, moments)?)?;
        }
        _ => {}
    }
    Ok(out)
}

fn cycle_items(
    py: Python<'_>,
    out: &Bound<'_, PyDict>,
    cycles: &[(f64, f64, u8)],
    limlst: usize,
) -> PyResult<()> {
    let [values, errors] = [|c: &(f64, f64, u8)| c.0, |c: &(f64, f64, u8)| c.1]
        .map(|field| cycles.iter().map(field).collect::<Vec<f64>>());
    out.set_item("lst", cycles.len())?;
    out.set_item("rslst", padded(py, &values, limlst, 0.0)?)?;
    out.set_item("erlst", padded(py, &errors, limlst, 0.0)?)?;
    out.set_item("ierlst", padded_int(py, cycles.iter().map(|c| c.2.into()), limlst)?)
}

/// The moments as SciPy holds them: 25 by `maxp1`.
fn chebmo(py: Python<'_>, moments: &Moments) -> PyResult<Py<PyAny>> {
    let flat = moments.rows.concat();
    let array = NdArray::from_vec_shape(flat, &[moments.rows.len(), 25]).py()?;
    wrap(py, array.transpose().copy(pallasite_array::Order::C).py()?)
}
