//! Differential evolution.

use super::super::curve_fit::{matrix, vector};
use super::super::minimize::problem::{Function, flat, rows_of};
use super::super::result::object;
use super::Generator;
use ndarray::Array2;
use pallasite_optimize::{
    DifferentialEvolutionOptions, Generation, InitialPopulation, Landscape, Mutation, Random, Sobol,
    Strategy, differential_evolution as search,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

impl Random<PyErr> for Generator<'_> {
    fn uniform(&mut self, low: f64, high: f64) -> PyResult<f64> {
        self.object.call_method1("uniform", (low, high))?.extract()
    }

    fn uniforms(&mut self, n: usize) -> PyResult<Vec<f64>> {
        self.numbers("uniform", n)
    }

    fn below(&mut self, n: usize) -> PyResult<usize> {
        self.object.call_method1(if self.new { "integers" } else { "randint" }, (n,))?.extract()
    }

    fn many_below(&mut self, n: usize, count: usize) -> PyResult<Vec<usize>> {
        let kwargs = PyDict::new(self.object.py());
        kwargs.set_item("size", count)?;
        let name = if self.new { "integers" } else { "randint" };
        Ok(flat(&self.object.call_method(name, (n,), Some(&kwargs))?)?.iter().map(|&i| i as usize).collect())
    }

    fn permutation(&mut self, n: usize) -> PyResult<Vec<usize>> {
        let range = self.object.py().import("builtins")?.call_method1("range", (n,))?;
        Ok(flat(&self.object.call_method1("permutation", (range,))?)?.iter().map(|&i| i as usize).collect())
    }

    fn reshuffled(&mut self, n: usize, take: usize) -> PyResult<Vec<usize>> {
        if self.index.is_none() {
            let numpy = self.object.py().import("pallasite.numpy")?;
            self.index = Some(numpy.call_method1("arange", (n,))?);
        }
        let index = self.index.as_ref().expect("set above");
        self.object.call_method1("shuffle", (index,))?;
        let array = crate::coerce::as_array(index, None)?;
        let first = array.as_slice::<i64>().unwrap_or_default();
        Ok(first.iter().take(take).map(|&i| i as usize).collect())
    }

    fn child(&mut self) -> PyResult<Self> {
        if self.new {
            Self::new(&self.object.call_method1("spawn", (1,))?.get_item(0)?)
        } else {
            Self::new(&self.object)
        }
    }
}

/// What is minimised: the function itself, and helpers in Python for whole populations.
struct Objective<'py> {
    fun: Function<'py>,
    evaluate: Bound<'py, PyAny>,
    violations: Option<Bound<'py, PyAny>>,
    /// Whether constraints take whole populations.
    together: bool,
    strategy: Option<Bound<'py, PyAny>>,
}

fn rows(py: Python<'_>, places: &[Vec<f64>]) -> PyResult<Py<PyAny>> {
    let n = places.first().map_or(0, Vec::len);
    let flat = Array2::from_shape_vec((places.len(), n), places.concat());
    matrix(py, flat.map_err(|e| PyValueError::new_err(e.to_string()))?)
}

impl Landscape<PyErr> for Objective<'_> {
    fn value(&mut self, x: &[f64]) -> PyResult<f64> {
        self.fun.value(x)
    }

    fn values(&mut self, places: &[Vec<f64>]) -> PyResult<(Vec<f64>, usize)> {
        if places.is_empty() {
            return Ok((Vec::new(), 0));
        }
        let py = self.evaluate.py();
        let found = self.evaluate.call1((rows(py, places)?,))?;
        Ok((flat(&found.get_item(0)?)?, found.get_item(1)?.extract()?))
    }

    fn violations(&mut self, x: &[f64]) -> PyResult<Vec<f64>> {
        let Some(violations) = &self.violations else { return Ok(Vec::new()) };
        flat(&violations.call1((vector(violations.py(), x)?,))?)
    }

    fn many_violations(&mut self, places: &[Vec<f64>]) -> PyResult<Vec<Vec<f64>>> {
        match &self.violations {
            Some(violations) if self.together => {
                rows_of(&violations.call1((rows(violations.py(), places)?,))?)
            }
            _ => places.iter().map(|x| self.violations(x)).collect(),
        }
    }

    fn mutate(&mut self, candidate: usize, population: &[Vec<f64>]) -> PyResult<Vec<f64>> {
        let Some(strategy) = &self.strategy else { return Ok(population[candidate].clone()) };
        flat(&strategy.call1((candidate, rows(strategy.py(), population)?))?)
    }
}

