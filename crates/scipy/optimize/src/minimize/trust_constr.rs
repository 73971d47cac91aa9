//! Minima under constraints by an interior point method in a trust region.

mod constraints;
mod function;
mod intersections;
mod program;
mod projections;
mod sqp;
mod subproblem;
mod triangle;
mod update;

pub use constraints::{Constraint, ConstraintFunction};
pub use function::{Calls, Differentiable, SecondDerivatives, Smoothness};
pub use subproblem::CgEnding;
pub use update::{HessianApproximation, HessianUpdate, UpdateRule};

use crate::least_squares::Jacobian;
use crate::sparse::SparseColumns;
use constraints::{Canonical, Prepared};
use function::Remembered;
use program::Program;
use std::rc::Rc;

/// How the Jacobian of the constraints is factorised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Factorization {
    /// Sparse: `A Aᵀ` by its triangle, which comes from rotations of `A`.
    NormalEquation,
    /// Sparse: the same projections; the triangle serves for them too.
    AugmentedSystem,
    /// Dense: with exchange of columns.
    Qr,
    /// Dense: by singular values, also where rows depend on each other.
    Svd,
}

impl Factorization {
    fn is_for_sparse(self) -> bool {
        matches!(self, Self::NormalEquation | Self::AugmentedSystem)
    }
}

/// Bounds of the variables, widened to the next numbers so that those that equal a bound are strictly inside.
#[derive(Debug, Clone, PartialEq)]
pub struct VariableBounds {
    lower: Vec<f64>,
    upper: Vec<f64>,
    keep_feasible: Vec<bool>,
}

impl VariableBounds {
    /// The bounds of each variable, and whether iterates have to keep them.
    ///
    /// ```
    /// use pallasite_optimize::VariableBounds;
    /// let bounds = VariableBounds::new(&[0.0, 1.0], &[2.0, f64::INFINITY], vec![true, false]);
    /// let (lower, upper) = bounds.strict();
    /// assert!(lower[0] < 0.0 && lower[0] > -1e-300 && upper[0] > 2.0 && lower[1] == f64::NEG_INFINITY);
    /// ```
    pub fn new(lower: &[f64], upper: &[f64], keep_feasible: Vec<bool>) -> Self {
        let widened = |limits: &[f64], next: fn(f64) -> f64| {
            limits.iter().map(|&l| if l.is_finite() { next(l) } else { l }).collect()
        };
        Self { lower: widened(lower, f64::next_down), upper: widened(upper, f64::next_up), keep_feasible }
    }

    /// The bounds that iterates have to keep, the others infinite.
    pub fn strict(&self) -> (Vec<f64>, Vec<f64>) {
        let kept = |limits: &[f64], free: f64| {
            limits.iter().zip(&self.keep_feasible).map(|(&l, &keep)| if keep { l } else { free }).collect()
        };
        (kept(&self.lower, f64::NEG_INFINITY), kept(&self.upper, f64::INFINITY))
    }

    fn constraint<'a, E>(self) -> Constraint<'a, E> {
        let n = self.lower.len();
        let identity = SparseColumns {
            rows: n,
            starts: (0..=n).collect(),
            indices: (0..n).collect(),
            values: vec![1.0; n],
        };
        let Self { lower, upper, keep_feasible } = self;
        let function = ConstraintFunction::Linear(Jacobian::Sparse(identity));
        Constraint { function, lower, upper, keep_feasible }
    }
}

/// Tolerances and limits of [`trust_constr`]; the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct TrustConstrOptions {
    /// The radius at which the search ends.
    pub xtol: f64,
    /// The gradient of the Lagrangian and the violation of constraints at which it ends.
    pub gtol: f64,
    /// Above this parameter of the barrier a small radius ends nothing.
    pub barrier_tol: f64,
    /// Whether Jacobians are made sparse or dense; as they are if absent.
    pub sparse_jacobian: Option<bool>,
    /// The most iterations.
    pub maxiter: usize,
    /// The penalty of violations at first.
    pub initial_constr_penalty: f64,
    /// The radius at first.
    pub initial_tr_radius: f64,
    /// The parameter of the barrier at first.
    pub initial_barrier_parameter: f64,
    /// The tolerance of the barrier problem at first.
    pub initial_barrier_tolerance: f64,
    /// How the Jacobian of the constraints is factorised; what suits it if absent.
    pub factorization: Option<Factorization>,
}

