//! `scipy.optimize.linear_sum_assignment`: who does what at the least cost.

use ndarray::ArrayView2;
use pallasite_array::interrupt;

/// Why there is no assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AssignmentError {
    /// A cost is not a number, or infinitely favourable.
    #[error("matrix contains invalid numeric entries")]
    InvalidEntries,
    /// Infinite costs leave no assignment.
    #[error("cost matrix is infeasible")]
    Infeasible,
}

/// The rows and columns that, paired, have the least sum of costs, rows ascending; as many as the shorter side
/// has. With `maximize`, the largest sum.
///
/// Shortest augmenting paths with dual variables, after Crouse, *On implementing 2D rectangular assignment
/// algorithms* (2016).
///
/// # Errors
/// NaN or an infinite cost of the wrong sign; no assignment of finite cost.
///
/// ```
/// use ndarray::array;
/// use pallasite_optimize::linear_sum_assignment;
/// let cost = array![[4.0, 1.0, 3.0], [2.0, 0.0, 5.0], [3.0, 2.0, 2.0]];
/// assert_eq!(linear_sum_assignment(cost.view(), false).unwrap(), (vec![0, 1, 2], vec![1, 0, 2]));
/// ```
pub fn linear_sum_assignment(
    cost: ArrayView2<f64>,
    maximize: bool,
) -> Result<(Vec<usize>, Vec<usize>), AssignmentError> {
    let transposed = cost.ncols() < cost.nrows();
    let wide = if transposed { cost.t() } else { cost };
    let sign = if maximize { -1.0 } else { 1.0 };
    let costs: Vec<f64> = wide.iter().map(|c| sign * c).collect();
    if costs.iter().any(|c| c.is_nan() || *c == f64::NEG_INFINITY) {
        return Err(AssignmentError::InvalidEntries);
    }
    let mut matching = Matching::new(&costs, wide.nrows(), wide.ncols());
    (0..wide.nrows()).try_for_each(|row| matching.augment(row))?;
    let rows = (0..wide.nrows()).collect();
    if !transposed {
        return Ok((rows, matching.column_of));
    }
    let mut pairs: Vec<(usize, usize)> = matching.column_of.into_iter().zip(rows).collect();
    pairs.sort_unstable();
    Ok(pairs.into_iter().unzip())
}

const NONE: usize = usize::MAX;

/// A partial assignment with dual variables under which reduced costs are not negative.
struct Matching<'a> {
    costs: &'a [f64],
    columns: usize,
    u: Vec<f64>,
    v: Vec<f64>,
    column_of: Vec<usize>,
    row_of: Vec<usize>,
    /// The lengths of the shortest paths to the columns, and the rows that these come from.
    length: Vec<f64>,
    from: Vec<usize>,
    seen_row: Vec<bool>,
    seen_column: Vec<bool>,
    /// Columns not seen yet.
    remaining: Vec<usize>,
}

impl<'a> Matching<'a> {
    fn new(costs: &'a [f64], rows: usize, columns: usize) -> Self {
        Self {
            costs,
            columns,
            u: vec![0.0; rows],
            v: vec![0.0; columns],
            column_of: vec![NONE; rows],
            row_of: vec![NONE; columns],
            length: vec![0.0; columns],
            from: vec![NONE; columns],
            seen_row: vec![false; rows],
            seen_column: vec![false; columns],
            remaining: Vec::with_capacity(columns),
        }
    }

    /// Assigns `row`, moving others along the shortest path to a free column.
    fn augment(&mut self, row: usize) -> Result<(), AssignmentError> {
        let (sink, shortest) = self.shortest_path(row)?;
        self.u[row] += shortest;
        for i in 0..self.u.len() {
            if self.seen_row[i] && i != row {
                self.u[i] += shortest - self.length[self.column_of[i]];
            }
        }
        for j in 0..self.columns {
            if self.seen_column[j] {
                self.v[j] -= shortest - self.length[j];
            }
        }
        let mut column = sink;
        loop {
            let i = self.from[column];
            self.row_of[column] = i;
            std::mem::swap(&mut self.column_of[i], &mut column);
            if i == row {
                return Ok(());
            }
        }
    }

    /// Dijkstra's search on reduced costs: the free column that is nearest, and how far it is.
    fn shortest_path(&mut self, start: usize) -> Result<(usize, f64), AssignmentError> {
        self.remaining.clear();
        // From the right, so that a constant matrix gives the identity.
        self.remaining.extend((0..self.columns).rev());
        self.seen_row.fill(false);
        self.seen_column.fill(false);
        self.length.fill(f64::INFINITY);
        let (mut row, mut distance) = (start, 0.0);
        loop {
            interrupt::poll();
            self.seen_row[row] = true;
            let (at, lowest) = self.relax(row, distance);
            if lowest == f64::INFINITY {
                return Err(AssignmentError::Infeasible);
            }
            distance = lowest;
            let column = self.remaining.swap_remove(at);
            self.seen_column[column] = true;
            if self.row_of[column] == NONE {
                return Ok((column, distance));
            }
            row = self.row_of[column];
        }
    }

    /// Shortens the paths by way of `row`; the place of the nearest remaining column and its distance.
    fn relax(&mut self, row: usize, distance: f64) -> (usize, f64) {
        let costs = &self.costs[row * self.columns..(row + 1) * self.columns];
        let (mut at, mut lowest) = (NONE, f64::INFINITY);
        for (place, &j) in self.remaining.iter().enumerate() {
            let length = distance + costs[j] - self.u[row] - self.v[j];
            if length < self.length[j] {
                self.length[j] = length;
                self.from[j] = row;
            }
            // Among equals a free column ends the search at once.
            let length = self.length[j];
            if length < lowest || (length == lowest && self.row_of[j] == NONE) {
                (at, lowest) = (place, length);
            }
        }
        (at, lowest)
    }
}
