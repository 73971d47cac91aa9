//! Struve functions.

use crate::bessel::{iv, jv, power_front, yv};
use crate::dd::Dd;
use crate::gamma::{gammaln, gammasgn, rgamma};
use crate::trig::parity_sign;
use std::f64::consts::{FRAC_2_PI, FRAC_2_SQRT_PI, PI};

/// A value and by how much it may be off.
type Estimate = (f64, f64);
/// What a value has to be within to be taken without a second opinion.
const SURE: f64 = 1e-16;

/// `(x / 2)^(v + 1) / (gamma(3/2) gamma(v + 3/2))`, the first term of the power series.
fn front(v: f64, x: f64) -> f64 {
    let half = 0.5 * x;
    if v >= -0.5 {
        return power_front(v + 0.5, x) * half.sqrt() * FRAC_2_SQRT_PI;
    }
    let shape = v + 1.5;
    if shape > -100.0 {
        return half.powf(v + 1.0) * rgamma(shape) * FRAC_2_SQRT_PI;
    }
    gammasgn(shape) * ((v + 1.0) * half.ln() - gammaln(shape)).exp() * FRAC_2_SQRT_PI
}

/// The power series of `H`, or with positive signs that of `L` (DLMF 11.2.1, 11.2.2), in twice the precision against its
/// cancellation.
fn power_series(v: f64, x: f64, sign: f64) -> Estimate {
    let y = Dd::product(x, x) * (0.25 * sign);
    let (mut term, mut sum, mut largest, mut k) = (Dd::ONE, Dd::ONE, 1.0, 0.0);
    loop {
        term = term * y / (Dd::sum(k + 1.5, v) * (k + 1.5));
        sum = sum + term;
        largest = f64::max(largest, term.hi.abs());
        k += 1.0;
        if !(term.hi.abs() >= 1e-17 * sum.hi.abs()) || k > 3000.0 {
            break;
        }
    }
    let front = front(v, x);
    (front * sum.to_f64(), f64::abs(front) * (largest * 1e-31 + term.hi.abs()))
}

/// The same with few terms or without cancellation, from the last term on.
fn short_series(v: f64, x: f64, sign: f64) -> f64 {
    let y = 0.25 * x * x * sign;
    let mut k = (8.0 + 3.0 * x.sqrt() + 0.68 * x).ceil();
    let mut sum = 1.0;
    while k > 0.0 {
        sum = 1.0 + y / ((k + 0.5) * (k + 0.5 + v)) * sum;
        k -= 1.0;
    }
    front(v, x) * sum
}

/// `H - Y` or `L - I` of order `-v` far out (DLMF 11.6.1, 11.6.2), up to the smallest term.
fn asymptotic(v: f64, x: f64, sign: f64) -> Estimate {
    let half = 0.5 * x;
    let lead =
        if v >= 0.5 { power_front(v - 0.5, x) / half.sqrt() } else { half.powf(v - 1.0) * rgamma(v + 0.5) };
    let mut term = lead / PI.sqrt() * -sign;
    let (mut sum, mut k) = (term, 0.0);
    while term != 0.0 {
        let ratio = -sign * (k + 0.5) * (v - 0.5 - k) / (half * half);
        if ratio.abs() > 1.0 && k > v {
            break;
        }
        term *= ratio;
        sum += term;
        k += 1.0;
        if !(term.abs() > 1e-18 * f64::abs(sum)) || k > 500.0 {
            break;
        }
    }
    (sum, term.abs())
}

/// What `H` and `L` are at zero: the first term of their series.
fn at_zero(v: f64) -> f64 {
    if v > -1.0 {
        0.0
    } else if v == -1.0 {
        FRAC_2_PI
    } else {
        gammasgn(v + 1.5) * f64::INFINITY
    }
}

/// `n` of `v = -n - 1/2`, where Struve functions are Bessel functions (DLMF 11.4.3, 11.4.4).
fn half_order(v: f64) -> Option<f64> {
    let n = -v - 0.5;
    (n > 0.0 && n == n.floor()).then_some(n)
}

/// Either function at `x < 0`, real for whole orders alone, through its value at `-x`.
fn reflected(v: f64, x: f64, function: fn(f64, f64) -> f64) -> f64 {
    if v == v.floor() { -parity_sign(v) * function(v, -x) } else { f64::NAN }
}

/// The Struve function `H` of real order (DLMF 11.2.1), NaN for negative `x` unless `v` is whole.
///
/// ```
/// assert!((pallasite_special::struve(0.0, 1.0) - 0.5686566270482879).abs() < 1e-15);
/// ```
pub fn struve(v: f64, x: f64) -> f64 {
    if v.is_nan() || x.is_nan() {
        return f64::NAN;
    }
    if x < 0.0 {
        return reflected(v, x, struve);
    }
    if x == 0.0 {
        return at_zero(v);
    }
    if let Some(n) = half_order(v) {
        return parity_sign(n) * jv(n + 0.5, x);
    }
    if v >= -1.0 && x * x < 3.0 * (v + 1.5) {
        return short_series(v, x, -1.0);
    }
    let mut best = (f64::NAN, f64::INFINITY);
    if x >= 0.7 * v + 12.0 {
        let (rest, off) = asymptotic(v, x, -1.0);
        best = (rest + yv(v, x), off);
        if off <= SURE * best.0.abs() {
            return best.0;
        }
    }
    better(best, power_series(v, x, -1.0))
}

/// The one of two estimates that is surer.
fn better(one: Estimate, other: Estimate) -> f64 {
    if other.1 < one.1 { other.0 } else { one.0 }
}

/// The modified Struve function `L` of real order (DLMF 11.2.2), NaN for negative `x` unless `v` is whole.
///
/// ```
/// assert!((pallasite_special::modstruve(0.0, 1.0) - 0.7102431859378909).abs() < 1e-15);
/// ```
pub fn modstruve(v: f64, x: f64) -> f64 {
    if v.is_nan() || x.is_nan() {
        return f64::NAN;
    }
    if x < 0.0 {
        return reflected(v, x, modstruve);
    }
    if x == 0.0 {
        return at_zero(v);
    }
    if let Some(n) = half_order(v) {
        return iv(n + 0.5, x);
    }
    if x > 40.0 && x >= 0.7 * v + 12.0 {
        let (rest, off) = asymptotic(v, x, 1.0);
        let value = rest + iv(-v, x);
        if off <= SURE * value.abs() || x > 600.0 {
            return value;
        }
    }
    if v >= -1.0 { short_series(v, x, 1.0) } else { power_series(v, x, 1.0).0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DLMF 11.4.5, 11.4.7.
    #[test]
    fn half_orders() {
        for x in [0.3, 2.0, 11.0, 40.0, 100.0] {
            let want = (2.0 / (PI * x)).sqrt() * (1.0 - f64::cos(x));
            assert!((struve(0.5, x) - want).abs() < 1e-15 * (2.0 / x).sqrt(), "{x}");
            let want = (2.0 / (PI * x)).sqrt() * (f64::cosh(x) - 1.0);
            assert!((modstruve(0.5, x) - want).abs() < 2e-14 * want, "{x}");
        }
    }
}
