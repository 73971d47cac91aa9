//! The numbers that a state is made of.

use super::{InvalidOde, Jacobian, OdeError, OdeSolver, System};
use num_complex::Complex64;
use pallasite_numpy::linalg;
use std::fmt::Debug;
use std::ops::{Div, Mul};

/// `f64` or `Complex64`.
pub trait Scalar:
    linalg::Scalar<Real = f64> + Debug + Default + Mul<f64, Output = Self> + Div<f64, Output = Self> + 'static
{
    /// The square of the absolute value.
    fn square(self) -> f64 {
        self.complex().norm_sqr()
    }
    /// The solver of real problems that `make` makes, when the numbers are real.
    ///
    /// # Errors
    /// [`InvalidOde::Complex`] when they are not, or those of `make`.
    fn real_only<E>(
        system: &mut dyn System<Self, E>,
        y0: &[Self],
        jac: Jacobian<Self>,
        make: MakeReal<'_, E>,
    ) -> Result<Boxed<Self, E>, OdeError<E>>;
}

/// Any solver.
pub type Boxed<T, E> = Box<dyn OdeSolver<T, E> + Send + Sync>;

/// Makes a solver of a real problem.
pub type MakeReal<'a, E> =
    &'a dyn Fn(&mut dyn System<f64, E>, &[f64], Jacobian<f64>) -> Result<Boxed<f64, E>, OdeError<E>>;

impl Scalar for f64 {
    fn real_only<E>(
        system: &mut dyn System<f64, E>,
        y0: &[f64],
        jac: Jacobian<f64>,
        make: MakeReal<'_, E>,
    ) -> Result<Boxed<f64, E>, OdeError<E>> {
        make(system, y0, jac)
    }
}

impl Scalar for Complex64 {
    fn real_only<E>(
        _system: &mut dyn System<Self, E>,
        _y0: &[Self],
        _jac: Jacobian<Self>,
        _make: MakeReal<'_, E>,
    ) -> Result<Boxed<Self, E>, OdeError<E>> {
        Err(InvalidOde::Complex.into())
    }
}

/// The root mean square of `x / scale`.
pub fn rms<T: Scalar>(x: &[T], scale: &[f64]) -> f64 {
    (x.iter().zip(scale).map(|(&x, &s)| (x / s).square()).sum::<f64>() / x.len() as f64).sqrt()
}

/// `sum of weights[j] * vectors[j]`, into `out`.
pub fn combine<T: Scalar>(out: &mut [T], weights: &[f64], vectors: &[Vec<T>]) {
    out.fill(T::default());
    for (&w, vector) in weights.iter().zip(vectors).filter(|(w, _)| **w != 0.0) {
        for (o, &v) in out.iter_mut().zip(vector) {
            *o += v * w;
        }
    }
}

/// The larger; the first when they do not compare.
pub fn larger(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}

/// The smaller; the first when they do not compare.
pub fn smaller(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}
