//! Gauss's function of a complex argument and real parameters.

use super::complex_series::{NAN, ONE, Sum, continued, power_series};
use super::gauss::gamma_quotient;
use crate::digamma::digamma;
use crate::gamma::{gamma, rgamma};
use crate::trig::{is_pole, parity_sign};
use num_complex::Complex64;

/// Arguments of series are no larger than this.
const NEAR: f64 = 0.95;
/// A sum of which no more has cancelled is taken as it is.
const HARMLESS: f64 = 8.0;
/// Up to this distance of `c - a - b` from a whole number the two series in `1 - z` cancel.
const CLOSE: f64 = 1e-3;

/// Gauss's function of complex `z` (DLMF 15.2.1), continued to the plane cut along `[1, inf)`.
///
/// The power series, the transformations of section 15.8, and the series around one half (Lopez and Temme, "New series
/// expansions of the Gauss hypergeometric function", Advances in Computational Mathematics 39, 2013), each also after
/// Euler's transformation: the first that converges without cancellation, or else the one with the least. Steps of
/// Taylor's series where none converges.
///
/// ```
/// use num_complex::Complex64;
/// let f = pallasite_special::complex_hyp2f1(1.0, 1.0, 2.0, Complex64::new(0.0, 1.0));
/// assert!((f - Complex64::new(std::f64::consts::FRAC_PI_4, 0.5 * 2f64.ln())).norm() < 1e-15);
/// ```
pub fn complex_hyp2f1(a: f64, b: f64, c: f64, z: Complex64) -> Complex64 {
    if a.is_nan() || b.is_nan() || c.is_nan() || z.is_nan() || (z == Complex64::ZERO && c == 0.0) {
        return NAN;
    }
    if a == 0.0 || b == 0.0 || z == Complex64::ZERO {
        return ONE;
    }
    let degree = [a, b].into_iter().filter(|&p| is_pole(p)).fold(f64::NEG_INFINITY, f64::max);
    if is_pole(c) && c > degree {
        return Complex64::new(f64::INFINITY, 0.0);
    }
    let down = Complex64::new(1.0 - z.re, -z.im);
    if degree > f64::NEG_INFINITY {
        return polynomial(degree, if degree == a { b } else { a }, c, z, down);
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
    best_series(a, b, c, z, down).unwrap_or_else(|| gauss_continued(a, b, c, z))
}

/// For whole `a <= 0`, by powers of `z` or of `z / (z - 1)` (DLMF 15.8.1).
fn polynomial(a: f64, b: f64, c: f64, z: Complex64, down: Complex64) -> Complex64 {
    let plain = gauss_series(a, b, c, z);
    if plain.loss <= HARMLESS || down == Complex64::ZERO || is_pole(c) {
        return plain.value;
    }
    let turned = gauss_series(a, c - b, c, -z / down).times(down.powf(-a));
    if turned.loss < plain.loss { turned.value } else { plain.value }
}

/// A series of `(a, b, c, z, 1 - z)`, where it converges.
type Form = fn(f64, f64, f64, Complex64, Complex64) -> Option<Sum>;

/// The value by the series that cancels least.
fn best_series(a: f64, b: f64, c: f64, z: Complex64, down: Complex64) -> Option<Complex64> {
    let mut best: Option<Sum> = None;
    let power = c - a - b;
    // Euler's transformation first where its parameters are the smaller.
    let euler_first = (c - a).abs() < a.abs() && (c - b).abs() < b.abs();
    let [first, second]: [Form; 2] = if z.re < 0.0 { [pfaff, plain] } else { [plain, pfaff] };
    for form in [first, second, around_half, around_one, around_infinity] {
        for euler in [euler_first, !euler_first] {
            let (p, q) = if euler { (c - a, c - b) } else { (a, b) };
            for [p, q] in [[p, q], [q, p]] {
                let Some(found) = form(p, q, c, z, down).filter(|sum| sum.value.is_finite()) else {
                    continue;
                };
                let found = if euler { found.times(down.powf(power)) } else { found };
                if found.loss <= HARMLESS {
                    return Some(found.value);
                }
                if best.is_none_or(|other| found.loss < other.loss) {
                    best = Some(found);
                }
            }
        }
    }
    best.map(|sum| sum.value)
}

fn gauss_series(a: f64, b: f64, c: f64, z: Complex64) -> Sum {
    power_series(z, -c, |k| ((a + k) * (b + k), (c + k) * (k + 1.0)))
}

/// Powers of `z`; they are the same with `a` and `b` exchanged.
fn plain(a: f64, b: f64, c: f64, z: Complex64, _down: Complex64) -> Option<Sum> {
    (z.norm() <= NEAR && a <= b).then(|| gauss_series(a, b, c, z))
}

/// Pfaff's transformation (DLMF 15.8.1).
fn pfaff(a: f64, b: f64, c: f64, z: Complex64, down: Complex64) -> Option<Sum> {
    let turned = -z / down;
    (turned.norm() <= NEAR).then(|| gauss_series(a, c - b, c, turned).times(down.powf(-a)))
}

/// Powers of `z / (z - 2)`, with polynomials in the parameters as coefficients.
fn around_half(a: f64, b: f64, c: f64, z: Complex64, _down: Complex64) -> Option<Sum> {
    let ratio = z / (z - 2.0);
    if ratio.norm() > NEAR {
        return None;
    }
    let (mut before, mut now) = (1.0, 1.0 - 2.0 * b / c);
    let (mut power, mut sum, mut largest, mut small) = (ONE, ONE, 1.0f64, 0);
    for n in 1..3000 {
        let k = f64::from(n);
        power *= (a + k - 1.0) / k * ratio;
        let term = power * now;
        sum += term;
        largest = largest.max(term.norm());
        small = if term.norm() <= 1e-17 * sum.norm() && k > -c { small + 1 } else { 0 };
        // The coefficients change sign: one small term is not the last.
        if small == 3 || !term.is_finite() {
            break;
        }
        (before, now) = (now, ((c - 2.0 * b) * now + k * before) / (c + k));
    }
    Some(Sum { value: sum, loss: largest / sum.norm() }.times((1.0 - 0.5 * z).powf(-a)))
}

/// Powers of `1 - z`, or of its reciprocal.
fn around_one(a: f64, b: f64, c: f64, _z: Complex64, down: Complex64) -> Option<Sum> {
    if down.norm() <= NEAR {
        return if a <= b { near_one(a, b, c, down) } else { None };
    }
    // A whole difference of the parameters stays positive.
    let far = down.norm() >= 1.0 / NEAR && a <= b;
    if far { Some(near_one(a, c - b, c, down.inv())?.times(down.powf(-a))) } else { None }
}

/// Powers of `1 / z` (DLMF 15.8.2) or of `1 - 1 / z` (15.8.5), where no gamma function has a pole.
fn around_infinity(a: f64, b: f64, c: f64, z: Complex64, down: Complex64) -> Option<Sum> {
    let (inverse, excess) = (z.inv(), c - a - b);
    let is_whole = |x: f64| (x - x.round()).abs() < CLOSE;
    if inverse.norm() <= NEAR && a <= b && !is_whole(b - a) {
        let half = |a: f64, b: f64| {
            let front = gamma_quotient(c, b - a, b, c - a) * (-z).powf(-a);
            gauss_series(a, a - c + 1.0, a - b + 1.0, inverse).times(front)
        };
        return Some(half(a, b).plus(half(b, a)));
    }
    let turned = -down * inverse;
    if turned.norm() > NEAR || is_whole(excess) {
        return None;
    }
    let regular = gauss_series(a, a - c + 1.0, 1.0 - excess, turned)
        .times(gamma_quotient(c, excess, c - a, c - b) * z.powf(-a));
    let front = gamma_quotient(c, -excess, a, b) * down.powf(excess) * z.powf(a - c);
    Some(regular.plus(gauss_series(c - a, 1.0 - a, 1.0 + excess, turned).times(front)))
}

/// DLMF 15.8.4 or 15.8.10 in `y = 1 - z`.
fn near_one(a: f64, b: f64, c: f64, y: Complex64) -> Option<Sum> {
    let excess = c - a - b;
    let whole = excess.round();
    if (excess - whole).abs() < 1e-13 * (1.0 + a.abs() + b.abs() + c.abs()) {
        return Some(if whole < 0.0 {
            logarithmic(a + whole, b + whole, -whole, y).times(y.powf(whole))
        } else {
            logarithmic(a, b, whole, y)
        });
    }
    if (excess - whole).abs() < CLOSE {
        return None;
    }
    let regular = gauss_series(a, b, 1.0 - excess, y).times(gamma_quotient(c, excess, c - a, c - b).into());
    let front = gamma_quotient(c, -excess, a, b) * y.powf(excess);
    Some(regular.plus(gauss_series(c - a, c - b, 1.0 + excess, y).times(front)))
}

/// DLMF 15.8.10 with `m = c - a - b` whole and not negative, in `y = 1 - z`.
fn logarithmic(a: f64, b: f64, m: f64, y: Complex64) -> Sum {
    let c = a + b + m;
    let mut finite = Complex64::ZERO;
    let mut term = Complex64::from(gamma_quotient(m.max(1.0), c, a + m, b + m));
    for i in 0..m as usize {
        let k = i as f64;
        finite += term;
        term *= (a + k) * (b + k) / ((k + 1.0) * (k + 1.0 - m)) * y;
    }
    if is_pole(a) || is_pole(b) {
        return Sum { value: finite, loss: 1.0 };
    }
    let (log, mut largest) = (y.ln(), 0.0f64);
    let mut rest = digamma(a + m) + digamma(b + m) - digamma(1.0) - digamma(m + 1.0);
    let (mut term, mut sum) = (ONE, Complex64::ZERO);
    for n in 0..2000 {
        let k = f64::from(n);
        let part = term * (log + rest);
        sum += part;
        largest = largest.max(part.norm());
        if part.norm() <= 1e-17 * sum.norm() {
            break;
        }
        term *= (a + m + k) * (b + m + k) / ((k + 1.0) * (k + m + 1.0)) * y;
        rest += 1.0 / (a + m + k) + 1.0 / (b + m + k) - 1.0 / (k + 1.0) - 1.0 / (k + m + 1.0);
    }
    let front = parity_sign(m) * gamma(c) * rgamma(a) * rgamma(b) * rgamma(m + 1.0);
    let rest = Sum { value: -y.powf(m) * front * sum, loss: largest / sum.norm() };
    rest.plus(Sum { value: finite, loss: 1.0 })
}

/// Steps of Taylor's series for the differential equation 15.10.1, away from a point where the power series converges.
fn gauss_continued(a: f64, b: f64, c: f64, z: Complex64) -> Complex64 {
    // Off the real axis, on the side of z, so that the way does not lead through one.
    let angle = z.arg().abs().max(0.6).copysign(z.im);
    let start = Complex64::from_polar(0.7, angle);
    let series = |a: f64, b: f64, c: f64| gauss_series(a, b, c, start).value;
    let known = (series(a, b, c), a * b / c * series(a + 1.0, b + 1.0, c + 1.0));
    let down = |at: Complex64| Complex64::new(1.0 - at.re, -at.im);
    let terms = |at: Complex64, step: Complex64| {
        let linear = Complex64::new(1.0 - 2.0 * at.re, -2.0 * at.im);
        let constant = c - (a + b + 1.0) * at;
        let scale = (at * down(at)).inv() * step;
        move |k: f64, v: Complex64, w: Complex64| {
            let above = (k + a) * (k + b) * v * step - (k + 1.0) * (k * linear + constant) * w;
            above * scale / ((k + 1.0) * (k + 2.0))
        }
    };
    continued(z, start, known, |at| 0.5 * at.norm().min(down(at).norm()), terms)
}
