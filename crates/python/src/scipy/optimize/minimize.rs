//! The methods behind `minimize`, each of which returns an `OptimizeResult`.

mod cobyla;
mod cobyqa;
mod descent;
mod hessian;
mod lbfgsb;
mod line_search;
mod memoize;
pub(super) mod problem;
mod progress;
mod result;
mod slsqp;
mod tnc;
mod trust_constr;
mod trust_region;
mod update;
mod values;

pub(super) use progress::IterationCallback;
use pyo3::prelude::*;

/// Adds the methods to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<memoize::MemoizeJac>()?;
    m.add_class::<IterationCallback>()?;
    m.add_function(wrap_pyfunction!(values::minimize_nelder_mead, m)?)?;
    m.add_function(wrap_pyfunction!(values::minimize_powell, m)?)?;
    m.add_function(wrap_pyfunction!(descent::minimize_bfgs, m)?)?;
    m.add_function(wrap_pyfunction!(descent::minimize_cg, m)?)?;
    m.add_function(wrap_pyfunction!(descent::minimize_newton_cg, m)?)?;
    m.add_function(wrap_pyfunction!(lbfgsb::minimize_lbfgsb, m)?)?;
    m.add_function(wrap_pyfunction!(lbfgsb::lbfgs_inverse_product, m)?)?;
    m.add_function(wrap_pyfunction!(slsqp::minimize_slsqp, m)?)?;
    m.add_function(wrap_pyfunction!(cobyla::minimize_cobyla, m)?)?;
    m.add_function(wrap_pyfunction!(cobyqa::minimize_cobyqa, m)?)?;
    m.add_function(wrap_pyfunction!(tnc::minimize_tnc, m)?)?;
    m.add_function(wrap_pyfunction!(trust_constr::minimize_trust_constr, m)?)?;
    m.add_function(wrap_pyfunction!(trust_region::minimize_trust_region, m)?)?;
    m.add_function(wrap_pyfunction!(line_search::line_search, m)?)?;
    m.add_function(wrap_pyfunction!(update::hessian_bfgs_update, m)?)?;
    m.add_function(wrap_pyfunction!(update::hessian_sr1_update, m)?)?;
    m.add_function(wrap_pyfunction!(update::hessian_first_scale, m)?)
}
