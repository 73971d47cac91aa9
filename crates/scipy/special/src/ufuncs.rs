//! The functions as ufuncs on arrays: a row each, with the loops in the order in which SciPy tries them.
//!
//! ```
//! use pallasite_array::NdArray;
//! use pallasite_special::ufuncs;
//! let y = pallasite_ufunc::unary(&ufuncs::GAMMA, &NdArray::from_vec(vec![4.0, 5.0])).unwrap();
//! assert_eq!(y.to_vec::<f64>().unwrap(), [6.0, 24.0]);
//! ```

mod several;

pub use several::*;

use crate as f;
use crate::orthogonal::{self, Line};
use num_complex::Complex;
use pallasite_ufunc::lanes::{transformed, vectorised};
use pallasite_ufunc::scalar::{
    BranchOfComplex, ComplexDoubles, ComplexFourth, ComplexFourthSingles, ComplexSecond,
    ComplexSecondSingles, ComplexSingles, ComplexThird, ComplexThirdSingles, Doubles, Kernel, Singles,
    WholeComplex, WholeFirst, WholePair, WholeSecond, line_row, row,
};
use pallasite_ufunc::table::Rule;
use pallasite_ufunc::{LoopRow, Ufunc};

/// What a special function costs, in additions, where its row does not say.
const COST: usize = 40;

/// Declares the ufuncs: name, arguments and value, signatures, what it computes; `lanes` computes the same on vectors,
/// `through` on the vectors of another function, `complex` adds loops of its own. The name of the table comes first.
macro_rules! ufuncs {
    ($table:ident: $($id:ident $name:literal |$($x:ident),+| $value:expr, [$($signature:ident)+]
        $(lanes($lanes:ty))? $(through($other:ty))? $(complex |$($z:ident),+| $complex:expr, [$($more:ident)+])?, $doc:literal;)+) => {
        $(
            #[doc = concat!("The ufunc `", $name, "`: ", $doc)]
            pub static $id: Ufunc = {
                struct Function;
                const N: usize = [$(stringify!($x)),+].len();
                impl Kernel<f64, N, 1> for Function {
                    fn f([$($x),+]: [f64; N]) -> [f64; 1] {
                        [$value]
                    }
                }
                $(impl Kernel<Complex<f64>, N, 1> for Function {
                    fn f([$($z),+]: [Complex<f64>; N]) -> [Complex<f64>; 1] {
                        [$complex]
                    }
                })?
                const LOOPS: &[LoopRow] = &{
                    let rows = [
                        $(row::<$signature, Function, f64, N, 1>(),)+
                        $($(row::<$more, Function, Complex<f64>, N, 1>(),)+)?
                    ];
                    $(let rows = vectorised::<$lanes, _>(rows);)?
                    $(let rows = transformed::<$other, _>(rows);)?
                    rows
                };
                Ufunc::new($name, N, 1, LOOPS, $doc).rule(Rule::InOrder).cost(COST)
            };
        )+
        /// The rows.
        pub static $table: &[&Ufunc] = &[$(&$id,)+];
    };
}

pub mod distributions;

pub use distributions::DISTRIBUTIONS;

