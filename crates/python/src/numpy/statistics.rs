//! Bindings of statistics.

use super::reduction::{Opt, Reduction, finish, flag, given, mask_of, number, own_method, run, target, warn};
use crate::array::{wrap, wrap_or_scalar};
use crate::coerce::as_array;
use crate::convert::{axes_of, listed_axes_of};
use crate::error::IntoPy;
use crate::functions;
use crate::ufunc::{Held, loop_kind, ufunc_err, wrap_as};
use pallasite_array::promote::Casting;
use pallasite_array::{DType, Kind, NdArray, Order};
use pallasite_numpy::statistics::{
    self as st, Bins, CovarianceOptions, Estimator, Method, Mode, MomentOptions, QuantileOptions, Skipped,
};
use pallasite_ufunc::table;
use pyo3::exceptions::{PyRuntimeError, PyTypeError, PyValueError, PyZeroDivisionError};
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyInt, PyList, PyString, PyTuple};

/// Which moment.
#[derive(Clone, Copy, PartialEq)]
pub enum Moment {
    Mean,
    Var,
    Std,
}

/// Arguments of a moment, as given.
#[derive(Clone, Copy, Default)]
pub struct Moments<'a, 'py> {
    pub axis: Opt<'a, 'py>,
    pub dtype: Opt<'a, 'py>,
    pub out: Opt<'a, 'py>,
    pub ddof: Opt<'a, 'py>,
    pub keepdims: Opt<'a, 'py>,
    pub where_: Opt<'a, 'py>,
    pub mean: Opt<'a, 'py>,
    pub correction: Opt<'a, 'py>,
}

impl Moments<'_, '_> {
    fn ddof(&self) -> PyResult<f64> {
        let ddof = given(self.ddof).map_or(Ok(0.0), |d| d.extract::<f64>())?;
        match given(self.correction) {
            None => Ok(ddof),
            Some(_) if ddof != 0.0 => {
                Err(PyValueError::new_err("ddof and correction can't be provided simultaneously."))
            }
            Some(c) => c.extract(),
        }
    }

    /// The moment, as a function calls it: subclasses are asked for their method.
    fn function(&self, moment: Moment, a: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let name = ["mean", "var", "std"][moment as usize];
        let arguments = [
            ("axis", self.axis),
            ("dtype", self.dtype),
            ("out", self.out),
            ("ddof", self.ddof),
            ("keepdims", self.keepdims),
            ("where", self.where_),
            ("mean", self.mean),
            ("correction", self.correction),
        ];
        match own_method(a, name, &arguments)? {
            Some(done) => Ok(done),
            None => self.method(moment, a),
        }
    }

    /// The moment of an array-like.
    pub fn method(&self, moment: Moment, a: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let (py, array) = (a.py(), as_array(a, None)?);
        let (axes, mask) = (axes_of(given(self.axis))?, mask_of(self.where_)?);
        let mean = given(self.mean).map(|m| as_array(m, None)).transpose()?;
        let options = MomentOptions {
            axes: axes.as_deref(),
            dtype: loop_kind(given(self.dtype))?,
            keepdims: flag(self.keepdims)?,
            where_: mask.as_ref(),
            ddof: self.ddof()?,
            mean: mean.as_ref(),
        };
        let fewest = st::count(&array, &options).and_then(|n| n.cast_vec::<f64>()).py()?;
        let few = fewest.iter().any(|&n| if moment == Moment::Mean { n == 0.0 } else { n <= options.ddof });
        if few {
            warn(
                py,
                if moment == Moment::Mean {
                    "Mean of empty slice"
                } else {
                    "Degrees of freedom <= 0 for slice"
                },
            )?;
        }
        let compute = [st::mean, st::var, st::std][moment as usize];
        let found = run(py, "divide", array.size(), || compute(&array, &options))?;
        finish(a, found, self.out, Casting::Unsafe)
    }

