//! The factors of a basis: sparse LU, kept up to date as columns are replaced.
//!
//! Most of a basis of a linear program is a permuted triangle. Singleton columns and rows are taken off first, without
//! fill-in; what is left is factorised column by column (Gilbert and Peierls, *Sparse partial pivoting in time
//! proportional to arithmetic operations*, 1988), with pivots that are large enough in rows that are short (Suhl and
//! Suhl, *Computing sparse LU factorizations for large-scale linear programming bases*, 1990). A basic variable has
//! the number of its pivot row, so that vectors before and after a solution are indexed alike.

use super::sparse::Sparse;

/// Entries below it are not pivots.
const PIVOT: f64 = 1e-10;
/// Entries below it are rounding errors.
const DROP: f64 = 1e-14;
/// A pivot is at least this part of the largest entry of its column.
const THRESHOLD: f64 = 0.1;

/// In the order of elimination: the place of a row that has moved to the end.
const MOVED: usize = usize::MAX;

/// LU factors of a basis, kept up to date.
#[derive(Debug, Clone, Default)]
pub(super) struct Factor {
    /// Pivot rows in the order of elimination, where each is in it, and the pivots by row.
    order: Vec<usize>,
    place: Vec<usize>,
    pivots: Vec<f64>,
    /// The multipliers below those pivots that have any.
    lower: Sparse,
    lower_rows: Vec<usize>,
    /// By pivot row: the entries of U above the pivot and right of it.
    columns: Vec<Vec<(usize, f64)>>,
    rows: Vec<Vec<(usize, f64)>>,
    /// Rows of U eliminated since, with their multipliers.
    changed_rows: Vec<usize>,
    changes: Sparse,
    /// What the column that is to enter was before U was solved.
    spike: Vec<(usize, f64)>,
    /// How many entries there were at first, and are now.
    fresh: usize,
    size: usize,
    work: Vec<f64>,
}