impl Default for TrustConstrOptions {
    fn default() -> Self {
        Self {
            xtol: 1e-8,
            gtol: 1e-8,
            barrier_tol: 1e-8,
            sparse_jacobian: None,
            maxiter: 1000,
            initial_constr_penalty: 1.0,
            initial_tr_radius: 1.0,
            initial_barrier_parameter: 0.1,
            initial_barrier_tolerance: 0.1,
            factorization: None,
        }
    }
}

/// The barrier that keeps inequalities from being violated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Barrier {
    /// The weight of the logarithms.
    pub parameter: f64,
    /// How exactly the problem with this weight is solved.
    pub tolerance: f64,
}

/// What ended a search; the numbers are SciPy's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrustConstrStatus {
    /// The limit on iterations was met.
    Iterations = 0,
    /// The gradient of the Lagrangian and the violation are small.
    Gtol = 1,
    /// The radius is small.
    Xtol = 2,
    /// The caller asked to stop.
    Callback = 3,
    /// A tolerance was met where constraints are violated.
    Violation = 4,
}

impl TrustConstrStatus {
    /// What SciPy says of it.
    pub fn message(self) -> &'static str {
        match self {
            Self::Iterations => "The maximum number of function evaluations is exceeded.",
            Self::Gtol => "`gtol` termination condition is satisfied.",
            Self::Xtol => "`xtol` termination condition is satisfied.",
            Self::Callback => "`callback` raised `StopIteration`.",
            Self::Violation => "Constraint violation exceeds 'gtol'",
        }
    }
}

/// What [`trust_constr`] has come to; constraints are in the order in which they were given, the bounds last.
pub struct TrustConstr<E> {
    /// The place.
    pub x: Vec<f64>,
    /// The objective there.
    pub fun: f64,
    /// Its gradient.
    pub grad: Vec<f64>,
    /// The gradient of the Lagrangian.
    pub lagrangian_grad: Vec<f64>,
    /// The largest component of that.
    pub optimality: f64,
    /// The values of the constraints.
    pub constr: Vec<Vec<f64>>,
    /// Their Jacobians.
    pub jac: Vec<Rc<Jacobian<E>>>,
    /// Their multipliers: positive at an upper limit, negative at a lower one.
    pub v: Vec<Vec<f64>>,
    /// The largest violation of a limit.
    pub constr_violation: f64,
    /// Iterations done.
    pub nit: usize,
    /// Calls of the objective.
    pub calls: Calls,
    /// Calls of the constraints.
    pub constr_calls: Vec<Calls>,
    /// Iterations of conjugate gradients.
    pub cg_niter: usize,
    /// Why they ended the last time.
    pub cg_ending: CgEnding,
    /// The radius of the region of trust.
    pub tr_radius: f64,
    /// The penalty of violations.
    pub constr_penalty: f64,
    /// The barrier, if there are inequalities.
    pub barrier: Option<Barrier>,
    /// What ended the search; nothing while it goes on.
    pub status: Option<TrustConstrStatus>,
}

impl<E> TrustConstr<E> {
    fn new(barrier: Option<Barrier>) -> Self {
        Self {
            x: Vec::new(),
            fun: f64::NAN,
            grad: Vec::new(),
            lagrangian_grad: Vec::new(),
            optimality: f64::NAN,
            constr: Vec::new(),
            jac: Vec::new(),
            v: Vec::new(),
            constr_violation: f64::NAN,
            nit: 0,
            calls: Calls::default(),
            constr_calls: Vec::new(),
            cg_niter: 0,
            cg_ending: CgEnding::NotRun,
            tr_radius: f64::NAN,
            constr_penalty: f64::NAN,
            barrier,
            status: None,
        }
    }
}

