//! `milp`.

use super::linprog::inputs::{Entries, entries, is_sparse, kinds};
use super::linprog::options::HighsOptions;
use super::linprog::{ending, run, summary};
use super::result::{object, optimize_result, print};
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::{DType, NdArray};
use pallasite_optimize::{Integrality, LinearProgram, Sparse};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

const NOT_CONSTRAINTS: &str = "`constraints` (or each element within `constraints`) must be convertible into an \
                               instance of `scipy.optimize.LinearConstraint`.";

const NOT_REALS: &str = "`bounds.lb` and `bounds.ub` must contain reals and be broadcastable to `c.shape`.";

fn error<T>(text: &str) -> PyResult<T> {
    Err(PyValueError::new_err(text.to_owned()))
}

fn costs(c: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    if is_sparse(c) {
        return error("`c` must be a dense array.");
    }
    let array = as_array(c, Some(&DType::FLOAT64))?;
    let c = array.cast_vec::<f64>().py()?;
    if array.ndim() > 1 || c.is_empty() || !c.iter().all(|v| v.is_finite()) {
        return error("`c` must be a one-dimensional array of finite numbers with at least one element.");
    }
    Ok(c)
}

fn integrality(given: Option<&Bound<'_, PyAny>>, n: usize) -> PyResult<Vec<Integrality>> {
    let Some(given) = given else { return Ok(vec![]) };
    if is_sparse(given) {
        return error("`integrality` must be a dense array.");
    }
    let values = as_array(given, None)?.broadcast_to(&[n]).and_then(|a| a.cast_vec::<f64>());
    let valid = values.ok().and_then(|v| kinds(&v).ok());
    let text = "`integrality` must contain integers 0-3 and be broadcastable to `c.shape`.";
    valid.map_or_else(|| error(text), Ok)
}

/// A limit of `Bounds`, at least of one dimension.
fn limit(x: &Bound<'_, PyAny>) -> PyResult<NdArray> {
    if is_sparse(x) {
        return error("Lower and upper bounds must be dense arrays.");
    }
    let a = as_array(x, None).or_else(|_| error(NOT_REALS))?;
    if a.ndim() == 0 { a.reshape(&[1]).py() } else { Ok(a) }
}

/// `Bounds`, or what it is made of.
fn bounds(given: Option<&Bound<'_, PyAny>>, n: usize) -> PyResult<Vec<(f64, f64)>> {
    let Some(given) = given.filter(|g| !g.is_none()) else { return Ok(vec![(0.0, f64::INFINITY); n]) };
    let (lower, upper) = if given.hasattr("lb")? && given.hasattr("ub")? {
        (limit(&given.getattr("lb")?)?, limit(&given.getattr("ub")?)?)
    } else {
        let text = "`bounds` must be convertible into an instance of `scipy.optimize.Bounds`.";
        let items: Vec<Bound<'_, PyAny>> = match given.try_iter() {
            Ok(items) => items.collect::<PyResult<_>>()?,
            Err(_) => return error(text),
        };
        match items.as_slice() {
            [lower] => (limit(lower)?, NdArray::from_vec(vec![f64::INFINITY])),
            [lower, upper] | [lower, upper, _] => (limit(lower)?, limit(upper)?),
            [] => (NdArray::from_vec(vec![f64::NEG_INFINITY]), NdArray::from_vec(vec![f64::INFINITY])),
            _ => return error(text),
        }
    };
    if pallasite_array::layout::broadcast_shapes(&[lower.shape(), upper.shape()]).is_err() {
        return error("`lb`, `ub`, and `keep_feasible` must be broadcastable.");
    }
    let values = |a: NdArray| a.broadcast_to(&[n]).and_then(|a| a.cast_vec::<f64>());
    match (values(lower), values(upper)) {
        (Ok(lower), Ok(upper)) => Ok(lower.into_iter().zip(upper).collect()),
        _ => error(NOT_REALS),
    }
}

/// A block of rows with their bounds.
struct Block {
    matrix: Entries,
    bounds: Vec<(f64, f64)>,
}

/// One `LinearConstraint`, or a tuple of what it is made of.
fn block(given: &Bound<'_, PyAny>) -> PyResult<Block> {
    if given.hasattr("A")? && given.hasattr("lb")? && given.hasattr("ub")? {
        return rows(&given.getattr("A")?, Some(&given.getattr("lb")?), Some(&given.getattr("ub")?));
    }
    let items: Vec<Bound<'_, PyAny>> = given.try_iter()?.collect::<PyResult<_>>()?;
    match items.as_slice() {
        [a] => rows(a, None, None),
        [a, lower] => rows(a, Some(lower), None),
        [a, lower, upper] | [a, lower, upper, _] => rows(a, Some(lower), Some(upper)),
        _ => Err(PyTypeError::new_err("a constraint has one to four parts")),
    }
}

