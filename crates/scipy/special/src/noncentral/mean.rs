//! The lower side of Student's noncentral distribution as a mean, where its sums cancel.

use crate::elementary::small_log_defect;
use crate::erf::{erfcx, scaled_tail};
use crate::incomplete_gamma;
use crate::level::at_level;
use pallasite_ufunc::math::exp::{exp, exp_sum, expm1_sum};
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::scalar::{Double, select, two_product, two_sum};
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_PI};

/// How many terms are computed together.
const TOGETHER: usize = 16;

/// The lower side as the mean of `ndtr(t u - nc)` for `t < 0 < nc`, `df u^2` having the chi-square distribution: by the
/// trapezoidal rule, which converges exponentially (Trefethen and Weideman, SIAM Review 56, 2014), in `r` with
/// `log(u^2) = r - exp(-r - 3)`.
pub(super) fn by_mean(df: f64, nc: f64, t: f64) -> f64 {
    let shape = 0.5 * df;
    let u = likeliest(df, nc, t);
    let turn = 2.0 * t * u;
    let start = in_r(2.0 * u.ln());
    // Down there the logarithm of u is steep.
    let steepness = (-start - 3.0).exp().max(1.0);
    let step = 1.0 / (steepness * (4.5 + (df * (1.0 + u * u) + turn * turn).sqrt()));
    let up = half_line(start, step, (shape, nc, t));
    let down = half_line(start - step, -step, (shape, nc, t));
    // The chi-square density at its mode.
    shape * incomplete_gamma::density(shape, shape) * step * (up + down)
}

/// The sum of the terms from `start` on.
fn half_line(start: f64, step: f64, (shape, nc, t): (f64, f64, f64)) -> f64 {
    let (mut sum, mut at) = (0.0, start);
    loop {
        for term in some_terms(at, step, shape, nc, t) {
            sum += term;
            if !(term > 1e-18 * sum) {
                return sum;
            }
        }
        at += step * TOGETHER as f64;
    }
}

at_level! {
    /// The next terms.
    fn some_terms(start: f64, step: f64, shape: f64, nc: f64, t: f64) -> [f64; TOGETHER] = some_terms_body
}

/// Loop by loop, so that those for several vectors run side by side.
#[inline(always)]
fn some_terms_body<M: MulAdd>(start: f64, step: f64, shape: f64, nc: f64, t: f64) -> [f64; TOGETHER] {
    let (mut terms, mut s, mut x, mut exponent) =
        ([0.0; TOGETHER], [0.0; TOGETHER], [0.0; TOGETHER], [0.0; TOGETHER]);
    for i in 0..TOGETHER {
        let r = start + step * i as f64;
        let e = exp::<M, Double>(-r - 3.0);
        (s[i], terms[i]) = (r - e, 0.5 * (1.0 + e));
    }
    for i in 0..TOGETHER {
        let (half, half_lo) = expm1_sum::<M, Double>(0.5 * s[i]);
        let excess = (half + half_lo) * (2.0 + half);
        let small = select(excess.abs() < 0.35, excess, 0.0);
        let defect = select(excess.abs() < 0.35, small_log_defect::<M>(small), excess - s[i]);
        exponent[i] = -shape * defect;
        // Beyond, the distribution is zero.
        let deviate = t * ((1.0 + half) + half_lo) - nc;
        x[i] = select(deviate < -50.0, -50.0, deviate);
    }
    for i in 0..TOGETHER {
        terms[i] *= scaled_tail::<M>(-x[i] * FRAC_1_SQRT_2);
    }
    for i in 0..TOGETHER {
        let (square, rest) = two_product::<M>(x[i], x[i]);
        let (sum, more) = two_sum(-0.5 * square, exponent[i]);
        terms[i] *= exp_sum::<M, Double>(sum, more - 0.5 * rest);
    }
    terms
}

/// About the `r` with `r - exp(-r - 3) = s`.
fn in_r(s: f64) -> f64 {
    if s > -3.0 { s } else { (0..4).fold(-3.0, |r: f64, _| -3.0 - (r - s).max(1.0).ln()) }
}

/// Where `log(ndtr(t u - nc)) + df (log(u) - u^2 / 2)`, which is concave, is largest, to a few hundredths.
fn likeliest(df: f64, nc: f64, t: f64) -> f64 {
    let mut u = 1.0f64;
    for _ in 0..60 {
        let z = t * u - nc;
        let hazard = FRAC_2_PI.sqrt() / erfcx(-z * FRAC_1_SQRT_2);
        let slope = t * hazard + df * (1.0 / u - u);
        let bend = -t * t * hazard * (z + hazard) - df * (1.0 / (u * u) + 1.0);
        let next = (u - slope / bend).clamp(0.5 * u, 2.0 * u);
        if !((next - u).abs() > 0.03 * u) {
            break;
        }
        u = next;
    }
    u
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_tails_fall_like_powers() {
        for (df, nc, t, exact) in
            [(0.42, 1.4, -1e6, 0.00012425998263082035), (5.0, 2.0, -1e3, 2.658109765454978e-17)]
        {
            assert!((by_mean(df, nc, t) / exact - 1.0).abs() < 5e-15, "{df} {nc} {t}");
        }
    }
}
