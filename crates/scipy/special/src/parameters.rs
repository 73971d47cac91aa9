//! Distribution functions solved for their parameters. Where the parameter is unbounded the search stops at SciPy's
//! bounds, and gives the bound.

use crate::distributions::{fdtr, fdtrc, stdtr};
use crate::exponential_integrals::exp1;
use crate::incomplete_beta::{self, betainc};
use crate::incomplete_gamma::{self, Sides, gammaincc, gammaincinv};
use crate::inverse::{Tails, Target, bracketed_root, root_between, root_near};
use crate::normal::{ndtr, ndtri};
use std::f64::consts::PI;

fn is_probability(p: f64) -> bool {
    (0.0..=1.0).contains(&p)
}

/// The sides of the beta distribution.
fn beta_tails(a: f64, b: f64, x: f64) -> Tails {
    let sides = incomplete_beta::sides(a, b, x);
    Tails { lower: sides.lower, upper: sides.upper }
}

fn swapped(tails: Tails) -> Tails {
    Tails { lower: tails.upper, upper: tails.lower }
}

/// A positive parameter at which a distribution function is `p`, looked for between bounds.
fn parameter(p: f64, range: (f64, f64), start: f64, at: impl Fn(f64) -> Tails) -> f64 {
    let target = Target::lower(p);
    root_between(range, start, |x| target.excess(at(x)))
}

/// The number of events, not a whole one, at which the binomial distribution of `n` trials has the value `y`.
///
/// ```
/// assert!((pallasite_special::bdtrik(0.75, 2.0, 0.5) - 1.0).abs() < 1e-14);
/// ```
pub fn bdtrik(y: f64, n: f64, p: f64) -> f64 {
    if !(is_probability(y) && n > 0.0 && n.is_finite() && p > 0.0 && p <= 1.0) {
        return f64::NAN;
    }
    // The number of events plus one.
    let at = |k: f64| {
        if k >= n + 1.0 { Tails { lower: 1.0, upper: 0.0 } } else { swapped(beta_tails(k, n + 1.0 - k, p)) }
    };
    if y <= at(1.0).lower {
        return 0.0;
    }
    if y == 1.0 || p == 1.0 {
        return n;
    }
    shifted(|k| Target::lower(y).excess(at(k)), (n * p + 1.0).min(n), n + 1.0)
}

/// The zero of an increasing function between one and `last`, less one.
fn shifted(excess: impl Fn(f64) -> f64, start: f64, last: f64) -> f64 {
    let from_one = |k: f64| excess(k + 1.0);
    root_between((1e-300, last - 1.0), (start - 1.0).max(1e-3 * last.min(1.0)), from_one)
}

/// The number of trials, not a whole one, at which the probability of at most `k` events is `y`.
///
/// ```
/// assert!((pallasite_special::bdtrin(1.0, 0.75, 0.5) - 2.0).abs() < 1e-14);
/// ```
pub fn bdtrin(k: f64, y: f64, p: f64) -> f64 {
    if !(is_probability(y) && k >= 0.0 && k.is_finite() && p > 0.0 && p <= 1.0) {
        return f64::NAN;
    }
    if y == 1.0 {
        return k;
    }
    // The number of trials above `k`.
    let more = parameter(y, (1e-100, 1e100), (k + 1.0) / p - k, |b| swapped(beta_tails(k + 1.0, b, p)));
    if more >= 1e100 { more } else { k + more }
}

/// The number of failures, not a whole one, at which the negative binomial distribution has the value `y`.
///
/// ```
/// assert!((pallasite_special::nbdtrik(0.75, 1.0, 0.5) - 1.0).abs() < 1e-14);
/// ```
pub fn nbdtrik(y: f64, n: f64, p: f64) -> f64 {
    if !(is_probability(y) && n > 0.0 && n.is_finite() && is_probability(p)) {
        return f64::NAN;
    }
    if y <= betainc(n, 1.0, p) {
        return 0.0;
    }
    shifted(|k| Target::lower(y).excess(beta_tails(n, k, p)), n / p - n + 1.0, 1e100)
}

/// The number of successes, not a whole one, at which the negative binomial distribution has the value `y`.
///
/// ```
/// assert!((pallasite_special::nbdtrin(1.0, 0.75, 0.5) - 1.0).abs() < 1e-14);
/// ```
pub fn nbdtrin(k: f64, y: f64, p: f64) -> f64 {
    if !(is_probability(y) && k >= 0.0 && k.is_finite() && is_probability(p)) {
        return f64::NAN;
    }
    parameter(y, (1e-100, 1e100), ((k + 1.0) * p / (1.0 - p)).clamp(1e-10, 1e10), |n| {
        beta_tails(n, k + 1.0, p)
    })
}

