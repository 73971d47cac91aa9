//! Distribution functions and their inverses in terms of the incomplete beta and gamma functions (DLMF 8.17(v), 8.23),
//! with the parameter order, domains and special values of the Cephes library (Moshier 1989).

use crate::beta::beta;
use crate::incomplete_beta::{at_odds, betainc, betainccinv, betaincinv, upper_side};
use crate::incomplete_gamma::{gammainc, gammaincc, gammainccinv};
use crate::inverse::{Local, solve};
use crate::normal::{ndtr, ndtri};
use std::f64::consts::FRAC_PI_2;

fn is_probability(p: f64) -> bool {
    (0.0..=1.0).contains(&p)
}

/// The binomial distribution: the probability of at most `floor(k)` of `n` events of probability `p`.
///
/// ```
/// assert_eq!(pallasite_special::bdtr(1.0, 2.0, 0.5), 0.75);
/// ```
pub fn bdtr(k: f64, n: f64, p: f64) -> f64 {
    let k = k.floor();
    if !(is_probability(p) && k >= 0.0 && n >= k) {
        f64::NAN
    } else if k == n {
        1.0
    } else if k == 0.0 {
        (1.0 - p).powf(n)
    } else {
        upper_side(k + 1.0, n - k, p)
    }
}

/// The probability of more than `floor(k)` of `n` events of probability `p`.
///
/// ```
/// assert_eq!(pallasite_special::bdtrc(1.0, 2.0, 0.5), 0.25);
/// ```
pub fn bdtrc(k: f64, n: f64, p: f64) -> f64 {
    let k = k.floor();
    if !is_probability(p) || k.is_nan() || n.is_nan() {
        f64::NAN
    } else if k < 0.0 {
        1.0
    } else if n < k {
        f64::NAN
    } else if k == n {
        0.0
    } else if k == 0.0 {
        -(n * (-p).ln_1p()).exp_m1()
    } else {
        betainc(k + 1.0, n - k, p)
    }
}

/// The probability `p` of an event at which [`bdtr`] is `y`.
///
/// ```
/// assert!((pallasite_special::bdtri(1.0, 2.0, 0.75) - 0.5).abs() < 1e-15);
/// ```
pub fn bdtri(k: f64, n: f64, y: f64) -> f64 {
    let k = k.floor();
    if !(is_probability(y) && k >= 0.0 && n > k) {
        f64::NAN
    } else if k == 0.0 {
        -(y.ln() / n).exp_m1()
    } else {
        betainccinv(k + 1.0, n - k, y)
    }
}

/// The negative binomial distribution: the probability of at most `k` failures before `n` successes.
///
/// ```
/// assert_eq!(pallasite_special::nbdtr(1.0, 1.0, 0.5), 0.75);
/// ```
pub fn nbdtr(k: f64, n: f64, p: f64) -> f64 {
    if is_probability(p) && k >= 0.0 && n >= 1.0 { betainc(n.trunc(), k.trunc() + 1.0, p) } else { f64::NAN }
}

/// The complement of [`nbdtr`].
///
/// ```
/// assert_eq!(pallasite_special::nbdtrc(1.0, 1.0, 0.5), 0.25);
/// ```
pub fn nbdtrc(k: f64, n: f64, p: f64) -> f64 {
    if is_probability(p) && k >= 0.0 && n >= 1.0 {
        upper_side(n.trunc(), k.trunc() + 1.0, p)
    } else {
        f64::NAN
    }
}

/// The probability `p` of success at which [`nbdtr`] is `y`.
///
/// ```
/// assert!((pallasite_special::nbdtri(1.0, 1.0, 0.75) - 0.5).abs() < 1e-15);
/// ```
pub fn nbdtri(k: f64, n: f64, y: f64) -> f64 {
    if !is_probability(y) || !(k >= 0.0) {
        return f64::NAN;
    }
    if y == 0.0 || y == 1.0 { y } else { betaincinv(n.trunc(), k.trunc() + 1.0, y) }
}

/// Poisson's distribution: the probability of at most `floor(k)` events where `m` are expected.
///
/// ```
/// assert!((pallasite_special::pdtr(0.0, 1.0) - (-1f64).exp()).abs() < f64::EPSILON);
/// ```
pub fn pdtr(k: f64, m: f64) -> f64 {
    if !(k >= 0.0 && m >= 0.0) {
        f64::NAN
    } else if m == 0.0 {
        1.0
    } else {
        gammaincc(k.floor() + 1.0, m)
    }
}

