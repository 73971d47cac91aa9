//! Inverse trigonometric functions: quotients reduced to |t| ≤ tan(π/8) for the arc tangent, `1/2 ≤ |x|` turned
//! to `√((1 - |x|) / 2)` for arc sine and cosine (Cody & Waite 1980), and polynomials.

use super::coefficients::{ASIN, ASIN_SHORT, ATAN, ATAN_SHORT, QUARTER_PI_HI, QUARTER_PI_LO};
use super::level::MulAdd;
use super::scalar::{Goal, fast_two_sum, polynomial, quotient, root, select, two_sum};

const TAN_EIGHTH_PI: f64 = 0.414_213_562_373_095;

/// Arc of the point (`x`, `y`) in the upper half plane, `y ≥ 0`; quotients neither overflow nor underflow.
#[inline(always)]
fn arc<M: MulAdd, G: Goal>(y: f64, x: f64) -> f64 {
    let ax = x.abs();
    let steep = y > ax;
    let (small, large) = (select(steep, ax, y), select(steep, y, ax));
    let far = small > TAN_EIGHTH_PI * large;
    let (difference, sum) = (two_sum(small, -large), two_sum(large, small));
    let num = (select(far, difference.0, small), select(far, difference.1, 0.0));
    let den = (select(far, sum.0, large), select(far, sum.1, 0.0));
    let (t, t_lo) = if G::DOUBLE { quotient::<M>(num, den) } else { (num.0 / den.0, 0.0) };
    let z = t * t;
    let rest = M::mul_add(t * z, polynomial::<M, G, _, _>(z, &ATAN, &ATAN_SHORT), t_lo);
    // The arc is an eighth turn's multiple, plus or minus that of `t`.
    let eighths = select(far, 1.0, 0.0);
    let eighths = select(steep, 2.0 - eighths, eighths);
    let eighths = select(x < 0.0, 4.0 - eighths, eighths);
    let sign = select(steep != (x < 0.0), -1.0, 1.0);
    let (s, e) = fast_two_sum(eighths * QUARTER_PI_HI, sign * t);
    s + (e + M::mul_add(sign, rest, eighths * QUARTER_PI_LO))
}

/// `arctan x` for |x| below 1e300, and NaN.
#[inline(always)]
pub fn arctan<M: MulAdd, G: Goal>(x: f64) -> f64 {
    arc::<M, G>(x.abs(), 1.0).copysign(x)
}

/// The angle of the point (`x`, `y`), for operands whose larger magnitude is between 1e-300 and 1e300.
#[inline(always)]
pub fn arctan2<M: MulAdd, G: Goal>(y: f64, x: f64) -> f64 {
    arc::<M, G>(y.abs(), x).copysign(y)
}

/// `arcsin t = t + rest` with `t` up to 1/2 from `|x|` as such or turned, and whether it was.
#[inline(always)]
fn turned<M: MulAdd, G: Goal>(x: f64) -> (f64, f64, bool) {
    let far = x > 0.5;
    let z = select(far, M::mul_add(-0.5, x, 0.5), x * x);
    let (w, w_lo) = if G::DOUBLE { root::<M>(z, 0.0) } else { (z.sqrt(), 0.0) };
    let t = select(far, w, x);
    let t_lo = select(far, w_lo, 0.0);
    (t, M::mul_add(t * z, polynomial::<M, G, _, _>(z, &ASIN, &ASIN_SHORT), t_lo), far)
}

/// `arcsin x`, NaN beyond ±1.
#[inline(always)]
pub fn arcsin<M: MulAdd, G: Goal>(x: f64) -> f64 {
    let (t, rest, far) = turned::<M, G>(x.abs());
    let (s, e) = fast_two_sum(2.0 * QUARTER_PI_HI, -2.0 * t);
    let turned = s + (e + M::mul_add(-2.0, rest, 2.0 * QUARTER_PI_LO));
    select(far, turned, t + rest).copysign(x)
}

/// `arccos x`, NaN beyond ±1.
#[inline(always)]
pub fn arccos<M: MulAdd, G: Goal>(x: f64) -> f64 {
    let (t, rest, far) = turned::<M, G>(x.abs());
    // π/2 ∓ arcsin within, 2 arcsin or π - 2 arcsin beyond one half.
    let negative = x < 0.0;
    let eighths = select(far, select(negative, 4.0, 0.0), 2.0);
    let factor = select(far, 2.0, -1.0) * select(negative, -1.0, 1.0);
    let (s, e) = fast_two_sum(eighths * QUARTER_PI_HI, factor * t);
    s + (e + M::mul_add(factor, rest, eighths * QUARTER_PI_LO))
}
