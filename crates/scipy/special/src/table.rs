//! The kernels by name, a row each: for whoever binds, tests or tabulates them all.

use crate::*;

/// A kernel by its number of arguments.
#[derive(Clone, Copy, Debug)]
pub enum Kernel {
    /// Of one argument.
    One(fn(f64) -> f64),
    /// Of two arguments.
    Two(fn(f64, f64) -> f64),
    /// Of three arguments.
    Three(fn(f64, f64, f64) -> f64),
    /// Of four arguments.
    Four(fn(f64, f64, f64, f64) -> f64),
}

impl Kernel {
    /// The value at `x`, unless the number of arguments is another.
    ///
    /// ```
    /// let (_, kernel) = pallasite_special::TABLE.iter().find(|row| row.0 == "gamma").unwrap();
    /// assert_eq!(kernel.call(&[4.0]), Some(6.0));
    /// ```
    pub fn call(&self, x: &[f64]) -> Option<f64> {
        match (self, x) {
            (Kernel::One(f), &[a]) => Some(f(a)),
            (Kernel::Two(f), &[a, b]) => Some(f(a, b)),
            (Kernel::Three(f), &[a, b, c]) => Some(f(a, b, c)),
            (Kernel::Four(f), &[a, b, c, d]) => Some(f(a, b, c, d)),
            _ => None,
        }
    }
}

macro_rules! rows {
    ($($arity:ident: $($name:ident)*;)*) => { &[$($((stringify!($name), Kernel::$arity($name)),)*)*] };
}

/// Every real kernel under SciPy's name (`hurwitz` is `zeta` of two arguments).
pub const TABLE: &[(&str, Kernel)] = rows! {
    One: gamma rgamma gammaln loggamma gammasgn digamma psi zeta zetac;
    One: erf erfc erfcx erfi dawsn erfinv erfcinv ndtr log_ndtr ndtri;
    One: expit logit log_expit cbrt exp10 exprel cosm1 entr exp1 expi ellipk ellipkm1 ellipe;
    Two: xlogy xlog1py rel_entr kl_div huber pseudo_huber boxcox boxcox1p inv_boxcox inv_boxcox1p;
    One: j0 j1 y0 y1 i0 i0e i1 i1e k0 k0e k1 k1e;
    Two: jn jv yn yv iv ive kn kv kve spherical_jn spherical_yn spherical_in spherical_kn;
    Two: binom comb perm eval_legendre eval_chebyt eval_chebyu eval_hermite eval_hermitenorm eval_laguerre;
    Three: eval_genlaguerre hyp1f1 hyperu log_wright_bessel lpmv wright_bessel;
    Four: hyp2f1;
    One: factorial;
    Two: expn ellipkinc ellipeinc;
    Two: poch beta betaln polygamma hurwitz;
    Two: gammainc gammaincc gammaincinv gammainccinv;
    Three: betainc betaincc betaincinv betainccinv;
    Two: chdtriv nct_kurtosis_excess nct_mean nct_skewness nct_variance pdtrik stdtr stdtridf;
    Three: bdtrik bdtrin btdtria btdtrib chndtr chndtridf chndtrinc chndtrix fdtridfd gdtria gdtrib gdtrix;
    Three: nbdtrik nbdtrin nctdtr nctdtridf nctdtrinc nctdtrit ncx2_isf ncx2_pdf ncx2_sf nct_pdf nct_sf nct_isf;
    Three: ncf_kurtosis_excess ncf_mean ncf_skewness ncf_variance nrdtrimn nrdtrisd;
    One: cosine_cdf cosine_invcdf kolmogc kolmogci kolmogi kolmogorov kolmogp;
    Two: owens_t smirnov smirnovc smirnovci smirnovi smirnovp tklmbda;
    One: log1mexp;
    Two: gen_harmonic nbinom_kurtosis_excess nbinom_mean nbinom_skewness nbinom_variance;
    Three: beta_pdf beta_ppf binom_cdf binom_isf binom_pmf binom_ppf binom_sf cauchy_isf cauchy_ppf invgauss_isf;
    Three: hypergeom_mean hypergeom_skewness hypergeom_variance invgauss_ppf nbinom_cdf nbinom_isf nbinom_pmf;
    Three: nbinom_ppf nbinom_sf;
    Four: hypergeom_cdf hypergeom_pmf hypergeom_sf normalized_gen_harmonic skewnorm_cdf skewnorm_isf skewnorm_ppf;
    Four: ncf_isf ncf_pdf ncf_sf ncfdtr ncfdtri ncfdtridfd ncfdtridfn ncfdtrinc;
};
