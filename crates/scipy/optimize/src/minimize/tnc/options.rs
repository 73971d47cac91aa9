//! What `tnc` is given, and what it gives.

/// Tolerances and limits of [`tnc`](super::tnc()); the defaults are SciPy's, negative ones stand for values that depend on others.
#[derive(Debug, Clone, PartialEq)]
pub struct TncOptions {
    /// Lower and upper bounds of the variables.
    pub bounds: (Vec<f64>, Vec<f64>),
    /// The unit of each variable.
    pub scale: Option<Vec<f64>>,
    /// What is taken off each variable.
    pub offset: Option<Vec<f64>>,
    /// The most Hessian-vector products in an iteration.
    pub max_products: Option<usize>,
    /// The most calls of the function.
    pub maxfun: usize,
    /// How exact the line search is.
    pub eta: f64,
    /// The longest step of the line search.
    pub stepmx: f64,
    /// The relative precision of finite differences.
    pub accuracy: f64,
    /// A guess of the lowest value.
    pub minfev: f64,
    /// The change of the value at which the search ends.
    pub ftol: f64,
    /// The change of the scaled place at which the search ends.
    pub xtol: f64,
    /// The norm of the projected gradient at which the search ends.
    pub gtol: f64,
    /// The decimal order of the gradient from which on the value is rescaled.
    pub rescale: f64,
}

impl TncOptions {
    /// SciPy's defaults for a number of variables.
    pub fn new(n: usize) -> Self {
        Self {
            bounds: (vec![f64::NEG_INFINITY; n], vec![f64::INFINITY; n]),
            scale: None,
            offset: None,
            max_products: None,
            maxfun: (10 * n).max(100),
            eta: -1.0,
            stepmx: 0.0,
            accuracy: 0.0,
            minfev: 0.0,
            ftol: -1.0,
            xtol: -1.0,
            gtol: -1.0,
            rescale: -1.0,
        }
    }

    /// With what negative values stand for.
    pub(super) fn settled(&self, n: usize) -> Self {
        let root = f64::EPSILON.sqrt();
        let or = |value: f64, other: f64| if value < 0.0 { other } else { value };
        let accuracy = if self.accuracy <= f64::EPSILON { root } else { self.accuracy };
        Self {
            max_products: Some(self.max_products.unwrap_or((n / 2).clamp(1, 50)).min(n)),
            eta: if self.eta >= 1.0 { 0.25 } else { or(self.eta, 0.25) },
            stepmx: if self.stepmx < 10.0 * root { 10.0 } else { self.stepmx },
            accuracy,
            ftol: or(self.ftol, accuracy),
            xtol: or(self.xtol, root),
            gtol: or(self.gtol, 1e-2 * accuracy.sqrt()),
            rescale: or(self.rescale, 1.3),
            ..self.clone()
        }
    }
}

/// What ended [`tnc`](super::tnc()), with the code that SciPy has for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TncEnding {
    /// A lower bound is above an upper one.
    Infeasible = -1,
    /// The projected gradient is small.
    LocalMinimum = 0,
    /// The value hardly changes.
    Value = 1,
    /// The place hardly changes.
    Place = 2,
    /// The limit on calls was met.
    Calls = 3,
    /// A line search failed.
    LineSearch = 4,
    /// All variables are fixed.
    Constant = 5,
    /// No bound was met and no step taken.
    NoProgress = 6,
}

/// What [`tnc`](super::tnc()) found.
#[derive(Debug, Clone, PartialEq)]
pub struct Tnc {
    /// The place.
    pub x: Vec<f64>,
    /// Iterations done.
    pub nit: usize,
    /// What ended the search.
    pub ending: TncEnding,
}

/// Where [`tnc`](super::tnc()) is, for those who want to follow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TncProgress {
    /// The iteration.
    pub nit: usize,
    /// Values taken by the method.
    pub nfev: usize,
    /// The value.
    pub fun: f64,
    /// The square of the norm of the projected gradient.
    pub gtg: f64,
}
