//! The inverses of the error function and its complement.
//!
//! Interpolants in three pieces, as in Wichura's algorithm AS 241 (Applied Statistics 37, 1988): about the median in the
//! square of the argument, in the tail of probability `p` in a fractional linear function of `r = sqrt(-log(p))`.

use crate::coefficients::erf_inverse::{CENTRAL, TAIL_CENTRES, TAIL_FAR, TAIL_NEAR};
use crate::level::at_level;
use pallasite_ufunc::lanes::{Lanes, at};
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::log::log_pair;
use pallasite_ufunc::math::scalar::{horner, root, select};

/// Tails below this probability are looked up in the far table: `exp(-25)`.
pub(crate) const FAR: f64 = 1.388_794_386_496_402e-11;

/// The inverse of `erf` for `|y| <= 0.7`.
#[inline(always)]
fn central<M: MulAdd>(y: f64) -> f64 {
    /// `sqrt(pi) / 2`.
    const SLOPE: (f64, f64) = (0.886_226_925_452_758, -3.833_293_249_912_899e-17);
    let square = y * y;
    let tail = M::mul_add(square, horner::<M, 25>(square, &CENTRAL), SLOPE.1);
    M::mul_add(y, SLOPE.0, y * tail)
}

/// The logarithm of [`FAR`].
pub(crate) const LOG_FAR: f64 = -25.0;
/// Minus the logarithm of the least probability that the far table is for.
pub(crate) const FARTHEST: f64 = 744.0;

#[inline(always)]
fn tail<M: MulAdd, const N: usize>((log, log_lo): (f64, f64), centre: f64, table: &[f64; N]) -> f64 {
    let (r, r_lo) = root::<M>(-log, -log_lo);
    r - (horner::<M, N>((r - centre) / (r + centre), table) - r_lo)
}

/// The `x` with `erf(x) = y`, where `p >= FAR` is half the probability beyond: `(1 - |y|) / 2`.
#[inline(always)]
pub(crate) fn inverse<M: MulAdd>(y: f64, p: f64) -> f64 {
    inverse_by_log::<M>(y, log_pair::<M>(p))
}

/// The same by the logarithm of `p`.
#[inline(always)]
pub(crate) fn inverse_by_log<M: MulAdd>(y: f64, log: (f64, f64)) -> f64 {
    select(y.abs() <= 0.7, central::<M>(y), tail::<M, 22>(log, TAIL_CENTRES[0], &TAIL_NEAR).copysign(y))
}

at_level! {
    fn far_tail(p: f64) -> f64 = far_tail_body
}

#[inline(always)]
fn far_tail_body<M: MulAdd>(p: f64) -> f64 {
    far_tail_by_log::<M>(log_pair::<M>(p))
}

#[inline(always)]
fn far_tail_by_log<M: MulAdd>(log: (f64, f64)) -> f64 {
    tail::<M, 24>(log, TAIL_CENTRES[1], &TAIL_FAR)
}

at_level! {
    /// The `x` with `erfc(x) = 2 p` for `log(p)` between minus [`FARTHEST`] and [`LOG_FAR`].
    pub(crate) fn inverse_far_by_log(log: f64) -> f64 = inverse_far_by_log_body
}

#[inline(always)]
fn inverse_far_by_log_body<M: MulAdd>(log: f64) -> f64 {
    far_tail_by_log::<M>((log, 0.0))
}

/// The `x` with `erfc(x) = 2 p` for `p` below [`FAR`], zero, or outside its domain.
pub(crate) fn inverse_far(p: f64) -> f64 {
    if p > 0.0 {
        far_tail(p)
    } else if p == 0.0 {
        f64::INFINITY
    } else {
        f64::NAN
    }
}

/// The loops of [`erfinv`].
pub(crate) struct Erfinv;

impl Lanes for Erfinv {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(y: f64) -> f64 {
        inverse::<M>(y, 0.5 * (1.0 - y.abs()))
    }
    #[inline(always)]
    fn holds(y: f64, _x: f64) -> bool {
        y.abs() < 1.0 - 2.0 * FAR
    }
    fn elsewhere(y: f64) -> f64 {
        inverse_far(0.5 * (1.0 - y.abs())).copysign(y)
    }
}

/// The inverse of [`erf`](crate::erf()) on `[-1, 1]`, NaN outside.
///
/// ```
/// assert!((pallasite_special::erfinv(0.5) - 0.4769362762044699).abs() < 1e-15);
/// ```
pub fn erfinv(y: f64) -> f64 {
    at::<Erfinv>(y)
}

/// The loops of [`erfcinv`].
pub(crate) struct Erfcinv;

impl Lanes for Erfcinv {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(q: f64) -> f64 {
        // At one the zero is negative.
        inverse::<M>(-(q - 1.0), 0.5 * select(q < 1.0, q, 2.0 - q))
    }
    #[inline(always)]
    fn holds(q: f64, _x: f64) -> bool {
        (q > 2.0 * FAR) & (q < 2.0 - 2.0 * FAR)
    }
    fn elsewhere(q: f64) -> f64 {
        if q < 1.0 { inverse_far(0.5 * q) } else { -inverse_far(0.5 * (2.0 - q)) }
    }
}

/// The inverse of [`erfc`](crate::erfc) on `[0, 2]`, NaN outside.
///
/// ```
/// assert!((pallasite_special::erfcinv(1e-10) - 4.572824967389486).abs() < 1e-14);
/// ```
pub fn erfcinv(q: f64) -> f64 {
    at::<Erfcinv>(q)
}
