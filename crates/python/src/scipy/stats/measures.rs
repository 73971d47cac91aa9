//! Discrepancies, better samples, and other distributions than the uniform one.

use super::super::random::Generator;
use super::super::spatial::{doubles, shaped, spatial_error};
use crate::convert::check_room;
use crate::interrupt::released;
use pallasite_qmc::{DiscrepancyMethod, Metric, lower_discrepancy};
use pyo3::exceptions::{PyNotImplementedError, PyValueError};
use pyo3::prelude::*;

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(_discrepancy, m)?)?;
    m.add_function(wrap_pyfunction!(_update_discrepancy, m)?)?;
    m.add_function(wrap_pyfunction!(_perturb_discrepancy, m)?)?;
    m.add_function(wrap_pyfunction!(_random_cd, m)?)?;
    m.add_function(wrap_pyfunction!(_lloyd, m)?)?;
    m.add_function(wrap_pyfunction!(_pair_distances, m)?)?;
    m.add_function(wrap_pyfunction!(_mindist, m)?)?;
    m.add_function(wrap_pyfunction!(_mst, m)?)?;
    m.add_function(wrap_pyfunction!(_standard_normals, m)?)?;
    m.add_function(wrap_pyfunction!(_categorize, m)?)
}

/// The discrepancy of a sample by the method of a name.
#[pyfunction]
fn _discrepancy(py: Python<'_>, sample: &Bound<'_, PyAny>, iterative: bool, method: &str) -> PyResult<f64> {
    let method = DiscrepancyMethod::named(method)
        .ok_or_else(|| PyValueError::new_err(format!("{method:?} is not a valid method")))?;
    let (sample, shape) = doubles(sample)?;
    released(py, || pallasite_qmc::discrepancy(&sample, shape[1], iterative, method))
}

/// The discrepancy of a sample and one more point.
#[pyfunction]
fn _update_discrepancy(x_new: &Bound<'_, PyAny>, sample: &Bound<'_, PyAny>, initial: f64) -> PyResult<f64> {
    Ok(pallasite_qmc::update_discrepancy(&doubles(x_new)?.0, &doubles(sample)?.0, initial))
}

/// The discrepancy of a sample after two rows have swapped what they have in a column.
#[pyfunction]
fn _perturb_discrepancy(
    sample: &Bound<'_, PyAny>,
    i1: usize,
    i2: usize,
    k: usize,
    disc: f64,
) -> PyResult<f64> {
    let (sample, shape) = doubles(sample)?;
    if i1 >= shape[0] || i2 >= shape[0] || k >= shape[1] {
        let text = format!("rows {i1} and {i2} or column {k} are beyond a sample of shape {shape:?}");
        return Err(PyValueError::new_err(text));
    }
    Ok(pallasite_qmc::perturbed_discrepancy(&sample, shape[1], (i1, i2), k, disc))
}

/// A sample after swaps that lower its discrepancy.
#[pyfunction]
fn _random_cd(py: Python<'_>, sample: &Bound<'_, PyAny>, rng: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let (mut sample, shape) = doubles(sample)?;
    lower_discrepancy(&mut sample, shape[1], &mut Generator::new(rng)?)?;
    shaped(py, sample, &shape)
}

/// A sample after steps towards the centres of its Voronoi cells.
#[pyfunction]
fn _lloyd(py: Python<'_>, sample: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let (mut sample, shape) = doubles(sample)?;
    released(py, || pallasite_qmc::lloyd(&mut sample, shape[1]))?.map_err(spatial_error)?;
    shaped(py, sample, &shape)
}

/// The distances of all pairs of points.
#[pyfunction]
fn _pair_distances(py: Python<'_>, sample: &Bound<'_, PyAny>, metric: &str) -> PyResult<Py<PyAny>> {
    let known = Metric::named(metric).ok_or_else(|| {
        let text =
            format!("geometric_discrepancy: the metric {metric:?}; a function of two points may be given");
        PyNotImplementedError::new_err(text)
    })?;
    let (sample, shape) = doubles(sample)?;
    check_room(&[shape[0], shape[0] / 2])?;
    let distances = released(py, || pallasite_qmc::pair_distances(&sample, shape[1], known))?;
    let count = [distances.len()];
    shaped(py, distances, &count)
}

/// The least distance that is not zero.
#[pyfunction]
fn _mindist(distances: &Bound<'_, PyAny>) -> PyResult<f64> {
    let least = pallasite_qmc::least_distance(&doubles(distances)?.0);
    least.ok_or_else(|| {
        PyValueError::new_err("zero-size array to reduction operation minimum which has no identity")
    })
}

/// The mean edge of the minimum spanning tree of `n` points with these distances.
#[pyfunction]
fn _mst(py: Python<'_>, distances: &Bound<'_, PyAny>, n: usize) -> PyResult<f64> {
    let distances = doubles(distances)?.0;
    if distances.len() * 2 != n * n.saturating_sub(1) {
        let text = format!("{} distances are not those of all pairs of {n} points", distances.len());
        return Err(PyValueError::new_err(text));
    }
    released(py, || pallasite_qmc::mean_edge_of_spanning_tree(&distances, n))
}

/// Standard normal variates from a sample.
#[pyfunction]
fn _standard_normals(py: Python<'_>, sample: &Bound<'_, PyAny>, inverse: bool) -> PyResult<Py<PyAny>> {
    let (sample, shape) = doubles(sample)?;
    let normals = released(py, || pallasite_qmc::standard_normals(&sample, shape[1], inverse))?;
    shaped(py, normals, &shape)
}

/// How many draws fall to each category.
#[pyfunction]
fn _categorize(py: Python<'_>, draws: &Bound<'_, PyAny>, pvals: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let (draws, pvals) = (doubles(draws)?.0, doubles(pvals)?.0);
    let counts = pallasite_qmc::multinomial(&draws, &pvals);
    shaped(py, counts.into_iter().map(|n| n as f64).collect(), &[pvals.len()])
}
