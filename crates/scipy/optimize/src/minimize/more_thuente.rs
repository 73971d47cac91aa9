//! The line search of Moré and Thuente (1994) for a step that satisfies the strong Wolfe conditions, as MINPACK-2 has
//! it in `dcsrch` and `dcstep`.

/// What is asked of a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Conditions {
    /// Sufficient decrease.
    pub ftol: f64,
    /// Curvature.
    pub gtol: f64,
    /// The relative width of the interval at which the search gives up.
    pub xtol: f64,
    pub least: f64,
    pub most: f64,
}

/// A step, the value there and the slope.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Trial {
    pub step: f64,
    pub f: f64,
    pub g: f64,
}

impl Trial {
    /// With the line of this slope taken off.
    fn below(self, slope: f64) -> Self {
        Self { step: self.step, f: self.f - self.step * slope, g: self.g - slope }
    }
}

/// What follows from a trial.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Verdict {
    /// The next step to try.
    Try(f64),
    Converged,
    /// No step within the limits satisfies the conditions, or rounding hides it.
    Failed,
}

pub(crate) struct MoreThuente {
    conditions: Conditions,
    bracketed: bool,
    first_stage: bool,
    start: Trial,
    /// The slope that a sufficient decrease has to the start.
    slope: f64,
    width: f64,
    width_before: f64,
    /// The best trial so far, and the other end of the interval.
    best: Trial,
    other: Trial,
    low: f64,
    high: f64,
}

fn clip(x: f64, low: f64, high: f64) -> f64 {
    match () {
        _ if x < low => low,
        _ if x > high => high,
        _ => x,
    }
}

impl MoreThuente {
    /// Begins at a point of value `f` and slope `g`, to try `step` first; nothing if that cannot lead anywhere.
    pub fn new(step: f64, f: f64, g: f64, conditions: Conditions) -> Option<Self> {
        let Conditions { ftol, gtol, xtol, least, most } = conditions;
        let wrong = step < least || step > most || g >= 0.0 || ftol < 0.0 || gtol < 0.0 || xtol < 0.0;
        if wrong || least < 0.0 || most < least {
            return None;
        }
        let start = Trial { step: 0.0, f, g };
        let width = most - least;
        Some(Self {
            conditions,
            bracketed: false,
            first_stage: true,
            start,
            slope: ftol * g,
            width,
            width_before: 2.0 * width,
            best: start,
            other: start,
            low: 0.0,
            high: step + 4.0 * step,
        })
    }

    /// Takes in a trial.
    pub fn advance(&mut self, trial: Trial) -> Verdict {
        let limit = self.start.f + trial.step * self.slope;
        if self.first_stage && trial.f <= limit && trial.g >= 0.0 {
            self.first_stage = false;
        }
        if trial.f <= limit && trial.g.abs() <= self.conditions.gtol * -self.start.g {
            return Verdict::Converged;
        }
        if self.is_hopeless(trial, limit) {
            return Verdict::Failed;
        }
        let step = if self.first_stage && trial.f <= self.best.f && trial.f > limit {
            let mut ends = (self.best.below(self.slope), self.other.below(self.slope));
            let step = self.next_step(&mut ends, trial.below(self.slope));
            (self.best, self.other) = (ends.0.below(-self.slope), ends.1.below(-self.slope));
            step
        } else {
            let mut ends = (self.best, self.other);
            let step = self.next_step(&mut ends, trial);
            (self.best, self.other) = ends;
            step
        };
        self.confine(step)
    }

    fn is_hopeless(&self, trial: Trial, limit: f64) -> bool {
        let Conditions { xtol, least, most, .. } = self.conditions;
        let outside = trial.step <= self.low || trial.step >= self.high;
        (self.bracketed && (outside || self.high - self.low <= xtol * self.high))
            || (trial.step == most && trial.f <= limit && trial.g <= self.slope)
            || (trial.step == least && (trial.f > limit || trial.g >= self.slope))
    }

    /// Bisects where the interval shrinks too slowly, and keeps the step within its limits.
    fn confine(&mut self, mut step: f64) -> Verdict {
        let Conditions { xtol, least, most, .. } = self.conditions;
        let (best, other) = (self.best.step, self.other.step);
        if self.bracketed {
            if (other - best).abs() >= 0.66 * self.width_before {
                step = best + 0.5 * (other - best);
            }
            self.width_before = self.width;
            self.width = (other - best).abs();
            (self.low, self.high) = (best.min(other), best.max(other));
        } else {
            (self.low, self.high) = (step + 1.1 * (step - best), step + 4.0 * (step - best));
        }
        step = clip(step, least, most);
        let narrow = self.high - self.low <= xtol * self.high;
        if self.bracketed && (step <= self.low || step >= self.high || narrow) {
            step = best;
        }
        if step.is_finite() { Verdict::Try(step) } else { Verdict::Failed }
    }

