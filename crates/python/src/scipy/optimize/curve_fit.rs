//! `leastsq` and `curve_fit`.

use super::super::callback::{Callback, arguments, warn};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use ndarray::Array2;
use pallasite_array::{DType, NdArray};
use pallasite_optimize::{
    CurveFitError, CurveFitOptions, LeastsqError, LeastsqOptions, LeastsqResult, Sigma, curve_fit as fit,
    curve_fit_with_jacobian, leastsq as minimise, leastsq_with_jacobian,
};
use pyo3::exceptions::{PyNotImplementedError, PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// Copies what a callback returned to where it is wanted.
pub(super) fn store(value: &NdArray, to: &mut [f64], name: &str) -> PyResult<()> {
    if value.size() == 1 && to.len() != 1 {
        to.fill(value.cast_vec::<f64>().py()?[0]);
        return Ok(());
    }
    if value.size() != to.len() {
        let shape = pallasite_array::error::tuple(value.shape());
        let text = format!(
            "{name} returned an array of shape {shape}, which does not broadcast to {} values",
            to.len()
        );
        return Err(PyValueError::new_err(text));
    }
    to.copy_from_slice(&value.cast_vec::<f64>().py()?);
    Ok(())
}

/// A Jacobian of `m` rows to the columns that MINPACK wants; `by_columns` says that it is the transpose already.
pub(super) fn store_jacobian(value: &NdArray, j: &mut [f64], m: usize, by_columns: bool) -> PyResult<()> {
    let n = j.len() / m;
    let want = if by_columns { [n, m] } else { [m, n] };
    if value.shape() != want {
        let (shape, want) =
            (pallasite_array::error::tuple(value.shape()), pallasite_array::error::tuple(&want));
        return Err(PyTypeError::new_err(format!("the Jacobian has shape {shape}, not {want}")));
    }
    let columns = if by_columns { value.clone() } else { value.transpose() };
    j.copy_from_slice(&columns.cast_vec::<f64>().py()?);
    Ok(())
}

pub(super) fn leastsq_error(e: LeastsqError<PyErr>) -> PyErr {
    match e {
        LeastsqError::Callback(e) => e,
        LeastsqError::TooFewResiduals { .. } => PyTypeError::new_err(e.to_string()),
        LeastsqError::ImproperInput => PyTypeError::new_err("Improper input parameters."),
    }
}

fn fit_error(e: CurveFitError<PyErr>) -> PyErr {
    match e {
        CurveFitError::Callback(e) => e,
        CurveFitError::TooManyParameters { .. } => PyTypeError::new_err(e.to_string()),
        CurveFitError::NotFound { .. } => PyRuntimeError::new_err(e.to_string()),
        _ => PyValueError::new_err(e.to_string()),
    }
}

pub(super) fn matrix(py: Python<'_>, a: Array2<f64>) -> PyResult<Py<PyAny>> {
    wrap(py, NdArray::from(a))
}

pub(super) fn vector(py: Python<'_>, v: &[f64]) -> PyResult<Py<PyAny>> {
    wrap(py, NdArray::from_vec(v.to_vec()))
}

/// SciPy's `infodict`.
pub(super) fn infodict<'py>(py: Python<'py>, r: &LeastsqResult) -> PyResult<Bound<'py, PyDict>> {
    let out = PyDict::new(py);
    out.set_item("nfev", r.nfev)?;
    out.set_item("fvec", vector(py, &r.fvec)?)?;
    out.set_item("fjac", matrix(py, r.fjac.clone())?)?;
    let ipvt = r.ipvt.iter().map(|&i| i as i32).collect();
    out.set_item("ipvt", wrap(py, NdArray::from_vec::<i32>(ipvt))?)?;
    out.set_item("qtf", vector(py, &r.qtf)?)?;
    Ok(out)
}

/// Minimizes the sum of squares of a set of equations (MINPACK's lmdif and lmder, after Moré 1978).
#[pyfunction]
#[pyo3(signature = (func, x0, args=None, Dfun=None, full_output=false, col_deriv=false, ftol=1.49012e-8,
    xtol=1.49012e-8, gtol=0.0, maxfev=0, epsfcn=None, factor=100.0, diag=None))]
