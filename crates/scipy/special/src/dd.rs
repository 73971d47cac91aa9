//! Double-double arithmetic: an unevaluated sum of two doubles, about 31 digits (Dekker, "A floating-point technique
//! for extending the available precision", Numerische Mathematik 18, 1971; Hida, Li and Bailey, "Algorithms for
//! quad-double precision floating point arithmetic", ARITH 2001).

use crate::level::at_level;
use pallasite_ufunc::math::level::MulAdd;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// `hi + lo` with `|lo|` at most half a unit in the last place of `hi`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Dd {
    pub(crate) hi: f64,
    pub(crate) lo: f64,
}

pub(crate) const LN_2: Dd = Dd::new(std::f64::consts::LN_2, 2.3190468138462996e-17);
pub(crate) const PI: Dd = Dd::new(std::f64::consts::PI, 1.2246467991473532e-16);
pub(crate) const EULER_GAMMA: Dd = Dd::new(0.5772156649015329, -4.942915152430645e-18);
/// `log(2 pi) / 2`.
pub(crate) const HALF_LN_TAU: Dd = Dd::new(0.9189385332046728, -3.8782941580672414e-17);

impl Dd {
    pub(crate) const ONE: Dd = Dd::new(1.0, 0.0);
    pub(crate) const ZERO: Dd = Dd::new(0.0, 0.0);

    #[inline(always)]
    pub(crate) const fn new(hi: f64, lo: f64) -> Dd {
        Dd { hi, lo }
    }

    /// `a + b` without error.
    #[inline(always)]
    pub(crate) fn sum(a: f64, b: f64) -> Dd {
        let s = a + b;
        let t = s - a;
        Dd::new(s, (a - (s - t)) + (b - t))
    }

    /// `a + b` without error where `|a| >= |b|`.
    #[inline(always)]
    fn quick_sum(a: f64, b: f64) -> Dd {
        let s = a + b;
        Dd::new(s, b - (s - a))
    }

    /// `a b` without error.
    #[inline(always)]
    pub(crate) fn product(a: f64, b: f64) -> Dd {
        let p = a * b;
        Dd::new(p, a.mul_add(b, -p))
    }

    #[inline(always)]
    pub(crate) fn to_f64(self) -> f64 {
        self.hi + self.lo
    }

    #[inline(always)]
    pub(crate) fn abs(self) -> Dd {
        if self.hi < 0.0 { -self } else { self }
    }

    /// Times a power of two.
    #[inline(always)]
    fn scaled(self, factor: f64) -> Dd {
        Dd::new(self.hi * factor, self.lo * factor)
    }

    /// `exp(self)` rounded to a double.
    pub(crate) fn exp(self) -> f64 {
        let e = self.hi.exp();
        if e == 0.0 || e.is_infinite() { e } else { e.mul_add(self.lo, e) }
    }

    /// `exp(self) - 1` rounded to a double.
    pub(crate) fn exp_m1(self) -> f64 {
        let e = self.hi.exp_m1();
        if e.is_infinite() { e } else { (e + 1.0).mul_add(self.lo, e) }
    }

    /// `exp(self)` in full, for `|self| < 700`.
    #[inline(always)]
    pub(crate) fn exp_full(self) -> Dd {
        let k = (self.hi / LN_2.hi).round();
        ((self - LN_2 * k).expm1_small() + 1.0).scaled(2f64.powi(k as i32))
    }

    /// `exp(self) - 1` in full, for `|self| < 700`.
    #[inline(always)]
    pub(crate) fn expm1_full(self) -> Dd {
        if self.hi.abs() < 0.3 { self.expm1_small() } else { self.exp_full() - 1.0 }
    }

    /// `exp(self) - 1` of a small number: a Taylor sum of the argument over 256, then eight doublings.
    #[inline(always)]
    fn expm1_small(self) -> Dd {
        let r = self.scaled(1.0 / 256.0);
        let mut sum = Dd::ZERO;
        for n in (2..=10).rev() {
            sum = (sum + 1.0) * r / f64::from(n);
        }
        let mut e = (sum + 1.0) * r;
        for _ in 0..8 {
            e = e.scaled(2.0) + e * e;
        }
        e
    }

