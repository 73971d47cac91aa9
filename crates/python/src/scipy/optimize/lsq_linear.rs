//! `lsq_linear`.

use super::curve_fit::vector;
use super::least_squares::least_squares_error;
use super::linear::matrix_of;
use super::operator::Operator;
use super::result::{formatted, object, optimize_result, print};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::{DType, NdArray};
use pallasite_optimize::{
    Jacobian, LsmrOptions, LsmrTolerance, LsqLinearMethod, LsqLinearOptions, LsqLinearProgress,
    LsqLinearResult, Matrix, SparseColumns, TrSolver, unbounded_lsmr,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

fn error<T>(text: &str) -> PyResult<T> {
    Err(PyValueError::new_err(text.to_owned()))
}

/// The matrix: sparse, an operator, or dense.
fn matrix(a: &Bound<'_, PyAny>) -> PyResult<Jacobian<PyErr>> {
    if a.hasattr("tocoo")? {
        let Some(e) = super::linprog::inputs::entries(a)? else {
            return error("`A` must have at most 2 dimensions.");
        };
        let sparse = SparseColumns::from_triplets(e.rows, e.columns, &e.list);
        return sparse.map_or_else(|| error("indices of `A` are out of range"), |s| Ok(Jacobian::Sparse(s)));
    }
    if a.hasattr("matvec")? && a.hasattr("rmatvec")? {
        let shape: Vec<usize> = a.getattr("shape")?.extract()?;
        let &[m, n] = shape.as_slice() else { return error("`A` must have at most 2 dimensions.") };
        return Ok(Jacobian::Operator(
            Box::new(Operator { object: a.clone().unbind(), shape: (m, n) }),
            vec![1.0; m],
        ));
    }
    let a = as_array(a, Some(&DType::FLOAT64))?;
    let a = match *a.shape() {
        [] => a.reshape(&[1, 1]).py()?,
        [n] => a.reshape(&[1, n as isize]).py()?,
        [_, _] => a,
        _ => return error("`A` must have at most 2 dimensions."),
    };
    let dense = matrix_of(&a)?;
    let columns = dense.t().iter().copied().collect();
    Ok(Jacobian::Dense(Matrix::from_columns(dense.nrows(), dense.ncols(), columns)))
}

fn shape(a: &Jacobian<PyErr>) -> (usize, usize) {
    match a {
        Jacobian::Dense(a) => (a.rows(), a.cols()),
        Jacobian::Sparse(a) => (a.rows, a.cols()),
        Jacobian::Operator(a, _) => a.shape(),
    }
}

/// The bounds: a `Bounds` object or a pair of arrays or numbers.
fn bounds(given: Option<&Bound<'_, PyAny>>, n: usize) -> PyResult<(Vec<f64>, Vec<f64>)> {
    let Some(given) = given else { return Ok((vec![f64::NEG_INFINITY; n], vec![f64::INFINITY; n])) };
    let (lower, upper) = if given.hasattr("lb")? {
        (given.getattr("lb")?, given.getattr("ub")?)
    } else if given.len()? == 2 {
        (given.get_item(0)?, given.get_item(1)?)
    } else {
        return error("`bounds` must contain 2 elements.");
    };
    let side = |b: &Bound<'_, PyAny>| -> PyResult<NdArray> {
        let b = as_array(b, Some(&DType::FLOAT64))?;
        if b.ndim() == 0 { b.broadcast_to(&[n]).py() } else { Ok(b) }
    };
    let (lower, upper) = (side(&lower)?, side(&upper)?);
    let wrong = |b: &NdArray| b.shape() != [n];
    if wrong(&lower) && wrong(&upper) {
        return error("Bounds have wrong shape.");
    }
    let all = |b: &NdArray| b.broadcast_to(&[n]).py()?.cast_vec::<f64>().py();
    let (lower, upper) = (all(&lower)?, all(&upper)?);
    if lower.iter().zip(&upper).any(|(l, u)| l >= u) {
        return error("Each lower bound must be strictly less than each upper bound.");
    }
    Ok((lower, upper))
}

