//! Sums of terms one by one.

use super::{Limits, NsumStatus, Sum, Terms, zero};
use crate::tanhsinh::{Points, Quantity, Real, log_sum_exp, sum};
use num_traits::Float;

/// The sums of the terms up to the last one, or to that before it.
///
/// The function is evaluated at as many points for each sum as the longest needs, at NaN beyond the end.
pub(super) fn direct<R: Real + Quantity, E>(
    f: Terms<'_, R, E>,
    limits: &Limits<R>,
    inclusive: bool,
    log: bool,
) -> Result<Vec<Sum<R>>, E> {
    let count = limits.a.len();
    let extra = if inclusive { 1.0 } else { 0.0 };
    let steps = |i: usize| ((limits.b[i] - limits.a[i]) / limits.step[i]).wide().round_ties_even() + extra;
    let width = (0..count).map(steps).fold(0.0, f64::max) as usize;
    let mut x = Vec::with_capacity(count * width);
    for i in 0..count {
        let end = limits.b[i] + R::near(extra) * limits.step[i] / R::near(2.0);
        let at = |k: usize| limits.a[i] + R::near(k as f64) * limits.step[i];
        x.extend((0..width).map(at).map(|k| if k >= end { R::near(f64::NAN) } else { k }));
    }
    let elements: Vec<usize> = (0..count).collect();
    let mut values = if width == 0 {
        Vec::new()
    } else {
        f(Points { elements: &elements, x: &x, single: false, summands: true })?
    };
    for (value, _) in values.iter_mut().zip(&x).filter(|(_, x)| Float::is_nan(**x)) {
        *value = zero(log);
    }
    let row = |i: usize| i * width..(i + 1) * width;
    let sum_of = |i: usize| {
        let value = if log { log_sum_exp(&values[row(i)]) } else { sum(&values[row(i)]) };
        let epsilon = R::epsilon();
        let error = if log { value + Float::ln(epsilon) } else { epsilon * Float::abs(value) };
        let status = if Float::is_finite(value) { NsumStatus::Converged } else { NsumStatus::NotFinite };
        Sum { value, error, status, nfev: x[row(i)].iter().filter(|x| !Float::is_nan(**x)).count() }
    };
    Ok(elements.iter().map(|&i| sum_of(i)).collect())
}
