//! Sine, cosine and tangent: reduction by π/2 in three parts (Cody & Waite 1980), polynomials on |r| ≤ π/4.
//!
//! Good up to [`LARGEST`]; what is beyond needs Payne & Hanek's reduction, one element at a time.

use super::coefficients::{COS, COS_SHORT, HALF_PI, SIN, SIN_SHORT};
use super::level::MulAdd;
use super::scalar::{Goal, SHIFTER, fast_two_sum, polynomial, quotient, select, two_product, two_sum};

/// The largest magnitude that the kernels reduce.
pub const LARGEST: f64 = 1e9;

const TWO_OVER_PI: f64 = std::f64::consts::FRAC_2_PI;

/// The quadrant in the low bits, and the remainder as a sum.
#[inline(always)]
fn reduce<M: MulAdd, G: Goal>(x: f64) -> (u64, f64, f64) {
    let shifted = M::mul_add(x, TWO_OVER_PI, SHIFTER);
    let k = shifted - SHIFTER;
    let head = M::fma(-k, HALF_PI[0], x);
    if !G::DOUBLE {
        return (shifted.to_bits(), M::fma(-k, HALF_PI[1], head), 0.0);
    }
    let (p, e) = two_product::<M>(-k, HALF_PI[1]);
    let (r, r_lo) = two_sum(head, p);
    (shifted.to_bits(), r, r_lo + M::mul_add(-k, HALF_PI[2], e))
}

/// `sin(r + r_lo)` as `r` and a rest.
#[inline(always)]
fn sine<M: MulAdd, G: Goal>(r: f64, r_lo: f64, z: f64) -> f64 {
    let rest = if G::DOUBLE { M::mul_add(-0.5 * z, r_lo, r_lo) } else { 0.0 };
    M::mul_add(r * z, polynomial::<M, G, _, _>(z, &SIN, &SIN_SHORT), rest)
}

/// `cos(r + r_lo)` as a double and a rest.
#[inline(always)]
fn cosine<M: MulAdd, G: Goal>(r: f64, r_lo: f64, z: f64) -> (f64, f64) {
    let half = 0.5 * z;
    let c = 1.0 - half;
    let rest = if G::DOUBLE { M::mul_add(-r, r_lo, (1.0 - c) - half) } else { 0.0 };
    (c, M::mul_add(z * z, polynomial::<M, G, _, _>(z, &COS, &COS_SHORT), rest))
}

/// `sin(x + quarter π/2)` for `x ≥ 0`.
#[inline(always)]
fn turned<M: MulAdd, G: Goal>(x: f64, quarter: u64) -> f64 {
    let (quadrant, r, r_lo) = reduce::<M, G>(x);
    let quadrant = quadrant.wrapping_add(quarter);
    let z = r * r;
    let (c, c_rest) = cosine::<M, G>(r, r_lo, z);
    let y = select(quadrant & 1 == 0, r + sine::<M, G>(r, r_lo, z), c + c_rest);
    f64::from_bits(y.to_bits() ^ ((quadrant & 2) << 62))
}

/// `sin x` for |x| up to [`LARGEST`], and NaN.
#[inline(always)]
pub fn sin<M: MulAdd, G: Goal>(x: f64) -> f64 {
    let y = turned::<M, G>(x.abs(), 0);
    f64::from_bits(y.to_bits() ^ (x.to_bits() & (1 << 63)))
}

/// `cos x` for |x| up to [`LARGEST`], and NaN.
#[inline(always)]
pub fn cos<M: MulAdd, G: Goal>(x: f64) -> f64 {
    turned::<M, G>(x.abs(), 1)
}

/// `tan x` for |x| up to [`LARGEST`], and NaN.
#[inline(always)]
pub fn tan<M: MulAdd, G: Goal>(x: f64) -> f64 {
    let (quadrant, r, r_lo) = reduce::<M, G>(x.abs());
    let z = r * r;
    let z_lo = if G::DOUBLE { -0.5 * M::fma(r, r, -z) } else { 0.0 };
    let s = fast_two_sum(r, sine::<M, G>(r, r_lo, z));
    let (c, c_rest) = cosine::<M, G>(r, r_lo, z);
    let c = fast_two_sum(c, c_rest + z_lo);
    let even = quadrant & 1 == 0;
    let num = (select(even, s.0, c.0), select(even, s.1, c.1));
    let den = (select(even, c.0, s.0), select(even, c.1, s.1));
    let y = if G::DOUBLE {
        let (q, q_lo) = quotient::<M>(num, den);
        q + q_lo
    } else {
        num.0 / den.0
    };
    f64::from_bits(y.to_bits() ^ (x.to_bits() & (1 << 63)) ^ ((quadrant & 1) << 63))
}
