//! Complete elliptic integrals: two polynomials in the complementary parameter, one of them times its logarithm (DLMF
//! 19.12; Hastings, "Approximations for digital computers", 1955, has the form).

use crate::coefficients::elliptic::{E, E_LOG, K, K_LOG};
use pallasite_ufunc::lanes::{Lanes, at};
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::log::log;
use pallasite_ufunc::math::scalar::{Double, horner, select};
use std::f64::consts::FRAC_PI_2;

/// `K` of the complementary parameter.
#[inline(always)]
fn first_kind<M: MulAdd>(p: f64) -> f64 {
    // K(m) = K(m / (m - 1)) / sqrt(1 - m), DLMF 19.7.2
    let negative = p > 1.0;
    let q = select(negative, 1.0 / p, p);
    let [constant, rest @ ..] = &K;
    let log_part = log::<M, Double>(q) * horner::<M, 12>(q, &K_LOG);
    let value = constant + (q * horner::<M, 11>(q, rest) - log_part);
    select(negative, value / p.sqrt(), value)
}

/// Whether [`first_kind`] and [`second_kind`] hold for `p`; at one they would be rounded.
#[inline(always)]
fn is_common(p: f64) -> bool {
    (p > f64::MIN_POSITIVE) & (p < 1e300) & (p != 1.0)
}

/// `K` where those do not.
fn first_kind_at_ends(p: f64) -> f64 {
    if p == 1.0 {
        FRAC_PI_2
    } else if p == f64::INFINITY {
        0.0
    } else if p > 1.0 {
        (K[0] + p.ln() * K_LOG[0]) / p.sqrt()
    } else if p > 0.0 {
        K[0] - p.ln() * K_LOG[0]
    } else if p == 0.0 {
        f64::INFINITY
    } else {
        f64::NAN
    }
}

/// The loops of [`ellipk`].
pub(crate) struct Ellipk;

impl Lanes for Ellipk {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(m: f64) -> f64 {
        first_kind::<M>(1.0 - m)
    }
    #[inline(always)]
    fn holds(m: f64, _y: f64) -> bool {
        is_common(1.0 - m)
    }
    fn elsewhere(m: f64) -> f64 {
        first_kind_at_ends(1.0 - m)
    }
}

/// The complete integral of the first kind, `K(m)`, NaN above one (DLMF 19.2.8).
///
/// ```
/// assert_eq!(pallasite_special::ellipk(0.0), std::f64::consts::FRAC_PI_2);
/// ```
pub fn ellipk(m: f64) -> f64 {
    at::<Ellipk>(m)
}

/// The loops of [`ellipkm1`].
pub(crate) struct Ellipkm1;

impl Lanes for Ellipkm1 {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(p: f64) -> f64 {
        first_kind::<M>(p)
    }
    #[inline(always)]
    fn holds(p: f64, _y: f64) -> bool {
        is_common(p)
    }
    fn elsewhere(p: f64) -> f64 {
        first_kind_at_ends(p)
    }
}

/// The complete integral of the first kind at `1 - p`, accurate as `p` goes to zero.
///
/// ```
/// assert_eq!(pallasite_special::ellipkm1(1.0), std::f64::consts::FRAC_PI_2);
/// ```
pub fn ellipkm1(p: f64) -> f64 {
    at::<Ellipkm1>(p)
}

/// The loops of [`ellipe`].
pub(crate) struct Ellipe;

impl Lanes for Ellipe {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(m: f64) -> f64 {
        // E(m) = sqrt(1 - m) E(m / (m - 1)), DLMF 19.7.2
        let p = 1.0 - m;
        let negative = p > 1.0;
        let q = select(negative, 1.0 / p, p);
        let [constant, rest @ ..] = &E;
        let log_part = log::<M, Double>(q) * horner::<M, 12>(q, &E_LOG);
        let value = constant + q * (horner::<M, 11>(q, rest) - log_part);
        select(negative, value * p.sqrt(), value)
    }
    #[inline(always)]
    fn holds(m: f64, _y: f64) -> bool {
        is_common(1.0 - m)
    }
    fn elsewhere(m: f64) -> f64 {
        if m == 1.0 {
            1.0
        } else if m == 0.0 || 1.0 - m == 1.0 {
            FRAC_PI_2
        } else if m < 0.0 {
            (1.0 - m).sqrt()
        } else {
            f64::NAN
        }
    }
}

/// The complete integral of the second kind, `E(m)`, NaN above one (DLMF 19.2.8).
///
/// ```
/// assert_eq!(pallasite_special::ellipe(1.0), 1.0);
/// ```
pub fn ellipe(m: f64) -> f64 {
    at::<Ellipe>(m)
}

/// The arithmetic-geometric mean of two numbers of one sign (DLMF 19.8(i)); NaN for two of different signs.
///
/// ```
/// assert_eq!(pallasite_special::agm(3.0, 3.0), 3.0);
/// ```
pub fn agm(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() || (a < 0.0 && b > 0.0) || (a > 0.0 && b < 0.0) {
        return f64::NAN;
    }
    if (a.is_infinite() || b.is_infinite()) && (a == 0.0 || b == 0.0) {
        return f64::NAN;
    }
    if a == 0.0 || b == 0.0 {
        return 0.0;
    }
    if a == b || a.is_infinite() || b.is_infinite() {
        return if a.is_infinite() { a } else { b };
    }
    let (mut high, mut low) = (a.abs().max(b.abs()), a.abs().min(b.abs()));
    while high - low > 1e-8 * high {
        (high, low) = (0.5 * high + 0.5 * low, high.sqrt() * low.sqrt());
    }
    (0.5 * high + 0.5 * low).copysign(a)
}
