//! `line_search`.

use super::super::curve_fit::vector;
use super::super::result::{class, object};
use super::problem::{Callable, Function, flat, read};
use crate::scalar::float64;
use pallasite_optimize::{LineFailure, LineStart, Smooth, WolfeOptions, line_search as search};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// A function and its gradient, called each time.
struct Pair<'py> {
    fun: Function<'py>,
    gradient: Callable<'py>,
    calls: usize,
}

impl Smooth<PyErr> for Pair<'_> {
    fn value(&mut self, x: &[f64]) -> PyResult<f64> {
        self.calls += 1;
        self.fun.value(x)
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> PyResult<()> {
        read(&self.gradient.at(x)?, gradient)
    }

    fn calls(&self) -> usize {
        self.calls
    }
}

/// A step along `pk` that satisfies the strong Wolfe conditions.
#[pyfunction]
#[pyo3(
    signature = (f, myfprime, xk, pk, gfk=None, old_fval=None, old_old_fval=None, args=None, c1=1e-4, c2=0.9,
        amax=None, extra_condition=None, maxiter=10),
    text_signature = "(f, myfprime, xk, pk, gfk=None, old_fval=None, old_old_fval=None, args=(), c1=0.0001, c2=0.9, \
        amax=None, extra_condition=None, maxiter=10)"
)]
pub(in super::super) fn line_search<'py>(
    py: Python<'py>,
    f: &Bound<'py, PyAny>,
    myfprime: &Bound<'py, PyAny>,
    xk: &Bound<'py, PyAny>,
    pk: &Bound<'py, PyAny>,
    gfk: Option<&Bound<'py, PyAny>>,
    old_fval: Option<f64>,
    old_old_fval: Option<f64>,
    args: Option<&Bound<'py, PyAny>>,
    c1: f64,
    c2: f64,
    amax: Option<f64>,
    extra_condition: Option<&Bound<'py, PyAny>>,
    maxiter: usize,
) -> PyResult<Bound<'py, PyAny>> {
    let options = WolfeOptions { c1, c2, amax, maxiter };
    let (x, direction) = (flat(xk)?, flat(pk)?);
    if x.len() != direction.len() {
        let text = format!("xk has {} elements, pk has {}", x.len(), direction.len());
        return Err(PyValueError::new_err(text));
    }
    let mut pair = Pair { fun: Function::new(f, args), gradient: Callable::new(myfprime, args), calls: 0 };
    let mut gradient = vec![0.0; x.len()];
    match gfk {
        Some(given) => read(given, &mut gradient)?,
        None => pair.gradient(&x, &mut gradient)?,
    }
    if !options.are_ordered() {
        return Err(PyValueError::new_err("'c1' and 'c2' do not satisfy'0 < c1 < c2 < 1'."));
    }
    let value = old_fval.map_or_else(|| pair.value(&x), Ok)?;
    let slope = gradient.iter().zip(&direction).map(|(g, d)| g * d).sum();
    let start = LineStart { value, before: old_old_fval, slope };
    let mut accept = |alpha: f64, x: &[f64], value: f64, gradient: &[f64]| match extra_condition {
        None => Ok(true),
        Some(condition) => {
            let arguments = (float64(py, alpha), vector(py, x)?, float64(py, value), vector(py, gradient)?);
            condition.call1(arguments)?.is_truthy()
        }
    };
    let found = search(&mut pair, &x, &direction, start, &options, Some(&mut accept))?;
    if let Some(failure) = found.failure {
        tell(py, failure)?;
    }
    let number = |value: Option<f64>| value.map(|v| pair.fun.number(v));
    let gradient = found.gradient.map(|g| vector(py, &g)).transpose()?;
    let (alpha, values) = (found.alpha.map(|a| float64(py, a)), pair.calls);
    object(py, (alpha, values, found.gradients, number(found.value), number(found.before), gradient))
}

/// Warns as SciPy does, of the reason and of the failure.
fn tell(py: Python<'_>, failure: LineFailure) -> PyResult<()> {
    let category = class(py, "LineSearchWarning")?;
    let warning = |text: &str| py.import("warnings")?.call_method1("warn", (text, &category, 1));
    if matches!(failure, LineFailure::Rounding | LineFailure::Limit(_)) {
        warning(&failure.to_string())?;
    }
    warning("The line search algorithm did not converge")?;
    Ok(())
}
