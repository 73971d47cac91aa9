//! The places of which none is better than another in both value and violation.

const HUGE: f64 = 1e30;
/// So many places at most.
const LIMIT: usize = 2000;

/// What the function gave at a place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Record {
    pub x: Vec<f64>,
    pub fun: f64,
    pub constraints: Vec<f64>,
    pub violation: f64,
}

impl Record {
    pub fn merit(&self, penalty: f64) -> f64 {
        self.fun + penalty * self.violation
    }

    fn is_broken(&self) -> bool {
        let broken = |v: f64| v.is_nan() || v == f64::INFINITY;
        broken(self.fun) || broken(self.violation)
    }

    fn is_better_than(&self, other: &Self, ctol: f64) -> bool {
        let reference = 10.0 * f64::EPSILON.max(ctol.min(1e-2 * HUGE));
        let limit = ctol.max(reference);
        (other.is_broken() && !self.is_broken() && other.fun.is_nan())
            || (self.fun < other.fun && self.violation <= other.violation)
            || (self.fun <= other.fun && self.violation < other.violation)
            || (self.fun < f64::MAX
                && self.violation <= ctol
                && (other.violation > limit || other.violation.is_nan()))
    }
}

pub(super) struct Filter {
    records: Vec<Record>,
    ctol: f64,
}

impl Filter {
    pub fn new(ctol: f64) -> Self {
        Self { records: Vec::new(), ctol }
    }

    pub fn add(&mut self, record: &Record) {
        let no_worse = |r: &Record| r.fun <= record.fun && r.violation <= record.violation;
        if self.records.iter().any(|r| no_worse(r) || r.is_better_than(record, self.ctol)) {
            return;
        }
        self.records.retain(|r| !record.is_better_than(r, self.ctol));
        if self.records.len() == LIMIT {
            let violation = |i: &usize| self.records[*i].violation;
            let worst = (0..LIMIT).max_by(|i, j| violation(i).total_cmp(&violation(j))).unwrap_or(0);
            self.records.remove(worst);
        }
        self.records.push(record.clone());
    }

    /// The record with the lowest merit; of several, that with the least violation.
    pub fn best(mut self, weight: f64) -> Record {
        let excess = |r: &Record| (r.violation - self.ctol).max(0.0);
        let least = self.records.iter().filter(|r| r.fun < HUGE).map(excess).fold(f64::INFINITY, f64::min);
        let limit = f64::EPSILON.max(2.0 * least);
        let merit = |r: &Record| r.fun.max(-f64::MAX) + weight * excess(r);
        let allowed = |r: &&Record| r.fun < HUGE && excess(r) <= limit;
        let lowest = self.records.iter().filter(allowed).map(merit).fold(f64::INFINITY, f64::min);
        let near = |r: &&Record| r.fun < HUGE && merit(r) <= lowest;
        let limit = self.records.iter().filter(near).map(excess).fold(f64::INFINITY, f64::min);
        let value =
            self.records.iter().filter(|r| excess(r) <= limit).map(|r| r.fun).fold(f64::INFINITY, f64::min);
        let chosen = (0..self.records.len())
            .filter(|&i| self.records[i].fun <= value)
            .reduce(|a, b| if self.records[b].violation < self.records[a].violation { b } else { a })
            .unwrap_or(self.records.len() - 1);
        self.records.swap_remove(chosen)
    }
}