#[allow(non_snake_case)]
pub(super) fn leastsq<'py>(
    py: Python<'py>,
    func: Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    Dfun: Option<Bound<'py, PyAny>>,
    full_output: bool,
    col_deriv: bool,
    ftol: f64,
    xtol: f64,
    gtol: f64,
    maxfev: usize,
    epsfcn: Option<f64>,
    factor: f64,
    diag: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyTuple>> {
    let after = arguments(args);
    let x0 = as_array(x0, Some(&DType::FLOAT64))?.cast_vec::<f64>().py()?;
    let f = Callback { function: func, after: after.clone() };
    let m = f.vector(&x0)?.size();
    let diag =
        diag.filter(|d| !d.is_none()).map(|d| as_array(d, None)?.cast_vec::<f64>().py()).transpose()?;
    let options = LeastsqOptions {
        ftol,
        xtol,
        gtol,
        maxfev: (maxfev > 0).then_some(maxfev),
        epsfcn: epsfcn.unwrap_or(f64::EPSILON),
        factor,
        diag,
    };
    let residuals = |x: &[f64], r: &mut [f64]| store(&f.vector(x)?, r, "func");
    let found = match Dfun {
        None => minimise(residuals, &x0, m, &options),
        Some(function) => {
            let jac = Callback { function, after };
            let jacobian = |x: &[f64], j: &mut [f64]| store_jacobian(&jac.vector(x)?, j, m, col_deriv);
            leastsq_with_jacobian(residuals, jacobian, &x0, m, &options)
        }
    };
    let found = found.map_err(leastsq_error)?;
    let x = vector(py, &found.x)?;
    if !full_output {
        if !found.success() {
            warn(py, "builtins", "RuntimeWarning", &found.message)?;
        }
        return (x, found.ier).into_pyobject(py);
    }
    let cov = found.cov_x.clone().map(|c| matrix(py, c)).transpose()?;
    (x, cov, infodict(py, &found)?, found.message, found.ier).into_pyobject(py)
}

/// Number of parameters behind the first argument of the model.
fn count_parameters(f: &Bound<'_, PyAny>) -> PyResult<usize> {
    let inspect = f.py().import("inspect")?;
    let parameters =
        inspect.call_method1("signature", (f,))?.getattr("parameters")?.call_method0("values")?;
    let mut count = 0;
    for p in parameters.try_iter()? {
        let kind: String = p?.getattr("kind")?.getattr("name")?.extract()?;
        match kind.as_str() {
            "POSITIONAL_ONLY" | "POSITIONAL_OR_KEYWORD" => count += 1,
            _ => {}
        }
    }
    if count < 2 {
        return Err(PyValueError::new_err("Unable to determine number of fit parameters."));
    }
    Ok(count - 1)
}

fn sigma_of(sigma: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Sigma>> {
    let Some(sigma) = sigma.filter(|s| !s.is_none()) else { return Ok(None) };
    let a = as_array(sigma, Some(&DType::FLOAT64))?;
    if a.ndim() != 2 {
        return Ok(Some(Sigma::Deviations(a.cast_vec().py()?)));
    }
    let matrix = Array2::from_shape_vec((a.shape()[0], a.shape()[1]), a.cast_vec().py()?);
    Ok(Some(Sigma::Covariance(matrix.map_err(|e| PyValueError::new_err(e.to_string()))?)))
}

/// Which of the bounds is finite; then `method="trf"` would be needed.
fn refuse_bounds(bounds: Option<&Bound<'_, PyAny>>, method: Option<&str>) -> PyResult<()> {
    let bounded = match bounds {
        Some(b) if b.hasattr("lb")? => !unbounded(&b.getattr("lb")?)? || !unbounded(&b.getattr("ub")?)?,
        Some(b) => {
            let (low, high): (Bound<'_, PyAny>, Bound<'_, PyAny>) = b.extract()?;
            !unbounded(&low)? || !unbounded(&high)?
        }
        None => false,
    };
    match method {
        Some("lm") if bounded => Err(PyValueError::new_err(
            "Method 'lm' does not work with bounds. Use 'trf' or 'dogbox' instead.",
        )),
        Some("lm") | None if !bounded => Ok(()),
        Some(m) if !["lm", "trf", "dogbox"].contains(&m) => {
            Err(PyValueError::new_err("`method` must be 'lm', 'trf' or 'dogbox'"))
        }
        _ => Err(PyNotImplementedError::new_err(
            "bounds and the methods 'trf' and 'dogbox' are not there yet: use method='lm'",
        )),
    }
}

fn unbounded(limit: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(as_array(limit, Some(&DType::FLOAT64))?.cast_vec::<f64>().py()?.iter().all(|x| x.is_infinite()))
}

/// Tolerances from the keywords that `curve_fit` hands on to `leastsq`.
fn leastsq_options(kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<LeastsqOptions> {
    let mut o = LeastsqOptions::default();
    for (key, value) in kwargs.into_iter().flatten() {
        match key.extract::<String>()?.as_str() {
            "ftol" => o.ftol = value.extract()?,
            "xtol" => o.xtol = value.extract()?,
            "gtol" => o.gtol = value.extract()?,
            "epsfcn" => o.epsfcn = value.extract::<Option<f64>>()?.unwrap_or(f64::EPSILON),
            "factor" => o.factor = value.extract()?,
            "maxfev" | "max_nfev" => o.maxfev = value.extract::<Option<usize>>()?.filter(|&n| n > 0),
            "diag" => o.diag = Some(as_array(&value, None)?.cast_vec().py()?),
            other => {
                return Err(PyTypeError::new_err(format!(
                    "leastsq() got an unexpected keyword argument '{other}'"
                )));
            }
        }
    }
    Ok(o)
}

/// The data without what is not a number, under `nan_policy="omit"`.
fn omit_nan(x: &NdArray, y: &[f64]) -> PyResult<Vec<i64>> {
    let m = y.len();
    let rows = x.cast_vec::<f64>().py()?;
    let bad = |i: &usize| y[*i].is_nan() || rows.iter().skip(*i).step_by(m).any(|v| v.is_nan());
    Ok((0..m).filter(|i| !bad(i)).map(|i| i as i64).collect())
}

/// Fits a function to data with nonlinear least squares (Levenberg-Marquardt, Moré 1978).
#[pyfunction]
#[pyo3(signature = (f, xdata, ydata, p0=None, sigma=None, absolute_sigma=false, check_finite=None, bounds=None,
    method=None, jac=None, *, full_output=false, nan_policy=None, **kwargs))]
