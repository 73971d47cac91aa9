//! The state that the dual and the primal simplex method share: bounds, basis, values, reduced costs.
//!
//! The program is `min cᵀx, A x + s = 0` with bounds on all of `(x, s)`: a logical variable `s` for each row, whose
//! bounds are those of the row, negated and swapped.

use super::factor::Factor;
use super::sparse::Sparse;
use super::{LinprogStatus, Progress};
use std::time::Instant;

/// Bounds may be violated by so much, and reduced costs have the wrong sign by so much, in the scaled program.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tolerances {
    pub primal: f64,
    pub dual: f64,
}

/// Entries of a pivot row or column below it do not limit a step.
pub(super) const SMALL: f64 = 1e-9;

/// Where a variable is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Basic,
    Lower,
    Upper,
    /// Not basic, without bounds, at zero.
    Free,
}

/// When to give up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub iterations: usize,
    pub until: Option<Instant>,
}

/// A simplex method's variables; structural ones first, then the logical ones.
#[derive(Debug, Clone)]
pub(super) struct Simplex<'a> {
    pub columns: &'a Sparse,
    pub rows: &'a Sparse,
    pub units: &'a [(usize, f64)],
    pub scale: &'a [f64],
    pub n: usize,
    pub m: usize,
    pub tolerances: Tolerances,
    pub limits: Limits,
    /// The costs and the bounds, and what of them is used for now.
    pub true_cost: Vec<f64>,
    pub cost: Vec<f64>,
    pub true_bounds: Vec<(f64, f64)>,
    pub bounds: Vec<(f64, f64)>,
    pub x: Vec<f64>,
    /// Reduced costs.
    pub d: Vec<f64>,
    pub place: Vec<Place>,
    /// The basic variable of each row.
    pub head: Vec<usize>,
    pub factor: Factor,
    /// The pivot row, and where it is not zero among variables that are not basic.
    pub row: Vec<f64>,
    pub touched: Vec<usize>,
    /// Squared norms of the rows of the inverse, by basic variable (dual), and reference weights (primal).
    pub row_weight: Vec<f64>,
    pub column_weight: Vec<f64>,
    pub iterations: usize,
    pub phase: u8,
    pub stalled: usize,
}

impl<'a> Simplex<'a> {
    /// The basis of the logical variables.
    pub fn new(
        columns: &'a Sparse,
        rows: &'a Sparse,
        units: &'a [(usize, f64)],
        scale: &'a [f64],
        cost: Vec<f64>,
        bounds: Vec<(f64, f64)>,
        tolerances: Tolerances,
        limits: Limits,
    ) -> Self {
        let (n, m) = (columns.len(), rows.len());
        let all = n + m;
        let mut out = Self {
            columns,
            rows,
            units,
            scale,
            n,
            m,
            tolerances,
            limits,
            cost: cost.clone(),
            true_cost: cost,
            bounds: bounds.clone(),
            true_bounds: bounds,
            x: vec![0.0; all],
            d: vec![0.0; all],
            place: vec![Place::Free; all],
            head: (n..all).collect(),
            factor: Factor::default(),
            row: vec![0.0; all],
            touched: Vec::new(),
            row_weight: vec![1.0; all],
            column_weight: vec![1.0; all],
            iterations: 0,
            phase: 1,
            stalled: 0,
        };
        (0..n).for_each(|j| out.place_at_bound(j, out.true_cost[j] < 0.0));
        (n..all).for_each(|j| out.place[j] = Place::Basic);
        out.refactor();
        out
    }

