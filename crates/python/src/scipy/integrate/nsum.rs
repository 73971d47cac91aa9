//! `nsum`: many sums at once.

use super::elementwise::{Elementwise, Shapes, arguments, working};
use super::limits::{broadcast, promoted};
use super::tanhsinh::{flag, invalid, shaped, tolerances};
use pallasite_array::{Bool, Element, Kind, NdArray};
use pallasite_integrate::{NsumOptions, NsumStatus, Quantity, Real, nsum as add};
use pyo3::prelude::*;
use pyo3::types::PyDict;

const COMPLAINT: &str = "The shape of the array returned by `func` must be the same as the broadcasted shape of `x` \
                         and all other `args`.";

fn options(
    log: bool,
    maxterms: &Bound<'_, PyAny>,
    given: [Option<&Bound<'_, PyAny>>; 2],
) -> PyResult<NsumOptions> {
    let [atol, rtol] = tolerances(given)?;
    let all = || [atol, rtol].into_iter().flatten();
    if log && all().any(|t| t == f64::INFINITY || t.is_nan()) {
        return Err(invalid("`atol`, `rtol` may not be positive infinity or NaN."));
    }
    if !log && all().any(|t| t < 0.0 || !t.is_finite()) {
        return Err(invalid("`atol`, and `rtol` must be non-negative and finite."));
    }
    let number: f64 = maxterms.extract()?;
    if number < 0.0 || number.trunc() != number || number.is_infinite() {
        return Err(invalid("`maxterms` must be a non-negative integer."));
    }
    Ok(NsumOptions { log, maxterms: number as usize, atol, rtol })
}

/// Sums, and how they came out, as a dictionary.
#[pyfunction]
#[pyo3(signature = (f, a, b, step, args, log, maxterms, atol, rtol))]
pub(super) fn _nsum<'py>(
    f: Bound<'py, PyAny>,
    a: Bound<'py, PyAny>,
    b: Bound<'py, PyAny>,
    step: Bound<'py, PyAny>,
    args: &Bound<'py, PyAny>,
    log: &Bound<'py, PyAny>,
    maxterms: &Bound<'py, PyAny>,
    atol: Option<&Bound<'py, PyAny>>,
    rtol: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let limits = promoted(&[a, b, step], "All elements of `a`, `b`, and `step` must be real numbers.");
    if !f.is_callable() {
        return Err(invalid("`f` must be callable."));
    }
    let limits = broadcast(&limits?.1)?;
    let options = options(flag(log, "log")?, maxterms, [atol, rtol])?;
    let f = Elementwise::start(f, limits[0].clone(), arguments(args)?, Shapes::Any, COMPLAINT)?;
    match working(&f.dtype) {
        Some(Kind::Float32) => run::<f32>(f, &limits, &options),
        Some(Kind::Float64) => run::<f64>(f, &limits, &options),
        _ => Err(invalid("Abscissae and function output must be real numbers.")),
    }
}

fn run<'py, R: Real + Quantity + Element>(
    mut f: Elementwise<'py>,
    limits: &[NdArray],
    options: &NsumOptions,
) -> PyResult<Bound<'py, PyDict>> {
    let (py, shape) = (f.py(), f.shape.clone());
    let lines = limits.iter().map(|limit| f.line::<R>(limit)).collect::<PyResult<Vec<_>>>()?;
    let found = add(|points| f.values::<R>(points), &lines[0], &lines[1], &lines[2], options)?;
    let out = PyDict::new(py);
    let status: Vec<i32> = found.status.iter().map(|&s| s as i32).collect();
    let success: Vec<Bool> = found.status.iter().map(|&s| Bool::from(s == NsumStatus::Converged)).collect();
    out.set_item("sum", shaped(py, found.sum, &shape)?)?;
    out.set_item("error", shaped(py, found.error, &shape)?)?;
    out.set_item("status", shaped(py, status, &shape)?)?;
    out.set_item("success", shaped(py, success, &shape)?)?;
    out.set_item("nfev", shaped(py, found.nfev.iter().map(|&n| n as i32).collect::<Vec<_>>(), &shape)?)?;
    Ok(out)
}
