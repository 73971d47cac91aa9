//! The numbers that are integrated, as they are or by their logarithms.

use num_complex::{Complex32, Complex64, ComplexFloat};
use num_traits::{Float, FloatConst};
use std::fmt::Debug;

/// A real number of [`Quantity`].
pub trait Real: ComplexFloat<Real = Self> + Float + FloatConst + Debug + Default + 'static {
    /// The nearest number.
    fn near(x: f64) -> Self;
    /// The same number.
    fn wide(self) -> f64;
}

/// `f32`, `f64` or a complex number of these.
pub trait Quantity: ComplexFloat<Real: Real> + Debug + Default + 'static {
    /// The number without an imaginary part.
    fn of(re: Self::Real) -> Self;
}

macro_rules! quantities {
    ($($real:ident $complex:ident),*) => { $(
        impl Real for $real {
            fn near(x: f64) -> Self {
                x as $real
            }
            fn wide(self) -> f64 {
                f64::from(self)
            }
        }
        impl Quantity for $real {
            fn of(re: $real) -> Self {
                re
            }
        }
        impl Quantity for $complex {
            fn of(re: $real) -> Self {
                Self::new(re, 0.0)
            }
        }
    )* };
}
quantities!(f32 Complex32, f64 Complex64);

/// The sum along halves of halves, whose rounding errors stay small.
pub(crate) fn sum<T: Quantity>(terms: &[T]) -> T {
    if terms.len() <= 64 {
        return terms.iter().fold(T::default(), |s, &t| s + t);
    }
    let (left, right) = terms.split_at(terms.len() / 2);
    sum(left) + sum(right)
}

/// The logarithm of the sum of the exponentials.
pub(crate) fn log_sum_exp<T: Quantity>(terms: &[T]) -> T {
    let largest = terms.iter().fold(Real::near(f64::NEG_INFINITY), |m: T::Real, t| larger(m, t.re()));
    if !Float::is_finite(largest) {
        return T::of(largest);
    }
    let scaled: Vec<T> = terms.iter().map(|&t| (t - T::of(largest)).exp()).collect();
    sum(&scaled).ln() + T::of(largest)
}

/// The logarithm of the modulus of the difference of two exponentials.
///
/// As with `exp(iπ)` for the sign, what is equal differs by the rounding of π.
pub(crate) fn log_difference<T: Quantity>(x: T, y: T) -> T::Real {
    let largest = larger(x.re(), y.re());
    if !Float::is_finite(largest) {
        return largest;
    }
    let [x, y] = [x, y].map(|z| (z - T::of(largest)).exp());
    let rounding = Float::sin(T::Real::PI()) * y.abs();
    Float::ln(Float::hypot((x - y).abs(), rounding)) + largest
}

/// The larger of two; NaN if one of them is.
pub(crate) fn larger<R: Real>(a: R, b: R) -> R {
    if Float::is_nan(a) || a > b { a } else { b }
}

/// The smaller of two; NaN if one of them is.
pub(crate) fn smaller<R: Real>(a: R, b: R) -> R {
    if Float::is_nan(a) || a < b { a } else { b }
}
