//! `scipy.special` in Rust: scalar kernels in doubles, with SciPy's names, domains and special values.
//!
//! | subject | functions |
//! | --- | --- |
//! | gamma | [`gamma()`], [`rgamma`], [`gammaln`], [`loggamma`], [`gammasgn`], [`poch`], [`beta()`], [`betaln`] |
//! | digamma, zeta | [`digamma()`], [`psi`], [`polygamma`], [`zeta()`], [`zetac`], [`hurwitz`] |
//! | error function | [`erf()`], [`erfc`], [`erfcx`], [`erfi`], [`dawsn`], [`erfinv`], [`erfcinv`], [`ndtr`], [`log_ndtr`], [`ndtri`] |
//! | incomplete gamma | [`gammainc`], [`gammaincc`], [`gammaincinv`], [`gammainccinv`] |
//! | elementary | [`expit`], [`logit`], [`log_expit`], [`exprel`], [`cosm1`], [`cbrt`], [`exp10`], [`boxcox`] and kin |
//! | entropy | [`entr`], [`rel_entr`], [`kl_div`], [`xlogy`], [`xlog1py`], [`huber`], [`pseudo_huber`] |
//! | integrals | [`exp1`], [`expi`], [`expn`], [`ellipk`], [`ellipkm1`], [`ellipe`], [`ellipkinc`], [`ellipeinc`], [`ellipj`] |
//! | Bessel | [`j0`], [`j1`], [`y0`], [`y1`], [`jv`], [`jn`], [`yv`], [`yn`], [`spherical_jn`], [`spherical_yn`] |
//! | modified Bessel | [`i0`], [`i1`], [`iv`], [`k0`], [`k1`], [`kn`], [`kv`], the scaled `i0e` ..., [`spherical_in`], [`spherical_kn`] |
//! | counting | [`binom`], [`comb`], [`perm`], [`factorial`], [`stirling2`], [`bernoulli`], [`euler`] |
//! | polynomials | [`eval_legendre`], [`eval_chebyt`], [`eval_chebyu`], [`eval_hermite`], [`eval_hermitenorm`], [`eval_laguerre`], [`eval_genlaguerre`] |
//! | Gauss quadrature | [`roots_legendre`], [`roots_chebyt`], [`roots_chebyu`], [`roots_hermite`], [`roots_hermitenorm`], [`roots_laguerre`], [`roots_genlaguerre`] |
//! | distributions | [`bdtr`], [`nbdtr`], [`pdtr`], [`chdtr`], [`gdtr`], [`fdtr`], [`stdtr`], their complements and inverses |
//! | degrees | [`sindg`], [`cosdg`], [`tandg`], [`cotdg`], [`radian`] |
//! | complex | [`wofz`], [`complex_erf`], [`complex_gamma()`], [`complex_loggamma`], [`complex_digamma`] and others named `complex_...` |
//! | derivatives | [`jvp`], [`yvp`], [`ivp`], [`kvp`], [`spherical_jnp`], [`spherical_ynp`], [`spherical_inp`], [`spherical_knp`] |
//! | on arrays | [`ufuncs`], [`logsumexp`], [`softmax()`], [`log_softmax`] |
//! | Legendre | [`legendre_p`], [`assoc_legendre_p`], [`sph_legendre_p`], [`sph_harm_y`], those of all degrees `..._all`, [`lpmv`], [`lqn`], [`lqmn`] |
//! | hypergeometric | [`hyp0f1`], [`hyp1f1`], [`hyp2f1`], [`hyperu`] |
//! | Lambert's W | [`lambertw()`] |
//! | parameters of distributions | [`bdtrik`], [`btdtria`], [`gdtrib`], [`stdtridf`] and kin |
//! | noncentral distributions | [`chndtr`], [`ncfdtr`], [`nctdtr`], their inverses, `ncx2_...`, `ncf_...`, `nct_...` |
//! | other distributions | [`kolmogorov`], [`smirnov`], [`cosine_cdf`], [`owens_t()`], [`tklmbda`] |
//! | for statistics | [`binom_pmf`], [`nbinom_pmf`], [`hypergeom_pmf`], [`beta_pdf`], [`skewnorm_cdf`], [`gen_harmonic`] and kin |
//! | Airy, Kelvin | [`airy()`], [`airye`], [`itairy`], [`ai_zeros`], [`kelvin()`], [`ber`], [`ker`], [`kelvin_zeros`] |
//! | Airy, Kelvin, Struve | [`airy()`], [`airye`], [`itairy`], [`ai_zeros`], [`kelvin()`], [`ber`], [`ker`], [`kelvin_zeros`], [`struve()`], [`modstruve`] |
//! | integrals of Bessel functions | [`itj0y0`], [`it2j0y0`], [`iti0k0`], [`it2i0k0`], [`itstruve0`], [`it2struve0`], [`itmodstruve0`], [`besselpoly()`] |
//! | parabolic cylinder | [`pbdv`], [`pbvv`], [`pbwa`], [`pbdv_seq`], [`pbdn_seq`] |
//! | Fresnel, sine integrals | [`fresnel()`], [`modfresnelp`], [`sici`], [`shichi`], [`spence()`], [`wrightomega()`] |
//! | Wright's function | [`wright_bessel`], [`log_wright_bessel`] |
//! | incomplete beta | [`betainc`], [`betaincc`], [`betaincinv`], [`betainccinv`] |

