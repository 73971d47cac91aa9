//! The methods that SciPy keeps for old programs: `simplex`, `revised simplex` and `interior-point`.
//!
//! Their options, messages, callbacks and results are here; the numbers are those of the simplex method of `highs`.

use super::super::super::callback::warn;
use super::super::curve_fit::vector;
use super::super::result::{object, optimize_result, optimize_warning, print};
use super::Ending;
use super::inputs::{Clean, Given, is_sparse};
use pallasite_optimize::{LinprogOptions, LinprogProgress, LinprogResult, LinprogStatus};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Options that all three methods take.
const COMMON: [&str; 8] =
    ["maxiter", "tol", "disp", "presolve", "autoscale", "rr", "rr_method", "_sparse_presolve"];

/// Refuses or announces sparse constraints, as the method takes them.
pub(super) fn check_sparse(
    py: Python<'_>,
    given: &Given,
    options: &Bound<'_, PyDict>,
    method: &str,
) -> PyResult<()> {
    let sparse = [given.a_ub, given.a_eq].into_iter().flatten().any(is_sparse);
    if !sparse {
        return Ok(());
    }
    if matches!(method, "simplex" | "revised simplex") {
        return Err(PyValueError::new_err(format!(
            "Method '{method}' does not support sparse constraint matrices. Please consider using one of \
             {{'highs', 'highs-ds', 'highs-ipm'}}."
        )));
    }
    let chosen = options.get_item("sparse")?.map_or(Ok(false), |s| s.is_truthy())?;
    if method == "interior-point" && !chosen {
        optimize_warning(py, "Sparse constraint matrix detected; setting 'sparse':True.")?;
    }
    Ok(())
}

/// A method, with what its options say.
struct Legacy {
    method: &'static str,
    limits: LinprogOptions,
    tol: f64,
    disp: bool,
}

impl Legacy {
    fn new(py: Python<'_>, name: &str, given: &Bound<'_, PyDict>) -> PyResult<Self> {
        let (method, maxiter, tol, own): (_, _, _, &[&str]) = match name {
            "simplex" => ("simplex", 1000, 1e-9, &["bland"]),
            "revised simplex" => ("revised simplex", 5000, 1e-12, &["maxupdate", "mast", "pivot"]),
            _ => (
                "interior-point",
                1000,
                1e-8,
                &["alpha0", "beta", "sparse", "lstsq", "sym_pos", "cholesky", "pc", "ip", "permc_spec"],
            ),
        };
        let flag = |key: &str, default: bool| given.get_item(key)?.map_or(Ok(default), |v| v.is_truthy());
        let presolve = flag("presolve", true)?;
        if presolve {
            check_redundancy_method(given)?;
        }
        let mut limits = LinprogOptions { presolve, maxiter, ..LinprogOptions::default() };
        if let Some(count) = given.get_item("maxiter")?.filter(|v| !v.is_none()) {
            limits.maxiter = count.extract()?;
        }
        let tol: f64 = given.get_item("tol")?.map_or(Ok(tol), |t| t.extract())?;
        (limits.primal_tolerance, limits.dual_tolerance) = (tol.clamp(1e-10, 1e-6), tol.clamp(1e-10, 1e-6));
        warn_of_unknown(py, given, own)?;
        Ok(Self { method, limits, tol, disp: flag("disp", false)? })
    }

    /// The status and SciPy's words for it.
    fn ending(&self, status: LinprogStatus) -> Ending {
        let number = match status {
            LinprogStatus::Optimal => 0,
            LinprogStatus::IterationLimit | LinprogStatus::TimeLimit => 1,
            LinprogStatus::Infeasible => 2,
            LinprogStatus::Unbounded => 3,
            LinprogStatus::Numerical => 4,
        };
        Ending { status: number, message: self.words(number).to_owned() }
    }

