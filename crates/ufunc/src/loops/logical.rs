//! Truth values: and, or, xor, not.

use super::{C32, C64};
use crate::kernel::{LoopRow, Row, get, join};
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
    [u8, u16, u32, u64] |x| x != 0;
    [f32, f64] |x| x != 0.0;
    [f16] |x| x.to_bits() & 0x7fff != 0;
    [Bool] |x| x.get();
    [C32, C64] |x| (x.re != 0.0) | (x.im != 0.0);
}

map2!(And: Quiet |a, b| {
    [Bool, u8, u16, u32, u64, f16, f32, f64, C32, C64] -> Bool => (a.truth() & b.truth()).into(),
});

map2!(Or: Quiet |a, b| {
    [Bool, u8, u16, u32, u64, f16, f32, f64, C32, C64] -> Bool => (a.truth() | b.truth()).into(),
});

map2!(Xor: Quiet |a, b| {
    [Bool, u8, u16, u32, u64, f16, f32, f64, C32, C64] -> Bool => (a.truth() ^ b.truth()).into(),
});

map1!(Not: Quiet |x| {
    [Bool, u8, u16, u32, u64, f16, f32, f64, C32, C64] -> Bool => (!x.truth()).into(),
});

/// Elements that are looked at before asking whether the answer is known.
const BLOCK: usize = 1024;

crate::simd_levels! {
    /// Whether any of `n` elements has the truth value `want`.
    unsafe fn contains[T: Truth](x: *const u8, step: isize, n: usize, want: bool) -> bool = contains_body
}

#[inline(always)]
unsafe fn contains_body<M: crate::math::level::MulAdd, T: Truth>(
    x: *const u8,
    step: isize,
    n: usize,
    want: bool,
) -> bool {
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

/// The rows of a ufunc of truth values, which reduce by `$fold` where that is given.
macro_rules! truth_rows {
    ($name:ident $(, $fold:ident)?) => {
        &join::<14>(&[
            &[Row::<$name<Bool>>::FOLD $(.with_fold($fold::<Bool>))?],
            &truth_rows!(@ints $name $(, $fold)?),
            &[
                Row::<$name<f16>>::PLAIN $(.with_fold($fold::<f16>))?,
                Row::<$name<f32>>::TWO $(.with_fold($fold::<f32>))?,
                Row::<$name<f64>>::TWO $(.with_fold($fold::<f64>))?,
                Row::<$name<C32>>::PLAIN $(.with_fold($fold::<C32>))?,
                Row::<$name<C64>>::PLAIN $(.with_fold($fold::<C64>))?,
            ],
        ])
    };
    (@ints $name:ident) => { twins!(TWO $name 2 -> Bool) };
    (@ints $name:ident, $fold:ident) => {{
        let mut rows = twins!(TWO $name 2 -> Bool);
        let folds: [crate::Fold; 4] = [$fold::<u8>, $fold::<u16>, $fold::<u32>, $fold::<u64>];
        let mut i = 0;
        while i < rows.len() {
            rows[i] = rows[i].with_fold(folds[i / 2]);
            i += 1;
        }
        rows
    }};
}

pub(crate) const AND: &[LoopRow] = truth_rows!(And, all);
pub(crate) const OR: &[LoopRow] = truth_rows!(Or, any);
pub(crate) const XOR: &[LoopRow] = truth_rows!(Xor);
pub(crate) const NOT: &[LoopRow] = &join::<14>(&[
    rows!(ONE Not: Bool),
    &twins!(ONE Not 1 -> Bool),
    rows!(ONE_PLAIN Not: f16; ONE Not: f32, f64; ONE_PLAIN Not: C32, C64),
]);
