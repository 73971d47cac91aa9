//! HiGHS's options: which there are, what they may be, and its warnings.

use super::super::super::callback::warn;
use super::super::result::optimize_warning;
use pallasite_optimize::LinprogOptions;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict};
use std::time::Duration;

/// The options that a call may give.
#[derive(Default)]
pub(in super::super) struct HighsOptions {
    pub limits: LinprogOptions,
    pub disp: bool,
}

const LINPROG: [&str; 11] = [
    "time_limit",
    "presolve",
    "disp",
    "maxiter",
    "dual_feasibility_tolerance",
    "primal_feasibility_tolerance",
    "ipm_optimality_tolerance",
    "simplex_dual_edge_weight_strategy",
    "mip_rel_gap",
    "mip_max_nodes",
    "_sparse_presolve",
];

impl HighsOptions {
    /// The options of `linprog`.
    pub fn new(py: Python<'_>, given: &Bound<'_, PyDict>) -> PyResult<Self> {
        let unknown = PyDict::new(py);
        for (key, value) in given {
            if !LINPROG.contains(&key.str()?.to_string().as_str()) {
                unknown.set_item(key, value)?;
            }
        }
        if !unknown.is_empty() {
            let text = format!("Unrecognized options detected: {}", unknown.repr()?);
            optimize_warning(py, &format!("{text}. These will be passed to HiGHS verbatim."))?;
        }
        check_strategy(py, given)?;
        let out = Self::known(py, given, "maxiter", "mip_max_nodes")?;
        for (key, value) in unknown {
            let one = PyDict::new(py);
            one.set_item(key, value)?;
            optimize_warning(py, &format!("Unrecognized options detected: {}", one.repr()?))?;
        }
        Ok(out)
    }

    /// The options of `milp`.
    pub fn milp(py: Python<'_>, given: &Bound<'_, PyDict>) -> PyResult<Self> {
        let known = ["disp", "presolve", "time_limit", "node_limit", "mip_rel_gap"];
        let unknown = pyo3::types::PySet::empty(py)?;
        for key in given.keys() {
            if !known.contains(&key.str()?.to_string().as_str()) {
                unknown.add(key)?;
            }
        }
        if !unknown.is_empty() {
            let text = format!("Unrecognized options detected: {}", unknown.repr()?);
            warn(
                py,
                "builtins",
                "RuntimeWarning",
                &format!("{text}. These will be passed to HiGHS verbatim."),
            )?;
        }
        Self::known(py, given, "", "node_limit")
    }

    /// The options that are what they should be; the others are warned of.
    pub fn known(py: Python<'_>, given: &Bound<'_, PyDict>, maxiter: &str, nodes: &str) -> PyResult<Self> {
        let mut out = Self::default();
        let limits = &mut out.limits;
        let take = Take { py, given };
        limits.presolve = take.flag("presolve", &["presolve"])?.unwrap_or(true);
        let seconds = take.number("time_limit", 0.0)?;
        limits.time_limit = seconds.and_then(|s| Duration::try_from_secs_f64(s).ok());
        if let Some(t) = take.number("dual_feasibility_tolerance", 1e-10)? {
            limits.dual_tolerance = t;
        }
        take.number("ipm_optimality_tolerance", 1e-12)?;
        out.disp = take.flag("disp", &["log_to_console", "output_flag"])?.unwrap_or(false);
        if let Some(t) = take.number("primal_feasibility_tolerance", 1e-10)? {
            limits.primal_tolerance = t;
        }
        if let Some(count) = take.count(nodes, 1)? {
            limits.mip_max_nodes = count;
        }
        // It stands for a limit of the interior point method and one of the simplex method.
        if let Some(count) = take.count(maxiter, 2)? {
            limits.maxiter = count;
        }
        if let Some(gap) = take.number("mip_rel_gap", 0.0)? {
            limits.mip_rel_gap = gap;
        }
        Ok(out)
    }
}

/// Reads options.
struct Take<'a, 'py> {
    py: Python<'py>,
    given: &'a Bound<'py, PyDict>,
}

impl<'py> Take<'_, 'py> {
    fn value(&self, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        Ok(self.given.get_item(name)?.filter(|v| !v.is_none()))
    }

    /// A truth value, which HiGHS knows by other names.
    fn flag(&self, name: &str, names: &[&str]) -> PyResult<Option<bool>> {
        let Some(value) = self.value(name)? else { return Ok(None) };
        if value.is_exact_instance_of::<PyBool>() {
            return value.extract().map(Some);
        }
        for name in names {
            let text = format!(
                "Option f\"{name}\" is \"{}\", but only True or False is allowed. Using default.",
                value.str()?
            );
            optimize_warning(self.py, &text)?;
        }
        Ok(None)
    }

    fn number(&self, name: &str, least: f64) -> PyResult<Option<f64>> {
        let Some(value) = self.value(name)? else { return Ok(None) };
        let number: f64 = value.extract()?;
        if number >= least {
            return Ok(Some(number));
        }
        optimize_warning(self.py, "Invalid option value.")?;
        Ok(None)
    }

    fn count(&self, name: &str, warnings: usize) -> PyResult<Option<usize>> {
        let Some(value) = self.value(name)? else { return Ok(None) };
        let number: i64 = value.extract()?;
        if number >= 0 {
            return Ok(Some(number as usize));
        }
        (0..warnings).try_for_each(|_| optimize_warning(self.py, "Invalid option value."))?;
        Ok(None)
    }
}

/// The dual simplex method prices by steepest edges, whichever of HiGHS's strategies is asked for.
fn check_strategy(py: Python<'_>, given: &Bound<'_, PyDict>) -> PyResult<()> {
    let name = "simplex_dual_edge_weight_strategy";
    let Some(value) = given.get_item(name)?.filter(|v| !v.is_none()) else { return Ok(()) };
    let text = value.str()?.to_string();
    if matches!(text.to_lowercase().as_str(), "dantzig" | "devex" | "steepest" | "steepest-devex") {
        return Ok(());
    }
    let allowed = "{'dantzig', 'devex', 'steepest-devex', 'steepest', None}";
    optimize_warning(
        py,
        &format!("Option {name} is {text}, but only values in {allowed} are allowed. Using default: None."),
    )
}
