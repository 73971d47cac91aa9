//! Legendre functions and spherical harmonics.

use crate::array::{array_of, detached, wrap};
use crate::coerce::as_array;
use crate::convert::{check_room, int_of};
use crate::error::IntoPy;
use pallasite_array::NdArray;
use pallasite_array::layout::broadcast_shapes;
use pallasite_special as special;
use pyo3::exceptions::{PyKeyError, PyNotImplementedError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyTuple};

/// How many derivatives there are.
const MOST: isize = 2;

fn received(diff_n: &Bound<'_, PyAny>) -> String {
    format!("diff_n is currently only implemented for orders 0, 1, and 2, received: {diff_n}.")
}

/// The number of derivatives, an integer.
fn strictly(diff_n: &Bound<'_, PyAny>) -> PyResult<isize> {
    int_of(diff_n).ok().filter(|&d| d >= 0).ok_or_else(|| {
        PyValueError::new_err(format!("diff_n must be a non-negative integer, received: {diff_n}."))
    })
}

/// A number that is whole and not negative.
fn count(name: &str, value: &Bound<'_, PyAny>) -> PyResult<isize> {
    let text = format!("{name} must be a non-negative integer");
    let whole = match int_of(value) {
        Ok(whole) => whole,
        Err(_) => {
            let number: f64 = value.extract().map_err(|_| PyTypeError::new_err(text.clone()))?;
            if number == number.floor() { number as isize } else { -1 }
        }
    };
    if whole < 0 { Err(PyValueError::new_err(text)) } else { Ok(whole) }
}

/// The number of derivatives, which may be a whole float.
fn derivatives(diff_n: &Bound<'_, PyAny>) -> PyResult<usize> {
    let number = count("diff_n", diff_n)?;
    if number > MOST { Err(PyValueError::new_err(received(diff_n))) } else { Ok(number as usize) }
}

/// The same where it is the length of an axis.
fn axis_of_derivatives(diff_n: &Bound<'_, PyAny>) -> PyResult<usize> {
    let number = derivatives(diff_n)?;
    if diff_n.is_instance_of::<PyFloat>() {
        return Err(PyTypeError::new_err("'float' object cannot be interpreted as an integer"));
    }
    Ok(number)
}

/// The highest degree or order of a table.
fn highest(name: &str, value: &Bound<'_, PyAny>) -> PyResult<usize> {
    let whole = int_of(value).ok().filter(|&n| n >= 0);
    let error = || PyValueError::new_err(format!("{name} must be a non-negative integer."));
    whole.map(|n| n as usize).ok_or_else(error)
}

/// The size of the highest order.
fn orders(m: &Bound<'_, PyAny>) -> PyResult<usize> {
    Ok(int_of(m)?.unsigned_abs())
}

/// Whether functions are normalised: SciPy has a table with the keys `True` and `False`.
fn normalised(norm: &Bound<'_, PyAny>, diff_n: usize) -> PyResult<bool> {
    norm.hash()?;
    if norm.eq(true)? || norm.eq(false)? {
        return norm.is_truthy();
    }
    Err(PyKeyError::new_err(((norm.clone().unbind(), diff_n),)))
}

fn arrays<const N: usize>(objects: [&Bound<'_, PyAny>; N]) -> PyResult<[NdArray; N]> {
    let arrays: Vec<NdArray> = objects.iter().map(|o| as_array(o, None)).collect::<PyResult<_>>()?;
    Ok(arrays.try_into().expect("as many as there were"))
}

/// The branch cut, outside of -1 to 1 where none is given.
fn cut_of(branch_cut: Option<&Bound<'_, PyAny>>) -> PyResult<NdArray> {
    match branch_cut {
        Some(cut) => as_array(cut, None),
        None => NdArray::from_vec_shape(vec![2i64], &[]).py(),
    }
}

/// The result of work that needs no interpreter.
fn computed(
    py: Python<'_>,
    size: usize,
    f: impl FnOnce() -> pallasite_array::Result<NdArray> + Send,
) -> PyResult<Py<PyAny>> {
    wrap(py, detached(py, size, f)?)
}

/// A harmonic, or a tuple of it and its derivatives.
fn harmonics(
    py: Python<'_>,
    size: usize,
    f: impl FnOnce() -> pallasite_array::Result<Vec<NdArray>> + Send,
) -> PyResult<Py<PyAny>> {
    let mut parts = detached(py, size, f)?;
    if parts.len() == 1 {
        return wrap(py, parts.swap_remove(0));
    }
    let parts = parts.into_iter().map(|part| wrap(py, part)).collect::<PyResult<Vec<_>>>()?;
    Ok(PyTuple::new(py, parts)?.into_any().unbind())
}

/// Legendre polynomial of the first kind.
#[pyfunction]
#[pyo3(signature = (n, z, /, *, diff_n=None), text_signature = "(n, z, /, *, diff_n=0)")]
fn legendre_p(
    py: Python<'_>,
    n: &Bound<'_, PyAny>,
    z: &Bound<'_, PyAny>,
    diff_n: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    let d = diff_n.map_or(Ok(0), strictly)?;
    if let Some(diff_n) = diff_n.filter(|_| d > MOST) {
        return Err(PyNotImplementedError::new_err(received(diff_n)));
    }
    let [n, z] = arrays([n, z])?;
    computed(py, n.size().max(z.size()), || special::legendre_p(&n, &z, d as usize))
}

/// All Legendre polynomials of the first kind up to degree `n`.
#[pyfunction]
#[pyo3(signature = (n, z, /, *, diff_n=None), text_signature = "(n, z, /, *, diff_n=0)")]
fn legendre_p_all(
    py: Python<'_>,
    n: &Bound<'_, PyAny>,
    z: &Bound<'_, PyAny>,
    diff_n: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    let d = diff_n.map_or(Ok(0), axis_of_derivatives)?;
    let n = count("n", n)? as usize;
    let [z] = arrays([z])?;
    check_room(&[2 * (d + 1), n + 1, z.size()])?;
    computed(py, (n + 1) * z.size(), || special::legendre_p_all(n, &z, d))
}

/// Associated Legendre polynomial of the first kind.
#[pyfunction]
#[pyo3(signature = (n, m, z, /, *, branch_cut=None, norm=None, diff_n=None),
       text_signature = "(n, m, z, /, *, branch_cut=2, norm=False, diff_n=0)")]
