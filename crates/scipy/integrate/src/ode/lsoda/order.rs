//! The order and length of the next step.

use super::step::STABLE;
use super::{Family, Lsoda};

/// By how much the step may change for an error in units of the tolerance, with some reserve.
pub(super) fn ratio(error: f64, order: usize, reserve: f64) -> f64 {
    1.0 / (reserve * error.powf(1.0 / order as f64) + reserve * 1e-6)
}

impl Lsoda {
    /// Chooses order and length after a step, or after `failures` of it; false when both stay.
    pub(super) fn choose(&mut self, error: f64, failures: usize) -> bool {
        let (order, adams) = (self.order, self.family == Family::Adams);
        let mut up = if failures == 0 { self.ratio_up() } else { 0.0 };
        let mut same = ratio(error, order + 1, 1.2);
        let mut down = self.ratio_down();
        let stiffness = self.stiffness();
        if adams {
            if order < self.max_order() {
                up = up.min(STABLE[order + 1] / stiffness);
            }
            same = same.min(STABLE[order] / stiffness);
            if order > 1 {
                down = down.min(STABLE[order - 1] / stiffness);
            }
            self.lipschitz = 0.0;
        }
        let (new, mut ratio) = if same >= up && same >= down {
            (order, same)
        } else if same < up && up > down {
            return self.raise(up);
        } else {
            (order - 1, if failures > 0 { down.min(1.0) } else { down })
        };
        // A step that stability limits changes by however little.
        let bound = adams && ratio * stiffness * 1.00001 >= STABLE[new];
        if !bound && failures == 0 && ratio < 1.1 {
            self.wait = 3;
            return false;
        }
        if failures >= 2 {
            ratio = ratio.min(0.2);
        }
        if new != order {
            self.order = new;
            self.reset();
        }
        self.rescale(ratio);
        true
    }

    fn ratio_up(&self) -> f64 {
        let most = self.max_order();
        if self.order == most {
            return 0.0;
        }
        let difference: Vec<f64> = self.correction.iter().zip(&self.yh[most]).map(|(a, b)| a - b).collect();
        let error = self.norm(&difference) / self.coefficients().test[self.order][2];
        ratio(error, self.order + 2, 1.4)
    }

    fn ratio_down(&self) -> f64 {
        if self.order == 1 {
            return 0.0;
        }
        let error = self.norm(&self.yh[self.order]) / self.coefficients().test[self.order][0];
        ratio(error, self.order, 1.3)
    }

    /// Goes on at one order more, if that is worth it.
    fn raise(&mut self, ratio: f64) -> bool {
        if ratio < 1.1 {
            self.wait = 3;
            return false;
        }
        let order = self.order;
        let weight = self.coefficients().el[order][order] / (order + 1) as f64;
        self.yh[order + 1].iter_mut().zip(&self.correction).for_each(|(d, c)| *d = c * weight);
        self.order = order + 1;
        self.reset();
        self.rescale(ratio);
        true
    }
}
