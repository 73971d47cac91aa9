//! `least_squares`.

mod arguments;
mod report;

pub(super) use arguments::bounds_from;
use arguments::{limit, loss_of, method_of, scale_of, solver_of, sparsity_of, start, tolerance};
use report::{print_progress, summary};

use super::super::callback::{arguments, warn};
use super::function::{VectorFunction, array_from, dense_from, is_sparse, matrix_from, read, sparse_from};
use super::minimize::IterationCallback;
use super::numdiff::{Approximation, Differences, numbers, scheme_of, sparse_result};
use super::operator::Operator;
use super::result::{object, optimize_result};
use super::workers::Workers;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::scalar::float64;
use pallasite_array::DType;
use pallasite_array::error::tuple;
use pallasite_optimize::{
    DifferenceOptions, Intermediate, Jacobian, LeastSquares, LeastSquaresError, LeastSquaresMethod,
    LeastSquaresOptions, LeastSquaresProgress, LeastSquaresResult, Loss, Precision, Rho, TrSolver,
    least_squares as minimise,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Where the Jacobian comes from.
enum Source<'py> {
    Differences(Differences<'py>),
    Function(VectorFunction<'py>),
}

/// The problem as Python states it.
struct Problem<'py> {
    fun: VectorFunction<'py>,
    jacobian: Source<'py>,
    /// A sparse matrix that the result's Jacobian is to resemble.
    like: Option<Bound<'py, PyAny>>,
    loss: Option<Bound<'py, PyAny>>,
    verbose: u8,
    listener: Option<Bound<'py, IterationCallback>>,
    /// What is to be checked once the number of residuals is known.
    sparsity_shape: Option<(usize, usize)>,
    residuals: Option<usize>,
}

impl<'py> Problem<'py> {
    /// The Jacobian that a function returned.
    fn given(&mut self, value: Bound<'py, PyAny>) -> PyResult<Jacobian<PyErr>> {
        if is_sparse(&value)? {
            let sparse = sparse_from(&value)?;
            self.like = Some(value);
            return Ok(Jacobian::Sparse(sparse));
        }
        if value.hasattr("rmatvec")? {
            let shape: (usize, usize) = value.getattr("shape")?.extract()?;
            self.like = Some(value.clone());
            return Ok(Jacobian::Operator(
                Box::new(Operator { object: value.unbind(), shape }),
                vec![1.0; shape.0],
            ));
        }
        Ok(Jacobian::Dense(dense_from(&value)?))
    }
}

impl LeastSquares for Problem<'_> {
    type Error = PyErr;

    fn residuals(&mut self, x: &[f64]) -> PyResult<Vec<f64>> {
        let value = self.fun.call(x)?;
        let Some(m) = self.residuals else {
            let array = as_array(&value, Some(&DType::FLOAT64))?;
            if array.ndim() > 1 {
                let text =
                    format!("`fun` must return at most 1-d array_like. f0.shape: {}", tuple(array.shape()));
                return Err(PyValueError::new_err(text));
            }
            self.residuals = Some(array.size());
            if self.sparsity_shape.is_some_and(|shape| shape != (array.size(), x.len())) {
                return Err(PyValueError::new_err("`jac_sparsity` has wrong shape."));
            }
            return array.cast_vec().py();
        };
        let mut values = vec![0.0; m];
        read(&value, &mut values)?;
        Ok(values)
    }

    fn jacobian(&mut self, x: &[f64], f: &[f64]) -> PyResult<Jacobian<PyErr>> {
        match &self.jacobian {
            Source::Function(jac) => {
                let value = jac.call(x)?;
                self.given(value)
            }
            Source::Differences(differences) => Ok(match differences.jacobian(&self.fun, x, f)?.0 {
                Approximation::Dense(a) => Jacobian::Dense(a),
                Approximation::Sparse(a) => Jacobian::Sparse(a),
            }),
        }
    }

    fn loss(&mut self, z: &[f64]) -> PyResult<Rho> {
        let Some(loss) = &self.loss else { return Ok(Rho::default()) };
        let py = loss.py();
        let value = loss.call1((array_from(py, z.to_vec())?,))?;
        let array = as_array(&value, Some(&DType::FLOAT64))?;
        if array.shape() != [3, z.len()] {
            return Err(PyValueError::new_err("The return value of `loss` callable has wrong shape."));
        }
        let rows = array.cast_vec::<f64>().py()?;
        let mut rows = rows.chunks_exact(z.len().max(1)).map(<[f64]>::to_vec);
        let mut row = || rows.next().unwrap_or_default();
        Ok(Rho { value: row(), first: row(), second: row() })
    }

    fn report(&mut self, progress: &LeastSquaresProgress) -> PyResult<()> {
        if self.verbose == 2 { print_progress(self.fun.function.py(), progress) } else { Ok(()) }
    }

    fn callback(&mut self, state: &Intermediate<'_>) -> PyResult<bool> {
        let Some(listener) = &self.listener else { return Ok(false) };
        let py = listener.py();
        let items = [
            ("x", array_from(py, state.x.to_vec())?),
            ("fun", array_from(py, state.fun.to_vec())?),
            ("nit", object(py, state.nit)?),
            ("nfev", object(py, state.nfev)?),
            ("cost", float64(py, state.cost)),
        ];
        IterationCallback::__call__(listener, &optimize_result(py, items)?)
    }
}

