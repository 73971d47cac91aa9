//! What orthogonal polynomials are computed of: doubles, and complex numbers.

use crate::hypergeometric::{complex_hyp1f1, complex_hyp2f1, hyp1f1, hyp2f1};
use crate::recurrence::{self, Steps};
use num_complex::Complex64;
use std::ops::{Add, Div, Mul, Sub};

/// A number that polynomials and their continuations in the degree are computed of.
pub(crate) trait Argument:
    Copy
    + From<f64>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Add<f64, Output = Self>
    + Mul<f64, Output = Self>
    + Div<f64, Output = Self>
{
    /// Replaces each `x` by the polynomial of degree `n`.
    fn climb(x: &mut [Self], n: usize, steps: impl Steps);
    /// The arguments, where they are doubles.
    fn doubles(x: &mut [Self]) -> Option<&mut [f64]>;
    fn hyp2f1(a: f64, b: f64, c: f64, x: Self) -> Self;
    fn hyp1f1(a: f64, b: f64, x: Self) -> Self;

    /// Chebyshev's function of the first kind, of any degree.
    fn chebyshev_t(n: f64, x: Self) -> Self {
        Self::hyp2f1(n, -n, 0.5, x * -0.5 + 0.5)
    }

    /// Chebyshev's function of the second kind, of any degree.
    fn chebyshev_u(n: f64, x: Self) -> Self {
        Self::hyp2f1(-n, n + 2.0, 1.5, x * -0.5 + 0.5) * (n + 1.0)
    }
}

impl Argument for f64 {
    fn climb(x: &mut [f64], n: usize, steps: impl Steps) {
        recurrence::climb(x, n, steps);
    }

    #[inline(always)]
    fn doubles(x: &mut [f64]) -> Option<&mut [f64]> {
        Some(x)
    }

    fn hyp2f1(a: f64, b: f64, c: f64, x: f64) -> f64 {
        hyp2f1(a, b, c, x)
    }

    fn hyp1f1(a: f64, b: f64, x: f64) -> f64 {
        hyp1f1(a, b, x)
    }

    /// DLMF 18.5.1, the hyperbolic functions beyond one.
    fn chebyshev_t(n: f64, x: f64) -> f64 {
        if (-1.0..=1.0).contains(&x) {
            (n * x.acos()).cos()
        } else if x > 1.0 {
            (n * x.acosh()).cosh()
        } else {
            hyp2f1(n, -n, 0.5, 0.5 - 0.5 * x)
        }
    }

    /// DLMF 18.5.2, the hyperbolic functions beyond one.
    fn chebyshev_u(n: f64, x: f64) -> f64 {
        if x == 1.0 {
            n + 1.0
        } else if -1.0 < x && x < 1.0 {
            let angle = x.acos();
            ((n + 1.0) * angle).sin() / angle.sin()
        } else if x > 1.0 {
            let angle = x.acosh();
            ((n + 1.0) * angle).sinh() / angle.sinh()
        } else {
            (n + 1.0) * hyp2f1(-n, n + 2.0, 1.5, 0.5 - 0.5 * x)
        }
    }
}

impl Argument for Complex64 {
    fn climb(x: &mut [Complex64], n: usize, steps: impl Steps) {
        recurrence::climb_complex(x, n, steps);
    }

    fn doubles(_: &mut [Complex64]) -> Option<&mut [f64]> {
        None
    }

    fn hyp2f1(a: f64, b: f64, c: f64, x: Complex64) -> Complex64 {
        complex_hyp2f1(a, b, c, x)
    }

    fn hyp1f1(a: f64, b: f64, x: Complex64) -> Complex64 {
        complex_hyp1f1(a, b, x)
    }
}