    /// The moment of what is not NaN.
    fn without_nan(&self, moment: Moment, a: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let (py, array) = (a.py(), as_array(a, None)?);
        if !array.kind().is_inexact() {
            return self.method(moment, a);
        }
        let (axes, mask) = (axes_of(given(self.axis))?, mask_of(self.where_)?);
        let mean = given(self.mean).map(|m| as_array(m, None)).transpose()?;
        let options = MomentOptions {
            axes: axes.as_deref(),
            dtype: loop_kind(given(self.dtype))?,
            keepdims: flag(self.keepdims)?,
            where_: mask.as_ref(),
            ddof: self.ddof()?,
            mean: mean.as_ref(),
        };
        if target(self.out)?.is_some_and(|(_, o)| !o.kind().is_inexact()) {
            return Err(PyTypeError::new_err("If a is inexact, then out must be inexact"));
        }
        let found = crate::array::detached(py, array.size(), || match moment {
            Moment::Mean => st::nanmean(&array, &options),
            Moment::Var => st::nanvar(&array, &options),
            Moment::Std => {
                let found = st::nanvar(&array, &options)?;
                Ok(Skipped { values: pallasite_ufunc::sqrt(&found.values)?, ..found })
            }
        })?;
        if found.empty > 0 {
            warn(
                py,
                if moment == Moment::Mean {
                    "Mean of empty slice"
                } else {
                    "Degrees of freedom <= 0 for slice."
                },
            )?;
        }
        finish(a, found.values, self.out, Casting::Unsafe)
    }
}

/// The mean over axes.
#[pyfunction]
#[pyo3(signature = (a, axis=None, dtype=None, out=None, keepdims=None, *, r#where=None))]
fn mean(
    a: &Bound<'_, PyAny>,
    axis: Opt<'_, '_>,
    dtype: Opt<'_, '_>,
    out: Opt<'_, '_>,
    keepdims: Opt<'_, '_>,
    r#where: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    Moments { axis, dtype, out, keepdims, where_: r#where, ..Default::default() }.function(Moment::Mean, a)
}

/// The mean over axes, NaN left out.
#[pyfunction]
#[pyo3(signature = (a, axis=None, dtype=None, out=None, keepdims=None, *, r#where=None))]
fn nanmean(
    a: &Bound<'_, PyAny>,
    axis: Opt<'_, '_>,
    dtype: Opt<'_, '_>,
    out: Opt<'_, '_>,
    keepdims: Opt<'_, '_>,
    r#where: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    Moments { axis, dtype, out, keepdims, where_: r#where, ..Default::default() }.without_nan(Moment::Mean, a)
}

