//! Ranges of integration as finite ones.

use super::quantity::{Quantity, Real};
use num_complex::ComplexFloat;
use num_traits::Float;

/// How the variable follows from that of the finite range.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Map<R> {
    Finite,
    /// `x = ±(1 / t - 1 + start)`
    Half {
        start: R,
        mirrored: bool,
    },
    /// `x = t / (1 - t²)`
    Whole,
}

/// A range with its ends in order, mapped to a finite one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Range<R> {
    pub a: R,
    pub b: R,
    map: Map<R>,
    /// The ends came in the other order.
    pub reversed: bool,
}

/// A point between ends that may be infinite.
pub fn inner_point<R: Real>(a: R, b: R) -> R {
    match (Float::is_infinite(a), Float::is_infinite(b)) {
        (true, true) => R::near(0.0),
        (true, false) => b - R::near(1.0),
        (false, true) => a + R::near(1.0),
        (false, false) => (a + b) / R::near(2.0),
    }
}

impl<R: Real> Range<R> {
    pub fn new(a: R, b: R) -> Self {
        let [zero, one] = [0.0, 1.0].map(R::near);
        if a == b {
            return Range { a: one, b: one, map: Map::Finite, reversed: false };
        }
        let reversed = b < a;
        let (a, b) = if reversed { (b, a) } else { (a, b) };
        let half = |start, mirrored| (zero, one, Map::Half { start, mirrored });
        let (a, b, map) = match (Float::is_infinite(a), Float::is_infinite(b)) {
            (true, true) => (-one, one, Map::Whole),
            (true, false) => half(-b, true),
            (false, true) => half(a, false),
            (false, false) => (a, b, Map::Finite),
        };
        Range { a, b, map, reversed }
    }

    /// Where the integrand is evaluated.
    pub fn unmapped(&self, t: R) -> R {
        let one = R::near(1.0);
        match self.map {
            Map::Finite => t,
            Map::Half { start, mirrored: false } => one / t - one + start,
            Map::Half { start, mirrored: true } => -(one / t - one + start),
            Map::Whole => t / (one - t * t),
        }
    }

    /// The value of the mapped integrand.
    pub fn mapped<T: Quantity + ComplexFloat<Real = R>>(&self, t: R, value: T) -> T {
        let one = R::near(1.0);
        match self.map {
            Map::Finite => value,
            Map::Half { .. } => value * T::of(one / (t * t)),
            Map::Whole => value * T::of((one + t * t) / Float::powi(one - t * t, 2)),
        }
    }

    /// The logarithm of the mapped integrand, given that of the integrand.
    pub fn log_mapped<T: Quantity + ComplexFloat<Real = R>>(&self, t: R, value: T) -> T {
        let [one, two] = [1.0, 2.0].map(R::near);
        match self.map {
            Map::Finite => value,
            Map::Half { .. } => value - T::of(two * Float::ln(t)),
            Map::Whole => value + T::of(Float::ln(one + t * t) - two * Float::ln(one - t * t)),
        }
    }
}
