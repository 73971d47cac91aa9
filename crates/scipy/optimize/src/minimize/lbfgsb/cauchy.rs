//! The generalised Cauchy point.

use super::bounds::Limits;
use super::memory::Memory;
use crate::vector::{add_scaled, dot};
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// The first minimum of the quadratic model along the projected gradient.
pub(super) struct Cauchy {
    pub x: Vec<f64>,
    /// Which variables stay at a bound.
    pub at_bound: Vec<bool>,
    /// `Wᵀ` times the way there.
    pub along: Vec<f64>,
}

/// Where a variable meets its bound.
struct Break {
    at: f64,
    variable: usize,
}

impl PartialEq for Break {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Break {}

impl PartialOrd for Break {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Break {
    /// The nearest is the greatest.
    fn cmp(&self, other: &Self) -> Ordering {
        other.at.total_cmp(&self.at)
    }
}

/// Follows the projected gradient from `x` piece by piece (Byrd, Lu, Nocedal and Zhu 1995, section 4).
pub(super) fn cauchy_point(x: &[f64], g: &[f64], limits: &Limits, memory: &Memory, projected: f64) -> Cauchy {
    let mut path = Path::new(x, g, limits, memory);
    if !(projected <= 0.0) && (path.slope != 0.0 || !path.breaks.is_empty()) {
        path.follow(x, limits, memory);
    }
    Cauchy { x: path.x, at_bound: path.at_bound, along: path.along }
}

struct Path {
    x: Vec<f64>,
    at_bound: Vec<bool>,
    along: Vec<f64>,
    direction: Vec<f64>,
    /// `Wᵀ` times the direction.
    projected: Vec<f64>,
    slope: f64,
    breaks: BinaryHeap<Break>,
    /// Whether every variable that moves has a bound ahead.
    bounded: bool,
}

impl Path {
    fn new(x: &[f64], g: &[f64], limits: &Limits, memory: &Memory) -> Self {
        let n = x.len();
        let mut path = Self {
            x: x.to_vec(),
            at_bound: vec![false; n],
            along: vec![0.0; 2 * memory.len()],
            direction: vec![0.0; n],
            projected: Vec::new(),
            slope: 0.0,
            breaks: BinaryHeap::new(),
            bounded: true,
        };
        let mut breaks = Vec::new();
        for i in 0..n {
            let (low, high, down) = (limits.low[i], limits.high[i], -g[i]);
            let fixed = (low.is_finite() && high.is_finite() && high - low <= 0.0)
                || (x[i] <= low && down <= 0.0 && low.is_finite())
                || (x[i] > low && x[i] >= high && down >= 0.0);
            path.at_bound[i] = fixed;
            if fixed || down == 0.0 {
                continue;
            }
            path.direction[i] = down;
            path.slope -= down * down;
            let room = if down < 0.0 { x[i] - low } else { high - x[i] };
            if room.is_finite() {
                breaks.push(Break { at: room / down.abs(), variable: i });
            } else {
                path.bounded = false;
            }
        }
        path.breaks = breaks.into();
        path.project(memory);
        path
    }

    fn project(&mut self, memory: &Memory) {
        let d = &self.direction;
        self.projected = memory.y.iter().map(|y| dot(y, d)).collect();
        self.projected.extend(memory.s.iter().map(|s| memory.theta * dot(s, d)));
    }

    fn follow(&mut self, x: &[f64], limits: &Limits, memory: &Memory) {
        let mut curvature = -memory.theta * self.slope;
        let least = f64::EPSILON * curvature;
        if !memory.is_empty() {
            curvature -= dot(&memory.middle_product(&self.projected), &self.projected);
        }
        let mut to_minimum = -self.slope / curvature;
        let mut gone = 0.0;
        while let Some(Break { at, variable }) = self.breaks.pop() {
            let piece = at - gone;
            if to_minimum < piece {
                break;
            }
            gone = at;
            curvature = self.meet(variable, piece, curvature, x, limits, memory).max(least);
            to_minimum = -self.slope / curvature;
            if self.breaks.is_empty() && self.bounded {
                to_minimum = 0.0;
            }
        }
        let rest = if to_minimum <= 0.0 { 0.0 } else { to_minimum };
        add_scaled(&mut self.x, gone + rest, &self.direction);
        add_scaled(&mut self.along, rest, &self.projected);
    }

    /// Stops a variable at its bound at the end of a piece; the curvature from there on.
    fn meet(
        &mut self,
        i: usize,
        piece: f64,
        curvature: f64,
        x: &[f64],
        limits: &Limits,
        memory: &Memory,
    ) -> f64 {
        let d = std::mem::take(&mut self.direction[i]);
        self.x[i] = if d > 0.0 { limits.high[i] } else { limits.low[i] };
        self.at_bound[i] = true;
        let way = self.x[i] - x[i];
        let theta = memory.theta;
        self.slope += piece * curvature + d * d - theta * d * way;
        let mut next = curvature - theta * d * d;
        if memory.is_empty() {
            return next;
        }
        add_scaled(&mut self.along, piece, &self.projected);
        let mut row: Vec<f64> = memory.y.iter().map(|y| y[i]).collect();
        row.extend(memory.s.iter().map(|s| theta * s[i]));
        let product = memory.middle_product(&row);
        self.slope += d * dot(&self.along, &product);
        next += 2.0 * d * dot(&self.projected, &product) - d * d * dot(&row, &product);
        add_scaled(&mut self.projected, -d, &row);
        next
    }
}
