//! `linprog`: SciPy's inputs, options and results around the simplex method and branch and bound.

pub(super) mod inputs;
mod legacy;
pub(super) mod options;

use super::result::{object, optimize_result, optimize_warning, print};
use crate::interrupt::released;
use inputs::{Clean, Given};
use options::HighsOptions;
use pallasite_array::interrupt;
use pallasite_optimize::{LinprogError, LinprogOptions, LinprogResult, LinprogStatus};
use pyo3::exceptions::{PyNotImplementedError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// The status, SciPy's number for it, and its words.
pub(super) struct Ending {
    pub status: i32,
    pub message: String,
}

/// What HiGHS would say; `integers` where branch and bound found no bound.
pub(super) fn ending(result: &LinprogResult, integers: bool) -> Ending {
    let (status, number, words, state, primal) = match result.status {
        LinprogStatus::Optimal => (0, 7, "Optimization terminated successfully. ", "Optimal", ""),
        LinprogStatus::Infeasible => (2, 8, "The problem is infeasible. ", "Infeasible", "None"),
        LinprogStatus::Unbounded if integers => {
            (4, 9, "The problem is unbounded or infeasible. ", "Primal infeasible or unbounded", "None")
        }
        LinprogStatus::Unbounded => (3, 10, "The problem is unbounded. ", "Unbounded", "Feasible"),
        LinprogStatus::TimeLimit => (1, 13, "Time limit reached. ", "Time limit reached", "None"),
        LinprogStatus::IterationLimit => {
            (1, 14, "Iteration limit reached. ", "Iteration limit reached", "Infeasible")
        }
        LinprogStatus::Numerical => (4, 4, "", "Solve error", "None"),
    };
    let detail = if result.x.is_some() {
        state.to_owned()
    } else {
        format!("model_status is {state}; primal_status is {primal}")
    };
    Ending { status, message: format!("{words}(HiGHS Status {number}: {detail})") }
}

/// Runs the solver.
pub(super) fn run(
    py: Python<'_>,
    program: &pallasite_optimize::LinearProgram,
    options: &LinprogOptions,
) -> PyResult<LinprogResult> {
    let solve = || {
        pallasite_optimize::linprog(program, options, |_| {
            interrupt::poll();
            Ok(())
        })
    };
    released(py, solve)?.map_err(failure)
}

fn failure(e: LinprogError<PyErr>) -> PyErr {
    match e {
        LinprogError::Watch(e) => e,
        e => PyValueError::new_err(e.to_string()),
    }
}

/// Minimises a linear function under linear constraints.
///
/// The methods `highs`, `highs-ds` and `highs-ipm` all run the revised simplex method for bounded variables
/// (Koberstein 2005), and branch and bound with `integrality`; the legacy methods run it too.
#[pyfunction]
#[pyo3(signature = (c, A_ub=None, b_ub=None, A_eq=None, b_eq=None, bounds=None, method="highs",
    callback=None, options=None, x0=None, integrality=None))]
#[pyo3(text_signature = "(c, A_ub=None, b_ub=None, A_eq=None, b_eq=None, bounds=(0, None), method='highs', \
    callback=None, options=None, x0=None, integrality=None)")]
