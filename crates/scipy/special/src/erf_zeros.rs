//! Complex zeros of the error function and of the Fresnel integrals.

use crate::faddeeva::complex_erf;
use crate::fresnel::complex_fresnel;
use num_complex::Complex64;
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI, FRAC_PI_2, PI};

/// Newton's method from a first approximation; the quotient of function and derivative is given.
fn polished(mut z: Complex64, step: impl Fn(Complex64) -> Complex64) -> Complex64 {
    for _ in 0..50 {
        let change = step(z);
        z -= change;
        if change.norm() < 1e-15 * z.norm() {
            break;
        }
    }
    z
}

/// The first `count` zeros of the error function in the first quadrant, from the asymptotic ones of Fettis, Caslin and Cramer,
/// "Complex zeros of the error function and of the complementary error function", Mathematics of Computation 27, 1973 (DLMF 7.13).
///
/// ```
/// assert!((pallasite_special::erf_zeros(1)[0].re - 1.4506161632).abs() < 1e-10);
/// ```
pub fn erf_zeros(count: usize) -> Vec<Complex64> {
    let start = |k: usize| {
        let size = (PI * (2.0 * k as f64 - 0.25)).sqrt();
        let shift = (size * PI.sqrt()).ln() / (2.0 * size);
        FRAC_1_SQRT_2 * Complex64::new(size - shift, size + shift)
    };
    let step = |z: Complex64| complex_erf(z) * (z * z).exp() / FRAC_2_SQRT_PI;
    (1..=count).map(|k| polished(start(k), step)).collect()
}

/// The first `count` zeros of the Fresnel integral `which`, 0 for `S` and 1 for `C`, in the first quadrant.
fn fresnel_zeros(which: usize, count: usize) -> Vec<Complex64> {
    let start = |k: usize| {
        let size = (4.0 * k as f64 - which as f64).sqrt();
        Complex64::new(size, (PI * size).ln() / (PI * size))
    };
    let step = |z: Complex64| {
        let angle = z * z * FRAC_PI_2;
        complex_fresnel(z)[which] / if which == 0 { angle.sin() } else { angle.cos() }
    };
    (1..=count).map(|k| polished(start(k), step)).collect()
}

/// The first `count` zeros of the Fresnel integral `C` in the first quadrant (DLMF 7.13.5).
///
/// ```
/// assert!((pallasite_special::fresnelc_zeros(1)[0].re - 1.7436674862).abs() < 1e-10);
/// ```
pub fn fresnelc_zeros(count: usize) -> Vec<Complex64> {
    fresnel_zeros(1, count)
}

/// The first `count` zeros of the Fresnel integral `S` in the first quadrant (DLMF 7.13.6).
///
/// ```
/// assert!((pallasite_special::fresnels_zeros(1)[0].re - 2.0092570118).abs() < 1e-10);
/// ```
pub fn fresnels_zeros(count: usize) -> Vec<Complex64> {
    fresnel_zeros(0, count)
}
