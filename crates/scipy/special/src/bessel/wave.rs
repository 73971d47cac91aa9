//! What the oscillating functions of order zero and one share: polynomials around their zeros, and far out modulus and
//! phase (Harrison, "Fast and accurate Bessel function computation", ARITH 2009).

use crate::coefficients::bessel::SINE;
use crate::dd::Dd;
use crate::polynomial::polynomial;
use std::f64::consts::{FRAC_1_PI, FRAC_PI_4};

/// The width of an interval: about half a period.
const STEP: f64 = 3.140625;

/// Interpolants of `f(x) / (x - zero)` around consecutive zeros, on intervals from `first` on.
pub(super) struct Wave<const N: usize> {
    pub(super) first: f64,
    pub(super) zeros: &'static [Dd],
    pub(super) pieces: &'static [[f64; N]],
}

impl<const N: usize> Wave<N> {
    /// The value at `x >= first`, if an interval holds it.
    #[inline(always)]
    pub(super) fn at(&self, x: f64) -> Option<f64> {
        let i = ((x - self.first) * (1.0 / STEP)) as usize;
        let (piece, zero) = (self.pieces.get(i)?, self.zeros.get(i)?);
        let middle = self.first + STEP * (i as f64 + 0.5);
        Some(((x - zero.hi) - zero.lo) * polynomial(piece, x - middle))
    }
}

/// `J` and `Y` far out, as `modulus cos(theta)` and `modulus sin(theta)`.
pub(super) struct Far<const N: usize, const M: usize> {
    /// `sqrt(pi x / 2)` times the modulus, in `1 / x^2`.
    pub(super) modulus: &'static [f64; N],
    /// `x (theta - x + offset)`, in `1 / x^2`.
    pub(super) phase: &'static [f64; M],
}

impl<const N: usize, const M: usize> Far<N, M> {
    /// `modulus sin(x - late + phase / x)`.
    #[inline(always)]
    pub(super) fn sine(&self, x: f64, late: Dd) -> f64 {
        let inverse = 1.0 / x;
        let square = inverse * inverse;
        let sine = shifted_sine(x, late, inverse * polynomial(self.phase, square));
        inverse.sqrt() * SQRT_FRAC_2_PI * polynomial(self.modulus, square) * sine
    }
}

/// `pi / 4` and three times that.
pub(super) const QUARTER: Dd = Dd::new(FRAC_PI_4, 3.061_616_997_868_383e-17);
pub(super) const THREE_QUARTERS: Dd = Dd::new(3.0 * FRAC_PI_4, 9.184_850_993_605_148e-17);
/// `sqrt(2 / pi)`.
const SQRT_FRAC_2_PI: f64 = 0.797_884_560_802_865_4;
/// Pi in three parts, the first two of which have 33 bits.
const PI_PARTS: [f64; 3] = [3.1415926534682512, 1.2154201012607932e-10, 4.044532497591901e-21];
/// Up to this `x` multiples of the parts are exact.
const REDUCIBLE: f64 = 3e6;

/// `sin(x - late + ahead)`, sharp at its zeros.
#[inline(always)]
fn shifted_sine(x: f64, late: Dd, ahead: f64) -> f64 {
    if x > REDUCIBLE {
        let ((s, c), (sl, cl)) = (x.sin_cos(), (late.hi - ahead).sin_cos());
        return s * cl - c * sl;
    }
    let turns = ((x - late.hi) * FRAC_1_PI).round_ties_even();
    let near = (x - turns * PI_PARTS[0]) - late.hi;
    let r = near - (turns * PI_PARTS[1] + (turns * PI_PARTS[2] + (late.lo - ahead)));
    let sine = r * polynomial(&SINE, r * r);
    if turns as i64 & 1 == 0 { sine } else { -sine }
}
