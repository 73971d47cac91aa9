//! L-BFGS-B: quasi-Newton steps with little memory, between bounds.

mod bounds;
mod cauchy;
mod memory;
mod subspace;

use super::function::Smooth;
use super::more_thuente::{Conditions, MoreThuente, Trial, Verdict};
use crate::vector::{difference, dot, norm};
use bounds::Limits;
use cauchy::cauchy_point;
use memory::Memory;
pub use memory::lbfgs_inverse_product;
use subspace::Subspace;

/// Tolerances and limits of [`lbfgsb`]; the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct LbfgsbOptions {
    /// How many steps are remembered.
    pub maxcor: usize,
    /// The relative reduction of the value at which the search ends.
    pub ftol: f64,
    /// The largest component of the projected gradient at which the search ends.
    pub gtol: f64,
    /// The most calls of the function.
    pub maxfun: usize,
    /// The most iterations.
    pub maxiter: usize,
    /// The most trials of a line search.
    pub maxls: usize,
    /// Lower and upper bounds of the variables.
    pub bounds: Option<(Vec<f64>, Vec<f64>)>,
}

impl Default for LbfgsbOptions {
    fn default() -> Self {
        Self {
            maxcor: 10,
            ftol: 2.2204460492503131e-09,
            gtol: 1e-5,
            maxfun: 15000,
            maxiter: 15000,
            maxls: 20,
            bounds: None,
        }
    }
}

/// What ended [`lbfgsb`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LbfgsbEnding {
    /// The projected gradient is small.
    Gradient,
    /// The value hardly falls any more.
    Reduction,
    /// The limit on calls was met.
    Calls,
    /// The limit on iterations was met.
    Iterations,
    /// The caller asked to stop.
    Stopped,
    /// A line search along the gradient failed.
    Abnormal,
}

/// What [`lbfgsb`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct Lbfgsb {
    /// The place.
    pub x: Vec<f64>,
    /// The value there.
    pub fun: f64,
    /// The gradient there.
    pub jac: Vec<f64>,
    /// Iterations done.
    pub nit: usize,
    /// What ended the search.
    pub ending: LbfgsbEnding,
    /// The steps remembered, and the changes of the gradient along them, in the places of the circular memory.
    pub corrections: (Vec<Vec<f64>>, Vec<Vec<f64>>),
}

/// A local minimum of `f` between bounds (Byrd, Lu, Nocedal and Zhu 1995; Zhu, Byrd, Lu and Nocedal 1997; version 3.0
/// with the subspace minimisation of Morales and Nocedal 2011). After each iteration `report` gets the iterate and
/// its value; it ends the search by returning `true`.
///
/// # Errors
/// The callbacks'.
///
/// ```
/// use pallasite_optimize::{LbfgsbOptions, Memo, lbfgsb, rosen, rosen_der};
/// let gradient = |x: &[f64], g: &mut [f64]| Ok(g.copy_from_slice(&rosen_der(x)));
/// let mut f = Memo::new((|x: &[f64]| Ok::<_, ()>(rosen(x)), gradient));
/// let options = LbfgsbOptions { bounds: Some((vec![-2.0; 2], vec![0.5, 2.0])), ..Default::default() };
/// let found = lbfgsb(&mut f, &[-1.0, 1.0], &options, |_, _| Ok(false)).unwrap();
/// assert!((found.x[0] - 0.5).abs() < 1e-12 && (found.x[1] - 0.25).abs() < 1e-5);
/// ```
pub fn lbfgsb<E>(
    f: &mut impl Smooth<E>,
    x0: &[f64],
    options: &LbfgsbOptions,
    mut report: impl FnMut(&[f64], f64) -> Result<bool, E>,
) -> Result<Lbfgsb, E> {
    let mut state = State::new(f, x0, options)?;
    let mut projected = state.limits.projected_gradient(&state.x, &state.g);
    let mut ending = (projected <= options.gtol).then_some(LbfgsbEnding::Gradient);
    while ending.is_none() {
        let Some(target) = state.target(projected) else {
            state.memory.forget();
            continue;
        };
        let before = (state.fun, state.g.clone());
        let direction = difference(&target, &state.x);
        let Some(search) = state.search(f, &target, &direction, options)? else {
            if state.memory.is_empty() {
                ending = Some(LbfgsbEnding::Abnormal);
            }
            state.memory.forget();
            continue;
        };
        state.nit += 1;
        projected = state.limits.projected_gradient(&state.x, &state.g);
        let stop = report(&state.x, state.fun)?;
        ending = state.judge(stop, f.calls(), projected, before.0, options);
        if ending.is_none() {
            state.remember(direction, &before.1, search);
        }
    }
    let corrections = state.memory.in_places();
    let ending = ending.expect("the loop has ended");
    Ok(Lbfgsb { x: state.x, fun: state.fun, jac: state.g, nit: state.nit, ending, corrections })
}

