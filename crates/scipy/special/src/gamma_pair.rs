//! The gamma function of positive numbers in twice the precision, without branches: unevaluated sums `(hi, lo)`.

use crate::coefficients::gamma::{SIN_PI, STIRLING};
use crate::dd::{HALF_LN_TAU, PI};
use pallasite_ufunc::math::exp::exp_pair;
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::log::log_pair;
use pallasite_ufunc::math::scalar::{
    Double, SHIFTER, fast_two_sum, horner, quotient, select, two_product, two_sum,
};

/// An unevaluated sum, the second part a correction of the first.
pub(crate) type Pair = (f64, f64);

/// From here on eight terms of Stirling's series are exact to rounding.
pub(crate) const SHIFT: f64 = 10.0;

/// The correction of Stirling's series, `log(gamma(z)) - (z - 1/2) log(z) + z - log(2 pi) / 2`, for `z >= 8`.
#[inline(always)]
pub(crate) fn correction<M: MulAdd>(z: f64) -> f64 {
    const TERMS: [f64; 8] = {
        let mut terms = [0.0; 8];
        let mut k = 0;
        while k < 8 {
            terms[k] = STIRLING[k].hi;
            k += 1;
        }
        terms
    };
    let inverse = 1.0 / z;
    horner::<M, 8>(inverse * inverse, &TERMS) * inverse
}

/// `log(gamma(z + z_lo))` for `z >= SHIFT` (DLMF 5.11.1).
#[inline(always)]
pub(crate) fn stirling<M: MulAdd>(z: f64, z_lo: f64) -> Pair {
    let (log, log_lo) = log_pair::<M>(z);
    let (less, e) = fast_two_sum(log, -1.0);
    let half = z - 0.5;
    let (p, p_lo) = two_product::<M>(half, less);
    let (constant, c) = fast_two_sum(HALF_LN_TAU.hi - 0.5, correction::<M>(z));
    let (s, s_lo) = fast_two_sum(p, constant);
    let rest = M::mul_add(half, e + log_lo, p_lo) + M::mul_add(z_lo, log - 0.5 * (1.0 / z), HALF_LN_TAU.lo);
    fast_two_sum(s, s_lo + c + rest)
}

#[inline(always)]
pub(crate) fn multiply<M: MulAdd>(a: Pair, b: Pair) -> Pair {
    let (p, e) = two_product::<M>(a.0, b.0);
    (p, M::mul_add(a.0, b.1, M::mul_add(a.1, b.0, e)))
}

/// `gamma(y + 2 n) / gamma(y)`: the factors `y + k` and `y + m - k`, `m = 2 n - 1`, have the product `u + k (m - k)`,
/// `u = y (y + m)`; `products` are those of `k` below `n`.
#[inline(always)]
fn rising<M: MulAdd, const N: usize>(y: Pair, m: f64, products: [f64; N]) -> Pair {
    let (s, e) = two_sum(y.0, m);
    let u = multiply::<M>(y, (s, e + y.1));
    let mut product = u;
    for k in products {
        let (f, e) = two_sum(u.0, k);
        product = multiply::<M>(product, (f, e + u.1));
    }
    product
}

/// `gamma(y + 10) / gamma(y)`.
#[inline(always)]
pub(crate) fn rising_ten<M: MulAdd>(y: Pair) -> Pair {
    rising::<M, 4>(y, 9.0, [8.0, 14.0, 18.0, 20.0])
}

/// `gamma(y)` for `-10 < y < 0`, without reflection; `y` is no integer.
#[inline(always)]
pub(crate) fn below_zero<M: MulAdd>(y: f64) -> Pair {
    let (z, z_lo) = two_sum(y, 20.0);
    let (log, log_lo) = stirling::<M>(z, z_lo);
    let (e, e_lo) = exp_pair::<M, Double>(log);
    let below = rising::<M, 9>((y, 0.0), 19.0, [18.0, 34.0, 48.0, 60.0, 70.0, 78.0, 84.0, 88.0, 90.0]);
    quotient::<M>((e, M::mul_add(e, log_lo, e_lo)), below)
}

/// `gamma(y)` as a quotient, for `1e-290 < y <= 170`.
#[inline(always)]
pub(crate) fn quotient_form<M: MulAdd>(y: f64) -> (Pair, Pair) {
    let small = y < SHIFT;
    let (z, z_lo) = two_sum(y, select(small, SHIFT, 0.0));
    let (log, log_lo) = stirling::<M>(z, z_lo);
    let (e, e_lo) = exp_pair::<M, Double>(log);
    let (p, p_lo) = rising_ten::<M>((y, 0.0));
    ((e, M::mul_add(e, log_lo, e_lo)), (select(small, p, 1.0), select(small, p_lo, 0.0)))
}

/// `sin(pi r)` for `|r| <= 1/2`.
#[inline(always)]
fn sin_pi_reduced<M: MulAdd>(r: f64) -> f64 {
    let square = r * r;
    let [_, higher @ ..] = SIN_PI;
    let tail = M::mul_add(square, horner::<M, 9>(square, &higher), PI.lo);
    M::mul_add(r, PI.hi, r * tail)
}

/// `sin(pi y)` for `|y| < 2^51`.
#[inline(always)]
fn sin_pi<M: MulAdd>(y: f64) -> f64 {
    let shifted = y + SHIFTER;
    let sine = sin_pi_reduced::<M>(y - (shifted - SHIFTER));
    f64::from_bits(sine.to_bits() ^ (shifted.to_bits() << 63))
}

/// `sin(pi y) / pi` for `|y| < 2^51`.
#[inline(always)]
pub(crate) fn sin_pi_over_pi<M: MulAdd>(y: Pair) -> Pair {
    let shifted = y.0 + SHIFTER;
    let sine = sin_pi_reduced::<M>((y.0 - (shifted - SHIFTER)) + y.1);
    let signed = f64::from_bits(sine.to_bits() ^ (shifted.to_bits() << 63));
    quotient::<M>((signed, 0.0), (PI.hi, PI.lo))
}

/// `cot(pi y)` for `|y| < 2^51`.
#[inline(always)]
pub(crate) fn cot_pi<M: MulAdd>(y: f64) -> f64 {
    let r = y - ((y + SHIFTER) - SHIFTER);
    sin_pi_reduced::<M>(0.5 - r.abs()) / sin_pi_reduced::<M>(r)
}

/// `-y sin(pi y) / pi`, which is `1 / (gamma(y) gamma(-y))` (DLMF 5.5.3), as a quotient.
#[inline(always)]
pub(crate) fn reflection<M: MulAdd>(y: f64) -> (f64, Pair) {
    (-y * sin_pi::<M>(y), (PI.hi, PI.lo))
}
