//! Newton's method with linear systems solved in Krylov spaces.

use super::field::{Field, add, finite, largest, length, minus, scaled};
use super::krylov::{KrylovOptions, System, solve};
use super::{Function, InverseJacobian, NonlinError};

/// An approximate inverse of the Jacobian that makes linear systems easier.
pub trait Preconditioner<T, E> {
    /// Its product with a vector.
    ///
    /// # Errors
    /// Its own.
    fn apply(&mut self, v: &[T]) -> Result<Vec<T>, E>;

    /// Begins at `x`, where the function is `f`.
    ///
    /// # Errors
    /// Its own.
    fn setup(&mut self, _x: &[T], _f: &[T]) -> Result<(), E> {
        Ok(())
    }

    /// Learns from a step to `x`, where the function is `f`.
    ///
    /// # Errors
    /// Its own.
    fn update(&mut self, _x: &[T], _f: &[T]) -> Result<(), E> {
        Ok(())
    }
}

/// The inverse Jacobian in a Krylov space, whose products are differences of the function (D. A. Knoll and
/// D. E. Keyes, J. Comp. Phys. 193, 2004).
pub struct KrylovJacobian<T, E> {
    options: KrylovOptions,
    rdiff: f64,
    preconditioner: Option<Box<dyn Preconditioner<T, E>>>,
    x: Vec<T>,
    f: Vec<T>,
    omega: f64,
    carried: Vec<Vec<T>>,
}

impl<T: Field, E> KrylovJacobian<T, E> {
    /// One with differences of this relative length, the root of the precision for `None`.
    ///
    /// # Examples
    /// See [`nonlin_solve`](super::nonlin_solve).
    pub fn new(
        options: KrylovOptions,
        rdiff: Option<f64>,
        preconditioner: Option<Box<dyn Preconditioner<T, E>>>,
    ) -> Self {
        let rdiff = rdiff.unwrap_or(f64::EPSILON.sqrt());
        Self { options, rdiff, preconditioner, x: Vec::new(), f: Vec::new(), omega: 0.0, carried: Vec::new() }
    }

    fn stand(&mut self, x: &[T], f: &[T]) {
        (self.x, self.f) = (x.to_vec(), f.to_vec());
        self.omega = self.rdiff * largest(x).max(1.0) / largest(f).max(1.0);
    }

    /// `J v` by a difference of the function.
    ///
    /// # Errors
    /// The function's, or values that are not finite.
    pub fn apply(&self, v: &[T], function: Function<'_, T, E>) -> Result<Vec<T>, NonlinError<E>> {
        product((&self.x, &self.f, self.omega), v, function)
    }
}

fn product<T: Field, E>(
    (x, f, omega): (&[T], &[T], f64),
    v: &[T],
    function: Function<'_, T, E>,
) -> Result<Vec<T>, NonlinError<E>> {
    let norm = length(v);
    if norm == 0.0 {
        return Ok(vec![T::zero(); v.len()]);
    }
    let scale = omega / norm;
    let mut shifted = x.to_vec();
    add(T::from(scale), v, &mut shifted);
    let values = function(&shifted).map_err(NonlinError::Callback)?;
    let along = scaled(T::from(1.0 / scale), &minus(&values, f));
    if !finite(&along) && finite(v) { Err(NonlinError::NotFinite) } else { Ok(along) }
}

impl<T: Field, E> InverseJacobian<T, E> for KrylovJacobian<T, E> {
    fn setup(&mut self, x: &[T], f: &[T]) -> Result<(), E> {
        self.stand(x, f);
        self.preconditioner.as_mut().map_or(Ok(()), |p| p.setup(x, f))
    }

    fn solve(&mut self, f: &[T], tol: f64, function: Function<'_, T, E>) -> Result<Vec<T>, NonlinError<E>> {
        let Self { options, preconditioner, x, f: at, omega, carried, .. } = self;
        let mut a = |v: &[T]| product((x, at, *omega), v, &mut *function);
        let mut m = |v: &[T]| match preconditioner {
            Some(p) => p.apply(v).map_err(NonlinError::Callback),
            None => Ok(v.to_vec()),
        };
        solve(System { a: &mut a, m: &mut m, b: f }, options, tol, carried)
    }

    fn update(&mut self, x: &[T], f: &[T]) -> Result<(), E> {
        self.stand(x, f);
        self.preconditioner.as_mut().map_or(Ok(()), |p| p.update(x, f))
    }
}
