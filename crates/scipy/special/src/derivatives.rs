//! Derivatives of Bessel functions (DLMF 10.6.7, 10.29.5, 10.51.2, 10.51.5), and other functions built of kernels.

use crate::bessel::{
    complex_iv, complex_jv, complex_kv, complex_yv, hankel1, hankel2, iv, jv, kv, spherical_in, spherical_jn,
    spherical_kn, spherical_yn, yv,
};
use crate::dd::Dd;
use crate::gamma::gammaln;
use num_complex::Complex64;
use std::f64::consts::PI;
use std::ops::{Add, Mul};

/// The `n`-th derivative of a function with `2 f' = f(v - 1) + phase f(v + 1)`.
fn derivative<T>(v: f64, z: T, n: f64, f: fn(f64, T) -> T, phase: f64) -> T
where
    T: Copy + Add<Output = T> + Mul<f64, Output = T>,
{
    let (mut coefficient, mut sum) = (1.0, f(v - n, z));
    for i in 1..=n as usize {
        let i = i as f64;
        coefficient *= phase * (n - i + 1.0) / i;
        sum = sum + f(v - n + 2.0 * i, z) * coefficient;
    }
    sum * (-n).exp2()
}

/// The `n`-th derivative of [`jv`] with respect to its argument.
///
/// ```
/// assert!((pallasite_special::jvp(0.0, 1.0, 1.0) + pallasite_special::j1(1.0)).abs() < 1e-15);
/// ```
pub fn jvp(v: f64, z: f64, n: f64) -> f64 {
    derivative(v, z, n, jv, -1.0)
}

/// The `n`-th derivative of [`yv`] with respect to its argument.
///
/// ```
/// assert!((pallasite_special::yvp(0.0, 1.0, 1.0) + pallasite_special::y1(1.0)).abs() < 1e-15);
/// ```
pub fn yvp(v: f64, z: f64, n: f64) -> f64 {
    derivative(v, z, n, yv, -1.0)
}

/// The `n`-th derivative of [`iv`] with respect to its argument.
///
/// ```
/// assert!((pallasite_special::ivp(0.0, 1.0, 1.0) - pallasite_special::i1(1.0)).abs() < 1e-15);
/// ```
pub fn ivp(v: f64, z: f64, n: f64) -> f64 {
    derivative(v, z, n, iv, 1.0)
}

/// The `n`-th derivative of [`kv`] with respect to its argument.
///
/// ```
/// assert!((pallasite_special::kvp(0.0, 1.0, 1.0) + pallasite_special::k1(1.0)).abs() < 1e-15);
/// ```
pub fn kvp(v: f64, z: f64, n: f64) -> f64 {
    crate::trig::parity_sign(n) * derivative(v, z, n, kv, 1.0)
}

macro_rules! of_complex {
    ($($name:ident = $sign:expr, $f:ident, $phase:literal, $real:ident;)+) => {$(
        #[doc = concat!("[`", stringify!($real), "`] of complex `z`.")]
        pub fn $name(v: f64, z: Complex64, n: f64) -> Complex64 {
            derivative(v, z, n, $f, $phase) * ($sign)(n)
        }
    )+};
}

of_complex! {
    complex_jvp = |_| 1.0, complex_jv, -1.0, jvp;
    complex_yvp = |_| 1.0, complex_yv, -1.0, yvp;
    complex_ivp = |_| 1.0, complex_iv, 1.0, ivp;
    complex_kvp = crate::trig::parity_sign, complex_kv, 1.0, kvp;
}

/// The `n`-th derivative of [`hankel1`] with respect to its argument.
///
/// ```
/// let d = pallasite_special::h1vp(0.0, 1.0.into(), 1.0);
/// assert!((d.re + pallasite_special::j1(1.0)).abs() < 1e-15);
/// ```
pub fn h1vp(v: f64, z: Complex64, n: f64) -> Complex64 {
    derivative(v, z, n, hankel1, -1.0)
}

/// The `n`-th derivative of [`hankel2`] with respect to its argument.
///
/// ```
/// let d = pallasite_special::h2vp(0.0, 1.0.into(), 1.0);
/// assert!((d.re + pallasite_special::j1(1.0)).abs() < 1e-15);
/// ```
pub fn h2vp(v: f64, z: Complex64, n: f64) -> Complex64 {
    derivative(v, z, n, hankel2, -1.0)
}

/// `f(n - 1) - (n + 1) f(n) / x`, which is the derivative of the first three spherical Bessel functions.
fn spherical(n: f64, x: f64, f: fn(f64, f64) -> f64) -> f64 {
    f(n - 1.0, x) - (n + 1.0) * f(n, x) / x
}

/// The same for functions that are regular at zero, where the quotient is not.
fn regular(n: f64, x: f64, f: fn(f64, f64) -> f64) -> f64 {
    if x == 0.0 {
        return if n == 1.0 { 1.0 / 3.0 } else { 0.0 };
    }
    spherical(n, x, f)
}

/// The derivative of [`spherical_jn`].
///
/// ```
/// assert_eq!(pallasite_special::spherical_jnp(1.0, 0.0), 1.0 / 3.0);
/// ```
pub fn spherical_jnp(n: f64, x: f64) -> f64 {
    if n == 0.0 { -spherical_jn(1.0, x) } else { regular(n, x, spherical_jn) }
}

/// The derivative of [`spherical_yn`].
///
/// ```
/// assert!(pallasite_special::spherical_ynp(0.0, 1.0) > 0.0);
/// ```
pub fn spherical_ynp(n: f64, x: f64) -> f64 {
    if n == 0.0 { -spherical_yn(1.0, x) } else { spherical(n, x, spherical_yn) }
}

/// The derivative of [`spherical_in`].
///
/// ```
/// assert_eq!(pallasite_special::spherical_inp(1.0, 0.0), 1.0 / 3.0);
/// ```
pub fn spherical_inp(n: f64, x: f64) -> f64 {
    if n == 0.0 { spherical_in(1.0, x) } else { regular(n, x, spherical_in) }
}

/// The derivative of [`spherical_kn`].
///
/// ```
/// assert!(pallasite_special::spherical_knp(0.0, 1.0) < 0.0);
/// ```
pub fn spherical_knp(n: f64, x: f64) -> f64 {
    if n == 0.0 {
        return -spherical_kn(1.0, x);
    }
    -spherical_kn(n - 1.0, x) - (n + 1.0) * spherical_kn(n, x) / x
}

/// The logarithm of the multivariate gamma function of dimension `d`, for `a > (d - 1) / 2`.
///
/// ```
/// assert_eq!(pallasite_special::multigammaln(3.0, 1.0), pallasite_special::gammaln(3.0));
/// ```
pub fn multigammaln(a: f64, d: f64) -> f64 {
    (0..d as usize).fold(d * (d - 1.0) * 0.25 * PI.ln(), |sum, j| sum + gammaln(a - 0.5 * j as f64))
}

/// The multifactorial `n (n - k) (n - 2 k) ...` down to the last positive factor; zero for negative `n`.
///
/// ```
/// assert_eq!(pallasite_special::factorialk(8.0, 3.0), 80.0);
/// ```
pub fn factorialk(n: f64, k: f64) -> f64 {
    if !(n >= 0.0) {
        return if n < 0.0 { 0.0 } else { n };
    }
    let (mut product, mut factor) = (Dd::ONE, n);
    while factor > 0.0 && product.hi.is_finite() {
        product = product * factor;
        factor -= k;
    }
    if product.hi.is_finite() { product.to_f64() } else { f64::INFINITY }
}
