//! Tolerances and limits on the step, and what may be wrong with them.

use super::Scalar;
use super::scalar::{larger, smaller};

/// Tolerances and limits on the step; the defaults are SciPy's.
#[derive(Debug, Clone, PartialEq)]
pub struct StepOptions {
    /// The relative error that a step may make: one number, or one for each component.
    pub rtol: Vec<f64>,
    /// The absolute error that a step may make: one number, or one for each component.
    pub atol: Vec<f64>,
    /// The longest step.
    pub max_step: f64,
    /// The length of the first step; `None` chooses it.
    pub first_step: Option<f64>,
}

impl Default for StepOptions {
    fn default() -> Self {
        Self { rtol: vec![1e-3], atol: vec![1e-6], max_step: f64::INFINITY, first_step: None }
    }
}

/// Why a problem is not solved.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum OdeError<E> {
    /// The callback's own error.
    #[error(transparent)]
    Callback(E),
    /// The arguments do not fit together.
    #[error(transparent)]
    Input(#[from] InvalidOde),
}

/// What is wrong with the arguments of a solver, in SciPy's words.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum InvalidOde {
    /// A state that is infinite or NaN.
    #[error("All components of the initial state `y0` must be finite.")]
    InitialState,
    /// A step of no length, or backwards.
    #[error("`first_step` must be positive.")]
    FirstStep,
    /// A step beyond the end.
    #[error("`first_step` exceeds bounds.")]
    FirstStepTooLong,
    /// No step is allowed.
    #[error("`max_step` must be positive.")]
    MaxStep,
    /// A least step below zero.
    #[error("`min_step` must be nonnegative.")]
    MinStep,
    /// As many tolerances as there are components, or one.
    #[error("`atol` has wrong shape.")]
    AtolShape,
    /// As many relative tolerances as there are components, or one.
    #[error("`rtol` has {got} elements for {n} components.")]
    RtolShape {
        /// The number of tolerances.
        got: usize,
        /// The number of components.
        n: usize,
    },
    /// A negative tolerance.
    #[error("`atol` must be positive.")]
    Atol,
    /// Implicit methods stop their iteration by a single relative tolerance.
    #[error("`rtol` must be one number for this method, not {0}.")]
    SeveralRtol(usize),
    /// A Jacobian that is not square of the size of the state.
    #[error("`jac` is expected to have shape ({n}, {n}), but actually has {got} elements.")]
    JacobianShape {
        /// The number of components.
        n: usize,
        /// The number of elements.
        got: usize,
    },
    /// A structure that is not square of the size of the state.
    #[error("`jac_sparsity` has {got} elements for a Jacobian of shape ({n}, {n}).")]
    SparsityShape {
        /// The number of components.
        n: usize,
        /// The number of elements.
        got: usize,
    },
    /// A method for real states only.
    #[error("`y0` is complex, but the chosen solver does not support integration in a complex domain.")]
    Complex,
    /// An event function that has one sign at both ends after all.
    #[error("f(a) and f(b) must have different signs")]
    NoRoot,
}

/// The tolerances of each component, and the longest step.
#[derive(Debug, Clone)]
pub(super) struct Control {
    pub rtol: Vec<f64>,
    pub atol: Vec<f64>,
    pub max_step: f64,
}

/// A tolerance for each of `n` components, of which one may stand for all.
pub(super) fn spread(given: &[f64], n: usize) -> Option<Vec<f64>> {
    match given {
        &[one] => Some(vec![one; n]),
        several => (several.len() == n).then(|| several.to_vec()),
    }
}

impl Control {
    /// The options for `n` components, relative tolerances raised to what floating point can reach.
    pub fn new(options: &StepOptions, n: usize) -> Result<Self, InvalidOde> {
        if options.max_step <= 0.0 {
            return Err(InvalidOde::MaxStep);
        }
        let got = options.rtol.len();
        let rtol = spread(&options.rtol, n).ok_or(InvalidOde::RtolShape { got, n })?;
        let atol = spread(&options.atol, n).ok_or(InvalidOde::AtolShape)?;
        if options.atol.iter().any(|&a| a < 0.0) {
            return Err(InvalidOde::Atol);
        }
        let rtol = rtol.into_iter().map(|r| larger(r, 100.0 * f64::EPSILON)).collect();
        Ok(Self { rtol, atol, max_step: options.max_step })
    }

    /// The error allowed at a state.
    pub fn scale<T: Scalar>(&self, y: &[T]) -> Vec<f64> {
        self.tolerance(y.iter().map(|y| y.modulus()))
    }

    /// The error allowed between two states.
    pub fn scale_of_two<T: Scalar>(&self, y: &[T], z: &[T]) -> Vec<f64> {
        self.tolerance(y.iter().zip(z).map(|(y, z)| y.modulus().max(z.modulus())))
    }

    fn tolerance(&self, size: impl Iterator<Item = f64>) -> Vec<f64> {
        self.atol.iter().zip(&self.rtol).zip(size).map(|((a, r), y)| a + r * y).collect()
    }

    /// How far a Newton iteration goes on (Hairer & Wanner, section IV.8).
    pub fn newton_tolerance(options: &StepOptions) -> Result<f64, InvalidOde> {
        match options.rtol[..] {
            [rtol] => Ok(larger(10.0 * f64::EPSILON / rtol, smaller(0.03, rtol.sqrt()))),
            _ => Err(InvalidOde::SeveralRtol(options.rtol.len())),
        }
    }
}
