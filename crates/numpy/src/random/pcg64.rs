//! The permuted congruential generators PCG64 and PCG64DXSM.

use super::bit_generator::{BitGenerator, HalfWord, Jump, Stream};
use super::error::RandomError;
use super::seed_sequence::SeedSequence;

const MULTIPLIER: u128 = 0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645;
const CHEAP_MULTIPLIER: u64 = 0xda94_2042_e4dd_58b5;
/// The golden ratio as a fraction of the period: jumps of this size stay far apart.
const JUMP: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;

/// State of [`Pcg64`] and [`Pcg64Dxsm`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pcg64State {
    /// The congruential state.
    pub state: u128,
    /// The increment, which selects the stream; odd.
    pub inc: u128,
    /// The half word left over.
    pub half: HalfWord,
}

/// A linear congruential step `state * mult + plus` modulo 2^128.
#[derive(Debug, Clone, Copy)]
struct Step {
    mult: u128,
    plus: u128,
}

impl Step {
    #[inline]
    fn apply(self, state: u128) -> u128 {
        state.wrapping_mul(self.mult).wrapping_add(self.plus)
    }

    /// This step, then `next`.
    fn then(self, next: Self) -> Self {
        Self { mult: self.mult.wrapping_mul(next.mult), plus: next.apply(self.plus) }
    }

    /// The step done `n` times, by repeated squaring. After Brown, *Random Number Generation with
    /// Arbitrary Strides*, Trans. Am. Nucl. Soc. 71 (1994).
    fn repeat(self, mut n: u128) -> Self {
        let (mut result, mut power) = (Self { mult: 1, plus: 0 }, self);
        while n > 0 {
            if n & 1 == 1 {
                result = result.then(power);
            }
            power = power.then(power);
            n >>= 1;
        }
        result
    }
}

/// Output permutation "xor-shift low, random rotation".
#[inline]
fn xsl_rr(state: u128) -> u64 {
    let folded = (state >> 64) as u64 ^ state as u64;
    folded.rotate_right((state >> 122) as u32)
}

/// Output permutation "double xor-shift, multiply".
#[inline]
fn dxsm(state: u128) -> u64 {
    let mut high = (state >> 64) as u64;
    high ^= high >> 32;
    high = high.wrapping_mul(CHEAP_MULTIPLIER);
    high ^= high >> 48;
    high.wrapping_mul(state as u64 | 1)
}

macro_rules! pcg {
    ($(#[$doc:meta])* $name:ident, $numpy:literal, $mult:expr, $output:ident, $before_step:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $name {
            state: u128,
            inc: u128,
            half: HalfWord,
        }

        impl $name {
            #[inline]
            fn step(&self) -> Step {
                Step { mult: $mult, plus: self.inc }
            }

            /// Moves as if `delta` words had been drawn (modulo the period 2^128), and forgets a half
            /// word left over.
            pub fn advance(&mut self, delta: u128) {
                self.state = self.step().repeat(delta).apply(self.state);
                self.half = HalfWord::default();
            }
        }

        impl BitGenerator for $name {
            #[inline]
            fn next_u64(&mut self) -> u64 {
                let before = self.state;
                self.state = self.step().apply(before);
                $output(if $before_step { before } else { self.state })
            }

            #[inline]
            fn next_u32(&mut self) -> u32 {
                let mut half = self.half;
                let word = half.next(|| self.next_u64());
                self.half = half;
                word
            }
        }

        impl Stream for $name {
            const NAME: &'static str = $numpy;
            type State = Pcg64State;

            fn from_seed(seed: &SeedSequence) -> Self {
                let words = seed.generate_u64(4);
                let wide = |high: u64, low: u64| u128::from(high) << 64 | u128::from(low);
                let inc = wide(words[2], words[3]) << 1 | 1;
                // NumPy seeds both kinds with the steps of the first.
                let step = Step { mult: MULTIPLIER, plus: inc };
                let state = step.apply(step.apply(0).wrapping_add(wide(words[0], words[1])));
                Self { state, inc, half: HalfWord::default() }
            }

            fn state(&self) -> Pcg64State {
                Pcg64State { state: self.state, inc: self.inc, half: self.half }
            }

            fn set_state(&mut self, state: Pcg64State) -> Result<(), RandomError> {
                let Pcg64State { state, inc, half } = state;
                *self = Self { state, inc, half };
                Ok(())
            }
        }

        impl Jump for $name {
            fn jumped(&self, jumps: u64) -> Self {
                let mut ahead = *self;
                ahead.advance(JUMP.wrapping_mul(u128::from(jumps)));
                ahead
            }
        }
    };
}

pcg! {
    /// PCG XSL-RR 128/64, the default of [`default_rng`](super::default_rng). Period 2^128.
    ///
    /// After O'Neill, *PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for
    /// Random Number Generation*, HMC-CS-2014-0905.
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::{BitGenerator, Pcg64, Stream};
    ///
    /// let mut bits = Pcg64::from_seed(&0_u64.into());
    /// let state = bits.state();
    /// let word = bits.next_u64();
    /// bits.set_state(state)?;
    /// assert_eq!(bits.next_u64(), word);
    /// # Ok::<(), pallasite_numpy::random::RandomError>(())
    /// ```
    Pcg64, "PCG64", MULTIPLIER, xsl_rr, false
}

pcg! {
    /// PCG DXSM 128/64 with the cheap multiplier: better mixed under heavy parallel use than [`Pcg64`].
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::{BitGenerator, Pcg64Dxsm, Stream};
    ///
    /// let mut bits = Pcg64Dxsm::from_seed(&0_u64.into());
    /// assert!((0.0..1.0).contains(&bits.next_f64()));
    /// ```
    Pcg64Dxsm, "PCG64DXSM", CHEAP_MULTIPLIER as u128, dxsm, true
}
