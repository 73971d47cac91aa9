//! A Python function to be minimised, with its gradient.

use super::super::super::callback::{arguments, real};
use super::super::super::spare::Spare;
use super::progress::number;
use crate::array::{Holder, exact};
use crate::coerce::as_array;
use crate::error::IntoPy;
use num_complex::Complex64;
use pallasite_array::{DType, NdArray};
use pallasite_optimize::{DifferenceOptions, Objective, Point, Scheme, gradient_by_differences};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyTuple};

/// A Python function of an array, and the arguments that follow it.
pub(super) struct Callable<'py> {
    pub function: Bound<'py, PyAny>,
    pub after: Vec<Bound<'py, PyAny>>,
    spare: Spare<f64>,
}

impl<'py> Callable<'py> {
    pub(super) fn new(function: &Bound<'py, PyAny>, args: Option<&Bound<'py, PyAny>>) -> Self {
        Self { function: function.clone(), after: arguments(args), spare: Spare::default() }
    }

    /// Calls with an array that the function may keep and change.
    pub(super) fn at(&mut self, x: &[f64]) -> PyResult<Bound<'py, PyAny>> {
        let Self { function, after, spare } = self;
        spare.lend(function.py(), x, |x| call(function, after, x))
    }
}

fn call<'py>(
    function: &Bound<'py, PyAny>,
    after: &[Bound<'py, PyAny>],
    x: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = function.py();
    py.check_signals()?;
    if after.is_empty() {
        return function.call1((x,));
    }
    let all = std::iter::once(x).chain(after).cloned().collect::<Vec<_>>();
    function.call1(PyTuple::new(py, all)?)
}

/// An objective in Python.
pub(in super::super) struct Function<'py> {
    pub(super) call: Callable<'py>,
    /// Whether the last value was a plain float.
    pub plain: bool,
}

impl<'py> Function<'py> {
    pub(in super::super) fn new(function: &Bound<'py, PyAny>, args: Option<&Bound<'py, PyAny>>) -> Self {
        Self { call: Callable::new(function, args), plain: false }
    }

    pub(in super::super) fn value(&mut self, x: &[f64]) -> PyResult<f64> {
        let value = self.call.at(x)?;
        if let Ok(float) = value.cast_exact::<PyFloat>() {
            self.plain = true;
            return Ok(float.value());
        }
        self.plain = false;
        real(&value).or_else(|e| only_element(&value).ok_or_else(|| not_scalar(&value, e)))
    }

    /// The imaginary part at a complex point.
    fn imaginary(&mut self, z: &[Complex64]) -> PyResult<f64> {
        let py = self.call.function.py();
        let z = crate::array::wrap(py, NdArray::from_vec(z.to_vec()))?.into_bound(py);
        let value = as_array(&call(&self.call.function, &self.call.after, &z)?, Some(&DType::COMPLEX128))?;
        match value.cast_vec::<Complex64>().py()?[..] {
            [value] => Ok(value.im),
            _ => Err(PyValueError::new_err(NOT_SCALAR)),
        }
    }

    /// A value as a Python object of the kind that the function returns.
    pub(in super::super) fn number(&self, value: f64) -> Bound<'py, PyAny> {
        number(self.call.function.py(), value, self.plain)
    }
}

/// The one number of a nested list.
fn only_element(value: &Bound<'_, PyAny>) -> Option<f64> {
    let array = value.hasattr("__len__").ok().filter(|has| *has).and_then(|_| flat(value).ok())?;
    (array.len() == 1).then(|| array[0])
}

const NOT_SCALAR: &str = "The user-provided objective function must return a scalar value.";

fn not_scalar(value: &Bound<'_, PyAny>, e: PyErr) -> PyErr {
    let numeric = value.hasattr("__float__").unwrap_or(false) || value.hasattr("__len__").unwrap_or(false);
    if numeric { PyValueError::new_err(NOT_SCALAR) } else { e }
}

/// Reads as many numbers as there are places, whatever their shape.
pub(super) fn read(object: &Bound<'_, PyAny>, out: &mut [f64]) -> PyResult<()> {
    if let Some(array) = exact(object)
        && let Some(values) = array.held().array.as_slice::<f64>().filter(|v| v.len() == out.len())
    {
        out.copy_from_slice(values);
        return Ok(());
    }
    let array = as_array(object, Some(&DType::FLOAT64))?;
    if array.size() != out.len() {
        let (n, shape) = (out.len(), pallasite_array::error::tuple(array.shape()));
        return Err(PyValueError::new_err(format!("shapes {shape} and ({n},) not aligned")));
    }
    out.copy_from_slice(&array.cast_vec::<f64>().py()?);
    Ok(())
}

