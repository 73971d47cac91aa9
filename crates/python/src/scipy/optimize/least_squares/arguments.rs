//! The arguments of `least_squares`, read.

use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::scipy::callback::warn;
use crate::scipy::optimize::function::{structure_from, vector_of};
use crate::scipy::optimize::numdiff::{bounds_of, default_groups};
use pallasite_array::{DType, Kind};
use pallasite_optimize::{
    LeastSquaresError, LeastSquaresMethod, LeastSquaresOptions, Loss, LsmrOptions, SparseColumns, TrSolver,
    VariableScale,
};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

pub fn method_of(name: &str) -> PyResult<LeastSquaresMethod> {
    match name {
        "trf" => Ok(LeastSquaresMethod::Trf),
        "dogbox" => Ok(LeastSquaresMethod::Dogbox),
        "lm" => Ok(LeastSquaresMethod::Lm),
        _ => Err(PyValueError::new_err("`method` must be 'trf', 'dogbox' or 'lm'.")),
    }
}

pub fn solver_of(name: Option<&Bound<'_, PyAny>>) -> PyResult<Option<TrSolver>> {
    let Some(name) = name.filter(|n| !n.is_none()) else { return Ok(None) };
    match name.extract::<String>().as_deref() {
        Ok("exact") => Ok(Some(TrSolver::Exact)),
        Ok("lsmr") => Ok(Some(TrSolver::Lsmr)),
        _ => Err(PyValueError::new_err("`tr_solver` must be None, 'exact' or 'lsmr'.")),
    }
}

/// The loss of a name, or one that is called.
pub fn loss_of(loss: Option<&Bound<'_, PyAny>>) -> PyResult<Loss> {
    let Some(loss) = loss else { return Ok(Loss::Linear) };
    match loss.extract::<String>().as_deref() {
        Ok("linear") => Ok(Loss::Linear),
        Ok("soft_l1") => Ok(Loss::SoftL1),
        Ok("huber") => Ok(Loss::Huber),
        Ok("cauchy") => Ok(Loss::Cauchy),
        Ok("arctan") => Ok(Loss::Arctan),
        _ if loss.is_callable() => Ok(Loss::Custom),
        _ => Err(PyValueError::new_err(
            "`loss` must be one of dict_keys(['linear', 'huber', 'soft_l1', 'cauchy', 'arctan']) or a callable.",
        )),
    }
}

pub fn scale_of(scale: Option<&Bound<'_, PyAny>>, n: usize) -> PyResult<VariableScale> {
    let Some(scale) = scale.filter(|s| !s.is_none()) else { return Ok(VariableScale::Default) };
    if scale.extract::<String>().is_ok_and(|s| s == "jac") {
        return Ok(VariableScale::Jacobian);
    }
    let bad = |_| PyValueError::new_err(LeastSquaresError::<PyErr>::Scale.to_string());
    let array = as_array(scale, Some(&DType::FLOAT64)).map_err(bad)?;
    let values = array.cast_vec::<f64>().py()?;
    Ok(VariableScale::Given(if array.ndim() == 0 { vec![values[0]; n] } else { values }))
}

/// A tolerance; zero for `None`, with a warning when it is too small to be met.
pub fn tolerance(py: Python<'_>, value: Option<f64>, name: &str) -> PyResult<f64> {
    let Some(value) = value else { return Ok(0.0) };
    if value < f64::EPSILON {
        let text = format!(
            "Setting `{name}` below the machine epsilon (2.22e-16) effectively disables the corresponding termination \
             condition."
        );
        warn(py, "builtins", "UserWarning", &text)?;
    }
    Ok(value)
}

/// Options of the iterative solver, and whether it is to be regularised.
pub fn tr_options(
    py: Python<'_>,
    given: Option<&Bound<'_, PyDict>>,
    iterative: bool,
    dogbox: bool,
) -> PyResult<(LsmrOptions, bool)> {
    let (mut lsmr, mut regularize) = (LsmrOptions::default(), true);
    let Some(given) = given.filter(|_| iterative) else { return Ok((lsmr, regularize)) };
    for (key, value) in given {
        match key.extract::<String>()?.as_str() {
            "regularize" if dogbox => {
                let text = "The keyword 'regularize' in `tr_options` is not relevant for 'dogbox' method.";
                warn(py, "builtins", "UserWarning", text)?;
            }
            "regularize" => regularize = value.is_truthy()?,
            "damp" => lsmr.damp = value.extract()?,
            "atol" => lsmr.atol = value.extract()?,
            "btol" => lsmr.btol = value.extract()?,
            "conlim" => lsmr.conlim = value.extract::<Option<f64>>()?.unwrap_or(0.0),
            "maxiter" => lsmr.maxiter = value.extract()?,
            other => {
                let text = format!("lsmr() got an unexpected keyword argument '{other}'");
                return Err(PyTypeError::new_err(text));
            }
        }
    }
    Ok((lsmr, regularize))
}

/// The start: real, a vector.
pub fn start(x0: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    let array = as_array(x0, None)?;
    if matches!(array.kind(), Kind::Complex64 | Kind::Complex128) {
        return Err(PyValueError::new_err("`x0` must be real."));
    }
    if array.ndim() > 1 {
        return Err(PyValueError::new_err("`x0` must have at most 1 dimension."));
    }
    array.cast_vec().py()
}

/// Lower and upper bounds from a pair or a `Bounds`.
pub fn bounds_from(bounds: Option<&Bound<'_, PyAny>>, n: usize) -> PyResult<Option<(Vec<f64>, Vec<f64>)>> {
    let Some(bounds) = bounds.filter(|b| !b.is_none()) else { return Ok(None) };
    if bounds.hasattr("lb")? && bounds.hasattr("ub")? {
        return Ok(Some((vector_of(&bounds.getattr("lb")?)?, vector_of(&bounds.getattr("ub")?)?)));
    }
    if bounds.len()? != 2 {
        return Err(PyValueError::new_err("`bounds` must contain 2 elements."));
    }
    bounds_of(bounds, n).map(Some)
}

/// SciPy's `max_nfev`.
pub fn limit(max_nfev: Option<f64>) -> PyResult<Option<usize>> {
    match max_nfev {
        Some(n) if n <= 0.0 => Err(PyValueError::new_err("`max_nfev` must be None or positive integer.")),
        n => Ok(n.map(|n| n as usize)),
    }
}

/// The structure of a sparse Jacobian by differences, and the groups of its columns.
pub fn sparsity_of<'py>(
    py: Python<'py>,
    sparsity: Option<&Bound<'py, PyAny>>,
    options: &LeastSquaresOptions,
) -> PyResult<Option<(SparseColumns, Vec<usize>)>> {
    let Some(sparsity) = sparsity.filter(|s| !s.is_none()) else { return Ok(None) };
    if options.method == LeastSquaresMethod::Lm {
        return Err(PyValueError::new_err("method='lm' does not support `jac_sparsity`."));
    }
    if options.tr_solver == Some(TrSolver::Exact) {
        return Err(PyValueError::new_err("tr_solver='exact' is incompatible with `jac_sparsity`."));
    }
    let structure = structure_from(sparsity)?;
    let groups = default_groups(py, &structure)?;
    Ok(Some((structure, groups)))
}
