//! The uncertainty of fitted parameters, and where to start when nobody says.

use crate::minpack::Matrix;
use faer::MatRef;
use faer::linalg::solvers::Svd;
use ndarray::Array2;

/// The pseudo-inverse of `JᵀJ`, singular values of `J` below its precision taken as zero; `None` for NaN.
///
/// # Examples
/// ```
/// use pallasite_optimize::{Matrix, pseudo_covariance};
/// let j = Matrix::from_columns(2, 2, vec![2.0, 0.0, 0.0, 0.0]);
/// assert!((pseudo_covariance(&j).unwrap()[(0, 0)] - 0.25).abs() < 1e-15);
/// ```
pub fn pseudo_covariance(jacobian: &Matrix) -> Option<Array2<f64>> {
    let (m, n) = (jacobian.rows(), jacobian.cols());
    let svd = Svd::new_thin(MatRef::from_column_major_slice(jacobian.as_slice(), m, n)).ok()?;
    let s: Vec<f64> = svd.S().column_vector().iter().copied().collect();
    let threshold = f64::EPSILON * m.max(n) as f64 * s.first().copied().unwrap_or(0.0);
    let v = svd.V();
    let term = |i: usize, j: usize, k: usize| v[(i, k)] / (s[k] * s[k]) * v[(j, k)];
    let kept = s.iter().take_while(|s| **s > threshold).count();
    Some(Array2::from_shape_fn((n, n), |(i, j)| (0..kept).map(|k| term(i, j, k)).sum()))
}

/// The covariance times the variance of `m` residuals with `n` parameters, whose squares sum to `cost`, or as it is
/// when the uncertainties are absolute; `None` if there is none.
///
/// # Examples
/// ```
/// use pallasite_optimize::scaled_covariance;
/// let covariance = ndarray::array![[2.0]];
/// assert_eq!(scaled_covariance(Some(covariance), 6.0, (4, 1), false).unwrap()[(0, 0)], 4.0);
/// ```
pub fn scaled_covariance(
    covariance: Option<Array2<f64>>,
    cost: f64,
    (m, n): (usize, usize),
    absolute: bool,
) -> Option<Array2<f64>> {
    let covariance = covariance.filter(|c| !c.iter().any(|c| c.is_nan()))?;
    match (absolute, m > n) {
        (true, _) => Some(covariance),
        (false, true) => Some(covariance * (cost / (m - n) as f64)),
        (false, false) => None,
    }
}

/// Parameters between bounds: in the middle, or one off the only bound; ones without bounds.
///
/// # Examples
/// ```
/// use pallasite_optimize::feasible_start;
/// let inf = f64::INFINITY;
/// assert_eq!(feasible_start(&[0.0, 2.0, -inf, -inf], &[1.0, inf, 5.0, inf]), [0.5, 3.0, 4.0, 1.0]);
/// ```
pub fn feasible_start(lower: &[f64], upper: &[f64]) -> Vec<f64> {
    let start = |(&low, &high): (&f64, &f64)| match (low.is_finite(), high.is_finite()) {
        (true, true) => 0.5 * (low + high),
        (true, false) => low + 1.0,
        (false, true) => high - 1.0,
        (false, false) => 1.0,
    };
    lower.iter().zip(upper).map(start).collect()
}
