//! Attributes that every scalar has, as a 0-d array has them.

use super::classes::{ComplexFloating, Generic, Integer, Number, kind_of};
use super::pickle::{Reduced, reduce};
use super::protocol::python_number;
use super::{number_object, number_value, python_object, scalar_array, scalar_dtype, scalar_object};
use crate::error::IntoPy;
use pallasite_array::{Kind, NdArray, Scalar};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};

/// What loses against every object that has a priority.
pub const PRIORITY: f64 = -1_000_000.0;

/// The 0-d array of a scalar.
pub fn array_of_scalar(slf: &Bound<'_, PyAny>) -> PyResult<NdArray> {
    scalar_array(slf).ok_or_else(|| PyTypeError::new_err("an abstract scalar has no value"))
}

fn itemsize(slf: &Bound<'_, PyAny>) -> usize {
    scalar_dtype(slf).map_or(0, |d| d.itemsize())
}

/// An attribute of the 0-d array.
fn of_array(slf: &Bound<'_, PyAny>, name: &str) -> PyResult<Py<PyAny>> {
    let py = slf.py();
    Ok(crate::array::wrap(py, array_of_scalar(slf)?)?.bind(py).getattr(name)?.unbind())
}

#[pymethods]
impl Generic {
    #[classattr]
    fn __array_priority__() -> f64 {
        PRIORITY
    }

    #[getter]
    fn dtype<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let dtype =
            scalar_dtype(slf).ok_or_else(|| PyTypeError::new_err("an abstract scalar has no dtype"))?;
        crate::dtype::dtype_object(slf.py(), &dtype)
    }

    #[getter]
    fn shape<'py>(slf: &Bound<'py, Self>) -> Bound<'py, PyTuple> {
        PyTuple::empty(slf.py())
    }

    #[getter]
    fn strides<'py>(slf: &Bound<'py, Self>) -> Bound<'py, PyTuple> {
        PyTuple::empty(slf.py())
    }

    #[getter]
    fn ndim(&self) -> usize {
        0
    }

    #[getter]
    fn size(&self) -> usize {
        1
    }

    #[getter]
    fn itemsize(slf: &Bound<'_, Self>) -> usize {
        itemsize(slf)
    }

    #[getter]
    fn nbytes(slf: &Bound<'_, Self>) -> usize {
        itemsize(slf)
    }

    #[getter]
    fn base(slf: &Bound<'_, Self>) -> Option<Py<PyAny>> {
        (kind_of(slf) == Some(Kind::Void)).then(|| of_array(slf, "base").ok()).flatten()
    }

    #[getter]
    fn device(&self) -> &'static str {
        "cpu"
    }

    #[getter(T)]
    fn transposed(slf: &Bound<'_, Self>) -> Py<PyAny> {
        slf.clone().into_any().unbind()
    }

    #[getter]
    fn real(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        match number_value(slf) {
            Some((kind, Scalar::Complex(z))) => {
                Ok(number_object(slf.py(), kind.real(), &Scalar::Float(z.re)))
            }
            _ => Ok(slf.clone().into_any().unbind()),
        }
    }

    #[getter]
    fn imag(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        match number_value(slf) {
            Some((kind, Scalar::Complex(z))) => {
                Ok(number_object(slf.py(), kind.real(), &Scalar::Float(z.im)))
            }
            Some((kind, _)) => Ok(number_object(slf.py(), kind, &Scalar::Int(0))),
            None => of_array(slf, "imag"),
        }
    }

    #[getter]
    fn flat(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        of_array(slf, "flat")
    }

    #[getter]
    fn data(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        of_array(slf, "data")
    }

    #[getter]
    fn flags(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        let py = slf.py();
        let array = array_of_scalar(slf)?;
        let writeable = kind_of(slf) == Some(Kind::Void);
        Ok(crate::array::wrap(py, array.with_writeable(writeable))?.bind(py).getattr("flags")?.unbind())
    }

    #[getter]
    fn __array_interface__(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        let py = slf.py();
        let array = crate::array::wrap(py, array_of_scalar(slf)?)?;
        let interface = array.bind(py).getattr("__array_interface__")?;
        interface.set_item("__ref", array)?;
        Ok(interface.unbind())
    }

    #[getter]
    fn __array_struct__(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        of_array(slf, "__array_struct__")
    }

    #[pyo3(signature = (dtype=None, /, *, copy=None))]
    fn __array__(
        slf: &Bound<'_, Self>,
        dtype: Option<&Bound<'_, PyAny>>,
        copy: Option<bool>,
    ) -> PyResult<Py<PyAny>> {
        let _ = copy;
        let (py, array) = (slf.py(), crate::array::wrap(slf.py(), array_of_scalar(slf)?)?);
        match dtype.filter(|d| !d.is_none()) {
            Some(d) => Ok(array.bind(py).call_method1("astype", (d,))?.unbind()),
            None => Ok(array),
        }
    }

    /// The functions for scalars as for arrays.
    #[pyo3(signature = (*, api_version=None))]
    fn __array_namespace__<'py>(
        slf: &Bound<'py, Self>,
        api_version: Option<&str>,
    ) -> PyResult<Bound<'py, PyModule>> {
        crate::array::namespace(slf.py(), api_version)
    }

    /// The scalar itself: there is one device.
    #[pyo3(signature = (device, /, *, stream=None))]
    fn to_device<'py>(
        slf: &Bound<'py, Self>,
        device: &str,
        stream: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        crate::array::check_device(device, stream)?;
        Ok(slf.clone().into_any())
    }

    #[pyo3(signature = (array, context=None, return_scalar=None, /))]
    fn __array_wrap__(
        slf: &Bound<'_, Self>,
        array: &Bound<'_, PyAny>,
        context: Option<&Bound<'_, PyAny>>,
        return_scalar: Option<bool>,
    ) -> PyResult<Py<PyAny>> {
        let _ = context;
        match crate::array::array_of(array) {
            Some(a) if a.ndim() == 0 && return_scalar != Some(false) => scalar_object(slf.py(), &a),
            _ => Ok(array.clone().unbind()),
        }
    }

    #[pyo3(signature = (*args))]
    fn item(slf: &Bound<'_, Self>, args: &Bound<'_, PyTuple>) -> PyResult<Py<PyAny>> {
        if args.is_empty() {
            return item(slf);
        }
        let py = slf.py();
        let array = crate::array::wrap(py, array_of_scalar(slf)?)?;
        Ok(array.bind(py).call_method1("item", args.clone())?.unbind())
    }

    fn tolist(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        item(slf)
    }

    fn __complex__(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        let (_, value) = number_value(slf).ok_or_else(|| PyTypeError::new_err("not a number"))?;
        number_object(slf.py(), Kind::Complex128, &value)
            .bind(slf.py())
            .call_method0("item")
            .map(Bound::unbind)
    }

    fn __format__(slf: &Bound<'_, Self>, spec: &str) -> PyResult<Py<PyAny>> {
        let py = slf.py();
        match number_value(slf) {
            Some((_, value)) if !matches!(value, Scalar::Bool(_)) || !spec.is_empty() => {
                Ok(python_number(py, &value)?.call_method1("__format__", (spec,))?.unbind())
            }
            _ => Ok(slf.str()?.call_method1("__format__", (spec,))?.unbind()),
        }
    }

    fn __copy__(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        copied(slf)
    }

    #[pyo3(signature = (memo, /))]
    fn __deepcopy__(slf: &Bound<'_, Self>, memo: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let _ = memo;
        copied(slf)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Reduced<'py>> {
        reduce(slf)
    }
}

