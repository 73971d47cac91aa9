//! Minima of functions of several variables.

mod bfgs;
mod cholesky;
mod cobyla;
mod cobyqa;
mod conjugate_gradient;
mod function;
mod lbfgsb;
mod line;
mod line_search;
pub(crate) mod more_thuente;
mod nelder_mead;
mod newton_cg;
mod powell;
mod quasi_newton;
mod slsqp;
mod tnc;
mod trust_constr;
mod trust_region;

mod zoom;

pub use bfgs::{BfgsOptions, bfgs};
pub use cholesky::is_positive_definite;
pub use cobyla::{Cobyla, CobylaEnding, CobylaOptions, CobylaProgress, cobyla};
pub use cobyqa::{Cobyqa, CobyqaEnding, CobyqaOptions, CobyqaProgress, CobyqaValues, cobyqa};
pub use conjugate_gradient::conjugate_gradient;
pub use function::{Differences, Memo, Objective, Smooth, gradient_by_differences};
pub use lbfgsb::{Lbfgsb, LbfgsbEnding, LbfgsbOptions, lbfgs_inverse_product, lbfgsb};
pub use line_search::{LineFailure, LineSearch, LineStart, WolfeOptions, line_search};
pub use nelder_mead::{InvalidSimplex, NelderMead, NelderMeadError, NelderMeadOptions, nelder_mead};
pub use newton_cg::{Curved, NewtonCgOptions, newton_cg};
pub use powell::{Powell, PowellOptions, powell};
pub use quasi_newton::{Curvature, bfgs_update, first_scale, sr1_update};
pub use slsqp::{Constrained, Mode, Slsqp, SlsqpOptions, SlsqpProgress, slsqp};
pub use tnc::{Tnc, TncEnding, TncOptions, TncProgress, tnc};
pub use trust_constr::{
    Barrier, Calls, CgEnding, Constraint, ConstraintFunction, Differentiable, Factorization,
    HessianApproximation, HessianUpdate, SecondDerivatives, Smoothness, TrustConstr, TrustConstrError,
    TrustConstrEvent, TrustConstrOptions, TrustConstrStatus, UpdateRule, VariableBounds, trust_constr,
};
pub use trust_region::{TrustRegion, TrustRegionOptions, TrustSolver, trust_region};

/// What ended a minimisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The tolerances were met, or the caller asked to stop.
    Converged,
    /// The limit on calls of the function was met.
    Calls,
    /// The limit on iterations was met.
    Iterations,
    /// No step lowers the value: rounding hides what is left.
    PrecisionLoss,
    /// A value or an iterate is not a number.
    NotANumber,
    /// The result is beyond the bounds.
    OutOfBounds,
    /// The Hessian is not positive definite.
    NotPositiveDefinite,
    /// The quadratic model promises no improvement.
    BadPrediction,
    /// The caller asked to stop.
    Stopped,
}

/// What the methods of descent have in common; the defaults are SciPy's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Descent {
    /// The norm of the gradient at which the search ends.
    pub gtol: f64,
    /// The order of that norm.
    pub order: f64,
    /// The most iterations; 200 n if absent.
    pub maxiter: Option<usize>,
    /// Sufficient decrease of a line search.
    pub c1: f64,
    /// Curvature of a line search.
    pub c2: f64,
}

impl Default for Descent {
    fn default() -> Self {
        Self { gtol: 1e-5, order: f64::INFINITY, maxiter: None, c1: 1e-4, c2: 0.4 }
    }
}

impl Descent {
    fn limit(&self, n: usize) -> usize {
        self.maxiter.unwrap_or(200 * n)
    }
}

/// What a method of descent found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The place.
    pub x: Vec<f64>,
    /// The value there.
    pub fun: f64,
    /// The gradient there.
    pub jac: Vec<f64>,
    /// Iterations done.
    pub nit: usize,
    /// What ended the search.
    pub ending: Ending,
}

impl Found {
    fn begin<E>(f: &mut impl Smooth<E>, x0: &[f64]) -> Result<Self, E> {
        let fun = f.value(x0)?;
        let mut jac = vec![0.0; x0.len()];
        f.gradient(x0, &mut jac)?;
        Ok(Self { x: x0.to_vec(), fun, jac, nit: 0, ending: Ending::Converged })
    }

    /// Goes on to `x`, whose gradient may be known; the gradient that was.
    fn advance<E>(
        &mut self,
        f: &mut impl Smooth<E>,
        x: Vec<f64>,
        fun: f64,
        gradient: Option<Vec<f64>>,
    ) -> Result<Vec<f64>, E> {
        let gradient = match gradient {
            Some(gradient) => gradient,
            None => {
                let mut gradient = vec![0.0; x.len()];
                f.gradient(&x, &mut gradient)?;
                gradient
            }
        };
        self.x = x;
        self.fun = fun;
        self.nit += 1;
        Ok(std::mem::replace(&mut self.jac, gradient))
    }

    fn judge(&self, lost: bool, maxiter: usize, size: f64) -> Ending {
        match () {
            _ if lost => Ending::PrecisionLoss,
            _ if self.nit >= maxiter => Ending::Iterations,
            _ if size.is_nan() || self.fun.is_nan() || self.x.iter().any(|x| x.is_nan()) => {
                Ending::NotANumber
            }
            _ => Ending::Converged,
        }
    }
}

/// The norm of a gradient, of any order.
fn gradient_norm(g: &[f64], order: f64) -> f64 {
    match order {
        f64::INFINITY => crate::vector::largest(g),
        f64::NEG_INFINITY => {
            g.iter().fold(f64::INFINITY, |m, x| if x.is_nan() { f64::NAN } else { m.min(x.abs()) })
        }
        _ => g.iter().map(|x| x.abs().powf(order)).sum::<f64>().powf(1.0 / order),
    }
}

/// The most iterations and calls: `default` for both if neither is given, or for the other if one is unlimited.
fn both_limits(maxiter: Option<usize>, maxfev: Option<usize>, default: usize) -> (usize, usize) {
    let other = |given: usize| if given == usize::MAX { default } else { usize::MAX };
    match (maxiter, maxfev) {
        (None, None) => (default, default),
        (None, Some(calls)) => (other(calls), calls),
        (Some(iterations), None) => (iterations, other(iterations)),
        (Some(iterations), Some(calls)) => (iterations, calls),
    }
}

/// Why a function could not be called: the limit was met, or it failed.
enum Stop<E> {
    Limit,
    Callback(E),
}

/// A function that may be called so often and no more.
struct Limited<F> {
    f: F,
    calls: usize,
    limit: usize,
}

impl<E, F: FnMut(&[f64]) -> Result<f64, E>> Limited<F> {
    fn at(&mut self, x: &[f64]) -> Result<f64, Stop<E>> {
        if self.calls >= self.limit {
            return Err(Stop::Limit);
        }
        self.calls += 1;
        (self.f)(x).map_err(Stop::Callback)
    }
}
