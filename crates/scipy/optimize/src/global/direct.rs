//! DIRECT, the division of rectangles.

mod rectangles;

use rectangles::{Measure, Rectangles};

/// How [`direct`] works; the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct DirectOptions {
    /// The part of the lowest value by which a rectangle has to promise to be lower; where it is negative, its magnitude
    /// is the least such part, which grows with the lowest value (Jones's formula).
    pub eps: f64,
    /// The most calls; it is looked at after each iteration.
    pub maxfun: usize,
    /// The most iterations.
    pub maxiter: usize,
    /// Whether rectangles are measured by their longest sides, and one of equals is divided.
    pub locally_biased: bool,
    /// The lowest value, if it is known, else `-∞`.
    pub f_min: f64,
    /// How near to it ends the search, relatively.
    pub f_min_rtol: f64,
    /// The volume of the best rectangle at which the search ends.
    pub vol_tol: f64,
    /// The measure of the best rectangle at which the search ends.
    pub len_tol: f64,
}

impl Default for DirectOptions {
    fn default() -> Self {
        Self {
            eps: 1e-4,
            maxfun: 1000,
            maxiter: 1000,
            locally_biased: true,
            f_min: f64::NEG_INFINITY,
            f_min_rtol: 1e-4,
            vol_tol: 1e-16,
            len_tol: 1e-6,
        }
    }
}

/// What ended a search; the numbers are SciPy's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DirectEnding {
    /// The limit on calls was met.
    Calls = 1,
    /// The limit on iterations was met.
    Iterations = 2,
    /// The known minimum was met.
    Minimum = 3,
    /// The best rectangle has a small volume.
    Volume = 4,
    /// The best rectangle has a small measure.
    Length = 5,
    /// One iteration needs more points than there is room for.
    Points = -4,
    /// Rectangles have been divided too often.
    Levels = -6,
}

/// What [`direct`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct Direct {
    /// The place.
    pub x: Vec<f64>,
    /// The value there.
    pub fun: f64,
    /// Calls of the function.
    pub nfev: usize,
    /// Iterations.
    pub nit: usize,
    /// What ended the search.
    pub ending: DirectEnding,
}

/// How many rectangles an iteration may divide.
const MAX_DIVISIONS: usize = 5000;

/// A search under way.
struct Search<'o, F> {
    f: F,
    offset: Vec<f64>,
    width: Vec<f64>,
    options: &'o DirectOptions,
    eps: f64,
    rectangles: Rectangles,
    best: usize,
    calls: usize,
    last: Vec<f64>,
}

/// The lowest value of `f` between bounds, by division of rectangles (Jones, Perttunen and Stuckman 1993, *Lipschitzian
/// optimization without the Lipschitz constant*, Journal of Optimization Theory and Applications 79), biased towards
/// the neighbourhood of low values unless told otherwise (Gablonsky and Kelley 2001, *A locally-biased form of the DIRECT
/// algorithm*, Journal of Global Optimization 21). After each iteration `report` gets the last place that was tried.
///
/// # Errors
/// The callbacks'.
///
/// # Examples
/// ```
/// use pallasite_optimize::{DirectOptions, direct};
/// let f = |x: &[f64]| Ok::<_, ()>((x[0] - 0.3).powi(2) + (x[1] + 1.0).powi(2));
/// let found = direct(f, &[-2.0, -2.0], &[2.0, 2.0], &DirectOptions::default(), |_| Ok(())).unwrap();
/// assert!((found.x[0] - 0.3).abs() < 1e-3 && (found.x[1] + 1.0).abs() < 1e-3);
/// ```
pub fn direct<E>(
    f: impl FnMut(&[f64]) -> Result<f64, E>,
    lower: &[f64],
    upper: &[f64],
    options: &DirectOptions,
    mut report: impl FnMut(&[f64]) -> Result<(), E>,
) -> Result<Direct, E> {
    let room = if options.maxfun == 0 { 101_000 } else { options.maxfun + 1000 + options.maxfun / 2 };
    let deepest = if options.maxiter == 0 { room / 5 } else { options.maxiter + 1000 };
    let maxfun = if options.maxfun == 0 { room - 1000 } else { options.maxfun };
    let maxiter = if options.maxiter == 0 { deepest } else { options.maxiter };
    let mut search = Search::new(f, lower, upper, options)?;
    search.divide(0)?;
    for nit in 2..maxiter {
        let ending = search.iterate(room, deepest)?.or_else(|| search.judge(maxfun));
        if let Some(ending) = ending {
            return Ok(search.result(nit, ending));
        }
        report(&search.last)?;
    }
    Ok(search.result(maxiter.max(2), DirectEnding::Iterations))
}

