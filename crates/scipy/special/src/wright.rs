//! Wright's generalised Bessel function, of arguments that are not negative.

use crate::gamma::{gammaln, rgamma};

/// Terms of the series have a ratio below this at the second one; it ends soon.
const SOON: f64 = 8.0;
/// Beyond this parameter the first terms of the series are too small.
const SMALL_GAMMA: f64 = 100.0;
/// The contour stays this far from the singularity at zero.
const NEAREST: f64 = 3.0;
/// Near the logarithm of the largest number.
const OVERFLOW: f64 = 700.0;
/// What has decayed by `exp(-REACH)` is left out.
const REACH: f64 = 40.0;

/// Wright's generalised Bessel function `sum(x^k / (k! gamma(a k + b)))` (DLMF 10.46.1); NaN for negative arguments.
///
/// Its series has no sign changes and serves while it is short. Elsewhere it is the integral of
/// `exp(s + x s^(-a)) s^(-b)` along a parabola through the saddle point, by the trapezoidal rule (Luchko, "Algorithms for
/// evaluation of the Wright function for the real arguments' values", Fractional Calculus and Applied Analysis 11, 2008;
/// Trefethen and Weideman, "The exponentially convergent trapezoidal rule", SIAM Review 56, 2014). Tweedie densities
/// are made of it (Dunn and Smyth, "Series evaluation of Tweedie exponential dispersion model densities", Statistics and
/// Computing 15, 2005).
///
/// ```
/// // With `a = 1` it is a modified Bessel function.
/// let (y, i1) = (pallasite_special::wright_bessel(1.0, 2.0, 2.25), pallasite_special::i1(3.0));
/// assert!((1.5 * y - i1).abs() < 1e-14);
/// ```
pub fn wright_bessel(a: f64, b: f64, x: f64) -> f64 {
    match at_bounds(a, b, x) {
        Some(log) if log.is_finite() && x == 0.0 => rgamma(b),
        Some(log) if log < OVERFLOW && b < SMALL_GAMMA => x.exp() * rgamma(b),
        Some(log) => log.exp(),
        None if is_short(a, b, x) => series(a, b, x),
        None => {
            let (exponent, factor) = long_sum(a, b, x);
            exponent.exp() * factor
        }
    }
}

/// The logarithm of [`wright_bessel`].
///
/// ```
/// let (log, y) = (pallasite_special::log_wright_bessel(1.5, 1.1, 2.5), pallasite_special::wright_bessel(1.5, 1.1, 2.5));
/// assert!((log - y.ln()).abs() < 1e-14);
/// ```
pub fn log_wright_bessel(a: f64, b: f64, x: f64) -> f64 {
    match at_bounds(a, b, x) {
        Some(log) => log,
        None if is_short(a, b, x) => series(a, b, x).ln(),
        None => {
            let (exponent, factor) = long_sum(a, b, x);
            exponent + factor.ln()
        }
    }
}

/// The logarithm where that is simple: without a domain, of infinities, for `a` or `x` zero.
fn at_bounds(a: f64, b: f64, x: f64) -> Option<f64> {
    let in_domain = a >= 0.0 && b >= 0.0 && x >= 0.0 && a.is_finite() && b.is_finite();
    if !in_domain {
        Some(f64::NAN)
    } else if x.is_infinite() {
        Some(x)
    } else if a == 0.0 || x == 0.0 {
        Some(x - gammaln(b))
    } else {
        None
    }
}

fn is_short(a: f64, b: f64, x: f64) -> bool {
    b < SMALL_GAMMA && x * (a + b).powf(-a) < SOON
}

fn series(a: f64, b: f64, x: f64) -> f64 {
    let (mut sum, mut power, mut k) = (0.0, 1.0, 0.0);
    loop {
        let term = power * rgamma(a * k + b);
        sum += term;
        k += 1.0;
        power *= x / k;
        // Beyond its largest term the series falls faster than a geometric one; the first may be zero.
        if k > 1.0 && term <= 0.25 * f64::EPSILON * sum {
            return sum;
        }
    }
}

/// The exponent and the factor whose product with its exponential is the value.
///
/// A small `b` is raised by one (Stankovic, "On the function of E. M. Wright", Publications de l'Institut Mathematique 10,
/// 1970, equation 22), lest the value be small beside the integrand.
fn long_sum(a: f64, b: f64, x: f64) -> (f64, f64) {
    if b >= 1.0 {
        return integral(a, b, x);
    }
    let (exponent, factor) = integral(a, b + 1.0 + a, x);
    if b == 0.0 {
        return (exponent, a * x * factor);
    }
    let (other, rest) = integral(a, b + 1.0, x);
    (exponent, a * x * factor + b * (other - exponent).exp() * rest)
}

fn integral(a: f64, b: f64, x: f64) -> (f64, f64) {
    let saddle = saddle(a, b, x).max(NEAREST);
    let contour = Contour { a, b, saddle, weight: x * saddle.powf(-a) };
    let step = std::f64::consts::PI / (2.0 * (REACH * contour.curvature()).sqrt());
    let mut sum = 0.5;
    for k in 1.. {
        let (real, bound) = contour.at(f64::from(k) * step);
        if bound < -REACH || bound.is_nan() {
            break;
        }
        sum += real;
    }
    let exponent = saddle + contour.weight - b * saddle.ln();
    (exponent, 2.0 * saddle * step * sum / std::f64::consts::PI)
}

/// Where `s + x s^(-a) - b log(s)` is least: `s - b = a x s^(-a)`, by Newton's steps, which rise to it.
fn saddle(a: f64, b: f64, x: f64) -> f64 {
    let mut s = b.max((a * x).powf(1.0 / (1.0 + a)));
    for _ in 0..50 {
        let pull = a * x * s.powf(-a);
        let step = (s - b - pull) / (1.0 + a * pull / s);
        s -= step;
        if step.abs() <= 1e-8 * s {
            break;
        }
    }
    s
}

/// The parabola `s = saddle (1 + i u)^2`.
struct Contour {
    a: f64,
    b: f64,
    saddle: f64,
    /// `x s^(-a)` at the saddle.
    weight: f64,
}

impl Contour {
    /// The integrand falls from its top like `exp(-curvature u^2)`.
    fn curvature(&self) -> f64 {
        self.saddle + self.a * (2.0 * self.a + 1.0) * self.weight + self.b
    }

    /// The real part of the integrand at `u` over its top, and a bound of its logarithm.
    fn at(&self, u: f64) -> (f64, f64) {
        let (log, angle) = (0.5 * (u * u).ln_1p(), u.atan());
        let shrink = (-2.0 * self.a * log).exp_m1();
        let (sin, cos) = (2.0 * self.a * angle).sin_cos();
        let half = (self.a * angle).sin();
        let fall = -self.saddle * u * u - 2.0 * self.b * log;
        let real = fall + self.weight * (shrink * cos - 2.0 * half * half);
        let turn = 2.0 * self.saddle * u - self.weight * (1.0 + shrink) * sin - 2.0 * self.b * angle;
        let (sin, cos) = turn.sin_cos();
        (real.exp() * (cos - u * sin), fall + self.weight * shrink)
    }
}
