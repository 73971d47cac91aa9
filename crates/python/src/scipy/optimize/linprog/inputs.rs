//! The arguments of `linprog`, cleaned as SciPy cleans them, with its messages.

use super::super::curve_fit::vector;
use super::super::result::object;
use super::{Ending, as_type_error};
use crate::coerce::as_array;
use crate::error::IntoPy;
use pallasite_array::{DType, NdArray};
use pallasite_optimize::{Integrality, LinearProgram, Sparse};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

/// The arguments as they come.
pub(super) struct Given<'a, 'py> {
    pub c: &'a Bound<'py, PyAny>,
    pub a_ub: Option<&'a Bound<'py, PyAny>>,
    pub b_ub: Option<&'a Bound<'py, PyAny>>,
    pub a_eq: Option<&'a Bound<'py, PyAny>>,
    pub b_eq: Option<&'a Bound<'py, PyAny>>,
    pub bounds: Option<&'a Bound<'py, PyAny>>,
    pub x0: Option<&'a Bound<'py, PyAny>>,
}

/// The program, whose first `b_ub` rows are inequalities.
pub(super) struct Clean {
    pub program: LinearProgram,
    pub b_ub: usize,
    pub x0: Option<Vec<f64>>,
}

/// How far constraints and bounds are.
pub(super) struct Residuals {
    pub slack: Vec<f64>,
    pub con: Vec<f64>,
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
}

/// Entries of a matrix with its shape.
pub(in super::super) struct Entries {
    pub rows: usize,
    pub columns: usize,
    pub list: Vec<(usize, usize, f64)>,
}

fn error(text: &str) -> PyErr {
    PyValueError::new_err(format!("Invalid input for linprog: {text}"))
}

fn floats(x: &Bound<'_, PyAny>) -> PyResult<NdArray> {
    as_array(x, Some(&DType::FLOAT64))
}

/// True for sparse matrices of any library.
pub(in super::super) fn is_sparse(x: &Bound<'_, PyAny>) -> bool {
    x.hasattr("tocoo").unwrap_or(false)
}

/// A matrix, sparse or dense.
pub(in super::super) fn entries(a: &Bound<'_, PyAny>) -> PyResult<Option<Entries>> {
    if is_sparse(a) {
        let coo = a.call_method0("tocoo")?;
        let (rows, columns): (usize, usize) = coo.getattr("shape")?.extract()?;
        let indices = |name: &str| as_array(&coo.getattr(name)?, Some(&DType::INT64))?.cast_vec::<i64>().py();
        let values = floats(&coo.getattr("data")?)?.cast_vec::<f64>().py()?;
        let pairs = indices("row")?.into_iter().zip(indices("col")?);
        let list = pairs.zip(values).map(|((r, c), v)| (r as usize, c as usize, v)).collect();
        return Ok(Some(Entries { rows, columns, list }));
    }
    let a = floats(a)?;
    let &[rows, columns] = a.shape() else { return Ok(None) };
    let values = a.cast_vec::<f64>().py()?;
    let entry = |(k, v): (usize, &f64)| (k / columns, k % columns, *v);
    let list = values.iter().enumerate().filter(|(_, v)| **v != 0.0).map(entry).collect();
    Ok(Some(Entries { rows, columns, list }))
}

/// A vector of finite numbers, once axes of length one are gone.
fn squeezed(x: &Bound<'_, PyAny>) -> PyResult<NdArray> {
    let a = floats(x)?;
    if a.size() == 1 { a.reshape(&[1]).py() } else { a.squeeze(None).py() }
}

fn finite(values: impl IntoIterator<Item = f64>, name: &str) -> PyResult<()> {
    if values.into_iter().all(f64::is_finite) {
        return Ok(());
    }
    Err(error(&format!("{name} must not contain values inf, nan, or None")))
}