fn rows(
    a: &Bound<'_, PyAny>,
    lower: Option<&Bound<'_, PyAny>>,
    upper: Option<&Bound<'_, PyAny>>,
) -> PyResult<Block> {
    let matrix = match as_array(a, Some(&DType::FLOAT64)) {
        Ok(row) if !is_sparse(a) && row.ndim() == 1 => {
            let values = row.cast_vec::<f64>().py()?;
            let list = values.iter().enumerate().map(|(j, v)| (0, j, *v)).collect();
            Entries { rows: 1, columns: values.len(), list }
        }
        _ => entries(a)?.ok_or_else(|| PyValueError::new_err("`A` must have exactly two dimensions."))?,
    };
    let side = |given: Option<&Bound<'_, PyAny>>, absent: f64| match given {
        None => Ok(vec![absent; matrix.rows]),
        Some(b) if is_sparse(b) => error("Constraint limits must be dense arrays."),
        Some(b) => {
            as_array(b, Some(&DType::FLOAT64))?.broadcast_to(&[matrix.rows]).py()?.cast_vec::<f64>().py()
        }
    };
    let bounds = side(lower, f64::NEG_INFINITY)?.into_iter().zip(side(upper, f64::INFINITY)?).collect();
    Ok(Block { bounds, matrix })
}

/// One constraint or a sequence of them.
fn blocks(given: &Bound<'_, PyAny>) -> PyResult<Vec<Block>> {
    if given.hasattr("A")? {
        return Ok(vec![block(given)?]);
    }
    let items: Vec<Bound<'_, PyAny>> = given.try_iter()?.collect::<PyResult<_>>()?;
    if let [a, lower, upper] = items.as_slice()
        && let Ok(one) = rows(a, Some(lower), Some(upper))
    {
        return Ok(vec![one]);
    }
    items.iter().map(block).collect()
}

fn is_empty(given: &Bound<'_, PyAny>) -> PyResult<bool> {
    let sequence = given.is_instance_of::<PyList>() || given.is_instance_of::<PyTuple>();
    Ok(given.is_none() || sequence && given.len()? == 0)
}

/// The rows of all constraints, one block under another.
fn constraints(given: Option<&Bound<'_, PyAny>>, n: usize) -> PyResult<(Sparse, Vec<(f64, f64)>)> {
    let mut list = Vec::new();
    let mut bounds = Vec::new();
    if let Some(given) = given.filter(|g| !is_empty(g).unwrap_or(false)) {
        for block in blocks(given).or_else(|_| error(NOT_CONSTRAINTS))? {
            if block.matrix.columns != n {
                return error("The shape of `A` must be (len(b_l), len(c)).");
            }
            let above = bounds.len();
            list.extend(block.matrix.list.into_iter().map(|(r, c, v)| (r + above, c, v)));
            bounds.extend(block.bounds);
        }
    }
    Ok((Sparse::from_entries(n, &list), bounds))
}

/// Minimises a linear function under linear constraints, with integers among the variables.
///
/// Branch and bound over the dual simplex method; see `linprog`.
#[pyfunction]
#[pyo3(signature = (c, *, integrality=None, bounds=None, constraints=None, options=None))]
pub(super) fn milp<'py>(
    py: Python<'py>,
    c: &Bound<'py, PyAny>,
    integrality: Option<&Bound<'py, PyAny>>,
    bounds: Option<&Bound<'py, PyAny>>,
    constraints: Option<&Bound<'py, PyAny>>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let cost = costs(c)?;
    let n = cost.len();
    let integrality = self::integrality(integrality, n)?;
    let bounds = self::bounds(bounds, n)?;
    let (matrix, row_bounds) = self::constraints(constraints, n)?;
    let options = options.map_or_else(|| Ok(PyDict::new(py)), |o| o.copy())?;
    let options = HighsOptions::milp(py, &options)?;
    let program = LinearProgram { cost, matrix, row_bounds, bounds, integrality };
    let result = run(py, &program, &options.limits)?;
    if options.disp {
        print(py, &summary(&result))?;
    }
    let integers = program.integrality.iter().any(|i| *i != Integrality::Continuous);
    let end = ending(&result, integers);
    let mip = result.mip.filter(|_| result.x.is_some());
    let x = super::linprog::inputs::optional(py, result.x.as_deref())?;
    optimize_result(
        py,
        [
            ("status", object(py, end.status)?),
            ("message", object(py, end.message)?),
            ("success", object(py, end.status == 0)?),
            ("fun", object(py, result.x.as_ref().map(|_| result.fun))?),
            ("x", x),
            ("mip_node_count", object(py, mip.map(|m| m.nodes))?),
            ("mip_dual_bound", object(py, mip.map(|m| m.dual_bound))?),
            ("mip_gap", object(py, mip.map(|m| m.gap))?),
        ],
    )
}
