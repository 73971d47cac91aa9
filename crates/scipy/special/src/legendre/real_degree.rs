//! Ferrers' functions of real degree.

use super::family::Scaling;
use crate::hypergeometric::hyp2f1;

/// A series has lost too much once its largest term is so many times the sum.
const TOLERABLE: f64 = 30.0;
/// How many terms are summed between two looks at whether they still matter.
const TOGETHER: usize = 4;
/// From this order on the terms of the series grow for long.
const LARGE_ORDER: f64 = 20.0;

/// Ferrers' function of the first kind of whole order `m` and real degree `v`, with the phase of Condon and Shortley
/// (DLMF 14.3.1, 14.9.3, 14.9.5); NaN for orders that are not whole, and outside `[-1, 1]` where the function is not real.
///
/// ```
/// assert_eq!(pallasite_special::lpmv(0.0, 2.0, 0.5), -0.125);
/// ```
pub fn lpmv(m: f64, v: f64, x: f64) -> f64 {
    let real = x.abs() <= 1.0 || m == 0.0 && (x > 1.0 || v == v.trunc());
    if m != m.trunc() || m.is_infinite() || !v.is_finite() || x.is_nan() || !real {
        return f64::NAN;
    }
    // Degrees `v` and `-v - 1` have the same function.
    let v = if v < -0.5 { -v - 1.0 } else { v };
    if v == v.trunc() && m > v {
        return 0.0;
    }
    if x.abs() == 1.0 {
        return at_end(m, v, x);
    }
    let k = m.abs();
    if v < k + 1.0 {
        return low_degree(m, v, x);
    }
    let first = k + (v - v.floor());
    climb(m, first, (v.floor() - k) as u64, x)
}

/// The function of degree `first + count`, from those of `first` and of one more (DLMF 14.10.3).
fn climb(m: f64, first: f64, count: u64, x: f64) -> f64 {
    let (mut before, mut now) = match neighbours(m, first, x, count) {
        Some(both) => both,
        None => (low_degree(m, first, x), low_degree(m, first + 1.0, x)),
    };
    for i in 2..=count {
        pallasite_array::interrupt::poll_round(i as usize);
        let step = Scaling::Ferrers.step(first + i as f64, m);
        (now, before) = (step.rise * x * now + step.fall * before, now);
    }
    now
}

/// The functions of degrees `v` and `v + 1`, not whole, up to that of `|m| + 2`: their series share denominators. None
/// where they are long, or cancel so that the function `count` degrees up is not accurate: the last of the two itself, or
/// a combination, of which one part may be small.
fn neighbours(m: f64, v: f64, x: f64, count: u64) -> Option<(f64, f64)> {
    let (k, z) = (m.abs(), 0.5 * (1.0 - x));
    if v == k || x < 0.0 || k > LARGE_ORDER {
        return None;
    }
    let (mut terms, mut sums, mut largest) = ([1.0f64; 2], [1.0f64; 2], 1.0f64);
    let negligible = |i: usize, terms: &[f64; 2], sums: &[f64; 2]| terms[i].abs() <= 1e-17 * sums[i].abs();
    let mut n = 0.0;
    while n < 2.0 * k || !(negligible(0, &terms, &sums) && negligible(1, &terms, &sums)) {
        for _ in 0..TOGETHER {
            let factor = z / ((k + 1.0 + n) * (n + 1.0));
            for i in 0..2 {
                let degree = v + i as f64;
                terms[i] *= (k - degree + n) * (degree + k + 1.0 + n) * factor;
                sums[i] += terms[i];
                largest = largest.max(terms[i].abs());
            }
            n += 1.0;
        }
    }
    let size = if count == 1 { sums[1].abs() } else { sums[0].abs().max(sums[1].abs()) };
    let cancels = largest > TOLERABLE * size;
    (!cancels).then(|| (factor(m, v, x) * sums[0], factor(m, v + 1.0, x) * sums[1]))
}

/// Up to a degree of `|m| + 2`: DLMF 15.8.1 makes all but the first terms of the series have one sign.
fn low_degree(m: f64, v: f64, x: f64) -> f64 {
    let k = m.abs();
    if v == k {
        return factor(m, v, x);
    }
    if v == k + 1.0 {
        return factor(m, v, x) * x;
    }
    factor(m, v, x) * hyp2f1(k - v, v + k + 1.0, k + 1.0, 0.5 * (1.0 - x))
}

/// What the hypergeometric function is multiplied by: `(1 - x^2)^(k / 2) / (2^k k!)` and for positive orders
/// `(-1)^k gamma(v + k + 1) / gamma(v - k + 1)`, with `k = |m|`.
fn factor(m: f64, v: f64, x: f64) -> f64 {
    let (k, w) = (m.abs(), ((1.0 - x) * (1.0 + x)).sqrt());
    let pair = |j: f64| if m > 0.0 { -(v - k + 2.0 * j - 1.0) * (v - k + 2.0 * j) } else { 1.0 };
    let mut product = 1.0;
    for j in (1..=k as u64).map(|j| j as f64) {
        product *= w * pair(j) / (2.0 * j);
        if product == 0.0 || f64::is_infinite(product) {
            break;
        }
    }
    product
}

/// At 1 and -1, where functions of degrees that are not whole have logarithms or poles (DLMF 14.8).
fn at_end(m: f64, v: f64, x: f64) -> f64 {
    let odd = |n: f64| n % 2.0 != 0.0;
    let whole = v == v.trunc();
    match (x > 0.0, m == 0.0) {
        (true, true) => 1.0,
        (true, false) => 0.0,
        (false, true) if whole => {
            if odd(v) {
                -1.0
            } else {
                1.0
            }
        }
        (false, true) => {
            if odd(v.floor()) {
                f64::INFINITY
            } else {
                f64::NEG_INFINITY
            }
        }
        (false, false) if whole && m.abs() <= v => 0.0,
        (false, false) => {
            let below = (v - m.abs()).ceil().max(0.0);
            let sign = if odd(below) { -1.0 } else { 1.0 };
            sign * sign_of_order(m, v) * f64::INFINITY
        }
    }
}

/// The sign of `(-1)^m gamma(v + m + 1) / gamma(v - m + 1)` for a positive order.
fn sign_of_order(m: f64, v: f64) -> f64 {
    if m > 0.0 { (-1f64).powf(m % 2.0) * crate::gamma::gammasgn(v - m + 1.0) } else { 1.0 }
}