/// The costs.
fn costs(py: Python<'_>, c: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    if c.is_none() {
        return Err(PyTypeError::new_err(()));
    }
    let text = "Invalid input for linprog: c must be a 1-D array of numerical coefficients";
    let c = as_type_error(py, squeezed(c), text)?;
    if c.ndim() != 1 || c.size() == 0 {
        return Err(error("c must be a 1-D array and must not have more than one non-singleton dimension"));
    }
    let c = c.cast_vec::<f64>().py()?;
    finite(c.iter().copied(), "c")?;
    Ok(c)
}

/// One kind of constraints: its matrix and its right-hand side, `which` being `ub` or `eq`.
fn constraints(
    py: Python<'_>,
    a: Option<&Bound<'_, PyAny>>,
    b: Option<&Bound<'_, PyAny>>,
    n: usize,
    which: &str,
) -> PyResult<(Entries, Vec<f64>)> {
    let text = format!("Invalid input for linprog: A_{which} must be a 2-D array of numerical values");
    let a = match a {
        Some(a) => as_type_error(py, entries(a), &text)?,
        None => Some(Entries { rows: 0, columns: n, list: vec![] }),
    };
    let Some(a) = a.filter(|a| a.columns == n) else {
        return Err(error(&format!(
            "A_{which} must have exactly two dimensions, and the number of columns in A_{which} must be equal to the \
             size of c"
        )));
    };
    finite(a.list.iter().map(|e| e.2), &format!("A_{which}"))?;
    let b = b.map(|b| as_type_error(py, squeezed(b), right_hand_side(which))).transpose()?;
    let b = b.unwrap_or_else(|| NdArray::from_vec(Vec::<f64>::new()));
    if b.shape() != [a.rows] {
        return Err(error(&format!(
            "b_{which} must be a 1-D array; b_{which} must not have more than one non-singleton dimension and the \
             number of rows in A_{which} must equal the number of values in b_{which}"
        )));
    }
    let b = b.cast_vec::<f64>().py()?;
    finite(b.iter().copied(), &format!("b_{which}"))?;
    Ok((a, b))
}

fn right_hand_side(which: &str) -> &'static str {
    if which == "ub" {
        "Invalid input for linprog: b_ub must be a 1-D array of numerical values, each representing the upper bound of \
         an inequality constraint (row) in A_ub"
    } else {
        "Invalid input for linprog: b_eq must be a dense, 1-D array of numerical values, each representing the right \
         hand side of an equality constraint (row) in A_eq"
    }
}

fn start(py: Python<'_>, x0: &Bound<'_, PyAny>, n: usize) -> PyResult<Vec<f64>> {
    let text = "Invalid input for linprog: x0 must be a 1-D array of numerical coefficients";
    let x0 = as_type_error(py, squeezed(x0), text)?;
    if x0.ndim() != 1 || x0.size() == 0 {
        return Err(error(
            "x0 should be a 1-D array; it must not have more than one non-singleton dimension",
        ));
    }
    if x0.size() != n {
        return Err(error("x0 and c should contain the same number of elements"));
    }
    let x0 = x0.cast_vec::<f64>().py()?;
    finite(x0.iter().copied(), "x0")?;
    Ok(x0)
}

/// The bounds as an array of two dimensions; none if there are none.
fn bounds_array(py: Python<'_>, bounds: &Bound<'_, PyAny>) -> PyResult<Option<NdArray>> {
    let array = floats(bounds).map_err(|e| {
        let text = format!(
            "Invalid input for linprog: unable to interpret bounds, check values and dimensions: {}",
            e.value(py)
        );
        let out = if e.is_instance_of::<PyValueError>(py) {
            PyValueError::new_err(text)
        } else if e.is_instance_of::<PyTypeError>(py) {
            PyTypeError::new_err(text)
        } else {
            return e;
        };
        out.set_cause(py, Some(e));
        out
    })?;
    if array.shape() == [0] || array.shape() == [1, 0] {
        return Ok(None);
    }
    let shape: Vec<isize> = array.shape().iter().map(|&s| s as isize).collect();
    Ok(Some(match shape.len() {
        0 => array.reshape(&[1, 1]).py()?,
        1 => array.reshape(&[1, shape[0]]).py()?,
        _ => array,
    }))
}