fn assoc_legendre_p(
    py: Python<'_>,
    n: &Bound<'_, PyAny>,
    m: &Bound<'_, PyAny>,
    z: &Bound<'_, PyAny>,
    branch_cut: Option<&Bound<'_, PyAny>>,
    norm: Option<&Bound<'_, PyAny>>,
    diff_n: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    let d = diff_n.map_or(Ok(0), derivatives)?;
    let norm = norm.map_or(Ok(false), |norm| normalised(norm, d))?;
    let [n, m, z] = arrays([n, m, z])?;
    let cut = cut_of(branch_cut)?;
    let size = [&n, &m, &z].iter().map(|a| a.size()).max().unwrap_or(0);
    computed(py, size, || special::assoc_legendre_p(&n, &m, &z, &cut, norm, d))
}

/// All associated Legendre polynomials of the first kind up to degree `n` and order `m`.
#[pyfunction]
#[pyo3(signature = (n, m, z, /, *, branch_cut=None, norm=None, diff_n=None),
       text_signature = "(n, m, z, /, *, branch_cut=2, norm=False, diff_n=0)")]
fn assoc_legendre_p_all(
    py: Python<'_>,
    n: &Bound<'_, PyAny>,
    m: &Bound<'_, PyAny>,
    z: &Bound<'_, PyAny>,
    branch_cut: Option<&Bound<'_, PyAny>>,
    norm: Option<&Bound<'_, PyAny>>,
    diff_n: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    let d = diff_n.map_or(Ok(0), strictly)?;
    if let Some(diff_n) = diff_n.filter(|_| d > MOST) {
        return Err(PyValueError::new_err(received(diff_n)));
    }
    let d = d as usize;
    let norm = norm.map_or(Ok(false), |norm| normalised(norm, d))?;
    let (n, m, [z], cut) = (highest("n", n)?, highest("m", m)?, arrays([z])?, cut_of(branch_cut)?);
    let shape = broadcast_shapes(&[z.shape(), cut.shape()]).py()?;
    let count = room(d, n, m, &shape)?;
    computed(py, count, || special::assoc_legendre_p_all(n, m, &z, &cut, norm, d))
}

/// The number of functions' values in a table, if there is memory for their derivatives.
fn room(d: usize, n: usize, m: usize, shape: &[usize]) -> PyResult<usize> {
    let functions = [n.saturating_add(1), m.saturating_mul(2).saturating_add(1)];
    check_room(&[&[2, (d + 1) * (d + 1)], &functions[..], shape].concat())?;
    Ok(functions.iter().chain(shape).product())
}

/// Spherical Legendre polynomial of the first kind.
#[pyfunction]
#[pyo3(signature = (n, m, theta, /, *, diff_n=None), text_signature = "(n, m, theta, /, *, diff_n=0)")]
fn sph_legendre_p(
    py: Python<'_>,
    n: &Bound<'_, PyAny>,
    m: &Bound<'_, PyAny>,
    theta: &Bound<'_, PyAny>,
    diff_n: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    let d = diff_n.map_or(Ok(0), derivatives)?;
    let [n, m, theta] = arrays([n, m, theta])?;
    let size = [&n, &m, &theta].iter().map(|a| a.size()).max().unwrap_or(0);
    computed(py, size, || special::sph_legendre_p(&n, &m, &theta, d))
}