/// Minimises by differential evolution (Storn and Price 1997); arguments are checked by the caller.
#[pyfunction]
#[pyo3(signature = (func, args, rng, limits, *, integral, strategy, mutation, recombination, members, init, x0, maxiter,
    tol, atol, deferred, evaluate, violations, together, report))]
pub(in super::super) fn differential_evolution<'py>(
    py: Python<'py>,
    func: &Bound<'py, PyAny>,
    args: Option<&Bound<'py, PyAny>>,
    rng: &Bound<'py, PyAny>,
    limits: (Bound<'py, PyAny>, Bound<'py, PyAny>),
    integral: Vec<bool>,
    strategy: &Bound<'py, PyAny>,
    mutation: Vec<f64>,
    recombination: f64,
    members: usize,
    init: &Bound<'py, PyAny>,
    x0: Option<&Bound<'py, PyAny>>,
    maxiter: usize,
    tol: f64,
    atol: f64,
    deferred: bool,
    evaluate: Bound<'py, PyAny>,
    violations: Option<Bound<'py, PyAny>>,
    together: bool,
    report: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let custom = strategy.is_callable().then(|| strategy.clone());
    let built = if custom.is_some() {
        Some(Strategy::Custom)
    } else {
        Strategy::named(&strategy.extract::<String>()?)
    };
    let built = built.ok_or_else(|| PyValueError::new_err("Please select a valid mutation strategy"))?;
    let limits = (flat(&limits.0)?, flat(&limits.1)?);
    let init = match init.extract::<String>().as_deref() {
        Ok("latinhypercube") => InitialPopulation::LatinHypercube,
        Ok("sobol") => {
            let sobol = Sobol::new(limits.0.len()).map_err(|e| PyValueError::new_err(e.to_string()))?;
            InitialPopulation::Sobol(sobol)
        }
        Ok("halton") => InitialPopulation::Halton,
        Ok(_) => InitialPopulation::Random,
        Err(_) => InitialPopulation::Given(rows_of(init)?),
    };
    let options = DifferentialEvolutionOptions {
        limits,
        integral,
        strategy: built,
        mutation: match mutation[..] {
            [low, high] => Mutation::Dithered(low, high),
            [scale] => Mutation::Constant(scale),
            _ => return Err(PyValueError::new_err("the mutation constant is one number or two")),
        },
        recombination,
        members,
        init,
        x0: x0.map(flat).transpose()?,
        maxiter,
        tol,
        atol,
        deferred,
    };
    let fun = Function::new(func, args);
    let mut landscape = Objective { fun, evaluate, violations, together, strategy: custom };
    let mut generator = Generator::new(rng)?;
    let each = |g: Generation<'_>| match &report {
        None => Ok(false),
        Some(report) => {
            let arrays = (rows(py, g.population)?, vector(py, g.energies)?);
            report.call1((g.nit, g.nfev, arrays.0, arrays.1, g.convergence))?.is_truthy()
        }
    };
    let found = search(&mut landscape, &mut generator, &options, each)?;
    let arrays = (rows(py, &found.population)?, vector(py, &found.energies)?);
    object(py, (arrays.0, arrays.1, found.nit, found.nfev, found.converged, found.stopped))
}
