//! `scipy.optimize`: roots, minima, least squares and curve fitting.

mod curve_fit;
mod function;
mod global;
mod isotonic;
mod least_squares;
mod leastsq;
mod linear;
mod linprog;
mod lsq_linear;
mod milp;
mod minimize;
mod minimize_scalar;
mod newton;
mod nonlin;
mod numdiff;
mod operator;
mod quadratic_assignment;
mod result;
mod root;
mod root_scalar;
mod roots;
mod rosen;
mod workers;

use pyo3::prelude::*;

/// Adds the functions to the module.
pub(super) fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(leastsq::leastsq, m)?)?;
    m.add_function(wrap_pyfunction!(curve_fit::curve_fit, m)?)?;
    m.add_function(wrap_pyfunction!(roots::bisect, m)?)?;
    m.add_function(wrap_pyfunction!(roots::ridder, m)?)?;
    m.add_function(wrap_pyfunction!(roots::brentq, m)?)?;
    m.add_function(wrap_pyfunction!(roots::brenth, m)?)?;
    m.add_function(wrap_pyfunction!(roots::toms748, m)?)?;
    m.add_function(wrap_pyfunction!(newton::newton, m)?)?;
    m.add_function(wrap_pyfunction!(root_scalar::root_scalar, m)?)?;
    m.add_function(wrap_pyfunction!(minimize_scalar::minimize_scalar, m)?)?;
    m.add_function(wrap_pyfunction!(minimize_scalar::functions::brent, m)?)?;
    m.add_function(wrap_pyfunction!(minimize_scalar::functions::golden, m)?)?;
    m.add_function(wrap_pyfunction!(minimize_scalar::functions::fminbound, m)?)?;
    m.add_function(wrap_pyfunction!(minimize_scalar::functions::bracket, m)?)?;
    minimize::register(m)?;
    global::register(m)?;
    m.add_function(wrap_pyfunction!(root::fsolve, m)?)?;
    m.add_function(wrap_pyfunction!(root::root, m)?)?;
    m.add_function(wrap_pyfunction!(least_squares::least_squares, m)?)?;
    m.add_function(wrap_pyfunction!(nonlin::_nonlin_solve, m)?)?;
    m.add_class::<nonlin::PyQuasiNewton>()?;
    m.add_class::<nonlin::PyKrylovJacobian>()?;
    m.add_function(wrap_pyfunction!(numdiff::approx_derivative, m)?)?;
    m.add_function(wrap_pyfunction!(numdiff::approx_fprime, m)?)?;
    m.add_function(wrap_pyfunction!(numdiff::check_derivative, m)?)?;
    m.add_function(wrap_pyfunction!(numdiff::check_grad, m)?)?;
    m.add_function(wrap_pyfunction!(numdiff::group_columns, m)?)?;
    m.add_function(wrap_pyfunction!(linear::nnls, m)?)?;
    m.add_function(wrap_pyfunction!(linear::linear_sum_assignment, m)?)?;
    m.add_function(wrap_pyfunction!(linprog::linprog, m)?)?;
    m.add_function(wrap_pyfunction!(milp::milp, m)?)?;
    m.add_function(wrap_pyfunction!(lsq_linear::lsq_linear, m)?)?;
    m.add_function(wrap_pyfunction!(isotonic::isotonic_regression, m)?)?;
    m.add_function(wrap_pyfunction!(isotonic::fixed_point, m)?)?;
    m.add_function(wrap_pyfunction!(quadratic_assignment::_doubly_stochastic, m)?)?;
    m.add_function(wrap_pyfunction!(quadratic_assignment::_qap_faq, m)?)?;
    m.add_function(wrap_pyfunction!(quadratic_assignment::_qap_two_opt, m)?)?;
    m.add_function(wrap_pyfunction!(rosen::rosen, m)?)?;
    m.add_function(wrap_pyfunction!(rosen::rosen_der, m)?)?;
    m.add_function(wrap_pyfunction!(rosen::rosen_hess, m)?)?;
    m.add_function(wrap_pyfunction!(rosen::rosen_hess_prod, m)?)
}
