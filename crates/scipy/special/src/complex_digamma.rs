//! The digamma function in the complex plane.

use crate::coefficients::gamma::DIGAMMA_ROOTS;
use crate::dd::Dd;
use crate::digamma::{ASYMPTOTIC, digamma};
use crate::trig::{cos_pi, sin_pi};
use crate::zeta::hurwitz;
use num_complex::Complex64;
use std::f64::consts::PI;
use std::sync::LazyLock;

/// From this real part on the asymptotic series is exact to rounding.
const FAR: f64 = 8.0;
/// Within this distance of a root the series around it is used.
const NEAR: f64 = 0.2;
const TERMS: usize = 42;

/// Taylor's coefficients around a root (DLMF 5.15.1), the constant one left out.
fn around(root: Dd) -> [f64; TERMS] {
    std::array::from_fn(|i| {
        let n = i as f64 + 2.0;
        let sum = root.to_f64().powf(-n) + hurwitz(n, root.to_f64() + 1.0);
        if i % 2 == 0 { sum } else { -sum }
    })
}

/// The digamma function of complex `z`; NaN at its poles.
///
/// DLMF 5.11.2 from 8 on, 5.5.2 below, reflection 5.5.4 left of the imaginary axis, Taylor's series around the roots.
///
/// ```
/// use num_complex::Complex64;
/// let y = pallasite_special::complex_digamma(Complex64::new(0.0, 1.0));
/// assert!((y - Complex64::new(0.0946503206224770, 2.076674047468581)).norm() < 1e-15);
/// ```
pub fn complex_digamma(z: Complex64) -> Complex64 {
    static SERIES: LazyLock<[[f64; TERMS]; 2]> = LazyLock::new(|| DIGAMMA_ROOTS.map(around));
    if z.im == 0.0 {
        let value = digamma(z.re);
        return Complex64::new(value, if value.is_nan() { value } else { z.im });
    }
    for (root, series) in DIGAMMA_ROOTS.iter().zip(SERIES.iter()) {
        let off = Complex64::new((z.re - root.hi) - root.lo, z.im);
        if off.norm() < NEAR {
            return series.iter().rev().fold(Complex64::ZERO, |sum, &c| sum * off + c) * off;
        }
    }
    if z.re < 0.0 {
        return upwards(1.0 - z) - PI * cot_pi(z);
    }
    upwards(z)
}

/// By the recurrence to where the asymptotic series holds.
fn upwards(z: Complex64) -> Complex64 {
    let (mut z, mut sum) = (z, Complex64::ZERO);
    while z.re < FAR && z.im.abs() < FAR {
        sum -= z.inv();
        z += 1.0;
    }
    let inverse = z.inv();
    let square = inverse * inverse;
    let tail = ASYMPTOTIC.iter().rev().fold(Complex64::ZERO, |sum, &c| (sum + c) * square);
    sum + z.ln() - 0.5 * inverse - tail
}

/// `cot(pi z)` off the real axis.
fn cot_pi(z: Complex64) -> Complex64 {
    let double = 2.0 * PI * z.im;
    if double.abs() > 700.0 {
        return Complex64::new(0.0, -1f64.copysign(double));
    }
    let below = double.cosh() - cos_pi(2.0 * z.re);
    // Where both are near one, the difference by half the angles.
    let (wave, growth) = (sin_pi(z.re), (PI * z.im).sinh());
    let below = if double.abs() < 1.0 { 2.0 * (wave * wave + growth * growth) } else { below };
    Complex64::new(sin_pi(2.0 * z.re) / below, -double.sinh() / below)
}
