//! Python functions of several variables with several values.

use super::super::spare::{Spare, fresh};
use super::workers::with_arguments;
use crate::array::{Holder, exact, wrap};
use crate::coerce::as_array;
use crate::error::IntoPy;
use num_complex::Complex64;
use pallasite_array::{DType, Element, Kind, NdArray, Order};
use pallasite_optimize::{Matrix, Point, Precision, SparseColumns};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyFloat, PyList, PyTuple};
use std::cell::RefCell;

/// A Python function of an array, with the arguments that follow it.
pub(super) struct VectorFunction<'py> {
    pub function: Bound<'py, PyAny>,
    after: Vec<Bound<'py, PyAny>>,
    kwargs: Option<Bound<'py, PyDict>>,
    /// What the variables are given as.
    precision: Precision,
    real: RefCell<Spare<f64>>,
    complex: RefCell<Spare<Complex64>>,
}

impl<'py> VectorFunction<'py> {
    pub fn new(
        function: Bound<'py, PyAny>,
        after: Vec<Bound<'py, PyAny>>,
        kwargs: Option<Bound<'py, PyDict>>,
    ) -> Self {
        let (real, complex) = Default::default();
        Self {
            function,
            after,
            kwargs: kwargs.filter(|k| !k.is_empty()),
            precision: Precision::Double,
            real,
            complex,
        }
    }

    /// The same with variables of another precision.
    pub fn with_precision(self, precision: Precision) -> Self {
        Self { precision, ..self }
    }

    /// Another function with the same arguments behind the variables.
    pub fn like(&self, function: Bound<'py, PyAny>) -> Self {
        Self::new(function, self.after.clone(), self.kwargs.clone())
    }

    /// What the function returns at a real point.
    pub fn call(&self, x: &[f64]) -> PyResult<Bound<'py, PyAny>> {
        let py = self.function.py();
        if self.precision != Precision::Double {
            let x = single(x, self.precision)?;
            return self.call_with(wrap(py, x)?.bind(py));
        }
        // A function that calls the solver again finds the array taken and gets another.
        let mut spare = self.real.take();
        let value = spare.lend(py, x, |x| self.call_with(x));
        self.real.replace(spare);
        value
    }

    fn call_complex(&self, z: &[Complex64]) -> PyResult<Bound<'py, PyAny>> {
        let mut spare = self.complex.take();
        let value = spare.lend(self.function.py(), z, |z| self.call_with(z));
        self.complex.replace(spare);
        value
    }

    /// What the function returns for the variables as they are.
    pub fn call_with(&self, x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = self.function.py();
        py.check_signals()?;
        if self.after.is_empty() && self.kwargs.is_none() {
            return self.function.call1((x,));
        }
        let arguments = std::iter::once(x.clone()).chain(self.after.iter().cloned());
        self.function.call(PyTuple::new(py, arguments.collect::<Vec<_>>())?, self.kwargs.as_ref())
    }

    /// The values at a real point, which must have no more than one dimension.
    pub fn values(&self, x: &[f64]) -> PyResult<Vec<f64>> {
        vector_of(&self.call(x)?)
    }

    /// The function with its arguments, for other processes too.
    pub fn for_workers(&self) -> PyResult<Bound<'py, PyAny>> {
        with_arguments(&self.function, &self.after, self.kwargs.as_ref())
    }

    /// Copies what was returned for a point.
    pub fn read(&self, point: Point<'_>, value: &Bound<'_, PyAny>, out: &mut [f64]) -> PyResult<()> {
        match point {
            Point::Real(_) => read(value, out),
            Point::Complex(_) => read_imaginary(value, out),
        }
    }

    /// The values at a real point, the imaginary parts of those at a complex one; there are as many as fit.
    pub fn at(&self, point: Point<'_>, out: &mut [f64]) -> PyResult<()> {
        let value = match point {
            Point::Real(x) => self.call(x)?,
            Point::Complex(z) => self.call_complex(z)?,
        };
        self.read(point, &value, out)
    }
}

