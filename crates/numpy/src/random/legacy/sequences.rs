//! Choices, shuffles and permutations.

use super::super::bit_generator::BitGenerator;
use super::super::choice::{self, ChoiceOptions};
use super::super::error::{Dialect, RandomError};
use super::super::fill::filled;
use super::super::shuffle::shuffle_by;
use super::RandomState;

impl<B: BitGenerator> RandomState<B> {
    /// `n` indices below `population`.
    ///
    /// # Errors
    /// If the population is empty or, without replacement, too small, or if the probabilities are of the
    /// wrong number, negative, NaN or do not sum to one; [`RandomError::OutOfMemory`].
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::{ChoiceOptions, RandomState};
    ///
    /// assert_eq!(RandomState::new(42).choice(10, 3, &ChoiceOptions::default())?, [6, 3, 7]);
    /// # Ok::<(), pallasite_numpy::random::RandomError>(())
    /// ```
    pub fn choice(
        &mut self,
        population: i64,
        n: usize,
        options: &ChoiceOptions<'_>,
    ) -> Result<Vec<i64>, RandomError> {
        choice::check(population.max(0) as u64, n, options, Dialect::Legacy)?;
        let bits = &mut self.source.bits;
        match options.p {
            _ if population <= 0 => Ok(Vec::new()),
            Some(p) if options.replace => choice::weighted(bits, n, p),
            Some(p) => Ok(choice::weighted_distinct(bits, n, p)),
            None if options.replace => self.randint(0, population, n),
            None => {
                let mut order = self.permutation(usize::try_from(population).unwrap_or(usize::MAX))?;
                order.truncate(n);
                Ok(order)
            }
        }
    }

    /// Shuffles a slice in place.
    pub fn shuffle<T>(&mut self, x: &mut [T]) {
        shuffle_by(&mut self.source.bits, x.len(), |i, j| x.swap(i, j));
    }

    /// The integers below `n` in random order.
    ///
    /// # Errors
    /// [`RandomError::OutOfMemory`].
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::RandomState;
    ///
    /// assert_eq!(RandomState::new(42).permutation(5)?, [1, 4, 2, 0, 3]);
    /// # Ok::<(), pallasite_numpy::random::RandomError>(())
    /// ```
    pub fn permutation(&mut self, n: usize) -> Result<Vec<i64>, RandomError> {
        let mut x = filled(n, 0, |out| out.iter_mut().zip(0..).for_each(|(slot, i)| *slot = i))?;
        self.shuffle(&mut x);
        Ok(x)
    }
}