/// The method with its solver, from their names.
fn method_of(name: &str, solver: Option<&str>, dense: bool) -> PyResult<LsqLinearMethod> {
    if !matches!(name, "trf" | "bvls") {
        return error("`method` must be 'trf' or 'bvls'");
    }
    if !matches!(solver, None | Some("exact" | "lsmr")) {
        return error("`solver` must be None, 'exact' or 'lsmr'.");
    }
    if name == "bvls" {
        if solver == Some("lsmr") {
            return error("method='bvls' can't be used with lsq_solver='lsmr'");
        }
        if !dense {
            return error("method='bvls' can't be used with `A` being sparse or LinearOperator.");
        }
        return Ok(LsqLinearMethod::Bvls);
    }
    match solver {
        Some("exact") if !dense => {
            error("`exact` solver can't be used when `A` is sparse or LinearOperator.")
        }
        Some("lsmr") => Ok(LsqLinearMethod::Trf(TrSolver::Lsmr)),
        _ => Ok(LsqLinearMethod::Trf(if dense { TrSolver::Exact } else { TrSolver::Lsmr })),
    }
}

fn tolerance(given: Option<&Bound<'_, PyAny>>, tol: f64) -> PyResult<LsmrTolerance> {
    let text = "`lsmr_tol` must be None, 'auto', or positive float.";
    let Some(given) = given else { return Ok(LsmrTolerance::Fixed(1e-2 * tol)) };
    if given.extract::<String>().is_ok_and(|s| s == "auto") {
        return Ok(LsmrTolerance::Adaptive);
    }
    match given.extract::<f64>() {
        Ok(t) if t > 0.0 && given.is_instance_of::<pyo3::types::PyFloat>() => Ok(LsmrTolerance::Fixed(t)),
        _ => error(text),
    }
}

/// The solution without bounds, and what SciPy says of it.
fn unbounded<'py>(
    py: Python<'py>,
    given: &Bound<'py, PyAny>,
    a: &Jacobian<PyErr>,
    b: &[f64],
    options: &LsqLinearOptions,
) -> PyResult<(Vec<f64>, Bound<'py, PyAny>)> {
    if let (Jacobian::Dense(_), LsqLinearMethod::Bvls | LsqLinearMethod::Trf(TrSolver::Exact)) =
        (a, options.method)
    {
        let two = py.import("pallasite.numpy")?.call_method1("atleast_2d", (given,))?;
        let lstsq = py.import("pallasite.numpy")?.getattr("linalg")?.getattr("lstsq")?;
        let found = lstsq.call1((two, vector(py, b)?, -1.0))?;
        let x = as_array(&found.get_item(0)?, Some(&DType::FLOAT64))?.cast_vec::<f64>().py()?;
        return Ok((x, found));
    }
    let tol = if let LsmrTolerance::Fixed(tol) = options.lsmr_tol { tol } else { 1e-2 * options.tol };
    let settings =
        LsmrOptions { atol: tol, btol: tol, maxiter: options.lsmr_maxiter, ..LsmrOptions::default() };
    let r = unbounded_lsmr(a, b, &settings)?;
    let length = r.x.iter().map(|v| v * v).sum::<f64>().sqrt();
    let told = (vector(py, &r.x)?, r.istop, r.iterations, r.normr, r.normar, r.norma, r.conda, length);
    Ok((r.x, object(py, told)?))
}

fn print_progress(py: Python<'_>, p: &LsqLinearProgress) -> PyResult<()> {
    if p.iteration == 0 {
        let heads = ["Iteration", "Cost", "Cost reduction", "Step norm", "Optimality"];
        print(
            py,
            &format!("{:^15}{:^15}{:^15}{:^15}{:^15}", heads[0], heads[1], heads[2], heads[3], heads[4]),
        )?;
    }
    let number = |format: &str, v: Option<f64>| v.map_or(Ok(String::new()), |v| formatted(py, format, (v,)));
    let cells = [
        formatted(py, "%.4e", (p.cost,))?,
        number("%.2e", p.reduction)?,
        number("%.2e", p.step)?,
        formatted(py, "%.2e", (p.optimality,))?,
    ];
    print(py, &format!("{:^15}{:^15}{:^15}{:^15}{:^15}", p.iteration, cells[0], cells[1], cells[2], cells[3]))
}

fn message(status: i32) -> &'static str {
    match status {
        -1 => "The algorithm was not able to make progress on the last iteration.",
        0 => "The maximum number of iterations is exceeded.",
        1 => "The first-order optimality measure is less than `tol`.",
        2 => "The relative change of the cost function is less than `tol`.",
        _ => "The unconstrained solution is optimal.",
    }
}

