//! The state of a search as Python sees it, and the table that it prints.

use super::super::super::super::callback::warn;
use super::super::super::function::matrix_from;
use super::super::super::numdiff::dense_result;
use super::super::super::result::{object, optimize_result, print};
use super::super::progress::takes_result;
use super::constraint::Like;
use super::objective::{array, value};
use crate::scalar::float64;
use pallasite_optimize::{Calls, Jacobian, TrustConstr, TrustConstrEvent};
use pyo3::exceptions::PyStopIteration;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Instant;

/// Who is told of iterations.
pub(super) struct Report<'py> {
    pub state: Bound<'py, PyAny>,
    pub verbose: i64,
    callback: Option<(Bound<'py, PyAny>, bool)>,
    like: Like<'py>,
    plain: Rc<Cell<bool>>,
    start: Instant,
    begun: bool,
}

/// A column of the table: its head, its width, and how its numbers are written.
type Column = (&'static str, usize, &'static str);

const BASIC: [Column; 7] = [
    ("niter", 7, "{:^7}"),
    ("f evals", 7, "{:^7}"),
    ("CG iter", 7, "{:^7}"),
    ("obj func", 13, "{:^+13.4e}"),
    ("tr radius", 10, "{:^10.2e}"),
    ("opt", 10, "{:^10.2e}"),
    ("c viol", 10, "{:^10.2e}"),
];
const PENALTY: Column = ("penalty", 10, "{:^10.2e}");
const BARRIER: Column = ("barrier param", 13, "{:^13.2e}");
const ENDING: Column = ("CG stop", 7, "{:^7}");

impl<'py> Report<'py> {
    pub fn new(
        py: Python<'py>,
        callback: Option<&Bound<'py, PyAny>>,
        verbose: i64,
        (like, plain): (Like<'py>, Rc<Cell<bool>>),
    ) -> PyResult<Self> {
        let callback = callback.map(|c| Ok::<_, PyErr>((c.clone(), takes_result(c)?))).transpose()?;
        let (state, start) = (optimize_result(py, [])?, Instant::now());
        Ok(Self { state, verbose, callback, like, plain, start, begun: false })
    }

    /// True when the callback wants to stop.
    pub fn tell(&mut self, event: TrustConstrEvent<'_, PyErr>) -> PyResult<bool> {
        match event {
            TrustConstrEvent::Singular { sparse } => self.warn(sparse).map(|()| false),
            TrustConstrEvent::Iteration(state) => {
                if self.verbose >= 2 {
                    self.print_row(state)?;
                }
                self.call(state)
            }
        }
    }

    fn warn(&self, sparse: bool) -> PyResult<()> {
        let kind = if sparse { "dense SVD" } else { "SVD" };
        let text =
            format!("Singular Jacobian matrix. Using {kind} decomposition to perform the factorizations.");
        warn(self.state.py(), "builtins", "UserWarning", &text)
    }

    fn call(&mut self, state: &TrustConstr<PyErr>) -> PyResult<bool> {
        let Some((callback, by_result)) = self.callback.clone() else { return Ok(false) };
        let py = self.state.py();
        self.refresh(state)?;
        let answer = if by_result {
            let kwargs = PyDict::new(py);
            kwargs.set_item("intermediate_result", &self.state)?;
            callback.call((), Some(&kwargs))
        } else {
            callback.call1((array(py, &state.x)?, &self.state))
        };
        match answer {
            Err(e) if e.is_instance_of::<PyStopIteration>(py) => Ok(true),
            answer => answer?.is_truthy(),
        }
    }

    fn columns(&self, state: &TrustConstr<PyErr>) -> Vec<Column> {
        let further: &[Column] = match state.barrier {
            _ if self.verbose == 2 => &[],
            Some(_) => &[PENALTY, BARRIER, ENDING],
            None => &[PENALTY, ENDING],
        };
        BASIC.iter().chain(further).copied().collect()
    }

    fn print_row(&mut self, state: &TrustConstr<PyErr>) -> PyResult<()> {
        let py = self.state.py();
        let columns = self.columns(state);
        let line = |cells: Vec<String>| print(py, &format!("|{}|", cells.join("|")));
        if !std::mem::replace(&mut self.begun, true) {
            line(columns.iter().map(|&(head, width, _)| format!("{head:^width$}")).collect())?;
            line(columns.iter().map(|&(_, width, _)| "-".repeat(width)).collect())?;
        }
        let mut numbers = vec![
            object(py, state.nit)?,
            object(py, state.calls.values)?,
            object(py, state.cg_niter)?,
            object(py, state.fun)?,
            object(py, state.tr_radius)?,
            object(py, state.optimality)?,
            object(py, state.constr_violation)?,
        ];
        if self.verbose > 2 {
            numbers.push(object(py, state.constr_penalty)?);
            numbers.extend(state.barrier.map(|b| object(py, b.parameter)).transpose()?);
            numbers.push(object(py, state.cg_ending as i32)?);
        }
        let cells = columns.iter().zip(&numbers).map(|(column, number)| in_python(column.2, number));
        line(cells.collect::<PyResult<_>>()?)
    }

    /// Prints what the search has come to.
    pub fn conclude(&self, state: &TrustConstr<PyErr>, message: &str) -> PyResult<()> {
        let py = self.state.py();
        if self.verbose >= 2 {
            print(py, "")?;
        }
        if self.verbose < 1 {
            return Ok(());
        }
        print(py, message)?;
        let number = |format: &str, value: f64| in_python(format, &object(py, value)?);
        print(
            py,
            &format!(
                "Number of iterations: {}, function evaluations: {}, CG iterations: {}, optimality: {}, constraint \
                 violation: {}, execution time: {} s.",
                state.nit,
                state.calls.values,
                state.cg_niter,
                number("{:.2e}", state.optimality)?,
                number("{:.2e}", state.constr_violation)?,
                number("{:4.2}", self.start.elapsed().as_secs_f64())?
            ),
        )
    }

    fn jacobian(&self, a: &Jacobian<PyErr>) -> PyResult<Bound<'py, PyAny>> {
        let py = self.state.py();
        match (a, &*self.like.borrow()) {
            (Jacobian::Sparse(a), Some(like)) => super::super::super::function::sparse_like(like, a),
            (Jacobian::Sparse(a), None) => dense_result(py, a),
            (Jacobian::Dense(a), _) => matrix_from(py, a),
            (Jacobian::Operator(..), _) => Ok(py.None().into_bound(py)),
        }
    }

