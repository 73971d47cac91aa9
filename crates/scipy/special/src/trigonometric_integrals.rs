//! The sine and cosine integrals, circular and hyperbolic.

use crate::coefficients::trigonometric::{
    CHI_NEAR, CHI_ROOT, CI_NEAR, CI_ROOT, F, F_FAR, G, G_FAR, SHI_NEAR, SI_NEAR,
};
use crate::complex_integrals::complex_exp1;
use crate::dd::{Dd, EULER_GAMMA};
use crate::exponential_integrals::{exp1, expi};
use crate::level::at_level;
use crate::polynomial::{polynomial, polynomial_at, quarters_at};
use num_complex::Complex64;
use pallasite_ufunc::math::elementary;
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::map::Map1;
use std::f64::consts::{FRAC_PI_2, PI};

type Sin = elementary::Sin<f64>;
type Cos = elementary::Cos<f64>;

/// Up to where the functions are near zero.
const NEAR: f64 = 2.0;
/// Up to where the vectorised sine and cosine reduce their argument.
const REDUCED: f64 = 1e9;

/// `log(x / root) + (x - root) p(x - 1)`.
fn with_root<const N: usize>(x: f64, root: Dd, rest: &[f64; N]) -> f64 {
    let off = (x - root.hi) - root.lo;
    let log = if off.abs() < 0.2 { (off / root.hi).ln_1p() } else { x.ln() - root.hi.ln() };
    log + off * polynomial(rest, x - 1.0)
}

/// The sine integral and the cosine integral (DLMF 6.2.9, 6.2.11), the real part of the latter for negative `x`.
///
/// Beyond two by the auxiliary functions 6.2.17 and 6.2.18.
///
/// ```
/// let [si, ci] = pallasite_special::sici(1.0);
/// assert!((si - 0.946083070367183).abs() < 1e-15 && (ci - 0.3374039229009681).abs() < 1e-15);
/// ```
pub fn sici(x: f64) -> [f64; 2] {
    if x < 0.0 {
        let [si, ci] = sici(-x);
        return [-si, if x.is_infinite() { f64::NAN } else { ci }];
    }
    if x == 0.0 {
        return [x, f64::NEG_INFINITY];
    }
    if x < NEAR {
        return [x * polynomial(&SI_NEAR, x * x), with_root(x, CI_ROOT[0], &CI_NEAR)];
    }
    if x.is_infinite() {
        return [FRAC_PI_2, 0.0];
    }
    by_auxiliaries(x)
}

at_level! {
    /// The two beyond [`NEAR`].
    fn by_auxiliaries(x: f64) -> [f64; 2] = by_auxiliaries_body
}

#[inline(always)]
fn by_auxiliaries_body<M: MulAdd>(x: f64) -> [f64; 2] {
    let (sine, cosine) = if x < REDUCED { (Sin::f::<M>(x), Cos::f::<M>(x)) } else { x.sin_cos() };
    let inverse = 1.0 / x;
    let square = inverse * inverse;
    let (f, g) = match (quarters_at::<M, _>(&F, NEAR, x), quarters_at::<M, _>(&G, NEAR, x)) {
        (Some(f), Some(g)) => (f, g),
        _ => (polynomial_at::<M, _>(&F_FAR, square), polynomial_at::<M, _>(&G_FAR, square)),
    };
    let (f, g) = (inverse * f, square * g);
    [FRAC_PI_2 - M::mul_add(f, cosine, g * sine), M::mul_add(f, sine, -(g * cosine))]
}

/// The hyperbolic sine integral and cosine integral (DLMF 6.2.15, 6.2.16), the real part of the latter for negative `x`.
///
/// ```
/// let [shi, chi] = pallasite_special::shichi(1.0);
/// assert!((shi - 1.0572508753757286).abs() < 1e-15 && (chi - 0.8378669409802082).abs() < 1e-15);
/// ```
pub fn shichi(x: f64) -> [f64; 2] {
    if x < 0.0 {
        let [shi, chi] = shichi(-x);
        return [-shi, chi];
    }
    if x == 0.0 {
        return [x, f64::NEG_INFINITY];
    }
    if x < NEAR {
        return [x * polynomial(&SHI_NEAR, x * x), with_root(x, CHI_ROOT[0], &CHI_NEAR)];
    }
    let (up, down) = (expi(x), exp1(x));
    [0.5 * (up + down), 0.5 * (up - down)]
}

/// The power series of `Si(z)`, and of `Ci(z)` without its logarithm (DLMF 6.6.5, 6.6.6).
fn power_series(z: Complex64) -> (Complex64, Complex64) {
    let square = -z * z;
    let (mut si, mut ci) = (z, Complex64::from(EULER_GAMMA.hi));
    let (mut even, mut odd) = (Complex64::ONE, z);
    for k in 1..20 {
        let n = 2.0 * f64::from(k);
        even *= square / (n * (n - 1.0));
        odd *= square / (n * (n + 1.0));
        ci += even / n;
        si += odd / (n + 1.0);
    }
    (si, ci)
}

/// [`sici`] of complex `z`, cut along the negative axis: by exponential integrals (DLMF 6.5.5, 6.5.6).
///
/// ```
/// use num_complex::Complex64;
/// let [si, _] = pallasite_special::complex_sici(Complex64::new(0.0, 1.0));
/// assert!((si.im - pallasite_special::shichi(1.0)[0]).abs() < 1e-15);
/// ```
pub fn complex_sici(z: Complex64) -> [Complex64; 2] {
    if z == Complex64::ZERO {
        return [z, Complex64::new(f64::NEG_INFINITY, 0.0)];
    }
    if z.im == 0.0 {
        let [si, ci] = sici(z.re);
        return [si.into(), Complex64::new(ci, if z.re < 0.0 { PI.copysign(z.im) } else { 0.0 })];
    }
    if z.re == 0.0 {
        let [shi, chi] = shichi(z.im);
        return [Complex64::new(0.0, shi), Complex64::new(chi, FRAC_PI_2.copysign(z.im))];
    }
    if z.norm() < NEAR {
        let (si, ci) = power_series(z);
        return [si, ci + z.ln()];
    }
    if z.re < 0.0 {
        let [si, ci] = complex_sici(-z);
        return [-si, ci + Complex64::new(0.0, PI.copysign(z.im))];
    }
    let turned = z * Complex64::I;
    let (one, other) = (complex_exp1(turned), complex_exp1(-turned));
    [(other - one) * Complex64::new(0.0, 0.5) + FRAC_PI_2, -0.5 * (one + other)]
}

/// [`shichi`] of complex `z`, cut along the negative axis.
///
/// ```
/// use num_complex::Complex64;
/// let [shi, _] = pallasite_special::complex_shichi(Complex64::new(0.0, 1.0));
/// assert!((shi.im - pallasite_special::sici(1.0)[0]).abs() < 1e-15);
/// ```
pub fn complex_shichi(z: Complex64) -> [Complex64; 2] {
    if z == Complex64::ZERO {
        return [z, Complex64::new(f64::NEG_INFINITY, 0.0)];
    }
    let [si, ci] = complex_sici(Complex64::new(-z.im, z.re));
    // log(z) - log(i z).
    let beyond = z.re < 0.0 && (z.im > 0.0 || (z.im == 0.0 && z.im.is_sign_positive()));
    let turn = if beyond { 3.0 * FRAC_PI_2 } else { -FRAC_PI_2 };
    [Complex64::new(si.im, -si.re), ci + Complex64::new(0.0, turn)]
}
