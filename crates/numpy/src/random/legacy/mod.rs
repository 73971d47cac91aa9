//! The interface of `numpy.random.RandomState`, frozen in its streams.

mod continuous;
mod discrete;
mod distributions;
mod sequences;

use super::bit_generator::BitGenerator;
use super::distributions::Variates;
use super::error::RandomError;
use super::fill::{RandomFloat, filled};
use super::mt19937::{MT19937_WORDS, Mt19937, Mt19937State};

use super::bit_generator::Stream;

/// A source of bits with the elementary variates of old: normals by Marsaglia's polar method, which makes
/// two at a time, and exponentials by inversion.
#[derive(Debug, Clone, PartialEq)]
pub struct Polar<B> {
    pub(super) bits: B,
    gauss: Option<f64>,
}

impl<B: BitGenerator> Variates for Polar<B> {
    #[inline]
    fn standard_uniform(&mut self) -> f64 {
        self.bits.next_f64()
    }

    #[inline]
    fn standard_normal(&mut self) -> f64 {
        if let Some(kept) = self.gauss.take() {
            return kept;
        }
        loop {
            let x = 2.0 * self.bits.next_f64() - 1.0;
            let y = 2.0 * self.bits.next_f64() - 1.0;
            let r2 = x * x + y * y;
            if r2 < 1.0 && r2 != 0.0 {
                let f = (-2.0 * r2.ln() / r2).sqrt();
                self.gauss = Some(f * x);
                return f * y;
            }
        }
    }

    #[inline]
    fn standard_exponential(&mut self) -> f64 {
        -(1.0 - self.bits.next_f64()).ln()
    }
}

/// Draws from distributions in the streams of `numpy.random.seed` and `numpy.random.RandomState`.
///
/// # Examples
/// ```
/// use pallasite_numpy::random::RandomState;
///
/// let mut state = RandomState::new(42);
/// assert_eq!(state.rand(2)?, [0.3745401188473625, 0.9507143064099162]);
/// assert_eq!(RandomState::new(42).randn(2)?, [0.4967141530112327, -0.13826430117118466]);
/// # Ok::<(), pallasite_numpy::random::RandomError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RandomState<B = Mt19937> {
    pub(super) source: Polar<B>,
}

/// The tuple of `RandomState.get_state()`.
#[derive(Debug, Clone, PartialEq)]
pub struct LegacyState {
    /// The untempered words of the twister.
    pub key: [u32; MT19937_WORDS],
    /// Number of words of `key` already handed out.
    pub pos: usize,
    /// Whether the second normal of a pair is kept.
    pub has_gauss: bool,
    /// That normal, or zero.
    pub cached_gaussian: f64,
}

impl RandomState {
    /// The stream of `numpy.random.seed(seed)`.
    pub fn new(seed: u32) -> Self {
        Self::with_bits(Mt19937::from_u32(seed))
    }

    /// The stream of `numpy.random.seed([...])`.
    ///
    /// # Errors
    /// [`RandomError::EmptySeed`] if there is no word.
    pub fn from_array(seed: &[u32]) -> Result<Self, RandomError> {
        Ok(Self::with_bits(Mt19937::from_array(seed)?))
    }

    /// Starts over as [`new`](Self::new).
    pub fn seed(&mut self, seed: u32) {
        *self = Self::new(seed);
    }

    /// Everything that determines the rest of the stream.
    pub fn get_state(&self) -> LegacyState {
        let Mt19937State { key, pos } = self.source.bits.state();
        let gauss = self.source.gauss;
        LegacyState { key, pos, has_gauss: gauss.is_some(), cached_gaussian: gauss.unwrap_or(0.0) }
    }

    /// Continues from a stored state.
    ///
    /// # Errors
    /// [`RandomError::Position`] if `pos` lies outside the state.
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::RandomState;
    ///
    /// let mut state = RandomState::new(1);
    /// state.randn(3)?;
    /// let kept = state.get_state();
    /// let next = state.randn(2)?;
    /// state.set_state(&kept)?;
    /// assert_eq!(state.randn(2)?, next);
    /// # Ok::<(), pallasite_numpy::random::RandomError>(())
    /// ```
    pub fn set_state(&mut self, state: &LegacyState) -> Result<(), RandomError> {
        self.source.bits.set_state(Mt19937State { key: state.key, pos: state.pos })?;
        self.set_gauss(state.has_gauss.then_some(state.cached_gaussian));
        Ok(())
    }
}

impl<B> RandomState<B> {
    /// A legacy interface to any source of bits.
    pub fn with_bits(bits: B) -> Self {
        Self { source: Polar { bits, gauss: None } }
    }

    /// The source of bits.
    pub fn bit_generator(&self) -> &B {
        &self.source.bits
    }

    /// The source of bits, to set its state or draw from it.
    pub fn bit_generator_mut(&mut self) -> &mut B {
        &mut self.source.bits
    }

    /// The second normal of a pair, if it was not used yet.
    pub fn gauss(&self) -> Option<f64> {
        self.source.gauss
    }

    /// Sets or drops the second normal of a pair.
    pub fn set_gauss(&mut self, gauss: Option<f64>) {
        self.source.gauss = gauss;
    }
}

impl<B: BitGenerator> RandomState<B> {
    /// Uniform in `[0, 1)`.
    ///
    /// # Errors
    /// [`RandomError::OutOfMemory`] if the result does not fit in memory.
    pub fn random_sample(&mut self, n: usize) -> Result<Vec<f64>, RandomError> {
        filled(n, 0.0, |out| self.fill_random_sample(out))
    }

    /// [`random_sample`](Self::random_sample) into a slice.
    pub fn fill_random_sample(&mut self, out: &mut [f64]) {
        f64::fill_uniform(&mut self.source.bits, out);
    }

    /// Another name of [`random_sample`](Self::random_sample).
    ///
    /// # Errors
    /// [`RandomError::OutOfMemory`] if the result does not fit in memory.
    pub fn rand(&mut self, n: usize) -> Result<Vec<f64>, RandomError> {
        self.random_sample(n)
    }

    /// Another name of [`standard_normal`](Self::standard_normal).
    ///
    /// # Errors
    /// [`RandomError::OutOfMemory`] if the result does not fit in memory.
    pub fn randn(&mut self, n: usize) -> Result<Vec<f64>, RandomError> {
        self.standard_normal(n)
    }
}