pub(super) enum Gradient<'py> {
    Function(Callable<'py>),
    Differences(DifferenceOptions),
}

/// A function to be minimised, with its gradient.
pub(super) struct Problem<'py> {
    pub fun: Function<'py>,
    pub gradient: Gradient<'py>,
}

/// What the gradient is made of: SciPy's `jac`, `eps`, `finite_diff_rel_step`, and bounds to stay within.
pub(super) struct Slopes<'a, 'py> {
    pub jac: Option<&'a Bound<'py, PyAny>>,
    pub eps: Option<&'a Bound<'py, PyAny>>,
    pub rel_step: Option<&'a Bound<'py, PyAny>>,
    pub bounds: Option<(Vec<f64>, Vec<f64>)>,
}

impl<'py> Problem<'py> {
    pub(super) fn new(
        fun: &Bound<'py, PyAny>,
        args: Option<&Bound<'py, PyAny>>,
        slopes: Slopes<'_, 'py>,
    ) -> PyResult<Self> {
        let gradient = match slopes.jac.filter(|j| j.is_callable()) {
            Some(jac) => Gradient::Function(Callable::new(jac, args)),
            None => Gradient::Differences(slopes.differences()?),
        };
        Ok(Self { fun: Function::new(fun, args), gradient })
    }
}

/// The scheme of this name.
pub(super) fn scheme(name: &Bound<'_, PyAny>) -> Option<Scheme> {
    match name.extract::<String>().ok()?.as_str() {
        "2-point" => Some(Scheme::TwoPoint),
        "3-point" => Some(Scheme::ThreePoint),
        "cs" => Some(Scheme::ComplexStep),
        _ => None,
    }
}

impl Slopes<'_, '_> {
    pub(super) fn differences(&self) -> PyResult<DifferenceOptions> {
        let steps = |given: Option<&Bound<'_, PyAny>>| given.filter(|g| !g.is_none()).map(flat).transpose();
        let named = self.jac.and_then(scheme);
        let bounds = self.bounds.clone();
        let scheme = named.unwrap_or(Scheme::TwoPoint);
        let abs_step = if named.is_some() { None } else { steps(self.eps)? };
        let rel_step = steps(self.rel_step)?;
        Ok(DifferenceOptions { scheme, rel_step, abs_step, bounds, ..DifferenceOptions::default() })
    }
}

/// The numbers of an array of any shape.
pub(in super::super) fn flat(object: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    as_array(object, Some(&DType::FLOAT64))?.cast_vec::<f64>().py()
}

/// The rows of a matrix; a vector is one row.
pub(in super::super) fn rows_of(matrix: &Bound<'_, PyAny>) -> PyResult<Vec<Vec<f64>>> {
    let a = as_array(matrix, Some(&DType::FLOAT64))?;
    let flat = a.cast_vec::<f64>().py()?;
    let width = match a.shape() {
        [] => 1,
        [n] => *n,
        [_, n] => *n,
        _ => {
            return Err(PyValueError::new_err("`initial_simplex` should be an array of shape (N+1,N)"));
        }
    };
    Ok(flat.chunks(width.max(1)).map(<[f64]>::to_vec).collect())
}

impl Objective<PyErr> for Problem<'_> {
    fn value(&mut self, x: &[f64]) -> PyResult<f64> {
        self.fun.value(x)
    }

    fn gradient(&mut self, x: &[f64], value: &mut Option<f64>, gradient: &mut [f64]) -> PyResult<usize> {
        let options = match &mut self.gradient {
            Gradient::Function(jac) => return read(&jac.at(x)?, gradient).map(|()| 0),
            Gradient::Differences(options) => options,
        };
        let fun = &mut self.fun;
        let at = |point: Point<'_>| match point {
            Point::Real(x) => fun.value(x),
            Point::Complex(z) => fun.imaginary(z),
        };
        gradient_by_differences(at, x, value, options, gradient)
            .map_err(|e| PyValueError::new_err(e.to_string()))?
    }
}
