//! The dual simplex method for bounded variables.
//!
//! Koberstein, *The dual simplex method, techniques for a fast and stable implementation* (2005): steepest edge pricing
//! (Forrest and Goldfarb 1992), the ratio test that flips bounds (Maros 2003) in groups of Harris (1973), costs
//! shifted where a step would make them infeasible and perturbed where the method stalls.

use super::simplex::{Place, SMALL, Simplex, scatter};
use super::{LinprogStatus, Progress};

/// A step of the dual method.
struct DualStep {
    entering: usize,
    /// Variables that go to their other bound.
    flips: Vec<usize>,
}

impl Simplex<'_> {
    /// Iterates until the basis is primal feasible; a status if it ends otherwise.
    pub(super) fn dual<E>(
        &mut self,
        watch: &mut impl FnMut(&Progress) -> Result<(), E>,
    ) -> Result<Option<LinprogStatus>, E> {
        loop {
            if let Some(status) = self.tick(watch)? {
                return Ok(Some(status));
            }
            if self.factor.is_old() {
                self.refresh_dual();
            }
            let Some(r) = self.leaving_row() else {
                if self.factor.age() == 0 {
                    return Ok(None);
                }
                self.refresh_dual();
                continue;
            };
            let rho = self.pivot_row(r);
            let Some(step) = self.dual_ratio_test(self.violation(self.head[r])) else {
                if self.factor.age() == 0 {
                    return Ok(Some(LinprogStatus::Infeasible));
                }
                self.refresh_dual();
                continue;
            };
            if !self.dual_step(r, &rho, &step) {
                self.refresh_dual();
            }
        }
    }

    /// Factors anew; costs are shifted where the fresh reduced costs have the wrong sign.
    fn refresh_dual(&mut self) {
        self.refactor();
        for j in 0..self.n + self.m {
            if self.dual_violation(j) > self.tolerances.dual {
                self.shift_cost(j, -self.d[j]);
            }
        }
    }

    /// The row of the largest violation, in the norm of the rows of the inverse.
    fn leaving_row(&self) -> Option<usize> {
        let mut best = (0.0, None);
        for (r, &j) in self.head.iter().enumerate() {
            let violation = self.violation(j);
            if violation != 0.0 {
                let merit = violation * violation / self.row_weight[j];
                if merit > best.0 {
                    best = (merit, Some(r));
                }
            }
        }
        best.1
    }

    /// The breakpoints of the dual objective along the step: variables whose reduced cost goes through zero.
    fn breakpoints(&self, sign: f64) -> Vec<(usize, f64, f64)> {
        let blocks = |&j: &usize| {
            let a = sign * self.row[j];
            let place = self.place[j];
            let side = match place {
                Place::Lower => a > SMALL,
                Place::Upper => a < -SMALL,
                Place::Free => a.abs() > SMALL,
                Place::Basic => false,
            };
            let fixed = self.bounds[j].0 == self.bounds[j].1;
            (side && !fixed).then(|| {
                let d = if place == Place::Free { 0.0 } else { (self.d[j] * a.signum()).max(0.0) };
                (j, a.abs(), d)
            })
        };
        self.touched.iter().filter_map(blocks).collect()
    }

    /// The variable that enters for a violation, behind those that had better change their bound.
    fn dual_ratio_test(&self, violation: f64) -> Option<DualStep> {
        let mut open = self.breakpoints(violation.signum());
        let mut slope = violation.abs();
        let mut groups: Vec<Vec<(usize, f64, f64)>> = Vec::new();
        while !open.is_empty() {
            let bound = |&(_, a, d): &(usize, f64, f64)| (d + self.tolerances.dual) / a;
            let limit = open.iter().map(bound).fold(f64::INFINITY, f64::min);
            let (group, rest): (Vec<_>, Vec<_>) = open.into_iter().partition(|&(_, a, d)| d / a <= limit);
            slope -= group.iter().map(|&(j, a, _)| a * (self.bounds[j].1 - self.bounds[j].0)).sum::<f64>();
            groups.push(group);
            if slope < 0.0 {
                break;
            }
            open = rest;
        }
        if slope >= self.tolerances.primal {
            return None;
        }
        let largest = |g: &Vec<(usize, f64, f64)>| {
            g.iter().fold((0, 0.0), |m, &(j, a, _)| if a > m.1 { (j, a) } else { m })
        };
        let best = groups.iter().map(|g| largest(g).1).fold(0.0, f64::max);
        let last = groups.iter().rposition(|g| largest(g).1 >= (0.1 * best).min(1.0))?;
        let flips = groups[..last].iter().flatten().map(|g| g.0).collect();
        Some(DualStep { entering: largest(&groups[last]).0, flips })
    }

    /// Does the step; false if the pivot turns out to be wrong.
    fn dual_step(&mut self, r: usize, rho: &[f64], step: &DualStep) -> bool {
        let q = step.entering;
        let column = self.solution(q);
        let (pivot, seen) = (column[r], self.row[q]);
        if (pivot - seen).abs() > 1e-7 * (1.0 + pivot.abs()) && self.factor.age() > 0
            || pivot.abs() < SMALL * 0.1
        {
            return false;
        }
        self.update_row_weights(r, q, rho, &column);
        let leaving = self.head[r];
        let to_upper = self.violation(leaving) > 0.0;
        self.flip(&step.flips);
        let (lower, upper) = self.bounds[leaving];
        let primal = (self.x[leaving] - if to_upper { upper } else { lower }) / pivot;
        let dual = self.update_reduced_costs(q, leaving, seen);
        for (i, a) in column.iter().enumerate().filter(|(_, a)| **a != 0.0) {
            self.x[self.head[i]] -= primal * a;
        }
        self.x[q] += primal;
        self.exchange(r, q, to_upper);
        if self.stalls(dual) {
            self.perturb_costs();
        }
        true
    }

    /// Moves variables to their other bounds, and the basic ones with them.
    fn flip(&mut self, flips: &[usize]) {
        let mut change = vec![0.0; self.m];
        for &j in flips {
            let old = self.x[j];
            self.place_at_bound(j, self.place[j] == Place::Lower);
            let by = self.x[j] - old;
            self.column(j).iter().for_each(|&(r, a)| change[r] += a * by);
        }
        if !flips.is_empty() {
            self.factor.solve(&mut change);
            (0..self.m).for_each(|r| self.x[self.head[r]] -= change[r]);
        }
    }

    /// The reduced costs after a step; returns its length. What would get the wrong sign has its cost shifted.
    pub(super) fn update_reduced_costs(&mut self, q: usize, leaving: usize, pivot: f64) -> f64 {
        if self.phase == 1 && self.dual_violation(q) > 0.0 {
            self.shift_cost(q, -self.d[q]);
        }
        let step = self.d[q] / pivot;
        for k in 0..self.touched.len() {
            let j = self.touched[k];
            self.d[j] -= step * self.row[j];
            if self.phase == 1 && self.dual_violation(j) > self.tolerances.dual && j != q {
                self.shift_cost(j, -self.d[j]);
            }
        }
        self.d[q] = 0.0;
        self.d[leaving] = -step;
        step
    }

    fn update_row_weights(&mut self, r: usize, q: usize, rho: &[f64], column: &[f64]) {
        let weight = rho.iter().map(|v| v * v).sum::<f64>();
        let mut tau = rho.to_vec();
        self.factor.solve(&mut tau);
        let pivot = column[r];
        for i in (0..self.m).filter(|&i| i != r && column[i] != 0.0) {
            let k = column[i] / pivot;
            let w = &mut self.row_weight[self.head[i]];
            *w = (*w - 2.0 * k * tau[i] + k * k * weight).max(1e-4 + k * k * 1e-4);
        }
        self.row_weight[q] = (weight / (pivot * pivot)).max(1e-4);
    }

    /// Makes the reduced costs differ from zero, each by another amount.
    fn perturb_costs(&mut self) {
        for j in 0..self.n + self.m {
            if self.bounds[j].0 == self.bounds[j].1 {
                continue;
            }
            let size =
                5e-7 * (1.0 + self.cost[j].abs()) * scatter(j) * (self.stalled as f64 / 50.0).min(100.0);
            match self.place[j] {
                Place::Lower => self.shift_cost(j, size),
                Place::Upper => self.shift_cost(j, -size),
                Place::Basic | Place::Free => {}
            }
        }
    }
}
