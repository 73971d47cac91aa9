//! The step within the radius: first the least violation of the linearised constraints, then the least value.

use super::simplex::Model;
use crate::vector::{add_scaled, dot, moved};
use std::mem::swap;

/// Products below this are zero.
const TINY: f64 = f64::EPSILON * f64::EPSILON;

/// The step that first violates the constraints of the model least, and then has the least value (Powell 1994,
/// section 2).
pub(super) fn trust_step(model: &Model, delta: f64) -> Vec<f64> {
    let mut columns: Vec<Vec<f64>> = model.normals.rows().into_iter().map(|r| r.to_vec()).collect();
    columns.push(model.gradient.clone());
    let mut limits: Vec<f64> = model.constraints.iter().map(|c| -c).collect();
    limits.push(0.0);
    for (column, limit) in columns.iter_mut().zip(&mut limits) {
        let largest = column.iter().fold(0.0, |m: f64, c| m.max(c.abs()));
        if largest > 1e12 {
            let scale = (2.0 * f64::MIN_POSITIVE).max(1.0 / largest);
            column.iter_mut().for_each(|c| *c *= scale);
            *limit *= scale;
        }
    }
    let n = model.gradient.len();
    let unit = |j: usize| (0..n).map(|i| f64::from(i == j)).collect();
    let m = columns.len() - 1;
    let mut state = State {
        columns,
        limits,
        delta,
        d: vec![0.0; n],
        z: (0..n).map(unit).collect(),
        zdota: vec![0.0; n],
        active: (0..m).collect(),
        count: 0,
        multipliers: Vec::new(),
    };
    state.least_violation();
    state.least_value();
    state.d
}

/// `x` is lost in rounding beside `reference`.
fn is_minor(x: f64, reference: f64) -> bool {
    let (first, second) = (reference.abs() + 0.1 * x.abs(), reference.abs() + 0.2 * x.abs());
    reference.abs() >= first || first >= second
}

fn absolute_dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| (x * y).abs()).sum()
}

/// The active set method; the first `count` of `active` are active, `z` has an orthonormal basis of their gradients
/// first, and `zdota` the diagonal of the triangle in it.
struct State {
    columns: Vec<Vec<f64>>,
    limits: Vec<f64>,
    delta: f64,
    d: Vec<f64>,
    z: Vec<Vec<f64>>,
    zdota: Vec<f64>,
    active: Vec<usize>,
    count: usize,
    multipliers: Vec<f64>,
}

/// Which of the two problems is being solved.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Violation,
    Value,
}

impl State {
    /// The largest violation among the first `m` constraints at `d`.
    fn violation(&self, d: &[f64], which: impl Iterator<Item = usize>) -> f64 {
        which.fold(0.0, |m: f64, i| m.max(dot(d, &self.columns[i]) - self.limits[i]))
    }

    fn least_violation(&mut self) {
        let m = self.active.len();
        let worst = self.limits[..m].iter().fold(0.0, |m: f64, b| m.max(-b));
        self.multipliers = self.limits[..m].iter().map(|b| worst + b).collect();
        if m == 0 || worst <= 0.0 {
            return;
        }
        let lowest = (0..m).filter(|&i| !self.limits[i].is_nan());
        let Some(first) = lowest.reduce(|a, b| if self.limits[b] < self.limits[a] { b } else { a }) else {
            return;
        };
        self.solve(Stage::Violation, first, worst);
    }

    fn least_value(&mut self) {
        if dot(&self.d, &self.d) >= self.delta * self.delta {
            return;
        }
        let m = self.active.len();
        self.active.push(m);
        self.multipliers.push(0.0);
        let violation = self.violation(&self.d.clone(), 0..m);
        self.solve(Stage::Value, m, violation);
    }

    fn solve(&mut self, stage: Stage, mut entering: usize, mut violation: f64) {
        let m = self.active.len();
        let constraints = if stage == Stage::Violation { m } else { m - 1 };
        let n = self.d.len();
        (0..self.count).for_each(|k| self.zdota[k] = dot(&self.z[k], &self.columns[self.active[k]]));
        let mut direction = vec![0.0; n];
        let (mut best, mut count_before, mut failures) = (f64::MAX, self.count, 0);
        for _ in 0..(100 * constraints.max(n)).min(10000) {
            let value = match stage {
                Stage::Violation => violation,
                Stage::Value => dot(&self.d, &self.columns[m - 1]),
            };
            if value < best || self.count > count_before {
                (count_before, failures) = (self.count, 0);
            } else {
                failures += 1;
            }
            best = best.min(value);
            if failures == 3 || self.change_active(stage, entering, constraints, &mut direction).is_none() {
                return;
            }
            let Some(step) = self.step_length(&direction, stage, violation) else { return };
            let next = moved(&self.d, step, &direction);
            if stage == Stage::Violation {
                violation = self.violation(&next, self.active[..self.count].iter().copied());
            }
            let Some(blocking) = self.advance(next, stage, violation) else { return };
            if stage == Stage::Violation {
                violation = self.violation(&self.d.clone(), 0..m);
            }
            entering = blocking;
        }
    }