    /// Writes everything to the state.
    pub fn refresh(&self, found: &TrustConstr<PyErr>) -> PyResult<()> {
        let py = self.state.py();
        let list =
            |items: PyResult<Vec<Bound<'py, PyAny>>>| Ok::<_, PyErr>(PyList::new(py, items?)?.into_any());
        let arrays = |all: &[Vec<f64>]| list(all.iter().map(|a| array(py, a)).collect());
        let counts = |part: fn(&Calls) -> usize| {
            list(found.constr_calls.iter().map(|c| object(py, part(c))).collect())
        };
        let method = if found.barrier.is_some() { "tr_interior_point" } else { "equality_constrained_sqp" };
        let violation =
            if found.constr.is_empty() { object(py, 0)? } else { float64(py, found.constr_violation) };
        let mut items = vec![
            ("nit", object(py, found.nit)?),
            ("nfev", object(py, found.calls.values)?),
            ("njev", object(py, found.calls.jacobians)?),
            ("nhev", object(py, found.calls.hessians)?),
            ("cg_niter", object(py, found.cg_niter)?),
            ("cg_stop_cond", object(py, found.cg_ending as i32)?),
            ("fun", value(py, found.fun, self.plain.get())),
            ("grad", array(py, &found.grad)?),
            ("lagrangian_grad", array(py, &found.lagrangian_grad)?),
            ("constr", arrays(&found.constr)?),
            ("jac", list(found.jac.iter().map(|a| self.jacobian(a)).collect())?),
            ("constr_nfev", counts(|c| c.values)?),
            ("constr_njev", counts(|c| c.jacobians)?),
            ("constr_nhev", counts(|c| c.hessians)?),
            ("v", arrays(&found.v)?),
            ("method", object(py, method)?),
            ("x", array(py, &found.x)?),
            ("optimality", float64(py, found.optimality)),
            ("constr_violation", violation),
            ("execution_time", object(py, self.start.elapsed().as_secs_f64())?),
            ("tr_radius", float64(py, found.tr_radius)),
            ("constr_penalty", float64(py, found.constr_penalty)),
        ];
        if let Some(barrier) = found.barrier {
            items.push(("barrier_parameter", object(py, barrier.parameter)?));
            items.push(("barrier_tolerance", object(py, barrier.tolerance)?));
        }
        items.push(("status", object(py, found.status.map(|s| s as i32))?));
        items.push(("niter", object(py, found.nit)?));
        items.into_iter().try_for_each(|(name, item)| self.state.set_item(name, item))
    }
}

/// A number in one of Python's formats.
fn in_python(format: &str, number: &Bound<'_, PyAny>) -> PyResult<String> {
    PyString::new(number.py(), format).call_method1("format", (number,))?.extract()
}