fn bounds(py: Python<'_>, given: Option<&Bound<'_, PyAny>>, n: usize) -> PyResult<Vec<(f64, f64)>> {
    let array = given.map(|b| bounds_array(py, b)).transpose()?.flatten();
    let Some(array) = array else { return Ok(vec![(0.0, f64::INFINITY); n]) };
    let values = array.cast_vec::<f64>().py()?;
    let pair = |low: f64, high: f64| {
        (if low.is_nan() { f64::NEG_INFINITY } else { low }, if high.is_nan() { f64::INFINITY } else { high })
    };
    match *array.shape() {
        [rows, 2] if rows == n => Ok(values.chunks(2).map(|p| pair(p[0], p[1])).collect()),
        [2, 1] | [1, 2] => Ok(vec![pair(values[0], values[1]); n]),
        [2, columns] if columns == n => {
            Err(error(&format!("provide a {n} x 2 array for bounds, not a 2 x {n} array.")))
        }
        [_, _] => Err(error(&format!(
            "unable to interpret bounds with this dimension tuple: {}.",
            pallasite_array::error::tuple(array.shape())
        ))),
        _ => Err(error(&format!("provide a 2-D array for bounds, not a {}-D array.", array.ndim()))),
    }
}

/// The numbers of `integrality`, unless all variables are continuous.
pub(super) fn given_integrality(given: &Bound<'_, PyAny>) -> PyResult<Option<NdArray>> {
    let kinds = floats(given)?;
    Ok(kinds.cast_vec::<f64>().py()?.iter().any(|k| *k != 0.0).then_some(kinds))
}

/// What values the variables may have.
pub(super) fn integrality(given: &NdArray, c: &Bound<'_, PyAny>) -> PyResult<Vec<Integrality>> {
    let all = given.broadcast_to(as_array(c, None)?.shape()).py()?;
    kinds(&all.cast_vec::<f64>().py()?)
}

/// SciPy's numbers for what values variables may have.
pub(in super::super) fn kinds(numbers: &[f64]) -> PyResult<Vec<Integrality>> {
    numbers.iter().map(|&k| kind(k)).collect()
}

fn kind(number: f64) -> PyResult<Integrality> {
    match number as i64 {
        0 => Ok(Integrality::Continuous),
        1 => Ok(Integrality::Integer),
        2 => Ok(Integrality::SemiContinuous),
        3 => Ok(Integrality::SemiInteger),
        _ => Err(PyValueError::new_err("`integrality` must contain integers 0-3")),
    }
}

/// Checks the arguments and makes a program of them.
pub(super) fn clean(py: Python<'_>, given: &Given, kinds: Option<Vec<Integrality>>) -> PyResult<Clean> {
    let cost = costs(py, given.c)?;
    let n = cost.len();
    let (mut a, b_ub) = constraints(py, given.a_ub, given.b_ub, n, "ub")?;
    let (a_eq, b_eq) = constraints(py, given.a_eq, given.b_eq, n, "eq")?;
    let x0 = given.x0.map(|x0| start(py, x0, n)).transpose()?;
    let bounds = bounds(py, given.bounds, n)?;
    a.list.extend(a_eq.list.iter().map(|&(r, c, v)| (r + b_ub.len(), c, v)));
    let inequalities = b_ub.iter().map(|&b| (f64::NEG_INFINITY, b));
    let row_bounds = inequalities.chain(b_eq.iter().map(|&b| (b, b))).collect();
    let matrix = Sparse::from_entries(n, &a.list);
    let integrality = kinds.unwrap_or_default();
    let program = LinearProgram { cost, matrix, row_bounds, bounds, integrality };
    Ok(Clean { program, b_ub: b_ub.len(), x0 })
}