    /// Adds a constraint to the active ones, or drops it from them, and turns the direction; nothing if that ends
    /// the iteration.
    fn change_active(
        &mut self,
        stage: Stage,
        entering: usize,
        constraints: usize,
        direction: &mut [f64],
    ) -> Option<()> {
        if entering < self.count {
            self.drop_active(entering)?;
            match stage {
                Stage::Violation => {
                    let z = &self.z[self.count];
                    let along = dot(direction, z);
                    add_scaled(direction, -along, z);
                }
                Stage::Value => self.point(direction)?,
            }
            return Some(());
        }
        self.add_active(entering, constraints)?;
        let last = self.columns.len().min(self.active.len()) - 1;
        if stage == Stage::Value && self.active[self.count - 1] != last {
            // The objective stays the last of the active ones.
            if self.count <= 1 {
                return None;
            }
            self.exchange(self.count - 2);
            self.active.swap(self.count - 2, self.count - 1);
            self.multipliers.swap(self.count - 2, self.count - 1);
        }
        let k = self.count - 1;
        if self.zdota[k].is_nan() || self.zdota[k].abs() <= TINY {
            return None;
        }
        match stage {
            Stage::Violation => {
                let along = (dot(direction, &self.columns[self.active[k]]) + 1.0) / self.zdota[k];
                add_scaled(direction, -along, &self.z[k]);
            }
            Stage::Value => self.point(direction)?,
        }
        Some(())
    }

    /// Points down the objective, at right angles to the other active constraints.
    fn point(&self, direction: &mut [f64]) -> Option<()> {
        let k = self.count.checked_sub(1)?;
        let z = &self.z[k];
        direction.iter_mut().zip(z).for_each(|(d, z)| *d = -1.0 / self.zdota[k] * z);
        Some(())
    }

    fn add_active(&mut self, entering: usize, constraints: usize) -> Option<()> {
        let before = (self.count, self.zdota.clone());
        self.extend_basis(self.active[entering]);
        if self.count == before.0 + 1 {
            let last = self.count - 1;
            if last != entering {
                self.multipliers[entering] = self.multipliers[last];
                self.active.swap(entering, last);
            }
            self.multipliers[last] = 0.0;
            return Some(());
        }
        // The gradient depends on the active ones: one of them makes room.
        let zdota = &before.1;
        let along = self.least_squares(&self.columns[self.active[entering]].clone(), zdota);
        let candidates = |i: &usize| along[*i] > 0.0 && self.active[*i] <= constraints;
        let ratios = (0..self.count).filter(candidates).map(|i| self.multipliers[i] / along[i]);
        let part = ratios.fold(None, |m: Option<f64>, r| Some(m.map_or(r, |m| m.min(r))))?;
        for (multiplier, a) in self.multipliers.iter_mut().zip(&along) {
            *multiplier = (*multiplier - part * a).max(0.0);
        }
        let last = self.count.checked_sub(1)?;
        if self.zdota[last].is_nan() || self.zdota[last].abs() <= TINY {
            return None;
        }
        (self.multipliers[entering], self.multipliers[last]) = (0.0, part);
        self.active.swap(entering, last);
        Some(())
    }

    fn drop_active(&mut self, leaving: usize) -> Option<()> {
        self.exchange(leaving);
        self.active[leaving..self.count].rotate_left(1);
        self.multipliers[leaving..self.count].rotate_left(1);
        self.count -= 1;
        match self.count.checked_sub(1) {
            Some(last) if self.zdota[last].is_nan() || self.zdota[last].abs() <= TINY => None,
            _ => Some(()),
        }
    }

    /// Takes a gradient into the basis, where it does not depend on those that are there.
    fn extend_basis(&mut self, added: usize) {
        let column = &self.columns[added];
        let n = self.z.len();
        let sizes: Vec<f64> = self.z.iter().map(|z| absolute_dot(column, z)).collect();
        let product = |(z, size): (&Vec<f64>, &f64)| {
            let along = dot(column, z);
            if is_minor(along, *size) { 0.0 } else { along }
        };
        let mut along: Vec<f64> = self.z.iter().zip(&sizes).map(product).collect();
        for k in (self.count..n.saturating_sub(1)).rev() {
            if along[k + 1].abs() > 0.0 {
                along[k] = self.rotate(k, along[k], along[k + 1]);
            }
        }
        if self.count < n && along[self.count].abs() > TINY && !is_minor(along[self.count], sizes[self.count])
        {
            self.count += 1;
        }
        if let Some(last) = self.count.checked_sub(1) {
            self.zdota[last] = along[last];
        }
    }

