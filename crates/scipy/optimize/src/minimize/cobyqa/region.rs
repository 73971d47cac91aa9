//! Where a step may go, and the faces of it on which a search moves.

use crate::vector::{add_scaled, dot, largest, moved, norm, scale};

/// Steps from 0 with `low ≤ s ≤ high`, `A s ≤ slack`, `C s = 0`, and within balls, all of which hold at 0.
pub(super) struct Region<'a> {
    pub low: Vec<f64>,
    pub high: Vec<f64>,
    pub rows: Vec<Vec<f64>>,
    pub slack: Vec<f64>,
    pub equal: &'a [Vec<f64>],
    pub balls: Vec<Ball>,
}

/// A ball for some of the variables, around `-start`.
pub(super) struct Ball {
    pub range: std::ops::Range<usize>,
    pub start: Vec<f64>,
    pub radius: f64,
}

impl Ball {
    /// How far one can go from `step` along `direction`; nothing if rounding hides it.
    pub fn reach(&self, step: &[f64], direction: &[f64]) -> Option<f64> {
        let at = moved(&step[self.range.clone()], 1.0, &self.start);
        let direction = &direction[self.range.clone()];
        let (along, square) = (dot(&at, direction), dot(direction, direction));
        let room = self.radius * self.radius - dot(&at, &at);
        let root = (along * along + square * room).max(0.0).sqrt();
        let tiny = f64::MIN_POSITIVE;
        if along <= 0.0 && square > tiny * (root - along).abs() {
            return Some(((root - along) / square).max(0.0));
        }
        ((root + along).abs() > tiny * room).then(|| (room / (root + along)).max(0.0))
    }
}

/// A constraint that a step has met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Low(usize),
    High(usize),
    Row(usize),
}

/// The constraints on which a search stays, and the projection onto the directions that keep them.
pub(super) struct Face {
    pub low: Vec<bool>,
    pub high: Vec<bool>,
    pub row: Vec<bool>,
    /// An orthonormal basis of what the rows forbid the other variables.
    basis: Vec<Vec<f64>>,
}

impl Face {
    /// The face of the constraints that hold at 0 and keep a descent from leaving.
    pub fn new(region: &Region<'_>, gradient: &[f64]) -> Self {
        let low = region.low.iter().zip(gradient).map(|(l, g)| !(*l < 0.0 || *g < 0.0)).collect();
        let high = region.high.iter().zip(gradient).map(|(h, g)| !(*h > 0.0 || *g > 0.0)).collect();
        let rows = region.rows.iter().zip(&region.slack);
        let row = rows.map(|(row, slack)| !(*slack > 0.0 || dot(row, gradient) > 0.0)).collect();
        Self::of(region, low, high, row)
    }

    pub fn of(region: &Region<'_>, low: Vec<bool>, high: Vec<bool>, row: Vec<bool>) -> Self {
        let mut face = Self { low, high, row, basis: Vec::new() };
        face.rebuild(region);
        face
    }

    pub fn is_fixed(&self, i: usize) -> bool {
        self.low[i] || self.high[i]
    }

    /// The number of directions that are left.
    pub fn freedom(&self) -> usize {
        let free = (0..self.low.len()).filter(|&i| !self.is_fixed(i)).count();
        free.saturating_sub(self.basis.len())
    }

    pub fn add(&mut self, region: &Region<'_>, sides: &[Side]) {
        for side in sides {
            match *side {
                Side::Low(i) => self.low[i] = true,
                Side::High(i) => self.high[i] = true,
                Side::Row(i) => self.row[i] = true,
            }
        }
        self.rebuild(region);
    }

    /// The basis by Gram and Schmidt, the farthest from what is there first.
    fn rebuild(&mut self, region: &Region<'_>) {
        self.basis.clear();
        let held = region.rows.iter().zip(&self.row).filter(|(_, held)| **held).map(|(row, _)| row);
        let n = self.low.len();
        let mut left: Vec<(f64, Vec<f64>)> =
            region.equal.iter().chain(held).map(|row| (norm(row), self.masked(row))).collect();
        while !left.is_empty() && self.freedom() > 0 {
            let size = |k: usize| norm(&left[k].1);
            let next = (0..left.len()).fold(0, |best, k| if size(k) > size(best) { k } else { best });
            let (whole, mut vector) = left.swap_remove(next);
            let length = norm(&vector);
            if length.is_nan() || length < 10.0 * f64::EPSILON * n as f64 * whole || length == 0.0 {
                continue;
            }
            scale(1.0 / length, &mut vector);
            // Once more, for what rounding has left of the others.
            let mut vector = self.without_basis(vector);
            let length = norm(&vector);
            scale(1.0 / length, &mut vector);
            for (_, other) in &mut left {
                let along = dot(&vector, other);
                add_scaled(other, -along, &vector);
            }
            self.basis.push(vector);
        }
    }

    fn masked(&self, v: &[f64]) -> Vec<f64> {
        v.iter().enumerate().map(|(i, v)| if self.is_fixed(i) { 0.0 } else { *v }).collect()
    }

    fn without_basis(&self, mut v: Vec<f64>) -> Vec<f64> {
        for b in &self.basis {
            let along = dot(b, &v);
            add_scaled(&mut v, -along, b);
        }
        v
    }

    /// The part of a vector along the face.
    pub fn project(&self, v: &[f64]) -> Vec<f64> {
        self.without_basis(self.masked(v))
    }
}

/// How far one can go before each constraint that is not on the face.
pub(super) fn reaches(
    region: &Region<'_>,
    face: &Face,
    step: &[f64],
    slack: &[f64],
    d: &[f64],
) -> Vec<(Side, f64)> {
    let tiny = f64::MIN_POSITIVE;
    let mut out = Vec::new();
    for i in 0..step.len() {
        let (below, above) = (region.low[i] - step[i], region.high[i] - step[i]);
        if !face.low[i] && region.low[i] > f64::NEG_INFINITY && d[i] < -tiny * below.abs() {
            out.push((Side::Low(i), (below / d[i]).max(0.0)));
        }
        if !face.high[i] && region.high[i] < f64::INFINITY && d[i] > tiny * above.abs() {
            out.push((Side::High(i), (above / d[i]).max(0.0)));
        }
    }
    for (i, (row, slack)) in region.rows.iter().zip(slack).enumerate() {
        let along = dot(row, d);
        if !face.row[i] && along > tiny * slack.abs() {
            out.push((Side::Row(i), slack / along));
        }
    }
    out
}

/// Puts a step where the constraints that it has met are exactly.
pub(super) fn snap(region: &Region<'_>, sides: &[Side], step: &mut [f64]) {
    for side in sides {
        match *side {
            Side::Low(i) => step[i] = region.low[i],
            Side::High(i) => step[i] = region.high[i],
            Side::Row(_) => {}
        }
    }
}

/// What is left of the slack of rows after a step.
pub(super) fn slack_after(region: &Region<'_>, step: &[f64]) -> Vec<f64> {
    region.rows.iter().zip(&region.slack).map(|(row, slack)| (slack - dot(row, step)).max(0.0)).collect()
}

/// Whether a gradient along a direction is nothing but rounding.
pub(super) fn is_rounding(slope: f64, gradient: &[f64]) -> bool {
    slope >= -10.0 * f64::EPSILON * gradient.len() as f64 * norm(gradient).max(1.0)
        || largest(gradient).is_nan()
}