ufuncs! { ALL:
    AGM "agm" |a, b| f::agm(a, b), [Singles Doubles], "Arithmetic-geometric mean of `a` and `b`.";
    BEI "bei" |x| f::bei(x), [Singles Doubles], "The Kelvin function bei.";
    BEIP "beip" |x| f::beip(x), [Singles Doubles], "Derivative of the Kelvin function bei.";
    BER "ber" |x| f::ber(x), [Singles Doubles], "The Kelvin function ber.";
    BERP "berp" |x| f::berp(x), [Singles Doubles], "Derivative of the Kelvin function ber.";
    BDTR "bdtr" |k, n, p| f::bdtr(k, n, p), [Singles WholeSecond Doubles] through(f::sides::Bdtr), "Binomial distribution: the probability of at most `k` of `n` events.";
    BDTRC "bdtrc" |k, n, p| f::bdtrc(k, n, p), [Singles WholeSecond Doubles] through(f::sides::Bdtrc), "Binomial distribution: the probability of more than `k` of `n` events.";
    BDTRI "bdtri" |k, n, y| f::bdtri(k, n, y), [Singles WholeSecond Doubles], "The event probability at which `bdtr(k, n, p)` is `y`.";
    BESSELPOLY "besselpoly" |a, lmb, nu| f::besselpoly(a, lmb, nu), [Doubles Singles], "Weighted integral of the Bessel function of the first kind.";
    BETA "beta" |a, b| f::beta(a, b), [Doubles Singles] lanes(f::beta::Beta), "Beta function.";
    BETAINC "betainc" |a, b, x| f::betainc(a, b, x), [Singles Doubles] through(f::sides::Betainc), "Regularized incomplete beta function.";
    BETAINCC "betaincc" |a, b, x| f::betaincc(a, b, x), [Singles Doubles], "Complement of the regularized incomplete beta function.";
    BETAINCCINV "betainccinv" |a, b, y| f::betainccinv(a, b, y), [Singles Doubles], "Inverse of the complemented regularized incomplete beta function.";
    BETAINCINV "betaincinv" |a, b, y| f::betaincinv(a, b, y), [Singles Doubles], "Inverse of the regularized incomplete beta function.";
    BETALN "betaln" |a, b| f::betaln(a, b), [Doubles Singles] lanes(f::beta::Betaln), "Logarithm of the absolute value of the beta function.";
    BINOM "binom" |n, k| f::binom(n, k), [Singles Doubles] lanes(f::combinatorics::Binom), "Binomial coefficient as a function of two real numbers.";
    BOXCOX "boxcox" |x, lmbda| f::boxcox(x, lmbda), [Singles Doubles] lanes(f::elementary::Boxcox), "Box-Cox transformation.";
    BOXCOX1P "boxcox1p" |x, lmbda| f::boxcox1p(x, lmbda), [Singles Doubles], "Box-Cox transformation of `1 + x`.";
    CBRT "cbrt" |x| f::cbrt(x), [Doubles Singles] lanes(f::elementary::Cbrt), "Cube root.";
    CHDTR "chdtr" |v, x| f::chdtr(v, x), [Singles Doubles] through(f::sides::Chdtr), "Chi-square distribution function.";
    CHDTRC "chdtrc" |v, x| f::chdtrc(v, x), [Singles Doubles] through(f::sides::Chdtrc), "Chi-square survival function.";
    CHDTRI "chdtri" |v, p| f::chdtri(v, p), [Singles Doubles], "Inverse of `chdtrc` with respect to `x`.";
    COSDG "cosdg" |x| f::cosdg(x), [Doubles Singles], "Cosine of an angle in degrees.";
    COSM1 "cosm1" |x| f::cosm1(x), [Doubles Singles], "`cos(x) - 1`, accurate near zero.";
    COTDG "cotdg" |x| f::cotdg(x), [Doubles Singles], "Cotangent of an angle in degrees.";
    DAWSN "dawsn" |x| f::dawsn(x), [Doubles Singles] lanes(f::dawson::Dawsn) complex |z| f::complex_dawsn(z), [ComplexDoubles ComplexSingles], "Dawson's integral.";
    DIGAMMA "digamma" |x| f::digamma(x), [Doubles Singles] lanes(f::digamma::Digamma) complex |z| f::complex_digamma(z), [ComplexDoubles ComplexSingles], "Digamma function, the logarithmic derivative of gamma.";
    ELLIPE "ellipe" |m| f::ellipe(m), [Doubles Singles] lanes(f::elliptic::complete::Ellipe), "Complete elliptic integral of the second kind.";
    ELLIPEINC "ellipeinc" |phi, m| f::ellipeinc(phi, m), [Doubles Singles], "Incomplete elliptic integral of the second kind.";
    ELLIPK "ellipk" |m| f::ellipk(m), [Doubles Singles] lanes(f::elliptic::complete::Ellipk), "Complete elliptic integral of the first kind.";
    ELLIPKINC "ellipkinc" |phi, m| f::ellipkinc(phi, m), [Doubles Singles], "Incomplete elliptic integral of the first kind.";
    ELLIPKM1 "ellipkm1" |p| f::ellipkm1(p), [Doubles Singles] lanes(f::elliptic::complete::Ellipkm1), "Complete elliptic integral of the first kind around `m = 1`.";
    ELLIPRC "elliprc" |x, y| f::elliprc(x, y), [Singles Doubles] complex |x, y| f::complex_elliprc(x, y), [ComplexSingles ComplexDoubles], "Carlson's degenerate elliptic integral.";
    ELLIPRD "elliprd" |x, y, z| f::elliprd(x, y, z), [Singles Doubles] complex |x, y, z| f::complex_elliprd(x, y, z), [ComplexSingles ComplexDoubles], "Carlson's elliptic integral of the second kind.";
    ELLIPRF "elliprf" |x, y, z| f::elliprf(x, y, z), [Singles Doubles] complex |x, y, z| f::complex_elliprf(x, y, z), [ComplexSingles ComplexDoubles], "Carlson's elliptic integral of the first kind.";
    ELLIPRG "elliprg" |x, y, z| f::elliprg(x, y, z), [Singles Doubles] complex |x, y, z| f::complex_elliprg(x, y, z), [ComplexSingles ComplexDoubles], "Carlson's symmetric elliptic integral of the second kind.";
    ELLIPRJ "elliprj" |x, y, z, p| f::elliprj(x, y, z, p), [Singles Doubles] complex |x, y, z, p| f::complex_elliprj(x, y, z, p), [ComplexSingles ComplexDoubles], "Carlson's elliptic integral of the third kind.";
    ENTR "entr" |x| f::entr(x), [Singles Doubles] lanes(f::entropy::Entr), "Elementwise entropy, `-x log x`.";
    ERF "erf" |x| f::erf(x), [Doubles Singles] lanes(f::erf::Erf) complex |z| f::complex_erf(z), [ComplexDoubles ComplexSingles], "Error function.";
    ERFC "erfc" |x| f::erfc(x), [Doubles Singles] lanes(f::erf::Erfc) complex |z| f::complex_erfc(z), [ComplexDoubles ComplexSingles], "Complementary error function.";
    ERFCINV "erfcinv" |y| f::erfcinv(y), [Singles Doubles] lanes(f::erf_inverse::Erfcinv), "Inverse of the complementary error function.";
    ERFCX "erfcx" |x| f::erfcx(x), [Doubles Singles] lanes(f::erf::Erfcx) complex |z| f::complex_erfcx(z), [ComplexDoubles ComplexSingles], "Scaled complementary error function, `exp(x**2) * erfc(x)`.";
    ERFI "erfi" |x| f::erfi(x), [Doubles Singles] complex |z| f::complex_erfi(z), [ComplexDoubles ComplexSingles], "Imaginary error function, `-i erf(i x)`.";
    ERFINV "erfinv" |y| f::erfinv(y), [Singles Doubles] lanes(f::erf_inverse::Erfinv), "Inverse of the error function.";
    EXP1 "exp1" |x| f::exp1(x), [Singles Doubles] complex |z| f::complex_exp1(z), [ComplexSingles ComplexDoubles], "Exponential integral E1.";
    EXP10 "exp10" |x| f::exp10(x), [Doubles Singles], "`10**x`.";
    EXP2 "exp2" |x| x.exp2(), [Doubles Singles] lanes(f::elementary::Exp2), "`2**x`.";
    EXPI "expi" |x| f::expi(x), [Singles Doubles] complex |z| f::complex_expi(z), [ComplexSingles ComplexDoubles], "Exponential integral Ei.";
    EXPIT "expit" |x| f::expit(x), [Doubles Singles] lanes(f::elementary::Expit), "Logistic sigmoid, `1 / (1 + exp(-x))`.";
    EXPM1 "expm1" |x| libm::expm1(x), [Doubles Singles] lanes(f::elementary::Expm1) complex |z| f::complex_expm1(z), [ComplexDoubles ComplexSingles], "`exp(x) - 1`, accurate near zero.";
    EXPN "expn" |n, x| f::expn(n, x), [WholeFirst Singles Doubles], "Generalized exponential integral En.";
    EXPREL "exprel" |x| f::exprel(x), [Doubles Singles] lanes(f::elementary::Exprel), "Relative error exponential, `(exp(x) - 1) / x`.";
    FDTR "fdtr" |dfn, dfd, x| f::fdtr(dfn, dfd, x), [Singles Doubles] through(f::sides::Fisher<false>), "F distribution function.";
    FDTRC "fdtrc" |dfn, dfd, x| f::fdtrc(dfn, dfd, x), [Singles Doubles] through(f::sides::Fisher<true>), "F survival function.";
    FDTRI "fdtri" |dfn, dfd, p| f::fdtri(dfn, dfd, p), [Singles Doubles], "The `p`-th quantile of the F distribution.";
    GAMMA "gamma" |x| f::gamma(x), [Doubles Singles] lanes(f::gamma::Gamma) complex |z| f::complex_gamma(z), [ComplexDoubles ComplexSingles], "Gamma function.";
    GAMMAINC "gammainc" |a, x| f::gammainc(a, x), [Doubles Singles] through(f::sides::Gammainc), "Regularized lower incomplete gamma function.";
    GAMMAINCC "gammaincc" |a, x| f::gammaincc(a, x), [Doubles Singles] through(f::sides::Gammaincc), "Regularized upper incomplete gamma function.";
    GAMMAINCCINV "gammainccinv" |a, y| f::gammainccinv(a, y), [Doubles Singles], "Inverse of the regularized upper incomplete gamma function.";
    GAMMAINCINV "gammaincinv" |a, y| f::gammaincinv(a, y), [Doubles Singles], "Inverse of the regularized lower incomplete gamma function.";
    GAMMALN "gammaln" |x| f::gammaln(x), [Doubles Singles] lanes(f::gamma::Gammaln), "Logarithm of the absolute value of the gamma function.";
    GAMMASGN "gammasgn" |x| f::gammasgn(x), [Doubles Singles], "Sign of the gamma function.";
    GDTR "gdtr" |a, b, x| f::gdtr(a, b, x), [Singles Doubles] through(f::sides::Gdtr), "Gamma distribution function.";
    GDTRC "gdtrc" |a, b, x| f::gdtrc(a, b, x), [Singles Doubles] through(f::sides::Gdtrc), "Gamma survival function.";
    HUBER "huber" |delta, r| f::huber(delta, r), [Singles Doubles] lanes(f::entropy::Huber), "Huber loss function.";
    HYP0F1 "hyp0f1" |v, x| f::hyp0f1(v, x), [Singles Doubles] complex |v, z| f::complex_hyp0f1(v.re, z), [ComplexSecondSingles ComplexSecond], "Confluent hypergeometric limit function 0F1.";
    HYP1F1 "hyp1f1" |a, b, x| f::hyp1f1(a, b, x), [Singles Doubles] complex |a, b, z| f::complex_hyp1f1(a.re, b.re, z), [ComplexThird ComplexThirdSingles], "Confluent hypergeometric function 1F1.";
    HYPERU "hyperu" |a, b, x| f::hyperu(a, b, x), [Singles Doubles], "Confluent hypergeometric function U.";
    HYP2F1 "hyp2f1" |a, b, c, z| f::hyp2f1(a, b, c, z), [Doubles Singles] complex |a, b, c, z| f::complex_hyp2f1(a.re, b.re, c.re, z), [ComplexFourth ComplexFourthSingles], "Gauss hypergeometric function 2F1.";
    I0 "i0" |x| f::i0(x), [Doubles Singles], "Modified Bessel function of order 0.";
    I0E "i0e" |x| f::i0e(x), [Doubles Singles], "Exponentially scaled modified Bessel function of order 0.";
    I1 "i1" |x| f::i1(x), [Doubles Singles], "Modified Bessel function of order 1.";
    I1E "i1e" |x| f::i1e(x), [Doubles Singles], "Exponentially scaled modified Bessel function of order 1.";
    INV_BOXCOX "inv_boxcox" |y, lmbda| f::inv_boxcox(y, lmbda), [Singles Doubles], "Inverse of the Box-Cox transformation.";
    INV_BOXCOX1P "inv_boxcox1p" |y, lmbda| f::inv_boxcox1p(y, lmbda), [Singles Doubles], "Inverse of the Box-Cox transformation of `1 + x`.";
    IT2STRUVE0 "it2struve0" |x| f::it2struve0(x), [Singles Doubles], "Integral related to the Struve function of order 0.";
    ITMODSTRUVE0 "itmodstruve0" |x| f::itmodstruve0(x), [Singles Doubles], "Integral of the modified Struve function of order 0.";
    ITSTRUVE0 "itstruve0" |x| f::itstruve0(x), [Singles Doubles], "Integral of the Struve function of order 0.";
    IV "iv" |v, x| f::iv(v, x), [Singles Doubles] complex |v, z| f::complex_iv(v.re, z), [ComplexSecondSingles ComplexSecond], "Modified Bessel function of the first kind of real order.";
    IVE "ive" |v, x| f::ive(v, x), [Singles Doubles] complex |v, z| f::complex_ive(v.re, z), [ComplexSecondSingles ComplexSecond], "Exponentially scaled modified Bessel function of the first kind.";
    J0 "j0" |x| f::j0(x), [Doubles Singles], "Bessel function of the first kind of order 0.";
    J1 "j1" |x| f::j1(x), [Doubles Singles], "Bessel function of the first kind of order 1.";
    JV "jv" |v, x| f::jv(v, x), [Singles Doubles] complex |v, z| f::complex_jv(v.re, z), [ComplexSecondSingles ComplexSecond], "Bessel function of the first kind of real order.";
    JVE "jve" |v, x| f::jve(v, x), [Singles Doubles] complex |v, z| f::complex_jve(v.re, z), [ComplexSecondSingles ComplexSecond], "Exponentially scaled Bessel function of the first kind.";
    K0 "k0" |x| f::k0(x), [Doubles Singles], "Modified Bessel function of the second kind of order 0.";
    K0E "k0e" |x| f::k0e(x), [Doubles Singles], "Exponentially scaled modified Bessel function K of order 0.";
    K1 "k1" |x| f::k1(x), [Doubles Singles], "Modified Bessel function of the second kind of order 1.";
    K1E "k1e" |x| f::k1e(x), [Doubles Singles], "Exponentially scaled modified Bessel function K of order 1.";
    KEI "kei" |x| f::kei(x), [Singles Doubles], "The Kelvin function kei.";
    KEIP "keip" |x| f::keip(x), [Singles Doubles], "Derivative of the Kelvin function kei.";
    KER "ker" |x| f::ker(x), [Singles Doubles], "The Kelvin function ker.";
    KERP "kerp" |x| f::kerp(x), [Singles Doubles], "Derivative of the Kelvin function ker.";
    KL_DIV "kl_div" |x, y| f::kl_div(x, y), [Singles Doubles] lanes(f::entropy::KlDiv), "Elementwise Kullback-Leibler divergence.";
    KN "kn" |n, x| f::kn(n, x), [WholeFirst Singles Doubles], "Modified Bessel function of the second kind of integer order.";
    KV "kv" |v, x| f::kv(v, x), [Singles Doubles] complex |v, z| f::complex_kv(v.re, z), [ComplexSecondSingles ComplexSecond], "Modified Bessel function of the second kind of real order.";
    KVE "kve" |v, x| f::kve(v, x), [Singles Doubles] complex |v, z| f::complex_kve(v.re, z), [ComplexSecondSingles ComplexSecond], "Exponentially scaled modified Bessel function of the second kind.";
    LOG1P "log1p" |x| libm::log1p(x), [Doubles Singles] lanes(f::elementary::Log1p) complex |z| f::complex_log1p(z), [ComplexDoubles ComplexSingles], "`log(1 + x)`, accurate near zero.";
    LOG_EXPIT "log_expit" |x| f::log_expit(x), [Doubles Singles] lanes(f::elementary::LogExpit), "Logarithm of the logistic sigmoid.";
    LOG_NDTR "log_ndtr" |x| f::log_ndtr(x), [Doubles Singles] lanes(f::normal::LogNdtr) complex |z| f::complex_log_ndtr(z), [ComplexDoubles ComplexSingles], "Logarithm of the normal distribution function.";
    LOG_WRIGHT_BESSEL "log_wright_bessel" |a, b, x| f::log_wright_bessel(a, b, x), [Doubles Singles], "Logarithm of Wright's generalized Bessel function.";
    LOGGAMMA "loggamma" |x| f::loggamma(x), [Doubles Singles] through(f::gamma::Loggamma) complex |z| f::complex_loggamma(z), [ComplexDoubles ComplexSingles], "Principal branch of the logarithm of the gamma function.";
    LOGIT "logit" |p| f::logit(p), [Doubles Singles] lanes(f::elementary::Logit), "`log(p / (1 - p))`.";
    LPMV "lpmv" |m, v, x| f::lpmv(m, v, x), [Singles Doubles], "Associated Legendre function of integer order and real degree.";
    MODSTRUVE "modstruve" |v, x| f::modstruve(v, x), [Doubles Singles], "Modified Struve function.";
    NBDTR "nbdtr" |k, n, p| f::nbdtr(k, n, p), [WholePair Singles Doubles] through(f::sides::Nbdtr), "Negative binomial distribution function.";
    NBDTRC "nbdtrc" |k, n, p| f::nbdtrc(k, n, p), [WholePair Singles Doubles] through(f::sides::Nbdtrc), "Negative binomial survival function.";
    NBDTRI "nbdtri" |k, n, y| f::nbdtri(k, n, y), [WholePair Singles Doubles], "The probability at which `nbdtr(k, n, p)` is `y`.";
    NDTR "ndtr" |x| f::ndtr(x), [Doubles Singles] lanes(f::normal::Ndtr) complex |z| f::complex_ndtr(z), [ComplexDoubles ComplexSingles], "Normal distribution function.";
    NDTRI "ndtri" |y| f::ndtri(y), [Singles Doubles] lanes(f::normal::Ndtri), "Quantile of the normal distribution.";
    NDTRI_EXP "ndtri_exp" |y| f::ndtri_exp(y), [Singles Doubles] lanes(f::normal::NdtriExp), "Inverse of `log_ndtr`.";
    PDTR "pdtr" |k, m| f::pdtr(k, m), [Singles Doubles] through(f::sides::Pdtr), "Poisson distribution function.";
    PDTRC "pdtrc" |k, m| f::pdtrc(k, m), [Singles Doubles] through(f::sides::Pdtrc), "Poisson survival function.";
    PDTRI "pdtri" |k, y| f::pdtri(k, y), [WholeFirst Singles Doubles], "The mean at which `pdtr(k, m)` is `y`.";
    POCH "poch" |z, m| f::poch(z, m), [Singles Doubles] lanes(f::gamma::Poch), "Pochhammer symbol, `gamma(z + m) / gamma(z)`.";
    POWM1 "powm1" |x, y| f::powm1(x, y), [Singles Doubles], "`x**y - 1`, accurate near one.";
    PSEUDO_HUBER "pseudo_huber" |delta, r| f::pseudo_huber(delta, r), [Singles Doubles], "Pseudo-Huber loss function.";
    RADIAN "radian" |d, m, s| f::radian(d, m, s), [Doubles Singles], "Radians of an angle in degrees, minutes and seconds.";
    REL_ENTR "rel_entr" |x, y| f::rel_entr(x, y), [Singles Doubles] lanes(f::entropy::RelEntr), "Elementwise relative entropy, `x log(x / y)`.";
    RGAMMA "rgamma" |x| f::rgamma(x), [Doubles Singles] lanes(f::gamma::Rgamma) complex |z| f::complex_rgamma(z), [ComplexDoubles ComplexSingles], "One over the gamma function.";
    ROUND "round" |x| x.round_ties_even(), [Singles Doubles], "The nearest integer; ties go to the even one.";
    SINDG "sindg" |x| f::sindg(x), [Doubles Singles], "Sine of an angle in degrees.";
    SPENCE "spence" |x| f::spence(x), [Singles Doubles] lanes(f::spence::Spence) complex |z| f::complex_spence(z), [ComplexSingles ComplexDoubles], "Spence's function, also known as the dilogarithm.";
    STDTR "stdtr" |df, t| f::stdtr(df, t), [Singles Doubles] through(f::sides::Stdtr), "Student's t distribution function.";
    STDTRIT "stdtrit" |df, p| f::stdtrit(df, p), [Singles Doubles], "The `p`-th quantile of Student's t distribution.";
    STRUVE "struve" |v, x| f::struve(v, x), [Doubles Singles], "Struve function.";
    TANDG "tandg" |x| f::tandg(x), [Doubles Singles], "Tangent of an angle in degrees.";
    VOIGT_PROFILE "voigt_profile" |x, sigma, gamma| f::voigt_profile(x, sigma, gamma), [Doubles Singles], "Voigt profile.";
    WRIGHTOMEGA "wrightomega" |x| f::wrightomega(x), [Singles Doubles] complex |z| f::complex_wrightomega(z), [ComplexSingles ComplexDoubles], "Wright's omega function.";
    WRIGHT_BESSEL "wright_bessel" |a, b, x| f::wright_bessel(a, b, x), [Doubles Singles], "Wright's generalized Bessel function.";
    XLOG1PY "xlog1py" |x, y| f::xlog1py(x, y), [Doubles Singles] lanes(f::entropy::Xlog1py) complex |x, y| f::complex_xlog1py(x, y), [ComplexDoubles ComplexSingles], "`x log(1 + y)`, and 0 where `x` is 0.";
    XLOGY "xlogy" |x, y| f::xlogy(x, y), [Doubles Singles] lanes(f::entropy::Xlogy) complex |x, y| if x.norm() == 0.0 && !y.is_nan() { x } else { x * y.ln() }, [ComplexDoubles ComplexSingles], "`x log(y)`, and 0 where `x` is 0.";
    Y0 "y0" |x| f::y0(x), [Doubles Singles], "Bessel function of the second kind of order 0.";
    Y1 "y1" |x| f::y1(x), [Doubles Singles], "Bessel function of the second kind of order 1.";
    YN "yn" |n, x| f::yn(n, x), [WholeFirst Singles Doubles], "Bessel function of the second kind of integer order.";
    YV "yv" |v, x| f::yv(v, x), [Singles Doubles] complex |v, z| f::complex_yv(v.re, z), [ComplexSecondSingles ComplexSecond], "Bessel function of the second kind of real order.";
    YVE "yve" |v, x| f::yve(v, x), [Singles Doubles] complex |v, z| f::complex_yve(v.re, z), [ComplexSecondSingles ComplexSecond], "Exponentially scaled Bessel function of the second kind.";
    ZETAC "zetac" |x| f::zetac(x), [Doubles Singles], "Riemann zeta function minus one.";
    // SciPy's `zeta`, `polygamma` and spherical Bessel functions are functions around these.
    HURWITZ "_zeta" |x, q| f::hurwitz(x, q), [Singles Doubles], "Hurwitz zeta function.";
    RIEMANN_ZETA "_riemann_zeta" |x| f::zeta(x), [Doubles Singles] complex |s| f::complex_zeta(s), [ComplexDoubles ComplexSingles], "Riemann zeta function.";
    POLYGAMMA "_polygamma" |n, x| f::polygamma(n, x), [Singles Doubles], "Polygamma function.";
    SPHERICAL_JN "_spherical_jn" |n, x| f::spherical_jn(n, x), [Doubles] complex |n, z| f::complex_spherical_jn(n.re, z), [WholeComplex], "Spherical Bessel function of the first kind.";
    SPHERICAL_YN "_spherical_yn" |n, x| f::spherical_yn(n, x), [Doubles] complex |n, z| f::complex_spherical_yn(n.re, z), [WholeComplex], "Spherical Bessel function of the second kind.";
    SPHERICAL_IN "_spherical_in" |n, x| f::spherical_in(n, x), [Doubles] complex |n, z| f::complex_spherical_in(n.re, z), [WholeComplex], "Modified spherical Bessel function of the first kind.";
    SPHERICAL_KN "_spherical_kn" |n, x| f::spherical_kn(n, x), [Doubles] complex |n, z| f::complex_spherical_kn(n.re, z), [WholeComplex], "Modified spherical Bessel function of the second kind.";
    SPHERICAL_JN_D "_spherical_jn_d" |n, x| f::spherical_jnp(n, x), [Doubles] complex |n, z| f::bessel::complex_spherical_jnp(n.re, z), [WholeComplex], "Derivative of the spherical Bessel function of the first kind.";
    SPHERICAL_YN_D "_spherical_yn_d" |n, x| f::spherical_ynp(n, x), [Doubles] complex |n, z| f::bessel::complex_spherical_ynp(n.re, z), [WholeComplex], "Derivative of the spherical Bessel function of the second kind.";
    SPHERICAL_IN_D "_spherical_in_d" |n, x| f::spherical_inp(n, x), [Doubles] complex |n, z| f::bessel::complex_spherical_inp(n.re, z), [WholeComplex], "Derivative of the modified spherical Bessel function of the first kind.";
    SPHERICAL_KN_D "_spherical_kn_d" |n, x| f::spherical_knp(n, x), [Doubles] complex |n, z| f::bessel::complex_spherical_knp(n.re, z), [WholeComplex], "Derivative of the modified spherical Bessel function of the second kind.";
    JVP "_jvp" |v, z, n| f::jvp(v, z, n), [Singles Doubles] complex |v, z, n| f::complex_jvp(v.re, z, n.re), [ComplexSecondSingles ComplexSecond], "Derivatives of the Bessel function of the first kind.";
    YVP "_yvp" |v, z, n| f::yvp(v, z, n), [Singles Doubles] complex |v, z, n| f::complex_yvp(v.re, z, n.re), [ComplexSecondSingles ComplexSecond], "Derivatives of the Bessel function of the second kind.";
    IVP "_ivp" |v, z, n| f::ivp(v, z, n), [Singles Doubles] complex |v, z, n| f::complex_ivp(v.re, z, n.re), [ComplexSecondSingles ComplexSecond], "Derivatives of the modified Bessel function of the first kind.";
    DIRIC "_diric" |x, n| f::diric(x, n), [Singles Doubles], "Periodic sinc function.";
    KVP "_kvp" |v, z, n| f::kvp(v, z, n), [Singles Doubles] complex |v, z, n| f::complex_kvp(v.re, z, n.re), [ComplexSecondSingles ComplexSecond], "Derivatives of the modified Bessel function of the second kind.";
    MULTIGAMMALN "_multigammaln" |a, d| f::multigammaln(a, d), [Doubles], "Logarithm of the multivariate gamma function.";
    COMB "_comb" |n, k| f::comb(n, k), [Singles Doubles] through(f::combinatorics::Comb), "Number of combinations.";
    COMB_WITH_REPETITION "_comb_with_repetition" |n, k| f::comb_with_repetition(n, k), [Singles Doubles], "Number of combinations with repetition.";
    PERM "_perm" |n, k| f::perm(n, k), [Singles Doubles] through(f::combinatorics::Perm), "Number of permutations.";
    FACTORIAL "_factorial" |n| f::factorial(n), [Doubles Singles] through(f::combinatorics::Factorial), "Factorial.";
    FACTORIALK "_factorialk" |n, k| f::factorialk(n, k), [Doubles], "Multifactorial.";
    FACTORIAL_EXTENDED "_factorial_extended" |n, k| f::extended_factorial(n, k), [Singles Doubles] complex |n, k| f::complex_factorial(n, k), [ComplexDoubles ComplexSingles], "Continuation of the multifactorial.";
}

