//! Elliptic integrals of the first and second kind, by the arithmetic-geometric mean and by Carlson's duplication
//! (Carlson, "Numerical computation of real or complex elliptic integrals", Numerical Algorithms 10, 1995).
//!
//! The parameter is `m = k^2`.

use crate::dd::{self, Dd};
use std::f64::consts::{FRAC_PI_2, PI};

/// The complete integral of the first kind, `K(m)`, NaN above one (DLMF 19.8.5).
///
/// ```
/// assert_eq!(pallasite_special::ellipk(0.0), std::f64::consts::FRAC_PI_2);
/// ```
pub fn ellipk(m: f64) -> f64 {
    if m == f64::NEG_INFINITY { 0.0 } else { first_kind(Dd::sum(1.0, -m)) }
}

/// The complete integral of the first kind at `1 - p`, accurate as `p` goes to zero.
///
/// ```
/// assert_eq!(pallasite_special::ellipkm1(1.0), std::f64::consts::FRAC_PI_2);
/// ```
pub fn ellipkm1(p: f64) -> f64 {
    if p == f64::INFINITY { 0.0 } else { first_kind(Dd::from(p)) }
}

fn first_kind(p: Dd) -> f64 {
    if !(p.hi > 0.0) {
        return if p.hi == 0.0 { f64::INFINITY } else { f64::NAN };
    }
    (dd::PI / (mean(p).0 * 2.0)).to_f64()
}

/// The arithmetic-geometric mean of 1 and `sqrt(p)`, and `sum 2^(n - 1) c_n^2` over its differences.
fn mean(p: Dd) -> (Dd, Dd) {
    let (mut a, mut g) = (Dd::ONE, p.sqrt());
    let (mut sum, mut weight) = ((Dd::ONE - p) * 0.5, 1.0);
    for _ in 0..60 {
        let difference = (a - g) * 0.5;
        if difference.hi.abs() <= 1e-17 * a.hi {
            break;
        }
        sum = sum + difference * difference * weight;
        weight *= 2.0;
        (a, g) = ((a + g) * 0.5, (a * g).sqrt());
    }
    ((a + g) * 0.5, sum)
}

/// The complete integral of the second kind, `E(m)`, NaN above one (DLMF 19.8.6).
///
/// ```
/// assert_eq!(pallasite_special::ellipe(1.0), 1.0);
/// ```
pub fn ellipe(m: f64) -> f64 {
    if m == f64::NEG_INFINITY {
        return f64::INFINITY;
    }
    if m == 1.0 {
        return 1.0;
    }
    if m < -1.0 {
        // E(m) = sqrt(1 - m) E(m / (m - 1)), DLMF 19.7.2
        let p = Dd::sum(1.0, -m);
        return (p.sqrt() * second_kind(Dd::ONE / p)).to_f64();
    }
    if m > 1.0 { f64::NAN } else { second_kind(Dd::sum(1.0, -m)).to_f64() }
}

/// `E` of the complementary parameter.
fn second_kind(p: Dd) -> Dd {
    let (a, sum) = mean(p);
    dd::PI * (Dd::ONE - sum) / (a * 2.0)
}

/// Carlson's symmetric integral `R_F` (DLMF 19.16.1), at most one argument zero.
fn carlson_f(x: f64, y: f64, z: f64) -> f64 {
    let (mut x, mut y, mut z) = (x, y, z);
    loop {
        let mean = (x + y + z) / 3.0;
        let (dx, dy, dz) = (1.0 - x / mean, 1.0 - y / mean, 1.0 - z / mean);
        if !(dx.abs().max(dy.abs()).max(dz.abs()) >= 2e-3) {
            let (e2, e3) = (dx * dy - dz * dz, dx * dy * dz);
            let tail = -e2 / 10.0 + e3 / 14.0 + e2 * e2 / 24.0 - 3.0 * e2 * e3 / 44.0;
            return (1.0 + tail) / mean.sqrt();
        }
        let shift = (x * y).sqrt() + (y * z).sqrt() + (z * x).sqrt();
        (x, y, z) = ((x + shift) / 4.0, (y + shift) / 4.0, (z + shift) / 4.0);
    }
}

/// Carlson's degenerate integral `R_D` (DLMF 19.16.5), `z > 0` and at most one of `x`, `y` zero.
fn carlson_d(x: f64, y: f64, z: f64) -> f64 {
    let (mut x, mut y, mut z) = (x, y, z);
    let (mut sum, mut weight) = (Dd::ZERO, 1.0);
    loop {
        let mean = (x + y + 3.0 * z) / 5.0;
        let (dx, dy, dz) = (1.0 - x / mean, 1.0 - y / mean, 1.0 - z / mean);
        if !(dx.abs().max(dy.abs()).max(dz.abs()) >= 2e-3) {
            let tail = degenerate_tail(dx * dy, dz);
            return (sum * 3.0 + weight * (1.0 + tail) / (mean * mean.sqrt())).to_f64();
        }
        let shift = (x * y).sqrt() + (y * z).sqrt() + (z * x).sqrt();
        sum = sum + weight / (z.sqrt() * (z + shift));
        weight /= 4.0;
        (x, y, z) = ((x + shift) / 4.0, (y + shift) / 4.0, (z + shift) / 4.0);
    }
}

