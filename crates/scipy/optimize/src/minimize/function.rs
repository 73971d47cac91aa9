//! Functions with their gradients, as the methods of descent see them.

use crate::numdiff::{DifferenceOptions, InvalidDifferences, Point, Stencil};

/// A function of several variables that has a gradient.
///
/// A pair of closures is one, the second of which writes the gradient.
pub trait Objective<E> {
    /// The value at `x`.
    fn value(&mut self, x: &[f64]) -> Result<f64, E>;

    /// Writes the gradient at `x`; `value` is that at `x` if it is known, and may be filled in. Returns how many
    /// values it took.
    fn gradient(&mut self, x: &[f64], value: &mut Option<f64>, gradient: &mut [f64]) -> Result<usize, E>;
}

impl<E, F, G> Objective<E> for (F, G)
where
    F: FnMut(&[f64]) -> Result<f64, E>,
    G: FnMut(&[f64], &mut [f64]) -> Result<(), E>,
{
    fn value(&mut self, x: &[f64]) -> Result<f64, E> {
        self.0(x)
    }

    fn gradient(&mut self, x: &[f64], _: &mut Option<f64>, gradient: &mut [f64]) -> Result<usize, E> {
        self.1(x, gradient).map(|()| 0)
    }
}

/// A function whose gradient is taken by finite differences; the function gets [`Point`]s.
#[derive(Debug, Clone)]
pub struct Differences<F> {
    /// The function.
    pub f: F,
    /// How the differences are taken.
    pub options: DifferenceOptions,
}

impl<E: From<InvalidDifferences>, F: FnMut(Point<'_>) -> Result<f64, E>> Objective<E> for Differences<F> {
    fn value(&mut self, x: &[f64]) -> Result<f64, E> {
        (self.f)(Point::Real(x))
    }

    fn gradient(&mut self, x: &[f64], value: &mut Option<f64>, gradient: &mut [f64]) -> Result<usize, E> {
        gradient_by_differences(&mut self.f, x, value, &self.options, gradient)?
    }
}

/// Writes the gradient of `f` at `x` from values, of which that at `x` may be known and is filled in; returns how many
/// values it took.
///
/// # Errors
/// Options that do not fit; within, the callback's error.
pub fn gradient_by_differences<E>(
    mut f: impl FnMut(Point<'_>) -> Result<f64, E>,
    x: &[f64],
    value: &mut Option<f64>,
    options: &DifferenceOptions,
    gradient: &mut [f64],
) -> Result<Result<usize, E>, InvalidDifferences> {
    let stencil = Stencil::new(x, options)?;
    let mut take = || {
        let (here, first) = match *value {
            Some(here) => (here, 0),
            None => (f(Point::Real(x))?, 1),
        };
        *value = Some(here);
        let at = |point: Point<'_>, out: &mut [f64]| {
            out[0] = f(point)?;
            Ok(())
        };
        stencil.jacobian(&[here], at, gradient)?;
        Ok(first + stencil.evaluations())
    };
    Ok(take())
}

/// What the methods of descent call.
pub trait Smooth<E> {
    /// The value at `x`.
    fn value(&mut self, x: &[f64]) -> Result<f64, E>;

    /// Writes the gradient at `x`.
    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> Result<(), E>;

    /// How many values were taken.
    fn calls(&self) -> usize;
}

/// An [`Objective`] that is asked once for each point, and how often it was.
///
/// ```
/// use pallasite_optimize::{Memo, Smooth};
/// let square = |x: &[f64]| Ok::<_, ()>(x[0] * x[0]);
/// let slope = |x: &[f64], g: &mut [f64]| Ok(g[0] = 2.0 * x[0]);
/// let mut f = Memo::new((square, slope));
/// assert_eq!((f.value(&[3.0]), f.value(&[3.0]), f.nfev), (Ok(9.0), Ok(9.0), 1));
/// ```
#[derive(Debug, Clone)]
pub struct Memo<O> {
    /// The function.
    pub objective: O,
    /// Calls of the function.
    pub nfev: usize,
    /// Gradients taken.
    pub njev: usize,
    x: Vec<f64>,
    value: Option<f64>,
    slope: Vec<f64>,
    slope_known: bool,
}

impl<O> Memo<O> {
    /// Nothing is called yet.
    pub fn new(objective: O) -> Self {
        let (x, slope) = (Vec::new(), Vec::new());
        Self { objective, nfev: 0, njev: 0, x, value: None, slope, slope_known: false }
    }

    fn go(&mut self, x: &[f64]) {
        if self.x != x {
            self.x.clear();
            self.x.extend_from_slice(x);
            self.value = None;
            self.slope_known = false;
        }
    }
}

impl<E, O: Objective<E>> Smooth<E> for Memo<O> {
    fn value(&mut self, x: &[f64]) -> Result<f64, E> {
        self.go(x);
        if let Some(value) = self.value {
            return Ok(value);
        }
        self.nfev += 1;
        let value = self.objective.value(x)?;
        self.value = Some(value);
        Ok(value)
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> Result<(), E> {
        self.go(x);
        if !self.slope_known {
            self.slope.resize(x.len(), 0.0);
            self.nfev += self.objective.gradient(x, &mut self.value, &mut self.slope)?;
            self.njev += 1;
            self.slope_known = true;
        }
        gradient.copy_from_slice(&self.slope);
        Ok(())
    }

    fn calls(&self) -> usize {
        self.nfev
    }
}
