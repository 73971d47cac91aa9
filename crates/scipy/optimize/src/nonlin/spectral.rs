//! DF-SANE: roots from residuals alone.

use std::collections::VecDeque;

/// The line search of [`df_sane`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpectralSearch {
    /// Against the largest of the last `M` values (La Cruz, Martínez & Raydan 2006).
    Cruz,
    /// Against a running average (Cheng & Li 2009).
    Cheng,
}

/// How [`df_sane`] goes about it; the defaults are SciPy's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpectralOptions {
    /// The norm of the residuals relative to the first at which to end.
    pub ftol: f64,
    /// The norm of the residuals that is added to that.
    pub fatol: f64,
    /// The most evaluations.
    pub maxfev: usize,
    /// The number of values that a step is compared with.
    pub m: usize,
    /// The spectral coefficient stays between this and its inverse.
    pub sigma_eps: f64,
    /// The first spectral coefficient.
    pub sigma_0: f64,
    /// The line search.
    pub line_search: SpectralSearch,
}

impl Default for SpectralOptions {
    fn default() -> Self {
        Self {
            ftol: 1e-8,
            fatol: 1e-300,
            maxfev: 1000,
            m: 10,
            sigma_eps: 1e-10,
            sigma_0: 1.0,
            line_search: SpectralSearch::Cruz,
        }
    }
}

/// A problem for [`df_sane`].
pub trait SpectralProblem {
    /// What an evaluation may fail with.
    type Error;

    /// The residuals at `x`.
    ///
    /// # Errors
    /// The problem's own.
    fn residuals(&mut self, x: &[f64]) -> Result<Vec<f64>, Self::Error>;

    /// The norm that decides, of residuals whose Euclidean norm is `length`.
    ///
    /// # Errors
    /// The problem's own.
    fn norm(&mut self, _f: &[f64], length: f64) -> Result<f64, Self::Error> {
        Ok(length)
    }

    /// By how much the squared residual may grow in iteration `k`; `first` is the square at the start.
    ///
    /// # Errors
    /// The problem's own.
    fn eta(&mut self, k: usize, _x: &[f64], _f: &[f64], first: f64) -> Result<f64, Self::Error> {
        Ok(first / ((1 + k) as f64).powi(2))
    }

    /// Hears of each iterate: its number, norm and spectral coefficient, the point and the residuals.
    ///
    /// # Errors
    /// The problem's own.
    fn progress(&mut self, _state: (usize, f64, f64), _x: &[f64], _f: &[f64]) -> Result<(), Self::Error> {
        Ok(())
    }
}

/// What [`df_sane`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct SpectralResult {
    /// The root, or the last iterate.
    pub x: Vec<f64>,
    /// The residuals there.
    pub fun: Vec<f64>,
    /// Whether it is a root.
    pub success: bool,
    /// Evaluations.
    pub nfev: usize,
    /// Iterations.
    pub nit: usize,
}

/// What steps are compared with.
struct Reference {
    kind: SpectralSearch,
    values: VecDeque<f64>,
    average: f64,
    weight: f64,
}

impl Reference {
    fn limit(&self) -> f64 {
        match self.kind {
            SpectralSearch::Cruz => self.values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            SpectralSearch::Cheng => self.average,
        }
    }

    fn learn(&mut self, value: f64, eta: f64, m: usize) {
        self.values.push_back(value);
        while self.values.len() > m {
            self.values.pop_front();
        }
        let weight = 0.85 * self.weight + 1.0;
        self.average = (0.85 * self.weight * (self.average + eta) + value) / weight;
        self.weight = weight;
    }
}

/// A point, the residuals there and their square.
struct Place {
    x: Vec<f64>,
    f: Vec<f64>,
    square: f64,
}

/// A root of `f(x) = 0` from `x0`, with residuals as search directions (W. La Cruz, J. M. Martínez, M. Raydan, *Spectral
/// residual method without gradient information*, Math. Comp. 75, 2006).
///
/// # Errors
/// The problem's own; that no root was found is in the result.
///
/// # Examples
/// ```
/// use pallasite_optimize::{SpectralOptions, SpectralProblem, df_sane};
/// struct Cosine;
/// impl SpectralProblem for Cosine {
///     type Error = ();
///     fn residuals(&mut self, x: &[f64]) -> Result<Vec<f64>, ()> {
///         Ok(vec![x[0] - x[0].cos()])
///     }
/// }
/// let found = df_sane(&mut Cosine, &[1.0], &SpectralOptions::default()).unwrap();
/// assert!(found.success && (found.x[0] - 0.7390851332).abs() < 1e-8);
/// ```
pub fn df_sane<P: SpectralProblem>(
    problem: &mut P,
    x0: &[f64],
    options: &SpectralOptions,
) -> Result<SpectralResult, P::Error> {
    let f = problem.residuals(x0)?;
    let mut here = Place { x: x0.to_vec(), square: square(&f), f };
    let first = here.square;
    let mut reference =
        Reference { kind: options.line_search, values: VecDeque::from([first]), average: first, weight: 1.0 };
    let (mut sigma, mut nfev, mut nit) = (options.sigma_0, 1, 0);
    let goal = options.ftol * problem.norm(&here.f, first.sqrt())? + options.fatol;
    loop {
        let norm = problem.norm(&here.f, here.square.sqrt())?;
        problem.progress((nit, norm, sigma), &here.x, &here.f)?;
        let success = norm < goal;
        let next = if success {
            None
        } else {
            let most = 1.0 / options.sigma_eps;
            if sigma.abs() > most {
                sigma = most.copysign(sigma);
            } else if sigma.abs() < options.sigma_eps {
                sigma = options.sigma_eps;
            }
            let eta = problem.eta(nit, &here.x, &here.f, first)?;
            let limit = reference.limit() + eta;
            let next = search(problem, &here, sigma, limit, (&mut nfev, options.maxfev))?;
            next.inspect(|next| reference.learn(next.square, eta, options.m))
        };
        let Some(next) = next else {
            return Ok(SpectralResult { x: here.x, fun: here.f, success, nfev, nit });
        };
        let step = difference(&next.x, &here.x);
        let change = difference(&next.f, &here.f);
        sigma = square(&step) / step.iter().zip(&change).map(|(s, y)| s * y).sum::<f64>();
        here = next;
        nit += 1;
    }
}

fn square(v: &[f64]) -> f64 {
    crate::vector::norm(v).powi(2)
}

fn difference(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

/// Steps forwards and backwards along the residuals, shorter and shorter; `None` when evaluations are used up.
fn search<P: SpectralProblem>(
    problem: &mut P,
    here: &Place,
    sigma: f64,
    limit: f64,
    (nfev, maxfev): (&mut usize, usize),
) -> Result<Option<Place>, P::Error> {
    let mut lengths = [1.0, 1.0];
    loop {
        let mut shorter = lengths;
        for (k, sign) in [(0, -1.0), (1, 1.0)] {
            if *nfev >= maxfev {
                return Ok(None);
            }
            *nfev += 1;
            let length = lengths[k];
            let x: Vec<f64> =
                here.x.iter().zip(&here.f).map(|(x, f)| x + sign * length * (sigma * f)).collect();
            let f = problem.residuals(&x)?;
            let value = square(&f);
            if value <= limit - 1e-4 * length * length * here.square {
                return Ok(Some(Place { x, f, square: value }));
            }
            let parabola = length * length * here.square / (value + (2.0 * length - 1.0) * here.square);
            shorter[k] = parabola.max(0.1 * length).min(0.5 * length);
        }
        lengths = shorter;
    }
}
