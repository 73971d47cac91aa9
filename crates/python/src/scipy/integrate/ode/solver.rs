//! The solver objects.

use super::function::{Attached, Functions, Number, vector};
use super::interpolant::{Either, Interpolant, Interpolated};
use super::options::{method_of, problem, warn_extraneous};
use crate::coerce::as_array;
use crate::error::IntoPy;
use num_complex::Complex64;
use pallasite_array::{DType, Kind, NdArray};
use pallasite_integrate::{Boxed, Method, OdeError, Scalar, State, Status, solver};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// The exception for a problem that is not solved.
pub fn ode_error(e: OdeError<PyErr>) -> PyErr {
    match e {
        OdeError::Callback(e) => e,
        OdeError::Input(e) => PyValueError::new_err(e.to_string()),
    }
}

/// A solver and its callbacks.
pub struct Core<T: Scalar> {
    pub solver: Boxed<T, PyErr>,
    pub functions: Functions<T>,
}

/// A solver in real or complex numbers.
pub type AnyCore = Either<Core<f64>, Core<Complex64>>;

/// The initial state: a vector of floats or complex numbers.
pub fn initial_state(y0: &Bound<'_, PyAny>) -> PyResult<NdArray> {
    let y0 = as_array(y0, None)?;
    let complex = matches!(y0.kind(), Kind::Complex64 | Kind::Complex128);
    let dtype = if complex { DType::from(Kind::Complex128) } else { DType::FLOAT64 };
    let y0 = y0.astype(&dtype, pallasite_array::Order::C).py()?;
    if y0.ndim() != 1 {
        return Err(PyValueError::new_err("`y0` must be 1-dimensional."));
    }
    Ok(y0)
}

impl<T: Number> Core<T> {
    fn new(
        method: Method,
        fun: &Bound<'_, PyAny>,
        after: &[Bound<'_, PyAny>],
        span: (f64, f64),
        y0: &[T],
        vectorized: bool,
        options: &Bound<'_, PyDict>,
    ) -> PyResult<Self> {
        let (mut functions, options) = problem::<T>(method, fun, after, y0.len(), vectorized, options)?;
        let mut system = Attached { py: fun.py(), functions: &mut functions };
        let solver = solver(&mut system, span, y0, &options).map_err(ode_error)?;
        Ok(Self { solver, functions })
    }

    fn step(&mut self, py: Python<'_>) -> PyResult<Option<&'static str>> {
        if self.solver.state().status != Status::Running {
            return Err(PyRuntimeError::new_err("Attempt to step on a failed or finished solver."));
        }
        self.solver.step(&mut Attached { py, functions: &mut self.functions })
    }
}

impl<T: Interpolated> Core<T> {
    fn dense_output(&mut self, py: Python<'_>) -> PyResult<Interpolant> {
        let dense = self.solver.dense_output(&mut Attached { py, functions: &mut self.functions })?;
        let missing =
            || PyRuntimeError::new_err("Dense output is available after a successful step was made.");
        dense.map(T::interpolant).ok_or_else(missing)
    }
}

/// A solver at its start.
pub fn core(
    method: Method,
    fun: &Bound<'_, PyAny>,
    after: &[Bound<'_, PyAny>],
    span: (f64, f64),
    y0: &NdArray,
    vectorized: bool,
    options: &Bound<'_, PyDict>,
) -> PyResult<AnyCore> {
    warn_extraneous(fun.py(), method, options)?;
    if y0.kind() == Kind::Complex128 {
        let y0 = y0.to_vec::<Complex64>().py()?;
        return Ok(Either::Complex(Core::new(method, fun, after, span, &y0, vectorized, options)?));
    }
    let y0 = y0.to_vec::<f64>().py()?;
    Ok(Either::Real(Core::new(method, fun, after, span, &y0, vectorized, options)?))
}

/// What the solver classes hold.
#[pyclass(module = "pallasite.scipy.integrate")]
pub struct PySolver(AnyCore);

/// The same for real and complex numbers.
macro_rules! of_either {
    ($either:expr, $core:ident => $body:expr) => {
        match $either {
            Either::Real($core) => $body,
            Either::Complex($core) => $body,
        }
    };
}

impl PySolver {
    fn state<R>(&self, real: impl Fn(&State<f64>) -> R, complex: impl Fn(&State<Complex64>) -> R) -> R {
        match &self.0 {
            Either::Real(core) => real(core.solver.state()),
            Either::Complex(core) => complex(core.solver.state()),
        }
    }
}

/// A getter of a field of the state.
macro_rules! field {
    ($self:ident, $s:ident => $value:expr) => {
        $self.state(|$s| $value, |$s| $value)
    };
}

#[pymethods]
impl PySolver {
    #[new]
    fn new(
        method: &str,
        fun: &Bound<'_, PyAny>,
        t0: f64,
        y0: &Bound<'_, PyAny>,
        t_bound: f64,
        vectorized: bool,
        options: &Bound<'_, PyDict>,
    ) -> PyResult<Self> {
        let known = method_of(method).ok_or_else(|| PyValueError::new_err(format!("no method {method}")))?;
        core(known, fun, &[], (t0, t_bound), &initial_state(y0)?, vectorized, options).map(Self)
    }

    /// Takes a step; what comes back is the reason of a failure.
    fn step(&mut self, py: Python<'_>) -> PyResult<Option<&'static str>> {
        of_either!(&mut self.0, core => core.step(py))
    }

    /// The interpolant over the last step.
    fn dense_output(&mut self, py: Python<'_>) -> PyResult<Interpolant> {
        of_either!(&mut self.0, core => core.dense_output(py))
    }

    #[getter]
    fn t(&self) -> f64 {
        field!(self, s => s.t)
    }

    #[getter]
    fn t_old(&self) -> Option<f64> {
        field!(self, s => s.t_old)
    }

    #[getter]
    fn t_bound(&self) -> f64 {
        field!(self, s => s.t_bound)
    }

    #[getter]
    fn y(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        field!(self, s => vector(py, &s.y))
    }

    #[getter]
    fn n(&self) -> usize {
        field!(self, s => s.y.len())
    }

    #[getter]
    fn direction(&self) -> f64 {
        field!(self, s => s.direction)
    }

    #[getter]
    fn step_size(&self) -> Option<f64> {
        field!(self, s => s.t_old.map(|t| (s.t - t).abs()))
    }

    #[getter]
    fn status(&self) -> &'static str {
        match field!(self, s => s.status) {
            Status::Running => "running",
            Status::Finished => "finished",
            Status::Failed => "failed",
        }
    }

    #[getter]
    fn nfev(&self) -> usize {
        field!(self, s => s.nfev)
    }

    #[getter]
    fn njev(&self) -> usize {
        field!(self, s => s.njev)
    }

    #[getter]
    fn nlu(&self) -> usize {
        field!(self, s => s.nlu)
    }
}
