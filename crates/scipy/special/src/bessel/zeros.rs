//! Zeros of Bessel functions of whole order and of their derivatives.

use super::order::{jv, yv};

/// No two zeros are closer together than this, nor is the first as close to where a search begins.
const STEP: f64 = 1.0;

/// The first `count` changes of sign of `f` from `start` on, by steps and then by bisection and the secant in turn.
fn changes(f: impl Fn(f64) -> f64, start: f64, count: usize) -> Vec<f64> {
    let mut zeros = Vec::with_capacity(count);
    let (mut x, mut value) = (start, f(start));
    while zeros.len() < count {
        let (next, next_value) = (x + STEP, f(x + STEP));
        if value.is_sign_negative() != next_value.is_sign_negative() {
            zeros.push(between(&f, (x, value), (next, next_value)));
        }
        (x, value) = (next, next_value);
    }
    zeros
}

/// The zero between two points, by the rule of Illinois (Dowell and Jarratt, BIT 11, 1971).
pub(crate) fn between(f: impl Fn(f64) -> f64, mut a: (f64, f64), mut b: (f64, f64)) -> f64 {
    for _ in 0..60 {
        let x = b.0 - b.1 * (b.0 - a.0) / (b.1 - a.1);
        let value = f(x);
        if value == 0.0 || (x - b.0).abs() <= 1e-16 * x {
            return x;
        }
        if (value < 0.0) == (b.1 < 0.0) {
            a.1 *= 0.5;
        } else {
            a = b;
        }
        b = (x, value);
    }
    b.0
}

/// Where to look from: every zero but that at the origin is beyond the order.
fn start(n: f64) -> f64 {
    n.max(0.1)
}

/// The first `count` positive zeros of the Bessel function of the first kind and order `n >= 0`.
///
/// ```
/// assert!((pallasite_special::jn_zeros(0.0, 1)[0] - 2.404825557695773).abs() < 1e-14);
/// ```
pub fn jn_zeros(n: f64, count: usize) -> Vec<f64> {
    changes(|x| jv(n, x), start(n), count)
}

/// The first `count` positive zeros of its derivative.
///
/// ```
/// assert!((pallasite_special::jnp_zeros(1.0, 1)[0] - 1.8411837813406593).abs() < 1e-14);
/// ```
pub fn jnp_zeros(n: f64, count: usize) -> Vec<f64> {
    changes(|x| jv(n - 1.0, x) - n / x * jv(n, x), start(n), count)
}

/// The first `count` zeros of the Bessel function of the second kind and order `n >= 0`.
///
/// ```
/// assert!((pallasite_special::yn_zeros(0.0, 1)[0] - 0.8935769662791675).abs() < 1e-14);
/// ```
pub fn yn_zeros(n: f64, count: usize) -> Vec<f64> {
    changes(|x| yv(n, x), start(n), count)
}

/// The first `count` zeros of its derivative.
///
/// ```
/// assert!((pallasite_special::ynp_zeros(0.0, 1)[0] - 2.197141326031017).abs() < 1e-14);
/// ```
pub fn ynp_zeros(n: f64, count: usize) -> Vec<f64> {
    changes(|x| yv(n - 1.0, x) - n / x * yv(n, x), start(n), count)
}
