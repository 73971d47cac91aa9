//! Continuous distributions.

use super::super::bit_generator::BitGenerator;
use super::super::distributions::{self as draw, Variates};
use super::super::error::{Constraint, Dialect, RandomError};
use super::super::fill::each;
use super::super::fill::filled;
use super::super::generator::check_triangle;
use super::super::methods::distribution_methods;
use super::{RandomState, distributions as old};

impl<B: BitGenerator> RandomState<B> {
    /// Uniform in `[low, high)`; `high` may be the lower end.
    ///
    /// # Errors
    /// [`RandomError::InfiniteRange`] if `high - low` overflows, [`RandomError::OutOfMemory`].
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::RandomState;
    ///
    /// assert_eq!(RandomState::new(42).uniform(0.0, 10.0, 1)?, [3.745401188473625]);
    /// # Ok::<(), pallasite_numpy::random::RandomError>(())
    /// ```
    pub fn uniform(&mut self, low: f64, high: f64, n: usize) -> Result<Vec<f64>, RandomError> {
        let range = high - low;
        if !range.is_finite() {
            return Err(RandomError::InfiniteRange(Dialect::Legacy));
        }
        filled(n, 0.0, |out| each(out, || draw::uniform(&mut self.source, low, range)))
    }

    /// Triangular on `[left, right]` with its peak at `mode`.
    ///
    /// # Errors
    /// [`RandomError::Triangle`] if the three are out of order, [`RandomError::OutOfMemory`].
    pub fn triangular(
        &mut self,
        left: f64,
        mode: f64,
        right: f64,
        n: usize,
    ) -> Result<Vec<f64>, RandomError> {
        check_triangle(left, mode, right)?;
        filled(n, 0.0, |out| {
            each(out, || draw::triangular(&mut self.source, left, mode, right));
        })
    }

    /// `n` vectors with a Dirichlet distribution, one after the other.
    ///
    /// # Errors
    /// [`RandomError::Parameter`] if an `alpha` is not positive, [`RandomError::OutOfMemory`].
    pub fn dirichlet(&mut self, alpha: &[f64], n: usize) -> Result<Vec<f64>, RandomError> {
        Constraint::Positive.check_all("alpha", alpha)?;
        filled(n.saturating_mul(alpha.len()), 0.0, |out| {
            for x in out.chunks_exact_mut(alpha.len().max(1)) {
                draw::normalised_gammas(&mut self.source, alpha, x);
            }
        })
    }

