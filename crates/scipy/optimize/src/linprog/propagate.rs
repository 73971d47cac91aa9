//! What the constraints say of the bounds of the variables (Andersen and Andersen, *Presolving in linear
//! programming*, 1995; Savelsbergh, *Preprocessing and probing techniques for mixed integer programming problems*, 1994).

use super::sparse::Sparse;
use super::{Integrality, LinearProgram, LinprogOptions};

/// The constraints contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Contradiction;

/// Constraints by row, from which bounds follow.
#[derive(Debug)]
pub(super) struct Propagator<'a> {
    pub columns: &'a Sparse,
    pub rows: Sparse,
    pub row_bounds: &'a [(f64, f64)],
    pub integer: Vec<bool>,
    /// Whether the bounds of continuous variables are narrowed too, though not exactly.
    pub continuous: bool,
    pub tolerance: f64,
}

/// The least and the greatest value of a row: the finite part, and how many terms are infinite.
#[derive(Debug, Clone, Copy, Default)]
struct Activity {
    least: (f64, usize),
    most: (f64, usize),
    size: f64,
}

impl Activity {
    fn of(row: &[(usize, f64)], bounds: &[(f64, f64)]) -> Self {
        let mut out = Self::default();
        for &(j, a) in row {
            let (low, high) = if a > 0.0 { bounds[j] } else { (bounds[j].1, bounds[j].0) };
            add(&mut out.least, a * low);
            add(&mut out.most, a * high);
            let finite = [a * low, a * high].into_iter().filter(|v| v.is_finite());
            out.size = finite.fold(out.size, |size, v| size.max(v.abs()));
        }
        out
    }

    /// The least and the greatest value of the others, without the term `a x` with its bounds.
    fn without(&self, a: f64, bounds: (f64, f64)) -> (f64, f64) {
        let (low, high) = if a > 0.0 { bounds } else { (bounds.1, bounds.0) };
        let rest = |total: (f64, usize), term: f64, infinite: f64| match (total.1, term.is_finite()) {
            (0, true) => total.0 - term,
            (1, false) => total.0,
            _ => infinite,
        };
        (rest(self.least, a * low, f64::NEG_INFINITY), rest(self.most, a * high, f64::INFINITY))
    }
}

fn add(sum: &mut (f64, usize), term: f64) {
    if term.is_finite() { sum.0 += term } else { sum.1 += 1 }
}

impl<'a> Propagator<'a> {
    pub fn new(program: &'a LinearProgram, tolerance: f64, continuous: bool) -> Self {
        let m = program.row_bounds.len();
        let is_integer = |i: &Integrality| matches!(i, Integrality::Integer | Integrality::SemiInteger);
        let mut integer: Vec<bool> = program.integrality.iter().map(is_integer).collect();
        integer.resize(program.cost.len(), false);
        Self {
            columns: &program.matrix,
            rows: program.matrix.transposed(m),
            row_bounds: &program.row_bounds,
            integer,
            continuous,
            tolerance,
        }
    }

    /// Tightens the bounds by these rows and those that follow; tells of each variable that changes.
    pub fn tighten(
        &self,
        bounds: &mut [(f64, f64)],
        rows: impl IntoIterator<Item = usize>,
        mut changed: impl FnMut(usize),
    ) -> Result<(), Contradiction> {
        let mut queue: std::collections::VecDeque<usize> = rows.into_iter().collect();
        let mut waits = vec![false; self.row_bounds.len()];
        queue.iter().for_each(|&r| waits[r] = true);
        let mut left = 20 * self.row_bounds.len() + 100;
        while let Some(r) = queue.pop_front() {
            waits[r] = false;
            left -= 1;
            if left == 0 {
                return Ok(());
            }
            for j in self.tighten_row(r, bounds)? {
                changed(j);
                for &(i, _) in self.columns.list(j) {
                    if !std::mem::replace(&mut waits[i], true) {
                        queue.push_back(i);
                    }
                }
            }
        }
        Ok(())
    }

    /// The variables whose bounds one row tightens.
    fn tighten_row(&self, r: usize, bounds: &mut [(f64, f64)]) -> Result<Vec<usize>, Contradiction> {
        let (lower, upper) = self.row_bounds[r];
        let row = self.rows.list(r);
        let activity = Activity::of(row, bounds);
        let slack = self.tolerance * (1.0 + activity.size);
        if (activity.least.1 == 0 && activity.least.0 > upper + slack)
            || (activity.most.1 == 0 && activity.most.0 < lower - slack)
        {
            return Err(Contradiction);
        }
        let mut changed = Vec::new();
        for &(j, a) in row {
            let (least, most) = activity.without(a, bounds[j]);
            let (mut low, mut high) = ((lower - most) / a, (upper - least) / a);
            if a < 0.0 {
                std::mem::swap(&mut low, &mut high);
            }
            // Rounding errors of the sums must not cut off a solution.
            let error = 1e-12 * activity.size / a.abs();
            (low, high) = (low - error, high + error);
            if self.narrow(j, (low, high), &mut bounds[j])? {
                changed.push(j);
            }
        }
        Ok(changed)
    }

    /// Narrows the bounds of one variable if it is worth while.
    fn narrow(&self, j: usize, to: (f64, f64), bounds: &mut (f64, f64)) -> Result<bool, Contradiction> {
        if !self.integer[j] && !self.continuous {
            return Ok(false);
        }
        let (mut low, mut high) = to;
        if self.integer[j] {
            (low, high) = ((low - 1e-6).ceil(), (high + 1e-6).floor());
        }
        let old = *bounds;
        let worth = |gain: f64, at: f64| gain > 1e-3 * (at.abs().max(1.0)) && at.abs() < 1e15;
        if low.is_finite() && (old.0 == f64::NEG_INFINITY && low.abs() < 1e15 || worth(low - old.0, low)) {
            bounds.0 = low;
        }
        if high.is_finite() && (old.1 == f64::INFINITY && high.abs() < 1e15 || worth(old.1 - high, high)) {
            bounds.1 = high;
        }
        let slack = self.tolerance * (1.0 + bounds.0.abs().min(bounds.1.abs()));
        if bounds.0 > bounds.1 {
            if bounds.0 > bounds.1 + slack {
                return Err(Contradiction);
            }
            let middle = if bounds.0 == old.0 { old.0 } else { bounds.1 };
            *bounds = (middle, middle);
        }
        Ok(*bounds != old)
    }
}

/// True if bounds exclude each other, or if with presolving the constraints are seen to contradict each other.
pub(super) fn is_infeasible(program: &LinearProgram, options: &LinprogOptions) -> bool {
    let crossed = |b: &(f64, f64)| b.0 > b.1 || b.0 == f64::INFINITY || b.1 == f64::NEG_INFINITY;
    let semi = |j: usize| {
        program
            .integrality
            .get(j)
            .is_some_and(|i| matches!(i, Integrality::SemiContinuous | Integrality::SemiInteger))
    };
    if program.bounds.iter().any(crossed) || program.row_bounds.iter().any(crossed) {
        return true;
    }
    if !options.presolve {
        return false;
    }
    let with_zero = |(j, b): (usize, &(f64, f64))| if semi(j) { (b.0.min(0.0), b.1.max(0.0)) } else { *b };
    let mut bounds: Vec<_> = program.bounds.iter().enumerate().map(with_zero).collect();
    let propagator = Propagator::new(program, options.primal_tolerance.max(1e-9), true);
    propagator.tighten(&mut bounds, 0..program.row_bounds.len(), |_| {}).is_err()
}
