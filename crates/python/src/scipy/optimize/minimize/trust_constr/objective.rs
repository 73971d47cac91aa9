//! The objective.

use super::super::super::super::callback::arguments;
use super::super::super::curve_fit::vector;
use super::super::problem::{Callable, Gradient, Problem, Slopes, flat, scheme};
use super::second::{Names, Product, matrix_of, second_of, sized};
use num_complex::Complex64;
use pallasite_array::NdArray;
use pallasite_optimize::{Differentiable, Jacobian, Matrix, Objective as _, Point, Scheme, Smoothness};
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use std::cell::Cell;
use std::rc::Rc;

const NAMES: Names = Names { hess: " ", first: "gradient" };

/// A Hessian that a function gives, or another its products.
enum Second<'py> {
    Matrix(Callable<'py>),
    Product {
        function: Py<PyAny>,
        after: Vec<Py<PyAny>>,
    },
    /// Neither: it is by differences or by updates.
    Other,
}

struct Objective<'py> {
    problem: Problem<'py>,
    second: Second<'py>,
    /// Whether the last value was a plain float.
    plain: Rc<Cell<bool>>,
}

impl Differentiable<PyErr> for Objective<'_> {
    fn values(&mut self, x: &[f64]) -> PyResult<Vec<f64>> {
        let value = self.problem.value(x)?;
        self.plain.set(self.problem.fun.plain);
        Ok(vec![value])
    }

    fn by_differences(&self) -> bool {
        matches!(self.problem.gradient, Gradient::Differences(_))
    }

    fn jacobian(&mut self, x: &[f64], values: &[f64]) -> PyResult<(Jacobian<PyErr>, usize)> {
        let mut gradient = vec![0.0; x.len()];
        let taken = self.problem.gradient(x, &mut values.first().copied(), &mut gradient)?;
        Ok((Jacobian::Dense(Matrix::from_columns(1, x.len(), gradient)), taken))
    }

    fn slope(&mut self, point: Point<'_>, _: &[f64], out: &mut [f64]) -> PyResult<()> {
        match (point, &self.problem.gradient) {
            (Point::Complex(z), Gradient::Function(jac)) => complex_slope(jac, z, out),
            (Point::Complex(_), Gradient::Differences(_)) => Ok(()),
            (Point::Real(x), _) => self.problem.gradient(x, &mut None, out).map(|_| ()),
        }
    }

    fn hessian(&mut self, x: &[f64], _: &[f64]) -> PyResult<Jacobian<PyErr>> {
        let n = x.len();
        match &mut self.second {
            Second::Matrix(function) => matrix_of(&function.at(x)?, (n, n)),
            Second::Product { function, after } => Python::attach(|py| {
                let after = after.iter().map(|a| a.clone_ref(py)).collect();
                let product = Product { function: function.clone_ref(py), x: x.to_vec(), after };
                Ok(Jacobian::Operator(Box::new(product), vec![1.0; n]))
            }),
            Second::Other => Ok(Jacobian::Dense(Matrix::from_columns(n, n, vec![0.0; n * n]))),
        }
    }
}

/// The imaginary part of a gradient at a complex point.
fn complex_slope(jac: &Callable<'_>, z: &[Complex64], out: &mut [f64]) -> PyResult<()> {
    let py = jac.function.py();
    let z = crate::array::wrap(py, NdArray::from_vec(z.to_vec()))?.into_bound(py);
    let all = std::iter::once(z).chain(jac.after.iter().cloned()).collect::<Vec<_>>();
    let value = jac.function.call1(PyTuple::new(py, all)?)?.getattr("imag")?;
    out.copy_from_slice(&sized(flat(&value)?, out.len())?);
    Ok(())
}

/// What `minimize` was given of the objective.
pub(super) struct Given<'a, 'py> {
    pub fun: &'a Bound<'py, PyAny>,
    pub args: Option<&'a Bound<'py, PyAny>>,
    pub hess: Option<&'a Bound<'py, PyAny>>,
    pub hessp: Option<&'a Bound<'py, PyAny>>,
    pub slopes: Slopes<'a, 'py>,
    /// Who evaluates the function for differences.
    pub workers: Option<&'a Bound<'py, PyAny>>,
}

/// The objective, and whether its last value was a plain float.
pub(super) fn objective<'py>(
    given: Given<'_, 'py>,
    rel_step: Option<&[f64]>,
) -> PyResult<(Smoothness<'py, PyErr>, Rc<Cell<bool>>)> {
    let Given { fun, args, hess, hessp, slopes, workers } = given;
    let py = fun.py();
    let first = match slopes.jac {
        Some(jac) if jac.is_callable() => None,
        jac => Some(jac.and_then(scheme).unwrap_or(Scheme::TwoPoint)),
    };
    let problem = Problem::new(fun, args, slopes)?.shared_with(workers)?;
    let (second, hessian) = match (hess, hessp) {
        (Some(hess), _) if hess.is_callable() => (Second::Matrix(Callable::new(hess, args)), hess.clone()),
        (Some(hess), _) => (Second::Other, hess.clone()),
        (None, Some(hessp)) if hessp.is_callable() => {
            let after = arguments(args).into_iter().map(Bound::unbind).collect();
            (Second::Product { function: hessp.clone().unbind(), after }, hessp.clone())
        }
        _ => (Second::Other, super::super::super::result::class(py, "BFGS")?.call0()?),
    };
    let second_derivatives = second_of(&hessian, first, rel_step, &NAMES)?;
    let plain = Rc::new(Cell::new(false));
    let objective = Objective { problem, second, plain: Rc::clone(&plain) };
    Ok((Smoothness { function: Box::new(objective), second: second_derivatives }, plain))
}

/// A value as the objective would return it.
pub(super) fn value(py: Python<'_>, fun: f64, plain: bool) -> Bound<'_, PyAny> {
    super::super::progress::number(py, fun, plain)
}

/// A vector as an array.
pub(super) fn array<'py>(py: Python<'py>, values: &[f64]) -> PyResult<Bound<'py, PyAny>> {
    Ok(vector(py, values)?.into_bound(py))
}
