//! The factors of a basis: sparse LU, updated in product form.
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

/// LU factors of a basis and the changes since.
#[derive(Debug, Clone, Default)]
pub(super) struct Factor {
    /// Pivot rows in the order of elimination, and the pivots.
    pivots: Vec<(usize, f64)>,
    /// The multipliers below those pivots that have any.
    lower: Sparse,
    lower_rows: Vec<usize>,
    /// By pivot: the entries above it in its column, and right of it in its row.
    upper: Sparse,
    upper_by_row: Sparse,
    /// Columns that replaced others: the row, the pivot, the other entries.
    changes: Vec<(usize, f64)>,
    change_entries: Sparse,
}

impl Factor {
    /// Factorises the columns; returns the column of each row, none where the matrix is singular.
    pub fn factorise<'a>(
        &mut self,
        m: usize,
        column: impl Fn(usize) -> &'a [(usize, f64)],
    ) -> Vec<Option<usize>> {
        self.pivots.clear();
        self.lower.clear();
        self.lower_rows.clear();
        self.upper.clear();
        self.changes.clear();
        self.change_entries.clear();
        let mut work = Elimination::new(self, m, &column);
        work.singleton_columns();
        work.singleton_rows();
        work.rest();
        let of_row = work.of_row;
        self.transpose_upper(m);
        of_row
    }

    /// The rows of U, in the order of elimination.
    fn transpose_upper(&mut self, m: usize) {
        let by_row = self.upper.transposed(m);
        self.upper_by_row.clear();
        for &(row, _) in &self.pivots {
            self.upper_by_row.push(by_row.list(row).iter().map(|&(k, value)| (self.pivots[k].0, value)));
        }
    }

    /// Puts the column, whose solution is given, in the place of the one with pivot row `row`.
    pub fn replace(&mut self, row: usize, solution: &[f64]) {
        let others = solution.iter().enumerate().filter(|(i, v)| *i != row && v.abs() > DROP);
        self.change_entries.push(others.map(|(i, v)| (i, *v)));
        self.changes.push((row, solution[row]));
    }

    /// How many columns were replaced since the factorisation.
    pub fn age(&self) -> usize {
        self.changes.len()
    }

    /// True once a new factorisation is worth its time.
    pub fn is_old(&self) -> bool {
        let fresh = self.upper.entries().len() + self.lower.entries().len() + self.pivots.len();
        self.age() >= 100 || (self.age() >= 20 && self.change_entries.entries().len() > 2 * fresh)
    }

    /// Solves `B x = b` in place.
    pub fn solve(&self, x: &mut [f64]) {
        for (k, &row) in self.lower_rows.iter().enumerate() {
            let v = x[row];
            if v != 0.0 {
                self.lower.list(k).iter().for_each(|&(i, l)| x[i] -= l * v);
            }
        }
        for (k, &(row, pivot)) in self.pivots.iter().enumerate().rev() {
            if x[row] != 0.0 {
                let v = x[row] / pivot;
                x[row] = v;
                self.upper.list(k).iter().for_each(|&(i, u)| x[i] -= u * v);
            }
        }
        for (k, &(row, pivot)) in self.changes.iter().enumerate() {
            if x[row] != 0.0 {
                let v = x[row] / pivot;
                x[row] = v;
                self.change_entries.list(k).iter().for_each(|&(i, a)| x[i] -= a * v);
            }
        }
    }

    /// Solves `Bᵀ y = c` in place.
    pub fn solve_transposed(&self, y: &mut [f64]) {
        for (k, &(row, pivot)) in self.changes.iter().enumerate().rev() {
            y[row] = (y[row] - self.change_entries.dot(k, y)) / pivot;
        }
        for (k, &(row, pivot)) in self.pivots.iter().enumerate() {
            if y[row] != 0.0 {
                let v = y[row] / pivot;
                y[row] = v;
                self.upper_by_row.list(k).iter().for_each(|&(i, u)| y[i] -= u * v);
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
        self.factor.upper.push(above.copied());
        let below = || entries.iter().filter(|e| e.0 != row && self.of_row[e.0].is_none());
        if below().next().is_some() {
            self.factor.lower.push(below().map(|e| (e.0, e.1 / pivot)));
            self.factor.lower_rows.push(row);
        }
        self.factor.pivots.push((row, pivot));
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
