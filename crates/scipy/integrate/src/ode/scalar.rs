//! The numbers that a state is made of.

use super::{InvalidOde, Jacobian, OdeError, OdeSolver, System};
use faer::traits::ComplexField;
use num_complex::Complex64;
use std::fmt::Debug;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// `f64` or `Complex64`.
pub trait Scalar:
    ComplexField
    + Copy
    + Default
    + Debug
    + PartialEq
    + Add<Output = Self>
    + AddAssign
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + Mul<f64, Output = Self>
    + Div<f64, Output = Self>
    + Send
    + Sync
    + 'static
{
    /// A real number as a scalar.
    fn real(x: f64) -> Self;
    /// The real part.
    fn re(self) -> f64;
    /// The absolute value.
    fn modulus(self) -> f64;
    /// The square of the absolute value.
    fn square(self) -> f64;
    /// Whether it is neither infinite nor NaN.
    fn finite(self) -> bool;
    /// The complex conjugate.
    fn conjugate(self) -> Self;
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
    fn real(x: f64) -> Self {
        x
    }

    fn re(self) -> f64 {
        self
    }

    fn modulus(self) -> f64 {
        self.abs()
    }

    fn square(self) -> f64 {
        self * self
    }

    fn finite(self) -> bool {
        self.is_finite()
    }

    fn conjugate(self) -> Self {
        self
    }

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
    fn real(x: f64) -> Self {
        Complex64::new(x, 0.0)
    }

    fn re(self) -> f64 {
        self.re
    }

    fn modulus(self) -> f64 {
        self.norm()
    }

    fn square(self) -> f64 {
        self.norm_sqr()
    }

    fn finite(self) -> bool {
        self.is_finite()
    }

    fn conjugate(self) -> Self {
        self.conj()
    }

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