    fn words(&self, number: i32) -> &'static str {
        match (self.method, number) {
            (_, 0) => "Optimization terminated successfully.",
            ("interior-point", 1) => "The iteration limit was reached before the algorithm converged.",
            (_, 1) => "Iteration limit reached.",
            ("interior-point", 2) => {
                "The algorithm terminated successfully and determined that the problem is infeasible."
            }
            ("simplex", 2) => "Optimization failed. Unable to find a feasible starting point.",
            (_, 2) => {
                "The problem appears infeasible. If the tolerance is too small, consider increasing it."
            }
            ("interior-point", 3) => {
                "The algorithm terminated successfully and determined that the problem is unbounded."
            }
            ("simplex", 3) => "Optimization failed. The problem appears to be unbounded.",
            (_, 3) => {
                "The problem is unbounded, as the simplex algorithm found a basic feasible solution from which there \
                 is a direction with negative reduced cost in which all decision variables increase."
            }
            (_, 5) => "Problems with no constraints are trivially solved; please turn presolve on.",
            (_, 6) => "The guess x0 cannot be converted to a basic feasible solution. ",
            ("simplex", _) => "Optimization failed. Singular matrix encountered.",
            _ => "Numerical difficulties encountered; consider trying method='interior-point'.",
        }
    }

    /// What the revised simplex method says before it begins.
    fn refusal(&self, clean: &Clean) -> Option<i32> {
        if self.method != "revised simplex" {
            return None;
        }
        let bounded = |b: &(f64, f64)| b.0.is_finite() && b.1.is_finite();
        let nothing = clean.program.row_bounds.is_empty() && !clean.program.bounds.iter().any(bounded);
        if nothing && !self.limits.presolve {
            return Some(5);
        }
        let x0 = clean.x0.as_ref()?;
        let parts = clean.residuals(Some(x0), &clean.row_values(x0));
        let tol = self.tol.max(1e-9);
        let below = [&parts.slack, &parts.lower, &parts.upper].into_iter().flatten().any(|s| *s < -tol);
        (below || parts.con.iter().any(|c| c.abs() > tol)).then_some(6)
    }
}

fn check_redundancy_method(given: &Bound<'_, PyDict>) -> PyResult<()> {
    let Some(name) = given.get_item("rr_method")?.filter(|n| !n.is_none()) else { return Ok(()) };
    let name = name.str()?.to_string();
    if matches!(name.to_lowercase().as_str(), "svd" | "pivot" | "id") {
        return Ok(());
    }
    Err(PyValueError::new_err(format!(
        "'{name}' is not a valid option for redundancy removal. Valid options are 'SVD', 'pivot', and 'ID'."
    )))
}

fn warn_of_unknown(py: Python<'_>, given: &Bound<'_, PyDict>, own: &[&str]) -> PyResult<()> {
    let names = given.keys().iter().map(|k| Ok(k.str()?.to_string())).collect::<PyResult<Vec<_>>>()?;
    let unknown: Vec<String> =
        names.into_iter().filter(|n| !COMMON.contains(&n.as_str()) && !own.contains(&n.as_str())).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    optimize_warning(py, &format!("Unknown solver options: {}", unknown.join(", ")))
}

/// What SciPy's presolving sees: bounds that exclude each other, variables that nothing keeps from infinity.
fn trivial_ending(clean: &Clean, x: &mut [f64]) -> Option<Ending> {
    let program = &clean.program;
    let crossed = |b: &(f64, f64)| b.1 < b.0 || b.0 == f64::INFINITY || b.1 == f64::NEG_INFINITY;
    if program.bounds.iter().any(crossed) {
        let message = "The problem is (trivially) infeasible since one or more upper bounds are smaller than the \
                       corresponding lower bounds, a lower bound is np.inf or an upper bound is -np.inf.";
        return Some(Ending { status: 2, message: message.to_owned() });
    }
    let mut lengths = vec![0; program.row_bounds.len()];
    program.matrix.entries().iter().for_each(|e| lengths[e.0] += 1);
    let goal = |j: usize| {
        let (low, high) = clean.bounds_with_singletons(j, &lengths);
        if program.cost[j] < 0.0 { high } else { low }
    };
    let runs_off = |j: usize| program.cost[j] != 0.0 && goal(j).is_infinite();
    let unkept = |j: usize| !lengths.is_empty() && program.matrix.list(j).is_empty() && runs_off(j);
    let message = if (0..x.len()).any(unkept) {
        "If feasible, the problem is (trivially) unbounded due  to a zero column in the constraint matrices. If you \
         wish to check whether the problem is infeasible, turn presolve off."
    } else if lengths.iter().all(|l| *l <= 1) && (0..x.len()).any(runs_off) {
        "The problem is (trivially) unbounded because there are no non-trivial constraints and a) at least one \
         decision variable is unbounded above and its corresponding cost is negative, or b) at least one decision \
         variable is unbounded below and its corresponding cost is positive. "
    } else {
        return None;
    };
    x.iter_mut().enumerate().filter(|(j, _)| program.cost[*j] != 0.0).for_each(|(j, x)| *x = goal(j));
    Some(Ending { status: 3, message: message.to_owned() })
}

