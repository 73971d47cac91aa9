//! `ndarray.flat`: the elements in C order, one after the other or by index.

use super::{Holder, PyArray, wrap};
use crate::coerce::{as_array, for_assignment};
use crate::error::{IntoPy, py_err};
use pallasite_array::index::{Item, Slice};
use pallasite_array::{DType, Error, Kind, NdArray, Order};
use pallasite_numpy::indexing::{self, IndexMode};
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PyEllipsis, PySlice, PyTuple};

/// Iterates over the elements of an array in C order.
#[pyclass(name = "flatiter", module = "pallasite.numpy")]
pub struct PyFlatIter {
    of: Py<PyArray>,
    next: usize,
}

impl PyFlatIter {
    /// The iterator at the first element.
    pub fn over(of: &Bound<'_, PyArray>) -> PyFlatIter {
        PyFlatIter { of: of.clone().unbind(), next: 0 }
    }

    fn array(&self, py: Python<'_>) -> NdArray {
        self.of.bind(py).held().array.clone()
    }

    /// Writes values, repeated as needed, to all elements.
    pub fn set_all(&self, py: Python<'_>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        self.write(py, &places(&self.array(py), None)?, value)
    }

    fn write(&self, py: Python<'_>, at: &NdArray, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let array = self.array(py);
        let values = for_assignment(value, array.dtype())?;
        if values.size() == 0 && at.size() > 0 {
            return Err(py_err(Error::value("Error setting single item of array.")));
        }
        // SAFETY: no Rust reference into the memory is alive while Python code runs, and the GIL is held.
        unsafe { indexing::put_shared(&array, at, &values, IndexMode::Raise).py() }
    }

    /// The coordinates of the next element.
    fn at(&self, py: Python<'_>) -> Vec<usize> {
        let array = self.array(py);
        let mut rest = self.next;
        let mut at: Vec<usize> = array
            .shape()
            .iter()
            .rev()
            .map(|&d| {
                let i = rest % d.max(1);
                rest /= d.max(1);
                i
            })
            .collect();
        at.reverse();
        at
    }
}

/// The flat indices of a slice of the elements.
fn places(a: &NdArray, slice: Option<Slice>) -> PyResult<NdArray> {
    let (start, count, step) = slice.unwrap_or_default().resolve(a.size()).py()?;
    Ok(NdArray::from_vec((0..count as isize).map(|i| (start + i * step) as i64).collect::<Vec<_>>()))
}

const INVALID: &str =
    "only integers, slices (`:`), ellipsis (`...`) and integer or boolean arrays are valid indices";

/// What a key selects: one element, or flat indices.
enum Key {
    One(isize),
    Many(NdArray),
}

fn key_of(a: &NdArray, key: &Bound<'_, PyAny>) -> PyResult<Key> {
    if let Ok(tuple) = key.cast::<PyTuple>() {
        return match tuple.len() {
            0 => places(a, None).map(Key::Many),
            1 => key_of(a, &tuple.get_item(0)?),
            _ => Err(PyIndexError::new_err("unsupported iterator index")),
        };
    }
    if key.is_instance_of::<PyEllipsis>() {
        return places(a, None).map(Key::Many);
    }
    if let Ok(slice) = key.cast::<PySlice>() {
        let end = |name: &str| slice.getattr(name)?.extract::<Option<isize>>();
        let slice = Slice { start: end("start")?, stop: end("stop")?, step: end("step")? };
        return places(a, Some(slice)).map(Key::Many);
    }
    if !key.is_instance_of::<pyo3::types::PyBool>()
        && let Ok(i) = key.extract::<isize>()
    {
        let n = a.size() as isize;
        if i < -n || i >= n {
            return Err(PyIndexError::new_err(format!("index {i} is out of bounds for size {n}")));
        }
        return Ok(Key::One(if i < 0 { i + n } else { i }));
    }
    let index = as_array(key, None)?;
    match index.kind() {
        Kind::Bool if index.ndim() == 1 => {
            if index.size() != a.size() {
                let text = format!(
                    "boolean index did not match indexed array along axis 0; size of axis is {} but size of corresponding boolean axis is {}",
                    a.size(),
                    index.size()
                );
                return Err(PyIndexError::new_err(text));
            }
            Ok(Key::Many(indexing::nonzero(&index).py()?.remove(0)))
        }
        k if k.is_integer() => Ok(Key::Many(index)),
        _ if index.size() == 0 => index.astype(&DType::INT64, Order::C).py().map(Key::Many),
        _ => Err(PyIndexError::new_err(INVALID)),
    }
}

/// One element as a view without axes.
fn element(a: &NdArray, flat: usize) -> PyResult<NdArray> {
    let mut rest = flat;
    let mut items: Vec<Item> = Vec::with_capacity(a.ndim());
    for &d in a.shape().iter().rev() {
        items.push(Item::Int((rest % d) as isize));
        rest /= d;
    }
    items.reverse();
    a.slice(&items).py()
}

#[pymethods]
impl PyFlatIter {
    /// The array that is iterated over.
    #[getter]
    fn base(&self, py: Python<'_>) -> Py<PyArray> {
        self.of.clone_ref(py)
    }

    /// The flat index of the next element.
    #[getter]
    fn index(&self) -> usize {
        self.next
    }

    /// The coordinates of the next element.
    #[getter]
    fn coords<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        crate::convert::tuple_of(py, &self.at(py))
    }

    /// A copy of the elements as a vector.
    fn copy(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let array = self.array(py);
        let flat = array.ravel().py()?;
        wrap(py, if flat.buffer().same(array.buffer()) { flat.copy(Order::C).py()? } else { flat })
    }

    #[pyo3(signature = (dtype=None, copy=None))]
    fn __array__(
        &self,
        py: Python<'_>,
        dtype: Option<&Bound<'_, PyAny>>,
        copy: Option<bool>,
    ) -> PyResult<Py<PyAny>> {
        let flat = self.array(py).ravel().py()?;
        let dtype = crate::convert::dtype_of(dtype)?;
        match dtype.filter(|d| d != flat.dtype()) {
            Some(d) => wrap(py, flat.astype(&d, Order::C).py()?),
            None if copy == Some(true) => wrap(py, flat.copy(Order::C).py()?),
            None => wrap(py, flat),
        }
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.array(py).size()
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&mut self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let array = self.array(py);
        if self.next >= array.size() {
            return Ok(None);
        }
        let scalar = crate::scalar::scalar_object(py, &element(&array, self.next)?)?;
        self.next += 1;
        Ok(Some(scalar))
    }

    fn __getitem__(&self, py: Python<'_>, key: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let array = self.array(py);
        match key_of(&array, key)? {
            Key::One(i) => crate::scalar::scalar_object(py, &element(&array, i as usize)?),
            Key::Many(at) => wrap(py, indexing::take(&array, &at, None, IndexMode::Raise).py()?),
        }
    }

    fn __setitem__(&self, py: Python<'_>, key: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let array = self.array(py);
        let at = match key_of(&array, key)? {
            Key::One(i) => NdArray::from_vec(vec![i as i64]),
            Key::Many(at) => at,
        };
        self.write(py, &at, value)
    }
}
