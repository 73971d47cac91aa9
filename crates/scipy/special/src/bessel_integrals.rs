//! Integrals of Bessel and Struve functions of order zero: power series near zero, beyond them tables of what is left when
//! waves, growth and decay are taken out.

use crate::coefficients::bessel_integrals as c;
use crate::dd::EULER_GAMMA;
use crate::polynomial::{on_quarters, polynomial};
use num_complex::Complex64;
use std::f64::consts::{FRAC_2_PI, FRAC_PI_2, PI};

/// Up to where the power series serve.
const NEAR: f64 = 2.0;
/// Harmonic numbers from zero on: as many as the series have terms.
const HARMONIC: [f64; 16] = {
    let mut numbers = [0.0; 16];
    let mut k = 1;
    while k < 16 {
        numbers[k] = numbers[k - 1] + 1.0 / k as f64;
        k += 1;
    }
    numbers
};

/// A function tabulated on quarters of octaves from [`NEAR`] on, beyond them a polynomial in `t`.
fn tabulated<const N: usize, const M: usize>(near: &[[f64; N]], far: &[f64; M], x: f64, t: f64) -> f64 {
    on_quarters(near, NEAR, x).unwrap_or_else(|| polynomial(far, t))
}

/// `sum weight(k) (sign x^2 / 4)^k / k!^2`.
fn power_sum(x: f64, sign: f64, weight: impl Fn(f64, f64) -> f64) -> f64 {
    let y = 0.25 * sign * x * x;
    HARMONIC.iter().enumerate().rev().fold(0.0, |sum, (k, &h)| {
        let k = k as f64;
        weight(k, h) + sum * y / ((k + 1.0) * (k + 1.0))
    })
}

/// `log(x / 2) + gamma`.
fn log_half(x: f64) -> f64 {
    (0.5 * x).ln() + EULER_GAMMA.hi
}

/// The integral of `J0` (sign -1) or `I0` from 0 to `x`, and that of `pi / 2 Y0` or `-K0` (DLMF 10.8.2, 10.31.2 term by term).
fn near_integrals(x: f64, sign: f64) -> (f64, f64) {
    let first = x * power_sum(x, sign, |k, _| 1.0 / (2.0 * k + 1.0));
    let rest = x * power_sum(x, sign, |k, h| (1.0 / (2.0 * k + 1.0) + h) / (2.0 * k + 1.0));
    (first, log_half(x) * first - rest)
}

/// The integral of `(J0(t) - 1) / t` (sign -1) or `(I0(t) - 1) / t` from 0 to `x`, and what the integral of `pi / 2 Y0(t) / t` or
/// `-K0(t) / t` from `x` on lacks to a constant.
fn near_integrals_over(x: f64, sign: f64) -> (f64, f64) {
    let without = |k: f64, value: f64| if k == 0.0 { 0.0 } else { value };
    let first = power_sum(x, sign, |k, _| without(k, 0.5 / k));
    let rest = power_sum(x, sign, |k, h| without(k, (0.5 / k + h) * (0.5 / k)));
    let log = log_half(x);
    (first, 0.5 * log * log + log * first - rest)
}

/// The integral of the Hankel function of order zero from `x` on.
fn hankel_integral(x: f64) -> Complex64 {
    let t = 1.0 / x;
    let factor =
        Complex64::new(tabulated(&c::H_RE, &c::H_FAR_RE, x, t), tabulated(&c::H_IM, &c::H_FAR_IM, x, t));
    factor * Complex64::from_polar(1.0 / x.sqrt(), x)
}

/// The integral of that function over `t` from `x` on.
fn hankel_integral_over(x: f64) -> Complex64 {
    let t = 1.0 / x;
    let factor = Complex64::new(
        tabulated(&c::H_OVER_RE, &c::H_OVER_FAR_RE, x, t),
        tabulated(&c::H_OVER_IM, &c::H_OVER_FAR_IM, x, t),
    );
    factor * Complex64::from_polar(t / x.sqrt(), x)
}

/// The integrals of `J0` and `Y0` from 0 to `x`; the second is NaN for negative `x` (DLMF 10.22).
///
/// ```
/// let [j, y] = pallasite_special::itj0y0(2.0);
/// assert!((j - 1.4257702931970266).abs() < 1e-15 && (y + 0.28219285008510084).abs() < 1e-15);
/// ```
pub fn itj0y0(x: f64) -> [f64; 2] {
    if x < 0.0 {
        return [-itj0y0(-x)[0], f64::NAN];
    }
    if x == 0.0 {
        return [0.0, 0.0];
    }
    if x < NEAR {
        let (j, y) = near_integrals(x, -1.0);
        return [j, FRAC_2_PI * y];
    }
    let tail = hankel_integral(x);
    [1.0 - tail.re, -tail.im]
}

