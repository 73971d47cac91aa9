//! The gamma function and its logarithm in the complex plane (Hare, "Computing the principal branch of log-Gamma",
//! Journal of Algorithms 25, 1997).

use crate::coefficients::gamma::STIRLING;
use crate::dd::HALF_LN_TAU;
use crate::gamma::{gamma, rgamma};
use crate::zeta::zeta;
use num_complex::Complex64;
use std::f64::consts::{PI, TAU};
use std::sync::LazyLock;

/// Euler's constant.
const EULER: f64 = 0.577_215_664_901_532_9;
/// From this real or imaginary part on, Stirling's series with eight terms is exact to rounding.
const STIRLING_FROM: f64 = 7.0;

const NAN: Complex64 = Complex64::new(f64::NAN, f64::NAN);

fn is_pole(z: Complex64) -> bool {
    z.im == 0.0 && z.re <= 0.0 && z.re == z.re.floor()
}

/// The principal branch of the logarithm of the gamma function; NaN at its poles.
///
/// Its imaginary part is continuous off the negative real axis, unlike that of the logarithm of [`complex_gamma`].
///
/// ```
/// use num_complex::Complex64;
/// let y = pallasite_special::complex_loggamma(Complex64::new(3.0, 4.0));
/// assert!((y - Complex64::new(-1.7566267846037837, 4.742664438034657)).norm() < 1e-14);
/// ```
pub fn complex_loggamma(z: Complex64) -> Complex64 {
    if z.is_nan() || is_pole(z) {
        return NAN;
    }
    if z.re > STIRLING_FROM || z.im.abs() > STIRLING_FROM {
        return stirling(z);
    }
    if (z - 1.0).norm() <= 0.2 {
        return around_one(z - 1.0);
    }
    if (z - 2.0).norm() <= 0.2 {
        return ln_1p(z - 2.0) + around_one(z - 2.0);
    }
    if z.re < 0.1 {
        let turns = TAU.copysign(z.im) * (0.5 * z.re + 0.25).floor();
        return Complex64::new(PI.ln(), turns) - sin_pi(z).ln() - complex_loggamma(1.0 - z);
    }
    if z.im.is_sign_negative() { by_recurrence(z.conj()).conj() } else { by_recurrence(z) }
}

/// `(z - 1/2) log(z) - z + log(2 pi) / 2 + ...` (DLMF 5.11.1).
fn stirling(z: Complex64) -> Complex64 {
    let inverse = z.inv();
    let square = inverse * inverse;
    let tail = STIRLING[..8].iter().rev().fold(Complex64::ZERO, |sum, c| sum * square + c.hi) * inverse;
    (z - 0.5) * z.ln() - z + HALF_LN_TAU.hi + tail
}

/// `log(gamma(1 + w))` by its Taylor series (DLMF 5.7.3), `|w| <= 0.2`.
fn around_one(w: Complex64) -> Complex64 {
    static SERIES: LazyLock<[f64; 24]> = LazyLock::new(|| {
        std::array::from_fn(|i| match i {
            0 => -EULER,
            i => zeta(i as f64 + 1.0) * if i % 2 == 1 { 1.0 } else { -1.0 } / (i as f64 + 1.0),
        })
    });
    SERIES.iter().rev().fold(Complex64::ZERO, |sum, &c| sum * w + c) * w
}

fn ln_1p(w: Complex64) -> Complex64 {
    let square = w.re * (2.0 + w.re) + w.im * w.im;
    Complex64::new(0.5 * square.ln_1p(), w.im.atan2(1.0 + w.re))
}

/// Upwards to Stirling's series; whenever the product crosses the negative axis its logarithm lost a turn.
fn by_recurrence(z: Complex64) -> Complex64 {
    let (mut product, mut z) = (z, z + 1.0);
    let (mut turns, mut below) = (0.0, false);
    while z.re <= STIRLING_FROM {
        product *= z;
        let now = product.im.is_sign_negative();
        if now && !below {
            turns += 1.0;
        }
        below = now;
        z += 1.0;
    }
    stirling(z) - product.ln() - Complex64::new(0.0, turns * TAU)
}

/// `sin(pi z)`, the real part reduced before it is multiplied.
fn sin_pi(z: Complex64) -> Complex64 {
    let (s, c) = (crate::trig::sin_pi(z.re), crate::trig::cos_pi(z.re));
    let y = PI * z.im;
    Complex64::new(s * y.cosh(), c * y.sinh())
}

/// The gamma function; NaN at its poles.
///
/// ```
/// use num_complex::Complex64;
/// let y = pallasite_special::complex_gamma(Complex64::new(4.0, 0.0));
/// assert!((y - 6.0).norm() < 1e-14);
/// ```
pub fn complex_gamma(z: Complex64) -> Complex64 {
    complex_loggamma(z).exp()
}

/// The reciprocal of the gamma function, zero at its poles.
///
/// ```
/// use num_complex::Complex64;
/// assert_eq!(pallasite_special::complex_rgamma(Complex64::new(-1.0, 0.0)), Complex64::ZERO);
/// ```
pub fn complex_rgamma(z: Complex64) -> Complex64 {
    if is_pole(z) { Complex64::ZERO } else { (-complex_loggamma(z)).exp() }
}

/// The continuation of the multifactorial `n (n - k) (n - 2 k) ...` that agrees with it at `1 + j k`; for `k = 1` the
/// gamma function at `n + 1`. NaN at its poles.
///
/// ```
/// use num_complex::Complex64;
/// let y = pallasite_special::complex_factorial(Complex64::new(5.0, 0.0), Complex64::new(2.0, 0.0));
/// assert!((y - 15.0).norm() < 1e-12);
/// ```
pub fn complex_factorial(n: Complex64, k: Complex64) -> Complex64 {
    if k == Complex64::ONE {
        return complex_gamma(n + 1.0);
    }
    let scale = ((n - 1.0) / k * k.ln()).exp();
    scale * complex_gamma(n / k + 1.0) * complex_rgamma(1.0 / k + 1.0)
}

/// The same for real `n` and positive `k`.
///
/// ```
/// assert_eq!(pallasite_special::extended_factorial(5.0, 2.0), 15.0);
/// assert!(pallasite_special::extended_factorial(-2.0, 2.0).is_nan());
/// ```
pub fn extended_factorial(n: f64, k: f64) -> f64 {
    let value = gamma(n / k + 1.0);
    if value.is_infinite() && n == -k {
        return f64::NAN;
    }
    if k == 1.0 { value } else { k.powf((n - 1.0) / k) * value * rgamma(1.0 / k + 1.0) }
}