/// The complement of [`pdtr`].
///
/// ```
/// assert!((pallasite_special::pdtrc(0.0, 1.0) + (-1f64).exp_m1()).abs() < f64::EPSILON);
/// ```
pub fn pdtrc(k: f64, m: f64) -> f64 {
    if !(k >= 0.0 && m >= 0.0) {
        f64::NAN
    } else if m == 0.0 {
        0.0
    } else {
        gammainc(k.floor() + 1.0, m)
    }
}

/// The mean `m` at which [`pdtr`] is `y`; a `k` that is not whole is cut off.
///
/// ```
/// assert!((pallasite_special::pdtri(0.0, 0.5) - 2f64.ln()).abs() < 1e-15);
/// ```
pub fn pdtri(k: f64, y: f64) -> f64 {
    let k = k.trunc();
    if k >= 0.0 && (0.0..1.0).contains(&y) { gammainccinv(k + 1.0, y) } else { f64::NAN }
}

/// The chi-square distribution with `v` degrees of freedom.
///
/// ```
/// assert!((pallasite_special::chdtr(2.0, 2.0) + (-1f64).exp_m1()).abs() < f64::EPSILON);
/// ```
pub fn chdtr(v: f64, x: f64) -> f64 {
    if x < 0.0 { f64::NAN } else { gammainc(0.5 * v, 0.5 * x) }
}

/// The complement of [`chdtr`].
///
/// ```
/// assert!((pallasite_special::chdtrc(2.0, 2.0) - (-1f64).exp()).abs() < f64::EPSILON);
/// ```
pub fn chdtrc(v: f64, x: f64) -> f64 {
    if x < 0.0 { f64::NAN } else { gammaincc(0.5 * v, 0.5 * x) }
}

/// The inverse of [`chdtrc`].
///
/// ```
/// assert!((pallasite_special::chdtri(2.0, 0.5) - 2.0 * 2f64.ln()).abs() < 1e-15);
/// ```
pub fn chdtri(v: f64, p: f64) -> f64 {
    if is_probability(p) { 2.0 * gammainccinv(0.5 * v, p) } else { f64::NAN }
}

/// The gamma distribution with rate `a` and shape `b`.
///
/// ```
/// assert!((pallasite_special::gdtr(1.0, 1.0, 1.0) + (-1f64).exp_m1()).abs() < f64::EPSILON);
/// ```
pub fn gdtr(a: f64, b: f64, x: f64) -> f64 {
    if x < 0.0 { f64::NAN } else { gammainc(b, a * x) }
}

/// The complement of [`gdtr`].
///
/// ```
/// assert!((pallasite_special::gdtrc(1.0, 1.0, 1.0) - (-1f64).exp()).abs() < f64::EPSILON);
/// ```
pub fn gdtrc(a: f64, b: f64, x: f64) -> f64 {
    if x < 0.0 { f64::NAN } else { gammaincc(b, a * x) }
}

/// The F distribution with `a` and `b` degrees of freedom.
///
/// ```
/// assert!((pallasite_special::fdtr(2.0, 2.0, 1.0) - 0.5).abs() < 1e-15);
/// ```
pub fn fdtr(a: f64, b: f64, x: f64) -> f64 {
    fisher(a, b, x, betainc, upper_side)
}

/// The complement of [`fdtr`].
///
/// ```
/// assert!((pallasite_special::fdtrc(2.0, 2.0, 3.0) - 0.25).abs() < 1e-15);
/// ```
pub fn fdtrc(a: f64, b: f64, x: f64) -> f64 {
    fisher(a, b, x, upper_side, betainc)
}

/// `direct` at `a x / (a x + b)`, or `swapped` at its complement where that is the smaller number.
fn fisher(a: f64, b: f64, x: f64, direct: Regularised, swapped: Regularised) -> f64 {
    if !(a > 0.0 && b > 0.0 && x >= 0.0) {
        return f64::NAN;
    }
    let ax = a * x;
    if ax <= b { direct(0.5 * a, 0.5 * b, ax / (b + ax)) } else { swapped(0.5 * b, 0.5 * a, b / (b + ax)) }
}

type Regularised = fn(f64, f64, f64) -> f64;

