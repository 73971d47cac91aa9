//! The Mersenne Twister, with its historical seedings.

use super::bit_generator::{BitGenerator, Jump, Stream};
use super::error::RandomError;
use super::mt19937_jump::JUMP_POLYNOMIAL;
use super::seed_sequence::SeedSequence;

/// Number of state words.
pub const MT19937_WORDS: usize = 624;
const OFFSET: usize = 397;
const MATRIX: u32 = 0x9908_b0df;
const UPPER: u32 = 0x8000_0000;

/// State of [`Mt19937`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mt19937State {
    /// The untempered words.
    pub key: [u32; MT19937_WORDS],
    /// Number of words of `key` already handed out.
    pub pos: usize,
}

/// MT19937, with period 2^19937 - 1: the generator behind [`RandomState`](super::RandomState).
///
/// After Matsumoto and Nishimura, *Mersenne Twister: A 623-dimensionally equidistributed uniform
/// pseudo-random number generator*, ACM TOMACS 8 (1998), with their seedings of 2002.
///
/// # Examples
/// ```
/// use pallasite_numpy::random::{BitGenerator, Mt19937};
///
/// let mut bits = Mt19937::from_u32(5489);
/// assert_eq!(bits.next_u32(), 3499211612);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mt19937 {
    key: [u32; MT19937_WORDS],
    pos: usize,
}

impl Mt19937 {
    /// Seeds with one word: what `numpy.random.seed(int)` does.
    pub fn from_u32(seed: u32) -> Self {
        let mut key = [seed; MT19937_WORDS];
        for i in 1..MT19937_WORDS {
            key[i] = scramble(key[i - 1], 1_812_433_253).wrapping_add(i as u32);
        }
        Self { key, pos: MT19937_WORDS }
    }

    /// Seeds with an array of words: what `numpy.random.seed(array)` does.
    ///
    /// # Errors
    /// [`RandomError::EmptySeed`] if there is no word.
    pub fn from_array(seed: &[u32]) -> Result<Self, RandomError> {
        if seed.is_empty() {
            return Err(RandomError::EmptySeed);
        }
        let mut key = Self::from_u32(19_650_218).key;
        let mut i = 1;
        let words = seed.iter().zip(0_u32..).cycle().take(seed.len().max(MT19937_WORDS));
        for (&word, j) in words {
            key[i] = (key[i] ^ scramble(key[i - 1], 1_664_525)).wrapping_add(word).wrapping_add(j);
            i = following(&mut key, i);
        }
        for _ in 1..MT19937_WORDS {
            key[i] = (key[i] ^ scramble(key[i - 1], 1_566_083_941)).wrapping_sub(i as u32);
            i = following(&mut key, i);
        }
        key[0] = UPPER;
        Ok(Self { key, pos: MT19937_WORDS })
    }

    #[cold]
    fn refill(&mut self) {
        // In three runs without a wrapping index, so that each can be vectorised.
        let (far, last) = (MT19937_WORDS - OFFSET, MT19937_WORDS - 1);
        for i in 0..far {
            self.key[i] = twisted(self.key[i], self.key[i + 1], self.key[i + OFFSET]);
        }
        for i in far..last {
            self.key[i] = twisted(self.key[i], self.key[i + 1], self.key[i - far]);
        }
        self.key[last] = twisted(self.key[last], self.key[0], self.key[OFFSET - 1]);
        self.pos = 0;
    }

    fn advance_one(&mut self) {
        let word = |ahead: usize| self.key[(self.pos + ahead) % MT19937_WORDS];
        self.key[self.pos] = twisted(word(0), word(1), word(OFFSET));
        self.pos = (self.pos + 1) % MT19937_WORDS;
    }

    /// Adds `other` over GF(2), each state read from its own position on.
    fn add(&mut self, other: &Self) {
        for i in 0..MT19937_WORDS {
            self.key[(self.pos + i) % MT19937_WORDS] ^= other.key[(other.pos + i) % MT19937_WORDS];
        }
    }

    /// Applies the jump polynomial to the one-step map by Horner's rule.
    fn jump(&mut self) {
        self.pos %= MT19937_WORDS;
        let coefficient = |i: usize| JUMP_POLYNOMIAL[i / 32] >> (i % 32) & 1 == 1;
        let degree = (0..MT19937_WORDS * 32).rev().find(|&i| coefficient(i)).unwrap_or(0);
        let mut sum = self.clone();
        for i in (0..degree).rev() {
            sum.advance_one();
            if coefficient(i) {
                sum.add(self);
            }
        }
        *self = sum;
    }
}

/// The word 624 places after `word` in the sequence, from the one after it and the one 397 after it.
#[inline]
fn twisted(word: u32, next: u32, far: u32) -> u32 {
    let joined = (word & UPPER) | (next & !UPPER);
    far ^ (joined >> 1) ^ ((joined & 1).wrapping_neg() & MATRIX)
}

fn scramble(word: u32, multiplier: u32) -> u32 {
    (word ^ (word >> 30)).wrapping_mul(multiplier)
}

/// The index after `i` in the seeding loops, which leave word 0 a copy of the last.
fn following(key: &mut [u32; MT19937_WORDS], i: usize) -> usize {
    if i + 1 < MT19937_WORDS {
        return i + 1;
    }
    key[0] = key[MT19937_WORDS - 1];
    1
}

impl BitGenerator for Mt19937 {
    #[inline]
    fn next_u32(&mut self) -> u32 {
        if self.pos >= MT19937_WORDS {
            self.refill();
        }
        let mut word = self.key[self.pos];
        self.pos += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        word ^ (word >> 18)
    }

    #[inline]
    fn next_u64(&mut self) -> u64 {
        let high = u64::from(self.next_u32());
        high << 32 | u64::from(self.next_u32())
    }

    #[inline]
    fn next_raw(&mut self) -> u64 {
        u64::from(self.next_u32())
    }

    #[inline]
    fn next_f64(&mut self) -> f64 {
        let high = f64::from(self.next_u32() >> 5);
        let low = f64::from(self.next_u32() >> 6);
        (high * 67_108_864.0 + low) * (1.0 / 9_007_199_254_740_992.0)
    }
}

impl Stream for Mt19937 {
    const NAME: &'static str = "MT19937";
    type State = Mt19937State;

    fn from_seed(seed: &SeedSequence) -> Self {
        let mut key = [0; MT19937_WORDS];
        key.copy_from_slice(&seed.generate_u32(MT19937_WORDS));
        key[0] = UPPER;
        // NumPy starts at the last word, not past it.
        Self { key, pos: MT19937_WORDS - 1 }
    }

    fn state(&self) -> Mt19937State {
        Mt19937State { key: self.key, pos: self.pos }
    }

    fn set_state(&mut self, state: Mt19937State) -> Result<(), RandomError> {
        let Mt19937State { key, pos } = state;
        if pos > MT19937_WORDS {
            return Err(RandomError::Position { pos, len: MT19937_WORDS });
        }
        *self = Self { key, pos };
        Ok(())
    }
}

impl Jump for Mt19937 {
    fn jumped(&self, jumps: u64) -> Self {
        let mut ahead = self.clone();
        (0..jumps).for_each(|_| ahead.jump());
        ahead
    }
}
