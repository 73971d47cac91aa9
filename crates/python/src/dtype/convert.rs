//! From any object that names a dtype to the dtype.

use super::PyDType;
use super::structured::{from_dict, from_list};
use crate::error::{IntoPy, py_err};
use crate::scalar::{class_kind, is_abstract_class, scalar_dtype};
use pallasite_array::{DType, Error, Kind};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyBytes, PyComplex, PyDict, PyFloat, PyInt, PyList, PyMemoryView, PyString, PyTuple, PyType,
};

/// Where the fields of a structure go.
#[derive(Clone, Copy, PartialEq)]
pub enum Align {
    /// One after the other.
    Packed,
    /// Where a C compiler would put them.
    C,
}

/// The dtype that `obj` stands for: whatever `np.dtype(obj)` accepts.
pub fn to_dtype(obj: &Bound<'_, PyAny>) -> PyResult<DType> {
    if let Ok(d) = obj.cast::<PyDType>() {
        return Ok(d.borrow().dtype.clone());
    }
    convert(obj, Align::Packed)
}

/// [`to_dtype`] with `align=`.
pub fn convert(obj: &Bound<'_, PyAny>, align: Align) -> PyResult<DType> {
    if let Ok(d) = obj.cast::<PyDType>() {
        return Ok(d.borrow().dtype.clone());
    }
    if obj.is_none() {
        return Ok(DType::FLOAT64);
    }
    let _nested = Nested::enter(obj.py())?;
    if let Ok(t) = obj.cast::<PyType>() {
        return from_type(t);
    }
    if let Ok(s) = obj.cast::<PyString>() {
        return from_text(&s.to_string_lossy(), align);
    }
    if let Ok(b) = obj.cast::<PyBytes>() {
        return from_text(&String::from_utf8_lossy(b.as_bytes()), align);
    }
    if let Ok(t) = obj.cast::<PyTuple>() {
        return from_tuple(t, align);
    }
    if let Ok(l) = obj.cast::<PyList>() {
        return from_list(l, align);
    }
    if let Ok(d) = obj.cast::<PyDict>() {
        return from_dict(d, align);
    }
    from_attributes(obj)?.ok_or_else(|| uninterpretable(obj))
}

/// One more level of a description within a description, which may contain itself.
struct Nested;

impl Nested {
    /// `RecursionError` beyond Python's limit.
    fn enter(py: Python<'_>) -> PyResult<Nested> {
        // SAFETY: the GIL is held; the text is a C string.
        match unsafe { ffi::Py_EnterRecursiveCall(c" in a description of a dtype".as_ptr()) } {
            0 => Ok(Nested),
            _ => Err(PyErr::fetch(py)),
        }
    }
}

impl Drop for Nested {
    fn drop(&mut self) {
        // SAFETY: entered once, by a thread that still holds the GIL.
        unsafe { ffi::Py_LeaveRecursiveCall() };
    }
}

fn uninterpretable(obj: &Bound<'_, PyAny>) -> PyErr {
    match obj.repr() {
        Ok(r) => PyTypeError::new_err(format!("Cannot interpret '{r}' as a data type")),
        Err(e) => e,
    }
}

fn unsupported(what: &str) -> PyErr {
    PyTypeError::new_err(format!("{what} arrays are not supported yet"))
}

/// Python's own types, our scalar classes, NumPy's, and classes with an attribute `dtype`.
fn from_type(t: &Bound<'_, PyType>) -> PyResult<DType> {
    if let Some(kind) = class_kind(t) {
        return Ok(kind.into());
    }
    if is_abstract_class(t)? {
        if t.name()?.to_string_lossy() == "object_" {
            return Err(unsupported("object"));
        }
        return Err(PyTypeError::new_err(abstract_text(&t.name()?.to_string_lossy())));
    }
    let py = t.py();
    let builtin = [
        (py.get_type::<PyFloat>(), Kind::Float64),
        (py.get_type::<PyInt>(), Kind::Int64),
        (py.get_type::<PyBool>(), Kind::Bool),
        (py.get_type::<PyComplex>(), Kind::Complex128),
        (py.get_type::<PyString>(), Kind::Str),
        (py.get_type::<PyBytes>(), Kind::Bytes),
        (py.get_type::<PyMemoryView>(), Kind::Void),
    ];
    if let Some((_, kind)) = builtin.iter().find(|(b, _)| b.is(t)) {
        return Ok((*kind).into());
    }
    if t.module()?.to_string_lossy() == "numpy" {
        return from_text(&t.name()?.to_string_lossy(), Align::Packed);
    }
    if t.get_type().module()?.to_string_lossy() == "_ctypes" {
        return to_dtype(&py.import("pallasite.numpy._ctypes")?.call_method1("dtype_of", (t,))?);
    }
    from_attributes(t.as_any())?.ok_or_else(|| unsupported("object"))
}

/// NumPy's words for a class that stands for many dtypes.
fn abstract_text(name: &str) -> &'static str {
    match name {
        "number" | "inexact" | "floating" => {
            "Converting `np.inexact` or `np.floating` to a dtype not allowed"
        }
        "integer" | "signedinteger" => {
            "Converting 'np.integer' or 'np.signedinteger' to a dtype is not allowed"
        }
        "unsignedinteger" => "Converting `np.unsignedinteger` to a dtype is not allowed",
        "complexfloating" => "Converting `np.complex` to a dtype is not allowed.",
        "character" => "Converting `np.character` to a dtype is not allowed",
        _ => "Converting `np.generic` to a dtype is not allowed.",
    }
}