impl Clean {
    /// The bounds of a variable, and what rows say of it that hold nothing else.
    pub fn bounds_with_singletons(&self, j: usize, lengths: &[usize]) -> (f64, f64) {
        let alone = self.program.matrix.list(j).iter().filter(|e| lengths[e.0] == 1);
        alone.fold(self.program.bounds[j], |(low, high), &(r, a)| {
            let (lower, upper) = self.program.row_bounds[r];
            let (lower, upper) = if a > 0.0 { (lower / a, upper / a) } else { (upper / a, lower / a) };
            (low.max(lower), high.min(upper))
        })
    }

    /// `A x`.
    pub fn row_values(&self, x: &[f64]) -> Vec<f64> {
        self.program.matrix.times(x, self.program.row_bounds.len())
    }

    pub fn has_integers(&self) -> bool {
        self.program.integrality.iter().any(|i| *i != Integrality::Continuous)
    }

    /// What is left of the right-hand sides and between the variables and their bounds.
    pub fn residuals(&self, x: Option<&[f64]>, rows: &[f64]) -> Residuals {
        let left: Vec<f64> = self.program.row_bounds.iter().zip(rows).map(|(b, r)| b.1 - r).collect();
        let pairs = || x.unwrap_or(&[]).iter().zip(&self.program.bounds);
        let (slack, con) = left.split_at(self.b_ub.min(left.len()));
        Residuals {
            slack: slack.to_vec(),
            con: con.to_vec(),
            lower: pairs().map(|(x, b)| x - b.0).collect(),
            upper: pairs().map(|(x, b)| b.1 - x).collect(),
        }
    }

    /// The ending, unless the solution belies it.
    pub fn checked(&self, x: &[f64], fun: f64, parts: &Residuals, tol: f64, end: Ending) -> Ending {
        let tol = tol.sqrt() * 10.0;
        let numbers = x.iter().chain(&parts.slack).chain(&parts.con).chain(std::iter::once(&fun));
        let semi = |j: usize| {
            let kind = self.program.integrality.get(j);
            kind.is_some_and(|k| matches!(k, Integrality::SemiContinuous | Integrality::SemiInteger))
        };
        let inside = |j: usize| {
            let (low, high) = self.program.bounds[j];
            (x[j] >= low - tol && x[j] <= high + tol) || (semi(j) && x[j].abs() <= tol)
        };
        let unbounded = end.status == 3;
        let feasible = !numbers.clone().any(|v| v.is_nan())
            && (0..x.len()).all(inside)
            && (unbounded
                || parts.slack.iter().all(|s| *s >= -tol) && parts.con.iter().all(|c| c.abs() <= tol));
        let message = match (end.status, feasible) {
            (0, false) => format!(
                "The solution does not satisfy the constraints within the required tolerance of {}, yet no errors \
                 were raised and there is no certificate of infeasibility or unboundedness. Check whether the slack \
                 and constraint residuals are acceptable; if not, consider enabling presolve, adjusting the \
                 tolerance option(s), and/or using a different method. Please consider submitting a bug report.",
                scientific(tol)
            ),
            (2, true) => {
                "The solution is feasible, but the solver did not report that the solution was optimal. \
                          Please try a different method."
                    .to_owned()
            }
            _ => return end,
        };
        Ending { status: 4, message }
    }
}

/// Python's `.2E`.
fn scientific(x: f64) -> String {
    let text = format!("{x:.2E}");
    let (digits, exponent) = text.split_once('E').unwrap_or((&text, "0"));
    let number: i32 = exponent.parse().unwrap_or(0);
    format!("{digits}E{}{:02}", if number < 0 { '-' } else { '+' }, number.abs())
}

/// A vector, or `None`.
pub(in super::super) fn optional<'py>(py: Python<'py>, v: Option<&[f64]>) -> PyResult<Bound<'py, PyAny>> {
    object(py, v.map(|v| vector(py, v)).transpose()?)
}
