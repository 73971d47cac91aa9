//! `+ - * /`, remainders, signs.

use super::complex::{csign, csquare, reciprocal};
use super::{C32, C64, Complex, narrow, wide};
use crate::kernel::{LoopRow, Row, join, plain2};
use crate::math::complex::divide;
use crate::math::elementary::Hypot;
use crate::math::fpstatus::Flags;
use crate::math::map::{Map2, Map2Pair, loop2};
use crate::pairwise;
use half::f16;
use num_traits::{PrimInt, Zero};
use pallasite_array::Bool;
use pallasite_array::cast::CastFrom;
use std::marker::PhantomData;

map2!(Add: Direct |a, b| {
    [u8, u16, u32, u64] => a.wrapping_add(b),
    [f32, f64, C32, C64] => a + b,
    [f16] => narrow(wide(a) + wide(b)),
    [Bool] => (a.get() | b.get()).into(),
});

map2!(Subtract: Direct |a, b| {
    [u8, u16, u32, u64] => a.wrapping_sub(b),
    [f32, f64, C32, C64] => a - b,
    [f16] => narrow(wide(a) - wide(b)),
});

map2!(Multiply: Direct |a, b| {
    [u8, u16, u32, u64] => a.wrapping_mul(b),
    [f32, f64] => a * b,
    [C32, C64] => T::new(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re),
    [f16] => narrow(wide(a) * wide(b)),
    [Bool] => (a.get() & b.get()).into(),
});

map2!(Divide: Direct |a, b| {
    [f32, f64] => a / b,
    [f16] => narrow(wide(a) / wide(b)),
    [C32, C64] => divide(a, b),
});

/// What an integer division by `b` raises: overflow is `MIN / -1`.
fn division_flags(by_zero: bool) -> Flags {
    if by_zero { Flags::DIVIDE } else { Flags::OVERFLOW }
}

map2!(FloorDivideSigned: Staged |a, b| {
    [i8, i16, i32, i64] => {
        let q = a.wrapping_div(if b == 0 { 1 } else { b });
        let q = q.wrapping_sub((q.wrapping_mul(b) != a && (a < 0) != (b < 0)) as T);
        if b == 0 { 0 } else { q }
    },
} suspect |a, b, _q| b == 0 || (b == -1 && a == a.wrapping_neg() && a != 0); amend |_a, b, q| (q, division_flags(b == 0)));

map2!(FloorDivideUnsigned: Staged |a, b| {
    [u8, u16, u32, u64] => if b == 0 { 0 } else { a / b },
} suspect |_a, b, _q| b == 0; amend |_a, _b, q| (q, Flags::DIVIDE));

map2!(RemainderSigned: Staged |a, b| {
    [i8, i16, i32, i64] => {
        let r = a.wrapping_rem(if b == 0 { 1 } else { b });
        if r != 0 && (r < 0) != (b < 0) { r.wrapping_add(b) } else { r }
    },
} suspect |_a, b, _r| b == 0; amend |_a, _b, _r| (0, Flags::DIVIDE));

map2!(FmodSigned: Staged |a, b| {
    [i8, i16, i32, i64] => a.wrapping_rem(if b == 0 { 1 } else { b }),
} suspect |_a, b, _r| b == 0; amend |_a, _b, _r| (0, Flags::DIVIDE));

map2!(RemainderUnsigned: Staged |a, b| {
    [u8, u16, u32, u64] => if b == 0 { 0 } else { a % b },
} suspect |_a, b, _r| b == 0; amend |_a, _b, r| (r, Flags::DIVIDE));

/// The floor of `a / b` for integers below 2³², `b` not zero; its low bits are those of the result.
///
/// `(a ± ½) / b` is further from an integer than rounding goes, and `1 / b` is computed once where `b` is the same
/// for all elements. Adding 3 · 2⁵¹ leaves the integer in the low bits, as a vector conversion would.
#[inline(always)]
fn small_quotient(a: f64, b: f64) -> u32 {
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    (((a + 0.5f64.copysign(b)) * (1.0 / b)).floor() + SHIFT).to_bits() as u32
}

map2!(FloorDivideBy: Quiet |a, b| {
    [i8, u8, i16, u16, i32, u32] => small_quotient(f64::from(a), f64::from(b)) as T,
});

map2!(RemainderBy: Quiet |a, b| {
    [i8, u8, i16, u16, i32, u32] => {
        a.wrapping_sub((small_quotient(f64::from(a), f64::from(b)) as T).wrapping_mul(b))
    },
});

