//! The gamma function, its logarithm and reciprocal, and ratios of gamma functions.

use crate::coefficients::gamma::{LN_GAMMA, STIRLING};
use crate::dd::{self, Dd, HALF_LN_TAU};
use crate::gamma_pair::{Pair, below_zero, correction, multiply, quotient_form, reflection, stirling};
use crate::gamma_ratio::{beyond_range, is_moderate, ratio_form};
use crate::level::at_level;
use crate::trig::{is_pole, parity_sign, sin_pi};
use pallasite_ufunc::lanes::{Lanes, Row, Transformed, at};
use pallasite_ufunc::math::level::{Base, MulAdd};
use pallasite_ufunc::math::log::{log, log_sum};
use pallasite_ufunc::math::scalar::{Double, horner, quotient, select, two_sum};
use std::f64::consts::PI;

/// `log(gamma(x))` beyond 100, to more than double precision.
fn large(x: f64) -> Dd {
    let (hi, lo) = stirling::<Base>(x, 0.0);
    Dd::new(hi, lo)
}

/// `gamma(x)`, or its reciprocal, of moderate positive `x`.
#[inline(always)]
fn moderate_positive<M: MulAdd>(x: f64, reciprocal: bool) -> Pair {
    let (above, below) = quotient_form::<M>(x);
    if reciprocal { quotient::<M>(below, above) } else { quotient::<M>(above, below) }
}

/// The same as [`moderate`], where a branch costs less than what it spares.
#[inline(always)]
fn one_moderate<M: MulAdd>(x: f64, reciprocal: bool) -> f64 {
    let (y, y_lo) =
        if x > 0.0 { moderate_positive::<M>(x, reciprocal) } else { moderate::<M>(x, reciprocal) };
    y + y_lo
}

/// `gamma(x)`, or its reciprocal, of moderate `x`: Stirling's series in twice the precision, reflected below zero.
#[inline(always)]
fn moderate<M: MulAdd>(x: f64, reciprocal: bool) -> Pair {
    let y = x.abs();
    let (above, below) = quotient_form::<M>(y);
    let (sine, pi) = reflection::<M>(y);
    let negative = x < 0.0;
    let choose = |yes: Pair, no: Pair| (select(negative, yes.0, no.0), select(negative, yes.1, no.1));
    let above_or_pi = choose(multiply::<M>(below, pi), above);
    let below_or_sine = choose(multiply::<M>(above, (sine, 0.0)), below);
    let (top, bottom) = if reciprocal { (below_or_sine, above_or_pi) } else { (above_or_pi, below_or_sine) };
    quotient::<M>(top, bottom)
}

/// The loops of [`gamma`].
pub(crate) struct Gamma;

impl Lanes for Gamma {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(x: f64) -> f64 {
        let (y, y_lo) = moderate::<M>(x, false);
        y + y_lo
    }
    #[inline(always)]
    fn one<M: MulAdd>(x: f64) -> f64 {
        one_moderate::<M>(x, false)
    }
    #[inline(always)]
    fn holds(x: f64, y: f64) -> bool {
        (x.abs() > 1e-290) & (x.abs() < 170.0) & (y.abs() < f64::INFINITY)
    }
    fn elsewhere(x: f64) -> f64 {
        gamma_at_ends(x)
    }
}

/// The gamma function.
///
/// `gamma(+0)` is infinite, `gamma(-0)` negative infinite; the negative integers give NaN. Stirling's series (DLMF
/// 5.11.1) from 10 on, the recurrence 5.5.1 to it, reflection 5.5.3; rounded once, so that factorials are exact.
///
/// ```
/// assert_eq!(pallasite_special::gamma(5.0), 24.0);
/// ```
pub fn gamma(x: f64) -> f64 {
    at::<Gamma>(x)
}

fn gamma_at_ends(x: f64) -> f64 {
    if x == 0.0 {
        return f64::INFINITY.copysign(x);
    }
    if x.is_nan() || is_pole(x) || x == f64::NEG_INFINITY {
        return f64::NAN;
    }
    if x.abs() < 1e-280 {
        return 1.0 / x;
    }
    if x > 0.0 {
        return if x > 172.0 { f64::INFINITY } else { large(x).exp() };
    }
    let half = (large(-x) * -0.5).exp();
    half * (-PI / (x * sin_pi(x))) * half
}

/// The loops of [`rgamma`].
pub(crate) struct Rgamma;

impl Lanes for Rgamma {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(x: f64) -> f64 {
        let (y, y_lo) = moderate::<M>(x, true);
        y + y_lo
    }
    #[inline(always)]
    fn one<M: MulAdd>(x: f64) -> f64 {
        one_moderate::<M>(x, true)
    }
    #[inline(always)]
    fn holds(x: f64, y: f64) -> bool {
        (x.abs() > 1e-290) & (x.abs() < 170.0) & (y != 0.0)
    }
    fn elsewhere(x: f64) -> f64 {
        rgamma_at_ends(x)
    }
}

/// The reciprocal of the gamma function, zero at its poles.
///
/// ```
/// assert_eq!(pallasite_special::rgamma(-2.0), 0.0);
/// ```
pub fn rgamma(x: f64) -> f64 {
    at::<Rgamma>(x)
}

