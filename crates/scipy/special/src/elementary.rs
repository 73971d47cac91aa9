//! Elementary functions that a plain formula would round badly or that have removable singularities.

use crate::dd::Dd;
use pallasite_ufunc::lanes::{Lanes, at};
use pallasite_ufunc::math::exp::{exp, exp2, expm1, expm1_sum};
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::log::{log, log_sum, log1p};
use pallasite_ufunc::math::power::cbrt as cube_root;
use pallasite_ufunc::math::scalar::{Double, horner, quotient, select, two_product, two_sum};

/// `mu - log(1 + mu)` for `|mu| <= 0.35`, by the series of the inverse hyperbolic tangent.
#[inline(always)]
pub(crate) fn small_log_defect<M: MulAdd>(mu: f64) -> f64 {
    const ODD: [f64; 12] = {
        let mut terms = [0.0; 12];
        let mut k = 0;
        while k < 12 {
            terms[k] = 1.0 / (2 * k + 3) as f64;
            k += 1;
        }
        terms
    };
    let z = mu / (2.0 + mu);
    z * (mu - 2.0 * z * z * horner::<M, 12>(z * z, &ODD))
}

/// The loops of [`expit`].
pub(crate) struct Expit;

impl Lanes for Expit {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(x: f64) -> f64 {
        // Far to the left the sum would overflow, and its one no longer counts.
        let far = x < -40.0;
        let e = exp::<M, Double>(select(far, x, -x));
        select(far, e, 1.0 / (1.0 + e))
    }
    #[inline(always)]
    fn holds(x: f64, _y: f64) -> bool {
        !x.is_nan()
    }
    fn elsewhere(x: f64) -> f64 {
        x
    }
}

/// The logistic function, `1 / (1 + exp(-x))`.
///
/// ```
/// assert_eq!(pallasite_special::expit(0.0), 0.5);
/// ```
pub fn expit(x: f64) -> f64 {
    at::<Expit>(x)
}

/// The loops of [`logit`].
pub(crate) struct Logit;

impl Lanes for Logit {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(p: f64) -> f64 {
        let (odds, odds_lo) = quotient::<M>((p, 0.0), two_sum(1.0, -p));
        log_sum::<M, Double>(odds, odds_lo)
    }
    #[inline(always)]
    fn holds(p: f64, _y: f64) -> bool {
        (p > 1e-290) & (p < 1.0)
    }
    fn elsewhere(p: f64) -> f64 {
        (p / (1.0 - p)).ln()
    }
}

/// The inverse of the logistic function, `log(p / (1 - p))`; NaN outside `[0, 1]`.
///
/// ```
/// assert_eq!(pallasite_special::logit(0.5), 0.0);
/// ```
pub fn logit(p: f64) -> f64 {
    at::<Logit>(p)
}

/// The loops of [`log_expit`].
pub(crate) struct LogExpit;

impl Lanes for LogExpit {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(x: f64) -> f64 {
        select(x < 0.0, x, 0.0) - log1p::<M, Double>(exp::<M, Double>(-x.abs()))
    }
    #[inline(always)]
    fn holds(x: f64, _y: f64) -> bool {
        !x.is_nan()
    }
    fn elsewhere(x: f64) -> f64 {
        x
    }
}

/// The logarithm of the logistic function.
///
/// ```
/// assert_eq!(pallasite_special::log_expit(-800.0), -800.0);
/// ```
pub fn log_expit(x: f64) -> f64 {
    at::<LogExpit>(x)
}

/// The loops of `exp2`.
pub(crate) struct Exp2;

impl Lanes for Exp2 {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(x: f64) -> f64 {
        exp2::<M, Double>(x)
    }
    #[inline(always)]
    fn holds(x: f64, _y: f64) -> bool {
        !x.is_nan()
    }
    fn elsewhere(x: f64) -> f64 {
        x
    }
}

/// The loops of `expm1`.
pub(crate) struct Expm1;

impl Lanes for Expm1 {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(x: f64) -> f64 {
        expm1::<M, Double>(x)
    }
    #[inline(always)]
    fn holds(x: f64, _y: f64) -> bool {
        x <= 709.0
    }
    fn elsewhere(x: f64) -> f64 {
        libm::expm1(x)
    }
}

/// The loops of `log1p`.
pub(crate) struct Log1p;

impl Lanes for Log1p {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(x: f64) -> f64 {
        log1p::<M, Double>(x)
    }
    #[inline(always)]
    fn holds(x: f64, _y: f64) -> bool {
        x > -1.0
    }
    fn elsewhere(x: f64) -> f64 {
        libm::log1p(x)
    }
}

/// The loops of [`cbrt`].
pub(crate) struct Cbrt;

impl Lanes for Cbrt {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(x: f64) -> f64 {
        cube_root::<M, Double>(x)
    }
    #[inline(always)]
    fn holds(x: f64, _y: f64) -> bool {
        (x.abs() >= f64::MIN_POSITIVE) & (x.abs() < f64::INFINITY)
    }
    fn elsewhere(x: f64) -> f64 {
        x.cbrt()
    }
}

/// The cube root.
///
/// ```
/// assert_eq!(pallasite_special::cbrt(27.0), 3.0);
/// ```
pub fn cbrt(x: f64) -> f64 {
    at::<Cbrt>(x)
}

/// Ten to the power `x`.
///
/// ```
/// assert_eq!(pallasite_special::exp10(3.0), 1000.0);
/// ```
pub fn exp10(x: f64) -> f64 {
    10f64.powf(x)
}

