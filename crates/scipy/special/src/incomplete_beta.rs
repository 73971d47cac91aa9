//! The regularised incomplete beta function and its inverse (DLMF 8.17; DiDonato and Morris, "Algorithm 708", ACM TOMS
//! 18, 1992).

use crate::beta::ln_beta;
use crate::dd::{self, Dd};
use crate::fraction::continued_fraction;
use crate::gamma::ln_gamma;
use crate::normal::ndtri;

/// The regularised incomplete beta function `I_x(a, b)`: NaN for `x` outside `[0, 1]` or negative parameters.
///
/// ```
/// assert!((pallasite_special::betainc(2.0, 3.0, 0.5) - 0.6875).abs() < 1e-15);
/// ```
pub fn betainc(a: f64, b: f64, x: f64) -> f64 {
    degenerate(a, b, x).unwrap_or_else(|| both(a, b, Dd::from(x)).0)
}

/// The complement `1 - I_x(a, b)`, accurate where it is small.
///
/// ```
/// assert!((pallasite_special::betaincc(2.0, 3.0, 0.5) - 0.3125).abs() < 1e-15);
/// ```
pub fn betaincc(a: f64, b: f64, x: f64) -> f64 {
    degenerate(a, b, x).map_or_else(|| both(a, b, Dd::from(x)).1, |lower| 1.0 - lower)
}

/// The value at the ends of the ranges.
fn degenerate(a: f64, b: f64, x: f64) -> Option<f64> {
    if !(a >= 0.0 && b >= 0.0 && (0.0..=1.0).contains(&x)) {
        return Some(f64::NAN);
    }
    if (a == 0.0 && b == 0.0) || (a.is_infinite() && b.is_infinite()) {
        return Some(f64::NAN);
    }
    if a == 0.0 || b.is_infinite() {
        return Some(if x > 0.0 { 1.0 } else { 0.0 });
    }
    if b == 0.0 || a.is_infinite() {
        return Some(if x < 1.0 { 0.0 } else { 1.0 });
    }
    (x == 0.0 || x == 1.0).then_some(x)
}

/// `I` and its complement at `x` in `(0, 1)`, the smaller one to full precision.
fn both(a: f64, b: f64, x: Dd) -> (f64, f64) {
    let y = Dd::ONE - x;
    if a.min(b) <= 1.0 {
        if x.hi <= 0.5 && (b <= 1.0 || b * x.hi <= 0.7) {
            return power_series(a, b, x);
        }
        if y.hi <= 0.5 && (a <= 1.0 || a * y.hi <= 0.7) {
            return swapped(power_series(b, a, y));
        }
    }
    let lead = y * a - x * b;
    if lead.hi >= 0.0 {
        let lower = prefix(a, b, x, y) / fraction(a, b, x.hi, lead.to_f64());
        (lower, 1.0 - lower)
    } else {
        let upper = prefix(a, b, x, y) / fraction(b, a, y.hi, -lead.to_f64());
        (1.0 - upper, upper)
    }
}

fn swapped((lower, upper): (f64, f64)) -> (f64, f64) {
    (upper, lower)
}

/// `x^a y^b / B(a, b)`.
fn prefix(a: f64, b: f64, x: Dd, y: Dd) -> f64 {
    (x.ln() * a + y.ln() * b - ln_beta(a, b)).exp()
}

/// DLMF 8.17.7 as a power series; the complement by the defect of its factor from one.
fn power_series(a: f64, b: f64, x: Dd) -> (f64, f64) {
    let log = x.ln() * a - ln_gamma_like_beta(a, b);
    let (mut sum, mut power, mut n) = (Dd::ZERO, 1.0, 1.0);
    loop {
        power *= (n - b) * x.hi / n;
        let term = power / (a + n);
        sum = sum + term;
        if !(term.abs() > 1e-18 * sum.hi.abs()) {
            break;
        }
        n += 1.0;
    }
    let rest = a * sum.to_f64();
    let lower = log.exp() * (1.0 + rest);
    (lower, if lower < 0.5 { 1.0 - lower } else { -log.exp_m1() - log.exp() * rest })
}

