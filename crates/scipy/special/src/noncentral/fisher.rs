//! The noncentral F distribution (Johnson, Kotz and Balakrishnan, "Continuous Univariate Distributions" 2, chapter 30).

use super::mixture::{At, Family, Mixture};
use crate::distributions::{fdtr, fdtrc};
use crate::incomplete_beta::{at_odds, density_at_odds, first_odds, power_sides};
use crate::inverse::{Slopes, Tails, Target, root_between, try_solve};

/// The incomplete beta function of growing first parameter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Beta {
    pub(super) b: f64,
    pub(super) odds: f64,
    x: f64,
}

impl Beta {
    pub(super) fn new(b: f64, odds: f64) -> Beta {
        Beta { b, odds, x: odds / (1.0 + odds) }
    }

    /// The sides for the parameter one, `1 - (1 - x)^b` and `(1 - x)^b`.
    fn of_one(&self) -> (f64, f64) {
        power_sides(self.b, self.odds)
    }
}

impl Family for Beta {
    fn at(&self, a: f64) -> At {
        if a == 1.0 {
            let (lower, upper) = self.of_one();
            return At { lower, upper, mass: self.b * self.x * upper };
        }
        let sides = at_odds(a, self.b, self.odds);
        At { lower: sides.lower, upper: sides.upper, mass: sides.density / a }
    }
    fn mass(&self, a: f64) -> f64 {
        if a == 1.0 { self.b * self.x * self.of_one().1 } else { density_at_odds(a, self.b, self.odds) / a }
    }
    #[inline(always)]
    fn bend(&self, a: f64) -> f64 {
        a - (a + self.b) * self.x
    }
    #[inline(always)]
    fn growth(&self, a: f64) -> (f64, f64) {
        let above = self.x * (a + (self.b - 1.0));
        (above / a, a / above)
    }
    fn mode(&self, a: f64, rate: f64) -> f64 {
        let (lead, product) = (a - rate * self.x, 4.0 * rate * self.x * (a + self.b - 1.0).max(0.0));
        let root = (lead * lead + product).sqrt();
        if lead > 0.0 { 0.5 * product / (lead + root) } else { 0.5 * (root - lead) }
    }
}

fn mixture(dfn: f64, dfd: f64, nc: f64, f: f64) -> Mixture<Beta> {
    Mixture { family: Beta::new(0.5 * dfd, dfn * f / dfd), a: 0.5 * dfn, rate: 0.5 * nc, first: 0.0 }
}

/// Both sides, the smaller one to full precision.
fn tails(dfn: f64, dfd: f64, nc: f64, f: f64) -> Tails {
    let of = |lower: f64| Tails { lower, upper: 1.0 - lower };
    if !(dfn > 0.0 && dfd > 0.0 && nc >= 0.0 && f >= 0.0) {
        return of(f64::NAN);
    }
    if f.is_infinite() {
        return of(1.0);
    }
    if dfn.is_infinite() || dfd.is_infinite() || nc.is_infinite() {
        return of(f64::NAN);
    }
    if nc == 0.0 {
        return Tails { lower: fdtr(dfn, dfd, f), upper: fdtrc(dfn, dfd, f) };
    }
    if f == 0.0 {
        return of(0.0);
    }
    let sum = mixture(dfn, dfd, nc, f);
    if dfn * f < dfn + nc {
        let lower = sum.lower();
        Tails { lower, upper: 1.0 - lower }
    } else {
        let upper = sum.upper();
        Tails { lower: 1.0 - upper, upper }
    }
}

/// The noncentral F distribution of `dfn` and `dfd` degrees of freedom and noncentrality `nc`.
///
/// ```
/// assert!((pallasite_special::ncfdtr(1.0, 2.0, 3.0, 1.0) - 0.21239529438966123).abs() < 1e-15);
/// ```
pub fn ncfdtr(dfn: f64, dfd: f64, nc: f64, f: f64) -> f64 {
    tails(dfn, dfd, nc, f).lower
}

/// Its survival function, in SciPy's private order of the arguments.
///
/// ```
/// assert!((pallasite_special::ncf_sf(1.0, 1.0, 2.0, 3.0) - 0.7876047056103388).abs() < 1e-15);
/// ```
pub fn ncf_sf(f: f64, dfn: f64, dfd: f64, nc: f64) -> f64 {
    tails(dfn, dfd, nc, f).upper
}

/// Its density, in SciPy's private order of the arguments.
///
/// ```
/// assert!((pallasite_special::ncf_pdf(1.0, 2.0, 2.0, 0.0) - 0.25).abs() < 1e-15);
/// ```
pub fn ncf_pdf(f: f64, dfn: f64, dfd: f64, nc: f64) -> f64 {
    if !(dfn > 0.0 && dfd > 0.0 && nc >= 0.0 && f >= 0.0)
        || dfn.is_infinite()
        || dfd.is_infinite()
        || nc.is_infinite()
    {
        return f64::NAN;
    }
    if f == 0.0 || f.is_infinite() {
        return match (f == 0.0, dfn.total_cmp(&2.0)) {
            (true, std::cmp::Ordering::Less) => f64::INFINITY,
            (true, std::cmp::Ordering::Equal) => (-0.5 * nc).exp(),
            _ => 0.0,
        };
    }
    // The density of the log-odds is that of f times f.
    let odds = dfn * f / dfd;
    if nc == 0.0 {
        return at_odds(0.5 * dfn, 0.5 * dfd, odds).density / f;
    }
    mixture(dfn, dfd, nc, f).density() / f
}

