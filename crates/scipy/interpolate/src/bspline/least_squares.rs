//! Splines of least squares with given knots: `make_lsq_spline`.

use super::{basis, find_interval};
use crate::error::Result;
use crate::givens::Triangle;
use pallasite_array::interrupt;

/// The coefficients of the spline of degree `k` with knots `t` nearest to `y`, `width` numbers a point.
///
/// Minimises the sum of `(w (y - s(x)))^2` by rotating the equations into a triangle one by one (Dierckx 1993,
/// 4.1), which keeps the band.
///
/// # Errors
/// Points that do not determine the spline.
///
/// # Examples
/// ```
/// use pallasite_interpolate::bspline::least_squares;
/// let (x, y) = ([0.0, 1.0, 2.0, 3.0], [1.0, 3.0, 5.0, 7.0]);
/// let c = least_squares(&x, &y, 1, &[0.0, 0.0, 3.0, 3.0], 1, &[1.0; 4])?;
/// assert!((c[0] - 1.0).abs() < 1e-12 && (c[1] - 7.0).abs() < 1e-12);
/// # Ok::<(), pallasite_interpolate::InterpolateError>(())
/// ```
pub fn least_squares(x: &[f64], y: &[f64], width: usize, t: &[f64], k: usize, w: &[f64]) -> Result<Vec<f64>> {
    let mut triangle = Triangle::zeros(t.len() - k - 1, k + 1, width);
    let (mut h, mut rhs, mut guess) = (vec![0.0; k + 1], vec![0.0; width], k);
    for (i, (&x, &w)) in x.iter().zip(w).enumerate() {
        interrupt::poll_round(i);
        guess = find_interval(t, k, x, guess, true).unwrap_or(k);
        basis(t, k, x, guess, 0, &mut h);
        h.iter_mut().for_each(|h| *h *= w);
        rhs.iter_mut().zip(&y[i * width..]).for_each(|(r, y)| *r = w * y);
        triangle.add(guess - k, &mut h, &mut rhs);
    }
    Ok(triangle.solve())
}