impl Factor {
    /// Factorises the columns; returns the column of each row, none where the matrix is singular.
    pub fn factorise<'a>(
        &mut self,
        m: usize,
        column: impl Fn(usize) -> &'a [(usize, f64)],
    ) -> Vec<Option<usize>> {
        self.clear(m);
        let mut work = Elimination::new(self, m, &column);
        work.singleton_columns();
        work.singleton_rows();
        work.rest();
        let of_row = work.of_row;
        for k in 0..self.order.len() {
            let row = self.order[k];
            self.place[row] = k;
            for &(i, value) in &self.columns[row] {
                self.rows[i].push((row, value));
            }
        }
        let above: usize = self.columns.iter().map(Vec::len).sum();
        self.fresh = above + self.lower.entries().len() + m;
        self.size = self.fresh;
        of_row
    }

    fn clear(&mut self, m: usize) {
        self.order.clear();
        self.place = vec![MOVED; m];
        self.pivots = vec![1.0; m];
        self.work = vec![0.0; m];
        self.lower.clear();
        self.lower_rows.clear();
        self.changes.clear();
        self.changed_rows.clear();
        for lists in [&mut self.columns, &mut self.rows] {
            lists.resize(m, Vec::new());
            lists.iter_mut().for_each(Vec::clear);
        }
    }

    /// Puts the column solved last by `solve_entering` in the place of the one with pivot row `row` (Forrest and
    /// Tomlin, *Updated triangular factors of the basis to maintain sparsity in the product form simplex method*, 1972).
    ///
    /// The row and the column go to the end of the order, and the row is eliminated.
    pub fn replace(&mut self, row: usize) {
        self.remove(row);
        let multipliers = self.eliminate(row);
        self.spike.iter().for_each(|&(i, v)| self.work[i] = v);
        self.pivots[row] = multipliers.iter().fold(self.work[row], |pivot, &(j, r)| pivot - r * self.work[j]);
        self.size += multipliers.len();
        self.changes.push(multipliers);
        for &(i, value) in &self.spike {
            self.work[i] = 0.0;
            if i != row && value.abs() > DROP {
                self.columns[row].push((i, value));
                self.rows[i].push((row, value));
                self.size += 1;
            }
        }
        self.order[self.place[row]] = MOVED;
        self.place[row] = self.order.len();
        self.order.push(row);
        self.changed_rows.push(row);
    }

    /// Takes a row and its column out of U.
    fn remove(&mut self, row: usize) {
        for (i, _) in std::mem::take(&mut self.columns[row]) {
            self.rows[i].retain(|e| e.0 != row);
        }
        for &(j, value) in &self.rows[row] {
            self.columns[j].retain(|e| e.0 != row);
            self.work[j] = value;
        }
    }

    /// The multipliers that eliminate a row, which `work` holds.
    fn eliminate(&mut self, row: usize) -> Vec<(usize, f64)> {
        let mut multipliers = Vec::new();
        let first = self.place[row] + 1;
        if self.rows[row].is_empty() {
            return multipliers;
        }
        for &j in self.order[first..].iter().filter(|j| **j != MOVED) {
            let value = std::mem::take(&mut self.work[j]);
            if value.abs() > DROP {
                let multiplier = value / self.pivots[j];
                multipliers.push((j, multiplier));
                self.rows[j].iter().for_each(|&(k, u)| self.work[k] -= u * multiplier);
            }
        }
        self.rows[row].clear();
        multipliers
    }

    /// How many columns were replaced since the factorisation.
    pub fn age(&self) -> usize {
        self.changed_rows.len()
    }

    /// True once a new factorisation is worth its time.
    pub fn is_old(&self) -> bool {
        self.age() >= 100 || (self.age() >= 20 && self.size > 3 * self.fresh)
    }

    /// Solves `B x = b` in place.
    pub fn solve(&self, x: &mut [f64]) {
        self.solve_lower(x);
        self.solve_upper(x);
    }

    /// The same, for the column that is to replace another.
    pub fn solve_entering(&mut self, x: &mut [f64]) {
        self.solve_lower(x);
        self.spike.clear();
        self.spike.extend(x.iter().copied().enumerate().filter(|e| e.1 != 0.0));
        self.solve_upper(x);
    }

    fn solve_lower(&self, x: &mut [f64]) {
        for (k, &row) in self.lower_rows.iter().enumerate() {
            let v = x[row];
            if v != 0.0 {
                self.lower.list(k).iter().for_each(|&(i, l)| x[i] -= l * v);
            }
        }
        for (k, &row) in self.changed_rows.iter().enumerate() {
            x[row] -= self.changes.dot(k, x);
        }
    }

    fn solve_upper(&self, x: &mut [f64]) {
        for &row in self.order.iter().rev().filter(|r| **r != MOVED) {
            if x[row] != 0.0 {
                let v = x[row] / self.pivots[row];
                x[row] = v;
                self.columns[row].iter().for_each(|&(i, u)| x[i] -= u * v);
            }
        }
    }

    /// Solves `Bᵀ y = c` in place.
    pub fn solve_transposed(&self, y: &mut [f64]) {
        for &row in self.order.iter().filter(|r| **r != MOVED) {
            if y[row] != 0.0 {
                let v = y[row] / self.pivots[row];
                y[row] = v;
                self.rows[row].iter().for_each(|&(i, u)| y[i] -= u * v);
            }
        }
        for (k, &row) in self.changed_rows.iter().enumerate().rev() {
            let v = y[row];
            if v != 0.0 {
                self.changes.list(k).iter().for_each(|&(j, r)| y[j] -= r * v);
            }
        }
        for (k, &row) in self.lower_rows.iter().enumerate().rev() {
            y[row] -= self.lower.dot(k, y);
        }
    }
}

/// A factorisation under way.
struct Elimination<'a, 'f, C> {
    factor: &'f mut Factor,
    column: &'f C,
    /// The transpose: columns by row.
    rows: Sparse,
    /// How many entries of a column or a row are in rows and columns not yet eliminated.
    column_count: Vec<usize>,
    row_count: Vec<usize>,
    of_row: Vec<Option<usize>>,
    done: Vec<bool>,
    lifetime: std::marker::PhantomData<&'a ()>,
}