    distribution_methods! {
        "RandomState", "RandomState::new(42)";

        /// Normal with mean 0 and variance 1, by the polar method.
        fn standard_normal / fill_standard_normal() -> f64 {} = |v| v.standard_normal(),
        giving () 0.4967141530112327;

        /// Normal with mean `loc` and standard deviation `scale`.
        fn normal / fill_normal(loc: f64, scale: f64) -> f64
        { NonNegative scale } = |v| draw::normal(v, loc, scale),
        giving (5.0, 2.0) 5.993428306022466;

        /// Exponential with mean 1, by inversion.
        fn standard_exponential / fill_standard_exponential() -> f64 {} = |v| v.standard_exponential(),
        giving () 0.4692680899768591;

        /// Exponential with mean `scale`.
        fn exponential / fill_exponential(scale: f64) -> f64
        { NonNegative scale } = |v| draw::exponential(v, scale),
        giving (2.5) 1.1731702249421478;

        /// Gamma with the given shape and scale 1.
        fn standard_gamma / fill_standard_gamma(shape: f64) -> f64
        { NonNegative shape } = |v| draw::standard_gamma(v, shape),
        giving (2.5) 2.983135365424813;

        /// Gamma with the given shape and scale.
        fn gamma / fill_gamma(shape: f64, scale: f64) -> f64
        { NonNegative shape, NonNegative scale } = |v| draw::gamma(v, shape, scale),
        giving (3.0, 0.7) 2.4939730637882915;

        /// Beta on `[0, 1]`.
        fn beta / fill_beta(a: f64, b: f64) -> f64 { Positive a, Positive b } = |v| old::beta(v, a, b),
        giving (2.0, 3.0) 0.4944725879278468;

        /// Chi-square with `df` degrees of freedom.
        fn chisquare / fill_chisquare(df: f64) -> f64 { Positive df } = |v| draw::chisquare(v, df),
        giving (7.5) 8.839003280662077;

        /// Non-central chi-square.
        fn noncentral_chisquare / fill_noncentral_chisquare(df: f64, nonc: f64) -> f64
        { Positive df, NonNegative nonc } = |v| old::noncentral_chisquare(v, df, nonc),
        giving (3.0, 2.0) 1.0299416915118464;

        /// Fisher's F.
        fn f / fill_f(dfnum: f64, dfden: f64) -> f64
        { Positive dfnum, Positive dfden } = |v| draw::f(v, dfnum, dfden),
        giving (3.0, 7.0) 1.4266729680291241;

        /// Non-central F.
        fn noncentral_f / fill_noncentral_f(dfnum: f64, dfden: f64, nonc: f64) -> f64
        { Positive dfnum, Positive dfden, NonNegative nonc } = |v| old::noncentral_f(v, dfnum, dfden, nonc),
        giving (3.0, 7.0, 1.5) 0.2944811311523128;

        /// Cauchy with location 0 and scale 1.
        fn standard_cauchy / fill_standard_cauchy() -> f64 {} = |v| draw::standard_cauchy(v),
        giving () -3.5924974762375737;

        /// Student's t with `df` degrees of freedom.
        fn standard_t / fill_standard_t(df: f64) -> f64 { Positive df } = |v| draw::standard_t(v, df),
        giving (4.5) 0.5662135663926392;

        /// Exponential of a normal variate.
        fn lognormal / fill_lognormal(mean: f64, sigma: f64) -> f64
        { NonNegative sigma } = |v| draw::lognormal(v, mean, sigma),
        giving (0.5, 0.75) 2.392970819534342;

        /// Laplace (double exponential).
        fn laplace / fill_laplace(loc: f64, scale: f64) -> f64
        { NonNegative scale } = |v| draw::laplace(v, loc, scale),
        giving (1.0, 2.0) 0.4221816504513213;

        /// Logistic.
        fn logistic / fill_logistic(loc: f64, scale: f64) -> f64
        { NonNegative scale } = |v| draw::logistic(v, loc, scale),
        giving (1.0, 2.0) -0.02557653071485122;

        /// Gumbel (extreme value of the first kind).
        fn gumbel / fill_gumbel(loc: f64, scale: f64) -> f64
        { NonNegative scale } = |v| draw::gumbel(v, loc, scale),
        giving (1.0, 2.0) 2.5131621068576706;

        /// Weibull with shape `a` and scale 1.
        fn weibull / fill_weibull(a: f64) -> f64 { NonNegative a } = |v| draw::weibull(v, a),
        giving (1.5) 0.6038754149558739;

        /// Rayleigh with mode `scale`.
        fn rayleigh / fill_rayleigh(scale: f64) -> f64 { NonNegative scale } = |v| old::rayleigh(v, scale),
        giving (2.0) 1.937561539620064;

        /// Pareto II (Lomax) with shape `a`.
        fn pareto / fill_pareto(a: f64) -> f64 { Positive a } = |v| old::pareto(v, a),
        giving (3.0) 0.16932036645405568;

        /// Density `a x^(a-1)` on `[0, 1]`.
        fn power / fill_power(a: f64) -> f64 { Positive a } = |v| old::power(v, a),
        giving (2.5) 0.6751485473767549;

        /// Inverse Gaussian.
        fn wald / fill_wald(mean: f64, scale: f64) -> f64
        { Positive mean, Positive scale } = |v| old::wald(v, mean, scale),
        giving (2.0, 3.0) 2.992123291293097;

        /// Von Mises on `[-π, π]`.
        fn vonmises / fill_vonmises(mu: f64, kappa: f64) -> f64
        { NonNegative kappa } = |v| draw::vonmises_rejection(v, mu, kappa),
        giving (1.0, 4.0) 1.329895216236273;
    }
}
