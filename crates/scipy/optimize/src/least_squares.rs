//! `scipy.optimize.least_squares`: sums of squares, or of other losses, minimised within bounds.

pub(crate) mod bounds;
mod descent;
mod dogbox;
mod jacobian;
mod lm;
mod loss;
mod options;
pub(crate) mod quadratic;
pub(crate) mod spectrum;
mod trf;

use bounds::Bounds;
use descent::Descent;
use dogbox::Dogbox;
use lm::levenberg_marquardt;
use trf::Reflective;

pub use descent::LeastSquaresStatus;
pub use jacobian::{Jacobian, LinearOperator};
pub use loss::{Loss, Rho};
pub use options::{LeastSquaresMethod, LeastSquaresOptions, TrSolver, VariableScale};

/// How far an iteration has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeastSquaresProgress {
    /// Iterations done.
    pub iteration: usize,
    /// Evaluations of the residuals.
    pub nfev: usize,
    /// The cost.
    pub cost: f64,
    /// How much lower it is than before; `None` at the start.
    pub reduction: Option<f64>,
    /// The length of the last step; `None` at the start.
    pub step_norm: Option<f64>,
    /// The norm of the scaled gradient.
    pub optimality: f64,
}

/// The state after an iteration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Intermediate<'a> {
    /// The variables.
    pub x: &'a [f64],
    /// The residuals.
    pub fun: &'a [f64],
    /// Iterations done.
    pub nit: usize,
    /// Evaluations of the residuals.
    pub nfev: usize,
    /// The cost.
    pub cost: f64,
}

/// A problem for [`least_squares`].
pub trait LeastSquares {
    /// What an evaluation may fail with.
    type Error;

    /// The residuals at `x`, always as many.
    ///
    /// # Errors
    /// The problem's own, which end the iteration.
    fn residuals(&mut self, x: &[f64]) -> Result<Vec<f64>, Self::Error>;

    /// Their Jacobian at `x`, where they are `f`.
    ///
    /// # Errors
    /// The problem's own, which end the iteration.
    fn jacobian(&mut self, x: &[f64], f: &[f64]) -> Result<Jacobian<Self::Error>, Self::Error>;

    /// The loss at the squares `z` of the scaled residuals, for [`Loss::Custom`].
    ///
    /// # Errors
    /// The problem's own, which end the iteration.
    fn loss(&mut self, z: &[f64]) -> Result<Rho, Self::Error> {
        Ok(Rho { value: z.to_vec(), first: vec![1.0; z.len()], second: vec![0.0; z.len()] })
    }

    /// Hears of each iteration before it begins.
    ///
    /// # Errors
    /// The problem's own, which end the iteration.
    fn report(&mut self, _progress: &LeastSquaresProgress) -> Result<(), Self::Error> {
        Ok(())
    }

    /// Hears of each iteration when it is done; true to end there.
    ///
    /// # Errors
    /// The problem's own, which end the iteration.
    fn callback(&mut self, _state: &Intermediate<'_>) -> Result<bool, Self::Error> {
        Ok(false)
    }
}

/// What [`least_squares`] found.
pub struct LeastSquaresResult<E> {
    /// The variables.
    pub x: Vec<f64>,
    /// Half the sum of the losses there.
    pub cost: f64,
    /// The residuals.
    pub fun: Vec<f64>,
    /// The Jacobian, its rows weighed by the loss.
    pub jac: Jacobian<E>,
    /// The gradient of the cost.
    pub grad: Vec<f64>,
    /// The norm of the scaled gradient.
    pub optimality: f64,
    /// At which bound each variable is: −1 the lower, 1 the upper.
    pub active_mask: Vec<i8>,
    /// Evaluations of the residuals, without those for derivatives.
    pub nfev: usize,
    /// Evaluations of the Jacobian.
    pub njev: usize,
    /// Why the iteration ended.
    pub status: LeastSquaresStatus,
    /// The cost at the start.
    pub initial_cost: f64,
}

