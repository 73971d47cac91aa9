//! Exponentials, logarithms, roots and powers.

use super::complex::{self, complex_kernels};
use super::{C32, C64, narrow, wide};
use crate::kernel::LoopRow;
use crate::math::elementary::{Cbrt, Exp, Exp2, Expm1, Log, Log1p, Log2, Log10, Logaddexp, Logaddexp2, Pow};
use crate::math::fpstatus::Flags;
use crate::math::level::MulAdd;
use crate::math::map::{Map1, Map2, Plan};
use half::f16;
use std::marker::PhantomData;

/// A kernel of singles, on halves.
pub(crate) struct Half<K>(PhantomData<K>);

impl<K: Map1<In = f32, Out = f32>> Map1 for Half<K> {
    type In = f16;
    type Out = f16;
    const PLAN: Plan = Plan::Staged;
    #[inline(always)]
    fn f<M: MulAdd>(x: f16) -> f16 {
        narrow(K::f::<M>(wide(x)))
    }
    #[inline(always)]
    fn suspect(x: f16, y: f16) -> bool {
        K::suspect(wide(x), wide(y)) || !y.is_finite()
    }
    fn amend(x: f16, y: f16) -> (f16, Flags) {
        let (y, flags) =
            if K::suspect(wide(x), wide(y)) { K::amend(wide(x), wide(y)) } else { (wide(y), Flags::NONE) };
        let large = wide(x).is_finite() && narrow(y).is_infinite() && flags.is_empty();
        (narrow(y), flags | Flags::OVERFLOW.when(large))
    }
}

impl<K: Map2<A = f32, B = f32, Out = f32>> Map2 for Half<K> {
    type A = f16;
    type B = f16;
    type Out = f16;
    const PLAN: Plan = Plan::Staged;
    #[inline(always)]
    fn f<M: MulAdd>(a: f16, b: f16) -> f16 {
        narrow(K::f::<M>(wide(a), wide(b)))
    }
    #[inline(always)]
    fn suspect(a: f16, b: f16, y: f16) -> bool {
        K::suspect(wide(a), wide(b), wide(y)) || !y.is_finite()
    }
    fn amend(a: f16, b: f16, y: f16) -> (f16, Flags) {
        let again = K::suspect(wide(a), wide(b), wide(y));
        let (y, flags) = if again { K::amend(wide(a), wide(b), wide(y)) } else { (wide(y), Flags::NONE) };
        let large = a.is_finite() && b.is_finite() && narrow(y).is_infinite() && flags.is_empty();
        (narrow(y), flags | Flags::OVERFLOW.when(large))
    }
}

/// `inexact!(Kernel, Complex)`: the rows of a function of halves, singles, doubles and complex numbers.
macro_rules! inexact {
    ($name:ident) => {
        &[
            crate::kernel::Row::<crate::loops::exponential::Half<$name<f32>>>::ONE_PLAIN,
            crate::kernel::Row::<$name<f32>>::ONE,
            crate::kernel::Row::<$name<f64>>::ONE,
        ]
    };
    ($name:ident, $complex:ident) => {
        &[
            crate::kernel::Row::<crate::loops::exponential::Half<$name<f32>>>::ONE_PLAIN,
            crate::kernel::Row::<$name<f32>>::ONE,
            crate::kernel::Row::<$name<f64>>::ONE,
            crate::kernel::Row::<$complex<C32>>::ONE_PLAIN,
            crate::kernel::Row::<$complex<C64>>::ONE_PLAIN,
        ]
    };
}
/// The rows of a function of two halves, singles or doubles.
macro_rules! inexact2 {
    ($name:ident) => {
        &[
            crate::kernel::Row::<crate::loops::exponential::Half<$name<f32>>>::PLAIN,
            crate::kernel::Row::<$name<f32>>::TWO,
            crate::kernel::Row::<$name<f64>>::TWO,
        ]
    };
}
pub(crate) use {inexact, inexact2};

map1!(Sqrt: Direct |x| {
    [f32, f64] => x.sqrt(),
});

complex_kernels!(
    ComplexSqrt = complex::sqrt,
    ComplexExp = complex::exp,
    ComplexLog = complex::log,
    ComplexLog2 = complex::log2,
    ComplexLog10 = complex::log10;
    own ComplexExp2 = complex::exp2, ComplexExpm1 = complex::expm1, ComplexLog1p = complex::log1p
);

map2!(ComplexPower: Staged |a, b| {
    [C32, C64] => complex::Widen::narrow(complex::pow(complex::Widen::widen(a), complex::Widen::widen(b))),
} suspect |_a, _b, y| !(y.re.is_finite() && y.im.is_finite());
  amend |a, b, y| (y, complex::raised(&[complex::Widen::widen(a), complex::Widen::widen(b)], complex::Widen::widen(y))));

/// Whole powers by repeated squaring, with wrap-around; negative exponents are refused before.
macro_rules! integer_power {
    ($a:ident, $b:ident) => {{
        let (mut base, mut n, mut out) = ($a, $b as u64, 1 as T);
        loop {
            out = out.wrapping_mul(if n & 1 == 1 { base } else { 1 });
            n >>= 1;
            if n == 0 {
                break out;
            }
            base = base.wrapping_mul(base);
        }
    }};
}

map2!(IntegerPower: Quiet |a, b| {
    [i8, u8, i16, u16, i32, u32, i64, u64] => integer_power!(a, b),
});

pub(crate) const SQRT: &[LoopRow] = inexact!(Sqrt, ComplexSqrt);
pub(crate) const CBRT: &[LoopRow] = inexact!(Cbrt);
pub(crate) const EXP: &[LoopRow] = inexact!(Exp, ComplexExp);
pub(crate) const EXP2: &[LoopRow] = inexact!(Exp2, ComplexExp2);
pub(crate) const EXPM1: &[LoopRow] = inexact!(Expm1, ComplexExpm1);
pub(crate) const LOG: &[LoopRow] = inexact!(Log, ComplexLog);
pub(crate) const LOG2: &[LoopRow] = inexact!(Log2, ComplexLog2);
pub(crate) const LOG10: &[LoopRow] = inexact!(Log10, ComplexLog10);
pub(crate) const LOG1P: &[LoopRow] = inexact!(Log1p, ComplexLog1p);
pub(crate) const LOGADDEXP: &[LoopRow] = inexact2!(Logaddexp);
pub(crate) const LOGADDEXP2: &[LoopRow] = inexact2!(Logaddexp2);
pub(crate) const POWER: &[LoopRow] = rows!(PLAIN IntegerPower: i8, u8, i16, u16, i32, u32, i64, u64; PLAIN HalfPow: f16;
    TWO Pow: f32, f64; PLAIN ComplexPower: C32, C64);
pub(crate) const FLOAT_POWER: &[LoopRow] = rows!(TWO Pow: f64; PLAIN ComplexPower: C64);

/// `Pow` on halves, under the name that the list of rows needs.
type HalfPow<T> = Half<Pow<<T as Single>::Type>>;

/// The type a half is computed in.
pub(crate) trait Single {
    type Type;
}

impl Single for f16 {
    type Type = f32;
}
