//! Sums of Chebyshev series.

/// `sum c_k T_k(t)` on `[-1, 1]`, by Clenshaw's recurrence ("A note on the summation of Chebyshev series", MTAC 9,
/// 1955).
pub(crate) fn series(coefficients: &[f64], t: f64) -> f64 {
    let (mut last, mut before) = (0.0, 0.0);
    for &c in coefficients[1..].iter().rev() {
        (last, before) = (2.0 * t * last - before + c, last);
    }
    t * last - before + coefficients[0]
}

/// The same with the argument `x` in `[low, high]`.
pub(crate) fn on_interval(coefficients: &[f64], low: f64, high: f64, x: f64) -> f64 {
    series(coefficients, ((x - low) - (high - x)) / (high - low))
}
