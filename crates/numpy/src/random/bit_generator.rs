//! What a source of random bits offers, and the pieces that the sources share.

use super::error::RandomError;
use super::seed_sequence::SeedSequence;

/// A stream of random bits. Object safe, so that a caller may choose the source at run time.
///
/// # Examples
/// ```
/// use pallasite_numpy::random::{BitGenerator, Pcg64, Stream};
///
/// let mut bits = Pcg64::from_seed(&42_u64.into());
/// assert_eq!(bits.next_u64(), 14276969152011380360);
/// assert_eq!(bits.next_f64(), 0.4388784397520523);
/// ```
pub trait BitGenerator {
    /// The next 64 bits.
    fn next_u64(&mut self) -> u64;

    /// The next 32 bits. Sources of 64-bit words keep the upper half for the call after.
    fn next_u32(&mut self) -> u32;

    /// The next word as the source makes it, whatever its width.
    fn next_raw(&mut self) -> u64 {
        self.next_u64()
    }

    /// Uniform in `[0, 1)` with 53 random bits.
    fn next_f64(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Uniform in `[0, 1)` with 24 random bits.
    fn next_f32(&mut self) -> f32 {
        (self.next_u32() >> 8) as f32 * (1.0 / 16_777_216.0)
    }
}

/// A [`BitGenerator`] that is seeded from a [`SeedSequence`] and whose state can be kept.
pub trait Stream: BitGenerator + Clone {
    /// NumPy's name of the generator.
    const NAME: &'static str;

    /// Everything that determines the rest of the stream.
    type State: Clone + PartialEq + std::fmt::Debug;

    /// A generator at the start of the stream that `seed` selects.
    fn from_seed(seed: &SeedSequence) -> Self;

    /// The current state.
    fn state(&self) -> Self::State;

    /// Continues from a stored state.
    ///
    /// # Errors
    /// [`RandomError::Position`] if the state cannot be one of this generator.
    fn set_state(&mut self, state: Self::State) -> Result<(), RandomError>;
}

/// A [`Stream`] that can skip so far ahead that the streams will not overlap in practice.
pub trait Jump: Stream {
    /// A copy of the generator, `jumps` long jumps ahead.
    fn jumped(&self, jumps: u64) -> Self;
}

/// The unused half of a 64-bit word that was drawn for a 32-bit one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HalfWord {
    /// Whether `uinteger` is still to be used.
    pub has_uint32: bool,
    /// The upper half of the last word that was split.
    pub uinteger: u32,
}

impl HalfWord {
    /// The kept half, or the lower half of a new word from `draw`.
    #[inline]
    pub(super) fn next(&mut self, draw: impl FnOnce() -> u64) -> u32 {
        if self.has_uint32 {
            self.has_uint32 = false;
            return self.uinteger;
        }
        let word = draw();
        *self = Self { has_uint32: true, uinteger: (word >> 32) as u32 };
        word as u32
    }
}

impl<B: BitGenerator + ?Sized> BitGenerator for &mut B {
    fn next_u64(&mut self) -> u64 {
        (**self).next_u64()
    }

    fn next_u32(&mut self) -> u32 {
        (**self).next_u32()
    }

    fn next_raw(&mut self) -> u64 {
        (**self).next_raw()
    }

    fn next_f64(&mut self) -> f64 {
        (**self).next_f64()
    }

    fn next_f32(&mut self) -> f32 {
        (**self).next_f32()
    }
}
