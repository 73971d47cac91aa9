//! Python objects as inputs of a ufunc.

use crate::array::{Holder, PyArray};
use num_complex::Complex;
use pallasite_array::{Bool, DType, NdArray};
use pallasite_ufunc::{Arg, Number};
use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyComplex, PyFloat, PyInt};

/// What an input is, kept alive while the ufunc runs.
pub enum Held {
    /// An array, or what became one.
    Array(NdArray),
    /// A Python `int`.
    Int(i128),
    /// A Python `int` beyond 128 bits.
    Huge(f64),
    /// A Python `float`.
    Float(f64),
    /// A Python `complex`.
    Complex(Complex<f64>),
    /// A scalar of ours.
    Number(Number),
}

impl Held {
    /// Looks at an object; Python's own numbers stay what they are, everything else becomes an array.
    pub fn of(object: &Bound<'_, PyAny>) -> PyResult<Held> {
        if let Ok(a) = object.cast::<PyArray>() {
            return Ok(Held::Array(a.held().array.clone()));
        }
        if let Ok(x) = object.cast_exact::<PyFloat>() {
            return Ok(Held::Float(x.value()));
        }
        if let Ok(b) = object.cast_exact::<PyBool>() {
            let array = NdArray::from_vec(vec![Bool::from(b.is_true())]);
            return Ok(Held::Array(array.view_with(0, DType::BOOL, &[], &[]).map_err(crate::error::py_err)?));
        }
        if object.is_exact_instance_of::<PyInt>() {
            return integer(object);
        }
        if let Ok(z) = object.cast_exact::<PyComplex>() {
            return Ok(Held::Complex(Complex::new(z.real(), z.imag())));
        }
        if let Some(number) = crate::scalar::typed_number(object) {
            return Ok(Held::Number(number));
        }
        Ok(Held::Array(crate::coerce::as_array(object, None)?))
    }

    /// The input as the ufunc takes it.
    pub fn arg(&self) -> Arg<'_> {
        match self {
            Held::Array(a) => Arg::Array(a),
            Held::Int(v) => Arg::Int(*v),
            Held::Huge(v) => Arg::Huge(*v),
            Held::Float(v) => Arg::Float(*v),
            Held::Complex(v) => Arg::Complex(*v),
            Held::Number(v) => Arg::Number(*v),
        }
    }
}

/// An integer, beyond 128 bits as the nearest float.
fn integer(object: &Bound<'_, PyAny>) -> PyResult<Held> {
    if let Ok(v) = object.extract::<i64>() {
        return Ok(Held::Int(v.into()));
    }
    if let Ok(v) = object.extract::<i128>() {
        return Ok(Held::Int(v));
    }
    let beyond =
        |e: PyErr| if e.is_instance_of::<PyOverflowError>(object.py()) { Ok(f64::INFINITY) } else { Err(e) };
    let size = object.call_method0("__abs__")?.extract::<f64>().or_else(beyond)?;
    Ok(Held::Huge(if object.lt(0)? { -size } else { size }))
}
