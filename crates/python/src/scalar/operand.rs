//! The other operand: which objects take part as numbers, and in which type the two meet.

use super::attributes::PRIORITY;
use super::classes::{class_ptr, kind_of};
use super::number_value;
use crate::error::IntoPy;
use num_complex::Complex;
use pallasite_array::promote::{Operand, promote_kinds, result_type};
use pallasite_array::{Kind, Scalar};
use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyComplex, PyComplexMethods, PyFloat, PyInt, PyList, PyTuple};

/// A number: how strongly it is typed, and its value, `None` for an integer beyond 64 bits.
pub struct Value<'a, 'py> {
    rank: Operand,
    value: Option<Scalar>,
    object: &'a Bound<'py, PyAny>,
}

/// What stands on one side of an operator.
pub enum Side<'a, 'py> {
    /// A number of ours or of Python's.
    Number(Value<'a, 'py>),
    /// Something the ufunc takes: a list, or an object that speaks an array protocol.
    Ufunc,
    /// Something whose own operator decides.
    Defer,
}

/// Sorts an operand.
pub fn side<'a, 'py>(object: &'a Bound<'py, PyAny>) -> PyResult<Side<'a, 'py>> {
    if let Some((kind, value)) = number_value(object) {
        if object.get_type_ptr() != class_ptr(kind) && declines(object)? {
            return Ok(Side::Defer);
        }
        return Ok(Side::Number(Value { rank: Operand::Typed(kind.into()), value: Some(value), object }));
    }
    if let Some(number) = python_number(object)? {
        return if number.is_own_class() { subclass(number) } else { Ok(Side::Number(number)) };
    }
    if object.is_instance_of::<crate::array::PyArray>() || kind_of(object).is_some() {
        return Ok(Side::Defer);
    }
    if object.is_instance_of::<PyList>() || object.is_instance_of::<PyTuple>() {
        return Ok(Side::Ufunc);
    }
    foreign(object)
}

fn python_number<'a, 'py>(object: &'a Bound<'py, PyAny>) -> PyResult<Option<Value<'a, 'py>>> {
    let (rank, value) = if let Ok(x) = object.cast::<PyFloat>() {
        (Operand::WeakFloat, Some(Scalar::Float(x.value())))
    } else if let Ok(b) = object.cast::<PyBool>() {
        (Operand::Typed(Kind::Bool.into()), Some(Scalar::Bool(b.is_true())))
    } else if let Ok(i) = object.cast::<PyInt>() {
        let small = i.extract().map(Scalar::Int).or_else(|_| i.extract().map(Scalar::UInt));
        (Operand::WeakInt, small.ok())
    } else if let Ok(z) = object.cast::<PyComplex>() {
        (Operand::WeakComplex, Some(Scalar::Complex(Complex::new(z.real(), z.imag()))))
    } else {
        return Ok(None);
    };
    Ok(Some(Value { rank, value, object }))
}

/// Whether the class of an object says that ufuncs are not for it.
fn declines(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(object.get_type().getattr_opt("__array_ufunc__")?.is_some_and(|hook| hook.is_none()))
}

/// A number of a class derived from Python's: typed as NumPy's default for such numbers, unless it wants to decide.
fn subclass<'a, 'py>(number: Value<'a, 'py>) -> PyResult<Side<'a, 'py>> {
    if declines(number.object)? {
        return Ok(Side::Defer);
    }
    let kind = match number.rank {
        Operand::WeakFloat => Kind::Float64,
        Operand::WeakComplex => Kind::Complex128,
        _ if number.value.is_some() => Kind::Int64,
        _ => return Ok(Side::Ufunc),
    };
    Ok(Side::Number(Value { rank: Operand::Typed(kind.into()), ..number }))
}

/// NumPy's rules (NEP 13) for objects we know nothing about.
fn foreign<'a, 'py>(object: &Bound<'py, PyAny>) -> PyResult<Side<'a, 'py>> {
    let class = object.get_type();
    if let Some(hook) = class.getattr_opt("__array_ufunc__")? {
        return Ok(if hook.is_none() { Side::Defer } else { Side::Ufunc });
    }
    let speaks_arrays = class.hasattr("__array__")? || class.hasattr("__array_interface__")?;
    let priority = object.getattr_opt("__array_priority__")?.map(|p| p.extract::<f64>()).transpose()?;
    let outranks = priority.is_some_and(|p| p > PRIORITY);
    Ok(if speaks_arrays && !outranks { Side::Ufunc } else { Side::Defer })
}

/// The type in which two numbers meet.
pub fn common_kind(a: &Value, b: &Value) -> PyResult<Kind> {
    if let (Operand::Typed(a), Operand::Typed(b)) = (&a.rank, &b.rank) {
        return Ok(promote_kinds(a.kind(), b.kind()));
    }
    Ok(result_type(&[a.rank.clone(), b.rank.clone()]).py()?.kind())
}

impl Value<'_, '_> {
    /// Whether it is of a class derived from one of Python's numbers.
    fn is_own_class(&self) -> bool {
        let object = self.object;
        let weak = matches!(self.rank, Operand::WeakInt | Operand::WeakFloat | Operand::WeakComplex);
        weak && !(object.is_exact_instance_of::<PyFloat>()
            || object.is_exact_instance_of::<PyInt>()
            || object.is_exact_instance_of::<PyComplex>())
    }

    /// The value, for an operation in `kind`.
    ///
    /// # Errors
    /// `OverflowError` for a Python integer that the type cannot hold.
    pub fn for_kind(&self, kind: Kind) -> PyResult<Scalar> {
        if self.rank == Operand::WeakInt && kind.is_integer() {
            return self.integer(kind);
        }
        match &self.value {
            Some(v) => Ok(v.clone()),
            None => self.object.extract().map(Scalar::Float),
        }
    }

    fn integer(&self, kind: Kind) -> PyResult<Scalar> {
        let bits = kind.size() as u32 * 8;
        let fits = match &self.value {
            Some(Scalar::Int(i)) if kind.is_signed() => bits == 64 || i >> (bits - 1) == i >> 63,
            Some(Scalar::Int(i)) => *i >= 0 && (bits == 64 || i >> bits == 0),
            Some(Scalar::UInt(_)) => kind == Kind::UInt64,
            _ => false,
        };
        match &self.value {
            Some(v) if fits => Ok(v.clone()),
            _ if kind == Kind::Int64 => {
                Err(PyOverflowError::new_err("Python int too large to convert to C long"))
            }
            _ => {
                let text = format!("Python integer {} out of bounds for {}", self.object.str()?, kind.name());
                Err(PyOverflowError::new_err(text))
            }
        }
    }

    /// The value as an exact integer, where it is one.
    pub fn exact_integer(&self) -> Option<i128> {
        match self.value.as_ref()? {
            Scalar::Bool(b) => Some((*b).into()),
            Scalar::Int(i) => Some((*i).into()),
            Scalar::UInt(u) => Some((*u).into()),
            _ => None,
        }
    }

    /// For a Python integer beyond 64 bits, whether it is positive.
    pub fn huge_sign(&self) -> PyResult<Option<bool>> {
        if self.value.is_some() { Ok(None) } else { self.object.gt(0).map(Some) }
    }

    /// True for integers and booleans.
    pub fn is_integral(&self) -> bool {
        match &self.rank {
            Operand::WeakInt => true,
            Operand::Typed(d) => d.kind().is_integer() || d.kind() == Kind::Bool,
            _ => false,
        }
    }
}
