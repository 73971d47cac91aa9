//! Differential evolution.

use super::super::super::random::Generator;
use super::super::super::spatial::doubles;
use super::super::curve_fit::vector;
use super::super::minimize::problem::{Function, flat, rows_of};
use super::rows;
use crate::array::wrap;
use crate::error::IntoPy;
use pallasite_array::NdArray;
use pallasite_optimize::{EvolutionRules, InitialPopulation, Landscape, Population, Random, Strategy};
use pallasite_qmc::Sobol;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// A generator, and the list that it shuffles from trial to trial.
struct Shuffler<'py> {
    generator: Generator<'py>,
    index: Bound<'py, PyAny>,
}

impl pallasite_qmc::Random<PyErr> for Shuffler<'_> {
    fn uniforms(&mut self, n: usize) -> PyResult<Vec<f64>> {
        self.generator.uniforms(n)
    }

    fn normals(&mut self, n: usize) -> PyResult<Vec<f64>> {
        self.generator.normals(n)
    }

    fn below(&mut self, n: usize) -> PyResult<usize> {
        self.generator.below(n)
    }

    fn many_below(&mut self, n: usize, count: usize) -> PyResult<Vec<usize>> {
        self.generator.many_below(n, count)
    }

    fn permutation(&mut self, n: usize) -> PyResult<Vec<usize>> {
        self.generator.permutation(n)
    }
}

impl Random<PyErr> for Shuffler<'_> {
    fn uniform(&mut self, low: f64, high: f64) -> PyResult<f64> {
        self.generator.object.call_method1("uniform", (low, high))?.extract()
    }

    fn reshuffled(&mut self, _: usize, take: usize) -> PyResult<Vec<usize>> {
        self.generator.object.call_method1("shuffle", (&self.index,))?;
        let array = crate::coerce::as_array(&self.index, None)?;
        let first = array.as_slice::<i64>().unwrap_or_default();
        Ok(first.iter().take(take).map(|&i| i as usize).collect())
    }

    fn child(&mut self) -> PyResult<Self> {
        let Generator { object, new } = &self.generator;
        let object = if *new { object.call_method1("spawn", (1,))?.get_item(0)? } else { object.clone() };
        Ok(Self { generator: Generator::new(&object)?, index: self.index.clone() })
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

/// A population in Python: members, their values, whether they are feasible, violations, calls of the function.
type State<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>, Bound<'py, PyAny>, Bound<'py, PyAny>, usize);

fn population((members, energies, feasible, violations, nfev): &State<'_>) -> PyResult<Population> {
    let population = Population {
        members: rows_of(members)?,
        energies: flat(energies)?,
        feasible: flat(feasible)?.into_iter().map(|f| f != 0.0).collect(),
        violations: rows_of(violations)?,
        nfev: *nfev,
    };
    let lengths = [population.energies.len(), population.feasible.len(), population.violations.len()];
    let count = population.members.len();
    let same = count > 0 && lengths.iter().all(|&n| n == count);
    same.then_some(population).ok_or_else(|| {
        PyValueError::new_err(format!("{count} members have values, feasibilities, violations: {lengths:?}"))
    })
}

fn state<'py>(py: Python<'py>, found: &Population) -> PyResult<State<'py>> {
    let feasible = found.feasible.iter().map(|&f| f.into()).collect::<Vec<pallasite_array::Bool>>();
    Ok((
        rows(py, &found.members)?.into_bound(py),
        vector(py, &found.energies)?.into_bound(py),
        wrap(py, NdArray::from_vec(feasible))?.into_bound(py),
        rows(py, &found.violations)?.into_bound(py),
        found.nfev,
    ))
}

/// How a generation follows from the one before (Storn and Price 1997), and what is minimised.
#[pyclass(frozen, name = "_Evolution", module = "pallasite._core")]
pub(in super::super) struct Evolution {
    rules: EvolutionRules,
    func: Py<PyAny>,
    args: Option<Py<PyAny>>,
    rng: Py<PyAny>,
    index: Py<PyAny>,
    evaluate: Py<PyAny>,
    violations: Option<Py<PyAny>>,
    together: bool,
    strategy: Option<Py<PyAny>>,
}

