//! Binomial coefficients, permutations and factorials, of real arguments where they make sense.

use crate::dd::Dd;
use crate::gamma::{Gamma, Poch, gamma, gammasgn, ln_gamma, ln_gamma_ratio, poch};
use crate::gamma_pair::{Pair, sin_pi_over_pi};
use crate::gamma_ratio::{Form, add, beta_form, is_moderate};
use crate::trig::is_pole;
use pallasite_ufunc::lanes::{Lanes, Row, Transformed, at};
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::scalar::{select, two_sum};

/// The loops of [`binom`].
pub(crate) struct Binom;

impl Lanes for Binom {
    type X = (f64, f64);
    /// `1 / ((n + 1) B(k + 1, n - k + 1))`, or `B(n + 1, k - n) sin(pi (k - n)) / pi` for `k > n`.
    #[inline(always)]
    fn common<M: MulAdd>((n, k): (f64, f64)) -> f64 {
        let over = k > n;
        let choose = |yes: Pair, no: Pair| (select(over, yes.0, no.0), select(over, yes.1, no.1));
        let (above, below, distance) = (two_sum(n, 1.0), two_sum(k, 1.0), two_sum(k, -n));
        let rest = add((-distance.0, -distance.1), (1.0, 0.0));
        let beta =
            beta_form::<M>(choose(above, below), choose(distance, rest), choose(below, two_sum(n, 2.0)));
        let whole = beta.times::<M>(above).inverse();
        let part = beta.times::<M>(sin_pi_over_pi::<M>(distance));
        Form {
            exponent: choose(part.exponent, whole.exponent),
            top: choose(part.top, whole.top),
            bottom: choose(part.bottom, whole.bottom),
        }
        .value::<M>()
    }
    #[inline(always)]
    fn holds((n, k): (f64, f64), y: f64) -> bool {
        (k > -0.9) & (n > -0.9) & (n < 1e15) & (k < 1e15) & is_moderate(y.abs())
    }
    fn elsewhere((n, k): (f64, f64)) -> f64 {
        binom_at_ends(n, k)
    }
}

/// The binomial coefficient `gamma(n + 1) / (gamma(k + 1) gamma(n - k + 1))` (DLMF 1.2.6); NaN for negative whole `n`.
///
/// ```
/// assert_eq!(pallasite_special::binom(5.0, 2.0), 10.0);
/// ```
pub fn binom(n: f64, k: f64) -> f64 {
    at::<Binom>((n, k))
}

fn binom_at_ends(n: f64, k: f64) -> f64 {
    if n.is_nan() || k.is_nan() || (n < 0.0 && n == n.floor()) {
        return f64::NAN;
    }
    if n.is_infinite() || k.is_infinite() {
        return unbounded_binomial(n, k);
    }
    let k = if n == n.floor() && k == k.floor() && k > 0.5 * n { n - k } else { k };
    if k == k.floor() && (0.0..=64.0).contains(&k) {
        return whole_binomial(n, k);
    }
    let (below, rest) = (k + 1.0, n - k + 1.0);
    if is_pole(below) || is_pole(rest) {
        return 0.0;
    }
    let above = if n < 1e10 {
        ln_gamma(Dd::sum(n, 1.0)) - ln_gamma(Dd::sum(n, -k) + 1.0)
    } else {
        ln_gamma_ratio(rest, k)
    };
    let log = above - ln_gamma(Dd::sum(k, 1.0));
    gammasgn(n + 1.0) * gammasgn(below) * gammasgn(rest) * log.exp()
}

/// The binomial coefficient with an infinite argument, where SciPy defines it.
fn unbounded_binomial(n: f64, k: f64) -> f64 {
    if k == f64::NEG_INFINITY || (n.is_infinite() && k <= -1.0) {
        0.0
    } else if k.is_infinite() || (k.abs() < 1.0 && k != 0.0) {
        f64::NAN
    } else if k == 0.0 {
        1.0
    } else {
        n
    }
}