pub(super) fn least_squares_error(e: LeastSquaresError<PyErr>) -> PyErr {
    match e {
        LeastSquaresError::Callback(e) => e,
        e => PyValueError::new_err(e.to_string()),
    }
}

fn result<'py>(
    py: Python<'py>,
    found: LeastSquaresResult<PyErr>,
    problem: &Problem<'py>,
    options: &LeastSquaresOptions,
) -> PyResult<Bound<'py, PyAny>> {
    let by_differences = matches!(problem.jacobian, Source::Differences(_));
    let lm = options.method == LeastSquaresMethod::Lm;
    let unbounded =
        options.bounds.as_ref().is_none_or(|(low, high)| low.iter().chain(high).all(|b| b.is_infinite()));
    let active = if options.method == LeastSquaresMethod::Trf && unbounded {
        array_from(py, found.active_mask.iter().map(|&a| f64::from(a)).collect())?
    } else {
        array_from(py, found.active_mask.iter().map(|&a| i64::from(a)).collect())?
    };
    let jac = match (&found.jac, &problem.like) {
        (Jacobian::Dense(a), _) => matrix_from(py, a)?,
        (Jacobian::Sparse(a), Some(like)) => sparse_result(py, like, a)?,
        (_, like) => object(py, like.clone())?,
    };
    let njev = (!lm || !by_differences).then_some(found.njev);
    optimize_result(
        py,
        [
            ("x", array_from(py, found.x)?),
            ("cost", float64(py, found.cost)),
            ("fun", array_from(py, found.fun)?),
            ("jac", jac),
            ("grad", array_from(py, found.grad)?),
            ("optimality", float64(py, found.optimality)),
            ("active_mask", active),
            ("nfev", object(py, found.nfev)?),
            ("njev", object(py, njev)?),
            ("status", object(py, found.status as i32)?),
            ("message", object(py, found.status.message())?),
            ("success", object(py, found.status as i32 > 0)?),
        ],
    )
}

