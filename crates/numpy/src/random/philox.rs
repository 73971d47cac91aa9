//! The counter-based generator Philox4x64-10.

use super::bit_generator::{BitGenerator, HalfWord, Jump, Stream};
use super::error::RandomError;
use super::seed_sequence::SeedSequence;

const ROUNDS: usize = 10;
const MULTIPLIERS: [u64; 2] = [0xd2e7_470e_e14c_6c93, 0xca5a_8263_9512_1157];
const WEYL: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0xbb67_ae85_84ca_a73b];

/// State of [`Philox`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhiloxState {
    /// 256-bit counter of blocks, the lowest word first.
    pub counter: [u64; 4],
    /// The key, which selects the stream.
    pub key: [u64; 2],
    /// The block being handed out.
    pub buffer: [u64; 4],
    /// Number of words of `buffer` already handed out.
    pub buffer_pos: usize,
    /// The half word left over.
    pub half: HalfWord,
}

/// Philox4x64-10: a bijection of a 256-bit counter under a 128-bit key, so that any point of the stream
/// is as near as any other.
///
/// After Salmon, Moraes, Dror and Shaw, *Parallel Random Numbers: As Easy as 1, 2, 3* (SC11, 2011).
///
/// # Examples
/// ```
/// use pallasite_numpy::random::{BitGenerator, Philox};
///
/// let mut bits = Philox::with_key([1, 2], [0; 4]);
/// let mut ahead = Philox::with_key([1, 2], [0; 4]);
/// ahead.advance([1, 0, 0, 0]);
/// (0..4).for_each(|_| drop(bits.next_u64()));
/// assert_eq!(bits.next_u64(), ahead.next_u64());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Philox {
    inner: PhiloxState,
}

impl Philox {
    /// The stream of `key`, from block `counter` on.
    pub fn with_key(key: [u64; 2], counter: [u64; 4]) -> Self {
        let half = HalfWord::default();
        Self { inner: PhiloxState { counter, key, buffer: [0; 4], buffer_pos: 4, half } }
    }

    /// Adds `delta`, a 256-bit number with the lowest word first, to the counter of four-word blocks, and
    /// forgets the block and half word left over.
    pub fn advance(&mut self, delta: [u64; 4]) {
        *self = Self::with_key(self.inner.key, add(self.inner.counter, delta));
    }

    #[cold]
    fn refill(&mut self) -> u64 {
        self.inner.counter = add(self.inner.counter, [1, 0, 0, 0]);
        self.inner.buffer = block(self.inner.counter, self.inner.key);
        self.inner.buffer_pos = 1;
        self.inner.buffer[0]
    }
}

fn add(a: [u64; 4], b: [u64; 4]) -> [u64; 4] {
    let mut carry = false;
    std::array::from_fn(|i| {
        let (sum, first) = a[i].overflowing_add(b[i]);
        let (sum, second) = sum.overflowing_add(u64::from(carry));
        carry = first || second;
        sum
    })
}

fn block(mut counter: [u64; 4], mut key: [u64; 2]) -> [u64; 4] {
    for _ in 0..ROUNDS {
        counter = round(counter, key);
        key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
    }
    counter
}

#[inline]
fn round(counter: [u64; 4], key: [u64; 2]) -> [u64; 4] {
    let wide = |i: usize| u128::from(MULTIPLIERS[i]) * u128::from(counter[2 * i]);
    let (first, second) = (wide(0), wide(1));
    let high = |product: u128| (product >> 64) as u64;
    [high(second) ^ counter[1] ^ key[0], second as u64, high(first) ^ counter[3] ^ key[1], first as u64]
}

impl BitGenerator for Philox {
    #[inline]
    fn next_u64(&mut self) -> u64 {
        let Some(&word) = self.inner.buffer.get(self.inner.buffer_pos) else { return self.refill() };
        self.inner.buffer_pos += 1;
        word
    }

    #[inline]
    fn next_u32(&mut self) -> u32 {
        let mut half = self.inner.half;
        let word = half.next(|| self.next_u64());
        self.inner.half = half;
        word
    }
}

impl Stream for Philox {
    const NAME: &'static str = "Philox";
    type State = PhiloxState;

    fn from_seed(seed: &SeedSequence) -> Self {
        let words = seed.generate_u64(2);
        Self::with_key([words[0], words[1]], [0; 4])
    }

    fn state(&self) -> PhiloxState {
        self.inner
    }

    fn set_state(&mut self, state: PhiloxState) -> Result<(), RandomError> {
        if state.buffer_pos > 4 {
            return Err(RandomError::Position { pos: state.buffer_pos, len: 4 });
        }
        self.inner = state;
        Ok(())
    }
}

impl Jump for Philox {
    fn jumped(&self, jumps: u64) -> Self {
        let mut ahead = *self;
        ahead.advance([0, 0, jumps, 0]);
        ahead
    }
}
