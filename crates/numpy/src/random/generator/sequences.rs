//! Choices, shuffles and permutations.

use ndarray::{ArrayViewMut, Axis, Dimension, RemoveAxis};

use super::super::bit_generator::BitGenerator;
use super::super::choice::{self, ChoiceOptions};
use super::super::error::{Dialect, RandomError};
use super::super::fill::filled;
use super::super::shuffle::{shuffle_axis, shuffle_by, shuffle_lanes};
use super::Generator;

impl<B: BitGenerator> Generator<B> {
    /// `n` indices below `population`.
    ///
    /// # Errors
    /// If the population is empty or, without replacement, too small, or if the probabilities are of the
    /// wrong number, negative, NaN or do not sum to one; [`RandomError::OutOfMemory`].
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::{ChoiceOptions, default_rng};
    ///
    /// let mut rng = default_rng(42);
    /// assert_eq!(rng.choice(5, 3, &ChoiceOptions::default())?, [0, 3, 3]);
    /// let distinct = ChoiceOptions { replace: false, ..Default::default() };
    /// assert_eq!(rng.choice(5, 5, &distinct)?.iter().sum::<i64>(), 10);
    /// let skewed = ChoiceOptions { p: Some(&[0.5, 0.4]), ..Default::default() };
    /// assert!(rng.choice(2, 1, &skewed).unwrap_err().to_string().starts_with("Probabilities do not sum"));
    /// # Ok::<(), pallasite_numpy::random::RandomError>(())
    /// ```
    pub fn choice(
        &mut self,
        population: i64,
        n: usize,
        options: &ChoiceOptions<'_>,
    ) -> Result<Vec<i64>, RandomError> {
        choice::check(population.max(0) as u64, n, options, Dialect::Generator)?;
        match options.p {
            _ if population <= 0 => Ok(Vec::new()),
            Some(p) if options.replace => choice::weighted(&mut self.source, n, p),
            Some(p) => Ok(choice::weighted_distinct(&mut self.source, n, p)),
            None if options.replace => self.integers(0, population, false, n),
            None => choice::uniform_distinct(&mut self.source, population, n, options.shuffle),
        }
    }

    /// Shuffles a slice in place.
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::default_rng;
    ///
    /// let mut x = ["a", "b", "c", "d", "e"];
    /// default_rng(42).shuffle(&mut x);
    /// assert_eq!(x, ["e", "c", "d", "b", "a"]);
    /// ```
    pub fn shuffle<T>(&mut self, x: &mut [T]) {
        shuffle_by(&mut self.source, x.len(), |i, j| x.swap(i, j));
    }

    /// Shuffles the sub-arrays along `axis`, each kept whole.
    pub fn shuffle_axis<T, D: RemoveAxis>(&mut self, x: ArrayViewMut<'_, T, D>, axis: Axis) {
        shuffle_axis(&mut self.source, x, axis);
    }

    /// Shuffles each line along `axis` by itself.
    ///
    /// # Examples
    /// ```
    /// use ndarray::{Axis, array};
    /// use pallasite_numpy::random::default_rng;
    ///
    /// let mut x = array![[1, 2, 3], [4, 5, 6]];
    /// default_rng(42).permuted(x.view_mut(), Axis(1));
    /// assert_eq!(x.sum_axis(Axis(1)), array![6, 15]);
    /// ```
    pub fn permuted<T, D: Dimension>(&mut self, x: ArrayViewMut<'_, T, D>, axis: Axis) {
        shuffle_lanes(&mut self.source, x, axis);
    }

    /// The integers below `n` in random order.
    ///
    /// # Errors
    /// [`RandomError::OutOfMemory`].
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::default_rng;
    ///
    /// assert_eq!(default_rng(42).permutation(5)?, [4, 2, 3, 1, 0]);
    /// # Ok::<(), pallasite_numpy::random::RandomError>(())
    /// ```
    pub fn permutation(&mut self, n: usize) -> Result<Vec<i64>, RandomError> {
        let mut x = filled(n, 0, |out| out.iter_mut().zip(0..).for_each(|(slot, i)| *slot = i))?;
        self.shuffle(&mut x);
        Ok(x)
    }
}
