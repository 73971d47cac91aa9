//! Roots of large systems: Newton's method with approximations of the Jacobian (`scipy.optimize._nonlin`).

mod broyden;
mod field;
mod krylov;
mod line_search;
mod low_rank;
mod newton_krylov;
mod spectral;

use field::{add, finite, largest, length, scaled};
use line_search::Along;

pub use broyden::{QuasiNewton, QuasiNewtonKind, Reduction};
pub use field::Field;
pub use krylov::{KrylovMethod, KrylovOptions};
pub use line_search::LineSearchKind;
pub use newton_krylov::{KrylovJacobian, Preconditioner};
pub use spectral::{SpectralOptions, SpectralProblem, SpectralResult, SpectralSearch, df_sane};

/// A function of a vector, which may fail.
pub type Function<'a, T, E> = &'a mut dyn FnMut(&[T]) -> Result<Vec<T>, E>;

/// An approximation of the inverse Jacobian.
pub trait InverseJacobian<T, E> {
    /// Begins at `x`, where the function is `f`.
    ///
    /// # Errors
    /// Its own.
    fn setup(&mut self, x: &[T], f: &[T]) -> Result<(), E>;

    /// `J⁻¹ f`, up to a relative error of `tol`.
    ///
    /// # Errors
    /// Its own, or the function's.
    fn solve(&mut self, f: &[T], tol: f64, function: Function<'_, T, E>) -> Result<Vec<T>, NonlinError<E>>;

    /// Learns from a step to `x`, where the function is `f`.
    ///
    /// # Errors
    /// Its own.
    fn update(&mut self, x: &[T], f: &[T]) -> Result<(), E>;
}

impl<T: Field, E> InverseJacobian<T, E> for QuasiNewton<T> {
    fn setup(&mut self, x: &[T], f: &[T]) -> Result<(), E> {
        QuasiNewton::setup(self, x, f);
        Ok(())
    }

    fn solve(&mut self, f: &[T], _tol: f64, _: Function<'_, T, E>) -> Result<Vec<T>, NonlinError<E>> {
        Ok(QuasiNewton::solve(self, f))
    }

    fn update(&mut self, x: &[T], f: &[T]) -> Result<(), E> {
        QuasiNewton::update(self, x, f);
        Ok(())
    }
}

/// A problem for [`nonlin_solve`].
pub trait NonlinProblem<T: Field> {
    /// What an evaluation may fail with.
    type Error;

    /// The function whose root is sought.
    ///
    /// # Errors
    /// The problem's own.
    fn function(&mut self, x: &[T]) -> Result<Vec<T>, Self::Error>;

    /// The norm that decides.
    ///
    /// # Errors
    /// The problem's own.
    fn norm(&mut self, v: &[T]) -> Result<f64, Self::Error> {
        Ok(largest(v))
    }

    /// Hears of each iteration: its number, the point, the function there, and the share of the step taken.
    ///
    /// # Errors
    /// The problem's own.
    fn progress(&mut self, _n: usize, _x: &[T], _f: &[T], _step: f64) -> Result<(), Self::Error> {
        Ok(())
    }
}

/// When [`nonlin_solve`] ends; the defaults are SciPy's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NonlinOptions {
    /// So many iterations, whatever the tolerances say.
    pub iter: Option<usize>,
    /// The most iterations; `None` is 100 (n + 1).
    pub maxiter: Option<usize>,
    /// The norm of the function.
    pub f_tol: f64,
    /// The norm of the function relative to the first.
    pub f_rtol: f64,
    /// The norm of the step.
    pub x_tol: f64,
    /// The norm of the step relative to the point.
    pub x_rtol: f64,
    /// How far to go along steps.
    pub line_search: LineSearchKind,
}

impl Default for NonlinOptions {
    fn default() -> Self {
        Self {
            iter: None,
            maxiter: None,
            f_tol: f64::EPSILON.powf(1.0 / 3.0),
            f_rtol: f64::INFINITY,
            x_tol: f64::INFINITY,
            x_rtol: f64::INFINITY,
            line_search: LineSearchKind::Armijo,
        }
    }
}

/// Why [`nonlin_solve`] did not run to an end.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum NonlinError<E> {
    /// The problem's own error.
    #[error(transparent)]
    Callback(E),
    /// A step of length zero.
    #[error("Jacobian inversion yielded zero vector. This indicates a bug in the Jacobian approximation.")]
    ZeroStep,
    /// Values that are infinite or NaN, along the directions of a Krylov space.
    #[error("Function returned non-finite results")]
    NotFinite,
    /// An iterate at which the function is infinite or NaN.
    #[error("array must not contain infs or NaNs")]
    Diverged,
}

/// What [`nonlin_solve`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct NonlinResult<T> {
    /// The root, or the last iterate.
    pub x: Vec<T>,
    /// The function there.
    pub fun: Vec<T>,
    /// Tests of convergence made.
    pub nit: usize,
    /// Whether the tolerances were met.
    pub success: bool,
    /// Whether the iterations were used up.
    pub exhausted: bool,
}

/// The tests of convergence.
struct Condition<'a> {
    options: &'a NonlinOptions,
    first: Option<f64>,
    tests: usize,
}