fn single(x: &[f64], precision: Precision) -> PyResult<NdArray> {
    let dtype = if precision == Precision::Half { DType::FLOAT16 } else { DType::FLOAT32 };
    fresh(x)?.astype(&dtype, Order::C).py()
}

/// The precision of an array's elements.
pub(super) fn precision_of(array: &NdArray) -> Precision {
    match array.kind() {
        Kind::Float16 => Precision::Half,
        Kind::Float32 | Kind::Complex64 => Precision::Single,
        _ => Precision::Double,
    }
}

/// What a function returned, as a vector.
pub(super) fn vector_of(value: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    if let Some(values) = contiguous(value, |v| v.to_vec()) {
        return Ok(values);
    }
    let array = as_array(value, Some(&DType::FLOAT64))?;
    check_dimensions(&array)?;
    array.cast_vec().py()
}

/// What `f` makes of the elements of an array of ours with one dimension.
fn contiguous<T>(value: &Bound<'_, PyAny>, f: impl FnOnce(&[f64]) -> T) -> Option<T> {
    let array = &exact(value)?.held().array;
    if array.ndim() == 1 { array.as_slice::<f64>().map(f) } else { None }
}

/// Refuses matrices among values.
pub(super) fn check_dimensions(array: &NdArray) -> PyResult<()> {
    if array.ndim() > 1 {
        return Err(PyRuntimeError::new_err("`fun` return value has more than 1 dimension."));
    }
    Ok(())
}

/// Copies values to where they are wanted; one alone stands for all.
pub(super) fn read(value: &Bound<'_, PyAny>, out: &mut [f64]) -> PyResult<()> {
    if read_as_many(value, out) { Ok(()) } else { store(&vector_of(value)?, out) }
}

/// Copies values to where they are wanted, refusing another number of them as MINPACK's wrapper does.
pub(super) fn read_all(value: &Bound<'_, PyAny>, out: &mut [f64]) -> PyResult<()> {
    if read_as_many(value, out) {
        return Ok(());
    }
    let values = vector_of(value)?;
    if values.len() != out.len() {
        let text = "The array returned by a function changed size between calls";
        return Err(PyValueError::new_err(text));
    }
    out.copy_from_slice(&values);
    Ok(())
}

/// The quick ways to copy values; false where none is open.
fn read_as_many(value: &Bound<'_, PyAny>, out: &mut [f64]) -> bool {
    let fits = |v: &[f64]| v.len() == out.len();
    if contiguous(value, fits) == Some(true) {
        contiguous(value, |v| out.copy_from_slice(v));
        return true;
    }
    listed(value, out)
}

/// Copies a list or tuple of plain numbers; false when it is something else.
fn listed(value: &Bound<'_, PyAny>, out: &mut [f64]) -> bool {
    if let Ok(list) = value.cast_exact::<PyList>() {
        return list.len() == out.len() && plain(list.iter(), out);
    }
    let Ok(items) = value.cast_exact::<PyTuple>() else { return false };
    items.len() == out.len() && plain(items.iter_borrowed().map(|i| i.to_owned()), out)
}

fn plain<'py>(items: impl Iterator<Item = Bound<'py, PyAny>>, out: &mut [f64]) -> bool {
    out.iter_mut().zip(items).all(|(out, item)| {
        let number = item.cast::<PyFloat>().map(|f| f.value());
        number.is_ok_and(|number| {
            *out = number;
            true
        })
    })
}

fn read_imaginary(value: &Bound<'_, PyAny>, out: &mut [f64]) -> PyResult<()> {
    let array = as_array(value, None)?;
    check_dimensions(&array)?;
    let values: Vec<Complex64> = array.cast_vec().py()?;
    store(&values.iter().map(|z| z.im).collect::<Vec<_>>(), out)
}

