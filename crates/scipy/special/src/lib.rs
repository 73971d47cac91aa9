//! `scipy.special` in Rust: scalar kernels in doubles, with SciPy's names, domains and special values.
//!
//! | subject | functions |
//! | --- | --- |
//! | gamma | [`gamma()`], [`rgamma`], [`gammaln`], [`loggamma`], [`gammasgn`], [`poch`], [`beta()`], [`betaln`] |
//! | digamma, zeta | [`digamma()`], [`psi`], [`polygamma`], [`zeta()`], [`zetac`], [`hurwitz`] |
//! | error function | [`erf()`], [`erfc`], [`erfcx`], [`erfinv`], [`erfcinv`], [`ndtr`], [`log_ndtr`], [`ndtri`] |
//! | incomplete gamma | [`gammainc`], [`gammaincc`], [`gammaincinv`], [`gammainccinv`] |
//! | elementary | [`expit`], [`logit`], [`log_expit`], [`exprel`], [`cosm1`], [`cbrt`], [`exp10`], [`boxcox`] and kin |
//! | entropy | [`entr`], [`rel_entr`], [`kl_div`], [`xlogy`], [`xlog1py`], [`huber`], [`pseudo_huber`] |
//! | integrals | [`exp1`], [`expi`], [`expn`], [`ellipk`], [`ellipkm1`], [`ellipe`], [`ellipkinc`], [`ellipeinc`] |
//! | Lambert's W | [`lambertw()`] |
//! | incomplete beta | [`betainc`], [`betaincc`], [`betaincinv`], [`betainccinv`] |

mod beta;
mod chebyshev;
mod coefficients;
mod dd;
mod digamma;
mod elementary;
mod elliptic;
mod entropy;
mod erf;
mod exponential_integrals;
mod fraction;
mod gamma;
mod incomplete_beta;
mod incomplete_gamma;
mod lambertw;
mod normal;
mod table;
mod trig;
mod zeta;

pub use beta::{beta, betaln};
pub use digamma::{digamma, polygamma, psi};
pub use elementary::{
    boxcox, boxcox1p, cbrt, cosm1, exp10, expit, exprel, inv_boxcox, inv_boxcox1p, log_expit, logit,
};
pub use elliptic::{ellipe, ellipeinc, ellipk, ellipkinc, ellipkm1};
pub use entropy::{entr, huber, kl_div, pseudo_huber, rel_entr, xlog1py, xlogy};
pub use erf::{erf, erfc, erfcinv, erfcx, erfinv};
pub use exponential_integrals::{exp1, expi, expn};
pub use gamma::{gamma, gammaln, gammasgn, loggamma, poch, rgamma};
pub use incomplete_beta::{betainc, betaincc, betainccinv, betaincinv};
pub use incomplete_gamma::{gammainc, gammaincc, gammainccinv, gammaincinv};
pub use lambertw::lambertw;
pub use normal::{log_ndtr, ndtr, ndtri};
pub use table::{Kernel, TABLE};
pub use zeta::{hurwitz, zeta, zetac};
