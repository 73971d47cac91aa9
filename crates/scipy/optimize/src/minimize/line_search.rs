//! Searches along a line for a step that satisfies the strong Wolfe conditions.

use super::function::Smooth;
use super::more_thuente::{Conditions, MoreThuente, Trial, Verdict};
use super::zoom::{Zoom, zoom};
use crate::vector::dot;

/// Limits of a search; the defaults are SciPy's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WolfeOptions {
    /// Sufficient decrease.
    pub c1: f64,
    /// Curvature.
    pub c2: f64,
    /// The longest step.
    pub amax: Option<f64>,
    /// Iterations before the search gives up.
    pub maxiter: usize,
}

impl Default for WolfeOptions {
    fn default() -> Self {
        Self { c1: 1e-4, c2: 0.9, amax: None, maxiter: 10 }
    }
}

impl WolfeOptions {
    /// Whether `0 < c1 < c2 < 1`.
    pub fn are_ordered(&self) -> bool {
        0.0 < self.c1 && self.c1 < self.c2 && self.c2 < 1.0
    }
}

/// Where a search begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LineStart {
    /// The value there.
    pub value: f64,
    /// The value one iteration before.
    pub before: Option<f64>,
    /// The slope there.
    pub slope: f64,
}

impl LineStart {
    fn first_step(&self) -> f64 {
        let step = match self.before {
            Some(before) if self.slope != 0.0 => 1f64.min(1.01 * 2.0 * (self.value - before) / self.slope),
            _ => 1.0,
        };
        if step < 0.0 { 1.0 } else { step }
    }
}

/// Why [`line_search`] ended without a step that satisfies the conditions.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum LineFailure {
    /// The step became zero.
    #[error("Rounding errors prevent the line search from converging")]
    Rounding,
    /// Steps within `amax` are too short.
    #[error("The line search algorithm could not find a solution less than or equal to amax: {0:?}")]
    Limit(f64),
    /// The iterations ran out; the last step is returned.
    #[error("The line search algorithm did not converge")]
    Iterations,
    /// The interval was narrowed down in vain.
    #[error("The line search algorithm did not converge")]
    Zoom,
}

/// What [`line_search`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct LineSearch {
    /// The step.
    pub alpha: Option<f64>,
    /// The value there.
    pub value: Option<f64>,
    /// The value where the search began.
    pub before: Option<f64>,
    /// The gradient there, if the conditions are satisfied.
    pub gradient: Option<Vec<f64>>,
    /// Why they are not.
    pub failure: Option<LineFailure>,
    /// Calls of the function.
    pub values: usize,
    /// Gradients taken.
    pub gradients: usize,
}

/// A function along a line.
pub(super) struct Line<'a, O> {
    f: &'a mut O,
    x: &'a [f64],
    direction: &'a [f64],
    point: Vec<f64>,
    gradient: Vec<f64>,
    values: usize,
    gradients: usize,
}

impl<'a, O> Line<'a, O> {
    fn new(f: &'a mut O, x: &'a [f64], direction: &'a [f64]) -> Self {
        let (point, gradient) = (x.to_vec(), vec![0.0; x.len()]);
        Self { f, x, direction, point, gradient, values: 0, gradients: 0 }
    }

    fn go(&mut self, step: f64) {
        let moved = self.x.iter().zip(self.direction).map(|(x, d)| x + step * d);
        self.point.iter_mut().zip(moved).for_each(|(p, x)| *p = x);
    }

    pub(super) fn value<E>(&mut self, step: f64) -> Result<f64, E>
    where
        O: Smooth<E>,
    {
        self.go(step);
        self.values += 1;
        self.f.value(&self.point)
    }

    pub(super) fn slope<E>(&mut self, step: f64) -> Result<f64, E>
    where
        O: Smooth<E>,
    {
        self.go(step);
        self.gradients += 1;
        self.f.gradient(&self.point, &mut self.gradient)?;
        Ok(dot(&self.gradient, self.direction))
    }
}

/// What more a step has to satisfy: gets the step, the point, the value and the gradient.
pub(super) type Accept<'a, E> = &'a mut dyn FnMut(f64, &[f64], f64, &[f64]) -> Result<bool, E>;

/// Whether the trial at which `line` stands satisfies what the caller asks of it.
pub(super) fn accepted<E, O>(
    line: &Line<'_, O>,
    accept: &mut Option<Accept<'_, E>>,
    step: f64,
    value: f64,
) -> Result<bool, E> {
    match accept {
        Some(accept) => accept(step, &line.point, value, &line.gradient),
        None => Ok(true),
    }
}

