//! The logarithm of a sum of exponentials of complex numbers.

use num_complex::Complex;
use std::f64::consts::{PI, TAU};

type C = Complex<f64>;

/// The logarithm of `sum(b exp(a))`, its imaginary part from `-pi` to `pi`, and the sum over its absolute value.
pub(crate) fn log_of_sum(a: &[C], b: Option<&[C]>) -> (C, C) {
    let weight = |i: usize| b.map_or(C::ONE, |b| b[i]);
    // No product by one: infinity times `1 + 0i` is NaN.
    let term = |i: usize, z: C| if b.is_some() { weight(i) * z.exp() } else { z.exp() };
    let counted: Vec<usize> = (0..a.len()).filter(|&i| weight(i) != C::ZERO).collect();
    // The element that is largest in size is taken out, as that of real numbers.
    let top = counted.iter().copied().max_by(|&i, &j| a[i].re.total_cmp(&a[j].re));
    let scaled = top.map(|top| {
        let others = counted.iter().filter(|&&i| i != top);
        let rest: C = others.map(|&i| term(i, a[i] - a[top])).sum();
        let ratio = if rest == C::ZERO { rest } else { rest / weight(top) };
        let sign = sign(ratio + 1.0) * sign(weight(top)) * C::cis(a[top].im);
        (ln_1p(ratio) + weight(top).ln() + a[top], sign)
    });
    let (log, sign) = scaled.filter(|(log, _)| log.is_finite()).unwrap_or_else(|| {
        let sum: C = counted.iter().map(|&i| term(i, a[i])).sum();
        (sum.ln(), sign(sum))
    });
    (C::new(log.re, wrapped(log.im)), sign)
}

/// The number over its absolute value.
fn sign(z: C) -> C {
    if z == C::ZERO { z } else { z / z.norm() }
}

/// `log(1 + z)`, accurate near zero.
fn ln_1p(z: C) -> C {
    C::new(0.5 * (2.0 * z.re + z.norm_sqr()).ln_1p(), z.im.atan2(1.0 + z.re))
}

/// The angle between `-pi` and `pi`.
fn wrapped(angle: f64) -> f64 {
    if angle.abs() < PI { angle } else { PI - (PI - angle).rem_euclid(TAU) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposite_angles_cancel() {
        let (log, sign) = log_of_sum(&[C::new(800.0, 1.0), C::new(800.0, -1.0)], None);
        assert!(
            (log - C::new(800.0 + (2.0 * 1f64.cos()).ln(), 0.0)).norm() < 1e-12
                && (sign - 1.0).norm() < 1e-15
        );
    }

    #[test]
    fn angles_are_wrapped() {
        let (log, _) = log_of_sum(&[C::new(1.0, 4.0)], None);
        assert!((log.im - (4.0 - TAU)).abs() < 1e-15);
    }
}
