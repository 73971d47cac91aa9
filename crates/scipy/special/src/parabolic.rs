//! Parabolic cylinder functions: Whittaker's `D` by Kummer's functions and its recurrence, `V` and `W` by their even and odd
//! solutions.

use crate::complex_gamma::complex_loggamma;
use crate::dd::Dd;
use crate::gamma::rgamma;
use crate::hypergeometric::{hyp1f1, hyperu};
use num_complex::Complex64;
use std::f64::consts::{PI, SQRT_2};

/// The even and the odd solution of DLMF 12.2.2 with parameter `a` (12.7.12, 12.7.13).
fn even_and_odd(a: f64, x: f64) -> (f64, f64) {
    let (half, decay) = (0.5 * x * x, (-0.25 * x * x).exp());
    if half > 600.0 {
        // Kummer's transformation, since the exponential would vanish first.
        let growth = (0.25 * x * x).exp();
        let even = growth * hyp1f1(0.25 - 0.5 * a, 0.5, -half);
        return (even, growth * x * hyp1f1(0.75 - 0.5 * a, 1.5, -half));
    }
    (decay * hyp1f1(0.5 * a + 0.25, 0.5, half), decay * x * hyp1f1(0.5 * a + 0.75, 1.5, half))
}

/// `D_v(x)` for `v < 1`.
fn small_order(v: f64, x: f64) -> f64 {
    let scale = (0.5 * v).exp2();
    if x > 0.0 {
        return scale * (-0.25 * x * x).exp() * hyperu(-0.5 * v, 0.5, 0.5 * x * x);
    }
    // DLMF 12.2.6 and 12.2.7 for a = -v - 1/2: nothing cancels at the left for negative orders.
    let (even, odd) = even_and_odd(-v - 0.5, x);
    let root = PI.sqrt() * scale;
    root * (rgamma(0.5 - 0.5 * v) * even - SQRT_2 * rgamma(-0.5 * v) * odd)
}

/// `D` of the orders `v - 1` and `v`; upwards the recurrence DLMF 12.8.1 is stable.
fn whittaker_pair(v: f64, x: f64) -> (f64, f64) {
    let steps = v.floor().max(0.0);
    let first = v - steps;
    let (mut below, mut here) = (small_order(first - 1.0, x), small_order(first, x));
    for k in 0..steps as usize {
        (below, here) = (here, x * here - (first + k as f64) * below);
    }
    (below, here)
}

/// The parabolic cylinder function `D_v(x)`, `U(-v - 1/2, x)` of DLMF 12.1, and its derivative.
///
/// ```
/// let [d, slope] = pallasite_special::pbdv(1.0, 2.0);
/// let decay = (-1f64).exp();
/// assert!((d - 2.0 * decay).abs() < 1e-15 && (slope + decay).abs() < 1e-15);
/// ```
pub fn pbdv(v: f64, x: f64) -> [f64; 2] {
    if !v.is_finite() || !x.is_finite() {
        return [f64::NAN; 2];
    }
    let (below, here) = whittaker_pair(v, x);
    // DLMF 12.8.3; the product vanishes with the order.
    let part = if v == 0.0 { 0.0 } else { v * below };
    [here, part - 0.5 * x * here]
}

/// `V(a, x)` by its values at zero (DLMF 12.2.8, 12.2.9).
fn dual(a: f64, x: f64) -> f64 {
    let (even, odd) = even_and_odd(a, x);
    let (low, high) = (rgamma(0.75 - 0.5 * a), rgamma(0.25 - 0.5 * a));
    let value = PI * (0.5 * a + 0.25).exp2() * low * low * rgamma(0.25 + 0.5 * a);
    let slope = PI * (0.5 * a + 0.75).exp2() * high * high * rgamma(0.75 + 0.5 * a);
    value * even + slope * odd
}

/// The parabolic cylinder function `V_v(x)`, `V(-v - 1/2, x)` of DLMF 12.2, and its derivative.
///
/// ```
/// let [v, _] = pallasite_special::pbvv(1.5, 2.0);
/// assert!((v - 0.21052729729833977).abs() < 1e-13);
/// ```
pub fn pbvv(v: f64, x: f64) -> [f64; 2] {
    if !v.is_finite() || !x.is_finite() {
        return [f64::NAN; 2];
    }
    let a = -v - 0.5;
    let value = dual(a, x);
    // DLMF 12.8.6.
    [value, dual(a + 1.0, x) - 0.5 * x * value]
}

