//! Calls that take as many steps as it needs to come to a point.

use super::super::System;
use super::{Lsoda, Start};

/// How far a call of [`Lsoda::integrate`] goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Task {
    /// To the time asked for, stepping over it.
    Reach,
    /// To the time asked for, never beyond this one.
    ReachWithin(f64),
    /// A single step, never beyond this time.
    StepWithin(f64),
}

/// Why [`Lsoda::integrate`] did not come to the time asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LsodaFailure {
    /// Too many steps.
    TooManySteps,
    /// More accuracy is asked for than there is.
    Accuracy,
    /// The times do not fit together, or a tolerance is zero from the start.
    Input,
    /// The error test failed repeatedly.
    ErrorTest,
    /// The iteration did not converge repeatedly.
    Convergence,
    /// A component's tolerance has become zero.
    Weight,
}

impl LsodaFailure {
    /// ODEPACK's `istate`.
    pub fn status(self) -> i32 {
        match self {
            LsodaFailure::TooManySteps => -1,
            LsodaFailure::Accuracy => -2,
            LsodaFailure::Input => -3,
            LsodaFailure::ErrorTest => -4,
            LsodaFailure::Convergence => -5,
            LsodaFailure::Weight => -6,
        }
    }
}

const EPS: f64 = f64::EPSILON;

type Outcome = Result<f64, LsodaFailure>;

impl Lsoda {
    /// Integrates to `t`; where it came to, with the state in [`Lsoda::y`].
    ///
    /// # Errors
    /// Those of the system; the inner result is the solver's own failure.
    pub fn integrate<E>(
        &mut self,
        system: &mut dyn System<f64, E>,
        t: f64,
        task: Task,
    ) -> Result<Outcome, E> {
        let begun = self.counts.steps;
        if self.start == Start::First {
            if t == self.tn {
                return Ok(Ok(t));
            }
            if let Err(failure) = self.begin(system, t, task)? {
                return Ok(Err(failure));
            }
        } else {
            if let Some(outcome) = self.stop_before(t, task) {
                return Ok(outcome);
            }
            self.weigh();
        }
        loop {
            if let Some(failure) = self.obstacle(begun) {
                self.y.copy_from_slice(&self.yh[0]);
                return Ok(Err(failure));
            }
            if let Err(failure) = self.take_step(system)? {
                self.largest_error();
                self.y.copy_from_slice(&self.yh[0]);
                return Ok(Err(failure));
            }
            if Some(self.family) != self.counts.family {
                self.counts.switched_at = self.tn;
                self.start = Start::NewFamily;
            }
            if let Some(outcome) = self.stop_behind(t, task) {
                return Ok(outcome);
            }
            self.weigh();
        }
    }

    /// The first evaluation, and the length of the first step.
    fn begin<E>(
        &mut self,
        system: &mut dyn System<f64, E>,
        t: f64,
        task: Task,
    ) -> Result<Result<(), LsodaFailure>, E> {
        let mut h = self.options.first_step;
        let way = t - self.tn;
        if way * h < 0.0 {
            return Ok(Err(LsodaFailure::Input));
        }
        if let Task::ReachWithin(end) | Task::StepWithin(end) = task {
            if (end - t) * way < 0.0 {
                return Ok(Err(LsodaFailure::Input));
            }
            if h != 0.0 && (self.tn + h - end) * h > 0.0 {
                h = end - self.tn;
            }
        }
        self.fun(system, self.tn)?;
        self.yh[0].copy_from_slice(&self.y);
        self.weigh();
        if self.weight.iter().any(|&w| w.is_infinite() || w < 0.0) {
            return Ok(Err(LsodaFailure::Input));
        }
        if h == 0.0 {
            let far = self.tn.abs().max(t.abs());
            if way.abs() < 2.0 * EPS * far {
                return Ok(Err(LsodaFailure::Input));
            }
            let tolerance = self.first_tolerance();
            let inverse = 1.0 / (tolerance * far * far) + tolerance * self.norm(&self.f).powi(2);
            h = (1.0 / inverse.sqrt()).min(way.abs()).copysign(way);
        }
        let excess = h.abs() / self.options.max_step;
        self.h = if excess > 1.0 { h / excess } else { h };
        let h = self.h;
        self.yh[1].iter_mut().zip(&self.f).for_each(|(d, f)| *d = h * f);
        Ok(Ok(()))
    }

    /// A scalar tolerance for the first step.
    fn first_tolerance(&self) -> f64 {
        let most = self.options.rtol.iter().copied().fold(0.0, f64::max);
        let relative = |(a, y): (&f64, &f64)| if *y == 0.0 { 0.0 } else { a / y.abs() };
        let pairs = self.options.atol.iter().zip(&self.y);
        let most = if most > 0.0 { most } else { pairs.map(relative).fold(0.0, f64::max) };
        most.clamp(100.0 * EPS, 1e-3)
    }

