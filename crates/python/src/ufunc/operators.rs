//! Python's operators on arrays.

use super::{binary, inplace, unary};
use crate::array::{Holder, PyArray};
use pallasite_array::{Bool, Kind, NdArray, layout};
use pallasite_ufunc::{Ufunc, table as t};
use pyo3::basic::CompareOp;
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyComplex, PyFloat, PyInt, PyList, PyTuple};

/// True when Python should ask the other operand's own operator (NEP 13).
pub fn defers(slf: &Bound<'_, PyAny>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
    let py = slf.py();
    let plain = other.is_exact_instance_of::<PyArray>()
        || other.is_exact_instance_of::<PyFloat>()
        || other.is_exact_instance_of::<PyInt>()
        || other.is_exact_instance_of::<PyBool>()
        || other.is_exact_instance_of::<PyComplex>()
        || other.is_exact_instance_of::<PyList>()
        || other.is_exact_instance_of::<PyTuple>();
    if plain || crate::scalar::class_kind(&other.get_type()).is_some() {
        return Ok(false);
    }
    let class = other.get_type();
    if let Some(hook) = class.getattr_opt(intern!(py, "__array_ufunc__"))? {
        return Ok(hook.is_none());
    }
    let Some(priority) = other.getattr_opt(intern!(py, "__array_priority__"))? else { return Ok(false) };
    let own: f64 = slf.getattr(intern!(py, "__array_priority__"))?.extract()?;
    Ok(priority.extract::<f64>().is_ok_and(|p| p > own))
}

fn forward(ufunc: &'static Ufunc, slf: &Bound<'_, PyAny>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    if defers(slf, other)? { Ok(slf.py().NotImplemented()) } else { binary(slf.py(), ufunc, slf, other) }
}

fn reflected(ufunc: &'static Ufunc, slf: &Bound<'_, PyAny>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    if defers(slf, other)? { Ok(slf.py().NotImplemented()) } else { binary(slf.py(), ufunc, other, slf) }
}

macro_rules! binary_operators {
    ($($op:ident $reverse:ident $assign:ident = $id:ident;)+) => {
        #[pymethods]
        impl PyArray {
            $(
                fn $op(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
                    forward(&t::$id, slf.as_any(), other)
                }

                fn $reverse(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
                    reflected(&t::$id, slf.as_any(), other)
                }

                fn $assign(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<()> {
                    inplace(slf.py(), &t::$id, slf.as_any(), other)
                }
            )+
        }
    };
}

binary_operators! {
    __add__ __radd__ __iadd__ = ADD;
    __sub__ __rsub__ __isub__ = SUBTRACT;
    __mul__ __rmul__ __imul__ = MULTIPLY;
    __truediv__ __rtruediv__ __itruediv__ = DIVIDE;
    __floordiv__ __rfloordiv__ __ifloordiv__ = FLOOR_DIVIDE;
    __mod__ __rmod__ __imod__ = REMAINDER;
    __and__ __rand__ __iand__ = BITWISE_AND;
    __or__ __ror__ __ior__ = BITWISE_OR;
    __xor__ __rxor__ __ixor__ = BITWISE_XOR;
    __lshift__ __rlshift__ __ilshift__ = LEFT_SHIFT;
    __rshift__ __rrshift__ __irshift__ = RIGHT_SHIFT;
}

macro_rules! unary_operators {
    ($($op:ident = $id:ident;)+) => {
        #[pymethods]
        impl PyArray {
            $(fn $op(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
                unary(slf.py(), &t::$id, slf.as_any())
            })+
        }
    };
}

unary_operators! {
    __neg__ = NEGATIVE;
    __pos__ = POSITIVE;
    __abs__ = ABSOLUTE;
    __invert__ = INVERT;
}

/// The ufunc of `array ** exponent`: whole and half exponents have cheaper ones.
fn power_of(slf: &Bound<'_, PyArray>, exponent: &Bound<'_, PyAny>) -> Option<&'static Ufunc> {
    let value = match exponent.cast_exact::<PyFloat>() {
        Ok(x) => x.value(),
        Err(_) => exponent.cast_exact::<PyInt>().ok()?.extract::<i32>().ok()?.into(),
    };
    let kind = slf.held().array.kind();
    match value {
        2.0 if kind.is_inexact() || kind.is_integer() && exponent.is_exact_instance_of::<PyInt>() => {
            Some(&t::SQUARE)
        }
        0.5 if kind.is_inexact() => Some(&t::SQRT),
        -1.0 if kind.is_inexact() => Some(&t::RECIPROCAL),
        1.0 if kind.is_inexact() => Some(&t::POSITIVE),
        _ => None,
    }
}

