//! `comb`, `perm`, the factorials, Stirling's, Bernoulli's and Euler's numbers, in doubles or exactly in Python's integers.

use super::call;
use crate::array::{array_of, detached, wrap, wrap_or_scalar};
use crate::coerce::as_array;
use crate::convert::check_room;
use crate::error::IntoPy;
use pallasite_array::{DType, NdArray, Order};
use pallasite_special as special;
use pallasite_special::ufuncs as u;
use pallasite_ufunc::Ufunc;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyInt;

/// The integer that a number is, Python's own.
fn whole<'py>(x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if x.is_exact_instance_of::<PyInt>() {
        return Ok(x.clone());
    }
    let int = x.py().get_type::<PyInt>().call1((x,))?;
    if int.eq(x)? {
        return Ok(int);
    }
    Err(PyValueError::new_err("Non-integer `N` and `k` with `exact=True` is not supported."))
}

static COMB: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
static PERM: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// `math.comb` or `math.perm`, which is kept, zero where nothing can be chosen.
fn exactly(
    choose: &PyOnceLock<Py<PyAny>>,
    name: &str,
    n: &Bound<'_, PyAny>,
    k: &Bound<'_, PyAny>,
) -> PyResult<Py<PyAny>> {
    let (py, n, k) = (n.py(), whole(n)?, whole(k)?);
    if k.gt(&n)? || n.lt(0)? || k.lt(0)? {
        return Ok(PyInt::new(py, 0i64).into_any().unbind());
    }
    Ok(choose.import(py, "math", name)?.call1((n, k))?.unbind())
}

/// A ufunc of two arrays: Python's numbers are no smaller than an array's of their own.
fn of_arrays(
    py: Python<'_>,
    ufunc: &'static Ufunc,
    n: &Bound<'_, PyAny>,
    k: &Bound<'_, PyAny>,
) -> PyResult<Py<PyAny>> {
    let array = |x| wrap(py, as_array(x, None)?);
    call(py, ufunc, &[array(n)?.bind(py), array(k)?.bind(py)])
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
        (true, true) => exactly(&COMB, "comb", &N.add(k)?.sub(1)?, k),
        (true, false) => exactly(&COMB, "comb", N, k),
        (false, true) => of_arrays(py, &u::COMB_WITH_REPETITION, N, k),
        (false, false) => of_arrays(py, &u::COMB, N, k),
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
        return of_arrays(py, &u::PERM, N, k);
    }
    let scalar = |x: &Bound<'_, PyAny>| -> PyResult<Py<PyAny>> {
        let array = as_array(x, None)?;
        if array.size() != 1 {
            let text = "`N` and `k` must be scalar integers with `exact=True`.";
            return Err(PyValueError::new_err(text));
        }
        wrap(py, array.reshape(&[]).py()?)?.call_method0(py, "item")
    };
    exactly(&PERM, "perm", scalar(N)?.bind(py), scalar(k)?.bind(py))
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
    let values = each.collect::<Option<Vec<i64>>>().ok_or_else(|| no_objects("factorials"))?;
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

/// Integers as an array.
fn integers(name: &str, object: &Bound<'_, PyAny>) -> PyResult<NdArray> {
    let array = as_array(object, None)?;
    if array.kind().is_integer() {
        return Ok(array);
    }
    Err(PyTypeError::new_err(format!("Argument `{name}` must contain only integers")))
}

/// Stirling numbers of the second kind: in doubles, or with `exact` a Python integer, or an array of `int64` where all
/// values fit.
#[pyfunction]
#[pyo3(signature = (N, K, *, exact=false))]
#[allow(non_snake_case)]
fn stirling2(
    py: Python<'_>,
    N: &Bound<'_, PyAny>,
    K: &Bound<'_, PyAny>,
    #[pyo3(from_py_with = crate::convert::truth)] exact: bool,
) -> PyResult<Py<PyAny>> {
    let (n, k) = (integers("N", N)?, integers("K", K)?);
    let values = detached(py, n.size().max(k.size()), || special::stirling2(&n, &k))?;
    if !exact {
        return wrap_or_scalar(py, values);
    }
    if array_of(N).or(array_of(K)).is_some() || values.ndim() > 0 {
        // Doubles below this are exact.
        let fits = values.to_vec::<f64>().py()?.into_iter().all(|x| x < (1u64 << 53) as f64);
        return match fits {
            true => wrap(py, values.astype(&DType::INT64, Order::C).py()?),
            false => Err(no_objects("Stirling numbers")),
        };
    }
    exact_stirling(N, K)
}

/// The sum of `(-1)^(k - i) binom(k, i) i^n` over `k!` (DLMF 26.8.6).
fn exact_stirling(n: &Bound<'_, PyAny>, k: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let py = n.py();
    let int = |x: i64| PyInt::new(py, x).into_any();
    let (n, k) = (whole(n)?, whole(k)?);
    if n.eq(&k)? && n.ge(0)? {
        return Ok(int(1).unbind());
    }
    if k.gt(&n)? || k.le(0)? {
        return Ok(int(0).unbind());
    }
    let count: i64 = k.extract()?;
    let (mut sum, mut choices) = (int(0), int(1));
    for i in (1..=count).rev() {
        py.check_signals()?;
        let term = choices.mul(int(i).pow(&n, py.None())?)?;
        sum = if (count - i) % 2 == 0 { sum.add(term)? } else { sum.sub(term)? };
        choices = choices.mul(i)?.floor_div(count - i + 1)?;
    }
    Ok(sum.floor_div(py.import("math")?.getattr("factorial")?.call1((k,))?)?.unbind())
}

fn no_objects(what: &str) -> PyErr {
    PyTypeError::new_err(format!("exact {what} of arrays must fit int64: there are no arrays of objects"))
}

macro_rules! sequences {
    ($($name:ident $doc:literal;)+) => {$(
        #[doc = $doc]
        #[pyfunction]
        fn $name(py: Python<'_>, n: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
            let scalar = array_of(n).is_none() && !n.hasattr("__len__")? && !n.is_none();
            if !scalar || n.lt(0)? {
                return Err(PyValueError::new_err("n must be a non-negative integer."));
            }
            let last: usize = py.get_type::<PyInt>().call1((n,))?.extract()?;
            check_room(&[last.saturating_add(1)])?;
            wrap(py, NdArray::from_vec(special::$name(last)))
        }
    )+};
}

sequences! {
    bernoulli "Bernoulli numbers B0..Bn (inclusive).";
    euler "Euler numbers E(0), E(1), ..., E(n).";
}

pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    crate::functions!(m; Arguments: comb, perm, _exact_factorial, stirling2, bernoulli, euler);
    Ok(())
}