    /// The weights of errors for the present state.
    fn weigh(&mut self) {
        for i in 0..self.weight.len() {
            let allowed = self.options.rtol[i] * self.yh[0][i].abs() + self.options.atol[i];
            self.weight[i] = 1.0 / allowed;
        }
    }

    /// What stands against another step.
    fn obstacle(&mut self, begun: usize) -> Option<LsodaFailure> {
        if self.counts.steps - begun >= self.options.max_steps {
            return Some(LsodaFailure::TooManySteps);
        }
        if self.weight.iter().any(|&w| w.is_infinite() || w < 0.0) {
            return Some(LsodaFailure::Weight);
        }
        let factor = EPS * self.norm(&self.yh[0]);
        if factor > 0.01 {
            self.counts.tolerance_factor = 200.0 * factor;
            let first = self.counts.steps == 0;
            return Some(if first { LsodaFailure::Input } else { LsodaFailure::Accuracy });
        }
        None
    }

    /// Whether the call is at its end before a step.
    fn stop_before(&mut self, t: f64, task: Task) -> Option<Outcome> {
        let h = self.h;
        if let Task::ReachWithin(end) | Task::StepWithin(end) = task
            && (self.tn - end) * h > 0.0
        {
            return Some(Err(LsodaFailure::Input));
        }
        if let Task::ReachWithin(end) = task
            && (end - t) * h < 0.0
        {
            return Some(Err(LsodaFailure::Input));
        }
        self.reached(t, task).or_else(|| self.hit(task))
    }

    /// Whether the call is at its end behind a step.
    fn stop_behind(&mut self, t: f64, task: Task) -> Option<Outcome> {
        if let Task::StepWithin(end) = task {
            self.y.copy_from_slice(&self.yh[0]);
            return Some(Ok(if self.at(end) { end } else { self.tn }));
        }
        self.reached(t, task).or_else(|| self.hit(task))
    }

    /// Whether the solver is at `end`, but for rounding.
    fn at(&self, end: f64) -> bool {
        (self.tn - end).abs() <= 100.0 * EPS * (self.tn.abs() + self.h.abs())
    }

    /// The state at `t`, if the solver is there or beyond.
    fn reached(&mut self, t: f64, task: Task) -> Option<Outcome> {
        if matches!(task, Task::StepWithin(_)) || (self.tn - t) * self.h < 0.0 {
            return None;
        }
        // The array reaches back no further than the last step.
        let (last, rounding) = (self.counts.step_size, 100.0 * EPS * (self.tn.abs() + self.h.abs()));
        let first = self.tn - last - rounding.copysign(last);
        if (t - first) * (t - self.tn) > 0.0 {
            return Some(Err(LsodaFailure::Input));
        }
        let s = (t - self.tn) / self.h;
        self.y.copy_from_slice(&self.yh[self.order]);
        for row in self.yh[..self.order].iter().rev() {
            self.y.iter_mut().zip(row).for_each(|(y, d)| *y = *y * s + d);
        }
        Some(Ok(t))
    }

    /// Stops at the time that is not to be passed, or cuts the next step so that it ends there.
    fn hit(&mut self, task: Task) -> Option<Outcome> {
        let (Task::ReachWithin(end) | Task::StepWithin(end)) = task else { return None };
        if self.at(end) {
            self.y.copy_from_slice(&self.yh[0]);
            return Some(Ok(end));
        }
        if (self.tn + self.h * (1.0 + 4.0 * EPS) - end) * self.h > 0.0 {
            self.h = (end - self.tn) * (1.0 - 4.0 * EPS);
            if self.start == Start::Continue {
                self.start = Start::NewStep;
            }
        }
        None
    }

    fn largest_error(&mut self) {
        let size = |i: &usize| self.correction[*i].abs() * self.weight[*i];
        self.counts.largest_error = (0..self.y.len()).max_by(|a, b| size(a).total_cmp(&size(b)));
    }

    /// The lengths of ODEPACK's work arrays for this problem, real and integer.
    pub fn work_lengths(&self) -> (usize, usize) {
        let n = self.y.len();
        let matrix = match self.options.band {
            Some((below, above)) => (2 * below + above + 1) * n + 2,
            None => n * n + 2,
        };
        let adams = 20 + (self.options.max_order_adams + 1) * n;
        let bdf = 20 + (self.options.max_order_bdf + 1) * n + matrix;
        (adams.max(bdf) + 3 * n, 20 + n)
    }
}