/// A loop of integers that leaves divisions by one number that raise nothing to the loop of `By`.
///
/// # Safety
/// As [`loop2`].
unsafe fn divide_by<K, By>(args: &[*mut u8], steps: &[isize], n: usize)
where
    K: Map2,
    By: Map2<A = K::A, B = K::B, Out = K::Out>,
    K::B: PrimInt,
{
    // SAFETY: the caller's promise; a divisor that is the same for all elements exists where these do.
    unsafe {
        let regular = |b: K::B| b != K::B::zero() && b != !K::B::zero();
        if n > 0 && steps[1] == 0 && regular(args[1].cast::<K::B>().read_unaligned()) {
            loop2::<By>(args, steps, n);
        } else {
            plain2::<K>(args, steps, n);
        }
    }
}

/// The rows of a division of integers up to 32 bits, with a faster loop for a single divisor.
macro_rules! division_rows {
    ($name:ident $by:ident: $a:ty, $b:ty, $c:ty; $wide:ty) => {
        &[
            division_rows!(@ $name $by $a),
            division_rows!(@ $name $by $b),
            division_rows!(@ $name $by $c),
            Row::<$name<$wide>>::PLAIN,
        ]
    };
    (@ $name:ident $by:ident $t:ty) => {
        LoopRow { run: divide_by::<$name<$t>, $by<$t>>, ..Row::<$name<$t>>::PLAIN }
    };
}

/// Python's `divmod` of floats: quotient and remainder with the sign of the divisor.
macro_rules! float_divmod {
    ($name:ident, $t:ty) => {
        fn $name(a: $t, b: $t) -> ($t, $t) {
            let r = a % b;
            if b == 0.0 {
                return (a / b, r);
            }
            let mut q = (a - r) / b;
            let r = if r == 0.0 {
                (0.0 as $t).copysign(b)
            } else if (b < 0.0) != (r < 0.0) {
                q -= 1.0;
                r + b
            } else {
                r
            };
            if q == 0.0 {
                return ((0.0 as $t).copysign(a / b), r);
            }
            let floor = q.floor();
            (if q - floor > 0.5 { floor + 1.0 } else { floor }, r)
        }
    };
}
float_divmod!(divmod32, f32);
float_divmod!(divmod64, f64);

fn divmod16(a: f16, b: f16) -> (f16, f16) {
    let (q, r) = divmod32(wide(a), wide(b));
    (narrow(q), narrow(r))
}

/// What the floor of `a / b` raises, from operands and result.
fn quotient_flags(a: f64, b: f64, q: f64) -> Flags {
    let pole = b == 0.0 && q.is_infinite() && a.is_finite();
    let large = b != 0.0 && q.is_infinite() && a.is_finite();
    Flags::DIVIDE.when(pole) | Flags::OVERFLOW.when(large) | remainder_flags(a, b, q)
}

/// What a remainder raises: invalid, where NaN comes from numbers.
fn remainder_flags(a: f64, b: f64, r: f64) -> Flags {
    Flags::INVALID.when(r.is_nan() && !a.is_nan() && !b.is_nan())
}

map2!(FloorDivideFloat: Staged |a, b| {
    [f16] => divmod16(a, b).0,
    [f32] => divmod32(a, b).0,
    [f64] => divmod64(a, b).0,
} suspect |_a, _b, q| !q.is_finite(); amend |a, b, q| (q, quotient_flags(a.into(), b.into(), q.into())));

map2!(RemainderFloat: Staged |a, b| {
    [f16] => divmod16(a, b).1,
    [f32] => divmod32(a, b).1,
    [f64] => divmod64(a, b).1,
} suspect |_a, _b, r| r.is_nan(); amend |a, b, r| (r, remainder_flags(a.into(), b.into(), r.into())));

map2!(FmodFloat: Staged |a, b| {
    [f32, f64] => a % b,
    [f16] => narrow(wide(a) % wide(b)),
} suspect |_a, _b, r| r.is_nan(); amend |a, b, r| (r, remainder_flags(a.into(), b.into(), r.into())));

pub(crate) struct Divmod<T>(PhantomData<T>);

