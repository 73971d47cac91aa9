//! `scipy.integrate.quad`: one front for QUADPACK's routines.

use crate::message::message;
use crate::quadpack::{
    Ends, Fourier, Goal, Moments, Oscillation, Outcome, Partition, Range, algebraic, cauchy, finite, fourier,
    infinite, oscillating, with_points,
};

/// Tolerances, limits and weight of [`quad`]; the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct QuadOptions {
    /// The absolute error asked for.
    pub epsabs: f64,
    /// The relative error asked for; whichever of the two allows more counts.
    pub epsrel: f64,
    /// The most intervals.
    pub limit: usize,
    /// Points within a finite range where the integrand is difficult; ignored under a weight.
    pub points: Option<Vec<f64>>,
    /// A function that the integrand is multiplied by.
    pub weight: Option<Weight>,
    /// How many rows of Chebyshev moments an oscillating weight may keep.
    pub maxp1: usize,
    /// The most cycles of an oscillating weight on an unbounded range.
    pub limlst: usize,
    /// Moments of an earlier integral with the same frequency and length of range.
    pub moments: Option<Moments>,
}

impl Default for QuadOptions {
    fn default() -> Self {
        Self {
            epsabs: 1.49e-8,
            epsrel: 1.49e-8,
            limit: 50,
            points: None,
            weight: None,
            maxp1: 50,
            limlst: 50,
            moments: None,
        }
    }
}

/// A function that the integrand is multiplied by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Weight {
    /// cos(ω x)
    Cos(f64),
    /// sin(ω x)
    Sin(f64),
    /// (x - a)^α (b - x)^β, perhaps with logarithms.
    Algebraic(Algebraic),
    /// 1 / (x - c), the principal value.
    Cauchy(f64),
}

/// The weight (x - a)^α (b - x)^β, both exponents above -1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Algebraic {
    /// α
    pub alpha: f64,
    /// β
    pub beta: f64,
    /// A factor log(x - a).
    pub log_a: bool,
    /// A factor log(b - x).
    pub log_b: bool,
}

/// What [`quad`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct Quad {
    /// The integral.
    pub value: f64,
    /// An estimate of the absolute error.
    pub abserr: f64,
    /// How often the function was called.
    pub neval: usize,
    /// QUADPACK's `ier`: 0 when the error is as small as asked for.
    pub status: u8,
    /// SciPy's text for the status, empty when that is 0.
    pub message: String,
    /// The intervals; those of the last cycle for a Fourier integral.
    pub partition: Partition,
    /// What only some of the routines have to say.
    pub detail: Detail,
}

/// What only some of the routines have to say.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    /// Nothing more.
    None,
    /// Points of difficulty.
    Points {
        /// The ends of the first intervals.
        ends: Vec<f64>,
        /// The first intervals whose own error estimate was useless.
        useless: Vec<bool>,
    },
    /// An oscillating weight on a finite range: the moments, to be used again.
    Moments(Moments),
    /// An oscillating weight on an unbounded range: value, error and status of each cycle.
    Cycles(Vec<(f64, f64, u8)>),
}

/// Why [`quad`] did not run to an end.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum QuadError<E> {
    /// The callback's own error.
    #[error(transparent)]
    Callback(E),
    /// The arguments do not fit together.
    #[error(transparent)]
    Input(#[from] InvalidQuad),
}

/// What is wrong with the arguments of [`quad`], in SciPy's words.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq)]
pub enum InvalidQuad {
    /// No error that floating point can reach is allowed.
    #[error("If 'epsabs'<=0, 'epsrel' must be greater than both 5e-29 and 50*(machine epsilon).")]
    Tolerance,
    /// A Fourier integral needs an absolute tolerance.
    #[error("Sine or cosine weighted integrals with infinite domain must have 'epsabs'>0.")]
    FourierTolerance,
    /// `limit` is too small.
    #[error("Invalid 'limit' argument. There must be at least one subinterval")]
    Limit,
    /// `limit` is less than an algebraic weight's two first intervals.
    #[error("The input is invalid.")]
    LimitBelowTwo,
    /// More points than intervals.
    #[error("Number of break points ({points}) must be less than subinterval limit ({limit})")]
    TooManyPoints {
        /// The number of points.
        points: usize,
        /// The most intervals.
        limit: usize,
    },
    /// No room for moments.
    #[error("Chebyshev moment limit maxp1 must be >=1.")]
    NoMoments,
    /// Too few cycles to extrapolate.
    #[error("Cycle limit limlst must be >=3.")]
    TooFewCycles,
    /// The weight is not integrable.
    #[error("wvar parameters (alpha, beta) must both be >= -1.")]
    Exponents,
    /// The pole is at an end.
    #[error("Parameter 'wvar' must not equal integration limits 'a' or 'b'.")]
    PoleAtEnd,
    /// Points on an unbounded range.
    #[error("Infinity inputs cannot be used with break points.")]
    PointsOnInfiniteRange,
    /// An oscillating weight on the whole line.
    #[error("Cannot integrate with this weight from -Inf to +Inf.")]
    WeightOnLine,
    /// Another weight on an unbounded range.
    #[error("Cannot integrate with this weight over an infinite interval.")]
    WeightOnInfiniteRange,
}

