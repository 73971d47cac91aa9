//! Rows of the table: a kernel, its types, and the loops made of it.

use crate::math::fpstatus::{Flags, Saved};
use crate::math::level::MulAdd;
use crate::math::map::{Loop, Map1, Map1Pair, Map2, Map2Pair, Plan, loop1, loop1_pair, loop2, loop2_pair};
use crate::simd_levels;
use pallasite_array::{Element, Kind};
use std::marker::PhantomData;

/// `acc = acc ∘ x[0] ∘ x[1] ...`: accumulator, first element, stride in bytes, count.
pub type Fold = unsafe fn(acc: *mut u8, x: *const u8, step: isize, n: usize);

/// `y[0] = x[0]`, `y[i] = y[i - 1] ∘ x[i]`: input, its stride, output, its stride, count.
pub type Scan = unsafe fn(x: *const u8, xs: isize, y: *mut u8, ys: isize, n: usize);

/// One loop of a ufunc: the kinds it reads and writes, and how.
#[derive(Clone, Copy)]
pub struct LoopRow {
    /// Kinds of the inputs, then of the outputs.
    pub types: &'static [Kind],
    /// The elementwise loop.
    pub run: Loop,
    /// The reduction of a line, where accumulator and element can be combined.
    pub fold: Option<Fold>,
    /// The running reduction of a line.
    pub scan: Option<Scan>,
    /// True when a reduction may combine elements in any order and grouping and give the same bits.
    pub order_free: bool,
}

impl LoopRow {
    /// The same row with a better way to reduce a line.
    pub(crate) const fn with_fold(self, fold: Fold) -> LoopRow {
        LoopRow { fold: Some(fold), ..self }
    }
}

/// The row of a kernel; which constant applies depends on the kernel's trait.
pub(crate) struct Row<K>(PhantomData<K>);

impl<K: Map1<In: Element, Out: Element>> Row<K> {
    pub(crate) const ONE: LoopRow = LoopRow {
        types: &[<K::In as Element>::KIND, <K::Out as Element>::KIND],
        run: loop1::<K>,
        fold: None,
        scan: None,
        order_free: false,
    };
}

impl<K: Map1Pair<In: Element, Out1: Element, Out2: Element>> Row<K> {
    pub(crate) const ONE_PAIR: LoopRow = LoopRow {
        types: &[<K::In as Element>::KIND, <K::Out1 as Element>::KIND, <K::Out2 as Element>::KIND],
        run: loop1_pair::<K>,
        fold: None,
        scan: None,
        order_free: false,
    };
}

impl<K: Map2Pair<A: Element, B: Element, Out1: Element, Out2: Element>> Row<K> {
    pub(crate) const TWO_PAIR: LoopRow = LoopRow {
        types: &[
            <K::A as Element>::KIND,
            <K::B as Element>::KIND,
            <K::Out1 as Element>::KIND,
            <K::Out2 as Element>::KIND,
        ],
        run: loop2_pair::<K>,
        fold: None,
        scan: None,
        order_free: false,
    };
}

impl<K: Map2<A: Element, B: Element, Out: Element>> Row<K> {
    /// A row that only works element by element.
    pub(crate) const TWO: LoopRow = LoopRow {
        types: &[<K::A as Element>::KIND, <K::B as Element>::KIND, <K::Out as Element>::KIND],
        run: loop2::<K>,
        fold: None,
        scan: None,
        order_free: false,
    };
}

impl<T: Element, K: Map2<A = T, B = T, Out = T>> Row<K> {
    /// A row that reduces too, one element after the other.
    pub(crate) const FOLD: LoopRow = LoopRow { fold: Some(fold::<T, K>), scan: Some(scan::<T, K>), ..Self::TWO };
    /// A row whose order of evaluation is free: it reduces in SIMD lanes.
    pub(crate) const LANES: LoopRow = LoopRow { fold: Some(fold_lanes::<T, K>), order_free: true, ..Self::FOLD };
}

/// The next value of a reduction, with what the kernel has to say about it.
#[inline(always)]
fn step<M: MulAdd, T: Element, K: Map2<A = T, B = T, Out = T>>(acc: T, x: T, raised: &mut Flags) -> T {
    let y = K::f::<M>(acc, x);
    if !K::suspect(acc, x, y) {
        return y;
    }
    let (y, flags) = K::amend(acc, x, y);
    *raised |= flags;
    y
}

simd_levels! {
    light
    /// [`Fold`] in order.
    pub(crate) unsafe fn fold[T: Element, K: Map2Of<T>](acc: *mut u8, x: *const u8, step: isize, n: usize) = fold_body
}