    /// The natural logarithm of a positive number.
    pub(crate) fn ln(self) -> Dd {
        ln_at_level(self)
    }
}

at_level! {
    /// [`Dd::ln`] with the products of the machine.
    fn ln_at_level(x: Dd) -> Dd = ln_body
}

/// The natural logarithm of a positive number, by a Newton step from the double one.
#[inline(always)]
pub(crate) fn ln_body<M: MulAdd>(x: Dd) -> Dd {
    let exponent = libm::ilogb(x.hi);
    let m = Dd::new(libm::scalbn(x.hi, -exponent), libm::scalbn(x.lo, -exponent));
    let near = m.hi.ln();
    let off = m * Dd::new(-near, 0.0).exp_full() - 1.0;
    LN_2 * f64::from(exponent) + (off - off * off.hi * 0.5 + near)
}

/// The natural logarithm of a positive double.
pub(crate) fn ln(x: f64) -> Dd {
    Dd::from(x).ln()
}

impl From<f64> for Dd {
    #[inline(always)]
    fn from(x: f64) -> Dd {
        Dd::new(x, 0.0)
    }
}

impl From<(f64, f64)> for Dd {
    #[inline(always)]
    fn from((hi, lo): (f64, f64)) -> Dd {
        Dd::new(hi, lo)
    }
}

impl Neg for Dd {
    type Output = Dd;
    #[inline(always)]
    fn neg(self) -> Dd {
        Dd::new(-self.hi, -self.lo)
    }
}

impl Add for Dd {
    type Output = Dd;
    #[inline(always)]
    fn add(self, other: Dd) -> Dd {
        let (high, low) = (Dd::sum(self.hi, other.hi), Dd::sum(self.lo, other.lo));
        let carried = Dd::quick_sum(high.hi, high.lo + low.hi);
        Dd::quick_sum(carried.hi, carried.lo + low.lo)
    }
}

impl Add<f64> for Dd {
    type Output = Dd;
    #[inline(always)]
    fn add(self, other: f64) -> Dd {
        let high = Dd::sum(self.hi, other);
        Dd::quick_sum(high.hi, high.lo + self.lo)
    }
}

impl Sub for Dd {
    type Output = Dd;
    #[inline(always)]
    fn sub(self, other: Dd) -> Dd {
        self + -other
    }
}

impl Sub<f64> for Dd {
    type Output = Dd;
    #[inline(always)]
    fn sub(self, other: f64) -> Dd {
        self + -other
    }
}

impl Mul for Dd {
    type Output = Dd;
    #[inline(always)]
    fn mul(self, other: Dd) -> Dd {
        let p = Dd::product(self.hi, other.hi);
        Dd::quick_sum(p.hi, p.lo + (self.hi * other.lo + self.lo * other.hi))
    }
}

impl Mul<f64> for Dd {
    type Output = Dd;
    #[inline(always)]
    fn mul(self, other: f64) -> Dd {
        let p = Dd::product(self.hi, other);
        Dd::quick_sum(p.hi, self.lo.mul_add(other, p.lo))
    }
}

impl Div for Dd {
    type Output = Dd;
    #[inline(always)]
    fn div(self, other: Dd) -> Dd {
        let first = self.hi / other.hi;
        let rest = self - other * first;
        let second = rest.hi / other.hi;
        let rest = rest - other * second;
        Dd::quick_sum(first, second) + rest.hi / other.hi
    }
}

impl Div<f64> for Dd {
    type Output = Dd;
    #[inline(always)]
    fn div(self, other: f64) -> Dd {
        let first = self.hi / other;
        let rest = self - Dd::product(first, other);
        Dd::quick_sum(first, rest.hi / other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_of_three_has_thirty_digits() {
        let reference = Dd::new(1.0986122886681098, -9.07129723500153e-17);
        let off = ln(3.0) - reference;
        assert!(off.to_f64().abs() < 1e-31, "{off:?}");
    }

    #[test]
    fn exp_undoes_ln() {
        for x in [1e-300, 0.1, 1.0 + f64::EPSILON, 7.3, 1e300] {
            let back = ln(x).exp();
            assert!((back - x).abs() <= x * 2.3e-16, "{x} {back}");
        }
    }
}
