//! Real and complex numbers.

use faer::traits::ComplexField;
use num_complex::Complex64;
use std::fmt::Debug;
use std::ops::{Add, AddAssign, Div, DivAssign, Mul, Neg, Sub};

/// `f64` or `Complex64`.
pub trait Number:
    ComplexField
    + Copy
    + Default
    + Debug
    + PartialEq
    + Add<Output = Self>
    + AddAssign
    + DivAssign
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + Send
    + Sync
    + 'static
{
    /// A real number as one of this type.
    fn real(x: f64) -> Self;
    /// The absolute value.
    fn modulus(self) -> f64;
    /// The complex conjugate.
    fn conjugate(self) -> Self;
    /// The number as a complex one.
    fn complex(self) -> Complex64;
    /// Real part, then imaginary part, for ordering as NumPy does.
    fn parts(self) -> (f64, f64);
}

impl Number for f64 {
    fn real(x: f64) -> Self {
        x
    }

    fn modulus(self) -> f64 {
        self.abs()
    }

    fn conjugate(self) -> Self {
        self
    }

    fn complex(self) -> Complex64 {
        Complex64::new(self, 0.0)
    }

    fn parts(self) -> (f64, f64) {
        (self, 0.0)
    }
}

impl Number for Complex64 {
    fn real(x: f64) -> Self {
        Complex64::new(x, 0.0)
    }

    fn modulus(self) -> f64 {
        self.norm()
    }

    fn conjugate(self) -> Self {
        self.conj()
    }

    fn complex(self) -> Complex64 {
        self
    }

    fn parts(self) -> (f64, f64) {
        (self.re, self.im)
    }
}
