//! `special.errstate`: what happens about results that are no finite numbers.
//!
//! The state belongs to the process, as SciPy's does. Calls look at their results only while somebody asked.

use crate::error::IntoPy;
use num_complex::Complex64;
use pallasite_array::NdArray;
use pallasite_special::signals::{Signal, signal};
use pallasite_ufunc::{Arg, Ufunc};
use pyo3::prelude::*;
use std::ffi::CString;
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};

/// The categories, in SciPy's order.
const CATEGORIES: usize = 10;
const IGNORE: u8 = 0;
const RAISE: u8 = 2;

/// What to do in each category.
static ACTIONS: [AtomicU8; CATEGORIES] = {
    let mut all = [const { AtomicU8::new(IGNORE) }; CATEGORIES];
    all[CATEGORIES - 1] = AtomicU8::new(RAISE);
    all
};

fn category(of: Signal) -> (usize, &'static str) {
    match of {
        Signal::Singular => (0, "singularity"),
        Signal::Overflow => (2, "overflow"),
        Signal::Domain => (6, "domain error"),
    }
}

const SIGNALS: [Signal; 3] = [Signal::Singular, Signal::Overflow, Signal::Domain];

/// Whether anything is to be done about any signal.
#[inline]
pub fn watching() -> bool {
    SIGNALS.iter().any(|&s| ACTIONS[category(s).0].load(Relaxed) != IGNORE)
}

/// Does what was asked for about the results of a ufunc, if that is a special function.
///
/// # Errors
/// `SpecialFunctionError`, or what a filter makes of the warning.
pub fn report(
    py: Python<'_>,
    ufunc: &'static Ufunc,
    inputs: &[Arg<'_>],
    results: &[NdArray],
) -> PyResult<()> {
    if !pallasite_special::ufuncs::TABLES.iter().any(|table| table.iter().any(|u| std::ptr::eq(*u, ufunc))) {
        return Ok(());
    }
    let name = ufunc.name.trim_start_matches('_');
    for found in signals(name, inputs, results)? {
        let (category, words) = category(found);
        act(py, ACTIONS[category].load(Relaxed), &format!("scipy.special/{name}: {words}"))?;
    }
    Ok(())
}

/// Each signal that any element gives.
fn signals(name: &str, inputs: &[Arg<'_>], results: &[NdArray]) -> PyResult<Vec<Signal>> {
    let shape = results[0].shape();
    let columns = inputs.iter().map(|input| column(input, shape)).collect::<PyResult<Vec<_>>>()?;
    let mut found = Vec::new();
    for result in results {
        for (i, value) in result.cast_vec::<Complex64>().py()?.into_iter().enumerate() {
            let arguments: Vec<Complex64> = columns.iter().map(|column| column[i]).collect();
            found.extend(signal(name, &arguments, value).filter(|s| !found.contains(s)));
        }
    }
    Ok(found)
}

fn column(input: &Arg<'_>, shape: &[usize]) -> PyResult<Vec<Complex64>> {
    let number = match input {
        Arg::Array(array) => return array.broadcast_to(shape).py()?.cast_vec::<Complex64>().py(),
        Arg::Int(x) => (*x as f64).into(),
        Arg::Float(x) | Arg::Huge(x) => (*x).into(),
        Arg::Complex(z) => *z,
        Arg::Number(n) => n.to_array().py()?.cast_vec::<Complex64>().py()?[0],
    };
    Ok(vec![number; shape.iter().product()])
}

fn act(py: Python<'_>, action: u8, message: &str) -> PyResult<()> {
    let classes = || py.import("pallasite.scipy.special._sf_error");
    match action {
        IGNORE => Ok(()),
        RAISE => Err(PyErr::from_value(classes()?.getattr("SpecialFunctionError")?.call1((message,))?)),
        _ => {
            let category = classes()?.getattr("SpecialFunctionWarning")?;
            PyErr::warn(py, &category, &CString::new(message).unwrap_or_default(), 1)
        }
    }
}

/// The number of each category's action.
#[pyfunction]
fn _actions() -> [u8; CATEGORIES] {
    std::array::from_fn(|i| ACTIONS[i].load(Relaxed))
}

/// Sets them.
#[pyfunction]
fn _set_actions(actions: [u8; CATEGORIES]) {
    for (slot, action) in ACTIONS.iter().zip(actions) {
        slot.store(action, Relaxed);
    }
}

pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(_actions, m)?)?;
    m.add_function(wrap_pyfunction!(_set_actions, m)?)
}
