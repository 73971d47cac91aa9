//! `scipy.optimize.lsq_linear`: linear least squares with bounds.

mod bvls;
mod trf;
mod triangle;

use crate::least_squares::bounds::Bounds;
use crate::vector::{dot, largest, max_abs};
use crate::{Jacobian, LeastSquaresError, LsmrOptions, LsmrResult, TrSolver, lsmr};

/// The method of [`lsq_linear`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LsqLinearMethod {
    /// Trust Region Reflective (Branch, Coleman and Li 1999), with its linear problems solved so.
    Trf(TrSolver),
    /// Bounded-variable least squares (Stark and Parker 1995), for dense matrices.
    Bvls,
}

/// The tolerance of the iterations of `lsmr` within [`lsq_linear`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LsmrTolerance {
    /// A fixed one.
    Fixed(f64),
    /// One that follows the optimality.
    Adaptive,
}

/// How [`lsq_linear`] goes about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LsqLinearOptions {
    /// The method.
    pub method: LsqLinearMethod,
    /// Relative change of the cost, and optimality, that end the iterations.
    pub tol: f64,
    /// The most iterations: 100, or for `Bvls` the number of variables, if `None`.
    pub max_iter: Option<usize>,
    /// The tolerance of `lsmr`.
    pub lsmr_tol: LsmrTolerance,
    /// The most iterations of `lsmr`.
    pub lsmr_maxiter: Option<usize>,
}

/// What a watcher is told of each iteration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LsqLinearProgress {
    /// The iteration.
    pub iteration: usize,
    /// Half the sum of squares.
    pub cost: f64,
    /// By how much it fell.
    pub reduction: Option<f64>,
    /// How far the variables went.
    pub step: Option<f64>,
    /// The measure of optimality.
    pub optimality: f64,
}

/// What [`lsq_linear`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct LsqLinearResult {
    /// The variables.
    pub x: Vec<f64>,
    /// `A x - b`.
    pub fun: Vec<f64>,
    /// Half the sum of squares.
    pub cost: f64,
    /// Half the sum of squares at the first point.
    pub initial_cost: f64,
    /// The measure of optimality.
    pub optimality: f64,
    /// −1 at the lower bound, 1 at the upper one.
    pub active_mask: Vec<i8>,
    /// Iterations.
    pub nit: usize,
    /// SciPy's number for the reason of the end: −1 no progress, 0 too many iterations, 1 optimality, 2 cost, 3 within
    /// the bounds at the start.
    pub status: i32,
}

/// `A x = b` in the sense of least squares within bounds.
struct Task<'a, E> {
    a: &'a Jacobian<E>,
    b: &'a [f64],
    bounds: Bounds,
    options: &'a LsqLinearOptions,
}

/// A point with what belongs to it.
struct At {
    x: Vec<f64>,
    residuals: Vec<f64>,
    gradient: Vec<f64>,
    cost: f64,
}

impl<E> Task<'_, E> {
    fn at(&self, x: Vec<f64>) -> Result<At, E> {
        let mut residuals = self.a.dot(&x)?;
        residuals.iter_mut().zip(self.b).for_each(|(r, b)| *r -= b);
        let gradient = self.a.transposed_dot(&residuals)?;
        let cost = 0.5 * dot(&residuals, &residuals);
        Ok(At { x, residuals, gradient, cost })
    }
}

