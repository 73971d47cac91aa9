//! QAWF: Fourier integrals over [a, ∞), cycle by cycle, their partial sums extrapolated.

use super::epsilon::Epsilon;
use super::kronrod::Range;
use super::oscillating::{Moments, Oscillation, oscillating};
use super::{Goal, Outcome, Partition, infinite};
use std::f64::consts::PI;

/// A Fourier integral and the integrals over its cycles.
#[derive(Debug, Clone)]
pub(crate) struct Fourier {
    pub value: f64,
    pub abserr: f64,
    pub status: u8,
    /// Value, error and status of each cycle.
    pub cycles: Vec<(f64, f64, u8)>,
    /// The intervals of the last cycle.
    pub partition: Partition,
}

/// What the cycles so far add up to.
struct Sums {
    table: Epsilon,
    value: f64,
    abserr: f64,
    status: u8,
    errors: f64,
    /// Fifty times the last contribution: what is left beyond it.
    rest: f64,
    worst: f64,
    stalled: usize,
    partial: f64,
}

/// Share of the tolerance that a cycle leaves to those behind it.
const DECAY: f64 = 0.9;

/// The integral of f times the weight over [a, ∞), with an error of at most `goal.epsabs`, in at most
/// `limlst` cycles.
pub(crate) fn fourier<E>(
    mut f: impl FnMut(f64) -> Result<f64, E>,
    a: f64,
    weight: Oscillation,
    goal: Goal,
    limlst: usize,
    kept: &mut Moments,
) -> Result<Fourier, E> {
    if weight.omega == 0.0 {
        return without_waves(f, a, weight, goal);
    }
    let omega = weight.omega.abs();
    let cycle = (2.0 * omega.trunc() + 1.0) * PI / omega;
    let mut sums = Sums::new();
    let (mut lower, mut upper) = (a, cycle + a);
    let mut share = if goal.epsabs > f64::MIN_POSITIVE / (1.0 - DECAY) {
        goal.epsabs * (1.0 - DECAY)
    } else {
        goal.epsabs
    };
    let least = share;
    let mut factor = 1.0;
    let (mut cycles, mut partition) = (Vec::new(), Partition::default());
    for number in 1..=limlst {
        let part = Goal { epsabs: share * factor, epsrel: 0.0, ..goal };
        let found = oscillating(&mut f, lower, upper, weight, part, kept)?;
        cycles.push((found.value, found.abserr, found.status));
        partition = found.partition.clone();
        factor *= DECAY;
        if !sums.add(&found, number, limlst, goal.epsabs) {
            break;
        }
        if found.status != 0 {
            share = least.max(sums.worst * (1.0 - DECAY));
        }
        (lower, upper) = (upper, upper + cycle);
    }
    let Sums { value, abserr, status, .. } = sums;
    Ok(Fourier { value, abserr, status, cycles, partition })
}

/// ω = 0: the cosine is one, the sine zero.
fn without_waves<E>(
    f: impl FnMut(f64) -> Result<f64, E>,
    a: f64,
    weight: Oscillation,
    goal: Goal,
) -> Result<Fourier, E> {
    if weight.sine {
        let partition = Partition::default();
        return Ok(Fourier { value: 0.0, abserr: 0.0, status: 0, cycles: vec![(0.0, 0.0, 0)], partition });
    }
    let Outcome { value, abserr, status, partition } =
        infinite(f, Range::Above(a), Goal { epsrel: 0.0, ..goal })?;
    Ok(Fourier { value, abserr, status, cycles: vec![(value, abserr, status)], partition })
}

impl Sums {
    fn new() -> Self {
        Self {
            table: Epsilon::default(),
            value: 0.0,
            abserr: 0.0,
            status: 0,
            errors: 0.0,
            rest: 0.0,
            worst: 0.0,
            stalled: 0,
            partial: 0.0,
        }
    }

    /// Takes a cycle's contribution; false when the sum is settled.
    fn add(&mut self, found: &Outcome, number: usize, limlst: usize, epsabs: f64) -> bool {
        self.errors += found.abserr;
        self.rest = 50.0 * found.value.abs();
        let left = self.errors + self.rest;
        if left <= epsabs && number >= 6 {
            return self.settle_by_sum();
        }
        self.worst = self.worst.max(found.abserr);
        if found.status != 0 {
            self.status = 7;
        }
        if self.status == 7 && left <= self.worst * 10.0 && number > 5 {
            return self.settle_by_sum();
        }
        self.partial += found.value;
        self.table.push(self.partial);
        number <= 2 || self.extrapolate(number, limlst, epsabs)
    }

    fn extrapolate(&mut self, number: usize, limlst: usize, epsabs: f64) -> bool {
        if number == limlst {
            self.status = 1;
        }
        let (limit, error) = self.table.limit();
        self.partial = self.table.last();
        self.stalled += 1;
        if self.stalled >= 15 && self.abserr <= 1e-3 * (self.errors + self.rest) {
            self.status = 4;
        }
        if error <= self.abserr || number == 3 {
            self.abserr = error;
            self.value = limit;
            self.stalled = 0;
            let sure = 10.0 * self.worst;
            if self.abserr + sure <= epsabs || self.abserr <= epsabs && sure >= epsabs {
                return self.settle_by_limit();
            }
        }
        if matches!(self.status, 0 | 7) { true } else { self.settle_by_limit() }
    }

    fn settle_by_sum(&mut self) -> bool {
        self.value = self.partial;
        self.abserr = self.errors + self.rest;
        false
    }

    /// The extrapolated value, unless something went wrong and the plain sum is surer.
    fn settle_by_limit(&mut self) -> bool {
        self.abserr += 10.0 * self.worst;
        if self.status == 0 {
            return false;
        }
        if self.value != 0.0 && self.partial != 0.0 {
            if self.abserr / self.value.abs() > (self.errors + self.rest) / self.partial.abs() {
                return self.settle_by_sum();
            }
        } else if self.abserr > self.errors {
            return self.settle_by_sum();
        } else if self.partial == 0.0 {
            return false;
        }
        if self.status != 7 {
            self.abserr += self.rest;
        }
        false
    }
}
