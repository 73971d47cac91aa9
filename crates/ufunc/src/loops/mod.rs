//! The loops of the table, a file per family.
//!
//! A family file holds kernels (`map1!`, `map2!`) and, for each ufunc, the constant list of its rows in the
//! order in which NumPy tries them.

pub(crate) mod arithmetic;
pub(crate) mod bitwise;
pub(crate) mod comparison;
pub(crate) mod complex;
pub(crate) mod exponential;
pub(crate) mod extrema;
pub(crate) mod floating;
pub(crate) mod integer;
pub(crate) mod logical;
pub(crate) mod trigonometric;

use half::f16;
pub(crate) use num_complex::Complex;

pub(crate) type C32 = Complex<f32>;
pub(crate) type C64 = Complex<f64>;

/// A half as the single it is computed in.
#[inline(always)]
pub(crate) fn wide(x: f16) -> f32 {
    x.to_f32()
}

/// A single rounded to a half.
#[inline(always)]
pub(crate) fn narrow(x: f32) -> f16 {
    f16::from_f32(x)
}
