//! The part of a step that goes towards the constraints (Byrd 1987, Omojokun 1989).

use super::descent::{Curve, Parabola, along_arcs, clip, conjugate_gradients, turn};
use super::region::{Ball, Face, Region};
use crate::vector::{add_scaled, dot, norm};

/// Constraints made linear: `A s ≤ a`, `C s = c`, and bounds.
pub(super) struct Linearised {
    pub at_most: Vec<Vec<f64>>,
    pub limits: Vec<f64>,
    pub equal: Vec<Vec<f64>>,
    pub values: Vec<f64>,
    pub low: Vec<f64>,
    pub high: Vec<f64>,
}

/// Half the sum of squares of what constraints lack.
struct Lack<'a> {
    constraints: &'a Linearised,
}

impl Lack<'_> {
    fn parts<'b>(&'b self, step: &'b [f64]) -> impl Iterator<Item = (&'b Vec<f64>, f64)> {
        let Linearised { at_most, limits, equal, values, .. } = self.constraints;
        let beyond = at_most.iter().zip(limits).map(|(row, limit)| (row, (dot(row, step) - limit).max(0.0)));
        beyond.chain(equal.iter().zip(values).map(|(row, value)| (row, dot(row, step) - value)))
    }

    fn value(&self, step: &[f64]) -> f64 {
        self.parts(step).map(|(_, lack)| 0.5 * lack * lack).sum()
    }
}

impl Curve for Lack<'_> {
    fn gradient(&self, step: &[f64]) -> Vec<f64> {
        let mut out = vec![0.0; step.len()];
        self.parts(step).for_each(|(row, lack)| add_scaled(&mut out, lack, row));
        out
    }

    fn reduction(&self, step: &[f64], p: &[f64], d: &[f64], t: f64) -> f64 {
        let (cosine, sine) = turn(t);
        let mut there = step.to_vec();
        add_scaled(&mut there, cosine, p);
        add_scaled(&mut there, sine, d);
        clip(&self.constraints.low, &self.constraints.high, &mut there);
        self.value(step) - self.value(&there)
    }
}

/// A step of length up to `radius` within the bounds that lowers half the sum of squares of what constraints lack.
///
/// A variable for each inequality is what that may lack, so that the function is quadratic.
pub(super) fn normal_step(constraints: &Linearised, radius: f64) -> Vec<f64> {
    let Linearised { at_most, limits, equal, values, low, high } = constraints;
    let (n, m) = (low.len(), limits.len());
    let lacking: Vec<f64> = limits.iter().map(|l| (-l).max(0.0)).collect();
    let mut gradient = vec![0.0; n];
    equal.iter().zip(values).for_each(|(row, value)| add_scaled(&mut gradient, -value, row));
    gradient.extend_from_slice(&lacking);
    if gradient.iter().all(|g| *g == 0.0) {
        return vec![0.0; n];
    }
    let product = |v: &[f64]| {
        let mut out = vec![0.0; n];
        equal.iter().for_each(|row| add_scaled(&mut out, dot(row, &v[..n]), row));
        out.extend_from_slice(&v[n..]);
        out
    };
    let with = |v: &[f64], rest: Vec<f64>| [v, &rest].concat();
    let own = |i: usize| (0..m).map(|j| if i == j { -1.0 } else { 0.0 }).collect::<Vec<f64>>();
    let reach = (dot(values, values) + dot(&lacking, &lacking)).sqrt();
    let region = Region {
        low: with(low, lacking.iter().map(|l| -l).collect()),
        high: with(high, vec![f64::INFINITY; m]),
        rows: at_most.iter().enumerate().map(|(i, row)| with(row, own(i))).collect(),
        slack: limits.iter().map(|l| l.max(0.0)).collect(),
        equal: &[],
        balls: vec![
            Ball { range: 0..n, start: vec![0.0; n], radius },
            Ball { range: n..n + m, start: lacking, radius: reach },
        ],
    };
    let mut descent = conjugate_gradients(&Parabola { gradient: &gradient, product }, &region);
    descent.step.truncate(n);
    if !descent.at_surface {
        return descent.step;
    }
    let box_only = Region {
        low: low.clone(),
        high: high.clone(),
        rows: Vec::new(),
        slack: Vec::new(),
        equal: &[],
        balls: Vec::new(),
    };
    let side = |flags: &[bool]| flags[..n].to_vec();
    descent.face = Face::of(&box_only, side(&descent.face.low), side(&descent.face.high), Vec::new());
    let plain = descent.step.clone();
    let lack = Lack { constraints };
    let turned = along_arcs(&lack, &box_only, descent);
    if lack.value(&turned) > lack.value(&plain) || norm(&turned).is_nan() { plain } else { turned }
}