/// All spherical Legendre polynomials of the first kind up to degree `n` and order `m`.
#[pyfunction]
#[pyo3(signature = (n, m, theta, /, *, diff_n=None), text_signature = "(n, m, theta, /, *, diff_n=0)")]
fn sph_legendre_p_all(
    py: Python<'_>,
    n: &Bound<'_, PyAny>,
    m: &Bound<'_, PyAny>,
    theta: &Bound<'_, PyAny>,
    diff_n: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    let d = diff_n.map_or(Ok(0), axis_of_derivatives)?;
    let (n, m, [theta]) = (highest("n", n)?, orders(m)?, arrays([theta])?);
    let count = room(d, n, m, theta.shape())?;
    computed(py, count, || special::sph_legendre_p_all(n, m, &theta, d))
}

/// Spherical harmonics.
#[pyfunction]
#[pyo3(signature = (n, m, theta, phi, /, *, diff_n=None), text_signature = "(n, m, theta, phi, /, *, diff_n=0)")]
fn sph_harm_y(
    py: Python<'_>,
    n: &Bound<'_, PyAny>,
    m: &Bound<'_, PyAny>,
    theta: &Bound<'_, PyAny>,
    phi: &Bound<'_, PyAny>,
    diff_n: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    let d = diff_n.map_or(Ok(0), derivatives)?;
    let [n, m, theta, phi] = arrays([n, m, theta, phi])?;
    let size = [&n, &m, &theta, &phi].iter().map(|a| a.size()).max().unwrap_or(0);
    harmonics(py, size, || special::sph_harm_y(&n, &m, &theta, &phi, d))
}

/// All spherical harmonics up to degree `n` and order `m`.
#[pyfunction]
#[pyo3(signature = (n, m, theta, phi, /, *, diff_n=None), text_signature = "(n, m, theta, phi, /, *, diff_n=0)")]
fn sph_harm_y_all(
    py: Python<'_>,
    n: &Bound<'_, PyAny>,
    m: &Bound<'_, PyAny>,
    theta: &Bound<'_, PyAny>,
    phi: &Bound<'_, PyAny>,
    diff_n: Option<&Bound<'_, PyAny>>,
) -> PyResult<Py<PyAny>> {
    let d = diff_n.map_or(Ok(0), axis_of_derivatives)?;
    let (n, m, [theta, phi]) = (highest("n", n)?, orders(m)?, arrays([theta, phi])?);
    let count = room(d, n, m, &broadcast_shapes(&[theta.shape(), phi.shape()]).py()?)?;
    harmonics(py, count, || special::sph_harm_y_all(n, m, &theta, &phi, d))
}

/// Degrees or orders of a table of the second kind, made whole.
fn truncated(name: &str, value: &Bound<'_, PyAny>) -> PyResult<usize> {
    let scalar = array_of(value).is_none() && !value.hasattr("__len__")?;
    let number: f64 = if scalar { value.extract()? } else { -1.0 };
    if number < 0.0 {
        return Err(PyValueError::new_err(format!("{name} must be a non-negative integer.")));
    }
    Ok(number as usize)
}

/// Functions and derivatives of the second kind, in doubles.
fn second_kind(
    py: Python<'_>,
    z: &Bound<'_, PyAny>,
    [m, n]: [usize; 2],
    f: impl FnOnce(&NdArray) -> pallasite_array::Result<[NdArray; 2]> + Send,
) -> PyResult<(Py<PyAny>, Py<PyAny>)> {
    let z = as_array(z, None)?;
    let functions = [m.saturating_add(1), n.saturating_add(1)];
    check_room(&[&[4], &functions[..], z.shape()].concat())?;
    let [q, slope] = detached(py, functions[0] * functions[1] * z.size(), || f(&z))?;
    Ok((wrap(py, q)?, wrap(py, slope)?))
}

/// Legendre functions of the second kind up to degree `n`, and their derivatives.
#[pyfunction]
fn lqn(py: Python<'_>, n: &Bound<'_, PyAny>, z: &Bound<'_, PyAny>) -> PyResult<(Py<PyAny>, Py<PyAny>)> {
    let n = count("n", n)? as usize;
    second_kind(py, z, [0, n], |z| special::lqn(n, z))
}

/// Associated Legendre functions of the second kind up to order `m` and degree `n`, and their derivatives.
#[pyfunction]
fn lqmn(
    py: Python<'_>,
    m: &Bound<'_, PyAny>,
    n: &Bound<'_, PyAny>,
    z: &Bound<'_, PyAny>,
) -> PyResult<(Py<PyAny>, Py<PyAny>)> {
    let (m, n) = (truncated("m", m)?, truncated("n", n)?);
    second_kind(py, z, [m, n], |z| special::lqmn(m, n, z))
}

pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    crate::functions!(m; Arguments: legendre_p, legendre_p_all, assoc_legendre_p, assoc_legendre_p_all, lqn, lqmn);
    crate::functions!(m; Arguments: sph_legendre_p, sph_legendre_p_all, sph_harm_y, sph_harm_y_all);
    Ok(())
}
