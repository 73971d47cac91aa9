//! The function in scaled variables.

use super::super::function::Smooth;
use super::{Place, TncOptions};

/// A function of `(x - offset) / scale`, its values multiplied by `fscale`.
pub(super) struct Scaled<'a, F> {
    f: &'a mut F,
    scale: Vec<f64>,
    offset: Vec<f64>,
    low: Vec<f64>,
    high: Vec<f64>,
    pub fscale: f64,
    pub calls: usize,
}

pub(super) fn clip(x: f64, low: f64, high: f64) -> f64 {
    match () {
        _ if x < low => low,
        _ if x > high => high,
        _ => x,
    }
}

impl<'a, F> Scaled<'a, F> {
    pub fn new(f: &'a mut F, x: &[f64], options: &TncOptions) -> Self {
        let (mut low, mut high) = options.bounds.clone();
        let (mut scale, mut offset) = (vec![0.0; x.len()], x.to_vec());
        for i in 0..x.len() {
            match &options.scale {
                Some(given) => {
                    scale[i] = given[i].abs();
                    if scale[i] == 0.0 {
                        (low[i], high[i]) = (x[i], x[i]);
                    }
                }
                None if low[i] != f64::NEG_INFINITY && high[i] != f64::INFINITY => {
                    scale[i] = high[i] - low[i];
                    offset[i] = (high[i] + low[i]) * 0.5;
                }
                None => scale[i] = 1.0 + x[i].abs(),
            }
        }
        if let Some(given) = &options.offset {
            offset.clone_from(given);
        }
        Self { f, scale, offset, low, high, fscale: 1.0, calls: 0 }
    }

    pub fn all_fixed(&self) -> bool {
        self.low.iter().zip(&self.high).zip(&self.scale).all(|((l, h), s)| l == h || *s == 0.0)
    }

    pub fn of_user(&self, x: &[f64]) -> Vec<f64> {
        let one = |i: usize| if self.scale[i] > 0.0 { (x[i] - self.offset[i]) / self.scale[i] } else { x[i] };
        (0..x.len()).map(one).collect()
    }

    fn user(&self, i: usize, x: f64) -> f64 {
        x * self.scale[i] + self.offset[i]
    }

    pub fn to_user_unclipped(&self, x: &[f64]) -> Vec<f64> {
        x.iter().enumerate().map(|(i, &x)| self.user(i, x)).collect()
    }

    pub fn to_user(&self, x: &[f64]) -> Vec<f64> {
        x.iter().enumerate().map(|(i, &x)| clip(self.user(i, x), self.low[i], self.high[i])).collect()
    }

    pub fn gradient_of_user(&self, g: &[f64]) -> Vec<f64> {
        g.iter().zip(&self.scale).map(|(g, s)| g * (s * self.fscale)).collect()
    }

    /// Sets the components of variables without a scale to zero.
    pub fn drop_constants(&self, x: &mut [f64]) {
        x.iter_mut().zip(&self.scale).filter(|(_, s)| **s == 0.0).for_each(|(x, _)| *x = 0.0);
    }

    /// The value and gradient at a place of the user, both as the user gives them.
    pub fn at_user<E>(&mut self, x: &[f64]) -> Result<(f64, Vec<f64>), E>
    where
        F: Smooth<E>,
    {
        self.calls += 1;
        let value = self.f.value(x)?;
        let mut gradient = vec![0.0; x.len()];
        self.f.gradient(x, &mut gradient)?;
        Ok((value, gradient))
    }

    /// How close to a bound counts as there.
    fn reach(bound: f64) -> f64 {
        f64::EPSILON * 10.0 * (bound.abs() + 1.0)
    }

    pub fn places(&self, x: &[f64]) -> Vec<Place> {
        let one = |i: usize| {
            let (low, high, user) = (self.low[i], self.high[i], self.user(i, x[i]));
            match () {
                _ if self.scale[i] == 0.0 => Place::Fixed,
                _ if low.is_finite() && user - low <= Self::reach(low) => Place::Low,
                _ if high.is_finite() && user - high >= Self::reach(high) => Place::High,
                _ => Place::Free,
            }
        };
        (0..x.len()).map(one).collect()
    }

    /// How far bounds allow to go along `p`, at most `step`.
    pub fn longest_step(&self, mut step: f64, x: &[f64], p: &[f64], places: &[Place]) -> f64 {
        for i in 0..x.len() {
            if places[i] != Place::Free || p[i] == 0.0 {
                continue;
            }
            let bound = if p[i] < 0.0 { self.low[i] } else { self.high[i] };
            let room = (bound - self.offset[i]) / self.scale[i] - x[i];
            if (room > step * p[i]) == (p[i] < 0.0) && room != step * p[i] {
                step = room / p[i];
            }
        }
        step
    }

    /// Holds the variables that have come to a bound; whether there are any.
    pub fn hold(&self, x: &mut [f64], p: &[f64], places: &mut [Place]) -> bool {
        let mut any = false;
        for i in 0..x.len() {
            if places[i] != Place::Free || p[i] == 0.0 {
                continue;
            }
            let user = self.user(i, x[i]);
            let (bound, place, room) = match () {
                _ if p[i] < 0.0 && self.low[i].is_finite() => (self.low[i], Place::Low, user - self.low[i]),
                _ if self.high[i].is_finite() => (self.high[i], Place::High, self.high[i] - user),
                _ => continue,
            };
            if room <= Self::reach(bound) {
                places[i] = place;
                x[i] = (bound - self.offset[i]) / self.scale[i];
                any = true;
            }
        }
        any
    }
}
