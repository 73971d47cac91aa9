//! Truth values: and, or, xor, not.

use super::{C32, C64};
use crate::kernel::{LoopRow, get};
use half::f16;
use pallasite_array::{Bool, Element};

/// Whether a number counts as true.
pub(crate) trait Truth: Element {
    /// True for everything but zero; NaN is true.
    fn truth(self) -> bool;
}

macro_rules! truth {
    ($([$($t:ty),+] |$x:ident| $e:expr);+ $(;)?) => {$($(
        impl Truth for $t {
            #[inline(always)]
            fn truth(self) -> bool {
                let $x = self;
                $e
            }
        }
    )+)+};
}
truth! {
    [i8, u8, i16, u16, i32, u32, i64, u64] |x| x != 0;
    [f32, f64] |x| x != 0.0;
    [f16] |x| x.to_bits() & 0x7fff != 0;
    [Bool] |x| x.get();
    [C32, C64] |x| (x.re != 0.0) | (x.im != 0.0);
}

map2!(And: Quiet |a, b| {
    [Bool, i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64, C32, C64] -> Bool => (a.truth() & b.truth()).into(),
});

map2!(Or: Quiet |a, b| {
    [Bool, i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64, C32, C64] -> Bool => (a.truth() | b.truth()).into(),
});

map2!(Xor: Quiet |a, b| {
    [Bool, i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64, C32, C64] -> Bool => (a.truth() ^ b.truth()).into(),
});

map1!(Not: Quiet |x| {
    [Bool, i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64, C32, C64] -> Bool => (!x.truth()).into(),
});

/// Elements that are looked at before asking whether the answer is known.
const BLOCK: usize = 1024;

crate::simd_levels! {
    /// Whether any of `n` elements has the truth value `want`.
    unsafe fn contains[T: Truth](x: *const u8, step: isize, n: usize, want: bool) -> bool = contains_body
}

#[inline(always)]
unsafe fn contains_body<M: crate::math::level::MulAdd, T: Truth>(x: *const u8, step: isize, n: usize, want: bool) -> bool {
    let saved = crate::math::fpstatus::Saved::new();
    let mut found = false;
    let mut start = 0;
    while start < n && !found {
        let end = n.min(start + BLOCK);
        // SAFETY: the caller's promise: `n` elements.
        unsafe {
            if step == size_of::<T>() as isize {
                for i in start..end {
                    found |= x.cast::<T>().add(i).read_unaligned().truth() == want;
                }
            } else {
                for i in start..end {
                    found |= get::<T>(x, step, i).truth() == want;
                }
            }
        }
        start = end;
    }
    saved.restore(crate::math::fpstatus::Flags::NONE);
    found
}

/// [`crate::Fold`] of `and` into a boolean; stops at the first false.
unsafe fn all<T: Truth>(acc: *mut u8, x: *const u8, step: isize, n: usize) {
    // SAFETY: the caller's promise: an accumulator and `n` elements.
    unsafe { *acc = (*acc != 0 && !contains::<T>(x, step, n, false)) as u8 };
}

/// [`crate::Fold`] of `or` into a boolean; stops at the first true.
unsafe fn any<T: Truth>(acc: *mut u8, x: *const u8, step: isize, n: usize) {
    // SAFETY: the caller's promise: an accumulator and `n` elements.
    unsafe { *acc = (*acc != 0 || contains::<T>(x, step, n, true)) as u8 };
}

macro_rules! truth_rows {
    ($name:ident, $fold:ident: $($t:ty),+) => {
        &[$(LoopRow { fold: Some($fold::<$t>), order_free: true, ..crate::kernel::Row::<$name<$t>>::TWO }),+]
    };
}

const fn with_bool(rows: &[LoopRow; 14], boolean: LoopRow) -> [LoopRow; 14] {
    let mut rows = *rows;
    rows[0] = LoopRow { scan: boolean.scan, fold: if rows[0].fold.is_some() { rows[0].fold } else { boolean.fold }, ..rows[0] };
    rows
}

pub(crate) const AND: &[LoopRow] = &with_bool(
    truth_rows!(And, all: Bool, i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64, C32, C64),
    crate::kernel::Row::<And<Bool>>::LANES,
);
pub(crate) const OR: &[LoopRow] = &with_bool(
    truth_rows!(Or, any: Bool, i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64, C32, C64),
    crate::kernel::Row::<Or<Bool>>::LANES,
);
pub(crate) const XOR: &[LoopRow] = &with_bool(
    rows!(TWO Xor: Bool, i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64, C32, C64),
    crate::kernel::Row::<Xor<Bool>>::LANES,
);
pub(crate) const NOT: &[LoopRow] = rows!(ONE Not: Bool, i8, u8, i16, u16, i32, u32, i64, u64, f16, f32, f64, C32, C64);
