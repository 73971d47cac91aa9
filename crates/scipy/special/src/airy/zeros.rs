//! Zeros of Airy functions and of their derivatives.

use super::real::airy;
use std::f64::consts::PI;

/// `T` of DLMF 9.9.18 for zeros of the functions.
fn zero_size(t: f64) -> f64 {
    let y = 1.0 / (t * t);
    t.powf(2.0 / 3.0) * (1.0 + y * (5.0 / 48.0 + y * (-5.0 / 36.0 + y * (77125.0 / 82944.0))))
}

/// `U` of DLMF 9.9.19 for those of the derivatives.
fn extremum_size(t: f64) -> f64 {
    let y = 1.0 / (t * t);
    t.powf(2.0 / 3.0) * (1.0 + y * (-7.0 / 48.0 + y * (35.0 / 288.0 + y * (-181223.0 / 207360.0))))
}

/// Newton's method for a zero of the function `which` of [`airy`], 0 or 2.
fn zero(which: usize, start: f64) -> f64 {
    polished(start, |x| {
        let values = airy(x);
        values[which] / values[which + 1]
    })
}

/// Newton's method for a zero of its derivative, whose own is `x` times the function.
fn extremum(which: usize, start: f64) -> f64 {
    polished(start, |x| {
        let values = airy(x);
        values[which + 1] / (x * values[which])
    })
}

fn polished(mut x: f64, step: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..12 {
        let change = step(x);
        x -= change;
        if change.abs() < 1e-15 * x.abs() {
            break;
        }
    }
    x
}

/// The first zeros of a function and of its derivative, and each of the two at the zeros of the other.
fn zeros(which: usize, count: usize, quarters: [f64; 2]) -> [Vec<f64>; 4] {
    let phase = |k: usize, quarter: f64| 0.375 * PI * (4.0 * k as f64 + quarter);
    // The expansions are for large zeros: the first of the derivatives is given.
    let first = [-1.018_792_971_647_471, -2.294_439_682_614_123][which / 2];
    let zeros: Vec<f64> = (0..count).map(|k| zero(which, -zero_size(phase(k, quarters[0])))).collect();
    let start = |k| if k == 0 { first } else { -extremum_size(phase(k, quarters[1])) };
    let extrema: Vec<f64> = (0..count).map(|k| extremum(which, start(k))).collect();
    let values = extrema.iter().map(|&x| airy(x)[which]).collect();
    let slopes = zeros.iter().map(|&x| airy(x)[which + 1]).collect();
    [zeros, extrema, values, slopes]
}

/// The first `count` zeros of `Ai` and of its derivative, `Ai` at the latter and its derivative at the former (DLMF 9.9).
///
/// ```
/// let [zeros, ..] = pallasite_special::ai_zeros(1);
/// assert!((zeros[0] + 2.338107410459767).abs() < 1e-14);
/// ```
pub fn ai_zeros(count: usize) -> [Vec<f64>; 4] {
    zeros(0, count, [3.0, 1.0])
}

/// The same of the negative zeros of `Bi`.
///
/// ```
/// let [zeros, ..] = pallasite_special::bi_zeros(1);
/// assert!((zeros[0] + 1.173713222709128).abs() < 1e-14);
/// ```
pub fn bi_zeros(count: usize) -> [Vec<f64>; 4] {
    zeros(2, count, [1.0, 3.0])
}
