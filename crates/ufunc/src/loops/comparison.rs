//! `== != < <= > >=`, complex numbers in lexicographic order, integers of mixed sign exactly.

use super::{C32, C64};
use crate::kernel::{LoopRow, Row, join};
use crate::math::{
    level::MulAdd,
    map::{Map2, Plan},
};
use half::f16;
use pallasite_array::{Bool, Kind};
use std::marker::PhantomData;

/// A comparison: reals by the operator, complex numbers by a rule of their own, and signed with unsigned.
macro_rules! comparison {
    ($name:ident, $mixed:ident, $op:tt, [$($int:ty),+], |$x:ident, $y:ident| $complex:expr) => {
        map2!($name: Quiet |$x, $y| {
            [$($int),+, f16, f32, f64] -> Bool => ($x $op $y).into(),
            [Bool] -> Bool => ($x.get() $op $y.get()).into(),
            [C32, C64] -> Bool => ($complex).into(),
        });
        pub(crate) struct $mixed<A, B>(PhantomData<(A, B)>);
        comparison!(@mixed $mixed $op i64 u64);
        comparison!(@mixed $mixed $op u64 i64);
    };
    (@mixed $name:ident $op:tt $a:ident $b:ident) => {
        impl Map2 for $name<$a, $b> {
            type A = $a;
            type B = $b;
            type Out = Bool;
            const PLAN: Plan = Plan::Quiet;
            #[inline(always)]
            fn f<M: MulAdd>(x: $a, y: $b) -> Bool {
                (i128::from(x) $op i128::from(y)).into()
            }
        }
    };
}

comparison!(Equal, EqualMixed, ==, [u8, u16, u32, u64], |x, y| (x.re == y.re) & (x.im == y.im));
comparison!(NotEqual, NotEqualMixed, !=, [u8, u16, u32, u64], |x, y| (x.re != y.re) | (x.im != y.im));
comparison!(Less, LessMixed, <, [i8, u8, i16, u16, i32, u32, i64, u64], |x, y|
    x.re < y.re && x.im == x.im && y.im == y.im || x.re == y.re && x.im < y.im);
comparison!(LessEqual, LessEqualMixed, <=, [i8, u8, i16, u16, i32, u32, i64, u64], |x, y|
    x.re < y.re && x.im == x.im && y.im == y.im || x.re == y.re && x.im <= y.im);

/// The rows of an order relation; `$way` exchanges the operands for its converse.
macro_rules! order {
    ($way:ident $name:ident $mixed:ident) => {
        &join::<16>(&[
            rows!($way $name: Bool, i8, u8, i16, u16, i32, u32, i64, u64),
            order!(@mixed $way $mixed),
            rows!($way $name: f16, f32, f64, C32, C64),
        ])
    };
    (@mixed TWO $mixed:ident) => { &[Row::<$mixed<i64, u64>>::PLAIN, Row::<$mixed<u64, i64>>::PLAIN] };
    (@mixed SWAPPED $mixed:ident) => {
        &[
            Row::<$mixed<u64, i64>>::SWAPPED.with_types(&[Kind::Int64, Kind::UInt64, Kind::Bool]),
            Row::<$mixed<i64, u64>>::SWAPPED.with_types(&[Kind::UInt64, Kind::Int64, Kind::Bool]),
        ]
    };
}

/// The rows of equality, which is that of the bits for integers.
macro_rules! equality {
    ($name:ident $mixed:ident) => {
        &join::<16>(&[
            rows!(TWO $name: Bool),
            &twins!(TWO $name 2 -> Bool),
            order!(@mixed TWO $mixed),
            rows!(PLAIN $name: f16; TWO $name: f32, f64, C32, C64),
        ])
    };
}

pub(crate) const EQUAL: &[LoopRow] = equality!(Equal EqualMixed);
pub(crate) const NOT_EQUAL: &[LoopRow] = equality!(NotEqual NotEqualMixed);
pub(crate) const LESS: &[LoopRow] = order!(TWO Less LessMixed);
pub(crate) const LESS_EQUAL: &[LoopRow] = order!(TWO LessEqual LessEqualMixed);
pub(crate) const GREATER: &[LoopRow] = order!(SWAPPED Less LessMixed);
pub(crate) const GREATER_EQUAL: &[LoopRow] = order!(SWAPPED LessEqual LessEqualMixed);
