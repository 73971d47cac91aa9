//! Terms of entropies and divergences, and the products with logarithms they are made of.

use crate::elementary::log_defect;

/// `x log(y)`, zero where `x` is.
///
/// ```
/// assert_eq!(pallasite_special::xlogy(0.0, 0.0), 0.0);
/// ```
pub fn xlogy(x: f64, y: f64) -> f64 {
    if x == 0.0 && !y.is_nan() { 0.0 } else { x * y.ln() }
}

/// `x log(1 + y)`, zero where `x` is.
///
/// ```
/// assert_eq!(pallasite_special::xlog1py(0.0, -1.0), 0.0);
/// ```
pub fn xlog1py(x: f64, y: f64) -> f64 {
    if x == 0.0 && !y.is_nan() { 0.0 } else { x * y.ln_1p() }
}

/// The term of Shannon's entropy, `-x log(x)`: zero at zero, negative infinity below.
///
/// ```
/// assert_eq!(pallasite_special::entr(1.0), 0.0);
/// ```
pub fn entr(x: f64) -> f64 {
    if x.is_nan() {
        x
    } else if x > 0.0 {
        -x * x.ln()
    } else if x == 0.0 {
        0.0
    } else {
        f64::NEG_INFINITY
    }
}

/// The term of the relative entropy, `x log(x / y)`; infinite outside its domain.
///
/// ```
/// assert_eq!(pallasite_special::rel_entr(2.0, 2.0), 0.0);
/// ```
pub fn rel_entr(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    if x > 0.0 && y > 0.0 {
        return x * log_ratio(x, y);
    }
    if x == 0.0 && y >= 0.0 { 0.0 } else { f64::INFINITY }
}

/// `log(x / y)` of positive numbers, also where they are close or their quotient leaves the range.
fn log_ratio(x: f64, y: f64) -> f64 {
    let ratio = x / y;
    if (0.5..2.0).contains(&ratio) {
        ((x - y) / y).ln_1p()
    } else if ratio >= f64::MIN_POSITIVE && ratio.is_finite() {
        ratio.ln()
    } else {
        x.ln() - y.ln()
    }
}

/// The term of the Kullback-Leibler divergence, `x log(x / y) - x + y`; infinite outside its domain.
///
/// ```
/// assert_eq!(pallasite_special::kl_div(2.0, 2.0), 0.0);
/// ```
pub fn kl_div(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    if x > 0.0 && y > 0.0 {
        let excess = (y - x) / x;
        return if excess.abs() < 0.35 { x * log_defect(excess) } else { x * log_ratio(x, y) - x + y };
    }
    if x == 0.0 && y >= 0.0 { y } else { f64::INFINITY }
}

/// Huber's loss: a parabola within `delta`, lines outside; infinite for negative `delta`.
///
/// ```
/// assert_eq!(pallasite_special::huber(1.0, 3.0), 2.5);
/// ```
pub fn huber(delta: f64, r: f64) -> f64 {
    if delta < 0.0 {
        f64::INFINITY
    } else if r.abs() <= delta {
        0.5 * r * r
    } else {
        delta * (r.abs() - 0.5 * delta)
    }
}

/// The smooth form of Huber's loss, `delta^2 (sqrt(1 + (r / delta)^2) - 1)`.
///
/// ```
/// assert!((pallasite_special::pseudo_huber(3.0, 4.0) - 6.0).abs() < 1e-15);
/// ```
pub fn pseudo_huber(delta: f64, r: f64) -> f64 {
    if delta < 0.0 {
        return f64::INFINITY;
    }
    if delta == 0.0 || r == 0.0 {
        return 0.0;
    }
    if r.is_infinite() && delta.is_finite() {
        return f64::INFINITY;
    }
    let v = r / delta;
    // sqrt(1 + v^2) - 1 without cancellation
    r * v / (1.0 + 1f64.hypot(v)) * delta
}
