//! Evenly spaced numbers.

use super::{Object, check_device};
use crate::array::{wrap, wrap_or_scalar};
use crate::coerce::operand;
use crate::convert::dtype_of;
use crate::error::IntoPy;
use crate::functions;
use crate::numpy::arguments::promoted;
use pallasite_array::promote::{Operand, result_type};
use pallasite_array::{DType, Scalar};
use pallasite_numpy::creation::{self, LinspaceOptions};
use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError, PyZeroDivisionError};
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyInt};

/// One end or step of a range: its value, and its part in the dtype.
fn range_part(object: &Bound<'_, PyAny>) -> PyResult<(Scalar, DType)> {
    if let Ok(x) = object.cast_exact::<PyFloat>() {
        return Ok((Scalar::Float(x.value()), DType::FLOAT64));
    }
    if let Ok(i) = object.cast_exact::<PyInt>()
        && let Ok(i) = i.extract::<i64>()
    {
        return Ok((Scalar::Int(i), DType::INT64));
    }
    let too_large = |e: PyErr| match e.is_instance_of::<PyOverflowError>(object.py()) {
        true => PyValueError::new_err("Maximum allowed size exceeded"),
        false => e,
    };
    let (array, rank) = operand(object).map_err(too_large)?;
    if !array.kind().is_numeric() {
        let class = pallasite_array::promote::class_name(array.kind());
        return Err(PyTypeError::new_err(format!(
            "arange() not supported for inputs with DType <class 'numpy.dtypes.{class}'>."
        )));
    }
    let dtype = match rank {
        Operand::Typed(d) => d,
        Operand::WeakInt => DType::INT64,
        Operand::WeakFloat => DType::FLOAT64,
        Operand::WeakComplex => DType::COMPLEX128,
    };
    Ok((array.item().py()?, dtype))
}

/// `start`, `start + step`, ... up to but without `stop`.
#[pyfunction]
#[pyo3(signature = (start=None, stop=None, step=None, dtype=None, *, device=None, like=None), text_signature = "(start_or_stop, /, stop=None, step=1, *, dtype=None, device=None, like=None)")]
fn arange(
    py: Python<'_>,
    start: Object<'_, '_>,
    stop: Object<'_, '_>,
    step: Object<'_, '_>,
    dtype: Object<'_, '_>,
    device: Option<&str>,
    like: Object<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let _ = like;
    check_device(device)?;
    let none = |o: Object<'_, '_>| o.is_none_or(|o| o.is_none());
    let (start, stop) = match (none(start), none(stop)) {
        (true, true) => return Err(PyTypeError::new_err("arange() requires stop to be specified.")),
        (false, true) => (None, start),
        (_, false) => (start.filter(|s| !s.is_none()), stop),
    };
    let step = step.filter(|s| !s.is_none());
    let int = |i| (Scalar::Int(i), DType::INT64);
    let parts = [
        start.map_or(Ok(int(0)), range_part)?,
        stop.map_or(Ok(int(0)), range_part)?,
        step.map_or(Ok(int(1)), range_part)?,
    ];
    if let Some(s) = step
        && (s.is_exact_instance_of::<PyInt>() || s.is_exact_instance_of::<PyFloat>())
        && !s.is_truthy()?
    {
        let float = parts.iter().any(|p| matches!(p.0, Scalar::Float(_)));
        return Err(PyZeroDivisionError::new_err(if float {
            "float division by zero"
        } else {
            "division by zero"
        }));
    }
    let dtype = match dtype_of(dtype)? {
        Some(d) => d,
        None if parts.iter().all(|p| p.1 == DType::INT64) => DType::INT64,
        None => {
            let [start, stop, step] = parts.each_ref().map(|p| Operand::Typed(p.1.clone()));
            result_type(&[start, stop, step, Operand::Typed(DType::INT64)]).py()?
        }
    };
    wrap(py, creation::arange(&parts[0].0, &parts[1].0, &parts[2].0, Some(&dtype)).py()?)
}

/// Evenly spaced numbers over an interval.
#[pyfunction]
#[pyo3(signature = (start, stop, num=50, endpoint=true, retstep=false, dtype=None, axis=0, *, device=None), text_signature = "(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None)")]
fn linspace(
    start: &Bound<'_, PyAny>,
    stop: &Bound<'_, PyAny>,
    num: isize,
    endpoint: bool,
    retstep: bool,
    dtype: Object<'_, '_>,
    axis: isize,
    device: Option<&str>,
) -> PyResult<Py<PyAny>> {
    check_device(device)?;
    let py = start.py();
    let count = usize::try_from(num)
        .map_err(|_| PyValueError::new_err(format!("Number of samples, {num}, must be non-negative.")))?;
    let ends = promoted(&[start, stop])?;
    let options = LinspaceOptions { num: count, endpoint, axis, dtype: dtype_of(dtype)? };
    let (samples, step) = creation::linspace(&ends[0], &ends[1], &options).py()?;
    let samples = wrap(py, samples)?;
    if !retstep {
        return Ok(samples);
    }
    let intervals = if endpoint { count.saturating_sub(1) } else { count };
    let step = if intervals == 0 {
        f64::NAN.into_pyobject(py)?.into_any().unbind()
    } else {
        wrap_or_scalar(py, step)?
    };
    Ok((samples, step).into_pyobject(py)?.into_any().unbind())
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Like: arange; Arguments: linspace);
    Ok(())
}
