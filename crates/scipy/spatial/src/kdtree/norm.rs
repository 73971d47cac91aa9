//! Minkowski's p-norms, as sums of powers that are only rooted at the end.

/// How differences of coordinates make a distance.
pub(super) trait Norm: Sync {
    /// A difference's part.
    fn term(&self, difference: f64) -> f64;
    /// A distance so far and one more part.
    fn join(&self, total: f64, term: f64) -> f64 {
        total + term
    }
    /// From a distance to the sum of powers.
    fn power(&self, distance: f64) -> f64;
    /// Back to the distance.
    fn root(&self, total: f64) -> f64;
}

/// City blocks.
pub(super) struct One;
/// Euclid.
pub(super) struct Two;
/// The largest difference.
pub(super) struct Largest;
/// Any other.
pub(super) struct Power(pub f64);

impl Norm for One {
    #[inline]
    fn term(&self, difference: f64) -> f64 {
        difference.abs()
    }
    fn power(&self, distance: f64) -> f64 {
        distance
    }
    fn root(&self, total: f64) -> f64 {
        total
    }
}

impl Norm for Two {
    #[inline]
    fn term(&self, difference: f64) -> f64 {
        difference * difference
    }
    fn power(&self, distance: f64) -> f64 {
        distance * distance
    }
    fn root(&self, total: f64) -> f64 {
        total.sqrt()
    }
}

impl Norm for Largest {
    #[inline]
    fn term(&self, difference: f64) -> f64 {
        difference.abs()
    }
    #[inline]
    fn join(&self, total: f64, term: f64) -> f64 {
        total.max(term)
    }
    fn power(&self, distance: f64) -> f64 {
        distance
    }
    fn root(&self, total: f64) -> f64 {
        total
    }
}

impl Norm for Power {
    fn term(&self, difference: f64) -> f64 {
        difference.abs().powf(self.0)
    }
    fn power(&self, distance: f64) -> f64 {
        distance.powf(self.0)
    }
    fn root(&self, total: f64) -> f64 {
        total.powf(1.0 / self.0)
    }
}
