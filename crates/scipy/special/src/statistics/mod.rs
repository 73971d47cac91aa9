//! The functions that SciPy keeps in `scipy.special._ufuncs` for its statistics.

mod continuous;
mod discrete;
mod harmonic;
mod hypergeometric;

pub use continuous::{
    beta_pdf, beta_ppf, cauchy_isf, cauchy_ppf, invgauss_isf, invgauss_ppf, log1mexp, skewnorm_cdf,
    skewnorm_isf, skewnorm_ppf,
};
pub use discrete::{
    binom_cdf, binom_isf, binom_pmf, binom_ppf, binom_sf, nbinom_cdf, nbinom_isf, nbinom_kurtosis_excess,
    nbinom_mean, nbinom_pmf, nbinom_ppf, nbinom_sf, nbinom_skewness, nbinom_variance,
};
pub use harmonic::{gen_harmonic, normalized_gen_harmonic};
pub use hypergeometric::{
    hypergeom_cdf, hypergeom_mean, hypergeom_pmf, hypergeom_sf, hypergeom_skewness, hypergeom_variance,
};
