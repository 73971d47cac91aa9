//! Densities and quantiles of continuous distributions.

use crate::erf::erfcx;
use crate::incomplete_beta::{betaincinv, density};
use crate::inverse::{Tails, Target, chandrupatla, root_between};
use crate::normal::{ndtr, ndtri};
use crate::owens_t::{beyond, owens_t};
use std::f64::consts::{FRAC_1_SQRT_2, LN_2, PI};

fn is_probability(p: f64) -> bool {
    (0.0..=1.0).contains(&p)
}

/// `log(1 - exp(x))` for `x <= 0` (Maechler, "Accurately computing log(1 - exp(-|a|))", 2012).
///
/// ```
/// assert!((pallasite_special::log1mexp(-1.0) + 0.4586751453870819).abs() < 1e-16);
/// ```
pub fn log1mexp(x: f64) -> f64 {
    match x {
        _ if x > 0.0 => f64::NAN,
        _ if x > -LN_2 => (-x.exp_m1()).ln(),
        _ => (-x.exp()).ln_1p(),
    }
}

/// The density of the beta distribution.
///
/// ```
/// assert!((pallasite_special::beta_pdf(0.5, 2.0, 2.0) - 1.5).abs() < 1e-15);
/// ```
pub fn beta_pdf(x: f64, a: f64, b: f64) -> f64 {
    if !(a > 0.0 && b > 0.0 && is_probability(x)) || a.is_infinite() || b.is_infinite() {
        return f64::NAN;
    }
    let at_end = |power: f64, other: f64| match power {
        _ if power < 1.0 => f64::INFINITY,
        1.0 => other,
        _ => 0.0,
    };
    match x {
        0.0 => at_end(a, b),
        1.0 => at_end(b, a),
        _ => density(a, b, x) / (x * (1.0 - x)),
    }
}

/// The quantile of the beta distribution.
///
/// ```
/// assert!((pallasite_special::beta_ppf(0.5, 2.0, 2.0) - 0.5).abs() < 1e-15);
/// ```
pub fn beta_ppf(p: f64, a: f64, b: f64) -> f64 {
    betaincinv(a, b, p)
}

/// The quantile of Cauchy's distribution.
///
/// ```
/// assert!((pallasite_special::cauchy_ppf(0.75, 1.0, 2.0) - 3.0).abs() < 1e-15);
/// ```
pub fn cauchy_ppf(p: f64, loc: f64, scale: f64) -> f64 {
    cauchy(p, loc, -scale)
}

/// The inverse survival function of Cauchy's distribution.
///
/// ```
/// assert!((pallasite_special::cauchy_isf(0.25, 1.0, 2.0) - 3.0).abs() < 1e-15);
/// ```
pub fn cauchy_isf(q: f64, loc: f64, scale: f64) -> f64 {
    cauchy(q, loc, scale)
}

/// `loc + scale cot(pi p)`.
fn cauchy(p: f64, loc: f64, scale: f64) -> f64 {
    if !is_probability(p) || scale == 0.0 || !scale.is_finite() || !loc.is_finite() {
        return f64::NAN;
    }
    let cotangent = match p {
        0.0 => f64::INFINITY,
        1.0 => f64::NEG_INFINITY,
        _ if p < 0.25 => 1.0 / (PI * p).tan(),
        _ if p > 0.75 => -1.0 / (PI * (1.0 - p)).tan(),
        _ => (PI * (0.5 - p)).tan(),
    };
    loc + scale * cotangent
}

/// The sides of the inverse Gaussian distribution (Johnson, Kotz and Balakrishnan, "Continuous Univariate Distributions" 1,
/// 15.4), the exponentials of its two terms united.
fn inverse_gaussian(x: f64, mean: f64, shape: f64) -> Tails {
    let root = (shape / x).sqrt();
    let (z, far) = (root * (x / mean - 1.0), root * (x / mean + 1.0));
    let common = 0.5 * (-0.5 * z * z).exp();
    let second = common * erfcx(far * FRAC_1_SQRT_2);
    let upper = if z > 0.0 { common * erfcx(z * FRAC_1_SQRT_2) - second } else { ndtr(-z) - second };
    Tails { lower: ndtr(z) + second, upper }
}

