//! What piecewise polynomials have in common, whatever their basis.

use crate::{BPoly, Extrapolate, PPoly};

/// A piecewise polynomial; methods are those of [`PPoly`] and [`BPoly`], new coefficients come without their breakpoints.
pub trait Piecewise: Sync {
    /// The derivative of order `nu` at points.
    fn evaluate(&self, x: &[f64], nu: usize, extrapolate: Extrapolate) -> Vec<f64>;
    /// The coefficients of the derivative of order `nu`.
    fn derivative(&self, nu: usize) -> Vec<f64>;
    /// The coefficients of the antiderivative of order `nu`.
    fn antiderivative(&self, nu: usize) -> Vec<f64>;
    /// The integral from `a` to `b`.
    fn integrate(&self, a: f64, b: f64, extrapolate: Extrapolate) -> Vec<f64>;
}

macro_rules! piecewise {
    ($($name:ident),+) => {$(
        impl Piecewise for $name<'_> {
            fn evaluate(&self, x: &[f64], nu: usize, extrapolate: Extrapolate) -> Vec<f64> {
                $name::evaluate(self, x, nu, extrapolate)
            }

            fn derivative(&self, nu: usize) -> Vec<f64> {
                $name::derivative(self, nu).c.into_owned()
            }

            fn antiderivative(&self, nu: usize) -> Vec<f64> {
                $name::antiderivative(self, nu).c.into_owned()
            }

            fn integrate(&self, a: f64, b: f64, extrapolate: Extrapolate) -> Vec<f64> {
                $name::integrate(self, a, b, extrapolate)
            }
        }
    )+};
}

piecewise!(PPoly, BPoly);
