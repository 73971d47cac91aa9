//! `comb`, `perm` and the factorials, in doubles or exactly in Python's integers.

use super::call;
use crate::array::{array_of, wrap};
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::NdArray;
use pallasite_special::ufuncs as u;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyInt;

/// The integer that a number is, Python's own.
fn whole<'py>(x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let int = x.py().get_type::<PyInt>().call1((x,))?;
    if int.eq(x)? {
        return Ok(int);
    }
    Err(PyValueError::new_err("Non-integer `N` and `k` with `exact=True` is not supported."))
}

/// `math.comb` or `math.perm`, zero where nothing can be chosen.
fn exactly(name: &str, n: &Bound<'_, PyAny>, k: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let (py, n, k) = (n.py(), whole(n)?, whole(k)?);
    if k.gt(&n)? || n.lt(0)? || k.lt(0)? {
        return Ok(PyInt::new(py, 0i64).into_any().unbind());
    }
    Ok(py.import("math")?.getattr(name)?.call1((n, k))?.unbind())
}

/// The number of combinations of `N` things taken `k` at a time.
#[pyfunction]
#[pyo3(signature = (N, k, *, exact=false, repetition=false))]
#[allow(non_snake_case)]
fn comb(
    py: Python<'_>,
    N: &Bound<'_, PyAny>,
    k: &Bound<'_, PyAny>,
    #[pyo3(from_py_with = crate::convert::truth)] exact: bool,
    #[pyo3(from_py_with = crate::convert::truth)] repetition: bool,
) -> PyResult<Py<PyAny>> {
    match (exact, repetition) {
        (true, true) if k.eq(0)? && N.ge(0)? => {
            whole(N)?;
            Ok(PyInt::new(py, 1i64).into_any().unbind())
        }
        (true, true) => exactly("comb", &N.add(k)?.sub(1)?, k),
        (true, false) => exactly("comb", N, k),
        (false, true) => call(py, &u::COMB_WITH_REPETITION, &[N, k]),
        (false, false) => call(py, &u::COMB, &[N, k]),
    }
}

/// The number of permutations of `N` things taken `k` at a time.
#[pyfunction]
#[pyo3(signature = (N, k, exact=false))]
#[allow(non_snake_case)]
fn perm(
    py: Python<'_>,
    N: &Bound<'_, PyAny>,
    k: &Bound<'_, PyAny>,
    #[pyo3(from_py_with = crate::convert::truth)] exact: bool,
) -> PyResult<Py<PyAny>> {
    if !exact {
        return call(py, &u::PERM, &[N, k]);
    }
    let scalar = |x: &Bound<'_, PyAny>| -> PyResult<Py<PyAny>> {
        let array = as_array(x, None)?;
        if array.size() != 1 {
            let text = "`N` and `k` must be scalar integers with `exact=True`.";
            return Err(PyValueError::new_err(text));
        }
        wrap(py, array.reshape(&[]).py()?)?.call_method0(py, "item")
    };
    exactly("perm", scalar(N)?.bind(py), scalar(k)?.bind(py))
}

/// The product of every `k`-th number down from `n`, zero for negative `n`: a Python integer, or an array of `int64`
/// where all values fit.
#[pyfunction]
fn _exact_factorial(py: Python<'_>, n: &Bound<'_, PyAny>, k: i64) -> PyResult<Py<PyAny>> {
    if array_of(n).is_none() {
        return multifactorial(py, n.extract()?, k);
    }
    let n = as_array(n, None)?;
    let each = n.cast_vec::<i64>().py()?.into_iter().map(|n| small_multifactorial(n, k));
    let values = each.collect::<Option<Vec<i64>>>().ok_or_else(|| {
        PyTypeError::new_err("exact factorials of arrays must fit int64: there are no arrays of objects")
    })?;
    wrap(py, NdArray::from_vec_shape(values, n.shape()).py()?)
}

fn small_multifactorial(n: i64, k: i64) -> Option<i64> {
    if n < 0 {
        return Some(0);
    }
    (1..=n).rev().step_by(k as usize).try_fold(1, i64::checked_mul)
}

fn multifactorial(py: Python<'_>, n: i64, k: i64) -> PyResult<Py<PyAny>> {
    let math = py.import("math")?;
    if k == 1 {
        return Ok(math.getattr("factorial")?.call1((n,))?.unbind());
    }
    let range = py.import("builtins")?.getattr("range")?.call1((n, 0, -k))?;
    Ok(math.getattr("prod")?.call1((range,))?.unbind())
}

pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    crate::functions!(m; Arguments: comb, perm, _exact_factorial);
    Ok(())
}