/// Runs a legacy method.
pub(super) fn linprog<'py>(
    py: Python<'py>,
    clean: &Clean,
    name: &str,
    callback: Option<&Bound<'py, PyAny>>,
    options: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, PyAny>> {
    warn(
        py,
        "builtins",
        "DeprecationWarning",
        &format!(
            "`method='{name}'` is deprecated and will be removed in SciPy 1.11.0. Please use one of the HiGHS \
             solvers (e.g. `method='highs'`) in new code."
        ),
    )?;
    let mut legacy = Legacy::new(py, name, options)?;
    let mut x = vec![0.0; clean.program.cost.len()];
    let refusal =
        legacy.refusal(clean).map(|status| Ending { status, message: legacy.words(status).to_owned() });
    let trivial = || if legacy.limits.presolve { trivial_ending(clean, &mut x) } else { None };
    let (mut end, mut nit) = match refusal.or_else(trivial) {
        Some(end) => (end, 0),
        None => {
            legacy.limits.start.clone_from(&clean.x0);
            let result = run(py, clean, &legacy.limits, callback, &mut x)?;
            (legacy.ending(result.status), result.iterations)
        }
    };
    nit = nit.min(legacy.limits.maxiter);
    let out = report(py, clean, &x, 2, nit, true)?;
    let fun: f64 = out.get_item("fun")?.extract()?;
    let parts = clean.residuals(Some(&x), &clean.row_values(&x));
    end = clean.checked(&x, fun, &parts, legacy.tol, end);
    if legacy.disp {
        display(py, &end, fun, nit)?;
    }
    if let Some(callback) = callback {
        let last = report(py, clean, &x, 2, nit, true)?;
        last.set_item("status", end.status.min(3))?;
        last.set_item("success", end.status == 0)?;
        callback.call1((last,))?;
    }
    out.del_item("phase")?;
    out.del_item("complete")?;
    out.set_item("status", end.status)?;
    out.set_item("success", end.status == 0)?;
    out.set_item("message", end.message)?;
    Ok(out)
}

/// Solves the program, calls back at each iteration, and keeps the last point.
fn run(
    py: Python<'_>,
    clean: &Clean,
    limits: &LinprogOptions,
    callback: Option<&Bound<'_, PyAny>>,
    x: &mut Vec<f64>,
) -> PyResult<LinprogResult> {
    let watch = |progress: &LinprogProgress| {
        py.check_signals()?;
        *x = progress.x();
        if let Some(callback) = callback {
            callback.call1((report(py, clean, x, progress.phase, progress.iterations, false)?,))?;
        }
        Ok(())
    };
    let result = pallasite_optimize::linprog(&clean.program, limits, watch).map_err(super::failure)?;
    if let Some(solution) = &result.x {
        x.clone_from(solution);
    }
    Ok(result)
}

/// What the callback and the caller get.
fn report<'py>(
    py: Python<'py>,
    clean: &Clean,
    x: &[f64],
    phase: u8,
    nit: usize,
    complete: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let parts = clean.residuals(Some(x), &clean.row_values(x));
    let fun: f64 = clean.program.cost.iter().zip(x).map(|(c, x)| c * x).sum();
    optimize_result(
        py,
        [
            ("x", vector(py, x)?.into_bound(py)),
            ("fun", object(py, fun)?),
            ("slack", vector(py, &parts.slack)?.into_bound(py)),
            ("con", vector(py, &parts.con)?.into_bound(py)),
            ("status", object(py, 0)?),
            ("message", object(py, "")?),
            ("nit", object(py, nit)?),
            ("success", object(py, false)?),
            ("phase", object(py, phase)?),
            ("complete", object(py, complete)?),
        ],
    )
}

fn display(py: Python<'_>, end: &Ending, fun: f64, nit: usize) -> PyResult<()> {
    print(py, &end.message)?;
    if end.status < 2 {
        print(py, &format!("         Current function value: {fun:<12.6}"))?;
    }
    print(py, &format!("         Iterations: {nit}"))
}
