//! Powers and roots.

use std::f64::consts::LN_2;

use super::coefficients::LOG2_E_HI;
use super::exp::{exp, exp_sum, exp2};
use super::level::MulAdd;
use super::log::{log, log_pair, log1p};
use super::scalar::{Goal, SHIFTER, root, select, two_product, two_sum};

const SIGN: u64 = 1 << 63;
const TWO_52: f64 = 4_503_599_627_370_496.0;

/// `x^y` for finite `y` and finite `x` other than zero; a negative `x` needs an integer `y`.
#[inline(always)]
pub fn pow<M: MulAdd, G: Goal>(x: f64, y: f64) -> f64 {
    let a = x.abs();
    let result = if G::DOUBLE {
        let (l, l_lo) = log_pair::<M>(a);
        let (p, e) = two_product::<M>(y, l);
        let p_lo = M::mul_add(y, l_lo, e);
        exp_sum::<M, G>(p, select(p.abs() < 800.0, p_lo, 0.0))
    } else {
        exp::<M, G>(y * log::<M, G>(a))
    };
    let negative = (x < 0.0) & is_odd(y);
    f64::from_bits(result.to_bits() ^ if negative { SIGN } else { 0 })
}

/// Whether the finite `y` is an odd integer.
#[inline(always)]
fn is_odd(y: f64) -> bool {
    let half = 0.5 * y;
    (y.trunc() == y) & (half.trunc() != half)
}

/// The cube root of a normal `x`: Halley's iteration for `x^(-1/3)` from a third of the exponent, then one step
/// of Newton's with the residual in twice the precision.
#[inline(always)]
pub fn cbrt<M: MulAdd, G: Goal>(x: f64) -> f64 {
    let a = x.abs();
    let high = f64::from_bits((a.to_bits() >> 32) | TWO_52.to_bits()) - TWO_52;
    let guess = M::mul_add(high, -1.0 / 3.0, 1_430_188_287.0 + SHIFTER);
    let mut r = f64::from_bits(guess.to_bits() << 32);
    for _ in 0..if G::DOUBLE { 3 } else { 2 } {
        let e = M::mul_add(-(a * r), r * r, 1.0);
        r = M::mul_add(r * e, M::mul_add(e, 2.0 / 9.0, 1.0 / 3.0), r);
    }
    let y = a * r * r;
    let (square, square_lo) = two_product::<M>(y, y);
    let rest = M::fma(-y, square, a) - y * square_lo;
    M::mul_add(rest * (1.0 / 3.0), r * r, y).copysign(x)
}

/// `√(a² + b²)`, for magnitudes of which the larger is between 1e-20 and 1e37 (Borges, ACM TOMS 47, 2020).
#[inline(always)]
pub fn hypot<M: MulAdd, G: Goal>(a: f64, b: f64) -> f64 {
    if !G::DOUBLE {
        return M::mul_add(a, a, b * b).sqrt();
    }
    let (a, a_lo) = two_product::<M>(a, a);
    let (b, b_lo) = two_product::<M>(b, b);
    let (s, e) = two_sum(a, b);
    let (h, h_lo) = root::<M>(s, e + (a_lo + b_lo));
    h + h_lo
}

/// `log(e^a + e^b)`, for finite operands.
#[inline(always)]
pub fn logaddexp<M: MulAdd, G: Goal>(a: f64, b: f64) -> f64 {
    let most = select(a > b, a, b);
    let least = select(a > b, b, a);
    let y = most + log1p::<M, G>(exp::<M, G>(least - most));
    select(a == b, a + LN_2, y)
}

/// `log2(2^a + 2^b)`, for finite operands.
#[inline(always)]
pub fn logaddexp2<M: MulAdd, G: Goal>(a: f64, b: f64) -> f64 {
    let most = select(a > b, a, b);
    let least = select(a > b, b, a);
    let y = M::mul_add(log1p::<M, G>(exp2::<M, G>(least - most)), LOG2_E_HI, most);
    select(a == b, a + 1.0, y)
}
