//! Derivatives by finite differences (`scipy.optimize._numdiff`).
//!
//! A [`Stencil`] says where a function is to be evaluated and what follows from its values: forward differences,
//! central differences, or the imaginary part along a complex step. Columns of a sparse Jacobian that share no
//! row share evaluations (Curtis, Powell & Reid 1974); [`group_columns`] finds them.

mod directional;
mod groups;
mod stencil;
mod steps;

pub use directional::directional_derivative;
pub use groups::group_columns;
pub use stencil::{Point, Stencil};
pub use steps::{DifferenceOptions, InvalidDifferences, Precision, Scheme};

/// The gradient of `f` at `x` by forward differences of length `epsilon`, one for all components or one for each.
///
/// # Errors
/// The callback's error; an `epsilon` of another length is [`InvalidDifferences::StepShape`].
///
/// # Examples
/// ```
/// use pallasite_optimize::approx_fprime;
/// let gradient = approx_fprime(|x| Ok::<_, ()>(x[0] * x[0] + 3.0 * x[1]), &[2.0, 1.0], &[1e-8]).unwrap();
/// assert!((gradient.unwrap()[0] - 4.0).abs() < 1e-6);
/// ```
pub fn approx_fprime<E>(
    mut f: impl FnMut(&[f64]) -> Result<f64, E>,
    x: &[f64],
    epsilon: &[f64],
) -> Result<Result<Vec<f64>, E>, InvalidDifferences> {
    let options = DifferenceOptions {
        scheme: Scheme::TwoPoint,
        abs_step: Some(epsilon.to_vec()),
        ..DifferenceOptions::default()
    };
    let stencil = Stencil::new(x, &options)?;
    let mut gradient = vec![0.0; x.len()];
    Ok(f(x).and_then(|f0| {
        let values = |point: Point<'_>, out: &mut [f64]| {
            if let Point::Real(x) = point {
                out[0] = f(x)?;
            }
            Ok(())
        };
        stencil.jacobian(&[f0], values, &mut gradient)?;
        Ok(gradient)
    }))
}