struct State {
    x: Vec<f64>,
    fun: f64,
    g: Vec<f64>,
    limits: Limits,
    memory: Memory,
    subspace: Subspace,
    nit: usize,
}

/// The step of a line search, and the slopes at its ends.
struct Taken {
    step: f64,
    slope_before: f64,
    slope: f64,
}

impl State {
    fn new<E>(f: &mut impl Smooth<E>, x0: &[f64], options: &LbfgsbOptions) -> Result<Self, E> {
        let limits = Limits::new(x0.len(), options.bounds.as_ref());
        let mut x = x0.to_vec();
        limits.project(&mut x);
        let fun = f.value(&x)?;
        let mut g = vec![0.0; x.len()];
        f.gradient(&x, &mut g)?;
        let memory = Memory::new(options.maxcor);
        let subspace = Subspace::new(x.len());
        Ok(Self { x, fun, g, limits, memory, subspace, nit: 0 })
    }

    /// Where the quadratic model has its minimum: the Cauchy point, moved on within the free variables. Nothing if
    /// rounding has spoilt the model.
    fn target(&mut self, projected: f64) -> Option<Vec<f64>> {
        let (mut target, along) = if self.limits.any || self.memory.is_empty() {
            let cauchy = cauchy_point(&self.x, &self.g, &self.limits, &self.memory, projected);
            let track = self.nit > 0 && self.limits.any;
            self.subspace.set_free(&cauchy.at_bound, track);
            (cauchy.x, cauchy.along)
        } else {
            (self.x.clone(), Vec::new())
        };
        if self.subspace.has_free() && !self.memory.is_empty() {
            self.subspace.factor(&mut self.memory)?;
            let reduced = self.subspace.reduced_gradient(
                &self.x,
                &self.g,
                &target,
                &along,
                &self.memory,
                self.limits.any,
            );
            self.subspace.minimise(&mut target, reduced, &self.x, &self.g, &self.limits, &self.memory);
        }
        Some(target)
    }

    /// Searches from the iterate towards `target`, and moves there; goes back and gives nothing if that fails.
    fn search<E>(
        &mut self,
        f: &mut impl Smooth<E>,
        target: &[f64],
        direction: &[f64],
        options: &LbfgsbOptions,
    ) -> Result<Option<Taken>, E> {
        let start = (self.x.clone(), self.fun, self.g.clone());
        let longest = self.limits.longest_step(&self.x, direction, self.nit == 0);
        let full = self.nit > 0 || self.limits.boxed;
        let mut step = if full { 1.0 } else { (1.0 / norm(direction)).min(longest) };
        let slope_before = dot(&self.g, direction);
        let conditions = Conditions { ftol: 1e-3, gtol: 0.9, xtol: 0.1, least: 0.0, most: longest };
        let Some(mut rule) = MoreThuente::new(step, self.fun, slope_before, conditions) else {
            return Ok(None);
        };
        for _ in 0..options.maxls {
            self.limits.step(&mut self.x, &start.0, step, direction, target);
            self.fun = f.value(&self.x)?;
            f.gradient(&self.x, &mut self.g)?;
            let slope = dot(&self.g, direction);
            match rule.advance(Trial { step, f: self.fun, g: slope }) {
                Verdict::Try(next) => step = next,
                Verdict::Converged | Verdict::Failed => {
                    return Ok(Some(Taken { step, slope_before, slope }));
                }
            }
        }
        (self.x, self.fun, self.g) = start;
        Ok(None)
    }

    fn judge(
        &self,
        stop: bool,
        calls: usize,
        projected: f64,
        before: f64,
        options: &LbfgsbOptions,
    ) -> Option<LbfgsbEnding> {
        let scale = before.abs().max(self.fun.abs()).max(1.0);
        match () {
            _ if self.nit >= options.maxiter => Some(LbfgsbEnding::Iterations),
            _ if calls > options.maxfun => Some(LbfgsbEnding::Calls),
            _ if stop => Some(LbfgsbEnding::Stopped),
            _ if projected <= options.gtol => Some(LbfgsbEnding::Gradient),
            _ if before - self.fun <= options.ftol * scale => Some(LbfgsbEnding::Reduction),
            _ => None,
        }
    }

    /// Takes the step into the memory, where its curvature is positive.
    fn remember(&mut self, mut s: Vec<f64>, before: &[f64], taken: Taken) {
        let y = difference(&self.g, before);
        let Taken { step, slope_before, slope } = taken;
        let mut length = dot(&s, &s);
        if step != 1.0 {
            s.iter_mut().for_each(|s| *s *= step);
            length *= step * step;
        }
        let curvature = (slope - slope_before) * step;
        self.memory.fresh = curvature > f64::EPSILON * -slope_before * step;
        if self.memory.fresh && !self.memory.push(s, y, length, curvature) {
            self.memory.forget();
        }
    }
}
