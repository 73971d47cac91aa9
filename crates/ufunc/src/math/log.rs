//! Logarithms: the exponent, and `2 artanh(f / (2 + f))` of the mantissa `1 + f` between √½ and √2
//! (Cody & Waite 1980; the arrangement of the sum is that of fdlibm).

use super::coefficients::{
    LN_2_HI, LN_2_LO, LOG, LOG_SHORT, LOG_TAIL, LOG2_E_HI, LOG2_E_LO, LOG10_2_HI, LOG10_2_LO, LOG10_E_HI,
    LOG10_E_LO, TWO_THIRDS_HI, TWO_THIRDS_LO,
};
use super::level::MulAdd;
use super::scalar::{Goal, fast_two_sum, horner, select, two_product, two_sum};

const ONE: u64 = 1.0_f64.to_bits();
const SQRT_HALF: u64 = std::f64::consts::FRAC_1_SQRT_2.to_bits();
const MANTISSA: u64 = (1 << 52) - 1;
/// 2⁵² as bits: the integer in its low bits becomes a number by subtraction.
const INTEGER: u64 = 0x4330_0000_0000_0000;

/// `x = 2^k m` with `√½ ≤ m < √2`, for positive normal `x`; gives the bits of `2^-k` too.
#[inline(always)]
fn split(x: f64) -> (f64, f64, u64) {
    let shifted = x.to_bits().wrapping_add(ONE - SQRT_HALF);
    let biased = shifted >> 52;
    let m = f64::from_bits((shifted & MANTISSA).wrapping_add(SQRT_HALF));
    let k = f64::from_bits(biased | INTEGER) - (4_503_599_627_370_496.0 + 1023.0);
    (k, m, (2046_u64.wrapping_sub(biased)) << 52)
}

/// `h` and `t` such that `log(1 + f + c) = f - (h - t)`, for `f` between √½ - 1 and √2 - 1 and `c` no more than a
/// rounding error of `1 + f`.
#[inline(always)]
fn log_low<M: MulAdd, G: Goal>(f: f64, c: f64) -> (f64, f64) {
    let half_square = 0.5 * f * f;
    if !G::DOUBLE {
        return (half_square, M::mul_add(f * (half_square + half_square), horner::<M, _>(f, &LOG_SHORT), c));
    }
    let q = 1.0 / (2.0 + f);
    let s = f * q;
    let z = s * s;
    let r = z * horner::<M, _>(z, &LOG);
    (half_square, M::mul_add(s, half_square + r, 2.0 * c * q * (1.0 - s)))
}

/// `log x`, for positive normal `x`, infinity and NaN.
#[inline(always)]
pub fn log<M: MulAdd, G: Goal>(x: f64) -> f64 {
    let (k, m, _) = split(x);
    let f = m - 1.0;
    let (half_square, tail) = log_low::<M, G>(f, 0.0);
    let y = M::mul_add(k, LN_2_HI, f - (half_square - M::mul_add(k, LN_2_LO, tail)));
    select(x < f64::INFINITY, y, x)
}

/// `k log_b 2 + log_b(1 + f)` by products in twice the precision.
#[inline(always)]
fn log_base<M: MulAdd, G: Goal>(x: f64, base: (f64, f64), two: (f64, f64)) -> f64 {
    let (k, m, _) = split(x);
    let f = m - 1.0;
    let (half_square, tail) = log_low::<M, G>(f, 0.0);
    let y = if G::DOUBLE {
        let (hi, lo) = fast_two_sum(f, -half_square);
        let (hi, e) = fast_two_sum(hi, tail);
        let (p, p_lo) = two_product::<M>(hi, base.0);
        let p_lo = M::mul_add(hi, base.1, M::mul_add(lo + e, base.0, p_lo));
        let (s, s_lo) = fast_two_sum(k * two.0, p);
        s + (s_lo + M::mul_add(k, two.1, p_lo))
    } else {
        M::mul_add(f - half_square + tail, base.0, k * (two.0 + two.1))
    };
    select(x < f64::INFINITY, y, x)
}