/// What the caller is told of.
pub enum TrustConstrEvent<'s, E> {
    /// An iteration is done.
    Iteration(&'s TrustConstr<E>),
    /// Constraints depend on each other where the search is, so that singular values are taken.
    Singular {
        /// Whether their Jacobian is sparse.
        sparse: bool,
    },
}

/// Why there is no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrustConstrError<E> {
    /// A callback's error.
    #[error("the callback failed")]
    Callback(E),
    /// The start is not feasible.
    #[error(
        "`x0` is infeasible with respect to some inequality constraint with `keep_feasible` set to True."
    )]
    Infeasible,
    /// Limits of another number than the values.
    #[error(
        "operands could not be broadcast together with remapped shapes [original->remapped]: ({given},)  and \
         requested shape ({values},)"
    )]
    Limits {
        /// The limits.
        given: usize,
        /// The values.
        values: usize,
    },
    /// Sparse and dense Jacobians.
    #[error(
        "All constraints must have the same kind of the Jacobian --- either all sparse or all dense. You can set the \
         sparsity globally by setting `sparse_jacobian` to either True of False."
    )]
    Mixed,
    /// A factorisation for dense matrices.
    #[error("Method not allowed for sparse array.")]
    NotForSparse,
    /// A factorisation for sparse matrices.
    #[error("Method not allowed for dense array.")]
    NotForDense,
    /// More equalities than variables.
    #[error(
        "The 'expected square matrix' error can occur if there are more equality constraints than independent \
         variables. Consider how your constraints are set up, or use factorization_method='SVDFactorization'."
    )]
    TooManyEqualities,
    /// A Jacobian that cannot be factorised.
    #[error("array must not contain infs or NaNs")]
    NotFinite,
}

/// By how much the parameter and the tolerance of the barrier shrink (Byrd, Hribar and Nocedal 1999, p. 879).
const DECAY: f64 = 0.2;
/// By how much the radius grows from one barrier problem to the next.
const ENLARGEMENT: f64 = 5.0;

