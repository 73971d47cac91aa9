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

/// SciPy's first names.
const ALIASES: &[(&str, &str)] = &[
    ("p_roots", "roots_legendre"),
    ("t_roots", "roots_chebyt"),
    ("u_roots", "roots_chebyu"),
    ("h_roots", "roots_hermite"),
    ("he_roots", "roots_hermitenorm"),
    ("l_roots", "roots_laguerre"),
    ("la_roots", "roots_genlaguerre"),
];

pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    crate::functions!(m; Arguments: roots_legendre, roots_chebyt, roots_chebyu, roots_hermite, roots_hermitenorm);
    crate::functions!(m; Arguments: roots_laguerre, roots_genlaguerre);
    ALIASES.iter().try_for_each(|(alias, name)| m.add(*alias, m.getattr(*name)?))
}
