//! One Python object as one element.

use crate::error::{IntoPy, py_err};
use pallasite_array::{DType, Error, Kind, NdArray, Order, Scalar};
use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyComplex, PyFloat, PyInt, PyString, PyTuple};

/// True for objects that are elements and never sequences of them.
#[inline]
pub fn is_leaf(object: &Bound<'_, PyAny>) -> bool {
    object.is_instance_of::<PyFloat>()
        || object.is_instance_of::<PyInt>()
        || object.is_instance_of::<PyComplex>()
        || object.is_instance_of::<PyString>()
        || object.is_instance_of::<PyBytes>()
}

/// Writes one object as an element of `dtype`, with NumPy's errors for what does not fit.
///
/// # Safety
/// `p` is valid for writes of one element, and nobody else touches it meanwhile.
pub unsafe fn write_element(object: &Bound<'_, PyAny>, p: *mut u8, dtype: &DType) -> PyResult<()> {
    if dtype.is(Kind::Float64)
        && let Ok(x) = object.cast_exact::<PyFloat>()
    {
        // SAFETY: by the caller.
        unsafe { p.cast::<f64>().write_unaligned(x.value()) };
        return Ok(());
    }
    if dtype.is_structured() || dtype.sub().is_some() {
        // SAFETY: by the caller.
        return unsafe { write_structured(object, p, dtype) };
    }
    if let Some(a) = crate::scalar::scalar_array(object) {
        if a.kind().is_float() && dtype.kind().is_integer() {
            // SAFETY: by the caller.
            return unsafe { write_truncated(object, &a, p, dtype) };
        }
        // SAFETY: by the caller.
        return unsafe { write_array(&a, p, dtype) };
    }
    if let Some(a) = crate::array::array_of(object) {
        // SAFETY: by the caller.
        return unsafe { write_array(&a, p, dtype) };
    }
    let value = value_for(object, dtype)?;
    // SAFETY: by the caller.
    unsafe { value.cast_write(p, dtype).py() }
}

/// A floating scalar as an integer, which must exist as a Python integer; a `float64`, being a Python float, must fit.
///
/// # Safety
/// As [`write_element`].
unsafe fn write_truncated(object: &Bound<'_, PyAny>, a: &NdArray, p: *mut u8, dtype: &DType) -> PyResult<()> {
    if object.is_instance_of::<PyFloat>() {
        // SAFETY: by the caller.
        return unsafe { integer(object, dtype.kind())?.cast_write(p, dtype).py() };
    }
    object.call_method0("__int__")?;
    // SAFETY: by the caller.
    unsafe { write_array(a, p, dtype) }
}

/// # Safety
/// As [`write_element`].
unsafe fn write_array(a: &NdArray, p: *mut u8, dtype: &DType) -> PyResult<()> {
    if a.size() != 1 {
        return Err(PyValueError::new_err("setting an array element with a sequence."));
    }
    let one = a.reshape(&[]).and_then(|a| a.astype(dtype, Order::C)).py()?;
    // SAFETY: by the caller.
    unsafe { std::ptr::copy_nonoverlapping(one.as_ptr(), p, dtype.itemsize()) };
    Ok(())
}

/// The object as a value that can be written to `dtype`.
fn value_for(object: &Bound<'_, PyAny>, dtype: &DType) -> PyResult<Scalar> {
    let kind = dtype.kind();
    match kind.letter() {
        'b' => Ok(Scalar::Bool(truth(object)?)),
        'i' | 'u' => integer(object, kind),
        'f' => float(object).map(Scalar::Float),
        'c' => complex(object),
        'S' => bytes_of(object).map(Scalar::Bytes),
        'U' => text_of(object).map(Scalar::Str),
        _ => raw(object, dtype),
    }
}

fn truth(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    object.is_truthy()
}

fn integer(object: &Bound<'_, PyAny>, kind: Kind) -> PyResult<Scalar> {
    if let Ok(i) = object.cast::<PyInt>() {
        return python_int(i, kind);
    }
    let text = object.is_instance_of::<PyString>() || object.is_instance_of::<PyBytes>();
    if text || object.is_instance_of::<PyFloat>() {
        let int = object.py().get_type::<PyInt>().call1((object,))?;
        return python_int(int.cast::<PyInt>()?, kind);
    }
    let int = object.call_method0("__int__").map_err(|e| {
        no_method(object, e, "int() argument must be a string, a bytes-like object or a real number, not")
    })?;
    python_int(int.cast::<PyInt>()?, kind)
}

/// NEP 50: a Python integer must fit the type.
fn python_int(i: &Bound<'_, PyInt>, kind: Kind) -> PyResult<Scalar> {
    let out_of_bounds =
        || PyOverflowError::new_err(format!("Python integer {i} out of bounds for {}", kind.name()));
    let bits = kind.size() * 8;
    if kind.is_signed() {
        let v: i64 = i.extract().map_err(|_| {
            if bits == 64 {
                PyOverflowError::new_err("Python int too large to convert to C long")
            } else {
                out_of_bounds()
            }
        })?;
        let fits = bits == 64 || (v >> (bits - 1)) == (v >> 63);
        return if fits { Ok(Scalar::Int(v)) } else { Err(out_of_bounds()) };
    }
    let v: u64 = i.extract().map_err(|_| out_of_bounds())?;
    if bits == 64 || v >> bits == 0 { Ok(Scalar::UInt(v)) } else { Err(out_of_bounds()) }
}