/// Up to which size of parameter and argument the series of `W` keeps enough digits.
const W_LIMIT: f64 = 5.0;

/// The parabolic cylinder function `W(a, x)` and its derivative (DLMF 12.14) by the power series of its even and odd part
/// 12.14.8; NaN beyond five in either argument, as SciPy has it.
///
/// ```
/// let [w, _] = pallasite_special::pbwa(1.0, 0.0);
/// assert!((w - 0.7314810902454302).abs() < 1e-14);
/// ```
pub fn pbwa(a: f64, x: f64) -> [f64; 2] {
    if !(x.abs() <= W_LIMIT && a.abs() <= W_LIMIT) {
        return [f64::NAN; 2];
    }
    let quarter = complex_loggamma(Complex64::new(0.25, 0.5 * a)).re;
    let three = complex_loggamma(Complex64::new(0.75, 0.5 * a)).re;
    let ratio = (0.5 * (quarter - three)).exp();
    let (value, slope) = ((-0.75f64).exp2() * ratio, -(-0.25f64).exp2() / ratio);
    let (even, even_slope) = part(a, x, 0.0);
    let (odd, odd_slope) = part(a, x, 1.0);
    [(even * value + odd * slope).to_f64(), (even_slope * value + odd_slope * slope).to_f64()]
}

/// The solution of `w'' = (a - x^2 / 4) w` that begins with `x^first`, and its derivative.
fn part(a: f64, x: f64, first: f64) -> (Dd, Dd) {
    let square = Dd::product(x, x);
    // c_k x^(first + 2 k) in turn: two steps back because of the quadratic term.
    let (mut before, mut term) = (Dd::ZERO, Dd::ONE);
    let (mut sum, mut slope, mut n) = (Dd::ONE, Dd::from(first), first);
    for _ in 0..120 {
        let next = (term * a - before * square * 0.25) * square / ((n + 1.0) * (n + 2.0));
        (before, term) = (term, next);
        n += 2.0;
        sum = sum + term;
        slope = slope + term * n;
    }
    // The slope has one power less; at zero only that of the odd part is left.
    let (power, lower) = if first == 0.0 { (1.0, if x == 0.0 { 0.0 } else { 1.0 / x }) } else { (x, 1.0) };
    (sum * power, slope * lower)
}

/// `D` of the orders from `v` modulo one on, `count` of them, and the derivatives.
///
/// ```
/// let (values, _) = pallasite_special::pbdv_seq(0.0, 2, 1.0);
/// assert_eq!(values[0], values[1]);
/// ```
pub fn pbdv_seq(first: f64, count: usize, x: f64) -> (Vec<f64>, Vec<f64>) {
    sequence(first, count, x, pbdv)
}

/// `V` of the same orders.
///
/// ```
/// let (values, _) = pallasite_special::pbvv_seq(0.0, 2, 1.0);
/// assert_eq!(values[1], pallasite_special::pbvv(1.0, 1.0)[0]);
/// ```
pub fn pbvv_seq(first: f64, count: usize, x: f64) -> (Vec<f64>, Vec<f64>) {
    sequence(first, count, x, pbvv)
}

fn sequence(first: f64, count: usize, x: f64, function: fn(f64, f64) -> [f64; 2]) -> (Vec<f64>, Vec<f64>) {
    (0..count).map(|k| function(first + k as f64, x)).map(|[value, slope]| (value, slope)).unzip()
}

/// `D_0(z)` to `D_n(z)` of complex `z`, and their derivatives, by the recurrence DLMF 12.8.1.
///
/// ```
/// use num_complex::Complex64;
/// let (values, _) = pallasite_special::pbdn_seq(2, Complex64::new(1.0, 0.0));
/// assert!((values[1] - values[0]).norm() < 1e-16 && values[2].norm() < 1e-16);
/// ```
pub fn pbdn_seq(n: usize, z: Complex64) -> (Vec<Complex64>, Vec<Complex64>) {
    let mut values = vec![(-0.25 * z * z).exp()];
    let mut slopes = vec![-0.5 * z * values[0]];
    for k in 0..n {
        let order = k as f64;
        let below = if k == 0 { Complex64::ZERO } else { order * values[k - 1] };
        values.push(z * values[k] - below);
        slopes.push((order + 1.0) * values[k] - 0.5 * z * values[k + 1]);
    }
    (values, slopes)
}
