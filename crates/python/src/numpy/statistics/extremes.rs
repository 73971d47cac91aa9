//! Bindings of extrema, and of totals without NaN.

use crate::array::detached;
use crate::coerce::as_array;
use crate::convert::axes_of;
use crate::functions;
use crate::numpy::arguments::same_class;
use crate::numpy::mathematics::Running;
use crate::numpy::reduction::{Opt, Reduction, finish, flag, given, mask_of, run, warn};
use crate::numpy::signature::functions_taking;
use pallasite_array::promote::Casting;
use pallasite_numpy::statistics as st;
use pallasite_ufunc::{ReduceOptions, table};
use pyo3::prelude::*;

functions_taking! {
    Reduction (axis, out, keepdims, initial, r#where) (a, axis=None, out=None, keepdims=None, initial=None, r#where=None);
    max = "max" |given, a| given.function(&table::MAXIMUM, "max", a), "The largest element over axes.";
    min = "min" |given, a| given.function(&table::MINIMUM, "min", a), "The smallest element over axes.";
    amax = "amax" |given, a| given.function(&table::MAXIMUM, "max", a), "The largest element over axes.";
    amin = "amin" |given, a| given.function(&table::MINIMUM, "min", a), "The smallest element over axes.";
    nanmax = "nanmax" |given, a| extremum(&given, a, true), "The largest element over axes, NaN left out.";
    nanmin = "nanmin" |given, a| extremum(&given, a, false), "The smallest element over axes, NaN left out.";
}

functions_taking! {
    Reduction (axis, dtype, out, keepdims, initial, r#where)
    (a, axis=None, dtype=None, out=None, keepdims=None, initial=None, r#where=None);
    nansum = "nansum" |given, a| given.method(&table::ADD, filled(a, 0.0)?.bind(a.py())), "The sum over axes, NaN left out.";
    nanprod = "nanprod" |given, a| given.method(&table::MULTIPLY, filled(a, 1.0)?.bind(a.py())), "The product over axes, NaN left out.";
}

functions_taking! {
    Running (axis, dtype, out) (a, axis=None, dtype=None, out=None);
    nancumsum = "nancumsum" |given, a| given.of(&table::ADD, filled(a, 0.0)?.bind(a.py())), "The running sum, NaN left out.";
    nancumprod = "nancumprod" |given, a| given.of(&table::MULTIPLY, filled(a, 1.0)?.bind(a.py())), "The running product, NaN left out.";
}

/// The extremum over axes, NaN left out.
fn extremum(arguments: &Reduction<'_, '_>, a: &Bound<'_, PyAny>, largest: bool) -> PyResult<Py<PyAny>> {
    let (py, array, axes) = (a.py(), as_array(a, None)?, axes_of(given(arguments.axis))?);
    let (initial, mask) = (arguments.initial()?, mask_of(arguments.r#where)?);
    let options = ReduceOptions {
        axes: axes.as_deref(),
        keepdims: flag(arguments.keepdims)?,
        initial: initial.as_ref(),
        where_: mask.as_ref(),
        ..Default::default()
    };
    let found = run(py, "reduce", array.size(), || st::nanextremum(&array, largest, &options))?;
    if found.empty > 0 {
        warn(py, "All-NaN slice encountered")?;
    }
    finish(a, found.values, arguments.out, Casting::SameKind)
}

macro_rules! nan_places {
    ($($name:ident, $largest:literal;)*) => {$(
        /// The place of the extremum, NaN left out.
        #[pyfunction]
        #[pyo3(signature = (a, axis=None, out=None, *, keepdims=None))]
        fn $name(a: &Bound<'_, PyAny>, axis: Option<isize>, out: Opt<'_, '_>, keepdims: Opt<'_, '_>) -> PyResult<Py<PyAny>> {
            let (array, keepdims) = (as_array(a, None)?, flag(keepdims)?);
            let found = detached(a.py(), array.size(), || st::nanarg(&array, $largest, axis, keepdims))?;
            finish(a, found, out, Casting::SameKind)
        }
    )*};
}
nan_places! { nanargmax, true; nanargmin, false; }

/// The array with NaN replaced.
fn filled(a: &Bound<'_, PyAny>, value: f64) -> PyResult<Py<PyAny>> {
    let array = as_array(a, None)?;
    let filled = detached(a.py(), array.size(), || Ok(st::replace_nan(&array, value)?.0))?;
    same_class(a, &array, filled)
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

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(m; Arguments: max, min, amax, amin, ptp, nanmax, nanmin, nanargmax, nanargmin, nansum, nanprod, nancumsum,
        nancumprod);
    Ok(())
}
