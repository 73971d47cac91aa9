//! What the kernels are built of: rounding, scaling and sums without branches.

use super::level::MulAdd;

/// The precision that a kernel, always computed in doubles, is to reach.
pub trait Goal: 'static {
    /// Whether the result stays a double.
    const DOUBLE: bool;
}

/// To the last bit or so of a double.
#[derive(Clone, Copy, Debug)]
pub struct Double;

/// To half a unit in the last place once rounded to single precision.
#[derive(Clone, Copy, Debug)]
pub struct Single;

impl Goal for Double {
    const DOUBLE: bool = true;
}

impl Goal for Single {
    const DOUBLE: bool = false;
}

/// 1.5 · 2⁵²: a double of smaller magnitude than 2⁵¹ added to it is rounded to an integer, found in the low bits.
pub const SHIFTER: f64 = 6_755_399_441_055_744.0;

/// `long` or `short` coefficients as the goal asks, by Horner's rule.
#[inline(always)]
pub fn polynomial<M: MulAdd, G: Goal, const L: usize, const S: usize>(
    x: f64,
    long: &[f64; L],
    short: &[f64; S],
) -> f64 {
    if G::DOUBLE { horner::<M, L>(x, long) } else { horner::<M, S>(x, short) }
}

/// The polynomial with coefficients `c`, lowest order first.
#[inline(always)]
pub fn horner<M: MulAdd, const N: usize>(x: f64, c: &[f64; N]) -> f64 {
    let mut y = c[N - 1];
    for i in (0..N - 1).rev() {
        y = M::mul_add(y, x, c[i]);
    }
    y
}

/// `2^k` for the integer that [`SHIFTER`] left in the low bits of `shifted`; -1022 ≤ k ≤ 1023.
#[inline(always)]
pub fn power_of_two(shifted: u64) -> f64 {
    f64::from_bits((shifted << 52).wrapping_add(1.0_f64.to_bits()))
}

/// The rounded sum and its error, for `|a| ≥ |b|` or `a = 0` (Dekker).
#[inline(always)]
pub fn fast_two_sum(a: f64, b: f64) -> (f64, f64) {
    let s = a + b;
    (s, (a - s) + b)
}

/// The rounded sum and its error (Knuth).
#[inline(always)]
pub fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let s = a + b;
    let t = s - a;
    (s, (a - (s - t)) + (b - t))
}

/// The rounded product and its error.
#[inline(always)]
pub fn two_product<M: MulAdd>(a: f64, b: f64) -> (f64, f64) {
    let p = a * b;
    (p, M::fma(a, b, -p))
}

/// The quotient of two sums of a double and a small correction, as such a sum.
#[inline(always)]
pub fn quotient<M: MulAdd>(num: (f64, f64), den: (f64, f64)) -> (f64, f64) {
    let reciprocal = 1.0 / den.0;
    let q = num.0 * reciprocal;
    let rest = M::fma(-q, den.0, num.0) + M::mul_add(-q, den.1, num.1);
    (q, rest * reciprocal)
}

/// `1 / x`, for `x` within the range of single precision; to 2⁻⁴⁴ where single precision is the goal.
#[inline(always)]
pub fn reciprocal<M: MulAdd, G: Goal>(x: f64) -> f64 {
    if G::DOUBLE {
        return 1.0 / x;
    }
    let q = f64::from(1.0 / (x as f32));
    q * M::mul_add(-x, q, 2.0)
}

/// The square root of `x + x_lo` as a sum of a double and a small correction. Zero gives zero.
#[inline(always)]
pub fn root<M: MulAdd>(x: f64, x_lo: f64) -> (f64, f64) {
    let w = x.sqrt();
    // A few digits of the derivative are enough.
    let half_reciprocal = f64::from(0.5 / ((w + 1e-30) as f32));
    (w, (M::fma(-w, w, x) + x_lo) * half_reciprocal)
}

/// `yes` or `no`, without a branch.
#[inline(always)]
pub fn select(condition: bool, yes: f64, no: f64) -> f64 {
    if condition { yes } else { no }
}
