//! Newton's, Halley's and the secant method for a real or complex root.

use num_complex::Complex64;
use num_traits::NumAssign;

/// Numbers that Newton's method runs over: `f64` and `Complex64`.
pub trait RootField: NumAssign + Copy + From<f64> + std::ops::Neg<Output = Self> {
    /// The absolute value.
    fn magnitude(self) -> f64;
    /// Whether the number is finite.
    fn finite(self) -> bool;
    /// Whether the number is at least zero, complex numbers by their real part first.
    fn nonnegative(self) -> bool;
}

impl RootField for f64 {
    fn magnitude(self) -> f64 {
        self.abs()
    }

    fn finite(self) -> bool {
        self.is_finite()
    }

    fn nonnegative(self) -> bool {
        self >= 0.0
    }
}

impl RootField for Complex64 {
    fn magnitude(self) -> f64 {
        self.norm()
    }

    fn finite(self) -> bool {
        self.is_finite()
    }

    fn nonnegative(self) -> bool {
        self.re > 0.0 || (self.re == 0.0 && self.im >= 0.0)
    }
}

/// Tolerances and limit of [`newton()`]; the defaults are SciPy's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NewtonOptions<T = f64> {
    /// The length of a step at which the iteration ends.
    pub tol: f64,
    /// The same, relative to the root.
    pub rtol: f64,
    /// The most iterations.
    pub maxiter: usize,
    /// The second start of the secant method.
    pub x1: Option<T>,
}

impl<T> Default for NewtonOptions<T> {
    fn default() -> Self {
        Self { tol: 1.48e-8, rtol: 0.0, maxiter: 50, x1: None }
    }
}

/// What [`newton()`] found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NewtonRoot<T = f64> {
    /// The root, or the last estimate of it.
    pub root: T,
    /// Iterations done.
    pub iterations: usize,
    /// Calls of the function and its derivatives.
    pub function_calls: usize,
    /// What ended the iteration too soon.
    pub failure: Option<NewtonFailure<T>>,
}

/// What ended the iteration too soon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NewtonFailure<T = f64> {
    /// The derivative was zero.
    ZeroDerivative,
    /// The secant was horizontal between two points, of which the last is given.
    Horizontal {
        /// The distance between the points.
        gap: T,
        /// The last of them.
        last: T,
    },
    /// Iterations were used up.
    Iterations,
}

/// Calls of `function` counted.
struct Run<T> {
    calls: usize,
    options: NewtonOptions<T>,
}

impl<T: RootField> Run<T> {
    fn end(&self, root: T, iterations: usize, failure: Option<NewtonFailure<T>>) -> NewtonRoot<T> {
        NewtonRoot { root, iterations, function_calls: self.calls, failure }
    }

    fn close(&self, a: T, b: T) -> bool {
        a == b || (b.finite() && (a - b).magnitude() <= self.options.tol + self.options.rtol * b.magnitude())
    }
}

/// A root near `x0`: by Newton's method with `fprime`, Halley's with `fprime2` too, else by the secant method.
///
/// # Errors
/// The callbacks' error. That no root was found is in the result.
///
/// ```
/// use pallasite_optimize::{NewtonOptions, newton};
/// type D = fn(f64) -> Result<f64, ()>;
/// let found = newton(|x| Ok(x * x - 2.0), None::<D>, None::<D>, 1.0, NewtonOptions::default()).unwrap();
/// assert!((found.root - 2f64.sqrt()).abs() < 1e-14);
/// ```
pub fn newton<T: RootField, E>(
    mut f: impl FnMut(T) -> Result<T, E>,
    fprime: Option<impl FnMut(T) -> Result<T, E>>,
    mut fprime2: Option<impl FnMut(T) -> Result<T, E>>,
    x0: T,
    options: NewtonOptions<T>,
) -> Result<NewtonRoot<T>, E> {
    let Some(mut fprime) = fprime else { return secant(f, x0, options) };
    let mut run = Run { calls: 0, options };
    let mut p0 = x0;
    for iteration in 0..options.maxiter {
        let value = f(p0)?;
        run.calls += 1;
        if value == T::zero() {
            return Ok(run.end(p0, iteration, None));
        }
        let slope = fprime(p0)?;
        run.calls += 1;
        if slope == T::zero() {
            return Ok(run.end(p0, iteration + 1, Some(NewtonFailure::ZeroDerivative)));
        }
        let mut step = value / slope;
        if let Some(fprime2) = &mut fprime2 {
            let adjust = step * fprime2(p0)? / slope / T::from(2.0);
            run.calls += 1;
            // Only where it brings the step nearer to Newton's does Halley's denominator help.
            if adjust.magnitude() < 1.0 {
                step /= T::one() - adjust;
            }
        }
        let p = p0 - step;
        if run.close(p, p0) {
            return Ok(run.end(p, iteration + 1, None));
        }
        p0 = p;
    }
    Ok(run.end(p0, options.maxiter, Some(NewtonFailure::Iterations)))
}

/// The second start of the secant method when there is none.
fn second_start<T: RootField>(x0: T) -> T {
    let eps = T::from(1e-4);
    let x1 = x0 * (T::one() + eps);
    if x1.nonnegative() { x1 + eps } else { x1 - eps }
}

fn secant<T: RootField, E>(
    mut f: impl FnMut(T) -> Result<T, E>,
    x0: T,
    options: NewtonOptions<T>,
) -> Result<NewtonRoot<T>, E> {
    let mut run = Run { calls: 2, options };
    let (mut p0, mut p1) = (x0, options.x1.unwrap_or_else(|| second_start(x0)));
    let (mut q0, mut q1) = (f(p0)?, f(p1)?);
    if q1.magnitude() < q0.magnitude() {
        (p0, p1, q0, q1) = (p1, p0, q1, q0);
    }
    for iteration in 1..=options.maxiter {
        if q1 == q0 {
            let failure = NewtonFailure::Horizontal { gap: p1 - p0, last: p1 };
            return Ok(run.end((p1 + p0) / T::from(2.0), iteration, Some(failure)));
        }
        let p = if q1.magnitude() > q0.magnitude() {
            (-q0 / q1 * p1 + p0) / (T::one() - q0 / q1)
        } else {
            (-q1 / q0 * p0 + p1) / (T::one() - q1 / q0)
        };
        if run.close(p, p1) {
            return Ok(run.end(p, iteration, None));
        }
        (p0, q0, p1) = (p1, q1, p);
        q1 = f(p1)?;
        run.calls += 1;
    }
    Ok(run.end(p1, options.maxiter, Some(NewtonFailure::Iterations)))
}
