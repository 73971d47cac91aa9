//! Powell's method of conjugate directions.

use super::line::{Interval, interval, minimum_along};
use super::{Ending, Limited, Stop};
use ndarray::Array2;

/// Tolerances and limits of [`powell`]; the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct PowellOptions {
    /// Relative error of the place.
    pub xtol: f64,
    /// Relative error of the value.
    pub ftol: f64,
    /// The most iterations; 1000 n if neither limit is given, else unlimited if absent.
    pub maxiter: Option<usize>,
    /// The most calls of the function, likewise.
    pub maxfev: Option<usize>,
    /// Directions to begin with, one a row.
    pub direc: Option<Array2<f64>>,
    /// Lower and upper bounds of the variables.
    pub bounds: Option<(Vec<f64>, Vec<f64>)>,
}

impl Default for PowellOptions {
    fn default() -> Self {
        Self { xtol: 1e-4, ftol: 1e-4, maxiter: None, maxfev: None, direc: None, bounds: None }
    }
}

/// What [`powell`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct Powell {
    /// The place.
    pub x: Vec<f64>,
    /// The value there.
    pub fun: f64,
    /// The directions at the end, one a row.
    pub direc: Array2<f64>,
    /// Iterations done.
    pub nit: usize,
    /// How often the function was called.
    pub nfev: usize,
    /// What ended the search.
    pub ending: Ending,
}

struct State<'a, F> {
    f: Limited<F>,
    x: Vec<f64>,
    fun: f64,
    direc: Array2<f64>,
    options: &'a PowellOptions,
}

/// A local minimum of `f` from values alone (Powell 1964). After each iteration `report` gets the iterate and its
/// value; it ends the search by returning `true`.
///
/// # Errors
/// The callbacks'.
///
/// ```
/// use pallasite_optimize::{PowellOptions, powell, rosen};
/// let options = PowellOptions::default();
/// let found = powell(|x| Ok::<_, ()>(rosen(x)), &[1.3, 0.7, 0.8], &options, |_, _| Ok(false)).unwrap();
/// assert!(found.x.iter().all(|x| (x - 1.0).abs() < 1e-4));
/// ```
pub fn powell<E>(
    f: impl FnMut(&[f64]) -> Result<f64, E>,
    x0: &[f64],
    options: &PowellOptions,
    mut report: impl FnMut(&[f64], f64) -> Result<bool, E>,
) -> Result<Powell, E> {
    let n = x0.len();
    let (maxiter, limit) = super::both_limits(options.maxiter, options.maxfev, 1000 * n);
    let mut state = State {
        f: Limited { f, calls: 0, limit },
        x: x0.to_vec(),
        fun: f64::NAN,
        direc: options.direc.clone().unwrap_or_else(|| Array2::eye(n)),
        options,
    };
    let mut nit = 0;
    match state.run(&mut nit, maxiter, &mut report) {
        Ok(()) | Err(Stop::Limit) => {}
        Err(Stop::Callback(e)) => return Err(e),
    }
    let ending = state.judge(nit, maxiter);
    let State { f, x, fun, direc, .. } = state;
    Ok(Powell { x, fun, direc, nit, nfev: f.calls, ending })
}

impl<E, F: FnMut(&[f64]) -> Result<f64, E>> State<'_, F> {
    fn run(
        &mut self,
        nit: &mut usize,
        maxiter: usize,
        report: &mut impl FnMut(&[f64], f64) -> Result<bool, E>,
    ) -> Result<(), Stop<E>> {
        self.fun = self.f.at(&self.x)?;
        let mut corner = self.x.clone();
        loop {
            let before = self.fun;
            let (steepest, drop) = self.sweep()?;
            *nit += 1;
            let stop = report(&self.x, self.fun).map_err(Stop::Callback)?;
            let tolerance = self.options.ftol * (before.abs() + self.fun.abs()) + 1e-20;
            let done = 2.0 * (before - self.fun) <= tolerance || (before.is_nan() && self.fun.is_nan());
            if stop || done || self.f.calls >= self.f.limit || *nit >= maxiter {
                return Ok(());
            }
            let direction: Vec<f64> = self.x.iter().zip(&corner).map(|(x, c)| x - c).collect();
            corner.copy_from_slice(&self.x);
            self.extrapolate(direction, before, (steepest, drop))?;
        }
    }

    /// Minimises along each direction in turn; which of them lowered the value most, and by how much.
    fn sweep(&mut self) -> Result<(usize, f64), Stop<E>> {
        let mut most = (0, 0.0);
        for i in 0..self.x.len() {
            let before = self.fun;
            self.minimise(self.direc.row(i).to_vec())?;
            if before - self.fun > most.1 {
                most = (i, before - self.fun);
            }
        }
        Ok(most)
    }

    /// Minimises along a direction; the step.
    fn minimise(&mut self, direction: Vec<f64>) -> Result<Vec<f64>, Stop<E>> {
        if direction.iter().all(|&d| d == 0.0) {
            return Ok(direction);
        }
        let bounds = self.options.bounds.as_ref();
        let span = bounds.map_or(Interval::FREE, |b| interval(&self.x, &direction, b));
        let at = |f: &mut Limited<F>, alpha: f64| {
            let point: Vec<f64> = self.x.iter().zip(&direction).map(|(x, d)| x + alpha * d).collect();
            f.at(&point)
        };
        let (alpha, fun) = minimum_along(|alpha| at(&mut self.f, alpha), span, self.options.xtol * 100.0)?;
        let step: Vec<f64> = direction.iter().map(|d| alpha * d).collect();
        self.x.iter_mut().zip(&step).for_each(|(x, s)| *x += s);
        self.fun = fun;
        Ok(step)
    }

    /// Looks as far again in the direction of the sweep, and takes that in where it promises more.
    fn extrapolate(
        &mut self,
        direction: Vec<f64>,
        before: f64,
        (steepest, drop): (usize, f64),
    ) -> Result<(), Stop<E>> {
        let bounds = self.options.bounds.as_ref();
        let length = bounds.map_or(1.0, |b| interval(&self.x, &direction, b).high.min(1.0));
        let point: Vec<f64> = self.x.iter().zip(&direction).map(|(x, d)| x + length * d).collect();
        let beyond = self.f.at(&point)?;
        if before <= beyond {
            return Ok(());
        }
        let t = 2.0 * (before + beyond - 2.0 * self.fun) * (before - self.fun - drop).powi(2);
        if t - drop * (before - beyond).powi(2) >= 0.0 {
            return Ok(());
        }
        let step = self.minimise(direction)?;
        if step.iter().any(|&s| s != 0.0) {
            let last = self.direc.nrows() - 1;
            let (row, step) = (self.direc.row(last).to_owned(), ndarray::Array1::from(step));
            self.direc.row_mut(steepest).assign(&row);
            self.direc.row_mut(last).assign(&step);
        }
        Ok(())
    }

    fn judge(&self, nit: usize, maxiter: usize) -> Ending {
        let outside = |(low, high): &(Vec<f64>, Vec<f64>)| {
            self.x.iter().zip(low.iter().zip(high)).any(|(x, (l, h))| l > x || x > h)
        };
        match () {
            _ if self.options.bounds.as_ref().is_some_and(outside) => Ending::OutOfBounds,
            _ if self.f.calls >= self.f.limit => Ending::Calls,
            _ if nit >= maxiter => Ending::Iterations,
            _ if self.fun.is_nan() || self.x.iter().any(|x| x.is_nan()) => Ending::NotANumber,
            _ => Ending::Converged,
        }
    }
}
