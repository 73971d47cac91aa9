//! Arrays that Python functions are called with, used again as long as nobody keeps them.

use crate::array::{Holder, PyArray};
use crate::error::IntoPy;
use pallasite_array::{Element, NdArray};
use pyo3::prelude::*;

/// The array of an earlier call that nobody has kept.
pub(super) struct Spare<T> {
    array: Option<Py<PyArray>>,
    number: std::marker::PhantomData<T>,
}

impl<T> Default for Spare<T> {
    fn default() -> Self {
        Self { array: None, number: std::marker::PhantomData }
    }
}

impl<T: Element> Spare<T> {
    /// Calls `f` with an array of these values, which it may keep and change.
    pub fn lend<'py, R>(
        &mut self,
        py: Python<'py>,
        values: &[T],
        f: impl FnOnce(&Bound<'py, PyAny>) -> PyResult<R>,
    ) -> PyResult<R> {
        let array = match self.array.take() {
            Some(spare) if refill(py, &spare, values) => spare,
            _ => Py::new(py, PyArray::holding(fresh(values)?, None))?,
        };
        let array = array.into_bound(py);
        let result = f(array.as_any());
        // One reference is ours: the function has kept none, nor has what it returned.
        // SAFETY: the object lives.
        if unsafe { pyo3::ffi::Py_REFCNT(array.as_ptr()) } == 1 {
            self.array = Some(array.unbind());
        }
        result
    }
}

/// An array that owns its memory.
pub(super) fn fresh<T: Element>(values: &[T]) -> PyResult<NdArray> {
    let mut array = NdArray::zeros(&[values.len()], &T::KIND.into()).py()?;
    array.as_slice_mut::<T>().expect("new and contiguous").copy_from_slice(values);
    Ok(array)
}

/// Writes values to an array of an earlier call, unless that was changed in kind.
fn refill<T: Element>(py: Python<'_>, spare: &Py<PyArray>, values: &[T]) -> bool {
    let Ok(mut held) = spare.bind(py).held_mut() else { return false };
    let array = &mut held.array;
    if array.ndim() != 1 || !array.is_writeable() {
        return false;
    }
    let Some(memory) = array.as_slice_mut::<T>().filter(|v| v.len() == values.len()) else { return false };
    memory.copy_from_slice(values);
    true
}
