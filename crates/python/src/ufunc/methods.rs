//! `reduce`, `accumulate`, `reduceat`, `outer`, `at`, `resolve_dtypes`.

use super::class::PyUfunc;
use super::keywords::{loop_kind, mask, outputs};
use super::operand::Held;
use super::{protocol, reduce_array, result, ufunc_err};
use crate::array::array_of;
use crate::convert::{axes_of, dtype_of};
use crate::error::IntoPy;
use crate::errstate::watch;
use pallasite_array::promote::{Casting, Operand};
use pallasite_array::{DType, NdArray, Order};
use pallasite_ufunc::ReduceOptions;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// Arguments of a method by name, positional or keyword.
struct Arguments<'py> {
    values: Vec<Option<Bound<'py, PyAny>>>,
    names: &'static [&'static str],
}

impl<'py> Arguments<'py> {
    fn parse(
        method: &str,
        names: &'static [&'static str],
        args: &Bound<'py, PyTuple>,
        kwargs: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Self> {
        let mut values: Vec<Option<Bound<'py, PyAny>>> = args.iter().map(Some).collect();
        if values.len() > names.len() {
            let text = format!(
                "{method}() takes at most {} positional arguments ({} given)",
                names.len(),
                values.len()
            );
            return Err(PyTypeError::new_err(text));
        }
        values.resize(names.len(), None);
        for (key, value) in kwargs.into_iter().flatten() {
            let key: &str = key.extract()?;
            let at = names.iter().position(|n| *n == key);
            let at = at.ok_or_else(|| {
                PyTypeError::new_err(format!("{method}() got an unexpected keyword argument '{key}'"))
            })?;
            values[at] = Some(value);
        }
        Ok(Arguments { values, names })
    }

    fn get(&self, name: &str) -> Option<&Bound<'py, PyAny>> {
        let at = self.names.iter().position(|n| *n == name)?;
        self.values[at].as_ref()
    }

    fn need(&self, method: &str, name: &str) -> PyResult<&Bound<'py, PyAny>> {
        self.get(name).ok_or_else(|| {
            PyTypeError::new_err(format!("{method}() missing required argument '{name}' (pos 1)"))
        })
    }

    /// The one axis of `accumulate` and `reduceat`.
    fn axis(&self) -> PyResult<isize> {
        match self.get("axis").filter(|a| !a.is_none()) {
            None => Ok(0),
            Some(axis) => axes_of(Some(axis))?
                .and_then(|a| a.first().copied())
                .ok_or_else(|| PyValueError::new_err("one axis expected")),
        }
    }
}

/// Runs a method on operands that do not take over.
pub fn plain(
    slf: &Bound<'_, PyUfunc>,
    method: &str,
    args: &Bound<'_, PyTuple>,
    kwargs: Option<&Bound<'_, PyDict>>,
) -> PyResult<Py<PyAny>> {
    match method {
        "reduce" => reduce(slf, args, kwargs),
        "accumulate" => accumulate(slf, args, kwargs),
        "reduceat" => reduceat(slf, args, kwargs),
        "outer" => outer(slf, args, kwargs),
        "at" => at(slf, args).map(|()| slf.py().None()),
        _ => Err(PyValueError::new_err(format!("unknown method '{method}' of a ufunc"))),
    }
}

fn dispatched(
    slf: &Bound<'_, PyUfunc>,
    method: &str,
    args: &Bound<'_, PyTuple>,
    kwargs: Option<&Bound<'_, PyDict>>,
) -> PyResult<Py<PyAny>> {
    match protocol::dispatch(slf.as_any(), method, args, kwargs)? {
        Some(done) => Ok(done),
        None => plain(slf, method, args, kwargs),
    }
}

/// The output of a reduction: an array, or a tuple of one.
fn single_output<'py>(
    slf: &Bound<'py, PyUfunc>,
    value: Option<&Bound<'py, PyAny>>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    Ok(value.map(|v| outputs(slf.get().ufunc, v)).transpose()?.and_then(|mut o| o.pop()).flatten())
}

fn reduce(
    slf: &Bound<'_, PyUfunc>,
    args: &Bound<'_, PyTuple>,
    kwargs: Option<&Bound<'_, PyDict>>,
) -> PyResult<Py<PyAny>> {
    const NAMES: &[&str] = &["array", "axis", "dtype", "out", "keepdims", "initial", "where"];
    let given = Arguments::parse("reduce", NAMES, args, kwargs)?;
    let object = given.need("reduce", "array")?;
    let array = crate::coerce::as_array(object, None)?;
    let axes = match given.get("axis") {
        None => Some(vec![0]),
        axis => axes_of(axis)?,
    };
    let dtype = loop_kind(given.get("dtype"))?;
    let out = single_output(slf, given.get("out"))?;
    let target = out.as_ref().and_then(array_of);
    let initial = given.get("initial").filter(|i| !i.is_none() && !is_no_value(i));
    let initial =
        initial.map(|i| crate::coerce::as_array(i, None).and_then(|a| a.item().py())).transpose()?;
    let where_ = given.get("where").map(mask).transpose()?.flatten();
    let options = ReduceOptions {
        axes: axes.as_deref(),
        dtype,
        out: target.as_ref(),
        keepdims: given.get("keepdims").map_or(Ok(false), |k| k.is_truthy())?,
        initial: initial.as_ref(),
        where_: where_.as_ref(),
    };
    let done = reduce_array(slf.py(), slf.get().ufunc, &array, &options)?;
    out.map_or_else(|| result::wrap_as(slf.py(), done, &[object]), |o| Ok(o.unbind()))
}

