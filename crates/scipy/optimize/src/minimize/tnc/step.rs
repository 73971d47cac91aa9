//! The line search: a bracket narrowed by cubic interpolation (Gill and Murray 1974).

use super::super::function::Smooth;
use super::scaled::Scaled;
use super::{State, projected};
use crate::vector::{dot, moved, norm};

const TRIALS: usize = 64;
const DECREASE: f64 = 1e-4;

/// What a search came to.
pub(super) struct Outcome {
    pub alpha: f64,
    pub failed: bool,
    /// Whether the calls ran out.
    pub exhausted: bool,
}

/// Searches along `p` from the iterate, and moves there.
pub(super) fn search<E, F: Smooth<E>>(
    state: &mut State<'_>,
    scaled: &mut Scaled<'_, F>,
    p: &[f64],
    first: f64,
    longest: f64,
) -> Result<Outcome, E> {
    let slope = dot(&scaled.gradient_of_user(&state.gradient), p);
    let (root, pnorm) = (f64::EPSILON.sqrt(), norm(p) + f64::EPSILON);
    let xnorm = norm(&projected(&state.x, &state.places)) + 1.0;
    let tolerances = Tolerances {
        relative: root * xnorm / pnorm,
        absolute: -f64::EPSILON * (1.0 + state.fun.abs()) / (slope - f64::EPSILON),
        tiny: f64::EPSILON * xnorm / pnorm,
        value: state.options.ftol,
    };
    let failed = |alpha: f64| Outcome { alpha, failed: true, exhausted: false };
    let start = Point { f: state.fun, g: slope };
    let Some(mut bracket) = Bracket::new(first, start, longest, state.options.eta, tolerances) else {
        return Ok(failed(first));
    };
    let mut best = Vec::new();
    for trials in 1.. {
        if trials > TRIALS {
            return Ok(failed(bracket.alpha));
        }
        if scaled.calls >= state.options.maxfun {
            return Ok(Outcome { alpha: bracket.alpha, failed: false, exhausted: true });
        }
        let alpha = bracket.alpha + bracket.u;
        let (value, gradient) = scaled.at_user(&scaled.to_user(&moved(&state.x, alpha, p)))?;
        let slope = dot(&scaled.gradient_of_user(&gradient), p);
        let verdict = bracket.advance(Point { f: value * scaled.fscale, g: slope });
        if bracket.alpha == alpha {
            best = gradient;
        }
        match verdict {
            Verdict::Again => {}
            Verdict::Failed => return Ok(failed(bracket.alpha)),
            Verdict::Found => break,
        }
    }
    state.fun = bracket.best.f;
    state.x = moved(&state.x, bracket.alpha, p);
    state.gradient = best;
    Ok(Outcome { alpha: bracket.alpha, failed: false, exhausted: false })
}

#[derive(Clone, Copy)]
struct Tolerances {
    relative: f64,
    absolute: f64,
    tiny: f64,
    value: f64,
}

/// A value and a slope.
#[derive(Clone, Copy)]
struct Point {
    f: f64,
    g: f64,
}

enum Verdict {
    Again,
    Found,
    Failed,
}

/// The interval that holds the step; places are relative to the best step so far.
struct Bracket {
    tolerances: Tolerances,
    tolerance: f64,
    longest: f64,
    start: f64,
    /// The best step.
    alpha: f64,
    best: Point,
    /// The next trial.
    u: f64,
    /// The second best place.
    xw: f64,
    second: Point,
    a: f64,
    b: f64,
    b1: f64,
    bound: f64,
    before_last: f64,
    step: f64,
    factor: f64,
    bracketed: bool,
    decrease: f64,
    flat: f64,
}

impl Bracket {
    fn new(first: f64, start: Point, longest: f64, eta: f64, mut tolerances: Tolerances) -> Option<Self> {
        if first <= 0.0 || longest <= tolerances.tiny || start.g > 0.0 {
            return None;
        }
        tolerances.absolute = if longest < tolerances.absolute { longest } else { tolerances.absolute };
        let b = longest + tolerances.relative * longest.abs() + tolerances.absolute;
        let mut bracket = Self {
            tolerances,
            tolerance: tolerances.absolute,
            longest,
            start: start.f,
            alpha: 0.0,
            best: start,
            u: first,
            xw: 0.0,
            second: start,
            a: 0.0,
            b,
            b1: b,
            bound: longest,
            before_last: b + b,
            step: first,
            factor: 5.0,
            bracketed: false,
            decrease: -DECREASE * start.g,
            flat: -eta * start.g,
        };
        bracket.settle_step();
        Some(bracket)
    }

    /// Keeps the step within the bound, and the trial away from the best place.
    fn settle_step(&mut self) {
        let Tolerances { relative, absolute, .. } = self.tolerances;
        if self.step >= self.bound {
            self.step = self.bound;
            self.bound -= (relative * self.longest.abs() + absolute) / (1.0 + relative);
        }
        self.u = match () {
            _ if self.step.abs() >= self.tolerance => self.step,
            _ if self.step < 0.0 => -self.tolerance,
            _ if self.step >= 0.0 => self.tolerance,
            _ => self.step,
        };
    }

