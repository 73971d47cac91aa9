//! `scipy.optimize` in Rust: nonlinear least squares and curve fitting.
//!
//! | SciPy | here |
//! | --- | --- |
//! | `leastsq` | [`leastsq()`], [`leastsq_with_jacobian`] |
//! | `curve_fit` | [`curve_fit()`], [`curve_fit_with_jacobian`] |
//!
//! Both run MINPACK's Levenberg-Marquardt method in pure Rust. Callbacks return `Result<(), E>`: an error ends the
//! iteration at once and comes out unchanged, so it also serves to interrupt.

mod curve_fit;
mod leastsq;
mod minpack;

pub use curve_fit::{CurveFit, CurveFitError, CurveFitOptions, Sigma, curve_fit, curve_fit_with_jacobian};
pub use leastsq::{LeastsqError, LeastsqOptions, LeastsqResult, leastsq, leastsq_with_jacobian};