fn rgamma_at_ends(x: f64) -> f64 {
    if is_pole(x) {
        return 0.0;
    }
    if x.abs() < 1e-280 || x.is_nan() {
        return x;
    }
    if x > 0.0 {
        return if x > 200.0 { 0.0 } else { (-large(x)).exp() };
    }
    let half = (large(-x) * 0.5).exp();
    half * (-(x * sin_pi(x)) / PI) * half
}

/// The sign of the gamma function: NaN at the negative integers.
///
/// ```
/// assert_eq!(pallasite_special::gammasgn(-0.5), -1.0);
/// ```
pub fn gammasgn(x: f64) -> f64 {
    if x.is_nan() {
        x
    } else if x == 0.0 {
        1.0f64.copysign(x)
    } else if x > 0.0 {
        1.0
    } else if is_pole(x) {
        f64::NAN
    } else {
        parity_sign(x.floor())
    }
}

/// `log|gamma(x)|` in double-double; `x` must be no pole.
pub(crate) fn ln_gamma(x: Dd) -> Dd {
    if x.hi < -32.0 {
        let reflected = dd::PI / (x * sin_pi(x.hi)).abs();
        return reflected.ln() - ln_gamma(-x);
    }
    ln_gamma_by_recurrence(x)
}

at_level! {
    /// [`ln_gamma`] by recurrence to 24 and twelve terms of DLMF 5.11.1.
    fn ln_gamma_by_recurrence(x: Dd) -> Dd = ln_gamma_body
}

#[inline(always)]
fn ln_gamma_body<M: MulAdd>(x: Dd) -> Dd {
    let (mut shifted, mut product) = (x, Dd::ONE);
    while shifted.hi < 24.0 {
        product = product * shifted;
        shifted = shifted + 1.0;
    }
    let top = (shifted - 0.5) * dd::ln_body::<M>(shifted) - shifted + HALF_LN_TAU;
    let square = Dd::ONE / (shifted * shifted);
    let series = STIRLING.iter().rev().fold(Dd::ZERO, |sum, &c| sum * square + c) / shifted;
    let total = top + series;
    if product == Dd::ONE { total } else { total - dd::ln_body::<M>(product.abs()) }
}

/// The loops of [`gammaln`].
pub(crate) struct Gammaln;

impl Lanes for Gammaln {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(x: f64) -> f64 {
        let log = log::<M, Double>(x);
        select(x < 8.0, ln_gamma_small::<M>(x, log), ln_gamma_large::<M>(x, log))
    }
    #[inline(always)]
    fn holds(x: f64, _y: f64) -> bool {
        (x > 1e-290) & (x < 2.5e305)
    }
    fn elsewhere(x: f64) -> f64 {
        gammaln_at_ends(x)
    }
}

/// `log(gamma(x))` between 0 and 8 with its zeros divided out, from `x + 1` below a half.
#[inline(always)]
fn ln_gamma_small<M: MulAdd>(x: f64, log: f64) -> f64 {
    let low = x < 0.5;
    let shifted = select(low, x + 1.0, x);
    let zeros = (x - 1.0) * select(low, x, x - 2.0);
    let smooth = horner::<M, 34>((shifted - 2.0) / (shifted + 2.0), &LN_GAMMA);
    M::mul_add(zeros, smooth, select(low, -log, 0.0))
}

/// `log(gamma(1 + a)) / a` for `-1/2 <= a <= 7`.
#[inline(always)]
pub(crate) fn ln_gamma_one_plus_over<M: MulAdd>(a: f64) -> f64 {
    (a - 1.0) * horner::<M, 34>((a - 1.0) / (a + 3.0), &LN_GAMMA)
}

/// `log(gamma(x))` from 8 on.
#[inline(always)]
fn ln_gamma_large<M: MulAdd>(x: f64, log: f64) -> f64 {
    M::mul_add(x - 0.5, log - 1.0, HALF_LN_TAU.hi - 0.5 + correction::<M>(x))
}

/// The logarithm of the absolute value of the gamma function; infinite at its poles.
///
/// Stirling's series (DLMF 5.11.1) from 8 on, below an interpolant of the quotient by `(x - 1) (x - 2)`; of negative
/// numbers the logarithm of [`gamma`], or a sum in double-double where that is near one.
///
/// ```
/// assert_eq!(pallasite_special::gammaln(1.0), 0.0);
/// assert!((pallasite_special::gammaln(100.0) - 359.1342053695754).abs() < 1e-12);
/// ```
pub fn gammaln(x: f64) -> f64 {
    at::<Gammaln>(x)
}

fn gammaln_at_ends(x: f64) -> f64 {
    if x.is_nan() || x.is_infinite() {
        x
    } else if is_pole(x) || x >= 2.556348e305 {
        f64::INFINITY
    } else if x >= 2.5e305 {
        x * (x.ln() - 1.0)
    } else if x.abs() < 1e-280 {
        -x.abs().ln()
    } else if x < -160.0 {
        (PI / (x * sin_pi(x)).abs()).ln() - gammaln(-x)
    } else {
        ln_gamma_below_zero(x)
    }
}

