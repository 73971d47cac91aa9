//! LSODA: Adams and backward differentiation formulas with automatic switching (Petzold 1983, Hindmarsh 1983).

mod coefficients;
mod matrix;
mod order;
mod step;
mod switch;
mod task;

use super::dense_output::Piece;
use super::linear::Lu;
use super::options::{InvalidOde, spread};
use super::{OdeSolver, State, System};
use coefficients::Coefficients;
pub use task::{LsodaFailure, Task};

/// Tolerances and limits of [`Lsoda`]; the defaults are those of `scipy.integrate.LSODA`.
#[derive(Debug, Clone, PartialEq)]
pub struct LsodaOptions {
    /// The relative error that a step may make: one number, or one for each component.
    pub rtol: Vec<f64>,
    /// The absolute error that a step may make: one number, or one for each component.
    pub atol: Vec<f64>,
    /// The first step, with its sign; 0 chooses it.
    pub first_step: f64,
    /// The longest step.
    pub max_step: f64,
    /// The shortest step.
    pub min_step: f64,
    /// The highest order of the Adams formulas, at most 12.
    pub max_order_adams: usize,
    /// The highest order of the backward differentiation formulas, at most 5.
    pub max_order_bdf: usize,
    /// The formulas to stay with; they change by need unless given.
    pub family: Option<Family>,
    /// The most steps within one call of [`Lsoda::integrate`].
    pub max_steps: usize,
    /// The diagonals below and above the main one of a band Jacobian.
    pub band: Option<(usize, usize)>,
    /// Whether [`System::jac`] gives the Jacobian: of `below + above + 1` rows where it is a band, element
    /// (i, j) in row `above + i - j`.
    pub jac: bool,
}

impl Default for LsodaOptions {
    fn default() -> Self {
        Self {
            rtol: vec![1e-3],
            atol: vec![1e-6],
            first_step: 0.0,
            max_step: f64::INFINITY,
            min_step: 0.0,
            max_order_adams: 12,
            max_order_bdf: 5,
            family: None,
            max_steps: 500,
            band: None,
            jac: false,
        }
    }
}

/// Which formulas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// For problems that are not stiff, by functional iteration.
    Adams,
    /// For stiff problems, by Newton's iteration.
    Bdf,
}

/// What the next step has to prepare.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Start {
    First,
    Continue,
    /// The family changed.
    NewFamily,
    /// The step was cut.
    NewStep,
}

/// The solver of `scipy.integrate.LSODA` and `odeint`.
///
/// # Examples
/// ```
/// use pallasite_integrate::{Lsoda, LsodaOptions, Task};
/// use std::convert::Infallible;
///
/// let mut decay = |_t: f64, y: &[f64], dydt: &mut [f64]| {
///     dydt[0] = -y[0];
///     Ok::<_, Infallible>(())
/// };
/// let mut solver = Lsoda::new(0.0, &[1.0], 1.0, LsodaOptions::default()).unwrap();
/// solver.integrate(&mut decay, 1.0, Task::Reach).unwrap().unwrap();
/// assert!((solver.y()[0] - (-1f64).exp()).abs() < 1e-3);
/// ```
pub struct Lsoda {
    state: State<f64>,
    options: LsodaOptions,
    start: Start,
    /// The time that the Nordsieck array is of.
    tn: f64,
    h: f64,
    /// The step that the Nordsieck array is scaled for.
    h_scaled: f64,
    yh: Vec<Vec<f64>>,
    /// What errors are multiplied by to be compared with one.
    weight: Vec<f64>,
    correction: Vec<f64>,
    /// Room for the change of a correction.
    change: Vec<f64>,
    f: Vec<f64>,
    y: Vec<f64>,
    family: Family,
    order: usize,
    adams: Coefficients,
    bdf: Coefficients,
    /// The family whose coefficients are in use: a switch takes effect with the next step.
    active: Family,
    el0: f64,
    /// The ratio of h el0 to that of the matrix.
    rc: f64,
    crate_: f64,
    /// The most that the step may grow by.
    growth: f64,
    /// Steps until order and length are looked at.
    wait: usize,
    matrix_due: bool,
    matrix_current: bool,
    matrix_step: usize,
    lu: Option<Lu<f64>>,
    /// Steps until a switch is considered.
    switch_wait: i32,
    /// Whether the step was limited by stability.
    limited: bool,
    lipschitz: f64,
    last_lipschitz: f64,
    jacobian_norm: f64,
    counts: LsodaCounts,
}

