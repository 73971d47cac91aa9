//! Carlson's integrals of real arguments.

use super::carlson::{carlson_c, carlson_f, carlson_f_and_d, carlson_g, carlson_j};

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
        (x / (x - y)).sqrt() * carlson_c(x - y, -y)
    } else {
        carlson_c(x, y)
    }
}

/// Carlson's symmetric integral of the third kind `R_J(x, y, z, p)`: its principal value for negative `p` (DLMF 19.16.2, 19.20.14);
/// NaN for `p = 0` and for negative `x`, `y`, `z`, infinite where two of these are zero.
///
/// ```
/// assert!((pallasite_special::elliprj(4.0, 4.0, 4.0, 4.0) - 0.125).abs() < 1e-15);
/// ```
pub fn elliprj(x: f64, y: f64, z: f64, p: f64) -> f64 {
    if !(x >= 0.0 && y >= 0.0 && z >= 0.0) || p.is_nan() || p == 0.0 {
        return f64::NAN;
    }
    if [x, y, z, p].iter().any(|value| value.is_infinite()) {
        return 0.0;
    }
    let [x, y, z] = sorted(x, y, z);
    if y == 0.0 {
        f64::INFINITY
    } else if p > 0.0 {
        carlson_j(x, y, z, p)
    } else {
        principal_value(x, y, z, -p)
    }
}

/// `R_J(x, y, z, -q)` for `x <= y <= z`.
fn principal_value(x: f64, y: f64, z: f64, q: f64) -> f64 {
    let p = (z * (x + y + q) - x * y) / (z + q);
    let product = x * y + p * q;
    let circular = (x * y * z / product).sqrt() * carlson_c(product, p * q);
    ((p - z) * carlson_j(x, y, z, p) - 3.0 * carlson_f(x, y, z) + 3.0 * circular) / (q + z)
}

fn sorted(x: f64, y: f64, z: f64) -> [f64; 3] {
    let mut all = [x, y, z];
    all.sort_by(f64::total_cmp);
    all
}

/// Carlson's symmetric integral of the second kind `R_G(x, y, z)`: NaN for negative arguments (DLMF 19.16.3).
///
/// ```
/// assert!((pallasite_special::elliprg(4.0, 4.0, 4.0) - 2.0).abs() < 1e-15);
/// ```
pub fn elliprg(x: f64, y: f64, z: f64) -> f64 {
    if !(x >= 0.0 && y >= 0.0 && z >= 0.0) {
        return f64::NAN;
    }
    let [low, middle, high] = sorted(x, y, z);
    if high.is_infinite() {
        f64::INFINITY
    } else if middle == 0.0 {
        0.5 * high.sqrt()
    } else {
        carlson_g(low, high, middle)
    }
}
