//! One variate at a time, from checked parameters: the algorithms behind [`Generator`](super::Generator)
//! and [`RandomState`](super::RandomState).
//!
//! The functions are generic over [`Variates`], the three elementary distributions that the two
//! interfaces make differently (ziggurat against polar method and inversion). They do not check their
//! parameters: see [`Constraint`](super::Constraint).

mod binomial;
mod continuous;
mod discrete;
mod hypergeometric;
mod multivariate;

pub use binomial::Binomial;
pub use continuous::{
    beta, chisquare, exponential, f, gamma, gumbel, laplace, logistic, lognormal, noncentral_chisquare,
    noncentral_f, normal, pareto, power, rayleigh, standard_cauchy, standard_gamma, standard_t, triangular,
    uniform, vonmises, wald, weibull,
};
pub use discrete::{geometric, logseries, negative_binomial, poisson, zipf};
pub use hypergeometric::hypergeometric;
pub use multivariate::{dirichlet, hypergeometric_count, hypergeometric_marginals, multinomial};

pub(super) use continuous::{noncentral_chisquare_number, vonmises_rejection, wald_root};
pub(super) use discrete::{
    floor_i64, geometric_search, loggam, logseries_kemp, truncate_i64, zipf_rejection,
};
pub(super) use hypergeometric::{D1, D2};
pub(super) use multivariate::normalised_gammas;

use super::bit_generator::BitGenerator;
use super::ziggurat;

/// The elementary variates that other distributions are made from.
pub trait Variates<T = f64> {
    /// Uniform in `[0, 1)`.
    fn standard_uniform(&mut self) -> T;
    /// Normal with mean 0 and variance 1.
    fn standard_normal(&mut self) -> T;
    /// Exponential with mean 1.
    fn standard_exponential(&mut self) -> T;
}

impl<B: BitGenerator + ?Sized> Variates<f64> for B {
    #[inline]
    fn standard_uniform(&mut self) -> f64 {
        self.next_f64()
    }

    #[inline]
    fn standard_normal(&mut self) -> f64 {
        ziggurat::normal_f64(self)
    }

    #[inline]
    fn standard_exponential(&mut self) -> f64 {
        ziggurat::exp_f64(self)
    }
}

impl<B: BitGenerator + ?Sized> Variates<f32> for B {
    #[inline]
    fn standard_uniform(&mut self) -> f32 {
        self.next_f32()
    }

    #[inline]
    fn standard_normal(&mut self) -> f32 {
        ziggurat::normal_f32(self)
    }

    #[inline]
    fn standard_exponential(&mut self) -> f32 {
        ziggurat::exp_f32(self)
    }
}
