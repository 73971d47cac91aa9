//! How far differences reach.

/// How a derivative is approximated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Forward or backward differences, of first order.
    TwoPoint,
    /// Central differences, or three points on one side near a bound, of second order.
    ThreePoint,
    /// The imaginary part of the value along an imaginary step (Squire & Trapp 1998).
    ComplexStep,
}

/// The precision of the variables or of the values; the coarser sets the length of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// 16 bits.
    Half,
    /// 32 bits.
    Single,
    /// 64 bits.
    Double,
}

impl Precision {
    /// The step relative to the variable that balances truncation and rounding.
    ///
    /// # Examples
    /// ```
    /// use pallasite_optimize::{Precision, Scheme};
    /// assert_eq!(Precision::Double.relative_step(Scheme::TwoPoint), f64::EPSILON.sqrt());
    /// ```
    pub fn relative_step(self, scheme: Scheme) -> f64 {
        let central = scheme == Scheme::ThreePoint;
        match self {
            Self::Half if central => 0.09924316,
            Self::Half => 0.03125,
            Self::Single if central => f64::from(f32::EPSILON.powf(1.0 / 3.0)),
            Self::Single => f64::from(f32::EPSILON.sqrt()),
            Self::Double if central => f64::EPSILON.powf(1.0 / 3.0),
            Self::Double => f64::EPSILON.sqrt(),
        }
    }
}

/// How [`Stencil::new`](super::Stencil::new) chooses steps; the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct DifferenceOptions {
    /// The scheme.
    pub scheme: Scheme,
    /// Steps relative to the variables, one for all or one for each.
    pub rel_step: Option<Vec<f64>>,
    /// Steps as they are; they go before `rel_step`.
    pub abs_step: Option<Vec<f64>>,
    /// Lower and upper bounds of the variables, which the points respect.
    pub bounds: Option<(Vec<f64>, Vec<f64>)>,
    /// The coarser precision of variables and values.
    pub precision: Precision,
}

impl Default for DifferenceOptions {
    fn default() -> Self {
        Self {
            scheme: Scheme::ThreePoint,
            rel_step: None,
            abs_step: None,
            bounds: None,
            precision: Precision::Double,
        }
    }
}

/// Why there are no differences to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDifferences {
    /// Steps neither one for all variables nor one for each.
    #[error("{got} steps cannot be broadcast to {n} variables")]
    StepShape {
        /// The number of variables.
        n: usize,
        /// The number of steps.
        got: usize,
    },
    /// Bounds of another length than the variables.
    #[error("Inconsistent shapes between bounds and `x0`.")]
    BoundsShape,
    /// The point is not between the bounds.
    #[error("`x0` violates bound constraints.")]
    OutOfBounds,
}

/// The steps, and whether the points of each lie on one side.
pub(super) fn steps(
    x0: &[f64],
    options: &DifferenceOptions,
) -> Result<(Vec<f64>, Vec<bool>), InvalidDifferences> {
    let h = absolute(x0, options)?;
    let Some((lower, upper)) = &options.bounds else { return Ok(unbounded(h, options.scheme)) };
    if lower.len() != x0.len() || upper.len() != x0.len() {
        return Err(InvalidDifferences::BoundsShape);
    }
    if (0..x0.len()).any(|i| x0[i] < lower[i] || x0[i] > upper[i]) {
        return Err(InvalidDifferences::OutOfBounds);
    }
    let free = lower.iter().chain(upper).all(|b| b.is_infinite());
    if free || options.scheme == Scheme::ComplexStep {
        return Ok(unbounded(h, options.scheme));
    }
    let central = options.scheme == Scheme::ThreePoint;
    let fit = |i: usize| {
        let bounds = (lower[i], upper[i]);
        if central { fit_central(x0[i], h[i].abs(), bounds) } else { fit_forward(x0[i], h[i], bounds) }
    };
    Ok((0..x0.len()).map(fit).unzip())
}

fn unbounded(mut h: Vec<f64>, scheme: Scheme) -> (Vec<f64>, Vec<bool>) {
    let central = scheme == Scheme::ThreePoint;
    if central {
        h.iter_mut().for_each(|h| *h = h.abs());
    }
    let one_sided = vec![!central; h.len()];
    (h, one_sided)
}

/// Steps before bounds are looked at; one that would vanish beside its variable gives way to the automatic one.
fn absolute(x0: &[f64], options: &DifferenceOptions) -> Result<Vec<f64>, InvalidDifferences> {
    let relative = options.precision.relative_step(options.scheme);
    let sign = |x: f64| if x >= 0.0 { 1.0 } else { -1.0 };
    let automatic = |x: f64| relative * sign(x) * larger(1.0, x.abs());
    let scale = |x: f64| if options.abs_step.is_some() { 1.0 } else { sign(x) * x.abs() };
    let Some(given) = options.abs_step.as_ref().or(options.rel_step.as_ref()) else {
        return Ok(x0.iter().map(|&x| automatic(x)).collect());
    };
    if given.len() != 1 && given.len() != x0.len() {
        return Err(InvalidDifferences::StepShape { n: x0.len(), got: given.len() });
    }
    let step = |(&x, &h): (&f64, &f64)| {
        let h = h * scale(x);
        if (x + h) - x == 0.0 { automatic(x) } else { h }
    };
    Ok(x0.iter().zip(given.iter().cycle()).map(step).collect())
}

/// The larger of both, NaN if either is.
fn larger(a: f64, b: f64) -> f64 {
    if a > b || a.is_nan() { a } else { b }
}

/// A step on one side: turned round where it leaves the bounds, shortened where neither side has room.
fn fit_forward(x: f64, h: f64, (lower, upper): (f64, f64)) -> (f64, bool) {
    let (below, above) = (x - lower, upper - x);
    let violated = x + h < lower || x + h > upper;
    let fitted = if h.abs() > below.max(above) {
        if above >= below { above } else { -below }
    } else if violated {
        -h
    } else {
        h
    };
    (fitted, true)
}

/// A step on both sides; where one has no room, half as long on the other, or on both if they have room for that.
fn fit_central(x: f64, h: f64, (lower, upper): (f64, f64)) -> (f64, bool) {
    let (below, above) = (x - lower, upper - x);
    if below >= h && above >= h {
        return (h, false);
    }
    let fitted = if above >= below { h.min(0.5 * above) } else { -h.min(0.5 * below) };
    let nearest = below.min(above);
    if fitted.abs() <= nearest { (nearest, false) } else { (fitted, true) }
}
