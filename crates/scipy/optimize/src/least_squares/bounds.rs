//! Points and steps between bounds.

/// Lower and upper bounds, infinite where there are none.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bounds {
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
}

impl Bounds {
    pub fn contain(&self, x: &[f64]) -> bool {
        (0..x.len()).all(|i| x[i] >= self.lower[i] && x[i] <= self.upper[i])
    }

    pub fn unlimited(&self) -> bool {
        self.lower.iter().all(|&b| b == f64::NEG_INFINITY) && self.upper.iter().all(|&b| b == f64::INFINITY)
    }

    /// How far from `x` along `s` until a bound is met, and which components meet theirs: −1 the lower, 1 the upper.
    pub fn distance(&self, x: &[f64], s: &[f64]) -> (f64, Vec<i8>) {
        let step = |i: usize| match s[i] {
            0.0 => f64::INFINITY,
            s => ((self.lower[i] - x[i]) / s).max((self.upper[i] - x[i]) / s),
        };
        let steps: Vec<f64> = (0..x.len()).map(step).collect();
        let least = steps.iter().copied().fold(f64::INFINITY, f64::min);
        let sign = |s: f64| i8::from(s > 0.0) - i8::from(s < 0.0);
        (least, steps.iter().zip(s).map(|(&step, &s)| if step == least { sign(s) } else { 0 }).collect())
    }

    /// Which components are at a bound, up to `rtol`: −1 at the lower, 1 at the upper.
    pub fn active(&self, x: &[f64], rtol: f64) -> Vec<i8> {
        let side = |i: usize| {
            let (lower, upper) = (self.lower[i], self.upper[i]);
            if rtol == 0.0 {
                return if x[i] >= upper { 1 } else { -i8::from(x[i] <= lower) };
            }
            let (below, above) = (x[i] - lower, upper - x[i]);
            if upper.is_finite() && above <= below.min(rtol * upper.abs().max(1.0)) {
                1
            } else {
                -i8::from(lower.is_finite() && below <= above.min(rtol * lower.abs().max(1.0)))
            }
        };
        (0..x.len()).map(side).collect()
    }

    /// `x` moved off its bounds by `rstep`, or by the least that there is.
    pub fn interior(&self, x: &[f64], rstep: f64) -> Vec<f64> {
        let inside = |(i, active): (usize, i8)| {
            let (lower, upper) = (self.lower[i], self.upper[i]);
            let moved = match (active, rstep == 0.0) {
                (0, _) => x[i],
                (-1, true) => toward(lower, upper),
                (-1, false) => lower + rstep * lower.abs().max(1.0),
                (_, true) => toward(upper, lower),
                (_, false) => upper - rstep * upper.abs().max(1.0),
            };
            if moved < lower || moved > upper { 0.5 * (lower + upper) } else { moved }
        };
        self.active(x, rstep).into_iter().enumerate().map(inside).collect()
    }

    /// The scaling of Coleman and Li: the distances to the bounds towards which the cost falls, one where there is
    /// none; and their derivatives.
    pub fn coleman_li(&self, x: &[f64], gradient: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let scale = |i: usize| {
            if gradient[i] < 0.0 && self.upper[i].is_finite() {
                (self.upper[i] - x[i], -1.0)
            } else if gradient[i] > 0.0 && self.lower[i].is_finite() {
                (x[i] - self.lower[i], 1.0)
            } else {
                (1.0, 0.0)
            }
        };
        (0..x.len()).map(scale).unzip()
    }
}

/// The number next to `x` in the direction of `to`.
fn toward(x: f64, to: f64) -> f64 {
    if to > x {
        x.next_up()
    } else if to < x {
        x.next_down()
    } else {
        to
    }
}
