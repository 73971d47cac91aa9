//! The iterations: steps on models, the penalty, the multipliers, the radius.

use super::descent::{Parabola, clip, tangential_step};
use super::geometry::Magnitude;
use super::models::{Models, Quadratic};
use super::normal::{Linearised, normal_step};
use super::options::{CobyqaEnding, CobyqaProgress, CobyqaValues, Stop};
use super::problem::{Problem, tolerance, worst};
use super::region::{Ball, Face, Region};
use crate::nnls;
use crate::vector::{dot, moved, norm, plus};
use ndarray::Array2;

/// Shares of the predicted reduction that count as very low, low, and high.
const VERY_LOW: f64 = 0.01;
const LOW: f64 = 0.1;
const HIGH: f64 = 0.7;
/// By what the radius shrinks and grows.
const SHRINK: f64 = 0.5;
const GROW: f64 = std::f64::consts::SQRT_2;
/// Radii up to this many times the resolution are set to it.
const NEAR: f64 = 1.4;
/// The part of the radius that is for the step towards the constraints.
const NORMAL_PART: f64 = 0.8;
const TINY: f64 = f64::MIN_POSITIVE;

/// Lagrange's multipliers of the constraints.
struct Multipliers {
    linear_at_most: Vec<f64>,
    linear_equal: Vec<f64>,
    at_most: Vec<f64>,
    equal: Vec<f64>,
}

/// What is to be done at the end of an iteration.
enum Next {
    Nothing,
    LowerResolution,
    /// A point is to be moved.
    Improve(usize),
}

pub(super) struct Search {
    models: Models,
    multipliers: Multipliers,
    /// The number of the best point.
    best: usize,
    pub penalty: f64,
    radius: f64,
    resolution: f64,
    final_radius: f64,
    pub nit: usize,
    short_steps: usize,
    very_short_steps: usize,
    /// Iterations in which the models with the least Hessians were much flatter.
    flatter: usize,
}