/// The integral of `f` from `a` to `b`, either of which may be infinite.
///
/// QUADPACK (Piessens et al. 1983) step by step: QAGS, QAGI, QAGP, and for a weight QAWO, QAWF, QAWS, QAWC.
/// Value, error estimate, number of calls and intervals are those of `scipy.integrate.quad`.
///
/// # Errors
/// [`QuadError`]; failure to reach the tolerance is a result whose `status` is not 0, not an error.
///
/// # Examples
/// ```
/// use pallasite_integrate::{QuadOptions, quad};
/// use std::convert::Infallible;
///
/// let bell = |x: f64| Ok::<_, Infallible>((-x * x).exp());
/// let found = quad(bell, f64::NEG_INFINITY, f64::INFINITY, &QuadOptions::default()).unwrap();
/// assert!((found.value - std::f64::consts::PI.sqrt()).abs() < found.abserr);
/// assert_eq!((found.status, found.neval), (0, 270));
/// ```
pub fn quad<E>(
    mut f: impl FnMut(f64) -> Result<f64, E>,
    a: f64,
    b: f64,
    options: &QuadOptions,
) -> Result<Quad, QuadError<E>> {
    if a == b {
        return Ok(Quad::new(0.0, 0.0, 0, Partition::default()));
    }
    let (low, high) = if b < a { (b, a) } else { (a, b) };
    let mut neval = 0;
    let counted = |x| {
        neval += 1;
        f(x)
    };
    let mut found = match options.weight {
        None => unweighted(counted, low, high, options)?,
        Some(weight) => weighted(counted, low, high, weight, options)?,
    };
    found.neval = neval;
    if found.status != 0 {
        found.message = message(found.status, options.limit, matches!(found.detail, Detail::Cycles(_)));
    }
    if b < a {
        found.value = -found.value;
    }
    Ok(found)
}

impl Quad {
    fn new(value: f64, abserr: f64, status: u8, partition: Partition) -> Self {
        Self { value, abserr, neval: 0, status, message: String::new(), partition, detail: Detail::None }
    }
}

impl From<Outcome> for Quad {
    fn from(o: Outcome) -> Self {
        Quad::new(o.value, o.abserr, o.status, o.partition)
    }
}

impl From<Fourier> for Quad {
    fn from(f: Fourier) -> Self {
        Quad { detail: Detail::Cycles(f.cycles), ..Quad::new(f.value, f.abserr, f.status, f.partition) }
    }
}

/// The goal, if it can be reached.
fn goal(options: &QuadOptions) -> Result<Goal, InvalidQuad> {
    let QuadOptions { epsabs, epsrel, limit, .. } = *options;
    if epsabs <= 0.0 && epsrel < (50.0 * f64::EPSILON).max(5e-29) {
        return Err(InvalidQuad::Tolerance);
    }
    if limit < 1 {
        return Err(InvalidQuad::Limit);
    }
    Ok(Goal { epsabs, epsrel, limit })
}

fn unweighted<E>(
    f: impl FnMut(f64) -> Result<f64, E>,
    a: f64,
    b: f64,
    options: &QuadOptions,
) -> Result<Quad, QuadError<E>> {
    let range = match (a == f64::NEG_INFINITY, b == f64::INFINITY) {
        (false, false) => None,
        (false, true) => Some(Range::Above(a)),
        (true, false) => Some(Range::Below(b)),
        (true, true) => Some(Range::Line),
    };
    match (range, &options.points) {
        (Some(_), Some(_)) => Err(InvalidQuad::PointsOnInfiniteRange.into()),
        (None, Some(points)) => broken(f, a, b, points, options),
        (Some(range), None) => Ok(infinite(f, range, goal(options)?).map_err(QuadError::Callback)?.into()),
        (None, None) => Ok(finite(f, a, b, goal(options)?).map_err(QuadError::Callback)?.into()),
    }
}