    fn advance(&mut self, trial: Point) -> Verdict {
        self.insert(trial);
        let mut twice = 2.0 * self.tolerance;
        let middle = 0.5 * (self.a + self.b);
        let inside = (self.alpha - self.longest).abs() > self.tolerance || !self.bracketed;
        let flat = self.best.g.abs() <= self.flat && self.best.f < self.start && inside;
        if middle.abs() <= twice - 0.5 * (self.b - self.a) || flat {
            if self.alpha != 0.0 {
                return Verdict::Found;
            }
            if (self.start - self.second.f).abs() <= self.tolerances.value {
                return Verdict::Failed;
            }
            self.tolerance *= 0.1;
            if self.tolerance < self.tolerances.tiny {
                return Verdict::Failed;
            }
            self.tolerances.relative *= 0.1;
            self.tolerances.absolute *= 0.1;
            twice *= 0.1;
        }
        let (r, q, s) = self.interpolate();
        self.choose(middle, twice, (r, q, s));
        self.settle_step();
        Verdict::Again
    }

    /// Takes in a trial: as the best place, or as an end of the interval.
    fn insert(&mut self, mut trial: Point) {
        if trial.f <= self.best.f {
            let limit = self.start - (self.alpha + self.u) * self.decrease;
            if trial.f <= limit {
                return self.move_best(trial);
            }
            trial = self.raised(trial, limit);
        }
        if self.u < 0.0 {
            self.a = self.u;
        } else {
            self.b = self.u;
            self.bracketed = true;
        }
        self.xw = self.u;
        self.second = trial;
    }

    fn move_best(&mut self, trial: Point) {
        self.second = std::mem::replace(&mut self.best, trial);
        self.alpha += self.u;
        self.a -= self.u;
        self.b -= self.u;
        self.xw = -self.u;
        self.bound -= self.u;
        if trial.g <= 0.0 {
            self.a = 0.0;
        } else {
            self.b = 0.0;
            self.bracketed = true;
        }
        self.tolerance = self.alpha.abs() * self.tolerances.relative + self.tolerances.absolute;
    }

    /// A low value that is not low enough, replaced by one that brackets.
    fn raised(&self, trial: Point, limit: f64) -> Point {
        let gap = self.start - self.alpha * self.decrease - self.best.f;
        let denominator =
            if gap.abs() < 1e-15 { 1e-15f64.copysign(if gap < 0.0 { -1.0 } else { 1.0 }) } else { gap };
        let g = if self.alpha == 0.0 { -self.best.g } else { self.best.g * (limit - trial.f) / denominator };
        let f = 0.5 * self.u * (self.best.g + g) + self.best.f;
        Point { f: if f < self.best.f { self.best.f } else { f }, g }
    }

    /// The numerator and denominator of the step to the cubic's minimum, and the step before the last.
    fn interpolate(&mut self) -> (f64, f64, f64) {
        if !(self.before_last.abs() > self.tolerance) {
            return (0.0, 0.0, 0.0);
        }
        let (best, second) = (self.best, self.second);
        let r = 3.0 * (best.f - second.f) / self.xw + best.g + second.g;
        let mut q = r.abs();
        if second.g != 0.0 && best.g != 0.0 {
            let s = best.g.abs().sqrt() * second.g.abs().sqrt();
            if second.g.signum() * best.g <= 0.0 {
                q = hypotenuse(r.abs(), s);
            } else if r.abs() >= s {
                q = (r + s).abs().sqrt() * (r - s).abs().sqrt();
            } else {
                return (0.0, 0.0, s);
            }
        }
        if self.xw < 0.0 {
            q = -q;
        }
        let s = self.xw * (best.g - r - q);
        let q = second.g - best.g + q + q;
        let last = self.before_last;
        if self.b1 != self.step || self.bracketed {
            self.before_last = self.step;
        }
        (last, q.abs(), if q > 0.0 { -s } else { s })
    }

    /// The step by interpolation if that is good, else by bisection or growth.
    fn choose(&mut self, middle: f64, twice: f64, (r, q, s): (f64, f64, f64)) {
        let mut a1 = self.a;
        self.b1 = self.b;
        self.step = middle;
        let one_sided = (self.a == 0.0 && self.xw < 0.0) || (self.b == 0.0 && self.xw > 0.0);
        if !self.bracketed || one_sided {
            self.step = self.extrapolate();
            if self.step <= 0.0 {
                a1 = self.step;
            } else {
                self.b1 = self.step;
            }
        }
        if s.abs() <= (0.5 * q * r).abs() || s <= q * a1 || s >= q * self.b1 {
            self.before_last = self.b - self.a;
            return;
        }
        self.step = s / q;
        if self.step - self.a < twice || self.b - self.step < twice {
            self.step = if middle <= 0.0 { -self.tolerance } else { self.tolerance };
        }
    }

    fn extrapolate(&mut self) -> f64 {
        if self.bracketed {
            let end = if self.a == 0.0 { self.b } else { self.a };
            let ratio = -self.xw / end;
            return if ratio < 1.0 {
                0.5 * end * ratio.sqrt()
            } else {
                5.0 * end * (0.1 + 1.0 / ratio) / 11.0
            };
        }
        let grown = -self.factor * self.xw;
        if grown > self.bound {
            return self.bound;
        }
        if grown != self.bound {
            self.factor *= 5.0;
        }
        grown
    }
}

/// `√(a² + b²)` without overflow.
fn hypotenuse(a: f64, b: f64) -> f64 {
    let (large, small) = if a >= b { (a, b) } else { (b, a) };
    let floor = if large > f64::EPSILON { large * f64::EPSILON } else { 0.0 };
    let ratio = if small >= floor { small / large } else { 0.0 };
    large * (1.0 + ratio * ratio).sqrt()
}
