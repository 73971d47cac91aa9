//! `scipy.integrate`: quadrature of functions and of samples.

mod bvp;
mod cubature;
mod elementwise;
mod lebedev;
mod limits;
mod nquad;
mod nsum;
mod ode;
mod odeint;
mod quad;
mod quad_vec;
mod rules;
mod samples;
mod solve_ivp;
mod tanhsinh;

use pyo3::prelude::*;

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(quad::quad, m)?)?;
    m.add_function(wrap_pyfunction!(nquad::dblquad, m)?)?;
    m.add_function(wrap_pyfunction!(nquad::tplquad, m)?)?;
    m.add_function(wrap_pyfunction!(nquad::nquad, m)?)?;
    m.add_function(wrap_pyfunction!(quad_vec::_quad_vec, m)?)?;
    m.add_function(wrap_pyfunction!(cubature::_cubature, m)?)?;
    m.add_function(wrap_pyfunction!(tanhsinh::_tanhsinh, m)?)?;
    m.add_function(wrap_pyfunction!(nsum::_nsum, m)?)?;
    m.add_function(wrap_pyfunction!(rules::fixed_quad, m)?)?;
    m.add_function(wrap_pyfunction!(lebedev::lebedev_rule, m)?)?;
    m.add_function(wrap_pyfunction!(rules::newton_cotes, m)?)?;
    m.add_function(wrap_pyfunction!(bvp::_solve_bvp, m)?)?;
    m.add_function(wrap_pyfunction!(samples::cumulative_trapezoid, m)?)?;
    m.add_function(wrap_pyfunction!(samples::simpson, m)?)?;
    m.add_function(wrap_pyfunction!(samples::cumulative_simpson, m)?)?;
    m.add_function(wrap_pyfunction!(samples::romb, m)?)?;
    m.add_function(wrap_pyfunction!(solve_ivp::solve_ivp, m)?)?;
    m.add_function(wrap_pyfunction!(odeint::odeint, m)?)?;
    ode::register(m)
}
