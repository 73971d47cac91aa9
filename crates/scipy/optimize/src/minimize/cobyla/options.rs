//! What `cobyla` is given, and what it gives.

use ndarray::Array2;

/// Radii, tolerances and limits of [`cobyla`](super::cobyla()); the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct CobylaOptions {
    /// The first radius: a reasonable change of the variables.
    pub rhobeg: f64,
    /// The last radius: the accuracy of the variables.
    pub rhoend: f64,
    /// The most calls of the function.
    pub maxfun: usize,
    /// The violation up to which a constraint counts as satisfied.
    pub ctol: f64,
    /// A value at which the search ends.
    pub ftarget: f64,
    /// Linear constraints `A x ≤ b`.
    pub linear: (Array2<f64>, Vec<f64>),
}

impl Default for CobylaOptions {
    fn default() -> Self {
        Self {
            rhobeg: 1.0,
            rhoend: 1e-4,
            maxfun: 1000,
            ctol: f64::EPSILON.sqrt(),
            ftarget: f64::NEG_INFINITY,
            linear: (Array2::zeros((0, 0)), Vec::new()),
        }
    }
}

/// What ended [`cobyla`](super::cobyla()), with the code that SciPy has for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CobylaEnding {
    /// The radius has become as small as wanted.
    Radius = 0,
    /// The target value was met.
    Target = 1,
    /// The limit on calls was met.
    Calls = 3,
    /// Rounding has spoilt the simplex.
    Rounding = 7,
    /// The limit on iterations was met.
    Iterations = 20,
    /// The caller asked to stop.
    Stopped = 30,
    /// A place is not finite.
    Place = -1,
    /// A value or a violation is not finite.
    Value = -2,
}

/// What [`cobyla`](super::cobyla()) found.
#[derive(Debug, Clone, PartialEq)]
pub struct Cobyla {
    /// The place.
    pub x: Vec<f64>,
    /// The value there.
    pub fun: f64,
    /// The largest violation of a constraint.
    pub violation: f64,
    /// Calls of the function.
    pub nfev: usize,
    /// What ended the search.
    pub ending: CobylaEnding,
}

/// The best vertex after an iteration.
pub struct CobylaProgress<'a> {
    /// The place.
    pub x: &'a [f64],
    /// The value there.
    pub fun: f64,
    /// The largest violation of a constraint.
    pub violation: f64,
    /// Calls of the function so far.
    pub nfev: usize,
    /// The iteration.
    pub nit: usize,
}
