//! Python functions that work on many elements at once, as SciPy's elementwise methods call them.

use super::limits::broadcast;
use crate::array::wrap;
use crate::coerce::as_array;
use crate::error::IntoPy;
use crate::errstate::quiet;
use pallasite_array::promote::{Operand, result_type};
use pallasite_array::{DType, Element, Kind, NdArray, Order};
use pallasite_integrate::Points;
use pallasite_numpy::indexing::{IndexMode, take};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// Which shapes a function takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shapes {
    /// Any.
    Any,
    /// That of all elements, with an axis for points behind it.
    Kept,
}

/// A function, the arguments that follow its variable, and the elements that these make.
pub(super) struct Elementwise<'py> {
    function: Bound<'py, PyAny>,
    /// A line of elements each.
    args: Vec<NdArray>,
    /// The values at the first points, until they are asked for.
    first: Option<NdArray>,
    /// The shape of the elements.
    pub shape: Vec<usize>,
    /// The shape in which the function always wants them.
    kept: Option<Vec<usize>>,
    /// The type of the values.
    pub dtype: DType,
}

/// SciPy's `args`, which may be a single argument.
pub(super) fn arguments(args: &Bound<'_, PyAny>) -> PyResult<Vec<NdArray>> {
    match args.try_iter() {
        Ok(items) => items.map(|item| as_array(&item?, None)).collect(),
        Err(_) => Ok(vec![as_array(args, None)?]),
    }
}

impl<'py> Elementwise<'py> {
    /// Calls the function at `x` to see the shape and type of its values; the other shape is refused in the words of
    /// `complaint`.
    pub fn start(
        function: Bound<'py, PyAny>,
        x: NdArray,
        args: Vec<NdArray>,
        shapes: Shapes,
        complaint: &str,
    ) -> PyResult<Self> {
        let py = function.py();
        let own = x.dtype().clone();
        let all = broadcast(&[vec![x], args].concat())?;
        let mut shape = all[0].shape().to_vec();
        let value = function.call1(call_arguments(py, &all)?)?;
        let first = as_array(&value, None)?;
        let kept = (shapes == Shapes::Kept).then(|| shape.clone());
        if kept.is_some() && all[0].broadcast_to(first.shape()).is_ok() {
            shape = first.shape().to_vec();
        }
        if first.shape() != shape {
            return Err(PyValueError::new_err(complaint.to_owned()));
        }
        let operands = [first.dtype(), &own].map(|d| Operand::Typed(d.clone()));
        let dtype = result_type(&operands).py()?;
        let flat = |a: &NdArray| a.broadcast_to(&shape).and_then(|a| a.reshape(&[-1])).py();
        let args = all[1..].iter().map(flat).collect::<PyResult<_>>()?;
        Ok(Elementwise { function, args, first: Some(first), shape, kept, dtype })
    }

    pub fn py(&self) -> Python<'py> {
        self.function.py()
    }

    /// Whether the function always wants all elements.
    pub fn keeps_shape(&self) -> bool {
        self.kept.is_some()
    }

    /// How many elements there are.
    pub fn count(&self) -> usize {
        self.shape.iter().product()
    }

    /// An array in the shape of the elements, as a line of them.
    pub fn line<T: Element>(&self, array: &NdArray) -> PyResult<Vec<T>> {
        array.broadcast_to(&self.shape).py()?.astype(&T::KIND.into(), Order::C).py()?.cast_vec().py()
    }

    /// The function's values.
    pub fn values<T: Element>(&mut self, points: Points<'_, T>) -> PyResult<Vec<T>> {
        let py = self.function.py();
        py.check_signals()?;
        if points.single
            && points.elements.len() == self.count()
            && let Some(first) = self.first.take()
        {
            return cast::<T>(py, &first);
        }
        let call = || self.function.call1(self.arguments(points)?);
        let value = if points.summands { call()? } else { quiet(py, call)? };
        let values = cast::<T>(py, &as_array(&value, None)?)?;
        if values.len() == points.x.len() {
            return Ok(values);
        }
        let text = format!("cannot reshape array of size {} into {} values", values.len(), points.x.len());
        Err(PyValueError::new_err(text))
    }

    fn arguments<T: Element>(&self, points: Points<'_, T>) -> PyResult<Bound<'py, PyTuple>> {
        let Points { elements, x, single, .. } = points;
        let width = x.len().checked_div(elements.len()).unwrap_or(0);
        let last: &[usize] = if single { &[] } else { &[width] };
        let shape = if let Some(kept) = &self.kept { kept } else { &vec![elements.len()] };
        let length = shape.iter().product::<usize>() * if single { 1 } else { width };
        let x = NdArray::from_vec_shape(x[..length].to_vec(), &[shape, last].concat()).py()?;
        let ones: &[usize] = if single { &[] } else { &[1] };
        let elements: Option<NdArray> = (elements.len() < self.count())
            .then(|| NdArray::from_vec(elements.iter().map(|&i| i as i64).collect::<Vec<_>>()));
        let part = |arg: &NdArray| {
            let arg = match &elements {
                Some(elements) => take(arg, elements, Some(0), IndexMode::Raise)?,
                None => arg.clone(),
            };
            let before = if self.kept.is_some() { self.shape.clone() } else { vec![arg.size()] };
            let shape: Vec<isize> = before.iter().chain(ones).map(|&n| n as isize).collect();
            arg.reshape(&shape)
        };
        let args = self.args.iter().map(|a| part(a).py()).collect::<PyResult<Vec<_>>>()?;
        call_arguments(self.function.py(), &[vec![x], args].concat())
    }
}

/// The arguments of a call: the first is an array that the function may write to.
fn call_arguments<'py>(py: Python<'py>, arrays: &[NdArray]) -> PyResult<Bound<'py, PyTuple>> {
    let objects = arrays.iter().enumerate().map(|(i, a)| {
        let own = i == 0 && !a.is_writeable();
        wrap(py, if own { a.astype(a.dtype(), Order::C).py()? } else { a.clone() })
    });
    PyTuple::new(py, objects.collect::<PyResult<Vec<_>>>()?)
}

fn cast<T: Element>(py: Python<'_>, array: &NdArray) -> PyResult<Vec<T>> {
    crate::scalar::warn_of_lost_imaginary(py, array.kind(), T::KIND)?;
    array.astype(&T::KIND.into(), Order::C).py()?.cast_vec().py()
}

/// The type that is computed in: half precision is widened.
pub(super) fn working(dtype: &DType) -> Option<Kind> {
    match dtype.kind() {
        Kind::Float16 | Kind::Float32 => Some(Kind::Float32),
        kind @ (Kind::Float64 | Kind::Complex64 | Kind::Complex128) => Some(kind),
        _ => None,
    }
}
