//! A truncated Newton method between bounds.

mod direction;
mod options;
mod scaled;
mod step;

use super::function::Smooth;
use crate::vector::{difference, dot, norm};
use direction::{Pairs, direction};
pub use options::{Tnc, TncEnding, TncOptions, TncProgress};
use scaled::Scaled;
use step::search;

/// A local minimum of `f` between bounds by Newton's method, its equations solved by a few preconditioned conjugate
/// gradients (Nash 1984). After each iteration `report` gets the iterate; `follow` gets the figures.
///
/// # Errors
/// The callbacks'.
///
/// ```
/// use pallasite_optimize::{Memo, TncOptions, rosen, rosen_der, tnc};
/// let gradient = |x: &[f64], g: &mut [f64]| Ok(g.copy_from_slice(&rosen_der(x)));
/// let mut f = Memo::new((|x: &[f64]| Ok::<_, ()>(rosen(x)), gradient));
/// let options = TncOptions { bounds: (vec![-2.0; 2], vec![0.5, 2.0]), ..TncOptions::new(2) };
/// let found = tnc(&mut f, &[-1.0, 1.0], &options, |_| Ok(()), |_| Ok(())).unwrap();
/// assert!((found.x[0] - 0.5).abs() < 1e-6 && (found.x[1] - 0.25).abs() < 1e-5);
/// ```
pub fn tnc<E>(
    f: &mut impl Smooth<E>,
    x0: &[f64],
    options: &TncOptions,
    mut report: impl FnMut(&[f64]) -> Result<(), E>,
    mut follow: impl FnMut(TncProgress) -> Result<(), E>,
) -> Result<Tnc, E> {
    let (low, high) = &options.bounds;
    let ended = |x: Vec<f64>, ending| Ok(Tnc { x, nit: 0, ending });
    if x0.is_empty() {
        return ended(Vec::new(), TncEnding::Constant);
    }
    if low.iter().zip(high).any(|(l, h)| l > h) {
        return ended(x0.to_vec(), TncEnding::Infeasible);
    }
    let mut x = x0.to_vec();
    (0..x.len()).for_each(|i| x[i] = scaled::clip(x[i], low[i], high[i]));
    if options.maxfun < 1 {
        return ended(x, TncEnding::Calls);
    }
    let options = options.settled(x.len());
    let mut scaled = Scaled::new(f, &x, &options);
    let (fun, gradient) = scaled.at_user(&x)?;
    if scaled.all_fixed() {
        return ended(x, TncEnding::Constant);
    }
    let mut state = State::new(&scaled, &x, fun, gradient, &options);
    state.tell(&scaled, &mut follow)?;
    let ending = loop {
        if let Some(ending) = state.iterate(&mut scaled, &mut report)? {
            break ending;
        }
        state.tell(&scaled, &mut follow)?;
    };
    state.tell(&scaled, &mut follow)?;
    Ok(Tnc { x: scaled.to_user(&state.x), nit: state.nit, ending })
}

/// Where a variable stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Free,
    Low,
    High,
    /// Never to be moved.
    Fixed,
}

impl Place {
    /// The part of the gradient that presses against the bound, with its sign turned.
    fn pressure(self, g: f64) -> f64 {
        match self {
            Place::Low => g,
            Place::High => -g,
            Place::Free | Place::Fixed => 0.0,
        }
    }
}

/// Sets the components of bound variables to zero.
fn project(x: &mut [f64], places: &[Place]) {
    x.iter_mut().zip(places).filter(|(_, p)| **p != Place::Free).for_each(|(x, _)| *x = 0.0);
}

fn projected(x: &[f64], places: &[Place]) -> Vec<f64> {
    let mut x = x.to_vec();
    project(&mut x, places);
    x
}

struct State<'a> {
    options: &'a TncOptions,
    x: Vec<f64>,
    fun: f64,
    /// The gradient as the user gave it.
    gradient: Vec<f64>,
    /// The same in scaled variables, projected.
    g: Vec<f64>,
    gnorm: f64,
    places: Vec<Place>,
    pairs: Pairs,
    nit: usize,
    stepmx: f64,
    cycle: usize,
    reduction: f64,
    fraction: f64,
    /// Whether a bound was met in the last iteration.
    met: bool,
    at_constraint: f64,
    at_reset: f64,
}

impl<'a> State<'a> {
    fn new<E, F: Smooth<E>>(
        scaled: &Scaled<'_, F>,
        x: &[f64],
        fun: f64,
        gradient: Vec<f64>,
        options: &'a TncOptions,
    ) -> Self {
        let x = scaled.of_user(x);
        let mut g = scaled.gradient_of_user(&gradient);
        let mut places = scaled.places(&x);
        for (place, g) in places.iter_mut().zip(&g) {
            if place.pressure(*g) < 0.0 {
                *place = Place::Free;
            }
        }
        project(&mut g, &places);
        let n = x.len();
        Self {
            options,
            gnorm: norm(&g),
            x,
            fun,
            gradient,
            g,
            places,
            pairs: Pairs::new(n),
            nit: 0,
            stepmx: options.stepmx,
            cycle: n - 1,
            reduction: 0.0,
            fraction: 0.05,
            met: true,
            at_constraint: fun,
            at_reset: fun,
        }
    }

    fn tell<E, F: Smooth<E>>(
        &self,
        scaled: &Scaled<'_, F>,
        follow: &mut impl FnMut(TncProgress) -> Result<(), E>,
    ) -> Result<(), E> {
        let g = projected(&self.gradient, &self.places);
        let fun = self.fun / scaled.fscale;
        follow(TncProgress { nit: self.nit, nfev: scaled.calls, fun, gtg: dot(&g, &g) })
    }

