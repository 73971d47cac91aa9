//! Simplicial homology global optimisation.

use super::super::super::spatial::spatial_error;
use super::super::curve_fit::vector;
use super::super::minimize::problem::{flat, rows_of};
use super::super::result::{Options, object};
use super::rows;
use pallasite_optimize::{ShgoError, ShgoObjective, ShgoOptions, ShgoSampling, shgo as search};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

/// The objective as an object in Python, whose methods take lists of places.
struct Objective<'py> {
    object: Bound<'py, PyAny>,
}

impl<'py> Objective<'py> {
    fn ask(&self, method: &str, places: &[Vec<f64>]) -> PyResult<Bound<'py, PyAny>> {
        let py = self.object.py();
        py.check_signals()?;
        let places = places.iter().map(|x| vector(py, x)).collect::<PyResult<Vec<_>>>()?;
        self.object.call_method1(method, (PyList::new(py, places)?,))
    }
}

/// As many answers as there are questions.
fn complete<T>(answers: Vec<T>, places: &[Vec<f64>]) -> PyResult<Vec<T>> {
    if answers.len() == places.len() {
        return Ok(answers);
    }
    Err(PyValueError::new_err(format!("{} values for {} places", answers.len(), places.len())))
}

impl ShgoObjective<PyErr> for Objective<'_> {
    fn values(&mut self, places: &[Vec<f64>]) -> PyResult<Vec<f64>> {
        complete(self.ask("values", places)?.extract()?, places)
    }

    fn feasible(&mut self, places: &[Vec<f64>]) -> PyResult<Vec<bool>> {
        complete(self.ask("feasible", places)?.extract()?, places)
    }

    fn descend(&mut self, x: &[f64], bounds: &[(f64, f64)]) -> PyResult<(Vec<f64>, f64)> {
        let bounds: Vec<[f64; 2]> = bounds.iter().map(|&(low, high)| [low, high]).collect();
        let found = self.object.call_method1("descend", (vector(self.object.py(), x)?, bounds))?;
        Ok((flat(&found.get_item(0)?)?, found.get_item(1)?.extract()?))
    }

    fn sample(&mut self, count: usize) -> PyResult<Vec<Vec<f64>>> {
        rows_of(&self.object.call_method1("sample", (count,))?)
    }

    fn lower_than_known(&mut self, known: f64, lowest: f64) -> PyResult<()> {
        self.object.call_method1("warn_of_lower", (known, lowest)).map(|_| ())
    }
}

fn options_of(points: bool, given: &Options<'_>) -> PyResult<ShgoOptions> {
    let defaults = ShgoOptions::default();
    Ok(ShgoOptions {
        sampling: if points { ShgoSampling::Points } else { ShgoSampling::Simplicial },
        n: given.get("n")?,
        iters: given.get("iters")?,
        maxiter: given.get("maxiter")?,
        maxfev: given.get("maxfev")?,
        maxev: given.get("maxev")?,
        maxtime: given.get("maxtime")?,
        f_min: given.get("f_min")?,
        f_tol: given.get("f_tol")?.unwrap_or(defaults.f_tol),
        minhgrd: given.get("minhgrd")?,
        minimize_every_iter: given.flag("minimize_every_iter")?,
        local_iter: given.get::<f64>("local_iter")?.filter(|k| *k > 0.0).map(|k| k as usize),
        infty_constraints: given.flag("infty_constraints")?,
    })
}

/// Minimises by simplices (Endres, Sandrock and Focke 2018); arguments are checked by the caller.
#[pyfunction]
#[pyo3(signature = (objective, bounds, points, **options))]
pub(in super::super) fn _shgo<'py>(
    py: Python<'py>,
    objective: &Bound<'py, PyAny>,
    bounds: Vec<(f64, f64)>,
    points: bool,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let options = options_of(points, &Options::new(py, options)?)?;
    let mut objective = Objective { object: objective.clone() };
    let found = search(&mut objective, &bounds, &options).map_err(|e| match e {
        ShgoError::Objective(e) => e,
        ShgoError::Triangulation(e) => spatial_error(e),
    })?;
    let (places, values): (Vec<_>, Vec<_>) = found.minima.into_iter().unzip();
    let minima = (rows(py, &places)?, vector(py, &values)?);
    let lowest = found.lowest.map(|(x, f)| Ok::<_, PyErr>((vector(py, &x)?, f))).transpose()?;
    object(py, (minima, lowest, found.nit, found.nfev, found.sampled))
}