/// A step along `direction` that satisfies the strong Wolfe conditions: bracketing and zoom (Nocedal and Wright 2006,
/// algorithms 3.5 and 3.6). `accept` may ask for more.
///
/// # Errors
/// The callbacks'.
///
/// ```
/// use pallasite_optimize::{LineStart, Memo, WolfeOptions, line_search};
/// let square = |x: &[f64]| Ok::<_, ()>(x[0] * x[0]);
/// let mut f = Memo::new((square, |x: &[f64], g: &mut [f64]| Ok(g[0] = 2.0 * x[0])));
/// let start = LineStart { value: 4.0, before: None, slope: -4.0 };
/// let found = line_search(&mut f, &[2.0], &[-1.0], start, &WolfeOptions::default(), None).unwrap();
/// assert_eq!(found.alpha, Some(1.0));
/// ```
pub fn line_search<E>(
    f: &mut impl Smooth<E>,
    x: &[f64],
    direction: &[f64],
    start: LineStart,
    options: &WolfeOptions,
    mut accept: Option<Accept<'_, E>>,
) -> Result<LineSearch, E> {
    let mut line = Line::new(f, x, direction);
    let found = bracketing(&mut line, start, options, &mut accept)?;
    let (alpha, value, failure) = match found {
        Outcome::Found { step, value } => (Some(step), Some(value), None),
        Outcome::Unfinished { step, value } => (Some(step), Some(value), Some(LineFailure::Iterations)),
        Outcome::Failed(LineFailure::Zoom) => (None, None, Some(LineFailure::Zoom)),
        Outcome::Failed(failure) => (None, Some(start.value), Some(failure)),
    };
    let restart = matches!(failure, Some(LineFailure::Rounding | LineFailure::Limit(_)));
    Ok(LineSearch {
        alpha,
        value,
        before: if restart { start.before } else { Some(start.value) },
        gradient: failure.is_none().then_some(line.gradient),
        failure,
        values: line.values,
        gradients: line.gradients,
    })
}

pub(super) enum Outcome {
    Found { step: f64, value: f64 },
    Unfinished { step: f64, value: f64 },
    Failed(LineFailure),
}

fn bracketing<E, O: Smooth<E>>(
    line: &mut Line<'_, O>,
    start: LineStart,
    options: &WolfeOptions,
    accept: &mut Option<Accept<'_, E>>,
) -> Result<Outcome, E> {
    let within = |step: f64| options.amax.map_or(step, |amax| if amax < step { amax } else { step });
    let mut before = Trial { step: 0.0, f: start.value, g: start.slope };
    let mut step = within(start.first_step());
    let mut value = line.value(step)?;
    let curvature = -options.c2 * start.slope;
    let limits = Zoom { value: start.value, slope: start.slope, c1: options.c1, curvature };
    for i in 0..options.maxiter {
        if step == 0.0 {
            return Ok(Outcome::Failed(LineFailure::Rounding));
        }
        if let Some(amax) = options.amax.filter(|amax| before.step > *amax) {
            return Ok(Outcome::Failed(LineFailure::Limit(amax)));
        }
        if value > start.value + options.c1 * step * start.slope || (value >= before.f && i > 0) {
            return zoom(line, before, (step, value), limits, accept);
        }
        let slope = line.slope(step)?;
        if slope.abs() <= curvature && accepted(line, accept, step, value)? {
            return Ok(Outcome::Found { step, value });
        }
        let here = Trial { step, f: value, g: slope };
        if slope >= 0.0 {
            return zoom(line, here, (before.step, before.f), limits, accept);
        }
        before = here;
        step = within(2.0 * step);
        value = line.value(step)?;
    }
    Ok(Outcome::Unfinished { step, value })
}

/// A step that a method of descent takes.
pub(super) struct Step {
    pub alpha: f64,
    pub value: f64,
    /// Where the conditions are known to be satisfied.
    pub gradient: Option<Vec<f64>>,
}

/// How a method of descent searches.
pub(super) struct Search {
    pub c1: f64,
    pub c2: f64,
    pub amin: f64,
    pub amax: f64,
    /// Whether the second search is bound by `amax` too.
    pub bound: bool,
}

/// A step by Moré and Thuente's search, or by [`line_search`] where that fails.
pub(super) fn step_along<E, O: Smooth<E>>(
    f: &mut O,
    x: &[f64],
    direction: &[f64],
    start: LineStart,
    search: &Search,
    mut accept: Option<Accept<'_, E>>,
) -> Result<Option<Step>, E> {
    let mut line = Line::new(f, x, direction);
    let found = more_thuente(&mut line, start, search)?;
    if let Some(trial) = found
        && accepted(&line, &mut accept, trial.step, trial.f)?
    {
        return Ok(Some(Step { alpha: trial.step, value: trial.f, gradient: Some(line.gradient) }));
    }
    let amax = search.bound.then_some(search.amax);
    let options = WolfeOptions { c1: search.c1, c2: search.c2, amax, ..WolfeOptions::default() };
    let found = line_search(f, x, direction, start, &options, accept)?;
    Ok(found.alpha.zip(found.value).map(|(alpha, value)| Step { alpha, value, gradient: found.gradient }))
}

/// At most so many trials of Moré and Thuente's search.
const TRIALS: usize = 100;

fn more_thuente<E, O: Smooth<E>>(
    line: &mut Line<'_, O>,
    start: LineStart,
    search: &Search,
) -> Result<Option<Trial>, E> {
    let Search { c1, c2, amin, amax, .. } = *search;
    let conditions = Conditions { ftol: c1, gtol: c2, xtol: 1e-14, least: amin, most: amax };
    let mut step = start.first_step();
    let Some(mut state) = MoreThuente::new(step, start.value, start.slope, conditions) else {
        return Ok(None);
    };
    for _ in 1..TRIALS {
        let trial = Trial { step, f: line.value(step)?, g: line.slope(step)? };
        step = match state.advance(trial) {
            Verdict::Try(step) => step,
            Verdict::Converged => return Ok(Some(trial)),
            Verdict::Failed => return Ok(None),
        };
    }
    Ok(None)
}