#[inline(always)]
unsafe fn fold_body<M: MulAdd, T: Element, K: Map2Of<T>>(acc: *mut u8, x: *const u8, xs: isize, n: usize) {
    let saved = (K::PLAN != Plan::Direct).then(Saved::new);
    let mut raised = Flags::NONE;
    // SAFETY: the caller's promise: an accumulator and `n` elements.
    unsafe {
        let mut total = acc.cast::<T>().read_unaligned();
        for i in 0..n {
            total = step::<M, T, K>(total, get(x, xs, i), &mut raised);
        }
        acc.cast::<T>().write_unaligned(total);
    }
    if let Some(saved) = saved {
        saved.restore(raised);
    }
}

simd_levels! {
    light
    /// [`Fold`] in whatever order is fastest.
    pub(crate) unsafe fn fold_lanes[T: Element, K: Map2Of<T>](acc: *mut u8, x: *const u8, step: isize, n: usize) =
        fold_lanes_body
}

/// Bytes that are reduced side by side: four AVX-512 registers.
const LANE_BYTES: usize = 256;

#[inline(always)]
unsafe fn fold_lanes_body<M: MulAdd, T: Element, K: Map2Of<T>>(acc: *mut u8, x: *const u8, xs: isize, n: usize) {
    let saved = (K::PLAN != Plan::Direct).then(Saved::new);
    let mut i = 0;
    // SAFETY: the caller's promise: an accumulator and `n` elements.
    unsafe {
        let mut total = acc.cast::<T>().read_unaligned();
        if xs == size_of::<T>() as isize && n * size_of::<T>() >= 2 * LANE_BYTES {
            let (folded, done) = match size_of::<T>() {
                1 => lanes::<M, T, K, LANE_BYTES>(x, n),
                2 => lanes::<M, T, K, { LANE_BYTES / 2 }>(x, n),
                4 => lanes::<M, T, K, { LANE_BYTES / 4 }>(x, n),
                8 => lanes::<M, T, K, { LANE_BYTES / 8 }>(x, n),
                _ => lanes::<M, T, K, { LANE_BYTES / 16 }>(x, n),
            };
            total = K::f::<M>(total, folded);
            i = done;
        }
        while i < n {
            total = K::f::<M>(total, get(x, xs, i));
            i += 1;
        }
        acc.cast::<T>().write_unaligned(total);
    }
    if let Some(saved) = saved {
        saved.restore(Flags::NONE);
    }
}

/// Reduces as many whole blocks of `W` lanes as there are; returns the value and the number of elements.
///
/// # Safety
/// `n` contiguous elements, at least one block.
#[inline(always)]
unsafe fn lanes<M: MulAdd, T: Element, K: Map2Of<T>, const W: usize>(x: *const u8, n: usize) -> (T, usize) {
    let x = x.cast::<[T; W]>();
    // SAFETY: the first block.
    let mut lane = unsafe { x.read_unaligned() };
    for b in 1..n / W {
        // SAFETY: a whole block within the `n` elements.
        let block = unsafe { x.add(b).read_unaligned() };
        for j in 0..W {
            lane[j] = K::f::<M>(lane[j], block[j]);
        }
    }
    let mut half = W / 2;
    while half > 0 {
        for j in 0..half {
            lane[j] = K::f::<M>(lane[j], lane[j + half]);
        }
        half /= 2;
    }
    (lane[0], n / W * W)
}

/// [`Scan`] of a kernel.
///
/// # Safety
/// Both sides have `n` elements; they are the same or do not overlap.
unsafe fn scan<T: Element, K: Map2Of<T>>(x: *const u8, xs: isize, y: *mut u8, ys: isize, n: usize) {
    let saved = (K::PLAN != Plan::Direct).then(Saved::new);
    let mut raised = Flags::NONE;
    // SAFETY: the caller's promise.
    unsafe {
        if n > 0 {
            let mut total = get::<T>(x, xs, 0);
            y.cast::<T>().write_unaligned(total);
            for i in 1..n {
                total = step::<crate::math::level::Base, T, K>(total, get(x, xs, i), &mut raised);
                y.wrapping_offset(ys * i as isize).cast::<T>().write_unaligned(total);
            }
        }
    }
    if let Some(saved) = saved {
        saved.restore(raised);
    }
}

/// # Safety
/// Element `i` exists.
#[inline(always)]
pub(crate) unsafe fn get<T: Copy>(x: *const u8, step: isize, i: usize) -> T {
    // SAFETY: by the caller.
    unsafe { x.wrapping_offset(step * i as isize).cast::<T>().read_unaligned() }
}

/// A binary kernel on one type.
pub(crate) trait Map2Of<T>: Map2<A = T, B = T, Out = T> {}
impl<T, K: Map2<A = T, B = T, Out = T>> Map2Of<T> for K {}