/// `log(a B(a, b))`, without the pole at `a = 0`.
fn ln_gamma_like_beta(a: f64, b: f64) -> Dd {
    if a > 1.0 {
        return ln_beta(a, b) + dd::ln(a);
    }
    ln_gamma(Dd::sum(a, 1.0)) + ln_gamma(Dd::from(b)) - ln_gamma(Dd::sum(a, b))
}

/// The continued fraction of DiDonato and Morris, by which `x^a y^b / B(a, b)` is divided; `lead = a y - b x >= 0`.
fn fraction(a: f64, b: f64, x: f64, lead: f64) -> f64 {
    continued_fraction(a / (a + 1.0) * (lead + 1.0), |n| {
        let middle = a + 2.0 * n - 1.0;
        let above = (a + n - 1.0) / middle * ((a + b + n - 1.0) / middle) * (n * (b - n) * x * x);
        let below = n + n * (b - n) * x / middle + (a + n) / (middle + 2.0) * (lead + 1.0 + n * (2.0 - x));
        (above, below)
    })
}

/// The `x` with `I_x(a, b) = p`.
///
/// ```
/// assert!((pallasite_special::betaincinv(2.0, 3.0, 0.6875) - 0.5).abs() < 1e-15);
/// ```
pub fn betaincinv(a: f64, b: f64, p: f64) -> f64 {
    if p <= 0.5 { invert(a, b, p, false) } else { invert(a, b, 1.0 - p, true) }
}

/// The `x` with `1 - I_x(a, b) = q`.
///
/// ```
/// assert!((pallasite_special::betainccinv(2.0, 3.0, 0.3125) - 0.5).abs() < 1e-15);
/// ```
pub fn betainccinv(a: f64, b: f64, q: f64) -> f64 {
    if q <= 0.5 { invert(a, b, q, true) } else { invert(a, b, 1.0 - q, false) }
}

/// Newton's method on the logarithm of the function (or its complement, if `upper`) against the log-odds of `x`: both
/// are concave, so it converges from anywhere.
fn invert(a: f64, b: f64, target: f64, upper: bool) -> f64 {
    if !(a > 0.0 && b > 0.0 && (0.0..=1.0).contains(&target)) {
        return f64::NAN;
    }
    if target == 0.0 {
        return if upper { 1.0 } else { 0.0 };
    }
    if a.is_infinite() || b.is_infinite() {
        return match (a.is_infinite(), b.is_infinite()) {
            (true, true) => f64::NAN,
            (one_sided, _) => f64::from(u8::from(one_sided)),
        };
    }
    let mut odds = first_odds(
        a,
        b,
        if upper { 1.0 - target } else { target },
        if upper { target } else { 1.0 - target },
    );
    for _ in 0..200 {
        let x = Dd::from(odds) / Dd::sum(1.0, odds);
        let (lower, rest) = both(a, b, x);
        let value = if upper { rest } else { lower };
        let slope = prefix(a, b, x, Dd::ONE - x) / value;
        let off = (value / target).ln();
        let step = (if upper { off } else { -off } / slope).clamp(-40.0, 40.0);
        odds = (odds * step.exp()).clamp(1e-300, 1e30);
        if !(step.abs() > 1e-9) || odds == 1e-300 || odds == 1e30 {
            break;
        }
    }
    odds / (1.0 + odds)
}

/// The leading power near either end, else the normal approximation of the log-odds.
fn first_odds(a: f64, b: f64, p: f64, q: f64) -> f64 {
    let centre = a / (a + b);
    let low = ((p.ln() + ln_beta(a, b).to_f64() + a.ln()) / a).exp();
    let high = ((q.ln() + ln_beta(a, b).to_f64() + b.ln()) / b).exp();
    if low < 0.3 * centre {
        return (low / (1.0 - low)).max(1e-299);
    }
    if high < 0.3 * (1.0 - centre) {
        return ((1.0 - high) / high).min(1e29);
    }
    let z = if p < q { ndtri(p) } else { -ndtri(q) };
    a / b * (z * (1.0 / a + 1.0 / b).sqrt()).clamp(-30.0, 30.0).exp()
}
