//! Student's noncentral t distribution (Johnson, Kotz and Balakrishnan, "Continuous Univariate Distributions" 2, chapter
//! 31): Lenth's sum of incomplete beta functions (Algorithm AS 243, Applied Statistics 38, 1989) where its terms have one
//! sign, and the mean of the normal distribution over the chi distribution where they cancel.

use super::fisher::Beta;
use super::mean::by_mean;
use super::mixture::Mixture;
use crate::distributions::{stdtr, stdtrit};
use crate::inverse::{Slopes, Tails, Target, chandrupatla, root_between, try_solve};
use crate::normal::ndtr;

/// The two sums over whole and half indices, half of the probability between zero and `t` or beyond `t` for each.
fn sums(df: f64, nc: f64, t: f64) -> [Mixture<Beta>; 2] {
    let family = Beta::new(0.5 * df, t / df * t);
    [0.0, 0.5].map(|first| Mixture { family, a: 0.5, rate: 0.5 * nc * nc, first })
}

/// Both sides for `t > 0`; where the terms cancel, below a tenth of them, the upper one is a mean.
fn beyond_zero(df: f64, nc: f64, t: f64) -> Tails {
    // The upper side is below this then.
    if nc < 0.0 && ndtr(nc) < 0.1 {
        let upper = by_mean(df, -nc, -t);
        return Tails { lower: 1.0 - upper, upper };
    }
    let [whole, half] = sums(df, nc, t);
    let sign = nc.signum();
    let refined =
        |upper: f64, scale: f64| if nc < 0.0 && upper < 0.1 * scale { by_mean(df, -nc, -t) } else { upper };
    if t < nc || nc < 0.0 && t * t < 1.0 {
        let lower = ndtr(-nc) + 0.5 * (whole.lower() + sign * half.lower());
        return Tails { lower, upper: refined(1.0 - lower, 1.0) };
    }
    let (one, other) = (whole.upper(), half.upper());
    let upper = refined(0.5 * (one + sign * other), one);
    Tails { lower: 1.0 - upper, upper }
}

/// Both sides, the smaller one to full precision.
fn tails(df: f64, nc: f64, t: f64) -> Tails {
    let of = |lower: f64, upper: f64| Tails { lower, upper };
    if !(df > 0.0) || nc.is_nan() || t.is_nan() || nc.is_infinite() {
        return of(f64::NAN, f64::NAN);
    }
    if t.is_infinite() {
        return if t > 0.0 { of(1.0, 0.0) } else { of(0.0, 1.0) };
    }
    if df > 1e300 {
        return of(ndtr(t - nc), ndtr(nc - t));
    }
    if nc == 0.0 {
        return of(stdtr(df, t), stdtr(df, -t));
    }
    if t.abs() < 1e-150 {
        return of(ndtr(-nc), ndtr(nc));
    }
    if t > 0.0 {
        return beyond_zero(df, nc, t);
    }
    let mirrored = beyond_zero(df, -nc, -t);
    of(mirrored.upper, mirrored.lower)
}

/// Student's noncentral t distribution of `df` degrees of freedom and noncentrality `nc`.
///
/// ```
/// assert!((pallasite_special::nctdtr(3000.0, 3.0, 0.1) - 0.0018657780826323328).abs() < 1e-16);
/// ```
pub fn nctdtr(df: f64, nc: f64, t: f64) -> f64 {
    tails(df, nc, t).lower
}

/// Its survival function, in SciPy's private order of the arguments.
///
/// ```
/// assert!((pallasite_special::nct_sf(0.1, 3000.0, 3.0) - 0.9981342219173677).abs() < 1e-15);
/// ```
pub fn nct_sf(t: f64, df: f64, nc: f64) -> f64 {
    tails(df, nc, t).upper
}

/// Its density, in SciPy's private order of the arguments.
///
/// ```
/// assert!((pallasite_special::nct_pdf(0.0, 1.0, 0.0) - std::f64::consts::FRAC_1_PI).abs() < 1e-15);
/// ```
pub fn nct_pdf(t: f64, df: f64, nc: f64) -> f64 {
    if !(df > 0.0) || nc.is_nan() || t.is_nan() || nc.is_infinite() {
        return f64::NAN;
    }
    if t.is_infinite() {
        return 0.0;
    }
    if t.abs() < 1e-8 * df.sqrt().min(1.0) || df > 1e300 {
        // The density of a chi variable over its scale has this limit at zero.
        let scale = (crate::gamma::poch(0.5 * df, 0.5) / (0.5 * df).sqrt()).min(1.0);
        let off = if df > 1e300 { t - nc } else { nc };
        return scale * (-0.5 * off * off).exp() / std::f64::consts::TAU.sqrt();
    }
    // The identity of Johnson, Kotz and Balakrishnan, 31.15, as differences of neighbours in the sums.
    let [whole, half] = sums(df, nc, t);
    let density = (whole.density() + (nc * t).signum() * half.density()) / t.abs();
    density.max(0.0)
}

