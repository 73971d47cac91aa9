//! `approx_derivative` and its kin.

mod checks;
mod operator;

use super::super::callback::arguments;
use super::curve_fit::vector;
use super::function::{
    VectorFunction, array_from, check_dimensions, is_sparse, matrix_from, precision_of, sparse_like,
    structure_from,
};
use super::result::object;
use super::workers::{Workers, too_few};
use crate::coerce::as_array;
use crate::error::IntoPy;
pub(super) use checks::{approx_fprime, check_derivative, check_grad};
use operator::DifferenceOperator;
use pallasite_array::{DType, Kind};
use pallasite_optimize::{
    DifferenceOptions, InvalidDifferences, Matrix, Point, Precision, Scheme, SparseColumns, Stencil,
    group_columns as group,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// The scheme of a name.
pub(super) fn scheme_of(name: &str) -> Option<Scheme> {
    match name {
        "2-point" => Some(Scheme::TwoPoint),
        "3-point" => Some(Scheme::ThreePoint),
        "cs" => Some(Scheme::ComplexStep),
        _ => None,
    }
}

pub(super) fn invalid(e: InvalidDifferences) -> PyErr {
    PyValueError::new_err(e.to_string())
}

/// Numbers, one for all or one for each; `None` when there are none.
pub(super) fn numbers(value: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Vec<f64>>> {
    let Some(value) = value.filter(|v| !v.is_none()) else { return Ok(None) };
    as_array(value, Some(&DType::FLOAT64))?.cast_vec().py().map(Some)
}

/// A pair of bounds as vectors; a single number is one for each of `n` variables.
pub(super) fn bounds_of(bounds: &Bound<'_, PyAny>, n: usize) -> PyResult<(Vec<f64>, Vec<f64>)> {
    let side = |i: usize| {
        let limit = as_array(&bounds.get_item(i)?, Some(&DType::FLOAT64))?;
        let values = limit.cast_vec::<f64>().py()?;
        Ok::<_, PyErr>(if limit.ndim() == 0 { vec![values[0]; n] } else { values })
    };
    Ok((side(0)?, side(1)?))
}

/// Where the Jacobian of a function comes from.
pub(super) struct Differences<'py> {
    pub options: DifferenceOptions,
    pub points: Precision,
    /// The structure of a sparse Jacobian and the groups of its columns.
    pub sparsity: Option<(SparseColumns, Vec<usize>)>,
    pub workers: Workers<'py>,
}

/// A Jacobian by differences.
pub(super) enum Approximation {
    Dense(Matrix),
    Sparse(SparseColumns),
}

impl<'py> Differences<'py> {
    /// The Jacobian at `x`, where the function is `f0`, and the number of evaluations.
    pub fn jacobian(
        &self,
        f: &VectorFunction<'py>,
        x: &[f64],
        f0: &[f64],
    ) -> PyResult<(Approximation, usize)> {
        let mut stencil = Stencil::new(x, &self.options).map_err(invalid)?.rounded(self.points);
        if let Some((_, groups)) = &self.sparsity {
            stencil = stencil.grouped(groups);
        }
        let evaluations = stencil.evaluations();
        if !self.workers.any() {
            return Ok((self.run(&stencil, f0, |point, out| f.at(point, out))?, evaluations));
        }
        let mut values = self.workers.values(&f.for_workers()?, &stencil)?.into_iter();
        let next =
            |point: Point<'_>, out: &mut [f64]| f.read(point, &values.next().ok_or_else(too_few)?, out);
        Ok((self.run(&stencil, f0, next)?, evaluations))
    }

    fn run(
        &self,
        stencil: &Stencil,
        f0: &[f64],
        f: impl FnMut(Point<'_>, &mut [f64]) -> PyResult<()>,
    ) -> PyResult<Approximation> {
        if let Some((structure, _)) = &self.sparsity {
            let mut jacobian = structure.clone();
            stencil.sparse_jacobian(f0, f, &mut jacobian)?;
            return Ok(Approximation::Sparse(jacobian));
        }
        let (m, n) = (f0.len(), stencil.variables());
        let mut columns = vec![0.0; m * n];
        stencil.jacobian(f0, f, &mut columns)?;
        Ok(Approximation::Dense(Matrix::from_columns(m, n, columns)))
    }
}

/// Columns in the order of SciPy's random permutation.
pub(super) fn default_groups(py: Python<'_>, structure: &SparseColumns) -> PyResult<Vec<usize>> {
    groups_in_order(py, structure, &0i64.into_pyobject(py)?.into_any())
}

fn groups_in_order(
    py: Python<'_>,
    structure: &SparseColumns,
    order: &Bound<'_, PyAny>,
) -> PyResult<Vec<usize>> {
    let n = structure.cols();
    let scalar = order.is_none() || as_array(order, None)?.ndim() == 0;
    let order = if scalar {
        let state = py.import("pallasite.numpy")?.getattr("random")?.call_method1("RandomState", (order,))?;
        state.call_method1("permutation", (n,))?
    } else {
        order.clone()
    };
    let order = as_array(&order, Some(&DType::INT64))?.cast_vec::<i64>().py()?;
    let mut seen = vec![false; n];
    order.iter().for_each(|&j| {
        if let Some(place) = seen.get_mut(j as usize) {
            *place = true;
        }
    });
    if order.len() != n || seen.contains(&false) {
        return Err(PyValueError::new_err("`order` has incorrect shape."));
    }
    Ok(group(structure, &order.iter().map(|&j| j as usize).collect::<Vec<_>>()))
}

fn groups_array<'py>(py: Python<'py>, groups: Vec<usize>) -> PyResult<Bound<'py, PyAny>> {
    array_from(py, groups.into_iter().map(|g| g as i64).collect())
}