impl Condition<'_> {
    /// SciPy's status: 1 for a root, 2 when the wanted iterations are done, 0 to go on.
    fn check<T: Field, P: NonlinProblem<T>>(
        &mut self,
        problem: &mut P,
        f: &[T],
        x: &[T],
        dx: Option<&[T]>,
    ) -> Result<u8, P::Error> {
        self.tests += 1;
        let (f_norm, x_norm) = (problem.norm(f)?, problem.norm(x)?);
        let dx_norm = dx.map_or(Ok(f64::INFINITY), |dx| problem.norm(dx))?;
        let first = *self.first.get_or_insert(f_norm);
        if f_norm == 0.0 {
            return Ok(1);
        }
        if let Some(iter) = self.options.iter {
            return Ok(if self.tests > iter { 2 } else { 0 });
        }
        let NonlinOptions { f_tol, f_rtol, x_tol, x_rtol, .. } = *self.options;
        let small = f_norm <= f_tol && f_norm / f_rtol <= first;
        // Infinity over infinity, at the start, is no objection.
        let relative = x_rtol.is_infinite() || dx_norm / x_rtol <= x_norm;
        Ok(u8::from(small && dx_norm <= x_tol && relative))
    }
}

/// A root of the problem's function from `x0` by Newton's method with an approximate inverse Jacobian, whose accuracy
/// follows the progress (C. T. Kelley, *Iterative Methods for Linear and Nonlinear Equations*, SIAM 1995).
///
/// # Errors
/// [`NonlinError`]; that no root was found is in the result.
///
/// # Examples
/// ```
/// use pallasite_optimize::{NonlinOptions, NonlinProblem, QuasiNewton, QuasiNewtonKind, Reduction, nonlin_solve};
/// struct Cubic;
/// impl NonlinProblem<f64> for Cubic {
///     type Error = ();
///     fn function(&mut self, x: &[f64]) -> Result<Vec<f64>, ()> {
///         let bend = 0.5 * (x[0] - x[1]).powi(3);
///         Ok(vec![x[0] + bend - 1.0, x[1] - bend])
///     }
/// }
/// let mut model = QuasiNewton::new(QuasiNewtonKind::BroydenFirst(Reduction::Restart, None), None);
/// let found = nonlin_solve(&mut Cubic, &[0.0, 0.0], &mut model, &NonlinOptions::default()).unwrap();
/// assert!(found.success && (found.x[0] - 0.8411639).abs() < 1e-5);
/// ```
pub fn nonlin_solve<T: Field, P: NonlinProblem<T>>(
    problem: &mut P,
    x0: &[T],
    jacobian: &mut dyn InverseJacobian<T, P::Error>,
    options: &NonlinOptions,
) -> Result<NonlinResult<T>, NonlinError<P::Error>> {
    let mut x = x0.to_vec();
    let mut fun = problem.function(&x).map_err(NonlinError::Callback)?;
    jacobian.setup(&x, &fun).map_err(NonlinError::Callback)?;
    let mut condition = Condition { options, first: None, tests: 0 };
    let (mut norm, mut dx, mut eta) = (finite_length(&fun)?, None, 1e-3f64);
    for n in 0..options.maxiter.unwrap_or(100 * (x.len() + 1)) {
        let status = condition.check(problem, &fun, &x, dx.as_deref()).map_err(NonlinError::Callback)?;
        if status != 0 {
            let (nit, success) = (condition.tests, status == 1);
            return Ok(NonlinResult { x, fun, nit, success, exhausted: false });
        }
        let mut function = |x: &[T]| problem.function(x);
        let step = jacobian.solve(&fun, eta.min(eta * norm), &mut function)?;
        let step = scaled(-T::one(), &step);
        if finite_length(&step)? == 0.0 {
            return Err(NonlinError::ZeroStep);
        }
        let share;
        (share, x, fun) =
            advance(&mut function, &x, &fun, &step, options.line_search).map_err(NonlinError::Callback)?;
        jacobian.update(&x, &fun).map_err(NonlinError::Callback)?;
        let after = finite_length(&fun)?;
        eta = forcing(eta, after / norm);
        (norm, dx) = (after, Some(step));
        problem.progress(n, &x, &fun, share).map_err(NonlinError::Callback)?;
    }
    Ok(NonlinResult { x, fun, nit: condition.tests, success: false, exhausted: true })
}

fn finite_length<T: Field, E>(v: &[T]) -> Result<f64, NonlinError<E>> {
    if finite(v) { Ok(length(v)) } else { Err(NonlinError::Diverged) }
}

/// Goes along a step: the share taken, the point and the function there.
fn advance<T: Field, E>(
    function: Function<'_, T, E>,
    x: &[T],
    fun: &[T],
    step: &[T],
    kind: LineSearchKind,
) -> Result<(f64, Vec<T>, Vec<T>), E> {
    if kind == LineSearchKind::Full {
        let mut next = x.to_vec();
        add(T::one(), step, &mut next);
        let values = function(&next)?;
        return Ok((1.0, next, values));
    }
    let mut along = Along { function, x, dx: step, last: (0.0, fun.to_vec(), length(fun).powi(2)) };
    // Without a good step Newton's own is taken, and hope remains.
    let share = along.search(kind)?.unwrap_or(1.0);
    let next = along.point(share);
    let values = if share == along.last.0 { along.last.1 } else { (along.function)(&next)? };
    Ok((share, next, values))
}

/// The relative accuracy of the next linear system, from the reduction of the residual (Eisenstat & Walker 1996).
fn forcing(eta: f64, reduction: f64) -> f64 {
    let (gamma, most) = (0.9, 0.9999f64);
    let wanted = gamma * reduction * reduction;
    let before = gamma * eta * eta;
    most.min(if before < 0.1 { wanted } else { wanted.max(before) })
}
