//! `comb`, `perm`, `factorial`, `factorial2`, `factorialk`: in doubles, or exactly in Python's integers.

use super::call;
use crate::array::{array_of, wrap};
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::{Kind, NdArray};
use pallasite_special::ufuncs as u;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyComplex, PyFloat, PyInt};

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

/// What the three factorials are asked for.
struct Ask<'a, 'py> {
    name: &'static str,
    n: &'a Bound<'py, PyAny>,
    k: i64,
    exact: bool,
    extend: &'a str,
}

const NEEDS_COMPLEX: &str = "In order to use non-integer arguments, you must opt into this by passing \
                             `extend='complex'`. Note that this changes the result for all negative arguments \
                             (which by default return 0).";

impl<'py> Ask<'_, 'py> {
    fn answer(&self) -> PyResult<Py<PyAny>> {
        let py = self.n.py();
        if !matches!(self.extend, "zero" | "complex") {
            let text = "argument `extend` must be either 'zero' or 'complex', received: ";
            return Err(PyValueError::new_err(format!("{text}{}", self.extend)));
        }
        if self.exact && self.extend == "complex" {
            return Err(PyValueError::new_err("Incompatible options: `exact=True` and `extend='complex'`"));
        }
        if self.extend == "zero" && self.k < 1 {
            let text = "For `extend='zero'`, k must be a positive integer, received: ";
            return Err(PyValueError::new_err(format!("{text}{}", self.k)));
        }
        if self.k == 0 {
            return Err(PyValueError::new_err("Parameter k cannot be zero!"));
        }
        if self.n.is_none() {
            return Ok(PyFloat::new(py, f64::NAN).into_any().unbind());
        }
        let array = as_array(self.n, None)?;
        self.check(&array)?;
        if array.size() == 0 {
            return wrap(py, array);
        }
        if self.exact { self.exactly(&array) } else { self.approximately() }
    }

    /// # Errors
    /// Types that make no sense, and those that want another option.
    fn check(&self, n: &NdArray) -> PyResult<()> {
        let kind = n.kind();
        let boolean = kind == Kind::Bool || self.n.is_instance_of::<PyBool>();
        if boolean || !kind.is_numeric() {
            let permitted = if self.name == "factorial" {
                "Permitted data types are integers and floating point numbers, as well as complex numbers if \
                 `extend='complex' is passed."
            } else {
                "Permitted data types are integers, as well as floating point numbers and complex numbers if \
                 `extend='complex' is passed."
            };
            let text =
                format!("Unsupported data type for `n` in {}: {}\n{permitted}", self.name, kind.name());
            return Err(PyValueError::new_err(text));
        }
        let beyond = kind.is_complex() || (kind.is_inexact() && self.name != "factorial");
        if beyond && self.extend != "complex" {
            return Err(PyValueError::new_err(NEEDS_COMPLEX));
        }
        if self.exact && kind.is_inexact() {
            let text = format!("`exact=True` only supports integers, cannot use data type {}", kind.name());
            return Err(PyValueError::new_err(text));
        }
        Ok(())
    }

    fn approximately(&self) -> PyResult<Py<PyAny>> {
        let py = self.n.py();
        let k = self.k.into_pyobject(py)?.into_any();
        match (self.extend, self.k) {
            ("complex", _) => call(py, &u::FACTORIAL_EXTENDED, &[self.n, &k]),
            (_, 1) => call(py, &u::FACTORIAL, &[self.n]),
            _ => call(py, &u::FACTORIALK, &[self.n, &k]),
        }
    }

    /// A Python integer for a scalar, an array of `int64` where all values fit.
    fn exactly(&self, n: &NdArray) -> PyResult<Py<PyAny>> {
        let py = self.n.py();
        if array_of(self.n).is_none() && n.ndim() == 0 {
            let n: i64 = self.n.extract()?;
            return self.product(py, n)?.map_or_else(|| Ok(PyInt::new(py, 0i64).into_any().unbind()), Ok);
        }
        let each = n.cast_vec::<i64>().py()?.into_iter().map(|n| self.small(n));
        let values = each.collect::<Option<Vec<i64>>>().ok_or_else(|| {
            PyTypeError::new_err("exact factorials of arrays must fit int64: there are no arrays of objects")
        })?;
        wrap(py, NdArray::from_vec_shape(values, n.shape()).py()?)
    }

    fn small(&self, n: i64) -> Option<i64> {
        if n < 0 {
            return Some(0);
        }
        (1..=n).rev().step_by(self.k as usize).try_fold(1, i64::checked_mul)
    }

    /// The product of a range; nothing for negative `n`.
    fn product(&self, py: Python<'_>, n: i64) -> PyResult<Option<Py<PyAny>>> {
        if n < 0 {
            return Ok(None);
        }
        let math = py.import("math")?;
        if self.k == 1 {
            return Ok(Some(math.getattr("factorial")?.call1((n,))?.unbind()));
        }
        let range = py.import("builtins")?.getattr("range")?.call1((n, 0, -self.k))?;
        Ok(Some(math.getattr("prod")?.call1((range,))?.unbind()))
    }
}

/// The factorial.
#[pyfunction]
#[pyo3(signature = (n, exact=false, extend="zero"))]
fn factorial(
    n: &Bound<'_, PyAny>,
    #[pyo3(from_py_with = crate::convert::truth)] exact: bool,
    extend: &str,
) -> PyResult<Py<PyAny>> {
    Ask { name: "factorial", n, k: 1, exact, extend }.answer()
}

/// The double factorial, the product of every second number.
#[pyfunction]
#[pyo3(signature = (n, exact=false, extend="zero"))]
fn factorial2(
    n: &Bound<'_, PyAny>,
    #[pyo3(from_py_with = crate::convert::truth)] exact: bool,
    extend: &str,
) -> PyResult<Py<PyAny>> {
    Ask { name: "factorial2", n, k: 2, exact, extend }.answer()
}

/// The multifactorial, the product of every `k`-th number.
#[pyfunction]
#[pyo3(signature = (n, k, exact=false, extend="zero"))]
fn factorialk(
    n: &Bound<'_, PyAny>,
    k: &Bound<'_, PyAny>,
    #[pyo3(from_py_with = crate::convert::truth)] exact: bool,
    extend: &str,
) -> PyResult<Py<PyAny>> {
    if k.is_instance_of::<PyFloat>() || k.is_instance_of::<PyComplex>() {
        if extend != "complex" {
            return Err(PyValueError::new_err(NEEDS_COMPLEX));
        }
        return call(n.py(), &u::FACTORIAL_EXTENDED, &[n, k]);
    }
    let unfit =
        || PyValueError::new_err(format!("Unsupported data type for `k` in factorialk: {}\n", k.get_type()));
    if k.is_instance_of::<PyBool>() {
        return Err(unfit());
    }
    Ask { name: "factorialk", n, k: k.extract().map_err(|_| unfit())?, exact, extend }.answer()
}

pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    crate::functions!(m; Arguments: comb, perm, factorial, factorial2, factorialk);
    Ok(())
}
