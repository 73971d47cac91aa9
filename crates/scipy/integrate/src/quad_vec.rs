//! `scipy.integrate.quad_vec`: adaptive quadrature of functions with many values.

mod partition;
mod range;
mod rule;

use crate::ode::Scalar;
use partition::Partition;
use range::Line;
pub use rule::VectorRule;

/// What a norm is asked to measure: values, or moduli of values.
#[derive(Debug, Clone, Copy)]
pub enum Vector<'a, T> {
    /// Numbers of the kind that the function has.
    Values(&'a [T]),
    /// Real numbers.
    Moduli(&'a [f64]),
}

impl<T: Scalar> Vector<'_, T> {
    fn fold(self, start: f64, mut f: impl FnMut(f64, f64) -> f64) -> f64 {
        match self {
            Vector::Values(v) => v.iter().fold(start, |sum, v| f(sum, v.modulus())),
            Vector::Moduli(v) => v.iter().fold(start, |sum, v| f(sum, v.abs())),
        }
    }

    /// The root of the sum of squares.
    pub fn euclidean(self) -> f64 {
        match self {
            Vector::Values([one]) => one.modulus(),
            _ => self.fold(0.0, |sum, v| sum + v * v).sqrt(),
        }
    }

    /// The largest modulus; NaN if there is one.
    pub fn largest(self) -> f64 {
        self.fold(0.0, |max, v| if v > max || v.is_nan() { v } else { max })
    }
}

/// Tolerances and limits of [`quad_vec`]; the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct QuadVecOptions {
    /// The absolute error asked for.
    pub epsabs: f64,
    /// The relative error asked for; whichever of the two allows more counts.
    pub epsrel: f64,
    /// Bytes that integrals over intervals may take; one that has been dropped is computed again.
    pub cache_size: f64,
    /// The most intervals.
    pub limit: f64,
    /// Where to cut the range first.
    pub points: Option<Vec<f64>>,
    /// The rule on an interval: of 21 points, on an infinite range of 15, unless given.
    pub rule: Option<VectorRule>,
}

impl Default for QuadVecOptions {
    fn default() -> Self {
        Self { epsabs: 1e-200, epsrel: 1e-8, cache_size: 100e6, limit: 10000.0, points: None, rule: None }
    }
}

/// How an integration ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuadVecStatus {
    /// The error is as small as asked for.
    Converged = 0,
    /// As many intervals as allowed were not enough.
    NotConverged = 1,
    /// Rounding does not allow more.
    RoundingError = 2,
    /// There were values that are not finite.
    NotANumber = 3,
}

impl QuadVecStatus {
    /// SciPy's text.
    pub fn message(self) -> &'static str {
        match self {
            QuadVecStatus::Converged => "Target precision reached.",
            QuadVecStatus::NotConverged => "Target precision not reached.",
            QuadVecStatus::RoundingError => "Target precision could not be reached due to rounding error.",
            QuadVecStatus::NotANumber => "Non-finite values encountered.",
        }
    }
}

/// What [`quad_vec`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct QuadVec<T> {
    /// The integral, a number for each value of the function.
    pub value: Vec<T>,
    /// An estimate of the error in the norm.
    pub error: f64,
    /// How it ended.
    pub status: QuadVecStatus,
    /// How often the function was evaluated.
    pub neval: usize,
    /// The intervals.
    pub intervals: Vec<[f64; 2]>,
    /// The integral over each of them, as far as it was kept.
    pub integrals: Vec<Option<Vec<T>>>,
    /// The error estimate of each of them.
    pub errors: Vec<f64>,
}

/// The most intervals that are halved at once.
const AT_ONCE: usize = 128;

/// The integral from `a` to `b`, either of which may be infinite, of a function with many values.
///
/// `f` gets points and returns the values at them, those of a point behind each other. The worst intervals are
/// halved, many at once, until the sum of the error estimates in the norm is an eighth of the tolerance (after
/// QUADPACK, Piessens et al. 1983, without extrapolation). Value, error and intervals are those of
/// `scipy.integrate.quad_vec`.
///
/// # Errors
/// Those of the callbacks.
///
/// # Examples
/// ```
/// use pallasite_integrate::{QuadVecOptions, Vector, quad_vec};
/// use std::convert::Infallible;
///
/// // Powers 0 to 3.
/// let f = |x: &[f64]| Ok::<_, Infallible>(x.iter().flat_map(|&x| [1.0, x, x * x, x * x * x]).collect());
/// let found = quad_vec(f, |v: Vector<'_, f64>| Ok(v.euclidean()), 0.0, 2.0, &QuadVecOptions::default()).unwrap();
/// assert!((found.value[3] - 4.0).abs() < 1e-14 && found.neval == 63);
/// ```
pub fn quad_vec<T: Scalar, E>(
    mut f: impl FnMut(&[f64]) -> Result<Vec<T>, E>,
    mut norm: impl FnMut(Vector<'_, T>) -> Result<f64, E>,
    a: f64,
    b: f64,
    options: &QuadVecOptions,
) -> Result<QuadVec<T>, E> {
    let line = Line::new(a, b);
    let rule = options.rule.unwrap_or(if line.is_finite() { VectorRule::Gk21 } else { VectorRule::Gk15 });
    let mut partition =
        Partition::new(rule, options, |t: &[f64]| line.values(t, &mut f), |v: Vector<'_, T>| norm(v));
    for [x1, x2] in line.first_intervals(options.points.as_deref()) {
        partition.add(x1, x2)?;
    }
    let mut status = QuadVecStatus::NotConverged;
    while !partition.is_empty() && (partition.len() as f64) < options.limit {
        let tolerance = partition.tolerance()?;
        partition.halve(tolerance, AT_ONCE)?;
        if let Some(ended) = partition.ended()? {
            status = ended;
            break;
        }
    }
    let mut found = partition.into_result(status);
    if line.reversed() {
        found.value.iter_mut().for_each(|v| *v = -*v);
    }
    Ok(found)
}
