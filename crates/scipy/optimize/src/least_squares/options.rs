//! How `least_squares` goes about it.

use super::Loss;
use crate::lsmr::LsmrOptions;

/// The method of [`least_squares`](super::least_squares()).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeastSquaresMethod {
    /// Trust Region Reflective (Branch, Coleman and Li 1999).
    Trf,
    /// Dogleg with rectangular regions (Voglis and Lagaris 2004).
    Dogbox,
    /// Levenberg-Marquardt as MINPACK carries it out; without bounds.
    Lm,
}

/// How the problem within a trust region is solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrSolver {
    /// By singular values of the dense Jacobian.
    Exact,
    /// In the plane of the gradient and an approximate Gauss-Newton step, from products alone.
    Lsmr,
}

/// What variables are measured in.
#[derive(Debug, Clone, PartialEq)]
pub enum VariableScale {
    /// Ones, or the method's own.
    Default,
    /// A positive number for each.
    Given(Vec<f64>),
    /// The inverse norms of the Jacobian's columns.
    Jacobian,
}

/// How [`least_squares`](super::least_squares()) goes about it; the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct LeastSquaresOptions {
    /// The method.
    pub method: LeastSquaresMethod,
    /// Lower and upper bounds, infinite where there are none.
    pub bounds: Option<(Vec<f64>, Vec<f64>)>,
    /// The relative change of the cost at which to end.
    pub ftol: f64,
    /// The relative change of the variables at which to end.
    pub xtol: f64,
    /// The norm of the scaled gradient at which to end.
    pub gtol: f64,
    /// The scale of the variables.
    pub x_scale: VariableScale,
    /// The loss.
    pub loss: Loss,
    /// The residual from which on one counts as an outlier.
    pub f_scale: f64,
    /// The most evaluations, without those for derivatives; `None` is 100 for each variable.
    pub max_nfev: Option<usize>,
    /// The solver within the trust region; `None` takes what the Jacobian allows.
    pub tr_solver: Option<TrSolver>,
    /// Tolerances of the iterative solver.
    pub lsmr: LsmrOptions,
    /// Whether the iterative solver is regularised, for Jacobians that may be rank-deficient (TRF alone).
    pub regularize: bool,
}

impl Default for LeastSquaresOptions {
    fn default() -> Self {
        Self {
            method: LeastSquaresMethod::Trf,
            bounds: None,
            ftol: 1e-8,
            xtol: 1e-8,
            gtol: 1e-8,
            x_scale: VariableScale::Default,
            loss: Loss::Linear,
            f_scale: 1.0,
            max_nfev: None,
            tr_solver: None,
            lsmr: LsmrOptions::default(),
            regularize: true,
        }
    }
}
