//! `curve_fit`.

mod model;

use super::function::{dense_from, vector_of};
use super::least_squares::{bounds_from, least_squares};
use super::leastsq::{infodict, leastsq_error, store_jacobian};
use super::result::{object, optimize_warning};
use crate::array::{PyArray, wrap};
use crate::coerce::as_array;
use crate::convert::truth;
use crate::error::IntoPy;
use model::{Curve, CurveJacobian, CurveResiduals};
use ndarray::Array2;
use pallasite_array::index::Item;
use pallasite_array::{DType, NdArray};
use pallasite_optimize::{
    CurveFit, CurveFitError, LeastsqOptions, Sigma, feasible_start, leastsq as minimise,
    leastsq_with_jacobian, pseudo_covariance, scaled_covariance,
};
use pyo3::exceptions::{PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

pub(super) fn matrix(py: Python<'_>, a: Array2<f64>) -> PyResult<Py<PyAny>> {
    wrap(py, NdArray::from(a))
}

pub(super) fn vector(py: Python<'_>, v: &[f64]) -> PyResult<Py<PyAny>> {
    wrap(py, NdArray::from_vec(v.to_vec()))
}

fn fit_error(e: CurveFitError<PyErr>) -> PyErr {
    match e {
        CurveFitError::Callback(e) => e,
        CurveFitError::TooManyParameters { .. } => PyTypeError::new_err(e.to_string()),
        CurveFitError::NotFound { .. } => PyRuntimeError::new_err(e.to_string()),
        _ => PyValueError::new_err(e.to_string()),
    }
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

fn sigma_of(sigma: &NdArray) -> PyResult<Sigma> {
    let values = sigma.cast_vec::<f64>().py()?;
    if sigma.ndim() != 2 {
        return Ok(Sigma::Deviations(values));
    }
    let matrix = Array2::from_shape_vec((sigma.shape()[0], sigma.shape()[1]), values);
    matrix.map(Sigma::Covariance).map_err(|e| PyValueError::new_err(e.to_string()))
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
            "maxfev" => o.maxfev = Some(value.extract::<usize>()?).filter(|&n| n > 0),
            "diag" => o.diag = (!value.is_none()).then(|| vector_of(&value)).transpose()?,
            other => {
                return Err(PyTypeError::new_err(format!(
                    "leastsq() got an unexpected keyword argument '{other}'"
                )));
            }
        }
    }
    Ok(o)
}

/// The observations, and where they were made.
struct Data<'py> {
    x: Bound<'py, PyAny>,
    y: Vec<f64>,
    sigma: Option<NdArray>,
}

/// Whether SciPy makes an array of floats of it; other data are the model's own business.
fn is_numeric(x: &Bound<'_, PyAny>) -> PyResult<bool> {
    let ours = x.is_instance_of::<PyArray>() || x.is_instance_of::<PyList>() || x.is_instance_of::<PyTuple>();
    Ok(ours || (x.get_type().name()? == "ndarray" && x.get_type().module()? == "numpy"))
}

fn floats(object: &Bound<'_, PyAny>, check: bool) -> PyResult<NdArray> {
    let array = as_array(object, Some(&DType::FLOAT64))?;
    if check && !array.cast_vec::<f64>().py()?.iter().all(|v| v.is_finite()) {
        return Err(PyValueError::new_err("array must not contain infs or NaNs"));
    }
    Ok(array)
}

impl<'py> Data<'py> {
    fn new(
        xdata: &Bound<'py, PyAny>,
        ydata: &Bound<'py, PyAny>,
        sigma: Option<&Bound<'py, PyAny>>,
        check_finite: bool,
        nan_policy: Option<&str>,
    ) -> PyResult<Self> {
        let mut y = floats(ydata, check_finite)?;
        let mut x = if is_numeric(xdata)? { Some(floats(xdata, check_finite)?) } else { None };
        let mut sigma = sigma.map(|s| as_array(s, Some(&DType::FLOAT64))).transpose()?;
        if y.size() == 0 {
            return Err(PyValueError::new_err("`ydata` must not be empty!"));
        }
        if let Some(policy) = nan_policy.filter(|_| !check_finite) {
            let keep = kept(policy, x.as_ref(), &y)?;
            if keep.len() < y.size() {
                let last = |a: &NdArray| {
                    a.index(&[Item::Ellipsis, Item::Array(NdArray::from_vec(keep.clone()))]).py()
                };
                y = last(&y)?;
                x = x.map(|x| last(&x)).transpose()?;
                sigma = match sigma {
                    Some(s) if s.ndim() == 2 => Some(last(&last(&s)?.transpose())?.transpose()),
                    Some(s) if s.ndim() == 1 => Some(last(&s)?),
                    other => other,
                };
            }
        }
        let x = match x {
            Some(x) => wrap(xdata.py(), x)?.into_bound(xdata.py()),
            None => xdata.clone(),
        };
        Ok(Self { x, y: y.cast_vec().py()?, sigma })
    }
}

