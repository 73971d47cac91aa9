//! The intervals, the worst first, and what is known of each.

use super::rule::{Estimate, VectorRule};
use super::{QuadVec, QuadVecOptions, QuadVecStatus, Vector};
use crate::ode::Scalar;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap};

/// Bytes of an array besides its numbers.
const HEADER: f64 = 112.0;

/// An interval, ordered as a tuple `(-error, a, b)`.
#[derive(Debug, Clone, Copy)]
struct Interval {
    error: f64,
    a: f64,
    b: f64,
    /// Its integral in the cache.
    stamp: u64,
}

impl Ord for Interval {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |i: &Self| (-i.error, i.a, i.b);
        key(self).partial_cmp(&key(other)).unwrap_or(Ordering::Equal)
    }
}

impl PartialOrd for Interval {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Interval {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Interval {}

/// The points of an interval to be halved, and which of them belong to each rule.
struct Task {
    old: Interval,
    points: Vec<f64>,
    /// For both halves, and the whole where its integral has been dropped: the ends and the points by index.
    parts: Vec<([f64; 2], Vec<usize>)>,
}

pub(super) struct Partition<'o, T, F, N> {
    rule: VectorRule,
    options: &'o QuadVecOptions,
    f: F,
    norm: N,
    heap: BinaryHeap<Reverse<Interval>>,
    first: Vec<Interval>,
    cache: BTreeMap<u64, Vec<T>>,
    stamp: u64,
    value: Vec<T>,
    error: f64,
    rounding: f64,
    neval: usize,
}

impl<'o, T, F, N, E> Partition<'o, T, F, N>
where
    T: Scalar,
    F: FnMut(&[f64]) -> Result<Vec<T>, E>,
    N: FnMut(Vector<'_, T>) -> Result<f64, E>,
{
    pub fn new(rule: VectorRule, options: &'o QuadVecOptions, f: F, norm: N) -> Self {
        Partition {
            rule,
            options,
            f,
            norm,
            heap: BinaryHeap::new(),
            first: Vec::new(),
            cache: BTreeMap::new(),
            stamp: 0,
            value: Vec::new(),
            error: 0.0,
            rounding: 0.0,
            neval: 0,
        }
    }

    pub fn len(&self) -> usize {
        self.heap.len() + self.first.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds one of the first intervals.
    pub fn add(&mut self, a: f64, b: f64) -> Result<(), E> {
        let points = self.rule.points(a, b);
        let values = (self.f)(&points)?;
        self.neval += points.len();
        let rows: Vec<&[T]> = rows(&values, points.len()).collect();
        let Estimate { value, error, rounding } = self.rule.estimate(a, b, &rows, &mut self.norm)?;
        if self.value.is_empty() {
            self.value = value.clone();
        } else {
            self.value.iter_mut().zip(&value).for_each(|(s, v)| *s += *v);
        }
        self.error += error;
        self.rounding += rounding;
        let stamp = self.keep(value);
        self.first.push(Interval { error, a, b, stamp });
        Ok(())
    }

    /// Keeps an integral, in the place of the oldest if need be.
    fn keep(&mut self, value: Vec<T>) -> u64 {
        let size = HEADER + (value.len() * size_of::<T>()) as f64;
        self.stamp += 1;
        self.cache.insert(self.stamp, value);
        if self.cache.len() as f64 > (self.options.cache_size / size).floor() {
            self.cache.pop_first();
        }
        self.stamp
    }

    /// The error that the integral may have.
    pub fn tolerance(&mut self) -> Result<f64, E> {
        let size = (self.norm)(Vector::Values(&self.value))?;
        Ok(self.options.epsabs.max(self.options.epsrel * size))
    }

    /// Halves the intervals that most of the error belongs to.
    pub fn halve(&mut self, tolerance: f64, at_once: usize) -> Result<(), E> {
        self.heap.extend(self.first.drain(..).map(Reverse));
        let (mut tasks, mut covered) = (Vec::new(), 0.0);
        for j in 0..at_once {
            if j > 0 && covered > self.error - tolerance / 8.0 {
                break;
            }
            let Some(Reverse(interval)) = self.heap.pop() else { break };
            covered += interval.error;
            let known = self.cache.remove(&interval.stamp);
            tasks.push((self.task(interval, known.is_none()), known));
        }
        let points: Vec<f64> = tasks.iter().flat_map(|(task, _)| &task.points).copied().collect();
        let values = (self.f)(&points)?;
        let mut all = rows(&values, points.len());
        for (task, known) in tasks {
            let values: Vec<&[T]> = all.by_ref().take(task.points.len()).collect();
            self.replace(&task, known, &values)?;
        }
        Ok(())
    }

    fn task(&self, old: Interval, whole: bool) -> Task {
        let Interval { a, b, .. } = old;
        let c = 0.5 * (a + b);
        let mut points: Vec<f64> = Vec::new();
        let mut at = |x: f64| {
            // Only the points of the trapezoidal rule are shared.
            let seen = (self.rule == VectorRule::Trapezoid).then(|| points.iter().position(|&p| p == x));
            seen.flatten().unwrap_or_else(|| {
                points.push(x);
                points.len() - 1
            })
        };
        let ends = [[a, c], [c, b]].into_iter().chain(whole.then_some([a, b]));
        let parts = ends.map(|[a, b]| ([a, b], self.rule.points(a, b).into_iter().map(&mut at).collect()));
        let parts = parts.collect();
        Task { old, points, parts }
    }

    /// Puts two halves in the place of an interval.
    fn replace(&mut self, task: &Task, known: Option<Vec<T>>, values: &[&[T]]) -> Result<(), E> {
        let mut estimates = Vec::with_capacity(3);
        for ([a, b], picked) in &task.parts {
            let values: Vec<&[T]> = picked.iter().map(|&i| values[i]).collect();
            estimates.push(self.rule.estimate(*a, *b, &values, &mut self.norm)?);
        }
        self.neval += task.points.len();
        let whole = known.or_else(|| estimates.get(2).map(|e| e.value.clone())).unwrap_or_default();
        estimates.truncate(2);
        for (i, sum) in self.value.iter_mut().enumerate() {
            *sum += estimates[0].value[i] + estimates[1].value[i] - whole[i];
        }
        self.error += estimates[0].error + estimates[1].error - task.old.error;
        self.rounding += estimates[0].rounding + estimates[1].rounding;
        for (estimate, ([a, b], _)) in estimates.into_iter().zip(&task.parts) {
            let stamp = self.keep(estimate.value);
            self.heap.push(Reverse(Interval { error: estimate.error, a: *a, b: *b, stamp }));
        }
        Ok(())
    }

    /// How the integration ends, if it does.
    pub fn ended(&mut self) -> Result<Option<QuadVecStatus>, E> {
        if self.len() >= 2 {
            if self.error < self.tolerance()? / 8.0 {
                return Ok(Some(QuadVecStatus::Converged));
            }
            if self.error < self.rounding {
                return Ok(Some(QuadVecStatus::RoundingError));
            }
        }
        let finite = self.error.is_finite() && self.rounding.is_finite();
        Ok((!finite).then_some(QuadVecStatus::NotANumber))
    }

    /// What was found, the intervals as they lie in the heap.
    pub fn into_result(mut self, status: QuadVecStatus) -> QuadVec<T> {
        self.heap.extend(self.first.drain(..).map(Reverse));
        let intervals: Vec<Interval> = self.heap.into_iter().map(|i| i.0).collect();
        QuadVec {
            error: self.error + self.rounding,
            status,
            neval: self.neval,
            errors: intervals.iter().map(|i| i.error).collect(),
            integrals: intervals.iter().map(|i| self.cache.remove(&i.stamp)).collect(),
            intervals: intervals.iter().map(|i| [i.a, i.b]).collect(),
            value: self.value,
        }
    }
}

/// The values at each of `count` points.
fn rows<T>(values: &[T], count: usize) -> impl Iterator<Item = &[T]> {
    let width = values.len() / count.max(1);
    (0..count).map(move |i| &values[i * width..(i + 1) * width])
}
