//! Nodes and weights of Gauss quadrature, a row for each family.

use crate::array::wrap;
use pallasite_array::NdArray;
use pallasite_special as special;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::f64::consts::{FRAC_PI_2, PI};

type Rule = (Vec<f64>, Vec<f64>);

/// The degree, which may be a float that is whole.
fn degree(n: f64) -> PyResult<usize> {
    if n < 1.0 || n != n.trunc() || n.is_nan() {
        return Err(PyValueError::new_err("n must be a positive integer."));
    }
    crate::convert::check_room(&[n as usize, 8])?;
    Ok(n as usize)
}

/// `(x, w)`, with the sum of the weights as a third where that is asked for.
fn rule(py: Python<'_>, (x, w): Rule, total: f64, mu: bool) -> PyResult<Py<PyAny>> {
    let (x, w) = (wrap(py, NdArray::from_vec(x))?, wrap(py, NdArray::from_vec(w))?);
    Ok(if mu { (x, w, total).into_pyobject(py)?.into_any() } else { (x, w).into_pyobject(py)?.into_any() }
        .unbind())
}

macro_rules! rules {
    ($($name:ident $total:expr, $doc:literal;)+) => {$(
        #[doc = $doc]
        #[pyfunction]
        #[pyo3(signature = (n, mu=false))]
        fn $name(py: Python<'_>, n: f64, mu: bool) -> PyResult<Py<PyAny>> {
            rule(py, special::$name(degree(n)?), $total, mu)
        }
    )+};
}

rules! {
    roots_legendre 2.0, "Gauss-Legendre quadrature.";
    roots_chebyt PI, "Gauss-Chebyshev quadrature of the first kind.";
    roots_chebyu FRAC_PI_2, "Gauss-Chebyshev quadrature of the second kind.";
    roots_hermite PI.sqrt(), "Gauss-Hermite quadrature with weight `exp(-x**2)`.";
    roots_hermitenorm (2.0 * PI).sqrt(), "Gauss-Hermite quadrature with weight `exp(-x**2 / 2)`.";
    roots_laguerre 1.0, "Gauss-Laguerre quadrature.";
}

/// Generalized Gauss-Laguerre quadrature.
#[pyfunction]
#[pyo3(signature = (n, alpha, mu=false))]
fn roots_genlaguerre(py: Python<'_>, n: f64, alpha: f64, mu: bool) -> PyResult<Py<PyAny>> {
    let n = degree(n)?;
    if alpha < -1.0 {
        return Err(PyValueError::new_err("alpha must be greater than -1."));
    }
    rule(py, special::roots_genlaguerre(n, alpha), special::gamma(alpha + 1.0), mu)
}

/// Gauss-Jacobi quadrature.
#[pyfunction]
#[pyo3(signature = (n, alpha, beta, mu=false))]
fn roots_jacobi(py: Python<'_>, n: f64, alpha: f64, beta: f64, mu: bool) -> PyResult<Py<PyAny>> {
    let n = degree(n)?;
    if alpha <= -1.0 || beta <= -1.0 {
        return Err(PyValueError::new_err("alpha and beta must be greater than -1."));
    }
    let found = special::roots_jacobi(n, alpha, beta);
    let total = found.1.iter().sum();
    rule(py, found, total, mu)
}

/// Gauss-Jacobi quadrature on `[0, 1]`.
#[pyfunction]
#[pyo3(signature = (n, p1, q1, mu=false))]
fn roots_sh_jacobi(py: Python<'_>, n: f64, p1: f64, q1: f64, mu: bool) -> PyResult<Py<PyAny>> {
    if p1 - q1 <= -1.0 || q1 <= 0.0 {
        let text = "(p - q) must be greater than -1, and q must be greater than 0.";
        return Err(PyValueError::new_err(text));
    }
    let found = shifted(special::roots_jacobi(degree(n)?, p1 - q1, q1 - 1.0), (-p1).exp2());
    let total = found.1.iter().sum();
    rule(py, found, total, mu)
}

/// Gauss-Gegenbauer quadrature.
#[pyfunction]
#[pyo3(signature = (n, alpha, mu=false))]
fn roots_gegenbauer(py: Python<'_>, n: f64, alpha: f64, mu: bool) -> PyResult<Py<PyAny>> {
    let n = degree(n)?;
    if alpha < -0.5 {
        return Err(PyValueError::new_err("alpha must be greater than -0.5."));
    }
    let found = special::roots_gegenbauer(n, alpha);
    let total = found.1.iter().sum();
    rule(py, found, total, mu)
}

