//! `scipy.optimize.linear_sum_assignment`: who does what at the least cost.

use ndarray::ArrayView2;
use pallasite_array::interrupt;
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::simd_levels;
use std::borrow::Cow;

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
    let costs = match wide.as_slice() {
        Some(costs) if !maximize => Cow::Borrowed(costs),
        _ => Cow::Owned(wide.iter().map(|c| sign * c).collect()),
    };
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
    search: Search,
}

/// Dijkstra's search for the nearest free column.
struct Search {
    /// The lengths of the shortest paths to the columns; NaN where a column has been seen, so that no comparison
    /// finds it again.
    length: Vec<f64>,
    /// The rows that these paths come from.
    from: Vec<usize>,
    /// The columns seen, with the lengths of their paths.
    seen: Vec<(usize, f64)>,
    /// The other columns, and where each of them is among these.
    remaining: Vec<usize>,
    place: Vec<usize>,
}

impl Search {
    fn new(columns: usize) -> Self {
        Self {
            length: vec![0.0; columns],
            from: vec![NONE; columns],
            seen: Vec::with_capacity(columns),
            remaining: Vec::with_capacity(columns),
            place: vec![0; columns],
        }
    }

    fn restart(&mut self) {
        let columns = self.length.len();
        self.length.fill(f64::INFINITY);
        self.seen.clear();
        self.remaining.clear();
        // From the right, so that a constant matrix gives the identity.
        self.remaining.extend((0..columns).rev());
        (0..columns).for_each(|j| self.place[j] = columns - 1 - j);
    }

    /// Takes a column out of the remaining ones.
    fn close(&mut self, column: usize) {
        self.seen.push((column, self.length[column]));
        self.length[column] = f64::NAN;
        let at = self.place[column];
        self.remaining.swap_remove(at);
        if let Some(&moved) = self.remaining.get(at) {
            self.place[moved] = at;
        }
    }

    /// The remaining column at the distance `lowest`. Among several it is the last free one, which ends the search
    /// at once, or else the first, in the order of those that remain.
    fn nearest(&self, lowest: f64, row_of: &[usize]) -> Option<usize> {
        // SAFETY: the body asks for nothing.
        let (count, sum) = unsafe { places_at_level(&self.length, lowest) };
        if count == 1 {
            return Some(sum);
        }
        let mut best: Option<usize> = None;
        for &j in self.remaining.iter().filter(|&&j| self.length[j] == lowest) {
            if best.is_none() || row_of[j] == NONE {
                best = Some(j);
            }
        }
        best
    }
}

/// Shortens the paths by way of `row`, which is at `distance` and has the dual variable `u`; the least length.
#[inline(always)]
unsafe fn relax<M: MulAdd>(
    length: &mut [f64],
    from: &mut [usize],
    costs: &[f64],
    v: &[f64],
    (row, distance, u): (usize, f64, f64),
) -> f64 {
    for (((length, from), cost), v) in length.iter_mut().zip(from).zip(costs).zip(v) {
        let candidate = distance + cost - u - v;
        let shorter = candidate < *length;
        *length = if shorter { candidate } else { *length };
        *from = if shorter { row } else { *from };
    }
    let less = |a: f64, b: f64| if b < a { b } else { a };
    let (chunks, rest) = length.as_chunks::<8>();
    let mut lanes = [f64::INFINITY; 8];
    for chunk in chunks {
        (0..8).for_each(|l| lanes[l] = less(lanes[l], chunk[l]));
    }
    lanes.iter().chain(rest).copied().fold(f64::INFINITY, less)
}

/// How many lengths are `lowest`, and the sum of their places.
#[inline(always)]
unsafe fn places<M: MulAdd>(length: &[f64], lowest: f64) -> (usize, usize) {
    length.iter().enumerate().fold((0, 0), |(count, sum), (j, length)| {
        let (one, place) = if *length == lowest { (1, j) } else { (0, 0) };
        (count + one, sum + place)
    })
}

simd_levels! {
    light unsafe fn relax_at_level[](
        length: &mut [f64],
        from: &mut [usize],
        costs: &[f64],
        v: &[f64],
        row: (usize, f64, f64),
    ) -> f64 = relax
}
simd_levels! {
    light unsafe fn places_at_level[](length: &[f64], lowest: f64) -> (usize, usize) = places
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
            search: Search::new(columns),
        }
    }

    /// Assigns `row`, moving others along the shortest path to a free column.
    fn augment(&mut self, row: usize) -> Result<(), AssignmentError> {
        let (sink, shortest) = self.shortest_path(row)?;
        self.u[row] += shortest;
        for &(j, length) in &self.search.seen {
            if j != sink {
                self.u[self.row_of[j]] += shortest - length;
            }
            self.v[j] -= shortest - length;
        }
        let mut column = sink;
        loop {
            let i = self.search.from[column];
            self.row_of[column] = i;
            std::mem::swap(&mut self.column_of[i], &mut column);
            if i == row {
                return Ok(());
            }
        }
    }

    /// The free column that is nearest on reduced costs, and how far it is.
    fn shortest_path(&mut self, start: usize) -> Result<(usize, f64), AssignmentError> {
        let search = &mut self.search;
        search.restart();
        let (mut row, mut distance) = (start, 0.0);
        loop {
            interrupt::poll();
            let costs = &self.costs[row * self.columns..(row + 1) * self.columns];
            let reached = (row, distance, self.u[row]);
            // SAFETY: the body asks for nothing.
            distance =
                unsafe { relax_at_level(&mut search.length, &mut search.from, costs, &self.v, reached) };
            let column = search.nearest(distance, &self.row_of).filter(|_| distance < f64::INFINITY);
            let column = column.ok_or(AssignmentError::Infeasible)?;
            search.close(column);
            if self.row_of[column] == NONE {
                return Ok((column, distance));
            }
            row = self.row_of[column];
        }
    }
}
