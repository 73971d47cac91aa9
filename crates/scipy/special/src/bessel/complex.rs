//! Bessel functions of real order and complex argument: `I` and `K` in the right half plane, all others from them (DLMF
//! 10.27, 10.34).
//!
//! `K` as for real arguments by Temme's two methods and Hankel's expansion, `I` by its power series, Miller's recurrence
//! with the sum of DLMF 10.35.5, or Hankel's expansion with its subdominant part (DLMF 10.40.5).

use super::hankel::reaches;
use super::temme::k_pair;
use crate::gamma::rgamma;
use crate::trig::{cos_pi, sin_pi};
use num_complex::Complex64;
use std::f64::consts::{FRAC_PI_2, PI};

const ONE: Complex64 = Complex64::new(1.0, 0.0);
const ZERO: Complex64 = Complex64::new(0.0, 0.0);
const NAN: Complex64 = Complex64::new(f64::NAN, f64::NAN);
/// Where recurrences start, and by what they are scaled; its square is a number too.
const SMALL: f64 = 1e-100;
const I: Complex64 = Complex64::new(0.0, 1.0);
/// Of terms that are negligible beside a sum: the squares of their sizes.
const NEGLIGIBLE: f64 = 1e-34;

/// Whether a recurrence has to be scaled.
fn is_large(value: Complex64) -> bool {
    value.norm_sqr() > 1.0 / (SMALL * SMALL)
}

/// `exp(i pi x)`.
fn turn(x: f64) -> Complex64 {
    Complex64::new(cos_pi(x), sin_pi(x))
}

/// `sum a_k(nu) / z^k` (DLMF 10.17.1).
fn hankel_sum(nu: f64, z: Complex64) -> Complex64 {
    let (mut sum, mut term, inverse) = (ONE, ONE, 0.125 / z);
    for n in 1..120 {
        let odd = f64::from(2 * n - 1);
        term *= (2.0 * nu - odd) * (2.0 * nu + odd) / f64::from(n) * inverse;
        sum += term;
        if term.norm_sqr() < NEGLIGIBLE * sum.norm_sqr() {
            break;
        }
    }
    sum
}

/// `exp(z) K` of order `nu >= 0` in the right half plane.
fn scaled_k(nu: f64, z: Complex64) -> Complex64 {
    if reaches(nu, z.norm()) {
        return hankel_k(nu, z);
    }
    let steps = (nu + 0.5).floor();
    let mu = nu - steps;
    let (mut k, mut next) = scaled_k_pair(mu, z);
    for i in 1..=steps as usize {
        (k, next) = (next, 2.0 * (mu + i as f64) / z * next + k);
    }
    k
}

/// Hankel's expansion of `exp(z) K`.
fn hankel_k(nu: f64, z: Complex64) -> Complex64 {
    (FRAC_PI_2 / z).sqrt() * hankel_sum(nu, z)
}

/// `exp(z) K` of the orders `mu` and `mu + 1` by Temme's methods, for `|mu| <= 1/2`.
fn scaled_k_pair(mu: f64, z: Complex64) -> (Complex64, Complex64) {
    if z.norm() > 2.0 {
        return descending_k_pair(mu, z);
    }
    let ((k, next), growth) = (k_pair(mu, z), z.exp());
    (k * growth, next * growth)
}

/// `exp(z) K` of the orders one third and two thirds and `exp(-z) I` of the same, in the right half plane: what Airy
/// functions are made of.
pub(crate) fn third_order(z: Complex64) -> [Complex64; 4] {
    const THIRD: f64 = 1.0 / 3.0;
    let (k, other) = if reaches(THIRD, z.norm()) {
        (hankel_k(THIRD, z), hankel_k(2.0 * THIRD, z))
    } else {
        // K of order -2/3 by the recurrence (DLMF 10.29.1).
        let (k, next) = scaled_k_pair(THIRD, z);
        (k, next - 2.0 * THIRD / z * k)
    };
    [k, other, scaled_i(THIRD, z), scaled_i(2.0 * THIRD, z)]
}

