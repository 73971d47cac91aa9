//! Where random numbers come from.

use pallasite_numpy::random::{BitGenerator, Generator, RandomError};

/// The random numbers that sequences are scrambled by; a `numpy.random.Generator` is one.
pub trait Random<E> {
    /// So many numbers between 0 and 1.
    fn uniforms(&mut self, n: usize) -> Result<Vec<f64>, E>;

    /// So many numbers of the standard normal distribution.
    fn normals(&mut self, n: usize) -> Result<Vec<f64>, E>;

    /// One number below `n`.
    fn below(&mut self, n: usize) -> Result<usize, E>;

    /// So many numbers below `n`.
    fn many_below(&mut self, n: usize, count: usize) -> Result<Vec<usize>, E>;

    /// The numbers below `n` in random order.
    fn permutation(&mut self, n: usize) -> Result<Vec<usize>, E>;
}

impl<B: BitGenerator> Random<RandomError> for Generator<B> {
    fn uniforms(&mut self, n: usize) -> Result<Vec<f64>, RandomError> {
        self.random(n)
    }

    fn normals(&mut self, n: usize) -> Result<Vec<f64>, RandomError> {
        self.standard_normal(n)
    }

    fn below(&mut self, n: usize) -> Result<usize, RandomError> {
        Ok(self.many_below(n, 1)?[0])
    }

    fn many_below(&mut self, n: usize, count: usize) -> Result<Vec<usize>, RandomError> {
        let drawn = self.integers::<i64>(0, n as i128, false, count)?;
        Ok(drawn.into_iter().map(|i| i as usize).collect())
    }

    fn permutation(&mut self, n: usize) -> Result<Vec<usize>, RandomError> {
        Ok(Self::permutation(self, n)?.into_iter().map(|i| i as usize).collect())
    }
}
