//! Explicit Runge-Kutta methods with an embedded error estimate.

mod dop853;
mod rk23;
mod rk45;

use super::dense_output::Piece;
use super::initial_step::initial_step;
use super::options::{Control, OdeError, StepOptions};
use super::scalar::{combine, rms};
use super::{OdeSolver, SMALL_STEP, Scalar, State, System};

/// How the length of a step follows from the error of the last: `safety · error^-alpha · previous^beta`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepControl {
    /// What is taken off for safety's sake.
    pub safety: f64,
    /// The most that a step gets shorter by.
    pub min_factor: f64,
    /// The most that a step gets longer by.
    pub max_factor: f64,
    /// The exponent of the last error; one over the order of the estimate unless given.
    pub alpha: Option<f64>,
    /// The exponent of the error before, which smooths the lengths (Gustafsson 1991).
    pub beta: f64,
}

impl Default for StepControl {
    fn default() -> Self {
        Self { safety: 0.9, min_factor: 0.2, max_factor: 10.0, alpha: None, beta: 0.0 }
    }
}

/// Which pair of formulas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pair {
    /// Bogacki & Shampine (1989), order 3.
    Rk23,
    /// Dormand & Prince (1980), order 5.
    Rk45,
    /// Dormand & Prince, order 8 (Hairer, Nørsett & Wanner, section II.10).
    Dop853,
}

/// The coefficients of a pair; the derivative at the new point is the stage behind the last row of `a`.
struct Tableau {
    /// Times of the stages.
    c: &'static [f64],
    /// Weights of the stages before; the last row gives the new state.
    a: &'static [&'static [f64]],
    error: Estimate,
    dense: Dense,
    /// The order of the error estimate.
    order: i32,
}

