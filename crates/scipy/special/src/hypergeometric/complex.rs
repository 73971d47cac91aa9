//! Hypergeometric functions of a complex argument and real parameters.

use super::gauss::gamma_quotient;
use crate::digamma::digamma;
use crate::gamma::{gamma, rgamma};
use crate::trig::{is_pole, parity_sign};
use num_complex::Complex64;

const ONE: Complex64 = Complex64::new(1.0, 0.0);
const NAN: Complex64 = Complex64::new(f64::NAN, f64::NAN);
/// Arguments of a power series are no larger than this.
const NEAR: f64 = 0.75;
/// The most steps from one point to another.
const STEPS: usize = 500;
/// Up to this distance of `c - a - b` from a whole number the two series in `1 - z` cancel.
const CLOSE: f64 = 1e-3;

/// `sum t_k` from `t_0 = 1` with `t_(k + 1) = t_k z ratio(k)`.
fn power_series(z: Complex64, ratio: impl Fn(f64) -> f64) -> Complex64 {
    let (mut sum, mut term) = (ONE, ONE);
    for n in 0..20_000 {
        let factor = ratio(f64::from(n)) * z;
        term *= factor;
        sum += term;
        let small = term.norm() <= 1e-17 * sum.norm() && factor.norm() < 1.0;
        if small || term == Complex64::ZERO || !term.is_finite() {
            break;
        }
    }
    sum
}

/// `sum v_k` of Taylor terms that obey `v_(k + 2) = next(k, v_k, v_(k + 1))`, and `sum k v_k`.
fn taylor(
    first: Complex64,
    second: Complex64,
    next: impl Fn(f64, Complex64, Complex64) -> Complex64,
) -> (Complex64, Complex64) {
    let (mut before, mut now) = (first, second);
    let (mut sum, mut slope) = (first + second, second);
    for n in 0..500 {
        let k = f64::from(n);
        (before, now) = (now, next(k, before, now));
        sum += now;
        slope += now * (k + 2.0);
        if (now.norm() + before.norm()) * (k + 2.0) <= 1e-17 * sum.norm().max(slope.norm()) {
            break;
        }
    }
    (sum, slope)
}

/// Gauss's function of complex `z` (DLMF 15.2.1), continued to the plane cut along `[1, inf)`.
///
/// The transformation of section 15.8 whose argument is small; Taylor's series from a point nearer to zero where none is
/// (around `exp(i pi / 3)`).
///
/// ```
/// use num_complex::Complex64;
/// let f = pallasite_special::complex_hyp2f1(1.0, 1.0, 2.0, Complex64::new(0.0, 1.0));
/// assert!((f - Complex64::new(std::f64::consts::FRAC_PI_4, 0.5 * 2f64.ln())).norm() < 1e-15);
/// ```
pub fn complex_hyp2f1(a: f64, b: f64, c: f64, z: Complex64) -> Complex64 {
    if a.is_nan() || b.is_nan() || c.is_nan() || z.is_nan() {
        return NAN;
    }
    if a == 0.0 || b == 0.0 {
        return if c == 0.0 { NAN } else { ONE };
    }
    if z == Complex64::ZERO {
        return if c == 0.0 { NAN } else { ONE };
    }
    let degree = [a, b].into_iter().filter(|&p| is_pole(p)).fold(f64::NEG_INFINITY, f64::max);
    if is_pole(c) && c >= degree {
        return Complex64::new(f64::INFINITY, 0.0);
    }
    let down = Complex64::new(1.0 - z.re, -z.im);
    if degree > f64::NEG_INFINITY {
        return power_series(z, |k| (a + k) * (b + k) / ((c + k) * (k + 1.0)));
    }
    if down == Complex64::ZERO {
        let excess = c - a - b;
        let value = if excess > 0.0 { gamma_quotient(c, excess, c - a, c - b) } else { f64::INFINITY };
        return Complex64::new(value, 0.0);
    }
    if c == b || c == a {
        return down.powf(-if c == b { a } else { b });
    }
    if c - a - b < 0.0 && (is_pole(c - a) || is_pole(c - b)) {
        return down.powf(c - a - b) * complex_hyp2f1(c - a, c - b, c, z);
    }
    transformed(a, b, c, z, down)
}

/// The function at `z`, where `down = 1 - z`, by the transformation that suits.
fn transformed(a: f64, b: f64, c: f64, z: Complex64, down: Complex64) -> Complex64 {
    let turned = z / -down;
    if z.norm() <= NEAR && (z.re >= 0.0 || turned.norm() > z.norm()) {
        return gauss_series(a, b, c, z, down);
    }
    // The smaller of the two parameters goes out front; a whole difference stays positive.
    let (low, high) = if a <= b { (a, b) } else { (b, a) };
    if turned.norm() <= NEAR {
        return down.powf(-low) * gauss_series(low, c - high, c, turned, down.inv());
    }
    if down.norm() <= NEAR {
        return near_one(a, b, c, down);
    }
    if down.norm() >= 1.0 / NEAR {
        return down.powf(-low) * near_one(low, c - high, c, down.inv());
    }
    continued(a, b, c, z)
}

/// The power series, or that of Euler's transformation where its parameters are the smaller.
fn gauss_series(a: f64, b: f64, c: f64, z: Complex64, down: Complex64) -> Complex64 {
    let series = |a: f64, b: f64| power_series(z, |k| (a + k) * (b + k) / ((c + k) * (k + 1.0)));
    if (c - a).abs() < a.abs() && (c - b).abs() < b.abs() {
        return down.powf(c - a - b) * series(c - a, c - b);
    }
    series(a, b)
}

