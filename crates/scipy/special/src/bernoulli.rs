//! The numbers of Bernoulli and Euler.

use crate::dd::{Dd, PI};

/// From this index on Riemann's zeta function is one in twice the precision.
const ZETA_IS_ONE: usize = 110;

/// Bernoulli's numbers `B_0` to `B_n`, with `B_1 = -1/2`.
///
/// The first come from the zigzag numbers, the others from Riemann's zeta function (DLMF 24.15.4 and 25.6.2).
///
/// ```
/// assert_eq!(pallasite_special::bernoulli(4), [1.0, -0.5, 1.0 / 6.0, 0.0, -1.0 / 30.0]);
/// ```
pub fn bernoulli(n: usize) -> Vec<f64> {
    let mut numbers = vec![0.0; n + 1];
    let zigzag = zigzag(n.min(ZETA_IS_ONE));
    let mut size = Dd::ONE * 2.0;
    let step = PI * PI * 4.0;
    for i in (2..=n).step_by(2) {
        let k = i as f64;
        size = size * k * (k - 1.0) / step;
        let exact = match zigzag.get(i - 1) {
            Some(&z) if i <= ZETA_IS_ONE => z * k / power_of_two(i) / (Dd::from(power_of_two(i)) + -1.0),
            _ => size,
        };
        numbers[i] = signed(i / 2 + 1, finite(exact));
    }
    numbers[0] = 1.0;
    if n > 0 {
        numbers[1] = -0.5;
    }
    numbers
}

/// Euler's numbers `E_0` to `E_n`, those with an odd index zero (DLMF 24.2.6).
///
/// ```
/// assert_eq!(pallasite_special::euler(6), [1.0, 0.0, -1.0, 0.0, 5.0, 0.0, -61.0]);
/// ```
pub fn euler(n: usize) -> Vec<f64> {
    let mut numbers: Vec<f64> = zigzag(n.min(LAST_FINITE)).into_iter().map(finite).collect();
    numbers.resize(n + 1, f64::INFINITY);
    for (i, number) in numbers.iter_mut().enumerate() {
        *number = if i % 2 == 0 { signed(i / 2, *number) } else { 0.0 };
    }
    numbers
}

/// Beyond this, zigzag numbers are no doubles.
const LAST_FINITE: usize = 190;

/// Rows of zigzag numbers are kept below this power of two, and a sum of a row below `2^128`.
const FULL: u32 = 118;
/// By which power of two a full row is divided.
const SHIFT: u32 = 16;

/// The numbers of zigzag permutations of up to `n` things, by partial sums there and back (Knuth and Buckholtz,
/// "Computation of tangent, Euler, and Bernoulli numbers", Mathematics of Computation 21, 1967): whole numbers, over a
/// power of two as soon as they are larger, with a hundred bits left.
fn zigzag(n: usize) -> Vec<Dd> {
    let mut row = Vec::with_capacity(n + 1);
    row.push(1u128);
    let mut numbers = vec![Dd::ONE];
    let mut unit = 1.0;
    for _ in 0..n {
        row.push(0);
        row.reverse();
        let mut sum = 0;
        for x in &mut row {
            sum += *x;
            *x = sum;
        }
        numbers.push(twofold(sum, unit));
        if sum >> FULL != 0 {
            row.iter_mut().for_each(|x| *x >>= SHIFT);
            unit *= power_of_two(SHIFT as usize);
        }
    }
    numbers
}

/// A whole number below `2^127` in twice the precision, times a power of two.
fn twofold(x: u128, unit: f64) -> Dd {
    let hi = x as f64;
    let lo = (x as i128 - hi as i128) as f64;
    Dd::new(hi * unit, lo * unit)
}

fn power_of_two(n: usize) -> f64 {
    2f64.powi(n as i32)
}

fn signed(turns: usize, x: f64) -> f64 {
    if turns.is_multiple_of(2) { x } else { -x }
}

/// What is out of range is not a number in twice the precision.
fn finite(x: Dd) -> f64 {
    let x = x.to_f64();
    if x.is_nan() { f64::INFINITY } else { x }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certified_values() {
        let (b, e) = (bernoulli(260), euler(300));
        assert_eq!(b[20], -174611.0 / 330.0);
        assert_eq!(b[50], 495057205241079648212477525.0 / 66.0);
        assert!((b[100] / -2.838224957069370695926415633648e78 - 1.0).abs() < 3e-16);
        assert!((b[200] / -3.647077264519135494e215 - 1.0).abs() < 3e-16);
        assert_eq!((b[3], b[260]), (0.0, f64::NEG_INFINITY));
        assert_eq!((e[22], e[24]), (-69348874393137901.0, 15514534163557086905.0));
        assert_eq!((e[5], e[188], e[300]), (0.0, f64::INFINITY, f64::INFINITY));
    }
}
