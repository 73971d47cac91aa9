//! The methods that need no gradient: Nelder and Mead's, Powell's.

use super::super::curve_fit::{matrix, vector};
use super::super::result::{object, optimize_result, optimize_warning};
use super::problem::{Function, flat, rows_of};
use super::progress::{Category, Report, items, show};
use super::result::{limit, refuse, status};
use crate::coerce::as_array;
use crate::convert::truth;
use crate::error::IntoPy;
use crate::scalar::float64;
use ndarray::Array2;
use pallasite_array::DType;
use pallasite_optimize::{Ending, NelderMeadError, NelderMeadOptions, PowellOptions, nelder_mead, powell};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Lower and upper bounds, from an object with `lb` and `ub`; warns of a start beyond them.
fn bounds_of(bounds: Option<&Bound<'_, PyAny>>, x0: &[f64]) -> PyResult<Option<(Vec<f64>, Vec<f64>)>> {
    let Some(bounds) = bounds.filter(|b| !b.is_none()) else { return Ok(None) };
    let one = |name: &str| {
        let limits = flat(&bounds.getattr(name)?)?;
        match limits[..] {
            [same] => Ok(vec![same; x0.len()]),
            _ if limits.len() == x0.len() => Ok(limits),
            _ => {
                Err(PyValueError::new_err("The number of bounds is not compatible with the length of `x0`."))
            }
        }
    };
    let (low, high) = (one("lb")?, one("ub")?);
    let ordered = low.iter().zip(&high).all(|(l, h)| l <= h);
    if ordered && x0.iter().zip(low.iter().zip(&high)).any(|(x, (l, h))| l > x || x > h) {
        optimize_warning(bounds.py(), "Initial guess is not within the specified bounds")?;
    }
    Ok(Some((low, high)))
}

/// Minimises by the simplex method (Nelder and Mead 1965).
#[pyfunction]
#[pyo3(signature = (func, x0, args=None, callback=None, maxiter=None, maxfev=None, disp=false, return_all=false,
    initial_simplex=None, xatol=1e-4, fatol=1e-4, adaptive=false, bounds=None, **unknown_options))]
pub(in super::super) fn minimize_nelder_mead<'py>(
    py: Python<'py>,
    func: &Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    callback: Option<&Bound<'py, PyAny>>,
    maxiter: Option<f64>,
    maxfev: Option<f64>,
    #[pyo3(from_py_with = truth)] disp: bool,
    #[pyo3(from_py_with = truth)] return_all: bool,
    initial_simplex: Option<&Bound<'py, PyAny>>,
    xatol: f64,
    fatol: f64,
    #[pyo3(from_py_with = truth)] adaptive: bool,
    bounds: Option<&Bound<'py, PyAny>>,
    unknown_options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    refuse(py, unknown_options)?;
    let x0 = flat(x0)?;
    crate::convert::check_room(&[x0.len(), x0.len()])?;
    let options = NelderMeadOptions {
        xatol,
        fatol,
        maxiter: limit(maxiter),
        maxfev: limit(maxfev),
        adaptive,
        bounds: bounds_of(bounds, &x0)?,
        initial_simplex: initial_simplex.map(rows_of).transpose()?,
    };
    let mut f = Function::new(func, args);
    let report = Report::new(py, callback, return_all)?;
    report.start(options.initial_simplex.as_ref().and_then(|s| s.first()).unwrap_or(&x0))?;
    let each = |x: &[f64], fun: f64| report.tell(x, float64(py, fun));
    let found = nelder_mead(|x| f.value(x), &x0, &options, each).map_err(|e| match e {
        NelderMeadError::Callback(e) => e,
        NelderMeadError::Input(e) => PyValueError::new_err(e.to_string()),
    })?;
    let ending = ending(found.ending);
    if disp {
        let counts = [("Iterations", found.nit), ("Function evaluations", found.nfev)];
        show(py, (ending.0 == 0, ending.1), Category::RuntimeOnly, found.fun, &counts)?;
    }
    let n = found.x.len();
    let corners = Array2::from_shape_vec((found.simplex.len(), n), found.simplex.concat());
    let corners = matrix(py, corners.map_err(|e| PyValueError::new_err(e.to_string()))?)?;
    let simplex = object(py, (corners, vector(py, &found.values)?))?;
    let mut all = items(py, &found.x, float64(py, found.fun), ending, found.nit, found.nfev)?;
    all.push(("final_simplex", simplex));
    let result = optimize_result(py, all)?;
    report.finish(&result)?;
    Ok(result)
}

/// The status and message of the methods that count calls.
fn ending(ending: Ending) -> (i32, &'static str) {
    match ending {
        Ending::Iterations => (2, status(ending).1),
        _ => status(ending),
    }
}

/// The directions to begin with, one a row.
fn directions(direc: &Bound<'_, PyAny>, n: usize) -> PyResult<Array2<f64>> {
    let a = as_array(direc, Some(&DType::FLOAT64))?;
    let shaped = Array2::from_shape_vec((n, n), a.cast_vec::<f64>().py()?);
    let shaped = shaped.ok().filter(|_| a.ndim() == 2);
    let shaped =
        shaped.ok_or_else(|| PyValueError::new_err(format!("direc must have the shape ({n}, {n})")))?;
    let py = direc.py();
    let rank: usize = py
        .import("pallasite.numpy.linalg")?
        .call_method1("matrix_rank", (matrix(py, shaped.clone())?,))?
        .extract()?;
    if rank != n {
        optimize_warning(py, "direc input is not full rank, some parameters may not be optimized")?;
    }
    Ok(shaped)
}

/// Minimises along conjugate directions (Powell 1964).
#[pyfunction]
#[pyo3(signature = (func, x0, args=None, callback=None, bounds=None, xtol=1e-4, ftol=1e-4, maxiter=None, maxfev=None,
    disp=false, direc=None, return_all=false, **unknown_options))]
pub(in super::super) fn minimize_powell<'py>(
    py: Python<'py>,
    func: &Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    callback: Option<&Bound<'py, PyAny>>,
    bounds: Option<&Bound<'py, PyAny>>,
    xtol: f64,
    ftol: f64,
    maxiter: Option<f64>,
    maxfev: Option<f64>,
    #[pyo3(from_py_with = truth)] disp: bool,
    direc: Option<&Bound<'py, PyAny>>,
    #[pyo3(from_py_with = truth)] return_all: bool,
    unknown_options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    refuse(py, unknown_options)?;
    let x0 = flat(x0)?;
    crate::convert::check_room(&[x0.len(), x0.len()])?;
    let options = PowellOptions {
        xtol,
        ftol,
        maxiter: limit(maxiter),
        maxfev: limit(maxfev),
        direc: direc.map(|d| directions(d, x0.len())).transpose()?,
        bounds: bounds_of(bounds, &x0)?,
    };
    let mut f = Function::new(func, args);
    let report = Report::new(py, callback, return_all)?;
    report.start(&x0)?;
    let found = powell(|x| f.value(x), &x0, &options, |x, fun| report.tell(x, float64(py, fun)))?;
    let ending = ending(found.ending);
    if disp {
        let counts = [("Iterations", found.nit), ("Function evaluations", found.nfev)];
        show(py, (ending.0 == 0, ending.1), Category::Runtime, found.fun, &counts)?;
    }
    let mut all = items(py, &found.x, f.number(found.fun), ending, found.nit, found.nfev)?;
    all.push(("direc", matrix(py, found.direc)?.into_bound(py)));
    let result = optimize_result(py, all)?;
    report.finish(&result)?;
    Ok(result)
}