/// The inverse of [`fdtr`].
///
/// ```
/// assert!((pallasite_special::fdtri(2.0, 2.0, 0.75) - 3.0).abs() < 1e-14);
/// ```
pub fn fdtri(a: f64, b: f64, p: f64) -> f64 {
    if !(a > 0.0 && b > 0.0 && is_probability(p)) {
        return f64::NAN;
    }
    let w = betaincinv(0.5 * a, 0.5 * b, p);
    let rest = if w < 0.5 { 1.0 - w } else { betainccinv(0.5 * b, 0.5 * a, p) };
    b * w / (a * rest)
}

/// Student's distribution with `df` degrees of freedom.
///
/// ```
/// assert!((pallasite_special::stdtr(1.0, 1.0) - 0.75).abs() < 1e-15);
/// ```
pub fn stdtr(df: f64, t: f64) -> f64 {
    if !(df > 0.0) || t.is_nan() {
        return f64::NAN;
    }
    if df.is_infinite() {
        return ndtr(t);
    }
    let square = t * (t / df);
    let tail = if square <= 1.0 {
        upper_side(0.5, 0.5 * df, square / (1.0 + square))
    } else {
        betainc(0.5 * df, 0.5, 1.0 / (1.0 + square))
    };
    if t <= 0.0 { 0.5 * tail } else { 1.0 - 0.5 * tail }
}

/// The inverse of [`stdtr`].
///
/// ```
/// assert!((pallasite_special::stdtrit(1.0, 0.75) - 1.0).abs() < 1e-15);
/// ```
pub fn stdtrit(df: f64, p: f64) -> f64 {
    if !(df > 0.0) || !is_probability(p) {
        return f64::NAN;
    }
    if df.is_infinite() {
        return ndtri(p);
    }
    if p > 0.5 {
        return quantile(df, 1.0 - p, 2.0 * p - 1.0);
    }
    -quantile(df, p, 1.0 - 2.0 * p)
}

/// The quantile above the median that leaves `tail`, `centre = 1 - 2 tail`: from whichever is smaller.
fn quantile(df: f64, tail: f64, centre: f64) -> f64 {
    if tail == 0.0 {
        return f64::INFINITY;
    }
    if centre == 0.0 {
        return 0.0;
    }
    let central = centre < 0.5;
    solve(first_quantile(df, 2.0 * tail).max(1e-300), if central { centre } else { 2.0 * tail }, |t| {
        let square = t * t;
        // The square over `df` is the odds of the beta distribution.
        let sides = at_odds(0.5, 0.5 * df, square / df);
        let (value, sign) = if central { (sides.lower, 2.0) } else { (sides.upper, -2.0) };
        let slope = sign * sides.density / value;
        Local { value, slope, bend: 1.0 - (df + 1.0) * square / (df + square) - slope }
    })
}

/// The quantile above the median that leaves `p` on both sides together, to six digits for more than five degrees of
/// freedom (Hill, "Algorithm 396: Student's t-quantiles", Communications of the ACM 13, 1970).
fn first_quantile(df: f64, p: f64) -> f64 {
    if df < 1.0 {
        return (df * ((p * df * beta(0.5 * df, 0.5) * 0.5).powf(-2.0 / df) - 1.0).max(1e-3)).sqrt();
    }
    let a = 1.0 / (df - 0.5);
    let b = 48.0 / (a * a);
    let mut c = ((20700.0 * a / b - 98.0) * a - 16.0) * a + 96.36;
    let d = ((94.5 / (b + c) - 3.0) / b + 1.0) * (a * FRAC_PI_2).sqrt() * df;
    let mut y = (d * p).powf(2.0 / df);
    if y <= 0.05 + a {
        let far = 1.0 / (((df + 6.0) / (df * y) - 0.089 * d - 0.822) * (df + 2.0) * 3.0) + 0.5 / (df + 4.0);
        y = (far * y - 1.0) * (df + 1.0) / (df + 2.0) + 1.0 / y;
        return (df * y).sqrt();
    }
    let x = ndtri(0.5 * p);
    y = x * x;
    if df < 5.0 {
        c += 0.3 * (df - 4.5) * (x + 0.6);
    }
    c += (((0.05 * d * x - 5.0) * x - 7.0) * x - 2.0) * x + b;
    y = (((((0.4 * y + 6.3) * y + 36.0) * y + 94.5) / c - y - 3.0) / b + 1.0) * x;
    (df * (a * y * y).exp_m1()).sqrt()
}
