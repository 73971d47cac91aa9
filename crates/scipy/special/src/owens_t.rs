//! Owen's T function, `1 / (2 pi)` times the integral from zero to `a` of `exp(-h^2 (1 + x^2) / 2) / (1 + x^2)` (Owen,
//! "Tables for computing bivariate normal probabilities", Annals of Mathematical Statistics 27, 1956), by Gauss's rule.

use crate::erf::{erf, exp_square};
use crate::level::at_level;
use crate::quadrature::roots_legendre;
use pallasite_ufunc::math::exp::exp;
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::scalar::Double;
use std::f64::consts::{FRAC_1_SQRT_2, TAU};
use std::sync::LazyLock;

/// How many nodes: enough for a Gaussian over nine standard deviations.
const NODES: usize = 32;

/// The nodes on `[0, 1]` and their weights.
static RULE: LazyLock<([f64; NODES], [f64; NODES])> = LazyLock::new(|| {
    let (x, w) = roots_legendre(NODES);
    (std::array::from_fn(|i| 0.5 + 0.5 * x[i]), std::array::from_fn(|i| 0.5 * w[i]))
});

/// The function: odd in `a`, even in `h`.
///
/// ```
/// assert!((pallasite_special::owens_t(0.0, 1.0) - 0.125).abs() < 1e-16);
/// ```
pub fn owens_t(h: f64, a: f64) -> f64 {
    if h.is_nan() || a.is_nan() {
        return f64::NAN;
    }
    positive(h.abs(), a.abs()).copysign(a)
}

fn positive(h: f64, a: f64) -> f64 {
    let tail = |x: f64| crate::ndtr(-x);
    if h.is_infinite() || a == 0.0 {
        0.0
    } else if h == 0.0 {
        a.atan() / TAU
    } else if a <= 1.0 {
        within_one(h, a, RULE.0.as_ref(), RULE.1.as_ref())
    } else if a.is_infinite() {
        0.5 * tail(h)
    } else {
        // Owen's equation 2.4; for small h with the distance from one half instead of the tails.
        let ah = a * h;
        let inverse =
            if ah.is_infinite() { 0.0 } else { within_one(ah, 1.0 / a, RULE.0.as_ref(), RULE.1.as_ref()) };
        if ah < 0.7 {
            let (near, far) = (0.5 * erf(h * FRAC_1_SQRT_2), 0.5 * erf(ah * FRAC_1_SQRT_2));
            return 0.25 - near * far - inverse;
        }
        let (near, far) = (tail(h), tail(ah));
        0.5 * near + (0.5 * far - inverse) - near * far
    }
}

at_level! {
    /// The integral for `a <= 1`.
    fn within_one(h: f64, a: f64, nodes: &[f64], weights: &[f64]) -> f64 = within_one_body
}

#[inline(always)]
fn within_one_body<M: MulAdd>(h: f64, a: f64, nodes: &[f64], weights: &[f64]) -> f64 {
    let end = a.min(9.0 / h);
    let rate = -0.5 * h * h;
    let term = |(x, w): (&f64, &f64)| {
        let square = (end * x) * (end * x);
        w * exp::<M, Double>(rate * square) / (1.0 + square)
    };
    let sum: f64 = nodes.iter().zip(weights).map(term).sum();
    exp_square(h, -0.5) * end * sum / TAU
}

/// The same integral from `a` to infinity, for positive numbers with `a h` above one.
pub(crate) fn beyond(h: f64, a: f64) -> f64 {
    // Over this length the integrand falls by exp(40).
    let length = 80.0 / (h * h) / (a + (a * a + 80.0 / (h * h)).sqrt());
    let term = |(x, w): (&f64, &f64)| {
        let s = length * x;
        w * (-h * h * s * (a + 0.5 * s)).exp() / (1.0 + (a + s) * (a + s))
    };
    let sum: f64 = RULE.0.iter().zip(&RULE.1).map(term).sum();
    exp_square(h, -0.5) * exp_square(a * h, -0.5) * length * sum / TAU
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_one_it_is_a_product_of_normal_distributions() {
        for h in [0.1, 1.0, 5.0, 20.0] {
            let tail = crate::ndtr(-h);
            let exact = 0.5 * tail * (1.0 - tail);
            assert!((owens_t(h, 1.0) / exact - 1.0).abs() < 2e-15, "{h}");
        }
    }
}
