//! Euler's beta function and its logarithm.

use crate::dd::{self, Dd};
use crate::gamma::{gammasgn, ln_gamma, ln_gamma_ratio};
use crate::gamma_ratio::{Form, beta_form, beyond_range, is_moderate};
use crate::trig::{is_pole, parity_sign};
use pallasite_ufunc::lanes::{Lanes, at};
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::scalar::two_sum;

/// `log|B(a, b)|` in double-double; none of `a`, `b`, `a + b` may be a pole.
pub(crate) fn ln_beta(a: f64, b: f64) -> Dd {
    let (small, large) = if a.abs() < b.abs() { (a, b) } else { (b, a) };
    if small == 1.0 {
        return -dd::ln(large.abs());
    }
    ln_gamma(Dd::from(small)) - ln_gamma_ratio(large, small)
}

/// [`beta_form`] of exact numbers.
#[inline(always)]
fn form<M: MulAdd>((a, b): (f64, f64)) -> Form {
    beta_form::<M>((a, 0.0), (b, 0.0), two_sum(a, b))
}

#[inline(always)]
fn are_ordinary((a, b): (f64, f64)) -> bool {
    (a > 1e-140) & (a < 1e140) & (b > 1e-140) & (b < 1e140)
}

/// The loops of [`beta()`].
pub(crate) struct Beta;

impl Lanes for Beta {
    type X = (f64, f64);
    #[inline(always)]
    fn common<M: MulAdd>(x: (f64, f64)) -> f64 {
        form::<M>(x).value::<M>()
    }
    #[inline(always)]
    fn holds(x: (f64, f64), y: f64) -> bool {
        are_ordinary(x) & is_moderate(y)
    }
    fn elsewhere((a, b): (f64, f64)) -> f64 {
        beta_at_ends(a, b)
    }
}

/// The beta function, `gamma(a) gamma(b) / gamma(a + b)` (DLMF 5.12.1).
///
/// ```
/// assert!((pallasite_special::beta(2.0, 3.0) - 1.0 / 12.0).abs() < 1e-17);
/// ```
pub fn beta(a: f64, b: f64) -> f64 {
    at::<Beta>((a, b))
}

fn beta_at_ends(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        return f64::NAN;
    }
    if is_pole(a) || is_pole(b) {
        return at_pole(a, b).map_or(f64::INFINITY, |(a, b, sign)| sign * beta(a, b));
    }
    if a.is_infinite() || b.is_infinite() {
        return if a == b {
            f64::NAN
        } else if a.min(b) < 0.0 {
            gammasgn(a.min(b)) * f64::INFINITY
        } else {
            0.0
        };
    }
    if is_pole(a + b) {
        return 0.0;
    }
    if are_ordinary((a, b))
        && let Some(end) = beyond_range(betaln(a, b))
    {
        return end;
    }
    gammasgn(a) * gammasgn(b) * gammasgn(a + b) * ln_beta(a, b).exp()
}

/// The loops of [`betaln`].
pub(crate) struct Betaln;

impl Lanes for Betaln {
    type X = (f64, f64);
    #[inline(always)]
    fn common<M: MulAdd>(x: (f64, f64)) -> f64 {
        form::<M>(x).log::<M>()
    }
    /// The absolute error is that of twice the precision, so that little is lost beside zero.
    #[inline(always)]
    fn holds(x: (f64, f64), y: f64) -> bool {
        are_ordinary(x) & (y.abs() > 1e-3)
    }
    fn elsewhere((a, b): (f64, f64)) -> f64 {
        betaln_at_ends(a, b)
    }
}

/// The logarithm of the absolute value of the beta function.
///
/// ```
/// assert!((pallasite_special::betaln(2.0, 3.0) + 12f64.ln()).abs() < 1e-15);
/// ```
pub fn betaln(a: f64, b: f64) -> f64 {
    at::<Betaln>((a, b))
}

fn betaln_at_ends(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        return f64::NAN;
    }
    if is_pole(a) || is_pole(b) {
        return at_pole(a, b).map_or(f64::INFINITY, |(a, b, _)| betaln(a, b));
    }
    if a.is_infinite() || b.is_infinite() {
        return if a == b {
            f64::NAN
        } else if a.min(b) < 0.0 {
            f64::INFINITY
        } else {
            f64::NEG_INFINITY
        };
    }
    if is_pole(a + b) {
        return f64::NEG_INFINITY;
    }
    ln_beta(a, b).to_f64()
}

/// Where an argument is a pole: the arguments and sign of an equal beta function, if the limit is finite.
fn at_pole(a: f64, b: f64) -> Option<(f64, f64, f64)> {
    let (pole, other) = if is_pole(a) { (a, b) } else { (b, a) };
    let finite = pole.is_finite() && other == other.floor() && other > 0.0 && 1.0 - pole - other > 0.0;
    finite.then(|| (1.0 - pole - other, other, parity_sign(other)))
}
