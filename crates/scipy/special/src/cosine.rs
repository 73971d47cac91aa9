//! The raised cosine distribution on `[-pi, pi]`, of density `(1 + cos x) / (2 pi)`.

use crate::dd::PI as PI_DD;
use std::f64::consts::{PI, TAU};

/// `t - sin(t)`.
fn sine_defect(t: f64) -> f64 {
    if t.abs() > 1.0 {
        return t - t.sin();
    }
    let square = t * t;
    // (-1)^k t^(2 k + 3) / (2 k + 3)!, from the last term on.
    let tail = (1..9).rev().fold(1.0, |sum, k| {
        let n = f64::from(2 * k + 2);
        1.0 - square / (n * (n + 1.0)) * sum
    });
    t * square / 6.0 * tail
}

/// The distribution function.
///
/// ```
/// assert_eq!(pallasite_special::cosine_cdf(0.0), 0.5);
/// ```
pub fn cosine_cdf(x: f64) -> f64 {
    if x >= PI {
        1.0
    } else if x < -PI {
        0.0
    } else if x < -1.5 {
        sine_defect((PI_DD + x).to_f64()) / TAU
    } else if x > 1.5 {
        1.0 - sine_defect((PI_DD - x).to_f64()) / TAU
    } else {
        0.5 + (x + x.sin()) / TAU
    }
}

/// The inverse of [`cosine_cdf`].
///
/// ```
/// assert!((pallasite_special::cosine_invcdf(0.25) + 0.831711193579736).abs() < 1e-15);
/// ```
pub fn cosine_invcdf(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if (p - 0.5).abs() < 0.35 {
        return from_centre(TAU * (p - 0.5));
    }
    if p > 0.5 { (PI_DD - from_end(1.0 - p)).to_f64() } else { -(PI_DD - from_end(p)).to_f64() }
}

/// The solution of `x + sin(x) = r` for `|r| < 0.7 pi`, by Halley's method.
fn from_centre(r: f64) -> f64 {
    let mut x = r * (0.5 + r * r / 96.0);
    for _ in 0..3 {
        let (sine, cosine) = x.sin_cos();
        let (off, slope) = (x + sine - r, 1.0 + cosine);
        x -= off / (slope + 0.5 * off * sine / slope);
    }
    x
}

/// The solution of `t - sin(t) = 2 pi p`, the first terms of its series improved by Halley's method.
fn from_end(p: f64) -> f64 {
    let y = (6.0 * TAU * p).cbrt();
    let square = y * y;
    let mut t = y * (1.0 + square * (1.0 / 60.0 + square * (1.0 / 1400.0 + square / 25200.0)));
    if square < 1e-6 {
        return t;
    }
    for _ in 0..2 {
        let (sine, half) = (t.sin(), (0.5 * t).sin());
        let (off, slope) = (sine_defect(t) - TAU * p, 2.0 * half * half);
        t -= off / (slope - 0.5 * off * sine / slope);
    }
    t
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_the_range_is_pi_itself() {
        assert!((cosine_cdf(-PI) / 4.871934450264861e-50 - 1.0).abs() < 1e-14);
        assert_eq!((cosine_invcdf(0.0), cosine_invcdf(0.5), cosine_invcdf(1.0)), (-PI, 0.0, PI));
    }

    #[test]
    fn the_inverse_undoes() {
        for k in 1..100 {
            let p = f64::from(k) / 100.0;
            assert!((cosine_cdf(cosine_invcdf(p)) - p).abs() < 1e-15, "{p}");
        }
    }
}
