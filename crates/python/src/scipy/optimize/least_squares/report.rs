//! What `least_squares` prints where `verbose` asks for it.

use crate::scipy::optimize::result::print;
use pallasite_optimize::{LeastSquaresProgress, LeastSquaresResult};
use pyo3::prelude::*;
use pyo3::types::PyString;

/// A line of SciPy's table, with its head above the first.
pub fn print_progress(py: Python<'_>, p: &LeastSquaresProgress) -> PyResult<()> {
    if p.reduction.is_none() {
        let heads = ["Iteration", "Total nfev", "Cost", "Cost reduction", "Step norm", "Optimality"];
        print(py, &heads.map(|head| format!("{head:^15}")).concat())?;
    }
    let optional = |value: Option<f64>| match value {
        Some(value) => in_python(py, "{:^15.2e}", value),
        None => Ok(" ".repeat(15)),
    };
    let cost = in_python(py, "{:^15.4e}", p.cost)?;
    let (reduction, step) = (optional(p.reduction)?, optional(p.step_norm)?);
    let optimality = in_python(py, "{:^15.2e}", p.optimality)?;
    print(py, &format!("{:^15}{:^15}{cost}{reduction}{step}{optimality}", p.iteration, p.nfev))
}

/// A number in Python's format.
fn in_python(py: Python<'_>, format: &str, value: f64) -> PyResult<String> {
    PyString::new(py, format).call_method1("format", (value,))?.extract()
}

/// One sentence about the result.
pub fn summary(py: Python<'_>, found: &LeastSquaresResult<PyErr>) -> PyResult<()> {
    print(py, found.status.message())?;
    let (initial, cost) =
        (in_python(py, "{:.4e}", found.initial_cost)?, in_python(py, "{:.4e}", found.cost)?);
    let optimality = in_python(py, "{:.2e}", found.optimality)?;
    let nfev = found.nfev;
    print(
        py,
        &format!(
            "Function evaluations {nfev}, initial cost {initial}, final cost {cost}, first-order optimality {optimality}."
        ),
    )
}
