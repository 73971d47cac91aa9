//! Terms of entropies and divergences, and the products with logarithms they are made of.

use crate::elementary::small_log_defect;
use pallasite_ufunc::lanes::{Lanes, at};
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::log::{log, log_sum, log1p};
use pallasite_ufunc::math::scalar::{Double, quotient, select};

/// Positive normal numbers whose quotients are too.
#[inline(always)]
fn is_moderate(x: f64) -> bool {
    (x > 1e-150) & (x < 1e150)
}

/// The loops of [`xlogy`].
pub(crate) struct Xlogy;

impl Lanes for Xlogy {
    type X = (f64, f64);
    #[inline(always)]
    fn common<M: MulAdd>((x, y): (f64, f64)) -> f64 {
        x * log::<M, Double>(y)
    }
    #[inline(always)]
    fn holds((x, y): (f64, f64), _value: f64) -> bool {
        (x.abs() > 0.0) & (y >= f64::MIN_POSITIVE)
    }
    fn elsewhere((x, y): (f64, f64)) -> f64 {
        if x == 0.0 && !y.is_nan() { 0.0 } else { x * y.ln() }
    }
}

/// `x log(y)`, zero where `x` is.
///
/// ```
/// assert_eq!(pallasite_special::xlogy(0.0, 0.0), 0.0);
/// ```
pub fn xlogy(x: f64, y: f64) -> f64 {
    at::<Xlogy>((x, y))
}

/// The loops of [`xlog1py`].
pub(crate) struct Xlog1py;

impl Lanes for Xlog1py {
    type X = (f64, f64);
    #[inline(always)]
    fn common<M: MulAdd>((x, y): (f64, f64)) -> f64 {
        x * log1p::<M, Double>(y)
    }
    #[inline(always)]
    fn holds((x, y): (f64, f64), _value: f64) -> bool {
        (x.abs() > 0.0) & (y > -1.0)
    }
    fn elsewhere((x, y): (f64, f64)) -> f64 {
        if x == 0.0 && !y.is_nan() { 0.0 } else { x * y.ln_1p() }
    }
}

/// `x log(1 + y)`, zero where `x` is.
///
/// ```
/// assert_eq!(pallasite_special::xlog1py(0.0, -1.0), 0.0);
/// ```
pub fn xlog1py(x: f64, y: f64) -> f64 {
    at::<Xlog1py>((x, y))
}

/// The loops of [`entr`].
pub(crate) struct Entr;

impl Lanes for Entr {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(x: f64) -> f64 {
        -x * log::<M, Double>(x)
    }
    #[inline(always)]
    fn holds(x: f64, _y: f64) -> bool {
        x >= f64::MIN_POSITIVE
    }
    fn elsewhere(x: f64) -> f64 {
        if x > 0.0 {
            -x * x.ln()
        } else if x < 0.0 {
            f64::NEG_INFINITY
        } else {
            x.abs()
        }
    }
}

/// The term of Shannon's entropy, `-x log(x)`: zero at zero, negative infinity below.
///
/// ```
/// assert_eq!(pallasite_special::entr(1.0), 0.0);
/// ```
pub fn entr(x: f64) -> f64 {
    at::<Entr>(x)
}

/// The loops of [`rel_entr`].
pub(crate) struct RelEntr;

impl Lanes for RelEntr {
    type X = (f64, f64);
    #[inline(always)]
    fn common<M: MulAdd>((x, y): (f64, f64)) -> f64 {
        x * log_ratio::<M>(x, y)
    }
    #[inline(always)]
    fn holds((x, y): (f64, f64), _value: f64) -> bool {
        is_moderate(x) & is_moderate(y)
    }
    fn elsewhere((x, y): (f64, f64)) -> f64 {
        divergence(x, y, |_, _| 0.0)
    }
}

