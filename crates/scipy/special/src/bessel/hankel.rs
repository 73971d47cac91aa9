//! Hankel's expansions for large argument (DLMF 10.17 and 10.40).

use crate::trig::{cos_pi, sin_pi};
use std::f64::consts::PI;

/// Whether the expansions reach full precision for order `nu` at `x`.
pub(crate) fn reaches(nu: f64, x: f64) -> bool {
    x > 25.0 && 2.0 * x > nu * nu
}

/// `sum sign^k a_k(nu) / x^k` over even `k` and over odd `k` (DLMF 10.17.1).
fn sums(nu: f64, x: f64, sign: f64) -> (f64, f64) {
    let (square, inverse) = (4.0 * nu * nu, 0.125 / x);
    let (mut even, mut odd, mut term, mut k) = (1.0, 0.0, 1.0, 0.0);
    while k < 120.0 {
        let low = 2.0 * k + 1.0;
        term *= (square - low * low) * inverse / (k + 1.0);
        odd += term;
        let high = low + 2.0;
        term *= sign * (square - high * high) * inverse / (k + 2.0);
        even += term;
        k += 2.0;
        if !(f64::abs(term) >= 1e-17) {
            break;
        }
    }
    (even, odd)
}

/// `J` and `Y` of order `nu` (DLMF 10.17.3 and 10.17.4); sine and cosine are of `x` itself, so that no phase is rounded.
pub(crate) fn oscillating(nu: f64, x: f64) -> (f64, f64) {
    let (p, q) = sums(nu, x, -1.0);
    let turns = 0.5 * nu + 0.25;
    let (s, c) = x.sin_cos();
    let cosine = c * cos_pi(turns) + s * sin_pi(turns);
    let sine = s * cos_pi(turns) - c * sin_pi(turns);
    let scale = (2.0 / (PI * x)).sqrt();
    (scale * (p * cosine - q * sine), scale * (p * sine + q * cosine))
}

/// `exp(-x) I` and `exp(x) K` of order `nu` (DLMF 10.40.1 and 10.40.2).
pub(crate) fn modified(nu: f64, x: f64) -> (f64, f64) {
    let (even, odd) = sums(nu, x, 1.0);
    ((even - odd) / (2.0 * PI * x).sqrt(), (even + odd) * (PI / (2.0 * x)).sqrt())
}
