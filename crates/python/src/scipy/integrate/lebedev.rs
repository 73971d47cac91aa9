//! `lebedev_rule`: quadrature on the sphere.

use crate::array::wrap;
use crate::error::IntoPy;
use pallasite_array::NdArray;
use pallasite_integrate as integrate;
use pyo3::exceptions::PyNotImplementedError;
use pyo3::prelude::*;

/// Nodes, a column each, and weights of the rule of order `n`.
#[pyfunction]
pub(super) fn lebedev_rule<'py>(py: Python<'py>, n: &Bound<'py, PyAny>) -> PyResult<(Py<PyAny>, Py<PyAny>)> {
    let order = n.extract::<f64>().ok().filter(|n| n.trunc() == *n && *n > 0.0);
    let Some(rule) = order.and_then(|n| integrate::lebedev_rule(n as u32)) else {
        let (n, all) = (n.repr()?, integrate::LEBEDEV_ORDERS);
        return Err(PyNotImplementedError::new_err(format!(
            "Order n={n} not available. Available orders are {all:?}."
        )));
    };
    let coordinates = (0..3).flat_map(|i| rule.nodes.iter().map(move |x| x[i])).collect();
    let nodes = NdArray::from_vec_shape(coordinates, &[3, rule.nodes.len()]).py()?;
    Ok((wrap(py, nodes)?, wrap(py, NdArray::from_vec(rule.weights))?))
}
