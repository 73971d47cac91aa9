//! Distributions of vectors: results hold one vector after the other.

use super::super::bit_generator::BitGenerator;
use super::super::choice::kahan_sum;
use super::super::distributions as draw;
use super::super::error::{Constraint, RandomError};
use super::super::fill::filled;
use super::Generator;

/// How [`Generator::multivariate_hypergeometric`] draws.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MultivariateMethod {
    /// One hypergeometric variate per colour.
    #[default]
    Marginals,
    /// A partial shuffle of the urn, in memory proportional to its size.
    Count,
}

impl<B: BitGenerator> Generator<B> {
    /// `n` vectors of counts of `trials` trials among outcomes of probability `pvals`.
    ///
    /// # Errors
    /// [`RandomError::EmptyPvals`], [`RandomError::PvalsSum`], [`RandomError::Parameter`] if `trials` is
    /// negative or a probability outside `[0, 1]`, [`RandomError::OutOfMemory`].
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::default_rng;
    ///
    /// let counts = default_rng(42).multinomial(20, &[0.2, 0.3, 0.5], 1)?;
    /// assert_eq!(counts.iter().sum::<i64>(), 20);
    /// # Ok::<(), pallasite_numpy::random::RandomError>(())
    /// ```
    pub fn multinomial(&mut self, trials: i64, pvals: &[f64], n: usize) -> Result<Vec<i64>, RandomError> {
        if pvals.is_empty() {
            return Err(RandomError::EmptyPvals);
        }
        check_multinomial(trials, pvals)?;
        filled(n.saturating_mul(pvals.len()), 0, |out| {
            for counts in out.chunks_exact_mut(pvals.len()) {
                draw::multinomial(&mut self.source, trials, pvals, draw::Binomial::new, counts);
            }
        })
    }

    /// `n` vectors with a Dirichlet distribution.
    ///
    /// # Errors
    /// [`RandomError::Parameter`] if an `alpha` is negative, [`RandomError::OutOfMemory`].
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::default_rng;
    ///
    /// let x = default_rng(42).dirichlet(&[1.0, 2.0, 3.0], 1)?;
    /// assert!((x.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    /// # Ok::<(), pallasite_numpy::random::RandomError>(())
    /// ```
    pub fn dirichlet(&mut self, alpha: &[f64], n: usize) -> Result<Vec<f64>, RandomError> {
        for &a in alpha {
            // NumPy lets -0.0 through here.
            Constraint::NonNegative.check("alpha", a + 0.0)?;
        }
        filled(n.saturating_mul(alpha.len()), 0.0, |out| {
            for x in out.chunks_exact_mut(alpha.len().max(1)) {
                draw::dirichlet(&mut self.source, alpha, x);
            }
        })
    }

    /// `n` vectors of counts among `nsample` items drawn without replacement from an urn with
    /// `colors[i]` items of colour `i`.
    ///
    /// # Errors
    /// [`RandomError::Colors`] if a count or `nsample` is negative or too large for the method,
    /// [`RandomError::OutOfMemory`].
    pub fn multivariate_hypergeometric(
        &mut self,
        colors: &[i64],
        nsample: i64,
        method: MultivariateMethod,
        n: usize,
    ) -> Result<Vec<i64>, RandomError> {
        let total = check_colors(colors, nsample, method)?;
        let len = n.saturating_mul(colors.len());
        let vectors = colors.len().max(1);
        if method == MultivariateMethod::Marginals {
            return filled(len, 0, |out| {
                for counts in out.chunks_exact_mut(vectors) {
                    draw::hypergeometric_marginals(&mut self.source, colors, nsample, counts);
                }
            });
        }
        let mut urn = filled(total, 0, |urn| label(urn, colors))?;
        filled(len, 0, |out| {
            for counts in out.chunks_exact_mut(vectors) {
                draw::hypergeometric_count(&mut self.source, &mut urn, colors, nsample as usize, counts);
            }
        })
    }
}

/// Writes the colour of each item.
fn label(urn: &mut [usize], colors: &[i64]) {
    let mut rest = urn;
    for (i, &count) in colors.iter().enumerate() {
        let (items, tail) = rest.split_at_mut(count as usize);
        items.fill(i);
        rest = tail;
    }
}

pub(in super::super) fn check_multinomial(trials: i64, pvals: &[f64]) -> Result<(), RandomError> {
    Constraint::Unit.check_all("pvals", pvals)?;
    if kahan_sum(&pvals[..pvals.len().saturating_sub(1)]) > 1.0 + 1e-12 {
        return Err(RandomError::PvalsSum);
    }
    Constraint::NonNegative.check("n", trials as f64)
}

fn check_colors(colors: &[i64], nsample: i64, method: MultivariateMethod) -> Result<usize, RandomError> {
    let error = |message| Err(RandomError::Colors(message));
    if nsample < 0 {
        return error("nsample must be nonnegative.");
    }
    if colors.iter().any(|&count| count < 0) {
        return error(
            "colors must be a one-dimensional sequence of nonnegative integers not exceeding 9223372036854775807.",
        );
    }
    let Some(total) = colors.iter().try_fold(0_i64, |sum, &count| sum.checked_add(count)) else {
        return error(
            "sum(colors) must not exceed the maximum value of a 64 bit signed integer (9223372036854775807)",
        );
    };
    if method == MultivariateMethod::Marginals && total >= 1_000_000_000 {
        return error("When method is \"marginals\", sum(colors) must be less than 1000000000.");
    }
    if method == MultivariateMethod::Count && total > i64::MAX / 8 {
        return error("When method is 'count', sum(colors) must not exceed 1152921504606846975");
    }
    if nsample > total {
        return error("nsample > sum(colors)");
    }
    Ok(total as usize)
}
