//! Minima of functions of several variables.

mod nelder_mead;

pub use nelder_mead::{InvalidSimplex, NelderMead, NelderMeadError, NelderMeadOptions, nelder_mead};

/// What ended a minimisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The tolerances were met, or the caller asked to stop.
    Converged,
    /// The limit on calls of the function was met.
    Calls,
    /// The limit on iterations was met.
    Iterations,
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