/// Temme's second method for `|mu| <= 1/2`, which on the imaginary axis needs more terms than on the real one.
fn descending_k_pair(mu: f64, z: Complex64) -> (Complex64, Complex64) {
    let front = (FRAC_PI_2 / z).sqrt();
    let c = 0.25 - mu * mu;
    if c == 0.0 {
        return (front, front * (mu + 0.5 + z) / z);
    }
    let mut n = (400.0 / z.norm()).floor() + 20.0;
    let (mut above, mut now, mut sum) = (ZERO, Complex64::from(SMALL), Complex64::from(SMALL));
    while n > 0.0 {
        let below = (2.0 * (n + z) * now - (n + 1.0) * above) * (n / (n * (n - 1.0) + c));
        (above, now) = (now, below);
        sum += now;
        n -= 1.0;
        if is_large(now) {
            (above, now, sum) = (above * SMALL, now * SMALL, sum * SMALL);
        }
    }
    let k = front * now / sum;
    (k, k * (mu + 0.5 + z - above / now) / z)
}

/// `exp(-z) I` of order `nu >= 0` in the right half plane.
fn scaled_i(nu: f64, z: Complex64) -> Complex64 {
    if reaches(nu, z.norm()) {
        let side = if z.im < 0.0 { -1.0 } else { 1.0 };
        let other = turn(side * (nu + 0.5)) * (-2.0 * z).exp() * hankel_sum(nu, z);
        return (hankel_sum(nu, -z) + other) / (2.0 * PI * z).sqrt();
    }
    if z.norm_sqr() < 4.0 * (nu + 1.0) {
        return (-z).exp() * (0.5 * z).powf(nu) * rgamma(nu + 1.0) * power_sum(nu, z);
    }
    descending_i(nu, z)
}

/// `sum (z^2 / 4)^k / (k! (nu + 1) ... (nu + k))`.
fn power_sum(nu: f64, z: Complex64) -> Complex64 {
    let y = 0.25 * z * z;
    let (mut sum, mut term, mut k) = (ONE, ONE, 1.0);
    while term.norm_sqr() > NEGLIGIBLE * sum.norm_sqr() && k < 500.0 {
        term *= y * (1.0 / (k * (nu + k)));
        sum += term;
        k += 1.0;
    }
    sum
}

/// Miller's recurrence from where `I` is negligible, scaled by `exp(z) (z / 2)^mu / gamma(mu + 1)`, which is the sum of
/// `2 (mu + k) gamma(2 mu + k) / (k! gamma(2 mu + 1)) I_(mu + k)` over `k >= 0`.
fn descending_i(nu: f64, z: Complex64) -> Complex64 {
    let steps = nu.floor();
    let mu = nu - steps;
    let size = z.norm().max(nu);
    let mut k = (size + 12.0 * size.cbrt()).ceil() + 4.0;
    let (mut above, mut now, mut wanted, mut sum) = (ZERO, Complex64::from(SMALL), ZERO, ZERO);
    let over = 2.0 / z;
    // The weight is known at k = 1, so that the others are in units of the one at the start.
    let mut weight = 1.0;
    while k > 0.0 {
        if k == steps {
            wanted = now;
        }
        sum += (mu + k) * weight * now;
        if k > 1.0 {
            weight *= k / (2.0 * mu + k - 1.0);
        }
        (above, now) = (now, (mu + k) * over * now + above);
        k -= 1.0;
        if is_large(now) {
            for value in [&mut above, &mut now, &mut wanted, &mut sum] {
                *value *= SMALL;
            }
        }
    }
    if steps == 0.0 {
        wanted = now;
    }
    let total = now + 2.0 * sum / weight;
    wanted / total * (0.5 * z).powf(mu) * rgamma(mu + 1.0)
}

/// The side of the cut along the negative axis.
fn side_of(z: Complex64) -> f64 {
    if z.im < 0.0 || (z.im == 0.0 && z.im.is_sign_negative()) { -1.0 } else { 1.0 }
}

/// `exp(-z) I` of order `nu >= 0` for any `z` but zero; in the left half plane `exp(z) I` (DLMF 10.34.1).
fn first(nu: f64, z: Complex64) -> Complex64 {
    if z.re >= 0.0 { scaled_i(nu, z) } else { turn(side_of(z) * nu) * scaled_i(nu, -z) }
}

/// `exp(z) K` of order `nu >= 0` for any `z` but zero.
fn second(nu: f64, z: Complex64) -> Complex64 {
    if z.re >= 0.0 {
        return scaled_k(nu, z);
    }
    // DLMF 10.34.2 in units of exp(-z): the other part of K is exponentially small there.
    let (side, i) = (side_of(z), scaled_i(nu, -z));
    turn(-side * nu) * scaled_k(nu, -z) * (2.0 * z).exp() - side * PI * I * i
}