/// Copies values, of which one alone stands for all.
fn store(values: &[f64], out: &mut [f64]) -> PyResult<()> {
    match values {
        [one] => out.fill(*one),
        values if values.len() == out.len() => out.copy_from_slice(values),
        values => {
            let text = format!(
                "operands could not be broadcast together with shapes ({},) ({},) ",
                values.len(),
                out.len()
            );
            return Err(PyValueError::new_err(text));
        }
    }
    Ok(())
}

/// A vector as an array.
pub(super) fn array_from<T: Element>(py: Python<'_>, values: Vec<T>) -> PyResult<Bound<'_, PyAny>> {
    Ok(wrap(py, NdArray::from_vec(values))?.into_bound(py))
}

/// A matrix as an array.
pub(super) fn matrix_from<'py>(py: Python<'py>, a: &Matrix) -> PyResult<Bound<'py, PyAny>> {
    let transposed = NdArray::from_vec_shape(a.as_slice().to_vec(), &[a.cols(), a.rows()]).py()?;
    Ok(wrap(py, transposed.transpose())?.into_bound(py))
}

/// Whether an object is a sparse matrix of SciPy's, or behaves like one.
pub(super) fn is_sparse(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    object.hasattr("tocoo")
}

/// A sparse matrix.
pub(super) fn sparse_from(object: &Bound<'_, PyAny>) -> PyResult<SparseColumns> {
    let coo = object.call_method0("tocoo")?;
    let (rows, cols): (usize, usize) = coo.getattr("shape")?.extract()?;
    let index = |name| as_array(&coo.getattr(name)?, Some(&DType::INT64))?.cast_vec::<i64>().py();
    let values = as_array(&coo.getattr("data")?, Some(&DType::FLOAT64))?.cast_vec::<f64>().py()?;
    let places = index("row")?.into_iter().zip(index("col")?);
    let entries: Vec<_> = places.zip(values).map(|((i, j), v)| (i as usize, j as usize, v)).collect();
    SparseColumns::from_triplets(rows, cols, &entries)
        .ok_or_else(|| PyValueError::new_err("a row or column index exceeds the matrix dimensions"))
}

/// A dense or sparse matrix as the entries that are not zero.
pub(super) fn structure_from(object: &Bound<'_, PyAny>) -> PyResult<SparseColumns> {
    if is_sparse(object)? {
        return sparse_from(object);
    }
    let dense = dense_from(object)?;
    Ok(SparseColumns::from_dense(dense.rows(), dense.as_slice()))
}

/// A dense matrix; a vector is a row.
pub(super) fn dense_from(object: &Bound<'_, PyAny>) -> PyResult<Matrix> {
    let array = as_array(object, Some(&DType::FLOAT64))?;
    let (rows, cols) = match *array.shape() {
        [] => (1, 1),
        [cols] => (1, cols),
        [rows, cols] => (rows, cols),
        _ => return Err(PyValueError::new_err("`A` must be 2-dimensional.")),
    };
    Ok(Matrix::from_columns(rows, cols, array.transpose().cast_vec().py()?))
}

/// A sparse matrix in compressed rows, of the class that `like` becomes in them.
pub(super) fn sparse_like<'py>(like: &Bound<'py, PyAny>, a: &SparseColumns) -> PyResult<Bound<'py, PyAny>> {
    let py = like.py();
    let class = like.call_method0("tocsr")?.get_type();
    let columns = a.starts.windows(2).enumerate();
    let cols = columns.flat_map(|(j, w)| std::iter::repeat_n(j as i64, w[1] - w[0])).collect();
    let rows = a.indices.iter().map(|&i| i as i64).collect();
    let places = (array_from(py, rows)?, array_from::<i64>(py, cols)?);
    let kwargs = PyDict::new(py);
    kwargs.set_item("shape", (a.rows, a.cols()))?;
    class.call(((array_from(py, a.values.clone())?, places),), Some(&kwargs))
}
