//! The regularised incomplete gamma functions and their inverses (DLMF 8.2.4; DiDonato and Morris, ACM TOMS 12, 1986;
//! Gil, Segura and Temme, SIAM Journal on Scientific Computing 34, 2012).

use crate::coefficients::temme::TEMME;
use crate::elementary::small_log_defect;
use crate::erf::scaled_tail;
use crate::gamma::{gamma, gammaln, ln_gamma_one_plus_over};
use crate::gamma_pair::{SHIFT, correction, multiply, rising_ten, stirling};
use crate::gamma_ratio::add;
use crate::inverse::{Local, solve};
use crate::level::at_level;
use crate::normal::ndtri;
use pallasite_ufunc::lanes::Lanes;
use pallasite_ufunc::math::exp::{exp, exp_sum, expm1};
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::log::{log, log_pair};
use pallasite_ufunc::math::scalar::{Double, horner, quotient, select, two_sum};
use std::f64::consts::TAU;

/// The statement for `k` from 44 down to 1, written out: loops over vectors have no loops inside.
macro_rules! for_terms {
    (|$k:ident| $step:expr) => {
        for_terms!(@ $k $step; 44 43 42 41 40 39 38 37 36 35 34 33 32 31 30 29 28 27 26 25 24 23 22 21 20 19 18 17 16 15
            14 13 12 11 10 9 8 7 6 5 4 3 2 1)
    };
    (@ $k:ident $step:expr; $($n:literal)*) => {
        $(let $k = f64::from($n); $step;)*
    };
}

/// From here on so many terms of the continued fraction are enough, above the parameter.
const FRACTION_FROM: f64 = 3.0;
/// Up to here so many terms of the series are enough, below the parameter.
const SERIES_TO: f64 = 12.0;

/// `P(a, x)` by its series and `Q(a, x)` by its continued fraction, where so many terms are enough.
#[inline(always)]
fn pair_of_sums<M: MulAdd>(a: f64, x: f64) -> (f64, f64) {
    let prefix = prefix_by_recurrence::<M>(a, x);
    let (mut series, mut fraction) = (Series::new(a, x, 1.0), Fraction::new(a, x, 1.0));
    for_terms!(|k| series.step::<M>(k));
    for_terms!(|k| fraction.step::<M>(k));
    (prefix * series.value(), prefix * a * fraction.value())
}

/// `P` by the series or `-Q` by the continued fraction, that of the two that has terms enough.
pub(crate) struct OneSide;

impl Lanes for OneSide {
    type X = (f64, f64);
    const ELSEWHERE_IS_EVERYWHERE: bool = true;
    #[inline(always)]
    fn common<M: MulAdd>((a, x): (f64, f64)) -> f64 {
        let (lower, upper) = pair_of_sums::<M>(a, x);
        select((x <= a) | (x < FRACTION_FROM), lower, -upper)
    }
    #[inline(always)]
    fn holds((a, x): (f64, f64), y: f64) -> bool {
        (a > 1e-10) & (a < SERIES_TO) & (x > 1e-100) & (x < 500.0) & (y.abs() > 1e-290)
    }
    fn elsewhere((a, x): (f64, f64)) -> f64 {
        let sides = both(a, x);
        if x <= a { sides.lower } else { -sides.upper }
    }
}

/// Whether [`OneSide`] gives `Q` otherwise than as a difference of close numbers.
#[inline(always)]
pub(crate) fn holds_upper(a: f64, x: f64) -> bool {
    (x >= FRACTION_FROM) | ((x <= a) & (a >= 1.0))
}

/// The regularised lower incomplete gamma function `P(a, x)`; NaN for negative arguments.
///
/// ```
/// assert!((pallasite_special::gammainc(1.0, 1.0) - 0.6321205588285577).abs() < 1e-15);
/// ```
pub fn gammainc(a: f64, x: f64) -> f64 {
    both(a, x).lower
}

