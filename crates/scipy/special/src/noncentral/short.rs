//! Sums over few terms from the first one on, where the rate is small: by the distribution function of Poisson's
//! weights, with no incomplete function (lower side) or one (upper side).

use super::mixture::{At, Family, Mixture, NEGLIGIBLE};
use crate::inverse::{Slopes, Tails};
use std::f64::consts::FRAC_2_SQRT_PI;

/// Up to this rate.
const SMALL_RATE: f64 = 8.0;
/// Recurrences start with no smaller a mass, so that their terms are normal numbers.
const LEAST_MASS: f64 = 1e-200;
/// Once the weights have run out, up to so many terms cost less than the incomplete function that they add up to.
const CHEAP: i32 = 96;

/// One side, the density of the logarithm of the argument, and that times the slope of its own logarithm.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    pub(super) side: f64,
    pub(super) density: f64,
    pub(super) turn: f64,
}

impl<F: Family> Mixture<F> {
    /// Poisson's weight of the first index, which is zero or one half.
    fn first_weight(&self) -> f64 {
        let zeroth = (-self.rate).exp();
        if self.first == 0.0 { zeroth } else { zeroth * self.rate.sqrt() * FRAC_2_SQRT_PI }
    }

    /// Both sides from the lower one.
    pub(super) fn short_lower_slopes(&self) -> Option<Slopes> {
        let Sums { side, density, turn } = self.short_lower()?;
        Some(Slopes { tails: Tails { lower: side, upper: 1.0 - side }, density, turn })
    }

    /// Both sides from the upper one.
    pub(super) fn short_upper_slopes(&self) -> Option<Slopes> {
        let Sums { side, density, turn } = self.short_upper()?;
        Some(Slopes { tails: Tails { lower: 1.0 - side, upper: side }, density, turn })
    }

    /// The sum of `mass(a + k)` times the weights up to `k`.
    pub(super) fn short_lower(&self) -> Option<Sums> {
        let (mut a, mut k) = (self.a + self.first, self.first);
        let mut mass = if self.rate <= SMALL_RATE { self.family.mass(a) } else { 0.0 };
        if !(mass > LEAST_MASS) {
            return None;
        }
        let (mut sums, mut weight, mut weights) = (Sums::default(), self.first_weight(), 0.0);
        loop {
            weights += weight;
            let term = weights * mass;
            sums.side += term;
            self.add_density(&mut sums, a, weight * mass);
            (k, a) = (k + 1.0, a + 1.0);
            let growth = self.family.growth(a).0;
            let falling = growth < 1.0 && k > self.rate;
            if falling && term < NEGLIGIBLE * sums.side * (1.0 - growth) {
                return Some(sums);
            }
            weight *= self.rate / k;
            mass *= growth;
            if falling && weight < NEGLIGIBLE * weights {
                sums.side += weights * self.masses_from(a, mass, sums.side / weights);
                return Some(sums);
            }
        }
    }

    /// The sum of the masses from that at `a` on, beside a `scale`: they fall.
    fn masses_from(&self, mut a: f64, mut mass: f64, scale: f64) -> f64 {
        let falls_to = mass * self.family.growth(a).0.powi(CHEAP);
        if falls_to > NEGLIGIBLE * scale {
            return self.family.at(a).lower;
        }
        let mut sum = 0.0;
        while mass > NEGLIGIBLE * scale {
            sum += mass;
            a += 1.0;
            mass *= self.family.growth(a).0;
        }
        sum
    }

    /// The sum of the weights times the upper sides, each of which is the one before and a mass.
    pub(super) fn short_upper(&self) -> Option<Sums> {
        if self.rate > SMALL_RATE {
            return None;
        }
        let (mut a, mut k) = (self.a + self.first, self.first);
        let At { mut upper, mut mass, .. } = self.family.at(a);
        if !(mass > LEAST_MASS) {
            return None;
        }
        let (mut sums, mut weight) = (Sums::default(), self.first_weight());
        loop {
            let term = weight * upper;
            sums.side += term;
            self.add_density(&mut sums, a, weight * mass);
            if k > self.rate && term < NEGLIGIBLE * sums.side {
                return Some(sums);
            }
            (k, a) = (k + 1.0, a + 1.0);
            upper += mass;
            weight *= self.rate / k;
            mass *= self.family.growth(a).0;
        }
    }

    #[inline(always)]
    fn add_density(&self, sums: &mut Sums, a: f64, product: f64) {
        sums.density += a * product;
        sums.turn += a * product * self.family.bend(a);
    }
}
