//! Continuous distributions with parameters.

use super::super::bit_generator::BitGenerator;
use super::super::distributions as draw;
use super::super::error::{Constraint, Dialect, RandomError};
use super::super::fill::each;
use super::super::fill::{RandomFloat, filled};
use super::super::methods::distribution_methods;
use super::Generator;

impl<B: BitGenerator> Generator<B> {
    /// Uniform in `[low, high)`.
    ///
    /// # Errors
    /// [`RandomError::InfiniteRange`] if `high - low` overflows, [`RandomError::Parameter`] if it is
    /// negative, [`RandomError::OutOfMemory`] if the result does not fit in memory.
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::default_rng;
    ///
    /// let mut rng = default_rng(42);
    /// assert_eq!(rng.uniform(-1.0, 1.0, 1)?, [0.5479120971119267]);
    /// let error = rng.uniform(1.0, -1.0, 1).unwrap_err();
    /// assert_eq!(error.to_string(), "high - low < 0");
    /// # Ok::<(), pallasite_numpy::random::RandomError>(())
    /// ```
    pub fn uniform(&mut self, low: f64, high: f64, n: usize) -> Result<Vec<f64>, RandomError> {
        let mut out = filled(n, 0.0, |_| ())?;
        self.fill_uniform(low, high, &mut out)?;
        Ok(out)
    }

    /// [`uniform`](Self::uniform) into a slice.
    ///
    /// # Errors
    /// As [`uniform`](Self::uniform).
    pub fn fill_uniform(&mut self, low: f64, high: f64, out: &mut [f64]) -> Result<(), RandomError> {
        let range = high - low;
        if !range.is_finite() {
            return Err(RandomError::InfiniteRange(Dialect::Generator));
        }
        Constraint::NonNegative.check("high - low", range)?;
        f64::fill_uniform(&mut self.source, out);
        out.iter_mut().for_each(|x| *x = low + range * *x);
        Ok(())
    }

    /// Normal with mean `loc` and standard deviation `scale`.
    ///
    /// # Errors
    /// [`RandomError::Parameter`] if `scale` is negative, [`RandomError::OutOfMemory`].
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::default_rng;
    ///
    /// let mut rng = default_rng(42);
    /// assert_eq!(rng.normal(10.0, 2.0, 2)?, [10.609434159508863, 7.920031787519009]);
    /// assert_eq!(rng.normal(0.0, -1.0, 1).unwrap_err().to_string(), "scale < 0");
    /// # Ok::<(), pallasite_numpy::random::RandomError>(())
    /// ```
    pub fn normal(&mut self, loc: f64, scale: f64, n: usize) -> Result<Vec<f64>, RandomError> {
        let mut out = filled(n, 0.0, |_| ())?;
        self.fill_normal(loc, scale, &mut out)?;
        Ok(out)
    }

    /// [`normal`](Self::normal) into a slice.
    ///
    /// # Errors
    /// As [`normal`](Self::normal).
    pub fn fill_normal(&mut self, loc: f64, scale: f64, out: &mut [f64]) -> Result<(), RandomError> {
        Constraint::NonNegative.check("scale", scale)?;
        f64::fill_normal(&mut self.source, out);
        out.iter_mut().for_each(|x| *x = loc + scale * *x);
        Ok(())
    }

    /// Exponential with mean `scale`.
    ///
    /// # Errors
    /// [`RandomError::Parameter`] if `scale` is negative, [`RandomError::OutOfMemory`].
    pub fn exponential(&mut self, scale: f64, n: usize) -> Result<Vec<f64>, RandomError> {
        let mut out = filled(n, 0.0, |_| ())?;
        self.fill_exponential(scale, &mut out)?;
        Ok(out)
    }

    /// [`exponential`](Self::exponential) into a slice.
    ///
    /// # Errors
    /// [`RandomError::Parameter`] if `scale` is negative.
    pub fn fill_exponential(&mut self, scale: f64, out: &mut [f64]) -> Result<(), RandomError> {
        Constraint::NonNegative.check("scale", scale)?;
        f64::fill_exponential(&mut self.source, out);
        out.iter_mut().for_each(|x| *x *= scale);
        Ok(())
    }

    /// Gamma with the given shape and scale 1, in `f64` or `f32`.
    ///
    /// # Errors
    /// [`RandomError::Parameter`] if `shape` is negative, [`RandomError::OutOfMemory`].
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::default_rng;
    ///
    /// assert_eq!(default_rng(42).standard_gamma(1.0_f64, 1)?, [2.4042086039659947]);
    /// # Ok::<(), pallasite_numpy::random::RandomError>(())
    /// ```
    pub fn standard_gamma<T: RandomFloat>(&mut self, shape: T, n: usize) -> Result<Vec<T>, RandomError> {
        let mut out = filled(n, T::zero(), |_| ())?;
        self.fill_standard_gamma(shape, &mut out)?;
        Ok(out)
    }

    /// [`standard_gamma`](Self::standard_gamma) into a slice.
    ///
    /// # Errors
    /// [`RandomError::Parameter`] if `shape` is negative.
    pub fn fill_standard_gamma<T: RandomFloat>(
        &mut self,
        shape: T,
        out: &mut [T],
    ) -> Result<(), RandomError> {
        Constraint::NonNegative.check("shape", shape.to_f64().unwrap_or(f64::NAN))?;
        each(out, || T::standard_gamma(&mut self.source, shape));
        Ok(())
    }

