//! The error function, its complement and their inverses.

use crate::chebyshev::series;
use crate::coefficients::erf::ERFCX;
use crate::dd::Dd;
use std::f64::consts::{FRAC_2_SQRT_PI, LN_2, PI};

/// The error function (DLMF 7.2.1).
///
/// ```
/// assert!((pallasite_special::erf(0.5) - 0.5204998778130465).abs() < 1e-15);
/// ```
pub fn erf(x: f64) -> f64 {
    libm::erf(x)
}

/// The complementary error function, `1 - erf(x)`, accurate in its tail (DLMF 7.2.2).
///
/// ```
/// assert!((pallasite_special::erfc(5.0) / 1.5374597944280347e-12 - 1.0).abs() < 1e-15);
/// ```
pub fn erfc(x: f64) -> f64 {
    if x > 2.0 && x < 25.0 { exp_square(x, -1.0) * erfcx(x) } else { libm::erfc(x) }
}

/// `exp(factor x^2)`, the square not rounded.
pub(crate) fn exp_square(x: f64, factor: f64) -> f64 {
    (Dd::product(x, x) * factor).exp()
}

/// The scaled complementary error function, `exp(x^2) erfc(x)`.
///
/// One Chebyshev series for the whole half line (Shepherd and Laframboise, Mathematics of Computation 36, 1981).
///
/// ```
/// assert!((pallasite_special::erfcx(1.0) - 0.427583576155807).abs() < 1e-15);
/// ```
pub fn erfcx(x: f64) -> f64 {
    if x < 0.0 {
        return if x < -26.7 { f64::INFINITY } else { 2.0 * exp_square(x, 1.0) - erfcx(-x) };
    }
    if x > 1e8 {
        return 0.5 * FRAC_2_SQRT_PI / x;
    }
    series(&ERFCX, (x - 3.75) / (x + 3.75)) / (1.0 + 2.0 * x)
}

/// The inverse of [`erf`] on `[-1, 1]`, NaN outside.
///
/// A Halley iteration from Winitzki's approximation; in the tail on the logarithm of `erfc`.
///
/// ```
/// assert!((pallasite_special::erfinv(0.5) - 0.4769362762044699).abs() < 1e-15);
/// ```
pub fn erfinv(y: f64) -> f64 {
    let size = y.abs();
    if size <= 0.5 { central(y) } else { tail(1.0 - size).copysign(y) }
}

/// The inverse of [`erfc`] on `[0, 2]`, NaN outside.
///
/// ```
/// assert!((pallasite_special::erfcinv(1e-10) - 4.572824967389486).abs() < 1e-14);
/// ```
pub fn erfcinv(y: f64) -> f64 {
    if y < 0.5 {
        tail(y)
    } else if y > 1.5 {
        -tail(2.0 - y)
    } else {
        central(1.0 - y)
    }
}

/// Winitzki's approximation of the inverse from `log(1 - erf^2)`, to two thousandths.
fn approximate(log: f64) -> f64 {
    const A: f64 = 0.147;
    let half = 2.0 / (PI * A) + 0.5 * log;
    ((half * half - log / A).sqrt() - half).max(0.0).sqrt()
}

/// The inverse of `erf` for `|y| <= 1/2`.
fn central(y: f64) -> f64 {
    if y.abs() < 1e-9 {
        return y / FRAC_2_SQRT_PI;
    }
    let mut x = approximate((-y * y).ln_1p()).copysign(y);
    for _ in 0..2 {
        let step = (libm::erf(x) - y) * exp_square(x, 1.0) / FRAC_2_SQRT_PI;
        x -= step / (1.0 + x * step);
    }
    x
}

/// The `x` of `erfc(x) = q` for `0 <= q <= 1/2`.
fn tail(q: f64) -> f64 {
    if q == 0.0 || !(q > 0.0) {
        return if q == 0.0 { f64::INFINITY } else { f64::NAN };
    }
    let log = q.ln();
    let mut x = approximate(log + LN_2 + (-q / 2.0).ln_1p());
    for _ in 0..3 {
        let scaled = erfcx(x);
        let slope = FRAC_2_SQRT_PI / scaled;
        let off = (scaled.ln() - log) - x * x;
        let step = off / slope;
        x += step / (1.0 + 0.5 * step * (slope - 2.0 * x));
    }
    x
}