fn inverse_gaussian_quantile(target: Target, p: f64, mean: f64, shape: f64) -> f64 {
    if !(is_probability(p) && mean > 0.0 && shape > 0.0) || mean.is_infinite() || shape.is_infinite() {
        return f64::NAN;
    }
    match p {
        0.0 => 0.0,
        1.0 => f64::INFINITY,
        _ => root_between((1e-300, 1e300), mean, |x| target.excess(inverse_gaussian(x, mean, shape))),
    }
}

/// The quantile of the inverse Gaussian distribution.
///
/// ```
/// let x = pallasite_special::invgauss_ppf(0.5, 1.0, 1.0);
/// assert!((x - 0.6758413056952391).abs() < 1e-14);
/// ```
pub fn invgauss_ppf(p: f64, mean: f64, shape: f64) -> f64 {
    inverse_gaussian_quantile(Target::lower(p), p, mean, shape)
}

/// The inverse survival function of the inverse Gaussian distribution.
///
/// ```
/// let x = pallasite_special::invgauss_isf(0.5, 1.0, 1.0);
/// assert!((x - 0.6758413056952391).abs() < 1e-14);
/// ```
pub fn invgauss_isf(q: f64, mean: f64, shape: f64) -> f64 {
    inverse_gaussian_quantile(Target::upper(q), 1.0 - q, mean, shape)
}

/// The sides of the skew normal distribution (Azzalini, Scandinavian Journal of Statistics 12, 1985).
fn skew_normal(z: f64, a: f64) -> Tails {
    let t = 2.0 * owens_t(z, a);
    let (lower, upper) = (ndtr(z) - t, ndtr(-z) + t);
    // Far out on the side away from the skew the difference is an integral of its own.
    let far = z * a < -1.0;
    match () {
        () if far && z < 0.0 => Tails { lower: 2.0 * beyond(-z, a), upper },
        () if far => Tails { lower, upper: 2.0 * beyond(z, -a) },
        () => Tails { lower, upper },
    }
}

/// The skew normal distribution of shape `a`.
///
/// ```
/// assert!((pallasite_special::skewnorm_cdf(0.0, 0.0, 1.0, 1.0) - 0.25).abs() < 1e-15);
/// ```
pub fn skewnorm_cdf(x: f64, loc: f64, scale: f64, a: f64) -> f64 {
    if !(scale > 0.0) || x.is_nan() || !loc.is_finite() || !a.is_finite() {
        return f64::NAN;
    }
    skew_normal((x - loc) / scale, a).lower
}

/// The quantile of the skew normal distribution.
///
/// ```
/// assert!(pallasite_special::skewnorm_ppf(0.25, 0.0, 1.0, 1.0).abs() < 1e-15);
/// ```
pub fn skewnorm_ppf(p: f64, loc: f64, scale: f64, a: f64) -> f64 {
    skew_normal_quantile(Target::lower(p), p, [loc, scale, a])
}

/// The inverse survival function of the skew normal distribution.
///
/// ```
/// assert!(pallasite_special::skewnorm_isf(0.75, 0.0, 1.0, 1.0).abs() < 1e-15);
/// ```
pub fn skewnorm_isf(q: f64, loc: f64, scale: f64, a: f64) -> f64 {
    skew_normal_quantile(Target::upper(q), 1.0 - q, [loc, scale, a])
}

fn skew_normal_quantile(target: Target, p: f64, [loc, scale, a]: [f64; 3]) -> f64 {
    if !(is_probability(p) && scale > 0.0 && loc.is_finite() && a.is_finite()) {
        return f64::NAN;
    }
    if p == 0.0 || p == 1.0 {
        return if p == 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let excess = |z: f64| target.excess(skew_normal(z, a));
    // The absolute value is that of a normal variable.
    let (low, high) = (ndtri(0.5 * p).min(ndtri(p)) - 1e-8, -ndtri(0.5 * (1.0 - p)) + 1e-8);
    loc + scale * chandrupatla((low, excess(low)), (high, excess(high)), excess)
}
