//! `scipy.optimize` in Rust: roots, minima, nonlinear least squares and curve fitting.
//!
//! | SciPy | here |
//! | --- | --- |
//! | `bisect`, `brentq`, `brenth`, `ridder`, `toms748`, `newton` | [`bisect`], [`brentq`], [`brenth`], [`ridder`], [`toms748`], [`newton()`] |
//! | `brent`, `golden`, `fminbound`, `bracket` | [`brent`], [`golden`], [`fminbound`], [`bracket()`] |
//! | `fsolve`, `root` | [`fsolve()`], [`fsolve_with_jacobian`] |
//! | `leastsq` | [`leastsq()`], [`leastsq_with_jacobian`] |
//! | `curve_fit` | [`curve_fit()`], [`curve_fit_with_jacobian`] |
//! | `minimize`, `fmin` and its kin | [`nelder_mead`], [`powell()`], [`bfgs()`], [`conjugate_gradient`], [`newton_cg`], [`lbfgsb()`], [`tnc()`], [`cobyla()`], [`cobyqa()`], [`slsqp()`], [`trust_constr()`], [`trust_region`] |
//! | `line_search` | [`line_search`] |
//! | `differential_evolution`, `dual_annealing`, `direct`, `shgo` | [`differential_evolution`], [`dual_annealing`], [`direct()`], [`shgo()`] |
//! | `approx_derivative`, `approx_fprime` | [`Stencil`], [`approx_fprime`] |
//! | `least_squares` | [`least_squares()`] |
//! | `broyden1`, `broyden2`, `anderson`, `linearmixing`, `diagbroyden`, `excitingmixing`, `newton_krylov` | [`nonlin_solve`] |
//! | `root(method='df-sane')` | [`df_sane`] |
//! | `nnls` | [`nnls()`] |
//! | `linprog`, `milp` | [`linprog()`] |
//! | `lsq_linear` | [`lsq_linear()`] |
//! | `isotonic_regression` | [`isotonic_regression()`] |
//! | `fixed_point` | [`fixed_point()`] |
//! | `quadratic_assignment` | [`faq`], [`two_opt`] |
//! | `linear_sum_assignment` | [`linear_sum_assignment()`] |
//! | `rosen`, `rosen_der`, `rosen_hess`, `rosen_hess_prod` | [`rosen()`], [`rosen_der`], [`rosen_hess`], [`rosen_hess_prod`] |
//!
//! Callbacks return `Result<_, E>`: an error ends the
//! iteration at once and comes out unchanged, so it also serves to interrupt.

mod curve_fit;
mod fixed_point;
mod fsolve;
mod global;
mod isotonic_regression;
mod least_squares;
mod leastsq;
mod linear_sum_assignment;
mod linprog;
mod lsmr;
mod lsq_linear;
mod minimize;
mod minpack;
mod nnls;
mod nonlin;
mod numdiff;
mod quadratic_assignment;
mod roots;
mod rosen;
mod scalar;
mod sparse;
mod vector;

