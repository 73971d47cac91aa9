//! The noncentral chi-square distribution (Johnson, Kotz and Balakrishnan, "Continuous Univariate Distributions" 2,
//! chapter 29).

use super::mixture::{At, Family, Mixture};
use crate::distributions::{chdtr, chdtrc};
use crate::gamma::gammaln;
use crate::incomplete_gamma;
use crate::inverse::{Slopes, Tails, Target, root_between, try_solve};

/// The incomplete gamma function of growing parameter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gamma {
    pub(super) y: f64,
}

impl Family for Gamma {
    fn at(&self, a: f64) -> At {
        let sides = incomplete_gamma::both(a, self.y);
        At { lower: sides.lower, upper: sides.upper, mass: sides.density }
    }
    fn mass(&self, a: f64) -> f64 {
        incomplete_gamma::density(a, self.y)
    }
    #[inline(always)]
    fn bend(&self, a: f64) -> f64 {
        a - self.y
    }
    #[inline(always)]
    fn growth(&self, a: f64) -> (f64, f64) {
        (self.y / a, a / self.y)
    }
    fn mode(&self, a: f64, rate: f64) -> f64 {
        2.0 * rate * self.y / (a + (a * a + 4.0 * rate * self.y).sqrt())
    }
}

fn mixture(x: f64, df: f64, nc: f64) -> Mixture<Gamma> {
    Mixture { family: Gamma { y: 0.5 * x }, a: 0.5 * df, rate: 0.5 * nc, first: 0.0 }
}

/// The value where it needs no sum.
fn degenerate(x: f64, df: f64, nc: f64) -> Option<Tails> {
    let of = |lower: f64| Some(Tails { lower, upper: 1.0 - lower });
    if !(x >= 0.0 && df >= 0.0 && nc >= 0.0) {
        of(f64::NAN)
    } else if nc == 0.0 {
        Some(Tails { lower: chdtr(df, x), upper: chdtrc(df, x) })
    } else if nc.is_infinite() {
        of(if x.is_infinite() || df == 0.0 { f64::NAN } else { 0.0 })
    } else if df == 0.0 || df.is_infinite() {
        of(f64::NAN)
    } else if x == 0.0 || x.is_infinite() {
        of(if x == 0.0 { 0.0 } else { 1.0 })
    } else {
        None
    }
}

/// Both sides, the smaller one to full precision.
fn tails(x: f64, df: f64, nc: f64) -> Tails {
    if let Some(value) = degenerate(x, df, nc) {
        return value;
    }
    let sum = mixture(x, df, nc);
    if x < df + nc {
        let lower = sum.lower();
        Tails { lower, upper: 1.0 - lower }
    } else {
        let upper = sum.upper();
        Tails { lower: 1.0 - upper, upper }
    }
}

/// The noncentral chi-square distribution of `df` degrees of freedom and noncentrality `nc`.
///
/// ```
/// assert!((pallasite_special::chndtr(3.0, 2.0, 1.0) - 0.6206436532195436).abs() < 1e-15);
/// ```
pub fn chndtr(x: f64, df: f64, nc: f64) -> f64 {
    tails(x, df, nc).lower
}

/// Its survival function.
///
/// ```
/// assert!((pallasite_special::ncx2_sf(3.0, 2.0, 1.0) - 0.3793563467804564).abs() < 1e-15);
/// ```
pub fn ncx2_sf(x: f64, df: f64, nc: f64) -> f64 {
    tails(x, df, nc).upper
}

/// Its density.
///
/// ```
/// assert!((pallasite_special::ncx2_pdf(3.0, 2.0, 0.0) - 0.5 * (-1.5f64).exp()).abs() < 1e-16);
/// ```
pub fn ncx2_pdf(x: f64, df: f64, nc: f64) -> f64 {
    if !(x >= 0.0 && df > 0.0 && nc >= 0.0) || df.is_infinite() || nc.is_infinite() {
        return f64::NAN;
    }
    if x.is_infinite() {
        return 0.0;
    }
    if x == 0.0 {
        return match df {
            _ if df < 2.0 => f64::INFINITY,
            2.0 => 0.5 * (-0.5 * nc).exp(),
            _ => 0.0,
        };
    }
    if nc == 0.0 {
        return 0.5 * df / x * incomplete_gamma::density(0.5 * df, 0.5 * x);
    }
    mixture(x, df, nc).density() / x
}