    /// The step from cubic and quadratic interpolation; the interval `ends` takes in the trial.
    fn next_step(&mut self, ends: &mut (Trial, Trial), t: Trial) -> f64 {
        let (x, y) = *ends;
        let opposite = sign(t.g) * sign(x.g) < 0.0;
        let step = if t.f > x.f {
            self.bracketed = true;
            higher(x, t)
        } else if opposite {
            self.bracketed = true;
            let (cubic, secant) = (cubic(t, x), secant(t, x));
            if (cubic - t.step).abs() > (secant - t.step).abs() { cubic } else { secant }
        } else if t.g.abs() < x.g.abs() {
            self.flatter(x, y, t)
        } else if self.bracketed {
            cubic(t, y)
        } else if t.step > x.step {
            self.high
        } else {
            self.low
        };
        *ends = match () {
            _ if t.f > x.f => (x, t),
            _ if opposite => (t, x),
            _ => (t, y),
        };
        step
    }

    /// A lower value, a flatter slope of the same sign: the cubic counts only if it has its minimum beyond `t`.
    fn flatter(&self, x: Trial, y: Trial, t: Trial) -> f64 {
        let gamma = root(x, t, true);
        let gamma = if t.step > x.step { -gamma } else { gamma };
        let ratio = ((gamma - t.g) + theta(x, t)) / ((gamma + (x.g - t.g)) + gamma);
        let cubic = match () {
            _ if ratio < 0.0 && gamma != 0.0 => t.step + ratio * (x.step - t.step),
            _ if t.step > x.step => self.high,
            _ => self.low,
        };
        let secant = secant(t, x);
        let closer = (cubic - t.step).abs() < (secant - t.step).abs();
        if !self.bracketed {
            let farther = (cubic - t.step).abs() > (secant - t.step).abs();
            return clip(if farther { cubic } else { secant }, self.low, self.high);
        }
        let step = if closer { cubic } else { secant };
        let limit = t.step + 0.66 * (y.step - t.step);
        if t.step > x.step { limit.min(step) } else { limit.max(step) }
    }
}

fn sign(x: f64) -> f64 {
    if x == 0.0 { 0.0 } else { x.signum() }
}

fn secant(t: Trial, x: Trial) -> f64 {
    t.step + (t.g / (t.g - x.g)) * (x.step - t.step)
}

/// A higher value than the best: the cubic's minimum, or half way to the parabola's if that is closer to `x`.
fn higher(x: Trial, t: Trial) -> f64 {
    let gamma = root(x, t, false);
    let gamma = if t.step < x.step { -gamma } else { gamma };
    let ratio = ((gamma - x.g) + theta(x, t)) / (((gamma - x.g) + gamma) + t.g);
    let cubic = x.step + ratio * (t.step - x.step);
    let parabola = x.step + ((x.g / ((x.f - t.f) / (t.step - x.step) + x.g)) / 2.0) * (t.step - x.step);
    if (cubic - x.step).abs() <= (parabola - x.step).abs() { cubic } else { cubic + (parabola - cubic) / 2.0 }
}

/// The minimum of the cubic through `t` and `x`.
fn cubic(t: Trial, x: Trial) -> f64 {
    let gamma = root(x, t, false);
    let gamma = if t.step > x.step { -gamma } else { gamma };
    let ratio = ((gamma - t.g) + theta(x, t)) / (((gamma - t.g) + gamma) + x.g);
    t.step + ratio * (x.step - t.step)
}

fn theta(x: Trial, t: Trial) -> f64 {
    3.0 * (x.f - t.f) / (t.step - x.step) + x.g + t.g
}

/// The square root in the formula for the cubic's minimum, with the radicand `guarded` against becoming negative.
fn root(x: Trial, t: Trial, guarded: bool) -> f64 {
    let theta = theta(x, t);
    let s = theta.abs().max(x.g.abs()).max(t.g.abs());
    let radicand = (theta / s).powi(2) - (x.g / s) * (t.g / s);
    s * if guarded { radicand.max(0.0) } else { radicand }.sqrt()
}
