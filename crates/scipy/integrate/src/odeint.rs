//! `scipy.integrate.odeint`: LSODA from time to time.

use crate::ode::{Lsoda, LsodaCounts, LsodaFailure, LsodaOptions, OdeError, System, Task};

/// What [`odeint`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct Odeint {
    /// The states, a row for each time; zero behind a failure.
    pub y: Vec<f64>,
    /// What the solver counted, and the time it stepped to, at each time but the first.
    pub counts: Vec<(LsodaCounts, f64)>,
    /// ODEPACK's `istate`: 2 for success, 1 when there was no time to go, negative after a failure.
    pub status: i32,
    /// The lengths of ODEPACK's real and integer work arrays for this problem.
    pub work_lengths: (usize, usize),
}

impl Odeint {
    /// SciPy's text for the status.
    pub fn message(&self) -> &'static str {
        match self.status {
            2 => "Integration successful.",
            1 => "Nothing was done; the integration time was 0.",
            -1 => "Excess work done on this call (perhaps wrong Dfun type).",
            -2 => "Excess accuracy requested (tolerances too small).",
            -3 => "Illegal input detected (internal error).",
            -4 => "Repeated error test failures (internal error).",
            -5 => "Repeated convergence failures (perhaps bad Jacobian or tolerances).",
            _ => "Error weight became zero during problem.",
        }
    }
}

/// Solves y' = f(t, y), y(t\[0\]) = y0 at the times `t`, and never steps over the times `critical`.
///
/// Steps and counts are those of `scipy.integrate.odeint`, whose tolerances are 1.49012e-8.
///
/// # Errors
/// When the options do not fit, or those of the system; a failure is a result of negative status.
///
/// # Examples
/// ```
/// use pallasite_integrate::{LsodaOptions, odeint};
/// use std::convert::Infallible;
///
/// let mut pendulum = |_t: f64, y: &[f64], dydt: &mut [f64]| {
///     (dydt[0], dydt[1]) = (y[1], -0.25 * y[1] - 5.0 * y[0].sin());
///     Ok::<_, Infallible>(())
/// };
/// let options = LsodaOptions { rtol: vec![1e-8], atol: vec![1e-8], ..LsodaOptions::default() };
/// let found = odeint(&mut pendulum, &[3.0, 0.0], &[0.0, 1.0, 2.0], &options, &[]).unwrap();
/// assert_eq!((found.status, found.y.len()), (2, 6));
/// ```
pub fn odeint<E>(
    system: &mut dyn System<f64, E>,
    y0: &[f64],
    t: &[f64],
    options: &LsodaOptions,
    critical: &[f64],
) -> Result<Odeint, OdeError<E>> {
    let n = y0.len();
    let (&[first, ..], false) = (t, n == 0) else { return Ok(nothing(t)) };
    let mut solver = Lsoda::new(first, y0, t[t.len() - 1], options.clone())?;
    let mut y = vec![0.0; n * t.len()];
    y[..n].copy_from_slice(y0);
    let (mut counts, mut status) = (Vec::new(), if t.len() > 1 { 2 } else { 1 });
    let mut critical = critical;
    for (&time, row) in t[1..].iter().zip(y[n..].chunks_exact_mut(n)) {
        critical = critical.split_first().filter(|(c, _)| time > **c).map_or(critical, |(_, rest)| rest);
        let task = critical.first().map_or(Task::Reach, |&c| Task::ReachWithin(c));
        let outcome = solver.integrate(system, time, task).map_err(OdeError::Callback)?;
        row.copy_from_slice(solver.y());
        counts.push((solver.counts(), solver.current()));
        status =
            outcome.map_or_else(LsodaFailure::status, |_| if solver.counts().steps == 0 { 1 } else { 2 });
        if status < 0 {
            break;
        }
    }
    Ok(Odeint { y, counts, status, work_lengths: solver.work_lengths() })
}

/// The result without equations or times.
fn nothing(t: &[f64]) -> Odeint {
    let status = if t.len() > 1 { LsodaFailure::Input.status() } else { 1 };
    Odeint { y: Vec::new(), counts: Vec::new(), status, work_lengths: (0, 0) }
}