/// Defines a kernel of one operand, `struct $name<T>`, for lists of types:
/// `map1!(Name: Plan |x| { [types] => expression, ... })`, with `-> Out` where the result has another type.
macro_rules! map1 {
    ($(#[$doc:meta])* $name:ident: $plan:ident |$x:ident| { $([$($t:ty),+] $(-> $out:ty)? => $e:expr),+ $(,)? }
     $(suspect |$sx:ident, $sy:ident| $s:expr; amend |$ax:ident, $ay:ident| $a:expr)?) => {
        $(#[$doc])*
        pub(crate) struct $name<T>(std::marker::PhantomData<T>);
        map1!(@each $name $plan ($x) [$([$($t),+] ($($out)?) ($e))+]
            [$(($sx, $sy) ($s) ($ax, $ay) ($a))?]);
    };
    (@each $name:ident $plan:ident $x:tt [$([$($t:ty),+] $out:tt $e:tt)+] $tail:tt) => {
        $($(map1!(@one $name $plan $x $t; $out $e $tail);)+)+
    };
    (@one $name:ident $plan:ident ($x:ident) $t:ty; ($($out:ty)?) ($e:expr) [$($tail:tt)*]) => {
        impl crate::math::map::Map1 for $name<$t> {
            type In = $t;
            type Out = map1!(@out $t $(, $out)?);
            const PLAN: crate::math::map::Plan = crate::math::map::Plan::$plan;
            #[inline(always)]
            fn f<M: crate::math::level::MulAdd>($x: $t) -> Self::Out {
                #[allow(dead_code)]
                type T = $t;
                $e
            }
            map1!(@tail $t; $($tail)*);
        }
    };
    (@out $t:ty) => { $t };
    (@out $t:ty, $out:ty) => { $out };
    (@tail $t:ty;) => {};
    (@tail $t:ty; ($sx:ident, $sy:ident) ($s:expr) ($ax:ident, $ay:ident) ($a:expr)) => {
        #[inline(always)]
        fn suspect($sx: $t, $sy: Self::Out) -> bool {
            $s
        }
        fn amend($ax: $t, $ay: Self::Out) -> (Self::Out, crate::math::fpstatus::Flags) {
            $a
        }
    };
}

/// Defines a kernel of two operands of one type; see `map1!`.
macro_rules! map2 {
    ($(#[$doc:meta])* $name:ident: $plan:ident |$x:ident, $y:ident| { $([$($t:ty),+] $(-> $out:ty)? => $e:expr),+ $(,)? }
     $(suspect |$sx:ident, $sy:ident, $sz:ident| $s:expr; amend |$ax:ident, $ay:ident, $az:ident| $a:expr)?) => {
        $(#[$doc])*
        pub(crate) struct $name<T>(std::marker::PhantomData<T>);
        map2!(@each $name $plan ($x, $y) [$([$($t),+] ($($out)?) ($e))+]
            [$(($sx, $sy, $sz) ($s) ($ax, $ay, $az) ($a))?]);
    };
    (@more $name:ident: $plan:ident |$x:ident, $y:ident| { $([$($t:ty),+] $(-> $out:ty)? => $e:expr),+ $(,)? }
     $(suspect |$sx:ident, $sy:ident, $sz:ident| $s:expr; amend |$ax:ident, $ay:ident, $az:ident| $a:expr)?) => {
        map2!(@each $name $plan ($x, $y) [$([$($t),+] ($($out)?) ($e))+]
            [$(($sx, $sy, $sz) ($s) ($ax, $ay, $az) ($a))?]);
    };
    (@each $name:ident $plan:ident $x:tt [$([$($t:ty),+] $out:tt $e:tt)+] $tail:tt) => {
        $($(map2!(@one $name $plan $x $t; $out $e $tail);)+)+
    };
    (@one $name:ident $plan:ident ($x:ident, $y:ident) $t:ty; ($($out:ty)?) ($e:expr) [$($tail:tt)*]) => {
        impl crate::math::map::Map2 for $name<$t> {
            type A = $t;
            type B = $t;
            type Out = map1!(@out $t $(, $out)?);
            const PLAN: crate::math::map::Plan = crate::math::map::Plan::$plan;
            #[inline(always)]
            fn f<M: crate::math::level::MulAdd>($x: $t, $y: $t) -> Self::Out {
                #[allow(dead_code)]
                type T = $t;
                $e
            }
            map2!(@tail $t; $($tail)*);
        }
    };
    (@tail $t:ty;) => {};
    (@tail $t:ty; ($sx:ident, $sy:ident, $sz:ident) ($s:expr) ($ax:ident, $ay:ident, $az:ident) ($a:expr)) => {
        #[inline(always)]
        fn suspect($sx: $t, $sy: $t, $sz: Self::Out) -> bool {
            $s
        }
        fn amend($ax: $t, $ay: $t, $az: Self::Out) -> (Self::Out, crate::math::fpstatus::Flags) {
            $a
        }
    };
}

/// `rows!(ONE Kernel: types)`: the rows of one kernel for several types; several groups are joined.
macro_rules! rows {
    ($($way:ident $name:ident: $($t:ty),+);+ $(;)?) => {
        &[$($(crate::kernel::Row::<$name<$t>>::$way),+),+]
    };
}