/// A local minimum of an objective under constraints: sequential quadratic programming in a trust region where there
/// are equalities alone (Lalee, Nocedal and Plantenga 1998), an interior point method around it where there are
/// inequalities (Byrd, Hribar and Nocedal 1999, *An interior point algorithm for large-scale nonlinear programming*,
/// SIAM Journal on Optimization 9). Steps come from projected conjugate gradients (Gould, Hribar and Nocedal 2001, *On
/// the solution of equality constrained quadratic programming problems arising in optimization*, SIAM Journal on
/// Scientific Computing 23). `report` ends the search by returning `true`.
///
/// # Errors
/// [`TrustConstrError`]: a callback's own, or a problem that cannot be begun.
///
/// # Examples
/// The point of the circle with the least sum of coordinates.
/// ```
/// use pallasite_optimize::*;
/// struct Sum;
/// impl Differentiable<()> for Sum {
///     fn values(&mut self, x: &[f64]) -> Result<Vec<f64>, ()> { Ok(vec![x[0] + x[1]]) }
///     fn jacobian(&mut self, _: &[f64], _: &[f64]) -> Result<(Jacobian<()>, usize), ()> {
///         Ok((Jacobian::Dense(Matrix::from_columns(1, 2, vec![1.0, 1.0])), 0))
///     }
///     fn hessian(&mut self, _: &[f64], _: &[f64]) -> Result<Jacobian<()>, ()> {
///         Ok(Jacobian::Dense(Matrix::from_columns(2, 2, vec![0.0; 4])))
///     }
/// }
/// struct Square;
/// impl Differentiable<()> for Square {
///     fn values(&mut self, x: &[f64]) -> Result<Vec<f64>, ()> { Ok(vec![x[0] * x[0] + x[1] * x[1]]) }
///     fn jacobian(&mut self, x: &[f64], _: &[f64]) -> Result<(Jacobian<()>, usize), ()> {
///         Ok((Jacobian::Dense(Matrix::from_columns(1, 2, vec![2.0 * x[0], 2.0 * x[1]])), 0))
///     }
///     fn hessian(&mut self, _: &[f64], v: &[f64]) -> Result<Jacobian<()>, ()> {
///         Ok(Jacobian::Dense(Matrix::from_columns(2, 2, vec![2.0 * v[0], 0.0, 0.0, 2.0 * v[0]])))
///     }
/// }
/// let objective = Smoothness { function: Box::new(Sum), second: SecondDerivatives::Function };
/// let circle = Smoothness { function: Box::new(Square), second: SecondDerivatives::Function };
/// let constraint = Constraint {
///     function: ConstraintFunction::Nonlinear(circle),
///     lower: vec![2.0],
///     upper: vec![2.0],
///     keep_feasible: vec![false],
/// };
/// let options = TrustConstrOptions::default();
/// let found =
///     trust_constr(objective, vec![constraint], None, &[-2.0, 0.1], &options, |_| Ok(false)).unwrap();
/// assert!((found.x[0] + 1.0).abs() < 1e-7 && (found.x[1] + 1.0).abs() < 1e-7);
/// assert_eq!(found.status, Some(TrustConstrStatus::Gtol));
/// ```
pub fn trust_constr<'a, 'r, E>(
    objective: Smoothness<'a, E>,
    constraints: Vec<Constraint<'a, E>>,
    bounds: Option<VariableBounds>,
    x0: &[f64],
    options: &'r TrustConstrOptions,
    report: impl FnMut(TrustConstrEvent<'_, E>) -> Result<bool, E> + 'r,
) -> Result<TrustConstr<E>, TrustConstrError<E>> {
    let objective =
        Remembered::new(objective, x0, Some(vec![1.0]), None).map_err(TrustConstrError::Callback)?;
    let strict = bounds.as_ref().map(VariableBounds::strict);
    let canonical = prepared(constraints, bounds, x0, options.sparse_jacobian)?;
    let mut program = Program::new(objective, canonical, options, strict, Box::new(report));
    let mut z = program.start();
    let mut radius = options.initial_tr_radius;
    loop {
        z = sqp::sqp(&mut program, z, radius)?;
        let state = &mut program.state;
        let Some(barrier) = state.barrier.as_mut().filter(|_| !program.ended) else { break };
        radius = options.initial_tr_radius.max(ENLARGEMENT * state.tr_radius);
        barrier.parameter *= DECAY;
        barrier.tolerance *= DECAY;
    }
    let mut found = program.state;
    let met = matches!(found.status, Some(TrustConstrStatus::Gtol | TrustConstrStatus::Xtol));
    if met && found.constr_violation > options.gtol {
        found.status = Some(TrustConstrStatus::Violation);
    }
    Ok(found)
}

/// Constraints of one kind, the bounds last.
fn prepared<'a, E>(
    constraints: Vec<Constraint<'a, E>>,
    bounds: Option<VariableBounds>,
    x0: &[f64],
    to_sparse: Option<bool>,
) -> Result<Canonical<'a, E>, TrustConstrError<E>> {
    let mut all = Vec::with_capacity(constraints.len() + 1);
    for constraint in constraints {
        all.push(Prepared::new(constraint, x0, to_sparse)?);
    }
    let sparse = all.iter().filter(|c| c.is_sparse()).count();
    if 0 < sparse && sparse < all.len() {
        return Err(TrustConstrError::Mixed);
    }
    if let Some(bounds) = bounds {
        let to_sparse = if all.is_empty() { to_sparse.unwrap_or(true) } else { sparse > 0 };
        all.push(Prepared::new(bounds.constraint(), x0, Some(to_sparse))?);
    }
    Ok(Canonical::new(all))
}
