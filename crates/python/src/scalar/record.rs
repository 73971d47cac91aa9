//! The part of `np.record` that only Rust can do: an instance around the memory of another structured scalar.

use super::classes::{Flexible, Generic};
use super::void::Void;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

/// A structured scalar of a class that Python may derive from.
#[pyclass(subclass, frozen, extends = Void, name = "_Record", module = "pallasite._core")]
pub struct Record;

#[pymethods]
impl Record {
    #[new]
    fn new(element: &Bound<'_, PyAny>) -> PyResult<PyClassInitializer<Self>> {
        let array = super::scalar_array(element).or_else(|| crate::array::array_of(element));
        let array = array.filter(|a| a.ndim() == 0 && a.dtype().is_structured());
        let array = array.ok_or_else(|| PyTypeError::new_err("a structured scalar is required"))?;
        let base = PyClassInitializer::from(Generic).add_subclass(Flexible).add_subclass(Void::around(array));
        Ok(base.add_subclass(Self))
    }
}