#[pymethods]
impl Evolution {
    #[new]
    #[pyo3(signature = (func, args, limits, *, integral, strategy, recombination, deferred, maxfun, rng, index, evaluate,
        violations, together))]
    fn new(
        func: Py<PyAny>,
        args: Option<Py<PyAny>>,
        limits: (Bound<'_, PyAny>, Bound<'_, PyAny>),
        integral: Vec<bool>,
        strategy: &Bound<'_, PyAny>,
        recombination: f64,
        deferred: bool,
        maxfun: f64,
        rng: Py<PyAny>,
        index: Py<PyAny>,
        evaluate: Py<PyAny>,
        violations: Option<Py<PyAny>>,
        together: bool,
    ) -> PyResult<Self> {
        let custom = strategy.is_callable().then(|| strategy.clone().unbind());
        let built = if custom.is_some() {
            Some(Strategy::Custom)
        } else {
            Strategy::named(&strategy.extract::<String>()?)
        };
        let built = built.ok_or_else(|| PyValueError::new_err("Please select a valid mutation strategy"))?;
        let limits = (flat(&limits.0)?, flat(&limits.1)?);
        let maxfun = maxfun as usize;
        let rules = EvolutionRules { limits, integral, strategy: built, recombination, deferred, maxfun };
        Ok(Self { rules, func, args, rng, index, evaluate, violations, together, strategy: custom })
    }

    /// The first population with its values.
    fn evaluated<'py>(&self, py: Python<'py>, given: State<'py>) -> PyResult<State<'py>> {
        let mut population = population(&given)?;
        population.evaluate(&self.rules, &mut self.objective(py))?;
        state(py, &population)
    }

    /// The next generation, and whether there are calls left.
    fn evolved<'py>(&self, py: Python<'py>, given: State<'py>, scale: f64) -> PyResult<(State<'py>, bool)> {
        let mut population = population(&given)?;
        let index = self.index.bind(py).clone();
        let mut random = Shuffler { generator: Generator::new(self.rng.bind(py))?, index };
        let goes_on = population.evolve(&self.rules, scale, &mut self.objective(py), &mut random)?;
        Ok((state(py, &population)?, goes_on))
    }

    /// The population with the best member in the first place.
    fn promoted<'py>(&self, py: Python<'py>, given: State<'py>) -> PyResult<State<'py>> {
        let mut population = population(&given)?;
        population.promote();
        state(py, &population)
    }

    /// Members as the user sees them.
    fn scaled(&self, members: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        self.each(members, |m| self.rules.scaled(m))
    }

    /// Members from what the user sees.
    fn unscaled(&self, places: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        self.each(places, |x| self.rules.unscaled(x))
    }
}

impl Evolution {
    fn objective<'py>(&self, py: Python<'py>) -> Objective<'py> {
        Objective {
            fun: Function::new(self.func.bind(py), self.args.as_ref().map(|a| a.bind(py))),
            evaluate: self.evaluate.bind(py).clone(),
            violations: self.violations.as_ref().map(|v| v.bind(py).clone()),
            together: self.together,
            strategy: self.strategy.as_ref().map(|s| s.bind(py).clone()),
        }
    }

    fn each(&self, points: &Bound<'_, PyAny>, one: impl Fn(&[f64]) -> Vec<f64>) -> PyResult<Py<PyAny>> {
        let py = points.py();
        let (points, shape) = doubles(points)?;
        let n = self.rules.limits.0.len();
        if shape.last() != Some(&n) {
            let text = format!("points of {n} variables cannot have the shape {shape:?}");
            return Err(PyValueError::new_err(text));
        }
        let mapped = points.chunks(n.max(1)).flat_map(one).collect();
        wrap(py, NdArray::from_vec_shape(mapped, &shape).py()?)
    }
}

/// The first population, by the name of a method, between 0 and 1.
#[pyfunction]
pub(in super::super) fn _first_population(
    rng: &Bound<'_, PyAny>,
    init: &str,
    members: usize,
    variables: usize,
) -> PyResult<Py<PyAny>> {
    let init = match init {
        "latinhypercube" => InitialPopulation::LatinHypercube,
        "sobol" => {
            let sobol = Sobol::new(variables, 30).map_err(|e| PyValueError::new_err(e.to_string()))?;
            InitialPopulation::Sobol(sobol)
        }
        "halton" => InitialPopulation::Halton,
        _ => InitialPopulation::Random,
    };
    let mut random =
        Shuffler { generator: Generator::new(rng)?, index: rng.py().None().into_bound(rng.py()) };
    rows(rng.py(), &pallasite_optimize::first_population(&mut random, &init, members, variables)?)
}

/// The relative spread of values, and whether it is within tolerances.
#[pyfunction]
pub(in super::super) fn _convergence(
    energies: &Bound<'_, PyAny>,
    tol: f64,
    atol: f64,
) -> PyResult<(f64, bool)> {
    let mut population = Population::new(Vec::new());
    population.energies = flat(energies)?;
    Ok((population.convergence(), population.has_converged(tol, atol)))
}