/// The regularised upper incomplete gamma function `Q(a, x)`, `1 - P(a, x)`.
///
/// ```
/// assert!((pallasite_special::gammaincc(1.0, 30.0) / (-30f64).exp() - 1.0).abs() < 1e-15);
/// ```
pub fn gammaincc(a: f64, x: f64) -> f64 {
    both(a, x).upper
}

/// `P`, `Q`, and `x^a exp(-x) / gamma(a + 1)`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sides {
    pub(crate) lower: f64,
    pub(crate) upper: f64,
    pub(crate) density: f64,
}

impl Sides {
    #[inline(always)]
    fn from_lower(lower: f64, density: f64) -> Sides {
        Sides { lower, upper: 1.0 - lower, density }
    }

    #[inline(always)]
    fn from_upper(upper: f64, density: f64) -> Sides {
        Sides { lower: 1.0 - upper, upper, density }
    }
}

/// Both functions, the smaller one to full precision.
pub(crate) fn both(a: f64, x: f64) -> Sides {
    if !(a >= 0.0 && x >= 0.0) || (a == 0.0 && x == 0.0) || (a.is_infinite() && x.is_infinite()) {
        Sides::from_lower(f64::NAN, f64::NAN)
    } else if a == 0.0 || x.is_infinite() {
        Sides::from_upper(0.0, 0.0)
    } else if x == 0.0 || a.is_infinite() {
        Sides::from_lower(0.0, 0.0)
    } else {
        inside(a, x)
    }
}

at_level! {
    /// [`both`] of positive numbers.
    fn inside(a: f64, x: f64) -> Sides = inside_body
}

#[inline(always)]
fn inside_body<M: MulAdd>(a: f64, x: f64) -> Sides {
    if a > UNIFORM_FROM && (x - a).abs() < 0.3 * a {
        return uniform::<M>(a, x);
    }
    let density = prefix::<M>(a, x);
    if a < 1.0 && x <= 1.1 {
        let lower = density * lower_series::<M>(a, x);
        Sides { lower, upper: upper_near_zero::<M>(a, x), density }
    } else if x <= a {
        Sides::from_lower(density * lower_series::<M>(a, x), density)
    } else {
        Sides::from_upper(density * a * upper_fraction::<M>(a, x), density)
    }
}

at_level! {
    /// `x^a exp(-x) / gamma(a + 1)`: Poisson's probability of `a` events where `x` are expected.
    pub(crate) fn density(a: f64, x: f64) -> f64 = prefix
}

/// From here on the table of Temme's expansion reaches full precision.
const UNIFORM_FROM: f64 = 25.0;

/// `x^a exp(-x) / gamma(a + 1)`: the exponent in twice the precision, from the quotient `x / a` where that is what
/// matters.
#[inline(always)]
fn prefix<M: MulAdd>(a: f64, x: f64) -> f64 {
    if a < SHIFT {
        return prefix_by_recurrence::<M>(a, x);
    }
    deviance::<M>(a, x, correction::<M>(a)) / (TAU * a).sqrt()
}

/// The same for small `a`, by `gamma(a + 11)`.
#[inline(always)]
fn prefix_by_recurrence<M: MulAdd>(a: f64, x: f64) -> f64 {
    let (z, z_lo) = two_sum(a, SHIFT + 1.0);
    let (gamma, gamma_lo) = stirling::<M>(z, z_lo);
    let (p, p_lo) = rising_ten::<M>(two_sum(a, 1.0));
    let power = multiply::<M>((a, 0.0), log_pair::<M>(x));
    let (exponent, rest) = add(add(power, (-gamma, -gamma_lo)), (-x, 0.0));
    exp_sum::<M, Double>(exponent, rest) * (p + p_lo)
}

/// `exp(a log(x / a) - (x - a) - correction)`.
#[inline(always)]
fn deviance<M: MulAdd>(a: f64, x: f64, correction: f64) -> f64 {
    let (ratio, ratio_lo) = quotient::<M>((x, 0.0), (a, 0.0));
    let (log, log_lo) = log_pair::<M>(ratio);
    let power = multiply::<M>((a, 0.0), (log, log_lo + ratio_lo / ratio));
    let (excess, excess_lo) = two_sum(x, -a);
    let (exponent, rest) = add(add(power, (-excess, -excess_lo)), (-correction, 0.0));
    exp_sum::<M, Double>(exponent, rest)
}

