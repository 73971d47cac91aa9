//! `scipy.integrate.solve_ivp`: an initial value problem over an interval.

mod brent;
mod event;

use crate::ode::{
    Bdf, Boxed, DenseOutput, InvalidOde, Jacobian, Lsoda, LsodaOptions, OdeError, OdeSolver, Pair, Radau,
    RungeKutta, Scalar, Status, StepOptions, System,
};
use event::Watch;
pub use event::{Event, EventRule, Events};

/// Which solver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// Explicit, order 3.
    Rk23,
    /// Explicit, order 5.
    #[default]
    Rk45,
    /// Explicit, order 8.
    Dop853,
    /// Implicit, order 5, for stiff problems in real numbers.
    Radau,
    /// Implicit, order 1 to 5, for stiff problems.
    Bdf,
    /// Adams or backward differentiation formulas, whichever suits, in real numbers.
    Lsoda,
}

/// How [`solve_ivp`] solves; the defaults are SciPy's.
#[derive(Debug, Clone)]
pub struct IvpOptions<T> {
    /// The solver.
    pub method: Method,
    /// Where the solution is wanted; `None` is wherever the solver steps.
    pub t_eval: Option<Vec<f64>>,
    /// Whether interpolants are kept.
    pub dense_output: bool,
    /// Tolerances and limits on the step.
    pub step: StepOptions,
    /// Where an implicit method has its Jacobian from.
    pub jac: Jacobian<T>,
    /// The shortest step of LSODA.
    pub min_step: f64,
    /// The diagonals below and above the main one of a band Jacobian for LSODA.
    pub band: Option<(usize, usize)>,
}

impl<T> Default for IvpOptions<T> {
    fn default() -> Self {
        Self {
            method: Method::default(),
            t_eval: None,
            dense_output: false,
            step: StepOptions::default(),
            jac: Jacobian::default(),
            min_step: 0.0,
            band: None,
        }
    }
}

/// What a step led to.
#[derive(Debug, Clone)]
pub struct Stepped<T> {
    /// Whether there is a way to go.
    pub status: Status,
    /// The reason of a failure.
    pub message: Option<String>,
    /// The time before the step.
    pub t_old: f64,
    /// The time behind it.
    pub t: f64,
    /// The state there.
    pub y: Vec<T>,
}

/// A solver under way, as [`drive`] sees it.
pub trait Stepper<T, E> {
    /// An interpolant over a step.
    type Dense;

    /// Takes a step.
    ///
    /// # Errors
    /// Those of the system.
    fn step(&mut self) -> Result<Stepped<T>, E>;

    /// The interpolant over the last step.
    ///
    /// # Errors
    /// Those of the system.
    fn dense_output(&mut self) -> Result<Self::Dense, E>;

    /// The value of an interpolant.
    ///
    /// # Errors
    /// Those of the interpolant.
    fn value(&mut self, dense: &Self::Dense, t: f64) -> Result<Vec<T>, E>;
}

/// One of the solvers of this crate with its system.
pub struct Native<'a, T, E> {
    /// The solver.
    pub solver: &'a mut dyn OdeSolver<T, E>,
    /// What it solves.
    pub system: &'a mut dyn System<T, E>,
}

impl<T: Scalar, E> Stepper<T, E> for Native<'_, T, E> {
    type Dense = DenseOutput<T>;

    fn step(&mut self) -> Result<Stepped<T>, E> {
        let message = self.solver.step(self.system)?.map(str::to_owned);
        let s = self.solver.state();
        Ok(Stepped { status: s.status, message, t_old: s.t_old.unwrap_or(s.t), t: s.t, y: s.y.clone() })
    }

    fn dense_output(&mut self) -> Result<DenseOutput<T>, E> {
        Ok(self.solver.dense_output(self.system)?.expect("a step was taken"))
    }

    fn value(&mut self, dense: &DenseOutput<T>, t: f64) -> Result<Vec<T>, E> {
        Ok(dense.at(t))
    }
}

/// What [`drive`] found.
#[derive(Debug, Clone)]
pub struct Trajectory<T, D> {
    /// The times.
    pub t: Vec<f64>,
    /// The states at these times.
    pub y: Vec<Vec<T>>,
    /// Interpolants, if they were asked for.
    pub pieces: Vec<D>,
    /// The ends of the interpolants' ranges.
    pub breaks: Vec<f64>,
    /// The times of each event.
    pub t_events: Vec<Vec<f64>>,
    /// The states at these times.
    pub y_events: Vec<Vec<Vec<T>>>,
    /// 0 at the end of the interval, 1 at an event that ends the integration, -1 after a failure.
    pub status: i8,
    /// The status in words.
    pub message: String,
}