/// What [`Lsoda`] counts and remembers of its last step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LsodaCounts {
    /// Steps.
    pub steps: usize,
    /// Evaluations of the right-hand side.
    pub nfev: usize,
    /// Evaluations, and decompositions, of the Jacobian.
    pub njev: usize,
    /// The length of the last step.
    pub step_size: f64,
    /// The order of the last step.
    pub order: usize,
    /// The formulas of the last step.
    pub family: Option<Family>,
    /// The time of the last change of formulas.
    pub switched_at: f64,
    /// How much more tolerance is needed, after [`LsodaFailure::Accuracy`].
    pub tolerance_factor: f64,
    /// The component with the largest error, after a failing test.
    pub largest_error: Option<usize>,
}

impl Lsoda {
    /// A solver at its start; `t_bound` is where [`OdeSolver::step`] ends.
    ///
    /// # Errors
    /// When the options do not fit.
    pub fn new(t0: f64, y0: &[f64], t_bound: f64, options: LsodaOptions) -> Result<Self, InvalidOde> {
        let n = y0.len();
        let mut options = options;
        let got = options.rtol.len();
        options.rtol = spread(&options.rtol, n).ok_or(InvalidOde::RtolShape { got, n })?;
        options.atol = spread(&options.atol, n).ok_or(InvalidOde::AtolShape)?;
        let state = State::new(t0, y0, t_bound)?;
        let zeros = vec![0.0; n];
        let family = options.family.unwrap_or(Family::Adams);
        let counts = LsodaCounts {
            steps: 0,
            nfev: 0,
            njev: 0,
            step_size: 0.0,
            order: 0,
            family: None,
            switched_at: t0,
            tolerance_factor: 0.0,
            largest_error: None,
        };
        Ok(Self {
            start: Start::First,
            tn: t0,
            h: 0.0,
            h_scaled: 0.0,
            yh: vec![zeros.clone(); 14],
            weight: zeros.clone(),
            correction: zeros.clone(),
            change: zeros.clone(),
            f: zeros.clone(),
            y: y0.to_vec(),
            family,
            order: 1,
            adams: Coefficients::adams(),
            bdf: Coefficients::bdf(),
            active: family,
            el0: 1.0,
            rc: 0.0,
            crate_: 0.7,
            growth: 1e4,
            wait: 2,
            matrix_due: family == Family::Bdf,
            matrix_current: false,
            matrix_step: 0,
            lu: None,
            switch_wait: 20,
            limited: false,
            lipschitz: 0.0,
            last_lipschitz: 0.0,
            jacobian_norm: 0.0,
            counts,
            state,
            options,
        })
    }

    /// The state at the time that [`Lsoda::integrate`] came to.
    pub fn y(&self) -> &[f64] {
        &self.y
    }

    /// The time that the solver has stepped to, at or beyond the one asked for.
    pub fn current(&self) -> f64 {
        self.tn
    }

    /// Counts, and what is known of the last step.
    pub fn counts(&self) -> LsodaCounts {
        self.counts
    }

    fn coefficients(&self) -> &Coefficients {
        if self.active == Family::Adams { &self.adams } else { &self.bdf }
    }

    /// The most derivatives that are kept of the present family.
    fn max_order(&self) -> usize {
        match self.active {
            Family::Adams => self.options.max_order_adams,
            Family::Bdf => self.options.max_order_bdf,
        }
    }

    /// The weighted maximum norm.
    fn norm(&self, v: &[f64]) -> f64 {
        v.iter().zip(&self.weight).fold(0.0, |most, (v, w)| f64::max(most, v.abs() * w))
    }

    fn fun<E>(&mut self, system: &mut dyn System<f64, E>, t: f64) -> Result<(), E> {
        self.counts.nfev += 1;
        self.state.nfev += 1;
        system.fun(t, &self.y, &mut self.f)
    }
}

const STATE_FAILURE: &str = "Unexpected istate in LSODA.";

impl<E> OdeSolver<f64, E> for Lsoda {
    fn state(&self) -> &State<f64> {
        &self.state
    }

    fn state_mut(&mut self) -> &mut State<f64> {
        &mut self.state
    }

    fn advance(&mut self, system: &mut dyn System<f64, E>) -> Result<Result<(), &'static str>, E> {
        let bound = self.state.t_bound;
        let Ok(t) = self.integrate(system, bound, Task::StepWithin(bound))? else {
            return Ok(Err(STATE_FAILURE));
        };
        self.state.t = t;
        self.state.y.copy_from_slice(&self.y);
        (self.state.njev, self.state.nlu) = (self.counts.njev, self.counts.njev);
        Ok(Ok(()))
    }

    fn interpolate(&mut self, _system: &mut dyn System<f64, E>) -> Result<Piece<f64>, E> {
        let order = self.counts.order;
        let mut yh = self.yh[..=order].to_vec();
        // A derivative that the next step does without is still scaled for the last one.
        if self.order < order {
            let factor = (self.h / self.counts.step_size).powi(order as i32);
            yh[order].iter_mut().for_each(|v| *v *= factor);
        }
        Ok(Piece::Nordsieck { h: self.h, yh })
    }
}