pub(super) fn curve_fit<'py>(
    py: Python<'py>,
    f: Bound<'py, PyAny>,
    xdata: &Bound<'py, PyAny>,
    ydata: &Bound<'py, PyAny>,
    p0: Option<&Bound<'py, PyAny>>,
    sigma: Option<&Bound<'py, PyAny>>,
    absolute_sigma: bool,
    check_finite: Option<bool>,
    bounds: Option<&Bound<'py, PyAny>>,
    method: Option<&str>,
    jac: Option<Bound<'py, PyAny>>,
    full_output: bool,
    nan_policy: Option<&str>,
    kwargs: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyTuple>> {
    refuse_bounds(bounds, method)?;
    let p0 = match p0.filter(|p| !p.is_none()) {
        Some(p) => as_array(p, Some(&DType::FLOAT64))?.cast_vec::<f64>().py()?,
        None => vec![1.0; count_parameters(&f)?],
    };
    let check_finite = check_finite.unwrap_or(nan_policy.is_none());
    let mut y = as_array(ydata, Some(&DType::FLOAT64))?.cast_vec::<f64>().py()?;
    let numeric = crate::coerce::existing(xdata)?.is_some()
        || xdata.is_instance_of::<pyo3::types::PyList>()
        || xdata.is_instance_of::<PyTuple>();
    let mut x = numeric.then(|| as_array(xdata, Some(&DType::FLOAT64))).transpose()?;
    match nan_policy {
        None => {}
        Some("raise" | "propagate") if y.iter().any(|v| v.is_nan()) && nan_policy == Some("raise") => {
            return Err(PyValueError::new_err("The input contains nan values"));
        }
        Some("raise") => {}
        Some("propagate") => {
            return Err(PyValueError::new_err("`nan_policy='propagate'` is not supported by this function."));
        }
        Some("omit") => {
            if let Some(data) = &x {
                let keep = omit_nan(data, &y)?;
                y = keep.iter().map(|&i| y[i as usize]).collect();
                let pick = [
                    pallasite_array::index::Item::Ellipsis,
                    pallasite_array::index::Item::Array(NdArray::from_vec(keep)),
                ];
                x = Some(data.index(&pick).py()?);
            }
        }
        Some(_) => return Err(PyValueError::new_err("nan_policy must be one of {'raise', 'omit', None}")),
    }
    let flat = match &x {
        Some(x) => x.cast_vec::<f64>().py()?,
        None => Vec::new(),
    };
    let x = match x {
        Some(x) => wrap(py, x)?.into_bound(py),
        None => xdata.clone(),
    };
    let options = CurveFitOptions {
        sigma: sigma_of(sigma)?,
        absolute_sigma,
        check_finite,
        leastsq: leastsq_options(kwargs)?,
    };
    let model = Callback { function: f, after: Vec::new() };
    let m = y.len();
    let value = |_: &[f64], p: &[f64], r: &mut [f64]| store(&model.spread(&x, p)?, r, "the model");
    let found = match jac.filter(|j| !j.is_none()) {
        Some(function) if function.is_callable() => {
            let jac = Callback { function, after: Vec::new() };
            let jacobian =
                |_: &[f64], p: &[f64], j: &mut [f64]| store_jacobian(&jac.spread(&x, p)?, j, m, false);
            curve_fit_with_jacobian(value, jacobian, &flat, &y, &p0, &options)
        }
        _ => fit(value, &flat, &y, &p0, &options),
    };
    let found = found.map_err(fit_error)?;
    if !found.covariance_estimated {
        let text = "Covariance of the parameters could not be estimated";
        warn(py, "pallasite.scipy.optimize", "OptimizeWarning", text)?;
    }
    let popt = vector(py, &found.popt)?;
    let pcov = matrix(py, found.pcov.clone())?;
    if !full_output {
        return (popt, pcov).into_pyobject(py);
    }
    (popt, pcov, infodict(py, &found.info)?, found.info.message, found.info.ier).into_pyobject(py)
}
