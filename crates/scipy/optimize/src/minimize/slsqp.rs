//! Sequential least squares programming.

mod factors;
mod least_squares;
mod subproblem;

use super::function::Smooth;
use crate::vector::{dot, moved, norm};
use factors::Ldl;
use ndarray::Array2;
use subproblem::{Step, Subproblem};

/// A function to be minimised where others vanish or are not negative.
pub trait Constrained<E>: Smooth<E> {
    /// Writes the values of the constraints, the equalities first.
    fn constraints(&mut self, x: &[f64], values: &mut [f64]) -> Result<(), E>;

    /// Writes their gradients, one a row.
    fn normals(&mut self, x: &[f64], rows: &mut Array2<f64>) -> Result<(), E>;
}

/// Tolerances and limits of [`slsqp`]; the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct SlsqpOptions {
    /// The accuracy of the value, and of the constraints.
    pub ftol: f64,
    /// The most iterations.
    pub maxiter: usize,
    /// Lower and upper bounds of the variables.
    pub bounds: Option<(Vec<f64>, Vec<f64>)>,
    /// How many of the constraints are equalities, and how many there are in all.
    pub constraints: (usize, usize),
}

impl Default for SlsqpOptions {
    fn default() -> Self {
        Self { ftol: 1e-6, maxiter: 100, bounds: None, constraints: (0, 0) }
    }
}

/// What ended [`slsqp`], with the code that SciPy has for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The tolerances were met.
    Converged = 0,
    /// The caller asked to stop.
    Stopped = 1,
    /// More equalities than variables.
    TooManyEqualities = 2,
    /// The subproblem took too many iterations.
    TooManyIterations = 3,
    /// The linearised constraints contradict each other.
    Incompatible = 4,
    /// The matrix of the subproblem is singular.
    SingularE = 5,
    /// The gradients of the equalities depend on each other.
    SingularC = 6,
    /// The subproblem without inequalities is rank-deficient.
    RankDeficient = 7,
    /// The direction does not lead downhill.
    Uphill = 8,
    /// The limit on iterations was met.
    Iterations = 9,
}

/// What [`slsqp`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct Slsqp {
    /// The place.
    pub x: Vec<f64>,
    /// The value there.
    pub fun: f64,
    /// The last gradient.
    pub jac: Vec<f64>,
    /// Iterations done.
    pub nit: usize,
    /// What ended the search.
    pub mode: Mode,
    /// The multipliers of the constraints.
    pub multipliers: Vec<f64>,
}

/// An iterate as [`slsqp`] reports it.
pub struct SlsqpProgress<'a> {
    /// The iteration.
    pub nit: usize,
    /// Values taken so far.
    pub nfev: usize,
    /// The place.
    pub x: &'a [f64],
    /// The value there.
    pub fun: f64,
    /// The last gradient.
    pub jac: &'a [f64],
}

/// The step is shortened to no less than this part.
const SHORTEST: f64 = 0.1;

/// A local minimum of `f` between bounds and under constraints, by a sequence of linear least squares problems
/// (Kraft 1988, 1994). In each iteration `report` gets the first point tried; it ends the search by returning `true`.
///
/// # Errors
/// The callbacks'.
pub fn slsqp<E>(
    f: &mut impl Constrained<E>,
    x0: &[f64],
    options: &SlsqpOptions,
    mut report: impl FnMut(SlsqpProgress<'_>) -> Result<bool, E>,
) -> Result<Slsqp, E> {
    let mut state = State::new(f, x0, options)?;
    let mode = loop {
        let step = match state.begin() {
            Ok(step) => step,
            Err(mode) => {
                if state.fresh {
                    report(state.progress(f.calls()))?;
                }
                break mode;
            }
        };
        if let Some(mode) = state.search(f, step, &mut report)? {
            break mode;
        }
        if let Some(mode) = state.renew(f)? {
            break mode;
        }
    };
    let multipliers = state.multipliers;
    Ok(Slsqp { x: state.x, fun: state.fun, jac: state.g, nit: state.nit, mode, multipliers })
}

struct State<'a> {
    options: &'a SlsqpOptions,
    x: Vec<f64>,
    fun: f64,
    g: Vec<f64>,
    values: Vec<f64>,
    normals: Array2<f64>,
    hessian: Ldl,
    resets: usize,
    nit: usize,
    /// Whether an iteration has begun of which nothing was reported.
    fresh: bool,
    multipliers: Vec<f64>,
    /// Weights of the violations in the merit function.
    weights: Vec<f64>,
    /// The gradient of the Lagrangian where the iteration began.
    lagrangian: Vec<f64>,
    step: Vec<f64>,
    before: f64,
    inconsistent: bool,
}