/// Why [`least_squares`] did not run to an end.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum LeastSquaresError<E> {
    /// The problem's own error.
    #[error(transparent)]
    Callback(E),
    /// Bounds for `lm`.
    #[error("Method 'lm' doesn't support bounds.")]
    LmBounds,
    /// Bounds of another length than the variables.
    #[error("Inconsistent shapes between bounds and `x0`.")]
    BoundsShape,
    /// A lower bound not below its upper one.
    #[error("Each lower bound must be strictly less than each upper bound.")]
    BoundsOrder,
    /// A start beyond its bounds.
    #[error("Initial guess is outside of provided bounds")]
    OutOfBounds,
    /// A scale that is not positive and finite.
    #[error("`x_scale` must be 'jac' or array_like with positive numbers.")]
    Scale,
    /// A scale of another length than the variables.
    #[error("Inconsistent shapes between `x_scale` and `x0`.")]
    ScaleShape,
    /// Tolerances of which MINPACK can make nothing.
    #[error("All tolerances must be higher than machine epsilon (2.22e-16) for method 'lm'.")]
    LmTolerances,
    /// Tolerances that would never end the iteration.
    #[error("At least one of the tolerances must be higher than machine epsilon (2.22e-16).")]
    Tolerances,
    /// Residuals at the start that are infinite or NaN.
    #[error("Residuals are not finite in the initial point.")]
    ResidualsNotFinite,
    /// Fewer residuals than variables for `lm`.
    #[error("Method 'lm' doesn't work when the number of residuals is less than the number of variables.")]
    LmTooFewResiduals,
    /// Another loss than the linear one for `lm`.
    #[error("method='lm' supports only 'linear' loss function.")]
    LmLoss,
    /// A Jacobian that does not fit.
    #[error("The return value of `jac` has wrong shape: expected ({}, {}), actual ({}, {}).",
        expected.0, expected.1, actual.0, actual.1)]
    JacobianShape {
        /// Residuals and variables.
        expected: (usize, usize),
        /// Rows and columns.
        actual: (usize, usize),
    },
    /// A Jacobian that is not dense where it has to be.
    #[error("{user} works only with dense Jacobian matrices.")]
    NotDense {
        /// Who needs a dense one.
        user: &'static str,
    },
    /// A scale from a Jacobian whose columns are not known.
    #[error("x_scale='jac' can't be used when `jac` returns LinearOperator.")]
    OperatorScale,
    /// Another number of residuals than at the start.
    #[error("the number of residuals has changed")]
    ResidualsChanged,
    /// A Jacobian that holds infinities or NaN.
    #[error("array must not contain infs or NaNs")]
    NotFinite,
}

/// Minimises half the sum of the losses of the squared residuals from `x0`, within bounds.
///
/// # Errors
/// [`LeastSquaresError`], with SciPy's texts; that a limit was met is in the status.
///
/// # Examples
/// ```
/// use pallasite_optimize::{Jacobian, LeastSquares, LeastSquaresOptions, Matrix, least_squares};
/// struct Rosenbrock;
/// impl LeastSquares for Rosenbrock {
///     type Error = ();
///     fn residuals(&mut self, x: &[f64]) -> Result<Vec<f64>, ()> {
///         Ok(vec![10.0 * (x[1] - x[0] * x[0]), 1.0 - x[0]])
///     }
///     fn jacobian(&mut self, x: &[f64], _: &[f64]) -> Result<Jacobian<()>, ()> {
///         Ok(Jacobian::Dense(Matrix::from_columns(2, 2, vec![-20.0 * x[0], -1.0, 10.0, 0.0])))
///     }
/// }
/// let bounds = Some((vec![f64::NEG_INFINITY, 1.5], vec![f64::INFINITY; 2]));
/// let options = LeastSquaresOptions { bounds, ..LeastSquaresOptions::default() };
/// let found = least_squares(&mut Rosenbrock, &[2.0, 2.0], &options).unwrap();
/// assert!((found.x[0] - 1.22437075).abs() < 1e-8 && (found.x[1] - 1.5).abs() < 1e-8);
/// assert_eq!(found.active_mask, [0, -1]);
/// ```
pub fn least_squares<P: LeastSquares>(
    problem: &mut P,
    x0: &[f64],
    options: &LeastSquaresOptions,
) -> Result<LeastSquaresResult<P::Error>, LeastSquaresError<P::Error>> {
    let bounds = checked(x0, options)?;
    let method = options.method;
    let x0 = if method == LeastSquaresMethod::Trf { bounds.interior(x0, 1e-10) } else { x0.to_vec() };
    let residuals = problem.residuals(&x0).map_err(LeastSquaresError::Callback)?;
    let jacobian = problem.jacobian(&x0, &residuals).map_err(LeastSquaresError::Callback)?;
    check_start(&residuals, &jacobian, x0.len(), options)?;
    let solver = options.tr_solver.unwrap_or(match jacobian {
        Jacobian::Dense(_) => TrSolver::Exact,
        _ => TrSolver::Lsmr,
    });
    let jacobian = match (method, jacobian) {
        (LeastSquaresMethod::Lm, Jacobian::Dense(j)) => {
            let cost = 0.5 * crate::vector::dot(&residuals, &residuals);
            return levenberg_marquardt(problem, x0, residuals, j, options, cost);
        }
        (_, jacobian) => jacobian,
    };
    let mut descent = Descent::new(problem, options, x0, residuals, jacobian)?;
    let initial_cost = descent.cost;
    let (ended, active_mask) = if method == LeastSquaresMethod::Dogbox {
        let mut strategy = Dogbox::new(&bounds, solver, options.lsmr, &descent.x);
        let radius = Dogbox::radius(&descent);
        (descent.run(&mut strategy, radius)?, strategy.on_bound)
    } else {
        let mut strategy = Reflective::new(&bounds, solver, options.lsmr, options.regularize);
        let radius = strategy.radius(&descent);
        let ended = descent.run(&mut strategy, radius)?;
        (ended, bounds.active(&descent.x, options.xtol))
    };
    Ok(LeastSquaresResult {
        x: descent.x,
        cost: descent.cost,
        fun: descent.residuals,
        jac: descent.jacobian,
        grad: descent.gradient,
        optimality: ended.1,
        active_mask,
        nfev: descent.nfev,
        njev: descent.njev,
        status: ended.0,
        initial_cost,
    })
}