/// Groups columns of which no two have entries in the same row.
#[pyfunction]
#[pyo3(signature = (A, order=None), text_signature = "(A, order=0)")]
#[allow(non_snake_case)]
pub(super) fn group_columns<'py>(
    py: Python<'py>,
    A: &Bound<'py, PyAny>,
    order: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let structure = structure_from(A)?;
    match order {
        None => groups_array(py, default_groups(py, &structure)?),
        Some(order) => groups_array(py, groups_in_order(py, &structure, order)?),
    }
}

/// The structure and the groups that `sparsity` gives or asks for.
fn sparsity_of<'py>(
    py: Python<'py>,
    sparsity: &Bound<'py, PyAny>,
) -> PyResult<(Bound<'py, PyAny>, SparseColumns, Vec<usize>)> {
    if !is_sparse(sparsity)? && sparsity.len()? == 2 {
        let (matrix, groups) = (sparsity.get_item(0)?, sparsity.get_item(1)?);
        let groups = as_array(&groups, Some(&DType::INT64))?.cast_vec::<i64>().py()?;
        let structure = structure_from(&matrix)?;
        if groups.len() != structure.cols() || groups.iter().any(|&g| g < 0) {
            return Err(PyValueError::new_err("there must be a nonnegative group for each column"));
        }
        return Ok((matrix, structure, groups.into_iter().map(|g| g as usize).collect()));
    }
    let structure = structure_from(sparsity)?;
    let groups = default_groups(py, &structure)?;
    Ok((sparsity.clone(), structure, groups))
}

/// The point at which to differentiate: floating point, no more than one dimension.
fn start(x0: &Bound<'_, PyAny>) -> PyResult<(Vec<f64>, Precision)> {
    let array = as_array(x0, None)?;
    if array.ndim() > 1 {
        return Err(PyValueError::new_err("`x0` must have at most 1 dimension."));
    }
    let precision = match array.kind() {
        Kind::Float16 | Kind::Float32 => precision_of(&array),
        _ => Precision::Double,
    };
    Ok((array.cast_vec().py()?, precision))
}

