//! Where the annealing looks next.

use super::{AnnealingRandom, DualAnnealingOptions};
use std::f64::consts::PI;

/// Longer visits are shortened.
const TAIL: f64 = 1e8;
/// Places this near the lower limit are moved off it by as much.
const NEAR: f64 = 1e-10;

/// Tsallis' distribution of visits.
pub(super) struct Visits {
    low: Vec<f64>,
    range: Vec<f64>,
    visit: f64,
    factor4: f64,
    factor6: f64,
}

impl Visits {
    pub fn new(options: &DualAnnealingOptions) -> Self {
        let visit = options.visit;
        let factor2 = ((4.0 - visit) * (visit - 1.0).ln()).exp();
        let factor3 = ((2.0 - visit) * 2f64.ln() / (visit - 1.0)).exp();
        let factor5 = 1.0 / (visit - 1.0) - 0.5;
        let angle = PI * (1.0 - factor5);
        let range = options.high.iter().zip(&options.low).map(|(h, l)| h - l).collect();
        Self {
            low: options.low.clone(),
            range,
            visit,
            factor4: PI.sqrt() * factor2 / (factor3 * (3.0 - visit)),
            factor6: angle / angle.sin() / libm::lgamma(2.0 - factor5).exp(),
        }
    }

    /// A visit from `x`: of all variables in the first steps, then of one after the other.
    pub fn next<E>(
        &self,
        random: &mut impl AnnealingRandom<E>,
        x: &[f64],
        step: usize,
        temperature: f64,
    ) -> Result<Vec<f64>, E> {
        let mut x = x.to_vec();
        if step < x.len() {
            let jumps = self.jumps(random, temperature, x.len())?;
            let ends = random.uniforms(2)?;
            for (i, jump) in jumps.into_iter().enumerate() {
                let jump = match () {
                    _ if jump > TAIL => TAIL * ends[0],
                    _ if jump < -TAIL => -TAIL * ends[1],
                    _ => jump,
                };
                x[i] = self.folded(i, jump + x[i]);
            }
            return Ok(x);
        }
        let mut jump = self.jumps(random, temperature, 1)?[0];
        if jump.abs() > TAIL {
            jump = TAIL.copysign(jump) * random.uniforms(1)?[0];
        }
        let i = step - x.len();
        x[i] = self.folded(i, jump + x[i]);
        Ok(x)
    }

    /// A place brought back between the limits.
    fn folded(&self, i: usize, x: f64) -> f64 {
        let (low, range) = (self.low[i], self.range[i]);
        let inside = ((x - low) % range + range) % range + low;
        if (inside - low).abs() < NEAR { inside + NEAR } else { inside }
    }

    fn jumps<E>(
        &self,
        random: &mut impl AnnealingRandom<E>,
        temperature: f64,
        n: usize,
    ) -> Result<Vec<f64>, E> {
        let (visit, draws) = (self.visit, random.normals(2 * n)?);
        let factor4 = self.factor4 * (temperature.ln() / (visit - 1.0)).exp();
        let sigma = (-(visit - 1.0) * (self.factor6 / factor4).ln() / (3.0 - visit)).exp();
        let jump =
            |pair: &[f64]| pair[0] * sigma / ((visit - 1.0) * pair[1].abs().ln() / (3.0 - visit)).exp();
        Ok(draws.chunks(2).map(jump).collect())
    }
}
