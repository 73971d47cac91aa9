//! `approx_fprime`, `check_grad` and `check_derivative`.

use super::super::super::callback::arguments;
use super::super::function::{VectorFunction, dense_from, is_sparse, read, sparse_from};
use super::super::workers::Workers;
use super::{Approximation, Differences, approx_derivative, bounds_of, default_groups, invalid, start};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::scalar::float64;
use pallasite_array::DType;
use pallasite_optimize::{DifferenceOptions, Point, Precision, Scheme, Stencil};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// Compares a Jacobian with finite differences; gives the largest error.
#[pyfunction]
#[pyo3(
    signature = (fun, jac, x0, bounds=None, args=None, kwargs=None),
    text_signature = "(fun, jac, x0, bounds=(-math.inf, math.inf), args=(), kwargs=None)"
)]
pub(in super::super) fn check_derivative<'py>(
    py: Python<'py>,
    fun: Bound<'py, PyAny>,
    jac: Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    bounds: Option<&Bound<'py, PyAny>>,
    args: Option<&Bound<'py, PyAny>>,
    kwargs: Option<Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let (x, _) = start(x0)?;
    let f = VectorFunction::new(fun, arguments(args), kwargs);
    let given = f.like(jac).call(&x)?;
    let f0 = f.values(&x)?;
    let bounds = bounds.map(|b| bounds_of(b, x.len())).transpose()?;
    let options = DifferenceOptions { bounds, ..DifferenceOptions::default() };
    let sparse = if is_sparse(&given)? { Some(sparse_from(&given)?) } else { None };
    let sparsity = match &sparse {
        Some(s) => Some((s.clone(), default_groups(py, s)?)),
        None => None,
    };
    let workers = Workers::new(py, None)?;
    let differences = Differences { options, points: Precision::Double, sparsity, workers };
    let (ours, theirs) = match (differences.jacobian(&f, &x, &f0)?.0, sparse) {
        (Approximation::Sparse(ours), Some(theirs)) => (ours.values, theirs.values),
        (Approximation::Dense(ours), _) => {
            (ours.as_slice().to_vec(), dense_from(&given)?.as_slice().to_vec())
        }
        (Approximation::Sparse(ours), None) => (ours.values, Vec::new()),
    };
    if ours.len() != theirs.len() {
        return Err(PyValueError::new_err("the Jacobian has another shape than that by differences"));
    }
    let error = |(a, b): (&f64, &f64)| (b - a).abs() / a.abs().max(1.0);
    let worst =
        ours.iter().zip(&theirs).map(error).fold(0.0, |m: f64, e| if e > m || e.is_nan() { e } else { m });
    Ok(float64(py, worst))
}

/// The gradient, or the Jacobian, of a function by forward differences.
#[pyfunction]
#[pyo3(
    signature = (xk, f, epsilon=None, *args),
    text_signature = "(xk, f, epsilon=1.4901161193847656e-08, *args)"
)]
pub(in super::super) fn approx_fprime<'py>(
    py: Python<'py>,
    xk: &Bound<'py, PyAny>,
    f: Bound<'py, PyAny>,
    epsilon: Option<&Bound<'py, PyAny>>,
    args: &Bound<'py, PyTuple>,
) -> PyResult<Bound<'py, PyAny>> {
    let xk = wrap(py, as_array(xk, Some(&DType::FLOAT64))?)?.into_bound(py);
    let epsilon = match epsilon {
        Some(epsilon) => epsilon.clone(),
        None => float64(py, f64::EPSILON.sqrt()),
    };
    let first = std::iter::once(xk.clone()).chain(args.iter());
    let f0 = f.call1(PyTuple::new(py, first.collect::<Vec<_>>())?)?;
    let args = Some(args.as_any());
    approx_derivative(
        py,
        f,
        &xk,
        "2-point",
        None,
        Some(&epsilon),
        Some(&f0),
        None,
        None,
        false,
        args,
        None,
        false,
        None,
    )
}

/// The norm of the difference between a gradient and that by forward differences.
#[pyfunction]
#[pyo3(
    signature = (func, grad, x0, *args, epsilon=None, direction="all", rng=None, seed=None),
    text_signature = "(func, grad, x0, *args, epsilon=1.4901161193847656e-08, direction='all', rng=None, seed=None)"
)]
pub(in super::super) fn check_grad<'py>(
    py: Python<'py>,
    func: Bound<'py, PyAny>,
    grad: Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: &Bound<'py, PyTuple>,
    epsilon: Option<f64>,
    direction: &str,
    rng: Option<&Bound<'py, PyAny>>,
    seed: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let epsilon = epsilon.unwrap_or(f64::EPSILON.sqrt());
    let array = as_array(x0, Some(&DType::FLOAT64))?;
    let x = array.cast_vec::<f64>().py()?;
    let f = VectorFunction::new(func, args.iter().collect(), None);
    let gradient = as_array(&f.like(grad).call(&x)?, Some(&DType::FLOAT64))?;
    let analytic = gradient.cast_vec::<f64>().py()?;
    let along = match direction {
        "all" => None,
        "random" if array.ndim() > 1 => {
            return Err(PyValueError::new_err("'random' can only be used when x0 is of shape (n,)"));
        }
        "random" => Some(random_direction(py, x.len(), rng.or(seed))?),
        other => {
            return Err(PyValueError::new_err(format!(
                "{other} is not a valid string for ``direction`` argument"
            )));
        }
    };
    let steps = DifferenceOptions {
        scheme: Scheme::TwoPoint,
        abs_step: Some(vec![epsilon]),
        ..DifferenceOptions::default()
    };
    let numeric = match &along {
        None => approximate(&f, &x, &steps, |x| x.to_vec())?,
        Some(v) => approximate(&f, &[0.0], &steps, |t| x.iter().zip(v).map(|(x, v)| x + t[0] * v).collect())?,
    };
    let analytic = match along {
        None => analytic,
        Some(v) => vec![analytic.iter().zip(&v).map(|(g, v)| g * v).sum()],
    };
    let square = |(a, b): (&f64, &f64)| (a - b).powi(2);
    Ok(float64(py, analytic.iter().zip(&numeric).map(square).sum::<f64>().sqrt()))
}

/// The gradient by differences of `f` behind a change of variables.
fn approximate(
    f: &VectorFunction<'_>,
    x: &[f64],
    options: &DifferenceOptions,
    change: impl Fn(&[f64]) -> Vec<f64>,
) -> PyResult<Vec<f64>> {
    let f0 = f.values(&change(x))?;
    let mut columns = vec![0.0; f0.len() * x.len()];
    let at = |point: Point<'_>, out: &mut [f64]| match point {
        Point::Real(x) => read(&f.call(&change(x))?, out),
        Point::Complex(_) => Ok(()),
    };
    Stencil::new(x, options).map_err(invalid)?.jacobian(&f0, at, &mut columns)?;
    Ok(columns)
}

/// SciPy's random direction: standard normal components.
fn random_direction(py: Python<'_>, n: usize, rng: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<f64>> {
    let random = py.import("pallasite.numpy")?.getattr("random")?;
    let kwargs = PyDict::new(py);
    kwargs.set_item("size", (n,))?;
    let generator = match rng {
        Some(rng) if rng.hasattr("standard_normal")? => rng.clone(),
        Some(rng) => random.call_method1("default_rng", (rng,))?,
        None => random.call_method0("default_rng")?,
    };
    let sample = generator.call_method("standard_normal", (), Some(&kwargs))?;
    as_array(&sample, Some(&DType::FLOAT64))?.cast_vec().py()
}
