//! The simplex method of Nelder and Mead.

use super::{Ending, Limited, Stop};
use std::cmp::Ordering;

/// Tolerances and limits of [`nelder_mead`]; the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct NelderMeadOptions {
    /// How far the corners of the simplex may be apart at the end.
    pub xatol: f64,
    /// How far their values may be apart at the end.
    pub fatol: f64,
    /// The most iterations; 200 n if neither limit is given, else unlimited if absent.
    pub maxiter: Option<usize>,
    /// The most calls of the function, likewise.
    pub maxfev: Option<usize>,
    /// Whether the coefficients depend on the number of variables (Gao and Han 2012).
    pub adaptive: bool,
    /// Lower and upper bounds of the variables.
    pub bounds: Option<(Vec<f64>, Vec<f64>)>,
    /// The n + 1 corners to begin with, instead of those around the start.
    pub initial_simplex: Option<Vec<Vec<f64>>>,
}

impl Default for NelderMeadOptions {
    fn default() -> Self {
        Self {
            xatol: 1e-4,
            fatol: 1e-4,
            maxiter: None,
            maxfev: None,
            adaptive: false,
            bounds: None,
            initial_simplex: None,
        }
    }
}

/// What [`nelder_mead`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct NelderMead {
    /// The lowest corner.
    pub x: Vec<f64>,
    /// The value there.
    pub fun: f64,
    /// Iterations, the first simplex counted.
    pub nit: usize,
    /// How often the function was called.
    pub nfev: usize,
    /// What ended the search.
    pub ending: Ending,
    /// The corners at the end, the lowest first.
    pub simplex: Vec<Vec<f64>>,
    /// Their values.
    pub values: Vec<f64>,
}

/// Why [`nelder_mead`] did not run to an end.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum NelderMeadError<E> {
    /// The callback's own error.
    #[error(transparent)]
    Callback(E),
    /// The arguments do not fit together.
    #[error(transparent)]
    Input(#[from] InvalidSimplex),
}

/// What is wrong with the arguments of [`nelder_mead`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSimplex {
    /// The corners are not one more than the variables.
    #[error("`initial_simplex` should be an array of shape (N+1,N)")]
    Shape,
    /// The corners are of another dimension than the start.
    #[error("Size of `initial_simplex` is not consistent with `x0`")]
    Size,
    /// A lower bound is above its upper bound.
    #[error("Nelder Mead - one of the lower bounds is greater than an upper bound.")]
    Bounds,
}

/// A local minimum of `f` near `x0` from values alone (Nelder and Mead 1965). After each iteration `report` gets
/// the lowest corner and its value; it ends the search by returning `true`.
///
/// # Errors
/// The callbacks' error; a simplex or bounds that do not fit.
///
/// ```
/// use pallasite_optimize::{NelderMeadOptions, nelder_mead, rosen};
/// let options = NelderMeadOptions { xatol: 1e-8, fatol: 1e-8, ..Default::default() };
/// let found = nelder_mead(|x| Ok::<_, ()>(rosen(x)), &[1.3, 0.7, 0.8], &options, |_, _| Ok(false)).unwrap();
/// assert!(found.x.iter().all(|x| (x - 1.0).abs() < 1e-7));
/// ```
pub fn nelder_mead<E>(
    f: impl FnMut(&[f64]) -> Result<f64, E>,
    x0: &[f64],
    options: &NelderMeadOptions,
    mut report: impl FnMut(&[f64], f64) -> Result<bool, E>,
) -> Result<NelderMead, NelderMeadError<E>> {
    let points = first_simplex(x0, options)?;
    let n = points.len() - 1;
    let (maxiter, limit) = super::both_limits(options.maxiter, options.maxfev, 200 * n);
    let values = vec![f64::INFINITY; n + 1];
    let f = Limited { f, calls: 0, limit };
    let mut simplex =
        Simplex { f, points, values, steps: Steps::new(n, options.adaptive), bounds: &options.bounds };
    unless_stopped(simplex.evaluate(0))?;
    simplex.sort();
    let mut nit = 1;
    while simplex.f.calls < limit && nit < maxiter && !simplex.is_small(options) {
        if unless_stopped(simplex.advance())? {
            nit += 1;
        }
        simplex.sort();
        if report(&simplex.points[0], simplex.values[0]).map_err(NelderMeadError::Callback)? {
            break;
        }
    }
    let ending = match () {
        _ if simplex.f.calls >= limit => Ending::Calls,
        _ if nit >= maxiter => Ending::Iterations,
        _ => Ending::Converged,
    };
    Ok(simplex.result(nit, ending))
}

