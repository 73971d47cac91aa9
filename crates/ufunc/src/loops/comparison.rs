//! `== != < <= > >=`, complex numbers in lexicographic order, integers of mixed sign exactly.

use super::{C32, C64};
use crate::kernel::LoopRow;
use half::f16;
use crate::math::{level::MulAdd, map::{Map2, Plan}};
use pallasite_array::Bool;
use std::marker::PhantomData;

/// A comparison: reals by the operator, complex numbers by a rule of their own, and signed with unsigned.
macro_rules! comparison {
    ($name:ident, $mixed:ident, $flipped:ident, $op:tt, |$x:ident, $y:ident| $complex:expr) => {
        map2!($name: Quiet |$x, $y| {
            [i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64] -> Bool => ($x $op $y).into(),
            [Bool] -> Bool => ($x.get() $op $y.get()).into(),
            [C32, C64] -> Bool => ($complex).into(),
        });
        comparison!(@mixed $mixed, i64, u64, |a, b| i128::from(a) $op i128::from(b));
        comparison!(@mixed $flipped, u64, i64, |a, b| i128::from(a) $op i128::from(b));
    };
    (@mixed $name:ident, $a:ty, $b:ty, |$x:ident, $y:ident| $e:expr) => {
        pub(crate) struct $name<T>(PhantomData<T>);
        impl Map2 for $name<$a> {
            type A = $a;
            type B = $b;
            type Out = Bool;
            const PLAN: Plan = Plan::Quiet;
            #[inline(always)]
            fn f<M: MulAdd>($x: $a, $y: $b) -> Bool {
                ($e).into()
            }
        }
    };
}

comparison!(Equal, EqualIU, EqualUI, ==, |x, y| x.re == y.re && x.im == y.im);
comparison!(NotEqual, NotEqualIU, NotEqualUI, !=, |x, y| x.re != y.re || x.im != y.im);
comparison!(Less, LessIU, LessUI, <, |x, y| x.re < y.re && x.im == x.im && y.im == y.im || x.re == y.re && x.im < y.im);
comparison!(LessEqual, LessEqualIU, LessEqualUI, <=, |x, y| x.re < y.re && x.im == x.im && y.im == y.im || x.re == y.re && x.im <= y.im);
comparison!(Greater, GreaterIU, GreaterUI, >, |x, y| x.re > y.re && x.im == x.im && y.im == y.im || x.re == y.re && x.im > y.im);
comparison!(GreaterEqual, GreaterEqualIU, GreaterEqualUI, >=, |x, y| x.re > y.re && x.im == x.im && y.im == y.im || x.re == y.re && x.im >= y.im);

macro_rules! comparison_rows {
    ($($id:ident = $name:ident $mixed:ident $flipped:ident;)+) => {$(
        pub(crate) const $id: &[LoopRow] = &{
            let mut rows: [LoopRow; 16] = *rows!(TWO $name: Bool, i8, u8, i16, u16, i32, u32, i64, u64;
                TWO $mixed: i64; TWO $flipped: u64; TWO $name: f16, f32, f64, C32, C64);
            rows[0] = crate::kernel::Row::<$name<Bool>>::FOLD;
            rows
        };
    )+};
}

comparison_rows! {
    EQUAL = Equal EqualIU EqualUI;
    NOT_EQUAL = NotEqual NotEqualIU NotEqualUI;
    LESS = Less LessIU LessUI;
    LESS_EQUAL = LessEqual LessEqualIU LessEqualUI;
    GREATER = Greater GreaterIU GreaterUI;
    GREATER_EQUAL = GreaterEqual GreaterEqualIU GreaterEqualUI;
}
