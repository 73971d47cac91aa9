//! Kelvin functions: Bessel functions of orders 0 and 1 on the diagonal of the complex plane (DLMF 10.61), by power
//! series near zero, beyond by their smooth factors.

use crate::coefficients::kelvin::{
    I0_FAR_IM, I0_FAR_RE, I0_IM, I0_RE, I1_FAR_IM, I1_FAR_RE, I1_IM, I1_RE, K0_FAR_IM, K0_FAR_RE, K0_IM,
    K0_NEAR, K0_RE, K1_FAR_IM, K1_FAR_RE, K1_IM, K1_NEAR, K1_RE,
};
use crate::dd::Dd;
use crate::polynomial::{on_quarters, polynomial};
use num_complex::Complex64;
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_PI_4};

const EIGHTH: Complex64 = Complex64::new(FRAC_1_SQRT_2, FRAC_1_SQRT_2);
const NAN: Complex64 = Complex64::new(f64::NAN, f64::NAN);
/// Up to where the power series of `I` serves.
const I_NEAR: f64 = 8.0;
/// Up to where that of `K` does.
const K_NEAR: f64 = 1.0;

/// Tables of a smooth complex factor: on quarters of octaves, and beyond in `1 / x`.
struct Factor<const A: usize, const B: usize, const C: usize, const D: usize> {
    low: f64,
    near: (&'static [[f64; A]], &'static [[f64; B]]),
    far: (&'static [f64; C], &'static [f64; D]),
}

impl<const A: usize, const B: usize, const C: usize, const D: usize> Factor<A, B, C, D> {
    fn at(&self, x: f64) -> Complex64 {
        let t = 1.0 / x;
        let re = on_quarters(self.near.0, self.low, x).unwrap_or_else(|| polynomial(self.far.0, t));
        let im = on_quarters(self.near.1, self.low, x).unwrap_or_else(|| polynomial(self.far.1, t));
        Complex64::new(re, im)
    }
}

/// `sum (z^2 / 4)^k / (k! (k + order)!)` for `z = x exp(i pi / 4)`, real and imaginary part apart.
fn power_sum(order: f64, x: f64) -> Complex64 {
    let y = 0.25 * x * x;
    // The powers of i go around in four steps.
    let (mut even, mut odd, mut term, mut k) = (1.0, 0.0, 1.0, 0.0);
    while k < 80.0 {
        term *= y / ((k + 1.0) * (k + 1.0 + order));
        odd += term;
        term *= -y / ((k + 2.0) * (k + 2.0 + order));
        even += term;
        k += 2.0;
        if f64::abs(term) < 1e-18 * (f64::abs(even) + f64::abs(odd)) {
            break;
        }
    }
    Complex64::new(even, odd)
}

/// `x / sqrt(2)` in full.
fn phase(x: f64) -> Dd {
    const LOW: f64 = -4.833_646_656_726_457e-17;
    Dd::product(x, FRAC_1_SQRT_2) + x * LOW
}

/// `exp(i phase)`.
fn turned(phase: Dd) -> Complex64 {
    let (sine, cosine) = phase.hi.sin_cos();
    Complex64::new(cosine - sine * phase.lo, sine + cosine * phase.lo)
}

/// `I0` at `x exp(i pi / 4)` and its derivative in `x`, `x >= 0`.
fn i_and_slope(x: f64) -> (Complex64, Complex64) {
    if x < I_NEAR {
        return (power_sum(0.0, x), Complex64::I * power_sum(1.0, x) * (0.5 * x));
    }
    let zero = Factor { low: I_NEAR, near: (&I0_RE, &I0_IM), far: (&I0_FAR_RE, &I0_FAR_IM) }.at(x);
    let one = Factor { low: I_NEAR, near: (&I1_RE, &I1_IM), far: (&I1_FAR_RE, &I1_FAR_IM) }.at(x);
    let phase = phase(x);
    // Half the exponent twice, which overflows late.
    let half = (phase * 0.5).exp();
    let front = turned(phase) * (half / x.sqrt());
    (zero * front * half, EIGHTH * one * front * half)
}

/// `K0` at `x exp(i pi / 4)` and its derivative in `x`, `x > 0`.
fn k_and_slope(x: f64) -> (Complex64, Complex64) {
    if x < K_NEAR {
        let log = Complex64::new((0.5 * x).ln(), FRAC_PI_4);
        let (i0, slope) = i_and_slope(x);
        let square = Complex64::new(0.0, x * x);
        let sum = |terms: &[f64]| terms.iter().rev().fold(Complex64::ZERO, |sum, &c| sum * square + c);
        let rest = Complex64::I * x * sum(&K1_NEAR);
        return (sum(&K0_NEAR) - log * i0, -(1.0 / x + log * slope + rest));
    }
    let zero = Factor { low: K_NEAR, near: (&K0_RE, &K0_IM), far: (&K0_FAR_RE, &K0_FAR_IM) }.at(x);
    let one = Factor { low: K_NEAR, near: (&K1_RE, &K1_IM), far: (&K1_FAR_RE, &K1_FAR_IM) }.at(x);
    let phase = phase(x);
    let front = turned(-phase) * ((-phase).exp() / x.sqrt());
    (zero * front, -EIGHTH * one * front)
}