/// What [`solve_ivp`] found.
#[derive(Debug, Clone)]
pub struct Ivp<T> {
    /// The solution.
    pub trajectory: Trajectory<T, DenseOutput<T>>,
    /// Evaluations of the right-hand side.
    pub nfev: usize,
    /// Evaluations of the Jacobian.
    pub njev: usize,
    /// LU decompositions.
    pub nlu: usize,
}

/// Solves y' = f(t, y), y(t0) = y0 from t0 to tf.
///
/// Steps, counts and events are those of `scipy.integrate.solve_ivp`.
///
/// # Errors
/// When the arguments do not fit together, or those of the system; a failing step is a result of status -1.
///
/// # Examples
/// ```
/// use pallasite_integrate::{Event, IvpOptions, solve_ivp};
/// use std::convert::Infallible;
///
/// // A ball thrown upwards comes down again.
/// let mut ball = |_t: f64, y: &[f64], dydt: &mut [f64]| {
///     (dydt[0], dydt[1]) = (y[1], -0.5);
///     Ok::<_, Infallible>(())
/// };
/// let ground = Event::new(|_t, y: &[f64]| Ok(y[0])).terminal(1).direction(-1.0);
/// let found = solve_ivp(&mut ball, (0.0, 100.0), &[0.0, 10.0], &IvpOptions::default(), &mut [ground]).unwrap();
/// assert_eq!(found.trajectory.status, 1);
/// assert!((found.trajectory.t_events[0][0] - 40.0).abs() < 1e-10);
/// ```
pub fn solve_ivp<T: Scalar, E>(
    system: &mut dyn System<T, E>,
    (t0, tf): (f64, f64),
    y0: &[T],
    options: &IvpOptions<T>,
    events: &mut [Event<'_, T, E>],
) -> Result<Ivp<T>, OdeError<E>> {
    let mut solver = solver(system, (t0, tf), y0, options)?;
    let plan = Plan { t_span: (t0, tf), y0, t_eval: options.t_eval.as_deref(), dense: options.dense_output };
    let trajectory = drive(&mut Native { solver: &mut *solver, system }, &plan, events)?;
    let state = solver.state();
    Ok(Ivp { trajectory, nfev: state.nfev, njev: state.njev, nlu: state.nlu })
}

/// The solver that the options ask for, at its start.
///
/// # Errors
/// As [`solve_ivp`].
pub fn solver<T: Scalar, E>(
    system: &mut dyn System<T, E>,
    (t0, tf): (f64, f64),
    y0: &[T],
    options: &IvpOptions<T>,
) -> Result<Boxed<T, E>, OdeError<E>> {
    let pair = match options.method {
        Method::Rk23 => Pair::Rk23,
        Method::Rk45 => Pair::Rk45,
        Method::Dop853 => Pair::Dop853,
        Method::Radau => {
            return T::real_only(system, y0, options.jac.clone(), &|system, y0, jac| {
                Ok(Box::new(Radau::new(system, t0, y0, tf, &options.step, jac)?))
            });
        }
        Method::Lsoda => {
            return T::real_only(system, y0, options.jac.clone(), &|_, y0, jac| {
                let direction = if tf < t0 { -1.0 } else { 1.0 };
                let chosen = lsoda_options(options, jac, tf - t0, direction)?;
                Ok(Box::new(Lsoda::new(t0, y0, tf, chosen)?))
            });
        }
        Method::Bdf => {
            return Ok(Box::new(Bdf::new(system, t0, y0, tf, &options.step, options.jac.clone())?));
        }
    };
    Ok(Box::new(RungeKutta::new(pair, system, t0, y0, tf, &options.step)?))
}

/// LSODA's own options; the first step goes in the direction of the problem.
fn lsoda_options<T>(
    options: &IvpOptions<T>,
    jac: Jacobian<f64>,
    way: f64,
    direction: f64,
) -> Result<LsodaOptions, InvalidOde> {
    let StepOptions { rtol, atol, max_step, first_step } = options.step.clone();
    match first_step {
        Some(h) if h <= 0.0 => return Err(InvalidOde::FirstStep),
        Some(h) if h > way.abs() => return Err(InvalidOde::FirstStepTooLong),
        _ if max_step <= 0.0 => return Err(InvalidOde::MaxStep),
        _ if options.min_step < 0.0 => return Err(InvalidOde::MinStep),
        _ if atol.iter().any(|&a| a < 0.0) => return Err(InvalidOde::Atol),
        _ => {}
    }
    Ok(LsodaOptions {
        rtol: rtol.into_iter().map(|r| r.max(100.0 * f64::EPSILON)).collect(),
        atol,
        first_step: first_step.map_or(0.0, |h| h * direction),
        max_step,
        min_step: options.min_step,
        band: options.band,
        jac: matches!(jac, Jacobian::Function),
        ..LsodaOptions::default()
    })
}

/// What [`drive`] is to do.
pub struct Plan<'a, T> {
    /// The interval.
    pub t_span: (f64, f64),
    /// The initial state.
    pub y0: &'a [T],
    /// Where the solution is wanted.
    pub t_eval: Option<&'a [f64]>,
    /// Whether interpolants are kept.
    pub dense: bool,
}