impl Search {
    pub fn new<E, F, R>(problem: &mut Problem<'_, F, R>) -> Result<Self, Stop<E>>
    where
        F: FnMut(&[f64]) -> Result<CobyqaValues, E>,
        R: FnMut(CobyqaProgress<'_>) -> Result<bool, E>,
    {
        let widths = problem.low.iter().zip(&problem.high).map(|(l, h)| 0.5 * (h - l));
        let widest = widths.fold(f64::INFINITY, f64::min);
        let resolution = problem.options.initial_radius.min(widest);
        let models = Models::new(problem, resolution)?;
        let zeros = |n: usize| vec![0.0; n];
        let multipliers = Multipliers {
            linear_at_most: zeros(problem.at_most.limits.len()),
            linear_equal: zeros(problem.equal.limits.len()),
            at_most: zeros(models.at_most.len()),
            equal: zeros(models.equal.len()),
        };
        let mut search = Self {
            models,
            multipliers,
            best: 0,
            penalty: 0.0,
            radius: resolution,
            resolution,
            final_radius: problem.options.final_radius.min(resolution),
            nit: 0,
            short_steps: 0,
            very_short_steps: 0,
            flatter: 0,
        };
        search.choose_best(problem);
        let x = search.place();
        search.set_multipliers(problem, &x);
        Ok(search)
    }

    /// The best point.
    fn place(&self) -> Vec<f64> {
        self.models.points.point(self.best)
    }

    fn set_radius(&mut self, radius: f64) {
        self.radius = if radius <= NEAR * self.resolution { self.resolution } else { radius };
    }

    /// The product of the Hessian of the Lagrangian's model with a vector.
    fn hessian_product(&self, v: &[f64]) -> Vec<f64> {
        let Models { points, fun, at_most, equal, .. } = &self.models;
        let mut out = vec![0.0; v.len()];
        fun.add_product(points, v, 1.0, &mut out);
        let Multipliers { at_most: first, equal: second, .. } = &self.multipliers;
        for (model, weight) in at_most.iter().zip(first).chain(equal.iter().zip(second)) {
            if *weight != 0.0 {
                model.add_product(points, v, *weight, &mut out);
            }
        }
        out
    }

    fn gradient(&self, x: &[f64]) -> Vec<f64> {
        self.models.fun.gradient(&self.models.points, x)
    }

    fn model_step_value(&self, step: &[f64]) -> f64 {
        dot(step, &self.gradient(&self.place())) + 0.5 * dot(step, &self.hessian_product(step))
    }

    /// The constraints made linear at the best point.
    fn linearised<F, R>(&self, problem: &Problem<'_, F, R>) -> Linearised {
        let x = self.place();
        let said = self.models.at(&x);
        let slope = |model: &Quadratic| model.gradient(&self.models.points, &x);
        let negative = |v: Vec<f64>| v.into_iter().map(|v| -v).collect::<Vec<f64>>();
        let all = |rows: &[Vec<f64>], models: &[Quadratic]| -> Vec<Vec<f64>> {
            rows.iter().cloned().chain(models.iter().map(slope)).collect()
        };
        Linearised {
            at_most: all(&problem.at_most.rows, &self.models.at_most),
            limits: [negative(problem.at_most.excess(&x)), negative(said.at_most)].concat(),
            equal: all(&problem.equal.rows, &self.models.equal),
            values: [negative(problem.equal.excess(&x)), negative(said.equal)].concat(),
            low: moved(&problem.low, -1.0, &x).into_iter().map(|l| l.min(0.0)).collect(),
            high: moved(&problem.high, -1.0, &x).into_iter().map(|h| h.max(0.0)).collect(),
        }
    }

    /// A step on the models: towards the constraints, and along them.
    fn steps(&self, constraints: &Linearised) -> (Vec<f64>, Vec<f64>) {
        let normal = normal_step(constraints, NORMAL_PART * self.radius);
        let left = |limits: &[f64]| moved(limits, -1.0, &normal);
        let slack = constraints.at_most.iter().zip(&constraints.limits);
        let region = Region {
            low: left(&constraints.low).into_iter().map(|l| l.min(0.0)).collect(),
            high: left(&constraints.high).into_iter().map(|h| h.max(0.0)).collect(),
            rows: constraints.at_most.clone(),
            slack: slack.map(|(row, limit)| (limit - dot(row, &normal)).max(0.0)).collect(),
            equal: &constraints.equal,
            balls: vec![Ball {
                range: 0..normal.len(),
                start: vec![0.0; normal.len()],
                radius: (self.radius * self.radius - dot(&normal, &normal)).max(0.0).sqrt(),
            }],
        };
        let gradient = plus(&self.gradient(&self.place()), &self.hessian_product(&normal));
        let model = Parabola { gradient: &gradient, product: |v: &[f64]| self.hessian_product(v) };
        let tangential = tangential_step(&model, &region);
        (normal, tangential)
    }

    /// The value with a penalty for the violation of constraints.
    fn merit<F, R>(&self, problem: &Problem<'_, F, R>, x: &[f64], values: &CobyqaValues) -> f64 {
        let penalty =
            if self.penalty > 0.0 { self.penalty * norm(&problem.violations(x, values)) } else { 0.0 };
        values.fun + penalty
    }

    fn choose_best<F, R>(&mut self, problem: &Problem<'_, F, R>) {
        let of = |k: usize| {
            let (x, values) = (self.models.points.point(k), &self.models.values[k]);
            (self.merit(problem, &x, values), worst(&problem.violations(&x, values)))
        };
        let (mut best, mut lowest) = (self.best, of(self.best));
        let count = self.models.values.len();
        let tolerance = 10.0 * f64::EPSILON * count as f64 * lowest.0.abs().max(1.0);
        for k in (0..count).filter(|&k| k != self.best) {
            let (merit, violation) = of(k);
            if merit < lowest.0 || (merit < lowest.0 + tolerance && violation < lowest.1) {
                (best, lowest) = (k, (merit, violation));
            }
        }
        self.best = best;
    }

    /// The multipliers that make the gradient of the Lagrangian's model least, of those that the signs allow.
    fn set_multipliers<F, R>(&mut self, problem: &Problem<'_, F, R>, x: &[f64]) {
        let points = &self.models.points;
        let unit =
            |i: usize, sign: f64| (0..x.len()).map(|j| if i == j { sign } else { 0.0 }).collect::<Vec<f64>>();
        let active = |values: &[f64]| (0..values.len()).filter(|&i| values[i] >= 0.0).collect::<Vec<_>>();
        let linear = active(&problem.at_most.excess(x));
        let other = active(&self.models.values[self.best].at_most);
        let equal: Vec<Vec<f64>> = problem
            .equal
            .rows
            .iter()
            .cloned()
            .chain(self.models.equal.iter().map(|m| m.gradient(points, x)))
            .collect();
        self.multipliers.linear_at_most.fill(0.0);
        self.multipliers.at_most.fill(0.0);
        if linear.is_empty() && other.is_empty() && equal.is_empty() {
            return;
        }
        let mut rows: Vec<Vec<f64>> = linear.iter().map(|&i| problem.at_most.rows[i].clone()).collect();
        rows.extend(other.iter().map(|&i| self.models.at_most[i].gradient(points, x)));
        rows.extend(equal.iter().cloned());
        // Free multipliers are differences of two that are not negative.
        rows.extend(equal.iter().map(|row| row.iter().map(|v| -v).collect()));
        rows.extend((0..x.len()).filter(|&i| problem.low[i] >= x[i]).map(|i| unit(i, -1.0)));
        rows.extend((0..x.len()).filter(|&i| problem.high[i] <= x[i]).map(|i| unit(i, 1.0)));
        let matrix = Array2::from_shape_fn((x.len(), rows.len()), |(i, j)| rows[j][i]);
        let right: Vec<f64> = self.gradient(x).iter().map(|g| -g).collect();
        let Ok((found, _)) = nnls(matrix.view(), &right, None) else { return };
        let Multipliers { linear_at_most, linear_equal, at_most, equal: free } = &mut self.multipliers;
        let (first, rest) = found.split_at(linear.len());
        let (second, rest) = rest.split_at(other.len());
        linear.iter().zip(first).for_each(|(&i, m)| linear_at_most[i] = *m);
        other.iter().zip(second).for_each(|(&i, m)| at_most[i] = *m);
        let differences = rest.iter().zip(&rest[equal.len()..]).map(|(plus, minus)| plus - minus);
        linear_equal.iter_mut().chain(free).zip(differences).for_each(|(out, m)| *out = m);
    }

    /// Raises the penalty as the multipliers and the step ask; whether the best point is still the same.
    fn raise_penalty<F, R>(
        &mut self,
        problem: &Problem<'_, F, R>,
        constraints: &Linearised,
        step: &[f64],
    ) -> bool {
        let lack = |s: &[f64]| {
            let Linearised { at_most, limits, equal, values, .. } = constraints;
            let beyond = at_most.iter().zip(limits).map(|(row, limit)| (dot(row, s) - limit).max(0.0));
            let off = equal.iter().zip(values).map(|(row, value)| dot(row, s) - value);
            norm(&beyond.chain(off).collect::<Vec<f64>>())
        };
        let gained = (lack(&vec![0.0; step.len()]) - lack(step)).max(0.0);
        let value = self.model_step_value(step);
        let Multipliers { linear_at_most, linear_equal, at_most, equal } = &self.multipliers;
        let mut threshold = norm(&[&linear_at_most[..], linear_equal, at_most, equal].concat());
        if gained > TINY * value.abs() {
            threshold = threshold.max(value / gained);
        }
        let before = self.best;
        if self.penalty <= 1.5 * threshold {
            self.penalty = (2.0 * threshold).max(1.0);
            self.choose_best(problem);
        }
        before == self.best
    }

    /// Lowers the penalty to what the spread of values and of violations at the points asks for.
    fn lower_penalty<F, R>(&mut self, problem: &Problem<'_, F, R>) {
        let spread = |v: &mut dyn Iterator<Item = f64>| {
            v.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
        };
        let at = |k: usize| {
            let (x, values) = (self.models.points.point(k), &self.models.values[k]);
            let equal = [problem.equal.excess(&x), values.equal.clone()].concat();
            let opposite = equal.iter().map(|v| -v).collect();
            [problem.at_most.excess(&x), values.at_most.clone(), equal, opposite].concat()
        };
        let all: Vec<Vec<f64>> = (0..self.models.values.len()).map(at).collect();
        let (lowest, highest) = spread(&mut self.models.values.iter().map(|v| v.fun));
        let columns = (0..all[0].len()).map(|i| spread(&mut all.iter().map(|row| row[i])));
        let differing =
            columns.filter(|(low, high)| *low < 2.0 * high).map(|(low, high)| high - low.min(0.0));
        let penalty = match differing.reduce(f64::min) {
            None => 0.0,
            Some(least) if least > TINY * (highest - lowest) => (highest - lowest) / least,
            Some(_) => f64::INFINITY,
        };
        self.penalty = self.penalty.min(penalty);
        self.choose_best(problem);
    }

    /// The actual reduction of the merit as a part of that of its model.
    fn ratio<F, R>(
        &self,
        problem: &Problem<'_, F, R>,
        constraints: &Linearised,
        step: &[f64],
        values: &CobyqaValues,
    ) -> f64 {
        let x = self.place();
        let there = plus(&x, step);
        let actual =
            self.merit(problem, &x, &self.models.values[self.best]) - self.merit(problem, &there, values);
        let linear = |rows: &[Vec<f64>], limits: &[f64], skip: usize, step: &[f64]| -> Vec<f64> {
            rows.iter().zip(limits).skip(skip).map(|(row, limit)| dot(row, step) - limit).collect()
        };
        let Linearised { at_most, limits, equal, values: targets, .. } = constraints;
        let model = |x: &[f64], fun: f64, step: &[f64]| {
            let values = CobyqaValues {
                fun,
                at_most: linear(at_most, limits, problem.at_most.limits.len(), step),
                equal: linear(equal, targets, problem.equal.limits.len(), step),
            };
            self.merit(problem, x, &values)
        };
        let still = vec![0.0; step.len()];
        let predicted = model(&x, 0.0, &still) - model(&there, self.model_step_value(step), step);
        if predicted.abs() > TINY * actual.abs() { actual / predicted.abs() } else { -1.0 }
    }

    /// The point to be given up: far from the best one, and of little use to the models; `x` is to take its place.
    fn point_to_remove<E>(&mut self, x: Option<&[f64]>) -> Result<(usize, f64), Stop<E>> {
        let offsets = &self.models.points.offsets;
        let squares: Vec<f64> = offsets
            .iter()
            .map(|p| {
                let away = moved(p, -1.0, &offsets[self.best]);
                dot(&away, &away)
            })
            .collect();
        let mut weights = squares.clone();
        if let Some(x) = x {
            let unit = (LOW * self.radius).max(self.resolution).powi(2);
            let determinants = self.models.points.determinants(x, None)?;
            weights = squares
                .iter()
                .zip(&determinants)
                .map(|(s, d)| (s / unit).max(1.0).powi(3) * d.abs())
                .collect();
            weights[self.best] = f64::NEG_INFINITY;
        }
        let chosen = (0..weights.len()).fold(0, |best, k| if weights[k] > weights[best] { k } else { best });
        Ok((chosen, squares[chosen].sqrt()))
    }

    fn update_radius(&mut self, length: f64, ratio: f64) {
        let smaller = SHRINK * self.radius;
        self.set_radius(match ratio {
            r if r <= LOW || r.is_nan() => smaller,
            r if r <= HIGH => smaller.max(length),
            _ => (GROW * self.radius).min(smaller.max(2.0 * length)),
        });
    }

    fn lower_resolution(&mut self) {
        self.resolution = match self.resolution {
            r if r > 250.0 * self.final_radius => 0.1 * r,
            r if r > 16.0 * self.final_radius => (r * self.final_radius).sqrt(),
            _ => self.final_radius,
        };
        self.radius = (SHRINK * self.radius).max(self.resolution);
    }

    /// One iteration.
    pub fn iterate<E, F, R>(&mut self, problem: &mut Problem<'_, F, R>) -> Result<(), Stop<E>>
    where
        F: FnMut(&[f64]) -> Result<CobyqaValues, E>,
        R: FnMut(CobyqaProgress<'_>) -> Result<bool, E>,
    {
        pallasite_array::interrupt::poll();
        if norm(&self.models.points.offsets[self.best]) >= 10.0 * self.radius {
            self.models.shift(self.place());
        }
        let constraints = self.linearised(problem);
        let (normal, tangential) = self.steps(&constraints);
        let step = plus(&normal, &tangential);
        let next = if norm(&step) <= 0.5 * self.resolution {
            self.after_short_step(norm(&step))?
        } else if self.raise_penalty(problem, &constraints, &step) {
            self.try_step(problem, &constraints, step, norm(&normal))?
        } else {
            Next::Nothing
        };
        match next {
            Next::Nothing => Ok(()),
            Next::LowerResolution if self.resolution <= self.final_radius => {
                Err(Stop::Ended(CobyqaEnding::Radius))
            }
            Next::LowerResolution => {
                self.lower_resolution();
                self.lower_penalty(problem);
                let (x, values) = (self.place(), &self.models.values[self.best]);
                let violation = worst(&problem.violations(&x, values));
                problem.tell(self.resolution, (&x, values.fun, violation), self.nit)
            }
            Next::Improve(k) => {
                let step = self.geometry_step(problem, k)?;
                let x = plus(&self.place(), &step);
                let values = problem.evaluate(&x, self.penalty)?;
                self.models.replace(k, &x, values)?;
                self.choose_best(problem);
                Ok(())
            }
        }
    }

    fn after_short_step<E>(&mut self, length: f64) -> Result<Next, Stop<E>> {
        let at_resolution = self.radius <= self.resolution;
        self.set_radius(0.1 * self.radius);
        if at_resolution {
            self.short_steps += 1;
            self.very_short_steps =
                if length > 0.1 * self.resolution { 0 } else { self.very_short_steps + 1 };
        } else {
            (self.short_steps, self.very_short_steps) = (0, 0);
        }
        if self.short_steps >= 5 || self.very_short_steps >= 3 {
            (self.short_steps, self.very_short_steps) = (0, 0);
            return Ok(Next::LowerResolution);
        }
        let (k, distance) = self.point_to_remove(None)?;
        let far = distance > self.radius.max(2.0 * self.resolution);
        Ok(if far { Next::Improve(k) } else { Next::Nothing })
    }

    fn try_step<E, F, R>(
        &mut self,
        problem: &mut Problem<'_, F, R>,
        constraints: &Linearised,
        mut step: Vec<f64>,
        normal_length: f64,
    ) -> Result<Next, Stop<E>>
    where
        F: FnMut(&[f64]) -> Result<CobyqaValues, E>,
        R: FnMut(CobyqaProgress<'_>) -> Result<bool, E>,
    {
        let radius = self.radius;
        let mut x = plus(&self.place(), &step);
        let mut values = problem.evaluate(&x, self.penalty)?;
        if let Some(longer) = self.corrected(problem, constraints, (&step, &values), normal_length) {
            step = longer;
            x = plus(&self.place(), &step);
            values = problem.evaluate(&x, self.penalty)?;
        }
        let ratio = self.ratio(problem, constraints, &step, &values);
        let (k, _) = self.point_to_remove(Some(&x))?;
        let ill_conditioned = self.models.replace(k, &x, values)?;
        self.choose_best(problem);
        self.update_radius(norm(&step), ratio);
        if self.radius <= self.resolution {
            self.judge_models(ratio)?;
        }
        self.set_multipliers(problem, &self.place());
        let (k, distance) = self.point_to_remove(None)?;
        let far = distance > self.radius.max(2.0 * self.resolution);
        Ok(match ratio <= LOW {
            _ if ill_conditioned => Next::Improve(k),
            true if far => Next::Improve(k),
            true if radius <= self.resolution => Next::LowerResolution,
            _ => Next::Nothing,
        })
    }

    /// A step that goes further towards the constraints, where the first one has come off badly because they are curved.
    fn corrected<F, R>(
        &self,
        problem: &Problem<'_, F, R>,
        constraints: &Linearised,
        (step, values): (&[f64], &CobyqaValues),
        normal_length: f64,
    ) -> Option<Vec<f64>> {
        let x = self.place();
        let curved = !self.models.at_most.is_empty() || !self.models.equal.is_empty();
        if !curved || normal_length <= NORMAL_PART * NORMAL_PART * self.radius {
            return None;
        }
        let before = self.merit(problem, &x, &self.models.values[self.best]);
        if self.merit(problem, &plus(&x, step), values) <= before {
            return None;
        }
        let correction = normal_step(constraints, norm(step));
        let mut longer = plus(step, &correction);
        clip(&constraints.low, &constraints.high, &mut longer);
        (norm(&correction) > 0.0).then_some(longer)
    }

    /// Forgets the models after three iterations in a row in which those with the least Hessians were much flatter.
    fn judge_models<E>(&mut self, ratio: f64) -> Result<(), Stop<E>> {
        if ratio >= VERY_LOW {
            self.flatter = 0;
            return Ok(());
        }
        let x = self.place();
        let (gradient, other) = (self.gradient(&x), self.models.other_gradient(&x)?);
        self.flatter = if norm(&gradient) < 10.0 * norm(&other) { 0 } else { self.flatter + 1 };
        if self.flatter >= 3 {
            self.models.reset()?;
            self.flatter = 0;
        }
        Ok(())
    }

    /// A step from the best point to where point `k` is of more use to the models.
    fn geometry_step<E, F, R>(&mut self, problem: &Problem<'_, F, R>, k: usize) -> Result<Vec<f64>, Stop<E>> {
        let x = self.place();
        let constraints = self.linearised(problem);
        let region = Region {
            low: constraints.low.clone(),
            high: constraints.high.clone(),
            rows: constraints.at_most.clone(),
            slack: constraints.limits.clone(),
            equal: &constraints.equal,
            balls: Vec::new(),
        };
        let mut unit = vec![0.0; self.models.values.len()];
        unit[k] = 1.0;
        let (lagrange, _) = Quadratic::through(&mut self.models.points, &unit)?;
        let points = &self.models.points;
        let gradient = lagrange.gradient(points, &x);
        let magnitude =
            Magnitude { gradient: &gradient, curvature: |v: &[f64]| lagrange.curvature(points, v) };
        let others = (0..unit.len()).filter(|&j| j != self.best);
        let others: Vec<Vec<f64>> =
            others.map(|j| moved(&points.offsets[j], -1.0, &points.offsets[self.best])).collect();
        let first = magnitude.along_gradient(&region, self.radius);
        let second = magnitude.along_lines(&region, self.radius, &others);
        let along = along_constraints(&region, &gradient, self.radius).map(|step| {
            let sign = if lagrange.curvature(points, &step) < 0.0 { -1.0 } else { 1.0 };
            step.iter().map(|s| sign * s).collect::<Vec<f64>>()
        });
        let mut use_of = |step: &[f64]| {
            let there = plus(&x, step);
            self.models.points.determinants(&there, Some(k)).map(|d| d[0].abs())
        };
        let (use_first, use_second) = (use_of(&first)?, use_of(&second)?);
        let (step, most) = if use_second > use_first { (second, use_second) } else { (first, use_first) };
        if let Some(mut along) = along.filter(|s| keeps(&region, s))
            && use_of(&along)? >= 0.1 * most
        {
            clip(&region.low, &region.high, &mut along);
            return Ok(along);
        }
        Ok(step)
    }
}

/// Which constraints are at hand: their slack is no more than rounding.
fn touching(region: &Region<'_>) -> Face {
    let (of_bounds, of_rows) = (tolerance([&region.low, &region.high]), tolerance([&region.slack, &[]]));
    let low = region.low.iter().map(|l| *l > -of_bounds).collect();
    let high = region.high.iter().map(|h| *h < of_bounds).collect();
    let row = region.slack.iter().map(|s| *s < of_rows).collect();
    Face::of(region, low, high, row)
}

/// A step of length `radius` along the constraints at hand, if there are any besides bounds.
fn along_constraints(region: &Region<'_>, gradient: &[f64], radius: f64) -> Option<Vec<f64>> {
    if region.rows.is_empty() && region.equal.is_empty() {
        return None;
    }
    let face = touching(region);
    let along = face.project(gradient);
    let length = norm(&along);
    let some = face.freedom() > 0 && face.freedom() < gradient.len() && length > TINY * radius;
    some.then(|| along.iter().map(|v| radius / length * v).collect())
}

/// Whether a step violates constraints by no more than rounding makes of those at hand.
fn keeps(region: &Region<'_>, step: &[f64]) -> bool {
    let face = touching(region);
    let rows = || region.rows.iter().zip(&region.slack).zip(&face.row);
    let at_hand = rows().filter(|(_, held)| **held).map(|((row, _), _)| dot(row, step).abs());
    let fixed = (0..step.len()).filter(|&i| face.is_fixed(i)).map(|i| step[i].abs());
    let tolerance = (10.0 * at_hand.chain(fixed).fold(0.0, f64::max)).min(0.01 * norm(step));
    let beyond = rows().map(|((row, slack), _)| dot(row, step) - slack);
    let off = region.equal.iter().map(|row| dot(row, step).abs());
    let bounds = step.iter().zip(region.low.iter().zip(&region.high)).map(|(s, (l, h))| (l - s).max(s - h));
    beyond.chain(off).chain(bounds).all(|v| v <= tolerance.max(10.0 * f64::EPSILON))
}
