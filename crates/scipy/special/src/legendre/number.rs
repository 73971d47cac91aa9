//! The numbers that Legendre functions are computed of.

use crate::complex_elementary::complex_log1p;
use num_complex::Complex64;
use pallasite_array::Element;
use pallasite_ufunc::math::level::MulAdd;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// A double or a complex number.
pub(crate) trait Number:
    Element
    + Default
    + From<f64>
    + Neg<Output = Self>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
{
    /// Zero.
    const ZERO: Self;
    /// `a * b + c`.
    fn mul_add<M: MulAdd>(a: Self, b: Self, c: Self) -> Self;
    /// The principal root, a double's only where that is real.
    fn root(self) -> Self;
    /// The larger of the absolute values of the parts.
    fn size(self) -> f64;
    /// Its real part, if there is no other.
    fn real(self) -> Option<f64>;
    /// It itself where that is 1 or -1, zero elsewhere.
    #[inline(always)]
    fn end(self) -> f64 {
        self.real().filter(|x| x.abs() == 1.0).unwrap_or(0.0)
    }
    /// The absolute value.
    fn modulus(self) -> f64;
    /// `log(1 + z)`.
    fn ln_1p(self) -> Self;
    /// `log|z + sqrt(z^2 - 1)|`, by which functions of the second kind fall with the degree.
    fn decay(self) -> f64;
}

impl Number for f64 {
    const ZERO: f64 = 0.0;

    #[inline(always)]
    fn mul_add<M: MulAdd>(a: f64, b: f64, c: f64) -> f64 {
        M::mul_add(a, b, c)
    }

    #[inline(always)]
    fn root(self) -> f64 {
        self.sqrt()
    }

    #[inline(always)]
    fn size(self) -> f64 {
        self.abs()
    }

    #[inline(always)]
    fn real(self) -> Option<f64> {
        Some(self)
    }

    #[inline(always)]
    fn modulus(self) -> f64 {
        self.abs()
    }

    fn ln_1p(self) -> f64 {
        f64::ln_1p(self)
    }

    fn decay(self) -> f64 {
        self.abs().max(1.0).acosh()
    }
}

impl Number for Complex64 {
    const ZERO: Complex64 = Complex64::new(0.0, 0.0);

    #[inline(always)]
    fn mul_add<M: MulAdd>(a: Complex64, b: Complex64, c: Complex64) -> Complex64 {
        let re = M::mul_add(a.re, b.re, M::mul_add(-a.im, b.im, c.re));
        let im = M::mul_add(a.re, b.im, M::mul_add(a.im, b.re, c.im));
        Complex64::new(re, im)
    }

    fn root(self) -> Complex64 {
        self.sqrt()
    }

    #[inline(always)]
    fn size(self) -> f64 {
        self.re.abs().max(self.im.abs())
    }

    #[inline(always)]
    fn real(self) -> Option<f64> {
        (self.im == 0.0).then_some(self.re)
    }

    fn modulus(self) -> f64 {
        self.norm()
    }

    fn ln_1p(self) -> Complex64 {
        complex_log1p(self)
    }

    fn decay(self) -> f64 {
        (self + (self - 1.0).root() * (self + 1.0).root()).norm().ln().abs()
    }
}