/// A function by its values for orders that are not negative, NaN and zero apart.
fn checked(v: f64, z: Complex64, at_zero: Complex64, value: impl FnOnce() -> Complex64) -> Complex64 {
    if v.is_nan() || z.is_nan() {
        NAN
    } else if z == ZERO {
        at_zero
    } else {
        value()
    }
}

/// What `I` and `J` are at zero.
fn regular_at_zero(v: f64) -> Complex64 {
    if v == 0.0 {
        ONE
    } else if v > 0.0 || v == v.floor() {
        ZERO
    } else {
        NAN
    }
}

/// `exp(-|Re z|) I`, for any order.
fn scaled_first(v: f64, z: Complex64) -> Complex64 {
    let oscillation = Complex64::from_polar(1.0, if z.re < 0.0 { -z.im } else { z.im });
    let value = first(v.abs(), z) * oscillation;
    if v >= 0.0 || v == v.floor() {
        return value;
    }
    // DLMF 10.27.2
    let k = second(v.abs(), z);
    let decayed = if z.re < 0.0 { k * oscillation } else { k * (-z - z.re).exp() };
    value + 2.0 / PI * sin_pi(-v) * decayed
}

/// [`iv`](crate::iv) of complex `z`, times `exp(-|Re z|)`.
///
/// ```
/// use num_complex::Complex64;
/// let i = pallasite_special::complex_ive(0.5, Complex64::new(1.0, 0.0));
/// assert!((i.re - pallasite_special::ive(0.5, 1.0)).abs() < 1e-15);
/// ```
pub fn complex_ive(v: f64, z: Complex64) -> Complex64 {
    checked(v, z, regular_at_zero(v), || scaled_first(v, z))
}

/// [`iv`](crate::iv) of complex `z`.
///
/// ```
/// use num_complex::Complex64;
/// let i = pallasite_special::complex_iv(0.0, Complex64::new(0.0, 1.0));
/// assert!((i.re - pallasite_special::j0(1.0)).abs() < 1e-15);
/// ```
pub fn complex_iv(v: f64, z: Complex64) -> Complex64 {
    checked(v, z, regular_at_zero(v), || scaled_first(v, z) * z.re.abs().exp())
}

/// [`kv`](crate::kv) of complex `z`, times `exp(z)`.
///
/// ```
/// use num_complex::Complex64;
/// let k = pallasite_special::complex_kve(0.5, Complex64::new(1.0, 0.0));
/// assert!((k.re - pallasite_special::kve(0.5, 1.0)).abs() < 1e-15);
/// ```
pub fn complex_kve(v: f64, z: Complex64) -> Complex64 {
    checked(v, z, Complex64::new(f64::INFINITY, f64::NAN), || second(v.abs(), z))
}

/// [`kv`](crate::kv) of complex `z`.
///
/// ```
/// use num_complex::Complex64;
/// let k = pallasite_special::complex_kv(0.5, Complex64::new(1.0, 0.0));
/// assert!((k.re - pallasite_special::kv(0.5, 1.0)).abs() < 1e-15);
/// ```
pub fn complex_kv(v: f64, z: Complex64) -> Complex64 {
    checked(v, z, Complex64::new(f64::INFINITY, f64::NAN), || second(v.abs(), z) * (-z).exp())
}

/// [`jv`](crate::jv) of complex `z`, times `exp(-|Im z|)` (DLMF 10.27.6).
///
/// ```
/// use num_complex::Complex64;
/// let j = pallasite_special::complex_jve(0.5, Complex64::new(1.0, 0.0));
/// assert!((j.re - pallasite_special::jv(0.5, 1.0)).abs() < 1e-15);
/// ```
pub fn complex_jve(v: f64, z: Complex64) -> Complex64 {
    checked(v, z, regular_at_zero(v), || {
        let side = if z.im < 0.0 { -1.0 } else { 1.0 };
        turn(0.5 * side * v) * scaled_first(v, z * (-side * I))
    })
}

/// [`jv`](crate::jv) of complex `z`.
///
/// ```
/// use num_complex::Complex64;
/// let j = pallasite_special::complex_jv(0.0, Complex64::new(0.0, 1.0));
/// assert!((j.re - pallasite_special::i0(1.0)).abs() < 1e-15);
/// ```
pub fn complex_jv(v: f64, z: Complex64) -> Complex64 {
    complex_jve(v, z) * z.im.abs().exp()
}

