//! `logsumexp`, `softmax`, `log_softmax`, `softplus`.

use crate::array::wrap_or_scalar;
use crate::coerce::as_array;
use crate::convert::axes_of;
use crate::error::IntoPy;
use pallasite_array::{NdArray, Order};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// The logarithm of the sum of exponentials, weighted by `b`.
#[pyfunction]
#[pyo3(signature = (a, axis=None, b=None, keepdims=false, return_sign=false))]
fn logsumexp(
    py: Python<'_>,
    a: &Bound<'_, PyAny>,
    axis: Option<&Bound<'_, PyAny>>,
    b: Option<&Bound<'_, PyAny>>,
    #[pyo3(from_py_with = crate::convert::truth)] keepdims: bool,
    #[pyo3(from_py_with = crate::convert::truth)] return_sign: bool,
) -> PyResult<Py<PyAny>> {
    let (a, axes) = (as_array(a, None)?, axes_of(axis)?);
    let b = b.filter(|b| !b.is_none()).map(|b| as_array(b, None)).transpose()?;
    let (log, sign) = pallasite_special::logsumexp(&a, axes.as_deref(), b.as_ref(), keepdims).py()?;
    let complex = log.kind().is_complex();
    if return_sign {
        let log = if complex { pallasite_numpy::mathematics::real(&log).py()? } else { log };
        let pair = (wrap_or_scalar(py, log)?, wrap_or_scalar(py, sign)?);
        return Ok(pair.into_pyobject(py)?.into_any().unbind());
    }
    wrap_or_scalar(py, if complex { log } else { without_negative(log, &sign)? })
}

/// NaN where the sum is negative, which has no real logarithm; no elements only have a negative sign.
fn without_negative(log: NdArray, sign: &NdArray) -> PyResult<NdArray> {
    let (mut values, signs) = (log.cast_vec::<f64>().py()?, sign.cast_vec::<f64>().py()?);
    if signs.iter().all(|&s| !(s < 0.0)) {
        return Ok(log);
    }
    let negative = |(v, s): &(&mut f64, &f64)| **s < 0.0 && **v != f64::NEG_INFINITY;
    values.iter_mut().zip(&signs).filter(negative).for_each(|(v, _)| *v = f64::NAN);
    NdArray::from_vec_shape(values, log.shape()).and_then(|v| v.astype(log.dtype(), Order::C)).py()
}

/// The exponentials over their sum.
#[pyfunction]
#[pyo3(signature = (x, axis=None))]
fn softmax(py: Python<'_>, x: &Bound<'_, PyAny>, axis: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
    let (x, axes) = (as_array(x, None)?, axes_of(axis)?);
    wrap_or_scalar(py, pallasite_special::softmax(&x, axes.as_deref()).py()?)
}

/// The logarithm of `softmax`.
#[pyfunction]
#[pyo3(signature = (x, axis=None))]
fn log_softmax(py: Python<'_>, x: &Bound<'_, PyAny>, axis: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
    let (x, axes) = (as_array(x, None)?, axes_of(axis)?);
    wrap_or_scalar(py, pallasite_special::log_softmax(&x, axes.as_deref()).py()?)
}

/// `log(1 + exp(x))`; keywords are those of a ufunc.
#[pyfunction]
#[pyo3(signature = (x, **kwargs))]
fn softplus(py: Python<'_>, x: &Bound<'_, PyAny>, kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<Py<PyAny>> {
    crate::ufunc::call_object(py, &pallasite_ufunc::table::LOGADDEXP)?.call(py, (0, x), kwargs)
}

pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    crate::functions!(m; Arguments: logsumexp, softmax, log_softmax, softplus);
    Ok(())
}