/// The bounds, when all that can be said before an evaluation is in order.
fn checked<E>(x0: &[f64], options: &LeastSquaresOptions) -> Result<Bounds, LeastSquaresError<E>> {
    let n = x0.len();
    let lm = options.method == LeastSquaresMethod::Lm;
    if lm && options.loss != Loss::Linear {
        return Err(LeastSquaresError::LmLoss);
    }
    let unlimited = || (vec![f64::NEG_INFINITY; n], vec![f64::INFINITY; n]);
    let (lower, upper) = options.bounds.clone().unwrap_or_else(unlimited);
    let bounds = Bounds { lower, upper };
    if lm && !bounds.unlimited() {
        return Err(LeastSquaresError::LmBounds);
    }
    if bounds.lower.len() != n || bounds.upper.len() != n {
        return Err(LeastSquaresError::BoundsShape);
    }
    if bounds.lower.iter().zip(&bounds.upper).any(|(low, high)| low >= high) {
        return Err(LeastSquaresError::BoundsOrder);
    }
    if !bounds.contain(x0) {
        return Err(LeastSquaresError::OutOfBounds);
    }
    if let VariableScale::Given(scale) = &options.x_scale {
        if !scale.iter().all(|s| s.is_finite() && *s > 0.0) {
            return Err(LeastSquaresError::Scale);
        }
        if scale.len() != n {
            return Err(LeastSquaresError::ScaleShape);
        }
    }
    let small = [options.ftol, options.xtol, options.gtol].map(|tol| tol < f64::EPSILON);
    match (lm, small) {
        (true, small) if small.contains(&true) => Err(LeastSquaresError::LmTolerances),
        (false, [true, true, true]) => Err(LeastSquaresError::Tolerances),
        _ => Ok(bounds),
    }
}

fn check_start<E>(
    residuals: &[f64],
    jacobian: &Jacobian<E>,
    n: usize,
    options: &LeastSquaresOptions,
) -> Result<(), LeastSquaresError<E>> {
    let (expected, actual) = ((residuals.len(), n), jacobian.shape());
    let lm = options.method == LeastSquaresMethod::Lm;
    if !residuals.iter().all(|f| f.is_finite()) {
        return Err(LeastSquaresError::ResidualsNotFinite);
    }
    if lm && residuals.len() < n {
        return Err(LeastSquaresError::LmTooFewResiduals);
    }
    if actual != expected {
        return Err(LeastSquaresError::JacobianShape { expected, actual });
    }
    if !matches!(jacobian, Jacobian::Dense(_)) {
        if lm {
            return Err(LeastSquaresError::NotDense { user: "method='lm'" });
        }
        if options.tr_solver == Some(TrSolver::Exact) {
            return Err(LeastSquaresError::NotDense { user: "tr_solver='exact'" });
        }
    }
    if matches!(jacobian, Jacobian::Operator(..)) && options.x_scale == VariableScale::Jacobian {
        return Err(LeastSquaresError::OperatorScale);
    }
    Ok(())
}
