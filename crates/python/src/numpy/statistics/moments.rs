//! Bindings of means, variances and standard deviations.

use crate::array::detached;
use crate::coerce::as_array;
use crate::convert::axes_of;
use crate::error::IntoPy;
use crate::functions;
use crate::numpy::reduction::{Opt, finish, flag, given, mask_of, own_method, run, target, warn};
use crate::numpy::signature::functions_taking;
use crate::ufunc::{loop_kind, wrap_as};
use pallasite_array::promote::Casting;
use pallasite_array::{Kind, NdArray};
use pallasite_numpy::statistics::{self as st, MomentOptions, Skipped};
use pyo3::exceptions::{PyTypeError, PyValueError, PyZeroDivisionError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// Which moment.
#[derive(Clone, Copy, PartialEq)]
pub enum Moment {
    Mean,
    Var,
    Std,
}

impl Moment {
    /// The warning that a slice is too short.
    fn too_short(self) -> &'static str {
        if self == Moment::Mean { "Mean of empty slice" } else { "Degrees of freedom <= 0 for slice" }
    }
}

/// Arguments of a moment, as given.
#[derive(Clone, Copy, Default)]
pub struct Moments<'a, 'py> {
    pub axis: Opt<'a, 'py>,
    pub dtype: Opt<'a, 'py>,
    pub out: Opt<'a, 'py>,
    pub ddof: Opt<'a, 'py>,
    pub keepdims: Opt<'a, 'py>,
    pub r#where: Opt<'a, 'py>,
    pub mean: Opt<'a, 'py>,
    pub correction: Opt<'a, 'py>,
}

/// Arguments of a moment, read.
struct Read {
    axes: Option<Vec<isize>>,
    dtype: Option<Kind>,
    keepdims: bool,
    mask: Option<NdArray>,
    ddof: f64,
    mean: Option<NdArray>,
}

impl Read {
    fn options(&self) -> MomentOptions<'_> {
        MomentOptions {
            axes: self.axes.as_deref(),
            dtype: self.dtype,
            keepdims: self.keepdims,
            where_: self.mask.as_ref(),
            ddof: self.ddof,
            mean: self.mean.as_ref(),
        }
    }
}

impl Moments<'_, '_> {
    fn read(&self) -> PyResult<Read> {
        Ok(Read {
            axes: axes_of(given(self.axis))?,
            dtype: loop_kind(given(self.dtype))?,
            keepdims: flag(self.keepdims)?,
            mask: mask_of(self.r#where)?,
            ddof: self.ddof()?,
            mean: given(self.mean).map(|m| as_array(m, None)).transpose()?,
        })
    }

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
            ("where", self.r#where),
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
        let read = self.read()?;
        let options = read.options();
        let few = |n: f64| if moment == Moment::Mean { n == 0.0 } else { n <= options.ddof };
        if st::count(&array, &options).and_then(|count| count.any(few)).py()? {
            warn(py, moment.too_short())?;
        }
        let compute = [st::mean, st::var, st::std][moment as usize];
        let found = run(py, "divide", array.size(), || compute(&array, &options))?;
        finish(a, found, self.out, Casting::Unsafe)
    }

    /// The moment of what is not NaN.
    pub fn without_nan(&self, moment: Moment, a: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let (py, array) = (a.py(), as_array(a, None)?);
        if !array.kind().is_inexact() {
            return self.method(moment, a);
        }
        let read = self.read()?;
        let options = read.options();
        if target(self.out)?.is_some_and(|(_, o)| !o.kind().is_inexact()) {
            return Err(PyTypeError::new_err("If a is inexact, then out must be inexact"));
        }
        let found = detached(py, array.size(), || match moment {
            Moment::Mean => st::nanmean(&array, &options),
            Moment::Var => st::nanvar(&array, &options),
            Moment::Std => {
                let found = st::nanvar(&array, &options)?;
                Ok(Skipped { values: pallasite_ufunc::sqrt(&found.values)?, ..found })
            }
        })?;
        if found.empty > 0 {
            // NumPy ends the sentence here, and not above.
            let stop = if moment == Moment::Mean { "" } else { "." };
            warn(py, &format!("{}{stop}", moment.too_short()))?;
        }
        finish(a, found.values, self.out, Casting::Unsafe)
    }
}

functions_taking! {
    Moments (axis, dtype, out, keepdims, r#where) (a, axis=None, dtype=None, out=None, keepdims=None, *, r#where=None);
    mean = "mean" |given, a| given.function(Moment::Mean, a), "The mean over axes.";
    nanmean = "nanmean" |given, a| given.without_nan(Moment::Mean, a), "The mean over axes, NaN left out.";
}

functions_taking! {
    Moments (axis, dtype, out, ddof, keepdims, r#where, mean, correction)
    (a, axis=None, dtype=None, out=None, ddof=None, keepdims=None, *, r#where=None, mean=None, correction=None);
    var = "var" |given, a| given.function(Moment::Var, a), "The variance over axes.";
    deviation = "std" |given, a| given.function(Moment::Std, a), "The standard deviation over axes.";
    nanvar = "nanvar" |given, a| given.without_nan(Moment::Var, a), "The variance over axes, NaN left out.";
    nanstd = "nanstd" |given, a| given.without_nan(Moment::Std, a), "The standard deviation over axes, NaN left out.";
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

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: mean, var, deviation, average, nanmean, nanvar, nanstd);
    Ok(())
}
