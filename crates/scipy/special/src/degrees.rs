//! Circular functions of angles in degrees, exact at multiples of a right angle.

use crate::trig::{cos_pi, sin_pi};

/// Beyond this the fraction of a turn is lost and the functions are zero, as in Cephes.
const LOST: f64 = 1e14;
/// Radians in a second of arc.
const SECOND: f64 = 4.848_136_811_095_36e-6;

/// The sine of an angle in degrees.
///
/// ```
/// assert_eq!(pallasite_special::sindg(180.0), 0.0);
/// ```
pub fn sindg(x: f64) -> f64 {
    if x.abs() > LOST { 0.0 } else { sin_pi(x % 360.0 / 180.0) }
}

/// The cosine of an angle in degrees.
///
/// ```
/// assert_eq!(pallasite_special::cosdg(90.0), 0.0);
/// ```
pub fn cosdg(x: f64) -> f64 {
    if x.abs() > LOST { 0.0 } else { cos_pi(x % 360.0 / 180.0) }
}

/// The tangent of an angle in degrees, infinite at odd multiples of 90.
///
/// ```
/// assert_eq!(pallasite_special::tandg(45.0), 1.0);
/// ```
pub fn tandg(x: f64) -> f64 {
    let r = x.abs() % 180.0;
    if r > 90.0 { quarter(x, 180.0 - r, -1.0) } else { quarter(x, r, 1.0) }
}

/// The cotangent of an angle in degrees, infinite at multiples of 180.
///
/// ```
/// assert_eq!(pallasite_special::cotdg(45.0), 1.0);
/// ```
pub fn cotdg(x: f64) -> f64 {
    let r = x.abs() % 180.0;
    if r > 90.0 { quarter(x, r - 90.0, -1.0) } else { quarter(x, 90.0 - r, 1.0) }
}

/// The tangent of an angle of the first quadrant with the sign of `x` and another one.
fn quarter(x: f64, angle: f64, sign: f64) -> f64 {
    let sign = if x < 0.0 { -sign } else { sign };
    if x.abs() > LOST || angle == 0.0 {
        0.0
    } else if angle == 45.0 {
        sign
    } else if angle == 90.0 {
        f64::INFINITY
    } else {
        sign * angle.to_radians().tan()
    }
}

/// The radians of an angle in degrees, minutes and seconds.
///
/// ```
/// assert!((pallasite_special::radian(180.0, 0.0, 0.0) - std::f64::consts::PI).abs() < 1e-15);
/// ```
pub fn radian(d: f64, m: f64, s: f64) -> f64 {
    ((d * 60.0 + m) * 60.0 + s) * SECOND
}