/// Text: a type, or types with commas between them.
pub fn from_text(text: &str, align: Align) -> PyResult<DType> {
    match text.parse::<DType>() {
        Ok(d) if align == Align::C && d.is_structured() => {
            let parts = d.fields().iter().map(|f| (f.name.clone(), None, f.dtype.clone())).collect();
            DType::packed(parts, true).py()
        }
        Ok(d) => Ok(d),
        Err(e) => Err(text_error(text, e)),
    }
}

fn text_error(text: &str, error: Error) -> PyErr {
    match text.trim_start_matches(['<', '>', '=', '|']) {
        "O" | "O8" | "object" | "object_" => unsupported("object"),
        t if t.starts_with("M8") || t.starts_with("datetime64") || t == "M" => unsupported("datetime64"),
        t if t.starts_with("m8") || t.starts_with("timedelta64") || t == "m" => unsupported("timedelta64"),
        _ => match error {
            Error::DTypeText(_) => {
                let quoted = pallasite_array::format::str_repr(text);
                PyTypeError::new_err(format!("data type {quoted} not understood"))
            }
            other => py_err(other),
        },
    }
}

/// `(base, shape)`, or `(flexible, size)`.
fn from_tuple(t: &Bound<'_, PyTuple>, align: Align) -> PyResult<DType> {
    if t.len() != 2 {
        return Err(PyTypeError::new_err(format!("Tuple must have size 2, but has size {}", t.len())));
    }
    let (base, extra) = (convert(&t.get_item(0)?, align)?, t.get_item(1)?);
    let flexible = matches!(base.kind(), Kind::Bytes | Kind::Str | Kind::Void);
    if base.kind() == Kind::Void
        && base.itemsize() == 0
        && extra.extract::<isize>().is_err()
        && !extra.is_none()
    {
        return convert(&extra, align);
    }
    if flexible && base.itemsize() == 0 && !base.is_structured() {
        let size = extra.extract::<isize>().ok().filter(|&n| (0..=i32::MAX as isize).contains(&n));
        let size =
            size.ok_or_else(|| PyValueError::new_err("invalid itemsize in generic type tuple"))? as usize;
        return if base.kind() == Kind::Str {
            DType::str(size).py()
        } else {
            DType::sized(base.kind(), size).py()
        };
    }
    if extra.is_none() || extra.cast::<PyDict>().is_ok() {
        return Ok(base);
    }
    if extra.cast::<PyString>().is_ok() || extra.cast::<PyList>().is_ok() {
        return reinterpreted(&base, convert(&extra, align)?);
    }
    DType::subarray(base, sub_shape(&extra)?).py()
}

/// `(base, fields)`: another reading of the same bytes.
fn reinterpreted(base: &DType, new: DType) -> PyResult<DType> {
    if base.itemsize() != new.itemsize() {
        return Err(PyValueError::new_err("mismatch in size of old and new data-descriptor"));
    }
    Ok(new)
}

/// The shape in `(base, shape)`: a number or a sequence of numbers.
pub fn sub_shape(extra: &Bound<'_, PyAny>) -> PyResult<Vec<usize>> {
    let invalid = || PyValueError::new_err("invalid shape in fixed-type tuple.");
    let dims: Vec<isize> = match extra.extract::<isize>() {
        Ok(n) => vec![n],
        Err(_) => extra.extract().map_err(|_| invalid())?,
    };
    if dims.iter().any(|&d| d < 0) {
        return Err(PyValueError::new_err("invalid shape in fixed-type tuple: dimension smaller then zero."));
    }
    if dims.iter().any(|&d| d > i32::MAX as isize) {
        return Err(PyValueError::new_err(
            "invalid shape in fixed-type tuple: dimension does not fit into a C int.",
        ));
    }
    Ok(dims.into_iter().map(|d| d as usize).collect())
}

/// Scalars, dtype objects of NumPy, and whatever else has an attribute `dtype`.
fn from_attributes(obj: &Bound<'_, PyAny>) -> PyResult<Option<DType>> {
    if let Some(d) = scalar_dtype(obj) {
        return Ok(Some(d));
    }
    if obj.hasattr("isalignedstruct")? && obj.hasattr("descr")? {
        return foreign(obj).map(Some);
    }
    match obj.getattr_opt("dtype")? {
        Some(_) if obj.hasattr("__array_interface__")? => {
            Err(PyTypeError::new_err("Cannot construct a dtype from an array"))
        }
        Some(d) if !d.is(obj) => to_dtype(&d).map(Some),
        _ => Ok(None),
    }
}

/// A dtype object of the real NumPy, through its public attributes.
fn foreign(obj: &Bound<'_, PyAny>) -> PyResult<DType> {
    if let Some((base, shape)) =
        obj.getattr("subdtype")?.extract::<Option<(Bound<'_, PyAny>, Vec<usize>)>>()?
    {
        return DType::subarray(to_dtype(&base)?, shape).py();
    }
    let Some(names) = obj.getattr("names")?.extract::<Option<Vec<String>>>()? else {
        return from_text(&obj.getattr("str")?.extract::<String>()?, Align::Packed);
    };
    let (py, fields) = (obj.py(), obj.getattr("fields")?);
    let spec = PyDict::new(py);
    let column =
        |i: usize| names.iter().map(|n| fields.get_item(n)?.get_item(i)).collect::<PyResult<Vec<_>>>();
    let title = |n: &String| Ok(fields.get_item(n)?.cast::<PyTuple>()?.get_item(2).ok());
    spec.set_item("names", &names)?;
    spec.set_item("formats", column(0)?)?;
    spec.set_item("offsets", column(1)?)?;
    spec.set_item("titles", names.iter().map(title).collect::<PyResult<Vec<_>>>()?)?;
    spec.set_item("itemsize", obj.getattr("itemsize")?)?;
    spec.set_item("aligned", obj.getattr("isalignedstruct")?)?;
    from_dict(&spec, Align::Packed)
}
