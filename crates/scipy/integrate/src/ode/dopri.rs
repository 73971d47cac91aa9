//! `scipy.integrate.ode` with `dopri5` and `dop853`: an explicit method from one time to another, with a look at each
//! step.

use super::options::{OdeError, StepOptions};
use super::rk::{Pair, RungeKutta, StepControl};
use super::{OdeSolver, Scalar, Status, System};

/// Where a run of [`dopri`] ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Dopri<T> {
    /// The time.
    pub t: f64,
    /// The state.
    pub y: Vec<T>,
    /// 1 at the end, 2 where it was told to stop, -2 after too many steps, -3 when a step became too short.
    pub status: i32,
}

/// How many steps, and of what lengths.
#[derive(Debug, Clone, PartialEq)]
pub struct DopriOptions {
    /// Tolerances and lengths.
    pub step: StepOptions,
    /// How lengths follow from errors.
    pub control: StepControl,
    /// The most steps.
    pub max_steps: usize,
}

/// Solves y' = f(t, y), y(t0) = y0 as far as `t1`, by Hairer's drivers of Dormand and Prince's pairs (Hairer, Nørsett &
/// Wanner, *Solving Ordinary Differential Equations I*, 1993, appendix).
///
/// `watch` sees the start and every step; true stops.
///
/// # Errors
/// When the options do not fit, or those of the callbacks.
///
/// # Examples
/// ```
/// use pallasite_integrate::{DopriOptions, Pair, StepControl, StepOptions, dopri};
/// use std::convert::Infallible;
///
/// let mut decay = |_t: f64, y: &[f64], dydt: &mut [f64]| {
///     dydt[0] = -y[0];
///     Ok::<_, Infallible>(())
/// };
/// let step = StepOptions { rtol: vec![1e-6], atol: vec![1e-12], ..StepOptions::default() };
/// let options = DopriOptions { step, control: StepControl::default(), max_steps: 500 };
/// let found = dopri(Pair::Rk45, &mut decay, (0.0, 1.0), &[1.0], &options, &mut |_, _| Ok(false)).unwrap();
/// assert!(found.status == 1 && (found.y[0] - (-1f64).exp()).abs() < 1e-6);
/// ```
pub fn dopri<T: Scalar, E>(
    pair: Pair,
    system: &mut dyn System<T, E>,
    (t0, t1): (f64, f64),
    y0: &[T],
    options: &DopriOptions,
    watch: &mut dyn FnMut(f64, &[T]) -> Result<bool, E>,
) -> Result<Dopri<T>, OdeError<E>> {
    let mut found = Dopri { t: t0, y: y0.to_vec(), status: 1 };
    if t0 == t1 {
        return Ok(found);
    }
    let solver = RungeKutta::new(pair, system, t0, y0, t1, &options.step)?;
    let mut solver = solver.with_control(options.control);
    let mut stop = watch(t0, y0).map_err(OdeError::Callback)?;
    let mut steps = 0;
    while !stop && found.t != t1 {
        if steps == options.max_steps {
            found.status = -2;
            return Ok(found);
        }
        steps += 1;
        if solver.step(system).map_err(OdeError::Callback)?.is_some() {
            found.status = -3;
            return Ok(found);
        }
        let state = OdeSolver::<T, E>::state(&solver);
        found.t = if state.status == Status::Finished { t1 } else { state.t };
        found.y.copy_from_slice(&state.y);
        stop = watch(found.t, &found.y).map_err(OdeError::Callback)?;
    }
    found.status = if stop { 2 } else { 1 };
    Ok(found)
}
