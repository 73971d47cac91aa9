//! `LinearConstraint` and `NonlinearConstraint`.

use super::super::super::function::{VectorFunction, array_from, is_sparse, structure_from};
use super::super::super::numdiff::{Approximation, Differences, default_groups, numbers};
use super::super::super::workers::Workers;
use super::super::problem::{flat, scheme};
use super::second::{Names, matrix_of, second_of, sized};
use crate::coerce::as_array;
use crate::error::IntoPy;
use num_complex::Complex64;
use pallasite_array::DType;
use pallasite_optimize::{
    Constraint, ConstraintFunction, DifferenceOptions, Differentiable, Jacobian, Point, Precision, Smoothness,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

const WRONG_SPARSITY: &str = "`finite_diff_jac_sparsity` has wrong shape.";
const NAMES: Names = Names { hess: "", first: "Jacobian" };

/// A sparse matrix that the caller has given, whose class those of the result get.
pub(super) type Like<'py> = Rc<RefCell<Option<Bound<'py, PyAny>>>>;

enum First<'py> {
    Function(VectorFunction<'py>),
    Differences(Differences<'py>),
}

struct Function<'py> {
    fun: VectorFunction<'py>,
    jac: First<'py>,
    hess: Bound<'py, PyAny>,
    like: Like<'py>,
    /// How many values there are.
    count: Option<usize>,
}

impl Differentiable<PyErr> for Function<'_> {
    fn values(&mut self, x: &[f64]) -> PyResult<Vec<f64>> {
        let values = self.fun.values(x)?;
        let count = *self.count.get_or_insert(values.len());
        if let First::Differences(Differences { sparsity: Some((structure, _)), .. }) = &self.jac
            && structure.rows != count
        {
            return Err(PyValueError::new_err(WRONG_SPARSITY));
        }
        sized(values, count)
    }

    fn by_differences(&self) -> bool {
        matches!(self.jac, First::Differences(_))
    }

    fn jacobian(&mut self, x: &[f64], values: &[f64]) -> PyResult<(Jacobian<PyErr>, usize)> {
        let jac = match &self.jac {
            First::Function(jac) => jac,
            First::Differences(differences) => {
                let (found, taken) = differences.jacobian(&self.fun, x, values)?;
                return Ok(match found {
                    Approximation::Dense(a) => (Jacobian::Dense(a), taken),
                    Approximation::Sparse(a) => (Jacobian::Sparse(a), taken),
                });
            }
        };
        let value = jac.call(x)?;
        let matrix = matrix_of(&value, (self.count.unwrap_or(values.len()), x.len()))?;
        match &matrix {
            Jacobian::Sparse(_) => *self.like.borrow_mut() = Some(value),
            Jacobian::Operator(..) => {
                let text = "`jac` of a constraint must return an array or a sparse matrix.";
                return Err(PyValueError::new_err(text));
            }
            Jacobian::Dense(_) => {}
        }
        Ok((matrix, 0))
    }

    fn slope(&mut self, point: Point<'_>, v: &[f64], out: &mut [f64]) -> PyResult<()> {
        let (z, jac) = match (point, &self.jac) {
            (Point::Real(x), _) => {
                out.copy_from_slice(&self.jacobian(x, &[])?.0.transposed_dot(v)?);
                return Ok(());
            }
            (Point::Complex(z), First::Function(jac)) => (z, jac),
            (Point::Complex(_), First::Differences(_)) => return Ok(()),
        };
        let value = jac.call_with(&array_from(jac.function.py(), z.to_vec())?)?;
        let value = if is_sparse(&value)? { value.call_method0("toarray")? } else { value };
        let entries = as_array(&value, Some(&DType::COMPLEX128))?.cast_vec::<Complex64>().py()?;
        if entries.len() != v.len() * out.len() {
            let text = format!("a Jacobian of {} entries for {} values", entries.len(), v.len());
            return Err(PyValueError::new_err(text));
        }
        let column = |j: usize| v.iter().enumerate().map(move |(i, v)| (i * z.len() + j, v));
        (0..out.len()).for_each(|j| out[j] = column(j).map(|(k, v)| entries[k].im * v).sum());
        Ok(())
    }

    fn hessian(&mut self, x: &[f64], v: &[f64]) -> PyResult<Jacobian<PyErr>> {
        let py = self.hess.py();
        py.check_signals()?;
        let value = self.hess.call1((array_from(py, x.to_vec())?, array_from(py, v.to_vec())?))?;
        matrix_of(&value, (x.len(), x.len()))
    }
}

