//! Spherical Bessel functions of complex argument, by those of half-integer order (DLMF 10.47.3 to 10.47.9).

use super::complex::{complex_iv, complex_jv, complex_kv, complex_yv};
use num_complex::Complex64;
use std::f64::consts::FRAC_PI_2;

/// What the functions with waves are at infinity off the real axis (DLMF 10.52.3).
const UNBOUNDED: Complex64 = Complex64::new(f64::INFINITY, f64::INFINITY);

/// `f(n + 1/2, z) sqrt(pi / (2 z))`, or what the function is at zero.
fn from_half_order(n: f64, z: Complex64, f: fn(f64, Complex64) -> Complex64, at_zero: f64) -> Complex64 {
    if !(n >= 0.0) {
        return Complex64::new(f64::NAN, f64::NAN);
    }
    if z == Complex64::ZERO {
        return Complex64::from(at_zero);
    }
    f(n + 0.5, z) * (FRAC_PI_2 / z).sqrt()
}

/// [`spherical_jn`](crate::spherical_jn) of complex `z`.
///
/// ```
/// let j = pallasite_special::complex_spherical_jn(0.0, 1.0.into());
/// assert!((j.re - 1f64.sin()).abs() < 1e-15);
/// ```
pub fn complex_spherical_jn(n: f64, z: Complex64) -> Complex64 {
    if z.im == 0.0 {
        return Complex64::from(crate::spherical_jn(n, z.re));
    }
    if z.is_infinite() {
        return UNBOUNDED;
    }
    from_half_order(n, z, complex_jv, 0.0)
}

/// [`spherical_yn`](crate::spherical_yn) of complex `z`.
///
/// ```
/// let y = pallasite_special::complex_spherical_yn(0.0, 1.0.into());
/// assert!((y.re + 1f64.cos()).abs() < 1e-15);
/// ```
pub fn complex_spherical_yn(n: f64, z: Complex64) -> Complex64 {
    if z.im == 0.0 && z.re != 0.0 {
        return Complex64::from(crate::spherical_yn(n, z.re));
    }
    if z == Complex64::ZERO {
        return Complex64::new(f64::NAN, 0.0);
    }
    if z.is_infinite() {
        return UNBOUNDED;
    }
    from_half_order(n, z, complex_yv, f64::NAN)
}

/// [`spherical_in`](crate::spherical_in) of complex `z`.
///
/// ```
/// let i = pallasite_special::complex_spherical_in(0.0, 1.0.into());
/// assert!((i.re - 1f64.sinh()).abs() < 1e-15);
/// ```
pub fn complex_spherical_in(n: f64, z: Complex64) -> Complex64 {
    if z.im == 0.0 {
        return Complex64::from(crate::spherical_in(n, z.re));
    }
    if z.is_infinite() {
        return Complex64::new(f64::NAN, 0.0);
    }
    from_half_order(n, z, complex_iv, if n == 0.0 { 1.0 } else { 0.0 })
}

/// [`spherical_kn`](crate::spherical_kn) of complex `z`.
///
/// ```
/// let k = pallasite_special::complex_spherical_kn(0.0, 1.0.into());
/// assert!((k.re - pallasite_special::spherical_kn(0.0, 1.0)).abs() < 1e-15);
/// ```
pub fn complex_spherical_kn(n: f64, z: Complex64) -> Complex64 {
    if z.im == 0.0 && z.re != 0.0 {
        return Complex64::from(crate::spherical_kn(n, z.re));
    }
    if z.is_infinite() {
        return Complex64::new(f64::NAN, 0.0);
    }
    from_half_order(n, z, complex_kv, f64::NAN)
}

type Function = fn(f64, Complex64) -> Complex64;

/// The derivative of `f` (DLMF 10.51.2 and 10.51.5): `before` and `after` are the signs of its neighbours.
fn derivative(n: f64, z: Complex64, f: Function, before: f64, after: f64) -> Complex64 {
    if n == 0.0 { after * f(1.0, z) } else { before * f(n - 1.0, z) - (n + 1.0) / z * f(n, z) }
}

/// The derivative of [`complex_spherical_jn`].
pub(crate) fn complex_spherical_jnp(n: f64, z: Complex64) -> Complex64 {
    derivative(n, z, complex_spherical_jn, 1.0, -1.0)
}

/// The derivative of [`complex_spherical_yn`].
pub(crate) fn complex_spherical_ynp(n: f64, z: Complex64) -> Complex64 {
    derivative(n, z, complex_spherical_yn, 1.0, -1.0)
}

/// The derivative of [`complex_spherical_in`].
pub(crate) fn complex_spherical_inp(n: f64, z: Complex64) -> Complex64 {
    derivative(n, z, complex_spherical_in, 1.0, 1.0)
}

/// The derivative of [`complex_spherical_kn`].
pub(crate) fn complex_spherical_knp(n: f64, z: Complex64) -> Complex64 {
    derivative(n, z, complex_spherical_kn, -1.0, -1.0)
}
