//! The primal simplex method for bounded variables, from a basis that is primal feasible.
//!
//! Reference weights for prices (Harris 1973), her ratio test in two passes, bounds moved where the method stalls.

use super::simplex::{Place, SMALL, Simplex, scatter};
use super::{LinprogStatus, Progress};

/// What ends a step of the primal method.
enum Block {
    /// The basic variable of this row gets to a bound, the upper one if true, after so much.
    Row(usize, bool, f64),
    /// The entering variable gets to its other bound.
    Itself,
    Nothing,
}

impl Simplex<'_> {
    /// Iterates until the basis is dual feasible; a status if it ends otherwise.
    pub(super) fn primal<E>(
        &mut self,
        watch: &mut impl FnMut(&Progress) -> Result<(), E>,
    ) -> Result<Option<LinprogStatus>, E> {
        self.column_weight.fill(1.0);
        loop {
            if let Some(status) = self.tick(watch)? {
                return Ok(Some(status));
            }
            if self.factor.is_old() {
                self.refactor();
            }
            let Some(q) = self.entering_variable() else {
                if self.factor.age() == 0 {
                    // The weights of the dual method are those of another basis.
                    self.row_weight.fill(1.0);
                    return Ok(None);
                }
                self.refactor();
                continue;
            };
            let column = self.solution(q);
            match self.primal_ratio_test(q, &column) {
                Block::Nothing if self.factor.age() == 0 => return Ok(Some(LinprogStatus::Unbounded)),
                Block::Nothing => self.refactor(),
                Block::Itself => self.primal_flip(q, &column),
                Block::Row(r, to_upper, step) => self.primal_step(q, r, to_upper, step, &column),
            }
        }
    }

    fn entering_variable(&self) -> Option<usize> {
        let mut best = (0.0, None);
        for j in 0..self.n + self.m {
            let violation = self.dual_violation(j);
            if violation > self.tolerances.dual {
                let merit = violation * violation / self.column_weight[j];
                if merit > best.0 {
                    best = (merit, Some(j));
                }
            }
        }
        best.1
    }

    /// Which way a basic variable goes, and the distances to its bound there, as it is and relaxed.
    fn distance(&self, r: usize, rate: f64) -> (bool, f64, f64) {
        let j = self.head[r];
        let (lower, upper) = self.bounds[j];
        let room = if rate > 0.0 { upper - self.x[j] } else { self.x[j] - lower };
        let rate_size = rate.abs();
        (rate > 0.0, (room / rate_size).max(0.0), (room + self.tolerances.primal).max(0.0) / rate_size)
    }

    fn primal_ratio_test(&self, q: usize, column: &[f64]) -> Block {
        let direction = if self.d[q] < 0.0 { 1.0 } else { -1.0 };
        let blocking = || column.iter().enumerate().filter(|(_, a)| a.abs() > SMALL);
        let relaxed = |(r, a): (usize, &f64)| self.distance(r, -direction * a).2;
        let limit = blocking().map(relaxed).fold(f64::INFINITY, f64::min);
        let range = self.bounds[q].1 - self.bounds[q].0;
        let mut best = (0.0, Block::Nothing);
        if limit.is_finite() {
            for (r, a) in blocking() {
                let (to_upper, step, _) = self.distance(r, -direction * a);
                if step <= limit && a.abs() > best.0 {
                    best = (a.abs(), Block::Row(r, to_upper, step));
                }
            }
        }
        match best.1 {
            Block::Row(_, _, step) if range > step => best.1,
            Block::Nothing if range.is_infinite() => Block::Nothing,
            _ => Block::Itself,
        }
    }

    fn primal_flip(&mut self, q: usize, column: &[f64]) {
        let old = self.x[q];
        self.place_at_bound(q, self.place[q] == Place::Lower);
        let by = self.x[q] - old;
        for (r, a) in column.iter().enumerate().filter(|(_, a)| **a != 0.0) {
            self.x[self.head[r]] -= by * a;
        }
        self.iterations += 1;
    }

    fn primal_step(&mut self, q: usize, r: usize, to_upper: bool, step: f64, column: &[f64]) {
        let leaving = self.head[r];
        self.pivot_row(r);
        let pivot = column[r];
        if (pivot - self.row[q]).abs() > 1e-7 * (1.0 + pivot.abs()) && self.factor.age() > 0 {
            self.refactor();
            return;
        }
        self.update_column_weights(q, leaving, pivot);
        let by = if self.d[q] < 0.0 { step } else { -step };
        for (i, a) in column.iter().enumerate().filter(|(_, a)| **a != 0.0) {
            self.x[self.head[i]] -= by * a;
        }
        self.x[q] += by;
        self.update_reduced_costs(q, leaving, pivot);
        self.exchange(r, q, to_upper);
        if self.stalls(step) {
            self.perturb_bounds();
        }
    }

    fn update_column_weights(&mut self, q: usize, leaving: usize, pivot: f64) {
        let reference = self.column_weight[q] / (pivot * pivot);
        for &j in &self.touched {
            let weight = self.row[j] * self.row[j] * reference;
            self.column_weight[j] = self.column_weight[j].max(weight);
        }
        self.column_weight[leaving] = reference.max(1.0);
        if reference > 1e12 {
            self.column_weight.fill(1.0);
        }
    }

    /// Moves the bounds of basic variables away, each by another amount.
    fn perturb_bounds(&mut self) {
        for &j in &self.head {
            let (lower, upper) = self.bounds[j];
            let size = |b: f64| 1e-6 * (1.0 + b.abs()) * scatter(j) * (self.stalled as f64 / 50.0).min(100.0);
            self.bounds[j] = (lower - size(lower), upper + size(upper));
        }
    }
}