/// The loops of [`exprel`].
pub(crate) struct Exprel;

impl Lanes for Exprel {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(x: f64) -> f64 {
        let (above, rest) = expm1_sum::<M, Double>(x);
        select(x.abs() < f64::EPSILON, 1.0, (above + rest) / x)
    }
    #[inline(always)]
    fn holds(x: f64, _y: f64) -> bool {
        x <= 709.0
    }
    fn elsewhere(x: f64) -> f64 {
        exprel_at_ends(x)
    }
}

/// The relative error of one beside the exponential, `(exp(x) - 1) / x`, one at zero.
///
/// ```
/// assert_eq!(pallasite_special::exprel(0.0), 1.0);
/// ```
pub fn exprel(x: f64) -> f64 {
    at::<Exprel>(x)
}

fn exprel_at_ends(x: f64) -> f64 {
    if x > 717.0 { f64::INFINITY } else { x.exp_m1() / x }
}

/// `cos(x) - 1`, accurate near zero.
///
/// ```
/// assert!((pallasite_special::cosm1(1e-5) / -4.999999999958333e-11 - 1.0).abs() < 1e-15);
/// ```
pub fn cosm1(x: f64) -> f64 {
    let s = (0.5 * x).sin();
    -2.0 * s * s
}

/// The loops of [`boxcox`].
pub(crate) struct Boxcox;

impl Lanes for Boxcox {
    type X = (f64, f64);
    #[inline(always)]
    fn common<M: MulAdd>((x, lambda): (f64, f64)) -> f64 {
        let (power, rest) = two_product::<M>(lambda, log::<M, Double>(x));
        let (above, above_lo) = expm1_sum::<M, Double>(power);
        (above + M::mul_add(1.0 + above, rest, above_lo)) / lambda
    }
    #[inline(always)]
    fn holds((x, lambda): (f64, f64), _y: f64) -> bool {
        (x > 1e-3) & (x < 1e3) & (lambda.abs() > 1e-19) & (lambda.abs() < 100.0)
    }
    fn elsewhere((x, lambda): (f64, f64)) -> f64 {
        boxcox_at_ends(x, lambda)
    }
}

/// The power transform of Box and Cox, `(x^lambda - 1) / lambda`, the logarithm at zero.
///
/// ```
/// assert!((pallasite_special::boxcox(4.0, 0.5) - 2.0).abs() < 1e-15);
/// ```
pub fn boxcox(x: f64, lambda: f64) -> f64 {
    at::<Boxcox>((x, lambda))
}

fn boxcox_at_ends(x: f64, lambda: f64) -> f64 {
    let log = x.ln();
    if lambda.abs() < 1e-19 { log } else { power_defect(log, lambda) }
}

/// The power transform of `1 + x`.
///
/// ```
/// assert!((pallasite_special::boxcox1p(3.0, 0.5) - 2.0).abs() < 1e-15);
/// ```
pub fn boxcox1p(x: f64, lambda: f64) -> f64 {
    let log = x.ln_1p();
    if lambda.abs() < 1e-19 || (log.abs() < 1e-289 && lambda.abs() < 1e273) {
        log
    } else {
        power_defect(log, lambda)
    }
}

fn power_defect(log: f64, lambda: f64) -> f64 {
    let product = lambda * log;
    if product > 700.0 {
        // In halves: the quotient may be finite where the power is not.
        let half = (0.5 * product).exp();
        return half / lambda * half;
    }
    let power = if product.is_finite() { Dd::product(lambda, log).exp_m1() } else { product.exp_m1() };
    power / lambda
}

/// The inverse of [`boxcox`].
///
/// ```
/// assert!((pallasite_special::inv_boxcox(2.0, 0.5) - 4.0).abs() < 1e-14);
/// ```
pub fn inv_boxcox(y: f64, lambda: f64) -> f64 {
    if lambda == 0.0 { y.exp() } else { (log_of_inverse(y, lambda) / lambda).exp() }
}

/// `log(1 + lambda y)`, of a product that may be out of range.
fn log_of_inverse(y: f64, lambda: f64) -> f64 {
    let product = lambda * y;
    if product == f64::INFINITY { lambda.abs().ln() + y.abs().ln() } else { product.ln_1p() }
}

/// The inverse of [`boxcox1p`].
///
/// ```
/// assert!((pallasite_special::inv_boxcox1p(2.0, 0.5) - 3.0).abs() < 1e-14);
/// ```
pub fn inv_boxcox1p(y: f64, lambda: f64) -> f64 {
    if lambda == 0.0 {
        y.exp_m1()
    } else if (lambda * y).abs() < 1e-154 {
        y
    } else {
        (log_of_inverse(y, lambda) / lambda).exp_m1()
    }
}

/// `x^y - 1`, accurate where the power is near one; NaN for negative `x` unless `y` is whole.
///
/// ```
/// assert!((pallasite_special::powm1(1.0 + f64::EPSILON, 2.0) / (2.0 * f64::EPSILON) - 1.0).abs() < 1e-15);
/// ```
pub fn powm1(x: f64, y: f64) -> f64 {
    if x == 1.0 || y == 0.0 {
        return 0.0;
    }
    if x < 0.0 && (y != y.floor() || y.is_infinite()) {
        return f64::NAN;
    }
    let even = y % 2.0 == 0.0;
    if x > 0.0 || (x < 0.0 && even) {
        let log = x.abs().ln();
        let product = y * log;
        return if product.abs() < 0.5 { Dd::product(y, log).exp_m1() } else { x.powf(y) - 1.0 };
    }
    x.powf(y) - 1.0
}