/// Whether all calls could be made.
fn unless_stopped<E>(outcome: Result<(), Stop<E>>) -> Result<bool, NelderMeadError<E>> {
    match outcome {
        Ok(()) => Ok(true),
        Err(Stop::Limit) => Ok(false),
        Err(Stop::Callback(e)) => Err(NelderMeadError::Callback(e)),
    }
}

fn first_simplex(x0: &[f64], options: &NelderMeadOptions) -> Result<Vec<Vec<f64>>, InvalidSimplex> {
    let mut start = x0.to_vec();
    if let Some((low, high)) = &options.bounds {
        if low.iter().zip(high).any(|(l, h)| l > h) {
            return Err(InvalidSimplex::Bounds);
        }
        clip(&mut start, low, high);
    }
    let mut points = match &options.initial_simplex {
        Some(given) => {
            if given.iter().any(|p| p.len() + 1 != given.len()) {
                return Err(InvalidSimplex::Shape);
            }
            if given.len() != x0.len() + 1 {
                return Err(InvalidSimplex::Size);
            }
            given.clone()
        }
        None => around(&start),
    };
    if let Some((low, high)) = &options.bounds {
        for point in &mut points {
            // Corners beyond an upper bound are reflected into the interior.
            let reflected = point.iter().zip(high).map(|(p, h)| if p > h { 2.0 * h - p } else { *p });
            *point = reflected.collect();
            clip(point, low, high);
        }
    }
    Ok(points)
}

fn around(start: &[f64]) -> Vec<Vec<f64>> {
    let mut points = vec![start.to_vec(); start.len() + 1];
    for (k, point) in points[1..].iter_mut().enumerate() {
        point[k] = if point[k] != 0.0 { (1.0 + 0.05) * point[k] } else { 0.00025 };
    }
    points
}

fn clip(x: &mut [f64], low: &[f64], high: &[f64]) {
    x.iter_mut().zip(low.iter().zip(high)).for_each(|(x, (l, h))| *x = x.max(*l).min(*h));
}

/// Lengths of reflection, expansion, contraction and shrinkage.
struct Steps {
    reflect: f64,
    expand: f64,
    contract: f64,
    shrink: f64,
}

impl Steps {
    fn new(n: usize, adaptive: bool) -> Self {
        let n = n as f64;
        match adaptive {
            true => Self {
                reflect: 1.0,
                expand: 1.0 + 2.0 / n,
                contract: 0.75 - 1.0 / (2.0 * n),
                shrink: 1.0 - 1.0 / n,
            },
            false => Self { reflect: 1.0, expand: 2.0, contract: 0.5, shrink: 0.5 },
        }
    }
}

struct Simplex<'a, F> {
    f: Limited<F>,
    points: Vec<Vec<f64>>,
    values: Vec<f64>,
    steps: Steps,
    bounds: &'a Option<(Vec<f64>, Vec<f64>)>,
}

