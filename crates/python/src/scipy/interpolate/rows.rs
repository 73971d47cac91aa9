//! Arrays as rows of doubles, the form that the crate works on.

use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::{IntoPy, named_error};
use pallasite_array::layout::normalize_axis;
use pallasite_array::{DType, Kind, NdArray};
use pallasite_interpolate::{Extrapolate, InterpolateError};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// Doubles and their shape.
pub(super) use super::super::spatial::doubles as shaped;

/// An array whose numbers are doubles, a complex one being two, in C order.
pub(super) struct Rows {
    flat: NdArray,
    pub shape: Vec<usize>,
    pub complex: bool,
}

impl Rows {
    /// The numbers of an array of any real or complex type.
    pub fn of(array: &NdArray) -> PyResult<Rows> {
        let complex = array.kind().is_complex();
        let dtype = if complex { Kind::Complex128 } else { Kind::Float64 };
        let dtype: DType = dtype.into();
        // What has the form already is not copied.
        let flat = if *array.dtype() == dtype {
            array.clone()
        } else {
            array.astype(&dtype, pallasite_array::Order::C).py()?
        };
        let flat = flat.to_contiguous().py()?.reshape(&[-1]).py()?.view_dtype(&DType::FLOAT64).py()?;
        Ok(Rows { flat, shape: array.shape().to_vec(), complex })
    }

    /// The real parts of an array of any type.
    pub fn real(array: &NdArray) -> PyResult<Rows> {
        let float = *array.dtype() == DType::FLOAT64;
        Self::of(&if float {
            array.clone()
        } else {
            array.astype(&DType::FLOAT64, pallasite_array::Order::C).py()?
        })
    }

    /// The numbers of an object, its `axis` first.
    pub fn along(array: &NdArray, axis: usize) -> PyResult<Rows> {
        Self::of(&to_front(array, axis)?)
    }

    /// The same array with its reals as complex numbers.
    pub fn as_complex(array: &NdArray, axis: usize) -> PyResult<Rows> {
        Self::along(&array.astype(&Kind::Complex128.into(), pallasite_array::Order::C).py()?, axis)
    }

    pub fn data(&self) -> &[f64] {
        self.flat.as_slice().unwrap_or(&[])
    }

    /// The axes behind the first `lead`.
    pub fn rest(&self, lead: usize) -> &[usize] {
        &self.shape[lead..]
    }

    /// Doubles for each position on the first `lead` axes.
    pub fn width(&self, lead: usize) -> usize {
        self.rest(lead).iter().product::<usize>() * (1 + usize::from(self.complex))
    }

    /// Results as an array of shape `lead` and the axes behind the first `skip` of this one.
    pub fn array(&self, data: Vec<f64>, lead: &[usize], skip: usize) -> PyResult<NdArray> {
        let shape = [lead, self.rest(skip)].concat();
        let flat = NdArray::from_vec(data);
        let flat = if self.complex { flat.view_dtype(&Kind::Complex128.into()).py()? } else { flat };
        flat.reshape(&shape.iter().map(|&n| n as isize).collect::<Vec<_>>()).py()
    }

    /// Values at points of shape `at`, which takes the place of `axis`.
    pub fn place(
        &self,
        py: Python<'_>,
        data: Vec<f64>,
        at: &[usize],
        skip: usize,
        axis: usize,
    ) -> PyResult<Py<PyAny>> {
        let array = self.array(data, at, skip)?;
        wrap(py, roll(&array, at.len(), axis)?)
    }
}

/// Moves the first `count` axes behind the `axis` that follow them.
pub(super) fn roll(array: &NdArray, count: usize, axis: usize) -> PyResult<NdArray> {
    if axis == 0 {
        return Ok(array.clone());
    }
    let order = (count..count + axis).chain(0..count).chain(count + axis..array.ndim());
    array.permute(&order.map(|i| i as isize).collect::<Vec<_>>()).py()
}

/// The array with `axis` first.
pub(super) fn to_front(array: &NdArray, axis: usize) -> PyResult<NdArray> {
    let order = std::iter::once(axis).chain((0..array.ndim()).filter(|&i| i != axis));
    array.permute(&order.map(|i| i as isize).collect::<Vec<_>>()).py()
}

/// A vector of doubles.
pub(super) fn doubles(object: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    as_array(object, Some(&DType::FLOAT64))?.cast_vec().py()
}

/// Doubles on a line, those of an array of doubles where they are.
pub(super) struct Line(NdArray);

impl Line {
    pub fn of(object: &Bound<'_, PyAny>) -> PyResult<Line> {
        as_array(object, Some(&DType::FLOAT64))?.to_contiguous().py().map(Line)
    }

    pub fn len(&self) -> usize {
        self.0.size()
    }
}

impl AsRef<[f64]> for Line {
    fn as_ref(&self) -> &[f64] {
        self.0.as_slice().unwrap_or(&[])
    }
}

/// The axis counted from the front.
pub(super) fn axis_of(axis: isize, ndim: usize) -> PyResult<usize> {
    normalize_axis(axis, ndim).py()
}

/// `extrapolate`: `"periodic"` or a truth value.
pub(super) fn extrapolation(object: &Bound<'_, PyAny>) -> PyResult<Extrapolate> {
    if object.extract::<&str>().is_ok_and(|s| s == "periodic") {
        return Ok(Extrapolate::Periodic);
    }
    Ok(if object.is_truthy()? { Extrapolate::Yes } else { Extrapolate::No })
}

/// `ValueError` with a text.
pub(super) fn invalid<T>(text: impl Into<String>) -> PyResult<T> {
    Err(PyValueError::new_err(text.into()))
}

/// The exception for an error of the crate.
pub(super) fn failure(e: InterpolateError) -> PyErr {
    match e {
        InterpolateError::Invalid(text) => PyValueError::new_err(text),
        InterpolateError::Singular(text) => named_error("linalg", "LinAlgError", text),
    }
}

/// A vector as an `ndarray`.
pub(super) fn vector(py: Python<'_>, data: Vec<f64>) -> PyResult<Py<PyAny>> {
    wrap(py, NdArray::from_vec(data))
}