    /// Triangular on `[left, right]` with its peak at `mode`.
    ///
    /// # Errors
    /// [`RandomError::Triangle`] if the three are out of order, [`RandomError::OutOfMemory`].
    ///
    /// # Examples
    /// ```
    /// use pallasite_numpy::random::default_rng;
    ///
    /// let error = default_rng(42).triangular(2.0, 1.0, 3.0, 1).unwrap_err();
    /// assert_eq!(error.to_string(), "left > mode");
    /// ```
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

    distribution_methods! {
        "default_rng", "default_rng(42)";

        /// Gamma with the given shape and scale.
        fn gamma / fill_gamma(shape: f64, scale: f64) -> f64
        { NonNegative shape, NonNegative scale } = |bits| draw::gamma(bits, shape, scale),
        giving (3.0, 0.7) 2.237102085547026;

        /// Beta on `[0, 1]`.
        fn beta / fill_beta(a: f64, b: f64) -> f64
        { Positive a, Positive b } = |bits| draw::beta(bits, a, b),
        giving (2.0, 3.0) 0.33841183847153383;

        /// Chi-square with `df` degrees of freedom.
        fn chisquare / fill_chisquare(df: f64) -> f64 { Positive df } = |bits| draw::chisquare(bits, df),
        giving (7.5) 8.022860814098728;

        /// Non-central chi-square.
        fn noncentral_chisquare / fill_noncentral_chisquare(df: f64, nonc: f64) -> f64
        { Positive df, NonNegative nonc } = |bits| draw::noncentral_chisquare(bits, df, nonc),
        giving (3.0, 2.0) 4.948464893769291;

        /// Fisher's F.
        fn f / fill_f(dfnum: f64, dfden: f64) -> f64
        { Positive dfnum, Positive dfden } = |bits| draw::f(bits, dfnum, dfden),
        giving (3.0, 7.0) 0.7586641548806311;

        /// Non-central F.
        fn noncentral_f / fill_noncentral_f(dfnum: f64, dfden: f64, nonc: f64) -> f64
        { Positive dfnum, Positive dfden, NonNegative nonc }
        = |bits| draw::noncentral_f(bits, dfnum, dfden, nonc),
        giving (3.0, 7.0, 1.5) 1.2024037651362725;

        /// Cauchy with location 0 and scale 1.
        fn standard_cauchy / fill_standard_cauchy() -> f64 {} = |bits| draw::standard_cauchy(bits),
        giving () -0.2930016698581793;

        /// Student's t with `df` degrees of freedom.
        fn standard_t / fill_standard_t(df: f64) -> f64 { Positive df } = |bits| draw::standard_t(bits, df),
        giving (4.5) 0.5087088657079029;

        /// Exponential of a normal variate.
        fn lognormal / fill_lognormal(mean: f64, sigma: f64) -> f64
        { NonNegative sigma } = |bits| draw::lognormal(bits, mean, sigma),
        giving (0.5, 0.75) 2.0720486623587377;

        /// Laplace (double exponential).
        fn laplace / fill_laplace(loc: f64, scale: f64) -> f64
        { NonNegative scale } = |bits| draw::laplace(bits, loc, scale),
        giving (1.0, 2.0) 2.5877572852834136;

        /// Logistic.
        fn logistic / fill_logistic(loc: f64, scale: f64) -> f64
        { NonNegative scale } = |bits| draw::logistic(bits, loc, scale),
        giving (1.0, 2.0) 3.4615712627710136;

        /// Gumbel (extreme value of the first kind).
        fn gumbel / fill_gumbel(loc: f64, scale: f64) -> f64
        { NonNegative scale } = |bits| draw::gumbel(bits, loc, scale),
        giving (1.0, 2.0) 0.20644393339980482;

        /// Weibull with shape `a` and scale 1.
        fn weibull / fill_weibull(a: f64) -> f64 { NonNegative a } = |bits| draw::weibull(bits, a),
        giving (1.5) 1.794656893050126;

        /// Rayleigh with mode `scale`.
        fn rayleigh / fill_rayleigh(scale: f64) -> f64
        { NonNegative scale } = |bits| draw::rayleigh(bits, scale),
        giving (2.0) 4.385620689449551;

        /// Pareto II (Lomax) with shape `a`.
        fn pareto / fill_pareto(a: f64) -> f64 { Positive a } = |bits| draw::pareto(bits, a),
        giving (3.0) 1.228665259618174;

        /// Density `a x^(a-1)` on `[0, 1]`.
        fn power / fill_power(a: f64) -> f64 { Positive a } = |bits| draw::power(bits, a),
        giving (2.5) 0.9628357780513209;

        /// Inverse Gaussian.
        fn wald / fill_wald(mean: f64, scale: f64) -> f64
        { Positive mean, Positive scale } = |bits| draw::wald(bits, mean, scale),
        giving (2.0, 3.0) 1.560465249674811;

        /// Von Mises on `[-π, π]`.
        fn vonmises / fill_vonmises(mu: f64, kappa: f64) -> f64
        { NonNegative kappa } = |bits| draw::vonmises(bits, mu, kappa),
        giving (1.0, 4.0) 0.8982847795528137;
    }
}

pub(in super::super) fn check_triangle(left: f64, mode: f64, right: f64) -> Result<(), RandomError> {
    if left > mode {
        return Err(RandomError::Triangle("left > mode"));
    }
    if mode > right {
        return Err(RandomError::Triangle("mode > right"));
    }
    if left == right {
        return Err(RandomError::Triangle("left == right"));
    }
    Ok(())
}