/// Approximates the derivatives of a function by finite differences.
#[pyfunction]
#[pyo3(
    signature = (fun, x0, method="3-point", rel_step=None, abs_step=None, f0=None, bounds=None, sparsity=None,
        as_linear_operator=false, args=None, kwargs=None, full_output=false, workers=None),
    text_signature = "(fun, x0, method='3-point', rel_step=None, abs_step=None, f0=None, bounds=(-math.inf, math.inf), \
        sparsity=None, as_linear_operator=False, args=(), kwargs=None, full_output=False, workers=None)"
)]
pub(super) fn approx_derivative<'py>(
    py: Python<'py>,
    fun: Bound<'py, PyAny>,
    x0: &Bound<'py, PyAny>,
    method: &str,
    rel_step: Option<&Bound<'py, PyAny>>,
    abs_step: Option<&Bound<'py, PyAny>>,
    f0: Option<&Bound<'py, PyAny>>,
    bounds: Option<&Bound<'py, PyAny>>,
    sparsity: Option<&Bound<'py, PyAny>>,
    #[pyo3(from_py_with = crate::convert::truth)] as_linear_operator: bool,
    args: Option<&Bound<'py, PyAny>>,
    kwargs: Option<Bound<'py, PyDict>>,
    #[pyo3(from_py_with = crate::convert::truth)] full_output: bool,
    workers: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let scheme =
        scheme_of(method).ok_or_else(|| PyValueError::new_err(format!("Unknown method '{method}'. ")))?;
    let (x, precision) = start(x0)?;
    let bounds = bounds.map(|b| bounds_of(b, x.len())).transpose()?;
    if bounds.as_ref().is_some_and(|(low, high)| low.len() != x.len() || high.len() != x.len()) {
        return Err(invalid(InvalidDifferences::BoundsShape));
    }
    let limited = bounds.as_ref().is_some_and(|(low, high)| !low.iter().chain(high).all(|b| b.is_infinite()));
    if as_linear_operator && limited {
        return Err(PyValueError::new_err("Bounds not supported when `as_linear_operator` is True."));
    }
    let f = VectorFunction::new(fun, arguments(args), kwargs).with_precision(precision);
    let (value, own) = match f0.filter(|f0| !f0.is_none()) {
        Some(f0) => (as_array(f0, None)?, 0),
        None => (as_array(&f.call(&x)?, None)?, 1),
    };
    if own == 0 && value.ndim() > 1 {
        return Err(PyValueError::new_err("`f0` passed has more than 1 dimension."));
    }
    check_dimensions(&value)?;
    if !as_linear_operator && sparsity.is_none() {
        crate::convert::check_room(&[value.size(), x.len()])?;
    }
    let coarser = precision.min(precision_of(&value));
    if as_linear_operator {
        let step = match numbers(rel_step)?.as_deref() {
            Some(&[step]) => step,
            _ => coarser.relative_step(scheme),
        };
        let (function, f0) = (f.for_workers()?.unbind(), value.cast_vec().py()?);
        let operator = object(py, DifferenceOperator { function, scheme, step, x0: x, f0 })?;
        if !full_output {
            return Ok(operator);
        }
        let info = PyDict::new(py);
        info.set_item("nfev", own)?;
        return object(py, (operator, info));
    }
    let options = DifferenceOptions {
        scheme,
        rel_step: numbers(rel_step)?,
        abs_step: numbers(abs_step)?,
        bounds,
        precision: coarser,
    };
    let sparsity = sparsity.filter(|s| !s.is_none()).map(|s| sparsity_of(py, s)).transpose()?;
    let (like, sparsity) = sparsity.map(|(like, s, groups)| (like, (s, groups))).unzip();
    let workers = Workers::new(py, workers)?;
    let differences = Differences { options, points: precision, sparsity, workers };
    let (found, evaluations) = differences.jacobian(&f, &x, &value.cast_vec::<f64>().py()?)?;
    let jacobian = match (found, like) {
        (Approximation::Sparse(a), Some(like)) => sparse_result(py, &like, &a)?,
        (Approximation::Dense(a), _) if a.rows() == 1 => vector(py, a.as_slice())?.into_bound(py),
        (Approximation::Dense(a), _) => matrix_from(py, &a)?,
        (Approximation::Sparse(a), None) => dense_result(py, &a)?,
    };
    if !full_output {
        return Ok(jacobian);
    }
    let info = PyDict::new(py);
    info.set_item("nfev", own + evaluations)?;
    object(py, (jacobian, info))
}

/// A sparse Jacobian as its structure was given: sparse, or all the entries.
pub(super) fn sparse_result<'py>(
    py: Python<'py>,
    like: &Bound<'py, PyAny>,
    a: &SparseColumns,
) -> PyResult<Bound<'py, PyAny>> {
    if is_sparse(like)? { sparse_like(like, a) } else { dense_result(py, a) }
}

/// A sparse matrix with all the entries.
pub(super) fn dense_result<'py>(py: Python<'py>, a: &SparseColumns) -> PyResult<Bound<'py, PyAny>> {
    matrix_from(py, &a.to_dense())
}