/// Solves a nonlinear least-squares problem with bounds on the variables.
#[pyfunction]
#[pyo3(
    signature = (fun, x0, jac=None, bounds=None, method="trf", ftol=1e-8, xtol=1e-8, gtol=1e-8, x_scale=None,
        loss=None, f_scale=1.0, diff_step=None, tr_solver=None, tr_options=None, jac_sparsity=None, max_nfev=None,
        verbose=0, args=None, kwargs=None, callback=None, workers=None),
    text_signature = "(fun, x0, jac='2-point', bounds=(-math.inf, math.inf), method='trf', ftol=1e-08, xtol=1e-08, gtol=1e-08, \
        x_scale=None, loss='linear', f_scale=1.0, diff_step=None, tr_solver=None, tr_options=None, \
        jac_sparsity=None, max_nfev=None, verbose=0, args=(), kwargs=None, callback=None, workers=None)"
)]
pub(super) fn least_squares<'py>(
    py: Python<'py>,
    fun: Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    jac: Option<Bound<'py, PyAny>>,
    bounds: Option<&Bound<'py, PyAny>>,
    method: &str,
    ftol: Option<f64>,
    xtol: Option<f64>,
    gtol: Option<f64>,
    x_scale: Option<&Bound<'py, PyAny>>,
    loss: Option<Bound<'py, PyAny>>,
    f_scale: f64,
    diff_step: Option<&Bound<'py, PyAny>>,
    tr_solver: Option<&Bound<'py, PyAny>>,
    tr_options: Option<&Bound<'py, PyDict>>,
    jac_sparsity: Option<&Bound<'py, PyAny>>,
    max_nfev: Option<f64>,
    verbose: i64,
    args: Option<&Bound<'py, PyAny>>,
    kwargs: Option<Bound<'py, PyDict>>,
    callback: Option<Bound<'py, PyAny>>,
    workers: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let method = method_of(method)?;
    let scheme = match &jac {
        None => scheme_of("2-point"),
        Some(jac) => jac.extract::<String>().ok().and_then(|name| scheme_of(&name)),
    };
    if scheme.is_none() && !jac.as_ref().is_some_and(|j| j.is_callable()) {
        let text = "`jac` must be '2-point', '3-point', 'cs' or callable.";
        return Err(PyValueError::new_err(text));
    }
    let (solver, loss_kind) = (solver_of(tr_solver)?, loss_of(loss.as_ref())?);
    if method == LeastSquaresMethod::Lm && loss_kind != Loss::Linear {
        return Err(PyValueError::new_err("method='lm' supports only 'linear' loss function."));
    }
    let Some(verbose) = u8::try_from(verbose).ok().filter(|v| *v <= 2) else {
        return Err(PyValueError::new_err("`verbose` must be in [0, 1, 2]."));
    };
    let max_nfev = limit(max_nfev)?;
    let x0 = start(x0)?;
    let mut options = LeastSquaresOptions {
        method,
        bounds: bounds_from(bounds, x0.len())?,
        x_scale: scale_of(x_scale, x0.len())?,
        ftol: tolerance(py, ftol, "ftol")?,
        xtol: tolerance(py, xtol, "xtol")?,
        gtol: tolerance(py, gtol, "gtol")?,
        loss: loss_kind,
        f_scale,
        max_nfev,
        tr_solver: solver,
        ..LeastSquaresOptions::default()
    };
    let fun = VectorFunction::new(fun, arguments(args), kwargs);
    let mut like = None;
    let mut sparsity_shape = None;
    let jacobian = match scheme {
        None => Source::Function(fun.like(jac.expect("a callable"))),
        Some(scheme) => {
            let sparsity = sparsity_of(py, jac_sparsity, &options)?;
            sparsity_shape = sparsity.as_ref().map(|(s, _)| (s.rows, s.cols()));
            like = jac_sparsity.cloned();
            let steps = DifferenceOptions {
                scheme,
                rel_step: numbers(diff_step)?,
                bounds: options.bounds.clone(),
                ..DifferenceOptions::default()
            };
            let workers = Workers::new(py, workers)?;
            Source::Differences(Differences { options: steps, points: Precision::Double, sparsity, workers })
        }
    };
    let iterative = solver != Some(TrSolver::Exact);
    let dogbox = method == LeastSquaresMethod::Dogbox;
    (options.lsmr, options.regularize) = arguments::tr_options(py, tr_options, iterative, dogbox)?;
    if method == LeastSquaresMethod::Lm && callback.is_some() {
        let text = "Callback function specified, but not supported with `lm` method.";
        warn(py, "builtins", "UserWarning", text)?;
    }
    let listener = callback.map(|c| Bound::new(py, IterationCallback::new(&c)?)).transpose()?;
    let mut problem =
        Problem { fun, jacobian, like, loss, verbose, listener, sparsity_shape, residuals: None };
    let found = minimise(&mut problem, &x0, &options).map_err(least_squares_error)?;
    if verbose > 0 {
        summary(py, &found)?;
    }
    result(py, found, &problem, &options)
}