/// Lets a solver step to the end, or to an event that stops it.
///
/// # Errors
/// As [`solve_ivp`].
pub fn drive<T: Scalar, E, S: Stepper<T, E>, V: Events<T, E> + ?Sized>(
    stepper: &mut S,
    plan: &Plan<'_, T>,
    events: &mut V,
) -> Result<Trajectory<T, S::Dense>, OdeError<E>> {
    let mut run = Run::new(plan, events).map_err(OdeError::Callback)?;
    loop {
        let step = stepper.step().map_err(OdeError::Callback)?;
        if step.status == Status::Failed {
            run.out.status = -1;
            run.out.message = step.message.unwrap_or_default();
            break;
        }
        let finished = step.status == Status::Finished;
        if run.take(stepper, step, events)? || finished {
            break;
        }
    }
    Ok(run.out)
}

struct Run<'a, T, D> {
    plan: &'a Plan<'a, T>,
    watch: Watch,
    out: Trajectory<T, D>,
    /// How many of the wanted times are behind.
    served: usize,
}

const FINISHED: &str = "The solver successfully reached the end of the integration interval.";
const TERMINATED: &str = "A termination event occurred.";

impl<'a, T: Scalar, D> Run<'a, T, D> {
    fn new<E, V: Events<T, E> + ?Sized>(plan: &'a Plan<'a, T>, events: &mut V) -> Result<Self, E> {
        let (t0, tf) = plan.t_span;
        let watch = Watch::new(events, t0, plan.y0)?;
        let start = plan.t_eval.is_none();
        let out = Trajectory {
            t: start.then_some(t0).into_iter().collect(),
            y: start.then(|| plan.y0.to_vec()).into_iter().collect(),
            pieces: Vec::new(),
            breaks: vec![t0],
            t_events: vec![Vec::new(); watch.len()],
            y_events: vec![Vec::new(); watch.len()],
            status: 0,
            message: FINISHED.to_owned(),
        };
        // On an interval without length nothing is evaluated, as in SciPy.
        let served = if t0 == tf { plan.t_eval.map_or(0, <[f64]>::len) } else { 0 };
        Ok(Self { plan, watch, out, served })
    }

    /// Takes in a step; true when an event ends the integration.
    fn take<E, S: Stepper<T, E, Dense = D>, V: Events<T, E> + ?Sized>(
        &mut self,
        stepper: &mut S,
        mut step: Stepped<T>,
        events: &mut V,
    ) -> Result<bool, OdeError<E>> {
        let mut dense = None;
        if self.plan.dense {
            dense = Some(stepper.dense_output().map_err(OdeError::Callback)?);
        }
        let stopped = self.watch.look(stepper, &step, events, &mut dense, &mut self.out)?;
        if let Some((t, y)) = stopped {
            (step.t, step.y) = (t, y);
            self.out.status = 1;
            self.out.message = TERMINATED.to_owned();
        }
        match self.plan.t_eval {
            None => self.append(step, dense),
            Some(times) => self.serve(times, stepper, step.t, dense).map_err(OdeError::Callback)?,
        }
        Ok(self.out.status == 1)
    }

    /// Takes the end of the step as a point of the solution.
    fn append(&mut self, step: Stepped<T>, dense: Option<D>) {
        if self.plan.dense {
            // A step of no length, to an event where a step ended, has no interpolant of its own.
            if self.out.t.len() > 1 && self.out.t.last() == Some(&step.t) {
                return;
            }
            self.out.pieces.extend(dense);
            self.out.breaks.push(step.t);
        }
        self.out.t.push(step.t);
        self.out.y.push(step.y);
    }

    /// Evaluates the solution at the wanted times up to `t`.
    fn serve<E, S: Stepper<T, E, Dense = D>>(
        &mut self,
        times: &[f64],
        stepper: &mut S,
        t: f64,
        mut dense: Option<D>,
    ) -> Result<(), E> {
        let backwards = self.plan.t_span.1 < self.plan.t_span.0;
        while let Some(&next) =
            times.get(self.served).filter(|&&next| if backwards { next >= t } else { next <= t })
        {
            let piece = match dense.take() {
                Some(piece) => piece,
                None => stepper.dense_output()?,
            };
            self.out.t.push(next);
            self.out.y.push(stepper.value(&piece, next)?);
            dense = Some(piece);
            self.served += 1;
        }
        if self.plan.dense {
            self.out.pieces.extend(dense);
            self.out.breaks.push(t);
        }
        Ok(())
    }
}