/// Minimises `½ ‖A x - b‖²` within bounds, from the solution without bounds.
///
/// M. A. Branch, T. F. Coleman and Y. Li, *A subspace, interior, and conjugate gradient method for large-scale
/// bound-constrained minimization problems* (1999); P. B. Stark and R. L. Parker, *Bounded-variable least-squares: an
/// algorithm and applications* (1995).
///
/// # Errors
/// `Bvls` with a matrix that is not dense, numbers that are not finite, what `watch` and the operator return.
///
/// ```
/// use pallasite_optimize::{
///     Jacobian, LsmrTolerance, LsqLinearMethod, LsqLinearOptions, Matrix, lsq_linear,
/// };
/// let a = Jacobian::Dense(Matrix::from_columns(3, 2, vec![1.0, 0.0, 1.0, 0.0, 1.0, 1.0]));
/// let options = LsqLinearOptions {
///     method: LsqLinearMethod::Bvls,
///     tol: 1e-10,
///     max_iter: None,
///     lsmr_tol: LsmrTolerance::Fixed(1e-12),
///     lsmr_maxiter: None,
/// };
/// let unbounded = [-1.0, 3.0];
/// let bounds = (vec![0.0; 2], vec![f64::INFINITY; 2]);
/// let found =
///     lsq_linear(&a, &[-1.0, 3.0, 2.0], &unbounded, bounds, &options, |_| Ok::<_, ()>(())).unwrap();
/// assert_eq!(found.active_mask, [-1, 0]);
/// assert!((found.x[1] - 2.5).abs() < 1e-12);
/// ```
pub fn lsq_linear<E>(
    a: &Jacobian<E>,
    b: &[f64],
    unbounded: &[f64],
    (lower, upper): (Vec<f64>, Vec<f64>),
    options: &LsqLinearOptions,
    mut watch: impl FnMut(&LsqLinearProgress) -> Result<(), E>,
) -> Result<LsqLinearResult, LeastSquaresError<E>> {
    let task = Task { a, b, bounds: Bounds { lower, upper }, options };
    if task.bounds.contain(unbounded) {
        return task.at(unbounded.to_vec()).map(inside).map_err(LeastSquaresError::Callback);
    }
    match (options.method, a) {
        (LsqLinearMethod::Bvls, Jacobian::Dense(matrix)) => bvls::bvls(&task, matrix, unbounded, &mut watch),
        (LsqLinearMethod::Bvls, _) => trf::trf(&task, TrSolver::Lsmr, unbounded, &mut watch),
        (LsqLinearMethod::Trf(solver), _) => trf::trf(&task, solver, unbounded, &mut watch),
    }
}

/// The least squares solution without bounds, by [`lsmr`](crate::lsmr()).
///
/// # Errors
/// The operator's.
///
/// ```
/// use pallasite_optimize::{Jacobian, LsmrOptions, Matrix, unbounded_lsmr};
/// let a = Jacobian::<()>::Dense(Matrix::from_columns(2, 1, vec![1.0, 1.0]));
/// let found = unbounded_lsmr(&a, &[1.0, 3.0], &LsmrOptions::default()).unwrap();
/// assert!((found.x[0] - 2.0).abs() < 1e-6);
/// ```
pub fn unbounded_lsmr<E>(a: &Jacobian<E>, b: &[f64], options: &LsmrOptions) -> Result<LsmrResult, E> {
    let forward = |x: &[f64], y: &mut [f64]| a.dot(x).map(|v| y.copy_from_slice(&v));
    let adjoint = |y: &[f64], x: &mut [f64]| a.transposed_dot(y).map(|v| x.copy_from_slice(&v));
    lsmr(forward, adjoint, a.shape().1, b, options)
}

/// The result where no bound matters.
fn inside(at: At) -> LsqLinearResult {
    LsqLinearResult {
        active_mask: vec![0; at.x.len()],
        optimality: largest(&at.gradient),
        cost: at.cost,
        initial_cost: at.cost,
        x: at.x,
        fun: at.residuals,
        nit: 0,
        status: 3,
    }
}

fn lsmr_options<E>(task: &Task<E>, optimality: f64) -> LsmrOptions {
    let tol = match task.options.lsmr_tol {
        LsmrTolerance::Fixed(tol) => tol,
        LsmrTolerance::Adaptive => (1e-2 * optimality.min(0.5) * optimality).clamp(f64::EPSILON, 0.1),
    };
    LsmrOptions { atol: tol, btol: tol, maxiter: task.options.lsmr_maxiter, ..LsmrOptions::default() }
}

/// The largest violation of the conditions of optimality.
fn violation(gradient: &[f64], on_bound: &[i8]) -> f64 {
    let violation = |(g, side): (&f64, &i8)| if *side == 0 { g.abs() } else { g * f64::from(*side) };
    gradient.iter().zip(on_bound).map(violation).fold(f64::NEG_INFINITY, f64::max)
}

/// The measure of optimality of Coleman and Li.
fn scaled_norm(gradient: &[f64], scale: &[f64]) -> f64 {
    max_abs(gradient.iter().zip(scale).map(|(g, v)| g * v))
}
