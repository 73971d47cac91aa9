//! Smirnov's one-sided statistic of `n` observations: the sum of Birnbaum and Tingey (Annals of Mathematical Statistics
//! 22, 1951), whose terms are binomial probabilities by their deviances (Loader, "Fast and accurate computation of
//! binomial probabilities", 2000).

use crate::dd::{Dd, PI};
use crate::gamma_pair::{correction, multiply};
use crate::gamma_ratio::{add, log_of};
use crate::inverse::{Tails, Target, chandrupatla};
use crate::level::at_level;
use pallasite_ufunc::math::exp::exp_pair;
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::scalar::{Double, quotient, root, two_product, two_sum};

/// The survival function, and its derivative.
#[derive(Clone, Copy)]
struct Sum {
    upper: f64,
    slope: f64,
}

at_level! {
    /// The sum over `j` up to `n (1 - d)` of `binom(n, j) d (d + j / n)^(j - 1) (1 - d - j / n)^(n - j)`.
    fn sum(n: f64, d: f64) -> Sum = sum_body
}

#[inline(always)]
fn sum_body<M: MulAdd>(n: f64, d: f64) -> Sum {
    let (nd, nd_lo) = two_product::<M>(n, d);
    let (log, log_lo) = log_of::<M>(two_sum(1.0, -d));
    let power = multiply::<M>((n, 0.0), (log, log_lo));
    let (e, e_lo) = exp_pair::<M, Double>(power.0.max(-708.0));
    let mut upper = Dd::from((e, M::mul_add(e, power.1, e_lo)));
    let mut slope = -n * e / (1.0 - d);
    let mut j = 1.0;
    while j < n {
        let left = add(two_sum(n - j, -nd), (-nd_lo, 0.0));
        if left.0 <= 0.0 {
            break;
        }
        let up = multiply::<M>((j, 0.0), log_of::<M>(quotient::<M>(add((nd, nd_lo), (j, 0.0)), (j, 0.0))));
        let down = multiply::<M>((n - j, 0.0), log_of::<M>(quotient::<M>(left, (n - j, 0.0))));
        let stirling = log_factorial_defect(n) - log_factorial_defect(j) - log_factorial_defect(n - j);
        let (exponent, rest) = add(add(up, down), (stirling, 0.0));
        if exponent > -700.0 {
            let (e, e_lo) = exp_pair::<M, Double>(exponent);
            let room = multiply::<M>(multiply::<M>((2.0 * PI.hi, 2.0 * PI.lo), (j, 0.0)), (n - j, 0.0));
            let (q, q_lo) = quotient::<M>((n, 0.0), room);
            let binomial = multiply::<M>((e, M::mul_add(e, rest, e_lo)), root::<M>(q, q_lo));
            let term = multiply::<M>(binomial, quotient::<M>((nd, nd_lo), add((nd, nd_lo), (j, 0.0))));
            upper = upper + Dd::from(term);
            slope += term.0 * (1.0 / d + n * (j - 1.0) / (nd + j) - n * (n - j) / left.0);
        }
        j += 1.0;
    }
    Sum { upper: upper.to_f64(), slope }
}

/// `log(n!)` less Stirling's `(n + 1/2) log(n) - n + log(2 pi) / 2`.
#[inline(always)]
fn log_factorial_defect(n: f64) -> f64 {
    const SMALL: [f64; 10] = [
        0.0,
        0.08106146679532726,
        0.0413406959554093,
        0.02767792568499834,
        0.020790672103765093,
        0.016644691189821193,
        0.013876128823070748,
        0.01189670994589177,
        0.010411265261972096,
        0.009255462182712733,
    ];
    if n < 10.0 { SMALL[n as usize] } else { correction::<pallasite_ufunc::math::level::Base>(n) }
}

/// The number of observations, unless it is none, and the point inside of the distribution.
fn is_valid(n: f64, x: f64) -> bool {
    n >= 1.0 && n.is_finite() && (0.0..=1.0).contains(&x)
}

/// Both sides; within `1 / n` of zero the lower one is a single term.
fn tails(n: f64, d: f64) -> Tails {
    let n = n.trunc();
    if !is_valid(n, d) {
        return Tails { lower: f64::NAN, upper: f64::NAN };
    }
    if d == 0.0 || d == 1.0 {
        return Tails { lower: d, upper: 1.0 - d };
    }
    if n * d <= 1.0 {
        let lower = d * ((n - 1.0) * d.ln_1p()).exp();
        return Tails { lower, upper: if n == 1.0 || lower < 0.5 { 1.0 - lower } else { sum(n, d).upper } };
    }
    let upper = sum(n, d).upper;
    Tails { lower: 1.0 - upper, upper }
}

