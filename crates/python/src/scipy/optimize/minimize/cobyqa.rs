//! COBYQA.

use super::super::curve_fit::vector;
use super::super::result::{object, optimize_result, print};
use super::cobyla::matrix_of;
use super::problem::{Function, flat};
use super::progress::IterationCallback;
use crate::convert::truth;
use crate::scalar::float64;
use pallasite_optimize::{CobyqaEnding, CobyqaOptions, CobyqaProgress, CobyqaValues, cobyqa};
use pyo3::prelude::*;

fn message(ending: CobyqaEnding) -> &'static str {
    match ending {
        CobyqaEnding::Radius => "The lower bound for the trust-region radius has been reached",
        CobyqaEnding::Target => "The target objective function value has been reached",
        CobyqaEnding::Fixed => "All variables are fixed by the bound constraints",
        CobyqaEnding::Stopped => "The callback requested to stop the optimization procedure",
        CobyqaEnding::Calls => "The maximum number of function evaluations has been exceeded",
        CobyqaEnding::Iterations => "The maximum number of iterations has been exceeded",
        CobyqaEnding::Infeasible => "The bound constraints are infeasible",
        CobyqaEnding::Equations => "A linear algebra error occurred",
    }
}

/// What is printed of a place under `disp`.
struct Told<'a> {
    title: &'a str,
    name: &'a str,
    x: &'a [f64],
    fun: f64,
    violation: f64,
    nfev: usize,
    nit: usize,
}

impl Told<'_> {
    fn print(&self, py: Python<'_>, point: &Bound<'_, PyAny>) -> PyResult<()> {
        let Self { title, name, x, fun, violation, nfev, nit } = self;
        let number = |v: f64| Ok::<_, PyErr>(object(py, v)?.repr()?.to_string());
        print(py, "")?;
        print(py, &format!("{title}."))?;
        print(py, &format!("Number of function evaluations: {nfev}."))?;
        print(py, &format!("Number of iterations: {nit}."))?;
        print(py, &format!("Least value of {name}: {}.", number(*fun)?))?;
        print(py, &format!("Maximum constraint violation: {}.", number(*violation)?))?;
        let text: String = point.call1((vector(py, x)?,))?.extract()?;
        print(py, &format!("Corresponding point: {text}."))
    }
}

type Linear<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

/// Minimises by quadratic models (Ragonneau and Zhang 2024) where `A x ≤ b`, `C x = d`, and the two parts of what
/// `constraints` returns are not positive and zero; the caller has checked the arguments. Under `disp` the function
/// `point` makes text of places.
#[pyfunction]
#[pyo3(signature = (fun, x0, args, bounds, at_most, equal, constraints, *, callback, disp, point, name, maxfev, maxiter,
    f_target, feasibility_tol, initial_tr_radius, final_tr_radius, scale))]
pub(in super::super) fn minimize_cobyqa<'py>(
    py: Python<'py>,
    fun: &Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    bounds: Option<Linear<'py>>,
    at_most: Linear<'py>,
    equal: Linear<'py>,
    constraints: Option<&Bound<'py, PyAny>>,
    callback: Option<&Bound<'py, PyAny>>,
    #[pyo3(from_py_with = truth)] disp: bool,
    point: &Bound<'py, PyAny>,
    name: &str,
    maxfev: usize,
    maxiter: usize,
    f_target: f64,
    feasibility_tol: f64,
    initial_tr_radius: f64,
    final_tr_radius: f64,
    #[pyo3(from_py_with = truth)] scale: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let x0 = flat(x0)?;
    let n = x0.len();
    crate::convert::check_room(&[3 * n, 3 * n])?;
    let linear = |(a, b): &Linear<'py>| Ok::<_, PyErr>((matrix_of(a, n)?, flat(b)?));
    let options = CobyqaOptions {
        initial_radius: initial_tr_radius,
        final_radius: final_tr_radius,
        maxfev: Some(maxfev),
        maxiter: Some(maxiter),
        target: f_target,
        feasibility_tol,
        scale,
        bounds: bounds.map(|(low, high)| Ok::<_, PyErr>((flat(&low)?, flat(&high)?))).transpose()?,
        at_most: linear(&at_most)?,
        equal: linear(&equal)?,
    };
    let mut f = Function::new(fun, args);
    let at = |x: &[f64]| {
        let fun = f.value(x)?;
        if disp {
            let text: String = point.call1((vector(py, x)?,))?.extract()?;
            print(py, &format!("{name}({text}) = {}", object(py, fun)?.repr()?))?;
        }
        let Some(constraints) = constraints else { return Ok(CobyqaValues { fun, ..Default::default() }) };
        let parts = constraints.call1((vector(py, x)?,))?;
        Ok(CobyqaValues { fun, at_most: flat(&parts.get_item(0)?)?, equal: flat(&parts.get_item(1)?)? })
    };
    let callback = callback.map(|c| Bound::new(py, IterationCallback::new(c)?)).transpose()?;
    let report = |progress: CobyqaProgress<'_>| match (progress, &callback) {
        (CobyqaProgress::Called { x, fun }, Some(callback)) => {
            let items = [("x", vector(py, x)?.into_bound(py)), ("fun", float64(py, fun))];
            IterationCallback::__call__(callback, &optimize_result(py, items)?)
        }
        (CobyqaProgress::Lowered { radius, x, fun, violation, nfev, nit }, _) if disp => {
            let title = format!("New trust-region radius: {}", object(py, radius)?.repr()?);
            Told { title: &title, name, x, fun, violation, nfev, nit }.print(py, point)?;
            print(py, "").map(|()| false)
        }
        _ => Ok(false),
    };
    let found = cobyqa(at, &x0, &options, report)?;
    if disp {
        let (title, x) = (message(found.ending), &found.x[..]);
        let (fun, violation) = (found.fun, found.violation);
        Told { title, name, x, fun, violation, nfev: found.nfev, nit: found.nit }.print(py, point)?;
    }
    optimize_result(
        py,
        [
            ("message", object(py, message(found.ending))?),
            ("success", object(py, found.success)?),
            ("status", object(py, found.ending as i32)?),
            ("x", vector(py, &found.x)?.into_bound(py)),
            ("fun", float64(py, found.fun)),
            ("maxcv", float64(py, found.violation)),
            ("nfev", object(py, found.nfev)?),
            ("nit", object(py, found.nit)?),
        ],
    )
}