/// `x log(x / y)` and `more` of both; infinite outside its domain.
fn divergence(x: f64, y: f64, more: fn(f64, f64) -> f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        f64::NAN
    } else if x > 0.0 && y > 0.0 {
        let ratio = x / y;
        let ordinary = ratio >= f64::MIN_POSITIVE && ratio.is_finite();
        x * if ordinary { ratio.ln() } else { x.ln() - y.ln() } + more(x, y)
    } else if x == 0.0 && y >= 0.0 {
        more(x, y)
    } else {
        f64::INFINITY
    }
}

/// The term of the relative entropy, `x log(x / y)`; infinite outside its domain.
///
/// ```
/// assert_eq!(pallasite_special::rel_entr(2.0, 2.0), 0.0);
/// ```
pub fn rel_entr(x: f64, y: f64) -> f64 {
    at::<RelEntr>((x, y))
}

/// `log(x / y)`, the quotient not rounded.
#[inline(always)]
fn log_ratio<M: MulAdd>(x: f64, y: f64) -> f64 {
    let (ratio, rest) = quotient::<M>((x, 0.0), (y, 0.0));
    log_sum::<M, Double>(ratio, rest)
}

/// The loops of [`kl_div`].
pub(crate) struct KlDiv;

impl Lanes for KlDiv {
    type X = (f64, f64);
    #[inline(always)]
    fn common<M: MulAdd>((x, y): (f64, f64)) -> f64 {
        let excess = (y - x) / x;
        let near = x * small_log_defect::<M>(excess);
        select(excess.abs() < 0.35, near, M::mul_add(x, log_ratio::<M>(x, y), y - x))
    }
    #[inline(always)]
    fn holds((x, y): (f64, f64), _value: f64) -> bool {
        is_moderate(x) & is_moderate(y)
    }
    fn elsewhere((x, y): (f64, f64)) -> f64 {
        divergence(x, y, |x, y| y - x)
    }
}

/// The term of the Kullback-Leibler divergence, `x log(x / y) - x + y`; infinite outside its domain.
///
/// ```
/// assert_eq!(pallasite_special::kl_div(2.0, 2.0), 0.0);
/// ```
pub fn kl_div(x: f64, y: f64) -> f64 {
    at::<KlDiv>((x, y))
}

/// Huber's loss: a parabola within `delta`, lines outside; infinite for negative `delta`.
///
/// ```
/// assert_eq!(pallasite_special::huber(1.0, 3.0), 2.5);
/// ```
pub fn huber(delta: f64, r: f64) -> f64 {
    at::<Huber>((delta, r))
}

/// The loops of [`huber`].
pub(crate) struct Huber;

impl Lanes for Huber {
    type X = (f64, f64);
    #[inline(always)]
    fn common<M: MulAdd>((delta, r): (f64, f64)) -> f64 {
        let outside = delta * (r.abs() - 0.5 * delta);
        select(delta < 0.0, f64::INFINITY, select(r.abs() <= delta, 0.5 * r * r, outside))
    }
    #[inline(always)]
    fn holds(_x: (f64, f64), _y: f64) -> bool {
        true
    }
    fn elsewhere((_delta, r): (f64, f64)) -> f64 {
        r
    }
}

/// The smooth form of Huber's loss, `delta^2 (sqrt(1 + (r / delta)^2) - 1)`.
///
/// ```
/// assert!((pallasite_special::pseudo_huber(3.0, 4.0) - 6.0).abs() < 1e-15);
/// ```
pub fn pseudo_huber(delta: f64, r: f64) -> f64 {
    if delta < 0.0 {
        return f64::INFINITY;
    }
    if delta == 0.0 || r == 0.0 {
        return 0.0;
    }
    if r.is_infinite() && delta.is_finite() {
        return f64::INFINITY;
    }
    let v = r / delta;
    // sqrt(1 + v^2) - 1 without cancellation
    r * v / (1.0 + 1f64.hypot(v)) * delta
}
