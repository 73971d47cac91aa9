//! Complete elliptic integrals, by polynomials in the parameter, and their logarithm (DLMF 19.12) near one.

use crate::coefficients::elliptic::{E, E_LOG, E_REGULAR, K, K_LOG, K_REGULAR};
use crate::polynomial::{on_intervals, polynomial};

/// Up to this complementary parameter the logarithm is taken out.
const NEAR_ONE: f64 = 0.1875;
const WIDTH: f64 = 0.03125;

/// The complete integral of the first kind, `K(m)`, NaN above one (DLMF 19.2.8).
///
/// ```
/// assert_eq!(pallasite_special::ellipk(0.0), std::f64::consts::FRAC_PI_2);
/// ```
pub fn ellipk(m: f64) -> f64 {
    if m >= 0.0 { first_kind(m, 1.0 - m) } else { ellipkm1(1.0 - m) }
}

/// The complete integral of the first kind at `1 - p`, accurate as `p` goes to zero.
///
/// ```
/// assert_eq!(pallasite_special::ellipkm1(1.0), std::f64::consts::FRAC_PI_2);
/// ```
pub fn ellipkm1(p: f64) -> f64 {
    if p > 1.0 {
        // K(m) = K(m / (m - 1)) / sqrt(1 - m), DLMF 19.7.2
        let inverse = 1.0 / p;
        return if inverse == 0.0 { 0.0 } else { first_kind(1.0 - inverse, inverse) / p.sqrt() };
    }
    first_kind(1.0 - p, p)
}

/// `K` of the parameter `m` and its complement, both in `[0, 1]`.
#[inline(always)]
fn first_kind(m: f64, p: f64) -> f64 {
    if p > NEAR_ONE {
        return on_intervals(&K, -0.5 * WIDTH, WIDTH, m).unwrap_or(f64::NAN);
    }
    if p > 0.0 {
        return polynomial(&K_REGULAR, p) - p.ln() * polynomial(&K_LOG, p);
    }
    if p == 0.0 { f64::INFINITY } else { f64::NAN }
}

/// The complete integral of the second kind, `E(m)`, NaN above one (DLMF 19.2.8).
///
/// ```
/// assert_eq!(pallasite_special::ellipe(1.0), 1.0);
/// ```
pub fn ellipe(m: f64) -> f64 {
    if m >= 0.0 {
        return second_kind(m, 1.0 - m);
    }
    if m == f64::NEG_INFINITY {
        return f64::INFINITY;
    }
    // E(m) = sqrt(1 - m) E(m / (m - 1)), DLMF 19.7.2
    let p = 1.0 - m;
    second_kind(m / -p, 1.0 / p) * p.sqrt()
}

/// `E` of the parameter `m` and its complement, both in `[0, 1]`.
#[inline(always)]
fn second_kind(m: f64, p: f64) -> f64 {
    if p > NEAR_ONE {
        return on_intervals(&E, -0.5 * WIDTH, WIDTH, m).unwrap_or(f64::NAN);
    }
    if p > 0.0 {
        return polynomial(&E_REGULAR, p) - p.ln() * p * polynomial(&E_LOG, p);
    }
    if p == 0.0 { 1.0 } else { f64::NAN }
}

/// The arithmetic-geometric mean of two numbers of one sign (DLMF 19.8(i)); NaN for two of different signs.
///
/// ```
/// assert_eq!(pallasite_special::agm(3.0, 3.0), 3.0);
/// ```
pub fn agm(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() || (a < 0.0 && b > 0.0) || (a > 0.0 && b < 0.0) {
        return f64::NAN;
    }
    if (a.is_infinite() || b.is_infinite()) && (a == 0.0 || b == 0.0) {
        return f64::NAN;
    }
    if a == 0.0 || b == 0.0 {
        return 0.0;
    }
    if a == b || a.is_infinite() || b.is_infinite() {
        return if a.is_infinite() { a } else { b };
    }
    let (mut high, mut low) = (a.abs().max(b.abs()), a.abs().min(b.abs()));
    while high - low > 1e-8 * high {
        (high, low) = (0.5 * high + 0.5 * low, high.sqrt() * low.sqrt());
    }
    (0.5 * high + 0.5 * low).copysign(a)
}
