//! Keyword arguments of the solvers.

use super::super::super::callback::warn;
use super::function::{Function, Functions, Number, columns};
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::DType;
use pallasite_integrate::{IvpOptions, Jacobian, Method, StepOptions};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

/// The solvers' names, and the options that each takes.
pub const METHODS: [(&str, Method); 6] = [
    ("RK23", Method::Rk23),
    ("RK45", Method::Rk45),
    ("DOP853", Method::Dop853),
    ("Radau", Method::Radau),
    ("BDF", Method::Bdf),
    ("LSODA", Method::Lsoda),
];

/// The method of a name.
pub fn method_of(name: &str) -> Option<Method> {
    METHODS.iter().find(|(known, _)| *known == name).map(|(_, method)| *method)
}

fn takes(method: Method, option: &str) -> bool {
    match option {
        "rtol" | "atol" | "max_step" | "first_step" => true,
        "jac" => matches!(method, Method::Radau | Method::Bdf | Method::Lsoda),
        "jac_sparsity" => matches!(method, Method::Radau | Method::Bdf),
        "min_step" | "lband" | "uband" => method == Method::Lsoda,
        _ => false,
    }
}

/// Warns of options that the method does not know.
pub fn warn_extraneous(py: Python<'_>, method: Method, options: &Bound<'_, PyDict>) -> PyResult<()> {
    let mut unknown = Vec::new();
    for key in options.keys() {
        let key: String = key.cast::<PyString>()?.to_string();
        if !takes(method, &key) {
            unknown.push(format!("`{key}`"));
        }
    }
    if unknown.is_empty() {
        return Ok(());
    }
    let text = format!("The following arguments have no effect for a chosen solver: {}.", unknown.join(", "));
    warn(py, "builtins", "UserWarning", &text)
}

fn get<'py>(options: &Bound<'py, PyDict>, key: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
    Ok(options.get_item(key)?.filter(|value| !value.is_none()))
}

fn tolerance(options: &Bound<'_, PyDict>, key: &str, default: f64, n: usize) -> PyResult<Vec<f64>> {
    let Some(value) = get(options, key)? else { return Ok(vec![default]) };
    let array = as_array(&value, Some(&DType::FLOAT64))?;
    if array.ndim() > 0 && array.shape() != [n] {
        return Err(PyValueError::new_err(format!("`{key}` has wrong shape.")));
    }
    array.cast_vec().py()
}

/// Tolerances and limits on the step, for `n` components.
pub fn step_options(py: Python<'_>, options: &Bound<'_, PyDict>, n: usize) -> PyResult<StepOptions> {
    let found = StepOptions {
        rtol: tolerance(options, "rtol", 1e-3, n)?,
        atol: tolerance(options, "atol", 1e-6, n)?,
        max_step: get(options, "max_step")?.map_or(Ok(f64::INFINITY), |h| h.extract())?,
        first_step: get(options, "first_step")?.map(|h| h.extract()).transpose()?,
    };
    let least = 100.0 * f64::EPSILON;
    if found.rtol.iter().any(|&r| r < least) {
        let text = format!(
            "At least one element of `rtol` is too small. Setting `rtol = np.maximum(rtol, {least:e})`."
        );
        warn(py, "builtins", "UserWarning", &text)?;
    }
    Ok(found)
}

/// LSODA's `lband` and `uband`; one that is missing is 0 beside the other.
fn band(options: &Bound<'_, PyDict>, n: usize) -> PyResult<Option<(usize, usize)>> {
    let width = |key| get(options, key)?.map(|w| w.extract::<usize>()).transpose();
    let (below, above) = match (width("lband")?, width("uband")?) {
        (None, None) => return Ok(None),
        (below, above) => (below.unwrap_or(0), above.unwrap_or(0)),
    };
    if below.max(above) >= n {
        let text =
            format!("`lband` {below} and `uband` {above} must be less than the number {n} of equations");
        return Err(PyValueError::new_err(text));
    }
    Ok(Some((below, above)))
}

/// Where the Jacobian comes from, and the function when it is one.
fn jacobian<T: Number>(
    options: &Bound<'_, PyDict>,
    n: usize,
    after: &[Bound<'_, PyAny>],
) -> PyResult<(Jacobian<T>, Option<Function<T>>)> {
    if let Some(jac) = get(options, "jac")? {
        if jac.is_callable() {
            return Ok((Jacobian::Function, Some(Function::new(&jac, after))));
        }
        return Ok((Jacobian::Constant(columns(&jac, [n, n])?), None));
    }
    let Some(sparsity) = get(options, "jac_sparsity")? else { return Ok((Jacobian::Differences, None)) };
    let structure = columns::<f64>(&sparsity, [n, n]).map_err(|e| {
        let text = e.to_string().replace("ValueError: ", "").replace("`jac`", "`jac_sparsity`");
        if e.is_instance_of::<PyTypeError>(sparsity.py()) { e } else { PyValueError::new_err(text) }
    })?;
    Ok((Jacobian::Sparse(structure.iter().map(|&x| x != 0.0).collect()), None))
}

/// A right-hand side as a callback, with the options that go with it.
pub fn problem<T: Number>(
    method: Method,
    fun: &Bound<'_, PyAny>,
    after: &[Bound<'_, PyAny>],
    n: usize,
    vectorized: bool,
    options: &Bound<'_, PyDict>,
) -> PyResult<(Functions<T>, IvpOptions<T>)> {
    let step = step_options(fun.py(), options, n)?;
    let (jac, function) = match takes(method, "jac") {
        true => jacobian(options, n, after)?,
        false => (Jacobian::Differences, None),
    };
    if method == Method::Lsoda && matches!(jac, Jacobian::Constant(_)) {
        return Err(PyTypeError::new_err("`jac` must be callable or None for LSODA"));
    }
    let (min_step, band) = match method {
        Method::Lsoda => (get(options, "min_step")?.map_or(Ok(0.0), |h| h.extract())?, band(options, n)?),
        _ => (0.0, None),
    };
    let functions = Functions { fun: Function::new(fun, after), vectorized, jac: function };
    Ok((functions, IvpOptions { method, step, jac, min_step, band, ..IvpOptions::default() }))
}