/// DLMF 15.8.4 or 15.8.10 in `y = 1 - z`.
fn near_one(a: f64, b: f64, c: f64, y: Complex64) -> Complex64 {
    let excess = c - a - b;
    let whole = excess.round();
    if (excess - whole).abs() < 1e-13 * (1.0 + a.abs() + b.abs() + c.abs()) {
        if whole < 0.0 {
            return y.powf(whole) * logarithmic(a + whole, b + whole, -whole, y);
        }
        return logarithmic(a, b, whole, y);
    }
    if (excess - whole).abs() < CLOSE {
        return continued(a, b, c, Complex64::new(1.0 - y.re, -y.im));
    }
    let series = |a: f64, b: f64, c: f64| power_series(y, |k| (a + k) * (b + k) / ((c + k) * (k + 1.0)));
    let regular = gamma_quotient(c, excess, c - a, c - b) * series(a, b, 1.0 - excess);
    let singular = gamma_quotient(c, -excess, a, b) * series(c - a, c - b, 1.0 + excess);
    regular + y.powf(excess) * singular
}

/// DLMF 15.8.10 with `m = c - a - b` whole and not negative, in `y = 1 - z`.
fn logarithmic(a: f64, b: f64, m: f64, y: Complex64) -> Complex64 {
    let c = a + b + m;
    let mut finite = Complex64::ZERO;
    let mut term = Complex64::from(gamma_quotient(m.max(1.0), c, a + m, b + m));
    for i in 0..m as usize {
        let k = i as f64;
        finite += term;
        term *= (a + k) * (b + k) / ((k + 1.0) * (k + 1.0 - m)) * y;
    }
    if is_pole(a) || is_pole(b) {
        return finite;
    }
    let log = y.ln();
    let mut rest = digamma(a + m) + digamma(b + m) - digamma(1.0) - digamma(m + 1.0);
    let (mut term, mut sum) = (ONE, Complex64::ZERO);
    for n in 0..2000 {
        let k = f64::from(n);
        let part = term * (log + rest);
        sum += part;
        if part.norm() <= 1e-17 * sum.norm() {
            break;
        }
        term *= (a + m + k) * (b + m + k) / ((k + 1.0) * (k + m + 1.0)) * y;
        rest += 1.0 / (a + m + k) + 1.0 / (b + m + k) - 1.0 / (k + 1.0) - 1.0 / (k + m + 1.0);
    }
    let front = parity_sign(m) * gamma(c) * rgamma(a) * rgamma(b) * rgamma(m + 1.0);
    finite - y.powf(m) * front * sum
}

/// Steps of Taylor's series for the differential equation 15.10.1, away from a point where the power series converges.
fn continued(a: f64, b: f64, c: f64, z: Complex64) -> Complex64 {
    // Off the real axis, on the side of z, so that the way does not lead through one.
    let angle = z.arg().abs().max(0.6).copysign(z.im);
    let mut at = Complex64::from_polar(0.7, angle);
    let series = |a: f64, b: f64, c: f64| power_series(at, |k| (a + k) * (b + k) / ((c + k) * (k + 1.0)));
    let (mut value, mut slope) = (series(a, b, c), a * b / c * series(a + 1.0, b + 1.0, c + 1.0));
    for _ in 0..STEPS {
        let down = Complex64::new(1.0 - at.re, -at.im);
        let reach = 0.5 * at.norm().min(down.norm());
        let left = z - at;
        let step = if left.norm() <= reach { left } else { left * (reach / left.norm()) };
        let linear = (1.0 - 2.0 * at.re, -2.0 * at.im);
        let linear = Complex64::new(linear.0, linear.1);
        let constant = c - (a + b + 1.0) * at;
        let scale = (at * down).inv() * step;
        let next = |k: f64, v: Complex64, w: Complex64| {
            let above = (k + a) * (k + b) * v * step - (k + 1.0) * (k * linear + constant) * w;
            above * scale / ((k + 1.0) * (k + 2.0))
        };
        let (sum, times_step) = taylor(value, slope * step, next);
        (value, slope) = (sum, times_step / step);
        if step == left {
            break;
        }
        at += step;
    }
    value
}

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
    if is_pole(b) && !(is_pole(a) && a > b) {
        return Complex64::new(f64::INFINITY, 0.0);
    }
    if a == 0.0 || z == Complex64::ZERO {
        return ONE;
    }
    if a == b {
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
    power_series(z, |k| (a + k) / ((b + k) * (k + 1.0)))
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
    let mut at = z * (6.0 / z.norm());
    let (mut value, mut slope) = (confluent_series(a, b, at), a / b * confluent_series(a + 1.0, b + 1.0, at));
    for _ in 0..STEPS {
        let (reach, left) = (0.4 * at.norm(), z - at);
        let step = if left.norm() <= reach { left } else { left * (reach / left.norm()) };
        let scale = step / at;
        let next = |k: f64, v: Complex64, w: Complex64| {
            ((k + a) * v * step - (k + 1.0) * (k + b - at) * w) * scale / ((k + 1.0) * (k + 2.0))
        };
        let (sum, times_step) = taylor(value, slope * step, next);
        (value, slope) = (sum, times_step / step);
        if step == left {
            break;
        }
        at += step;
    }
    value
}
