//! The regularised incomplete beta function and its inverse (DLMF 8.17; DiDonato and Morris, "Algorithm 708", ACM TOMS
//! 18, 1992).

mod exact;
mod fraction;

use self::fraction::{Fraction, Side};
use crate::beta::betaln;
use crate::dd::Dd;
use crate::digamma::beyond_half;
use crate::gamma::{ln_gamma, ln_gamma_one_plus_over};
use crate::gamma_pair::{Pair, multiply};
use crate::gamma_ratio::{Form, add, beta_form, log_of};
use crate::inverse::{Local, solve};
use crate::level::at_level;
use crate::normal::ndtri;
use pallasite_ufunc::lanes::Lanes;
use pallasite_ufunc::math::exp::{exp, exp_sum, expm1_sum};
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::log::log1p;
use pallasite_ufunc::math::scalar::{Double, quotient, select, two_sum};

/// How many terms of the power series are summed between two looks at whether they still matter.
const TOGETHER: usize = 4;

/// How many terms of the continued fraction the loops over vectors take.
const TERMS: f64 = 20.0;

/// The statement for `n` from 20 down to 1, written out: loops over vectors have no loops inside.
macro_rules! for_terms {
    (|$n:ident| $step:expr) => {
        for_terms!(@ $n $step; 20 19 18 17 16 15 14 13 12 11 10 9 8 7 6 5 4 3 2 1)
    };
    (@ $n:ident $step:expr; $($k:literal)*) => {
        $(let $n = f64::from($k); $step;)*
    };
}

/// `I_x(a, b)` below the mean, the negative of its complement above, by the continued fraction.
pub(crate) struct OneSide;

impl Lanes for OneSide {
    type X = [f64; 3];
    const ELSEWHERE_IS_EVERYWHERE: bool = true;
    #[inline(always)]
    fn common<M: MulAdd>([a, b, x]: [f64; 3]) -> f64 {
        let side = Side::<f64>::new::<M>(a, b, (x, 0.0));
        let mut fraction = Fraction::new(&side, 1.0);
        for_terms!(|n| fraction.step::<M>(n));
        let value = prefix::<M>(a, b, (x, 0.0)) * fraction.value::<M>();
        select(side.upper, -value, value)
    }
    /// Where there are terms enough.
    #[inline(always)]
    fn holds([a, b, x]: [f64; 3], y: f64) -> bool {
        let lead = a - (a + b) * x;
        let upper = lead < 0.0;
        let (first, second) = (select(upper, b, a), select(upper, a, b));
        let by_size = 7.0 + (2.25 + 4.5 / second) * first.sqrt() <= TERMS;
        let by_distance = 3.0 * first <= (TERMS - 6.0) * lead.abs();
        let moderate = (a >= 0.5) & (b >= 0.5) & (a < 1e3) & (b < 1e3) & (x > 1e-60) & (x < 1.0);
        moderate & (by_size | by_distance) & (y.abs() > 1e-280)
    }
    fn elsewhere([a, b, x]: [f64; 3]) -> f64 {
        let Sides { lower, upper, .. } = sides(a, b, x);
        if a - (a + b) * x < 0.0 { -upper } else { lower }
    }
}

/// The regularised incomplete beta function `I_x(a, b)`: NaN for `x` outside `[0, 1]` or negative parameters.
///
/// ```
/// assert!((pallasite_special::betainc(2.0, 3.0, 0.5) - 0.6875).abs() < 1e-15);
/// ```
pub fn betainc(a: f64, b: f64, x: f64) -> f64 {
    degenerate(a, b, x).unwrap_or_else(|| both(a, b, (x, 0.0)).lower)
}

/// The complement `1 - I_x(a, b)`, accurate where it is small: rounded from twice the precision of doubles.
///
/// ```
/// assert!((pallasite_special::betaincc(2.0, 3.0, 0.5) - 0.3125).abs() < 1e-15);
/// ```
pub fn betaincc(a: f64, b: f64, x: f64) -> f64 {
    degenerate(a, b, x).map_or_else(|| exact::upper(a, b, x), |lower| 1.0 - lower)
}