#[pymethods]
impl PyArray {
    fn __pow__(
        slf: &Bound<'_, Self>,
        other: &Bound<'_, PyAny>,
        modulo: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        if modulo.is_some_and(|m| !m.is_none()) {
            return Ok(slf.py().NotImplemented());
        }
        match power_of(slf, other) {
            Some(ufunc) => unary(slf.py(), ufunc, slf.as_any()),
            None => forward(&t::POWER, slf.as_any(), other),
        }
    }

    fn __rpow__(
        slf: &Bound<'_, Self>,
        other: &Bound<'_, PyAny>,
        modulo: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let _ = modulo;
        reflected(&t::POWER, slf.as_any(), other)
    }

    fn __ipow__(
        slf: &Bound<'_, Self>,
        other: &Bound<'_, PyAny>,
        modulo: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let _ = modulo;
        inplace(slf.py(), &t::POWER, slf.as_any(), other)
    }

    fn __divmod__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        forward(&t::DIVMOD, slf.as_any(), other)
    }

    fn __rdivmod__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        reflected(&t::DIVMOD, slf.as_any(), other)
    }

    fn __richcmp__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>, op: CompareOp) -> PyResult<Py<PyAny>> {
        let (py, object) = (slf.py(), slf.as_any());
        if defers(object, other)? {
            return Ok(py.NotImplemented());
        }
        let ufunc = match op {
            CompareOp::Eq => &t::EQUAL,
            CompareOp::Ne => &t::NOT_EQUAL,
            CompareOp::Lt => &t::LESS,
            CompareOp::Le => &t::LESS_EQUAL,
            CompareOp::Gt => &t::GREATER,
            CompareOp::Ge => &t::GREATER_EQUAL,
        };
        if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
            return binary(py, ufunc, object, other);
        }
        let unequal = matches!(op, CompareOp::Ne);
        if other.is_none() {
            return same_everywhere(py, slf.held().array.shape(), unequal);
        }
        if slf.held().array.dtype().is_structured()
            && let Some(b) = crate::coerce::existing(other)?.filter(|b| b.dtype().is_structured())
        {
            let equal = structured_equal(&slf.held().array, &b).map_err(super::ufunc_err)?;
            let out =
                if unequal { pallasite_ufunc::logical_not(&equal).map_err(super::ufunc_err)? } else { equal };
            return crate::array::wrap_or_scalar(py, out);
        }
        match binary(py, ufunc, object, other) {
            Err(e) if e.is_instance_of::<PyTypeError>(py) => {
                incomparable(py, slf, other, unequal).map_err(|_| e)
            }
            done => done,
        }
    }
}

/// Values of types that have no comparison are not equal.
fn incomparable(
    py: Python<'_>,
    slf: &Bound<'_, PyArray>,
    other: &Bound<'_, PyAny>,
    unequal: bool,
) -> PyResult<Py<PyAny>> {
    let b = crate::coerce::as_array(other, None)?;
    let shape =
        layout::broadcast_shapes(&[slf.held().array.shape(), b.shape()]).map_err(crate::error::py_err)?;
    same_everywhere(py, &shape, unequal)
}

fn same_everywhere(py: Python<'_>, shape: &[usize], value: bool) -> PyResult<Py<PyAny>> {
    let count = layout::size_of_shape(shape).unwrap_or(0);
    let array =
        NdArray::from_vec_shape(vec![Bool::from(value); count], shape).map_err(crate::error::py_err)?;
    crate::array::wrap_or_scalar(py, array)
}

/// Equality of all fields.
pub fn structured_equal(a: &NdArray, b: &NdArray) -> pallasite_ufunc::Result<NdArray> {
    let names = |x: &NdArray| x.dtype().fields().iter().map(|f| f.name.clone()).collect::<Vec<_>>();
    if names(a) != names(b) {
        return Err(pallasite_array::Error::type_(
            "Cannot compare structured arrays unless they have a common dtype.",
        )
        .into());
    }
    let mut all: Option<NdArray> = None;
    for name in names(a) {
        let (x, y) = (a.field(&name)?, b.field(&name)?);
        let mut equal = if x.dtype().is_structured() {
            structured_equal(&x, &y)?
        } else {
            pallasite_ufunc::equal(&x, &y)?
        };
        while equal.ndim() > a.ndim().max(b.ndim()) {
            equal = pallasite_ufunc::all(&equal, Some(-1))?;
        }
        all = Some(match all {
            None => equal,
            Some(so_far) => pallasite_ufunc::binary(&t::LOGICAL_AND, &so_far, &equal)?,
        });
    }
    let nothing = || NdArray::zeros(a.shape(), &Kind::Bool.into()).map_err(Into::into);
    all.map_or_else(nothing, Ok)
}
