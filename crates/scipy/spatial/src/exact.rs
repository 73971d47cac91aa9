//! The sign of a determinant of floating point numbers, without an error.

use num_bigint::BigInt;
use num_traits::{CheckedMul, CheckedSub, Signed, Zero};

/// Numbers among which Bareiss' elimination stays, or reports that it cannot.
trait Ring: Clone + Zero + Signed + CheckedMul + CheckedSub {}

impl Ring for i128 {}
impl Ring for BigInt {}

/// The sign of the determinant by fraction-free elimination (Bareiss 1968); `None` when a number gets too large.
fn bareiss<T: Ring>(mut a: Vec<T>, n: usize) -> Option<i32> {
    let (mut sign, mut last) = (1, None::<T>);
    for k in 0..n {
        let Some(row) = (k..n).find(|&i| !a[i * n + k].is_zero()) else { return Some(0) };
        if row != k {
            (0..n).for_each(|j| a.swap(row * n + j, k * n + j));
            sign = -sign;
        }
        let pivot = a[k * n + k].clone();
        for i in k + 1..n {
            let factor = a[i * n + k].clone();
            for j in k + 1..n {
                let kept = a[i * n + j].checked_mul(&pivot)?;
                let value = kept.checked_sub(&factor.checked_mul(&a[k * n + j])?)?;
                a[i * n + j] = last.as_ref().map_or(value.clone(), |d| value.clone() / d.clone());
            }
        }
        last = Some(pivot);
    }
    Some(if last.is_some_and(|d| d.is_negative()) { -sign } else { sign })
}

/// A finite number as mantissa and exponent of two.
fn decode(x: f64) -> (i64, i32) {
    let bits = x.to_bits();
    let (biased, fraction) = ((bits >> 52 & 0x7ff) as i32, (bits & ((1 << 52) - 1)) as i64);
    let mantissa = if biased == 0 { fraction } else { fraction | 1 << 52 };
    let exponent = biased.max(1) - 1075;
    let zeros = if mantissa == 0 { 0 } else { mantissa.trailing_zeros() as i32 };
    (if x < 0.0 { -(mantissa >> zeros) } else { mantissa >> zeros }, exponent + zeros)
}

/// The numbers times a common power of two that makes integers of all.
fn integers(values: &[f64]) -> (Vec<(i64, u32)>, u32) {
    let parts: Vec<_> = values.iter().map(|&x| decode(x)).collect();
    let least = parts.iter().filter(|p| p.0 != 0).map(|p| p.1).min().unwrap_or(0);
    let shifted: Vec<_> =
        parts.iter().map(|&(m, e)| (m, if m == 0 { 0 } else { (e - least) as u32 })).collect();
    let bits = shifted.iter().map(|&(m, s)| 64 - m.unsigned_abs().leading_zeros() + s).max().unwrap_or(0);
    (shifted, bits)
}

/// The rows of a predicate: points relative to the last, with their squared lengths when `lifted`.
fn rows<T: Clone + std::ops::Sub<Output = T> + std::ops::Mul<Output = T> + Zero>(
    points: &[T],
    dim: usize,
    lifted: bool,
) -> Vec<T> {
    let (others, origin) = points.split_at(points.len() - dim);
    let mut out = Vec::with_capacity(others.len() + dim + 1);
    for point in others.chunks_exact(dim) {
        let start = out.len();
        out.extend(point.iter().zip(origin).map(|(x, o)| x.clone() - o.clone()));
        if lifted {
            let square = out[start..].iter().fold(T::zero(), |sum, x| sum + x.clone() * x.clone());
            out.push(square);
        }
    }
    out
}

/// The sign of the determinant whose rows are the points (`dim` coordinates each) without the last, relative to
/// the last, with their squared length behind them when `lifted`.
pub fn sign(points: &[f64], dim: usize, lifted: bool) -> i32 {
    let (parts, bits) = integers(points);
    let n = dim + usize::from(lifted);
    // Squares of differences, and a sum of them, have to fit.
    if bits < 56 {
        let small: Vec<i128> = parts.iter().map(|&(m, s)| i128::from(m) << s).collect();
        if let Some(sign) = bareiss(rows(&small, dim, lifted), n) {
            return sign;
        }
    }
    let large: Vec<BigInt> = parts.iter().map(|&(m, s)| BigInt::from(m) << s).collect();
    bareiss(rows(&large, dim, lifted), n).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::sign;

    #[test]
    fn a_change_in_the_last_bit_turns_the_sign() {
        let line = [0.1, 0.1, 0.3, 0.3, 0.7, 0.7];
        assert_eq!(sign(&line, 2, false), 0);
        let left = [0.1, 0.1, 0.3, 0.3, 0.7, 0.7f64.next_up()];
        assert_eq!(sign(&left, 2, false), -sign(&[0.1, 0.1, 0.3, 0.3, 0.7, 0.7f64.next_down()], 2, false));
    }

    #[test]
    fn corners_of_a_square_are_on_one_circle() {
        let square = [0.1, 0.1, 0.9, 0.1, 0.9, 0.9, 0.1, 0.9];
        assert_eq!(sign(&square, 2, true), 0);
        assert_eq!(sign(&[0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.5, 0.5], 2, true), 1);
    }

    #[test]
    fn numbers_far_apart_in_size() {
        assert_eq!(sign(&[1e300, 0.0, 0.0, 1e-300, 0.0, 0.0], 2, false), 1);
    }
}
