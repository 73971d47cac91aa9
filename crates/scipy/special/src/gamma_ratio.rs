//! Quotients of gamma functions of positive numbers in twice the precision, without branches and without the
//! cancellation of their logarithms: `(A - 1/2) log(A / C)` instead of a difference of Stirling's series.

use crate::dd::HALF_LN_TAU;
use crate::gamma_pair::{Pair, SHIFT, correction, multiply, rising_ten};
use pallasite_ufunc::math::exp::exp_pair;
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::log::log_pair;
use pallasite_ufunc::math::scalar::{Double, fast_two_sum, quotient, select, two_sum};

/// `gamma(a) = exp(...) / divisor`, the exponent being that of Stirling's series at `shifted`, `shift` further on.
struct Shifted {
    shift: f64,
    shifted: Pair,
    divisor: Pair,
}

#[inline(always)]
pub(crate) fn add(a: Pair, b: Pair) -> Pair {
    let (s, e) = two_sum(a.0, b.0);
    fast_two_sum(s, e + (a.1 + b.1))
}

#[inline(always)]
fn shifted<M: MulAdd>(a: Pair) -> Shifted {
    let small = a.0 < SHIFT;
    let shift = select(small, SHIFT, 0.0);
    let (p, p_lo) = rising_ten::<M>(a);
    Shifted {
        shift,
        shifted: add(a, (shift, 0.0)),
        divisor: (select(small, p, 1.0), select(small, p_lo, 0.0)),
    }
}

/// `log(a)`.
#[inline(always)]
pub(crate) fn log_of<M: MulAdd>(a: Pair) -> Pair {
    let (log, log_lo) = log_pair::<M>(a.0);
    (log, log_lo + a.1 / a.0)
}

/// `(a - 1/2) log(a / c)`.
#[inline(always)]
fn weighted<M: MulAdd>(a: Pair, c: Pair) -> Pair {
    multiply::<M>(add(a, (-0.5, 0.0)), log_of::<M>(quotient::<M>(a, c)))
}

/// `exp(exponent) top / bottom`.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    pub(crate) exponent: Pair,
    pub(crate) top: Pair,
    pub(crate) bottom: Pair,
}

impl Form {
    /// One over it.
    #[inline(always)]
    pub(crate) fn inverse(self) -> Form {
        Form { exponent: (-self.exponent.0, -self.exponent.1), top: self.bottom, bottom: self.top }
    }

    /// The value; the exponential stops at the ends of its range, beyond which the value is no longer moderate.
    #[inline(always)]
    pub(crate) fn value<M: MulAdd>(self) -> f64 {
        let (exponent, rest) = self.exponent;
        let inside = select(exponent < -708.0, -708.0, select(exponent > 708.0, 708.0, exponent));
        let (e, e_lo) = exp_pair::<M, Double>(inside);
        let top = multiply::<M>((e, M::mul_add(e, rest, e_lo)), self.top);
        let (q, q_lo) = quotient::<M>(top, self.bottom);
        q + q_lo
    }

    /// The value times `factor`.
    #[inline(always)]
    pub(crate) fn times<M: MulAdd>(self, factor: Pair) -> Form {
        Form { top: multiply::<M>(self.top, factor), ..self }
    }

    /// The logarithm of the value.
    #[inline(always)]
    pub(crate) fn log_pair<M: MulAdd>(self) -> Pair {
        add(self.exponent, log_of::<M>(quotient::<M>(self.top, self.bottom)))
    }

    /// The same, rounded.
    #[inline(always)]
    pub(crate) fn log<M: MulAdd>(self) -> f64 {
        let (log, log_lo) = self.log_pair::<M>();
        log + log_lo
    }
}

/// Whether [`Form::value`] is far from the ends of the range; the factors beside the exponential are below `1e15` where
/// that is not.
#[inline(always)]
pub(crate) fn is_moderate(value: f64) -> bool {
    (value > 1e-290) & (value < 1e290)
}

/// The exponential of a logarithm beyond the range of doubles.
pub(crate) fn beyond_range(log: f64) -> Option<f64> {
    if log > 710.0 {
        Some(f64::INFINITY)
    } else if log < -746.0 {
        Some(0.0)
    } else {
        None
    }
}

/// `gamma(a) gamma(b) / gamma(c)` with `c = a + b`.
#[inline(always)]
pub(crate) fn beta_form<M: MulAdd>(a: Pair, b: Pair, c: Pair) -> Form {
    let (a, b, c) = (shifted::<M>(a), shifted::<M>(b), shifted::<M>(c));
    let excess = a.shift + b.shift - c.shift;
    let corrections =
        correction::<M>(a.shifted.0) + correction::<M>(b.shifted.0) - correction::<M>(c.shifted.0);
    let powers = add(weighted::<M>(a.shifted, c.shifted), weighted::<M>(b.shifted, c.shifted));
    let rest = multiply::<M>((excess - 0.5, 0.0), log_of::<M>(c.shifted));
    let constant = add((HALF_LN_TAU.hi, HALF_LN_TAU.lo), (-excess, 0.0));
    let sum = add(add(powers, rest), add(constant, (corrections, 0.0)));
    Form { exponent: sum, top: c.divisor, bottom: multiply::<M>(a.divisor, b.divisor) }
}

/// `gamma(c) / gamma(a)`.
#[inline(always)]
pub(crate) fn ratio_form<M: MulAdd>(a: Pair, c: Pair) -> Form {
    let (a, c) = (shifted::<M>(a), shifted::<M>(c));
    let step = add(c.shifted, (-a.shifted.0, -a.shifted.1));
    let log = log_of::<M>(c.shifted);
    let power = multiply::<M>(step, add(log, (-1.0, 0.0)));
    let corrections = correction::<M>(c.shifted.0) - correction::<M>(a.shifted.0);
    let (w, w_lo) = weighted::<M>(a.shifted, c.shifted);
    let sum = add(add(power, (-w, -w_lo)), (corrections, 0.0));
    Form { exponent: sum, top: a.divisor, bottom: c.divisor }
}
