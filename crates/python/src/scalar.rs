//! NumPy's scalar types: the classes, and the way between them and elements of arrays.
//!
//! Numbers are plain objects with the value behind the header (`number`), text extends Python's own classes
//! (`text`), structured elements hold a view of their array (`void`).

mod arithmetic;
mod attributes;
mod binary;
mod classes;
mod compare;
mod construct;
mod methods;
mod number;
mod operand;
mod pickle;
mod protocol;
mod python;
mod record;
mod slots;
mod text;
mod unary;
mod void;

pub use classes::{class_kind, is_abstract_class, is_scalar, scalar_class};
pub use protocol::warn_of_lost_imaginary;
pub use python::python_object;
pub use slots::enter;

use classes::{class_ptr, kind_of};
use pallasite_array::{Bool, DType, Kind, NdArray, Scalar, dispatch};
use pallasite_ufunc::Number;
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyInt};

/// A `float64` scalar.
pub fn float64(py: Python<'_>, value: f64) -> Bound<'_, PyAny> {
    number::new(py, value).into_bound(py)
}

/// A `complex128` scalar.
pub fn complex128(py: Python<'_>, value: num_complex::Complex64) -> Bound<'_, PyAny> {
    number::new(py, value).into_bound(py)
}

/// The scalar of a 0-d array; a structured one writes through to the array.
pub fn scalar_object(py: Python<'_>, array: &NdArray) -> PyResult<Py<PyAny>> {
    // SAFETY: the first element of an array without axes.
    unsafe { scalar_from_ptr(py, array.as_ptr(), array) }
}

/// An `int64`.
pub fn int64_object(py: Python<'_>, value: i64) -> PyResult<Py<PyAny>> {
    Ok(number::new(py, value))
}

/// The scalar of the element of `array` at `ptr`.
///
/// # Safety
/// `ptr` is valid for reads of one element of `array`, of which it is one.
#[inline]
pub unsafe fn scalar_from_ptr(py: Python<'_>, ptr: *const u8, array: &NdArray) -> PyResult<Py<PyAny>> {
    let dtype = array.dtype();
    let kind = dtype.kind();
    if !dtype.is(kind) {
        // SAFETY: by the caller.
        return unsafe { swapped(py, ptr, dtype) };
    }
    // SAFETY: by the caller, `ptr` points to a native element of this kind.
    unsafe {
        match kind {
            Kind::Float64 => Ok(number::new(py, ptr.cast::<f64>().read_unaligned())),
            Kind::Int64 => Ok(number::new(py, ptr.cast::<i64>().read_unaligned())),
            Kind::Bytes | Kind::Str => text::new(py, &Scalar::read(ptr, dtype)),
            Kind::Void => void::new(py, ptr, array),
            _ => dispatch!(numeric kind, T => Ok(number::new(py, ptr.cast::<T>().read_unaligned())),
                else unreachable!("numbers only")),
        }
    }
}

/// The scalar of an element in the other byte order.
///
/// # Safety
/// `ptr` is valid for reads of one element of `dtype`.
#[cold]
unsafe fn swapped(py: Python<'_>, ptr: *const u8, dtype: &DType) -> PyResult<Py<PyAny>> {
    // SAFETY: by the caller.
    let value = unsafe { Scalar::read(ptr, dtype) };
    if matches!(value, Scalar::Str(_) | Scalar::Bytes(_)) {
        return text::new(py, &value);
    }
    Ok(number_object(py, dtype.kind(), &value))
}

/// The scalar of a numeric kind with this value, converted as `astype` does.
fn number_object(py: Python<'_>, kind: Kind, value: &Scalar) -> Py<PyAny> {
    dispatch!(numeric kind, T => number::new(py, cast::<T>(value)), else unreachable!("numbers only"))
}

/// The number as an element of type `T`, converted as C does.
fn cast<T: number::Number>(value: &Scalar) -> T {
    match value {
        Scalar::Bool(b) => T::cast_from(Bool::from(*b)),
        Scalar::Int(i) => T::cast_from(*i),
        Scalar::UInt(u) => T::cast_from(*u),
        Scalar::Float(x) => T::cast_from(*x),
        Scalar::Complex(z) => T::cast_from(*z),
        Scalar::Bytes(_) | Scalar::Str(_) | Scalar::Void(_) => T::default(),
    }
}

/// The value of one of our scalars that is a number.
fn number_value(obj: &Bound<'_, PyAny>) -> Option<(Kind, Scalar)> {
    let kind = kind_of(obj)?;
    let dtype = DType::from(kind);
    // SAFETY: `kind_of` says that `obj` has the layout of a number of this kind.
    kind.is_numeric().then(|| (kind, unsafe { Scalar::read(number::value_ptr(obj), &dtype) }))
}

/// A scalar of ours or a Python `float` or `int`, none of a derived class, as a ufunc takes it.
#[inline]
pub fn to_number(obj: &Bound<'_, PyAny>) -> Option<Number> {
    if let Ok(x) = obj.cast_exact::<PyFloat>() {
        return Some(x.value().into());
    }
    if let Ok(i) = obj.cast_exact::<PyInt>() {
        return i.extract::<i64>().ok().map(Number::from);
    }
    typed_number(obj)
}

/// The kind of a number of ours; nothing for objects of other classes, derived ones too.
#[inline]
pub fn exact_class(obj: &Bound<'_, PyAny>) -> Option<Kind> {
    let class = obj.get_type_ptr();
    let of_class = |kind: &Kind| class == class_ptr(*kind);
    [Kind::Float64, Kind::Int64].into_iter().chain(Kind::NUMERIC).find(of_class)
}

/// The element that a number of ours holds; nothing for objects of other classes, derived ones too.
#[inline]
pub fn typed_number(obj: &Bound<'_, PyAny>) -> Option<Number> {
    let kind = exact_class(obj)?;
    // SAFETY: the class says that a value of this kind is there.
    Some(unsafe { Number::read(number::value_ptr(obj), kind) })
}

/// A Python `float` or a `float64` of ours, none of a derived class.
#[inline]
pub fn to_double(obj: &Bound<'_, PyAny>) -> Option<f64> {
    if let Ok(x) = obj.cast_exact::<PyFloat>() {
        return Some(x.value());
    }
    // SAFETY: the class says that a value of this kind is there.
    (obj.get_type_ptr() == class_ptr(Kind::Float64))
        .then(|| unsafe { number::value_ptr(obj).cast::<f64>().read() })
}

/// A double of NumPy's class.
#[inline]
pub fn from_double(py: Python<'_>, value: f64) -> Py<PyAny> {
    number::new(py, value)
}

/// The scalar of a ufunc's result.
#[inline]
pub fn from_number(py: Python<'_>, result: &Number) -> Py<PyAny> {
    // SAFETY: there is an element of this kind.
    dispatch!(numeric result.kind(), T => number::new(py, unsafe { result.as_ptr().cast::<T>().read() }),
        else unreachable!("numbers only"))
}

/// The dtype of a scalar of ours.
pub fn scalar_dtype(obj: &Bound<'_, PyAny>) -> Option<DType> {
    match kind_of(obj)? {
        Kind::Void => Some(void::array(obj)?.dtype().clone()),
        Kind::Bytes | Kind::Str => text::dtype(obj),
        kind => Some(kind.into()),
    }
}

/// The 0-d array of a scalar of ours, `None` for other objects.
pub fn scalar_array(obj: &Bound<'_, PyAny>) -> Option<NdArray> {
    let kind = kind_of(obj)?;
    match kind {
        Kind::Void => void::array(obj),
        Kind::Bytes | Kind::Str => text::array(obj),
        _ => {
            let out = NdArray::zeros(&[], &kind.into()).ok()?;
            // SAFETY: both hold one element of this kind.
            unsafe { std::ptr::copy_nonoverlapping(number::value_ptr(obj), out.as_ptr(), kind.size()) };
            Some(out)
        }
    }
}

/// Adds the scalar types and the functions that unpickle them.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    classes::register(m)?;
    m.add_class::<record::Record>()?;
    slots::register(m)?;
    text::register(m)?;
    pickle::register(m)
}