fn item(slf: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let array = array_of_scalar(slf)?;
    python_object(slf.py(), array.as_ptr(), &array)
}

/// Immutable scalars are their own copies.
fn copied(slf: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    if kind_of(slf) != Some(Kind::Void) {
        return Ok(slf.clone().unbind());
    }
    scalar_object(slf.py(), &array_of_scalar(slf)?.copy(pallasite_array::Order::C).py()?)
}

#[pymethods]
impl Number {
    /// `np.number[int]` in annotations.
    #[classmethod]
    fn __class_getitem__<'py>(
        cls: &Bound<'py, PyType>,
        item: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let name = cls.fully_qualified_name()?;
        if super::class_kind(cls).is_some() {
            return Err(PyTypeError::new_err(format!("There are no type variables left in {name}")));
        }
        let most = if cls.is(cls.py().get_type::<ComplexFloating>()) { 2 } else { 1 };
        let given = item.cast::<PyTuple>().map_or(1, |items| items.len());
        if !(1..=most).contains(&given) {
            let amount = if given == 0 { "few" } else { "many" };
            return Err(PyTypeError::new_err(format!("Too {amount} arguments for {name}")));
        }
        cls.py().import("types")?.getattr("GenericAlias")?.call1((cls, item))
    }
}

#[pymethods]
impl Integer {
    #[getter]
    fn numerator(slf: &Bound<'_, Self>) -> Py<PyAny> {
        slf.clone().into_any().unbind()
    }

    #[getter]
    fn denominator(&self) -> u8 {
        1
    }

    fn is_integer(&self) -> bool {
        true
    }

    /// Number of ones in the absolute value.
    fn bit_count(slf: &Bound<'_, Self>) -> u32 {
        match number_value(slf) {
            Some((_, Scalar::Int(i))) => i.unsigned_abs().count_ones(),
            Some((_, Scalar::UInt(u))) => u.count_ones(),
            _ => 0,
        }
    }

    /// Rounded to `ndigits` decimals; a Python integer without.
    #[pyo3(signature = (ndigits=None))]
    fn __round__(slf: &Bound<'_, Self>, ndigits: Option<Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
        match ndigits {
            None => item(slf),
            Some(n) => Ok(slf.call_method1("round", (n,))?.unbind()),
        }
    }
}

#[pymethods]
impl super::classes::Floating {
    fn is_integer(slf: &Bound<'_, Self>) -> bool {
        let value = number_value(slf).map_or(f64::NAN, |(_, v)| super::cast(&v));
        value.is_finite() && value.fract() == 0.0
    }

    /// Numerator and denominator of the value as a fraction.
    fn as_integer_ratio(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        Ok(item(slf)?.bind(slf.py()).call_method0("as_integer_ratio")?.unbind())
    }

    /// Rounded to `ndigits` decimals; to a Python integer without.
    #[pyo3(signature = (ndigits=None))]
    fn __round__(slf: &Bound<'_, Self>, ndigits: Option<Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
        match ndigits {
            None => Ok(item(slf)?.bind(slf.py()).call_method0("__round__")?.unbind()),
            Some(n) => Ok(slf.call_method1("round", (n,))?.unbind()),
        }
    }
}
