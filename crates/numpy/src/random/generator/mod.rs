//! The interface of `numpy.random.Generator`.

mod continuous;
mod discrete;
mod integers;
mod multivariate;
mod sequences;

pub use multivariate::MultivariateMethod;

pub(super) use continuous::check_triangle;
pub(super) use integers::fill_bytes;
pub(super) use multivariate::check_multinomial;

use super::bit_generator::{BitGenerator, Stream};
use super::error::RandomError;
use super::fill::{RandomFloat, filled};
use super::pcg64::Pcg64;
use super::seed_sequence::SeedSequence;

/// Draws from distributions, as `numpy.random.Generator`, from any source of bits.
///
/// # Examples
/// ```
/// use pallasite_numpy::random::{Generator, Philox, Stream, default_rng};
///
/// let mut rng = default_rng(7);
/// assert_eq!(rng.random::<f64>(1)?, [0.625095466604667]);
/// let mut rng = Generator::<Philox>::from_seed(7_u64.into());
/// assert_eq!(rng.random::<f64>(1)?.len(), 1);
/// # Ok::<(), pallasite_numpy::random::RandomError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Generator<B> {
    pub(super) source: B,
    seed: Option<SeedSequence>,
}

/// A [`Generator`] on [`Pcg64`], seeded as `numpy.random.default_rng(seed)`.
///
/// Longer seeds go through [`SeedSequence`].
///
/// # Examples
/// ```
/// use pallasite_numpy::random::default_rng;
///
/// assert_eq!(default_rng(42).random::<f64>(1)?, [0.7739560485559633]);
/// # Ok::<(), pallasite_numpy::random::RandomError>(())
/// ```
pub fn default_rng(seed: u64) -> Generator<Pcg64> {
    Generator::from_seed(seed.into())
}

impl<B: Stream> Generator<B> {
    /// A generator at the start of the stream that `seed` selects.
    pub fn from_seed(seed: SeedSequence) -> Self {
        Self { source: B::from_seed(&seed), seed: Some(seed) }
    }

    /// `n` generators with independent streams.
    ///
    /// # Errors
    /// [`RandomError::NoSeedSequence`] if this generator was not made from a seed.
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::default_rng;
    ///
    /// let mut children = default_rng(42).spawn(2)?;
    /// assert_ne!(children[0].random::<f64>(3)?, children[1].random::<f64>(3)?);
    /// # Ok::<(), pallasite_numpy::random::RandomError>(())
    /// ```
    pub fn spawn(&mut self, n: u32) -> Result<Vec<Self>, RandomError> {
        let seed = self.seed.as_mut().ok_or(RandomError::NoSeedSequence)?;
        Ok(seed.spawn(n)?.into_iter().map(Self::from_seed).collect())
    }
}

impl<B> Generator<B> {
    /// A generator on a source in any state; it cannot [`spawn`](Self::spawn).
    pub fn new(source: B) -> Self {
        Self { source, seed: None }
    }

    /// The source of bits.
    pub fn bit_generator(&self) -> &B {
        &self.source
    }

    /// The source of bits, to set its state or draw from it.
    pub fn bit_generator_mut(&mut self) -> &mut B {
        &mut self.source
    }

    /// The sequence that seeded the generator.
    pub fn seed_sequence(&self) -> Option<&SeedSequence> {
        self.seed.as_ref()
    }
}

macro_rules! standard_fills {
    ($($(#[$doc:meta])* $name:ident, $fill:ident, $kernel:ident;)*) => {
        impl<B: BitGenerator> Generator<B> {$(
            $(#[$doc])*
            ///
            /// # Errors
            /// [`RandomError::OutOfMemory`] if the result does not fit in memory.
            pub fn $name<T: RandomFloat>(&mut self, n: usize) -> Result<Vec<T>, RandomError> {
                filled(n, T::zero(), |out| T::$kernel(&mut self.source, out))
            }

            #[doc = concat!("[`", stringify!($name), "`](Self::", stringify!($name), ") into a slice.")]
            pub fn $fill<T: RandomFloat>(&mut self, out: &mut [T]) {
                T::$kernel(&mut self.source, out);
            }
        )*}
    };
}

standard_fills! {
    /// Uniform in `[0, 1)`, in `f64` or `f32`.
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::default_rng;
    ///
    /// let mut rng = default_rng(42);
    /// assert_eq!(rng.random::<f64>(2)?, [0.7739560485559633, 0.4388784397520523]);
    /// assert_eq!(default_rng(42).random::<f32>(2)?, [0.08925092, 0.773956]);
    /// # Ok::<(), pallasite_numpy::random::RandomError>(())
    /// ```
    random, fill_random, fill_uniform;

    /// Normal with mean 0 and variance 1, in `f64` or `f32`, by the ziggurat method.
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::default_rng;
    ///
    /// let mut x = [0.0_f64; 2];
    /// default_rng(42).fill_standard_normal(&mut x);
    /// assert_eq!(x, [0.30471707975443135, -1.0399841062404955]);
    /// ```
    standard_normal, fill_standard_normal, fill_normal;

    /// Exponential with mean 1, in `f64` or `f32`, by the ziggurat method.
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::default_rng;
    ///
    /// assert_eq!(default_rng(42).standard_exponential::<f64>(1)?, [2.4042086039659947]);
    /// # Ok::<(), pallasite_numpy::random::RandomError>(())
    /// ```
    standard_exponential, fill_standard_exponential, fill_exponential;

    /// Exponential with mean 1 by inversion: `standard_exponential(method="inv")`.
    standard_exponential_inverse, fill_standard_exponential_inverse, fill_exponential_inverse;
}
