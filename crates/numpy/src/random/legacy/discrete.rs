//! Integers and discrete distributions.

use super::super::bit_generator::BitGenerator;
use super::super::bounded::{IntegerRange, IntegerSampler, RandomInteger, Rejection};
use super::super::distributions as draw;
use super::super::error::{Constraint, RandomError};
use super::super::fill::each;
use super::super::fill::filled;
use super::super::generator::{check_multinomial, fill_bytes};
use super::super::methods::distribution_methods;
use super::{RandomState, distributions as old};

impl<B: BitGenerator> RandomState<B> {
    /// Integers of type `T`, uniform in `[low, high)`, by masked rejection.
    ///
    /// # Errors
    /// [`RandomError::OutOfBounds`] if an end does not fit `T`, [`RandomError::EmptyRange`] if nothing
    /// lies between them, [`RandomError::OutOfMemory`].
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::RandomState;
    ///
    /// assert_eq!(RandomState::new(42).randint::<i64>(0, 100, 4)?, [51, 92, 14, 71]);
    /// # Ok::<(), pallasite_numpy::random::RandomError>(())
    /// ```
    pub fn randint<T: RandomInteger>(
        &mut self,
        low: impl Into<i128>,
        high: impl Into<i128>,
        n: usize,
    ) -> Result<Vec<T>, RandomError> {
        let range = IntegerRange::new::<T>(low.into(), high.into(), false)?;
        filled(n, T::truncate(0), |out| {
            IntegerSampler::new(Rejection::Masked).fill(&mut self.source.bits, range, out);
        })
    }

    /// Integers uniform in `[low, high]`.
    ///
    /// # Errors
    /// As [`randint`](Self::randint).
    pub fn random_integers(&mut self, low: i64, high: i64, n: usize) -> Result<Vec<i64>, RandomError> {
        self.randint(low, i128::from(high) + 1, n)
    }

    /// Integers uniform in `[0, i64::MAX]`.
    ///
    /// # Errors
    /// [`RandomError::OutOfMemory`].
    pub fn tomaxint(&mut self, n: usize) -> Result<Vec<i64>, RandomError> {
        filled(n, 0, |out| {
            each(out, || (self.source.bits.next_u64() >> 1) as i64);
        })
    }

    /// `n` random bytes, four to each 32-bit word.
    ///
    /// # Errors
    /// [`RandomError::OutOfMemory`].
    pub fn bytes(&mut self, n: usize) -> Result<Vec<u8>, RandomError> {
        filled(n, 0, |out| fill_bytes(&mut self.source.bits, out))
    }

    /// Successes in `trials` trials of probability `p`.
    ///
    /// # Errors
    /// [`RandomError::Parameter`] if `trials` is negative or `p` outside `[0, 1]`,
    /// [`RandomError::OutOfMemory`].
    pub fn binomial(&mut self, trials: i64, p: f64, n: usize) -> Result<Vec<i64>, RandomError> {
        Constraint::Unit.check("p", p)?;
        Constraint::NonNegative.check("n", trials as f64)?;
        let binomial = draw::Binomial::legacy(trials, p);
        filled(n, 0, |out| each(out, || binomial.draw(&mut self.source)))
    }

    /// Failures before success number `successes`, of probability `p` each.
    ///
    /// # Errors
    /// [`RandomError::Parameter`] if `successes` is not positive or `p` outside `[0, 1]`,
    /// [`RandomError::OutOfMemory`].
    pub fn negative_binomial(&mut self, successes: f64, p: f64, n: usize) -> Result<Vec<i64>, RandomError> {
        Constraint::Positive.check("n", successes)?;
        Constraint::Unit.check("p", p)?;
        filled(n, 0, |out| {
            each(out, || draw::negative_binomial(&mut self.source, successes, p));
        })
    }

    /// Good items among `nsample` drawn without replacement from `ngood` good and `nbad` bad ones.
    ///
    /// # Errors
    /// [`RandomError::UrnTooSmall`] if there are fewer items than `nsample`, [`RandomError::Parameter`]
    /// if a count is negative or `nsample` zero, [`RandomError::OutOfMemory`].
    pub fn hypergeometric(
        &mut self,
        ngood: i64,
        nbad: i64,
        nsample: i64,
        n: usize,
    ) -> Result<Vec<i64>, RandomError> {
        if ngood.wrapping_add(nbad) < nsample {
            return Err(RandomError::UrnTooSmall);
        }
        Constraint::NonNegative.check("ngood", ngood as f64)?;
        Constraint::NonNegative.check("nbad", nbad as f64)?;
        Constraint::AtLeastOne.check("nsample", nsample as f64)?;
        filled(n, 0, |out| {
            each(out, || old::hypergeometric(&mut self.source, ngood, nbad, nsample));
        })
    }

    /// `n` vectors of counts of `trials` trials among outcomes of probability `pvals`, one after the
    /// other.
    ///
    /// # Errors
    /// [`RandomError::PvalsSum`], [`RandomError::Parameter`] if `trials` is negative or a probability
    /// outside `[0, 1]`, [`RandomError::OutOfMemory`].
    pub fn multinomial(&mut self, trials: i64, pvals: &[f64], n: usize) -> Result<Vec<i64>, RandomError> {
        check_multinomial(trials, pvals)?;
        filled(n.saturating_mul(pvals.len()), 0, |out| {
            for counts in out.chunks_exact_mut(pvals.len().max(1)) {
                draw::multinomial(&mut self.source, trials, pvals, draw::Binomial::new, counts);
            }
        })
    }

    distribution_methods! {
        "RandomState", "RandomState::new(42)";

        /// Poisson with mean `lam`.
        fn poisson / fill_poisson(lam: f64) -> i64 { PoissonMean lam } = |v| draw::poisson(v, lam),
        giving (4.0) 5;

        /// Trials up to the first success of probability `p`.
        fn geometric / fill_geometric(p: f64) -> i64 { UnitAboveZero p } = |v| old::geometric(v, p),
        giving (0.35) 2;

        /// Zipf with exponent `a`.
        fn zipf / fill_zipf(a: f64) -> i64 { AboveOne a } = |v| old::zipf(v, a),
        giving (2.0) 1;

        /// Logarithmic series with parameter `p`.
        fn logseries / fill_logseries(p: f64) -> i64 { UnitBelowOne p } = |v| old::logseries(v, p),
        giving (0.9) 9;
    }
}