/// The probability that the empirical distribution of `n` observations exceeds the true one by `d` somewhere; an `n` that
/// is not whole is cut off.
///
/// ```
/// assert!((pallasite_special::smirnov(4.0, 0.5) - 0.09375).abs() < 1e-16);
/// ```
pub fn smirnov(n: f64, d: f64) -> f64 {
    tails(n, d).upper
}

/// The complement of [`smirnov`].
///
/// ```
/// assert!((pallasite_special::smirnovc(4.0, 0.5) - 0.90625).abs() < 2e-16);
/// ```
pub fn smirnovc(n: f64, d: f64) -> f64 {
    tails(n, d).lower
}

/// The derivative of [`smirnov`] with respect to `d`; the mean of both sides where it jumps.
///
/// ```
/// assert!((pallasite_special::smirnovp(2.0, 0.2) + 1.4).abs() < 1e-15);
/// ```
pub fn smirnovp(n: f64, d: f64) -> f64 {
    let n = n.trunc();
    if !is_valid(n, d) {
        return f64::NAN;
    }
    if n == 1.0 {
        return -1.0;
    }
    if d == 0.0 || d == 1.0 {
        return if d == 0.0 { -1.0 } else { -0.0 };
    }
    if n * d <= 1.0 {
        // At `1 / n` the slope jumps by one.
        let jump = if n * d == 1.0 { 0.5 } else { 0.0 };
        return jump - ((n - 2.0) * d.ln_1p()).exp() * (1.0 + n * d);
    }
    sum(n, d).slope
}

/// The inverse of [`smirnov`] with respect to `d`.
///
/// ```
/// assert!((pallasite_special::smirnovi(4.0, 0.09375) - 0.5).abs() < 1e-15);
/// ```
pub fn smirnovi(n: f64, p: f64) -> f64 {
    quantile(n, Target::upper(p), 1.0 - p, p)
}

/// The inverse of [`smirnovc`] with respect to `d`.
///
/// ```
/// assert!((pallasite_special::smirnovci(4.0, 0.90625) - 0.5).abs() < 1e-15);
/// ```
pub fn smirnovci(n: f64, p: f64) -> f64 {
    quantile(n, Target::lower(p), p, 1.0 - p)
}

fn quantile(n: f64, target: Target, p: f64, q: f64) -> f64 {
    let n = n.trunc();
    if !is_valid(n, p) || !(q >= 0.0) {
        return f64::NAN;
    }
    if n == 1.0 || p == 0.0 || q == 0.0 {
        return p;
    }
    // From here to one only the first term is left.
    let last = (q.ln() / n).exp();
    if 1.0 - last >= 1.0 - 1.0 / n {
        return 1.0 - last;
    }
    let excess = |d: f64| target.excess(tails(n, d));
    // Doob's approximation is exact for many observations.
    let guess = ((-0.5 * q.ln() / n).sqrt() - 1.0 / (6.0 * n)).clamp(1e-3 / n, 1.0 - 0.5 / n);
    let (mut low, mut high) = (0.8 * guess, (1.2 * guess + 0.1 / n).min(1.0 - 0.4 / n));
    while excess(low) > 0.0 {
        (low, high) = (0.5 * low, low);
    }
    while excess(high) < 0.0 && high < 1.0 {
        (low, high) = (high, (2.0 * high).min(1.0));
    }
    chandrupatla((low, excess(low)), (high, excess(high)), excess)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slope_is_that_of_the_function() {
        for (n, d) in [(3.0, 0.4), (10.0, 0.27), (40.0, 0.2)] {
            let h = 1e-6;
            let slope = (smirnov(n, d + h) - smirnov(n, d - h)) / (2.0 * h);
            assert!((slope - smirnovp(n, d)).abs() < 1e-8, "{n} {d}");
        }
    }

    #[test]
    fn inverses_undo() {
        for n in [2.0, 5.0, 60.0] {
            for p in [1e-6, 0.01, 0.5, 0.99] {
                assert!((smirnov(n, smirnovi(n, p)) / p - 1.0).abs() < 1e-11, "{n} {p}");
            }
        }
    }
}
