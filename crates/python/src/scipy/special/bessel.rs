//! Spherical Bessel functions and derivatives of Bessel functions.

use super::call;
use crate::array::wrap;
use crate::coerce::as_array;
use crate::convert::int_of;
use pallasite_array::{DType, NdArray};
use pallasite_special::ufuncs as u;
use pallasite_ufunc::Ufunc;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyInt;

/// A spherical function or its derivative: `n` is made whole.
fn spherical(
    n: &Bound<'_, PyAny>,
    z: &Bound<'_, PyAny>,
    of: &'static Ufunc,
    derivative: Option<&'static Ufunc>,
) -> PyResult<Py<PyAny>> {
    let py = n.py();
    let n = crate::array::wrap(py, as_array(n, Some(&DType::INT64))?)?;
    call(py, derivative.unwrap_or(of), &[n.bind(py), z])
}

/// Spherical Bessel function of the first kind or its derivative.
#[pyfunction]
#[pyo3(signature = (n, z, derivative=false))]
fn spherical_jn(n: &Bound<'_, PyAny>, z: &Bound<'_, PyAny>, derivative: bool) -> PyResult<Py<PyAny>> {
    spherical(n, z, &u::SPHERICAL_JN, derivative.then_some(&u::SPHERICAL_JN_D))
}

/// Spherical Bessel function of the second kind or its derivative.
#[pyfunction]
#[pyo3(signature = (n, z, derivative=false))]
fn spherical_yn(n: &Bound<'_, PyAny>, z: &Bound<'_, PyAny>, derivative: bool) -> PyResult<Py<PyAny>> {
    spherical(n, z, &u::SPHERICAL_YN, derivative.then_some(&u::SPHERICAL_YN_D))
}

/// Modified spherical Bessel function of the first kind or its derivative.
#[pyfunction]
#[pyo3(signature = (n, z, derivative=false))]
fn spherical_in(n: &Bound<'_, PyAny>, z: &Bound<'_, PyAny>, derivative: bool) -> PyResult<Py<PyAny>> {
    spherical(n, z, &u::SPHERICAL_IN, derivative.then_some(&u::SPHERICAL_IN_D))
}

/// Modified spherical Bessel function of the second kind or its derivative.
#[pyfunction]
#[pyo3(signature = (n, z, derivative=false))]
fn spherical_kn(n: &Bound<'_, PyAny>, z: &Bound<'_, PyAny>, derivative: bool) -> PyResult<Py<PyAny>> {
    spherical(n, z, &u::SPHERICAL_KN, derivative.then_some(&u::SPHERICAL_KN_D))
}

/// The `n`-th derivative, the function itself for zero.
fn derivative(
    v: &Bound<'_, PyAny>,
    z: &Bound<'_, PyAny>,
    n: &Bound<'_, PyAny>,
    of: [&'static Ufunc; 2],
) -> PyResult<Py<PyAny>> {
    let order = int_of(n).map_err(|_| PyTypeError::new_err("n must be an integer"))?;
    match order {
        ..0 => Err(PyValueError::new_err("n must be a non-negative integer")),
        0 => call(n.py(), of[0], &[v, z]),
        _ => call(n.py(), of[1], &[v, z, n]),
    }
}

macro_rules! derivatives {
    ($($(#[$doc:meta])* $name:ident = $of:ident $derivative:ident;)+) => {$(
        $(#[$doc])*
        #[pyfunction]
        #[pyo3(signature = (v, z, n=None), text_signature = "(v, z, n=1)")]
        fn $name(v: &Bound<'_, PyAny>, z: &Bound<'_, PyAny>, n: Option<Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
            let n = n.unwrap_or_else(|| PyInt::new(v.py(), 1i64).into_any());
            derivative(v, z, &n, [&u::$of, &u::$derivative])
        }
    )+};
}

derivatives! {
    /// Derivatives of Bessel functions of the first kind.
    jvp = JV JVP;
    /// Derivatives of Bessel functions of the second kind.
    yvp = YV YVP;
    /// Derivatives of modified Bessel functions of the first kind.
    ivp = IV IVP;
    /// Derivatives of modified Bessel functions of the second kind.
    kvp = KV KVP;
    /// Derivatives of Hankel functions of the first kind.
    h1vp = HANKEL1 H1VP;
    /// Derivatives of Hankel functions of the second kind.
    h2vp = HANKEL2 H2VP;
}

/// Order and number of zeros.
fn order_and_count(n: &Bound<'_, PyAny>, nt: &Bound<'_, PyAny>) -> PyResult<(f64, usize)> {
    let scalar = |x: &Bound<'_, PyAny>| x.extract::<f64>();
    let (Ok(n), Ok(nt)) = (scalar(n), scalar(nt)) else {
        return Err(PyValueError::new_err("Arguments must be scalars."));
    };
    if n.floor() != n || nt.floor() != nt {
        return Err(PyValueError::new_err("Arguments must be integers."));
    }
    if nt <= 0.0 {
        return Err(PyValueError::new_err("nt > 0"));
    }
    Ok((n.abs(), nt as usize))
}

macro_rules! zeros {
    ($($name:ident $doc:literal;)+) => {$(
        #[doc = $doc]
        #[pyfunction]
        fn $name(py: Python<'_>, n: &Bound<'_, PyAny>, nt: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
            let (n, count) = order_and_count(n, nt)?;
            wrap(py, NdArray::from_vec(pallasite_special::$name(n, count)))
        }
    )+};
}

zeros! {
    jn_zeros "Zeros of integer-order Bessel functions of the first kind.";
    jnp_zeros "Zeros of integer-order Bessel function derivatives of the first kind.";
    yn_zeros "Zeros of integer-order Bessel functions of the second kind.";
    ynp_zeros "Zeros of integer-order Bessel function derivatives of the second kind.";
}

/// The first zeros of `jn`, its derivative, `yn` and its derivative.
#[pyfunction]
fn jnyn_zeros(
    py: Python<'_>,
    n: &Bound<'_, PyAny>,
    nt: &Bound<'_, PyAny>,
) -> PyResult<(Py<PyAny>, Py<PyAny>, Py<PyAny>, Py<PyAny>)> {
    Ok((jn_zeros(py, n, nt)?, jnp_zeros(py, n, nt)?, yn_zeros(py, n, nt)?, ynp_zeros(py, n, nt)?))
}

pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    crate::functions!(m; Arguments: spherical_jn, spherical_yn, spherical_in, spherical_kn, jvp, yvp, ivp, kvp, h1vp, h2vp);
    crate::functions!(m; Arguments: jn_zeros, jnp_zeros, yn_zeros, ynp_zeros, jnyn_zeros);
    Ok(())
}