/// A parameter of the incomplete beta function, whose values for no and for all probability are `ends`.
fn beta_parameter(p: f64, other: f64, x: f64, ends: [f64; 2], start: f64, at: impl Fn(f64) -> Tails) -> f64 {
    match p {
        _ if !(is_probability(p) && other > 0.0 && x > 0.0) => f64::NAN,
        0.0 => ends[0],
        1.0 => ends[1],
        _ if other.is_infinite() || x >= 1.0 => f64::NAN,
        _ => parameter(p, (f64::MIN_POSITIVE, 1e300), start.clamp(1e-10, 1e10), at),
    }
}

/// The parameter `a` at which the incomplete beta function is `p`.
///
/// ```
/// assert!((pallasite_special::btdtria(0.6875, 3.0, 0.5) - 2.0).abs() < 1e-14);
/// ```
pub fn btdtria(p: f64, b: f64, x: f64) -> f64 {
    beta_parameter(p, b, x, [f64::INFINITY, f64::MIN_POSITIVE], b * x / (1.0 - x), |a| beta_tails(a, b, x))
}

/// The parameter `b` at which the incomplete beta function is `p`.
///
/// ```
/// assert!((pallasite_special::btdtrib(2.0, 0.6875, 0.5) - 3.0).abs() < 1e-14);
/// ```
pub fn btdtrib(a: f64, p: f64, x: f64) -> f64 {
    beta_parameter(p, a, x, [f64::MIN_POSITIVE, f64::INFINITY], a * (1.0 - x) / x, |b| beta_tails(a, b, x))
}

/// The degrees of freedom of the denominator at which the F distribution has the value `p`.
///
/// ```
/// assert!((pallasite_special::fdtridfd(2.0, 0.75, 3.0) - 2.0).abs() < 1e-13);
/// ```
pub fn fdtridfd(dfn: f64, p: f64, x: f64) -> f64 {
    if !is_probability(p) || p == 1.0 || !(dfn > 0.0 && x >= 0.0) || dfn.is_infinite() {
        return f64::NAN;
    }
    if x == 0.0 || x.is_infinite() || p == 0.0 {
        return if x.is_infinite() { 1e100 } else { 1e-100 };
    }
    // Beyond this the distribution is that of the chi-square variable to rounding.
    let at = |dfd: f64| Tails { lower: fdtr(dfn, dfd.min(1e17), x), upper: fdtrc(dfn, dfd.min(1e17), x) };
    let target = Target::lower(p);
    // The distribution is not monotone in them.
    bracketed_root((1e-100, 1e100), 5.0, |dfd| target.excess(at(dfd)))
}

/// The rate `a` at which the gamma distribution of shape `b` has the value `p` at `x`.
///
/// ```
/// assert!((pallasite_special::gdtria(0.5, 1.0, 2.0) - 0.5 * 2f64.ln()).abs() < 1e-15);
/// ```
pub fn gdtria(p: f64, b: f64, x: f64) -> f64 {
    if x == 0.0 || (b == 0.0 && x.is_infinite()) { f64::NAN } else { gammaincinv(b, p) / x }
}

/// The quantile of the gamma distribution of rate `a` and shape `b`.
///
/// ```
/// assert!((pallasite_special::gdtrix(2.0, 1.0, 0.5) - 0.5 * 2f64.ln()).abs() < 1e-15);
/// ```
pub fn gdtrix(a: f64, b: f64, p: f64) -> f64 {
    let at_end = |x: f64| x == 0.0 || x == f64::INFINITY;
    if at_end(a) && at_end(b) { f64::NAN } else { gammaincinv(b, p) / a }
}

/// The shape `b` at which the gamma distribution of rate `a` has the value `p` at `x`.
///
/// ```
/// let p = pallasite_special::gdtr(2.0, 1.5, 1.0);
/// assert!((pallasite_special::gdtrib(2.0, p, 1.0) - 1.5).abs() < 1e-14);
/// ```
pub fn gdtrib(a: f64, p: f64, x: f64) -> f64 {
    let within = is_probability(p) && a > 0.0 && a.is_finite() && x >= 0.0 && x.is_finite();
    if !within || (x == 0.0 && p == 0.0) {
        return f64::NAN;
    }
    if x == 0.0 || p == 1.0 {
        return 0.0;
    }
    shape(p, a * x)
}

/// The shape at which the incomplete gamma function at `x` is `p`.
fn shape(p: f64, x: f64) -> f64 {
    if p == 0.0 { f64::INFINITY } else { gamma_shape(Target::lower(p), x, 1e-300) }
}

/// The shape, from `least` on, at which the incomplete gamma functions at `x` are as wanted. The density is about the
/// slope in the shape: it is the difference of the functions of `a` and `a + 1`.
fn gamma_shape(target: Target, x: f64, least: f64) -> f64 {
    root_near((least, 1e300), first_shape(target, x).max(least), |a| {
        let Sides { lower, upper, density } = incomplete_gamma::both(a, x);
        let tails = Tails { lower, upper };
        (target.excess(tails), target.slope(tails, -a * density * ((a + 0.25) / x).sqrt()))
    })
}

