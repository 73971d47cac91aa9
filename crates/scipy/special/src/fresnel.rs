//! The Fresnel integrals.

use crate::coefficients::fresnel::{C_NEAR, F, F_FAR, G, G_FAR, S_NEAR};
use crate::dd::Dd;
use crate::faddeeva::{complex_erf, wofz};
use crate::polynomial::{on_quarters, polynomial};
use crate::trig::{cos_pi, sin_pi};
use num_complex::Complex64;
use std::f64::consts::{FRAC_1_PI, FRAC_1_SQRT_2, FRAC_2_SQRT_PI, FRAC_PI_2, PI};

/// From here on the integrals are one half to rounding.
const FAR: f64 = 1e17;

/// The Fresnel integrals `S` and `C`, of `sin(pi t^2 / 2)` and `cos(pi t^2 / 2)` from 0 to `x` (DLMF 7.2.7, 7.2.8).
///
/// Beyond one by the auxiliary functions 7.5.3 and 7.5.4 and sine and cosine of an angle that is reduced before it is rounded.
///
/// ```
/// let [s, c] = pallasite_special::fresnel(1.0);
/// assert!((s - 0.4382591473903548).abs() < 1e-15 && (c - 0.7798934003768228).abs() < 1e-15);
/// ```
pub fn fresnel(x: f64) -> [f64; 2] {
    if x < 0.0 {
        return fresnel(-x).map(|value| -value);
    }
    if x < 1.0 || x.is_nan() {
        let square = x * x;
        return [x * square * polynomial(&S_NEAR, square * square), x * polynomial(&C_NEAR, square * square)];
    }
    if x > FAR {
        return [0.5, 0.5];
    }
    let inverse = 1.0 / x;
    let square = inverse * inverse;
    let tabulated = |near, far| on_quarters(near, 1.0, x).unwrap_or_else(|| polynomial(far, square * square));
    let f = tabulated(&F, &F_FAR) * FRAC_1_PI * inverse;
    let g = tabulated(&G, &G_FAR) * (FRAC_1_PI * FRAC_1_PI) * square * inverse;
    let exact = Dd::product(x, x);
    let turns = 0.5 * (exact.hi % 4.0 + exact.lo);
    let (sine, cosine) = (sin_pi(turns), cos_pi(turns));
    [0.5 - (f * cosine + g * sine), 0.5 + (f * sine - g * cosine)]
}

/// [`fresnel()`] of complex `z`: by the error function (DLMF 7.5.9), near zero the power series 7.6.4 and 7.6.6.
///
/// ```
/// use num_complex::Complex64;
/// let [_, c] = pallasite_special::complex_fresnel(Complex64::new(0.0, 1.0));
/// assert!((c.im - pallasite_special::fresnel(1.0)[1]).abs() < 1e-15);
/// ```
pub fn complex_fresnel(z: Complex64) -> [Complex64; 2] {
    if z.im == 0.0 {
        return fresnel(z.re).map(Complex64::from);
    }
    if z.re == 0.0 {
        let [s, c] = fresnel(z.im);
        return [Complex64::new(0.0, -s), Complex64::new(0.0, c)];
    }
    if z.norm() < 1.0 {
        return near(z);
    }
    let up = Complex64::new(0.5, 0.5);
    let scaled = z / FRAC_2_SQRT_PI;
    // C + i S and C - i S.
    let sum = up * complex_erf(scaled * Complex64::new(1.0, -1.0));
    let difference = up.conj() * complex_erf(scaled * Complex64::new(1.0, 1.0));
    [(sum - difference) * Complex64::new(0.0, -0.5), (sum + difference) * 0.5]
}

/// The power series.
fn near(z: Complex64) -> [Complex64; 2] {
    let y = z * z * FRAC_PI_2;
    let (mut s, mut c, mut term) = (Complex64::ZERO, Complex64::ZERO, z);
    for k in 0..16 {
        let k = 2.0 * f64::from(k);
        c += term / (2.0 * k + 1.0);
        term *= y / (k + 1.0);
        s += term / (2.0 * k + 3.0);
        term *= -y / (k + 2.0);
    }
    [s, c]
}

/// The modified Fresnel integrals with `exp(i t^2)`: the integral `F` from `x` to infinity, and
/// `K = exp(-i (x^2 + pi / 4)) F / sqrt(pi)`, which is half of Faddeeva's function on the diagonal (DLMF 7.19).
///
/// ```
/// let [f, k] = pallasite_special::modfresnelp(0.0);
/// assert_eq!(k.re, 0.5);
/// assert!((f.im - 0.6266570686577501).abs() < 1e-15);
/// ```
pub fn modfresnelp(x: f64) -> [Complex64; 2] {
    let nan = Complex64::new(f64::NAN, f64::NAN);
    if !x.is_finite() {
        return [nan; 2];
    }
    let eighth = Complex64::new(FRAC_1_SQRT_2, FRAC_1_SQRT_2);
    let square = Dd::product(x, x);
    let (sine, cosine) = square.hi.sin_cos();
    let turn = Complex64::new(cosine, sine) * Complex64::new(1.0, square.lo);
    // To the left from the value on the other side, so that the product is not rounded where it is large.
    let half = 0.5 * wofz(eighth * x.abs());
    let front = eighth * PI.sqrt();
    if x >= 0.0 { [front * turn * half, half] } else { [front * (1.0 - turn * half), turn.conj() - half] }
}

/// [`modfresnelp`] with `exp(-i t^2)`: the conjugates.
///
/// ```
/// let [f, _] = pallasite_special::modfresnelm(0.0);
/// assert!((f.im + 0.6266570686577501).abs() < 1e-15);
/// ```
pub fn modfresnelm(x: f64) -> [Complex64; 2] {
    modfresnelp(x).map(|value| value.conj())
}
