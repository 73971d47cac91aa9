//! Rosenbrock's function, on which methods are tried.

use ndarray::Array2;

/// `Σ 100 (x[i+1] − x[i]²)² + (1 − x[i])²`; zero for fewer than two unknowns.
pub fn rosen(x: &[f64]) -> f64 {
    x.windows(2).map(|w| 100.0 * (w[1] - w[0] * w[0]).powi(2) + (1.0 - w[0]).powi(2)).sum()
}

/// The gradient of [`rosen`]; all zero for fewer than two unknowns.
pub fn rosen_der(x: &[f64]) -> Vec<f64> {
    let mut gradient = vec![0.0; x.len()];
    for (i, w) in x.windows(2).enumerate() {
        let rise = w[1] - w[0] * w[0];
        gradient[i] += -400.0 * w[0] * rise - 2.0 * (1.0 - w[0]);
        gradient[i + 1] += 200.0 * rise;
    }
    gradient
}

/// The Hessian of [`rosen`].
pub fn rosen_hess(x: &[f64]) -> Array2<f64> {
    let mut hessian = Array2::zeros((x.len(), x.len()));
    for (i, w) in x.windows(2).enumerate() {
        hessian[[i, i]] += 1200.0 * w[0] * w[0] - 400.0 * w[1] + 2.0;
        hessian[[i + 1, i + 1]] += 200.0;
        hessian[[i, i + 1]] = -400.0 * w[0];
        hessian[[i + 1, i]] = -400.0 * w[0];
    }
    hessian
}

/// The Hessian of [`rosen`] times `p`, which has as many elements as `x`.
///
/// ```
/// use pallasite_optimize::{rosen_hess, rosen_hess_prod};
/// let (x, p) = ([1.0, 2.0, 3.0], [0.5, -1.0, 2.0]);
/// let product = rosen_hess(&x).dot(&ndarray::arr1(&p));
/// assert_eq!(rosen_hess_prod(&x, &p), product.to_vec());
/// ```
pub fn rosen_hess_prod(x: &[f64], p: &[f64]) -> Vec<f64> {
    let mut product = vec![0.0; x.len()];
    for (i, w) in x.windows(2).enumerate() {
        product[i] += (1200.0 * w[0] * w[0] - 400.0 * w[1] + 2.0) * p[i] - 400.0 * w[0] * p[i + 1];
        product[i + 1] += 200.0 * p[i + 1] - 400.0 * w[0] * p[i];
    }
    product
}
