//! Jacobians and Hessians in all the forms in which Python functions return them.

use super::super::super::function::{array_from, dense_from, is_sparse, sparse_from};
use super::super::super::operator::Operator;
use super::super::problem::{flat, scheme};
use pallasite_optimize::{HessianUpdate, Jacobian, LinearOperator, Precision, Scheme, SecondDerivatives};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// A dense, sparse or abstract matrix of a shape.
pub(super) fn matrix_of(value: &Bound<'_, PyAny>, (rows, cols): (usize, usize)) -> PyResult<Jacobian<PyErr>> {
    let (matrix, shape) = if is_sparse(value)? {
        let sparse = sparse_from(value)?;
        let shape = (sparse.rows, sparse.cols());
        (Jacobian::Sparse(sparse), shape)
    } else if value.hasattr("matvec")? {
        let shape: (usize, usize) = value.getattr("shape")?.extract()?;
        let operator = Operator { object: value.clone().unbind(), shape };
        (Jacobian::Operator(Box::new(operator), vec![1.0; shape.0]), shape)
    } else {
        let dense = dense_from(value)?;
        let shape = (dense.rows(), dense.cols());
        (Jacobian::Dense(dense), shape)
    };
    if shape == (rows, cols) {
        return Ok(matrix);
    }
    let text = if shape.1 == cols {
        format!("a matrix of {} rows where there are {rows} values", shape.0)
    } else {
        let (m, n) = shape;
        format!("shapes ({m},{n}) and ({cols},) not aligned: {n} (dim 1) != {cols} (dim 0)")
    };
    Err(PyValueError::new_err(text))
}

/// A Hessian known by a function of the place and of a vector.
pub(super) struct Product {
    pub function: Py<PyAny>,
    pub x: Vec<f64>,
    pub after: Vec<Py<PyAny>>,
}

impl LinearOperator for Product {
    type Error = PyErr;

    fn shape(&self) -> (usize, usize) {
        (self.x.len(), self.x.len())
    }

    fn dot(&self, p: &[f64]) -> PyResult<Vec<f64>> {
        Python::attach(|py| {
            py.check_signals()?;
            let mut all =
                vec![array_from(py, self.x.clone())?.unbind(), array_from(py, p.to_vec())?.unbind()];
            all.extend(self.after.iter().map(|a| a.clone_ref(py)));
            let value = flat(&self.function.bind(py).call1(pyo3::types::PyTuple::new(py, all)?)?)?;
            sized(value, p.len())
        })
    }

    fn transposed_dot(&self, p: &[f64]) -> PyResult<Vec<f64>> {
        self.dot(p)
    }
}

/// A vector that has as many components as are wanted.
pub(super) fn sized(values: Vec<f64>, wanted: usize) -> PyResult<Vec<f64>> {
    if values.len() == wanted {
        return Ok(values);
    }
    let text =
        format!("operands could not be broadcast together with shapes ({},) ({wanted},) ", values.len());
    Err(PyValueError::new_err(text))
}

/// An object of Python's that learns a Hessian.
struct Strategy<'py>(Bound<'py, PyAny>);

impl HessianUpdate<PyErr> for Strategy<'_> {
    fn initialize(&mut self, n: usize) -> PyResult<()> {
        self.0.call_method1("initialize", (n, "hess")).map(|_| ())
    }

    fn update(&mut self, step: &[f64], change: &[f64]) -> PyResult<()> {
        let py = self.0.py();
        let (step, change) = (array_from(py, step.to_vec())?, array_from(py, change.to_vec())?);
        self.0.call_method1("update", (step, change)).map(|_| ())
    }

    fn dot(&mut self, p: &[f64]) -> PyResult<Vec<f64>> {
        let value = self.0.call_method1("dot", (array_from(self.0.py(), p.to_vec())?,))?;
        sized(flat(&value)?, p.len())
    }
}

/// How second derivatives are named in messages: those of the objective and those of a constraint.
pub(super) struct Names {
    pub hess: &'static str,
    pub first: &'static str,
}

/// Where second derivatives come from; `first` is the scheme of the first ones, if they are by differences.
pub(super) fn second_of<'py>(
    hess: &Bound<'py, PyAny>,
    first: Option<Scheme>,
    rel_step: Option<&[f64]>,
    names: &Names,
) -> PyResult<SecondDerivatives<'py, PyErr>> {
    if hess.is_callable() {
        return Ok(SecondDerivatives::Function);
    }
    if let Some(scheme) = scheme(hess) {
        if first.is_some() {
            let text = format!(
                "Whenever the {} is estimated via finite-differences, we require the Hessian to be estimated using one \
                 of the quasi-Newton strategies.",
                names.first
            );
            return Err(PyValueError::new_err(text));
        }
        let step = match rel_step {
            Some(&[step]) => step,
            _ => Precision::Double.relative_step(scheme),
        };
        return Ok(SecondDerivatives::Differences { scheme, step });
    }
    let strategy = super::super::super::result::class(hess.py(), "HessianUpdateStrategy")?;
    if hess.is_instance(&strategy)? {
        return Ok(SecondDerivatives::Updates(Box::new(Strategy(hess.clone()))));
    }
    let text = format!(
        "`hess` must be either callable,{}HessianUpdateStrategy or one of ('2-point', '3-point', 'cs').",
        names.hess
    );
    Err(PyValueError::new_err(text))
}