/// A rule moved from `[-1, 1]` to `[0, 1]`, its weights times a factor.
fn shifted((x, w): Rule, factor: f64) -> Rule {
    (x.into_iter().map(|x| 0.5 * (x + 1.0)).collect(), w.into_iter().map(|w| w * factor).collect())
}

/// A rule moved from `[-1, 1]` to `[-2, 2]`.
fn doubled((x, w): Rule) -> Rule {
    (x.into_iter().map(|x| 2.0 * x).collect(), w.into_iter().map(|w| 2.0 * w).collect())
}

macro_rules! moved_rules {
    ($($name:ident $of:ident $total:expr, |$rule:ident| $moved:expr, $doc:literal;)+) => {$(
        #[doc = $doc]
        #[pyfunction]
        #[pyo3(signature = (n, mu=false))]
        fn $name(py: Python<'_>, n: f64, mu: bool) -> PyResult<Py<PyAny>> {
            let $rule = special::$of(degree(n)?);
            rule(py, $moved, $total, mu)
        }
    )+};
}

moved_rules! {
    roots_chebyc roots_chebyt 2.0 * PI, |rule| doubled(rule), "Gauss-Chebyshev quadrature of the first kind on `[-2, 2]`.";
    roots_chebys roots_chebyu PI, |rule| doubled(rule), "Gauss-Chebyshev quadrature of the second kind on `[-2, 2]`.";
    roots_sh_legendre roots_legendre 1.0, |rule| shifted(rule, 0.5), "Gauss-Legendre quadrature on `[0, 1]`.";
    roots_sh_chebyt roots_chebyt PI, |rule| shifted(rule, 1.0), "Gauss-Chebyshev quadrature of the first kind on `[0, 1]`.";
    roots_sh_chebyu roots_chebyu 0.25 * FRAC_PI_2, |rule| shifted(rule, 0.25), "Gauss-Chebyshev quadrature of the second kind on `[0, 1]`.";
}

/// The norm and the leading coefficient of the orthogonal polynomial of degree `n`.
#[pyfunction]
#[pyo3(signature = (name, n, first=0.0, second=0.0))]
fn _orthogonal_constants(name: &str, n: f64, first: f64, second: f64) -> PyResult<(f64, f64)> {
    let family = special::OrthogonalFamily::parse(name, [first, second]);
    let unknown = || PyValueError::new_err(format!("no family of orthogonal polynomials is called {name:?}"));
    Ok(family.ok_or_else(unknown)?.constants(n))
}

/// SciPy's first names.
const ALIASES: &[(&str, &str)] = &[
    ("p_roots", "roots_legendre"),
    ("t_roots", "roots_chebyt"),
    ("u_roots", "roots_chebyu"),
    ("h_roots", "roots_hermite"),
    ("he_roots", "roots_hermitenorm"),
    ("l_roots", "roots_laguerre"),
    ("la_roots", "roots_genlaguerre"),
    ("j_roots", "roots_jacobi"),
    ("js_roots", "roots_sh_jacobi"),
    ("cg_roots", "roots_gegenbauer"),
    ("c_roots", "roots_chebyc"),
    ("s_roots", "roots_chebys"),
    ("ps_roots", "roots_sh_legendre"),
    ("ts_roots", "roots_sh_chebyt"),
    ("us_roots", "roots_sh_chebyu"),
];

pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    crate::functions!(m; Arguments: roots_legendre, roots_chebyt, roots_chebyu, roots_hermite, roots_hermitenorm);
    crate::functions!(m; Arguments: roots_laguerre, roots_genlaguerre, roots_jacobi, roots_sh_jacobi);
    crate::functions!(m; Arguments: roots_gegenbauer, roots_chebyc, roots_chebys, roots_sh_legendre);
    crate::functions!(m; Arguments: roots_sh_chebyt, roots_sh_chebyu);
    m.add_function(wrap_pyfunction!(_orthogonal_constants, m)?)?;
    ALIASES.iter().try_for_each(|(alias, name)| m.add(*alias, m.getattr(*name)?))
}
