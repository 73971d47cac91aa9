//! Discrete distributions.

use super::super::bit_generator::BitGenerator;
use super::super::distributions as draw;
use super::super::error::{Constraint, POISSON_MEAN_MAX, RandomError};
use super::super::fill::each;
use super::super::fill::filled;
use super::super::methods::distribution_methods;
use super::Generator;

/// Populations from here on lose precision in the hypergeometric sampler.
const URN_LIMIT: i64 = 1_000_000_000;

impl<B: BitGenerator> Generator<B> {
    /// Successes in `trials` trials of probability `p`.
    ///
    /// # Errors
    /// [`RandomError::Parameter`] if `trials` is negative or `p` outside `[0, 1]`,
    /// [`RandomError::OutOfMemory`].
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::default_rng;
    ///
    /// let mut rng = default_rng(42);
    /// assert_eq!(rng.binomial(100, 0.5, 3)?, [55, 40, 43]);
    /// let error = rng.binomial(100, 1.5, 3).unwrap_err();
    /// assert_eq!(error.to_string(), "p < 0, p > 1 or p is NaN");
    /// # Ok::<(), pallasite_numpy::random::RandomError>(())
    /// ```
    pub fn binomial(&mut self, trials: i64, p: f64, n: usize) -> Result<Vec<i64>, RandomError> {
        let mut out = filled(n, 0, |_| ())?;
        self.fill_binomial(trials, p, &mut out)?;
        Ok(out)
    }

    /// [`binomial`](Self::binomial) into a slice.
    ///
    /// # Errors
    /// [`RandomError::Parameter`] if `trials` is negative or `p` outside `[0, 1]`.
    pub fn fill_binomial(&mut self, trials: i64, p: f64, out: &mut [i64]) -> Result<(), RandomError> {
        Constraint::Unit.check("p", p)?;
        Constraint::NonNegative.check("n", trials as f64)?;
        let binomial = draw::Binomial::new(trials, p);
        each(out, || binomial.draw(&mut self.source));
        Ok(())
    }

    /// Failures before success number `successes`, of probability `p` each.
    ///
    /// # Errors
    /// [`RandomError::Parameter`] if `successes` is not positive or `p` outside `(0, 1]`,
    /// [`RandomError::NegativeBinomialMean`], [`RandomError::OutOfMemory`].
    pub fn negative_binomial(&mut self, successes: f64, p: f64, n: usize) -> Result<Vec<i64>, RandomError> {
        Constraint::PositiveNotNan.check("n", successes)?;
        Constraint::UnitAboveZero.check("p", p)?;
        if (1.0 - p) / p * (successes + 10.0 * successes.sqrt()) > POISSON_MEAN_MAX {
            return Err(RandomError::NegativeBinomialMean);
        }
        filled(n, 0, |out| {
            each(out, || draw::negative_binomial(&mut self.source, successes, p));
        })
    }

    /// Good items among `nsample` drawn without replacement from `ngood` good and `nbad` bad ones.
    ///
    /// # Errors
    /// [`RandomError::UrnTooLarge`] from 10^9 items on, [`RandomError::UrnTooSmall`] if there are fewer
    /// than `nsample`, [`RandomError::Parameter`] if a count is negative, [`RandomError::OutOfMemory`].
    pub fn hypergeometric(
        &mut self,
        ngood: i64,
        nbad: i64,
        nsample: i64,
        n: usize,
    ) -> Result<Vec<i64>, RandomError> {
        if ngood >= URN_LIMIT || nbad >= URN_LIMIT {
            return Err(RandomError::UrnTooLarge);
        }
        if ngood.saturating_add(nbad) < nsample {
            return Err(RandomError::UrnTooSmall);
        }
        for (name, count) in [("ngood", ngood), ("nbad", nbad), ("nsample", nsample)] {
            Constraint::NonNegative.check(name, count as f64)?;
        }
        filled(n, 0, |out| {
            each(out, || draw::hypergeometric(&mut self.source, ngood, nbad, nsample));
        })
    }

    distribution_methods! {
        "default_rng", "default_rng(42)";

        /// Poisson with mean `lam`.
        fn poisson / fill_poisson(lam: f64) -> i64 { PoissonMean lam } = |bits| draw::poisson(bits, lam),
        giving (4.0) 6;

        /// Trials up to the first success of probability `p`.
        fn geometric / fill_geometric(p: f64) -> i64 { UnitAboveZero p } = |bits| draw::geometric(bits, p),
        giving (0.35) 4;

        /// Zipf with exponent `a`.
        fn zipf / fill_zipf(a: f64) -> i64 { AboveOne a } = |bits| draw::zipf(bits, a),
        giving (2.0) 4;

        /// Logarithmic series with parameter `p`.
        fn logseries / fill_logseries(p: f64) -> i64 { UnitBelowOne p } = |bits| draw::logseries(bits, p),
        giving (0.9) 1;
    }
}