mod airy;
mod bernoulli;
mod bessel;
mod bessel_integrals;
mod besselpoly;
mod beta;
mod chebyshev;
mod coefficients;
mod combinatorics;
mod complex_digamma;
mod complex_elementary;
mod complex_gamma;
mod complex_integrals;
mod cosine;
mod dawson;
mod dd;
mod degrees;
mod derivatives;
mod digamma;
mod distributions;
mod elementary;
mod elliptic;
mod entropy;
mod erf;
mod erf_inverse;
mod erf_zeros;
mod exponential_integrals;
mod faddeeva;
mod fraction;
mod fresnel;
mod gamma;
mod gamma_pair;
mod gamma_ratio;
mod hypergeometric;
mod incomplete_beta;
mod incomplete_gamma;
mod inverse;
mod kelvin;
mod kolmogorov;
mod lambertw;
mod legendre;
mod level;
mod noncentral;
mod normal;
mod orthogonal;
mod owens_t;
mod parabolic;
mod parameters;
mod polynomial;
mod quadrature;
mod recurrence;
mod sequences;
mod sides;
pub mod signals;
mod softmax;
mod spence;
mod statistics;
mod stirling;
mod struve;
mod table;
mod trig;
mod trigonometric_integrals;
mod tukey_lambda;
pub mod ufuncs;
mod wright;
mod wrightomega;
mod zeta;

