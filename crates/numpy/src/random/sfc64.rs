//! Chris Doty-Humphrey's small fast chaotic generator.

use super::bit_generator::{BitGenerator, HalfWord, Stream};
use super::error::RandomError;
use super::seed_sequence::SeedSequence;

/// State of [`Sfc64`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sfc64State {
    /// Three chaotic words and a counter.
    pub state: [u64; 4],
    /// The half word left over.
    pub half: HalfWord,
}

/// SFC64: 256 bits of state with a 64-bit counter, so a period of at least 2^64. The fastest of all.
///
/// After Doty-Humphrey, *PractRand* (2010).
///
/// # Examples
/// ```
/// use pallasite_numpy::random::{BitGenerator, Sfc64, Stream};
///
/// let mut bits = Sfc64::from_seed(&0_u64.into());
/// assert!((0.0..1.0).contains(&bits.next_f64()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sfc64 {
    state: [u64; 4],
    half: HalfWord,
}

impl BitGenerator for Sfc64 {
    #[inline]
    fn next_u64(&mut self) -> u64 {
        let [a, b, c, counter] = self.state;
        let word = a.wrapping_add(b).wrapping_add(counter);
        let mixed = c.rotate_left(24).wrapping_add(word);
        self.state = [b ^ (b >> 11), c.wrapping_add(c << 3), mixed, counter.wrapping_add(1)];
        word
    }

    #[inline]
    fn next_u32(&mut self) -> u32 {
        let mut half = self.half;
        let word = half.next(|| self.next_u64());
        self.half = half;
        word
    }
}

impl Stream for Sfc64 {
    const NAME: &'static str = "SFC64";
    type State = Sfc64State;

    fn from_seed(seed: &SeedSequence) -> Self {
        let words = seed.generate_u64(3);
        let mut bits = Self { state: [words[0], words[1], words[2], 1], half: HalfWord::default() };
        for _ in 0..12 {
            bits.next_u64();
        }
        bits
    }

    fn state(&self) -> Sfc64State {
        Sfc64State { state: self.state, half: self.half }
    }

    fn set_state(&mut self, state: Sfc64State) -> Result<(), RandomError> {
        *self = Self { state: state.state, half: state.half };
        Ok(())
    }
}
