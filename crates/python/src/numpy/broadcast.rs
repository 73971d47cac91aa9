//! The class `np.broadcast`: tuples of the elements of arrays, repeated to their common shape.

use super::manipulation::mismatch;
use crate::coerce::as_array;
use crate::error::py_err;
use pallasite_array::NdArray;
use pallasite_numpy::manipulation::broadcast_arrays;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// Iterates over the elements of arrays, broadcast against each other.
#[pyclass(name = "broadcast", module = "pallasite.numpy")]
pub struct Broadcast {
    views: Vec<NdArray>,
    shape: Vec<usize>,
    next: usize,
}

#[pymethods]
impl Broadcast {
    #[new]
    #[pyo3(signature = (*args))]
    fn new(args: &Bound<'_, PyTuple>) -> PyResult<Broadcast> {
        if args.len() > 64 {
            return Err(PyValueError::new_err("Need at least 0 and at most 64 array objects."));
        }
        let arrays = args.iter().map(|a| as_array(&a, None)).collect::<PyResult<Vec<_>>>()?;
        let shapes: Vec<&[usize]> = arrays.iter().map(NdArray::shape).collect();
        let views = broadcast_arrays(&arrays).map_err(|e| mismatch(&shapes).unwrap_or_else(|| py_err(e)))?;
        let shape = views.first().map_or_else(Vec::new, |v| v.shape().to_vec());
        Ok(Broadcast { views, shape, next: 0 })
    }

    /// The common shape.
    #[getter]
    fn shape<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        crate::convert::tuple_of(py, &self.shape)
    }

    /// Number of axes.
    #[getter]
    fn ndim(&self) -> usize {
        self.shape.len()
    }

    /// Number of axes.
    #[getter]
    fn nd(&self) -> usize {
        self.shape.len()
    }

    /// Number of tuples.
    #[getter]
    fn size(&self) -> usize {
        self.shape.iter().product()
    }

    /// Number of arrays.
    #[getter]
    fn numiter(&self) -> usize {
        self.views.len()
    }

    /// Number of tuples that were given.
    #[getter]
    fn index(&self) -> usize {
        self.next
    }

    /// The arrays' own iterators.
    #[getter]
    fn iters<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let flat =
            |v: &NdArray| crate::array::wrap(py, v.clone())?.bind(py).getattr("flat").map(Bound::unbind);
        PyTuple::new(py, self.views.iter().map(flat).collect::<PyResult<Vec<_>>>()?)
    }

    /// Starts again.
    fn reset(&mut self) {
        self.next = 0;
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyTuple>>> {
        if self.next >= self.size() {
            return Ok(None);
        }
        let (mut rest, mut at) = (self.next, vec![0; self.shape.len()]);
        for (i, &d) in at.iter_mut().zip(&self.shape).rev() {
            *i = rest % d;
            rest /= d;
        }
        self.next += 1;
        let offset = |v: &NdArray| v.strides().iter().zip(&at).map(|(s, &i)| s * i as isize).sum::<isize>();
        // SAFETY: the coordinates are within the shape, which all views have.
        let element = |v: &NdArray| unsafe {
            crate::scalar::scalar_from_ptr(py, v.as_ptr().wrapping_offset(offset(v)), v)
        };
        PyTuple::new(py, self.views.iter().map(element).collect::<PyResult<Vec<_>>>()?).map(Some)
    }
}

/// Adds the class.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<Broadcast>()
}
