//! Sums over vectors and what they are made of.

use pallasite_ufunc::math::level::{Base, MulAdd};
use pallasite_ufunc::simd_levels;

/// From this length on the choice of instructions costs less than it saves.
const LONG: usize = 48;

/// A sum of products in so many lanes, so that the compiler may vectorise it; nothing is fused, so that the sum is the
/// same on all machines.
#[inline(always)]
fn dot_in_lanes<const LANES: usize>(a: &[f64], b: &[f64]) -> f64 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut rest = 0.0;
    for (x, y) in a_rest.iter().zip(b_rest) {
        rest += x * y;
    }
    let mut lanes = [0.0; LANES];
    for (a, b) in a.iter().zip(b) {
        for l in 0..LANES {
            lanes[l] += a[l] * b[l];
        }
    }
    lanes.iter().sum::<f64>() + rest
}

#[inline(always)]
unsafe fn dot_body<M: MulAdd>(a: &[f64], b: &[f64]) -> f64 {
    dot_in_lanes::<8>(a, b)
}

#[inline(always)]
unsafe fn add_scaled_body<M: MulAdd>(x: &mut [f64], c: f64, y: &[f64]) {
    for (x, y) in x.iter_mut().zip(y) {
        *x += c * *y;
    }
}

simd_levels! {
    light unsafe fn dot_at_level[](a: &[f64], b: &[f64]) -> f64 = dot_body
}
simd_levels! {
    light unsafe fn add_scaled_at_level[](x: &mut [f64], c: f64, y: &[f64]) = add_scaled_body
}

/// `aᵀ b`.
#[inline]
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    if a.len() < LONG {
        return dot_in_lanes::<4>(a, b);
    }
    // SAFETY: the body asks for nothing.
    unsafe { dot_at_level(a, b) }
}

/// `x += c y`.
#[inline]
pub(crate) fn add_scaled(x: &mut [f64], c: f64, y: &[f64]) {
    // SAFETY: the body asks for nothing.
    unsafe { if x.len() < LONG { add_scaled_body::<Base>(x, c, y) } else { add_scaled_at_level(x, c, y) } }
}

/// `‖v‖₂`, without overflow on the way.
pub(crate) fn norm(v: &[f64]) -> f64 {
    let plain = dot(v, v);
    if plain.is_normal() || plain.is_nan() {
        return plain.sqrt();
    }
    let largest = largest(v);
    if largest == 0.0 || largest.is_infinite() {
        return largest;
    }
    largest * v.iter().map(|c| (c / largest).powi(2)).sum::<f64>().sqrt()
}

/// The largest magnitude, NaN if there is one among the components.
pub(crate) fn max_abs(v: impl IntoIterator<Item = f64>) -> f64 {
    v.into_iter().fold(0.0, |most, c| if c.abs() > most || c.is_nan() { c.abs() } else { most })
}

/// The largest magnitude of a component, NaN if there is one.
pub(crate) fn largest(v: &[f64]) -> f64 {
    max_abs(v.iter().copied())
}

/// `v *= a`.
pub(crate) fn scale(a: f64, v: &mut [f64]) {
    v.iter_mut().for_each(|c| *c *= a);
}

/// The products of components.
pub(crate) fn times(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a * b).collect()
}

/// `a + b`.
pub(crate) fn plus(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}

/// `x + c y`.
pub(crate) fn moved(x: &[f64], c: f64, y: &[f64]) -> Vec<f64> {
    x.iter().zip(y).map(|(x, y)| x + c * y).collect()
}

/// `a - b`.
pub(crate) fn difference(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

/// `-v`.
pub(crate) fn negative(v: &[f64]) -> Vec<f64> {
    v.iter().map(|c| -c).collect()
}