/// What a constraint needs to know of the problem around it.
pub(super) struct Surroundings<'py> {
    pub n: usize,
    /// Bounds that differences have to keep.
    pub strict: Option<(Vec<f64>, Vec<f64>)>,
    pub like: Like<'py>,
}

/// A constraint of Python's.
pub(super) fn constraint<'py>(
    object: &Bound<'py, PyAny>,
    around: &Surroundings<'py>,
) -> PyResult<Constraint<'py, PyErr>> {
    let attribute = |name: &str| object.getattr(name);
    let function = if object.hasattr("A")? {
        let matrix = attribute("A")?;
        let rows = as_array(&attribute("lb")?, None)?.size();
        let linear = matrix_of(&matrix, (rows, around.n))?;
        if matches!(linear, Jacobian::Sparse(_)) {
            *around.like.borrow_mut() = Some(matrix);
        }
        ConstraintFunction::Linear(linear)
    } else {
        ConstraintFunction::Nonlinear(nonlinear(object, around)?)
    };
    let keep_feasible = flat(&attribute("keep_feasible")?)?.into_iter().map(|k| k != 0.0).collect();
    let (lower, upper) = (flat(&attribute("lb")?)?, flat(&attribute("ub")?)?);
    Ok(Constraint { function, lower, upper, keep_feasible })
}

fn nonlinear<'py>(
    object: &Bound<'py, PyAny>,
    around: &Surroundings<'py>,
) -> PyResult<Smoothness<'py, PyErr>> {
    let py = object.py();
    let fun = VectorFunction::new(object.getattr("fun")?, Vec::new(), None);
    let (jac, hess) = (object.getattr("jac")?, object.getattr("hess")?);
    let scheme = scheme(&jac);
    if scheme.is_none() && !jac.is_callable() {
        let text = "`jac` must be either callable or one of ('2-point', '3-point', 'cs').";
        return Err(PyValueError::new_err(text));
    }
    let rel_step = numbers(Some(&object.getattr("finite_diff_rel_step")?))?;
    let second = second_of(&hess, scheme, rel_step.as_deref(), &NAMES)?;
    let first = match scheme {
        None => First::Function(fun.like(jac)),
        Some(scheme) => {
            let structure = object.getattr("finite_diff_jac_sparsity")?;
            let bounds = around.strict.clone();
            let options = DifferenceOptions { scheme, rel_step, bounds, ..DifferenceOptions::default() };
            let sparsity = if structure.is_none() { None } else { Some(sparsity(py, &structure, around)?) };
            let workers = Workers::new(py, None)?;
            First::Differences(Differences { options, points: Precision::Double, sparsity, workers })
        }
    };
    let function = Function { fun, jac: first, hess, like: Rc::clone(&around.like), count: None };
    Ok(Smoothness { function: Box::new(function), second })
}

/// The structure of a Jacobian, and the groups of its columns.
fn sparsity<'py>(
    py: Python<'py>,
    structure: &Bound<'py, PyAny>,
    around: &Surroundings<'py>,
) -> PyResult<(pallasite_optimize::SparseColumns, Vec<usize>)> {
    if is_sparse(structure)? {
        *around.like.borrow_mut() = Some(structure.clone());
    }
    let structure = structure_from(structure)?;
    if structure.cols() != around.n {
        return Err(PyValueError::new_err(WRONG_SPARSITY));
    }
    let groups = default_groups(py, &structure)?;
    Ok((structure, groups))
}
