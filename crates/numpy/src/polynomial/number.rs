//! The numbers that coefficients are.

use half::f16;
use num_complex::Complex;
use pallasite_array::Element;
use pallasite_ufunc::math::complex::divide;
use std::ops::{Add, Mul, Neg, Sub};

/// A coefficient: a real or complex number of floating point.
pub trait Coefficient:
    Element + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Neg<Output = Self>
{
    /// The real numbers of this precision.
    type Part: Copy + Send + Sync + PartialEq;

    /// A constant of recurrences in this precision.
    fn real(x: f64) -> Self::Part;
    /// The constant as a coefficient.
    fn of(x: f64) -> Self;
    /// The product with a real number.
    fn scaled(self, by: Self::Part) -> Self;
    /// The quotient by a real number.
    fn over(self, by: Self::Part) -> Self;
    /// The quotient.
    fn quotient(self, by: Self) -> Self;
    /// The real and the imaginary part, which order coefficients.
    fn parts(self) -> (f64, f64);

    /// Whether the number is zero.
    fn is_zero(self) -> bool {
        self == Self::default()
    }
}

macro_rules! real {
    ($($t:ty, $of:expr, $to:expr;)*) => {$(
        impl Coefficient for $t {
            type Part = $t;

            #[inline(always)]
            fn real(x: f64) -> $t {
                $of(x)
            }
            #[inline(always)]
            fn of(x: f64) -> $t {
                $of(x)
            }
            #[inline(always)]
            fn scaled(self, by: $t) -> $t {
                self * by
            }
            #[inline(always)]
            fn over(self, by: $t) -> $t {
                self / by
            }
            #[inline(always)]
            fn quotient(self, by: $t) -> $t {
                self / by
            }
            fn parts(self) -> (f64, f64) {
                ($to(self), 0.0)
            }
        }
    )*};
}
real! {
    f16, f16::from_f64, f64::from;
    f32, |x| x as f32, f64::from;
    f64, |x| x, |x| x;
}

macro_rules! complex {
    ($($t:ty),*) => {$(
        impl Coefficient for Complex<$t> {
            type Part = $t;

            #[inline(always)]
            fn real(x: f64) -> $t {
                x as $t
            }
            #[inline(always)]
            fn of(x: f64) -> Self {
                Complex::new(x as $t, 0.0)
            }
            #[inline(always)]
            fn scaled(self, by: $t) -> Self {
                self * by
            }
            #[inline(always)]
            fn over(self, by: $t) -> Self {
                self / by
            }
            #[inline(always)]
            fn quotient(self, by: Self) -> Self {
                divide(self, by)
            }
            fn parts(self) -> (f64, f64) {
                (f64::from(self.re), f64::from(self.im))
            }
        }
    )*};
}
complex!(f32, f64);
