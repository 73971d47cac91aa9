//! The hypergeometric distribution: `k` marked ones among `n` drawn of `total`, of which `marked` are marked. Masses are
//! quotients of binomial ones (Loader, "Fast and accurate computation of binomial probabilities", 2000).

use super::discrete::binom_pmf;

/// Whether the parameters are those of a distribution.
fn is_valid(marked: f64, n: f64, total: f64) -> bool {
    marked >= 0.0 && n >= 0.0 && total >= marked.max(n) && total.is_finite()
}

/// The range of `k`.
fn ends(marked: f64, n: f64, total: f64) -> (f64, f64) {
    ((n + marked - total).max(0.0), marked.min(n))
}

/// The probability of `k`.
///
/// ```
/// assert!((pallasite_special::hypergeom_pmf(1.0, 2.0, 2.0, 4.0) - 2.0 / 3.0).abs() < 2e-16);
/// ```
pub fn hypergeom_pmf(k: f64, marked: f64, n: f64, total: f64) -> f64 {
    let (first, last) = ends(marked, n, total);
    if !is_valid(marked, n, total) || !(first..=last).contains(&k) {
        return f64::NAN;
    }
    if n == total || n == 0.0 {
        return 1.0;
    }
    let p = n / total;
    binom_pmf(k, marked, p) * (binom_pmf(n - k, total - marked, p) / binom_pmf(n, total, p))
}

/// The sum of masses over `k` down, or up from it, each from the one before.
fn sum(k: f64, [marked, n, total]: [f64; 3], up: bool) -> f64 {
    let (first, last) = ends(marked, n, total);
    let mut mass = hypergeom_pmf(k, marked, n, total);
    let (mut sum, mut j) = (mass, k);
    while mass > 1e-18 * sum && if up { j < last } else { j > first } {
        if up {
            mass *= (marked - j) / (j + 1.0) * ((n - j) / (total - marked - n + j + 1.0));
            j += 1.0;
        } else {
            mass *= j / (marked - j + 1.0) * ((total - marked - n + j) / (n - j + 1.0));
            j -= 1.0;
        }
        sum += mass;
    }
    sum
}

/// The probability of at most `k` and of more than `k`.
fn tails(k: f64, marked: f64, n: f64, total: f64) -> (f64, f64) {
    let (first, last) = ends(marked, n, total);
    if !is_valid(marked, n, total) || !(first..=last).contains(&k) {
        return (f64::NAN, f64::NAN);
    }
    if k == last {
        return (1.0, 0.0);
    }
    if k < n * (marked / total) {
        let lower = sum(k, [marked, n, total], false);
        return (lower, 1.0 - lower);
    }
    let upper = sum(k + 1.0, [marked, n, total], true);
    (1.0 - upper, upper)
}

/// The probability of at most `k`.
///
/// ```
/// assert!((pallasite_special::hypergeom_cdf(1.0, 2.0, 2.0, 4.0) - 5.0 / 6.0).abs() < 2e-16);
/// ```
pub fn hypergeom_cdf(k: f64, marked: f64, n: f64, total: f64) -> f64 {
    tails(k, marked, n, total).0
}

/// The probability of more than `k`.
///
/// ```
/// assert!((pallasite_special::hypergeom_sf(1.0, 2.0, 2.0, 4.0) - 1.0 / 6.0).abs() < 1e-16);
/// ```
pub fn hypergeom_sf(k: f64, marked: f64, n: f64, total: f64) -> f64 {
    tails(k, marked, n, total).1
}

/// The mean.
///
/// ```
/// assert_eq!(pallasite_special::hypergeom_mean(5.0, 8.0, 20.0), 2.0);
/// ```
pub fn hypergeom_mean(marked: f64, n: f64, total: f64) -> f64 {
    if is_valid(marked, n, total) { marked * n / total } else { f64::NAN }
}

/// The variance.
///
/// ```
/// assert!((pallasite_special::hypergeom_variance(5.0, 8.0, 20.0) - 18.0 / 19.0).abs() < 1e-15);
/// ```
pub fn hypergeom_variance(marked: f64, n: f64, total: f64) -> f64 {
    if !is_valid(marked, n, total) {
        return f64::NAN;
    }
    let share = marked / total;
    n * share * (1.0 - share) * (total - n) / (total - 1.0)
}

/// The skewness.
///
/// ```
/// assert_eq!(pallasite_special::hypergeom_skewness(10.0, 8.0, 20.0), 0.0);
/// ```
pub fn hypergeom_skewness(marked: f64, n: f64, total: f64) -> f64 {
    if !is_valid(marked, n, total) {
        return f64::NAN;
    }
    let product = (n * marked * (total - marked) * (total - n)).sqrt();
    (total - 2.0 * marked) * (total - 1.0).sqrt() * (total - 2.0 * n) / (product * (total - 2.0))
}