/// Cornish and Fisher's expansion for the number of events of Poisson's distribution, of which the shape is half more
/// (Johnson, Kemp and Kotz, "Univariate Discrete Distributions", section 4.6); `E1` for small shapes, which is the slope of
/// the upper side there.
fn first_shape(target: Target, x: f64) -> f64 {
    let (z, root) = (-target.deviate(), x.sqrt());
    let shape = x + z * root + (z * z + 2.0) / 6.0 + (z - z * z * z) / (72.0 * root);
    if shape > 0.3 { shape } else { (target.sides().1 / exp1(x)).clamp(1e-290, 0.3) }
}

/// The number of events, not a whole one, at which Poisson's distribution of mean `m` has the value `p`.
///
/// ```
/// assert!((pallasite_special::pdtrik(3.0 * (-2f64).exp(), 2.0) - 1.0).abs() < 1e-14);
/// ```
pub fn pdtrik(p: f64, m: f64) -> f64 {
    if !((0.0..1.0).contains(&p) && m >= 0.0 && m.is_finite()) {
        return f64::NAN;
    }
    if p <= gammaincc(1.0, m) || m == 0.0 {
        return 0.0;
    }
    gamma_shape(Target::upper(p), m, 1.0) - 1.0
}

/// The degrees of freedom at which the chi-square distribution has the value `p` at `x`.
///
/// ```
/// assert!((pallasite_special::chdtriv(-(-1f64).exp_m1(), 2.0) - 2.0).abs() < 1e-14);
/// ```
pub fn chdtriv(p: f64, x: f64) -> f64 {
    if !is_probability(p) || !(x > 0.0) || x.is_infinite() {
        return f64::NAN;
    }
    match p {
        0.0 => f64::INFINITY,
        1.0 => 0.0,
        _ => 2.0 * gamma_shape(Target::lower(p), 0.5 * x, 1e-300),
    }
}

/// The degrees of freedom at which Student's distribution has the value `p` at `t`: where none gives it, the bound of the
/// search at which it is nearer.
///
/// ```
/// assert!((pallasite_special::stdtridf(0.75, 1.0) - 1.0).abs() < 1e-14);
/// ```
pub fn stdtridf(p: f64, t: f64) -> f64 {
    if !is_probability(p) || !(t.is_finite()) {
        return f64::NAN;
    }
    if (p < 0.5 && t > 0.0) || (p > 0.5 && t < 0.0) {
        return -1e100;
    }
    let target = Target::lower(p);
    let (start, fall) = first_degrees(target, t.abs());
    let slope = if t > 0.0 { fall } else { -fall };
    root_near((1e-100, 1e10), start, |df| (target.excess(student_tails(df, t)), slope))
}

/// The sides of Student's distribution.
fn student_tails(df: f64, t: f64) -> Tails {
    let beyond = stdtr(df, -t.abs());
    let (lower, upper) = if t > 0.0 { (1.0 - beyond, beyond) } else { (beyond, 1.0 - beyond) };
    Tails { lower, upper }
}

/// About the degrees of freedom, by interpolation in `df / (1 + df)` between the distributions of none, one, two and all,
/// whose tails beyond `t` are known; and how fast the logarithm of the tail falls there with that of `df`.
fn first_degrees(target: Target, t: f64) -> (f64, f64) {
    let wanted = target.sides().0.min(target.sides().1);
    let root = (2.0 + t * t).sqrt();
    let tails = [0.5, (1.0 / t).atan() / PI, 1.0 / (root * (root + t)), ndtr(-t)];
    let degrees = [0.0, 0.5, 2.0 / 3.0, 1.0];
    let i = tails[1..3].iter().filter(|&&tail| tail > wanted).count();
    let fall = (tails[i] / tails[i + 1]).ln() / (degrees[i + 1] - degrees[i]);
    let s = (degrees[i] + (tails[i] / wanted).ln() / fall).clamp(1e-3, 1.0 - 1e-3);
    (s / (1.0 - s), fall * s * (1.0 - s))
}

/// The mean at which the normal distribution has the value `p` at `x`.
///
/// ```
/// assert_eq!(pallasite_special::nrdtrimn(0.5, 2.0, 3.0), 3.0);
/// ```
pub fn nrdtrimn(p: f64, std: f64, x: f64) -> f64 {
    if !(p > 0.0 && p < 1.0 && std > 0.0) { f64::NAN } else { x - std * ndtri(p) }
}

/// The standard deviation at which the normal distribution has the value `p` at `x`.
///
/// ```
/// assert!((pallasite_special::nrdtrisd(0.0, 0.8413447460685429, 2.0) - 2.0).abs() < 1e-14);
/// ```
pub fn nrdtrisd(mean: f64, p: f64, x: f64) -> f64 {
    if p > 0.0 && p < 1.0 { (x - mean) / ndtri(p) } else { f64::NAN }
}