/// The product of `(n - k + i) / i`, whose partial products are binomial coefficients themselves.
fn whole_binomial(n: f64, k: f64) -> f64 {
    let step = |p: Dd, i| p * (Dd::sum(n, -k) + f64::from(i)) / f64::from(i);
    let value = (1..=k as i32).fold(Dd::ONE, step).to_f64();
    // What is out of range is not a number in twice the precision.
    if value.is_nan() { f64::INFINITY } else { value }
}

/// The loops of [`comb`].
pub(crate) struct Comb;

impl Transformed for Comb {
    type Inner = Binom;
    const ARITY: usize = 2;
    #[inline(always)]
    fn arguments(row: Row) -> Row {
        row
    }
    #[inline(always)]
    fn value(_row: Row, inner: f64) -> f64 {
        inner
    }
    #[inline(always)]
    fn holds([n, k, _]: Row) -> bool {
        (k >= 0.0) & (k <= n)
    }
    fn elsewhere([n, k, _]: Row) -> f64 {
        comb(n, k)
    }
}

/// The number of combinations of `n` things taken `k` at a time; zero for `k > n` or negative arguments.
///
/// ```
/// assert_eq!(pallasite_special::comb(10.0, 3.0), 120.0);
/// ```
pub fn comb(n: f64, k: f64) -> f64 {
    if k <= n && n >= 0.0 && k >= 0.0 { binom(n, k) } else { 0.0 }
}

/// The number of combinations of `n` things taken `k` at a time where each may be taken again.
///
/// ```
/// assert_eq!(pallasite_special::comb_with_repetition(10.0, 3.0), 220.0);
/// ```
pub fn comb_with_repetition(n: f64, k: f64) -> f64 {
    if k == 0.0 && n >= 0.0 { 1.0 } else { binom(n + k - 1.0, k) }
}

/// The loops of [`perm`].
pub(crate) struct Perm;

impl Transformed for Perm {
    type Inner = Poch;
    const ARITY: usize = 2;
    #[inline(always)]
    fn arguments([n, k, _]: Row) -> Row {
        [n - k + 1.0, k, 0.0]
    }
    #[inline(always)]
    fn value(_row: Row, inner: f64) -> f64 {
        inner
    }
    #[inline(always)]
    fn holds([n, k, _]: Row) -> bool {
        (k >= 0.0) & (k <= n)
    }
    fn elsewhere([n, k, _]: Row) -> f64 {
        perm(n, k)
    }
}

/// The number of permutations of `n` things taken `k` at a time; zero for `k > n` or negative arguments.
///
/// ```
/// assert_eq!(pallasite_special::perm(10.0, 3.0), 720.0);
/// ```
pub fn perm(n: f64, k: f64) -> f64 {
    if k <= n && n >= 0.0 && k >= 0.0 { poch(n - k + 1.0, k) } else { 0.0 }
}

/// The loops of [`factorial`].
pub(crate) struct Factorial;

impl Transformed for Factorial {
    type Inner = Gamma;
    const ARITY: usize = 1;
    #[inline(always)]
    fn arguments([n, ..]: Row) -> Row {
        [n + 1.0, 0.0, 0.0]
    }
    #[inline(always)]
    fn value(_row: Row, inner: f64) -> f64 {
        inner
    }
    #[inline(always)]
    fn holds([n, ..]: Row) -> bool {
        n >= 0.0
    }
    fn elsewhere([n, ..]: Row) -> f64 {
        factorial(n)
    }
}

/// The factorial, `gamma(n + 1)`: zero for negative `n`.
///
/// ```
/// assert_eq!(pallasite_special::factorial(5.0), 120.0);
/// ```
pub fn factorial(n: f64) -> f64 {
    if n < 0.0 { 0.0 } else { gamma(n + 1.0) }
}
