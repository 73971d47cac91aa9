//! The Euclidean norm without destructive overflow or underflow.

use super::qr::LONG;

/// Squares of smaller components underflow.
const DWARF: f64 = 3.834e-20;
/// Sums of squares of larger components may overflow, once divided by their number.
const GIANT: f64 = 1.304e19;

/// A sum of squares relative to the largest term: `scale² · sum`.
#[derive(Default)]
struct ScaledSquares {
    scale: f64,
    sum: f64,
}

impl ScaledSquares {
    fn add(&mut self, magnitude: f64) {
        if magnitude > self.scale {
            let ratio = self.scale / magnitude;
            self.sum = 1.0 + self.sum * (ratio * ratio);
            self.scale = magnitude;
        } else if magnitude != 0.0 {
            let ratio = magnitude / self.scale;
            self.sum += ratio * ratio;
        }
    }
}

/// `‖v‖₂`, summed apart for small, middling and large components (MINPACK's `enorm`).
pub(crate) fn euclidean_norm(v: &[f64]) -> f64 {
    if v.len() >= LONG {
        let square = crate::vector::dot(v, v);
        if square > 1e-250 && square < 1e250 {
            return square.sqrt();
        }
    }
    let giant = GIANT / v.len() as f64;
    let (mut large, mut middle, mut small) = (ScaledSquares::default(), 0.0, ScaledSquares::default());
    for magnitude in v.iter().map(|c| c.abs()) {
        if magnitude > DWARF && magnitude < giant {
            middle += magnitude * magnitude;
        } else if magnitude <= DWARF {
            small.add(magnitude);
        } else {
            large.add(magnitude);
        }
    }
    if large.sum != 0.0 {
        large.scale * (large.sum + (middle / large.scale) / large.scale).sqrt()
    } else if middle == 0.0 {
        small.scale * small.sum.sqrt()
    } else if middle >= small.scale {
        (middle * (1.0 + (small.scale / middle) * (small.scale * small.sum))).sqrt()
    } else {
        (small.scale * ((middle / small.scale) + (small.scale * small.sum))).sqrt()
    }
}

/// `‖D v‖₂` for a diagonal `D`; `scaled` receives `D v`.
pub(crate) fn scaled_norm(diag: &[f64], v: &[f64], scaled: &mut [f64]) -> f64 {
    for ((s, d), c) in scaled.iter_mut().zip(diag).zip(v) {
        *s = d * c;
    }
    euclidean_norm(scaled)
}

#[cfg(test)]
mod tests {
    use super::euclidean_norm;

    #[test]
    fn no_overflow_or_underflow() {
        for scale in [1e-300, 1e-100, 1.0, 1e100, 1e300] {
            let norm = euclidean_norm(&[3.0 * scale, 4.0 * scale]);
            assert!((norm / (5.0 * scale) - 1.0).abs() < 1e-15, "{norm}");
        }
        assert_eq!(euclidean_norm(&[]), 0.0);
        assert!(euclidean_norm(&[1.0, f64::NAN]).is_nan());
    }
}