/// Declares ufuncs of polynomials: name, family, how many parameters, signatures.
macro_rules! polynomials {
    ($($id:ident $name:literal $family:ident $parameters:literal [$($signature:ident)+]
        $(complex [$($more:ident)+])?, $doc:literal;)+) => {
        $(
            #[doc = concat!("The ufunc `", $name, "`: ", $doc)]
            pub static $id: Ufunc = {
                const LOOPS: &[LoopRow] = &[
                    $(line_row::<$signature, Line<orthogonal::$family>, f64, $parameters>(),)+
                    $($(line_row::<$more, Line<orthogonal::$family>, Complex<f64>, $parameters>(),)+)?
                ];
                Ufunc::new($name, $parameters + 1, 1, LOOPS, $doc).rule(Rule::InOrder).cost(COST)
            };
        )+
        /// Those of polynomials.
        pub static POLYNOMIALS: &[&Ufunc] = &[$(&$id,)+];
    };
}

polynomials! {
    EVAL_CHEBYC "eval_chebyc" ChebyshevC 1 [WholeFirst Singles Doubles] complex [ComplexSecondSingles ComplexSecond], "Chebyshev polynomial of the first kind on [-2, 2].";
    EVAL_CHEBYS "eval_chebys" ChebyshevS 1 [WholeFirst Singles Doubles] complex [ComplexSecondSingles ComplexSecond], "Chebyshev polynomial of the second kind on [-2, 2].";
    EVAL_CHEBYT "eval_chebyt" ChebyshevT 1 [WholeFirst Singles Doubles] complex [ComplexSecondSingles ComplexSecond], "Chebyshev polynomial of the first kind.";
    EVAL_CHEBYU "eval_chebyu" ChebyshevU 1 [WholeFirst Singles Doubles] complex [ComplexSecondSingles ComplexSecond], "Chebyshev polynomial of the second kind.";
    EVAL_GEGENBAUER "eval_gegenbauer" Gegenbauer 2 [WholeFirst Singles Doubles] complex [ComplexThirdSingles ComplexThird], "Gegenbauer polynomial.";
    EVAL_JACOBI "eval_jacobi" Jacobi 3 [WholeFirst Singles Doubles] complex [ComplexFourthSingles ComplexFourth], "Jacobi polynomial.";
    EVAL_SH_JACOBI "eval_sh_jacobi" ShiftedJacobi 3 [WholeFirst Singles Doubles] complex [ComplexFourthSingles ComplexFourth], "Shifted Jacobi polynomial.";
    EVAL_GENLAGUERRE "eval_genlaguerre" GenLaguerre 2 [WholeFirst Singles Doubles] complex [ComplexThirdSingles ComplexThird], "Generalized Laguerre polynomial.";
    EVAL_HERMITE "eval_hermite" Hermite 1 [WholeFirst], "Physicist's Hermite polynomial.";
    EVAL_HERMITENORM "eval_hermitenorm" HermiteNorm 1 [WholeFirst], "Probabilist's Hermite polynomial.";
    EVAL_LAGUERRE "eval_laguerre" Laguerre 1 [WholeFirst Singles Doubles] complex [ComplexSecondSingles ComplexSecond], "Laguerre polynomial.";
    EVAL_LEGENDRE "eval_legendre" Legendre 1 [WholeFirst Singles Doubles] complex [ComplexSecondSingles ComplexSecond], "Legendre polynomial.";
    EVAL_SH_CHEBYT "eval_sh_chebyt" ShiftedT 1 [WholeFirst Singles Doubles] complex [ComplexSecondSingles ComplexSecond], "Shifted Chebyshev polynomial of the first kind.";
    EVAL_SH_CHEBYU "eval_sh_chebyu" ShiftedU 1 [WholeFirst Singles Doubles] complex [ComplexSecondSingles ComplexSecond], "Shifted Chebyshev polynomial of the second kind.";
    EVAL_SH_LEGENDRE "eval_sh_legendre" ShiftedLegendre 1 [WholeFirst Singles Doubles] complex [ComplexSecondSingles ComplexSecond], "Shifted Legendre polynomial.";
}

