//! Rows of the table: a kernel, its types, and the loops made of it.

use crate::math::fpstatus::{Flags, Saved};
use crate::math::level::{Base, MulAdd};
use crate::math::map::{Loop, Map1, Map1Pair, Map2, Map2Pair, Plan, loop1, loop1_pair, loop2, loop2_pair};
use crate::simd_levels;
use pallasite_array::{Element, Kind};
use std::marker::PhantomData;
use std::mem::MaybeUninit;

/// `acc = acc ∘ x[0] ∘ x[1] ...`: accumulator, first element, stride in bytes, count.
pub type Fold = unsafe fn(acc: *mut u8, x: *const u8, step: isize, n: usize);

/// `acc[j] = acc[j] ∘ x[0][j] ∘ x[1][j] ...`: contiguous accumulators, first row of contiguous elements, stride of
/// the rows in bytes, their number, elements in a row.
pub type FoldRows = unsafe fn(acc: *mut u8, x: *const u8, stride: isize, rows: usize, n: usize);

/// `base[o] = base[o] ∘ x[i]` for each offset `o` in bytes, in order: base, offsets, first element, stride in bytes.
pub type FoldAt = unsafe fn(base: *mut u8, offsets: &[isize], x: *const u8, step: isize);

/// `y[0] = x[0]`, `y[i] = y[i - 1] ∘ x[i]`: input, its stride, output, its stride, count.
pub type Scan = unsafe fn(x: *const u8, xs: isize, y: *mut u8, ys: isize, n: usize);

/// One loop of a ufunc: the kinds it reads and writes, and how. Its parts cannot be put together from outside, as
/// nothing but this crate sees to it that they fit each other.
#[derive(Clone, Copy)]
pub struct LoopRow {
    /// Kinds of the inputs, then of the outputs.
    pub(crate) types: &'static [Kind],
    /// The elementwise loop.
    pub(crate) run: Loop,
    /// The reduction of a line, where accumulator and element can be combined.
    pub(crate) fold: Option<Fold>,
    /// The reduction of a stack of rows.
    pub(crate) fold_rows: Option<FoldRows>,
    /// The reduction of elements into picked places.
    pub(crate) fold_at: Option<FoldAt>,
    /// The running reduction of a line.
    pub(crate) scan: Option<Scan>,
    /// True when a reduction may combine elements in any order and grouping and give the same bits.
    pub(crate) order_free: bool,
}

impl LoopRow {
    /// Kinds of the inputs, then of the outputs.
    pub fn types(&self) -> &'static [Kind] {
        self.types
    }

    /// A row without reductions of its own.
    pub(crate) const fn elementwise(types: &'static [Kind], run: Loop) -> LoopRow {
        LoopRow { types, run, fold: None, fold_rows: None, fold_at: None, scan: None, order_free: false }
    }

    /// The same row with a better way to reduce a line.
    pub(crate) const fn with_fold(self, fold: Fold) -> LoopRow {
        LoopRow { fold: Some(fold), ..self }
    }

    /// The same row under other types, whose elements are the same bits: `i8` as `u8`.
    pub(crate) const fn with_types(self, types: &'static [Kind]) -> LoopRow {
        LoopRow { types, ..self }
    }

    /// True when the result can be an operand again.
    pub(crate) fn reduces(&self) -> bool {
        self.fold.is_some()
            || self.types.len() == 3 && self.types[0] == self.types[2] && self.types[1] == self.types[2]
    }

    /// [`Fold`], element by element where there is no better way.
    ///
    /// # Safety
    /// An accumulator and `n` elements, of a row that reduces.
    #[inline]
    pub(crate) unsafe fn fold_line(&self, acc: *mut u8, x: *const u8, step: isize, n: usize) {
        if let Some(fold) = self.fold {
            // SAFETY: by the caller.
            return unsafe { fold(acc, x, step, n) };
        }
        for i in 0..n {
            let x = x.wrapping_offset(step * i as isize).cast_mut();
            // SAFETY: element `i`.
            unsafe { (self.run)(&[acc, x, acc], &[0; 3], 1) };
        }
    }

    /// [`Scan`], element by element where there is no better way.
    ///
    /// # Safety
    /// `n` elements on both sides, of a row that reduces.
    pub(crate) unsafe fn scan_line(&self, x: *const u8, xs: isize, y: *mut u8, ys: isize, n: usize) {
        if let Some(scan) = self.scan {
            // SAFETY: by the caller.
            return unsafe { scan(x, xs, y, ys, n) };
        }
        let size = self.types[2].size();
        for i in 0..n as isize {
            let (x, y) = (x.wrapping_offset(xs * i).cast_mut(), y.wrapping_offset(ys * i));
            // SAFETY: element `i`, and the result before it.
            unsafe {
                match i {
                    0 => std::ptr::copy(x, y, size),
                    _ => (self.run)(&[y.wrapping_offset(-ys), x, y], &[0; 3], 1),
                }
            }
        }
    }
}

