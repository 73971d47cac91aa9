//! The exponential integrals.

use crate::coefficients::integrals::{E1, E1_FAR, E1_NEAR, EI, EI_FAR, EI_NEAR, ROOT};
use crate::dd::EULER_GAMMA;
use crate::digamma::digamma;
use crate::gamma::gamma;
use crate::polynomial::{on_quarters, polynomial};
use crate::trig::parity_sign;

/// The exponential integral `E1(x)`, the integral of `exp(-t) / t` from `x` on (DLMF 6.2.1); NaN for
/// negative `x`.
///
/// ```
/// assert!((pallasite_special::exp1(1.0) - 0.21938393439552029).abs() < 1e-16);
/// ```
pub fn exp1(x: f64) -> f64 {
    if x >= 1.0 {
        return (-x).exp() / x * scaled(&E1, 1.0, &E1_FAR, x);
    }
    if x > 0.0 {
        return x * polynomial(&E1_NEAR, x) - (x.ln() + EULER_GAMMA.hi);
    }
    if x == 0.0 { f64::INFINITY } else { f64::NAN }
}

/// A function tabulated from `low` on, by a polynomial in `1 / x` beyond the table.
#[inline(always)]
fn scaled<const N: usize, const M: usize>(near: &[[f64; N]], low: f64, far: &[f64; M], x: f64) -> f64 {
    on_quarters(near, low, x).unwrap_or_else(|| polynomial(far, 1.0 / x))
}

/// The exponential integral `Ei(x)`, the principal value of the integral of `exp(t) / t` up to `x` (DLMF 6.2.5).
///
/// Below 2 its zero at 0.3725 and the logarithm are taken out (Cody and Thacher, Mathematics of Computation 23, 1969).
///
/// ```
/// assert!((pallasite_special::expi(1.0) - 1.8951178163559368).abs() < 1e-15);
/// ```
pub fn expi(x: f64) -> f64 {
    if x >= 2.0 {
        return grown(x);
    }
    if x > 0.0 {
        let off = (x - ROOT[0].hi) - ROOT[0].lo;
        let log = if off.abs() < 0.2 { (off / ROOT[0].hi).ln_1p() } else { (x / ROOT[0].hi).ln() };
        return off * polynomial(&EI_NEAR, x - 1.0) + log;
    }
    if x == 0.0 { f64::NEG_INFINITY } else { -exp1(-x) }
}

/// `Ei(x)` for `x >= 2`; the exponential overflows before it does.
#[inline(always)]
fn grown(x: f64) -> f64 {
    if x > 720.0 {
        return f64::INFINITY;
    }
    let value = scaled(&EI, 2.0, &EI_FAR, x) / x;
    if x < 700.0 {
        return value * x.exp();
    }
    let half = (0.5 * x).exp();
    half * value * half
}

/// `exp(x) E_n(x)` by the even part of the continued fraction DLMF 8.19.17, from a term on that no longer counts: the
/// first bound is that of small orders, the second that of large ones, both found by trial.
fn fraction(n: f64, x: f64) -> f64 {
    if n > 1e8 {
        return 1.0 / (x + n);
    }
    let mut k = (110.0 / x).min(800.0 / n).floor() + 9.0;
    // The tail as a quotient, so that there is one division.
    let (mut above, mut below) = (x + n + 2.0 * k, 1.0);
    while k > 0.0 {
        (above, below) = ((x + n + 2.0 * (k - 1.0)) * above - k * (n - 1.0 + k) * below, above);
        k -= 1.0;
    }
    below / above
}

/// The generalised exponential integral `E_n(x)` of whole order, `x >= 0` (DLMF 8.19.3).
///
/// ```
/// assert!((pallasite_special::expn(2.0, 1.0) - 0.14849550677592205).abs() < 1e-16);
/// ```
pub fn expn(n: f64, x: f64) -> f64 {
    let n = n.trunc();
    if n.is_nan() || x.is_nan() || n < 0.0 || x < 0.0 {
        return f64::NAN;
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
    let (mut sum, mut power, mut k) = (lead, 1.0, 0.0);
    while power != 0.0 {
        if k != n - 1.0 {
            sum -= power / (k + 1.0 - n);
        }
        k += 1.0;
        power *= -x / k;
        if power.abs() < 1e-18 * f64::abs(sum) {
            break;
        }
    }
    sum
}
