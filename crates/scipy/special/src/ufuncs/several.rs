//! Ufuncs with several results: real loops, complex loops, or both.

use super::COST;
use crate as f;
use num_complex::Complex;
use pallasite_ufunc::scalar::{
    ComplexDoubles, ComplexSecond, ComplexSecondSingles, ComplexSingles, Doubles, Kernel, Singles, row,
};
use pallasite_ufunc::table::Rule;
use pallasite_ufunc::{LoopRow, Ufunc};

/// Declares them: name, numbers of arguments and of results, what each loop computes and its signatures.
macro_rules! several {
    ($($id:ident $name:literal $arguments:literal $results:literal
        $(real |$($x:ident),+| $value:expr, [$($signature:ident)+])?
        $(complex |$($z:ident),+| $complex:expr, [$($more:ident)+])?, $doc:literal;)+) => {
        $(
            #[doc = concat!("The ufunc `", $name, "`: ", $doc)]
            pub static $id: Ufunc = {
                struct Function;
                const N: usize = $arguments;
                $(impl Kernel<f64, N, $results> for Function {
                    fn f([$($x),+]: [f64; N]) -> [f64; $results] {
                        $value
                    }
                })?
                $(impl Kernel<Complex<f64>, N, $results> for Function {
                    fn f([$($z),+]: [Complex<f64>; N]) -> [Complex<f64>; $results] {
                        $complex
                    }
                })?
                const LOOPS: &[LoopRow] = &[
                    $($(row::<$signature, Function, f64, N, $results>(),)+)?
                    $($(row::<$more, Function, Complex<f64>, N, $results>(),)+)?
                ];
                Ufunc::new($name, N, $results, LOOPS, $doc).rule(Rule::InOrder).cost($results * COST)
            };
        )+
        /// All of them.
        pub static SEVERAL: &[&Ufunc] = &[$(&$id,)+];
    };
}

several! {
    AIRY "airy" 1 4 real |x| f::airy(x), [Singles Doubles] complex |x| f::complex_airy(x), [ComplexSingles ComplexDoubles], "Airy functions and their derivatives.";
    AIRYE "airye" 1 4 real |x| f::airye(x), [Singles Doubles] complex |x| f::complex_airye(x), [ComplexSingles ComplexDoubles], "Exponentially scaled Airy functions and their derivatives.";
    FRESNEL "fresnel" 1 2 real |x| f::fresnel(x), [Doubles Singles] complex |x| f::complex_fresnel(x), [ComplexDoubles ComplexSingles], "Fresnel integrals.";
    IT2I0K0 "it2i0k0" 1 2 real |x| f::it2i0k0(x), [Singles Doubles], "Integrals related to modified Bessel functions of order 0.";
    IT2J0Y0 "it2j0y0" 1 2 real |x| f::it2j0y0(x), [Singles Doubles], "Integrals related to Bessel functions of order 0.";
    ITAIRY "itairy" 1 4 real |x| f::itairy(x), [Singles Doubles], "Integrals of Airy functions.";
    ITI0K0 "iti0k0" 1 2 real |x| f::iti0k0(x), [Singles Doubles], "Integrals of modified Bessel functions of order 0.";
    ITJ0Y0 "itj0y0" 1 2 real |x| f::itj0y0(x), [Singles Doubles], "Integrals of Bessel functions of order 0.";
    KELVIN "kelvin" 1 4 complex |x| f::kelvin(x.re), [ComplexSecondSingles ComplexSecond], "Kelvin functions as complex numbers.";
    MODFRESNELM "modfresnelm" 1 2 complex |x| f::modfresnelm(x.re), [ComplexSecondSingles ComplexSecond], "Modified Fresnel negative integrals.";
    MODFRESNELP "modfresnelp" 1 2 complex |x| f::modfresnelp(x.re), [ComplexSecondSingles ComplexSecond], "Modified Fresnel positive integrals.";
    PBDV "pbdv" 2 2 real |v, x| f::pbdv(v, x), [Singles Doubles], "Parabolic cylinder function D and its derivative.";
    PBVV "pbvv" 2 2 real |v, x| f::pbvv(v, x), [Singles Doubles], "Parabolic cylinder function V and its derivative.";
    PBWA "pbwa" 2 2 real |a, x| f::pbwa(a, x), [Singles Doubles], "Parabolic cylinder function W and its derivative.";
    SHICHI "shichi" 1 2 real |x| f::shichi(x), [Singles Doubles] complex |x| f::complex_shichi(x), [ComplexSingles ComplexDoubles], "Hyperbolic sine and cosine integrals.";
    SICI "sici" 1 2 real |x| f::sici(x), [Singles Doubles] complex |x| f::complex_sici(x), [ComplexSingles ComplexDoubles], "Sine and cosine integrals.";
}