/// The Hankel functions of order `v >= 0` times `exp(-i z)` and `exp(i z)`.
fn scaled_hankel_pair(v: f64, z: Complex64) -> (Complex64, Complex64) {
    let front = 2.0 / (PI * I);
    let first = |z: Complex64| front * turn(-0.5 * v) * second(v, z * -I);
    let second = |z: Complex64| -front * turn(0.5 * v) * second(v, z * I);
    // DLMF 10.11.3 and 10.11.4 where K would be on another sheet.
    if z.re < 0.0 && z.im < 0.0 {
        let (one, two) = (first(-z), second(-z));
        return (2.0 * cos_pi(v) * one * (-2.0 * I * z).exp() + turn(-v) * two, second(z));
    }
    if z.re < 0.0 {
        let (one, two) = (first(-z), second(-z));
        return (first(z), 2.0 * cos_pi(v) * two * (2.0 * I * z).exp() + turn(v) * one);
    }
    (first(z), second(z))
}

/// The same for any order.
fn scaled_hankel(v: f64, z: Complex64) -> (Complex64, Complex64) {
    let (first, second) = scaled_hankel_pair(v.abs(), z);
    if v < 0.0 { (turn(-v) * first, turn(v) * second) } else { (first, second) }
}

/// The Hankel function of the first kind times `exp(-i z)`.
///
/// ```
/// use num_complex::Complex64;
/// let h = pallasite_special::hankel1e(0.0, Complex64::new(1.0, 0.0)) * Complex64::new(0.0, 1.0).exp();
/// assert!((h.re - pallasite_special::j0(1.0)).abs() < 1e-15);
/// ```
pub fn hankel1e(v: f64, z: Complex64) -> Complex64 {
    checked(v, z, NAN, || scaled_hankel(v, z).0)
}

/// The Hankel function of the first kind, `J + i Y` (DLMF 10.4.3).
///
/// ```
/// let h = pallasite_special::hankel1(0.0, 1.0.into());
/// assert!((h.im - pallasite_special::y0(1.0)).abs() < 1e-15);
/// ```
pub fn hankel1(v: f64, z: Complex64) -> Complex64 {
    hankel1e(v, z) * (I * z).exp()
}

/// The Hankel function of the second kind times `exp(i z)`.
///
/// ```
/// use num_complex::Complex64;
/// let h = pallasite_special::hankel2e(0.0, Complex64::new(1.0, 0.0)) * Complex64::new(0.0, -1.0).exp();
/// assert!((h.re - pallasite_special::j0(1.0)).abs() < 1e-15);
/// ```
pub fn hankel2e(v: f64, z: Complex64) -> Complex64 {
    checked(v, z, NAN, || scaled_hankel(v, z).1)
}

/// The Hankel function of the second kind, `J - i Y` (DLMF 10.4.3).
///
/// ```
/// let h = pallasite_special::hankel2(0.0, 1.0.into());
/// assert!((h.im + pallasite_special::y0(1.0)).abs() < 1e-15);
/// ```
pub fn hankel2(v: f64, z: Complex64) -> Complex64 {
    hankel2e(v, z) * (-I * z).exp()
}

/// [`yv`](crate::yv) of complex `z`, times `exp(-|Im z|)`.
///
/// ```
/// let y = pallasite_special::complex_yve(0.5, 1.0.into());
/// assert!((y.re - pallasite_special::yv(0.5, 1.0)).abs() < 1e-15);
/// ```
pub fn complex_yve(v: f64, z: Complex64) -> Complex64 {
    checked(v, z, NAN, || {
        if v < 0.0 {
            // Of half-integer orders the first function alone is left (DLMF 10.4.5).
            let (sin, cos) = (sin_pi(-v), cos_pi(-v));
            let first = if sin == 0.0 { Complex64::ZERO } else { complex_jve(-v, z) * sin };
            return if cos == 0.0 { first } else { first + complex_yve(-v, z) * cos };
        }
        let (first, second) = scaled_hankel(v, z);
        let size = z.im.abs();
        (first * (I * z - size).exp() - second * (-I * z - size).exp()) * (-0.5 * I)
    })
}

/// [`yv`](crate::yv) of complex `z`.
///
/// ```
/// let y = pallasite_special::complex_yv(0.5, 1.0.into());
/// assert!((y.re - pallasite_special::yv(0.5, 1.0)).abs() < 1e-15);
/// ```
pub fn complex_yv(v: f64, z: Complex64) -> Complex64 {
    checked(v, z, Complex64::new(f64::NEG_INFINITY, 0.0), || complex_yve(v, z) * z.im.abs().exp())
}
