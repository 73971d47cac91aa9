//! Exponentials: reduction to |r| ≤ ln 2 / 2 and a polynomial (Tang, ACM TOMS 15, 1989, without his table).

use super::coefficients::{EXP, EXP_SHORT, LN_2_FULL_HI, LN_2_FULL_LO, LN_2_HI, LN_2_LO, LOG2_E_HI};
use super::level::MulAdd;
use super::scalar::{Goal, SHIFTER, fast_two_sum, polynomial, power_of_two, select, two_product, two_sum};

/// `e^x = 2^k (1 + r + p)`, where `r` is below ln 2 / 2 and `p` is smaller still.
#[derive(Clone, Copy)]
struct Reduced {
    /// `k` as a number.
    k: f64,
    /// `k` in the low bits.
    shifted: u64,
    r: f64,
    p: f64,
}

/// Reduces `|x| < 2000`.
#[inline(always)]
fn reduce<M: MulAdd, G: Goal>(x: f64) -> Reduced {
    let shifted = M::mul_add(x, LOG2_E_HI, SHIFTER);
    let k = shifted - SHIFTER;
    if !G::DOUBLE {
        return remainder::<M, G>(k, shifted, M::mul_add(-k, LN_2_FULL_HI, x), 0.0);
    }
    let head = M::mul_add(-k, LN_2_HI, x);
    let r = M::mul_add(-k, LN_2_LO, head);
    remainder::<M, G>(k, shifted, r, M::mul_add(-k, LN_2_LO, head - r))
}

#[inline(always)]
fn remainder<M: MulAdd, G: Goal>(k: f64, shifted: f64, r: f64, rest: f64) -> Reduced {
    let p = M::mul_add(r * r, polynomial::<M, G, _, _>(r, &EXP, &EXP_SHORT), rest);
    Reduced { k, shifted: shifted.to_bits(), r, p }
}

impl Reduced {
    /// `2^k (1 + r + p)`. For doubles with gradual underflow, and infinite where too large.
    #[inline(always)]
    fn scaled<G: Goal>(self) -> f64 {
        if !G::DOUBLE {
            return (1.0 + (self.r + self.p)) * power_of_two(self.shifted);
        }
        let (s, e) = fast_two_sum(1.0, self.r);
        let half = (self.k * 0.5 + SHIFTER).to_bits();
        (s + (e + self.p)) * power_of_two(half) * power_of_two(self.shifted.wrapping_sub(half))
    }

    /// `2^k (1 + r + p) - 1` as a sum; `k ≤ 1023`.
    #[inline(always)]
    fn minus_one(self) -> (f64, f64) {
        let scale = power_of_two(self.shifted);
        let less = scale - 1.0;
        let lost = (scale - less) - 1.0;
        let (s, e) = two_sum(less, scale * self.r);
        let (s, t) = fast_two_sum(s, scale * self.p);
        (s, t + (e + lost))
    }
}

/// `e^x`.
#[inline(always)]
pub fn exp<M: MulAdd, G: Goal>(x: f64) -> f64 {
    reduce::<M, G>(clamp::<G>(x)).scaled::<G>()
}

/// `e^(x + x_lo)` for a correction below 2⁻⁴⁰.
#[inline(always)]
pub fn exp_sum<M: MulAdd, G: Goal>(x: f64, x_lo: f64) -> f64 {
    let reduced = reduce::<M, G>(clamp::<G>(x));
    let p = M::mul_add(x_lo, 1.0 + (reduced.r + reduced.p), reduced.p);
    Reduced { p, ..reduced }.scaled::<G>()
}

#[inline(always)]
fn clamp<G: Goal>(x: f64) -> f64 {
    let most = if G::DOUBLE { 800.0 } else { 200.0 };
    select(x > most, most, select(x < -most, -most, x))
}

/// `2^x`.
#[inline(always)]
pub fn exp2<M: MulAdd, G: Goal>(x: f64) -> f64 {
    let most = if G::DOUBLE { 1100.0 } else { 300.0 };
    let clamped = select(x > most, most, select(x < -most, -most, x));
    let shifted = clamped + SHIFTER;
    let k = shifted - SHIFTER;
    let f = clamped - k;
    let reduced = if G::DOUBLE {
        let (r, e) = two_product::<M>(f, LN_2_FULL_HI);
        remainder::<M, G>(k, shifted, r, M::mul_add(f, LN_2_FULL_LO, e))
    } else {
        remainder::<M, G>(k, shifted, f * LN_2_FULL_HI, 0.0)
    };
    reduced.scaled::<G>()
}

/// `e^x - 1` as a sum of a double and a correction; `x ≤ 709`.
#[inline(always)]
pub fn expm1_sum<M: MulAdd, G: Goal>(x: f64) -> (f64, f64) {
    let clamped = select(x < -700.0, -700.0, x);
    reduce::<M, G>(clamped).minus_one()
}

/// `e^x - 1`, for `x ≤ 709`.
#[inline(always)]
pub fn expm1<M: MulAdd, G: Goal>(x: f64) -> f64 {
    let (y, y_lo) = expm1_sum::<M, G>(x);
    select(x == 0.0, x, y + y_lo)
}

/// `e^x` as a sum of a double and a correction; `|x| ≤ 708`.
#[inline(always)]
pub fn exp_pair<M: MulAdd, G: Goal>(x: f64) -> (f64, f64) {
    let reduced = reduce::<M, G>(x);
    let scale = power_of_two(reduced.shifted);
    let (s, e) = fast_two_sum(1.0, reduced.r);
    let (s, t) = fast_two_sum(s, reduced.p);
    (s * scale, (e + t) * scale)
}