/// `sum x^n / ((a + 1) ... (a + n))` (DLMF 8.7.1) from its last term on, as a quotient, whose parts `scale` keeps in
/// range.
#[derive(Clone, Copy)]
struct Series {
    a: f64,
    x: f64,
    scale: f64,
    above: f64,
    below: f64,
}

impl Series {
    #[inline(always)]
    fn new(a: f64, x: f64, scale: f64) -> Series {
        Series { a: a * scale, x: x * scale, scale, above: 1.0, below: 1.0 }
    }

    /// Adds the term `k`.
    #[inline(always)]
    fn step<M: MulAdd>(&mut self, k: f64) {
        self.below *= M::mul_add(k, self.scale, self.a);
        self.above = M::mul_add(self.x, self.above, self.below);
    }

    #[inline(always)]
    fn value(self) -> f64 {
        self.above / self.below
    }
}

/// `Q(a, x) gamma(a) exp(x) x^-a` by Legendre's continued fraction (DLMF 8.9.2) from its last tail on, the tails as
/// quotients of neighbours, which `scale` keeps in range.
#[derive(Clone, Copy)]
struct Fraction {
    a: f64,
    first: f64,
    scale: f64,
    tail: f64,
    before: f64,
}

impl Fraction {
    #[inline(always)]
    fn new(a: f64, x: f64, scale: f64) -> Fraction {
        Fraction { a, first: x - a - 1.0, scale, tail: 1.0, before: scale }
    }

    /// The tail from the partial quotient `k` on.
    #[inline(always)]
    fn step<M: MulAdd>(&mut self, k: f64) {
        let above = (self.a - k) * (k * self.scale * self.scale);
        let next = M::mul_add((self.first + 2.0 * k) * self.scale, self.tail, above * self.before);
        (self.tail, self.before) = (next, self.tail);
    }

    #[inline(always)]
    fn value(self) -> f64 {
        self.before / self.tail * self.scale
    }
}

#[inline(always)]
fn lower_series<M: MulAdd>(a: f64, x: f64) -> f64 {
    let mut series = Series::new(a, x, 1.0 / a.max(1.0));
    let count = (12.0 + 9.0 * x / a.max(x).sqrt()).min(120.0) as u32;
    for k in (1..=count).rev() {
        series.step::<M>(k.into());
    }
    series.value()
}

#[inline(always)]
fn upper_fraction<M: MulAdd>(a: f64, x: f64) -> f64 {
    let mut fraction = Fraction::new(a, x, 1.0 / x);
    let count = (6.0 + 112.0 / x + (2.5 * a.sqrt()).min(20.0)) as u32;
    for k in (1..=count).rev() {
        fraction.step::<M>(k.into());
    }
    fraction.value()
}

/// `Q(a, x)` for small arguments, where `x^a / gamma(a + 1)` is close to one.
#[inline(always)]
fn upper_near_zero<M: MulAdd>(a: f64, x: f64) -> f64 {
    let power = expm1::<M, Double>(a * (log::<M, Double>(x) - ln_gamma_one_plus_over::<M>(a)));
    let mut sum = 0.0;
    for n in (1..20).rev() {
        let n = f64::from(n);
        sum = -x / n * (1.0 / (a + n) + sum);
    }
    -M::mul_add((1.0 + power) * a, sum, power)
}

