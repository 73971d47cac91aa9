//! Bindings of type promotion and casting rules.

use crate::coerce::{existing, operand};
use crate::convert::casting_of;
use crate::dtype::{PyDType, dtype_object, to_dtype};
use crate::error::IntoPy;
use pallasite_array::promote::{self, Casting, Operand};
use pallasite_array::{DType, Kind, NdArray, Scalar};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};

/// An array, a number or a dtype, as promotion sees it.
fn operand_of(object: &Bound<'_, PyAny>) -> PyResult<Operand> {
    if object.is_instance_of::<PyDType>() || object.is_instance_of::<PyType>() {
        return to_dtype(object).map(Operand::Typed);
    }
    if let Some(a) = existing(object)? {
        return Ok(Operand::Typed(a.dtype().clone()));
    }
    let number = object.is_instance_of::<pyo3::types::PyInt>()
        || object.is_instance_of::<pyo3::types::PyFloat>()
        || object.is_instance_of::<pyo3::types::PyComplex>();
    if number {
        return Ok(operand(object)?.1);
    }
    to_dtype(object).map(Operand::Typed).or_else(|e| {
        if object.is_instance_of::<pyo3::types::PyList>() { operand(object).map(|o| o.1) } else { Err(e) }
    })
}

/// The dtype that the rules of promotion give.
#[pyfunction]
#[pyo3(signature = (*arrays_and_dtypes))]
fn result_type(arrays_and_dtypes: &Bound<'_, PyTuple>) -> PyResult<Py<PyAny>> {
    let operands = arrays_and_dtypes.iter().map(|o| operand_of(&o)).collect::<PyResult<Vec<_>>>()?;
    if operands.is_empty() {
        return Err(PyValueError::new_err("at least one array or dtype is required"));
    }
    Ok(dtype_object(arrays_and_dtypes.py(), &promote::result_type(&operands).py()?)?.unbind())
}

/// Whether a cast may happen under a rule.
#[pyfunction]
#[pyo3(signature = (from_, to, casting=None), text_signature = "(from_, to, casting='safe')")]
fn can_cast(from_: &Bound<'_, PyAny>, to: &Bound<'_, PyAny>, casting: Option<&str>) -> PyResult<bool> {
    let (to, rule) = (to_dtype(to)?, casting_of(casting, Casting::Safe)?);
    match operand_of(from_)? {
        Operand::Typed(from) => Ok(promote::can_cast(&from, &to, rule)),
        _ => Err(PyTypeError::new_err(
            "can_cast() does not support Python ints, floats, and complex because the result used to depend on the value.\nThis change was part of adopting NEP 50, we may explicitly allow them again in the future.",
        )),
    }
}

/// The smallest dtype that both may be cast to.
#[pyfunction]
fn promote_types(type1: &Bound<'_, PyAny>, type2: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let common = promote::promote_types(&to_dtype(type1)?, &to_dtype(type2)?).py()?;
    Ok(dtype_object(type1.py(), &common)?.unbind())
}

/// The smallest dtype that holds a scalar; that of an array otherwise.
#[pyfunction]
fn min_scalar_type(a: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let array = crate::coerce::as_array(a, None)?;
    Ok(dtype_object(a.py(), &smallest(&array)?)?.unbind())
}

fn smallest(array: &NdArray) -> PyResult<DType> {
    if array.ndim() > 0 || !array.kind().is_numeric() {
        return Ok(array.dtype().clone());
    }
    let real = |x: f64| {
        let finite = x.is_finite();
        match x.abs() {
            _ if !finite => Kind::Float16,
            m if m < 65000.0 => Kind::Float16,
            m if m < 3.4e38 => Kind::Float32,
            _ => Kind::Float64,
        }
    };
    let kind = match array.item().py()? {
        Scalar::Bool(_) => Kind::Bool,
        Scalar::UInt(u) => unsigned(u),
        Scalar::Int(i) if i >= 0 => unsigned(i as u64),
        Scalar::Int(i) if i >= i8::MIN.into() => Kind::Int8,
        Scalar::Int(i) if i >= i16::MIN.into() => Kind::Int16,
        Scalar::Int(i) if i >= i32::MIN.into() => Kind::Int32,
        Scalar::Int(_) => Kind::Int64,
        Scalar::Float(x) => real(x),
        Scalar::Complex(z) if real(z.re).max(real(z.im)) == Kind::Float64 => Kind::Complex128,
        Scalar::Complex(_) => Kind::Complex64,
        _ => array.kind(),
    };
    Ok(kind.into())
}

fn unsigned(u: u64) -> Kind {
    match u {
        0..=0xff => Kind::UInt8,
        0x100..=0xffff => Kind::UInt16,
        0x1_0000..=0xffff_ffff => Kind::UInt32,
        _ => Kind::UInt64,
    }
}

/// The floating dtype that holds all arrays.
#[pyfunction]
#[pyo3(signature = (*arrays))]
fn common_type(arrays: &Bound<'_, PyTuple>) -> PyResult<Py<PyAny>> {
    let mut kind = Kind::Float16;
    for object in arrays {
        let own = crate::coerce::as_array(&object, None)?.kind();
        let own = match own {
            k if k.is_integer() => Kind::Float64,
            k if k.is_inexact() => k,
            _ => return Err(PyTypeError::new_err("can't get common type for non-numeric array")),
        };
        kind = match (kind.is_complex() || own.is_complex(), kind.real().max(own.real())) {
            (true, Kind::Float64) => Kind::Complex128,
            (true, _) => Kind::Complex64,
            (false, k) => k,
        };
    }
    let dtype = dtype_object(arrays.py(), &kind.into())?;
    Ok(dtype.getattr("type")?.unbind())
}

/// Adds the functions.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    crate::functions!(m; Arguments: result_type, can_cast, promote_types, min_scalar_type, common_type);
    Ok(())
}
