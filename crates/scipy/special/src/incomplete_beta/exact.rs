//! The complement of the incomplete beta function rounded from twice the precision of doubles.

use super::fraction::{Fraction, Side};
use super::{both_body, complement, ln_a_beta};
use crate::dd::Dd;
use crate::gamma_pair::{Pair, multiply};
use crate::gamma_ratio::{Form, add, beta_form, log_of};
use crate::level::at_level;
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::scalar::two_sum;

/// From so many terms of the continued fraction on, doubles have to do.
const MANY: u32 = 100;

/// Below this the logarithm of the beta function is a sum in double-double.
const SMALL: f64 = 0.3;

at_level! {
    /// `1 - I_x(a, b)` at `x` in `(0, 1)`.
    pub(super) fn upper(a: f64, b: f64, x: f64) -> f64 = upper_body
}

#[inline(always)]
fn upper_body<M: MulAdd>(a: f64, b: f64, x: f64) -> f64 {
    let (x, y) = ((x, 0.0), complement((x, 0.0)));
    if a.min(b) <= 1.0 {
        // The terms alternate, but a sum of twice the precision can spare some digits.
        let most = if a < SMALL { 4.0 } else { 0.7 };
        if x.0 <= 0.5 && (b <= 1.0 || b * x.0 <= most) {
            let Series { factor, more } = Series::new::<M>(a, b, x);
            return -(factor.expm1_full() + factor.exp_full() * more).to_f64();
        }
        if y.0 <= 0.5 && (a <= 1.0 || a * y.0 <= 0.7) {
            let Series { factor, more } = Series::new::<M>(b, a, y);
            return (factor.exp_full() * (more + 1.0)).to_f64();
        }
    }
    let rough = Side::<f64>::new::<M>(a, b, x);
    if rough.terms() > MANY {
        return both_body::<M>(a, b, x).upper;
    }
    let side = Side::<Dd>::new::<M>(a, b, x);
    let count = rough.terms() * 5 / 4 + 4;
    let precise = count / 3 + 2;
    let mut tails = Fraction::new(&rough, rough.scale());
    tails.take::<M>(precise + 1..=count);
    let value = prefix::<M>(a, b, x, y) * tails.precise(&side).of_terms::<M>(precise);
    if side.upper { value.to_f64() } else { (-value + 1.0).to_f64() }
}

/// `x^a (1 - x)^b / B(a, b)`.
#[inline(always)]
fn prefix<M: MulAdd>(a: f64, b: f64, x: Pair, y: Pair) -> Dd {
    let Form { exponent, top, bottom } = beta_form::<M>((a, 0.0), (b, 0.0), two_sum(a, b)).inverse();
    let powers = add(multiply::<M>((a, 0.0), log_of::<M>(x)), multiply::<M>((b, 0.0), log_of::<M>(y)));
    Dd::from(add(powers, exponent)).exp_full() * Dd::from(top) / Dd::from(bottom)
}

/// DLMF 8.17.7 as a power series: `I_x(a, b)` is `exp(factor) (1 + more)`.
struct Series {
    factor: Dd,
    more: Dd,
}

impl Series {
    #[inline(always)]
    fn new<M: MulAdd>(a: f64, b: f64, x: Pair) -> Series {
        let log_x = multiply::<M>((a, 0.0), log_of::<M>(x));
        let (beta, beta_lo) = ln_a_beta::<M>(a, b, SMALL);
        let (mut sum, mut power, mut n) = (Dd::ZERO, Dd::ONE, 1.0);
        loop {
            power = power * Dd::sum(n, -b) * Dd::from(x) / n;
            let term = power / Dd::sum(a, n);
            sum = sum + term;
            if !(term.hi.abs() > 1e-20 * sum.hi.abs()) {
                break;
            }
            n += 1.0;
        }
        Series { factor: add(log_x, (-beta, -beta_lo)).into(), more: sum * a }
    }
}