/// Which observations stay under a policy towards NaN.
fn kept(policy: &str, x: Option<&NdArray>, y: &NdArray) -> PyResult<Vec<i64>> {
    if policy == "propagate" {
        return Err(PyValueError::new_err("`nan_policy='propagate'` is not supported by this function."));
    }
    if policy != "raise" && policy != "omit" {
        return Err(PyValueError::new_err("nan_policy must be one of {None, 'raise', 'omit'}"));
    }
    let (y, rows) = (y.cast_vec::<f64>().py()?, x.map_or(Ok(Vec::new()), |x| x.cast_vec::<f64>().py())?);
    let m = y.len();
    let bad = |i: usize| y[i].is_nan() || rows.iter().skip(i).step_by(m).any(|v| v.is_nan());
    let keep: Vec<i64> = (0..m).filter(|&i| !bad(i)).map(|i| i as i64).collect();
    if policy == "raise" && keep.len() < m {
        return Err(PyValueError::new_err("The input contains nan values"));
    }
    Ok(keep)
}

/// A fit, with what `full_output` adds.
struct Fit<'py> {
    popt: Vec<f64>,
    pcov: Option<Array2<f64>>,
    info: Bound<'py, PyDict>,
    message: String,
    ier: i32,
}

/// The fit by MINPACK.
fn fit_lm<'py>(
    curve: &Curve,
    jac: Option<&Bound<'py, PyAny>>,
    p0: &[f64],
    absolute_sigma: bool,
    kwargs: Option<&Bound<'py, PyDict>>,
    py: Python<'py>,
) -> PyResult<Fit<'py>> {
    let options = leastsq_options(kwargs)?;
    let n = p0.len();
    if curve.observations() != 1 && n > curve.observations() {
        let text = format!(
            "The number of func parameters={n} must not exceed the number of data points={}",
            curve.observations()
        );
        return Err(PyTypeError::new_err(text));
    }
    let mut start = Some(curve.residuals(py, p0)?);
    let m = start.as_ref().map_or(0, Vec::len);
    // What is known of the start is not computed again.
    let residuals = |p: &[f64], r: &mut [f64]| {
        match start.take() {
            Some(known) => r.copy_from_slice(&known),
            None => curve.store(py, p, r)?,
        }
        Ok(())
    };
    let found = match jac {
        None => minimise(residuals, p0, m, &options),
        Some(jac) => {
            let jacobian = |p: &[f64], j: &mut [f64]| {
                let value = as_array(&curve.call(jac, p)?, Some(&DType::FLOAT64))?;
                store_jacobian(&value, j, m, false)?;
                j.chunks_exact_mut(m).for_each(|column| curve.weights.apply(column));
                Ok(())
            };
            leastsq_with_jacobian(residuals, jacobian, p0, m, &options)
        }
    };
    let fit = CurveFit::from_leastsq(found.map_err(leastsq_error)?, absolute_sigma).map_err(fit_error)?;
    let info = infodict(py, &fit.info, jac.is_some())?;
    let pcov = fit.covariance_estimated.then_some(fit.pcov);
    Ok(Fit { popt: fit.popt, pcov, info, message: fit.info.message, ier: i32::from(fit.info.ier) })
}

/// The fit by `least_squares`.
fn fit_within<'py>(
    py: Python<'py>,
    curve: Curve,
    jac: Option<Bound<'py, PyAny>>,
    p0: &[f64],
    absolute_sigma: bool,
    options: &Bound<'py, PyDict>,
) -> PyResult<Fit<'py>> {
    if options.get_item("max_nfev")?.is_none() {
        let maxfev = options.get_item("maxfev")?;
        if maxfev.is_some() {
            options.del_item("maxfev")?;
        }
        options.set_item("max_nfev", maxfev)?;
    }
    let jac = match jac {
        Some(jac) if jac.is_callable() => {
            Some(Py::new(py, CurveJacobian::new(py, &curve, jac.unbind()))?.into_bound(py).into_any())
        }
        other => other,
    };
    if let Some(jac) = jac {
        options.set_item("jac", jac)?;
    }
    let residuals = Py::new(py, CurveResiduals { curve })?;
    let solver = wrap_pyfunction!(least_squares, py)?;
    let found = solver.call((residuals, vector(py, p0)?), Some(options))?;
    let message: String = found.get_item("message")?.extract()?;
    if !found.get_item("success")?.is_truthy()? {
        return Err(PyRuntimeError::new_err(format!("Optimal parameters not found: {message}")));
    }
    let info = PyDict::new(py);
    info.set_item("nfev", found.get_item("nfev")?)?;
    let fvec = found.get_item("fun")?;
    let (m, popt) = (fvec.len()?, vector_of(&found.get_item("x")?)?);
    info.set_item("fvec", fvec)?;
    let pcov = pseudo_covariance(&dense_from(&found.get_item("jac")?)?);
    let cost = 2.0 * found.get_item("cost")?.extract::<f64>()?;
    let pcov = scaled_covariance(pcov, cost, (m, popt.len()), absolute_sigma);
    Ok(Fit { popt, pcov, info, message, ier: found.get_item("status")?.extract()? })
}

