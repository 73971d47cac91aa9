//! Fast fills of whole slices, monomorphic in the source of bits.

use super::bit_generator::BitGenerator;
use super::distributions::Variates;
use super::error::RandomError;
use pallasite_array::interrupt;

/// A float type with standard distributions of its own: `f64` and `f32`.
///
/// Fills give the same numbers as drawing one by one.
pub trait RandomFloat: num_traits::Float {
    /// Uniform in `[0, 1)`.
    fn fill_uniform<B: BitGenerator>(bits: &mut B, out: &mut [Self]);
    /// Standard normal, by the ziggurat method.
    fn fill_normal<B: BitGenerator>(bits: &mut B, out: &mut [Self]);
    /// Standard exponential, by the ziggurat method.
    fn fill_exponential<B: BitGenerator>(bits: &mut B, out: &mut [Self]);
    /// Standard exponential, by inversion: one uniform each.
    fn fill_exponential_inverse<B: BitGenerator>(bits: &mut B, out: &mut [Self]);
    /// One gamma variate of the given shape.
    fn standard_gamma<B: BitGenerator>(bits: &mut B, shape: Self) -> Self;
}

impl RandomFloat for f64 {
    fn fill_uniform<B: BitGenerator>(bits: &mut B, out: &mut [f64]) {
        each(out, || bits.next_f64());
    }

    fn fill_normal<B: BitGenerator>(bits: &mut B, out: &mut [f64]) {
        each(out, || bits.standard_normal());
    }

    fn fill_exponential<B: BitGenerator>(bits: &mut B, out: &mut [f64]) {
        each(out, || bits.standard_exponential());
    }

    fn fill_exponential_inverse<B: BitGenerator>(bits: &mut B, out: &mut [f64]) {
        Self::fill_uniform(bits, out);
        out.iter_mut().for_each(|x| *x = -(-*x).ln_1p());
    }

    fn standard_gamma<B: BitGenerator>(bits: &mut B, shape: f64) -> f64 {
        super::distributions::standard_gamma(bits, shape)
    }
}

impl RandomFloat for f32 {
    fn fill_uniform<B: BitGenerator>(bits: &mut B, out: &mut [f32]) {
        each(out, || bits.next_f32());
    }

    fn fill_normal<B: BitGenerator>(bits: &mut B, out: &mut [f32]) {
        each(out, || bits.standard_normal());
    }

    fn fill_exponential<B: BitGenerator>(bits: &mut B, out: &mut [f32]) {
        each(out, || bits.standard_exponential());
    }

    fn fill_exponential_inverse<B: BitGenerator>(bits: &mut B, out: &mut [f32]) {
        // NumPy takes the logarithm in double precision.
        each(out, || -(-f64::from(bits.next_f32())).ln_1p() as f32);
    }

    fn standard_gamma<B: BitGenerator>(bits: &mut B, shape: f32) -> f32 {
        super::distributions::standard_gamma(bits, shape)
    }
}

/// Writes a draw to each element.
#[inline]
pub(super) fn each<T>(out: &mut [T], mut draw: impl FnMut() -> T) {
    for part in out.chunks_mut(1 << 14) {
        interrupt::poll();
        part.iter_mut().for_each(|slot| *slot = draw());
    }
}

/// `n` elements written by `fill`; memory that cannot be had is an error.
pub(super) fn filled<T: Clone>(
    n: usize,
    zero: T,
    fill: impl FnOnce(&mut [T]),
) -> Result<Vec<T>, RandomError> {
    let mut out = Vec::new();
    let bytes = n.saturating_mul(size_of::<T>());
    out.try_reserve_exact(n).map_err(|_| RandomError::OutOfMemory { bytes })?;
    out.resize(n, zero);
    fill(&mut out);
    Ok(out)
}