/// The quantile: the `f` at which [`ncfdtr`] is `p`.
///
/// ```
/// assert!((pallasite_special::ncfdtri(1.0, 2.0, 3.0, 0.21239529438966123) - 1.0).abs() < 1e-14);
/// ```
pub fn ncfdtri(dfn: f64, dfd: f64, nc: f64, p: f64) -> f64 {
    quantile(Target::lower(p), p, dfn, dfd, nc)
}

/// The `f` at which the survival function [`ncf_sf`] is `q`.
///
/// ```
/// assert!((pallasite_special::ncf_isf(0.7876047056103388, 1.0, 2.0, 3.0) - 1.0).abs() < 1e-14);
/// ```
pub fn ncf_isf(q: f64, dfn: f64, dfd: f64, nc: f64) -> f64 {
    quantile(Target::upper(q), 1.0 - q, dfn, dfd, nc)
}

fn quantile(target: Target, p: f64, dfn: f64, dfd: f64, nc: f64) -> f64 {
    let moderate = |x: f64| x > 0.0 && x.is_finite();
    if !((0.0..=1.0).contains(&p) && moderate(dfn) && moderate(dfd) && nc >= 0.0) || nc.is_infinite() {
        return f64::NAN;
    }
    match p {
        0.0 => 0.0,
        1.0 => f64::INFINITY,
        _ => try_solve(first_quantile(target, dfn, dfd, nc), target, |f| slopes(dfn, dfd, nc, f))
            .unwrap_or_else(|| {
                root_between((1e-300, 1e300), 1.0 + nc / dfn, |f| target.excess(tails(dfn, dfd, nc, f)))
            }),
    }
}

/// Where the sums are short.
fn slopes(dfn: f64, dfd: f64, nc: f64, f: f64) -> Option<Slopes> {
    let sum = mixture(dfn, dfd, nc, f);
    if dfn * f < dfn + nc { sum.short_lower_slopes() } else { sum.short_upper_slopes() }
}

/// That of a multiple of a central F variable with the same first moments of its numerator (Patnaik, Biometrika 36, 1949).
fn first_quantile(target: Target, dfn: f64, dfd: f64, nc: f64) -> f64 {
    let (p, q) = target.sides();
    let degrees = (dfn + nc) * (dfn + nc) / (dfn + 2.0 * nc);
    let odds = first_odds(0.5 * degrees, 0.5 * dfd, p, q);
    ((1.0 + nc / dfn) * odds * dfd / degrees).clamp(1e-290, 1e290)
}

/// The parameter at which [`ncfdtr`] is `p`.
fn parameter(p: f64, others: [f64; 2], start: f64, at: impl Fn(f64) -> Tails) -> f64 {
    if !(p > 0.0 && p < 1.0 && others.iter().all(|x| *x >= 0.0 && x.is_finite())) {
        return f64::NAN;
    }
    let target = Target::lower(p);
    root_between((1e-100, 1e100), start, |x| target.excess(at(x)))
}

/// The degrees of freedom of the numerator at which [`ncfdtr`] is `p`.
///
/// ```
/// assert!((pallasite_special::ncfdtridfn(0.21239529438966123, 2.0, 3.0, 1.0) - 1.0).abs() < 1e-13);
/// ```
pub fn ncfdtridfn(p: f64, dfd: f64, nc: f64, f: f64) -> f64 {
    parameter(p, [dfd, nc], 5.0, |dfn| tails(dfn, dfd, nc, f))
}

/// The degrees of freedom of the denominator at which [`ncfdtr`] is `p`.
///
/// ```
/// assert!((pallasite_special::ncfdtridfd(1.0, 0.21239529438966123, 3.0, 1.0) - 2.0).abs() < 1e-13);
/// ```
pub fn ncfdtridfd(dfn: f64, p: f64, nc: f64, f: f64) -> f64 {
    parameter(p, [dfn, nc], 5.0, |dfd| tails(dfn, dfd, nc, f))
}

/// The noncentrality at which [`ncfdtr`] is `p`.
///
/// ```
/// assert!((pallasite_special::ncfdtrinc(1.0, 2.0, 0.21239529438966123, 1.0) - 3.0).abs() < 1e-13);
/// ```
pub fn ncfdtrinc(dfn: f64, dfd: f64, p: f64, f: f64) -> f64 {
    parameter(p, [dfn, dfd], 5.0, |nc| tails(dfn, dfd, nc, f))
}