impl<'a> State<'a> {
    fn new<E>(f: &mut impl Constrained<E>, x0: &[f64], options: &'a SlsqpOptions) -> Result<Self, E> {
        let (n, m) = (x0.len(), options.constraints.1);
        let fun = f.value(x0)?;
        let mut g = vec![0.0; n];
        f.gradient(x0, &mut g)?;
        let mut normals = Array2::zeros((m, n));
        f.normals(x0, &mut normals)?;
        let mut values = vec![0.0; m];
        f.constraints(x0, &mut values)?;
        Ok(Self {
            options,
            x: x0.to_vec(),
            fun,
            g,
            values,
            normals,
            hessian: Ldl::identity(n),
            resets: 1,
            nit: 0,
            fresh: false,
            multipliers: vec![0.0; m],
            weights: vec![0.0; m],
            lagrangian: vec![0.0; n],
            step: vec![0.0; n],
            before: 0.0,
            inconsistent: false,
        })
    }

    fn progress(&self, nfev: usize) -> SlsqpProgress<'_> {
        SlsqpProgress { nit: self.nit, nfev, x: &self.x, fun: self.fun, jac: &self.g }
    }

    /// The violations of the constraints, each times its weight.
    fn violation(&self, weights: Option<&[f64]>) -> f64 {
        let of = |(j, &c): (usize, &f64)| {
            let above = if j < self.options.constraints.0 { c } else { 0.0 };
            weights.map_or(1.0, |w| w[j]) * above.max(-c)
        };
        self.values.iter().enumerate().map(of).sum()
    }

    /// A direction that leads downhill, or what the search comes to without one.
    fn begin(&mut self) -> Result<Step, Mode> {
        let acc = self.options.ftol.abs();
        loop {
            if self.nit >= self.options.maxiter {
                return Err(Mode::Iterations);
            }
            self.nit += 1;
            self.fresh = true;
            let step = self.subproblem().solve()?;
            self.inconsistent = step.inconsistent;
            self.multipliers.copy_from_slice(&step.multipliers);
            self.lagrangian = self.lagrangian_gradient();
            self.before = self.fun;
            self.step.clone_from(&step.s);
            let slope = dot(&self.g, &step.s);
            let gap = self.weigh(slope);
            if gap < acc && self.violation(None) < acc && !step.inconsistent && !self.fun.is_nan() {
                return Err(Mode::Converged);
            }
            let descent = slope - self.violation(Some(&self.weights)) * step.relaxation;
            if !(descent >= 0.0) {
                return Ok(Step { slope: descent, ..step });
            }
            if let Some(mode) = self.reset() {
                return Err(mode);
            }
        }
    }

    fn subproblem(&self) -> Subproblem<'_> {
        Subproblem {
            hessian: &self.hessian,
            g: &self.g,
            x: &self.x,
            values: &self.values,
            normals: &self.normals,
            equalities: self.options.constraints.0,
            bounds: self.options.bounds.as_ref(),
        }
    }

    fn lagrangian_gradient(&self) -> Vec<f64> {
        let mut gradient = self.g.clone();
        for (row, multiplier) in self.normals.rows().into_iter().zip(&self.multipliers) {
            gradient.iter_mut().zip(row).for_each(|(g, a)| *g -= a * multiplier);
        }
        gradient
    }

    /// Renews the weights from the multipliers; what is left to gain by the linear model.
    fn weigh(&mut self, slope: f64) -> f64 {
        let mut gap = slope.abs();
        for (j, multiplier) in self.multipliers.iter().enumerate() {
            let size = multiplier.abs();
            self.weights[j] = size.max((self.weights[j] + size) / 2.0);
            gap += size * self.values[j].abs();
        }
        gap
    }

    /// Forgets the curvature; what the search comes to when that has happened too often.
    fn reset(&mut self) -> Option<Mode> {
        self.resets += 1;
        if self.resets > 5 {
            let tol = 10.0 * self.options.ftol.abs();
            return Some(if self.is_still(tol) { Mode::Converged } else { Mode::Uphill });
        }
        self.hessian = Ldl::identity(self.x.len());
        None
    }

    /// Whether value or place hardly change and the constraints hold.
    fn is_still(&self, tol: f64) -> bool {
        ((self.fun - self.before).abs() < tol || norm(&self.step) < tol)
            && self.violation(None) < tol
            && !self.inconsistent
            && !self.fun.is_nan()
    }

    /// Searches along the step for a smaller merit; what the search comes to, if it ends here.
    fn search<E>(
        &mut self,
        f: &mut impl Constrained<E>,
        step: Step,
        report: &mut impl FnMut(SlsqpProgress<'_>) -> Result<bool, E>,
    ) -> Result<Option<Mode>, E> {
        let start = self.x.clone();
        let merit = self.fun + self.violation(Some(&self.weights));
        let (mut slope, mut alpha) = (step.slope, 1.0);
        for line in 1.. {
            slope *= alpha;
            self.step.iter_mut().for_each(|s| *s *= alpha);
            self.x = moved(&start, 1.0, &self.step);
            if let Some((low, high)) = &self.options.bounds {
                // Rounding may have led out of them.
                (0..self.x.len()).for_each(|i| self.x[i] = self.x[i].max(low[i]).min(high[i]));
            }
            self.fun = f.value(&self.x)?;
            f.constraints(&self.x, &mut self.values)?;
            if std::mem::take(&mut self.fresh) && report(self.progress(f.calls()))? {
                return Ok(Some(Mode::Stopped));
            }
            let gained = self.fun + self.violation(Some(&self.weights)) - merit;
            if gained <= slope / 10.0 || line > 10 {
                break;
            }
            alpha = (slope / (2.0 * (slope - gained))).max(SHORTEST);
        }
        Ok(self.is_still(self.options.ftol.abs()).then_some(Mode::Converged))
    }

    /// Takes the step into the curvature, damped so that it stays positive (Powell 1978).
    fn renew<E>(&mut self, f: &mut impl Constrained<E>) -> Result<Option<Mode>, E> {
        f.gradient(&self.x, &mut self.g)?;
        f.normals(&self.x, &mut self.normals)?;
        let now = self.lagrangian_gradient();
        let mut change: Vec<f64> = now.iter().zip(&self.lagrangian).map(|(a, b)| a - b).collect();
        let mut product = self.hessian.product(&self.step);
        let mut along = dot(&self.step, &change);
        let curvature = dot(&self.step, &product);
        let least = 0.2 * curvature;
        if along < least {
            let part = (curvature - least) / (curvature - along);
            along = least;
            change.iter_mut().zip(&product).for_each(|(c, p)| *c = part * *c + (1.0 - part) * p);
        }
        if along == 0.0 || curvature == 0.0 {
            return Ok(self.reset());
        }
        self.hessian.update(&mut change, 1.0 / along);
        self.hessian.update(&mut product, -1.0 / curvature);
        Ok(None)
    }
}