impl<E, F: FnMut(&[f64]) -> Result<f64, E>> Simplex<'_, F> {
    /// Values at the corners from the `first` on.
    fn evaluate(&mut self, first: usize) -> Result<(), Stop<E>> {
        for k in first..self.points.len() {
            self.values[k] = self.f.at(&self.points[k])?;
        }
        Ok(())
    }

    /// The lowest first, NaN last; equals keep their order.
    fn sort(&mut self) {
        let key = |a: f64, b: f64| a.partial_cmp(&b).unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()));
        let mut order: Vec<usize> = (0..self.values.len()).collect();
        order.sort_by(|&i, &j| -> Ordering { key(self.values[i], self.values[j]) });
        self.values = order.iter().map(|&i| self.values[i]).collect();
        self.points = order.iter().map(|&i| std::mem::take(&mut self.points[i])).collect();
    }

    fn is_small(&self, options: &NelderMeadOptions) -> bool {
        let (lowest, rest) = (&self.points[0], &self.points[1..]);
        let near = |p: &Vec<f64>| p.iter().zip(lowest).all(|(a, b)| (a - b).abs() <= options.xatol);
        rest.iter().all(near) && self.values[1..].iter().all(|v| (self.values[0] - v).abs() <= options.fatol)
    }

    /// One iteration.
    fn advance(&mut self) -> Result<(), Stop<E>> {
        let last = self.points.len() - 1;
        let Steps { reflect, expand, contract, .. } = self.steps;
        let centre = self.centre();
        let (reflected, value) = self.try_point(&centre, reflect)?;
        if value < self.values[0] {
            let (expanded, lower) = self.try_point(&centre, reflect * expand)?;
            self.replace(if lower < value { (expanded, lower) } else { (reflected, value) });
        } else if value < self.values[last - 1] {
            self.replace((reflected, value));
        } else if value < self.values[last] {
            let (outside, lower) = self.try_point(&centre, contract * reflect)?;
            if lower <= value {
                self.replace((outside, lower));
            } else {
                self.shrink()?;
            }
        } else {
            let (inside, lower) = self.try_point(&centre, -contract)?;
            if lower < self.values[last] {
                self.replace((inside, lower));
            } else {
                self.shrink()?;
            }
        }
        Ok(())
    }

    /// The centre of all corners but the highest.
    fn centre(&self) -> Vec<f64> {
        let (_, others) = self.points.split_last().expect("a simplex has corners");
        let coordinate = |j: usize| others.iter().map(|p| p[j]).sum::<f64>() / others.len() as f64;
        (0..others[0].len()).map(coordinate).collect()
    }

    /// The point beyond the centre by so much of the way from the highest corner, and its value.
    fn try_point(&mut self, centre: &[f64], by: f64) -> Result<(Vec<f64>, f64), Stop<E>> {
        let highest = &self.points[self.points.len() - 1];
        let mut point: Vec<f64> = centre.iter().zip(highest).map(|(c, h)| (1.0 + by) * c - by * h).collect();
        if let Some((low, high)) = self.bounds {
            clip(&mut point, low, high);
        }
        let value = self.f.at(&point)?;
        Ok((point, value))
    }

    /// Replaces the highest corner.
    fn replace(&mut self, (point, value): (Vec<f64>, f64)) {
        let last = self.points.len() - 1;
        self.points[last] = point;
        self.values[last] = value;
    }

    /// Moves all corners towards the lowest.
    fn shrink(&mut self) -> Result<(), Stop<E>> {
        let (lowest, rest) = self.points.split_first_mut().expect("a simplex has corners");
        for k in 0..rest.len() {
            rest[k].iter_mut().zip(&*lowest).for_each(|(p, l)| *p = l + self.steps.shrink * (*p - l));
            if let Some((low, high)) = self.bounds {
                clip(&mut rest[k], low, high);
            }
            self.values[k + 1] = self.f.at(&rest[k])?;
        }
        Ok(())
    }

    fn result(self, nit: usize, ending: Ending) -> NelderMead {
        let lowest = |a: f64, b: &f64| if a.is_nan() || b.is_nan() { f64::NAN } else { a.min(*b) };
        NelderMead {
            x: self.points[0].clone(),
            fun: self.values.iter().fold(f64::INFINITY, lowest),
            nit,
            nfev: self.f.calls,
            ending,
            simplex: self.points,
            values: self.values,
        }
    }
}
