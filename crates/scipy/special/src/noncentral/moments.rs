//! Moments of the noncentral F and t distributions (Johnson, Kotz and Balakrishnan, "Continuous Univariate Distributions"
//! 2, 30.3 and 31.3): NaN where they do not exist.

use crate::gamma::poch;

fn is_f(dfn: f64, nc: f64) -> bool {
    dfn > 0.0 && nc >= 0.0
}

/// The mean of the noncentral F distribution.
///
/// ```
/// assert_eq!(pallasite_special::ncf_mean(2.0, 4.0, 1.0), 3.0);
/// ```
pub fn ncf_mean(dfn: f64, dfd: f64, nc: f64) -> f64 {
    if !is_f(dfn, nc) || !(dfd > 2.0) {
        return f64::NAN;
    }
    dfd * (dfn + nc) / (dfn * (dfd - 2.0))
}

/// The variance of the noncentral F distribution.
///
/// ```
/// assert_eq!(pallasite_special::ncf_variance(2.0, 6.0, 0.0), 6.75);
/// ```
pub fn ncf_variance(dfn: f64, dfd: f64, nc: f64) -> f64 {
    if !is_f(dfn, nc) || !(dfd > 4.0) {
        return f64::NAN;
    }
    let (sum, rest) = (dfn + nc, dfd - 2.0);
    2.0 * (dfd / dfn).powi(2) * (sum * sum + (dfn + 2.0 * nc) * rest) / (rest * rest * (dfd - 4.0))
}

/// The central moments of the noncentral chi-square variable of the numerator, second to fourth, and its mean.
fn numerator(dfn: f64, nc: f64) -> [f64; 4] {
    let variance = 2.0 * (dfn + 2.0 * nc);
    [dfn + nc, variance, 8.0 * (dfn + 3.0 * nc), 48.0 * (dfn + 4.0 * nc) + 3.0 * variance * variance]
}

/// The raw moments of order one to four of a noncentral F variable times `dfn / dfd`.
fn raw(dfn: f64, dfd: f64, nc: f64) -> [f64; 4] {
    let [mean, second, third, fourth] = numerator(dfn, nc);
    let square = second + mean * mean;
    let cube = third + 3.0 * mean * second + mean.powi(3);
    let power = fourth + 4.0 * mean * third + 6.0 * mean * mean * second + mean.powi(4);
    let inverse = [2.0, 4.0, 6.0, 8.0].map(|less| 1.0 / (dfd - less));
    let mut product = 1.0;
    let mut moments = [mean, square, cube, power];
    for (moment, factor) in moments.iter_mut().zip(inverse) {
        product *= factor;
        *moment *= product;
    }
    moments
}

/// The skewness of the noncentral F distribution.
///
/// ```
/// assert!((pallasite_special::ncf_skewness(2.0, 8.0, 0.0) - 50f64.sqrt()).abs() < 1e-12);
/// ```
pub fn ncf_skewness(dfn: f64, dfd: f64, nc: f64) -> f64 {
    if !is_f(dfn, nc) || !(dfd > 6.0) {
        return f64::NAN;
    }
    let [m, second, third, _] = raw(dfn, dfd, nc);
    let variance = second - m * m;
    (third - 3.0 * m * second + 2.0 * m.powi(3)) / variance.powf(1.5)
}

/// The kurtosis of the noncentral F distribution: despite the name, which is that of SciPy's ufunc, three is not taken off.
///
/// ```
/// assert!((pallasite_special::ncf_kurtosis_excess(2.0, 12.0, 0.0) - 116.0 / 3.0).abs() < 1e-10);
/// ```
pub fn ncf_kurtosis_excess(dfn: f64, dfd: f64, nc: f64) -> f64 {
    if !is_f(dfn, nc) || !(dfd > 8.0) {
        return f64::NAN;
    }
    let [m, second, third, fourth] = raw(dfn, dfd, nc);
    let variance = second - m * m;
    (fourth - 4.0 * m * third + 6.0 * m * m * second - 3.0 * m.powi(4)) / (variance * variance)
}

/// The mean of the noncentral t distribution.
///
/// ```
/// assert!((pallasite_special::nct_mean(2.0, 1.0) - std::f64::consts::PI.sqrt()).abs() < 1e-15);
/// ```
pub fn nct_mean(df: f64, nc: f64) -> f64 {
    if !(df > 1.0) {
        return f64::NAN;
    }
    nc * first_factor(df)
}

/// `sqrt(df / 2) gamma((df - 1) / 2) / gamma(df / 2)`.
fn first_factor(df: f64) -> f64 {
    if df > 1e17 { 1.0 } else { (0.5 * df).sqrt() / poch(0.5 * (df - 1.0), 0.5) }
}

/// The variance of the noncentral t distribution.
///
/// ```
/// assert_eq!(pallasite_special::nct_variance(4.0, 0.0), 2.0);
/// ```
pub fn nct_variance(df: f64, nc: f64) -> f64 {
    if !(df > 2.0) {
        return f64::NAN;
    }
    let mean = nct_mean(df, nc);
    df / (df - 2.0) * (1.0 + nc * nc) - mean * mean
}

/// The skewness of the noncentral t distribution.
///
/// ```
/// assert_eq!(pallasite_special::nct_skewness(5.0, 0.0), 0.0);
/// ```
pub fn nct_skewness(df: f64, nc: f64) -> f64 {
    if !(df > 3.0) {
        return f64::NAN;
    }
    let (mean, variance) = (nct_mean(df, nc), nct_variance(df, nc));
    let third = df * (nc * nc + 2.0 * df - 3.0) / ((df - 3.0) * (df - 2.0)) - 2.0 * variance;
    mean * third / variance.powf(1.5)
}

/// The excess kurtosis of the noncentral t distribution.
///
/// ```
/// assert!((pallasite_special::nct_kurtosis_excess(10.0, 0.0) - 1.0).abs() < 1e-14);
/// ```
pub fn nct_kurtosis_excess(df: f64, nc: f64) -> f64 {
    if !(df > 4.0) {
        return f64::NAN;
    }
    let (mean, variance, square) = (nct_mean(df, nc), nct_variance(df, nc), nc * nc);
    let fourth = df * df * (square * square + 6.0 * square + 3.0) / ((df - 4.0) * (df - 2.0));
    let less = df * ((df + 1.0) * square + 9.0 * df - 15.0) / ((df - 3.0) * (df - 2.0)) - 3.0 * variance;
    (fourth - mean * mean * less) / (variance * variance) - 3.0
}
