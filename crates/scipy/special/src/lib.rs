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
//! | counting | [`binom`], [`comb`], [`perm`], [`factorial`] |
//! | polynomials | [`eval_legendre`], [`eval_chebyt`], [`eval_chebyu`], [`eval_hermite`], [`eval_hermitenorm`], [`eval_laguerre`], [`eval_genlaguerre`] |
//! | Gauss quadrature | [`roots_legendre`], [`roots_chebyt`], [`roots_chebyu`], [`roots_hermite`], [`roots_hermitenorm`], [`roots_laguerre`], [`roots_genlaguerre`] |
//! | distributions | [`bdtr`], [`nbdtr`], [`pdtr`], [`chdtr`], [`gdtr`], [`fdtr`], [`stdtr`], their complements and inverses |
//! | degrees | [`sindg`], [`cosdg`], [`tandg`], [`cotdg`], [`radian`] |
//! | complex | [`wofz`], [`complex_erf`], [`complex_gamma()`], [`complex_loggamma`], [`complex_digamma`] and others named `complex_...` |
//! | derivatives | [`jvp`], [`yvp`], [`ivp`], [`kvp`], [`spherical_jnp`], [`spherical_ynp`], [`spherical_inp`], [`spherical_knp`] |
//! | on arrays | [`ufuncs`], [`logsumexp`], [`softmax()`], [`log_softmax`] |
//! | hypergeometric | [`hyp0f1`], [`hyp1f1`], [`hyp2f1`], [`hyperu`] |
//! | Lambert's W | [`lambertw()`] |
//! | incomplete beta | [`betainc`], [`betaincc`], [`betaincinv`], [`betainccinv`] |

mod bessel;
mod beta;
mod chebyshev;
mod coefficients;
mod combinatorics;
mod complex_digamma;
mod complex_elementary;
mod complex_gamma;
mod complex_integrals;
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
mod exponential_integrals;
mod faddeeva;
mod fraction;
mod gamma;
mod gamma_pair;
mod gamma_ratio;
mod hypergeometric;
mod incomplete_beta;
mod incomplete_gamma;
mod inverse;
mod lambertw;
mod level;
mod normal;
mod orthogonal;
mod polynomial;
mod quadrature;
mod recurrence;
mod sides;
pub mod signals;
mod softmax;
mod table;
mod trig;
pub mod ufuncs;
mod zeta;

pub use bessel::{
    complex_iv, complex_ive, complex_jv, complex_jve, complex_kv, complex_kve, complex_spherical_in,
    complex_spherical_jn, complex_spherical_kn, complex_spherical_yn, complex_yv, complex_yve, hankel1,
    hankel1e, hankel2, hankel2e, i0, i0e, i1, i1e, iv, ive, j0, j1, jn, jn_zeros, jnp_zeros, jv, jve, k0,
    k0e, k1, k1e, kn, kv, kve, spherical_in, spherical_jn, spherical_kn, spherical_yn, y0, y1, yn, yn_zeros,
    ynp_zeros, yv, yve,
};
pub use beta::{beta, betaln};
pub use combinatorics::{binom, comb, comb_with_repetition, factorial, perm};
pub use complex_digamma::complex_digamma;
pub use complex_elementary::{complex_expm1, complex_log_ndtr, complex_log1p, complex_ndtr, complex_xlog1py};
pub use complex_gamma::{
    complex_factorial, complex_gamma, complex_loggamma, complex_rgamma, extended_factorial,
};
pub use complex_integrals::{complex_exp1, complex_expi, complex_zeta};
pub use degrees::{cosdg, cotdg, radian, sindg, tandg};
pub use derivatives::{
    complex_ivp, complex_jvp, complex_kvp, complex_yvp, factorialk, ivp, jvp, kvp, multigammaln,
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
pub use elliptic::{agm, ellipe, ellipeinc, ellipj, ellipk, ellipkinc, ellipkm1, elliprc, elliprd, elliprf};
pub use entropy::{entr, huber, kl_div, pseudo_huber, rel_entr, xlog1py, xlogy};
pub use erf::{erf, erfc, erfcx};
pub use erf_inverse::{erfcinv, erfinv};
pub use exponential_integrals::{exp1, expi, expn};
pub use faddeeva::{
    complex_dawsn, complex_erf, complex_erfc, complex_erfcx, complex_erfi, dawsn, erfi, voigt_profile, wofz,
};
pub use gamma::{gamma, gammaln, gammasgn, loggamma, poch, rgamma};
pub use hypergeometric::{complex_hyp0f1, complex_hyp1f1, complex_hyp2f1, hyp0f1, hyp1f1, hyp2f1, hyperu};
pub use incomplete_beta::{betainc, betaincc, betainccinv, betaincinv};
pub use incomplete_gamma::{gammainc, gammaincc, gammainccinv, gammaincinv};
pub use lambertw::{lambertw, lambertw_within};
pub use normal::{log_ndtr, ndtr, ndtri, ndtri_exp};
pub use orthogonal::{
    eval_chebyc, eval_chebys, eval_chebyt, eval_chebyu, eval_gegenbauer, eval_genlaguerre, eval_hermite,
    eval_hermitenorm, eval_jacobi, eval_laguerre, eval_legendre, eval_sh_jacobi,
};
pub use quadrature::{
    roots_chebyt, roots_chebyu, roots_gegenbauer, roots_genlaguerre, roots_hermite, roots_hermitenorm,
    roots_jacobi, roots_laguerre, roots_legendre,
};
pub use softmax::{log_softmax, logsumexp, softmax};
pub use table::{Kernel, TABLE};
pub use zeta::{hurwitz, zeta, zetac};
