//! What all solvers share: where they are, and how a step goes.

use super::dense_output::{DenseOutput, Piece};
use super::options::InvalidOde;
use super::{Scalar, System};

/// What a solver says when it fails for want of precision.
pub const SMALL_STEP: &str = "Required step size is less than spacing between numbers.";

/// Whether a solver can go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// There is a way to go.
    Running,
    /// The end is reached.
    Finished,
    /// A step failed.
    Failed,
}

/// Where a solver is.
#[derive(Debug, Clone)]
pub struct State<T> {
    /// The time.
    pub t: f64,
    /// The state at that time.
    pub y: Vec<T>,
    /// The time before the last step.
    pub t_old: Option<f64>,
    /// The end.
    pub t_bound: f64,
    /// 1 or -1.
    pub direction: f64,
    /// Whether there is a way to go.
    pub status: Status,
    /// Evaluations of the right-hand side, those for Jacobians aside.
    pub nfev: usize,
    /// Evaluations of the Jacobian.
    pub njev: usize,
    /// LU decompositions.
    pub nlu: usize,
}

impl<T: Scalar> State<T> {
    /// The start.
    ///
    /// # Errors
    /// When the state is not finite.
    pub fn new(t0: f64, y0: &[T], t_bound: f64) -> Result<Self, InvalidOde> {
        if !y0.iter().all(|y| y.finite()) {
            return Err(InvalidOde::InitialState);
        }
        let direction = match t_bound - t0 {
            way if way < 0.0 => -1.0,
            way if way.is_nan() => way,
            _ => 1.0,
        };
        let status = Status::Running;
        let y = y0.to_vec();
        Ok(Self { t: t0, y, t_old: None, t_bound, direction, status, nfev: 0, njev: 0, nlu: 0 })
    }

    /// The right-hand side, counted.
    pub(super) fn fun<E>(
        &mut self,
        system: &mut dyn System<T, E>,
        t: f64,
        y: &[T],
        dydt: &mut [T],
    ) -> Result<(), E> {
        self.nfev += 1;
        system.fun(t, y, dydt)
    }

    /// The shortest step that floating point lets make a difference.
    pub(super) fn min_step(&self) -> f64 {
        let next = if self.direction > 0.0 { self.t.next_up() } else { self.t.next_down() };
        10.0 * (next - self.t).abs()
    }

    /// The length to try when `h_abs` is proposed.
    pub(super) fn within(&self, h_abs: f64, max_step: f64) -> f64 {
        if h_abs > max_step { max_step } else { h_abs.max(self.min_step()) }
    }

    /// The end of a step of length `h_abs`, not beyond the bound.
    pub(super) fn ahead(&self, h_abs: f64) -> f64 {
        let t = self.t + h_abs * self.direction;
        if self.direction * (t - self.t_bound) > 0.0 { self.t_bound } else { t }
    }
}

/// A method that solves an initial value problem step by step.
pub trait OdeSolver<T: Scalar, E> {
    /// Where it is.
    fn state(&self) -> &State<T>;

    /// Where it is, to be moved.
    fn state_mut(&mut self) -> &mut State<T>;

    /// Moves `t` and `y` by a step; the inner result says why it could not.
    ///
    /// # Errors
    /// Those of the system.
    fn advance(&mut self, system: &mut dyn System<T, E>) -> Result<Result<(), &'static str>, E>;

    /// The interpolant over the last step, which was of some length.
    ///
    /// # Errors
    /// Those of the system.
    fn interpolate(&mut self, system: &mut dyn System<T, E>) -> Result<Piece<T>, E>;

    /// Takes a step if the solver is [`Status::Running`]; what comes back is the reason of a failure.
    ///
    /// # Errors
    /// Those of the system.
    fn step(&mut self, system: &mut dyn System<T, E>) -> Result<Option<&'static str>, E> {
        let state = self.state_mut();
        let t = state.t;
        if state.y.is_empty() || t == state.t_bound {
            (state.t_old, state.t, state.status) = (Some(t), state.t_bound, Status::Finished);
            return Ok(None);
        }
        if let Err(reason) = self.advance(system)? {
            self.state_mut().status = Status::Failed;
            return Ok(Some(reason));
        }
        let state = self.state_mut();
        state.t_old = Some(t);
        if state.direction * (state.t - state.t_bound) >= 0.0 {
            state.status = Status::Finished;
        }
        Ok(None)
    }

    /// The interpolant over the last step, if there was one.
    ///
    /// # Errors
    /// Those of the system.
    fn dense_output(&mut self, system: &mut dyn System<T, E>) -> Result<Option<DenseOutput<T>>, E> {
        let state = self.state();
        let (t, Some(t_old)) = (state.t, state.t_old) else { return Ok(None) };
        let piece = if state.y.is_empty() || t == t_old {
            Piece::Constant(state.y.clone())
        } else {
            self.interpolate(system)?
        };
        Ok(Some(DenseOutput { t_old, t, piece }))
    }
}