    /// Rotates two basis vectors so that of products `a` and `b` with them only the first is left, which is returned.
    fn rotate(&mut self, k: usize, a: f64, b: f64) -> f64 {
        let length = a.hypot(b);
        let (cos, sin) = (a / length, b / length);
        let (first, rest) = self.z.split_at_mut(k + 1);
        for (x, y) in first[k].iter_mut().zip(&mut rest[0]) {
            (*x, *y) = (cos * *x + sin * *y, cos * *y - sin * *x);
        }
        length
    }

    /// Moves the `i`-th active constraint behind the others in the triangle.
    fn exchange(&mut self, i: usize) {
        for k in i..self.count - 1 {
            let next = self.active[k + 1];
            let beside = dot(&self.z[k], &self.columns[next]);
            let diagonal = self.zdota[k + 1];
            let (first, rest) = self.z.split_at_mut(k + 1);
            swap(&mut first[k], &mut rest[0]);
            self.rotate(k, diagonal, beside);
        }
        for k in i..self.count - 1 {
            self.zdota[k] = dot(&self.z[k], &self.columns[self.active[k + 1]]);
        }
        let last = self.count - 1;
        self.zdota[last] = dot(&self.z[last], &self.columns[self.active[i]]);
    }

    /// The combination of the active gradients nearest to `b`.
    fn least_squares(&self, b: &[f64], zdota: &[f64]) -> Vec<f64> {
        let (mut rest, mut x) = (b.to_vec(), vec![0.0; self.count]);
        for k in (0..self.count).rev() {
            let along = dot(&rest, &self.z[k]);
            if !is_minor(along, absolute_dot(&rest, &self.z[k])) {
                x[k] = along / zdota[k];
                add_scaled(&mut rest, -x[k], &self.columns[self.active[k]]);
            }
        }
        x
    }

    /// How far to go along the direction: to the boundary, or to where the violation would vanish.
    fn step_length(&self, direction: &[f64], stage: Stage, violation: f64) -> Option<f64> {
        let room = self.delta * self.delta - dot(&self.d, &self.d);
        let (square, along) = (dot(direction, direction), dot(direction, &self.d));
        if room <= 0.0 || square <= f64::EPSILON * self.delta * self.delta || along.is_nan() {
            return None;
        }
        let root = (square * room + along * along).sqrt().max(along.abs()).max((square * room).sqrt());
        let step = if along > 0.0 { room / (root + along) } else { (root - along) / square };
        if step <= 0.0 || !step.is_finite() {
            return None;
        }
        match stage {
            Stage::Violation if is_minor(violation, step) => None,
            Stage::Violation => Some(step.min(violation)),
            Stage::Value => Some(step),
        }
    }

    /// Goes towards `next` until a multiplier would become negative; the constraint that blocks, if any does.
    fn advance(&mut self, next: Vec<f64>, stage: Stage, violation: f64) -> Option<usize> {
        let mut wanted: Vec<f64> = self.least_squares(&next, &self.zdota).iter().map(|x| -x).collect();
        if stage == Stage::Value
            && let Some(last) = wanted.last_mut()
        {
            *last = last.max(0.0);
        }
        for &i in &self.active[self.count..] {
            let (column, limit) = (&self.columns[i], self.limits[i]);
            let shift = violation - (dot(&next, column) - limit);
            let size = absolute_dot(&next, column) + limit.abs() + violation;
            wanted.push(if is_minor(shift, size) { 0.0 } else { shift });
        }
        let (mut part, mut blocking) = (1.0, None);
        for (i, (have, want)) in self.multipliers.iter().zip(&wanted).enumerate() {
            if *want < 0.0 && have / (have - want) < part {
                (part, blocking) = (have / (have - want), Some(i));
            }
        }
        let d: Vec<f64> = self.d.iter().zip(&next).map(|(d, n)| (1.0 - part) * d + part * n).collect();
        for (have, want) in self.multipliers.iter_mut().zip(&wanted) {
            *have = ((1.0 - part) * *have + part * want).max(0.0);
        }
        let finite = d.iter().chain(&self.multipliers).all(|x| x.is_finite());
        if !finite {
            return None;
        }
        self.d = d;
        blocking
    }
}