/// Temme's expansion, uniform in `x / a` near one (DLMF 8.12.3, 8.12.4 and 8.12.7).
#[inline(always)]
fn uniform<M: MulAdd>(a: f64, x: f64) -> Sides {
    let mu = (x - a) / a;
    let eta = (2.0 * small_log_defect::<M>(mu)).sqrt().copysign(mu);
    let inverse = 1.0 / a;
    let mut sum = 0.0;
    for row in TEMME.iter().rev() {
        sum = M::mul_add(sum, inverse, horner::<M, 22>(eta, row));
    }
    let peak = 1.0 / (TAU * a).sqrt();
    let rest = sum * peak;
    let scale = deviance::<M>(a, x, 0.0);
    let main = 0.5 * scaled_tail::<M>(eta.abs() * (0.5 * a).sqrt());
    let density = scale * peak * exp::<M, Double>(-correction::<M>(a));
    if x < a {
        Sides::from_lower(scale * (main - rest), density)
    } else {
        Sides::from_upper(scale * (main + rest), density)
    }
}

/// The `x` with `P(a, x) = p`.
///
/// ```
/// assert!((pallasite_special::gammaincinv(1.0, 0.5) - 2f64.ln()).abs() < 1e-15);
/// ```
pub fn gammaincinv(a: f64, p: f64) -> f64 {
    if p <= 0.5 { invert(a, p, false) } else { invert(a, 1.0 - p, true) }
}

/// The `x` with `Q(a, x) = q`.
///
/// ```
/// assert!((pallasite_special::gammainccinv(1.0, 0.5) - 2f64.ln()).abs() < 1e-15);
/// ```
pub fn gammainccinv(a: f64, q: f64) -> f64 {
    if q <= 0.5 { invert(a, q, true) } else { invert(a, 1.0 - q, false) }
}

fn invert(a: f64, target: f64, upper: bool) -> f64 {
    if !(a >= 0.0 && (0.0..=1.0).contains(&target)) {
        return f64::NAN;
    }
    if target == 0.0 || a == 0.0 || a.is_infinite() {
        return match (target == 0.0, a == 0.0) {
            (true, _) if upper => f64::INFINITY,
            (true, _) => 0.0,
            _ => f64::NAN,
        };
    }
    solve(first_guess(a, target, upper), target, |x| {
        let sides = both(a, x);
        let (value, sign) = if upper { (sides.upper, -a) } else { (sides.lower, a) };
        let slope = sign * sides.density / value;
        Local { value, slope, bend: a - x - slope }
    })
}

/// Wilson and Hilferty's cube (Abramowitz and Stegun 26.4.17), three terms of the power series for the lower tail, the
/// leading term of the asymptotic expansion for the upper tail of small `a`.
fn first_guess(a: f64, target: f64, upper: bool) -> f64 {
    if a >= 1.0 {
        let z = if upper { -ndtri(target) } else { ndtri(target) };
        let cube = a * (1.0 - 1.0 / (9.0 * a) + z / (3.0 * a.sqrt())).powi(3);
        if cube > 0.3 * a || (upper && cube > 0.0) {
            return cube;
        }
    }
    if a < 1.0 && upper && target < 0.1 {
        return (-(target * gamma(a)).ln()).max(0.1);
    }
    let log = if upper { (-target).ln_1p() } else { target.ln() } + gammaln(a + 1.0);
    let power = (log / a).exp();
    let second = power / (a + 1.0);
    let third = 0.5 * second * second * (3.0 * a + 5.0) / (a + 2.0);
    (power * (1.0 + second + third)).clamp(1e-300, a.max(2.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use pallasite_ufunc::math::level::Base;

    #[test]
    fn the_two_sides_of_the_uniform_region_agree() {
        for a in [26.0, 101.0, 400.0] {
            for ratio in [0.7001, 1.2999] {
                let x = a * ratio;
                let density = prefix::<Base>(a, x);
                let direct = if ratio < 1.0 {
                    density * lower_series::<Base>(a, x)
                } else {
                    density * a * upper_fraction::<Base>(a, x)
                };
                let sides = uniform::<Base>(a, x);
                let found = if ratio < 1.0 { sides.lower } else { sides.upper };
                assert!((found / direct - 1.0).abs() < 4e-15, "{a} {x}: {found} {direct}");
            }
        }
    }
}