macro_rules! divmod {
    ($($t:ty: |$a:ident, $b:ident| $e:expr);+ $(;)?) => {$(
        impl Map2Pair for Divmod<$t> {
            type A = $t;
            type B = $t;
            type Out1 = $t;
            type Out2 = $t;
            fn f($a: $t, $b: $t) -> ($t, $t, Flags) {
                $e
            }
        }
    )+};
    (signed $($t:ty),+) => {$(divmod!($t: |a, b| {
        if b == 0 {
            return (0, 0, Flags::DIVIDE);
        }
        let (q, r) = (a.wrapping_div(b), a.wrapping_rem(b));
        let down = r != 0 && (r < 0) != (b < 0);
        let flags = Flags::OVERFLOW.when(a == <$t>::MIN && b == -1);
        if down { (q - 1, r + b, flags) } else { (q, r, flags) }
    });)+};
    (unsigned $($t:ty),+) => {$(divmod!($t: |a, b| {
        if b == 0 { (0, 0, Flags::DIVIDE) } else { (a / b, a % b, Flags::NONE) }
    });)+};
    (float $($t:ty = $f:ident),+) => {$(divmod!($t: |a, b| {
        let (q, r) = $f(a, b);
        let (x, y) = (a.into(), b.into());
        (q, r, quotient_flags(x, y, q.into()) | remainder_flags(x, y, r.into()))
    });)+};
}
divmod!(signed i8, i16, i32, i64);
divmod!(unsigned u8, u16, u32, u64);
divmod!(float f16 = divmod16, f32 = divmod32, f64 = divmod64);

map1!(Negative: Direct |x| {
    [u8, u16, u32, u64] => x.wrapping_neg(),
    [f16, f32, f64, C32, C64] => -x,
});

map1!(Identical: Direct |x| {
    [u8, u16, u32, u64, f16, f32, f64, C32, C64] => x,
});

map1!(Absolute: Direct |x| {
    [i8, i16, i32, i64] => x.wrapping_abs(),
    [Bool, u8, u16, u32, u64] => x,
    [f32, f64] => x.abs(),
    [f16] => f16::from_bits(x.to_bits() & 0x7fff),
});

map1!(Magnitude: Staged |x| {
    [C32] -> f32 => Hypot::<f32>::f::<M>(x.re, x.im),
    [C64] -> f64 => Hypot::<f64>::f::<M>(x.re, x.im),
} suspect |x, y| is_suspect(x, y); amend |x, y| amend(x, y));

#[inline(always)]
fn is_suspect<R>(x: Complex<R>, y: R) -> bool
where
    Hypot<R>: Map2<A = R, B = R, Out = R>,
{
    Hypot::<R>::suspect(x.re, x.im, y)
}

/// The magnitude of any number; NumPy's reports no exception.
fn amend<R>(x: Complex<R>, y: R) -> (R, Flags)
where
    Hypot<R>: Map2<A = R, B = R, Out = R>,
{
    (Hypot::<R>::amend(x.re, x.im, y).0, Flags::NONE)
}

map1!(Sign: Quiet |x| {
    [i8, i16, i32, i64] => x.signum(),
    [u8, u16, u32, u64] => (x != 0) as T,
    [f32, f64] => if x > 0.0 { 1.0 } else if x < 0.0 { -1.0 } else if x == 0.0 { 0.0 } else { x },
    [f16] => if x > f16::ZERO { f16::ONE } else if x < f16::ZERO { f16::NEG_ONE } else if x.is_nan() { x } else { f16::ZERO },
    [C32, C64] => csign(x),
});

map1!(Conjugate: Quiet |x| {
    [C32, C64] => x.conj(),
});

map1!(Square: Direct |x| {
    [u8, u16, u32, u64] => x.wrapping_mul(x),
    [f32, f64] => x * x,
    [f16] => narrow(wide(x) * wide(x)),
    [C32, C64] => csquare(x),
});

map1!(Reciprocal: Direct |x| {
    [f32, f64] => 1.0 / x,
    [f16] => narrow(1.0 / wide(x)),
    [C32, C64] => reciprocal(x),
});

map1!(ReciprocalInteger: Staged |x| {
    [i8, u8, i16, u16, i32, u32, i64, u64] => T::cast_from(1.0 / x as f64),
} suspect |x, _y| x == 0; amend |_x, y| (y, Flags::DIVIDE | Flags::INVALID.when(size_of_val(&y) > 2)));

pub(crate) const ADD: &[LoopRow] = &join::<14>(&[
    rows!(LANES Add: Bool),
    &twins!(LANES Add 3),
    &[
        Row::<Add<f16>>::PLAIN.with_fold(pairwise::sum_half),
        Row::<Add<f32>>::FOLD.with_fold(pairwise::sum::<f32>),
        Row::<Add<f64>>::FOLD.with_fold(pairwise::sum::<f64>),
        Row::<Add<C32>>::FOLD.with_fold(pairwise::sum_complex::<f32>),
        Row::<Add<C64>>::FOLD.with_fold(pairwise::sum_complex::<f64>),
    ],
]);
pub(crate) const SUBTRACT: &[LoopRow] =
    &join::<13>(&[&twins!(TWO Subtract 3), rows!(PLAIN Subtract: f16; TWO Subtract: f32, f64, C32, C64)]);
