//! One step: prediction, correction, error test.

use super::super::System;
use super::{Family, Lsoda, LsodaFailure, Start};

/// Corrections before the iteration has failed.
const CORRECTIONS: usize = 3;
/// Failing iterations before the step has failed.
const ATTEMPTS: usize = 10;
/// Steps after which the matrix is renewed.
const MATRIX_AGE: usize = 20;
/// The relative change of h el0 from which on the matrix is renewed.
const MATRIX_CHANGE: f64 = 0.3;
/// The limits of h times the Lipschitz constant for the stability of each Adams formula (Petzold 1983).
pub(super) const STABLE: [f64; 13] =
    [0.0, 0.5, 0.575, 0.55, 0.45, 0.35, 0.25, 0.2, 0.15, 0.1, 0.075, 0.05, 0.025];

impl Lsoda {
    /// Takes a step.
    pub(super) fn take_step<E>(
        &mut self,
        system: &mut dyn System<f64, E>,
    ) -> Result<Result<(), LsodaFailure>, E> {
        let before = self.tn;
        self.prepare();
        self.matrix_current = false;
        let (mut stuck, mut failures) = (0, 0);
        let done = loop {
            let size = self.predict();
            let Some(error) = self.correct(system, size)? else {
                stuck += 1;
                self.retract(before);
                if self.at_least_step() || stuck == ATTEMPTS {
                    break Err(LsodaFailure::Convergence);
                }
                self.matrix_due = self.family == Family::Bdf;
                self.rescale(0.25);
                continue;
            };
            if !(error > 1.0) {
                self.accept(error, size);
                break Ok(());
            }
            failures += 1;
            self.retract(before);
            if self.at_least_step() || failures == 10 {
                break Err(LsodaFailure::ErrorTest);
            }
            if failures >= 3 {
                self.restart(system)?;
            } else {
                self.choose(error, failures);
            }
        };
        self.h_scaled = self.h;
        self.start = Start::Continue;
        Ok(done)
    }

    fn at_least_step(&self) -> bool {
        self.h.abs() <= self.options.min_step * 1.00001
    }

    /// Makes the present order's coefficients those in use.
    pub(super) fn reset(&mut self) {
        let el0 = self.coefficients().el[self.order][0];
        self.rc *= el0 / self.el0;
        self.el0 = el0;
    }

    /// Brings the Nordsieck array to the family and the step asked for.
    fn prepare(&mut self) {
        match self.start {
            Start::First => {
                self.h_scaled = self.h;
                self.reset();
            }
            Start::Continue => {}
            Start::NewFamily => {
                self.matrix_due = self.family == Family::Bdf;
                if self.wait == 1 {
                    self.wait = 2;
                }
                if self.family != self.active {
                    self.active = self.family;
                    self.wait = self.order + 1;
                    self.reset();
                }
            }
            Start::NewStep => {}
        }
        if self.h != self.h_scaled {
            let ratio = self.h / self.h_scaled;
            self.h = self.h_scaled;
            self.scale(ratio);
        }
    }

    /// Changes the step by `ratio`, as far as the least step lets it.
    pub(super) fn rescale(&mut self, ratio: f64) {
        self.scale(ratio.max(self.options.min_step / self.h.abs()));
    }

    /// The step times the Lipschitz constant, which limits Adams steps before the family changes.
    ///
    /// A solver that stays with its family has no other limit than the errors, and the estimate, which rounding may
    /// blow up, no say.
    pub(super) fn stiffness(&self) -> f64 {
        let known = if self.options.family.is_none() { self.last_lipschitz } else { 0.0 };
        (self.h.abs() * known).max(1e-6)
    }

    /// Changes the step by `ratio`, within the limits of growth, length and stability.
    fn scale(&mut self, ratio: f64) {
        let mut ratio = ratio.min(self.growth);
        ratio /= (self.h.abs() / self.options.max_step * ratio).max(1.0);
        if self.family == Family::Adams {
            let stiffness = self.stiffness();
            self.limited = ratio * stiffness * 1.00001 >= STABLE[self.order];
            if self.limited {
                ratio = STABLE[self.order] / stiffness;
            }
        }
        let mut power = 1.0;
        for row in &mut self.yh[1..=self.order] {
            power *= ratio;
            row.iter_mut().for_each(|v| *v *= power);
        }
        self.h *= ratio;
        self.rc *= ratio;
        self.wait = self.order + 1;
    }

    /// Moves the Nordsieck array a step ahead; the norm of the predicted state.
    fn predict(&mut self) -> f64 {
        let old = self.counts.steps >= self.matrix_step + MATRIX_AGE;
        if (self.rc - 1.0).abs() > MATRIX_CHANGE || old {
            self.matrix_due = self.family == Family::Bdf;
        }
        self.tn += self.h;
        self.pascal(1.0);
        self.norm(&self.yh[0])
    }

