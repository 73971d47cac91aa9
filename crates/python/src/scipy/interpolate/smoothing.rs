//! What `make_smoothing_spline` computes.

use super::rows::{Rows, axis_of, doubles, failure, invalid, vector};
use crate::array::wrap;
use crate::coerce::as_array;
use crate::interrupt::released;
use pallasite_array::error::tuple;
use pallasite_interpolate::smoothing::SmoothingSpline;
use pallasite_optimize::{MinimumError, fminbound};
use pyo3::prelude::*;

/// The penalty that generalised cross-validation chooses, between 0 and the number of points as SciPy has it.
fn chosen(smoothing: &SmoothingSpline, y: &[f64]) -> PyResult<f64> {
    let found = fminbound(|lam| smoothing.gcv(y, lam), 0.0, y.len() as f64, 1e-5, 500, |_| {});
    match found {
        Ok(minimum) if minimum.converged && minimum.fun.is_finite() => Ok(minimum.x),
        Err(MinimumError::Callback(e)) => Err(failure(e)),
        _ => invalid("Unable to find minimum of the GCV function"),
    }
}

/// Knots, coefficients and axis of a cubic smoothing spline.
#[pyfunction]
fn _make_smoothing_spline(
    py: Python<'_>,
    x: &Bound<'_, PyAny>,
    y: &Bound<'_, PyAny>,
    w: Option<&Bound<'_, PyAny>>,
    lam: Option<f64>,
    axis: isize,
) -> PyResult<(Py<PyAny>, Py<PyAny>, usize)> {
    let (x_array, y) = (as_array(x, None)?, as_array(y, None)?);
    let axis = axis_of(axis, y.ndim())?;
    let x = doubles(x)?;
    if x.windows(2).any(|w| w[1] <= w[0]) {
        return invalid("``x`` should be an ascending array");
    }
    if x_array.ndim() != 1 || x.len() != y.shape()[axis] {
        let (a, b) = (tuple(x_array.shape()), y.shape()[axis]);
        return invalid(format!("``x`` should be 1D and x.shape = {a} == y.shape = ({b},)"));
    }
    let w = w.map_or_else(|| Ok(vec![1.0; x.len()]), doubles)?;
    if w.iter().any(|&w| w <= 0.0) {
        return invalid("Invalid vector of weights");
    }
    if x.len() <= 4 {
        return invalid("``x`` and ``y`` length must be at least 5");
    }
    if w.len() != x.len() {
        return invalid(format!("{} weights for {} points", w.len(), x.len()));
    }
    if lam.is_some_and(|lam| lam < 0.0) {
        return invalid("Regularization parameter should be non-negative");
    }
    let rows = Rows::along(&y, axis)?;
    let (smoothing, m) = (SmoothingSpline::new(&x, &w), rows.width(1));
    let mut c = vec![0.0; (x.len() + 2) * m];
    for j in 0..m {
        let column: Vec<f64> = rows.data()[j..].iter().step_by(m).copied().collect();
        let fit = || -> PyResult<Vec<f64>> {
            let lam = lam.map_or_else(|| chosen(&smoothing, &column), Ok)?;
            smoothing.coefficients(&column, lam).map_err(failure)
        };
        let found = released(py, fit)??;
        found.into_iter().enumerate().for_each(|(i, v)| c[i * m + j] = v);
    }
    let c = rows.array(c, &[x.len() + 2], 1)?;
    Ok((vector(py, smoothing.knots().to_vec())?, wrap(py, c)?, axis))
}

/// Adds the function to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(_make_smoothing_spline, m)?)
}
