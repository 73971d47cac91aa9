//! The exponential integrals and Riemann's zeta function of complex arguments.

use crate::complex_elementary::complex_expm1;
use crate::complex_gamma::complex_loggamma;
use crate::dd::EULER_GAMMA;
use crate::zeta::EULER_MACLAURIN;
use num_complex::Complex64;
use std::f64::consts::{FRAC_PI_2, PI, TAU};

/// The exponential integral `E1` of complex `z` (DLMF 6.2.1), cut along the negative axis.
///
/// The power series 6.6.2 near zero and around the cut, the continued fraction 6.9.1 elsewhere.
///
/// ```
/// use num_complex::Complex64;
/// let e = pallasite_special::complex_exp1(Complex64::new(1.0, 0.0));
/// assert!((e.re - pallasite_special::exp1(1.0)).abs() < 1e-15);
/// ```
pub fn complex_exp1(z: Complex64) -> Complex64 {
    if z == Complex64::ZERO {
        return Complex64::new(f64::INFINITY, 0.0);
    }
    if z.is_nan() {
        return Complex64::new(f64::NAN, f64::NAN);
    }
    let size = z.norm();
    let around_cut = z.re < 0.0 && z.im.abs() < 5.0 - 0.1 * z.re.abs();
    if size < 2.0 || (z.re < 0.0 && size < 5.0) || (around_cut && size < 40.0) {
        return near_exp1(z);
    }
    let value = (-z).exp() * fraction(z);
    if z.re <= 0.0 && z.im == 0.0 {
        return value - Complex64::new(0.0, PI.copysign(z.im));
    }
    value
}

/// DLMF 6.6.2.
fn near_exp1(z: Complex64) -> Complex64 {
    let (mut sum, mut term) = (Complex64::ZERO, Complex64::new(1.0, 0.0));
    for n in 1..500 {
        let k = f64::from(n);
        term *= -z / k;
        sum += term / k;
        if term.norm() < 1e-17 * sum.norm() {
            break;
        }
    }
    -EULER_GAMMA.hi - z.ln() - sum
}

/// `exp(z) E1(z)`: the fraction from a term on that does not count, or the asymptotic 6.12.1 near the cut.
fn fraction(z: Complex64) -> Complex64 {
    if z.norm() >= 40.0 {
        let (mut sum, mut term) = (Complex64::new(1.0, 0.0), Complex64::new(1.0, 0.0));
        for n in 1..40 {
            term *= -f64::from(n) / z;
            sum += term;
            if term.norm() < 1e-17 {
                break;
            }
        }
        return sum / z;
    }
    // The fraction converges as exp(-4 Re sqrt(n z)) does.
    let mut k = (200.0 / (z.norm() + z.re) + 12.0).min(500.0).floor();
    let mut tail = z;
    while k > 0.0 {
        tail = z + k / (1.0 + k / tail);
        k -= 1.0;
    }
    tail.inv()
}

/// The exponential integral `Ei` of complex `z` (DLMF 6.2.5 for real ones).
///
/// ```
/// use num_complex::Complex64;
/// let e = pallasite_special::complex_expi(Complex64::new(1.0, 0.0));
/// assert!((e.re - pallasite_special::expi(1.0)).abs() < 1e-14);
/// ```
pub fn complex_expi(z: Complex64) -> Complex64 {
    if z == Complex64::ZERO {
        return Complex64::new(f64::NEG_INFINITY, 0.0);
    }
    if z.im == 0.0 {
        return Complex64::new(crate::expi(z.re), 0.0);
    }
    -complex_exp1(-z) + Complex64::new(0.0, PI.copysign(z.im))
}

/// Riemann's zeta function of complex `s`: Euler and Maclaurin's formula (DLMF 25.2.9), reflection 25.4.1 to the left.
///
/// ```
/// use num_complex::Complex64;
/// let z = pallasite_special::complex_zeta(Complex64::new(2.0, 0.0));
/// assert!((z.re - pallasite_special::zeta(2.0)).abs() < 1e-15);
/// ```
pub fn complex_zeta(s: Complex64) -> Complex64 {
    if s.im == 0.0 {
        return Complex64::new(crate::zeta(s.re), 0.0);
    }
    if s.re >= 0.0 {
        return euler_maclaurin(s);
    }
    // 2 (2 pi)^(s - 1) sin(pi s / 2) gamma(1 - s) zeta(1 - s), the sine by its larger exponential, so that all are logarithms.
    let other = 1.0 - s;
    let side = if s.im > 0.0 { -1.0 } else { 1.0 };
    let quarter = Complex64::new(0.0, side * FRAC_PI_2);
    // The exponential has period two, without which its argument is small around the zeros.
    let reduced = Complex64::new(s.re - 2.0 * (0.5 * s.re).round(), s.im);
    let rest = -complex_expm1(-2.0 * quarter * reduced);
    let log = (s - 1.0) * TAU.ln() + quarter * s + complex_loggamma(other);
    log.exp() * rest * Complex64::new(0.0, -side) * euler_maclaurin(other)
}

/// DLMF 25.2.9 with the sum carried past the size of `s`.
fn euler_maclaurin(s: Complex64) -> Complex64 {
    let count = (10.0 + 0.6 * s.norm()).ceil();
    let mut sum = Complex64::ZERO;
    let mut k = count - 1.0;
    while k > 0.0 {
        sum += (-s * k.ln()).exp();
        k -= 1.0;
    }
    let end = (-s * count.ln()).exp();
    let mut total = sum + end * count / (s - 1.0) + 0.5 * end;
    let mut factor = end * s / count;
    for (j, c) in EULER_MACLAURIN.iter().enumerate() {
        total += factor * *c;
        let next = s + 2.0 * j as f64;
        factor *= (next + 1.0) * (next + 2.0) / (count * count);
    }
    total
}