pub use curve_fit::{
    CurveFit, CurveFitError, CurveFitOptions, InvalidSigma, Sigma, Weights, curve_fit,
    curve_fit_with_jacobian, feasible_start, pseudo_covariance, scaled_covariance,
};
pub use fixed_point::{FixedPointError, fixed_point};
pub use fsolve::{FsolveError, FsolveOptions, FsolveResult, fsolve, fsolve_with_jacobian};
pub use global::{
    Annealed, AnnealingEnding, AnnealingError, AnnealingRandom, DifferentialEvolution,
    DifferentialEvolutionOptions, Direct, DirectEnding, DirectOptions, DualAnnealing, DualAnnealingOptions,
    EvolutionEnding, EvolutionRules, Generation, InitialPopulation, Landscape, Mutation, Population, Random,
    Shgo, ShgoError, ShgoObjective, ShgoOptions, ShgoSampling, Strategy, differential_evolution, direct,
    dual_annealing, first_population, shgo,
};
pub use isotonic_regression::{IsotonicRegression, isotonic_regression};
pub use least_squares::{
    Intermediate, Jacobian, LeastSquares, LeastSquaresError, LeastSquaresMethod, LeastSquaresOptions,
    LeastSquaresProgress, LeastSquaresResult, LeastSquaresStatus, LinearOperator, Loss, Rho, TrSolver,
    VariableScale, least_squares,
};
pub use leastsq::{LeastsqError, LeastsqOptions, LeastsqResult, leastsq, leastsq_with_jacobian};
pub use linear_sum_assignment::{AssignmentError, linear_sum_assignment};
pub use linprog::{
    Integrality, LinearProgram, LinprogError, LinprogOptions, LinprogResult, LinprogStatus, MipResult,
    Progress as LinprogProgress, Sparse, linprog,
};
pub use lsmr::{LsmrOptions, LsmrResult, lsmr};
pub use lsq_linear::{
    LsmrTolerance, LsqLinearMethod, LsqLinearOptions, LsqLinearProgress, LsqLinearResult, lsq_linear,
    unbounded_lsmr,
};
pub use minimize::{
    Barrier, BfgsOptions, Calls, CgEnding, Cobyla, CobylaEnding, CobylaOptions, CobylaProgress, Cobyqa,
    CobyqaEnding, CobyqaOptions, CobyqaProgress, CobyqaValues, Constrained, Constraint, ConstraintFunction,
    Curvature, Curved, Descent, Differences, Differentiable, Ending, Factorization, Found,
    HessianApproximation, HessianUpdate, InvalidSimplex, Lbfgsb, LbfgsbEnding, LbfgsbOptions, LineFailure,
    LineSearch, LineStart, Memo, Mode, NelderMead, NelderMeadError, NelderMeadOptions, NewtonCgOptions,
    Objective, Powell, PowellOptions, SecondDerivatives, Slsqp, SlsqpOptions, SlsqpProgress, Smooth,
    Smoothness, Tnc, TncEnding, TncOptions, TncProgress, TrustConstr, TrustConstrError, TrustConstrEvent,
    TrustConstrOptions, TrustConstrStatus, TrustRegion, TrustRegionOptions, TrustSolver, UpdateRule,
    VariableBounds, WolfeOptions, bfgs, bfgs_update, cobyla, cobyqa, conjugate_gradient, first_scale,
    gradient_by_differences, is_positive_definite, lbfgs_inverse_product, lbfgsb, line_search, nelder_mead,
    newton_cg, powell, slsqp, sr1_update, tnc, trust_constr, trust_region,
};
pub use minpack::Matrix;
pub use nnls::{NnlsError, nnls};
pub use nonlin::{
    Field, Function, InverseJacobian, KrylovJacobian, KrylovMethod, KrylovOptions, LineSearchKind,
    NonlinError, NonlinOptions, NonlinProblem, NonlinResult, Preconditioner, QuasiNewton, QuasiNewtonKind,
    Reduction, SpectralOptions, SpectralProblem, SpectralResult, SpectralSearch, df_sane, nonlin_solve,
};
pub use numdiff::{
    DifferenceOptions, InvalidDifferences, Point, Precision, Scheme, Stencil, approx_fprime,
    directional_derivative, group_columns,
};
pub use quadratic_assignment::{assignment_score, doubly_stochastic, faq, two_opt};
pub use roots::{
    InvalidRoot, NewtonArray, NewtonFailure, NewtonOptions, NewtonRoot, Root, RootError, RootField,
    RootOptions, Toms748Options, bisect, brenth, brentq, newton, newton_array, ridder, toms748,
};
pub use rosen::{rosen, rosen_der, rosen_hess, rosen_hess_prod};
pub use scalar::{
    Bracket, BracketOptions, InvalidMinimum, Minimum, MinimumError, Progress, Start, bracket, brent,
    fminbound, golden,
};
pub use sparse::SparseColumns;
