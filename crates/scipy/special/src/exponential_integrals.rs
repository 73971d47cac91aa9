//! The exponential integrals.

use crate::dd::{self, Dd, EULER_GAMMA};
use crate::digamma::digamma;
use crate::fraction::continued_fraction;
use crate::gamma::gamma;
use crate::trig::parity_sign;

/// The exponential integral `E1(x)`, the integral of `exp(-t) / t` from `x` on (DLMF 6.2.1); NaN for
/// negative `x`.
///
/// ```
/// assert!((pallasite_special::exp1(1.0) - 0.21938393439552029).abs() < 1e-16);
/// ```
pub fn exp1(x: f64) -> f64 {
    if x == 0.0 {
        return f64::INFINITY;
    }
    if !(x > 0.0) {
        return f64::NAN;
    }
    if x <= 2.0 { -(series(-x) + dd::ln(x) + EULER_GAMMA).to_f64() } else { (-x).exp() * fraction(1.0, x) }
}

/// The exponential integral `Ei(x)`, the principal value of the integral of `exp(t) / t` up to `x` (DLMF 6.2.5).
///
/// Its power series 6.6.1 in double-double, which keeps the root at 0.3725 sharp; the asymptotic 6.12.2 above 40.
///
/// ```
/// assert!((pallasite_special::expi(1.0) - 1.8951178163559368).abs() < 1e-15);
/// ```
pub fn expi(x: f64) -> f64 {
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    if x < 0.0 {
        return -exp1(-x);
    }
    if !(x > 40.0) {
        return if x.is_nan() { x } else { (series(x) + dd::ln(x) + EULER_GAMMA).to_f64() };
    }
    if x > 720.0 {
        return f64::INFINITY;
    }
    let half = (0.5 * x).exp();
    half * (asymptotic_sum(x) / x) * half
}

/// `sum x^k / (k k!)` over `k >= 1`.
fn series(x: f64) -> Dd {
    let (mut sum, mut term) = (Dd::ZERO, Dd::ONE);
    for n in 1..400 {
        let k = f64::from(n);
        term = term * x / k;
        sum = sum + term / k;
        if term.hi.abs() < 1e-33 * sum.hi.abs() {
            break;
        }
    }
    sum
}

/// `sum k! / x^k` while the terms fall.
fn asymptotic_sum(x: f64) -> f64 {
    let (mut sum, mut term) = (1.0, 1.0);
    for k in 1..40 {
        term *= f64::from(k) / x;
        sum += term;
        if term < 1e-17 {
            break;
        }
    }
    sum
}

/// `exp(x) E_n(x)` by the even part of the continued fraction DLMF 8.19.17.
fn fraction(n: f64, x: f64) -> f64 {
    1.0 / continued_fraction(x + n, |k| (-k * (n - 1.0 + k), x + n + 2.0 * k))
}

/// The generalised exponential integral `E_n(x)` of whole order, `x >= 0` (DLMF 8.19.3).
///
/// ```
/// assert!((pallasite_special::expn(2.0, 1.0) - 0.14849550677592205).abs() < 1e-16);
/// ```
pub fn expn(n: f64, x: f64) -> f64 {
    let n = n.trunc();
    if n.is_nan() || x.is_nan() || n < 0.0 {
        return f64::NAN;
    }
    if x < 0.0 {
        return f64::INFINITY;
    }
    if x == 0.0 {
        return if n < 2.0 { f64::INFINITY } else { 1.0 / (n - 1.0) };
    }
    if n == 0.0 {
        return (-x).exp() / x;
    }
    if n == 1.0 {
        return exp1(x);
    }
    if x > 1.0 || n > 20.0 { (-x).exp() * fraction(n, x) } else { whole_series(n, x) }
}

/// DLMF 8.19.8.
fn whole_series(n: f64, x: f64) -> f64 {
    let lead = (digamma(n) - x.ln()) * parity_sign(n - 1.0) * x.powf(n - 1.0) / gamma(n);
    let (mut sum, mut power, mut k) = (Dd::from(lead), 1.0, 0.0);
    while power != 0.0 {
        if k != n - 1.0 {
            sum = sum - power / (k + 1.0 - n);
        }
        k += 1.0;
        power *= -x / k;
        if power.abs() < 1e-18 * sum.hi.abs() {
            break;
        }
    }
    sum.to_f64()
}
