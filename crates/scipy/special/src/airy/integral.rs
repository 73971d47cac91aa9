//! Integrals of Airy functions from zero on.

use super::real::{WIDTH, Zeta};
use crate::coefficients::airy_integrals::{
    AI_LEFT, AI_RIGHT, AI_TAIL, BI_INTEGRAL_FAR, BI_LEFT, BI_RIGHT, INTEGRAL_EVEN, INTEGRAL_ODD,
};
use crate::polynomial::{on_intervals, polynomial};

/// The integrals of `Ai(t)`, `Bi(t)`, `Ai(-t)` and `Bi(-t)` from 0 to `x` (DLMF 9.10): polynomials on intervals near
/// zero, beyond them the smooth factors of 9.10.4 to 9.10.7.
///
/// ```
/// let [ai, ..] = pallasite_special::itairy(50.0);
/// assert!((ai - 1.0 / 3.0).abs() < 1e-15);
/// ```
pub fn itairy(x: f64) -> [f64; 4] {
    if x.is_nan() {
        return [x; 4];
    }
    if x.is_sign_negative() {
        let [ai, bi, left_ai, left_bi] = itairy(-x);
        return [-left_ai, -left_bi, -ai, -bi];
    }
    let ai = match on_intervals(&AI_RIGHT, 0.0, WIDTH, x) {
        Some(over_x) => x * over_x,
        None => 1.0 / 3.0 - on_intervals(&AI_TAIL, 0.0, WIDTH, x).unwrap_or(0.0),
    };
    let [bi, left_ai, left_bi] = near(x).unwrap_or_else(|| far(x));
    [ai, bi, left_ai, left_bi]
}

/// Those of `Bi(t)`, `Ai(-t)` and `Bi(-t)` on the intervals.
fn near(x: f64) -> Option<[f64; 3]> {
    let at = |table| Some(x * on_intervals(table, 0.0, WIDTH, x)?);
    Some([at(&BI_RIGHT)?, at(&AI_LEFT)?, at(&BI_LEFT)?])
}

/// The same beyond.
fn far(x: f64) -> [f64; 3] {
    if x.is_infinite() {
        return [f64::NAN; 3];
    }
    let zeta = Zeta::of(x);
    let (sine, cosine) = zeta.turned();
    let inverse = 1.0 / zeta.full.hi;
    let t = inverse * inverse;
    let (even, odd) = (polynomial(&INTEGRAL_EVEN, t), polynomial(&INTEGRAL_ODD, t) * inverse);
    let scale = 1.0 / (zeta.root * zeta.root * zeta.root);
    let half = (zeta.full * 0.5).exp();
    [
        half * (scale * polynomial(&BI_INTEGRAL_FAR, inverse)) * half,
        2.0 / 3.0 - scale * (cosine * even - sine * odd),
        scale * (sine * even + cosine * odd),
    ]
}