/// `ber + i bei` and its derivative: the first is even, the second odd.
fn be(x: f64) -> (Complex64, Complex64) {
    if !x.is_finite() {
        return (NAN, NAN);
    }
    let (value, slope) = i_and_slope(x.abs());
    (value, if x < 0.0 { -slope } else { slope })
}

/// `ker + i kei` and its derivative, NaN for negative `x`.
fn ke(x: f64) -> (Complex64, Complex64) {
    if x < 0.0 || !x.is_finite() {
        return (NAN, NAN);
    }
    if x == 0.0 {
        return (Complex64::new(f64::INFINITY, -FRAC_PI_4), Complex64::new(f64::NEG_INFINITY, 0.0));
    }
    k_and_slope(x)
}

/// The Kelvin functions as complex numbers: `ber + i bei`, `ker + i kei` and the derivatives of both (DLMF 10.61.1, 10.61.2).
///
/// ```
/// let [be, ke, _, _] = pallasite_special::kelvin(1.0);
/// assert!((be.re - 0.98438178).abs() < 1e-8 && (ke.im + 0.49499464).abs() < 1e-8);
/// ```
pub fn kelvin(x: f64) -> [Complex64; 4] {
    let ((be, bep), (ke, kep)) = (be(x), ke(x));
    [be, ke, bep, kep]
}

macro_rules! parts {
    ($($name:ident $of:ident $which:tt $part:ident $doc:literal;)+) => {$(
        #[doc = $doc]
        pub fn $name(x: f64) -> f64 {
            $of(x).$which.$part
        }
    )+};
}

parts! {
    ber be 0 re "The Kelvin function ber.\n\n```\nassert_eq!(pallasite_special::ber(0.0), 1.0);\n```";
    bei be 0 im "The Kelvin function bei.\n\n```\nassert_eq!(pallasite_special::bei(0.0), 0.0);\n```";
    ker ke 0 re "The Kelvin function ker, NaN for negative `x`.\n\n```\nassert!(pallasite_special::ker(0.0).is_infinite());\n```";
    kei ke 0 im "The Kelvin function kei, NaN for negative `x`.\n\n```\nassert_eq!(pallasite_special::kei(0.0), -std::f64::consts::FRAC_PI_4);\n```";
    berp be 1 re "The derivative of ber.\n\n```\nassert_eq!(pallasite_special::berp(0.0), 0.0);\n```";
    beip be 1 im "The derivative of bei.\n\n```\nassert_eq!(pallasite_special::beip(0.0), 0.0);\n```";
    kerp ke 1 re "The derivative of ker, NaN for negative `x`.\n\n```\nassert!(pallasite_special::kerp(0.0).is_infinite());\n```";
    keip ke 1 im "The derivative of kei, NaN for negative `x`.\n\n```\nassert_eq!(pallasite_special::keip(0.0), 0.0);\n```";
}

/// The functions in the order of SciPy's numbers for their zeros, with the place of their first.
const WITH_ZEROS: [(fn(f64) -> f64, f64); 8] = [
    (ber, 2.84891),
    (bei, 5.02622),
    (ker, 1.71854),
    (kei, 3.91467),
    (berp, 6.03871),
    (beip, 3.77268),
    (kerp, 2.66584),
    (keip, 4.93181),
];

/// The first `count` positive zeros of the Kelvin function number `which`: ber, bei, ker, kei and their derivatives; none for
/// another number.
///
/// Half a period apart, they are found by the secant of the rule of Illinois.
///
/// ```
/// assert!((pallasite_special::kelvin_zeros(0, 1)[0] - 2.84891782).abs() < 1e-8);
/// ```
pub fn kelvin_zeros(which: usize, count: usize) -> Vec<f64> {
    const PERIOD: f64 = std::f64::consts::PI * std::f64::consts::SQRT_2;
    let Some((f, first)) = WITH_ZEROS.get(which) else { return Vec::new() };
    // What grows or decays is taken out, so that far zeros are not out of range.
    let growth = if matches!(which, 2 | 3 | 6 | 7) { FRAC_1_SQRT_2 } else { -FRAC_1_SQRT_2 };
    let mut zeros: Vec<f64> = Vec::with_capacity(count);
    for _ in 0..count {
        let near = zeros.last().map_or(*first, |last| last + PERIOD);
        let (low, high) = (near - 0.5, near + 0.5);
        let scaled = |x: f64| f(x) * (growth * (x - near)).exp();
        zeros.push(crate::bessel::between(scaled, (low, scaled(low)), (high, scaled(high))));
    }
    zeros
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `I0' K0 - I0 K0' = 1 / x` (DLMF 10.28.2).
    #[test]
    fn wronskian() {
        for x in [0.1, 0.9, 1.0, 3.0, 7.9, 8.0, 20.0, 31.0, 33.0, 500.0] {
            let (i, k) = (i_and_slope(x), k_and_slope(x));
            let one = (i.1 * k.0 - i.0 * k.1) * x;
            assert!((one - 1.0).norm() < 1e-14, "{x} {one}");
        }
    }
}
