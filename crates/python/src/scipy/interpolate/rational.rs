//! What `AAA` and `FloaterHormannInterpolator` compute.

use super::rows::failure;
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::interrupt::released;
use num_complex::Complex64;
use pallasite_array::{DType, Element, NdArray};
use pallasite_interpolate::rational::{Number, Rational, aaa, floater_hormann};
use pyo3::prelude::*;

/// Calls a generic function with complex numbers if any of the arrays is complex, else with real ones.
macro_rules! by_kind {
    ($($array:expr),+; $f:ident $arguments:tt) => {
        if [$($array.kind().is_complex()),+].contains(&true) { $f::<Complex64> $arguments } else { $f::<f64> $arguments }
    };
}

fn array(object: &Bound<'_, PyAny>) -> PyResult<NdArray> {
    as_array(object, None)
}

fn numbers<T: Element>(array: &NdArray) -> PyResult<Vec<T>> {
    array.astype(&DType::from(T::KIND), pallasite_array::Order::C).py()?.cast_vec::<T>().py()
}

fn vector<T: Element>(py: Python<'_>, v: Vec<T>) -> PyResult<Py<PyAny>> {
    wrap(py, NdArray::from_vec(v))
}

/// A function from its parts; values have the axis of the points first.
fn function<T: Number + Element>(z: &NdArray, f: &NdArray, w: &NdArray) -> PyResult<Rational<T>> {
    let width = f.shape()[1..].iter().product();
    Ok(Rational { z: numbers(z)?, f: numbers(f)?, w: numbers(w)?, width })
}

fn values<T: Number + Element>(py: Python<'_>, [z, f, w, at]: [&NdArray; 4]) -> PyResult<Py<PyAny>> {
    let values = function::<T>(z, f, w)?.evaluate(&numbers(at)?);
    let shape = [at.shape(), &f.shape()[1..]].concat();
    wrap(py, NdArray::from_vec_shape(values, &shape).py()?)
}

/// The values at `at`.
#[pyfunction]
fn _rational_evaluate(
    py: Python<'_>,
    z: &Bound<'_, PyAny>,
    f: &Bound<'_, PyAny>,
    w: &Bound<'_, PyAny>,
    at: &Bound<'_, PyAny>,
) -> PyResult<Py<PyAny>> {
    let (z, f, w, at) = (array(z)?, array(f)?, array(w)?, array(at)?);
    by_kind!(z, f, w, at; values(py, [&z, &f, &w, &at]))
}

/// The poles, or the roots.
#[pyfunction]
fn _rational_zeros(
    py: Python<'_>,
    z: &Bound<'_, PyAny>,
    f: &Bound<'_, PyAny>,
    w: &Bound<'_, PyAny>,
    roots: bool,
) -> PyResult<Py<PyAny>> {
    let r = function::<Complex64>(&array(z)?, &array(f)?, &array(w)?)?;
    vector(py, if roots { r.roots() } else { r.poles() }.map_err(failure)?)
}

/// The residues at the poles.
#[pyfunction]
fn _rational_residues(
    py: Python<'_>,
    z: &Bound<'_, PyAny>,
    f: &Bound<'_, PyAny>,
    w: &Bound<'_, PyAny>,
    poles: &Bound<'_, PyAny>,
) -> PyResult<Py<PyAny>> {
    let r = function::<Complex64>(&array(z)?, &array(f)?, &array(w)?)?;
    vector(py, r.residues(&numbers(&array(poles)?)?))
}

type Approximant = (Py<PyAny>, Py<PyAny>, Py<PyAny>, Py<PyAny>, bool);

fn approximant<T: Number + Element>(
    py: Python<'_>,
    [z, f]: [&NdArray; 2],
    rtol: f64,
    max_terms: usize,
) -> PyResult<Approximant> {
    let (z, f) = (numbers(z)?, numbers(f)?);
    let found = released(py, || aaa::<T>(&z, &f, rtol, max_terms))?.map_err(failure)?;
    let Rational { z, f, w, .. } = found.function;
    Ok((vector(py, z)?, vector(py, f)?, vector(py, w)?, vector(py, found.errors)?, found.converged))
}

/// Support points, values and weights of the approximant to values at points, the errors of the steps, and whether the last
/// is small enough.
#[pyfunction]
fn _aaa(
    py: Python<'_>,
    z: &Bound<'_, PyAny>,
    f: &Bound<'_, PyAny>,
    rtol: f64,
    max_terms: usize,
) -> PyResult<Approximant> {
    let (z, f) = (array(z)?, array(f)?);
    by_kind!(z, f; approximant(py, [&z, &f], rtol, max_terms))
}

type Cleaned = (Py<PyAny>, Py<PyAny>, Py<PyAny>, usize);

fn cleaned<T: Number + Element>(
    py: Python<'_>,
    parts: [&NdArray; 3],
    data: [&NdArray; 2],
    tol: f64,
) -> PyResult<Cleaned> {
    let mut r = function::<T>(parts[0], parts[1], parts[2])?;
    let count = r.clean_up(&numbers(data[0])?, &numbers(data[1])?, tol).map_err(failure)?;
    Ok((vector(py, r.z)?, vector(py, r.f)?, vector(py, r.w)?, count))
}

/// The parts without Froissart's doublets, and how many there were.
#[pyfunction]
fn _aaa_clean_up(
    py: Python<'_>,
    parts: [Bound<'_, PyAny>; 3],
    points: &Bound<'_, PyAny>,
    values: &Bound<'_, PyAny>,
    tol: f64,
) -> PyResult<Cleaned> {
    let (z, f, w) = (array(&parts[0])?, array(&parts[1])?, array(&parts[2])?);
    let (points, values) = (array(points)?, array(values)?);
    by_kind!(z, f, w, points, values; cleaned(py, [&z, &f, &w], [&points, &values], tol))
}

fn weights<T: Number + Element>(py: Python<'_>, z: &NdArray, d: usize) -> PyResult<Py<PyAny>> {
    vector(py, floater_hormann::<T>(&numbers(z)?, d))
}

/// The weights of Floater and Hormann.
#[pyfunction]
fn _floater_hormann(py: Python<'_>, z: &Bound<'_, PyAny>, d: usize) -> PyResult<Py<PyAny>> {
    let z = array(z)?;
    by_kind!(z; weights(py, &z, d))
}

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(_rational_evaluate, m)?)?;
    m.add_function(wrap_pyfunction!(_rational_zeros, m)?)?;
    m.add_function(wrap_pyfunction!(_rational_residues, m)?)?;
    m.add_function(wrap_pyfunction!(_aaa, m)?)?;
    m.add_function(wrap_pyfunction!(_aaa_clean_up, m)?)?;
    m.add_function(wrap_pyfunction!(_floater_hormann, m)?)
}