/// Both functions, the smaller one to full precision.
pub(crate) fn sides(a: f64, b: f64, x: f64) -> Sides {
    let of = |lower: f64| Sides { lower, upper: 1.0 - lower, density: 0.0 };
    degenerate(a, b, x).map_or_else(|| both(a, b, (x, 0.0)), of)
}

/// [`betaincc`] in doubles alone: several times as fast, and to three units in the last place.
pub(crate) fn upper_side(a: f64, b: f64, x: f64) -> f64 {
    sides(a, b, x).upper
}

at_level! {
    /// `x^a (1 - x)^b / B(a, b)` for `x` in `(0, 1)`.
    pub(crate) fn density(a: f64, b: f64, x: f64) -> f64 = density_body
}

#[inline(always)]
fn density_body<M: MulAdd>(a: f64, b: f64, x: f64) -> f64 {
    prefix::<M>(a, b, (x, 0.0))
}

/// The value at the ends of the ranges.
fn degenerate(a: f64, b: f64, x: f64) -> Option<f64> {
    if !(a >= 0.0 && b >= 0.0 && (0.0..=1.0).contains(&x)) {
        return Some(f64::NAN);
    }
    if (a == 0.0 && b == 0.0) || (a.is_infinite() && b.is_infinite()) {
        return Some(f64::NAN);
    }
    if a == 0.0 || b.is_infinite() {
        return Some(if x > 0.0 { 1.0 } else { 0.0 });
    }
    if b == 0.0 || a.is_infinite() {
        return Some(if x < 1.0 { 0.0 } else { 1.0 });
    }
    (x == 0.0 || x == 1.0).then_some(x)
}

/// The two sides, and what both change by over a unit of the log-odds of `x`: `x^a (1 - x)^b / B(a, b)`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sides {
    pub(crate) lower: f64,
    pub(crate) upper: f64,
    pub(crate) density: f64,
}

impl Sides {
    #[inline(always)]
    fn swapped(self) -> Sides {
        Sides { lower: self.upper, upper: self.lower, ..self }
    }
}

at_level! {
    /// `I` and its complement at `x` in `(0, 1)`, the smaller one to full precision.
    fn both(a: f64, b: f64, x: Pair) -> Sides = both_body
}

#[inline(always)]
fn both_body<M: MulAdd>(a: f64, b: f64, x: Pair) -> Sides {
    let y = complement(x);
    if a.min(b) <= 1.0 {
        if x.0 <= 0.5 && (b <= 1.0 || b * x.0 <= 0.7) {
            return power_series::<M>(a, b, x, y);
        }
        if y.0 <= 0.5 && (a <= 1.0 || a * y.0 <= 0.7) {
            return power_series::<M>(b, a, y, x).swapped();
        }
    }
    let side = Side::<f64>::new::<M>(a, b, x);
    let density = prefix::<M>(a, b, x);
    let value = density * Fraction::new(&side, side.scale()).of_terms::<M>(side.terms());
    let below = Sides { lower: value, upper: 1.0 - value, density };
    if side.upper { below.swapped() } else { below }
}

/// `1 - x`.
#[inline(always)]
fn complement(x: Pair) -> Pair {
    add((1.0, 0.0), (-x.0, -x.1))
}

/// `x^a (1 - x)^b / B(a, b)`: the exponent in twice the precision.
#[inline(always)]
fn prefix<M: MulAdd>(a: f64, b: f64, x: Pair) -> f64 {
    let y = complement(x);
    let beta = beta_form::<M>((a, 0.0), (b, 0.0), two_sum(a, b)).inverse();
    let power_x = multiply::<M>((a, 0.0), log_of::<M>(x));
    let power_y = multiply::<M>((b, 0.0), log_of::<M>(y));
    let exponent = add(add(power_x, power_y), beta.exponent);
    Form { exponent, ..beta }.value::<M>()
}