at_level! {
    /// `log|gamma(x)|` of moderate negative `x`: the closer to one of its zeros, the more digits.
    fn ln_gamma_below_zero(x: f64) -> f64 = ln_gamma_below_zero_body
}

#[inline(always)]
fn ln_gamma_below_zero_body<M: MulAdd>(x: f64) -> f64 {
    let log = |(y, y_lo): Pair| log_sum::<M, Double>(y.abs(), if y < 0.0 { -y_lo } else { y_lo });
    let first = log(moderate::<M>(x, false));
    if first.abs() > 0.2 {
        return first;
    }
    let second = if x > -10.0 { log(below_zero::<M>(x)) } else { 0.0 };
    if second.abs() > 0.01 { second } else { ln_gamma(Dd::from(x)).to_f64() }
}

/// The principal branch of the logarithm of the gamma function, on the real line: NaN below zero.
///
/// ```
/// assert!(pallasite_special::loggamma(-0.5).is_nan());
/// ```
pub fn loggamma(x: f64) -> f64 {
    if x < 0.0 { f64::NAN } else { gammaln(x) }
}

/// The loops of [`loggamma`].
pub(crate) struct Loggamma;

impl Transformed for Loggamma {
    type Inner = Gammaln;
    const ARITY: usize = 1;
    #[inline(always)]
    fn arguments(row: Row) -> Row {
        row
    }
    #[inline(always)]
    fn value(_row: Row, inner: f64) -> f64 {
        inner
    }
    #[inline(always)]
    fn holds([x, ..]: Row) -> bool {
        x >= 0.0
    }
    fn elsewhere([x, ..]: Row) -> f64 {
        loggamma(x)
    }
}

/// `log|gamma(a + b) / gamma(a)|`, without cancellation where `a` dwarfs `b`; neither may be a pole.
pub(crate) fn ln_gamma_ratio(a: f64, b: f64) -> Dd {
    if a < 1e10 || b.abs() > 0.5 * a {
        return ln_gamma(Dd::sum(a, b)) - ln_gamma(Dd::from(a));
    }
    let slope = (a + b - 0.5) * (b / a).ln_1p() - b;
    dd::ln(a) * b + slope
}

/// The loops of [`poch`].
pub(crate) struct Poch;

impl Lanes for Poch {
    type X = (f64, f64);
    #[inline(always)]
    fn common<M: MulAdd>((z, m): (f64, f64)) -> f64 {
        ratio_form::<M>((z, 0.0), two_sum(z, m)).value::<M>()
    }
    #[inline(always)]
    fn holds((z, m): (f64, f64), y: f64) -> bool {
        (z > 1e-8) & (z < 1e140) & (z + m > 1e-8) & (m < 1e140) & is_moderate(y)
    }
    fn elsewhere((z, m): (f64, f64)) -> f64 {
        poch_at_ends(z, m)
    }
}

/// Pochhammer's symbol, `gamma(z + m) / gamma(z)` (DLMF 5.2.5).
///
/// ```
/// assert_eq!(pallasite_special::poch(3.0, 2.0), 12.0);
/// ```
pub fn poch(z: f64, m: f64) -> f64 {
    at::<Poch>((z, m))
}

fn poch_at_ends(z: f64, m: f64) -> f64 {
    if m == 0.0 {
        return 1.0;
    }
    if z.is_nan() || m.is_nan() || z.is_infinite() || m.is_infinite() {
        return unbounded_poch(z, m);
    }
    let end = z + m;
    if z > 1.0
        && end > 1.0
        && let Some(end) = beyond_range(gammaln(end) - gammaln(z))
    {
        return end;
    }
    if m == m.floor() && m.abs() <= 64.0 {
        return whole_poch(z, m as i32);
    }
    match (is_pole(z), is_pole(end)) {
        (false, true) => f64::INFINITY,
        (true, false) => 0.0,
        (true, true) => parity_sign(m) * poch(1.0 - end, m),
        _ => gammasgn(end) * gammasgn(z) * ln_gamma_ratio(z, m).exp(),
    }
}

/// Pochhammer's symbol at infinity, where SciPy defines it.
fn unbounded_poch(z: f64, m: f64) -> f64 {
    if z.is_finite() && m.is_infinite() {
        return if is_pole(z) {
            0.0
        } else if m > 0.0 {
            gammasgn(z) * m
        } else {
            f64::NAN
        };
    }
    let known = m.abs() == 1.0 || (z > 0.0 && (m.abs() < 1.0 || m == m.floor()));
    if z.is_infinite() && m.is_finite() && known { z.powf(m) } else { f64::NAN }
}

/// The product `z (z + 1) ... (z + m - 1)`, or the quotient for negative `m`.
fn whole_poch(z: f64, m: i32) -> f64 {
    if m >= 0 {
        return (0..m).fold(Dd::ONE, |p, k| p * Dd::sum(z, f64::from(k))).to_f64();
    }
    let below = (m..0).fold(Dd::ONE, |p, k| p * Dd::sum(z, f64::from(k)));
    1.0 / below.to_f64()
}
