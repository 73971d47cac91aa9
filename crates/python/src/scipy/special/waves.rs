//! Zeros of Airy, Bessel, Fresnel and Kelvin functions, and sequences of functions and numbers.

use super::call;
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use num_complex::Complex64;
use pallasite_array::NdArray;
use pallasite_special::{self as f, ufuncs as u};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// A whole number that was given as any scalar, or the error with `message`.
fn whole(n: &Bound<'_, PyAny>, low: f64, high: f64, message: &'static str) -> PyResult<usize> {
    match n.extract::<f64>() {
        Ok(n) if n.floor() == n && (low..=high).contains(&n) => Ok(n as usize),
        _ => Err(PyValueError::new_err(message)),
    }
}

const POSITIVE: &str = "nt must be a positive integer scalar.";
const POSITIVE_KELVIN: &str = "nt must be positive integer scalar.";
const POSITIVE_BESSEL: &str = "Arguments must be scalar positive integer.";
const POSITIVE_ERF: &str = "Argument must be positive scalar integer.";

fn count(nt: &Bound<'_, PyAny>, message: &'static str) -> PyResult<usize> {
    whole(nt, 1.0, f64::MAX, message)
}

fn tuple<'py>(py: Python<'py>, arrays: impl IntoIterator<Item = NdArray>) -> PyResult<Bound<'py, PyTuple>> {
    let arrays = arrays.into_iter().map(|array| wrap(py, array)).collect::<PyResult<Vec<_>>>()?;
    PyTuple::new(py, arrays)
}

/// Zeros of `Ai` and its derivative, and the values of each at the zeros of the other.
#[pyfunction]
fn ai_zeros<'py>(py: Python<'py>, nt: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyTuple>> {
    tuple(py, f::ai_zeros(count(nt, POSITIVE)?).map(NdArray::from_vec))
}

/// Zeros of `Bi` and its derivative, and the values of each at the zeros of the other.
#[pyfunction]
fn bi_zeros<'py>(py: Python<'py>, nt: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyTuple>> {
    tuple(py, f::bi_zeros(count(nt, POSITIVE)?).map(NdArray::from_vec))
}

/// Complex zeros of the error function in the first quadrant.
#[pyfunction]
fn erf_zeros(py: Python<'_>, nt: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    wrap(py, NdArray::from_vec(f::erf_zeros(count(nt, POSITIVE_ERF)?)))
}

/// Complex zeros of the cosine Fresnel integral.
#[pyfunction]
fn fresnelc_zeros(py: Python<'_>, nt: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    wrap(py, NdArray::from_vec(f::fresnelc_zeros(count(nt, POSITIVE_ERF)?)))
}

/// Complex zeros of the sine Fresnel integral.
#[pyfunction]
fn fresnels_zeros(py: Python<'_>, nt: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    wrap(py, NdArray::from_vec(f::fresnels_zeros(count(nt, POSITIVE_ERF)?)))
}

/// Complex zeros of the sine and of the cosine Fresnel integral.
#[pyfunction]
fn fresnel_zeros<'py>(py: Python<'py>, nt: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyTuple>> {
    let nt = count(nt, POSITIVE_ERF)?;
    tuple(py, [f::fresnels_zeros(nt), f::fresnelc_zeros(nt)].map(NdArray::from_vec))
}

macro_rules! complex_zeros {
    ($($name:ident $doc:literal;)+) => {$(
        #[doc = $doc]
        #[pyfunction]
        #[pyo3(signature = (nt, complex=false))]
        fn $name<'py>(
            py: Python<'py>,
            nt: &Bound<'py, PyAny>,
            #[pyo3(from_py_with = crate::convert::truth)] complex: bool,
        ) -> PyResult<Bound<'py, PyTuple>> {
            tuple(py, f::$name(count(nt, POSITIVE_BESSEL)?, complex).map(NdArray::from_vec))
        }
    )+};
}

complex_zeros! {
    y0_zeros "Zeros of the Bessel function `Y0`, and `Y1` at each.";
    y1_zeros "Zeros of the Bessel function `Y1`, and its derivative at each.";
    y1p_zeros "Zeros of the derivative of the Bessel function `Y1`, and the function at each.";
}

/// Zeros of integer-order Bessel functions of the first kind and of their derivatives, arranged in order of magnitude.
#[pyfunction]
fn jnjnp_zeros<'py>(py: Python<'py>, nt: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyTuple>> {
    let zeros = f::jnjnp_zeros(whole(nt, 0.0, 1200.0, "Number must be integer <= 1200.")?);
    let whole = |of: fn(&f::BesselZero) -> i32| NdArray::from_vec(zeros.iter().map(of).collect());
    tuple(
        py,
        [
            NdArray::from_vec(zeros.iter().map(|zero| zero.at).collect()),
            whole(|zero| zero.order as i32),
            whole(|zero| zero.serial as i32),
            whole(|zero| zero.of_derivative.into()),
        ],
    )
}

macro_rules! kelvin_zeros {
    ($($name:ident $which:literal $doc:literal;)+) => {$(
        #[doc = $doc]
        #[pyfunction]
        fn $name(py: Python<'_>, nt: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
            wrap(py, NdArray::from_vec(f::kelvin_zeros($which, count(nt, POSITIVE_KELVIN)?)))
        }
    )+};
}

