//! What `ode` does with `dopri5` and `dop853`.

use super::function::{Attached, Function, Functions, vector};
use super::solver::ode_error;
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::DType;
use pallasite_integrate::{DopriOptions, Pair, StepControl, StepOptions, dopri};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// Numbers of an object of any shape.
pub(super) fn numbers(object: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    as_array(object, Some(&DType::FLOAT64))?.cast_vec().py()
}

/// Runs over `span`: the state, the time, and Hairer's `idid`.
///
/// `limits` are the longest and the first step and their number, `control` the safety factor, the least and the largest
/// factor, and beta.
#[pyfunction]
pub(super) fn _dopri<'py>(
    py: Python<'py>,
    eighth_order: bool,
    f: &Bound<'py, PyAny>,
    f_params: &Bound<'py, PyTuple>,
    span: (f64, f64),
    y0: &Bound<'py, PyAny>,
    tolerances: (Bound<'py, PyAny>, Bound<'py, PyAny>),
    limits: (f64, f64, usize),
    control: (f64, f64, f64, f64),
    watch: Option<Bound<'py, PyAny>>,
) -> PyResult<(Py<PyAny>, f64, i32)> {
    // Orders of the estimates, and how much of beta is taken off (Hairer's `expo1`).
    let (pair, order, share) = if eighth_order { (Pair::Dop853, 8.0, 0.2) } else { (Pair::Rk45, 5.0, 0.75) };
    let (max_step, first_step, max_steps) = limits;
    let (safety, min_factor, max_factor, beta) = control;
    let length = (span.1 - span.0).abs();
    let options = DopriOptions {
        step: StepOptions {
            rtol: numbers(&tolerances.0)?,
            atol: numbers(&tolerances.1)?,
            max_step: if max_step == 0.0 { f64::INFINITY } else { max_step.abs() },
            first_step: (first_step != 0.0).then(|| first_step.abs().min(length)),
        },
        control: StepControl {
            safety,
            min_factor,
            max_factor,
            alpha: Some(1.0 / order - share * beta),
            beta,
        },
        max_steps,
    };
    let after: Vec<_> = f_params.iter().collect();
    let mut functions = Functions { fun: Function::new(f, &after), vectorized: false, jac: None };
    let mut look = |t: f64, y: &[f64]| {
        let Some(watch) = &watch else { return Ok(false) };
        let answer = watch.call1((t, vector(py, y)?))?;
        Ok(answer.extract::<i64>().is_ok_and(|code| code == -1))
    };
    let mut system = Attached { py, functions: &mut functions };
    let found = dopri(pair, &mut system, span, &numbers(y0)?, &options, &mut look).map_err(ode_error)?;
    Ok((vector(py, &found.y)?, found.t, found.status))
}
