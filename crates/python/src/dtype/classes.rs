//! The class `dtype` and, as in NumPy, a subclass for each kind of element.

use super::convert::{Align, convert, to_dtype};
use super::dtype_object;
use pallasite_array::promote::class_name;
use pallasite_array::{DType, Kind};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType, PyWeakrefReference};

/// A dtype as Python sees it.
#[pyclass(subclass, name = "dtype", module = "numpy")]
pub struct PyDType {
    /// The dtype of the array crate.
    pub dtype: DType,
    /// What the user attached with `metadata=`.
    pub metadata: Option<Py<PyDict>>,
    /// A class derived from `np.void` for the elements.
    pub scalar: Option<Py<PyType>>,
    /// The array whose dtype this is, which learns of new field names.
    pub array: Option<Py<PyWeakrefReference>>,
}

#[pymethods]
impl PyDType {
    // Python's `dtype` is of a subclass by its kind.
    #[allow(clippy::new_ret_no_self)]
    #[new]
    #[pyo3(signature = (dtype, align=false, copy=false, metadata=None))]
    fn new<'py>(
        dtype: &Bound<'py, PyAny>,
        align: bool,
        copy: bool,
        metadata: Option<Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = dtype.py();
        if let Some((class, fields)) = with_scalar_class(dtype)? {
            let made = instance(py, fields, None)?;
            made.cast::<PyDType>()?.borrow_mut().scalar = Some(class);
            return Ok(made);
        }
        if let Ok(same) = dtype.cast::<PyDType>()
            && !copy
            && metadata.is_none()
        {
            return Ok(same.clone().into_any());
        }
        let converted = convert(dtype, if align { Align::C } else { Align::Packed })?;
        if copy || metadata.is_some() {
            return instance(py, converted, metadata.map(Bound::unbind));
        }
        dtype_object(py, &converted)
    }

    #[classmethod]
    fn __class_getitem__<'py>(
        cls: &Bound<'py, PyType>,
        item: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        if item.cast::<PyTuple>().is_ok_and(|t| t.len() != 1) {
            return Err(PyTypeError::new_err(format!(
                "Too many arguments for {}",
                cls.fully_qualified_name()?
            )));
        }
        cls.py().import("types")?.getattr("GenericAlias")?.call1((cls, item))
    }
}

/// `(class, dtype)` with a class derived from `np.void`, and the structured dtype.
fn with_scalar_class(obj: &Bound<'_, PyAny>) -> PyResult<Option<(Py<PyType>, DType)>> {
    let Ok(pair) = obj.cast::<PyTuple>() else { return Ok(None) };
    let Ok((class, dtype)) = pair.extract::<(Bound<'_, PyType>, Bound<'_, PyAny>)>() else { return Ok(None) };
    let derived = crate::scalar::class_kind(&class) == Some(Kind::Void)
        && !class.is(crate::scalar::scalar_class(obj.py(), Kind::Void)?)
        && dtype.extract::<isize>().is_err();
    if !derived {
        return Ok(None);
    }
    Ok(Some((class.unbind(), to_dtype(&dtype)?)))
}

/// One subclass per row: its Rust and Python name, and the kind of its instances.
macro_rules! dtype_classes {
    ($($class:ident = $name:literal),* $(,)?) => {
        $(
            #[doc = concat!("`np.dtypes.", $name, "`.")]
            #[pyclass(extends = PyDType, name = $name, module = "numpy.dtypes")]
            pub struct $class;

            #[pymethods]
            impl $class {
                #[allow(clippy::new_ret_no_self)]
                #[new]
                #[pyo3(signature = (size=None))]
                fn new(py: Python<'_>, size: Option<usize>) -> PyResult<Bound<'_, PyAny>> {
                    sized_instance(py, Kind::$class, size)
                }
            }
        )*

        /// A new object for `dtype`, of the class of its kind.
        pub fn instance(py: Python<'_>, dtype: DType, metadata: Option<Py<PyDict>>) -> PyResult<Bound<'_, PyAny>> {
            let kind = dtype.kind();
            let base = PyClassInitializer::from(PyDType { dtype, metadata, scalar: None, array: None });
            Ok(match kind {
                $(Kind::$class => Bound::new(py, base.add_subclass($class))?.into_any(),)*
            })
        }

        /// Adds `dtype` and its subclasses.
        pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
            m.add_class::<PyDType>()?;
            $(
                debug_assert_eq!(class_name(Kind::$class), $name);
                m.add_class::<$class>()?;
            )*
            Ok(())
        }
    };
}

dtype_classes! {
    Bool = "BoolDType", Int8 = "Int8DType", UInt8 = "UInt8DType", Int16 = "Int16DType", UInt16 = "UInt16DType",
    Int32 = "Int32DType", UInt32 = "UInt32DType", Int64 = "Int64DType", UInt64 = "UInt64DType",
    Float16 = "Float16DType", Float32 = "Float32DType", Float64 = "Float64DType", Complex64 = "Complex64DType",
    Complex128 = "Complex128DType", Bytes = "BytesDType", Str = "StrDType", Void = "VoidDType",
}

/// `np.dtypes.Float64DType()`, `np.dtypes.StrDType(5)`.
fn sized_instance(py: Python<'_>, kind: Kind, size: Option<usize>) -> PyResult<Bound<'_, PyAny>> {
    let name = class_name(kind);
    let dtype = match (kind, size) {
        (Kind::Void, _) => {
            return Err(PyTypeError::new_err(format!(
                "Preliminary-API: Flexible/Parametric legacy DType '<class 'numpy.dtypes.{name}'>' can only be \
                 instantiated using `np.dtype(...)`"
            )));
        }
        (Kind::Bytes | Kind::Str, Some(n)) => {
            return dtype_object(
                py,
                &to_dtype((if kind == Kind::Str { "U" } else { "S" }, n).into_pyobject(py)?.as_any())?,
            );
        }
        (Kind::Bytes | Kind::Str, None) => {
            return Err(PyTypeError::new_err(format!("{name}() missing required argument 'size' (pos 1)")));
        }
        (_, Some(_)) => return Err(PyTypeError::new_err(format!("{name}() takes no arguments"))),
        (kind, None) => DType::from(kind),
    };
    dtype_object(py, &dtype)
}