fn float(object: &Bound<'_, PyAny>) -> PyResult<f64> {
    if let Ok(x) = object.cast::<PyFloat>() {
        return Ok(x.value());
    }
    if object.is_none() {
        return Ok(f64::NAN);
    }
    if object.is_instance_of::<PyString>() || object.is_instance_of::<PyBytes>() {
        return object.py().get_type::<PyFloat>().call1((object,))?.extract();
    }
    if object.is_none() {
        return Err(PyTypeError::new_err(
            "float() argument must be a string or a real number, not 'NoneType'",
        ));
    }
    object
        .extract()
        .map_err(|e| no_method(object, e, "float() argument must be a string or a real number, not"))
}

fn complex(object: &Bound<'_, PyAny>) -> PyResult<Scalar> {
    if object.is_instance_of::<PyString>() || object.is_instance_of::<PyBytes>() {
        let text = text_of(object)?;
        return pallasite_array::parse_number(&text, Kind::Complex128).py();
    }
    let z: num_complex::Complex<f64> = match object.cast::<PyComplex>() {
        Ok(z) => num_complex::Complex::new(z.real(), z.imag()),
        Err(_) => {
            let z = object.py().get_type::<PyComplex>().call1((object,))?;
            let z = z.cast::<PyComplex>()?;
            num_complex::Complex::new(z.real(), z.imag())
        }
    };
    Ok(Scalar::Complex(z))
}

/// A conversion error in the interpreter's words, with the type's name.
fn no_method(object: &Bound<'_, PyAny>, e: PyErr, text: &str) -> PyErr {
    let py = object.py();
    if !e.is_instance_of::<pyo3::exceptions::PyAttributeError>(py) && !e.is_instance_of::<PyTypeError>(py) {
        return e;
    }
    match object.get_type().name() {
        Ok(name) => PyTypeError::new_err(format!("{text} '{name}'")),
        Err(e) => e,
    }
}

fn bytes_of(object: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    if let Ok(b) = object.cast::<PyBytes>() {
        return Ok(b.as_bytes().to_vec());
    }
    let text = object.str()?;
    let encoded = text.call_method1("encode", ("ascii",))?;
    Ok(encoded.cast::<PyBytes>()?.as_bytes().to_vec())
}

/// `str(object)`; bytes are decoded as ASCII.
pub(super) fn text_of(object: &Bound<'_, PyAny>) -> PyResult<String> {
    if object.is_instance_of::<PyBytes>() {
        return object.call_method1("decode", ("ascii",))?.extract();
    }
    Ok(object.str()?.to_string())
}

fn raw(object: &Bound<'_, PyAny>, dtype: &DType) -> PyResult<Scalar> {
    if let Ok(b) = object.cast::<PyBytes>() {
        return Ok(Scalar::Void(b.as_bytes().to_vec()));
    }
    if let Ok(b) = object.cast::<PyByteArray>() {
        return Ok(Scalar::Void(b.to_vec()));
    }
    let name = object.get_type().name()?;
    Err(PyTypeError::new_err(format!("a bytes-like object is required for {}, not '{name}'", dtype.repr())))
}

/// A tuple field by field; anything else for every field alike.
///
/// # Safety
/// As [`write_element`].
unsafe fn write_structured(object: &Bound<'_, PyAny>, p: *mut u8, dtype: &DType) -> PyResult<()> {
    if let Some(a) = crate::scalar::scalar_array(object).or_else(|| crate::array::array_of(object))
        && a.ndim() == 0
    {
        // SAFETY: by the caller.
        return unsafe { write_array(&a, p, dtype) };
    }
    if let Some((base, shape)) = dtype.sub() {
        let value = super::as_array(object, Some(base))?;
        let value = value
            .broadcast_to(shape)
            .map_err(|_| py_err(Error::BroadcastInto { from: value.shape().to_vec(), to: shape.to_vec() }))?;
        let value = value.astype(base, Order::C).py()?;
        // SAFETY: by the caller; the value has the size of the element.
        unsafe { std::ptr::copy_nonoverlapping(value.as_ptr(), p, dtype.itemsize()) };
        return Ok(());
    }
    let fields = dtype.fields();
    let Ok(tuple) = object.cast::<PyTuple>() else {
        // SAFETY: the field lies within the element.
        return fields.iter().try_for_each(|f| unsafe { write_element(object, p.add(f.offset), &f.dtype) });
    };
    if tuple.len() != fields.len() {
        let text = format!(
            "could not assign tuple of length {} to structure with {} fields.",
            tuple.len(),
            fields.len()
        );
        return Err(py_err(Error::Value(text)));
    }
    for (f, part) in fields.iter().zip(tuple.iter_borrowed()) {
        // SAFETY: the field lies within the element.
        unsafe { write_element(&part, p.add(f.offset), &f.dtype)? };
    }
    Ok(())
}
