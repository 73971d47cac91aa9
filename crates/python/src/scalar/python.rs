//! Elements as Python's own objects: what `item` and `tolist` give.

use pallasite_array::{DType, Kind, NdArray, Scalar};
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyComplex, PyFloat, PyList, PyTuple};

/// The element of `array` at `ptr` as a Python object: `float`, `int`, `str`, a tuple for a structure.
///
/// # Errors
/// A pointer outside of the array's memory.
pub fn python_object(py: Python<'_>, ptr: *const u8, array: &NdArray) -> PyResult<Py<PyAny>> {
    let (start, size) = (array.buffer().start() as usize, array.itemsize());
    let at = (ptr as usize).wrapping_sub(start);
    if at > array.buffer().len() || array.buffer().len() - at < size {
        return Err(PyIndexError::new_err("the element lies outside of the array"));
    }
    // SAFETY: the element lies within the buffer.
    Ok(unsafe { value(py, ptr, array.dtype())? }.unbind())
}

/// # Safety
/// `ptr` is valid for reads of one element of `dtype`.
unsafe fn value<'py>(py: Python<'py>, ptr: *const u8, dtype: &DType) -> PyResult<Bound<'py, PyAny>> {
    if dtype.is(Kind::Float64) {
        // SAFETY: by the caller; the element is a native double.
        return Ok(PyFloat::new(py, unsafe { ptr.cast::<f64>().read_unaligned() }).into_any());
    }
    if let Some((base, shape)) = dtype.sub() {
        // SAFETY: by the caller.
        return unsafe { nested(py, ptr, base, shape) };
    }
    if dtype.is_structured() {
        // SAFETY: each field lies within the element.
        let part = |f: &pallasite_array::Field| unsafe { value(py, ptr.add(f.offset), &f.dtype) };
        return Ok(
            PyTuple::new(py, dtype.fields().iter().map(part).collect::<PyResult<Vec<_>>>()?)?.into_any()
        );
    }
    // SAFETY: by the caller.
    Ok(match unsafe { Scalar::read(ptr, dtype) } {
        Scalar::Bool(b) => b.into_pyobject(py)?.to_owned().into_any(),
        Scalar::Int(i) => i.into_pyobject(py)?.into_any(),
        Scalar::UInt(u) => u.into_pyobject(py)?.into_any(),
        Scalar::Float(x) => x.into_pyobject(py)?.into_any(),
        Scalar::Complex(z) => PyComplex::from_doubles(py, z.re, z.im).into_any(),
        Scalar::Bytes(b) | Scalar::Void(b) => PyBytes::new(py, &b).into_any(),
        Scalar::Str(s) => s.into_pyobject(py)?.into_any(),
    })
}

/// A sub-array as nested lists.
///
/// # Safety
/// `ptr` is valid for reads of `shape` elements of `base`.
unsafe fn nested<'py>(
    py: Python<'py>,
    ptr: *const u8,
    base: &DType,
    shape: &[usize],
) -> PyResult<Bound<'py, PyAny>> {
    let Some((&n, rest)) = shape.split_first() else {
        // SAFETY: by the caller.
        return unsafe { value(py, ptr, base) };
    };
    let step = rest.iter().product::<usize>() * base.itemsize();
    // SAFETY: item `i` of `n`.
    let item = |i: usize| unsafe { nested(py, ptr.add(i * step), base, rest) };
    Ok(PyList::new(py, (0..n).map(item).collect::<PyResult<Vec<_>>>()?)?.into_any())
}