kelvin_zeros! {
    ber_zeros 0 "Zeros of the Kelvin function ber.";
    bei_zeros 1 "Zeros of the Kelvin function bei.";
    ker_zeros 2 "Zeros of the Kelvin function ker.";
    kei_zeros 3 "Zeros of the Kelvin function kei.";
    berp_zeros 4 "Zeros of the derivative of the Kelvin function ber.";
    beip_zeros 5 "Zeros of the derivative of the Kelvin function bei.";
    kerp_zeros 6 "Zeros of the derivative of the Kelvin function ker.";
    keip_zeros 7 "Zeros of the derivative of the Kelvin function kei.";
}

/// Zeros of all Kelvin functions.
#[pyfunction]
fn kelvin_zeros<'py>(py: Python<'py>, nt: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyTuple>> {
    let nt = count(nt, POSITIVE_KELVIN)?;
    tuple(py, (0..8).map(|which| NdArray::from_vec(f::kelvin_zeros(which, nt))))
}

/// A number that stands alone.
fn scalar(x: &Bound<'_, PyAny>) -> PyResult<f64> {
    x.extract().map_err(|_| PyValueError::new_err("arguments must be scalars."))
}

/// Jahnke-Emden lambda functions of the orders up to `v`, and their derivatives.
#[pyfunction]
fn lmbda<'py>(
    py: Python<'py>,
    v: &Bound<'py, PyAny>,
    x: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyTuple>> {
    let (v, x) = (scalar(v)?, scalar(x)?);
    if v < 0.0 {
        return Err(PyValueError::new_err("argument must be > 0."));
    }
    let (values, slopes) = f::lmbda(v, x);
    tuple(py, [values, slopes].map(NdArray::from_vec))
}

macro_rules! riccati {
    ($($name:ident $doc:literal;)+) => {$(
        #[doc = $doc]
        #[pyfunction]
        fn $name<'py>(py: Python<'py>, n: &Bound<'py, PyAny>, x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyTuple>> {
            let (_, x) = (scalar(n)?, scalar(x)?);
            let (values, slopes) = f::$name(whole(n, 0.0, f64::MAX, "n must be a non-negative integer")?, x);
            tuple(py, [values, slopes].map(NdArray::from_vec))
        }
    )+};
}

riccati! {
    riccati_jn "Riccati-Bessel functions of the first kind and their derivatives.";
    riccati_yn "Riccati-Bessel functions of the second kind and their derivatives.";
}

/// Periodic sinc function, also called the Dirichlet function.
#[pyfunction]
fn diric(py: Python<'_>, x: &Bound<'_, PyAny>, n: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let array = |value: &Bound<'_, PyAny>| wrap(py, as_array(value, None)?);
    let values = call(py, &u::DIRIC, &[array(x)?.bind(py), array(n)?.bind(py)])?;
    array(values.bind(py))
}

macro_rules! parabolic {
    ($($name:ident $doc:literal;)+) => {$(
        #[doc = $doc]
        #[pyfunction]
        fn $name<'py>(py: Python<'py>, v: &Bound<'py, PyAny>, x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyTuple>> {
            let (v, x) = (scalar(v)?, scalar(x)?);
            // Orders below one are raised to between zero and two.
            let steps = v.trunc().max(1.0);
            let last = steps + v.fract();
            let (values, slopes) = f::$name(last - last.floor(), steps as usize + 1, x);
            tuple(py, [values, slopes].map(NdArray::from_vec))
        }
    )+};
}

parabolic! {
    pbdv_seq "Parabolic cylinder functions D of the orders up to `v`, and their derivatives.";
    pbvv_seq "Parabolic cylinder functions V of the orders up to `v`, and their derivatives.";
}

/// Parabolic cylinder functions D of the whole orders up to `n`, of complex argument, and their derivatives.
#[pyfunction]
fn pbdn_seq<'py>(
    py: Python<'py>,
    n: &Bound<'py, PyAny>,
    z: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyTuple>> {
    let order = scalar(n)?;
    let z = as_array(z, None)?;
    if z.ndim() != 0 {
        return Err(PyValueError::new_err("arguments must be scalars."));
    }
    let z = z.cast_vec::<Complex64>().py()?[0];
    if order.floor() != order {
        return Err(PyValueError::new_err("n must be an integer."));
    }
    if order < -1.0 {
        return Err(PyValueError::new_err(format!("n must be at least -1, not {order}")));
    }
    let (values, slopes) = f::pbdn_seq(order.max(1.0) as usize, z);
    tuple(py, [values, slopes].map(NdArray::from_vec))
}

pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    crate::functions!(m; Arguments: ai_zeros, bi_zeros, erf_zeros, fresnelc_zeros, fresnels_zeros, fresnel_zeros);
    crate::functions!(m; Arguments: y0_zeros, y1_zeros, y1p_zeros, jnjnp_zeros, kelvin_zeros, lmbda, riccati_jn, riccati_yn);
    crate::functions!(m; Arguments: ber_zeros, bei_zeros, ker_zeros, kei_zeros, berp_zeros, beip_zeros, kerp_zeros, keip_zeros);
    crate::functions!(m; Arguments: pbdv_seq, pbvv_seq, pbdn_seq, diric);
    Ok(())
}
