//! Updates of approximations of Hessian matrices (Nocedal and Wright 2006, chapter 6).

use crate::vector::{add_scaled, dot, norm};
use ndarray::{Array2, ArrayRef2};

/// `m x`
pub(super) fn product(m: &ArrayRef2<f64>, x: &[f64]) -> Vec<f64> {
    m.rows()
        .into_iter()
        .map(|row| match row.as_slice() {
            Some(row) => dot(row, x),
            None => row.iter().zip(x).map(|(a, b)| a * b).sum(),
        })
        .collect()
}

/// `m += c u uᵀ`
fn rank_one(m: &mut Array2<f64>, c: f64, u: &[f64]) {
    for (mut row, &a) in m.rows_mut().into_iter().zip(u) {
        add_scaled(row.as_slice_mut().expect("in standard order"), c * a, u);
    }
}

/// `m += c (u vᵀ + v uᵀ)`
fn rank_two(m: &mut Array2<f64>, c: f64, u: &[f64], v: &[f64]) {
    for (i, mut row) in m.rows_mut().into_iter().enumerate() {
        let row = row.as_slice_mut().expect("in standard order");
        add_scaled(row, c * u[i], v);
        add_scaled(row, c * v[i], u);
    }
}

/// What to multiply the identity by before the first update: of the Hessian, or of its inverse (equation 6.20). The
/// step is `dx`, the change of the gradient `dg`.
pub fn first_scale(dx: &[f64], dg: &[f64], hessian: bool) -> f64 {
    let (xx, gg, xg) = (dot(dx, dx), dot(dg, dg), dot(dx, dg).abs());
    match () {
        _ if xx == 0.0 || gg == 0.0 || xg == 0.0 => 1.0,
        _ if hessian => gg / xg,
        _ => xg / gg,
    }
}

/// How [`bfgs_update`] keeps the matrix positive definite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curvature {
    /// The least `wᵀz` as a fraction of `wᵀMw`.
    pub least: f64,
    /// Whether `z` is drawn towards `Mw` where there is less; otherwise nothing is updated.
    pub damp: bool,
    /// Whether the matrix is of the inverse Hessian.
    pub inverse: bool,
}

/// Changes `m`, symmetric and in standard order, so that it takes `w` to `z`, and stays positive definite.
///
/// ```
/// use ndarray::{Array2, arr2};
/// use pallasite_optimize::{Curvature, bfgs_update};
/// let mut m = Array2::eye(2);
/// bfgs_update(&mut m, &[1.0, 0.0], &[2.0, 1.0], Curvature { least: 1e-8, damp: false, inverse: false });
/// assert_eq!(m, arr2(&[[2.0, 1.0], [1.0, 1.5]]));
/// ```
pub fn bfgs_update(m: &mut Array2<f64>, w: &[f64], z: &[f64], curvature: Curvature) {
    let mut mw = product(m, w);
    let mut wmw = dot(&mw, w);
    if wmw <= 0.0 {
        // Rounding has made the matrix indefinite: it begins again.
        let (dx, dg) = if curvature.inverse { (z, w) } else { (w, z) };
        let scale = first_scale(dx, dg, !curvature.inverse);
        *m = Array2::eye(w.len()) * scale;
        mw = w.iter().map(|w| scale * w).collect();
        wmw = dot(&mw, w);
    }
    let (mut wz, mut z) = (dot(w, z), z.to_vec());
    if wz <= curvature.least * wmw {
        if !curvature.damp {
            return;
        }
        let part = (1.0 - curvature.least) / (1.0 - wz / wmw);
        z.iter_mut().zip(&mw).for_each(|(z, mw)| *z = part * *z + (1.0 - part) * mw);
        wz = dot(w, &z);
    }
    if curvature.inverse {
        rank_two(m, -1.0 / wz, &z, &mw);
        rank_one(m, (wz + wmw) / (wz * wz), &z);
    } else {
        rank_one(m, 1.0 / wz, &z);
        rank_one(m, -1.0 / wmw, &mw);
    }
}

/// Changes `m`, symmetric and in standard order, by a matrix of rank one so that it takes `w` to `z`, unless the
/// denominator is below `least` relative to its factors.
///
/// ```
/// use ndarray::{Array2, arr2};
/// use pallasite_optimize::sr1_update;
/// let mut m = Array2::eye(2);
/// sr1_update(&mut m, &[1.0, 0.0], &[2.0, 1.0], 1e-8);
/// assert_eq!(m, arr2(&[[2.0, 1.0], [1.0, 2.0]]));
/// ```
pub fn sr1_update(m: &mut Array2<f64>, w: &[f64], z: &[f64], least: f64) {
    let rest: Vec<f64> = product(m, w).iter().zip(z).map(|(mw, z)| z - mw).collect();
    let denominator = dot(w, &rest);
    if denominator.abs() > least * norm(w) * norm(&rest) {
        rank_one(m, 1.0 / denominator, &rest);
    }
}
