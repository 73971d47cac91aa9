//! Derivatives along a direction.

use super::stencil::Point;
use super::steps::Scheme;
use num_complex::Complex64;

/// `J p` at `x0`, where the function is `f0`, with points `step` away; `f` as for
/// [`Stencil::jacobian`](super::Stencil::jacobian).
///
/// # Errors
/// The callback's.
///
/// # Examples
/// ```
/// use pallasite_optimize::{Point, Scheme, directional_derivative};
/// let square = |p: Point<'_>, out: &mut [f64]| {
///     if let Point::Real(x) = p { out[0] = x[0] * x[0] }
///     Ok::<_, ()>(())
/// };
/// let found = directional_derivative(Scheme::ThreePoint, &[3.0], &[9.0], 1e-5, &[2.0], square).unwrap();
/// assert!((found[0] - 12.0).abs() < 1e-8);
/// ```
pub fn directional_derivative<E>(
    scheme: Scheme,
    x0: &[f64],
    f0: &[f64],
    step: f64,
    p: &[f64],
    mut f: impl FnMut(Point<'_>, &mut [f64]) -> Result<(), E>,
) -> Result<Vec<f64>, E> {
    let norm = crate::vector::norm(p);
    let mut ahead = vec![0.0; f0.len()];
    if norm == 0.0 {
        return Ok(ahead);
    }
    let dx = step / norm;
    let shifted = |dx: f64| -> Vec<f64> { x0.iter().zip(p).map(|(x, p)| x + dx * p).collect() };
    let mut behind = f0.to_vec();
    let mut span = dx;
    match scheme {
        Scheme::TwoPoint => f(Point::Real(&shifted(dx)), &mut ahead)?,
        Scheme::ThreePoint => {
            span = 2.0 * dx;
            f(Point::Real(&shifted(-dx)), &mut behind)?;
            f(Point::Real(&shifted(dx)), &mut ahead)?;
        }
        Scheme::ComplexStep => {
            let z: Vec<Complex64> = x0.iter().zip(p).map(|(&x, p)| Complex64::new(x, dx * p)).collect();
            f(Point::Complex(&z), &mut ahead)?;
            behind.fill(0.0);
        }
    }
    ahead.iter_mut().zip(&behind).for_each(|(a, b)| *a = (*a - b) / span);
    Ok(ahead)
}