/// Fits a function to data with nonlinear least squares.
#[pyfunction]
#[pyo3(
    signature = (f, xdata, ydata, p0=None, sigma=None, absolute_sigma=false, check_finite=None, bounds=None,
        method=None, jac=None, *, full_output=false, nan_policy=None, **kwargs),
    text_signature = "(f, xdata, ydata, p0=None, sigma=None, absolute_sigma=False, check_finite=None, \
        bounds=(-math.inf, math.inf), method=None, jac=None, *, full_output=False, nan_policy=None, **kwargs)"
)]
pub(super) fn curve_fit<'py>(
    py: Python<'py>,
    f: Bound<'py, PyAny>,
    xdata: &Bound<'py, PyAny>,
    ydata: &Bound<'py, PyAny>,
    p0: Option<&Bound<'py, PyAny>>,
    sigma: Option<&Bound<'py, PyAny>>,
    #[pyo3(from_py_with = truth)] absolute_sigma: bool,
    check_finite: Option<&Bound<'py, PyAny>>,
    bounds: Option<&Bound<'py, PyAny>>,
    method: Option<&str>,
    jac: Option<Bound<'py, PyAny>>,
    #[pyo3(from_py_with = truth)] full_output: bool,
    nan_policy: Option<&str>,
    kwargs: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let given = p0.map(|p| as_array(p, Some(&DType::FLOAT64))?.cast_vec::<f64>().py()).transpose()?;
    let n = given.as_ref().map_or_else(|| count_parameters(&f), |p| Ok(p.len()))?;
    let unlimited = || (vec![f64::NEG_INFINITY; n], vec![f64::INFINITY; n]);
    let limits = bounds_from(bounds, n)?.unwrap_or_else(unlimited);
    let p0 = given.unwrap_or_else(|| feasible_start(&limits.0, &limits.1));
    let bounded =
        limits.0.iter().any(|&b| b > f64::NEG_INFINITY) || limits.1.iter().any(|&b| b < f64::INFINITY);
    let method = method.unwrap_or(if bounded { "trf" } else { "lm" });
    if method == "lm" && bounded {
        let text = "Method 'lm' only works for unconstrained problems. Use 'trf' or 'dogbox' instead.";
        return Err(PyValueError::new_err(text));
    }
    let check_finite = check_finite.map_or(Ok(nan_policy.is_none()), truth)?;
    let data = Data::new(xdata, ydata, sigma, check_finite, nan_policy)?;
    let sigma = data.sigma.as_ref().map(sigma_of).transpose()?;
    let curve = Curve::new(f, data.x, data.y, sigma)?;
    if kwargs.is_some_and(|k| k.contains("args").unwrap_or(false)) {
        return Err(PyValueError::new_err("'args' is not a supported keyword argument."));
    }
    let jac = jac.filter(|j| !j.is_none());
    let fit = if method == "lm" {
        fit_lm(&curve, jac.as_ref(), &p0, absolute_sigma, kwargs, py)?
    } else {
        let options = kwargs.map_or_else(|| Ok(PyDict::new(py)), |k| k.copy())?;
        options.set_item("method", method)?;
        options.set_item("bounds", (vector(py, &limits.0)?, vector(py, &limits.1)?))?;
        fit_within(py, curve, jac, &p0, absolute_sigma, &options)?
    };
    if fit.pcov.is_none() {
        optimize_warning(py, "Covariance of the parameters could not be estimated")?;
    }
    let n = fit.popt.len();
    let pcov = matrix(py, fit.pcov.unwrap_or_else(|| Array2::from_elem((n, n), f64::INFINITY)))?;
    let popt = vector(py, &fit.popt)?;
    if !full_output {
        return object(py, (popt, pcov));
    }
    object(py, (popt, pcov, fit.info, fit.message, fit.ier))
}