/// True for `np._NoValue`, which stands for an argument that was not given.
fn is_no_value(object: &Bound<'_, PyAny>) -> bool {
    object.get_type().name().is_ok_and(|n| n.to_string_lossy() == "_NoValueType")
}

/// Puts a result into `out=` where that was given.
fn deliver(
    slf: &Bound<'_, PyUfunc>,
    result: NdArray,
    out: Option<Bound<'_, PyAny>>,
    like: &Bound<'_, PyAny>,
) -> PyResult<Py<PyAny>> {
    let Some(out) = out else { return result::wrap_as(slf.py(), result, &[like]) };
    if let Some(target) = array_of(&out) {
        if target.shape() != result.shape() {
            return Err(PyValueError::new_err("provided out is the wrong size for the accumulation."));
        }
        // SAFETY: no Rust reference into the memory is alive, and the GIL is held.
        unsafe { target.assign_shared(&result).py()? };
    }
    Ok(out.unbind())
}

fn accumulate(
    slf: &Bound<'_, PyUfunc>,
    args: &Bound<'_, PyTuple>,
    kwargs: Option<&Bound<'_, PyDict>>,
) -> PyResult<Py<PyAny>> {
    let given = Arguments::parse("accumulate", &["array", "axis", "dtype", "out"], args, kwargs)?;
    let object = given.need("accumulate", "array")?;
    let array = crate::coerce::as_array(object, None)?;
    let (axis, out) = (given.axis()?, single_output(slf, given.get("out"))?);
    let from_out = out.as_ref().and_then(array_of).map(|o| o.kind());
    let dtype = dtype_of(given.get("dtype"))?.map(|d| d.kind()).or(from_out);
    let ufunc = slf.get().ufunc;
    let done = watch(slf.py(), "accumulate", || {
        pallasite_ufunc::accumulate(ufunc, &array, axis, dtype).map_err(ufunc_err)
    })?;
    deliver(slf, done, out, object)
}

fn reduceat(
    slf: &Bound<'_, PyUfunc>,
    args: &Bound<'_, PyTuple>,
    kwargs: Option<&Bound<'_, PyDict>>,
) -> PyResult<Py<PyAny>> {
    let given = Arguments::parse("reduceat", &["array", "indices", "axis", "dtype", "out"], args, kwargs)?;
    let object = given.need("reduceat", "array")?;
    let array = crate::coerce::as_array(object, None)?;
    let indices = crate::coerce::as_array(given.need("reduceat", "indices")?, None)?;
    if indices.size() > 0 {
        crate::numpy::check_cast(&indices, &DType::INT64, Casting::Safe)?;
    }
    let indices = indices.astype(&DType::INT64, Order::C).and_then(|i| i.to_vec::<i64>()).py()?;
    let (axis, out) = (given.axis()?, single_output(slf, given.get("out"))?);
    let dtype = dtype_of(given.get("dtype"))?.map(|d| d.kind());
    let ufunc = slf.get().ufunc;
    let call = || pallasite_ufunc::reduceat(ufunc, &array, &indices, axis, dtype).map_err(ufunc_err);
    let done = watch(slf.py(), "reduceat", call)?;
    deliver(slf, done, out, object)
}

fn outer(
    slf: &Bound<'_, PyUfunc>,
    args: &Bound<'_, PyTuple>,
    kwargs: Option<&Bound<'_, PyDict>>,
) -> PyResult<Py<PyAny>> {
    let ufunc = slf.get().ufunc;
    if ufunc.nin != 2 {
        return Err(PyValueError::new_err("outer product only supported for binary functions"));
    }
    if args.len() != 2 {
        return Err(PyTypeError::new_err(format!(
            "outer() takes exactly 2 positional arguments ({} given)",
            args.len()
        )));
    }
    let (a, b) = (args.get_item(0)?, args.get_item(1)?);
    let rank = crate::coerce::as_array(&b, None)?.ndim();
    let first = crate::coerce::as_array(&a, None)?;
    let mut shape: Vec<isize> = first.shape().iter().map(|&d| d as isize).collect();
    shape.extend(std::iter::repeat_n(1, rank));
    let spread = match a.cast::<crate::array::PyArray>() {
        Ok(own) => crate::array::wrap_view(own, first.reshape(&shape).py()?)?,
        Err(_) if rank == 0 => a.clone().unbind(),
        Err(_) => crate::array::wrap(slf.py(), first.reshape(&shape).py()?)?,
    };
    Ok(slf.call((spread, b), kwargs)?.unbind())
}

