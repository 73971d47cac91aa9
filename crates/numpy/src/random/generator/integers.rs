//! Uniform integers and bytes.

use super::super::bit_generator::BitGenerator;
use super::super::bounded::{IntegerRange, IntegerSampler, RandomInteger, Rejection};
use super::super::error::RandomError;
use super::super::fill::filled;
use super::Generator;

impl<B: BitGenerator> Generator<B> {
    /// Integers of type `T`, uniform in `[low, high)`, or in `[low, high]` if `endpoint`.
    ///
    /// # Errors
    /// [`RandomError::OutOfBounds`] if an end does not fit `T`, [`RandomError::EmptyRange`] if nothing
    /// lies between them, [`RandomError::OutOfMemory`].
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::default_rng;
    ///
    /// let mut rng = default_rng(42);
    /// assert_eq!(rng.integers::<i64>(1, 7, false, 4)?, [1, 5, 4, 3]);
    /// assert_eq!(rng.integers::<u8>(0, 255, true, 2)?.len(), 2);
    /// assert_eq!(rng.integers::<i64>(3, 3, false, 1).unwrap_err().to_string(), "low >= high");
    /// # Ok::<(), pallasite_numpy::random::RandomError>(())
    /// ```
    pub fn integers<T: RandomInteger>(
        &mut self,
        low: impl Into<i128>,
        high: impl Into<i128>,
        endpoint: bool,
        n: usize,
    ) -> Result<Vec<T>, RandomError> {
        let range = IntegerRange::new::<T>(low.into(), high.into(), endpoint)?;
        filled(n, T::truncate(0), |out| self.sample_range(range, out))
    }

    /// [`integers`](Self::integers) into a slice.
    ///
    /// # Errors
    /// [`RandomError::OutOfBounds`] or [`RandomError::EmptyRange`].
    pub fn fill_integers<T: RandomInteger>(
        &mut self,
        low: impl Into<i128>,
        high: impl Into<i128>,
        endpoint: bool,
        out: &mut [T],
    ) -> Result<(), RandomError> {
        let range = IntegerRange::new::<T>(low.into(), high.into(), endpoint)?;
        self.sample_range(range, out);
        Ok(())
    }

    fn sample_range<T: RandomInteger>(&mut self, range: IntegerRange, out: &mut [T]) {
        IntegerSampler::new(Rejection::Lemire).fill(&mut self.source, range, out);
    }

    /// `n` random bytes, four to each 32-bit word.
    ///
    /// # Errors
    /// [`RandomError::OutOfMemory`].
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::default_rng;
    ///
    /// assert_eq!(default_rng(42).bytes(5)?, [136, 38, 217, 22, 205]);
    /// # Ok::<(), pallasite_numpy::random::RandomError>(())
    /// ```
    pub fn bytes(&mut self, n: usize) -> Result<Vec<u8>, RandomError> {
        filled(n, 0, |out| fill_bytes(&mut self.source, out))
    }
}

pub(in super::super) fn fill_bytes<B: BitGenerator>(bits: &mut B, out: &mut [u8]) {
    for chunk in out.chunks_mut(4) {
        chunk.copy_from_slice(&bits.next_u32().to_le_bytes()[..chunk.len()]);
    }
}
