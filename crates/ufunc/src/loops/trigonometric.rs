//! Circular and hyperbolic functions, their inverses, and angles.

use super::complex::{self, complex_kernels};
use super::exponential::{inexact, inexact2};
use super::{C32, C64};
use crate::kernel::LoopRow;
use crate::math::elementary::{
    Arccos, Arccosh, Arcsin, Arcsinh, Arctan, Arctan2, Arctanh, Cos, Cosh, Hypot, Sin, Sinh, Tan, Tanh,
};

complex_kernels!(
    ComplexSin = complex::sin,
    ComplexCos = complex::cos,
    ComplexTan = complex::tan,
    ComplexArcsin = complex::arcsin,
    ComplexArccos = complex::arccos,
    ComplexArctan = complex::arctan,
    ComplexSinh = complex::sinh,
    ComplexCosh = complex::cosh,
    ComplexTanh = complex::tanh,
    ComplexArcsinh = complex::arcsinh,
    ComplexArccosh = complex::arccosh,
    ComplexArctanh = complex::arctanh,
);

map1!(Degrees: Direct |x| {
    [f32, f64] => x * ((180.0 / std::f64::consts::PI) as T),
});

map1!(Radians: Direct |x| {
    [f32, f64] => x * ((std::f64::consts::PI / 180.0) as T),
});

pub(crate) const SIN: &[LoopRow] = inexact!(Sin, ComplexSin);
pub(crate) const COS: &[LoopRow] = inexact!(Cos, ComplexCos);
pub(crate) const TAN: &[LoopRow] = inexact!(Tan, ComplexTan);
pub(crate) const ARCSIN: &[LoopRow] = inexact!(Arcsin, ComplexArcsin);
pub(crate) const ARCCOS: &[LoopRow] = inexact!(Arccos, ComplexArccos);
pub(crate) const ARCTAN: &[LoopRow] = inexact!(Arctan, ComplexArctan);
pub(crate) const SINH: &[LoopRow] = inexact!(Sinh, ComplexSinh);
pub(crate) const COSH: &[LoopRow] = inexact!(Cosh, ComplexCosh);
pub(crate) const TANH: &[LoopRow] = inexact!(Tanh, ComplexTanh);
pub(crate) const ARCSINH: &[LoopRow] = inexact!(Arcsinh, ComplexArcsinh);
pub(crate) const ARCCOSH: &[LoopRow] = inexact!(Arccosh, ComplexArccosh);
pub(crate) const ARCTANH: &[LoopRow] = inexact!(Arctanh, ComplexArctanh);
pub(crate) const ARCTAN2: &[LoopRow] = inexact2!(Arctan2);
pub(crate) const HYPOT: &[LoopRow] = inexact2!(Hypot);
pub(crate) const DEGREES: &[LoopRow] = inexact!(Degrees);
pub(crate) const RADIANS: &[LoopRow] = inexact!(Radians);
