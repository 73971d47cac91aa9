//! Minima of a function of one variable: [`brent`], [`golden`], [`fminbound`], and [`bracket()`] to begin with.

mod bounded;
mod bracket;
mod brent;
mod golden;
mod points;

pub use bounded::fminbound;
pub use bracket::{Bracket, BracketOptions, bracket};
pub use brent::brent;
pub use golden::golden;

/// Where [`brent`] and [`golden`] begin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Start {
    /// Two points from which a bracket is searched downhill.
    Pair(f64, f64),
    /// Three points, the function lowest at the middle one.
    Triple(f64, f64, f64),
}

impl Default for Start {
    fn default() -> Self {
        Start::Pair(0.0, 1.0)
    }
}

/// A point that a method has looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// How often the function was called.
    pub nfev: usize,
    /// The point.
    pub x: f64,
    /// The value.
    pub fun: f64,
    /// How the point was chosen: `initial`, `golden` or `parabolic`.
    pub procedure: &'static str,
}

/// What a method found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Minimum {
    /// Where the minimum is.
    pub x: f64,
    /// The value there.
    pub fun: f64,
    /// Iterations done.
    pub nit: usize,
    /// How often the function was called.
    pub nfev: usize,
    /// Whether the limit on iterations or calls was not met.
    pub converged: bool,
}

/// Why a method did not run to an end.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum MinimumError<E> {
    /// The callback's own error.
    #[error(transparent)]
    Callback(E),
    /// The arguments do not fit together.
    #[error(transparent)]
    Input(#[from] InvalidMinimum),
    /// The search for a bracket ended without one.
    #[error(
        "The algorithm terminated without finding a valid bracket. Consider trying different initial points."
    )]
    NoBracket(Bracket),
    /// The search for a bracket used up its iterations.
    #[error(
        "No valid bracket was found before the iteration limit was reached. Consider trying different \
         initial points or increasing `maxiter`."
    )]
    Iterations,
}

/// What is wrong with the arguments.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq)]
pub enum InvalidMinimum {
    /// The tolerance is negative.
    #[error("tolerance should be >= 0, got {0:?}")]
    Tolerance(f64),
    /// The three points are not in order.
    #[error("Bracketing values (xa, xb, xc) do not fulfill this requirement: (xa < xb) and (xb < xc)")]
    Order,
    /// The middle of the three points is not the lowest.
    #[error(
        "Bracketing values (xa, xb, xc) do not fulfill this requirement: (f(xb) < f(xa)) and (f(xb) < f(xc))"
    )]
    Height,
    /// The bounds are not in order.
    #[error("The lower bound exceeds the upper bound.")]
    Bounds,
    /// A bound is not a number.
    #[error("Optimization bounds must be finite scalars.")]
    NotFinite,
}

/// The bracket that `start` gives or leads to.
fn bracketed<E>(f: &mut impl FnMut(f64) -> Result<f64, E>, start: Start) -> Result<Bracket, MinimumError<E>> {
    let (xa, xb, xc) = match start {
        Start::Pair(a, b) => return bracket(f, a, b, &BracketOptions::default()),
        Start::Triple(a, b, c) => (a.min(c), b, a.max(c)),
    };
    if !(xa < xb && xb < xc) {
        return Err(InvalidMinimum::Order.into());
    }
    let mut at = |x| f(x).map_err(MinimumError::Callback);
    let (fa, fb, fc) = (at(xa)?, at(xb)?, at(xc)?);
    if !(fb < fa && fb < fc) {
        return Err(InvalidMinimum::Height.into());
    }
    Ok(Bracket { xa, xb, xc, fa, fb, fc, nfev: 3 })
}