    /// One step of Newton's method; what the search comes to, if it ends with it.
    fn iterate<E, F: Smooth<E>>(
        &mut self,
        scaled: &mut Scaled<'_, F>,
        report: &mut impl FnMut(&[f64]) -> Result<(), E>,
    ) -> Result<Option<TncEnding>, E> {
        if norm(&self.g) <= self.options.gtol * scaled.fscale {
            return Ok(Some(TncEnding::LocalMinimum));
        }
        if scaled.calls >= self.options.maxfun {
            return Ok(Some(TncEnding::Calls));
        }
        self.rescale(scaled);
        let calls = scaled.calls;
        let xnorm = norm(&projected(&self.x, &self.places));
        let p = direction(self, scaled, xnorm)?;
        self.renew_pairs();
        let (before, g_before) = (self.fun, self.g.clone());
        let slope = dot(&p, &self.g);
        let unbounded = self.stepmx / (norm(&p) + f64::EPSILON);
        let longest = scaled.longest_step(unbounded, &self.x, &p, &self.places);
        let mut alpha = 0.0;
        self.met = true;
        if longest > 0.0 {
            let first = first_step(self.fun, self.options.minfev / scaled.fscale, slope, longest);
            let outcome = search(self, scaled, &p, first, longest)?;
            alpha = outcome.alpha;
            if outcome.failed {
                return Ok(Some(TncEnding::LineSearch));
            }
            if alpha >= 0.9 * unbounded {
                self.stepmx *= 1e2;
            }
            if alpha - longest < -10.0 * f64::EPSILON {
                if outcome.exhausted {
                    return Ok(Some(TncEnding::Calls));
                }
                self.met = false;
            }
        }
        if self.met {
            if !scaled.hold(&mut self.x, &p, &mut self.places) && scaled.calls == calls {
                return Ok(Some(TncEnding::NoProgress));
            }
            self.at_constraint = self.fun;
        }
        self.nit += 1;
        report(&scaled.to_user_unclipped(&self.x))?;
        self.judge(scaled, before, slope, alpha, &p, &g_before)
    }

    /// What comes after the step: reductions, bounds to leave, tolerances, the pairs of the preconditioner.
    fn judge<E, F: Smooth<E>>(
        &mut self,
        scaled: &Scaled<'_, F>,
        before: f64,
        slope: f64,
        alpha: f64,
        p: &[f64],
        g_before: &[f64],
    ) -> Result<Option<TncEnding>, E> {
        let last = std::mem::replace(&mut self.reduction, before - self.fun);
        if self.cycle == 1 {
            if self.reduction > 2.0 * last {
                self.fraction += self.fraction;
            }
            if self.reduction < 0.5 * last {
                self.fraction *= 0.5;
            }
        }
        self.g = scaled.gradient_of_user(&self.gradient);
        self.gnorm = norm(&projected(&self.g, &self.places));
        let left = self.leave_bound(slope, self.options.gtol * scaled.fscale);
        if left {
            self.gnorm = norm(&projected(&self.g, &self.places));
            self.at_constraint = self.fun;
        }
        if !left && !self.met {
            if self.reduction.abs() <= self.options.ftol * scaled.fscale {
                return Ok(Some(TncEnding::Value));
            }
            if alpha * norm(p) <= self.options.xtol {
                return Ok(Some(TncEnding::Place));
            }
        }
        project(&mut self.g, &self.places);
        if !self.met {
            let step = p.iter().map(|p| alpha * p).collect();
            let small =
                self.cycle + 1 == self.x.len() || self.reduction < self.fraction * (self.at_reset - self.fun);
            self.pairs.take(step, difference(&self.g, g_before), small);
        }
        Ok(None)
    }

    /// Brings the gradient back to order one where it has become too large or too small.
    fn rescale<E, F: Smooth<E>>(&mut self, scaled: &mut Scaled<'_, F>) {
        let size = norm(&self.g);
        if !(size > f64::EPSILON && size.log10().abs() > self.options.rescale) {
            return;
        }
        let factor = 1.0 / size;
        scaled.fscale *= factor;
        for value in
            [&mut self.fun, &mut self.gnorm, &mut self.at_constraint, &mut self.at_reset, &mut self.reduction]
        {
            *value *= factor;
        }
        self.g.iter_mut().for_each(|g| *g *= factor);
        self.pairs.forget();
        self.cycle = self.x.len() - 1;
        self.met = true;
    }

    fn renew_pairs(&mut self) {
        if self.met {
            return;
        }
        if self.pairs.accumulate() {
            self.at_reset = self.fun;
            self.cycle = 1;
        } else {
            self.cycle += 1;
        }
    }

    /// Frees the variable that its bound holds against the strongest pull, if the rest is nearly minimal.
    fn leave_bound(&mut self, slope: f64, gtol: f64) -> bool {
        if self.at_constraint - self.fun <= -0.5 * slope && self.gnorm > gtol {
            return false;
        }
        let mut strongest = (0.0, None);
        for (i, (place, g)) in self.places.iter().zip(&self.g).enumerate() {
            if place.pressure(*g) < strongest.0 {
                strongest = (place.pressure(*g), Some(i));
            }
        }
        strongest.1.is_some_and(|i| {
            self.places[i] = Place::Free;
            true
        })
    }
}

fn first_step(fun: f64, lowest: f64, slope: f64, longest: f64) -> f64 {
    let distance = (fun - lowest).abs();
    let guess =
        if 2.0 * distance <= -slope && distance >= f64::EPSILON { -2.0 * distance / slope } else { 1.0 };
    if guess >= longest { longest } else { guess }
}
