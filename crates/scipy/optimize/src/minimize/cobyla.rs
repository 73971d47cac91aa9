//! COBYLA: linear models of objective and constraints on a simplex.

mod filter;
mod geometry;
mod options;
mod simplex;
mod trust_step;

use crate::vector::{dot, moved, norm};
use filter::{Filter, Record};
use ndarray::Array2;
pub use options::{Cobyla, CobylaEnding, CobylaOptions, CobylaProgress};
use simplex::Simplex;
use trust_step::trust_step;

/// Values beyond this are cut off.
const HUGE: f64 = 1e30;
const ETA1: f64 = 0.1;
const ETA2: f64 = 0.7;
const SHRINK: f64 = 0.5;
const GROW: f64 = 2.0;
/// Radii up to this many times the lower bound are set to it.
const NEAR: f64 = 1.5;

/// The lowest value where constraints are not positive, by linear models on a simplex (Powell 1994, as Zhang's PRIMA
/// of 2023 has it). `f` returns the value and the constraints that are not linear; after each iteration `report` gets
/// the best vertex, and ends the search by returning `true`.
///
/// # Errors
/// The callbacks'.
///
/// ```
/// use pallasite_optimize::{CobylaOptions, cobyla};
/// // The product is largest where the circle meets the diagonal.
/// let f = |x: &[f64]| Ok::<_, ()>((-x[0] * x[1], vec![x[0] * x[0] + x[1] * x[1] - 2.0]));
/// let found = cobyla(f, &[0.5, 0.7], &CobylaOptions::default(), |_| Ok(false)).unwrap();
/// assert!(found.x.iter().all(|x| (x - 1.0).abs() < 1e-3));
/// ```
pub fn cobyla<E>(
    f: impl FnMut(&[f64]) -> Result<(f64, Vec<f64>), E>,
    x0: &[f64],
    options: &CobylaOptions,
    mut report: impl FnMut(CobylaProgress<'_>) -> Result<bool, E>,
) -> Result<Cobyla, E> {
    let mut problem = Problem { f, options, nfev: 0, filter: Filter::new(options.ctol) };
    let mut search = match Search::new(&mut problem, x0)? {
        Ok(search) => search,
        Err(ending) => return Ok(problem.result(1e8, ending)),
    };
    let mut ending = CobylaEnding::Iterations;
    for nit in 0..10 * options.maxfun {
        if let Some(end) = search.iterate(&mut problem)? {
            ending = end;
            break;
        }
        let best = search.simplex.best();
        let (x, fun, violation) = (&best.x[..], best.fun, best.violation);
        if report(CobylaProgress { x, fun, violation, nfev: problem.nfev, nit })? {
            ending = CobylaEnding::Stopped;
            break;
        }
    }
    search.last_chance(&mut problem, ending)?;
    Ok(problem.result(search.penalty.max(1e8), ending))
}

/// The function, and the best of what it gave.
struct Problem<'a, F> {
    f: F,
    options: &'a CobylaOptions,
    nfev: usize,
    filter: Filter,
}

impl<E, F: FnMut(&[f64]) -> Result<(f64, Vec<f64>), E>> Problem<'_, F> {
    /// Value and constraints at a place, which goes through the filter.
    fn evaluate(&mut self, x: &[f64]) -> Result<Record, E> {
        let (a, b) = &self.options.linear;
        let mut constraints: Vec<f64> = a
            .rows()
            .into_iter()
            .zip(b)
            .map(|(row, b)| row.iter().zip(x).map(|(a, x)| a * x).sum::<f64>() - b)
            .collect();
        let (fun, others) = (self.f)(x)?;
        let fun = if fun.is_nan() { HUGE } else { fun.clamp(-f64::MAX, HUGE) };
        constraints.extend(others.iter().map(|c| if c.is_nan() { HUGE } else { c.clamp(-HUGE, HUGE) }));
        self.nfev += 1;
        let violation = constraints.iter().fold(0.0, |m: f64, &c| m.max(c));
        Ok(Record { x: x.to_vec(), fun, constraints, violation })
    }

    fn keep(&mut self, record: &Record) {
        self.filter.add(record);
    }

    /// Whether a record ends the search.
    fn judge(&self, record: &Record, calls: usize) -> Option<CobylaEnding> {
        let Record { x, fun, violation, .. } = record;
        match () {
            _ if calls >= self.options.maxfun => Some(CobylaEnding::Calls),
            _ if *violation <= self.options.ctol && *fun <= self.options.ftarget => {
                Some(CobylaEnding::Target)
            }
            _ if fun.is_nan() || violation.is_nan() || *violation == f64::INFINITY => {
                Some(CobylaEnding::Value)
            }
            _ if x.iter().any(|x| !x.is_finite()) => Some(CobylaEnding::Place),
            _ => None,
        }
    }

    fn result(self, weight: f64, ending: CobylaEnding) -> Cobyla {
        let Record { x, fun, violation, .. } = self.filter.best(weight);
        Cobyla { x, fun, violation, nfev: self.nfev, ending }
    }
}

