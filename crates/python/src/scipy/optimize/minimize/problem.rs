//! A Python function to be minimised, with its gradient.

use super::super::super::callback::{arguments, call, real};
use super::super::super::spare::Spare;
use super::super::numdiff::{invalid, scheme_of};
use super::super::workers::{Workers, too_few, with_arguments};
use super::progress::number;
use crate::array::{Holder, exact, wrap};
use crate::coerce::as_array;
use crate::error::IntoPy;
use num_complex::Complex64;
use pallasite_array::{DType, NdArray};
use pallasite_optimize::{DifferenceOptions, Objective, Point, Scheme, Stencil, gradient_by_differences};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyFloat;

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
        spare.lend(function.py(), x, |x| call(function, [x], after))
    }

    /// Calls with complex numbers.
    pub(super) fn at_complex(&self, z: Vec<Complex64>) -> PyResult<Bound<'py, PyAny>> {
        let z = wrap(self.function.py(), NdArray::from_vec(z))?.into_bound(self.function.py());
        call(&self.function, [&z], &self.after)
    }
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
        self.read(&value)
    }

    /// The one number that was returned.
    fn read(&mut self, value: &Bound<'py, PyAny>) -> PyResult<f64> {
        if let Ok(float) = value.cast_exact::<PyFloat>() {
            self.plain = true;
            return Ok(float.value());
        }
        self.plain = false;
        real(value).or_else(|e| only_element(value).ok_or_else(|| not_scalar(value, e)))
    }

    /// The value at a real point, the imaginary part of that at a complex one.
    fn at(&mut self, point: Point<'_>) -> PyResult<f64> {
        match point {
            Point::Real(x) => self.value(x),
            Point::Complex(z) => imaginary(&self.call.at_complex(z.to_vec())?),
        }
    }

    /// A value as a Python object of the kind that the function returns.
    pub(in super::super) fn number(&self, value: f64) -> Bound<'py, PyAny> {
        number(self.call.function.py(), value, self.plain)
    }
}

fn imaginary(value: &Bound<'_, PyAny>) -> PyResult<f64> {
    match as_array(value, Some(&DType::COMPLEX128))?.cast_vec::<Complex64>().py()?[..] {
        [value] => Ok(value.im),
        _ => Err(PyValueError::new_err(NOT_SCALAR)),
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
    Differences(Differences<'py>),
}

/// How the gradient is taken by differences, and who evaluates the function for them.
pub(super) struct Differences<'py> {
    options: DifferenceOptions,
    workers: Workers<'py>,
}

impl<'py> Differences<'py> {
    fn gradient(
        &self,
        fun: &mut Function<'py>,
        x: &[f64],
        value: &mut Option<f64>,
        gradient: &mut [f64],
    ) -> PyResult<usize> {
        if !self.workers.any() {
            return gradient_by_differences(|p| fun.at(p), x, value, &self.options, gradient)
                .map_err(invalid)?;
        }
        let before = usize::from(value.is_none());
        if value.is_none() {
            *value = Some(fun.value(x)?);
        }
        let call = with_arguments(&fun.call.function, &fun.call.after, None)?;
        let stencil = Stencil::new(x, &self.options).map_err(invalid)?;
        let mut values = self.workers.values(&call, &stencil)?.into_iter();
        let next = |point: Point<'_>| match (point, values.next()) {
            (_, None) => Err(too_few()),
            (Point::Real(_), Some(value)) => fun.read(&value),
            (Point::Complex(_), Some(value)) => imaginary(&value),
        };
        gradient_by_differences(next, x, value, &self.options, gradient).map_err(invalid)?.map(|n| before + n)
    }
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
            None => Gradient::Differences(Differences {
                options: slopes.differences()?,
                workers: Workers::new(fun.py(), None)?,
            }),
        };
        Ok(Self { fun: Function::new(fun, args), gradient })
    }

    /// Leaves the values that differences need to SciPy's `workers`: so many processes, or a callable like `map`.
    pub(super) fn shared_with(mut self, workers: Option<&Bound<'py, PyAny>>) -> PyResult<Self> {
        if let Gradient::Differences(differences) = &mut self.gradient {
            differences.workers = Workers::new(self.fun.call.function.py(), workers)?;
        }
        Ok(self)
    }
}

/// The scheme of this name.
pub(super) fn scheme(name: &Bound<'_, PyAny>) -> Option<Scheme> {
    scheme_of(&name.extract::<String>().ok()?)
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
        match &mut self.gradient {
            Gradient::Function(jac) => read(&jac.at(x)?, gradient).map(|()| 0),
            Gradient::Differences(differences) => differences.gradient(&mut self.fun, x, value, gradient),
        }
    }
}
