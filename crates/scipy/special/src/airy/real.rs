//! Airy functions of a real argument: polynomials on intervals near zero, beyond them the smooth factors of DLMF 9.7.5 to
//! 9.7.12.

use crate::coefficients::airy::{
    AI, AI_FAR, AI_PRIME, AI_PRIME_FAR, BI, BI_FAR, BI_PRIME, BI_PRIME_FAR, EVEN, EVEN_PRIME, ODD, ODD_PRIME,
};
use crate::dd::Dd;
use crate::polynomial::{on_intervals, polynomial};
use std::f64::consts::FRAC_1_SQRT_2;

/// Where the intervals end, on both sides, and how wide they are.
pub(super) const NEAR: f64 = 10.0;
pub(super) const WIDTH: f64 = 0.5;
const NOT_A_NUMBER: [f64; 4] = [f64::NAN; 4];

/// `zeta = 2/3 x^(3/2)` in full, which is rounded but once where it is the argument of an exponential or a sine.
#[derive(Clone, Copy)]
pub(super) struct Zeta {
    pub(super) full: Dd,
    /// `x^(1/4)`.
    pub(super) root: f64,
}

impl Zeta {
    pub(super) fn of(x: f64) -> Zeta {
        let s = x.sqrt();
        let square = Dd::product(s, s);
        let lacks = ((x - square.hi) - square.lo) / (2.0 * s);
        Zeta { full: Dd::new(s, lacks) * (2.0 * x) / 3.0, root: s.sqrt() }
    }

    /// `sin(zeta + pi / 4)` and its cosine.
    pub(super) fn turned(&self) -> (f64, f64) {
        let (s, c) = self.full.hi.sin_cos();
        let (s, c) = (s + c * self.full.lo, c - s * self.full.lo);
        ((s + c) * FRAC_1_SQRT_2, (c - s) * FRAC_1_SQRT_2)
    }
}

/// The four functions on the intervals.
fn near(x: f64) -> Option<[f64; 4]> {
    Some([
        on_intervals(&AI, -NEAR, WIDTH, x)?,
        on_intervals(&AI_PRIME, -NEAR, WIDTH, x)?,
        on_intervals(&BI, -NEAR, WIDTH, x)?,
        on_intervals(&BI_PRIME, -NEAR, WIDTH, x)?,
    ])
}

/// `Ai` and its derivative times `exp(zeta)`, `Bi` and its derivative times `exp(-zeta)`, for `x` beyond.
fn scaled(zeta: &Zeta) -> [f64; 4] {
    let (t, down) = (1.0 / zeta.full.hi, 1.0 / zeta.root);
    [
        polynomial(&AI_FAR, t) * down,
        polynomial(&AI_PRIME_FAR, t) * zeta.root,
        polynomial(&BI_FAR, t) * down,
        polynomial(&BI_PRIME_FAR, t) * zeta.root,
    ]
}

/// The four functions for `x <= -NEAR`, as combinations of sine and cosine of `zeta + pi / 4`.
fn oscillating(x: f64) -> [f64; 4] {
    let zeta = Zeta::of(-x);
    let (sine, cosine) = zeta.turned();
    let inverse = 1.0 / zeta.full.hi;
    let t = inverse * inverse;
    let (even, odd) = (polynomial(&EVEN, t), polynomial(&ODD, t) * inverse);
    let (even_p, odd_p) = (polynomial(&EVEN_PRIME, t), polynomial(&ODD_PRIME, t) * inverse);
    let down = 1.0 / zeta.root;
    [
        down * (even * sine + odd * cosine),
        zeta.root * (even_p * cosine - odd_p * sine),
        down * (even * cosine - odd * sine),
        -zeta.root * (even_p * sine + odd_p * cosine),
    ]
}

/// The Airy functions and their derivatives, `[Ai, Ai', Bi, Bi']` (DLMF 9.2); NaN at the infinities.
///
/// ```
/// let [ai, _, bi, _] = pallasite_special::airy(1.0);
/// assert!((ai - 0.13529241631288142).abs() < 1e-15 && (bi - 1.2074235949528713).abs() < 1e-15);
/// ```
pub fn airy(x: f64) -> [f64; 4] {
    if !x.is_finite() {
        return NOT_A_NUMBER;
    }
    if x < -NEAR {
        return oscillating(x);
    }
    near(x).unwrap_or_else(|| {
        let zeta = Zeta::of(x);
        let [ai, aip, bi, bip] = scaled(&zeta);
        let down = (-zeta.full).exp();
        // Half the exponent twice: the exponential overflows before the functions do.
        let up = zeta.full * 0.5;
        let up = up.exp();
        [ai * down, aip * down, bi * up * up, bip * up * up]
    })
}

/// [`airy()`] with `Ai` and its derivative times `exp(zeta)`, `Bi` and its derivative times `exp(-zeta)`, `zeta = 2/3 x^(3/2)`; for
/// negative `x` the first two are NaN and the others not scaled.
///
/// ```
/// let [ai, _, _, _] = pallasite_special::airye(100.0);
/// assert!((ai - 0.08919692093633041).abs() < 1e-15);
/// ```
pub fn airye(x: f64) -> [f64; 4] {
    if !x.is_finite() {
        return NOT_A_NUMBER;
    }
    if x < 0.0 {
        let [_, _, bi, bip] = airy(x);
        return [f64::NAN, f64::NAN, bi, bip];
    }
    let zeta = Zeta::of(x);
    match near(x) {
        Some(values) if x > 0.0 => {
            let (up, down) = (zeta.full.exp(), (-zeta.full).exp());
            [values[0] * up, values[1] * up, values[2] * down, values[3] * down]
        }
        Some(values) => values,
        None => scaled(&zeta),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The Wronskian of `Ai` and `Bi` is one over pi (DLMF 9.2.7).
    #[test]
    fn wronskian() {
        for x in [-1e4, -123.4, -10.0, -9.9, -2.3, 0.0, 0.7, 5.0, 9.99, 10.0, 60.0] {
            let [ai, aip, bi, bip] = airy(x);
            let wronskian = std::f64::consts::PI * (ai * bip - aip * bi);
            assert!((wronskian - 1.0).abs() < 1e-14, "{x} {wronskian}");
        }
    }

    #[test]
    fn pieces_meet_the_expansions() {
        for x in [-10.0, 10.0] {
            let (inside, outside) = (airy(x * (1.0 - 1e-16)), airy(x * (1.0 + 3e-16)));
            for (one, other) in inside.iter().zip(outside) {
                assert!((one - other).abs() < 1e-12 * other.abs().max(1e-10), "{x} {one} {other}");
            }
        }
    }
}