/// DLMF 8.17.7 as a power series; the complement by the defect of its factor from one.
#[inline(always)]
fn power_series<M: MulAdd>(a: f64, b: f64, x: Pair, y: Pair) -> Sides {
    let power = multiply::<M>((a, 0.0), log_of::<M>(x));
    let differs_little = a < SMALL && (0.5..1e140).contains(&b);
    let (beta, beta_lo) =
        if differs_little { (ln_small_a_beta::<M>(a, b), 0.0) } else { ln_a_beta::<M>(a, b, SMALL) };
    let (log, rest) = add(power, (-beta, -beta_lo));
    let (mut sum, mut power, mut n) = (0.0f64, 1.0, 1.0);
    loop {
        // The quotients do not wait for each other.
        let mut terms = [0.0f64; TOGETHER];
        for i in 0..TOGETHER {
            let n = n + i as f64;
            terms[i] = (n - b) * x.0 / n;
        }
        for term in &mut terms {
            power *= *term;
            *term = power;
        }
        for i in 0..TOGETHER {
            terms[i] /= a + n + i as f64;
            sum += terms[i];
        }
        if !(terms[TOGETHER - 1].abs() > 1e-18 * sum.abs()) {
            break;
        }
        n += TOGETHER as f64;
    }
    let more = a * sum;
    let factor = exp_sum::<M, Double>(log, rest);
    let lower = factor * (1.0 + more);
    let (defect, defect_lo) = expm1_sum::<M, Double>(log);
    let upper = -(defect + M::mul_add(factor, more, M::mul_add(factor, rest, defect_lo)));
    let density = factor * a * exp::<M, Double>(b * log_of::<M>(y).0);
    Sides { lower, upper: if lower < 0.5 { 1.0 - lower } else { upper }, density }
}

/// Parameters below this make a difference to the logarithm of gamma that is to be computed as such.
const SMALL: f64 = 0.02;

/// Gauss-Legendre's nodes and weights on `[0, 1]`.
const NODES: [f64; 4] = [0.06943184420297371, 0.33000947820757187, 0.6699905217924281, 0.9305681557970263];
const WEIGHTS: [f64; 4] =
    [0.17392742256872693, 0.32607257743127307, 0.32607257743127307, 0.17392742256872693];

/// `log(a B(a, b))` for `a` below [`SMALL`] and `b` from a half on: `log(gamma(a + b) / gamma(b))` is the integral of
/// the digamma function, which is smooth enough there for four nodes.
#[inline(always)]
fn ln_small_a_beta<M: MulAdd>(a: f64, b: f64) -> f64 {
    let mut slopes = [0.0; NODES.len()];
    for i in 0..NODES.len() {
        slopes[i] = WEIGHTS[i] * beyond_half::<M>(M::mul_add(NODES[i], a, b));
    }
    a * (ln_gamma_one_plus_over::<M>(a) - ((slopes[0] + slopes[3]) + (slopes[1] + slopes[2])))
}

/// `log(a B(a, b))`; for `a` below `small`, where it is as small, as a sum in double-double.
#[inline(always)]
fn ln_a_beta<M: MulAdd>(a: f64, b: f64, small: f64) -> Pair {
    if a < small || !(b > 1e-140 && b < 1e140) {
        let log = ln_gamma(Dd::sum(a, 1.0)) + ln_gamma(Dd::from(b)) - ln_gamma(Dd::sum(a, b));
        return (log.hi, log.lo);
    }
    beta_form::<M>((a, 0.0), (b, 0.0), two_sum(a, b)).times::<M>((a, 0.0)).log_pair::<M>()
}

/// The `x` with `I_x(a, b) = p`.
///
/// ```
/// assert!((pallasite_special::betaincinv(2.0, 3.0, 0.6875) - 0.5).abs() < 1e-15);
/// ```
pub fn betaincinv(a: f64, b: f64, p: f64) -> f64 {
    if p <= 0.5 { invert(a, b, p, false) } else { invert(a, b, 1.0 - p, true) }
}

/// The `x` with `1 - I_x(a, b) = q`.
///
/// ```
/// assert!((pallasite_special::betainccinv(2.0, 3.0, 0.3125) - 0.5).abs() < 1e-15);
/// ```
pub fn betainccinv(a: f64, b: f64, q: f64) -> f64 {
    if q <= 0.5 { invert(a, b, q, true) } else { invert(a, b, 1.0 - q, false) }
}

