//! Hyperbolic functions from `e^x - 1`, their inverses from `log(1 + x)`, with the sums carried to twice the
//! precision where they cancel.

use super::exp::{exp_pair, expm1_sum};
use super::level::MulAdd;
use super::log::{log_sum, log1p_sum};
use super::scalar::{Goal, fast_two_sum, quotient, reciprocal, root, select, two_product, two_sum};

/// The largest magnitude of which [`sinh`] and [`cosh`] are computed without overflow.
pub const LARGEST: f64 = 680.0;

/// `sinh x` for |x| up to [`LARGEST`], and NaN.
#[inline(always)]
pub fn sinh<M: MulAdd, G: Goal>(x: f64) -> f64 {
    let (e, e_lo) = expm1_sum::<M, G>(x.abs());
    let y = if G::DOUBLE {
        let (q, q_lo) = quotient::<M>((e, e_lo), two_sum_with(e, 1.0, e_lo));
        let (s, t) = fast_two_sum(e, q);
        s + (t + e_lo + q_lo)
    } else {
        e + e * reciprocal::<M, G>(e + 1.0)
    };
    (0.5 * y).copysign(x)
}

/// `cosh x` for |x| up to [`LARGEST`], and NaN.
#[inline(always)]
pub fn cosh<M: MulAdd, G: Goal>(x: f64) -> f64 {
    let (e, e_lo) = exp_pair::<M, G>(x.abs());
    let (s, t) = fast_two_sum(0.5 * e, 0.5 / e);
    s + (t + 0.5 * e_lo)
}

/// `tanh x`.
#[inline(always)]
pub fn tanh<M: MulAdd, G: Goal>(x: f64) -> f64 {
    let a = 2.0 * x.abs();
    let (e, e_lo) = expm1_sum::<M, G>(select(a > 80.0, 80.0, a));
    let y = if G::DOUBLE {
        let (q, q_lo) = quotient::<M>((e, e_lo), two_sum_with(e, 2.0, e_lo));
        q + q_lo
    } else {
        e * reciprocal::<M, G>(e + 2.0)
    };
    y.copysign(x)
}

/// `a + b + lo` as a sum.
#[inline(always)]
fn two_sum_with(a: f64, b: f64, lo: f64) -> (f64, f64) {
    let (s, e) = two_sum(a, b);
    (s, e + lo)
}

/// `arcsinh x` for |x| below 1e150, and NaN.
#[inline(always)]
pub fn arcsinh<M: MulAdd, G: Goal>(x: f64) -> f64 {
    let a = x.abs();
    let (square, square_lo) = two_product::<M>(a, a);
    let (s, e) = two_sum(square, 1.0);
    let (r, r_lo) = root::<M>(s, e + square_lo);
    let (u, u_lo) = two_sum(r, a);
    let y = log_sum::<M, G>(u, u_lo + r_lo);
    // Below 2^-26 the cube is beyond the last place, and the sum above has lost the argument's.
    select(a < 1.5e-8, x, y.copysign(x))
}

/// `arccosh x` for x from 1 to 1e150, and NaN.
#[inline(always)]
pub fn arccosh<M: MulAdd, G: Goal>(x: f64) -> f64 {
    // With d = x - 1: log(1 + d + √(d (d + 2))).
    let d = x - 1.0;
    let d_lo = (x - d) - 1.0;
    let (t, t_lo) = two_sum(d, 2.0);
    let (p, p_lo) = two_product::<M>(d, t);
    let (r, r_lo) = root::<M>(p, p_lo + d * t_lo + d_lo * t);
    let (s, e) = two_sum(r, d);
    log1p_sum::<M, G>(s, e + r_lo + d_lo)
}

/// `arctanh x` for |x| below 1, and NaN.
#[inline(always)]
pub fn arctanh<M: MulAdd, G: Goal>(x: f64) -> f64 {
    let a = x.abs();
    let den = 1.0 - a;
    let (q, q_lo) = quotient::<M>((a + a, 0.0), (den, (1.0 - den) - a));
    let (q, q_lo) = fast_two_sum(q, q_lo);
    (0.5 * log1p_sum::<M, G>(q, q_lo)).copysign(x)
}
