//! Dawson's integral of real arguments.

use crate::coefficients::dawson::{FAR, MIDDLE, NEAR};
use crate::polynomial::{intervals_at, polynomial, polynomial_at};
use pallasite_ufunc::lanes::{Lanes, at};
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::scalar::select;

/// Up to where its Taylor series is short.
const SMALL: f64 = 0.5;
const WIDTH: f64 = 0.125;
/// Where the table ends.
const END: f64 = SMALL + WIDTH * MIDDLE.len() as f64;

/// The loops of [`dawsn`].
pub(crate) struct Dawsn;

impl Lanes for Dawsn {
    type X = f64;
    #[inline(always)]
    fn common<M: MulAdd>(x: f64) -> f64 {
        let size = x.abs();
        let near = size * polynomial_at::<M, _>(&NEAR, size * size);
        let middle = intervals_at::<M, _>(&MIDDLE, SMALL, WIDTH, size).unwrap_or(0.0);
        select(size < SMALL, near, middle).copysign(x)
    }
    #[inline(always)]
    fn holds(x: f64, _y: f64) -> bool {
        x.abs() < END
    }
    fn elsewhere(x: f64) -> f64 {
        far(x)
    }
}

/// Dawson's integral, `exp(-x^2)` times the integral of `exp(t^2)` from zero to `x` (DLMF 7.2.5).
///
/// ```
/// assert!((pallasite_special::dawsn(1.0) - 0.5380795069127684).abs() < 1e-15);
/// ```
pub fn dawsn(x: f64) -> f64 {
    at::<Dawsn>(x)
}

/// Beyond the table.
fn far(x: f64) -> f64 {
    let inverse = 1.0 / x;
    0.5 * inverse * polynomial(&FAR, inverse * inverse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_meet() {
        for edge in [SMALL, SMALL + WIDTH, END] {
            let (below, above) = (dawsn(edge * (1.0 - f64::EPSILON)), dawsn(edge));
            assert!((below / above - 1.0).abs() < 1e-15, "{edge}: {below} {above}");
        }
    }

    #[test]
    fn ends() {
        assert_eq!(dawsn(f64::INFINITY), 0.0);
        assert_eq!(dawsn(1e-300), 1e-300);
        assert_eq!(dawsn(1e300), 5e-301);
        assert!(dawsn(-0.0).is_sign_negative() && dawsn(f64::NAN).is_nan());
    }
}
