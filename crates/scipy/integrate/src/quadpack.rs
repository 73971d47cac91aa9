//! QUADPACK's adaptive quadrature (Piessens, de Doncker-Kapenga, Überhuber, Kahaner, *QUADPACK: A Subroutine
//! Package for Automatic Integration*, Springer 1983): a rule on each interval, the worst interval bisected.

mod algebraic;
mod bisection;
mod cauchy;
mod chebyshev;
mod epsilon;
mod extrapolating;
mod fourier;
mod kronrod;
mod oscillating;
mod partition;

pub(crate) use algebraic::Ends;
pub(crate) use algebraic::algebraic;
pub(crate) use cauchy::cauchy;
pub(crate) use extrapolating::{finite, infinite, with_points};
pub(crate) use fourier::Fourier;
pub(crate) use fourier::fourier;
pub(crate) use kronrod::{Range, SEVEN_FIFTEEN, TEN_TWENTY_ONE};
pub use oscillating::Moments;
pub(crate) use oscillating::{Oscillation, oscillating};
pub use partition::Partition;

/// What is asked for: the error shall be at most `max(epsabs, epsrel · |integral|)`, in at most `limit`
/// intervals.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Goal {
    pub epsabs: f64,
    pub epsrel: f64,
    pub limit: usize,
}

impl Goal {
    /// The error that an integral of this value may have.
    fn bound(&self, value: f64) -> f64 {
        self.epsabs.max(self.epsrel * value.abs())
    }
}

/// What a rule says of an interval.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Estimate {
    /// The integral.
    pub value: f64,
    /// A bound on its error.
    pub error: f64,
    /// The integral of |f|.
    pub magnitude: f64,
    /// The integral of |f - mean|; the error estimate is worth nothing when it equals this.
    pub deviation: f64,
}

/// An integral, how good it is, QUADPACK's `ier`, and where the work went.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub value: f64,
    pub abserr: f64,
    pub status: u8,
    pub partition: Partition,
}

/// True when the ends of an interval can hardly be told apart from its middle.
fn too_narrow(a: f64, middle: f64, b: f64) -> bool {
    a.abs().max(b.abs()) <= (1.0 + 100.0 * f64::EPSILON) * (middle.abs() + 1000.0 * f64::MIN_POSITIVE)
}