/// The row of a kernel; which constant applies depends on the kernel's trait.
pub(crate) struct Row<K>(PhantomData<K>);

impl<K: Map1<In: Element, Out: Element>> Row<K> {
    pub(crate) const ONE: LoopRow =
        LoopRow::elementwise(&[<K::In as Element>::KIND, <K::Out as Element>::KIND], loop1::<K>);
}

impl<K: Map1Pair<In: Element, Out1: Element, Out2: Element>> Row<K> {
    pub(crate) const ONE_PAIR: LoopRow = LoopRow::elementwise(
        &[<K::In as Element>::KIND, <K::Out1 as Element>::KIND, <K::Out2 as Element>::KIND],
        loop1_pair::<K>,
    );
}

impl<K: Map2Pair<A: Element, B: Element, Out1: Element, Out2: Element>> Row<K> {
    pub(crate) const TWO_PAIR: LoopRow = LoopRow::elementwise(
        &[
            <K::A as Element>::KIND,
            <K::B as Element>::KIND,
            <K::Out1 as Element>::KIND,
            <K::Out2 as Element>::KIND,
        ],
        loop2_pair::<K>,
    );
}

impl<K: Map1<In: Element, Out: Element>> Row<K> {
    /// A row that is compiled once: for kernels that SIMD does not help.
    pub(crate) const ONE_PLAIN: LoopRow = LoopRow { run: plain1::<K>, ..Self::ONE };
}

impl<K: Map2<A: Element, B: Element, Out: Element>> Row<K> {
    /// A row without a reduction of its own.
    pub(crate) const TWO: LoopRow = LoopRow::elementwise(
        &[<K::A as Element>::KIND, <K::B as Element>::KIND, <K::Out as Element>::KIND],
        loop2::<K>,
    );
    /// A row that is compiled once: for kernels that SIMD does not help.
    pub(crate) const PLAIN: LoopRow = LoopRow { run: plain2::<K>, ..Self::TWO };
    /// The same comparison, asked the other way around.
    pub(crate) const SWAPPED: LoopRow = LoopRow { run: swapped2::<K>, ..Self::TWO };
}

impl<T: Element, K: Map2<A = T, B = T, Out = T>> Row<K> {
    /// A row that reduces too, one element after the other.
    pub(crate) const FOLD: LoopRow = LoopRow {
        fold: Some(fold::<T, K>),
        // Kernels that look at every result have no rows.
        fold_rows: match K::PLAN {
            Plan::Staged => None,
            Plan::Direct | Plan::Quiet => Some(fold_rows::<T, K>),
        },
        fold_at: Some(fold_at::<T, K>),
        scan: Some(scan::<T, K>),
        ..Self::TWO
    };
    /// A row whose order of evaluation is free: it reduces in SIMD lanes.
    pub(crate) const LANES: LoopRow =
        LoopRow { fold: Some(fold_lanes::<T, K>), order_free: true, ..Self::FOLD };
}

/// `loop1` without SIMD levels.
///
/// # Safety
/// As [`loop1`].
unsafe fn plain1<K: Map1>(args: &[*mut u8], steps: &[isize], n: usize) {
    let saved = (K::PLAN != Plan::Direct).then(Saved::new);
    let mut raised = Flags::NONE;
    for i in 0..n {
        // SAFETY: the caller's promise: `n` elements.
        unsafe {
            let x = get::<K::In>(args[0], steps[0], i);
            let mut y = K::f::<Base>(x);
            if K::suspect(x, y) {
                let (better, flags) = K::amend(x, y);
                y = better;
                raised |= flags;
            }
            args[1].wrapping_offset(steps[1] * i as isize).cast::<K::Out>().write_unaligned(y);
        }
    }
    if let Some(saved) = saved {
        saved.restore(raised);
    }
}