impl<'a, 'f, C: Fn(usize) -> &'a [(usize, f64)]> Elimination<'a, 'f, C> {
    fn new(factor: &'f mut Factor, m: usize, column: &'f C) -> Self {
        let mut columns = Sparse::default();
        (0..m).for_each(|k| columns.push(column(k).iter().copied()));
        let rows = columns.transposed(m);
        Self {
            column_count: (0..m).map(|k| columns.list(k).len()).collect(),
            row_count: (0..m).map(|r| rows.list(r).len()).collect(),
            of_row: vec![None; m],
            done: vec![false; m],
            factor,
            column,
            rows,
            lifetime: std::marker::PhantomData,
        }
    }

    /// Notes a pivot, with the entries above and, divided by it, below.
    fn eliminate(&mut self, k: usize, row: usize, entries: &[(usize, f64)]) {
        let pivot = entries.iter().find(|e| e.0 == row).map_or(1.0, |e| e.1);
        let above = entries.iter().filter(|e| self.of_row[e.0].is_some());
        self.factor.columns[row].extend(above);
        let below = || entries.iter().filter(|e| e.0 != row && self.of_row[e.0].is_none());
        if below().next().is_some() {
            self.factor.lower.push(below().map(|e| (e.0, e.1 / pivot)));
            self.factor.lower_rows.push(row);
        }
        self.factor.pivots[row] = pivot;
        self.factor.order.push(row);
        self.of_row[row] = Some(k);
        self.done[k] = true;
    }

    fn singleton_columns(&mut self) {
        let mut waiting: Vec<usize> = (0..self.done.len()).filter(|&k| self.column_count[k] == 1).collect();
        while let Some(k) = waiting.pop() {
            let entries = (self.column)(k);
            let pivot = entries.iter().find(|e| self.of_row[e.0].is_none());
            let Some(&(row, _)) = pivot.filter(|e| e.1.abs() > PIVOT) else { continue };
            self.eliminate(k, row, entries);
            for &(j, _) in self.rows.list(row) {
                self.column_count[j] -= 1;
                if self.column_count[j] == 1 && !self.done[j] {
                    waiting.push(j);
                }
            }
            entries.iter().for_each(|e| self.row_count[e.0] -= 1);
        }
    }

    fn singleton_rows(&mut self) {
        let single = |r: &usize| self.row_count[*r] == 1 && self.of_row[*r].is_none();
        let mut waiting: Vec<usize> = (0..self.done.len()).filter(single).collect();
        while let Some(row) = waiting.pop() {
            let Some(&(k, value)) = self.rows.list(row).iter().find(|e| !self.done[e.0]) else { continue };
            let entries = (self.column)(k);
            let open = entries.iter().filter(|e| self.of_row[e.0].is_none());
            let largest = open.fold(0.0, |m: f64, e| m.max(e.1.abs()));
            if self.of_row[row].is_some() || value.abs() <= PIVOT.max(THRESHOLD * 0.1 * largest) {
                continue;
            }
            self.eliminate(k, row, entries);
            for &(r, _) in entries {
                self.row_count[r] -= 1;
                if self.row_count[r] == 1 && self.of_row[r].is_none() {
                    waiting.push(r);
                }
            }
        }
    }

    /// Left-looking elimination of what has no singletons, short columns first.
    fn rest(&mut self) {
        let m = self.done.len();
        let mut order: Vec<usize> = (0..m).filter(|&k| !self.done[k]).collect();
        order.sort_by_key(|&k| self.column_count[k]);
        let mut x = vec![0.0; m];
        for k in order {
            (self.column)(k).iter().for_each(|&(r, v)| x[r] = v);
            for (l, &row) in self.factor.lower_rows.iter().enumerate() {
                let v = x[row];
                if v != 0.0 {
                    self.factor.lower.list(l).iter().for_each(|&(i, a)| x[i] -= a * v);
                }
            }
            let entries: Vec<(usize, f64)> = x
                .iter_mut()
                .enumerate()
                .filter(|(_, v)| **v != 0.0)
                .map(|(i, v)| (i, std::mem::take(v)))
                .collect();
            let entries: Vec<_> = entries.into_iter().filter(|e| e.1.abs() > DROP).collect();
            if let Some(row) = self.pivot(&entries) {
                self.eliminate(k, row, &entries);
            }
        }
    }

    /// The shortest row among those whose entry is large enough.
    fn pivot(&self, entries: &[(usize, f64)]) -> Option<usize> {
        let open = || entries.iter().filter(|e| self.of_row[e.0].is_none());
        let largest = open().fold(0.0, |m: f64, e| m.max(e.1.abs()));
        let fit = open().filter(|e| e.1.abs() > PIVOT.max(THRESHOLD * largest));
        fit.min_by_key(|e| self.row_count[e.0]).map(|e| e.0)
    }
}
