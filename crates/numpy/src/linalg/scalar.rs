//! The element types of matrices.
use super::Ring;
use faer::traits::{ComplexField, RealField};
use num_complex::Complex;
use num_traits::{Float, NumAssign};
use std::ops::Neg;

/// `f32`, `f64` and the complex numbers over them.
pub trait Scalar: ComplexField<Real: RealScalar> + Ring + NumAssign + Neg<Output = Self> {
    /// The real number as an element.
    fn from_real(re: Self::Real) -> Self;
    /// The real part.
    fn real_part(self) -> Self::Real;
    /// The complex conjugate.
    fn conjugate(self) -> Self;
    /// The absolute value.
    fn modulus(self) -> Self::Real;
    /// The element as a complex number.
    fn complex(self) -> Complex<Self::Real>;
    /// Whether no part is infinite or NaN.
    fn finite(self) -> bool;
}

/// `f32` and `f64`.
pub trait RealScalar: RealField + Float + std::iter::Sum {
    /// A constant in this precision.
    fn constant(x: f64) -> Self;
}

macro_rules! scalar {
    ($($real:ty),*) => {$(
        impl RealScalar for $real {
            fn constant(x: f64) -> Self {
                x as $real
            }
        }

        impl Scalar for $real {
            fn from_real(re: $real) -> Self {
                re
            }
            fn real_part(self) -> $real {
                self
            }
            fn conjugate(self) -> Self {
                self
            }
            fn modulus(self) -> $real {
                self.abs()
            }
            fn complex(self) -> Complex<$real> {
                Complex::new(self, 0.0)
            }
            fn finite(self) -> bool {
                self.is_finite()
            }
        }

        impl Scalar for Complex<$real> {
            fn from_real(re: $real) -> Self {
                Complex::new(re, 0.0)
            }
            fn real_part(self) -> $real {
                self.re
            }
            fn conjugate(self) -> Self {
                self.conj()
            }
            fn modulus(self) -> $real {
                self.re.hypot(self.im)
            }
            fn complex(self) -> Self {
                self
            }
            fn finite(self) -> bool {
                self.re.is_finite() && self.im.is_finite()
            }
        }
    )*};
}
scalar!(f32, f64);
