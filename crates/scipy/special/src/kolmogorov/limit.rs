//! Kolmogorov's limiting distribution: a theta function, whose two sums (DLMF 20.2, 20.7.32) converge on either side of
//! `x = 0.82` within three terms.

use crate::dd::PI as PI_DD;
use crate::erf::exp_square;
use crate::inverse::{Local, Tails, solve};
use std::f64::consts::{PI, TAU};

const TURN: f64 = 0.82;

/// Both sides at `x > 0`, and the density.
fn at(x: f64) -> (Tails, f64) {
    if x >= TURN {
        let q = exp_square(x, -2.0);
        let third = q * q * q;
        let (five, nine) = (third * q * q, third * third * third);
        // The exponents are squares: 1, 4, 9, 16 and 25, the last three at most a billionth.
        let upper = 2.0 * q * (1.0 - third * (1.0 - five * (1.0 - five * q * q * (1.0 - nine))));
        let density =
            8.0 * x * q * (1.0 - third * (4.0 - five * (9.0 - five * q * q * (16.0 - 25.0 * nine))));
        return (Tails { lower: 1.0 - upper, upper }, density);
    }
    let exponent = -(PI_DD / x) * (PI_DD / x) / 8.0;
    let w = exponent.exp();
    let (two, rate) = (w * w, -2.0 * exponent.hi);
    let eight = two * two * two * two;
    let sixteen = eight * eight;
    let front = TAU.sqrt() / x * w;
    let lower = front * (1.0 + eight * (1.0 + sixteen));
    let density = front / x * ((rate - 1.0) + eight * ((9.0 * rate - 1.0) + sixteen * (25.0 * rate - 1.0)));
    (Tails { lower, upper: 1.0 - lower }, density)
}

fn tails(x: f64) -> Tails {
    match x {
        _ if x.is_nan() => Tails { lower: x, upper: x },
        _ if x <= 0.0 => Tails { lower: 0.0, upper: 1.0 },
        _ if x.is_infinite() => Tails { lower: 1.0, upper: 0.0 },
        _ => at(x).0,
    }
}

/// The survival function of Kolmogorov's distribution.
///
/// ```
/// assert!((pallasite_special::kolmogorov(1.0) - 0.26999967167735456).abs() < 1e-16);
/// ```
pub fn kolmogorov(x: f64) -> f64 {
    tails(x).upper
}

/// Kolmogorov's distribution function.
///
/// ```
/// assert!((pallasite_special::kolmogc(1.0) - 0.73000032832264544).abs() < 2e-16);
/// ```
pub fn kolmogc(x: f64) -> f64 {
    tails(x).lower
}

/// The derivative of [`kolmogorov`].
///
/// ```
/// assert!((pallasite_special::kolmogp(1.0) + 1.0719485583569418).abs() < 1e-15);
/// ```
pub fn kolmogp(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    // Below this the density is less than any double.
    if x <= 0.04 || x.is_infinite() { -0.0 } else { -at(x).1 }
}

/// The inverse of [`kolmogorov`].
///
/// ```
/// assert!((pallasite_special::kolmogi(0.26999967167735456) - 1.0).abs() < 1e-15);
/// ```
pub fn kolmogi(p: f64) -> f64 {
    quantile(1.0 - p, p)
}

/// The inverse of [`kolmogc`].
///
/// ```
/// assert!((pallasite_special::kolmogci(0.73000032832264544) - 1.0).abs() < 1e-15);
/// ```
pub fn kolmogci(p: f64) -> f64 {
    quantile(p, 1.0 - p)
}

/// The point that leaves `p` below and `q` above.
fn quantile(p: f64, q: f64) -> f64 {
    if !(p >= 0.0 && q >= 0.0) {
        return f64::NAN;
    }
    if p == 0.0 || q == 0.0 {
        return if p == 0.0 { 0.0 } else { f64::INFINITY };
    }
    let upper = q <= 0.5;
    let start = if upper { (-0.5 * (0.5 * q).ln()).sqrt() } else { from_below(p) };
    solve(start, if upper { q } else { p }, |x| {
        let (Tails { lower, upper: above }, density) = at(x);
        let (value, sign) = if upper { (above, -x) } else { (lower, x) };
        Local { value, slope: sign * density / value, bend: if upper { 2.0 } else { -2.0 } }
    })
}

/// The leading term of the lower side solved for `x`, by iteration.
fn from_below(p: f64) -> f64 {
    (0..4).fold(0.6, |x, _| PI / (8.0 * (TAU.sqrt() / (x * p)).ln()).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_sums_agree() {
        let (below, above) = (at(TURN.next_down()), at(TURN));
        assert!((below.0.lower - above.0.lower).abs() < 1e-15);
        assert!((below.1 - above.1).abs() < 4e-15);
    }

    #[test]
    fn inverses_undo() {
        for p in [1e-300, 1e-20, 0.3, 0.5, 0.51, 0.9] {
            assert!((kolmogorov(kolmogi(p)) / p - 1.0).abs() < 1e-12, "{p}");
            assert!((kolmogc(kolmogci(p)) / p - 1.0).abs() < 1e-12, "{p}");
        }
    }
}