/// The integral of `(1 - J0(t)) / t` from 0 to `x` and that of `Y0(t) / t` from `x` on; the second is NaN for negative `x`, and
/// SciPy's `-1e300` at zero.
///
/// ```
/// let [j, _] = pallasite_special::it2j0y0(1.0);
/// assert!((j - 0.12116524699506871).abs() < 1e-15);
/// ```
pub fn it2j0y0(x: f64) -> [f64; 2] {
    if x < 0.0 {
        return [it2j0y0(-x)[0], f64::NAN];
    }
    if x == 0.0 {
        return [0.0, -1e300];
    }
    if x < NEAR {
        let (j, y) = near_integrals_over(x, -1.0);
        return [-j, FRAC_2_PI * (PI * PI / 12.0 - y)];
    }
    let tail = hankel_integral_over(x);
    [log_half(x) + tail.re, tail.im]
}

/// `exp(x)` times a factor, which overflows late.
fn grown(x: f64, factor: f64) -> f64 {
    let half = (0.5 * x).exp();
    half * factor * half
}

/// The integrals of `I0` and `K0` from 0 to `x`; the second is NaN for negative `x` (DLMF 10.43).
///
/// ```
/// let [_, k] = pallasite_special::iti0k0(2.0);
/// assert!((k - 1.4736757343168286).abs() < 1e-15);
/// ```
pub fn iti0k0(x: f64) -> [f64; 2] {
    if x < 0.0 {
        return [-iti0k0(-x)[0], f64::NAN];
    }
    if x == 0.0 {
        return [0.0, 0.0];
    }
    if x < NEAR {
        let (i, k) = near_integrals(x, 1.0);
        return [i, -k];
    }
    let (t, root) = (1.0 / x, x.sqrt());
    let (i, k) = (tabulated(&c::I, &c::I_FAR, x, t), tabulated(&c::K, &c::K_FAR, x, t));
    [grown(x, i / root), FRAC_PI_2 - (-x).exp() * k / root]
}

/// The integral of `(I0(t) - 1) / t` from 0 to `x` and that of `K0(t) / t` from `x` on; the second is NaN for negative `x`, and
/// SciPy's `1e300` at zero.
///
/// ```
/// let [i, _] = pallasite_special::it2i0k0(1.0);
/// assert!((i - 0.12897944249456852).abs() < 1e-15);
/// ```
pub fn it2i0k0(x: f64) -> [f64; 2] {
    if x < 0.0 {
        return [it2i0k0(-x)[0], f64::NAN];
    }
    if x == 0.0 {
        return [0.0, 1e300];
    }
    if x.is_infinite() {
        return [f64::NAN; 2];
    }
    if x < NEAR {
        let (i, k) = near_integrals_over(x, 1.0);
        return [i, k + PI * PI / 24.0];
    }
    let (t, scale) = (1.0 / x, 1.0 / (x * x.sqrt()));
    let (i, k) = (tabulated(&c::I_OVER, &c::I_OVER_FAR, x, t), tabulated(&c::K_OVER, &c::K_OVER_FAR, x, t));
    // Far out the logarithm is below the rounding of what grows; near it is in the table.
    [grown(x, i * scale), (-x).exp() * k * scale]
}

/// The integral of the Struve function `H0` from 0 to `x`, which is even (DLMF 11.7).
///
/// ```
/// assert!((pallasite_special::itstruve0(2.0) - 1.0187011594206597).abs() < 1e-15);
/// ```
pub fn itstruve0(x: f64) -> f64 {
    let x = x.abs();
    if !x.is_finite() {
        return f64::NAN;
    }
    if x < NEAR {
        return x * x * polynomial(&c::STRUVE_NEAR, -x * x);
    }
    let t = 1.0 / (x * x);
    let smooth =
        FRAC_2_PI * ((2.0 * x).ln() + EULER_GAMMA.hi) + tabulated(&c::STRUVE, &c::STRUVE_FAR, x, t) * t;
    smooth - hankel_integral(x).im
}

/// The integral of `H0(t) / t` from `x` on.
///
/// ```
/// assert_eq!(pallasite_special::it2struve0(0.0), std::f64::consts::FRAC_PI_2);
/// ```
pub fn it2struve0(x: f64) -> f64 {
    if x < 0.0 {
        return PI - it2struve0(-x);
    }
    if !x.is_finite() {
        return f64::NAN;
    }
    if x < NEAR {
        return FRAC_PI_2 - x * polynomial(&c::STRUVE_OVER_NEAR, -x * x);
    }
    let t = 1.0 / (x * x);
    tabulated(&c::STRUVE_OVER, &c::STRUVE_OVER_FAR, x, t) / x + hankel_integral_over(x).im
}

/// The integral of the modified Struve function `L0` from 0 to `x`, which is even.
///
/// ```
/// assert!((pallasite_special::itmodstruve0(1.0) - 0.3364726286440384).abs() < 1e-15);
/// ```
pub fn itmodstruve0(x: f64) -> f64 {
    let x = x.abs();
    if !x.is_finite() {
        return f64::NAN;
    }
    if x < NEAR {
        return x * x * polynomial(&c::STRUVE_NEAR, x * x);
    }
    // Beyond the table the integral is that of I0 to rounding.
    grown(x, tabulated(&c::L, &c::I_FAR, x, 1.0 / x) / x.sqrt())
}
