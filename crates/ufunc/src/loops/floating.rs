//! Parts of floats: classes, signs, neighbours, mantissa and exponent, rounding.

use super::{C32, C64, narrow, wide};
use crate::kernel::{LoopRow, Row};
use crate::math::fpstatus::Flags;
use crate::math::level::MulAdd;
use crate::math::map::{Map1Pair, Map2, Plan};
use half::f16;
use pallasite_array::Bool;
use std::marker::PhantomData;

map1!(Isfinite: Quiet |x| {
    [Bool, i8, u8, i16, u16, i32, u32, i64, u64] -> Bool => { let _ = x; true.into() },
    [f16, f32, f64] -> Bool => x.is_finite().into(),
    [C32, C64] -> Bool => (x.re.is_finite() && x.im.is_finite()).into(),
});

map1!(Isinf: Quiet |x| {
    [Bool, i8, u8, i16, u16, i32, u32, i64, u64] -> Bool => { let _ = x; false.into() },
    [f16, f32, f64] -> Bool => x.is_infinite().into(),
    [C32, C64] -> Bool => (x.re.is_infinite() || x.im.is_infinite()).into(),
});

map1!(Isnan: Quiet |x| {
    [Bool, i8, u8, i16, u16, i32, u32, i64, u64] -> Bool => { let _ = x; false.into() },
    [f16, f32, f64] -> Bool => x.is_nan().into(),
    [C32, C64] -> Bool => (x.re.is_nan() || x.im.is_nan()).into(),
});

map1!(Signbit: Quiet |x| {
    [f16, f32, f64] -> Bool => x.is_sign_negative().into(),
});

map2!(Copysign: Quiet |a, b| {
    [f16, f32, f64] => a.copysign(b),
});

/// The next number after `x` in the direction of growing magnitude (`true`) or zero.
macro_rules! neighbours {
    ($next:ident, $t:ty, $bits:ty) => {
        fn $next(x: $t, y: $t) -> $t {
            if x.is_nan() || y.is_nan() {
                return <$t>::NAN;
            }
            if x == y {
                return y;
            }
            let sign = <$bits>::MAX ^ (<$bits>::MAX >> 1);
            let bits = x.to_bits();
            if bits & !sign == 0 {
                return <$t>::from_bits((y.to_bits() & sign) | 1);
            }
            let grows = (y > x) == (bits & sign == 0);
            <$t>::from_bits(if grows { bits + 1 } else { bits - 1 })
        }
    };
}
neighbours!(next16, f16, u16);
neighbours!(next32, f32, u32);
neighbours!(next64, f64, u64);

/// The distance to the neighbour away from zero, with the sign of `x`.
macro_rules! spacing {
    ($x:ident, $next:ident, $t:ty) => {
        if $x.is_finite() { $next($x, <$t>::INFINITY.copysign($x)) - $x } else { <$t>::NAN }
    };
}

/// NumPy's spacing of half precision is that to the neighbour above.
fn spacing16(x: f16) -> f16 {
    if x.is_finite() { next16(x, f16::INFINITY) - x } else { f16::NAN }
}

map2!(Nextafter: Staged |a, b| {
    [f16] => next16(a, b),
    [f32] => next32(a, b),
    [f64] => next64(a, b),
} suspect |a, _b, y| y.is_infinite() && a.is_finite(); amend |_a, _b, y| (y, Flags::OVERFLOW));

map1!(Spacing: Staged |x| {
    [f16] => spacing16(x),
    [f32] => spacing!(x, next32, f32),
    [f64] => spacing!(x, next64, f64),
} suspect |x, _y| x.is_infinite(); amend |_x, y| (y, Flags::INVALID));

pub(crate) struct Modf<T>(PhantomData<T>);
pub(crate) struct Frexp<T>(PhantomData<T>);
pub(crate) struct Ldexp<T, E>(PhantomData<(T, E)>);

macro_rules! parts {
    ($t:ty, |$x:ident| $modf:expr, $frexp:expr) => {
        impl Map1Pair for Modf<$t> {
            type In = $t;
            type Out1 = $t;
            type Out2 = $t;
            fn f($x: $t) -> ($t, $t, Flags) {
                let (f, i) = $modf;
                (f, i, Flags::NONE)
            }
        }
        impl Map1Pair for Frexp<$t> {
            type In = $t;
            type Out1 = $t;
            type Out2 = i32;
            fn f($x: $t) -> ($t, i32, Flags) {
                let (m, e) = if $x.is_finite() { $frexp } else { ($x, 0) };
                (m, e, Flags::NONE)
            }
        }
    };
}

fn modf64(x: f64) -> (f64, f64) {
    let whole = x.trunc();
    (if x.is_infinite() { 0f64.copysign(x) } else { (x - whole).copysign(x) }, whole)
}

parts!(f64, |x| modf64(x), libm::frexp(x));
parts!(
    f32,
    |x| {
        let (f, i) = modf64(x.into());
        (f as f32, i as f32)
    },
    libm::frexpf(x)
);
parts!(
    f16,
    |x| {
        let (f, i) = modf64(x.into());
        (f16::from_f64(f), f16::from_f64(i))
    },
    {
        let (m, e) = libm::frexpf(wide(x));
        (narrow(m), e)
    }
);