macro_rules! spreads {
    ($($name:ident = $python:literal, $method:ident, $moment:ident, $doc:literal;)*) => {$(
        #[doc = $doc]
        #[pyfunction(name = $python)]
        #[pyo3(signature = (a, axis=None, dtype=None, out=None, ddof=None, keepdims=None, *, r#where=None, mean=None, correction=None))]
        #[allow(clippy::too_many_arguments)]
        fn $name(
            a: &Bound<'_, PyAny>,
            axis: Opt<'_, '_>,
            dtype: Opt<'_, '_>,
            out: Opt<'_, '_>,
            ddof: Opt<'_, '_>,
            keepdims: Opt<'_, '_>,
            r#where: Opt<'_, '_>,
            mean: Opt<'_, '_>,
            correction: Opt<'_, '_>,
        ) -> PyResult<Py<PyAny>> {
            Moments { axis, dtype, out, ddof, keepdims, where_: r#where, mean, correction }.$method(Moment::$moment, a)
        }
    )*};
}
spreads! {
    var = "var", function, Var, "The variance over axes.";
    deviation = "std", function, Std, "The standard deviation over axes.";
    nanvar = "nanvar", without_nan, Var, "The variance over axes, NaN left out.";
    nanstd = "nanstd", without_nan, Std, "The standard deviation over axes, NaN left out.";
}

/// The weighted mean over axes.
#[pyfunction]
#[pyo3(signature = (a, axis=None, weights=None, returned=false, *, keepdims=None))]
fn average(
    a: &Bound<'_, PyAny>,
    axis: Opt<'_, '_>,
    weights: Opt<'_, '_>,
    returned: bool,
    keepdims: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let (py, array, axes) = (a.py(), as_array(a, None)?, axes_of(axis)?);
    let weights = given(weights).map(|w| as_array(w, None)).transpose()?;
    let keepdims = flag(keepdims)?;
    let zero = |e: PyErr| {
        let text = e.value(py).to_string();
        if text.starts_with("Weights sum to zero") { PyZeroDivisionError::new_err(text) } else { e }
    };
    let found =
        run(py, "divide", array.size(), || st::average(&array, axes.as_deref(), weights.as_ref(), keepdims));
    let (mean, total) = found.map_err(zero)?;
    let mean = wrap_as(py, mean, &[a])?;
    if !returned {
        return Ok(mean);
    }
    Ok(PyTuple::new(py, [mean, wrap_as(py, total, &[a])?])?.into_any().unbind())
}

fn medians(
    a: &Bound<'_, PyAny>,
    axis: Opt<'_, '_>,
    out: Opt<'_, '_>,
    keepdims: Opt<'_, '_>,
    skip_nan: bool,
) -> PyResult<Py<PyAny>> {
    let (py, array, axes) = (a.py(), as_array(a, None)?, listed_axes_of(axis)?);
    let keepdims = flag(keepdims)?;
    let found = crate::array::detached(py, array.size() * 4, || {
        st::median(&array, axes.as_deref(), keepdims, skip_nan)
    })?;
    if skip_nan && array.size() > 0 {
        // One for each slice, as NumPy.
        (0..found.empty).try_for_each(|_| warn(py, "All-NaN slice encountered"))?;
    } else if found.empty > 0 {
        warn(py, "Mean of empty slice")?;
    }
    finish(a, found.values, out, Casting::Unsafe)
}

/// The median over axes.
#[pyfunction]
#[pyo3(signature = (a, axis=None, out=None, overwrite_input=false, keepdims=None))]
fn median(
    a: &Bound<'_, PyAny>,
    axis: Opt<'_, '_>,
    out: Opt<'_, '_>,
    overwrite_input: bool,
    keepdims: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let _ = overwrite_input;
    medians(a, axis, out, keepdims, false)
}

/// The median over axes, NaN left out.
#[pyfunction]
#[pyo3(signature = (a, axis=None, out=None, overwrite_input=false, keepdims=None))]
fn nanmedian(
    a: &Bound<'_, PyAny>,
    axis: Opt<'_, '_>,
    out: Opt<'_, '_>,
    overwrite_input: bool,
    keepdims: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let _ = overwrite_input;
    medians(a, axis, out, keepdims, true)
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
        let found = crate::array::detached(py, array.size() * 4, || st::quantile(&array, &levels, &options))?;
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

macro_rules! extremes {
    ($($name:ident, $method:literal, $ufunc:ident;)*) => {$(
        /// The extremum over axes.
        #[pyfunction]
        #[pyo3(signature = (a, axis=None, out=None, keepdims=None, initial=None, r#where=None))]
        fn $name(
            a: &Bound<'_, PyAny>,
            axis: Opt<'_, '_>,
            out: Opt<'_, '_>,
            keepdims: Opt<'_, '_>,
            initial: Opt<'_, '_>,
            r#where: Opt<'_, '_>,
        ) -> PyResult<Py<PyAny>> {
            Reduction { axis, out, keepdims, initial, where_: r#where, ..Default::default() }.function(&table::$ufunc, $method, a)
        }
    )*};
}
extremes! {
    max, "max", MAXIMUM;
    min, "min", MINIMUM;
    amax, "max", MAXIMUM;
    amin, "min", MINIMUM;
}

macro_rules! nan_extremes {
    ($($name:ident, $largest:literal;)*) => {$(
        /// The extremum over axes, NaN left out.
        #[pyfunction]
        #[pyo3(signature = (a, axis=None, out=None, keepdims=None, initial=None, r#where=None))]
        fn $name(
            a: &Bound<'_, PyAny>,
            axis: Opt<'_, '_>,
            out: Opt<'_, '_>,
            keepdims: Opt<'_, '_>,
            initial: Opt<'_, '_>,
            r#where: Opt<'_, '_>,
        ) -> PyResult<Py<PyAny>> {
            let (py, array, axes) = (a.py(), as_array(a, None)?, axes_of(given(axis))?);
            let initial = given(initial).map(|i| as_array(i, None).and_then(|i| i.item().py())).transpose()?;
            let where_ = mask_of(r#where)?;
            let options = pallasite_ufunc::ReduceOptions {
                axes: axes.as_deref(),
                keepdims: flag(keepdims)?,
                initial: initial.as_ref(),
                where_: where_.as_ref(),
                ..Default::default()
            };
            let found = run(py, "reduce", array.size(), || st::nanextremum(&array, $largest, &options))?;
            if found.empty > 0 {
                warn(py, "All-NaN slice encountered")?;
            }
            finish(a, found.values, out, Casting::SameKind)
        }
    )*};
}
nan_extremes! { nanmax, true; nanmin, false; }

macro_rules! nan_places {
    ($($name:ident, $largest:literal;)*) => {$(
        /// The place of the extremum, NaN left out.
        #[pyfunction]
        #[pyo3(signature = (a, axis=None, out=None, *, keepdims=None))]
        fn $name(a: &Bound<'_, PyAny>, axis: Option<isize>, out: Opt<'_, '_>, keepdims: Opt<'_, '_>) -> PyResult<Py<PyAny>> {
            let (array, keepdims) = (as_array(a, None)?, flag(keepdims)?);
            let found = crate::array::detached(a.py(), array.size(), || st::nanarg(&array, $largest, axis, keepdims))?;
            finish(a, found, out, Casting::SameKind)
        }
    )*};
}
nan_places! { nanargmax, true; nanargmin, false; }

macro_rules! nan_totals {
    ($($name:ident, $ufunc:ident, $neutral:literal;)*) => {$(
        /// The sum or product over axes, NaN left out.
        #[pyfunction]
        #[pyo3(signature = (a, axis=None, dtype=None, out=None, keepdims=None, initial=None, r#where=None))]
        #[allow(clippy::too_many_arguments)]
        fn $name(
            a: &Bound<'_, PyAny>,
            axis: Opt<'_, '_>,
            dtype: Opt<'_, '_>,
            out: Opt<'_, '_>,
            keepdims: Opt<'_, '_>,
            initial: Opt<'_, '_>,
            r#where: Opt<'_, '_>,
        ) -> PyResult<Py<PyAny>> {
            let filled = filled(a, $neutral)?;
            Reduction { axis, dtype, out, keepdims, initial, where_: r#where }.method(&table::$ufunc, filled.bind(a.py()))
        }
    )*};
}
nan_totals! { nansum, ADD, 0.0; nanprod, MULTIPLY, 1.0; }

/// The array with NaN replaced.
fn filled(a: &Bound<'_, PyAny>, value: f64) -> PyResult<Py<PyAny>> {
    let array = as_array(a, None)?;
    let filled = crate::array::detached(a.py(), array.size(), || Ok(st::replace_nan(&array, value)?.0))?;
    super::arguments::same_class(a, &array, filled)
}

/// The running sum, NaN left out.
#[pyfunction]
#[pyo3(signature = (a, axis=None, dtype=None, out=None))]
fn nancumsum(
    a: &Bound<'_, PyAny>,
    axis: Option<isize>,
    dtype: Opt<'_, '_>,
    out: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    super::mathematics::running(&table::ADD, filled(a, 0.0)?.bind(a.py()), axis, dtype, out)
}

/// The running product, NaN left out.
#[pyfunction]
#[pyo3(signature = (a, axis=None, dtype=None, out=None))]
fn nancumprod(
    a: &Bound<'_, PyAny>,
    axis: Option<isize>,
    dtype: Opt<'_, '_>,
    out: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    super::mathematics::running(&table::MULTIPLY, filled(a, 1.0)?.bind(a.py()), axis, dtype, out)
}

/// The difference between the largest and the smallest element.
#[pyfunction]
#[pyo3(signature = (a, axis=None, out=None, keepdims=None))]
fn ptp(
    a: &Bound<'_, PyAny>,
    axis: Opt<'_, '_>,
    out: Opt<'_, '_>,
    keepdims: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let (array, axes, keepdims) = (as_array(a, None)?, axes_of(given(axis))?, flag(keepdims)?);
    let found = run(a.py(), "subtract", array.size(), || st::ptp(&array, axes.as_deref(), keepdims))?;
    finish(a, found, out, Casting::SameKind)
}

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

/// `bins=`, kept alive while it is used.
enum Cut {
    Equal(usize),
    Edges(NdArray),
    Estimated(Estimator),
}

impl Cut {
    fn of(bins: Opt<'_, '_>, name: &str) -> PyResult<Cut> {
        let Some(bins) = bins else { return Ok(Cut::Equal(10)) };
        if bins.is_instance_of::<PyString>() {
            return Ok(Cut::Estimated(Estimator::parse(&bins.extract::<String>()?).py()?));
        }
        let array = as_array(bins, None)?;
        if array.ndim() > 0 {
            return Ok(Cut::Edges(array));
        }
        let n: i64 = bins.call_method0("__index__").and_then(|i| i.extract()).map_err(|_| {
            let text = if name == "bins" {
                "`bins` must be an integer, a string, or an array".into()
            } else {
                format!("`{name}` must be an integer, when a scalar")
            };
            PyTypeError::new_err(text)
        })?;
        if n < 1 {
            return Err(PyValueError::new_err(format!("`{name}` must be positive, when an integer")));
        }
        Ok(Cut::Equal(n as usize))
    }

    fn bins(&self) -> Bins<'_> {
        match self {
            Cut::Equal(n) => Bins::Equal(*n),
            Cut::Edges(edges) => Bins::Edges(edges),
            Cut::Estimated(e) => Bins::Estimated(*e),
        }
    }
}

/// `range=`: two numbers.
fn range_of(range: Opt<'_, '_>) -> PyResult<Option<(Held, Held)>> {
    let Some(range) = given(range) else { return Ok(None) };
    let ends = range.try_iter()?.collect::<PyResult<Vec<_>>>()?;
    let [first, last] = &ends[..] else {
        return Err(PyValueError::new_err("range must have two entries"));
    };
    Ok(Some((Held::of(first)?, Held::of(last)?)))
}

/// The elements of a histogram; booleans as integers, with a warning.
fn elements(a: &Bound<'_, PyAny>) -> PyResult<NdArray> {
    let array = as_array(a, None)?;
    if array.kind() != Kind::Bool {
        return Ok(array);
    }
    warn(a.py(), "Converting input from bool to <class 'numpy.uint8'> for compatibility.")?;
    array.astype(&DType::UINT8, Order::K).py()
}

/// Counts of elements in bins, and the edges of these.
#[pyfunction]
#[pyo3(signature = (a, bins=None, range=None, density=None, weights=None), text_signature = "(a, bins=10, range=None, density=None, weights=None)")]
fn histogram(
    a: &Bound<'_, PyAny>,
    bins: Opt<'_, '_>,
    range: Opt<'_, '_>,
    density: Opt<'_, '_>,
    weights: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let (py, array) = (a.py(), elements(a)?);
    let weights = given(weights).map(|w| as_array(w, None)).transpose()?;
    let (cut, range, density) = (Cut::of(bins, "bins")?, range_of(range)?, flag(density)?);
    let ends = range.as_ref().map(|(first, last)| (first.arg(), last.arg()));
    let found = crate::array::detached(py, array.size() * 4, || {
        st::histogram(&array, cut.bins(), ends, density, weights.as_ref())
    })?;
    Ok(PyTuple::new(py, [wrap(py, found.counts)?, wrap(py, found.edges)?])?.into_any().unbind())
}

/// The edges of the bins of a histogram.
#[pyfunction]
#[pyo3(signature = (a, bins=None, range=None, weights=None), text_signature = "(a, bins=10, range=None, weights=None)")]
fn histogram_bin_edges(
    a: &Bound<'_, PyAny>,
    bins: Opt<'_, '_>,
    range: Opt<'_, '_>,
    weights: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let (py, array) = (a.py(), elements(a)?);
    let (cut, range) = (Cut::of(bins, "bins")?, range_of(range)?);
    if given(weights).is_some() && matches!(cut, Cut::Estimated(_)) {
        return Err(PyTypeError::new_err(
            "Automated estimation of the number of bins is not supported for weighted data",
        ));
    }
    let ends = range.as_ref().map(|(first, last)| (first.arg(), last.arg()));
    wrap(py, crate::array::detached(py, array.size() * 4, || st::bin_edges(&array, cut.bins(), ends))?)
}

/// Counts of points in boxes, and the edges of these.
fn counted(
    sample: &NdArray,
    bins: Opt<'_, '_>,
    range: Opt<'_, '_>,
    density: bool,
    weights: Opt<'_, '_>,
    py: Python<'_>,
) -> PyResult<(NdArray, Vec<NdArray>)> {
    let dimensions = sample.shape()[1];
    let sequence = bins.filter(|b| b.len().is_ok() && !b.is_instance_of::<PyString>());
    let cuts = match sequence {
        Some(all) => {
            let all = all.try_iter()?.collect::<PyResult<Vec<_>>>()?;
            all.iter()
                .enumerate()
                .map(|(i, b)| Cut::of(Some(b), &format!("bins[{i}]")))
                .collect::<PyResult<Vec<_>>>()?
        }
        None => {
            (0..dimensions).map(|i| Cut::of(bins, &format!("bins[{i}]"))).collect::<PyResult<Vec<_>>>()?
        }
    };
    let ranges = match given(range) {
        None => (0..dimensions).map(|_| None).collect(),
        Some(all) => all.try_iter()?.map(|r| range_of(Some(&r?))).collect::<PyResult<Vec<_>>>()?,
    };
    let weights = given(weights).map(|w| as_array(w, None)).transpose()?;
    let bins: Vec<Bins<'_>> = cuts.iter().map(Cut::bins).collect();
    let ends: Vec<_> =
        ranges.iter().map(|r| r.as_ref().map(|(first, last)| (first.arg(), last.arg()))).collect();
    crate::array::detached(py, sample.size() * 8, || {
        st::histogramdd(sample, &bins, &ends, density, weights.as_ref())
    })
}

/// Counts of points in boxes, and the list of their edges.
#[pyfunction]
#[pyo3(signature = (sample, bins=None, range=None, density=None, weights=None), text_signature = "(sample, bins=10, range=None, density=None, weights=None)")]
fn histogramdd(
    sample: &Bound<'_, PyAny>,
    bins: Opt<'_, '_>,
    range: Opt<'_, '_>,
    density: Opt<'_, '_>,
    weights: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let py = sample.py();
    let existing = crate::coerce::existing(sample)?.filter(|a| a.ndim() == 2);
    let points = match existing {
        Some(points) => points,
        None => pallasite_numpy::manipulation::atleast_2d(&as_array(sample, None)?).py()?.transpose(),
    };
    let (counts, edges) = counted(&points, bins, range, flag(density)?, weights, py)?;
    let edges = edges.into_iter().map(|e| wrap(py, e)).collect::<PyResult<Vec<_>>>()?;
    Ok(PyTuple::new(py, [wrap(py, counts)?, PyList::new(py, edges)?.into_any().unbind()])?
        .into_any()
        .unbind())
}

/// Counts of points in rectangles, and their edges along both axes.
#[pyfunction]
#[pyo3(signature = (x, y, bins=None, range=None, density=None, weights=None), text_signature = "(x, y, bins=10, range=None, density=None, weights=None)")]
fn histogram2d(
    x: &Bound<'_, PyAny>,
    y: &Bound<'_, PyAny>,
    bins: Opt<'_, '_>,
    range: Opt<'_, '_>,
    density: Opt<'_, '_>,
    weights: Opt<'_, '_>,
) -> PyResult<Py<PyAny>> {
    let py = x.py();
    if x.len()? != y.len()? {
        return Err(PyValueError::new_err("x and y must have the same length."));
    }
    let points = as_array(PyList::new(py, [x, y])?.as_any(), None)?.transpose();
    let shared = bins.filter(|b| !b.is_instance_of::<PyString>() && b.len().is_ok_and(|n| n != 1 && n != 2));
    let pair = shared.map(|b| PyList::new(py, [b, b])).transpose()?;
    let bins = pair.as_ref().map(|p| p.as_any()).or(bins);
    let (counts, edges) = counted(&points, bins, range, flag(density)?, weights, py)?;
    let mut parts = vec![wrap(py, counts)?];
    for e in edges {
        parts.push(wrap(py, e)?);
    }
    Ok(PyTuple::new(py, parts)?.into_any().unbind())
}

/// How often each integer occurs.
#[pyfunction]
#[pyo3(signature = (x, /, weights=None, minlength=None), text_signature = "(x, /, weights=None, minlength=0)")]
fn bincount(x: &Bound<'_, PyAny>, weights: Opt<'_, '_>, minlength: Opt<'_, '_>) -> PyResult<Py<PyAny>> {
    let minlength = minlength.map_or(Ok(0), |m| as_array(m, None)?.item().py().map(|s| number(&s) as i64))?;
    if minlength < 0 {
        return Err(PyValueError::new_err("'minlength' must not be negative"));
    }
    let (py, array) = (x.py(), as_array(x, None)?);
    let weights = given(weights).map(|w| as_array(w, None)).transpose()?;
    wrap(
        py,
        crate::array::detached(py, array.size(), || {
            st::bincount(&array, weights.as_ref(), minlength as usize)
        })?,
    )
}

/// The bins that elements belong to.
#[pyfunction]
#[pyo3(signature = (x, bins, right=false))]
fn digitize(x: &Bound<'_, PyAny>, bins: &Bound<'_, PyAny>, right: bool) -> PyResult<Py<PyAny>> {
    let (array, bins) = (as_array(x, None)?, as_array(bins, None)?);
    wrap_or_scalar(
        x.py(),
        crate::array::detached(x.py(), array.size() * 16, || st::digitize(&array, &bins, right))?,
    )
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: mean, var, deviation, average, median, quantile, percentile, max, min, amax, amin, ptp, nanmean, nanvar,
        nanstd, nanmedian, nanquantile, nanpercentile, nanmax, nanmin, nanargmax, nanargmin, nansum, nanprod, nancumsum,
        nancumprod, cov, corrcoef, correlate, convolve, histogram, histogram_bin_edges, histogramdd, histogram2d, bincount,
        digitize);
    Ok(())
}
