//! What `cobyqa` is given, and what it gives.

use ndarray::Array2;

/// Radii, tolerances, limits and linear constraints of [`cobyqa`](super::cobyqa()); the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct CobyqaOptions {
    /// The first radius: a tenth of the greatest change to be expected.
    pub initial_radius: f64,
    /// The last radius: the accuracy of the variables.
    pub final_radius: f64,
    /// The most calls of the function; 500 for each variable if absent.
    pub maxfev: Option<usize>,
    /// The most iterations; 1000 for each variable if absent.
    pub maxiter: Option<usize>,
    /// A value at which the search ends where the constraints are satisfied.
    pub target: f64,
    /// The violation up to which a constraint counts as satisfied.
    pub feasibility_tol: f64,
    /// Whether finite bounds become −1 and 1.
    pub scale: bool,
    /// Lower and upper bounds; those that are missing are infinite.
    pub bounds: Option<(Vec<f64>, Vec<f64>)>,
    /// Linear constraints `A x ≤ b`; coefficients that are missing are 0.
    pub at_most: (Array2<f64>, Vec<f64>),
    /// Linear constraints `A x = b`.
    pub equal: (Array2<f64>, Vec<f64>),
}

impl Default for CobyqaOptions {
    fn default() -> Self {
        let none = || (Array2::zeros((0, 0)), Vec::new());
        Self {
            initial_radius: 1.0,
            final_radius: 1e-6,
            maxfev: None,
            maxiter: None,
            target: f64::NEG_INFINITY,
            feasibility_tol: 1e-8,
            scale: false,
            bounds: None,
            at_most: none(),
            equal: none(),
        }
    }
}

/// What a function and its constraints are at a place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CobyqaValues {
    /// The function.
    pub fun: f64,
    /// Constraints that are not to be positive.
    pub at_most: Vec<f64>,
    /// Constraints that are to be zero.
    pub equal: Vec<f64>,
}

/// What ended [`cobyqa`](super::cobyqa()), with the code that SciPy has for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CobyqaEnding {
    /// The radius has become as small as wanted.
    Radius = 0,
    /// The target value was met.
    Target = 1,
    /// The bounds fix all variables.
    Fixed = 2,
    /// The caller asked to stop.
    Stopped = 3,
    /// The limit on calls was met.
    Calls = 5,
    /// The limit on iterations was met.
    Iterations = 6,
    /// A lower bound is above an upper one.
    Infeasible = -1,
    /// A system of equations cannot be solved.
    Equations = -2,
}

/// What [`cobyqa`](super::cobyqa()) found.
#[derive(Debug, Clone, PartialEq)]
pub struct Cobyqa {
    /// The place.
    pub x: Vec<f64>,
    /// The value there.
    pub fun: f64,
    /// The largest violation of a constraint.
    pub violation: f64,
    /// Calls of the function.
    pub nfev: usize,
    /// Iterations.
    pub nit: usize,
    /// Whether the place is a solution as far as can be told.
    pub success: bool,
    /// What ended the search.
    pub ending: CobyqaEnding,
}

/// What a search has come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CobyqaProgress<'a> {
    /// The function was called; the best place so far.
    Called {
        /// The place.
        x: &'a [f64],
        /// The value there.
        fun: f64,
    },
    /// The radius that is to be reached was lowered.
    Lowered {
        /// The radius.
        radius: f64,
        /// The best place.
        x: &'a [f64],
        /// The value there.
        fun: f64,
        /// The largest violation of a constraint.
        violation: f64,
        /// Calls of the function so far.
        nfev: usize,
        /// Iterations so far.
        nit: usize,
    },
}

/// Why a function could not be called, or the search went on no longer.
pub(super) enum Stop<E> {
    Callback(E),
    Ended(CobyqaEnding),
}