impl<'o, E, F: FnMut(&[f64]) -> Result<f64, E>> Search<'o, F> {
    fn new(f: F, lower: &[f64], upper: &[f64], options: &'o DirectOptions) -> Result<Self, E> {
        let width: Vec<f64> = lower.iter().zip(upper).map(|(l, u)| u - l).collect();
        let offset = lower.iter().zip(&width).map(|(l, w)| l / w).collect();
        let measure = if options.locally_biased { Measure::Side } else { Measure::Diagonal };
        let rectangles = Rectangles::new(lower.len(), measure, f64::NAN);
        let (best, calls, last) = (0, 0, Vec::new());
        let eps = options.eps.abs();
        let mut search = Self { f, offset, width, options, eps, rectangles, best, calls, last };
        search.evaluate(0)?;
        Ok(search)
    }

    fn evaluate(&mut self, rectangle: usize) -> Result<(), E> {
        let centre = &self.rectangles.centres[rectangle];
        self.last = (0..centre.len()).map(|i| (centre[i] + self.offset[i]) * self.width[i]).collect();
        self.rectangles.values[rectangle] = (self.f)(&self.last)?;
        self.calls += 1;
        Ok(())
    }

    /// Samples a rectangle that is in no list, and divides it.
    fn divide(&mut self, rectangle: usize) -> Result<(), E> {
        let (long, first) = self.rectangles.sample(rectangle);
        let all = first..first + 2 * long.len();
        all.clone().try_for_each(|k| self.evaluate(k))?;
        for k in all {
            if self.rectangles.values[k] < self.rectangles.values[self.best] {
                self.best = k;
            }
        }
        self.rectangles.divide(rectangle, &long, first);
        Ok(())
    }

    /// Divides all promising rectangles; says what makes that impossible.
    fn iterate(&mut self, room: usize, deepest: usize) -> Result<Option<DirectEnding>, E> {
        let lowest = self.rectangles.values[self.best];
        let mut chosen = self.rectangles.promising(lowest, self.eps);
        if !self.options.locally_biased {
            let equals: Vec<usize> = chosen.iter().flat_map(|&head| self.rectangles.equals(head)).collect();
            chosen.extend(equals);
            if chosen.len() > MAX_DIVISIONS {
                return Ok(Some(DirectEnding::Levels));
            }
        }
        for rectangle in chosen {
            if self.rectangles.level(rectangle) + 1 >= deepest {
                return Ok(Some(DirectEnding::Levels));
            }
            if self.rectangles.centres.len() + 2 * self.width.len() >= room {
                return Ok(Some(DirectEnding::Points));
            }
            self.rectangles.remove(rectangle);
            self.divide(rectangle)?;
        }
        if self.options.eps < 0.0 {
            self.eps = self.options.eps.abs().max(1e-4 * self.rectangles.values[self.best].abs());
        }
        Ok(None)
    }

    fn judge(&self, maxfun: usize) -> Option<DirectEnding> {
        let options = self.options;
        let positive = |tolerance: f64| if tolerance > 0.0 { tolerance } else { -1.0 };
        let volume = Rectangles::volume(self.rectangles.divided(self.best));
        let size = self.rectangles.size(self.rectangles.level(self.best));
        let above = self.rectangles.values[self.best] - options.f_min;
        let scale = if options.f_min == 0.0 { 1.0 } else { options.f_min.abs() };
        match () {
            _ if volume <= positive(options.vol_tol) => Some(DirectEnding::Volume),
            _ if size <= positive(options.len_tol) => Some(DirectEnding::Length),
            _ if options.f_min.is_finite() && above / scale <= options.f_min_rtol => {
                Some(DirectEnding::Minimum)
            }
            _ if self.calls > maxfun => Some(DirectEnding::Calls),
            _ => None,
        }
    }

    fn result(&self, nit: usize, ending: DirectEnding) -> Direct {
        let centre = &self.rectangles.centres[self.best];
        let place = |i: usize| centre[i] * self.width[i] + self.width[i] * self.offset[i];
        let x = (0..centre.len()).map(place).collect();
        Direct { x, fun: self.rectangles.values[self.best], nfev: self.calls, nit, ending }
    }
}