/// Linear least squares with bounds on the variables.
#[pyfunction]
#[pyo3(signature = (A, b, bounds=None, method="trf", tol=1e-10, lsq_solver=None, lsmr_tol=None, max_iter=None,
    verbose=0, *, lsmr_maxiter=None))]
#[pyo3(
    text_signature = "(A, b, bounds=(-math.inf, math.inf), method='trf', tol=1e-10, lsq_solver=None, lsmr_tol=None, \
    max_iter=None, verbose=0, *, lsmr_maxiter=None)"
)]
#[allow(non_snake_case)]
pub(super) fn lsq_linear<'py>(
    py: Python<'py>,
    A: &Bound<'py, PyAny>,
    b: &Bound<'py, PyAny>,
    bounds: Option<&Bound<'py, PyAny>>,
    method: &str,
    tol: f64,
    lsq_solver: Option<&str>,
    lsmr_tol: Option<&Bound<'py, PyAny>>,
    max_iter: Option<i64>,
    verbose: i64,
    lsmr_maxiter: Option<i64>,
) -> PyResult<Bound<'py, PyAny>> {
    let a = matrix(A)?;
    let method = method_of(method, lsq_solver, matches!(a, Jacobian::Dense(_)))?;
    if !(0..=2).contains(&verbose) {
        return error("`verbose` must be in [0, 1, 2].");
    }
    if max_iter.is_some_and(|m| m <= 0) {
        return error("`max_iter` must be None or positive integer.");
    }
    let (m, n) = shape(&a);
    let b = as_array(b, Some(&DType::FLOAT64))?;
    if b.ndim() > 1 {
        return error("`b` must have at most 1 dimension.");
    }
    if b.size() != m {
        return error("Inconsistent shapes between `A` and `b`.");
    }
    let b = b.cast_vec::<f64>().py()?;
    let (lower, upper) = self::bounds(bounds, n)?;
    if lsmr_maxiter.is_some_and(|m| m < 1) {
        return error("`lsmr_maxiter` must be None or positive integer.");
    }
    let options = LsqLinearOptions {
        method,
        tol,
        max_iter: max_iter.map(|m| m as usize),
        lsmr_tol: tolerance(lsmr_tol, tol)?,
        lsmr_maxiter: lsmr_maxiter.map(|m| m as usize),
    };
    let (x, unbounded_sol) = unbounded(py, A, &a, &b, &options)?;
    let watch = |p: &LsqLinearProgress| {
        py.check_signals()?;
        if verbose == 2 { print_progress(py, p) } else { Ok(()) }
    };
    let found = pallasite_optimize::lsq_linear(&a, &b, &x, (lower, upper), &options, watch)
        .map_err(least_squares_error)?;
    if verbose > 0 {
        tell(py, &found)?;
    }
    report(py, &found, unbounded_sol, method == LsqLinearMethod::Bvls)
}

fn tell(py: Python<'_>, r: &LsqLinearResult) -> PyResult<()> {
    print(py, message(r.status))?;
    let text = if r.status == 3 {
        formatted(py, "Final cost %.4e, first-order optimality %.2e", (r.cost, r.optimality))?
    } else {
        let format =
            "Number of iterations %d, initial cost %.4e, final cost %.4e, first-order optimality %.2e.";
        formatted(py, format, (r.nit, r.initial_cost, r.cost, r.optimality))?
    };
    print(py, &text)
}

fn report<'py>(
    py: Python<'py>,
    r: &LsqLinearResult,
    unbounded_sol: Bound<'py, PyAny>,
    active_set: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let mask: Vec<f64> = r.active_mask.iter().map(|&m| f64::from(m)).collect();
    // Only the reflective method makes integers of it.
    let mask = if r.status == 3 || active_set {
        vector(py, &mask)?
    } else {
        wrap(py, NdArray::from_vec(r.active_mask.iter().map(|&m| i64::from(m)).collect::<Vec<i64>>()))?
    };
    optimize_result(
        py,
        [
            ("x", vector(py, &r.x)?.into_bound(py)),
            ("fun", vector(py, &r.fun)?.into_bound(py)),
            ("cost", object(py, r.cost)?),
            ("optimality", object(py, r.optimality)?),
            ("active_mask", mask.into_bound(py)),
            ("unbounded_sol", unbounded_sol),
            ("nit", object(py, r.nit)?),
            ("status", object(py, r.status)?),
            ("message", object(py, message(r.status))?),
            ("success", object(py, r.status > 0)?),
        ],
    )
}