/// `log2 x`, for positive normal `x`, infinity and NaN.
#[inline(always)]
pub fn log2<M: MulAdd, G: Goal>(x: f64) -> f64 {
    log_base::<M, G>(x, (LOG2_E_HI, LOG2_E_LO), (1.0, 0.0))
}

/// `log10 x`, for positive normal `x`, infinity and NaN.
#[inline(always)]
pub fn log10<M: MulAdd, G: Goal>(x: f64) -> f64 {
    log_base::<M, G>(x, (LOG10_E_HI, LOG10_E_LO), (LOG10_2_HI, LOG10_2_LO))
}

/// `log(u + u_lo)` for positive normal `u`; `u_lo` is no more than a rounding error of it.
#[inline(always)]
pub fn log_sum<M: MulAdd, G: Goal>(u: f64, u_lo: f64) -> f64 {
    let (k, m, scale) = split(u);
    let f = m - 1.0;
    let c = u_lo * f64::from_bits(scale);
    let (half_square, tail) = log_low::<M, G>(f, c);
    M::mul_add(k, LN_2_HI, f - (half_square - M::mul_add(k, LN_2_LO, tail)))
}

/// `log(1 + x + x_lo)` for `x > -1`, infinity and NaN.
#[inline(always)]
pub fn log1p_sum<M: MulAdd, G: Goal>(x: f64, x_lo: f64) -> f64 {
    let (u, e) = two_sum(1.0, x);
    select(x < f64::INFINITY, log_sum::<M, G>(u, e + x_lo), x)
}

/// `log(1 + x)` for `x > -1`, infinity and NaN.
#[inline(always)]
pub fn log1p<M: MulAdd, G: Goal>(x: f64) -> f64 {
    select(x == 0.0, x, log1p_sum::<M, G>(x, 0.0))
}

/// `log x` as a sum of two doubles with a relative error below 2⁻⁶⁴, for positive `x`.
#[inline(always)]
pub fn log_pair<M: MulAdd>(x: f64) -> (f64, f64) {
    let subnormal = x < f64::MIN_POSITIVE;
    let (k, m, _) = split(select(subnormal, x * 18_014_398_509_481_984.0, x));
    let k = select(subnormal, k - 54.0, k);
    let (s, s_lo) = artanh_argument::<M>(m - 1.0);
    let (u, u_lo) = artanh_cubic::<M>(s, s_lo);
    let (a, e) = fast_two_sum(k * LN_2_HI, 2.0 * s);
    let (b, t) = fast_two_sum(a, u);
    fast_two_sum(b, (e + t) + M::mul_add(k, LN_2_LO, M::mul_add(2.0, s_lo, u_lo)))
}

/// `f / (2 + f)`.
#[inline(always)]
fn artanh_argument<M: MulAdd>(f: f64) -> (f64, f64) {
    let den = 2.0 + f;
    let den_lo = f - (den - 2.0);
    let q = 1.0 / den;
    let s = f * q;
    (s, (M::fma(-s, den, f) - s * den_lo) * q)
}

/// `2 artanh s - 2 s`.
#[inline(always)]
fn artanh_cubic<M: MulAdd>(s: f64, s_lo: f64) -> (f64, f64) {
    let (z, e) = two_product::<M>(s, s);
    let z_lo = M::mul_add(2.0 * s, s_lo, e);
    let (c, c_lo) = fast_two_sum(TWO_THIRDS_HI, z * horner::<M, _>(z, &LOG_TAIL));
    let (t, e) = two_product::<M>(z, c);
    let t_lo = M::mul_add(z, c_lo + TWO_THIRDS_LO, M::mul_add(z_lo, c, e));
    let (u, e) = two_product::<M>(s, t);
    (u, M::mul_add(s, t_lo, M::mul_add(s_lo, t, e)))
}