/// The quantile: the `x` at which [`chndtr`] is `p`.
///
/// ```
/// assert!((pallasite_special::chndtrix(0.6206436532195436, 2.0, 1.0) - 3.0).abs() < 1e-14);
/// ```
pub fn chndtrix(p: f64, df: f64, nc: f64) -> f64 {
    quantile(Target::lower(p), p, df, nc)
}

/// The `x` at which [`ncx2_sf`] is `q`.
///
/// ```
/// assert!((pallasite_special::ncx2_isf(0.3793563467804564, 2.0, 1.0) - 3.0).abs() < 1e-14);
/// ```
pub fn ncx2_isf(q: f64, df: f64, nc: f64) -> f64 {
    quantile(Target::upper(q), 1.0 - q, df, nc)
}

fn quantile(target: Target, p: f64, df: f64, nc: f64) -> f64 {
    if !((0.0..=1.0).contains(&p) && df > 0.0 && nc >= 0.0) || df.is_infinite() || nc.is_infinite() {
        return f64::NAN;
    }
    match p {
        0.0 => 0.0,
        1.0 => f64::INFINITY,
        _ => try_solve(first_quantile(target, df, nc), target, |x| slopes(x, df, nc))
            .unwrap_or_else(|| root_between((1e-300, 1e300), df + nc, |x| target.excess(tails(x, df, nc)))),
    }
}

/// Where the sums are short.
fn slopes(x: f64, df: f64, nc: f64) -> Option<Slopes> {
    let sum = mixture(x, df, nc);
    if x < df + nc { sum.short_lower_slopes() } else { sum.short_upper_slopes() }
}

/// Abdel-Aty's cube of a normal variable (Biometrika 41, 1954), the leading power in the lower tail.
fn first_quantile(target: Target, df: f64, nc: f64) -> f64 {
    let (mean, a) = (df + nc, 0.5 * df);
    let variance = 2.0 * (1.0 + nc / mean) / (9.0 * mean);
    let root = 1.0 - variance + target.deviate() * variance.sqrt();
    if root > 0.6 {
        return mean * root * root * root;
    }
    let power = 2.0 * ((target.sides().0.ln() + 0.5 * nc + gammaln(a + 1.0)) / a).exp();
    power.clamp(1e-290, mean)
}

/// The degrees of freedom at which [`chndtr`] is `p`.
///
/// ```
/// assert!((pallasite_special::chndtridf(3.0, 0.6206436532195436, 1.0) - 2.0).abs() < 1e-14);
/// ```
pub fn chndtridf(x: f64, p: f64, nc: f64) -> f64 {
    if !(p > 0.0 && p < 1.0 && x >= 0.0 && nc >= 0.0) || x.is_infinite() || nc.is_infinite() {
        return f64::NAN;
    }
    let target = Target::lower(p);
    root_between((1e-300, 1e10), (x - nc).max(1.0), |df| target.excess(tails(x, df, nc)))
}

/// The noncentrality at which [`chndtr`] is `p`.
///
/// ```
/// assert!((pallasite_special::chndtrinc(3.0, 2.0, 0.6206436532195436) - 1.0).abs() < 1e-14);
/// ```
pub fn chndtrinc(x: f64, df: f64, p: f64) -> f64 {
    if !(p > 0.0 && p < 1.0 && x >= 0.0 && df > 0.0) || x.is_infinite() || df.is_infinite() {
        return f64::NAN;
    }
    let target = Target::lower(p);
    root_between((1e-300, 1e10), (x - df).max(1.0), |nc| target.excess(tails(x, df, nc)))
}