    /// Multiplies by Pascal's triangle, or its inverse.
    fn pascal(&mut self, sign: f64) {
        for first in (0..self.order).rev() {
            for k in first..self.order {
                let (low, high) = self.yh.split_at_mut(k + 1);
                low[k].iter_mut().zip(&high[0]).for_each(|(a, b)| *a += sign * b);
            }
        }
    }

    /// Goes back to the start of the step, which from now on may only grow twofold.
    fn retract(&mut self, t: f64) {
        self.tn = t;
        self.growth = 2.0;
        self.pascal(-1.0);
    }

    /// Iterates for the state; its error in units of the tolerance, or `None` when that does not converge.
    fn correct<E>(&mut self, system: &mut dyn System<f64, E>, size: f64) -> Result<Option<f64>, E> {
        loop {
            self.y.copy_from_slice(&self.yh[0]);
            self.fun(system, self.tn)?;
            if self.matrix_due {
                self.matrix_due = false;
                (self.rc, self.crate_, self.matrix_step) = (1.0, 0.7, self.counts.steps);
                if !self.renew_matrix(system)? {
                    return Ok(None);
                }
            }
            if let Some(error) = self.iterate(system, size)? {
                self.matrix_current = false;
                return Ok(Some(error));
            }
            if self.family == Family::Adams || self.matrix_current {
                return Ok(None);
            }
            self.matrix_due = true;
        }
    }

    fn iterate<E>(&mut self, system: &mut dyn System<f64, E>, size: f64) -> Result<Option<f64>, E> {
        let tolerance = self.coefficients().test[self.order][1];
        let limit = tolerance * 0.5 / (self.order + 2) as f64;
        self.correction.fill(0.0);
        let (mut rate, mut last) = (0.0_f64, 0.0);
        for m in 0..CORRECTIONS {
            let change = self.improve();
            let mut done = change <= 100.0 * size * f64::EPSILON;
            if !done && (m > 0 || self.family == Family::Bdf) {
                if m > 0 {
                    let contraction = if change <= 1024.0 * last { change / last } else { 1024.0 };
                    rate = rate.max(contraction);
                    self.crate_ = (0.2 * self.crate_).max(contraction);
                }
                done = !(change * (1.5 * self.crate_).min(1.0) / limit > 1.0);
                if done {
                    self.lipschitz = self.lipschitz.max(rate / (self.h * self.el0).abs());
                    if self.lipschitz != 0.0 {
                        self.last_lipschitz = self.lipschitz;
                    }
                }
            }
            if done {
                let error = if m == 0 { change } else { self.norm(&self.correction) };
                return Ok(Some(error / tolerance));
            }
            if m + 1 == CORRECTIONS || (m >= 1 && change > 2.0 * last) {
                break;
            }
            last = change;
            self.fun(system, self.tn)?;
        }
        Ok(None)
    }

    /// Improves the correction and the state by the last right-hand side; the norm of the change.
    fn improve(&mut self) -> f64 {
        let mut change = std::mem::take(&mut self.change);
        for (i, c) in change.iter_mut().enumerate() {
            *c = self.h * self.f[i] - self.yh[1][i] - self.correction[i];
        }
        if self.family == Family::Bdf
            && let Some(lu) = &self.lu
        {
            lu.solve(&mut change);
        }
        for (i, c) in change.iter().enumerate() {
            self.correction[i] += c;
            self.y[i] = self.yh[0][i] + self.el0 * self.correction[i];
        }
        let norm = self.norm(&change);
        self.change = change;
        norm
    }

    /// After three failures the derivatives are not to be trusted: order 1, and a tenth of the step.
    fn restart<E>(&mut self, system: &mut dyn System<f64, E>) -> Result<(), E> {
        self.h *= (self.options.min_step / self.h.abs()).max(0.1);
        self.y.copy_from_slice(&self.yh[0]);
        self.fun(system, self.tn)?;
        self.yh[1].iter_mut().zip(&self.f).for_each(|(d, f)| *d = self.h * f);
        self.matrix_due = self.family == Family::Bdf;
        self.wait = 5;
        if self.order != 1 {
            self.order = 1;
            self.reset();
        }
        Ok(())
    }

    /// Takes in a step; family, order and length of the next may change.
    fn accept(&mut self, error: f64, size: f64) {
        self.counts.steps += 1;
        self.counts.step_size = self.h;
        self.counts.order = self.order;
        self.counts.family = Some(self.family);
        for j in 0..=self.order {
            let el = self.coefficients().el[self.order][j];
            self.yh[j].iter_mut().zip(&self.correction).for_each(|(v, c)| *v += el * c);
        }
        self.switch_wait -= 1;
        if self.switch_wait < 0
            && let Some(ratio) = self.switch(error, size)
        {
            self.rescale(ratio);
            self.growth = 10.0;
            return;
        }
        self.wait -= 1;
        if self.wait == 0 {
            if self.choose(error, 0) {
                self.growth = 10.0;
            }
        } else if self.wait == 1 && self.order < self.max_order() {
            let most = self.max_order();
            self.yh[most].copy_from_slice(&self.correction);
        }
    }
}
