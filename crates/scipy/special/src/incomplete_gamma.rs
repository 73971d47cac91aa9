//! The regularised incomplete gamma functions and their inverses (DLMF 8.2.4; DiDonato and Morris, ACM TOMS 12, 1986;
//! Gil, Segura and Temme, SIAM Journal on Scientific Computing 34, 2012).

use crate::chebyshev::horner;
use crate::coefficients::temme::TEMME;
use crate::dd::{self, Dd};
use crate::elementary::log_defect;
use crate::erf::erfcx;
use crate::fraction::continued_fraction;
use crate::gamma::{gamma, ln_gamma, stirling_correction};
use crate::normal::ndtri;
use std::f64::consts::TAU;

/// The regularised lower incomplete gamma function `P(a, x)`; NaN for negative arguments.
///
/// ```
/// assert!((pallasite_special::gammainc(1.0, 1.0) - 0.6321205588285577).abs() < 1e-15);
/// ```
pub fn gammainc(a: f64, x: f64) -> f64 {
    both(a, x).0
}

/// The regularised upper incomplete gamma function `Q(a, x)`, `1 - P(a, x)`.
///
/// ```
/// assert!((pallasite_special::gammaincc(1.0, 30.0) / (-30f64).exp() - 1.0).abs() < 1e-15);
/// ```
pub fn gammaincc(a: f64, x: f64) -> f64 {
    both(a, x).1
}

/// `P` and `Q`, the smaller one to full precision.
fn both(a: f64, x: f64) -> (f64, f64) {
    if !(a >= 0.0 && x >= 0.0) || (a == 0.0 && x == 0.0) || (a.is_infinite() && x.is_infinite()) {
        return (f64::NAN, f64::NAN);
    }
    if a == 0.0 || x.is_infinite() {
        return (1.0, 0.0);
    }
    if x == 0.0 || a.is_infinite() {
        return (0.0, 1.0);
    }
    if a > 100.0 && (x - a).abs() < 0.3 * a {
        return uniform(a, x);
    }
    if a < 1.0 && x <= 1.1 {
        return (prefix(a, x) * lower_series(a, x), upper_near_zero(a, x));
    }
    if x <= a {
        let lower = prefix(a, x) * lower_series(a, x);
        (lower, 1.0 - lower)
    } else {
        let upper = prefix(a, x) * a * upper_fraction(a, x);
        (1.0 - upper, upper)
    }
}

/// `x^a exp(-x) / gamma(a + 1)`.
fn prefix(a: f64, x: f64) -> f64 {
    if a < 25.0 && x < 50.0 {
        return x.powf(a) * (-x).exp() / if a < 1e-8 { 1.0 } else { a * gamma(a) };
    }
    (dd::ln(x) * a - x - ln_gamma(Dd::sum(a, 1.0))).exp()
}

/// `sum x^n / ((a + 1) ... (a + n))` (DLMF 8.7.1).
fn lower_series(a: f64, x: f64) -> f64 {
    let (mut sum, mut term, mut n) = (Dd::ONE, 1.0, 1.0);
    while term > 1e-18 * sum.hi {
        term *= x / (a + n);
        sum = sum + term;
        n += 1.0;
    }
    sum.to_f64()
}

/// `Q(a, x) gamma(a) exp(x) x^-a` by Legendre's continued fraction (DLMF 8.9.2).
fn upper_fraction(a: f64, x: f64) -> f64 {
    let start = x + 1.0 - a;
    1.0 / continued_fraction(start, |k| (-k * (k - a), start + 2.0 * k))
}

/// `Q(a, x)` for small arguments, where `x^a / gamma(a + 1)` is close to one.
fn upper_near_zero(a: f64, x: f64) -> f64 {
    let log = dd::ln(x) * a - ln_gamma(Dd::sum(a, 1.0));
    let (mut sum, mut power, mut n) = (0.0f64, 1.0f64, 1.0);
    loop {
        power *= -x / n;
        let term = power / (a + n);
        sum += term;
        if !(term.abs() > 1e-18 * sum.abs()) {
            break;
        }
        n += 1.0;
    }
    -log.exp_m1() - log.exp() * a * sum
}

