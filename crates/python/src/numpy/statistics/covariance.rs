//! Bindings of covariance and correlation, of variables and of lines.

use crate::array::{wrap, wrap_or_scalar};
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::functions;
use crate::numpy::reduction::{Opt, given, run, warn};
use pallasite_array::NdArray;
use pallasite_numpy::statistics::{self as st, CovarianceOptions, Mode};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;

/// A covariance or a matrix of correlation coefficients.
fn covariance(
    m: &Bound<'_, PyAny>,
    options: &CovarianceOptions,
    compute: fn(&NdArray, &CovarianceOptions) -> pallasite_array::Result<(NdArray, bool)>,
) -> PyResult<Py<PyAny>> {
    let (py, array) = (m.py(), as_array(m, None)?);
    let unsupported = |e: PyErr| {
        let text = e.value(py).to_string();
        let runtime = text.starts_with("cannot handle") || text.starts_with("incompatible numbers");
        if runtime { PyRuntimeError::new_err(text) } else { e }
    };
    let (found, few) =
        run(py, "divide", array.size() * 8, || compute(&array, options)).map_err(unsupported)?;
    if few {
        warn(py, "Degrees of freedom <= 0 for slice")?;
    }
    if found.ndim() == 0 && std::ptr::fn_addr_eq(compute, st::cov as fn(&_, &_) -> _) {
        wrap(py, found)
    } else {
        wrap_or_scalar(py, found)
    }
}

/// The covariance matrix.
#[pyfunction]
#[pyo3(signature = (m, y=None, rowvar=true, bias=false, ddof=None, fweights=None, aweights=None, *, dtype=None))]
#[allow(clippy::too_many_arguments)]
fn cov(
    m: &Bound<'_, PyAny>,
    y: Opt<'_, '_>,
    rowvar: bool,
    bias: bool,
    ddof: Opt<'_, '_>,
    fweights: Opt<'_, '_>,
    aweights: Opt<'_, '_>,
    dtype: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let array = |o: Opt<'_, '_>| given(o).map(|o| as_array(o, None)).transpose();
    let ddof = match given(ddof) {
        None => i64::from(!bias),
        Some(d) => {
            let value: f64 = d.extract()?;
            if value.fract() != 0.0 {
                return Err(PyValueError::new_err("ddof must be integer"));
            }
            value as i64
        }
    };
    let (y, fweights, aweights) = (array(y)?, array(fweights)?, array(aweights)?);
    let dtype = crate::convert::dtype_of(dtype)?;
    let options = CovarianceOptions {
        y: y.as_ref(),
        rowvar,
        ddof,
        fweights: fweights.as_ref(),
        aweights: aweights.as_ref(),
        dtype,
    };
    covariance(m, &options, st::cov)
}

/// The matrix of correlation coefficients.
#[pyfunction]
#[pyo3(signature = (x, y=None, rowvar=true, *, dtype=None))]
fn corrcoef(x: &Bound<'_, PyAny>, y: Opt<'_, '_>, rowvar: bool, dtype: Opt<'_, '_>) -> PyResult<Py<PyAny>> {
    let y = given(y).map(|y| as_array(y, None)).transpose()?;
    let options = CovarianceOptions {
        y: y.as_ref(),
        rowvar,
        dtype: crate::convert::dtype_of(dtype)?,
        ..Default::default()
    };
    covariance(x, &options, st::corrcoef)
}

/// The cross-correlation of two lines.
#[pyfunction]
#[pyo3(signature = (a, v, mode="valid"))]
fn correlate(a: &Bound<'_, PyAny>, v: &Bound<'_, PyAny>, mode: &str) -> PyResult<Py<PyAny>> {
    let (x, y, mode) = (as_array(a, None)?, as_array(v, None)?, Mode::parse(mode).py()?);
    wrap(a.py(), run(a.py(), "correlate", x.size() * y.size(), || st::correlate(&x, &y, mode))?)
}

/// The convolution of two lines.
#[pyfunction]
#[pyo3(signature = (a, v, mode="full"))]
fn convolve(a: &Bound<'_, PyAny>, v: &Bound<'_, PyAny>, mode: &str) -> PyResult<Py<PyAny>> {
    let line = |o: &Bound<'_, PyAny>| {
        as_array(o, None).and_then(|x| if x.ndim() == 0 { x.reshape(&[1]).py() } else { Ok(x) })
    };
    let (x, y, mode) = (line(a)?, line(v)?, Mode::parse(mode).py()?);
    wrap(a.py(), run(a.py(), "convolve", x.size() * y.size(), || st::convolve(&x, &y, mode))?)
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: cov, corrcoef, correlate, convolve);
    Ok(())
}
