//! Bindings of medians and quantiles.

use super::moments::{Moment, Moments};
use crate::array::detached;
use crate::coerce::as_array;
use crate::convert::listed_axes_of;
use crate::error::IntoPy;
use crate::functions;
use crate::numpy::reduction::{Opt, finish, flag, given, warn};
use crate::ufunc::ufunc_err;
use pallasite_array::promote::Casting;
use pallasite_numpy::statistics::{self as st, Method, QuantileOptions};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyInt};

fn medians(
    a: &Bound<'_, PyAny>,
    axis: Opt<'_, '_>,
    out: Opt<'_, '_>,
    keepdims: Opt<'_, '_>,
    skip_nan: bool,
) -> PyResult<Py<PyAny>> {
    let (py, array, axes) = (a.py(), as_array(a, None)?, listed_axes_of(axis)?);
    let keepdims = flag(keepdims)?;
    let found = detached(py, array.size() * 4, || st::median(&array, axes.as_deref(), keepdims, skip_nan))?;
    if skip_nan && array.size() > 0 {
        // One for each slice, as NumPy.
        (0..found.empty).try_for_each(|_| warn(py, "All-NaN slice encountered"))?;
    } else if found.empty > 0 {
        warn(py, "Mean of empty slice")?;
    }
    finish(a, found.values, out, Casting::Unsafe)
}

macro_rules! medians {
    ($($name:ident, $skip_nan:literal, $doc:literal;)*) => {$(
        #[doc = $doc]
        #[pyfunction]
        #[pyo3(signature = (a, axis=None, out=None, overwrite_input=false, keepdims=None))]
        fn $name(
            a: &Bound<'_, PyAny>,
            axis: Opt<'_, '_>,
            out: Opt<'_, '_>,
            overwrite_input: bool,
            keepdims: Opt<'_, '_>,
        ) -> PyResult<Py<PyAny>> {
            let _ = overwrite_input;
            medians(a, axis, out, keepdims, $skip_nan)
        }
    )*};
}
medians! {
    median, false, "The median over axes.";
    nanmedian, true, "The median over axes, NaN left out.";
}

/// Arguments of a quantile, as given.
struct Quantiles<'a, 'py> {
    axis: Opt<'a, 'py>,
    out: Opt<'a, 'py>,
    method: &'a str,
    keepdims: Opt<'a, 'py>,
    weights: Opt<'a, 'py>,
    percent: bool,
    skip_nan: bool,
}

impl Quantiles<'_, '_> {
    fn of(&self, a: &Bound<'_, PyAny>, q: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let (py, array) = (a.py(), as_array(a, None)?);
        if array.kind().is_complex() {
            return Err(PyTypeError::new_err("a must be an array of real numbers"));
        }
        let weak = q.is_exact_instance_of::<PyInt>() || q.is_exact_instance_of::<PyFloat>();
        let mut levels = as_array(q, None)?;
        if self.percent {
            levels = pallasite_ufunc::divide(&levels, 100i64).map_err(ufunc_err)?;
        }
        if !st::check_levels(&levels).py()? {
            let text = if self.percent {
                "Percentiles must be in the range [0, 100]"
            } else {
                "Quantiles must be in the range [0, 1]"
            };
            return Err(PyValueError::new_err(text));
        }
        let weights = given(self.weights).map(|w| as_array(w, None)).transpose()?;
        if weights.is_some() && self.method != "inverted_cdf" {
            let text = format!("Only method 'inverted_cdf' supports weights. Got: {}.", self.method);
            return Err(PyValueError::new_err(text));
        }
        let axes = listed_axes_of(given(self.axis))?;
        let options = QuantileOptions {
            axes: axes.as_deref(),
            method: Method::parse(self.method).py()?,
            keepdims: flag(self.keepdims)?,
            weights: weights.as_ref(),
            skip_nan: self.skip_nan,
            weak,
        };
        if self.skip_nan && array.size() == 0 {
            let mean =
                Moments { axis: self.axis, out: self.out, keepdims: self.keepdims, ..Default::default() };
            return mean.without_nan(Moment::Mean, a);
        }
        let found = detached(py, array.size() * 4, || st::quantile(&array, &levels, &options))?;
        if found.empty > 0 {
            warn(py, "All-NaN slice encountered")?;
        }
        finish(a, found.values, self.out, Casting::SameKind)
    }
}

macro_rules! quantiles {
    ($($name:ident, $percent:literal, $skip_nan:literal, $doc:literal;)*) => {$(
        #[doc = $doc]
        #[pyfunction]
        #[pyo3(signature = (a, q, axis=None, out=None, overwrite_input=false, method="linear", keepdims=None, *, weights=None))]
        #[allow(clippy::too_many_arguments)]
        fn $name(
            a: &Bound<'_, PyAny>,
            q: &Bound<'_, PyAny>,
            axis: Opt<'_, '_>,
            out: Opt<'_, '_>,
            overwrite_input: bool,
            method: &str,
            keepdims: Opt<'_, '_>,
            weights: Opt<'_, '_>,
        ) -> PyResult<Py<PyAny>> {
            let _ = overwrite_input;
            Quantiles { axis, out, method, keepdims, weights, percent: $percent, skip_nan: $skip_nan }.of(a, q)
        }
    )*};
}
quantiles! {
    quantile, false, false, "Quantiles over axes.";
    percentile, true, false, "Percentiles over axes.";
    nanquantile, false, true, "Quantiles over axes, NaN left out.";
    nanpercentile, true, true, "Percentiles over axes, NaN left out.";
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: median, quantile, percentile, nanmedian, nanquantile, nanpercentile);
    Ok(())
}