/// Temme's expansion, uniform in `x / a` near one (DLMF 8.12.3, 8.12.4 and 8.12.7).
fn uniform(a: f64, x: f64) -> (f64, f64) {
    let mu = (x - a) / a;
    let eta = (2.0 * log_defect(mu)).sqrt().copysign(mu);
    let mut correction = 0.0;
    for row in TEMME.iter().rev() {
        correction = correction / a + horner(row, eta);
    }
    let scale = prefix(a, x) * stirling_correction(a).exp();
    let main = 0.5 * (TAU * a).sqrt() * erfcx(eta.abs() * (0.5 * a).sqrt());
    if x < a {
        let lower = scale * (main - correction);
        (lower, 1.0 - lower)
    } else {
        let upper = scale * (main + correction);
        (1.0 - upper, upper)
    }
}

/// The `x` with `P(a, x) = p`.
///
/// ```
/// assert!((pallasite_special::gammaincinv(1.0, 0.5) - 2f64.ln()).abs() < 1e-15);
/// ```
pub fn gammaincinv(a: f64, p: f64) -> f64 {
    if p <= 0.5 { invert(a, p, false) } else { invert(a, 1.0 - p, true) }
}

/// The `x` with `Q(a, x) = q`.
///
/// ```
/// assert!((pallasite_special::gammainccinv(1.0, 0.5) - 2f64.ln()).abs() < 1e-15);
/// ```
pub fn gammainccinv(a: f64, q: f64) -> f64 {
    if q <= 0.5 { invert(a, q, true) } else { invert(a, 1.0 - q, false) }
}

/// Newton's method on the logarithm of `P` (or `Q`, if `upper`) as a function of `log x`: both are concave, so it
/// converges from anywhere.
fn invert(a: f64, target: f64, upper: bool) -> f64 {
    if !(a >= 0.0 && (0.0..=1.0).contains(&target)) {
        return f64::NAN;
    }
    if target == 0.0 || a == 0.0 || a.is_infinite() {
        return match (target == 0.0, a == 0.0) {
            (true, _) if upper => f64::INFINITY,
            (true, _) => 0.0,
            _ => f64::NAN,
        };
    }
    let mut x = first_guess(a, target, upper);
    for _ in 0..200 {
        let (lower, rest) = both(a, x);
        let value = if upper { rest } else { lower };
        let slope = a * prefix(a, x) / value;
        let off = (value / target).ln();
        let step = (if upper { off } else { -off } / slope).clamp(-40.0, 40.0);
        let next = x * step.exp();
        if !(step.abs() > 1e-16) || next == x || next == 0.0 || next.is_infinite() {
            return next;
        }
        x = next;
        if step.abs() < 1e-9 {
            return x;
        }
    }
    x
}

/// Wilson and Hilferty's cube for large `a`, the leading power for the lower tail, the exponential for the upper.
fn first_guess(a: f64, target: f64, upper: bool) -> f64 {
    let power = ((if upper { (-target).ln_1p() } else { target.ln() } + ln_gamma(Dd::sum(a, 1.0)).to_f64())
        / a)
        .exp();
    if a < 1.0 {
        return if upper && target < 0.1 { (-target.ln()).max(0.1) } else { power.clamp(1e-300, 2.0) };
    }
    let z = if upper { -ndtri(target) } else { ndtri(target) };
    let cube = a * (1.0 - 1.0 / (9.0 * a) + z / (3.0 * a.sqrt())).powi(3);
    if cube > 0.3 * a || (upper && cube > 0.0) { cube } else { power.max(1e-300) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_sides_of_the_uniform_region_agree() {
        for a in [101.0, 400.0] {
            for ratio in [0.7001, 1.2999] {
                let x = a * ratio;
                let direct = if ratio < 1.0 {
                    prefix(a, x) * lower_series(a, x)
                } else {
                    prefix(a, x) * a * upper_fraction(a, x)
                };
                let (p, q) = uniform(a, x);
                let found = if ratio < 1.0 { p } else { q };
                assert!((found / direct - 1.0).abs() < 4e-15, "{a} {x}: {found} {direct}");
            }
        }
    }
}
