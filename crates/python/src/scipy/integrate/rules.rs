//! `fixed_quad` and `newton_cotes`: rules with given nodes.

use super::super::callback::arguments;
use crate::array::{wrap, wrap_or_scalar};
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::interrupt::released;
use pallasite_array::{DType, NdArray};
use pallasite_integrate as integrate;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyTuple};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

type Rule = Arc<(Vec<f64>, Vec<f64>)>;

/// Nodes and weights of the Gauss-Legendre rule of `n` nodes, found once.
fn legendre(n: usize) -> Rule {
    static RULES: Mutex<BTreeMap<usize, Rule>> = Mutex::new(BTreeMap::new());
    let find = || Arc::new(pallasite_special::roots_legendre(n));
    match RULES.lock() {
        Ok(mut rules) => rules.entry(n).or_insert_with(find).clone(),
        Err(_) => find(),
    }
}

/// The integral of a function of arrays by a Gauss-Legendre rule of `n` nodes.
#[pyfunction]
#[pyo3(signature = (func, a, b, args=None, n=5), text_signature = "(func, a, b, args=(), n=5)")]
pub(super) fn fixed_quad<'py>(
    py: Python<'py>,
    func: &Bound<'py, PyAny>,
    a: f64,
    b: f64,
    args: Option<&Bound<'py, PyAny>>,
    n: usize,
) -> PyResult<(Py<PyAny>, Option<Py<PyAny>>)> {
    if n == 0 {
        return Err(PyValueError::new_err("n must be a positive integer."));
    }
    crate::convert::check_room(&[n, 4])?;
    let rule = legendre(n);
    let (x, w) = &*rule;
    if a.is_infinite() || b.is_infinite() {
        return Err(PyValueError::new_err("Gaussian quadrature is only available for finite limits."));
    }
    let nodes = wrap(py, NdArray::from_vec(integrate::shifted_nodes(x, a, b)))?.into_bound(py);
    let arguments: Vec<_> = std::iter::once(nodes).chain(arguments(args)).collect();
    let values = func.call1(PyTuple::new(py, arguments)?)?;
    let integral = integrate::weighted_sum(&as_array(&values, None)?, w, a, b).py()?;
    Ok((wrap_or_scalar(py, integral)?, None))
}

/// Weights and error coefficient of a Newton-Cotes rule, of equal steps or at given positions.
#[pyfunction]
#[pyo3(signature = (rn, equal=0))]
pub(super) fn newton_cotes<'py>(
    py: Python<'py>,
    rn: &Bound<'py, PyAny>,
    equal: isize,
) -> PyResult<(Py<PyAny>, Py<PyAny>)> {
    let mut own = true;
    let rule = match rn.len() {
        Err(_) => equal_steps(py, rn.extract()?)?,
        Ok(count) if equal != 0 => equal_steps(py, count.saturating_sub(1))?,
        Ok(_) => {
            let nodes = as_array(rn, Some(&DType::FLOAT64))?.cast_vec::<f64>().py()?;
            own = nodes.windows(2).all(|w| w[1] - w[0] == 1.0);
            at_positions(&nodes)?
        }
    };
    // What SciPy looks up is a float, what it works out is NumPy's.
    let error = NdArray::from_vec_shape(vec![rule.error], &[]).py()?;
    let error =
        if own { PyFloat::new(py, rule.error).into_any().unbind() } else { wrap_or_scalar(py, error)? };
    Ok((wrap(py, NdArray::from_vec(rule.weights))?, error))
}

fn equal_steps(py: Python<'_>, n: usize) -> PyResult<integrate::NewtonCotes> {
    crate::convert::check_room(&[n, 4])?;
    released(py, || integrate::newton_cotes(n))
}

fn at_positions(nodes: &[f64]) -> PyResult<integrate::NewtonCotes> {
    let last = nodes.len() as f64 - 1.0;
    if nodes.first() != Some(&0.0) || nodes.last() != Some(&last) {
        return Err(PyValueError::new_err("The sample positions must start at 0 and end at N"));
    }
    Ok(if nodes.windows(2).all(|w| w[1] - w[0] == 1.0) {
        integrate::newton_cotes(nodes.len() - 1)
    } else {
        integrate::newton_cotes_at(nodes, false)
    })
}
