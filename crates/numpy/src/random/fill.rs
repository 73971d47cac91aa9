//! Fast fills of whole slices, monomorphic in the source of bits.

use super::bit_generator::{BitGenerator, unit_f64};
use super::distributions::Variates;
use super::error::RandomError;

/// Words drawn ahead at a time.
const BLOCK: usize = 256;

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
        if !bits.f64_is_one_word() {
            return out.iter_mut().for_each(|x| *x = bits.next_f64());
        }
        let mut words = [0; BLOCK];
        for chunk in out.chunks_mut(BLOCK) {
            let words = &mut words[..chunk.len()];
            bits.fill_u64(words);
            chunk.iter_mut().zip(words).for_each(|(x, word)| *x = unit_f64(*word));
        }
    }

    fn fill_normal<B: BitGenerator>(bits: &mut B, out: &mut [f64]) {
        fill_ahead(bits, out, |ahead| ahead.standard_normal(), |bits| bits.standard_normal());
    }

    fn fill_exponential<B: BitGenerator>(bits: &mut B, out: &mut [f64]) {
        fill_ahead(bits, out, |ahead| ahead.standard_exponential(), |bits| bits.standard_exponential());
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
        out.iter_mut().for_each(|x| *x = bits.next_f32());
    }

    fn fill_normal<B: BitGenerator>(bits: &mut B, out: &mut [f32]) {
        out.iter_mut().for_each(|x| *x = bits.standard_normal());
    }

    fn fill_exponential<B: BitGenerator>(bits: &mut B, out: &mut [f32]) {
        out.iter_mut().for_each(|x| *x = bits.standard_exponential());
    }

    fn fill_exponential_inverse<B: BitGenerator>(bits: &mut B, out: &mut [f32]) {
        // NumPy takes the logarithm in double precision.
        out.iter_mut().for_each(|x| *x = -(-f64::from(bits.next_f32())).ln_1p() as f32);
    }

    fn standard_gamma<B: BitGenerator>(bits: &mut B, shape: f32) -> f32 {
        super::distributions::standard_gamma(bits, shape)
    }
}

/// Fills `out` from variates that take at least one 64-bit word each.
///
/// Blocks of words are drawn ahead, never more than the variates still to come must use, so that the
/// stream ends where drawing one by one would end it.
fn fill_ahead<B: BitGenerator>(
    bits: &mut B,
    out: &mut [f64],
    mut draw_ahead: impl FnMut(&mut Ahead<'_, B>) -> f64,
    mut draw: impl FnMut(&mut B) -> f64,
) {
    if !bits.f64_is_one_word() {
        return out.iter_mut().for_each(|x| *x = draw(bits));
    }
    let mut ahead = Ahead { bits, words: [0; BLOCK], pos: 0, len: 0, remaining: 0 };
    let count = out.len();
    for (i, x) in out.iter_mut().enumerate() {
        ahead.remaining = count - i;
        *x = draw_ahead(&mut ahead);
    }
}

/// A source with words drawn ahead, which serves 64-bit words only.
struct Ahead<'a, B> {
    bits: &'a mut B,
    words: [u64; BLOCK],
    pos: usize,
    len: usize,
    /// Variates not yet finished: at least as many words will be used.
    remaining: usize,
}

impl<B: BitGenerator> Ahead<'_, B> {
    #[cold]
    #[inline(never)]
    fn refill(&mut self) {
        self.len = self.remaining.clamp(1, BLOCK);
        self.bits.fill_u64(&mut self.words[..self.len]);
        self.pos = 0;
    }
}

impl<B: BitGenerator> BitGenerator for Ahead<'_, B> {
    #[inline]
    fn next_u64(&mut self) -> u64 {
        if self.pos == self.len {
            self.refill();
        }
        let word = self.words[self.pos % BLOCK];
        self.pos += 1;
        word
    }

    fn next_u32(&mut self) -> u32 {
        self.bits.next_u32()
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
