//! Ufuncs on small arrays and numbers, which nobody takes over: nothing is copied or looked up.

use super::ufunc_err;
use crate::array::{Held, Holder, exact, wrap_or_scalar};
use crate::errstate::report;
use crate::scalar::{from_double, from_number, to_double, to_number, typed_number};
use pallasite_array::NdArray;
use pallasite_ufunc::math::fpstatus;
use pallasite_ufunc::{Arg, Number, Ufunc, on_doubles, on_numbers, quick_pair};
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyInt};
use smallvec::SmallVec;
use std::cell::Ref;

/// An input as it stands.
enum Seen<'a> {
    Array(Ref<'a, Held>),
    Number(Number),
    Float(f64),
    Int(i64),
}

impl<'a> Seen<'a> {
    #[inline]
    fn of(object: &'a Bound<'_, PyAny>) -> Option<Seen<'a>> {
        if let Some(a) = exact(object) {
            return Some(Seen::Array(a.held()));
        }
        if let Ok(x) = object.cast_exact::<PyFloat>() {
            return Some(Seen::Float(x.value()));
        }
        if let Ok(i) = object.cast_exact::<PyInt>() {
            return i.extract().ok().map(Seen::Int);
        }
        typed_number(object).map(Seen::Number)
    }

    #[inline]
    fn arg(&self) -> Arg<'_> {
        match self {
            Seen::Array(a) => Arg::Array(&a.array),
            Seen::Number(n) => Arg::Number(*n),
            Seen::Float(x) => Arg::Float(*x),
            Seen::Int(i) => Arg::Int((*i).into()),
        }
    }
}

/// A ufunc of doubles alone that raises nothing; `None`, with nothing done, for all else. Runs no Python code and drops no
/// object.
#[inline]
pub fn doubles<'a, 'py: 'a>(
    py: Python<'py>,
    ufunc: &'static Ufunc,
    inputs: impl Iterator<Item = Borrowed<'a, 'py, PyAny>>,
) -> Option<Py<PyAny>> {
    let (mut doubles, mut count) = ([0.0; 4], 0);
    for input in inputs {
        *doubles.get_mut(count)? = to_double(&input)?;
        count += 1;
    }
    fpstatus::clear();
    let quiet = || fpstatus::take().is_empty();
    if let Some([value]) = on_doubles(ufunc, &doubles[..count]) {
        return quiet().then(|| from_double(py, value));
    }
    let [first, second] = on_doubles(ufunc, &doubles[..count])?;
    if !quiet() {
        return None;
    }
    (from_double(py, first), from_double(py, second))
        .into_pyobject(py)
        .ok()
        .map(|pair| pair.into_any().unbind())
}

/// A ufunc of numbers alone; `None`, with nothing done, where that takes more.
#[inline]
pub fn numbers<'a, 'py: 'a>(
    py: Python<'py>,
    ufunc: &'static Ufunc,
    inputs: impl Iterator<Item = Borrowed<'a, 'py, PyAny>>,
) -> PyResult<Option<Py<PyAny>>> {
    let mut numbers: SmallVec<[Number; 2]> = SmallVec::new();
    for input in inputs {
        let Some(number) = to_number(&input) else { return Ok(None) };
        numbers.push(number);
    }
    fpstatus::clear();
    let Some(number) = on_numbers(ufunc, &numbers) else { return Ok(None) };
    report(py, fpstatus::take(), ufunc.name)?;
    Ok(Some(from_number(py, &number)))
}

/// `ufunc(a)`; `None`, with nothing done, where that takes more.
#[inline]
pub fn unary(py: Python<'_>, ufunc: &'static Ufunc, a: &Bound<'_, PyAny>) -> PyResult<Option<Py<PyAny>>> {
    let Some(x) = Seen::of(a) else { return Ok(None) };
    let done = compute(ufunc, &[x.arg()], None)?;
    drop(x);
    finish(py, ufunc, done)
}

/// `ufunc(a, b)`; `None`, with nothing done, where that takes more.
#[inline]
pub fn binary(
    py: Python<'_>,
    ufunc: &'static Ufunc,
    a: &Bound<'_, PyAny>,
    b: &Bound<'_, PyAny>,
) -> PyResult<Option<Py<PyAny>>> {
    let (Some(x), Some(y)) = (Seen::of(a), Seen::of(b)) else { return Ok(None) };
    let done = compute(ufunc, &[x.arg(), y.arg()], None)?;
    drop((x, y));
    finish(py, ufunc, done)
}

/// The two results of a ufunc; `None`, with nothing done, where that takes more.
pub fn pair(
    py: Python<'_>,
    ufunc: &'static Ufunc,
    inputs: &[&Bound<'_, PyAny>],
) -> PyResult<Option<Py<PyAny>>> {
    let seen: SmallVec<[Seen<'_>; 2]> = inputs.iter().map_while(|i| Seen::of(i)).collect();
    if seen.len() < inputs.len() {
        return Ok(None);
    }
    let args: SmallVec<[Arg<'_>; 2]> = seen.iter().map(Seen::arg).collect();
    fpstatus::clear();
    let Some([first, second]) = quick_pair(ufunc, &args).map_err(ufunc_err)? else { return Ok(None) };
    drop(args);
    drop(seen);
    report(py, fpstatus::take(), ufunc.name)?;
    let results = (wrap_or_scalar(py, first)?, wrap_or_scalar(py, second)?);
    Ok(Some(results.into_pyobject(py)?.into_any().unbind()))
}

/// `ufunc(*inputs, out=out)`; false, with nothing done, where that takes more.
#[inline]
pub fn onto(
    py: Python<'_>,
    ufunc: &'static Ufunc,
    inputs: &[&Bound<'_, PyAny>],
    out: &Bound<'_, PyAny>,
) -> PyResult<bool> {
    let seen: SmallVec<[Seen<'_>; 2]> = inputs.iter().map_while(|i| Seen::of(i)).collect();
    let Some(Seen::Array(target)) = Seen::of(out).filter(|_| seen.len() == inputs.len()) else {
        return Ok(false);
    };
    let args: SmallVec<[Arg<'_>; 2]> = seen.iter().map(Seen::arg).collect();
    let done = compute(ufunc, &args, Some(&target.array))?.is_some();
    drop(args);
    drop((seen, target));
    report(py, fpstatus::take(), ufunc.name)?;
    Ok(done)
}

#[inline]
fn compute(ufunc: &'static Ufunc, inputs: &[Arg], out: Option<&NdArray>) -> PyResult<Option<NdArray>> {
    fpstatus::clear();
    // SAFETY: no Rust reference into the memory of an output is alive, and the GIL is held.
    unsafe { pallasite_ufunc::quick(ufunc, inputs, out) }.map_err(ufunc_err)
}

#[inline]
fn finish(py: Python<'_>, ufunc: &Ufunc, done: Option<NdArray>) -> PyResult<Option<Py<PyAny>>> {
    let Some(array) = done else { return Ok(None) };
    report(py, fpstatus::take(), ufunc.name)?;
    wrap_or_scalar(py, array).map(Some)
}
