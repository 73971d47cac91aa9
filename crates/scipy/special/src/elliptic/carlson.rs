//! Carlson's symmetric integrals by duplication (Carlson, "Numerical computation of real or complex elliptic
//! integrals", Numerical Algorithms 10, 1995; the sums to degree seven are DLMF 19.36.1 and 19.36.2).

/// Up to which relative distance from their mean the arguments are left to the Taylor sum.
const CLOSE: f64 = 0.01;

/// `R_F(x, y, z)` (DLMF 19.16.1), at most one argument zero.
pub(super) fn carlson_f(x: f64, y: f64, z: f64) -> f64 {
    let (mut x, mut y, mut z) = (x, y, z);
    loop {
        let mean = (x + y + z) * (1.0 / 3.0);
        let scale = 1.0 / mean;
        let (dx, dy) = ((mean - x) * scale, (mean - y) * scale);
        let dz = -(dx + dy);
        if !(dx.abs().max(dy.abs()).max(dz.abs()) >= CLOSE) {
            return (1.0 + symmetric_tail(dx * dy - dz * dz, dx * dy * dz)) * scale.sqrt();
        }
        (x, y, z, _) = duplicated(x, y, z);
    }
}

/// The arguments once duplicated, and the shift that did it.
#[inline(always)]
fn duplicated(x: f64, y: f64, z: f64) -> (f64, f64, f64, f64) {
    let (rx, ry, rz) = (x.sqrt(), y.sqrt(), z.sqrt());
    let shift = rx * ry + (ry + rx) * rz;
    (0.25 * (x + shift), 0.25 * (y + shift), 0.25 * (z + shift), rz * (z + shift))
}

/// The Taylor sum of DLMF 19.36.1 beyond its one.
#[inline(always)]
fn symmetric_tail(e2: f64, e3: f64) -> f64 {
    let (square, product) = (e2 * e2, e2 * e3);
    -e2 / 10.0 + e3 / 14.0 + square / 24.0 - 3.0 * product / 44.0 - 5.0 * square * e2 / 208.0
        + 3.0 * e3 * e3 / 104.0
        + square * e3 / 16.0
}

/// `R_F` and `R_D` of the same arguments, at most one of `x`, `y` zero, `z > 0`.
pub(super) fn carlson_f_and_d(x: f64, y: f64, z: f64) -> (f64, f64) {
    let (mut x, mut y, mut z) = (x, y, z);
    let (mut sum, mut weight, mut first) = (0.0, 1.0, None);
    loop {
        if first.is_none() {
            let scale = 3.0 / (x + y + z);
            let (dx, dy) = (1.0 - x * scale, 1.0 - y * scale);
            let dz = -(dx + dy);
            if !(dx.abs().max(dy.abs()).max(dz.abs()) >= CLOSE) {
                first = Some((1.0 + symmetric_tail(dx * dy - dz * dz, dx * dy * dz)) * scale.sqrt());
            }
        }
        let scale = 5.0 / (x + y + 3.0 * z);
        let (dx, dy) = (1.0 - x * scale, 1.0 - y * scale);
        let dz = (dx + dy) * (-1.0 / 3.0);
        let close = !(dx.abs().max(dy.abs()).max(dz.abs()) >= CLOSE);
        if let (Some(f), true) = (first, close) {
            return (f, 3.0 * sum + weight * (1.0 + degenerate_tail(dx * dy, dz)) * scale * scale.sqrt());
        }
        let denominator;
        (x, y, z, denominator) = duplicated(x, y, z);
        sum += weight / denominator;
        weight *= 0.25;
    }
}

/// The Taylor sum of DLMF 19.36.2 beyond its one.
#[inline(always)]
fn degenerate_tail(product: f64, dz: f64) -> f64 {
    let square = dz * dz;
    let e2 = product - 6.0 * square;
    let e3 = (3.0 * product - 8.0 * square) * dz;
    let e4 = 3.0 * (product - square) * square;
    let e5 = product * square * dz;
    -3.0 * e2 / 14.0 + e3 / 6.0 + 9.0 * e2 * e2 / 88.0 - 3.0 * e4 / 22.0 - 9.0 * e2 * e3 / 52.0
        + 3.0 * e5 / 26.0
        - e2 * e2 * e2 / 16.0
        + 3.0 * e3 * e3 / 40.0
        + 3.0 * e2 * e4 / 20.0
        + 45.0 * e2 * e2 * e3 / 272.0
        - 9.0 * (e3 * e4 + e2 * e5) / 68.0
}

/// Carlson's symmetric integral of the first kind `R_F(x, y, z)`: NaN for negative arguments, infinite where two are
/// zero (DLMF 19.16.1).
///
/// ```
/// assert_eq!(pallasite_special::elliprf(4.0, 4.0, 4.0), 0.5);
/// ```
pub fn elliprf(x: f64, y: f64, z: f64) -> f64 {
    if !(x >= 0.0 && y >= 0.0 && z >= 0.0) {
        f64::NAN
    } else if x.is_infinite() || y.is_infinite() || z.is_infinite() {
        0.0
    } else if x.max(y).min(x.max(z)).min(y.max(z)) == 0.0 {
        f64::INFINITY
    } else {
        carlson_f(x, y, z)
    }
}

/// Carlson's symmetric integral of the second kind `R_D(x, y, z)`: NaN for negative arguments, infinite for `z = 0` or
/// `x = y = 0` (DLMF 19.16.5).
///
/// ```
/// assert!((pallasite_special::elliprd(4.0, 4.0, 4.0) - 0.125).abs() < 1e-16);
/// ```
pub fn elliprd(x: f64, y: f64, z: f64) -> f64 {
    if !(x >= 0.0 && y >= 0.0 && z >= 0.0) {
        f64::NAN
    } else if x.is_infinite() || y.is_infinite() || z.is_infinite() {
        0.0
    } else if z == 0.0 || x + y == 0.0 {
        f64::INFINITY
    } else {
        carlson_f_and_d(x, y, z).1
    }
}

/// Carlson's degenerate integral `R_C(x, y)`: its principal value for negative `y`, NaN for `y = 0` (DLMF 19.2.17 and 19.2.20).
///
/// ```
/// assert_eq!(pallasite_special::elliprc(4.0, 4.0), 0.5);
/// ```
pub fn elliprc(x: f64, y: f64) -> f64 {
    if !(x >= 0.0) || y.is_nan() || y == 0.0 {
        f64::NAN
    } else if x.is_infinite() || y.is_infinite() {
        0.0
    } else if y < 0.0 {
        (x / (x - y)).sqrt() * carlson_f(x - y, -y, -y)
    } else {
        carlson_f(x, y, y)
    }
}