/// The Taylor sum of DLMF 19.36.2 beyond its one.
fn degenerate_tail(product: f64, dz: f64) -> f64 {
    let square = dz * dz;
    let e2 = product - 6.0 * square;
    let e3 = (3.0 * product - 8.0 * square) * dz;
    let e4 = 3.0 * (product - square) * square;
    let e5 = product * square * dz;
    -3.0 * e2 / 14.0 + e3 / 6.0 + 9.0 * e2 * e2 / 88.0 - 3.0 * e4 / 22.0 - 9.0 * e2 * e3 / 52.0
        + 3.0 * e5 / 26.0
}

/// The amplitude as a whole number of half turns and a rest in `[-pi/2, pi/2]`.
fn reduce(phi: f64) -> (f64, f64) {
    if phi.abs() <= FRAC_PI_2 {
        return (0.0, phi);
    }
    let turns = (phi / PI).round();
    (turns, (-(dd::PI * turns) + phi).to_f64())
}

/// The incomplete integral of the first kind, `F(phi | m)`, NaN for `m` above one (DLMF 19.25.5).
///
/// ```
/// assert!((pallasite_special::ellipkinc(0.5, 0.0) - 0.5).abs() < 1e-16);
/// ```
pub fn ellipkinc(phi: f64, m: f64) -> f64 {
    incomplete(phi, m, ellipk, |s, c2, delta2, _| s * carlson_f(c2, delta2, 1.0))
}

/// The incomplete integral of the second kind, `E(phi | m)`, NaN for `m` above one (DLMF 19.25.9 and 19.25.10).
///
/// ```
/// assert!((pallasite_special::ellipeinc(0.5, 1.0) - 0.5f64.sin()).abs() < 1e-15);
/// ```
pub fn ellipeinc(phi: f64, m: f64) -> f64 {
    incomplete(phi, m, ellipe, |s, c2, delta2, m| {
        let cube = s * s * s;
        if m <= 0.0 {
            return s * carlson_f(c2, delta2, 1.0) - m * cube * carlson_d(c2, delta2, 1.0) / 3.0;
        }
        let first = s * carlson_f(c2, delta2, 1.0) + m * cube * carlson_d(c2, 1.0, delta2) / 3.0;
        (1.0 - m) * first + m * s * (c2 / delta2).sqrt()
    })
}

/// What both incomplete integrals share: the ends, and the half turns by the complete integral.
fn incomplete(phi: f64, m: f64, complete: fn(f64) -> f64, rest: fn(f64, f64, f64, f64) -> f64) -> f64 {
    if phi.is_nan() || !(m <= 1.0) {
        return f64::NAN;
    }
    if phi.is_infinite() || m.is_infinite() {
        return infinite_end(phi, m, complete(m));
    }
    if m == 0.0 || phi == 0.0 {
        return phi;
    }
    let (turns, angle) = reduce(phi);
    if turns != 0.0 && complete(m).is_infinite() {
        return f64::INFINITY;
    }
    let (s, c) = angle.sin_cos();
    let c2 = c * c;
    let delta2 = c2 + (1.0 - m) * (s * s);
    let within = if delta2 == 0.0 { complete(m).copysign(angle) } else { rest(s, c2, delta2, m) };
    if turns == 0.0 { within } else { 2.0 * turns * complete(m) + within }
}

fn infinite_end(phi: f64, m: f64, complete: f64) -> f64 {
    match (phi.is_infinite(), m.is_infinite()) {
        (true, true) if complete == 0.0 => f64::NAN,
        (true, true) => phi,
        (true, false) => phi,
        (false, _) => complete,
    }
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
        carlson_d(x, y, z)
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

/// The arithmetic-geometric mean of two numbers of one sign (DLMF 19.8(i)); NaN for two of different signs.
///
/// ```
/// assert_eq!(pallasite_special::agm(3.0, 3.0), 3.0);
/// ```
pub fn agm(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() || (a < 0.0 && b > 0.0) || (a > 0.0 && b < 0.0) {
        return f64::NAN;
    }
    if (a.is_infinite() || b.is_infinite()) && (a == 0.0 || b == 0.0) {
        return f64::NAN;
    }
    if a == 0.0 || b == 0.0 {
        return 0.0;
    }
    if a == b || a.is_infinite() || b.is_infinite() {
        return if a.is_infinite() { a } else { b };
    }
    let (mut high, mut low) = (a.abs().max(b.abs()), a.abs().min(b.abs()));
    while high - low > 1e-8 * high {
        (high, low) = (0.5 * high + 0.5 * low, high.sqrt() * low.sqrt());
    }
    (0.5 * high + 0.5 * low).copysign(a)
}
