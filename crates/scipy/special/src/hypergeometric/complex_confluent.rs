//! Kummer's function of a complex argument and real parameters.

use super::complex_series::{NAN, ONE, continued, power_series};
use crate::gamma::{gamma, rgamma};
use crate::trig::is_pole;
use num_complex::Complex64;

/// Kummer's function of complex `z` (DLMF 13.2.2).
///
/// The power series near zero, Taylor's series onwards from there, the asymptotic 13.7.2 far out; Kummer's
/// transformation 13.2.39 to the left.
///
/// ```
/// use num_complex::Complex64;
/// let z = Complex64::new(0.0, 1.0);
/// assert!((pallasite_special::complex_hyp1f1(1.0, 1.0, z) - z.exp()).norm() < 1e-15);
/// ```
pub fn complex_hyp1f1(a: f64, b: f64, z: Complex64) -> Complex64 {
    if a.is_nan() || b.is_nan() || z.is_nan() {
        return NAN;
    }
    if is_pole(b) && (a == 0.0 || !(is_pole(a) && a > b)) {
        return Complex64::new(f64::INFINITY, 0.0);
    }
    if a == 0.0 || z == Complex64::ZERO {
        return ONE;
    }
    if a == b && !is_pole(a) {
        return z.exp();
    }
    if is_pole(a) {
        return confluent_series(a, b, z);
    }
    if z.re < 0.0 {
        return z.exp() * complex_hyp1f1(b - a, b, -z);
    }
    let size = z.norm();
    if size <= 8.0 {
        confluent_series(a, b, z)
    } else if size > 35.0 && size > 0.3 * (a * a).max((b - a) * (b - a)) {
        confluent_far(a, b, z)
    } else {
        confluent_continued(a, b, z)
    }
}

fn confluent_series(a: f64, b: f64, z: Complex64) -> Complex64 {
    power_series(z, -b, |k| (a + k, (b + k) * (k + 1.0))).value
}

/// DLMF 13.7.2.
fn confluent_far(a: f64, b: f64, z: Complex64) -> Complex64 {
    let sum = |p: f64, q: f64, z: Complex64| {
        let (mut sum, mut term) = (ONE, ONE);
        for n in 0..60 {
            let k = f64::from(n);
            let next = term * ((p + k) * (q + k) / (k + 1.0) / z);
            if next.norm() > term.norm() && k > p.abs().max(q.abs()) {
                break;
            }
            term = next;
            sum += term;
            if term.norm() < 1e-17 * sum.norm() {
                break;
            }
        }
        sum
    };
    let growing = z.exp() * z.powf(a - b) * (rgamma(a) * sum(1.0 - a, b - a, z));
    // The power of -z, from the side of the real axis on which z is.
    let turn = if z.im >= 0.0 { std::f64::consts::PI } else { -std::f64::consts::PI };
    let decaying =
        Complex64::from_polar(1.0, turn * a) * z.powf(-a) * (rgamma(b - a) * sum(a, a - b + 1.0, -z));
    gamma(b) * (growing + decaying)
}

/// Steps of Taylor's series for the differential equation 13.2.1.
fn confluent_continued(a: f64, b: f64, z: Complex64) -> Complex64 {
    let at = z * (6.0 / z.norm());
    let start = (confluent_series(a, b, at), a / b * confluent_series(a + 1.0, b + 1.0, at));
    let terms = |at: Complex64, step: Complex64| {
        let scale = step / at;
        move |k: f64, v: Complex64, w: Complex64| {
            ((k + a) * v * step - (k + 1.0) * (k + b - at) * w) * scale / ((k + 1.0) * (k + 2.0))
        }
    };
    continued(z, at, start, |at| 0.4 * at.norm(), terms)
}
