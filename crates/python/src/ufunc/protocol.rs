//! `__array_ufunc__`: objects that take over what a ufunc does with them (NEP 13).

use crate::array::{PyArray, is_exact};
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyComplex, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};

/// True for objects that certainly do not speak the protocol.
#[inline]
pub fn is_plain(object: &Bound<'_, PyAny>) -> bool {
    is_exact(object)
        || object.is_exact_instance_of::<PyFloat>()
        || object.is_exact_instance_of::<PyInt>()
        || object.is_exact_instance_of::<PyBool>()
        || object.is_exact_instance_of::<PyList>()
        || object.is_exact_instance_of::<PyTuple>()
        || object.is_exact_instance_of::<PyComplex>()
        || object.is_exact_instance_of::<PyString>()
        || object.is_none()
        || crate::scalar::is_scalar(object)
}

/// The `__array_ufunc__` of an object's class, when that is not the array's own.
fn hook<'py>(object: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    if is_plain(object) {
        return Ok(None);
    }
    let py = object.py();
    let class = object.get_type();
    let Some(hook) = class.getattr_opt(intern!(py, "__array_ufunc__"))? else { return Ok(None) };
    let ours = py.get_type::<PyArray>().getattr(intern!(py, "__array_ufunc__"))?;
    Ok((!hook.is(&ours) && !is_numpy(&class)).then_some(hook))
}

/// True for NumPy's own classes, whose hook would call us again; they are arrays like any other.
pub fn is_numpy(class: &Bound<'_, pyo3::types::PyType>) -> bool {
    // Our own scalars call themselves NumPy's.
    class.module().is_ok_and(|m| m.to_string_lossy() == "numpy") && crate::scalar::class_kind(class).is_none()
}

/// True when any of the objects might take over.
#[inline]
pub fn overrides<'a, 'py: 'a>(objects: impl IntoIterator<Item = &'a Bound<'py, PyAny>>) -> bool {
    objects.into_iter().any(|o| !is_plain(o) && !matches!(hook(o), Ok(None)))
}

/// Lets the objects that speak the protocol have the call, subclasses first; `None` when there are none.
pub fn dispatch<'py>(
    ufunc: &Bound<'py, PyAny>,
    method: &str,
    args: &Bound<'py, PyTuple>,
    kwargs: Option<&Bound<'py, PyDict>>,
) -> PyResult<Option<Py<PyAny>>> {
    let py = ufunc.py();
    let mut speakers: Vec<Bound<'py, PyAny>> = Vec::new();
    for object in args.iter().chain(outputs(kwargs)?) {
        let Some(hook) = hook(&object)? else { continue };
        if hook.is_none() {
            let class = object.get_type().name()?;
            return Err(PyTypeError::new_err(format!(
                "operand '{class}' does not support ufuncs (__array_ufunc__=None)"
            )));
        }
        let class = object.get_type();
        if speakers.iter().any(|s| s.get_type().is(&class)) {
            continue;
        }
        let before = speakers.iter().position(|s| class.is_subclass(&s.get_type()).unwrap_or(false));
        speakers.insert(before.unwrap_or(speakers.len()), object);
    }
    for speaker in &speakers {
        let mut call: Vec<Bound<'py, PyAny>> =
            vec![ufunc.clone(), pyo3::types::PyString::new(py, method).into_any()];
        call.extend(args.iter());
        let out = speaker.getattr(intern!(py, "__array_ufunc__"))?.call(PyTuple::new(py, call)?, kwargs)?;
        if !out.is(py.NotImplemented()) {
            return Ok(Some(out.unbind()));
        }
    }
    if speakers.is_empty() {
        return Ok(None);
    }
    Err(refusal(ufunc, method, args, kwargs, &speakers)?)
}

fn refusal<'py>(
    ufunc: &Bound<'py, PyAny>,
    method: &str,
    args: &Bound<'py, PyTuple>,
    kwargs: Option<&Bound<'py, PyDict>>,
    speakers: &[Bound<'py, PyAny>],
) -> PyResult<PyErr> {
    let mut parts = vec![ufunc.repr()?.to_string(), format!("'{method}'")];
    for a in args {
        parts.push(a.repr()?.to_string());
    }
    for (key, value) in kwargs.into_iter().flatten() {
        parts.push(format!("{key}={}", value.repr()?));
    }
    let classes: Vec<String> =
        speakers.iter().map(|s| Ok(format!("'{}'", s.get_type().name()?))).collect::<PyResult<_>>()?;
    let text = format!(
        "operand type(s) all returned NotImplemented from __array_ufunc__({}): {}",
        parts.join(", "),
        classes.join(", ")
    );
    Ok(PyTypeError::new_err(text))
}

/// The arrays of `out=`.
pub fn outputs<'py>(kwargs: Option<&Bound<'py, PyDict>>) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let Some(kwargs) = kwargs else { return Ok(Vec::new()) };
    let Some(out) = kwargs.get_item(intern!(kwargs.py(), "out"))? else { return Ok(Vec::new()) };
    Ok(match out.cast::<PyTuple>() {
        Ok(several) => several.iter().collect(),
        Err(_) => vec![out],
    })
}

#[pymethods]
impl PyArray {
    /// What a ufunc does with arrays, for classes that extend it.
    #[pyo3(signature = (ufunc, method, /, *inputs, **kwargs))]
    fn __array_ufunc__(
        slf: &Bound<'_, Self>,
        ufunc: &Bound<'_, PyAny>,
        method: &str,
        inputs: &Bound<'_, PyTuple>,
        kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        let foreign =
            |o: &Bound<'_, PyAny>| Ok::<_, PyErr>(hook(o)?.is_some() && !o.is_instance_of::<PyArray>());
        for object in inputs.iter().chain(outputs(kwargs)?) {
            if foreign(&object)? {
                return Ok(slf.py().NotImplemented());
            }
        }
        super::class::without_overrides(ufunc, method, inputs, kwargs)
    }
}
