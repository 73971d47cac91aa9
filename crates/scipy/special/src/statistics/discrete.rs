//! The binomial and the negative binomial distribution by the incomplete beta function (DLMF 8.17.5).

use crate::incomplete_beta::{betainc, density, upper_side};
use crate::normal::ndtri;

fn is_probability(p: f64) -> bool {
    (0.0..=1.0).contains(&p)
}

/// The least whole number from zero to `last` at which something holds that then holds for all larger ones: by steps that
/// double from `guess`, then halves.
fn first_whole(guess: f64, last: f64, holds: impl Fn(f64) -> bool) -> f64 {
    let guess = guess.floor().clamp(0.0, last);
    let (mut low, mut high, mut step) = (guess, guess, 1.0);
    while low >= 0.0 && holds(low) {
        (high, low, step) = (low, low - step, 2.0 * step);
    }
    if low == high {
        step = 1.0;
        high = low + step;
        while high < last && !holds(high) {
            (low, step) = (high, 2.0 * step);
            high += step;
        }
        high = high.min(last);
    }
    low = low.max(-1.0);
    while high - low > 1.0 {
        let middle = (0.5 * (low + high)).floor();
        if holds(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

/// About where a distribution of this mean, deviation and skewness leaves the tail of a normal variable `z` (Cornish and
/// Fisher, 1938).
fn near(z: f64, mean: f64, deviation: f64, skewness: f64) -> f64 {
    mean + deviation * (z + skewness * (z * z - 1.0) / 6.0)
}

/// Whether `x` and the parameters are those of a binomial distribution.
fn is_binomial(x: f64, n: f64, p: f64) -> bool {
    (0.0..=n).contains(&x) && n.is_finite() && is_probability(p)
}

/// The probability of `x` events in `n` trials.
///
/// ```
/// assert!((pallasite_special::binom_pmf(2.0, 5.0, 0.5) - 0.3125).abs() < 1e-16);
/// ```
pub fn binom_pmf(x: f64, n: f64, p: f64) -> f64 {
    if !is_binomial(x, n, p) {
        return f64::NAN;
    }
    let certain = |yes: bool| if yes { 1.0 } else { 0.0 };
    match p {
        0.0 => certain(x == 0.0),
        1.0 => certain(x == n),
        _ if n == 0.0 => 1.0,
        _ if x == 0.0 => (n * (-p).ln_1p()).exp(),
        _ if x == n => p.powf(n),
        _ => density(x + 1.0, n - x + 1.0, p) / ((n + 1.0) * p * (1.0 - p)),
    }
}

/// The probability of at most `x` events in `n` trials, continued to any real `x`.
///
/// ```
/// assert!((pallasite_special::binom_cdf(2.0, 5.0, 0.5) - 0.5).abs() < 1e-15);
/// ```
pub fn binom_cdf(x: f64, n: f64, p: f64) -> f64 {
    match () {
        () if !is_binomial(x, n, p) => f64::NAN,
        () if x == n => 1.0,
        () => upper_side(x + 1.0, n - x, p),
    }
}

/// The probability of more than `x` events in `n` trials, continued to any real `x`.
///
/// ```
/// assert!((pallasite_special::binom_sf(2.0, 5.0, 0.5) - 0.5).abs() < 1e-15);
/// ```
pub fn binom_sf(x: f64, n: f64, p: f64) -> f64 {
    match () {
        () if !is_binomial(x, n, p) => f64::NAN,
        () if x == n => 0.0,
        () => betainc(x + 1.0, n - x, p),
    }
}

fn binomial_near(z: f64, n: f64, p: f64) -> f64 {
    let deviation = (n * p * (1.0 - p)).sqrt();
    near(z, n * p, deviation, (1.0 - 2.0 * p) / deviation.max(1e-3))
}

/// The least number of events whose [`binom_cdf`] is `q` or more.
///
/// ```
/// assert_eq!(pallasite_special::binom_ppf(0.6, 5.0, 0.5), 3.0);
/// ```
pub fn binom_ppf(q: f64, n: f64, p: f64) -> f64 {
    if !(is_binomial(0.0, n, p) && is_probability(q)) {
        return f64::NAN;
    }
    if q == 0.0 || q == 1.0 {
        return q * n;
    }
    first_whole(binomial_near(ndtri(q), n, p), n, |k| binom_cdf(k, n, p) >= q)
}

/// The least number of events whose [`binom_sf`] is `q` or less.
///
/// ```
/// assert_eq!(pallasite_special::binom_isf(0.4, 5.0, 0.5), 3.0);
/// ```
pub fn binom_isf(q: f64, n: f64, p: f64) -> f64 {
    if !(is_binomial(0.0, n, p) && is_probability(q)) {
        return f64::NAN;
    }
    if q == 0.0 || q == 1.0 {
        return (1.0 - q) * n;
    }
    first_whole(binomial_near(-ndtri(q), n, p), n, |k| binom_sf(k, n, p) <= q)
}

fn is_negative_binomial(r: f64, p: f64) -> bool {
    r > 0.0 && r.is_finite() && p > 0.0 && p <= 1.0
}

/// The probability of `x` failures before `r` successes.
///
/// ```
/// assert!((pallasite_special::nbinom_pmf(2.0, 2.0, 0.5) - 0.1875).abs() < 1e-16);
/// ```
pub fn nbinom_pmf(x: f64, r: f64, p: f64) -> f64 {
    if !(is_negative_binomial(r, p) && x >= 0.0) {
        return f64::NAN;
    }
    if p == 1.0 {
        return if x == 0.0 { 1.0 } else { 0.0 };
    }
    density(r, x + 1.0, p) / ((1.0 - p) * (r + x))
}

/// The probability of at most `x` failures before `r` successes.
///
/// ```
/// assert!((pallasite_special::nbinom_cdf(1.0, 1.0, 0.5) - 0.75).abs() < 1e-15);
/// ```
pub fn nbinom_cdf(x: f64, r: f64, p: f64) -> f64 {
    if is_negative_binomial(r, p) && x >= 0.0 { betainc(r, x + 1.0, p) } else { f64::NAN }
}

/// The probability of more than `x` failures before `r` successes.
///
/// ```
/// assert!((pallasite_special::nbinom_sf(1.0, 1.0, 0.5) - 0.25).abs() < 1e-15);
/// ```
pub fn nbinom_sf(x: f64, r: f64, p: f64) -> f64 {
    if is_negative_binomial(r, p) && x >= 0.0 { upper_side(r, x + 1.0, p) } else { f64::NAN }
}

fn negative_binomial_near(z: f64, r: f64, p: f64) -> f64 {
    near(z, nbinom_mean(r, p), nbinom_variance(r, p).sqrt(), nbinom_skewness(r, p).min(1e3))
}

/// The least number of failures whose [`nbinom_cdf`] is `q` or more.
///
/// ```
/// assert_eq!(pallasite_special::nbinom_ppf(0.8, 1.0, 0.5), 2.0);
/// ```
pub fn nbinom_ppf(q: f64, r: f64, p: f64) -> f64 {
    if !(is_negative_binomial(r, p) && is_probability(q)) {
        return f64::NAN;
    }
    match q {
        0.0 => 0.0,
        1.0 => f64::INFINITY,
        _ => first_whole(negative_binomial_near(ndtri(q), r, p), f64::MAX, |k| nbinom_cdf(k, r, p) >= q),
    }
}

/// The least number of failures whose [`nbinom_sf`] is `q` or less.
///
/// ```
/// assert_eq!(pallasite_special::nbinom_isf(0.2, 1.0, 0.5), 2.0);
/// ```
pub fn nbinom_isf(q: f64, r: f64, p: f64) -> f64 {
    if !(is_negative_binomial(r, p) && is_probability(q)) {
        return f64::NAN;
    }
    match q {
        0.0 => f64::INFINITY,
        1.0 => 0.0,
        _ => first_whole(negative_binomial_near(-ndtri(q), r, p), f64::MAX, |k| nbinom_sf(k, r, p) <= q),
    }
}

/// The mean of the negative binomial distribution.
///
/// ```
/// assert_eq!(pallasite_special::nbinom_mean(3.0, 0.5), 3.0);
/// ```
pub fn nbinom_mean(r: f64, p: f64) -> f64 {
    if is_negative_binomial(r, p) { r * (1.0 - p) / p } else { f64::NAN }
}

/// The variance of the negative binomial distribution.
///
/// ```
/// assert_eq!(pallasite_special::nbinom_variance(3.0, 0.5), 6.0);
/// ```
pub fn nbinom_variance(r: f64, p: f64) -> f64 {
    nbinom_mean(r, p) / p
}

/// The skewness of the negative binomial distribution.
///
/// ```
/// assert_eq!(pallasite_special::nbinom_skewness(2.0, 0.5), 1.5);
/// ```
pub fn nbinom_skewness(r: f64, p: f64) -> f64 {
    if is_negative_binomial(r, p) { (2.0 - p) / (r * (1.0 - p)).sqrt() } else { f64::NAN }
}

/// The excess kurtosis of the negative binomial distribution.
///
/// ```
/// assert_eq!(pallasite_special::nbinom_kurtosis_excess(2.0, 0.5), 3.25);
/// ```
pub fn nbinom_kurtosis_excess(r: f64, p: f64) -> f64 {
    if is_negative_binomial(r, p) { 6.0 / r + p * p / (r * (1.0 - p)) } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_the_least_numbers() {
        for n in [1.0, 7.0, 50.0, 1e4] {
            for p in [1e-4, 0.2, 0.5, 0.97] {
                for q in [1e-12, 0.1, 0.5, 0.999] {
                    let k = binom_ppf(q, n, p);
                    assert!(
                        binom_cdf(k, n, p) >= q && (k == 0.0 || binom_cdf(k - 1.0, n, p) < q),
                        "{n} {p} {q} {k}"
                    );
                }
            }
        }
    }

    #[test]
    fn masses_add_to_one() {
        let total: f64 = (0..=20).map(|k| binom_pmf(k.into(), 20.0, 0.3)).sum();
        assert!((total - 1.0).abs() < 1e-15);
    }
}
