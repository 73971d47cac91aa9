//! What reductions and their kin do with their arguments and results.

use crate::array::{PyArray, array_of, detached, is_exact};
use crate::coerce::as_array;
use crate::convert::{axes_of, dtype_of};
use crate::error::IntoPy;
use crate::errstate::watch;
use crate::ufunc::{loop_kind, reduce_array, wrap_as};
use pallasite_array::promote::Casting;
use pallasite_array::{Kind, NdArray, Scalar};
use pallasite_ufunc::{ReduceOptions, Ufunc};
use pyo3::exceptions::{PyRuntimeWarning, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyTuple};
use std::ffi::CString;

/// An argument that may be absent.
pub type Opt<'a, 'py> = Option<&'a Bound<'py, PyAny>>;

/// `axis=` of functions that flatten when it is `None`.
pub struct Axis(pub Option<isize>);

impl<'py> FromPyObject<'_, 'py> for Axis {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Axis> {
        match object.is_instance_of::<PyBool>() {
            true => Err(PyTypeError::new_err("an integer is required for the axis")),
            false => object.extract().map(Axis),
        }
    }
}

/// The last axis.
pub const LAST: Axis = Axis(Some(-1));

/// The argument, unless it is `None` or `np._NoValue`.
pub fn given<'a, 'py>(object: Opt<'a, 'py>) -> Opt<'a, 'py> {
    object
        .filter(|o| !o.is_none() && !o.get_type().name().is_ok_and(|n| n.to_string_lossy() == "_NoValueType"))
}

/// A truth value, false where it is absent.
pub fn flag(object: Opt<'_, '_>) -> PyResult<bool> {
    given(object).map_or(Ok(false), |o| o.is_truthy())
}

/// A mask; `True` is none.
pub fn mask_of(object: Opt<'_, '_>) -> PyResult<Option<NdArray>> {
    Ok(given(object).map(crate::ufunc::mask).transpose()?.flatten())
}

/// `dtype=` as a kind.
pub fn kind_of(object: Opt<'_, '_>) -> PyResult<Option<Kind>> {
    Ok(dtype_of(given(object))?.map(|d| d.kind()))
}

/// `out=`, with the array behind it.
pub fn target<'a, 'py>(out: Opt<'a, 'py>) -> PyResult<Option<(&'a Bound<'py, PyAny>, NdArray)>> {
    let Some(out) = given(out) else { return Ok(None) };
    let array = array_of(out).or(if crate::scalar::scalar_dtype(out).is_none() {
        crate::coerce::existing(out)?
    } else {
        None
    });
    array.map(|a| Some((out, a))).ok_or_else(|| PyTypeError::new_err("return arrays must be of ArrayType"))
}

/// Runs `f`, without the GIL when there is enough work, and reports floating point exceptions.
pub fn run<T: Send>(
    py: Python<'_>,
    name: &str,
    work: usize,
    f: impl FnOnce() -> pallasite_array::Result<T> + Send,
) -> PyResult<T> {
    watch(py, name, || detached(py, work, f))
}

/// A `RuntimeWarning`.
pub fn warn(py: Python<'_>, text: &str) -> PyResult<()> {
    let text = CString::new(text).unwrap_or_default();
    PyErr::warn(py, &py.get_type::<PyRuntimeWarning>(), &text, 1)
}

/// The result in the class of `like`, or in `out` where that is given.
pub fn finish(
    like: &Bound<'_, PyAny>,
    result: NdArray,
    out: Opt<'_, '_>,
    rule: Casting,
) -> PyResult<Py<PyAny>> {
    let Some((object, target)) = target(out)? else { return wrap_as(like.py(), result, &[like]) };
    if target.shape() != result.shape() {
        let (have, want) =
            (pallasite_array::error::tuple(target.shape()), pallasite_array::error::tuple(result.shape()));
        return Err(PyValueError::new_err(format!(
            "output array of shape {have} does not match the result of shape {want}"
        )));
    }
    super::arguments::check_cast(&result, target.dtype(), rule)?;
    // SAFETY: no Rust reference into the memory is alive while Python code runs, and the GIL is held.
    unsafe { target.assign_shared(&result).py()? };
    Ok(object.clone().unbind())
}