/// The quantile: the `t` at which [`nctdtr`] is `p`.
///
/// ```
/// assert!((pallasite_special::nctdtrit(3000.0, 3.0, 0.0018657780826323328) - 0.1).abs() < 1e-13);
/// ```
pub fn nctdtrit(df: f64, nc: f64, p: f64) -> f64 {
    quantile(Target::lower(p), p, df, nc)
}

/// The `t` at which the survival function [`nct_sf`] is `q`.
///
/// ```
/// assert!((pallasite_special::nct_isf(0.9981342219173677, 3000.0, 3.0) - 0.1).abs() < 1e-12);
/// ```
pub fn nct_isf(q: f64, df: f64, nc: f64) -> f64 {
    quantile(Target::upper(q), 1.0 - q, df, nc)
}

fn quantile(target: Target, p: f64, df: f64, nc: f64) -> f64 {
    if !((0.0..=1.0).contains(&p) && df > 0.0) || nc.is_nan() || nc.is_infinite() {
        return f64::NAN;
    }
    match p {
        0.0 => return f64::NEG_INFINITY,
        1.0 => return f64::INFINITY,
        _ if nc == 0.0 => return stdtrit(df, p),
        _ => {}
    }
    let excess = |t: f64| target.excess(tails(df, nc, t));
    let at_zero = excess(0.0);
    if at_zero == 0.0 {
        return 0.0;
    }
    let start = first_quantile(target.deviate(), df, nc).abs().max(0.1);
    if at_zero < 0.0 {
        return try_solve(start, target, |t| slopes(df, nc, t))
            .unwrap_or_else(|| root_between((1e-300, 1e300), start, excess));
    }
    -root_between((1e-300, 1e300), start, |t| excess(-t))
}

/// The sides and their slopes for `t > 0`, where the terms of the sums do not cancel and are few.
fn slopes(df: f64, nc: f64, t: f64) -> Option<Slopes> {
    if nc < 0.0 {
        return None;
    }
    let [whole, half] = sums(df, nc, t);
    let below = t < nc;
    let (one, other) = if below {
        (whole.short_lower()?, half.short_lower()?)
    } else {
        (whole.short_upper()?, half.short_upper()?)
    };
    let side = 0.5 * (one.side + other.side) + if below { ndtr(-nc) } else { 0.0 };
    let (lower, upper) = if below { (side, 1.0 - side) } else { (1.0 - side, side) };
    // The logarithm of the odds of the sums is twice that of t.
    let (density, turn) = (one.density + other.density, 2.0 * (one.turn + other.turn));
    Some(Slopes { tails: Tails { lower, upper }, density, turn })
}

/// The normal approximation of Abramowitz and Stegun 26.7.10 solved for its argument.
fn first_quantile(z: f64, df: f64, nc: f64) -> f64 {
    let (shrink, spread) = (1.0 - 0.25 / df, 0.5 * z * z / df);
    let (lead, inside) = (shrink * shrink - spread, shrink * shrink + 0.5 * nc * nc / df - spread);
    if lead > 0.1 && inside > 0.0 { (shrink * nc + z * inside.sqrt()) / lead } else { nc + z }
}

/// The degrees of freedom at which [`nctdtr`] is `p`.
///
/// ```
/// assert!((pallasite_special::nctdtridf(0.0018657780826323328, 3.0, 0.1) / 3000.0 - 1.0).abs() < 1e-8);
/// ```
pub fn nctdtridf(p: f64, nc: f64, t: f64) -> f64 {
    if !(p > 0.0 && p < 1.0 && nc.is_finite() && t.is_finite()) {
        return f64::NAN;
    }
    let target = Target::lower(p);
    root_between((1e-100, 1e100), 5.0, |df| target.excess(tails(df, nc, t)))
}

/// The noncentrality at which [`nctdtr`] is `p`.
///
/// ```
/// assert!((pallasite_special::nctdtrinc(3000.0, 0.0018657780826323328, 0.1) - 3.0).abs() < 1e-13);
/// ```
pub fn nctdtrinc(df: f64, p: f64, t: f64) -> f64 {
    if !(p > 0.0 && p < 1.0 && df > 0.0 && t.is_finite()) {
        return f64::NAN;
    }
    let target = Target::lower(p);
    let excess = |nc: f64| target.excess(tails(df, nc, t));
    // The distribution decreases in the noncentrality.
    let (mut low, mut high, mut width) = (t - 1.0, t + 1.0, 1.0);
    while excess(high) > 0.0 && high < 1e6 {
        width *= 2.0;
        (low, high) = (high, high + width);
    }
    width = 1.0;
    while excess(low) < 0.0 && low > -1e6 {
        width *= 2.0;
        (low, high) = (low - width, low);
    }
    chandrupatla((low, excess(low)), (high, excess(high)), excess)
}