#[allow(non_snake_case)]
pub(super) fn linprog<'py>(
    py: Python<'py>,
    c: &Bound<'py, PyAny>,
    A_ub: Option<&Bound<'py, PyAny>>,
    b_ub: Option<&Bound<'py, PyAny>>,
    A_eq: Option<&Bound<'py, PyAny>>,
    b_eq: Option<&Bound<'py, PyAny>>,
    bounds: Option<Bound<'py, PyAny>>,
    method: &str,
    callback: Option<&Bound<'py, PyAny>>,
    options: Option<&Bound<'py, PyDict>>,
    x0: Option<&Bound<'py, PyAny>>,
    integrality: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let name = method.to_lowercase();
    let highs = matches!(name.as_str(), "highs" | "highs-ds" | "highs-ipm");
    if !highs && !matches!(name.as_str(), "simplex" | "revised simplex" | "interior-point") {
        return Err(PyValueError::new_err(format!("Unknown solver '{method}'")));
    }
    if x0.is_some() && name != "revised simplex" {
        optimize_warning(py, "x0 is used only when method is 'revised simplex'. ")?;
    }
    let mut kinds = integrality.map(inputs::given_integrality).transpose()?.flatten();
    if kinds.is_some() && name != "highs" {
        kinds = None;
        optimize_warning(py, "Only `method='highs'` supports integer constraints. Ignoring `integrality`.")?;
    }
    let kinds = kinds.map(|k| inputs::integrality(&k, c)).transpose()?;
    let options = options.map_or_else(|| Ok(PyDict::new(py)), |o| o.copy())?;
    let given = Given { c, a_ub: A_ub, b_ub, a_eq: A_eq, b_eq, bounds: bounds.as_ref(), x0 };
    legacy::check_sparse(py, &given, &options, &name)?;
    let clean = inputs::clean(py, &given, kinds)?;
    if !highs {
        return legacy::linprog(py, &clean, &name, callback, &options);
    }
    if callback.is_some() {
        return Err(PyNotImplementedError::new_err("HiGHS solvers do not support the callback interface."));
    }
    let tol = options.get_item("tol")?.map_or(Ok(1e-9), |t| t.extract())?;
    let options = HighsOptions::new(py, &options)?;
    let result = run(py, &clean.program, &options.limits)?;
    if options.disp {
        print(py, &summary(&result))?;
    }
    solution(py, &clean, &result, tol)
}

/// What the option `disp` shows.
pub(super) fn summary(result: &LinprogResult) -> String {
    format!(
        "Model status        : {:?}\nSimplex   iterations: {}\nObjective value     :  {:.10e}",
        result.status, result.iterations, result.fun
    )
}

/// The result as SciPy gives it.
fn solution<'py>(
    py: Python<'py>,
    clean: &Clean,
    result: &LinprogResult,
    tol: f64,
) -> PyResult<Bound<'py, PyAny>> {
    let mut end = ending(result, clean.has_integers());
    let parts = clean.residuals(result.x.as_deref(), &result.rows);
    if let Some(x) = &result.x {
        end = clean.checked(x, result.fun, &parts, tol, end);
    }
    let success = end.status == 0;
    let solved = result.x.is_some();
    let list = |v: &[f64]| inputs::optional(py, solved.then_some(v));
    let pair = |residual: &[f64], marginals: &[f64]| {
        optimize_result(py, [("residual", list(residual)?), ("marginals", list(marginals)?)])
    };
    let ub = clean.b_ub.min(result.row_marginals.len());
    let (ineq, eq) = result.row_marginals.split_at(ub);
    let out = optimize_result(
        py,
        [
            ("x", list(result.x.as_deref().unwrap_or(&[]))?),
            ("slack", list(&parts.slack)?),
            ("con", list(&parts.con)?),
            ("ineqlin", pair(&parts.slack, ineq)?),
            ("eqlin", pair(&parts.con, eq)?),
            ("lower", pair(&parts.lower, &result.lower_marginals)?),
            ("upper", pair(&parts.upper, &result.upper_marginals)?),
            ("fun", object(py, solved.then_some(result.fun))?),
            ("status", object(py, end.status)?),
            ("success", object(py, success)?),
            ("message", object(py, end.message)?),
            ("nit", object(py, result.iterations)?),
            ("crossover_nit", object(py, 0)?),
        ],
    )?;
    if result.x.iter().flatten().any(|v| *v != 0.0) {
        let mip = result.mip.unwrap_or(pallasite_optimize::MipResult { nodes: 0, dual_bound: 0.0, gap: 0.0 });
        out.set_item("mip_node_count", mip.nodes)?;
        out.set_item("mip_dual_bound", mip.dual_bound)?;
        out.set_item("mip_gap", mip.gap)?;
    }
    Ok(out)
}

/// `ValueError` as a `TypeError` of another text, as `raise ... from` makes it.
pub(super) fn as_type_error<T>(py: Python<'_>, value: PyResult<T>, text: &str) -> PyResult<T> {
    value.map_err(|e| {
        if !e.is_instance_of::<PyValueError>(py) {
            return e;
        }
        let out = PyTypeError::new_err(text.to_owned());
        out.set_cause(py, Some(e));
        out
    })
}