pub(crate) const MULTIPLY: &[LoopRow] = &join::<14>(&[
    rows!(LANES Multiply: Bool),
    &twins!(LANES Multiply 3),
    rows!(PLAIN Multiply: f16; FOLD Multiply: f32, f64, C32, C64),
]);
pub(crate) const DIVIDE: &[LoopRow] = rows!(PLAIN Divide: f16; TWO Divide: f32, f64; PLAIN Divide: C32, C64);
pub(crate) const FLOOR_DIVIDE: &[LoopRow] = &interleave(
    division_rows!(FloorDivideSigned FloorDivideBy: i8, i16, i32; i64),
    division_rows!(FloorDivideUnsigned FloorDivideBy: u8, u16, u32; u64),
    rows!(PLAIN FloorDivideFloat: f16, f32, f64),
);
pub(crate) const REMAINDER: &[LoopRow] = &interleave(
    division_rows!(RemainderSigned RemainderBy: i8, i16, i32; i64),
    division_rows!(RemainderUnsigned RemainderBy: u8, u16, u32; u64),
    rows!(PLAIN RemainderFloat: f16, f32, f64),
);
pub(crate) const FMOD: &[LoopRow] = &interleave(
    rows!(PLAIN FmodSigned: i8, i16, i32, i64),
    rows!(PLAIN RemainderUnsigned: u8, u16, u32, u64),
    rows!(PLAIN FmodFloat: f16, f32, f64),
);
pub(crate) const DIVMOD: &[LoopRow] =
    rows!(TWO_PAIR Divmod: i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64);
pub(crate) const NEGATIVE: &[LoopRow] =
    &join::<13>(&[&twins!(ONE Negative 2), rows!(ONE_PLAIN Negative: f16; ONE Negative: f32, f64, C32, C64)]);
pub(crate) const POSITIVE: &[LoopRow] =
    &join::<13>(&[&twins!(ONE_PLAIN Identical 2), rows!(ONE_PLAIN Identical: f16, f32, f64, C32, C64)]);
pub(crate) const ABSOLUTE: &[LoopRow] = rows!(ONE_PLAIN Absolute: Bool; ONE Absolute: i8; ONE_PLAIN Absolute: u8;
    ONE Absolute: i16; ONE_PLAIN Absolute: u16; ONE Absolute: i32; ONE_PLAIN Absolute: u32;
    ONE Absolute: i64; ONE_PLAIN Absolute: u64; ONE_PLAIN Absolute: f16; ONE Absolute: f32, f64;
    ONE Magnitude: C32, C64);
pub(crate) const FABS: &[LoopRow] = rows!(ONE_PLAIN Absolute: f16; ONE Absolute: f32, f64);
pub(crate) const SIGN: &[LoopRow] = rows!(ONE_PLAIN Sign: i8, u8, i16, u16, i32, u32, i64, u64, f16;
    ONE Sign: f32, f64; ONE_PLAIN Sign: C32, C64);
pub(crate) const CONJUGATE: &[LoopRow] = &join::<13>(&[
    &twins!(ONE_PLAIN Identical 2),
    rows!(ONE_PLAIN Identical: f16, f32, f64; ONE_PLAIN Conjugate: C32, C64),
]);
pub(crate) const SQUARE: &[LoopRow] =
    &join::<13>(&[&twins!(ONE Square 2), rows!(ONE_PLAIN Square: f16; ONE Square: f32, f64, C32, C64)]);
pub(crate) const RECIPROCAL: &[LoopRow] = rows!(ONE_PLAIN ReciprocalInteger: i8, u8, i16, u16, i32, u32, i64, u64;
    ONE_PLAIN Reciprocal: f16; ONE Reciprocal: f32, f64; ONE_PLAIN Reciprocal: C32, C64);

/// Signed and unsigned rows in NumPy's order, then the floats.
pub(crate) const fn interleave(
    signed: &[LoopRow; 4],
    unsigned: &[LoopRow; 4],
    floats: &[LoopRow; 3],
) -> [LoopRow; 11] {
    let ([a, b, c, d], [e, f, g, h], [x, y, z]) = (*signed, *unsigned, *floats);
    [a, e, b, f, c, g, d, h, x, y, z]
}
