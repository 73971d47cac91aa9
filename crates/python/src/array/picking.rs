//! Methods of `ndarray` that pick elements, repeat them or write to some: the functions of the same names.

use super::{Holder, PyArray, PyFlatIter, wrap_like};
use crate::numpy::{indexing, manipulation};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

type Object<'a, 'py> = Option<&'a Bound<'py, PyAny>>;

#[pymethods]
impl PyArray {
    /// Elements at indices along an axis.
    #[pyo3(signature = (indices, axis=None, out=None, mode=None), text_signature = "($self, indices, /, axis=None, out=None, mode='raise')")]
    fn take(
        slf: &Bound<'_, Self>,
        indices: &Bound<'_, PyAny>,
        axis: Option<isize>,
        out: Object<'_, '_>,
        mode: Option<&str>,
    ) -> PyResult<Py<PyAny>> {
        indexing::take(slf, indices, axis, out, mode)
    }

    /// Writes values to flat indices.
    #[pyo3(signature = (indices, values, mode=None), text_signature = "($self, indices, values, /, mode='raise')")]
    fn put(
        slf: &Bound<'_, Self>,
        indices: &Bound<'_, PyAny>,
        values: &Bound<'_, PyAny>,
        mode: Option<&str>,
    ) -> PyResult<()> {
        indexing::put(slf, indices, values, mode)
    }

    /// Elements of the choices that the array names.
    #[pyo3(signature = (choices, out=None, mode=None), text_signature = "($self, choices, out=None, mode='raise')")]
    fn choose(
        slf: &Bound<'_, Self>,
        choices: &Bound<'_, PyAny>,
        out: Object<'_, '_>,
        mode: Option<&str>,
    ) -> PyResult<Py<PyAny>> {
        indexing::choose(slf, choices, out, mode)
    }

    /// Sub-arrays where a condition is true.
    #[pyo3(signature = (condition, axis=None, out=None))]
    fn compress(
        slf: &Bound<'_, Self>,
        condition: &Bound<'_, PyAny>,
        axis: Option<isize>,
        out: Object<'_, '_>,
    ) -> PyResult<Py<PyAny>> {
        indexing::compress(condition, slf, axis, out)
    }

    /// Each element repeated.
    #[pyo3(signature = (repeats, axis=None), text_signature = "($self, repeats, /, axis=None)")]
    fn repeat(slf: &Bound<'_, Self>, repeats: &Bound<'_, PyAny>, axis: Option<isize>) -> PyResult<Py<PyAny>> {
        let array = slf.held().array.clone();
        wrap_like(slf, manipulation::repeated(&array, repeats, axis)?)
    }

    /// A read-only view of diagonals.
    #[pyo3(signature = (offset=0, axis1=0, axis2=1))]
    fn diagonal(slf: &Bound<'_, Self>, offset: isize, axis1: isize, axis2: isize) -> PyResult<Py<PyAny>> {
        indexing::diagonal(slf, offset, axis1, axis2)
    }

    /// The sum along diagonals.
    #[pyo3(signature = (offset=0, axis1=0, axis2=1, dtype=None, out=None))]
    fn trace(
        slf: &Bound<'_, Self>,
        offset: isize,
        axis1: isize,
        axis2: isize,
        dtype: Object<'_, '_>,
        out: Object<'_, '_>,
    ) -> PyResult<Py<PyAny>> {
        indexing::trace(slf, offset, axis1, axis2, dtype, out)
    }

    /// Coordinates of the elements that are not zero.
    fn nonzero(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        indexing::nonzero(slf)
    }

    /// An iterator over the elements in C order, which can be indexed.
    #[getter]
    fn flat(slf: &Bound<'_, Self>) -> PyFlatIter {
        PyFlatIter::over(slf)
    }

    #[setter(flat)]
    fn set_flat(slf: &Bound<'_, Self>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        PyFlatIter::over(slf).set_all(slf.py(), value)
    }

    /// NEP 18: functions of NumPy called on our arrays.
    fn __array_function__<'py>(
        &self,
        func: &Bound<'py, PyAny>,
        types: &Bound<'py, PyAny>,
        args: &Bound<'py, PyTuple>,
        kwargs: &Bound<'py, PyDict>,
    ) -> PyResult<Py<PyAny>> {
        crate::function::array_function(func, types, args, kwargs)
    }
}