/// Declares ufuncs that are complex for every argument.
macro_rules! complex {
    ($($id:ident $name:literal |$($x:ident),+| $value:expr, [$($signature:ident)+], $doc:literal;)+) => {$(
        #[doc = concat!("The ufunc `", $name, "`: ", $doc)]
        pub static $id: Ufunc = {
            struct Function;
            const N: usize = [$(stringify!($x)),+].len();
            impl Kernel<Complex<f64>, N, 1> for Function {
                fn f([$($x),+]: [Complex<f64>; N]) -> [Complex<f64>; 1] {
                    [$value]
                }
            }
            const LOOPS: &[LoopRow] = &[$(row::<$signature, Function, Complex<f64>, N, 1>(),)+];
            Ufunc::new($name, N, 1, LOOPS, $doc).rule(Rule::InOrder).cost(10 * COST)
        };
    )+};
}

complex! {
    HANKEL1 "hankel1" |v, z| f::hankel1(v.re, z), [ComplexSecondSingles ComplexSecond], "Hankel function of the first kind.";
    HANKEL1E "hankel1e" |v, z| f::hankel1e(v.re, z), [ComplexSecondSingles ComplexSecond], "Exponentially scaled Hankel function of the first kind.";
    HANKEL2 "hankel2" |v, z| f::hankel2(v.re, z), [ComplexSecondSingles ComplexSecond], "Hankel function of the second kind.";
    HANKEL2E "hankel2e" |v, z| f::hankel2e(v.re, z), [ComplexSecondSingles ComplexSecond], "Exponentially scaled Hankel function of the second kind.";
    H1VP "_h1vp" |v, z, n| f::h1vp(v.re, z, n.re), [ComplexSecondSingles ComplexSecond], "Derivatives of the Hankel function of the first kind.";
    H2VP "_h2vp" |v, z, n| f::h2vp(v.re, z, n.re), [ComplexSecondSingles ComplexSecond], "Derivatives of the Hankel function of the second kind.";
    LAMBERTW "_lambertw" |z, k, tol| f::lambertw_within(z, k.re as i64, tol.re), [BranchOfComplex], "Lambert's W function of argument, branch and tolerance.";
    WOFZ "wofz" |z| f::wofz(z), [ComplexDoubles ComplexSingles], "Faddeeva's function, `exp(-z**2) erfc(-i z)`.";
}

/// The ufunc `ellipj`, with four results.
pub static ELLIPJ: Ufunc = {
    struct Function;
    impl Kernel<f64, 2, 4> for Function {
        fn f([u, m]: [f64; 2]) -> [f64; 4] {
            f::ellipj(u, m)
        }
    }
    const LOOPS: &[LoopRow] = &[row::<Doubles, Function, f64, 2, 4>(), row::<Singles, Function, f64, 2, 4>()];
    Ufunc::new("ellipj", 2, 4, LOOPS, "Jacobi's elliptic functions.").rule(Rule::InOrder).cost(4 * COST)
};

/// Those with other operands than most.
pub static OTHERS: &[&Ufunc] =
    &[&HANKEL1, &HANKEL1E, &HANKEL2, &HANKEL2E, &H1VP, &H2VP, &LAMBERTW, &WOFZ, &ELLIPJ];

/// All tables.
pub static TABLES: [&[&Ufunc]; 5] = [ALL, DISTRIBUTIONS, POLYNOMIALS, SEVERAL, OTHERS];

/// SciPy's second names.
pub const ALIASES: &[(&str, &str)] = &[("jn", "jv"), ("psi", "digamma")];