fn invert(a: f64, b: f64, target: f64, upper: bool) -> f64 {
    if !(a > 0.0 && b > 0.0 && (0.0..=1.0).contains(&target)) {
        return f64::NAN;
    }
    if target == 0.0 {
        return if upper { 1.0 } else { 0.0 };
    }
    if a.is_infinite() || b.is_infinite() {
        return match (a.is_infinite(), b.is_infinite()) {
            (true, true) => f64::NAN,
            (one_sided, _) => f64::from(u8::from(one_sided)),
        };
    }
    let (p, q) = if upper { (1.0 - target, target) } else { (target, 1.0 - target) };
    let odds = solve(first_odds(a, b, p, q), target, |odds| {
        let odds = odds.clamp(1e-300, 1e30);
        let sides = at_odds(a, b, odds);
        let (value, sign) = if upper { (sides.upper, -1.0) } else { (sides.lower, 1.0) };
        let slope = sign * sides.density / value;
        Local { value, slope, bend: a - (a + b) * (odds / (1.0 + odds)) - slope }
    });
    if odds.is_infinite() { 1.0 } else { odds / (1.0 + odds) }
}

/// The sides at `x = odds / (1 + odds)`; of `x` and `1 - x` the smaller one is what is computed first.
pub(crate) fn at_odds(a: f64, b: f64, odds: f64) -> Sides {
    if odds <= 1.0 { both(a, b, probability(odds)) } else { both(b, a, probability(1.0 / odds)).swapped() }
}

at_level! {
    /// `x^a (1 - x)^b / B(a, b)` at `x = odds / (1 + odds)`.
    pub(crate) fn density_at_odds(a: f64, b: f64, odds: f64) -> f64 = density_at_odds_body
}

#[inline(always)]
fn density_at_odds_body<M: MulAdd>(a: f64, b: f64, odds: f64) -> f64 {
    let swapped = odds > 1.0;
    let x = probability_body::<M>(if swapped { 1.0 / odds } else { odds });
    if swapped { prefix::<M>(b, a, x) } else { prefix::<M>(a, b, x) }
}

at_level! {
    /// `1 - (1 + odds)^-b` and `(1 + odds)^-b`: both sides where `a` is one.
    pub(crate) fn power_sides(b: f64, odds: f64) -> (f64, f64) = power_sides_body
}

#[inline(always)]
fn power_sides_body<M: MulAdd>(b: f64, odds: f64) -> (f64, f64) {
    let (whole, rest) = two_sum(1.0, odds);
    let small = log1p::<M, Double>(odds);
    let log = if odds < 1e-3 { (small, 0.0) } else { log_of::<M>((whole, rest)) };
    let (exponent, rest) = multiply::<M>((-b, 0.0), log);
    let upper = exp_sum::<M, Double>(exponent, rest);
    let (less, less_lo) = expm1_sum::<M, Double>(exponent);
    (-(less + M::mul_add(upper, rest, less_lo)), upper)
}

at_level! {
    /// `odds / (1 + odds)`.
    fn probability(odds: f64) -> Pair = probability_body
}

#[inline(always)]
fn probability_body<M: MulAdd>(odds: f64) -> Pair {
    quotient::<M>((odds, 0.0), two_sum(1.0, odds))
}

/// The leading power near either end, else Carter's normal approximation (Abramowitz and Stegun 26.5.22) or, for small
/// parameters, that of the log-odds.
pub(crate) fn first_odds(a: f64, b: f64, p: f64, q: f64) -> f64 {
    if a > 1.0 && b > 1.0 {
        let z = if p < q { -ndtri(p) } else { ndtri(q) };
        let (one, other) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
        let (h, lambda) = (2.0 / (one + other), (z * z - 3.0) / 6.0);
        let w = z * (h + lambda).max(0.0).sqrt() / h - (other - one) * (lambda + 5.0 / 6.0 - 2.0 / (3.0 * h));
        if w.abs() < 4.0 {
            return a / b * (-2.0 * w).exp();
        }
    }
    let centre = a / (a + b);
    let log = betaln(a, b);
    let low = ((p.ln() + log + a.ln()) / a).exp();
    if low < 0.3 * centre {
        return (low / (1.0 - low)).max(1e-299);
    }
    let high = ((q.ln() + log + b.ln()) / b).exp();
    if high < 0.3 * (1.0 - centre) {
        return ((1.0 - high) / high).min(1e29);
    }
    let z = if p < q { ndtri(p) } else { -ndtri(q) };
    a / b * (z * (1.0 / a + 1.0 / b).sqrt()).clamp(-30.0, 30.0).exp()
}
