//! Dawson's integral of real arguments.

use crate::coefficients::dawson::{FAR, MIDDLE, NEAR};
use crate::level::at_level;
use crate::polynomial::{intervals_at, polynomial, polynomial_at};
use pallasite_ufunc::math::level::MulAdd;

/// Up to where its Taylor series is short.
const SMALL: f64 = 0.5;
const WIDTH: f64 = 0.125;

/// Dawson's integral, `exp(-x^2)` times the integral of `exp(t^2)` from zero to `x` (DLMF 7.2.5).
///
/// ```
/// assert!((pallasite_special::dawsn(1.0) - 0.5380795069127684).abs() < 1e-15);
/// ```
pub fn dawsn(x: f64) -> f64 {
    at_any_level(x)
}

at_level! {
    fn at_any_level(x: f64) -> f64 = dawsn_body
}

#[inline(always)]
fn dawsn_body<M: MulAdd>(x: f64) -> f64 {
    let size = x.abs();
    let value = if size < SMALL {
        size * polynomial_at::<M, _>(&NEAR, size * size)
    } else {
        intervals_at::<M, _>(&MIDDLE, SMALL, WIDTH, size).unwrap_or_else(|| far(size))
    };
    value.copysign(x)
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
        for edge in [SMALL, SMALL + WIDTH, SMALL + WIDTH * MIDDLE.len() as f64] {
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
