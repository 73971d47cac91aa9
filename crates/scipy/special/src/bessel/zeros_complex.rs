//! Complex zeros of Bessel functions of the second kind.

use super::complex::complex_yv;
use super::zeros::{yn_zeros, ynp_zeros};
use num_complex::Complex64;
use std::f64::consts::PI;

/// `Y_0`, `Y_1` and the derivative of the latter (DLMF 10.6.2).
fn values(z: Complex64) -> [Complex64; 3] {
    let (y0, y1) = (complex_yv(0.0, z), complex_yv(1.0, z));
    [y0, y1, y0 - y1 / z]
}

/// Newton's step for a zero of each of the three.
fn step(which: usize, z: Complex64) -> Complex64 {
    let [y0, y1, y1p] = values(z);
    match which {
        0 => -y0 / y1,
        1 => y1 / y1p,
        // The second derivative by Bessel's equation (DLMF 10.2.1).
        _ => y1p / (-y1p / z - (1.0 - 1.0 / (z * z)) * y1),
    }
}

/// The first `count` complex zeros in the upper half plane, each found from the one before, pi to its right.
fn complex_zeros(which: usize, count: usize) -> Vec<Complex64> {
    let first = [Complex64::new(-2.4, 0.54), Complex64::new(-0.5, 0.79), Complex64::new(0.58, 0.9)][which];
    let second =
        [Complex64::new(-5.52, 0.55), Complex64::new(-3.83, 0.56), Complex64::new(-1.94, 0.72)][which];
    let mut zeros = Vec::with_capacity(count);
    for k in 0..count {
        let mut z = match k {
            0 => first,
            1 => second,
            _ => zeros[k - 1] - PI,
        };
        for _ in 0..30 {
            let change = step(which, z);
            z -= change;
            if change.norm() < 1e-15 * z.norm() {
                break;
            }
        }
        zeros.push(z);
    }
    zeros
}

/// Zeros with the value of `values[companion]` at each.
fn with_values(zeros: Vec<Complex64>, companion: usize) -> [Vec<Complex64>; 2] {
    let there = zeros.iter().map(|&z| values(z)[companion]).collect();
    [zeros, there]
}

fn found(which: usize, count: usize, complex: bool, real: fn(usize) -> Vec<f64>) -> Vec<Complex64> {
    if complex {
        return complex_zeros(which, count);
    }
    real(count).into_iter().map(Complex64::from).collect()
}

/// The first `count` positive zeros of `Y_0`, or complex ones in the upper half plane, and `Y_1`, minus its derivative, at each.
///
/// ```
/// let [zeros, values] = pallasite_special::y0_zeros(1, false);
/// assert!((zeros[0].re - 0.8935769662791675).abs() < 1e-14 && (values[0].re + 0.8794208).abs() < 1e-7);
/// ```
pub fn y0_zeros(count: usize, complex: bool) -> [Vec<Complex64>; 2] {
    with_values(found(0, count, complex, |count| yn_zeros(0.0, count)), 1)
}

/// The first `count` positive zeros of `Y_1`, or complex ones in the upper half plane, and its derivative at each.
///
/// ```
/// let [zeros, _] = pallasite_special::y1_zeros(1, true);
/// assert!((zeros[0].re + 0.50274327).abs() < 1e-6);
/// ```
pub fn y1_zeros(count: usize, complex: bool) -> [Vec<Complex64>; 2] {
    with_values(found(1, count, complex, |count| yn_zeros(1.0, count)), 0)
}

/// The first `count` positive zeros of the derivative of `Y_1`, or complex ones in the upper half plane, and `Y_1` at each.
///
/// ```
/// let [zeros, _] = pallasite_special::y1p_zeros(1, false);
/// assert!((zeros[0].re - 3.683022856585178).abs() < 1e-14);
/// ```
pub fn y1p_zeros(count: usize, complex: bool) -> [Vec<Complex64>; 2] {
    with_values(found(2, count, complex, |count| ynp_zeros(1.0, count)), 1)
}