/// Calls the method of a subclass, which may have a meaning of its own; `None` for other objects.
pub fn own_method(
    object: &Bound<'_, PyAny>,
    name: &str,
    arguments: &[(&str, Opt<'_, '_>)],
) -> PyResult<Option<Py<PyAny>>> {
    if !object.is_instance_of::<PyArray>() || is_exact(object) {
        return Ok(None);
    }
    let kwargs = PyDict::new(object.py());
    for (key, value) in arguments {
        if let Some(value) = given(*value) {
            kwargs.set_item(key, value)?;
        }
    }
    Ok(Some(object.call_method(name, (), Some(&kwargs))?.unbind()))
}

/// Arguments of a reduction, as given.
#[derive(Clone, Copy, Default)]
pub struct Reduction<'a, 'py> {
    pub axis: Opt<'a, 'py>,
    pub dtype: Opt<'a, 'py>,
    pub out: Opt<'a, 'py>,
    pub keepdims: Opt<'a, 'py>,
    pub initial: Opt<'a, 'py>,
    pub r#where: Opt<'a, 'py>,
}

impl Reduction<'_, '_> {
    /// `ufunc.reduce` of an array-like, as a function calls it: subclasses are asked for their method.
    pub fn function(&self, ufunc: &'static Ufunc, name: &str, a: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let arguments = [
            ("axis", self.axis),
            ("dtype", self.dtype),
            ("out", self.out),
            ("keepdims", self.keepdims),
            ("initial", self.initial),
            ("where", self.r#where),
        ];
        match own_method(a, name, &arguments)? {
            Some(done) => Ok(done),
            None => self.method(ufunc, a),
        }
    }

    /// `initial=` as a scalar.
    pub fn initial(&self) -> PyResult<Option<Scalar>> {
        given(self.initial).map(|i| as_array(i, None).and_then(|i| i.item().py())).transpose()
    }

    /// `ufunc.reduce` of an array-like.
    pub fn method(&self, ufunc: &'static Ufunc, a: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let array = as_array(a, None)?;
        let axes = reduced_axes(self.axis, array.ndim())?;
        let out = target(self.out)?;
        let (initial, where_) = (self.initial()?, mask_of(self.r#where)?);
        let options = ReduceOptions {
            axes: axes.as_deref(),
            dtype: loop_kind(given(self.dtype))?,
            out: out.as_ref().map(|o| &o.1),
            keepdims: flag(self.keepdims)?,
            initial: initial.as_ref(),
            where_: where_.as_ref(),
        };
        let done = reduce_array(a.py(), ufunc, &array, &options)?;
        match out {
            Some((object, _)) => Ok(object.clone().unbind()),
            None => wrap_as(a.py(), done, &[a]),
        }
    }
}

/// The axes to reduce; those of an array without axes may be named by a number, but not by a tuple.
fn reduced_axes(axis: Opt<'_, '_>, ndim: usize) -> PyResult<Option<Vec<isize>>> {
    let axes = axes_of(given(axis))?;
    if ndim == 0
        && axis.is_some_and(|a| a.is_instance_of::<PyTuple>())
        && let Some(&axis) = axes.as_ref().and_then(|a| a.first())
    {
        return Err(crate::error::py_err(pallasite_array::Error::Axis { axis, ndim }));
    }
    Ok(axes)
}

/// The number a scalar holds.
pub fn number(scalar: &Scalar) -> f64 {
    match scalar {
        Scalar::Bool(b) => f64::from(u8::from(*b)),
        Scalar::Int(i) => *i as f64,
        Scalar::UInt(u) => *u as f64,
        Scalar::Float(x) => *x,
        Scalar::Complex(z) => z.re,
        _ => f64::NAN,
    }
}
