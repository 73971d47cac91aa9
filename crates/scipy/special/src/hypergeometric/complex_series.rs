//! Sums of complex terms.

use num_complex::Complex64;

pub(super) const ONE: Complex64 = Complex64::new(1.0, 0.0);
pub(super) const NAN: Complex64 = Complex64::new(f64::NAN, f64::NAN);

/// A sum, and its largest term over it: how much has cancelled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sum {
    pub(super) value: Complex64,
    pub(super) loss: f64,
}

impl Sum {
    /// The same times a factor.
    pub(super) fn times(self, factor: Complex64) -> Sum {
        Sum { value: self.value * factor, ..self }
    }

    /// The sum of two.
    pub(super) fn plus(self, other: Sum) -> Sum {
        let value = self.value + other.value;
        let largest = self.loss.max(1.0) * self.value.norm() + other.loss.max(1.0) * other.value.norm();
        Sum { value, loss: largest / value.norm() }
    }
}

/// `sum t_k` from `t_0 = 1` with `t_(k + 1) = t_k z above / below`; the terms may shrink and grow again while `k` is less
/// than `turn`.
pub(super) fn power_series(z: Complex64, turn: f64, ratio: impl Fn(f64) -> (f64, f64)) -> Sum {
    let (mut sum, mut term, mut largest) = (ONE, ONE, 1.0f64);
    for n in 0..20_000 {
        let (above, below) = ratio(f64::from(n));
        if above == 0.0 {
            break;
        }
        let factor = above / below * z;
        term *= factor;
        sum += term;
        largest = largest.max(term.norm());
        let small = term.norm() <= 1e-17 * sum.norm() && factor.norm() < 1.0 && f64::from(n) > turn;
        if small || !term.is_finite() {
            break;
        }
    }
    Sum { value: sum, loss: largest / sum.norm() }
}

/// The most steps from one point to another.
const STEPS: usize = 500;

/// `sum v_k` of Taylor terms that obey `v_(k + 2) = next(k, v_k, v_(k + 1))`, and `sum k v_k`.
fn taylor(
    first: Complex64,
    second: Complex64,
    next: impl Fn(f64, Complex64, Complex64) -> Complex64,
) -> (Complex64, Complex64) {
    let (mut before, mut now) = (first, second);
    let (mut sum, mut slope) = (first + second, second);
    for n in 0..500 {
        let k = f64::from(n);
        (before, now) = (now, next(k, before, now));
        sum += now;
        slope += now * (k + 2.0);
        if (now.norm() + before.norm()) * (k + 2.0) <= 1e-17 * sum.norm().max(slope.norm()) {
            break;
        }
    }
    (sum, slope)
}

/// The solution at `z` of a differential equation of the second order, from its value and slope at `at`, by steps of
/// Taylor's series no longer than `reach`; `terms` gives the recurrence of [`taylor`] for a step from a point.
pub(super) fn continued<N>(
    z: Complex64,
    mut at: Complex64,
    (mut value, mut slope): (Complex64, Complex64),
    reach: impl Fn(Complex64) -> f64,
    terms: impl Fn(Complex64, Complex64) -> N,
) -> Complex64
where
    N: Fn(f64, Complex64, Complex64) -> Complex64,
{
    for _ in 0..STEPS {
        let (reach, left) = (reach(at), z - at);
        let step = if left.norm() <= reach { left } else { left * (reach / left.norm()) };
        let (sum, times_step) = taylor(value, slope * step, terms(at, step));
        (value, slope) = (sum, times_step / step);
        if step == left {
            break;
        }
        at += step;
    }
    value
}
