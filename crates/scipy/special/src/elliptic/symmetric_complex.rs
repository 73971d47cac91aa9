//! Carlson's integrals of complex arguments, none of which may be on the negative axis but where a principal value is meant.

use super::carlson::{carlson_c, carlson_f, carlson_f_and_d, carlson_g, carlson_j};
use super::symmetric::elliprj;
use num_complex::Complex64;

const NAN: Complex64 = Complex64::new(f64::NAN, f64::NAN);
const INFINITE: Complex64 = Complex64::new(f64::INFINITY, 0.0);

fn is_cut(z: &Complex64) -> bool {
    z.is_nan() || (z.im == 0.0 && z.re < 0.0)
}

fn zeros(all: &[Complex64]) -> usize {
    all.iter().filter(|z| **z == Complex64::ZERO).count()
}

/// [`elliprf`](crate::elliprf) of complex arguments.
///
/// ```
/// let f = pallasite_special::complex_elliprf(4.0.into(), 4.0.into(), 4.0.into());
/// assert_eq!(f.re, 0.5);
/// ```
pub fn complex_elliprf(x: Complex64, y: Complex64, z: Complex64) -> Complex64 {
    let all = [x, y, z];
    if all.iter().any(is_cut) {
        NAN
    } else if all.iter().any(|z| z.is_infinite()) {
        Complex64::ZERO
    } else if zeros(&all) > 1 {
        INFINITE
    } else {
        carlson_f(x, y, z)
    }
}

/// [`elliprd`](crate::elliprd) of complex arguments.
///
/// ```
/// let d = pallasite_special::complex_elliprd(4.0.into(), 4.0.into(), 4.0.into());
/// assert!((d.re - 0.125).abs() < 1e-15);
/// ```
pub fn complex_elliprd(x: Complex64, y: Complex64, z: Complex64) -> Complex64 {
    let all = [x, y, z];
    if all.iter().any(is_cut) {
        NAN
    } else if all.iter().any(|z| z.is_infinite()) {
        Complex64::ZERO
    } else if z == Complex64::ZERO || zeros(&all) > 1 {
        INFINITE
    } else {
        carlson_f_and_d(x, y, z).1
    }
}

/// [`elliprc`](crate::elliprc) of complex arguments, the principal value for negative `y`.
///
/// ```
/// assert_eq!(pallasite_special::complex_elliprc(4.0.into(), 4.0.into()).re, 0.5);
/// ```
pub fn complex_elliprc(x: Complex64, y: Complex64) -> Complex64 {
    if is_cut(&x) || y.is_nan() || y == Complex64::ZERO {
        NAN
    } else if x.is_infinite() || y.is_infinite() {
        Complex64::ZERO
    } else if is_cut(&y) {
        (x / (x - y)).sqrt() * carlson_c(x - y, -y)
    } else {
        carlson_c(x, y)
    }
}

/// [`elliprg`](crate::elliprg) of complex arguments.
///
/// ```
/// let g = pallasite_special::complex_elliprg(4.0.into(), 4.0.into(), 4.0.into());
/// assert!((g.re - 2.0).abs() < 1e-15);
/// ```
pub fn complex_elliprg(x: Complex64, y: Complex64, z: Complex64) -> Complex64 {
    let mut all = [x, y, z];
    if all.iter().any(is_cut) {
        return NAN;
    }
    if all.iter().any(|z| z.is_infinite()) {
        return INFINITE;
    }
    all.sort_by(|a, b| a.norm().total_cmp(&b.norm()));
    let [low, middle, high] = all;
    if middle == Complex64::ZERO { 0.5 * high.sqrt() } else { carlson_g(low, high, middle) }
}

/// Whether duplication is known to converge to the integral (Carlson 1995, section 2).
fn is_admitted([x, y, z]: [Complex64; 3], p: Complex64) -> bool {
    let right = |z: &Complex64| z.re >= 0.0;
    if [x, y, z].iter().all(right) && p.re > 0.0 {
        return true;
    }
    let is_real = |z: &Complex64| z.im == 0.0 && z.re >= 0.0;
    let pair =
        |a: Complex64, b: Complex64, c: Complex64| a == b.conj() && a != Complex64::ZERO && is_real(&c);
    [x, y, z].iter().all(is_real) || pair(x, y, z) || pair(y, z, x) || pair(z, x, y)
}

/// [`elliprj`](crate::elliprj) of complex arguments: NaN where duplication is not known to reach the integral.
///
/// ```
/// let four = 4.0.into();
/// assert!((pallasite_special::complex_elliprj(four, four, four, four).re - 0.125).abs() < 1e-15);
/// ```
pub fn complex_elliprj(x: Complex64, y: Complex64, z: Complex64, p: Complex64) -> Complex64 {
    let all = [x, y, z];
    if all.iter().any(is_cut) || p.is_nan() || p == Complex64::ZERO {
        return NAN;
    }
    if is_cut(&p) {
        let is_real = all.iter().all(|z| z.im == 0.0);
        return if is_real { elliprj(x.re, y.re, z.re, p.re).into() } else { NAN };
    }
    if all.iter().any(|z| z.is_infinite()) || p.is_infinite() {
        Complex64::ZERO
    } else if zeros(&all) > 1 {
        INFINITE
    } else if is_admitted(all, p) {
        carlson_j(x, y, z, p)
    } else {
        NAN
    }
}
