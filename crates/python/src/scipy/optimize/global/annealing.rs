//! Dual annealing.

use super::super::curve_fit::vector;
use super::super::minimize::problem::{Function, flat};
use super::super::result::object;
use super::Generator;
use pallasite_optimize::{
    Annealed, AnnealingEnding, AnnealingError, AnnealingRandom, DualAnnealingOptions,
    dual_annealing as search,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

impl AnnealingRandom<PyErr> for Generator<'_> {
    fn place(&mut self, low: &[f64], high: &[f64]) -> PyResult<Vec<f64>> {
        let py = self.object.py();
        let kwargs = PyDict::new(py);
        kwargs.set_item("size", low.len())?;
        flat(&self.object.call_method("uniform", (vector(py, low)?, vector(py, high)?), Some(&kwargs))?)
    }
}

/// What is minimised: the function, a local minimiser in Python, and who is told of the lowest values.
struct Objective<'py> {
    fun: Function<'py>,
    calls: usize,
    local: Bound<'py, PyAny>,
    callback: Option<Bound<'py, PyAny>>,
}

impl Annealed<PyErr> for Objective<'_> {
    fn value(&mut self, x: &[f64]) -> PyResult<f64> {
        self.calls += 1;
        self.fun.value(x)
    }

    fn descend(&mut self, x: &[f64], value: f64) -> PyResult<(Vec<f64>, f64)> {
        let found = self.local.call1((vector(self.local.py(), x)?, value))?;
        self.calls += found.get_item(2)?.extract::<usize>()?;
        Ok((flat(&found.get_item(0)?)?, found.get_item(1)?.extract()?))
    }

    fn report(&mut self, x: &[f64], value: f64, context: usize) -> PyResult<bool> {
        let Some(callback) = &self.callback else { return Ok(false) };
        callback.call1((vector(callback.py(), x)?, self.fun.number(value), context))?.is_truthy()
    }

    fn calls(&self) -> usize {
        self.calls
    }
}

fn message(ending: AnnealingEnding) -> &'static str {
    match ending {
        AnnealingEnding::Iterations => "Maximum number of iteration reached",
        AnnealingEnding::Calls(0) => "Maximum number of function call reached during annealing",
        AnnealingEnding::Calls(1) => "Maximum number of function call reached during local search",
        AnnealingEnding::Calls(_) => "Maximum number of function call reached during dual annealing",
        AnnealingEnding::Stopped => "Callback function requested to stop early by returning True",
    }
}

/// Minimises by dual annealing (Xiang, Sun, Fan and Gong 1997); arguments are checked by the caller.
#[pyfunction]
#[pyo3(signature = (func, args, rng, limits, *, local, callback, maxiter, initial_temp, restart_temp_ratio, visit,
    accept, maxfun, local_search, x0))]
pub(in super::super) fn dual_annealing<'py>(
    py: Python<'py>,
    func: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    rng: &Bound<'py, PyAny>,
    limits: (Bound<'py, PyAny>, Bound<'py, PyAny>),
    local: Bound<'py, PyAny>,
    callback: Option<Bound<'py, PyAny>>,
    maxiter: usize,
    initial_temp: f64,
    restart_temp_ratio: f64,
    visit: f64,
    accept: f64,
    maxfun: f64,
    local_search: bool,
    x0: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let options = DualAnnealingOptions {
        low: flat(&limits.0)?,
        high: flat(&limits.1)?,
        maxiter,
        initial_temp,
        restart_temp_ratio,
        visit,
        accept,
        maxfun,
        local_search,
        x0: x0.map(flat).transpose()?,
    };
    let mut objective = Objective { fun: Function::new(func, args), calls: 0, local, callback };
    let mut generator = Generator::new(rng)?;
    let found = search(&mut objective, &mut generator, &options).map_err(|e| match e {
        AnnealingError::Callback(e) => e,
        AnnealingError::NotFinite => PyValueError::new_err(
            "Stopping algorithm because function create NaN or (+/-) infinity values even with trying new random \
             parameters",
        ),
    })?;
    let success = found.ending == AnnealingEnding::Iterations;
    let fun = objective.fun.number(found.fun);
    let x = vector(py, &found.x)?;
    object(py, (x, fun, found.nit, objective.calls, success, message(found.ending)))
}
