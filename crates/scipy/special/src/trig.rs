//! Circular functions of a multiple of pi, the argument reduced before it is multiplied.

use std::f64::consts::PI;

/// `sin(pi x)`, exact at the integers and halves.
pub(crate) fn sin_pi(x: f64) -> f64 {
    let r = x - 2.0 * (x / 2.0).round();
    let folded = if r.abs() > 0.5 { 1.0f64.copysign(r) - r } else { r };
    if folded.abs() <= 0.25 {
        (PI * folded).sin()
    } else {
        (PI * (0.5 - folded.abs())).cos().copysign(folded)
    }
}

/// `cos(pi x)`, exact at the integers and halves.
pub(crate) fn cos_pi(x: f64) -> f64 {
    let r = (x - 2.0 * (x / 2.0).round()).abs();
    if r <= 0.25 {
        (PI * r).cos()
    } else if r >= 0.75 {
        -(PI * (1.0 - r)).cos()
    } else {
        (PI * (0.5 - r)).sin()
    }
}

/// Whether `x` is zero or a negative integer.
pub(crate) fn is_pole(x: f64) -> bool {
    x <= 0.0 && x == x.floor()
}

/// `(-1)^n` of an integer held in a double.
pub(crate) fn parity_sign(n: f64) -> f64 {
    if n % 2.0 == 0.0 { 1.0 } else { -1.0 }
}
