//! Spence's function, the dilogarithm of `1 - z`.

use crate::complex_elementary::complex_log1p;
use num_complex::Complex64;
use pallasite_ufunc::lanes::{Lanes, at};
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::log::{log, log1p};
use pallasite_ufunc::math::scalar::{Double, horner, select};
use std::f64::consts::PI;

/// `B(2 k) / (2 k + 1)!`, `k = 1, 2, ...`.
const TERMS: [f64; 11] = [
    1.0 / 36.0,
    -1.0 / 3600.0,
    1.0 / 211_680.0,
    -1.0 / 10_886_400.0,
    1.0 / 526_901_760.0,
    -691.0 / 2730.0 / 6_227_020_800.0,
    7.0 / 6.0 / 1_307_674_368_000.0,
    -3617.0 / 510.0 / 355_687_428_096_000.0,
    43867.0 / 798.0 / 121_645_100_408_832_000.0,
    -174_611.0 / 330.0 / 51_090_942_171_709_440_000.0,
    854_513.0 / 138.0 / 25_852_016_738_884_976_640_000.0,
];
/// `pi^2 / 6`.
const ZETA_2: f64 = PI * PI / 6.0;
/// What that lacks.
const ZETA_2_LO: f64 = 3.040_672_350_398_476e-17;

/// `Li2(1 - exp(-u))` in powers of `u`, which is at most about one in size.
fn series(u: Complex64) -> Complex64 {
    let square = u * u;
    let sum = TERMS.iter().rev().fold(Complex64::ZERO, |sum, &c| sum * square + c);
    u + square * -0.25 + u * square * sum
}

/// The loops of [`spence`].
pub(crate) struct Spence;

impl Lanes for Spence {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(x: f64) -> f64 {
        let log = log::<M, Double>(x);
        let beyond = x > 2.5;
        let inner = select(beyond, 1.0 / x, x);
        let small = inner < 0.4;
        let other = log1p::<M, Double>(-select(small, inner, 0.0));
        let u = select(small, -other, -log);
        let square = u * u;
        let series = M::mul_add(u * square, horner::<M, 11>(square, &TERMS), M::mul_add(square, -0.25, u));
        let less = M::mul_add(select(beyond, -log, log), other, series) - ZETA_2_LO;
        let reflected = ZETA_2 - less;
        let within = select(small, reflected, series);
        select(beyond, -0.5 * log * log - within, within)
    }
    #[inline(always)]
    fn holds(x: f64, _y: f64) -> bool {
        (f64::MIN_POSITIVE..f64::INFINITY).contains(&x)
    }
    fn elsewhere(x: f64) -> f64 {
        if (0.0..1.0).contains(&x) { ZETA_2 } else { f64::NAN }
    }
}

/// Spence's function `Li2(1 - x)`, minus the integral of `log(t) / (t - 1)` from 1 to `x` (DLMF 25.12): NaN for negative `x`.
///
/// A series in `log(x)` around one, the reflection 25.12.6 towards zero, and the other side of one far beyond it.
///
/// ```
/// assert!((pallasite_special::spence(2.0) + 0.8224670334241132).abs() < 1e-15);
/// ```
pub fn spence(x: f64) -> f64 {
    at::<Spence>(x)
}

/// [`spence`] of complex `z`, cut along the negative axis.
///
/// ```
/// use num_complex::Complex64;
/// let y = pallasite_special::complex_spence(Complex64::new(2.0, 0.0));
/// assert!((y.re + 0.8224670334241132).abs() < 1e-15);
/// ```
pub fn complex_spence(z: Complex64) -> Complex64 {
    if !z.is_finite() {
        return Complex64::new(f64::NAN, f64::NAN);
    }
    if z == Complex64::ZERO {
        return ZETA_2.into();
    }
    if z.re < 0.5 {
        return ZETA_2 - z.ln() * complex_log1p(-z) - right_half(-z);
    }
    right_half(z - 1.0)
}

/// The function at `1 + off` for `Re off >= -1/2`.
fn right_half(off: Complex64) -> Complex64 {
    if off.norm_sqr() <= 1.0 {
        return series(-complex_log1p(off));
    }
    // 25.12.4: the inverse is in the disc.
    let log = off.ln();
    let inverse = series(-complex_log1p(off.inv()));
    -ZETA_2 - 0.5 * log * log - inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        for (x, value) in [
            (0.0, ZETA_2),
            (1.0, 0.0),
            (2.0, -PI * PI / 12.0),
            (0.5, PI * PI / 12.0 - 0.5 * 2f64.ln().powi(2)),
        ] {
            assert!((spence(x) - value).abs() < 1e-15, "{x}");
            assert!((complex_spence(x.into()) - value).norm() < 2e-15, "{x}");
        }
        assert!((spence(100.0) + spence(0.01) + 0.5 * 100f64.ln().powi(2)).abs() < 1e-14);
    }
}