struct Search {
    simplex: Simplex,
    rho: f64,
    delta: f64,
    penalty: f64,
    /// The last step, and whether it was short.
    step: Vec<f64>,
    short: bool,
}

impl Search {
    /// The first simplex; what ends the search if it ends there.
    fn new<E, F: FnMut(&[f64]) -> Result<(f64, Vec<f64>), E>>(
        problem: &mut Problem<'_, F>,
        x0: &[f64],
    ) -> Result<Result<Self, CobylaEnding>, E> {
        let rho = problem.options.rhobeg;
        let mut best = problem.evaluate(x0)?;
        let mut records = vec![None; x0.len()];
        let mut offsets = Array2::eye(x0.len()) * rho;
        let mut ending = problem.judge(&best, 0);
        for j in 0..x0.len() {
            if ending.is_some() {
                break;
            }
            let mut x = best.x.clone();
            x[j] += rho;
            let mut record = problem.evaluate(&x)?;
            ending = problem.judge(&record, j + 1);
            if ending.is_none() && record.fun < best.fun {
                std::mem::swap(&mut record, &mut best);
                (0..=j).for_each(|k| offsets[[j, k]] = -rho);
            }
            records[j] = Some(record);
        }
        for record in records.iter().flatten().chain([&best]) {
            problem.keep(record);
        }
        if let Some(ending) = ending {
            return Ok(Err(ending));
        }
        let simplex = Simplex::new(records.into_iter().flatten().collect(), best, offsets);
        let penalty = simplex.ratio().clamp(f64::EPSILON, 1e3);
        let step = vec![0.0; x0.len()];
        Ok(Ok(Self { simplex, rho, delta: rho, penalty, step, short: false }))
    }

    /// One iteration; what ends the search, if it does.
    fn iterate<E, F: FnMut(&[f64]) -> Result<(f64, Vec<f64>), E>>(
        &mut self,
        problem: &mut Problem<'_, F>,
    ) -> Result<Option<CobylaEnding>, E> {
        let linear = &problem.options.linear.0;
        self.raise_penalty(linear);
        if !self.simplex.choose_pole(self.penalty) {
            return Ok(Some(CobylaEnding::Rounding));
        }
        let good = self.simplex.is_compact(self.delta);
        let model = self.simplex.model(linear);
        self.step = trust_step(&model, self.delta);
        let length = norm(&self.step).min(self.delta);
        self.short = length <= 0.1 * self.rho;
        let predicted = model.reduction(&self.step, self.penalty);
        let failed = !(predicted > 1e-6 * self.penalty.min(1.0) * self.rho);
        let mut bad = true;
        if self.short || failed {
            self.set_delta(0.1 * self.delta);
        } else {
            let step = self.step.clone();
            let record = self.visit(problem, &step)?;
            let reduction = self.simplex.best().merit(self.penalty) - record.merit(self.penalty);
            let ratio = reduction_ratio(reduction, predicted);
            self.set_delta(next_radius(self.delta, length, ratio));
            let dropped = self.simplex.drop_for(reduction > 0.0, &step, self.delta, self.rho);
            bad = ratio <= 0.0 || dropped.is_none();
            if let Some(ending) = self.accept(problem, dropped, &step, record) {
                return Ok(Some(ending));
            }
        }
        let spread = bad && !good && !self.simplex.is_compact(self.delta);
        if spread && let Some(ending) = self.improve_geometry(problem)? {
            return Ok(Some(ending));
        }
        if bad && good && self.delta.max(length) <= self.rho {
            return Ok(self.reduce_radius(problem.options.rhoend));
        }
        Ok(None)
    }

    fn set_delta(&mut self, delta: f64) {
        self.delta = if delta <= NEAR * self.rho { self.rho } else { delta };
    }

    /// The record at a step from the best vertex; that of a vertex where one is as good as there.
    fn visit<E, F: FnMut(&[f64]) -> Result<(f64, Vec<f64>), E>>(
        &self,
        problem: &mut Problem<'_, F>,
        step: &[f64],
    ) -> Result<Record, E> {
        let x = moved(&self.simplex.best().x, 1.0, step);
        let near = 1e-4 * problem.options.rhoend;
        if let Some(record) = self.simplex.vertex_near(step, near * near) {
            return Ok(Record { x, ..record.clone() });
        }
        let record = problem.evaluate(&x)?;
        problem.keep(&record);
        Ok(record)
    }