fn at(slf: &Bound<'_, PyUfunc>, args: &Bound<'_, PyTuple>) -> PyResult<()> {
    let ufunc = slf.get().ufunc;
    if args.len() < 2 || args.len() > 3 {
        return Err(PyTypeError::new_err(format!(
            "at() takes 2 or 3 positional arguments ({} given)",
            args.len()
        )));
    }
    let Some(array) = array_of(&args.get_item(0)?) else {
        return Err(PyTypeError::new_err("first operand must be array"));
    };
    let items = crate::array::index::items_of(&args.get_item(1)?)?;
    let operand = if args.len() == 3 { Some(Held::of(&args.get_item(2)?)?) } else { None };
    if operand.is_some() != (ufunc.nin == 2) {
        let text = if ufunc.nin == 2 {
            "second operand needed for ufunc"
        } else {
            "second operand provided when ufunc is unary"
        };
        return Err(PyValueError::new_err(text));
    }
    let call = || {
        // SAFETY: no Rust reference into the memory is alive, and the GIL is held.
        unsafe { pallasite_ufunc::at_shared(ufunc, &array, &items, operand.as_ref().map(Held::arg)) }
            .map_err(ufunc_err)
    };
    watch(slf.py(), ufunc.name, call)
}

#[pymethods]
impl PyUfunc {
    /// Combines the elements along axes: `reduce(array, axis=0, dtype=None, out=None, keepdims=False, initial=<no value>, where=True)`.
    #[pyo3(signature = (*args, **kwargs))]
    fn reduce(
        slf: &Bound<'_, Self>,
        args: &Bound<'_, PyTuple>,
        kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        dispatched(slf, "reduce", args, kwargs)
    }

    /// Combines the elements up to each: `accumulate(array, axis=0, dtype=None, out=None)`.
    #[pyo3(signature = (*args, **kwargs))]
    fn accumulate(
        slf: &Bound<'_, Self>,
        args: &Bound<'_, PyTuple>,
        kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        dispatched(slf, "accumulate", args, kwargs)
    }

    /// Combines slices of an axis: `reduceat(array, indices, axis=0, dtype=None, out=None)`.
    #[pyo3(signature = (*args, **kwargs))]
    fn reduceat(
        slf: &Bound<'_, Self>,
        args: &Bound<'_, PyTuple>,
        kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        dispatched(slf, "reduceat", args, kwargs)
    }

    /// All pairs of elements: `outer(A, B, /, **kwargs)`.
    #[pyo3(signature = (*args, **kwargs))]
    fn outer(
        slf: &Bound<'_, Self>,
        args: &Bound<'_, PyTuple>,
        kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        dispatched(slf, "outer", args, kwargs)
    }

    /// In place at picked elements: `at(a, indices, b=None, /)`.
    #[pyo3(signature = (*args))]
    fn at(slf: &Bound<'_, Self>, args: &Bound<'_, PyTuple>) -> PyResult<Py<PyAny>> {
        dispatched(slf, "at", args, None)
    }

    /// The dtypes that a call with operands of these dtypes uses.
    #[pyo3(signature = (dtypes, *, signature=None, casting=None, reduction=false))]
    fn resolve_dtypes<'py>(
        slf: &Bound<'py, Self>,
        dtypes: &Bound<'py, PyTuple>,
        signature: Option<&Bound<'py, PyAny>>,
        casting: Option<&str>,
        reduction: bool,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let (py, ufunc) = (slf.py(), slf.get().ufunc);
        let keywords = PyDict::new(py);
        signature.map_or(Ok(()), |s| keywords.set_item("signature", s))?;
        let keywords = super::keywords::Keywords::parse(ufunc, Some(&keywords))?;
        let rule = crate::convert::casting_of(casting, Casting::SameKind)?;
        let mut operands: Vec<Operand> = Vec::new();
        for d in dtypes.iter().take(ufunc.nin) {
            operands.push(operand_of(&d)?);
        }
        if reduction && operands.len() == 2 && dtypes.get_item(0)?.is_none() {
            operands[0] = operands[1].clone();
        }
        let row = pallasite_ufunc::resolve(ufunc, &operands, &keywords.signature, rule).map_err(ufunc_err)?;
        let objects = row.types().iter().map(|&k| crate::dtype::dtype_object(py, &k.into()));
        PyTuple::new(py, objects.collect::<PyResult<Vec<_>>>()?)
    }
}

/// A dtype, or `int`, `float`, `complex` for a Python number.
fn operand_of(object: &Bound<'_, PyAny>) -> PyResult<Operand> {
    let py = object.py();
    if object.is(py.get_type::<pyo3::types::PyInt>()) {
        return Ok(Operand::WeakInt);
    }
    if object.is(py.get_type::<pyo3::types::PyFloat>()) {
        return Ok(Operand::WeakFloat);
    }
    if object.is(py.get_type::<pyo3::types::PyComplex>()) {
        return Ok(Operand::WeakComplex);
    }
    Ok(Operand::Typed(dtype_of(Some(object))?.unwrap_or(DType::FLOAT64)))
}