/// `loop2` without SIMD levels.
///
/// # Safety
/// As [`loop2`].
pub(crate) unsafe fn plain2<K: Map2>(args: &[*mut u8], steps: &[isize], n: usize) {
    let saved = (K::PLAN != Plan::Direct).then(Saved::new);
    let mut raised = Flags::NONE;
    for i in 0..n {
        // SAFETY: the caller's promise: `n` elements.
        unsafe {
            let (a, b) = (get::<K::A>(args[0], steps[0], i), get::<K::B>(args[1], steps[1], i));
            let mut y = K::f::<Base>(a, b);
            if K::suspect(a, b, y) {
                let (better, flags) = K::amend(a, b, y);
                y = better;
                raised |= flags;
            }
            args[2].wrapping_offset(steps[2] * i as isize).cast::<K::Out>().write_unaligned(y);
        }
    }
    if let Some(saved) = saved {
        saved.restore(raised);
    }
}

/// `loop2` with its operands exchanged.
///
/// # Safety
/// As [`loop2`].
unsafe fn swapped2<K: Map2>(args: &[*mut u8], steps: &[isize], n: usize) {
    // SAFETY: by the caller.
    unsafe { loop2::<K>(&[args[1], args[0], args[2]], &[steps[1], steps[0], steps[2]], n) };
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

/// [`FoldAt`] of a kernel.
///
/// # Safety
/// An element at each offset, and as many in `x`.
unsafe fn fold_at<T: Element, K: Map2Of<T>>(base: *mut u8, offsets: &[isize], x: *const u8, xs: isize) {
    let saved = (K::PLAN != Plan::Direct).then(Saved::new);
    let mut raised = Flags::NONE;
    for (i, &offset) in offsets.iter().enumerate() {
        let place = base.wrapping_offset(offset).cast::<T>();
        // SAFETY: by the caller.
        unsafe {
            place.write_unaligned(step::<Base, T, K>(place.read_unaligned(), get(x, xs, i), &mut raised));
        }
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

/// Bytes that are reduced side by side: enough for the compiler to keep the loop over them.
const LANE_BYTES: usize = 512;

/// Room for as many accumulators.
#[repr(align(64))]
struct Lanes([MaybeUninit<u8>; LANE_BYTES]);

#[inline(always)]
unsafe fn fold_lanes_body<M: MulAdd, T: Element, K: Map2Of<T>>(
    acc: *mut u8,
    x: *const u8,
    xs: isize,
    n: usize,
) {
    let saved = (K::PLAN != Plan::Direct).then(Saved::new);
    // SAFETY: the caller's promise: an accumulator and `n` elements.
    unsafe {
        let mut total = acc.cast::<T>().read_unaligned();
        if xs == size_of::<T>() as isize && n * size_of::<T>() >= LANE_BYTES {
            total = K::f::<M>(total, lanes::<M, T, K>(x, n));
        } else {
            for i in 0..n {
                total = K::f::<M>(total, get(x, xs, i));
            }
        }
        acc.cast::<T>().write_unaligned(total);
    }
    if let Some(saved) = saved {
        saved.restore(Flags::NONE);
    }
}

/// Reduces a line as rows of lanes, then the lanes by halves.
///
/// # Safety
/// `n` contiguous elements, at least [`LANE_BYTES`].
#[inline(always)]
unsafe fn lanes<M: MulAdd, T: Element, K: Map2Of<T>>(x: *const u8, n: usize) -> T {
    let width = LANE_BYTES / size_of::<T>();
    let (rows, stride) = (n / width, LANE_BYTES as isize);
    let mut lanes = Lanes([MaybeUninit::uninit(); LANE_BYTES]);
    let acc = lanes.0.as_mut_ptr().cast::<u8>();
    // SAFETY: whole rows, then the elements behind them, fewer than lanes.
    unsafe {
        x.copy_to_nonoverlapping(acc, LANE_BYTES);
        // One after the other: several rows at a time are more streams than some prefetchers follow.
        for row in 1..rows as isize {
            rows_of::<M, T, K>(acc, x.wrapping_offset(stride * row), stride, 1, width);
        }
        rows_of::<M, T, K>(acc, x.wrapping_offset(stride * rows as isize), stride, 1, n - rows * width);
        let mut half = width / 2;
        while half > 0 {
            rows_of::<M, T, K>(acc, acc.wrapping_add(half * size_of::<T>()), stride, 1, half);
            half /= 2;
        }
        acc.cast::<T>().read()
    }
}

simd_levels! {
    light
    /// [`FoldRows`] of a kernel.
    pub(crate) unsafe fn fold_rows[T: Element, K: Map2Of<T>](acc: *mut u8, x: *const u8, stride: isize, rows: usize, n: usize) =
        fold_rows_body
}

#[inline(always)]
unsafe fn fold_rows_body<M: MulAdd, T: Element, K: Map2Of<T>>(
    acc: *mut u8,
    x: *const u8,
    stride: isize,
    rows: usize,
    n: usize,
) {
    let saved = (K::PLAN != Plan::Direct).then(Saved::new);
    // SAFETY: by the caller.
    unsafe { rows_of::<M, T, K>(acc, x, stride, rows, n) };
    if let Some(saved) = saved {
        saved.restore(Flags::NONE);
    }
}

/// The rows go into the accumulators four at a time, so that these are loaded and stored less often.
///
/// # Safety
/// As [`FoldRows`].
#[inline(always)]
unsafe fn rows_of<M: MulAdd, T: Element, K: Map2Of<T>>(
    acc: *mut u8,
    x: *const u8,
    stride: isize,
    rows: usize,
    n: usize,
) {
    let acc = acc.cast::<T>();
    let row = |r: usize| x.wrapping_offset(stride * r as isize).cast::<T>();
    let fours = rows - rows % 4;
    // SAFETY: element `j` of the accumulators and of each row.
    unsafe {
        for r in (0..fours).step_by(4) {
            let (a, b, c, d) = (row(r), row(r + 1), row(r + 2), row(r + 3));
            for j in 0..n {
                let mut total = acc.add(j).read_unaligned();
                for x in [a, b, c, d] {
                    total = K::f::<M>(total, x.add(j).read_unaligned());
                }
                acc.add(j).write_unaligned(total);
            }
        }
        for r in fours..rows {
            let x = row(r);
            for j in 0..n {
                acc.add(j).write_unaligned(K::f::<M>(acc.add(j).read_unaligned(), x.add(j).read_unaligned()));
            }
        }
    }
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
                total = step::<Base, T, K>(total, get(x, xs, i), &mut raised);
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

/// `twins!(WAY Kernel 3)`: the rows of a kernel for all integers, in NumPy's order; signed ones run the loop of
/// the unsigned type of their size. The number is that of the operands which have the integer's type.
macro_rules! twins {
    ($way:ident $name:ident 2) => { twins!(@ $way $name, k => &[k, k]) };
    ($way:ident $name:ident 3) => { twins!(@ $way $name, k => &[k, k, k]) };
    ($way:ident $name:ident 1 -> $out:ident) => { twins!(@ $way $name, k => &[k, pallasite_array::Kind::$out]) };
    ($way:ident $name:ident 2 -> $out:ident) => { twins!(@ $way $name, k => &[k, k, pallasite_array::Kind::$out]) };
    (@ $way:ident $name:ident, $k:ident => $types:expr) => {{
        use pallasite_array::Kind;
        const fn row(way: crate::kernel::LoopRow, types: &'static [Kind]) -> crate::kernel::LoopRow {
            way.with_types(types)
        }
        [
            twins!(@row row, $way $name u8, Int8, $k => $types),
            crate::kernel::Row::<$name<u8>>::$way,
            twins!(@row row, $way $name u16, Int16, $k => $types),
            crate::kernel::Row::<$name<u16>>::$way,
            twins!(@row row, $way $name u32, Int32, $k => $types),
            crate::kernel::Row::<$name<u32>>::$way,
            twins!(@row row, $way $name u64, Int64, $k => $types),
            crate::kernel::Row::<$name<u64>>::$way,
        ]
    }};
    (@row $row:ident, $way:ident $name:ident $t:ty, $kind:ident, $k:ident => $types:expr) => {
        $row(crate::kernel::Row::<$name<$t>>::$way, {
            #[allow(non_upper_case_globals)]
            const $k: Kind = Kind::$kind;
            $types
        })
    };
}

/// Joins lists of rows.
pub(crate) const fn join<const N: usize>(lists: &[&[LoopRow]]) -> [LoopRow; N] {
    let mut out = [lists[0][0]; N];
    let (mut i, mut at) = (0, 0);
    while i < lists.len() {
        let mut j = 0;
        while j < lists[i].len() {
            out[at] = lists[i][j];
            at += 1;
            j += 1;
        }
        i += 1;
    }
    assert!(at == N, "the lists have as many rows as the table expects");
    out
}