    /// Takes a record into the simplex; what ends the search, if it does.
    fn accept<E, F: FnMut(&[f64]) -> Result<(f64, Vec<f64>), E>>(
        &mut self,
        problem: &Problem<'_, F>,
        dropped: Option<usize>,
        step: &[f64],
        record: Record,
    ) -> Option<CobylaEnding> {
        let ending = problem.judge(&record, problem.nfev);
        if let Some(j) = dropped
            && !self.simplex.replace(j, step, record, self.penalty)
        {
            return Some(CobylaEnding::Rounding);
        }
        ending
    }

    /// Moves the farthest vertex so that the simplex has more volume.
    fn improve_geometry<E, F: FnMut(&[f64]) -> Result<(f64, Vec<f64>), E>>(
        &mut self,
        problem: &mut Problem<'_, F>,
    ) -> Result<Option<CobylaEnding>, E> {
        let farthest = self.simplex.farthest();
        let model = self.simplex.model(&problem.options.linear.0);
        self.step = self.simplex.geometry_step(farthest, &model, self.penalty, 0.5 * self.delta);
        let step = self.step.clone();
        let record = self.visit(problem, &step)?;
        Ok(self.accept(problem, Some(farthest), &step, record))
    }

    fn reduce_radius(&mut self, rhoend: f64) -> Option<CobylaEnding> {
        if self.rho <= rhoend {
            return Some(CobylaEnding::Radius);
        }
        let next = next_bound(self.rho, rhoend);
        self.delta = (0.5 * self.rho).max(next);
        self.rho = next;
        self.penalty = self.penalty.min(self.simplex.ratio()).max(f64::EPSILON);
        (!self.simplex.choose_pole(self.penalty)).then_some(CobylaEnding::Rounding)
    }

    /// Raises the penalty until the model's step reduces the merit function.
    fn raise_penalty(&mut self, linear: &Array2<f64>) {
        let mut simplex = self.simplex.clone();
        for _ in 0..=simplex.best().x.len() {
            if !simplex.choose_pole(self.penalty) {
                return;
            }
            let model = simplex.model(linear);
            let step = trust_step(&model, self.delta);
            let of_value = -dot(&step, &model.gradient);
            let of_violation = model.violation_reduction(&step);
            if !(of_violation > 0.0 && of_value < 0.0) {
                return;
            }
            self.penalty = self.penalty.max((-2.0 * of_value / of_violation).min(f64::MAX));
            if simplex.pole(self.penalty).is_none() {
                return;
            }
        }
    }

    /// Tries a last short step that was not tried.
    fn last_chance<E, F: FnMut(&[f64]) -> Result<(f64, Vec<f64>), E>>(
        &self,
        problem: &mut Problem<'_, F>,
        ending: CobylaEnding,
    ) -> Result<(), E> {
        let untried = ending == CobylaEnding::Radius && self.short;
        if untried
            && norm(&self.step) > 1e-3 * problem.options.rhoend
            && problem.nfev < problem.options.maxfun
        {
            let record = problem.evaluate(&moved(&self.simplex.best().x, 1.0, &self.step))?;
            problem.keep(&record);
        }
        Ok(())
    }
}

fn reduction_ratio(actual: f64, predicted: f64) -> f64 {
    match () {
        _ if actual.is_nan() => -f64::MAX,
        _ if predicted.is_nan() || predicted <= 0.0 => {
            if actual > 0.0 {
                ETA1 / 2.0
            } else {
                -f64::MAX
            }
        }
        _ if predicted == f64::INFINITY && actual == f64::INFINITY => 1.0,
        _ if predicted == f64::INFINITY && actual == f64::NEG_INFINITY => -f64::MAX,
        _ => actual / predicted,
    }
}

fn next_radius(delta: f64, length: f64, ratio: f64) -> f64 {
    match () {
        _ if ratio <= ETA1 => SHRINK * length,
        _ if ratio <= ETA2 => (SHRINK * delta).max(length),
        _ => (SHRINK * delta).max(GROW * length),
    }
}

/// The next lower bound of the radius.
fn next_bound(rho: f64, rhoend: f64) -> f64 {
    let ratio = rho / rhoend;
    match () {
        _ if ratio > 250.0 => 0.1 * rho,
        _ if ratio <= 16.0 => rhoend,
        _ => ratio.sqrt() * rhoend,
    }
}
