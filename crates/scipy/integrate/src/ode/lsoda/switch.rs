//! The change between the families (Petzold 1983).

use super::order::ratio;
use super::step::STABLE;
use super::{Family, Lsoda};

/// How many times longer the steps of the backward differentiation formulas have to be.
const ADVANTAGE: f64 = 5.0;

impl Lsoda {
    /// Changes the family when the other one's steps would be longer; by how much they are.
    pub(super) fn switch(&mut self, error: f64, size: f64) -> Option<f64> {
        if self.options.family.is_some() {
            return None;
        }
        let (family, order, ratio) = match self.family {
            Family::Adams => self.to_bdf(error, size)?,
            Family::Bdf => self.to_adams(error, size)?,
        };
        self.switch_wait = 20;
        self.last_lipschitz = 0.0;
        (self.family, self.order) = (family, order);
        Some(ratio)
    }

    /// The length that stability leaves of a change by `ratio`.
    fn stable(ratio: f64, stiffness: f64, order: usize) -> f64 {
        let limit = if stiffness * ratio > 1e-5 { STABLE[order] / stiffness } else { 2.0 * ratio };
        ratio.min(limit)
    }

    fn to_bdf(&self, error: f64, size: f64) -> Option<(Family, usize, f64)> {
        let (order, most) = (self.order, self.options.max_order_bdf);
        if order > 5 {
            return None;
        }
        if error <= 100.0 * size * f64::EPSILON || self.lipschitz == 0.0 {
            // Rounding hides the error; only a step cut for stability's sake tells of stiffness.
            return self.limited.then_some((Family::Bdf, order.min(most), 2.0));
        }
        let here = ratio(error, order + 1, 1.2);
        let here = Self::stable(here, self.last_lipschitz * self.h.abs(), order);
        let (new, there) = if order > most {
            let other = self.norm(&self.yh[most + 1]) / self.bdf.switch(most);
            (most, ratio(other, most + 1, 1.2))
        } else {
            let other = error * (self.adams.switch(order) / self.bdf.switch(order));
            (order, ratio(other, order + 1, 1.2))
        };
        (there >= ADVANTAGE * here).then_some((Family::Bdf, new, there))
    }

    fn to_adams(&self, error: f64, size: f64) -> Option<(Family, usize, f64)> {
        let (order, most) = (self.order, self.options.max_order_adams);
        let (new, other) = if order > most {
            (most, self.norm(&self.yh[most + 1]) / self.adams.switch(most))
        } else {
            (order, error * (self.bdf.switch(order) / self.adams.switch(order)))
        };
        let there = ratio(other, new + 1, 1.2);
        let there = Self::stable(there, self.jacobian_norm * self.h.abs(), new);
        let here = ratio(error, order + 1, 1.2);
        if there * ADVANTAGE < 5.0 * here {
            return None;
        }
        // Steps so short that rounding spoils the error estimate are not worth a change.
        let polluted = there.max(1e-3).powf(1.0 / (new + 1) as f64) * other <= 1000.0 * f64::EPSILON * size;
        (!polluted).then_some((Family::Adams, new, there))
    }
}
