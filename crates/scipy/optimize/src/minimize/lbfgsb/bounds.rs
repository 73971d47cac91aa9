//! Bounds of the variables.

/// Lower and upper limits, infinite where there is none.
pub(super) struct Limits {
    pub low: Vec<f64>,
    pub high: Vec<f64>,
    /// Whether there is any.
    pub any: bool,
    /// Whether every variable has both.
    pub boxed: bool,
}

impl Limits {
    pub fn new(n: usize, bounds: Option<&(Vec<f64>, Vec<f64>)>) -> Self {
        let free = || (vec![f64::NEG_INFINITY; n], vec![f64::INFINITY; n]);
        let (low, high) = bounds.cloned().unwrap_or_else(free);
        let finite = |l: &[f64]| l.iter().all(|b| b.is_finite());
        let any = low.iter().chain(&high).any(|b| b.is_finite());
        Self { any, boxed: finite(&low) && finite(&high), low, high }
    }

    pub fn project(&self, x: &mut [f64]) {
        for (i, x) in x.iter_mut().enumerate() {
            *x = x.max(self.low[i]).min(self.high[i]);
        }
    }

    /// The largest component of the projected gradient; NaN where the gradient has one.
    pub fn projected_gradient(&self, x: &[f64], g: &[f64]) -> f64 {
        let mut largest = 0f64;
        for (i, &g) in g.iter().enumerate() {
            if g.is_nan() {
                return g;
            }
            let projected = if g < 0.0 { g.max(x[i] - self.high[i]) } else { g.min(x[i] - self.low[i]) };
            largest = largest.max(projected.abs());
        }
        largest
    }

    /// How far along `direction` the bounds allow to go.
    pub fn longest_step(&self, x: &[f64], direction: &[f64], first: bool) -> f64 {
        if self.any && first {
            return 1.0;
        }
        let mut longest = 1e10;
        for (i, &d) in direction.iter().enumerate().filter(|_| self.any) {
            let room = if d < 0.0 { self.low[i] - x[i] } else { self.high[i] - x[i] };
            match () {
                _ if d == 0.0 || room.is_infinite() => {}
                _ if room == 0.0 || (room > 0.0) != (d > 0.0) => longest = 0.0,
                _ if (d * longest).abs() > room.abs() => longest = room / d,
                _ => {}
            }
        }
        longest
    }

    /// Writes the point a step away from `start`; a full step leads to `target` as it is.
    pub fn step(&self, x: &mut [f64], start: &[f64], step: f64, direction: &[f64], target: &[f64]) {
        if step == 1.0 {
            x.copy_from_slice(target);
            return;
        }
        for i in 0..x.len() {
            x[i] = step * direction[i] + start[i];
        }
        self.project(x);
    }
}
