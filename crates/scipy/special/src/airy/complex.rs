//! Airy functions of a complex argument: power series near zero, Bessel functions of order one third in the sector
//! `|arg z| <= pi / 3` (DLMF 9.6), and the connection formulas 9.2.10 and 9.2.11 outside of it.

use crate::bessel::third_order;
use num_complex::Complex64;
use std::f64::consts::{FRAC_1_PI, FRAC_PI_3};

/// `3^(1/2)`.
const ROOT_3: f64 = 1.732_050_807_568_877_2;
/// `Ai(0)` and `-Ai'(0)` (DLMF 9.2.3, 9.2.4).
const AI_0: f64 = 0.355_028_053_887_817_2;
const AI_PRIME_0: f64 = 0.258_819_403_792_806_8;
/// Up to which modulus the power series loses nothing.
const SMALL: f64 = 1.0;
/// Where sine and cosine of the phase have lost all digits.
const LOST: f64 = 1e10;
const NOT_A_NUMBER: [Complex64; 4] = [Complex64::new(f64::NAN, f64::NAN); 4];

/// The four functions with the exponent that is taken out: `Ai, Ai'` are to be multiplied by `exp(-zeta)`, `Bi, Bi'` by
/// `exp(zeta)`.
struct Sector {
    values: [Complex64; 4],
    zeta: Complex64,
}

/// DLMF 9.4.1 to 9.4.4.
fn power_series(z: Complex64) -> [Complex64; 4] {
    let cube = z * z * z;
    let (mut f, mut fp) = (Complex64::ONE, Complex64::ZERO);
    let (mut g, mut gp) = (z, Complex64::ONE);
    let (mut even, mut odd) = (Complex64::ONE, z);
    let mut k = 0.0;
    loop {
        // The derivatives' terms are one power short of what multiplies the next ones.
        let (even_p, odd_p) = (even * z * z / (k + 2.0), odd * z * z / (k + 3.0));
        even *= cube / ((k + 2.0) * (k + 3.0));
        odd *= cube / ((k + 3.0) * (k + 4.0));
        f += even;
        fp += even_p;
        g += odd;
        gp += odd_p;
        k += 3.0;
        if even_p.norm() + odd_p.norm() < 1e-17 || k > 60.0 {
            break;
        }
    }
    let (f, fp, g, gp) = (f * AI_0, fp * AI_0, g * AI_PRIME_0, gp * AI_PRIME_0);
    [f - g, fp - gp, (f + g) * ROOT_3, (fp + gp) * ROOT_3]
}

/// In the sector, beyond the power series (DLMF 9.6.1 to 9.6.5).
fn by_bessel(z: Complex64) -> Sector {
    let root = z.sqrt();
    let zeta = z * root * (2.0 / 3.0);
    let [k1, k2, i1, i2] = third_order(zeta);
    let decay = (-2.0 * zeta).exp();
    // I of negative order has K besides (DLMF 10.27.2).
    let both = |i: Complex64, k: Complex64| 2.0 * i + ROOT_3 * FRAC_1_PI * k * decay;
    let values = [
        root * k1 * (FRAC_1_PI / ROOT_3),
        -z * k2 * (FRAC_1_PI / ROOT_3),
        root / ROOT_3 * both(i1, k1),
        z / ROOT_3 * both(i2, k2),
    ];
    Sector { values, zeta }
}

/// The four functions in the upper half plane, each with its own exponent; `zeta` is that of `z` itself.
fn upper(z: Complex64) -> (Sector, bool) {
    if z.norm() <= SMALL {
        let zeta = z * z.sqrt() * (2.0 / 3.0);
        return (Sector { values: power_series(z), zeta }, false);
    }
    if z.arg() <= FRAC_PI_3 {
        return (by_bessel(z), true);
    }
    // Rotated by -2/3 pi, where all comes from (DLMF 9.2.11 and what follows from it for Bi).
    let turn = Complex64::from_polar(1.0, -2.0 * FRAC_PI_3);
    let Sector { values: [ai, aip, bi, bip], zeta } = by_bessel(z * turn);
    let (front, i) = (Complex64::from_polar(0.5, FRAC_PI_3), Complex64::I);
    // In units of exp(zeta), where the exponent of z itself is -zeta.
    let small = (-2.0 * zeta).exp();
    let first = |a: Complex64, b: Complex64| front * (a * small - i * b);
    let second = |a: Complex64, b: Complex64| front * (b - 3.0 * i * a * small);
    let values = [first(ai, bi), first(aip, bip) * turn, second(ai, bi), second(aip, bip) * turn];
    (Sector { values, zeta: -zeta }, true)
}

/// The functions at `z`; `scaled` as SciPy's `airye`.
fn airy_of(z: Complex64, scaled: bool) -> [Complex64; 4] {
    if !z.is_finite() || z.norm() > LOST {
        return NOT_A_NUMBER;
    }
    if z.im < 0.0 {
        return airy_of(z.conj(), scaled).map(|value| value.conj());
    }
    let (Sector { values, zeta }, has_exponent) = upper(z);
    let rotated = has_exponent && z.arg() > FRAC_PI_3;
    // The exponents the values still need, of Ai and of Bi.
    let needed = match (has_exponent, rotated) {
        (false, _) => [Complex64::ZERO; 2],
        (true, false) => [-zeta, zeta],
        (true, true) => [-zeta, -zeta],
    };
    let exponents = if scaled { [needed[0] + zeta, needed[1] - zeta.re.abs()] } else { needed };
    let [ai, aip, bi, bip] = values;
    [
        times_exp(ai, exponents[0]),
        times_exp(aip, exponents[0]),
        times_exp(bi, exponents[1]),
        times_exp(bip, exponents[1]),
    ]
}

/// `value exp(exponent)`, nothing where the exponent is zero.
fn times_exp(value: Complex64, exponent: Complex64) -> Complex64 {
    if exponent == Complex64::ZERO { value } else { value * exponent.exp() }
}

/// [`airy`](crate::airy()) of complex `z`.
///
/// ```
/// use num_complex::Complex64;
/// let [ai, ..] = pallasite_special::complex_airy(Complex64::new(1.0, 0.0));
/// assert!((ai.re - 0.13529241631288142).abs() < 1e-15 && ai.im == 0.0);
/// ```
pub fn complex_airy(z: Complex64) -> [Complex64; 4] {
    airy_of(z, false)
}

/// [`airye`](crate::airye) of complex `z`: `Ai` and its derivative times `exp(zeta)`, `Bi` and its derivative times
/// `exp(-|Re zeta|)`, `zeta = 2/3 z sqrt(z)`.
///
/// ```
/// use num_complex::Complex64;
/// let [ai, ..] = pallasite_special::complex_airye(Complex64::new(100.0, 0.0));
/// assert!((ai.re - 0.08919692093633041).abs() < 1e-15);
/// ```
pub fn complex_airye(z: Complex64) -> [Complex64; 4] {
    airy_of(z, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wronskian() {
        for size in [0.5, 1.5, 3.0, 8.0, 30.0] {
            for turn in -10..=10 {
                let z = Complex64::from_polar(size, f64::from(turn) * 0.3 * FRAC_PI_3);
                let [ai, aip, bi, bip] = complex_airy(z);
                let (one, other) = (ai * bip, aip * bi);
                let off = (one - other - FRAC_1_PI).norm() / (one.norm() + other.norm());
                assert!(off < 3e-14, "{z} {off}");
            }
        }
    }
}