enum Estimate {
    /// Weights of the difference to the embedded formula.
    Difference(&'static [f64]),
    /// Differences to formulas of order 5 and 3.
    Two { e5: &'static [f64], e3: &'static [f64] },
}

enum Dense {
    /// Coefficients of x, x², ... for each stage.
    Powers(&'static [&'static [f64]]),
    /// Stages more, and weights of all stages.
    MoreStages { c: &'static [f64], a: &'static [&'static [f64]], d: &'static [&'static [f64]] },
}

impl Pair {
    fn tableau(self) -> &'static Tableau {
        match self {
            Pair::Rk23 => &rk23::TABLEAU,
            Pair::Rk45 => &rk45::TABLEAU,
            Pair::Dop853 => &dop853::TABLEAU,
        }
    }
}

/// A Runge-Kutta method; steps and counts are those of SciPy's `RK23`, `RK45` and `DOP853`.
///
/// # Examples
/// ```
/// use pallasite_integrate::{OdeSolver, Pair, RungeKutta, Status, StepOptions};
/// use std::convert::Infallible;
///
/// let mut decay = |_t: f64, y: &[f64], dydt: &mut [f64]| {
///     dydt[0] = -y[0];
///     Ok::<_, Infallible>(())
/// };
/// let mut solver = RungeKutta::new(Pair::Rk45, &mut decay, 0.0, &[1.0], 1.0, &StepOptions::default()).unwrap();
/// while OdeSolver::<f64, Infallible>::state(&solver).status == Status::Running {
///     solver.step(&mut decay).unwrap();
/// }
/// let y = OdeSolver::<f64, Infallible>::state(&solver).y[0];
/// assert!((y - (-1f64).exp()).abs() < 1e-3);
/// ```
pub struct RungeKutta<T> {
    state: State<T>,
    tableau: &'static Tableau,
    control: Control,
    steps: StepControl,
    previous_error: f64,
    y_old: Vec<T>,
    f: Vec<T>,
    stages: Vec<Vec<T>>,
    h_abs: f64,
    h_previous: f64,
}

impl<T: Scalar> RungeKutta<T> {
    /// A solver at its start.
    ///
    /// # Errors
    /// When the options do not fit, or those of the system.
    pub fn new<E>(
        pair: Pair,
        system: &mut dyn System<T, E>,
        t0: f64,
        y0: &[T],
        t_bound: f64,
        options: &StepOptions,
    ) -> Result<Self, OdeError<E>> {
        let tableau = pair.tableau();
        let n = y0.len();
        let mut state = State::new(t0, y0, t_bound)?;
        let control = Control::new(options, n)?;
        let mut f = vec![T::default(); n];
        state.fun(system, t0, y0, &mut f).map_err(OdeError::Callback)?;
        let h_abs = initial_step(&mut state, system, &f, tableau.order, options, &control)?;
        let more = if let Dense::MoreStages { c, .. } = tableau.dense { c.len() } else { 0 };
        let stages = vec![vec![T::default(); n]; tableau.a.len() + 1 + more];
        let y_old = state.y.clone();
        let (steps, previous_error) = (StepControl::default(), 1e-4);
        Ok(Self { state, tableau, control, steps, previous_error, y_old, f, stages, h_abs, h_previous: 0.0 })
    }

    /// The same with another rule for the length of steps.
    pub fn with_control(self, steps: StepControl) -> Self {
        Self { steps, ..self }
    }

    /// What the length of a step of error `norm` is multiplied by.
    fn factor(&self, norm: f64) -> f64 {
        let alpha = self.steps.alpha.unwrap_or(1.0 / f64::from(self.tableau.order + 1));
        let smooth = if self.steps.beta == 0.0 { 1.0 } else { self.previous_error.powf(self.steps.beta) };
        self.steps.safety * norm.powf(-alpha) * smooth
    }

    /// Evaluates a stage at `time` steps of `h` behind `t`, the stages before it weighted by `row`.
    fn stage<E>(
        &mut self,
        system: &mut dyn System<T, E>,
        at: (f64, &[T]),
        h: f64,
        (index, row, time): (usize, &[f64], f64),
        point: &mut [T],
    ) -> Result<(), E> {
        combine(point, row, &self.stages);
        point.iter_mut().zip(at.1).for_each(|(p, &y)| *p = y + *p * h);
        self.state.fun(system, at.0 + time * h, point, &mut self.stages[index])
    }

    /// The state a step of `h` ahead; its derivative becomes the last stage.
    fn try_step<E>(&mut self, system: &mut dyn System<T, E>, h: f64, y_new: &mut [T]) -> Result<(), E> {
        let (t, y) = (self.state.t, std::mem::take(&mut self.state.y));
        self.stages[0].copy_from_slice(&self.f);
        let mut rows = self.tableau.a.iter().zip(self.tableau.c).enumerate();
        let done = rows.try_for_each(|(s, (row, &c))| self.stage(system, (t, &y), h, (s + 1, row, c), y_new));
        self.state.y = y;
        done
    }

    fn error_norm(&self, h: f64, y_new: &[T]) -> f64 {
        let scale = self.control.scale_of_two(&self.state.y, y_new);
        let norm = |weights| {
            let mut error = vec![T::default(); scale.len()];
            combine(&mut error, weights, &self.stages);
            rms(&error, &scale)
        };
        match self.tableau.error {
            Estimate::Difference(weights) => norm(weights) * h.abs(),
            Estimate::Two { e5, e3 } => match (norm(e5).powi(2), norm(e3).powi(2)) {
                (0.0, 0.0) => 0.0,
                (five, three) => h.abs() * five / (five + 0.01 * three).sqrt(),
            },
        }
    }
}

impl<T: Scalar, E> OdeSolver<T, E> for RungeKutta<T> {
    fn state(&self) -> &State<T> {
        &self.state
    }

    fn state_mut(&mut self) -> &mut State<T> {
        &mut self.state
    }

    fn advance(&mut self, system: &mut dyn System<T, E>) -> Result<Result<(), &'static str>, E> {
        let min_step = self.state.min_step();
        let mut h_abs = self.state.within(self.h_abs, self.control.max_step);
        let mut most = self.steps.max_factor;
        let mut y_new = vec![T::default(); self.f.len()];
        loop {
            if h_abs < min_step {
                return Ok(Err(SMALL_STEP));
            }
            let t_new = self.state.ahead(h_abs);
            let h = t_new - self.state.t;
            h_abs = h.abs();
            self.try_step(system, h, &mut y_new)?;
            let norm = self.error_norm(h, &y_new);
            if norm < 1.0 {
                self.h_abs = h_abs * self.factor(norm).max(self.steps.min_factor).min(most);
                self.previous_error = norm.max(1e-4);
                self.h_previous = h;
                self.state.t = t_new;
                break;
            }
            h_abs *= self.factor(norm).max(self.steps.min_factor);
            // After a rejection the next step is not longer.
            most = 1.0;
        }
        self.y_old = std::mem::replace(&mut self.state.y, y_new);
        self.f.copy_from_slice(&self.stages[self.tableau.a.len()]);
        Ok(Ok(()))
    }

    fn interpolate(&mut self, system: &mut dyn System<T, E>) -> Result<Piece<T>, E> {
        let (n, h, y_old) = (self.y_old.len(), self.h_previous, self.y_old.clone());
        let weighted = |stages: &[Vec<T>], weights: &mut dyn Iterator<Item = f64>| {
            let mut out = vec![T::default(); n];
            combine(&mut out, &weights.collect::<Vec<_>>(), stages);
            out
        };
        match self.tableau.dense {
            Dense::Powers(p) => {
                let column = |j| weighted(&self.stages, &mut p.iter().map(|row| row[j]));
                Ok(Piece::Powers { q: (0..p[0].len()).map(column).collect(), y_old, factor: h })
            }
            Dense::MoreStages { c, a, d } => {
                let (first, t_old) = (self.tableau.a.len() + 1, self.state.t - h);
                let t_old = self.state.t_old.unwrap_or(t_old);
                let mut point = vec![T::default(); n];
                for (s, (row, &c)) in a.iter().zip(c).enumerate() {
                    self.stage(system, (t_old, &y_old), h, (first + s, row, c), &mut point)?;
                }
                let step = |i: usize| self.state.y[i] - y_old[i];
                let (old, new) = (&self.stages[0], &self.f);
                let mut f = vec![
                    (0..n).map(step).collect(),
                    (0..n).map(|i| old[i] * h - step(i)).collect(),
                    (0..n).map(|i| step(i) * 2.0 - (new[i] + old[i]) * h).collect(),
                ];
                f.extend(d.iter().map(|row| weighted(&self.stages, &mut row.iter().map(|d| d * h))));
                Ok(Piece::Alternating { y_old, f })
            }
        }
    }
}
