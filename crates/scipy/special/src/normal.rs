//! The normal distribution function, its logarithm and inverse.

use crate::dd::LN_2;
use crate::erf::{erf_small, erfcx, exp_of_square, exp_square, scaled_tail};
use crate::erf_inverse::{FAR, FARTHEST, LOG_FAR, inverse, inverse_by_log, inverse_far, inverse_far_by_log};
use pallasite_ufunc::lanes::{Lanes, at};
use pallasite_ufunc::math::exp::expm1_sum;
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::log::{log_pair, log_sum};
use pallasite_ufunc::math::scalar::{Double, select, two_sum};
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_PI, SQRT_2};

/// The probabilities of the tail beyond `|x|`, `exp(-x^2 / 2)` of it taken out, and that factor.
#[inline(always)]
pub(crate) fn tail<M: MulAdd>(x: f64) -> (f64, f64) {
    (0.5 * scaled_tail::<M>(x.abs() * FRAC_1_SQRT_2), exp_of_square::<M>(x, -0.5))
}

/// The loops of [`ndtr`].
pub(crate) struct Ndtr;

impl Lanes for Ndtr {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(x: f64) -> f64 {
        let (scaled, factor) = tail::<M>(x);
        let tail = scaled * factor;
        let central = M::mul_add(0.5, erf_small::<M>(x * FRAC_1_SQRT_2), 0.5);
        select(x.abs() < 0.7, central, select(x < 0.0, tail, 1.0 - tail))
    }
    #[inline(always)]
    fn holds(x: f64, _y: f64) -> bool {
        x.abs() < 37.0
    }
    fn elsewhere(x: f64) -> f64 {
        match x {
            _ if x > 0.0 => 1.0,
            _ if x < -40.0 => 0.0,
            _ => underflowing_tail(x),
        }
    }
}

/// The distribution function where its exponential underflows, but not the root of that.
fn underflowing_tail(x: f64) -> f64 {
    let root = exp_square(x, -0.25);
    0.5 * erfcx(x.abs() * FRAC_1_SQRT_2) * root * root
}

/// The standard normal distribution function (DLMF 7.18.3 gives it as a multiple of `erfc`).
///
/// ```
/// assert_eq!(pallasite_special::ndtr(0.0), 0.5);
/// ```
pub fn ndtr(x: f64) -> f64 {
    at::<Ndtr>(x)
}

/// The loops of [`log_ndtr`].
pub(crate) struct LogNdtr;

impl Lanes for LogNdtr {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(x: f64) -> f64 {
        let (scaled, factor) = tail::<M>(x);
        let negative = x < 0.0;
        let (rest, rest_lo) = two_sum(1.0, -scaled * factor);
        let log = log_sum::<M, Double>(select(negative, scaled, rest), select(negative, 0.0, rest_lo));
        log - select(negative, 0.5 * x * x, 0.0)
    }
    #[inline(always)]
    fn holds(x: f64, _y: f64) -> bool {
        (x < 37.0) & (x > -1e100)
    }
    fn elsewhere(x: f64) -> f64 {
        if x < 0.0 { -0.5 * x * x } else { -ndtr(-x) }
    }
}

/// The logarithm of the standard normal distribution function.
///
/// ```
/// assert!((pallasite_special::log_ndtr(-40.0) + 804.6084420137539).abs() < 1e-12);
/// ```
pub fn log_ndtr(x: f64) -> f64 {
    at::<LogNdtr>(x)
}

/// The loops of [`ndtri`].
pub(crate) struct Ndtri;

impl Lanes for Ndtri {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(p: f64) -> f64 {
        SQRT_2 * inverse::<M>(2.0 * p - 1.0, select(p < 0.5, p, 1.0 - p))
    }
    #[inline(always)]
    fn holds(p: f64, _x: f64) -> bool {
        (p > FAR) & (p < 1.0 - FAR)
    }
    fn elsewhere(p: f64) -> f64 {
        SQRT_2 * if p < 0.5 { -inverse_far(p) } else { inverse_far(1.0 - p) }
    }
}

/// The inverse of [`ndtr`]: NaN outside `[0, 1]`.
///
/// ```
/// assert!((pallasite_special::ndtri(0.975) - 1.959963984540054).abs() < 1e-14);
/// ```
pub fn ndtri(p: f64) -> f64 {
    at::<Ndtri>(p)
}

/// The loops of [`ndtri_exp`].
pub(crate) struct NdtriExp;

impl Lanes for NdtriExp {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(y: f64) -> f64 {
        let (less, less_lo) = expm1_sum::<M, Double>(y);
        let (log, log_lo) = log_pair::<M>(-(less + less_lo));
        let below = y < -LN_2.hi;
        let log = (select(below, y, log), select(below, 0.0, log_lo));
        // Twice the probability less one.
        let (off, off_lo) = two_sum(y, LN_2.hi);
        let (twice, twice_lo) = expm1_sum::<M, Double>(off);
        let twice = twice + M::mul_add(1.0 + twice, off_lo + LN_2.lo, twice_lo);
        SQRT_2 * inverse_by_log::<M>(twice, log)
    }
    #[inline(always)]
    fn holds(y: f64, _x: f64) -> bool {
        (y > LOG_FAR) & (y < -FAR)
    }
    fn elsewhere(y: f64) -> f64 {
        if y >= -FAR {
            -ndtri(-y.exp_m1())
        } else if y > -FARTHEST {
            -SQRT_2 * inverse_far_by_log(y)
        } else {
            beyond_range(y)
        }
    }
}

/// The inverse of [`log_ndtr`]: NaN above zero.
///
/// ```
/// assert!((pallasite_special::ndtri_exp(-804.6084420137539) + 40.0).abs() < 1e-13);
/// ```
pub fn ndtri_exp(y: f64) -> f64 {
    at::<NdtriExp>(y)
}

/// The same where the exponential of `y` is no double, by Newton's iteration: the logarithm is nearly a parabola, and far
/// out is one to rounding.
fn beyond_range(y: f64) -> f64 {
    let mut x = -SQRT_2 * (-y).sqrt();
    if y < -1e30 {
        return x;
    }
    for _ in 0..6 {
        let slope = (FRAC_2_PI.sqrt()) / erfcx(-x * FRAC_1_SQRT_2);
        let step = (log_ndtr(x) - y) / slope;
        x -= step;
        if !(step.abs() > 1e-10 * x.abs()) {
            break;
        }
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_to_the_end_of_the_range() {
        for (x, exact) in [(-37.0, 5.725571222524577e-300), (-37.5, 4.605353009581955e-308)] {
            assert!((ndtr(x) / exact - 1.0).abs() < 5e-16, "{x}");
        }
        assert!(ndtr(-38.0) > 0.0 && ndtr(-39.0) == 0.0 && ndtr(39.0) == 1.0);
    }

    #[test]
    fn the_pieces_of_the_inverse_of_the_logarithm_meet() {
        for edge in [-744.0, -25.0, -LN_2.hi, -FAR] {
            let (below, above) = (ndtri_exp(edge * (1.0 + 1e-15)), ndtri_exp(edge * (1.0 - 1e-15)));
            assert!((above - below).abs() < 1e-14 * (1.0 + above.abs()), "{edge}: {below} {above}");
        }
    }
}