pub use airy::{ai_zeros, airy, airye, bi_zeros, complex_airy, complex_airye, itairy};
pub use bernoulli::{bernoulli, euler};
pub use bessel::{
    BesselZero, complex_iv, complex_ive, complex_jv, complex_jve, complex_kv, complex_kve,
    complex_spherical_in, complex_spherical_jn, complex_spherical_kn, complex_spherical_yn, complex_yv,
    complex_yve, hankel1, hankel1e, hankel2, hankel2e, i0, i0e, i1, i1e, iv, ive, j0, j1, jn, jn_zeros,
    jnjnp_zeros, jnp_zeros, jv, jve, k0, k0e, k1, k1e, kn, kv, kve, spherical_in, spherical_jn, spherical_kn,
    spherical_yn, y0, y0_zeros, y1, y1_zeros, y1p_zeros, yn, yn_zeros, ynp_zeros, yv, yve,
};
pub use bessel_integrals::{it2i0k0, it2j0y0, it2struve0, iti0k0, itj0y0, itmodstruve0, itstruve0};
pub use besselpoly::besselpoly;
pub use beta::{beta, betaln};
pub use combinatorics::{binom, comb, comb_with_repetition, factorial, perm};
pub use complex_digamma::complex_digamma;
pub use complex_elementary::{complex_expm1, complex_log_ndtr, complex_log1p, complex_ndtr, complex_xlog1py};
pub use complex_gamma::{
    complex_factorial, complex_gamma, complex_loggamma, complex_rgamma, extended_factorial,
};
pub use complex_integrals::{complex_exp1, complex_expi, complex_zeta};
pub use cosine::{cosine_cdf, cosine_invcdf};
pub use dawson::dawsn;
pub use degrees::{cosdg, cotdg, radian, sindg, tandg};
pub use derivatives::{
    complex_ivp, complex_jvp, complex_kvp, complex_yvp, factorialk, h1vp, h2vp, ivp, jvp, kvp, multigammaln,
    spherical_inp, spherical_jnp, spherical_knp, spherical_ynp, yvp,
};
pub use digamma::{digamma, polygamma, psi};
pub use distributions::{
    bdtr, bdtrc, bdtri, chdtr, chdtrc, chdtri, fdtr, fdtrc, fdtri, gdtr, gdtrc, nbdtr, nbdtrc, nbdtri, pdtr,
    pdtrc, pdtri, stdtr, stdtrit,
};
pub use elementary::{
    boxcox, boxcox1p, cbrt, cosm1, exp10, expit, exprel, inv_boxcox, inv_boxcox1p, log_expit, logit, powm1,
};
pub use elliptic::{
    agm, complex_elliprc, complex_elliprd, complex_elliprf, complex_elliprg, complex_elliprj, ellipe,
    ellipeinc, ellipj, ellipk, ellipkinc, ellipkm1, elliprc, elliprd, elliprf, elliprg, elliprj,
};
pub use entropy::{entr, huber, kl_div, pseudo_huber, rel_entr, xlog1py, xlogy};
pub use erf::{erf, erfc, erfcx};
pub use erf_inverse::{erfcinv, erfinv};
pub use erf_zeros::{erf_zeros, fresnelc_zeros, fresnels_zeros};
pub use exponential_integrals::{exp1, expi, expn};
pub use faddeeva::{
    complex_dawsn, complex_erf, complex_erfc, complex_erfcx, complex_erfi, erfi, voigt_profile, wofz,
};
pub use fresnel::{complex_fresnel, fresnel, modfresnelm, modfresnelp};
pub use gamma::{gamma, gammaln, gammasgn, loggamma, poch, rgamma};
pub use hypergeometric::{complex_hyp0f1, complex_hyp1f1, complex_hyp2f1, hyp0f1, hyp1f1, hyp2f1, hyperu};
pub use incomplete_beta::{betainc, betaincc, betainccinv, betaincinv};
pub use incomplete_gamma::{gammainc, gammaincc, gammainccinv, gammaincinv};
pub use kelvin::{bei, beip, ber, berp, kei, keip, kelvin, kelvin_zeros, ker, kerp};
pub use kolmogorov::{
    kolmogc, kolmogci, kolmogi, kolmogorov, kolmogp, smirnov, smirnovc, smirnovci, smirnovi, smirnovp,
};
pub use lambertw::{lambertw, lambertw_within};
pub use legendre::{
    assoc_legendre_p, assoc_legendre_p_all, legendre_p, legendre_p_all, lpmv, lqmn, lqn, sph_harm_y,
    sph_harm_y_all, sph_legendre_p, sph_legendre_p_all,
};
pub use noncentral::{
    chndtr, chndtridf, chndtrinc, chndtrix, ncf_isf, ncf_kurtosis_excess, ncf_mean, ncf_pdf, ncf_sf,
    ncf_skewness, ncf_variance, ncfdtr, ncfdtri, ncfdtridfd, ncfdtridfn, ncfdtrinc, nct_isf,
    nct_kurtosis_excess, nct_mean, nct_pdf, nct_sf, nct_skewness, nct_variance, nctdtr, nctdtridf, nctdtrinc,
    nctdtrit, ncx2_isf, ncx2_pdf, ncx2_sf,
};
pub use normal::{log_ndtr, ndtr, ndtri, ndtri_exp};
pub use orthogonal::{
    OrthogonalFamily, eval_chebyc, eval_chebys, eval_chebyt, eval_chebyu, eval_gegenbauer, eval_genlaguerre,
    eval_hermite, eval_hermitenorm, eval_jacobi, eval_laguerre, eval_legendre, eval_sh_jacobi,
};
pub use owens_t::owens_t;
pub use parabolic::{pbdn_seq, pbdv, pbdv_seq, pbvv, pbvv_seq, pbwa};
pub use parameters::{
    bdtrik, bdtrin, btdtria, btdtrib, chdtriv, fdtridfd, gdtria, gdtrib, gdtrix, nbdtrik, nbdtrin, nrdtrimn,
    nrdtrisd, pdtrik, stdtridf,
};
pub use quadrature::{
    roots_chebyt, roots_chebyu, roots_gegenbauer, roots_genlaguerre, roots_hermite, roots_hermitenorm,
    roots_jacobi, roots_laguerre, roots_legendre,
};
pub use sequences::{diric, lmbda, riccati_jn, riccati_yn};
pub use softmax::{log_softmax, logsumexp, softmax};
pub use spence::{complex_spence, spence};
pub use statistics::{
    beta_pdf, beta_ppf, binom_cdf, binom_isf, binom_pmf, binom_ppf, binom_sf, cauchy_isf, cauchy_ppf,
    gen_harmonic, hypergeom_cdf, hypergeom_mean, hypergeom_pmf, hypergeom_sf, hypergeom_skewness,
    hypergeom_variance, invgauss_isf, invgauss_ppf, log1mexp, nbinom_cdf, nbinom_isf, nbinom_kurtosis_excess,
    nbinom_mean, nbinom_pmf, nbinom_ppf, nbinom_sf, nbinom_skewness, nbinom_variance,
    normalized_gen_harmonic, skewnorm_cdf, skewnorm_isf, skewnorm_ppf,
};
pub use stirling::stirling2;
pub use struve::{modstruve, struve};
pub use table::{Kernel, TABLE};
pub use trigonometric_integrals::{complex_shichi, complex_sici, shichi, sici};
pub use tukey_lambda::tklmbda;
pub use wright::{log_wright_bessel, wright_bessel};
pub use wrightomega::{complex_wrightomega, wrightomega};
pub use zeta::{hurwitz, zeta, zetac};
