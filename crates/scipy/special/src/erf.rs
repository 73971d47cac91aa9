//! The error function and its complement.

use crate::coefficients::erf::{ERF, ERFCX};
use pallasite_ufunc::lanes::{Lanes, at};
use pallasite_ufunc::math::exp::exp_sum;
use pallasite_ufunc::math::level::{Base, MulAdd};
use pallasite_ufunc::math::scalar::{Double, horner, select, two_product};
use std::f64::consts::FRAC_2_SQRT_PI;

/// `exp(factor x^2)`, the square not rounded.
#[inline(always)]
pub(crate) fn exp_of_square<M: MulAdd>(x: f64, factor: f64) -> f64 {
    let (square, rest) = two_product::<M>(x, x);
    exp_sum::<M, Double>(factor * square, factor * rest)
}

/// `erf(x)` for `|x| <= 1`.
#[inline(always)]
pub(crate) fn erf_small<M: MulAdd>(x: f64) -> f64 {
    x * horner::<M, 14>(x * x, &ERF)
}

/// `exp(x^2) erfc(x)` for `x >= 0`.
///
/// One polynomial for the whole half line (Shepherd and Laframboise, Mathematics of Computation 36, 1981).
#[inline(always)]
pub(crate) fn scaled_tail<M: MulAdd>(x: f64) -> f64 {
    horner::<M, 27>((x - 3.75) / (x + 3.75), &ERFCX) / M::mul_add(2.0, x, 1.0)
}

/// The loops of [`erf`].
pub(crate) struct Erf;

impl Lanes for Erf {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(x: f64) -> f64 {
        let size = select(x.abs() < 10.0, x.abs(), 10.0);
        let tail = exp_of_square::<M>(size, -1.0) * scaled_tail::<M>(size);
        select(size < 1.0, erf_small::<M>(x), (1.0 - tail).copysign(x))
    }
    #[inline(always)]
    fn holds(x: f64, _y: f64) -> bool {
        !x.is_nan()
    }
    fn elsewhere(x: f64) -> f64 {
        x
    }
}

/// The error function (DLMF 7.2.1).
///
/// ```
/// assert!((pallasite_special::erf(0.5) - 0.5204998778130465).abs() < 1e-15);
/// ```
pub fn erf(x: f64) -> f64 {
    at::<Erf>(x)
}

/// The loops of [`erfc`].
pub(crate) struct Erfc;

impl Lanes for Erfc {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(x: f64) -> f64 {
        let size = x.abs();
        let tail = exp_of_square::<M>(size, -1.0) * scaled_tail::<M>(size);
        select(size < 0.5, 1.0 - erf_small::<M>(x), select(x < 0.0, 2.0 - tail, tail))
    }
    #[inline(always)]
    fn holds(x: f64, _y: f64) -> bool {
        x.abs() < 26.0
    }
    /// Where the exponential underflows, but not the result.
    fn elsewhere(x: f64) -> f64 {
        libm::erfc(x)
    }
}

/// The complementary error function, `1 - erf(x)`, accurate in its tail (DLMF 7.2.2).
///
/// ```
/// assert!((pallasite_special::erfc(5.0) / 1.5374597944280347e-12 - 1.0).abs() < 1e-15);
/// ```
pub fn erfc(x: f64) -> f64 {
    at::<Erfc>(x)
}

/// The loops of [`erfcx`].
pub(crate) struct Erfcx;

impl Lanes for Erfcx {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(x: f64) -> f64 {
        let tail = scaled_tail::<M>(x.abs());
        let negative = x < 0.0;
        let growth = exp_of_square::<M>(select(negative, x, 0.0), 1.0);
        select(negative, 2.0 * growth - tail, tail)
    }
    #[inline(always)]
    fn holds(x: f64, _y: f64) -> bool {
        (x > -26.0) & (x < 1e100)
    }
    fn elsewhere(x: f64) -> f64 {
        if x > 0.0 {
            0.5 * FRAC_2_SQRT_PI / x
        } else if x < -26.7 {
            f64::INFINITY
        } else {
            2.0 * exp_square(x, 1.0)
        }
    }
}

/// The scaled complementary error function, `exp(x^2) erfc(x)`.
///
/// ```
/// assert!((pallasite_special::erfcx(1.0) - 0.427583576155807).abs() < 1e-15);
/// ```
pub fn erfcx(x: f64) -> f64 {
    at::<Erfcx>(x)
}

/// `exp(factor x^2)`, the square not rounded.
pub(crate) fn exp_square(x: f64, factor: f64) -> f64 {
    exp_of_square::<Base>(x, factor)
}
