//! Bounded-variable least squares: variables held at a bound are freed one by one.

use super::triangle::Triangle;
use super::{At, LsqLinearProgress, LsqLinearResult, Task, violation};
use crate::LeastSquaresError;
use crate::least_squares::spectrum::Spectrum;
use crate::minpack::Matrix;
use crate::vector::{add_scaled, negative, norm};

/// Variables, and which of them are held: −1 at the lower bound, 1 at the upper one.
struct State {
    x: Vec<f64>,
    held: Vec<i8>,
}

type Outcome<T, E> = Result<T, LeastSquaresError<E>>;

impl State {
    fn new<E>(task: &Task<E>, unbounded: &[f64]) -> Self {
        let side = |j: usize| {
            let (x, lower, upper) = (unbounded[j], task.bounds.lower[j], task.bounds.upper[j]);
            if x >= upper { 1 } else { -i8::from(x <= lower) }
        };
        let held: Vec<i8> = (0..unbounded.len()).map(side).collect();
        let mut state = Self { x: unbounded.to_vec(), held };
        (0..unbounded.len()).for_each(|j| state.hold(task, j, state.held[j]));
        state
    }

    fn hold<E>(&mut self, task: &Task<E>, j: usize, side: i8) {
        self.held[j] = side;
        match side {
            -1 => self.x[j] = task.bounds.lower[j],
            1 => self.x[j] = task.bounds.upper[j],
            _ => {}
        }
    }

    fn free(&self) -> Vec<usize> {
        (0..self.x.len()).filter(|&j| self.held[j] == 0).collect()
    }

    /// The least squares solution in the free variables, of least norm where they depend on each other.
    fn solution<E>(&self, task: &Task<E>, matrix: &Matrix, free: &[usize]) -> Outcome<Vec<f64>, E> {
        let mut right = task.b.to_vec();
        for j in (0..self.x.len()).filter(|&j| self.held[j] != 0) {
            add_scaled(&mut right, -self.x[j], matrix.col(j));
        }
        let mut columns: Vec<f64> = free.iter().flat_map(|&j| matrix.col(j).iter().copied()).collect();
        let right = negative(&right);
        let chosen = Matrix::from_columns(matrix.rows(), free.len(), columns.clone());
        let triangle = Triangle::new(&chosen).ok_or(LeastSquaresError::NotFinite)?;
        if let Some(z) = triangle.least(&right) {
            return Ok(z);
        }
        columns.extend(right);
        let all = Matrix::from_columns(matrix.rows(), free.len() + 1, columns);
        let rcond = f64::EPSILON * matrix.rows().max(free.len()) as f64;
        Ok(Spectrum::new(&all).ok_or(LeastSquaresError::NotFinite)?.least(rcond))
    }

    /// Goes towards `z` as far as the bounds allow; the variable that is in the way is held.
    fn advance<E>(&mut self, task: &Task<E>, free: &[usize], z: &[f64]) -> bool {
        let bound = |k: usize| {
            let j = free[k];
            if z[k] < task.bounds.lower[j] {
                Some((task.bounds.lower[j], -1))
            } else if z[k] > task.bounds.upper[j] {
                Some((task.bounds.upper[j], 1))
            } else {
                None
            }
        };
        let mut first: Option<(f64, usize, i8)> = None;
        for k in 0..free.len() {
            let Some((limit, side)) = bound(k) else { continue };
            let alpha = (limit - self.x[free[k]]) / (z[k] - self.x[free[k]]);
            if first.is_none_or(|f| alpha < f.0) {
                first = Some((alpha, k, side));
            }
        }
        let alpha = first.map_or(1.0, |f| f.0);
        for (k, &j) in free.iter().enumerate() {
            self.x[j] = if first.is_none() { z[k] } else { self.x[j] * (1.0 - alpha) + alpha * z[k] };
        }
        if let Some((_, k, side)) = first {
            self.hold(task, free[k], side);
        }
        first.is_none()
    }
}

/// The method, from the solution without bounds.
pub(super) fn bvls<E>(
    task: &Task<E>,
    matrix: &Matrix,
    unbounded: &[f64],
    watch: &mut impl FnMut(&LsqLinearProgress) -> Result<(), E>,
) -> Outcome<LsqLinearResult, E> {
    let fail = LeastSquaresError::Callback;
    let mut state = State::new(task, unbounded);
    let mut at = task.at(state.x.clone()).map_err(fail)?;
    let initial_cost = at.cost;
    let mut told =
        LsqLinearProgress { iteration: 0, cost: at.cost, reduction: None, step: None, optimality: 0.0 };
    // At first all variables that leave their bounds are held at once, until none does.
    loop {
        let free = state.free();
        if free.is_empty() {
            break;
        }
        told.optimality = violation(&at.gradient, &state.held);
        watch(&told).map_err(fail)?;
        told.iteration += 1;
        let done = hold_outside(task, matrix, &mut state, &free)?;
        at = moved(task, &state, &free, at, &mut told)?;
        if done {
            break;
        }
    }
    let limit = told.iteration + task.options.max_iter.unwrap_or(unbounded.len());
    let mut status = 0;
    let mut nit = told.iteration + 1;
    for iteration in told.iteration..limit {
        nit = iteration + 1;
        told.iteration = iteration;
        told.optimality = violation(&at.gradient, &state.held);
        watch(&told).map_err(fail)?;
        if told.optimality < task.options.tol {
            status = 1;
        }
        if status != 0 {
            break;
        }
        let merit = |j: usize| at.gradient[j] * f64::from(state.held[j]);
        let best = (0..state.x.len()).fold(0, |best, j| if merit(j) > merit(best) { j } else { best });
        state.held[best] = 0;
        let mut free = state.free();
        while !{
            let z = state.solution(task, matrix, &free)?;
            state.advance(task, &free, &z)
        } {
            free = state.free();
        }
        at = moved(task, &state, &free, at, &mut told)?;
        if told.reduction.is_some_and(|r| r < task.options.tol * (at.cost + r)) {
            status = 2;
        }
    }
    let optimality = violation(&at.gradient, &state.held);
    Ok(LsqLinearResult {
        x: at.x,
        fun: at.residuals,
        cost: at.cost,
        initial_cost,
        optimality,
        active_mask: state.held,
        nit,
        status,
    })
}

/// Solves for the free variables and holds those that leave their bounds; true if none does.
fn hold_outside<E>(task: &Task<E>, matrix: &Matrix, state: &mut State, free: &[usize]) -> Outcome<bool, E> {
    let z = state.solution(task, matrix, free)?;
    let mut inside = true;
    for (&j, &z) in free.iter().zip(&z) {
        let side = i8::from(z > task.bounds.upper[j]) - i8::from(z < task.bounds.lower[j]);
        inside &= side == 0;
        state.x[j] = z;
        state.hold(task, j, side);
    }
    Ok(inside)
}

/// The point after a step, of which `told` hears.
fn moved<E>(
    task: &Task<E>,
    state: &State,
    free: &[usize],
    at: At,
    told: &mut LsqLinearProgress,
) -> Outcome<At, E> {
    let step: Vec<f64> = free.iter().map(|&j| state.x[j] - at.x[j]).collect();
    let next = task.at(state.x.clone()).map_err(LeastSquaresError::Callback)?;
    told.step = Some(norm(&step));
    told.reduction = Some(at.cost - next.cost);
    told.cost = next.cost;
    Ok(next)
}