    /// The column of a variable.
    pub fn column(&self, j: usize) -> &'a [(usize, f64)] {
        if j < self.n { self.columns.list(j) } else { &self.units[j - self.n..=j - self.n] }
    }

    /// Makes a variable nonbasic, at the bound that is preferred if there is one.
    pub fn place_at_bound(&mut self, j: usize, upper: bool) {
        let (lower, high) = self.bounds[j];
        let place = match (lower.is_finite(), high.is_finite()) {
            (false, false) => Place::Free,
            (true, true) if upper => Place::Upper,
            (true, _) => Place::Lower,
            (false, true) => Place::Upper,
        };
        self.place[j] = place;
        self.x[j] = self.rest(j);
    }

    /// The value of a variable that is not basic.
    pub fn rest(&self, j: usize) -> f64 {
        match self.place[j] {
            Place::Lower => self.bounds[j].0,
            Place::Upper => self.bounds[j].1,
            Place::Free => 0.0,
            Place::Basic => self.x[j],
        }
    }

    /// Factorises the basis and computes values and reduced costs anew.
    pub fn refactor(&mut self) {
        while !self.factorise() {}
        self.values();
        self.reduced_costs();
    }

    /// False if columns had to leave the basis, for being combinations of the others.
    fn factorise(&mut self) -> bool {
        let old = std::mem::take(&mut self.head);
        let mut factor = std::mem::take(&mut self.factor);
        let of_row = factor.factorise(self.m, |k| self.column(old[k]));
        self.factor = factor;
        let regular = of_row.iter().all(Option::is_some);
        if !regular {
            let mut kept = vec![false; self.m];
            of_row.iter().flatten().for_each(|&k| kept[k] = true);
            for k in (0..self.m).filter(|k| !kept[*k]) {
                self.place_at_bound(old[k], self.d[old[k]] < 0.0);
            }
        }
        self.head = of_row.iter().enumerate().map(|(r, k)| k.map_or(self.n + r, |k| old[k])).collect();
        for r in 0..self.m {
            let j = self.head[r];
            if self.place[j] != Place::Basic {
                self.place[j] = Place::Basic;
                self.row_weight[j] = 1.0;
            }
        }
        regular
    }

    /// The values of the basic variables from those of the others.
    pub fn values(&mut self) {
        let mut b = vec![0.0; self.m];
        for j in 0..self.n + self.m {
            if self.place[j] == Place::Basic {
                continue;
            }
            self.x[j] = self.rest(j);
            if self.x[j] != 0.0 {
                self.column(j).iter().for_each(|&(r, a)| b[r] -= a * self.x[j]);
            }
        }
        self.factor.solve(&mut b);
        (0..self.m).for_each(|r| self.x[self.head[r]] = b[r]);
    }

    /// The dual variables of the rows, for the costs used now.
    pub fn multipliers(&self) -> Vec<f64> {
        let mut y: Vec<f64> = self.head.iter().map(|&j| self.cost[j]).collect();
        self.factor.solve_transposed(&mut y);
        y
    }

    /// Computes the reduced costs.
    pub fn reduced_costs(&mut self) {
        let y = self.multipliers();
        for j in 0..self.n {
            self.d[j] = self.cost[j] - self.columns.dot(j, &y);
        }
        for r in 0..self.m {
            self.d[self.n + r] = self.cost[self.n + r] - y[r];
        }
        self.head.iter().for_each(|&j| self.d[j] = 0.0);
    }

    /// `B⁻¹` times the column of the variable that is to enter.
    pub fn solution(&mut self, j: usize) -> Vec<f64> {
        let mut x = vec![0.0; self.m];
        self.column(j).iter().for_each(|&(r, a)| x[r] = a);
        self.factor.solve_entering(&mut x);
        x
    }

    /// Row `r` of `B⁻¹`; the row of `B⁻¹ A` goes into `row` and `touched`.
    pub fn pivot_row(&mut self, r: usize) -> Vec<f64> {
        let mut rho = vec![0.0; self.m];
        rho[r] = 1.0;
        self.factor.solve_transposed(&mut rho);
        self.touched.iter().for_each(|&j| self.row[j] = 0.0);
        self.touched.clear();
        for i in 0..self.m {
            let v = rho[i];
            if v.abs() <= 1e-14 {
                continue;
            }
            for &(j, a) in self.rows.list(i).iter().chain(std::iter::once(&(self.n + i, 1.0))) {
                if self.place[j] != Place::Basic {
                    if self.row[j] == 0.0 {
                        self.touched.push(j);
                        self.row[j] = f64::MIN_POSITIVE;
                    }
                    self.row[j] += a * v;
                }
            }
        }
        rho
    }

    /// By how much a value is outside its bounds: negative below, positive above.
    pub fn violation(&self, j: usize) -> f64 {
        let (lower, upper) = self.bounds[j];
        let x = self.x[j];
        if x < lower - self.tolerances.primal {
            x - lower
        } else if x > upper + self.tolerances.primal {
            x - upper
        } else {
            0.0
        }
    }

    /// By how much a reduced cost has the wrong sign.
    pub fn dual_violation(&self, j: usize) -> f64 {
        let d = self.d[j];
        match self.place[j] {
            Place::Basic => 0.0,
            Place::Free => d.abs(),
            _ if self.bounds[j].0 == self.bounds[j].1 => 0.0,
            Place::Lower => -d,
            Place::Upper => d,
        }
    }

    pub fn is_primal_feasible(&self) -> bool {
        self.head.iter().all(|&j| self.violation(j) == 0.0)
    }

    pub fn is_dual_feasible(&self) -> bool {
        (0..self.n + self.m).all(|j| self.dual_violation(j) <= self.tolerances.dual)
    }

    /// Exchanges the basic variable of row `r` for `q`, whose solution was the last; the one that leaves goes to a
    /// bound.
    pub fn exchange(&mut self, r: usize, q: usize, to_upper: bool) {
        let leaving = self.head[r];
        self.factor.replace(r);
        self.head[r] = q;
        self.place[q] = Place::Basic;
        self.place_at_bound(leaving, to_upper);
        self.iterations += 1;
    }

    pub fn progress(&self) -> Progress<'_> {
        Progress { iterations: self.iterations, phase: self.phase, scaled: &self.x, scale: self.scale }
    }

    /// Makes variables basic that an equation alone determines.
    pub fn solve_singletons(&mut self) {
        let mut found = false;
        for r in 0..self.m {
            let (logical, (lower, upper)) = (self.n + r, self.bounds[self.n + r]);
            if let &[(j, _)] = self.rows.list(r)
                && lower == upper
                && self.place[j] != Place::Basic
            {
                self.place_at_bound(logical, false);
                self.place[j] = Place::Basic;
                self.head[r] = j;
                found = true;
            }
        }
        if found {
            self.refactor();
        }
    }

    /// Makes those variables basic that are between their bounds at `x`, as far as they are independent.
    pub fn start_from(&mut self, x: &[f64]) {
        let mut all: Vec<f64> = x.iter().zip(self.scale).map(|(x, s)| x / s).collect();
        all.extend(self.columns.times(&all, self.m).iter().map(|v| -v));
        let tolerance = self.tolerances.primal;
        let near =
            |x: f64, bound: f64| bound.is_finite() && (x - bound).abs() <= tolerance * (1.0 + bound.abs());
        let between = |j: &usize| !near(all[*j], self.bounds[*j].0) && !near(all[*j], self.bounds[*j].1);
        let mut head: Vec<usize> = (0..all.len()).filter(between).collect();
        let rest: Vec<usize> = (self.n..all.len()).filter(|j| !between(j)).collect();
        for j in 0..all.len() {
            let upper = near(all[j], self.bounds[j].1);
            self.place_at_bound(j, upper);
        }
        head.extend(rest);
        head.truncate(self.m);
        head.iter().for_each(|&j| self.place[j] = Place::Basic);
        self.head = head;
        self.refactor();
    }

    /// Counts steps of length zero; true every time there were too many in a row.
    pub fn stalls(&mut self, step: f64) -> bool {
        self.stalled = if step.abs() <= 1e-12 { self.stalled + 1 } else { 0 };
        self.stalled > 0 && self.stalled.is_multiple_of(50 + self.m / 10)
    }

    /// Tells of the progress; a status if a limit is reached.
    pub fn tick<E>(
        &self,
        watch: &mut impl FnMut(&Progress) -> Result<(), E>,
    ) -> Result<Option<LinprogStatus>, E> {
        watch(&self.progress())?;
        let late = || self.limits.until.is_some_and(|t| Instant::now() >= t);
        Ok(if self.iterations >= self.limits.iterations {
            Some(LinprogStatus::IterationLimit)
        } else if late() {
            Some(LinprogStatus::TimeLimit)
        } else {
            None
        })
    }

    /// From any basis to an optimal one.
    ///
    /// Costs are shifted until the basis is dual feasible, the dual method makes it primal feasible, and the primal
    /// method goes on with the true costs (Wunderling, *Paralleler und objektorientierter Simplex-Algorithmus*, 1996):
    /// neither needs a first phase of its own.
    pub fn solve<E>(
        &mut self,
        watch: &mut impl FnMut(&Progress) -> Result<(), E>,
    ) -> Result<LinprogStatus, E> {
        for _ in 0..50 {
            if !self.is_primal_feasible() {
                self.phase = 1;
                self.make_dual_feasible();
                if let Some(status) = self.dual(watch)? {
                    return Ok(status);
                }
                self.cost.clone_from(&self.true_cost);
                self.refactor();
            }
            if !self.is_dual_feasible() {
                self.phase = 2;
                if let Some(status) = self.primal(watch)? {
                    return Ok(status);
                }
                self.bounds.clone_from(&self.true_bounds);
                self.refactor();
            }
            if self.is_primal_feasible() && self.is_dual_feasible() {
                return Ok(LinprogStatus::Optimal);
            }
        }
        Ok(LinprogStatus::Numerical)
    }

    /// Moves variables to their other bound, or shifts their cost, where reduced costs have the wrong sign.
    fn make_dual_feasible(&mut self) {
        let mut moved = false;
        for j in 0..self.n + self.m {
            if self.dual_violation(j) <= self.tolerances.dual {
                continue;
            }
            let (lower, upper) = self.bounds[j];
            if lower.is_finite() && upper.is_finite() {
                self.place_at_bound(j, self.d[j] < 0.0);
                moved = true;
            } else {
                self.shift_cost(j, -self.d[j]);
            }
        }
        if moved {
            self.values();
        }
    }

    /// Changes a cost, and with it the reduced cost.
    pub fn shift_cost(&mut self, j: usize, by: f64) {
        self.cost[j] += by;
        self.d[j] += by;
    }
}

/// A number in (0.5, 1) that depends on the index alone (Knuth's multiplicative hash).
pub(super) fn scatter(j: usize) -> f64 {
    let hashed = (j as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 11;
    0.5 + hashed as f64 / (1_u64 << 54) as f64
}
