//! Owen's T function, `1 / (2 pi)` times the integral from zero to `a` of `exp(-h^2 (1 + x^2) / 2) / (1 + x^2)` (Owen,
//! "Tables for computing bivariate normal probabilities", Annals of Mathematical Statistics 27, 1956), by Gauss's rule.

use crate::erf::{erf, exp_of_square, exp_square};
use crate::level::at_level;
use crate::normal::tail;
use crate::quadrature::roots_legendre;
use pallasite_ufunc::math::exp::exp;
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::math::scalar::Double;
use std::f64::consts::{FRAC_1_SQRT_2, TAU};
use std::sync::LazyLock;

/// So many nodes are enough for a Gaussian over nine standard deviations,
const MANY: usize = 32;
/// and these for one over [`SHORT`].
const FEW: usize = 16;
const SHORT: f64 = 4.0;

/// Nodes on `[0, 1]` and their weights.
struct Rule<const N: usize> {
    nodes: [f64; N],
    weights: [f64; N],
}

impl<const N: usize> Rule<N> {
    fn new() -> Rule<N> {
        let (x, w) = roots_legendre(N);
        Rule {
            nodes: std::array::from_fn(|i| 0.5 + 0.5 * x[i]),
            weights: std::array::from_fn(|i| 0.5 * w[i]),
        }
    }
}

static RULES: LazyLock<(Rule<FEW>, Rule<MANY>)> = LazyLock::new(|| (Rule::new(), Rule::new()));

/// The function: odd in `a`, even in `h`.
///
/// ```
/// assert!((pallasite_special::owens_t(0.0, 1.0) - 0.125).abs() < 1e-16);
/// ```
pub fn owens_t(h: f64, a: f64) -> f64 {
    if h.is_nan() || a.is_nan() {
        return f64::NAN;
    }
    positive(h.abs(), a.abs()).copysign(a)
}

fn positive(h: f64, a: f64) -> f64 {
    let beyond = |x: f64| crate::ndtr(-x);
    if h.is_infinite() || a == 0.0 {
        0.0
    } else if h == 0.0 {
        a.atan() / TAU
    } else if a <= 1.0 {
        within_one(h, a)
    } else if a.is_infinite() {
        0.5 * beyond(h)
    } else if (0.7..37.0).contains(&(a * h)) {
        beyond_one(h, a, &RULES)
    } else {
        // Owen's equation 2.4; for small h with the distance from one half instead of the tails.
        let ah = a * h;
        let inverse = if ah.is_infinite() { 0.0 } else { within_one(ah, 1.0 / a) };
        if ah < 0.7 {
            let (near, far) = (0.5 * erf(h * FRAC_1_SQRT_2), 0.5 * erf(ah * FRAC_1_SQRT_2));
            return 0.25 - near * far - inverse;
        }
        let (near, far) = (beyond(h), beyond(ah));
        0.5 * near + (0.5 * far - inverse) - near * far
    }
}

/// The integral for `a <= 1`.
fn within_one(h: f64, a: f64) -> f64 {
    integral(h, a.min(9.0 / h), &RULES)
}

at_level! {
    /// The function for `a > 1` by Owen's equation 2.4, for moderate `a h`.
    fn beyond_one(h: f64, a: f64, rules: &(Rule<FEW>, Rule<MANY>)) -> f64 = beyond_one_body
}

#[inline(always)]
fn beyond_one_body<M: MulAdd>(h: f64, a: f64, rules: &(Rule<FEW>, Rule<MANY>)) -> f64 {
    let ah = a * h;
    let ((near, near_factor), (far, far_factor)) = (tail::<M>(h), tail::<M>(ah));
    let (near, far) = (near * near_factor, far * far_factor);
    let inverse = far_factor * scaled_integral::<M>(ah, (1.0 / a).min(9.0 / ah), rules);
    0.5 * near + (0.5 * far - inverse) - near * far
}

at_level! {
    /// The integral up to `end`.
    fn integral(h: f64, end: f64, rules: &(Rule<FEW>, Rule<MANY>)) -> f64 = integral_body
}

#[inline(always)]
fn integral_body<M: MulAdd>(h: f64, end: f64, rules: &(Rule<FEW>, Rule<MANY>)) -> f64 {
    exp_of_square::<M>(h, -0.5) * scaled_integral::<M>(h, end, rules)
}

/// The integral without its factor `exp(-h^2 / 2)`.
#[inline(always)]
fn scaled_integral<M: MulAdd>(h: f64, end: f64, (few, many): &(Rule<FEW>, Rule<MANY>)) -> f64 {
    if h * end <= SHORT { by_rule::<M, FEW>(h, end, few) } else { by_rule::<M, MANY>(h, end, many) }
}

#[inline(always)]
fn by_rule<M: MulAdd, const N: usize>(h: f64, end: f64, rule: &Rule<N>) -> f64 {
    let rate = -0.5 * h * h;
    let mut terms = [0.0; N];
    for i in 0..N {
        let square = (end * rule.nodes[i]) * (end * rule.nodes[i]);
        terms[i] = rule.weights[i] * exp::<M, Double>(rate * square) / (1.0 + square);
    }
    end * sum_of_lanes(&terms) / TAU
}

/// The sum in four parts, which do not wait for each other.
#[inline(always)]
fn sum_of_lanes<const N: usize>(terms: &[f64; N]) -> f64 {
    let mut sums = [0.0; 4];
    for i in 0..N {
        sums[i % 4] += terms[i];
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3])
}

/// The same integral from `a` to infinity, for positive numbers with `a h` above one.
pub(crate) fn beyond(h: f64, a: f64) -> f64 {
    // Over this length the integrand falls by exp(40).
    let length = 80.0 / (h * h) / (a + (a * a + 80.0 / (h * h)).sqrt());
    let term = |(x, w): (&f64, &f64)| {
        let s = length * x;
        w * (-h * h * s * (a + 0.5 * s)).exp() / (1.0 + (a + s) * (a + s))
    };
    let Rule { nodes, weights } = &RULES.1;
    let sum: f64 = nodes.iter().zip(weights).map(term).sum();
    exp_square(h, -0.5) * exp_square(a * h, -0.5) * length * sum / TAU
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_one_it_is_a_product_of_normal_distributions() {
        for h in [0.1, 1.0, 5.0, 20.0, 37.0, 37.5] {
            let tail = crate::ndtr(-h);
            let exact = 0.5 * tail * (1.0 - tail);
            assert!((owens_t(h, 1.0) / exact - 1.0).abs() < 2e-15, "{h}");
        }
    }
}