/// With points of difficulty; those that are not inside the range say nothing.
fn broken<E>(
    f: impl FnMut(f64) -> Result<f64, E>,
    a: f64,
    b: f64,
    points: &[f64],
    options: &QuadOptions,
) -> Result<Quad, QuadError<E>> {
    let mut ends: Vec<f64> = points.iter().copied().filter(|&p| a < p && p < b).collect();
    ends.extend([a, b]);
    ends.sort_by(f64::total_cmp);
    ends.dedup();
    let goal = goal(options)?;
    if options.limit <= ends.len() - 2 {
        return Err(InvalidQuad::TooManyPoints { points: points.len(), limit: options.limit }.into());
    }
    let (outcome, useless) = with_points(f, &ends, goal).map_err(QuadError::Callback)?;
    Ok(Quad { detail: Detail::Points { ends, useless }, ..outcome.into() })
}

fn weighted<E>(
    f: impl FnMut(f64) -> Result<f64, E>,
    a: f64,
    b: f64,
    weight: Weight,
    options: &QuadOptions,
) -> Result<Quad, QuadError<E>> {
    match weight {
        Weight::Cos(omega) => waves(f, a, b, Oscillation { omega, sine: false }, options),
        Weight::Sin(omega) => waves(f, a, b, Oscillation { omega, sine: true }, options),
        _ if a.is_infinite() || b.is_infinite() => Err(InvalidQuad::WeightOnInfiniteRange.into()),
        Weight::Algebraic(w) => {
            let goal = goal(options)?;
            if !(w.alpha > -1.0 && w.beta > -1.0) {
                return Err(InvalidQuad::Exponents.into());
            }
            if options.limit < 2 {
                return Err(InvalidQuad::LimitBelowTwo.into());
            }
            let ends = Ends { a, b, left: (w.alpha, w.log_a), right: (w.beta, w.log_b) };
            Ok(algebraic(f, ends, goal).map_err(QuadError::Callback)?.into())
        }
        Weight::Cauchy(c) if c == a || c == b => Err(InvalidQuad::PoleAtEnd.into()),
        Weight::Cauchy(c) => Ok(cauchy(f, a, b, c, goal(options)?).map_err(QuadError::Callback)?.into()),
    }
}

fn waves<E>(
    mut f: impl FnMut(f64) -> Result<f64, E>,
    a: f64,
    b: f64,
    weight: Oscillation,
    options: &QuadOptions,
) -> Result<Quad, QuadError<E>> {
    let mut moments = options.moments.clone().unwrap_or_else(|| Moments::new(options.maxp1));
    match (a == f64::NEG_INFINITY, b == f64::INFINITY) {
        (true, true) => Err(InvalidQuad::WeightOnLine.into()),
        (false, true) => half_line(f, a, weight, options),
        (true, false) => {
            // x to -x: the sine changes its sign.
            let sign = if weight.sine { -1.0 } else { 1.0 };
            half_line(|x| Ok(sign * f(-x)?), -b, weight, options)
        }
        (false, false) => {
            let goal = goal(options)?;
            if moments.rows.is_empty() {
                return Err(InvalidQuad::NoMoments.into());
            }
            let outcome = oscillating(f, a, b, weight, goal, &mut moments).map_err(QuadError::Callback)?;
            Ok(Quad { detail: Detail::Moments(moments), ..outcome.into() })
        }
    }
}

fn half_line<E>(
    f: impl FnMut(f64) -> Result<f64, E>,
    a: f64,
    weight: Oscillation,
    options: &QuadOptions,
) -> Result<Quad, QuadError<E>> {
    let QuadOptions { epsabs, epsrel, limit, maxp1, limlst, .. } = *options;
    let invalid = match () {
        _ if epsabs <= 0.0 => Some(InvalidQuad::FourierTolerance),
        _ if limit < 1 => Some(InvalidQuad::Limit),
        _ if maxp1 < 1 => Some(InvalidQuad::NoMoments),
        _ if limlst < 3 => Some(InvalidQuad::TooFewCycles),
        _ => None,
    };
    if let Some(invalid) = invalid {
        return Err(invalid.into());
    }
    let mut kept = Moments::new(maxp1);
    let goal = Goal { epsabs, epsrel, limit };
    Ok(fourier(f, a, weight, goal, limlst, &mut kept).map_err(QuadError::Callback)?.into())
}
