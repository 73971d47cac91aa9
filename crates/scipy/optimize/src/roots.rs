//! Roots of a function of one variable.
//!
//! Where a bracket is known: [`brentq`], [`brenth`], [`ridder`], [`bisect`], [`toms748`]. From a start alone:
//! [`newton()`] (Newton, Halley or secant), for many starts at once [`newton_array`].

mod bisect;
mod brent;
mod newton;
mod newton_array;
mod ridder;
mod toms748;

pub use bisect::bisect;
pub use brent::{brenth, brentq};
pub use newton::{NewtonFailure, NewtonOptions, NewtonRoot, RootField, newton};
pub use newton_array::{NewtonArray, newton_array};
pub use ridder::ridder;
pub use toms748::{Toms748Options, toms748};

/// Tolerances and limit of the bracketing methods; the defaults are SciPy's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RootOptions {
    /// The absolute error of the root that is allowed.
    pub xtol: f64,
    /// The relative error of the root that is allowed, at least four units in the last place.
    pub rtol: f64,
    /// The most iterations.
    pub maxiter: usize,
}

impl Default for RootOptions {
    fn default() -> Self {
        Self { xtol: 2e-12, rtol: 4.0 * f64::EPSILON, maxiter: 100 }
    }
}

/// What a bracketing method found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Root {
    /// The root, or the last estimate of it.
    pub root: f64,
    /// Iterations done.
    pub iterations: usize,
    /// How often the function was called.
    pub function_calls: usize,
    /// Whether the root is as accurate as asked for.
    pub converged: bool,
}

/// Why a bracketing method did not run to an end.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum RootError<E> {
    /// The callback's own error.
    #[error(transparent)]
    Callback(E),
    /// The function had no value at a point.
    #[error("The function value at x={x:?} is NaN; solver cannot continue.")]
    NotANumber {
        /// Where.
        x: f64,
        /// How often the function was called by then.
        function_calls: usize,
    },
    /// The arguments do not fit together.
    #[error(transparent)]
    Input(#[from] InvalidRoot),
}

/// What is wrong with the arguments of a bracketing method.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq)]
pub enum InvalidRoot {
    /// The absolute tolerance is not positive.
    #[error("xtol too small ({0} <= 0)")]
    AbsoluteTolerance(f64),
    /// The relative tolerance is below what floating point can reach.
    #[error("rtol too small ({0} < {1})")]
    RelativeTolerance(f64, f64),
    /// No sign change at the ends.
    #[error("f(a) and f(b) must have different signs, but f({a:e})={fa:e}, f({b:e})={fb:e} ")]
    SameSigns {
        /// One end.
        a: f64,
        /// The other end.
        b: f64,
        /// The value at `a`.
        fa: f64,
        /// The value at `b`.
        fb: f64,
    },
    /// An end is infinite or not a number.
    #[error("{0} is not finite {1}")]
    End(&'static str, f64),
    /// The ends are not in order.
    #[error("a and b are not an interval [{0}, {1}]")]
    Interval(f64, f64),
    /// A value is infinite.
    #[error("Invalid function value: f({0}) -> {1} ")]
    Value(f64, f64),
    /// Fewer than one step in an iteration.
    #[error("k too small ({0} < 1)")]
    Steps(usize),
    /// Fewer than one iteration.
    #[error("maxiter must be greater than 0")]
    Iterations,
}

impl RootOptions {
    pub(crate) fn check(&self) -> Result<(), InvalidRoot> {
        let smallest = 4.0 * f64::EPSILON;
        if self.xtol.is_nan() || self.xtol <= 0.0 {
            return Err(InvalidRoot::AbsoluteTolerance(self.xtol));
        }
        if self.rtol < smallest {
            return Err(InvalidRoot::RelativeTolerance(self.rtol, smallest));
        }
        Ok(())
    }

    pub(crate) fn tolerance(&self, x: f64) -> f64 {
        self.xtol + self.rtol * x.abs()
    }
}

/// A function that counts its calls and refuses NaN.
pub(crate) struct Counted<F> {
    f: F,
    pub calls: usize,
}

impl<E, F: FnMut(f64) -> Result<f64, E>> Counted<F> {
    pub(crate) fn new(f: F) -> Self {
        Self { f, calls: 0 }
    }

    pub(crate) fn at(&mut self, x: f64) -> Result<f64, RootError<E>> {
        let value = (self.f)(x).map_err(RootError::Callback)?;
        self.calls += 1;
        if value.is_nan() {
            return Err(RootError::NotANumber { x, function_calls: self.calls });
        }
        Ok(value)
    }

    /// Values at both ends, or the end that is a root.
    pub(crate) fn ends(&mut self, a: f64, b: f64) -> Result<Result<(f64, f64), Root>, RootError<E>> {
        let (fa, fb) = (self.at(a)?, self.at(b)?);
        if fa == 0.0 {
            return Ok(Err(self.found(a, 0)));
        }
        if fb == 0.0 {
            return Ok(Err(self.found(b, 0)));
        }
        if fa.is_sign_negative() == fb.is_sign_negative() {
            return Err(InvalidRoot::SameSigns { a, b, fa, fb }.into());
        }
        Ok(Ok((fa, fb)))
    }

    pub(crate) fn found(&self, root: f64, iterations: usize) -> Root {
        Root { root, iterations, function_calls: self.calls, converged: true }
    }

    pub(crate) fn gave_up(&self, root: f64, iterations: usize) -> Root {
        Root { converged: false, ..self.found(root, iterations) }
    }
}
