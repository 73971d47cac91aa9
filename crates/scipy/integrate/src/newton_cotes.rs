//! `scipy.integrate.newton_cotes`: weights of rules with given nodes.

use pallasite_array::interrupt;
use std::sync::OnceLock;

/// The largest number of steps whose weights are worked out in integers.
const EXACT: usize = 14;

/// Weights of a rule, and the coefficient of its error.
#[derive(Debug, Clone, PartialEq)]
pub struct NewtonCotes {
    /// The weights, one for each node.
    pub weights: Vec<f64>,
    /// The factor of `h^p f^(p - 1)` in the error, `p` being the order of the rule and `h` the mean step.
    pub error: f64,
}

/// The rule of `n` equal steps that is exact for polynomials of degree `n` (Newton and Cotes).
///
/// Up to 14 steps weights and error are the exact fractions, rounded once.
///
/// # Panics
/// Never; a rule of 0 steps has the one weight 0.
///
/// # Examples
/// ```
/// let rule = pallasite_integrate::newton_cotes(2);
/// assert_eq!(rule.weights, [1.0 / 3.0, 4.0 / 3.0, 1.0 / 3.0]);
/// assert_eq!(rule.error, -1.0 / 90.0);
/// ```
pub fn newton_cotes(n: usize) -> NewtonCotes {
    if n > EXACT {
        let nodes: Vec<f64> = (0..=n).map(|i| i as f64).collect();
        return newton_cotes_at(&nodes, true);
    }
    static RULES: [OnceLock<NewtonCotes>; EXACT + 1] = [const { OnceLock::new() }; EXACT + 1];
    let exact =
        || NewtonCotes { weights: (0..=n).map(|i| exact_weight(n, i)).collect(), error: exact_error(n) };
    RULES[n].get_or_init(exact).clone()
}

/// The rule with nodes `nodes`, the first of which is 0, that is exact for polynomials of a degree one less.
///
/// `equal` says that the steps are equal, whereby a rule of an even number of steps gains an order.
pub fn newton_cotes_at(nodes: &[f64], equal: bool) -> NewtonCotes {
    let n = nodes.len() - 1;
    let length = n as f64;
    let t: Vec<f64> = nodes.iter().map(|x| 2.0 * x / length - 1.0).collect();
    let moments = (0..=n).map(|p| if p % 2 == 0 { 2.0 / (p + 1) as f64 } else { 0.0 }).collect();
    let weights: Vec<f64> = dual_vandermonde(&t, moments).into_iter().map(|w| w * length / 2.0).collect();
    let gain = usize::from(n.is_multiple_of(2) && equal);
    let power = n + 1 + gain;
    let sum: f64 = nodes.iter().zip(&weights).map(|(x, w)| (x / length).powi(power as i32) * w).sum();
    let factor = (1..=power).fold(1.0, |f, i| f * length / i as f64);
    NewtonCotes { weights, error: (length / (n + 2 + gain) as f64 - sum) * factor }
}

/// The weights whose moments about `x` are given (Björck and Pereyra 1970).
fn dual_vandermonde(x: &[f64], mut moments: Vec<f64>) -> Vec<f64> {
    let n = x.len();
    for k in 0..n.saturating_sub(1) {
        interrupt::poll();
        for i in (k + 1..n).rev() {
            moments[i] -= x[k] * moments[i - 1];
        }
    }
    for k in (0..n.saturating_sub(1)).rev() {
        interrupt::poll();
        for i in k + 1..n {
            moments[i] /= x[i] - x[i - k - 1];
        }
        for i in k..n - 1 {
            moments[i] -= moments[i + 1];
        }
    }
    moments
}

/// The product of `x - j` over `0..=n` but `skip`, the lowest power first.
fn product(n: usize, skip: Option<usize>) -> Vec<i128> {
    let mut p = vec![1_i128];
    for j in (0..=n).filter(|&j| Some(j) != skip) {
        p.push(0);
        for i in (0..p.len()).rev() {
            p[i] = if i > 0 { p[i - 1] } else { 0 } - j as i128 * p[i];
        }
    }
    p
}

/// The least common multiple of 1 to `n`.
fn common_multiple(n: i128) -> i128 {
    (1..=n).fold(1, |lcm, i| lcm / gcd(lcm, i) * i)
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

fn fraction(numerator: i128, denominator: i128) -> f64 {
    let common = gcd(numerator, denominator);
    (numerator / common) as f64 / (denominator / common) as f64
}

/// `n!` over the same without the numerator: what the integral of `p` from 0 to `n` is, times `lcm(1..=len)`.
fn integral(p: &[i128], n: usize) -> (i128, i128) {
    let multiple = common_multiple(p.len() as i128);
    let n = n as i128;
    let terms = p.iter().enumerate().map(|(i, c)| c * n.pow(i as u32 + 1) * (multiple / (i as i128 + 1)));
    (terms.sum(), multiple)
}

fn factorial(n: usize) -> i128 {
    (1..=n as i128).product()
}

/// The integral of Lagrange's polynomial of node `i`.
fn exact_weight(n: usize, i: usize) -> f64 {
    let (numerator, multiple) = integral(&product(n, Some(i)), n);
    let sign = if (n - i).is_multiple_of(2) { 1 } else { -1 };
    fraction(sign * numerator, multiple * factorial(i) * factorial(n - i))
}

/// The integral of the polynomial of all nodes, times another factor where it vanishes, over the factorial.
fn exact_error(n: usize) -> f64 {
    let mut p = product(n, None);
    let gain = usize::from(n.is_multiple_of(2));
    if gain == 1 {
        p.insert(0, 0);
    }
    let (numerator, multiple) = integral(&p, n);
    fraction(numerator, multiple * factorial(n + 1 + gain))
}
