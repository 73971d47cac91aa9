//! Inverses of small matrices.

use ndarray::Array2;

/// The largest element of `a b − I`; NaN where there is one.
pub(super) fn columns_error(a: &Array2<f64>, b: &Array2<f64>) -> f64 {
    let product = a.dot(b) - Array2::<f64>::eye(a.nrows());
    product.iter().fold(0.0, |m: f64, p| if p.is_nan() || m.is_nan() { f64::NAN } else { m.max(p.abs()) })
}

/// The inverse by elimination with exchange of rows; not finite where there is none.
pub(super) fn inverse(a: &Array2<f64>) -> Array2<f64> {
    let n = a.nrows();
    let (mut left, mut right) = (a.clone(), Array2::eye(n));
    for k in 0..n {
        let pivot =
            (k..n).reduce(|p, i| if left[[i, k]].abs() > left[[p, k]].abs() { i } else { p }).unwrap_or(k);
        for j in 0..n {
            left.swap([k, j], [pivot, j]);
            right.swap([k, j], [pivot, j]);
        }
        let scale = 1.0 / left[[k, k]];
        for j in 0..n {
            left[[k, j]] *= scale;
            right[[k, j]] *= scale;
        }
        for i in (0..n).filter(|&i| i != k) {
            let factor = left[[i, k]];
            for j in 0..n {
                left[[i, j]] -= factor * left[[k, j]];
                right[[i, j]] -= factor * right[[k, j]];
            }
        }
    }
    right
}