macro_rules! ldexp {
    ($($t:ty, $e:ty, |$x:ident, $n:ident| $f:expr);+) => {$(
        impl Map2 for Ldexp<$t, $e> {
            type A = $t;
            type B = $e;
            type Out = $t;
            const PLAN: Plan = Plan::Staged;
            #[inline(always)]
            fn f<M: MulAdd>($x: $t, n: $e) -> $t {
                // Beyond this every number is infinite or zero.
                let $n = n.clamp(-5000, 5000) as i32;
                $f
            }
            #[inline(always)]
            fn suspect(x: $t, _n: $e, y: $t) -> bool {
                x.is_finite() && !y.is_normal()
            }
            fn amend(x: $t, n: $e, y: $t) -> ($t, Flags) {
                let zero = <$t>::default();
                (y, Flags::OVERFLOW.when(y.is_infinite()) | Flags::UNDERFLOW.when(x != zero && n < 0 && y == zero))
            }
        }
    )+};
}
ldexp!(
    f64, i32, |x, n| libm::ldexp(x, n); f64, i64, |x, n| libm::ldexp(x, n);
    f32, i32, |x, n| libm::ldexpf(x, n); f32, i64, |x, n| libm::ldexpf(x, n);
    f16, i32, |x, n| f16::from_f64(libm::ldexp(x.to_f64(), n)); f16, i64, |x, n| f16::from_f64(libm::ldexp(x.to_f64(), n))
);

map1!(Same: Quiet |x| {
    [Bool, i8, u8, i16, u16, i32, u32, i64, u64] => x,
});
map1!(Floor: Quiet |x| {
    [f32, f64] => x.floor(),
    [f16] => narrow(wide(x).floor()),
});
map1!(Ceil: Quiet |x| {
    [f32, f64] => x.ceil(),
    [f16] => narrow(wide(x).ceil()),
});
map1!(Trunc: Quiet |x| {
    [f32, f64] => x.trunc(),
    [f16] => narrow(wide(x).trunc()),
});
map1!(Rint: Quiet |x| {
    [f32, f64] => x.round_ties_even(),
    [f16] => narrow(wide(x).round_ties_even()),
    [C32, C64] => T::new(x.re.round_ties_even(), x.im.round_ties_even()),
});

map2!(Heaviside: Quiet |x, h| {
    [f32, f64] => if x == 0.0 { h } else if x < 0.0 { 0.0 } else if x > 0.0 { 1.0 } else { x },
    [f16] => if x == f16::ZERO { h } else if x.is_nan() { x } else if x < f16::ZERO { f16::ZERO } else { f16::ONE },
});

pub(crate) const ISFINITE: &[LoopRow] = rows!(ONE_PLAIN Isfinite: Bool, i8, u8, i16, u16, i32, u32, i64, u64, f16; ONE Isfinite: f32, f64; ONE_PLAIN Isfinite: C32, C64);
pub(crate) const ISINF: &[LoopRow] = rows!(ONE_PLAIN Isinf: Bool, i8, u8, i16, u16, i32, u32, i64, u64, f16; ONE Isinf: f32, f64; ONE_PLAIN Isinf: C32, C64);
pub(crate) const ISNAN: &[LoopRow] = rows!(ONE_PLAIN Isnan: Bool, i8, u8, i16, u16, i32, u32, i64, u64, f16; ONE Isnan: f32, f64; ONE_PLAIN Isnan: C32, C64);
pub(crate) const SIGNBIT: &[LoopRow] = rows!(ONE_PLAIN Signbit: f16; ONE Signbit: f32, f64);
pub(crate) const COPYSIGN: &[LoopRow] = rows!(PLAIN Copysign: f16; TWO Copysign: f32, f64);
pub(crate) const NEXTAFTER: &[LoopRow] = rows!(PLAIN Nextafter: f16, f32, f64);
pub(crate) const SPACING: &[LoopRow] = rows!(ONE_PLAIN Spacing: f16, f32, f64);
pub(crate) const MODF: &[LoopRow] = rows!(ONE_PAIR Modf: f16, f32, f64);
pub(crate) const FREXP: &[LoopRow] = rows!(ONE_PAIR Frexp: f16, f32, f64);
pub(crate) const LDEXP: &[LoopRow] = &[
    Row::<Ldexp<f16, i32>>::PLAIN,
    Row::<Ldexp<f32, i32>>::PLAIN,
    Row::<Ldexp<f16, i64>>::PLAIN,
    Row::<Ldexp<f32, i64>>::PLAIN,
    Row::<Ldexp<f64, i32>>::PLAIN,
    Row::<Ldexp<f64, i64>>::PLAIN,
];
pub(crate) const FLOOR: &[LoopRow] = rows!(ONE_PLAIN Same: Bool, i8, u8, i16, u16, i32, u32, i64, u64; ONE_PLAIN Floor: f16; ONE Floor: f32, f64);
pub(crate) const CEIL: &[LoopRow] = rows!(ONE_PLAIN Same: Bool, i8, u8, i16, u16, i32, u32, i64, u64; ONE_PLAIN Ceil: f16; ONE Ceil: f32, f64);
pub(crate) const TRUNC: &[LoopRow] = rows!(ONE_PLAIN Same: Bool, i8, u8, i16, u16, i32, u32, i64, u64; ONE_PLAIN Trunc: f16; ONE Trunc: f32, f64);
pub(crate) const RINT: &[LoopRow] = rows!(ONE_PLAIN Rint: f16; ONE Rint: f32, f64; ONE_PLAIN Rint: C32, C64);
pub(crate) const HEAVISIDE: &[LoopRow] = rows!(PLAIN Heaviside: f16; TWO Heaviside: f32, f64);
