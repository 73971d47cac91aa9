//! `np.void`: an element of a structured array, seen in place, or raw bytes.

use super::classes::Flexible;
use super::{python_object, scalar_object};
use crate::array::{array_of, wrap};
use crate::error::IntoPy;
use crate::numpy::printing::with_options;
use pallasite_array::format::{scalar_repr, scalar_str};
use pallasite_array::{DType, Kind, NdArray, Order};
use pyo3::basic::CompareOp;
use pyo3::exceptions::{PyIndexError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList, PyString, PyTuple};
use std::ffi::c_int;

/// A structured scalar, which writes through to the array it comes from, or an untyped one.
#[pyclass(subclass, frozen, extends = Flexible, name = "void", module = "numpy", sequence)]
pub struct Void {
    array: NdArray,
}

/// The scalar of the element at `ptr`: a view of a structure, a copy of raw bytes.
///
/// # Safety
/// `ptr` is valid for reads of one element of `array`, of which it is one.
pub unsafe fn new(py: Python<'_>, ptr: *const u8, array: &NdArray) -> PyResult<Py<PyAny>> {
    let offset = (ptr as isize).wrapping_sub(array.as_ptr() as isize);
    let element = array.view_with(offset, array.dtype().clone(), &[], &[]).py()?;
    let element = if element.dtype().is_structured() { element } else { element.copy(Order::C).py()? };
    object(py, element)
}

fn object(py: Python<'_>, array: NdArray) -> PyResult<Py<PyAny>> {
    let base = PyClassInitializer::from(super::classes::Generic).add_subclass(Flexible);
    Ok(Bound::new(py, base.add_subclass(Void { array }))?.into_any().unbind())
}

/// The 0-d array of a void scalar.
pub fn array(obj: &Bound<'_, PyAny>) -> Option<NdArray> {
    Some(obj.cast::<Void>().ok()?.get().array.clone())
}

impl Void {
    /// A scalar that sees the element of a 0-d array.
    pub fn around(array: NdArray) -> Self {
        Self { array }
    }

    fn view(&self, key: &Bound<'_, PyAny>) -> PyResult<NdArray> {
        let fields = self.array.dtype().fields();
        if let Ok(name) = key.cast::<PyString>() {
            return self.array.field(name.to_str()?).py();
        }
        if let Ok(names) = key.cast::<PyList>() {
            let dtype = crate::dtype::subset(self.array.dtype(), &names.extract::<Vec<String>>()?)?;
            return self.array.view_with(0, dtype, &[], &[]).py();
        }
        if fields.is_empty() {
            return Err(PyIndexError::new_err("can't index void scalar without fields"));
        }
        let index: isize = key.extract().map_err(|_| PyIndexError::new_err("invalid index"))?;
        let at = if index < 0 { index + fields.len() as isize } else { index };
        let field = usize::try_from(at).ok().and_then(|i| fields.get(i));
        let field = field.ok_or_else(|| PyIndexError::new_err(format!("invalid index ({index})")))?;
        self.array.field(&field.name).py()
    }
}

#[pymethods]
impl Void {
    #[new]
    #[pyo3(signature = (length_or_data, /, dtype=None))]
    fn __new__(length_or_data: &Bound<'_, PyAny>, dtype: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyAny>> {
        let py = length_or_data.py();
        let array = match dtype.filter(|d| !d.is_none()) {
            Some(d) => {
                let dtype = crate::dtype::to_dtype(d)?;
                if dtype.kind() != Kind::Void {
                    return Err(PyTypeError::new_err("void: descr must be a `void` dtype."));
                }
                crate::coerce::as_array(length_or_data, Some(&dtype))?
            }
            None => raw(length_or_data)?,
        };
        if array.ndim() == 0 { object(py, array) } else { wrap(py, array) }
    }

    fn __getitem__(&self, key: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let py = key.py();
        if key.is(py.Ellipsis()) {
            return wrap(py, self.array.clone());
        }
        if key.cast::<PyTuple>().is_ok_and(|t| t.is_empty()) {
            return object(py, self.array.clone());
        }
        let part = self.view(key)?;
        if part.ndim() == 0 { scalar_object(py, &part) } else { wrap(py, part) }
    }

    fn __setitem__(&self, key: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let part = self.view(key)?;
        let value = crate::coerce::for_assignment(value, part.dtype())?;
        // SAFETY: no Rust reference into the memory is alive while Python code runs, and the GIL is held.
        unsafe { part.assign_shared(&value).py() }
    }

    /// The buffer of the 0-d array.
    ///
    /// # Safety
    /// Called by Python with a view to fill.
    unsafe fn __getbuffer__(slf: &Bound<'_, Self>, view: *mut ffi::Py_buffer, flags: c_int) -> PyResult<()> {
        // SAFETY: by the caller.
        unsafe { super::text::fill_buffer(slf.py(), slf.get().array.clone(), view, flags) }
    }

    fn __len__(&self) -> usize {
        self.array.dtype().fields().len()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        with_options(py, |options| scalar_repr(&self.array, options))?.py()
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        with_options(py, |options| scalar_str(&self.array, options))?.py()
    }

    fn __hash__(slf: &Bound<'_, Self>) -> PyResult<isize> {
        let array = &slf.get().array;
        if array.dtype().is_structured() && array.is_writeable() {
            return Err(PyTypeError::new_err("unhashable type: 'writeable void-scalar'"));
        }
        python_object(slf.py(), array.as_ptr(), array)?.bind(slf.py()).hash()
    }

    fn __richcmp__(&self, other: &Bound<'_, PyAny>, op: CompareOp) -> PyResult<Py<PyAny>> {
        let py = other.py();
        if array_of(other).is_some() {
            return Ok(py.NotImplemented());
        }
        Ok(wrap(py, self.array.clone())?.bind(py).rich_compare(other, op)?.unbind())
    }
}

/// Untyped bytes: that many zeros, or those of a buffer.
fn raw(data: &Bound<'_, PyAny>) -> PyResult<NdArray> {
    if let Some(a) = super::scalar_array(data).or_else(|| array_of(data))
        && a.ndim() == 0
        && !a.kind().is_integer()
    {
        let whole = a.copy(Order::C).py()?;
        return whole.view_dtype(&DType::sized(Kind::Void, a.itemsize()).py()?).py();
    }
    if let Ok(n) = data.extract::<usize>() {
        return NdArray::zeros(&[], &DType::sized(Kind::Void, n).py()?).py();
    }
    if data.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err("A bytes-like object is required, not 'str'"));
    }
    let bytes = data.py().get_type::<PyBytes>().call1((data,))?.cast_into::<PyBytes>()?;
    let bytes = bytes.as_bytes();
    let dtype = DType::sized(Kind::Void, bytes.len()).py()?;
    NdArray::from_scalar(&pallasite_array::Scalar::Void(bytes.to_vec()), &dtype).py()
}
