//! Inner loops from scalar kernels: [`loop1`] of a [`Map1`], [`loop2`] of a [`Map2`], and their kin with two
//! results.
//!
//! Every loop has the type [`Loop`], NumPy's inner loop: pointers, strides in bytes, a count. It takes any
//! alignment and stride (0 for a scalar operand) and an output that is exactly one of the inputs; outputs that
//! overlap an input in another way are the caller's to buffer.
//!
//! # Examples
//! ```
//! use pallasite_ufunc::math::{level::MulAdd, map::{Loop, Map2, loop2}};
//!
//! struct Subtract;
//! impl Map2 for Subtract {
//!     type A = f64;
//!     type B = f64;
//!     type Out = f64;
//!     #[inline(always)] // or the loop loses its SIMD level
//!     fn f<M: MulAdd>(a: f64, b: f64) -> f64 {
//!         a - b
//!     }
//! }
//! const SUBTRACT: Loop = loop2::<Subtract>;
//!
//! let (a, b, mut y) = ([1.0, 2.0, 3.0], 0.5, [0.0; 3]);
//! let args = [a.as_ptr().cast_mut().cast(), (&raw const b).cast_mut().cast(), y.as_mut_ptr().cast::<u8>()];
//! unsafe { SUBTRACT(&args, &[8, 0, 8], 3) };
//! assert_eq!(y, [0.5, 1.5, 2.5]);
//! ```

use std::marker::PhantomData;
use std::mem::{MaybeUninit, size_of};
use std::slice;

use super::fpstatus::{Flags, Saved};
use super::level::MulAdd;
use crate::simd_levels;

/// An inner loop: one pointer and one stride in bytes for each input, then each output; the number of elements.
pub type Loop = unsafe fn(args: &[*mut u8], steps: &[isize], n: usize);

/// How a kernel is looped over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// A few instructions an element; floating point flags are what the processor says: arithmetic.
    Direct,
    /// A few instructions an element; never raises: comparisons, minima, rounding.
    Quiet,
    /// Costly kernels, and those that decide about flags by looking: blocks of operands are copied to the stack
    /// unless contiguous, so the kernel is compiled once for all strides. Elements that are `suspect` are
    /// computed again by `amend`, which also says what they raise.
    Staged,
}

/// A function of one element.
///
/// `f`, `suspect` must be `#[inline(always)]` and, to be vectorised, free of branches and calls.
pub trait Map1 {
    /// Element read.
    type In: Copy;
    /// Element written.
    type Out: Copy;
    /// Cost and flags.
    const PLAN: Plan = Plan::Direct;
    /// The function.
    fn f<M: MulAdd>(x: Self::In) -> Self::Out;
    /// Whether `amend` has to look at the element.
    #[inline(always)]
    fn suspect(_x: Self::In, _y: Self::Out) -> bool {
        false
    }
    /// The final result of a suspect element, and what it raises.
    fn amend(_x: Self::In, y: Self::Out) -> (Self::Out, Flags) {
        (y, Flags::NONE)
    }
}

/// A function of two elements; see [`Map1`].
pub trait Map2 {
    /// Element read on the left.
    type A: Copy;
    /// Element read on the right.
    type B: Copy;
    /// Element written.
    type Out: Copy;
    /// Cost and flags.
    const PLAN: Plan = Plan::Direct;
    /// The function.
    fn f<M: MulAdd>(a: Self::A, b: Self::B) -> Self::Out;
    /// Whether `amend` has to look at the element.
    #[inline(always)]
    fn suspect(_a: Self::A, _b: Self::B, _y: Self::Out) -> bool {
        false
    }
    /// The final result of a suspect element, and what it raises.
    fn amend(_a: Self::A, _b: Self::B, y: Self::Out) -> (Self::Out, Flags) {
        (y, Flags::NONE)
    }
}

/// A function of one element with two results: `modf`, `frexp`.
pub trait Map1Pair {
    /// Element read.
    type In: Copy;
    /// First element written.
    type Out1: Copy;
    /// Second element written.
    type Out2: Copy;
    /// The function, and what it raises.
    fn f(x: Self::In) -> (Self::Out1, Self::Out2, Flags);
}

/// A function of two elements with two results: `divmod`.
pub trait Map2Pair {
    /// Element read on the left.
    type A: Copy;
    /// Element read on the right.
    type B: Copy;
    /// First element written.
    type Out1: Copy;
    /// Second element written.
    type Out2: Copy;
    /// The function, and what it raises.
    fn f(a: Self::A, b: Self::B) -> (Self::Out1, Self::Out2, Flags);
}

/// `y = K::f(x)`: args and steps are those of x, y.
///
/// # Safety
/// The arguments describe two arrays of `n` elements of the kernel's types.
pub unsafe fn loop1<K: Map1>(args: &[*mut u8], steps: &[isize], n: usize) {
    let [x, y] = operands(args, steps);
    // SAFETY: the caller's promise.
    unsafe {
        if K::PLAN != Plan::Staged && x.overlaps::<K::In, K::Out>(y, n) && !x.is::<K::In, K::Out>(y) {
            return unaliased(args, steps, n, &[size_of::<K::In>()], Chosen1::<K>::LOOP);
        }
        Chosen1::<K>::LOOP(args, steps, n);
    }
}

/// `y = K::f(a, b)`: args and steps are those of a, b, y.
///
/// # Safety
/// The arguments describe three arrays of `n` elements of the kernel's types.
pub unsafe fn loop2<K: Map2>(args: &[*mut u8], steps: &[isize], n: usize) {
    let [a, b, y] = operands(args, steps);
    // SAFETY: the caller's promise.
    unsafe {
        if K::PLAN != Plan::Staged && is_tangled::<K>(a, b, y, n) {
            return unaliased(args, steps, n, &[size_of::<K::A>(), size_of::<K::B>()], Chosen2::<K>::LOOP);
        }
        Chosen2::<K>::LOOP(args, steps, n);
    }
}

/// Whether an output overlaps its operands in another way than being exactly one of them, or is one of a kernel that
/// selects: stores that change nothing are left out of such a loop by branches, and it is no longer vectorised.
#[inline(always)]
fn is_tangled<K: Map2>(a: Strided, b: Strided, y: Strided, n: usize) -> bool {
    let selects = K::PLAN == Plan::Quiet;
    match (a.overlaps::<K::A, K::Out>(y, n), b.overlaps::<K::B, K::Out>(y, n)) {
        (false, false) => false,
        (true, false) => selects || !a.is::<K::A, K::Out>(y),
        (false, true) => selects || !b.is::<K::B, K::Out>(y),
        (true, true) => true,
    }
}

/// The loop for a kernel's plan; as constants, so that the other one is never compiled.
struct Chosen1<K>(PhantomData<K>);
struct Chosen2<K>(PhantomData<K>);

impl<K: Map1> Chosen1<K> {
    const LOOP: Loop = match K::PLAN {
        Plan::Staged => staged_loop1::<K>,
        Plan::Direct | Plan::Quiet => light_loop1::<K>,
    };
}

impl<K: Map2> Chosen2<K> {
    const LOOP: Loop = match K::PLAN {
        Plan::Staged => staged_loop2::<K>,
        Plan::Direct | Plan::Quiet => light_loop2::<K>,
    };
}

/// Runs a loop whose output overlaps its inputs: these are copied to the stack block by block.
///
/// # Safety
/// That of the loop; inputs that overlap the output are contiguous or scalars, with elements of these sizes.
#[inline(never)]
unsafe fn unaliased(args: &[*mut u8], steps: &[isize], n: usize, sizes: &[usize], run: Loop) {
    /// Room for a block of the widest element.
    #[repr(align(64))]
    struct Stage([MaybeUninit<u8>; BLOCK * 16]);
    let mut stages = [
        const { Stage([MaybeUninit::uninit(); BLOCK * 16]) },
        const { Stage([MaybeUninit::uninit(); BLOCK * 16]) },
    ];
    for start in (0..n).step_by(BLOCK) {
        let len = BLOCK.min(n - start);
        let mut at = [std::ptr::null_mut(); 3];
        for (i, (&arg, &step)) in args.iter().zip(steps).enumerate() {
            at[i] = arg.wrapping_offset(start as isize * step);
        }
        for (i, (&size, stage)) in sizes.iter().zip(&mut stages).enumerate() {
            // Scalars were read by the first block's loop, and may be overwritten by now.
            if steps[i] == size as isize || steps[i] == 0 && start == 0 {
                let bytes = if steps[i] == 0 { size } else { len * size };
                // SAFETY: the caller's promise: `len` contiguous elements, or one.
                unsafe { at[i].copy_to_nonoverlapping(stage.0.as_mut_ptr().cast(), bytes) };
            }
            if steps[i] == size as isize || steps[i] == 0 {
                at[i] = stage.0.as_mut_ptr().cast();
            }
        }
        // SAFETY: the caller's promise; no input overlaps the output any more.
        unsafe { run(&at[..args.len()], steps, len) };
    }
}

simd_levels! {
    /// [`loop1`] of a staged kernel.
    unsafe fn staged_loop1[K: Map1](args: &[*mut u8], steps: &[isize], n: usize) = staged_body1
}

simd_levels! {
    /// [`loop2`] of a staged kernel.
    unsafe fn staged_loop2[K: Map2](args: &[*mut u8], steps: &[isize], n: usize) = staged_body2
}

simd_levels! {
    light
    /// [`loop1`] of a cheap kernel, whose input is the output or does not overlap it.
    unsafe fn light_loop1[K: Map1](args: &[*mut u8], steps: &[isize], n: usize) = body1
}

simd_levels! {
    light
    /// [`loop2`] of a cheap kernel, of whose inputs one may be the output and others do not overlap it.
    unsafe fn light_loop2[K: Map2](args: &[*mut u8], steps: &[isize], n: usize) = body2
}

#[inline(always)]
unsafe fn staged_body1<M: MulAdd, K: Map1>(args: &[*mut u8], steps: &[isize], n: usize) {
    let [x, y] = operands(args, steps);
    let saved = Saved::new();
    // SAFETY: the caller's promise.
    saved.restore(unsafe { staged1::<M, K>(x, y, n) });
}

#[inline(always)]
unsafe fn staged_body2<M: MulAdd, K: Map2>(args: &[*mut u8], steps: &[isize], n: usize) {
    let [a, b, y] = operands(args, steps);
    let saved = Saved::new();
    // SAFETY: the caller's promise.
    saved.restore(unsafe { staged2::<M, K>(a, b, y, n) });
}

/// `(y, z) = K::f(x)`: args and steps are those of x, y, z.
///
/// # Safety
/// The arguments describe three arrays of `n` elements of the kernel's types.
pub unsafe fn loop1_pair<K: Map1Pair>(args: &[*mut u8], steps: &[isize], n: usize) {
    let [x, y, z] = operands(args, steps);
    let saved = Saved::new();
    let mut raised = Flags::NONE;
    for i in 0..n {
        // SAFETY: `i < n`, by the caller's promise.
        unsafe {
            let (first, second, flags) = K::f(x.get(i));
            y.set(i, first);
            z.set(i, second);
            raised |= flags;
        }
    }
    saved.restore(raised);
}

/// `(y, z) = K::f(a, b)`: args and steps are those of a, b, y, z.
///
/// # Safety
/// The arguments describe four arrays of `n` elements of the kernel's types.
pub unsafe fn loop2_pair<K: Map2Pair>(args: &[*mut u8], steps: &[isize], n: usize) {
    let [a, b, y, z] = operands(args, steps);
    let saved = Saved::new();
    let mut raised = Flags::NONE;
    for i in 0..n {
        // SAFETY: `i < n`, by the caller's promise.
        unsafe {
            let (first, second, flags) = K::f(a.get(i), b.get(i));
            y.set(i, first);
            z.set(i, second);
            raised |= flags;
        }
    }
    saved.restore(raised);
}

#[inline(always)]
unsafe fn body1<M: MulAdd, K: Map1>(args: &[*mut u8], steps: &[isize], n: usize) {
    let [x, y] = operands(args, steps);
    let saved = (K::PLAN == Plan::Quiet).then(Saved::new);
    // SAFETY: the caller's promise.
    unsafe {
        if x.is::<K::In, K::Out>(y) {
            update(y, n, |_, x| K::f::<M>(x));
        } else if x.is_slice::<K::In>() && y.is_slice::<K::Out>() {
            map1::<M, K>(x.slice(n), y.slice_mut(n));
        } else {
            strided1::<M, K>(x, y, n);
        }
    }
    if let Some(saved) = saved {
        saved.restore(Flags::NONE);
    }
}

#[inline(always)]
unsafe fn body2<M: MulAdd, K: Map2>(args: &[*mut u8], steps: &[isize], n: usize) {
    let [a, b, y] = operands(args, steps);
    let saved = (K::PLAN == Plan::Quiet).then(Saved::new);
    // SAFETY: the caller's promise; scalar operands are read only if there are elements.
    unsafe {
        if n > 0 && (a.is::<K::A, K::Out>(y) || b.is::<K::B, K::Out>(y)) {
            update2::<M, K>(a, b, y, n);
        } else if n > 0 && y.is_slice::<K::Out>() && a.is_slice::<K::A>() && b.is_slice::<K::B>() {
            map2::<M, K>(a.slice(n), b.slice(n), y.slice_mut(n));
        } else if n > 0 && y.is_slice::<K::Out>() && a.is_slice::<K::A>() && b.step == 0 {
            map2_right::<M, K>(a.slice(n), b.get(0), y.slice_mut(n));
        } else if n > 0 && y.is_slice::<K::Out>() && b.is_slice::<K::B>() && a.step == 0 {
            map2_left::<M, K>(a.get(0), b.slice(n), y.slice_mut(n));
        } else {
            strided2::<M, K>(a, b, y, n);
        }
    }
    if let Some(saved) = saved {
        saved.restore(Flags::NONE);
    }
}

/// `y[i] = f(i, y[i])`: one pointer for both, so that the compiler sees that elements do not depend on others.
///
/// # Safety
/// `n` contiguous elements, of two types of one size.
#[inline(always)]
unsafe fn update<T: Copy, U>(y: Strided, n: usize, f: impl Fn(usize, T) -> U) {
    let y = y.start.cast::<T>();
    for i in 0..n {
        // SAFETY: element `i`, by the caller.
        unsafe { y.add(i).cast::<U>().write(f(i, y.add(i).read())) };
    }
}

/// [`loop2`] in place: `a` or `b` is `y`, the other one does not overlap it.
///
/// # Safety
/// As [`loop2`], with `n > 0`.
#[inline(always)]
unsafe fn update2<M: MulAdd, K: Map2>(a: Strided, b: Strided, y: Strided, n: usize) {
    // SAFETY: by the caller; `update` asks for elements below `n`.
    unsafe {
        if !a.is::<K::A, K::Out>(y) {
            update(y, n, |i, own| K::f::<M>(a.get(i), own));
        } else if b.is_slice::<K::B>() {
            let b = b.slice::<K::B>(n);
            update(y, n, |i, own| K::f::<M>(own, *b.get_unchecked(i)));
        } else if b.step == 0 {
            let b = b.get(0);
            update(y, n, |_, own| K::f::<M>(own, b));
        } else {
            update(y, n, |i, own| K::f::<M>(own, b.get(i)));
        }
    }
}

#[inline(always)]
fn map1<M: MulAdd, K: Map1>(x: &[K::In], y: &mut [MaybeUninit<K::Out>]) {
    for (&x, y) in x.iter().zip(y) {
        y.write(K::f::<M>(x));
    }
}

#[inline(always)]
fn map2<M: MulAdd, K: Map2>(a: &[K::A], b: &[K::B], y: &mut [MaybeUninit<K::Out>]) {
    for ((&a, &b), y) in a.iter().zip(b).zip(y) {
        y.write(K::f::<M>(a, b));
    }
}

#[inline(always)]
fn map2_left<M: MulAdd, K: Map2>(a: K::A, b: &[K::B], y: &mut [MaybeUninit<K::Out>]) {
    for (&b, y) in b.iter().zip(y) {
        y.write(K::f::<M>(a, b));
    }
}

#[inline(always)]
fn map2_right<M: MulAdd, K: Map2>(a: &[K::A], b: K::B, y: &mut [MaybeUninit<K::Out>]) {
    for (&a, y) in a.iter().zip(y) {
        y.write(K::f::<M>(a, b));
    }
}

#[inline(always)]
unsafe fn strided1<M: MulAdd, K: Map1>(x: Strided, y: Strided, n: usize) {
    for i in 0..n {
        // SAFETY: `i < n`, by the caller's promise.
        unsafe { y.set(i, K::f::<M>(x.get(i))) };
    }
}

#[inline(always)]
unsafe fn strided2<M: MulAdd, K: Map2>(a: Strided, b: Strided, y: Strided, n: usize) {
    for i in 0..n {
        // SAFETY: `i < n`, by the caller's promise.
        unsafe { y.set(i, K::f::<M>(a.get(i), b.get(i))) };
    }
}

#[inline(always)]
unsafe fn staged1<M: MulAdd, K: Map1>(x: Strided, y: Strided, n: usize) -> Flags {
    if n <= FEW {
        // SAFETY: by the caller.
        return unsafe { few1::<M, K>(x, y, n) };
    }
    let mut stage_x = [MaybeUninit::uninit(); BLOCK];
    let mut stage_y = [MaybeUninit::uninit(); BLOCK];
    let direct = y.is_slice::<K::Out>() && !x.overlaps::<K::In, K::Out>(y, n);
    let mut raised = Flags::NONE;
    for start in (0..n).step_by(BLOCK) {
        let len = BLOCK.min(n - start);
        let padded = len.next_multiple_of(PAD);
        // SAFETY: `start + len <= n`, by the caller's promise; `run1` writes all of `out`.
        unsafe {
            let (x, y) = (x.advance(start), y.advance(start));
            let block = x.block::<K::In>(len, padded, &mut stage_x);
            let in_place = direct && len == padded;
            let out = if in_place { y.slice_mut(len) } else { &mut stage_y[..padded] };
            let suspect = run1::<M, K>(block, out);
            let out = assume_init(out);
            if suspect {
                raised |= amend1::<K>(&block[..len], out);
            }
            if !in_place {
                y.scatter(&out[..len]);
            }
        }
    }
    raised
}

/// A few elements one by one.
#[inline(always)]
unsafe fn few1<M: MulAdd, K: Map1>(x: Strided, y: Strided, n: usize) -> Flags {
    let mut raised = Flags::NONE;
    for i in 0..n {
        // SAFETY: `i < n`, by the caller's promise.
        unsafe {
            let x = [x.get(i)];
            let mut result = [K::f::<M>(x[0])];
            if K::suspect(x[0], result[0]) {
                raised |= amend1::<K>(&x, &mut result);
            }
            y.set(i, result[0]);
        }
    }
    raised
}

#[inline(always)]
unsafe fn staged2<M: MulAdd, K: Map2>(a: Strided, b: Strided, y: Strided, n: usize) -> Flags {
    let mut stage_a = [MaybeUninit::uninit(); BLOCK];
    let mut stage_b = [MaybeUninit::uninit(); BLOCK];
    let mut stage_y = [MaybeUninit::uninit(); BLOCK];
    let overlap = a.overlaps::<K::A, K::Out>(y, n) || b.overlaps::<K::B, K::Out>(y, n);
    let direct = y.is_slice::<K::Out>() && !overlap;
    let mut raised = Flags::NONE;
    for start in (0..n).step_by(BLOCK) {
        let len = BLOCK.min(n - start);
        let padded = len.next_multiple_of(PAD);
        // SAFETY: `start + len <= n`, by the caller's promise; `run2` writes all of `out`.
        unsafe {
            let (a, b, y) = (a.advance(start), b.advance(start), y.advance(start));
            let block_a = a.block::<K::A>(len, padded, &mut stage_a);
            let block_b = b.block::<K::B>(len, padded, &mut stage_b);
            let in_place = direct && len == padded;
            let out = if in_place { y.slice_mut(len) } else { &mut stage_y[..padded] };
            let suspect = run2::<M, K>(block_a, block_b, out);
            let out = assume_init(out);
            if suspect {
                raised |= amend2::<K>(&block_a[..len], &block_b[..len], out);
            }
            if !in_place {
                y.scatter(&out[..len]);
            }
        }
    }
    raised
}

/// Fills `y`, of a length that is a multiple of `PAD`; whether any element is suspect.
#[inline(always)]
fn run1<M: MulAdd, K: Map1>(x: &[K::In], y: &mut [MaybeUninit<K::Out>]) -> bool {
    // The mask lets the compiler leave out the remainder of the vector loop.
    let n = y.len() & !(PAD - 1);
    let (x, y) = (&x[..n], &mut y[..n]);
    let mut suspect = false;
    for i in 0..n {
        let result = K::f::<M>(x[i]);
        y[i].write(result);
        suspect |= K::suspect(x[i], result);
    }
    suspect
}

/// Fills `y`, of a length that is a multiple of `PAD`; whether any element is suspect.
#[inline(always)]
fn run2<M: MulAdd, K: Map2>(a: &[K::A], b: &[K::B], y: &mut [MaybeUninit<K::Out>]) -> bool {
    let n = y.len() & !(PAD - 1);
    let (a, b, y) = (&a[..n], &b[..n], &mut y[..n]);
    let mut suspect = false;
    for i in 0..n {
        let result = K::f::<M>(a[i], b[i]);
        y[i].write(result);
        suspect |= K::suspect(a[i], b[i], result);
    }
    suspect
}

#[cold]
#[inline(never)]
fn amend1<K: Map1>(x: &[K::In], y: &mut [K::Out]) -> Flags {
    let mut raised = Flags::NONE;
    for (&x, y) in x.iter().zip(y) {
        if K::suspect(x, *y) {
            let (result, flags) = K::amend(x, *y);
            *y = result;
            raised |= flags;
        }
    }
    raised
}

#[cold]
#[inline(never)]
fn amend2<K: Map2>(a: &[K::A], b: &[K::B], y: &mut [K::Out]) -> Flags {
    let mut raised = Flags::NONE;
    for ((&a, &b), y) in a.iter().zip(b).zip(y) {
        if K::suspect(a, b, *y) {
            let (result, flags) = K::amend(a, b, *y);
            *y = result;
            raised |= flags;
        }
    }
    raised
}

/// As many elements of one operand are computed one by one.
const FEW: usize = 2;
/// Elements staged at a time: small enough for the first-level cache, large enough to hide the loop's set-up.
const BLOCK: usize = 256;
/// Blocks are filled up to a multiple of this with their last element, so that no scalar remainder is left.
const PAD: usize = 32;

/// SAFETY of callers: every element was written.
#[inline(always)]
unsafe fn assume_init<T: Copy>(elements: &mut [MaybeUninit<T>]) -> &mut [T] {
    // SAFETY: same layout; the caller wrote them all.
    unsafe { slice::from_raw_parts_mut(elements.as_mut_ptr().cast(), elements.len()) }
}

/// One operand: where its first element is, and how far in bytes to the next.
#[derive(Clone, Copy)]
struct Strided {
    start: *mut u8,
    step: isize,
}

#[inline(always)]
fn operands<const N: usize>(args: &[*mut u8], steps: &[isize]) -> [Strided; N] {
    let (args, steps) = (&args[..N], &steps[..N]);
    // No closure: it would be a call where the caller is compiled for other instructions.
    let mut operands = [Strided { start: args[0], step: 0 }; N];
    for i in 0..N {
        operands[i] = Strided { start: args[i], step: steps[i] };
    }
    operands
}

impl Strided {
    #[inline(always)]
    unsafe fn get<T: Copy>(self, i: usize) -> T {
        // SAFETY: the caller knows that element `i` exists.
        unsafe { self.advance(i).start.cast::<T>().read_unaligned() }
    }

    #[inline(always)]
    unsafe fn set<T: Copy>(self, i: usize, value: T) {
        // SAFETY: the caller knows that element `i` exists.
        unsafe { self.advance(i).start.cast::<T>().write_unaligned(value) };
    }

    #[inline(always)]
    unsafe fn advance(self, i: usize) -> Strided {
        // SAFETY: the caller knows that element `i` exists.
        Strided { start: unsafe { self.start.offset(i as isize * self.step) }, ..self }
    }

    #[inline(always)]
    fn is_contiguous<T>(self) -> bool {
        self.step == size_of::<T>() as isize
    }

    #[inline(always)]
    fn is_slice<T>(self) -> bool {
        self.is_contiguous::<T>() && self.start.cast::<T>().is_aligned()
    }

    /// Whether this operand, with elements `T`, is exactly the contiguous output, with elements `U`.
    #[inline(always)]
    fn is<T, U>(self, out: Strided) -> bool {
        size_of::<T>() == size_of::<U>()
            && self.start == out.start
            && self.is_slice::<T>()
            && out.is_slice::<U>()
    }

    /// Whether this operand, with elements `T`, is contiguous or a scalar and shares memory with a contiguous
    /// output of elements `U`.
    #[inline(always)]
    fn overlaps<T, U>(self, out: Strided, n: usize) -> bool {
        let bytes = if self.step == 0 { size_of::<T>() } else { n * size_of::<T>() };
        let regular = (self.step == 0 || self.is_contiguous::<T>()) && out.is_contiguous::<U>();
        let (a, b) = (self.start.addr(), out.start.addr());
        regular && a < b.wrapping_add(n * size_of::<U>()) && b < a.wrapping_add(bytes)
    }

    #[inline(always)]
    unsafe fn slice<'a, T: Copy>(self, n: usize) -> &'a [T] {
        // SAFETY: the caller checked `is_slice`; `n` elements exist.
        unsafe { slice::from_raw_parts(self.start.cast::<T>(), n) }
    }

    #[inline(always)]
    unsafe fn slice_mut<'a, T: Copy>(self, n: usize) -> &'a mut [MaybeUninit<T>] {
        // SAFETY: the caller checked `is_slice` and that no input overlaps; `n` elements exist.
        unsafe { slice::from_raw_parts_mut(self.start.cast(), n) }
    }

    /// `len` elements and then copies of the last up to `padded`: in place if that can be, else on `stage`.
    #[inline(always)]
    unsafe fn block<T: Copy>(self, len: usize, padded: usize, stage: &mut [MaybeUninit<T>; BLOCK]) -> &[T] {
        if len == padded && self.is_slice::<T>() {
            // SAFETY: the caller knows that `len` elements exist.
            return unsafe { self.slice(len) };
        }
        // SAFETY: as above.
        unsafe { self.gather(len, &mut stage[..padded]) }
    }

    #[inline(never)]
    unsafe fn gather<T: Copy>(self, len: usize, stage: &mut [MaybeUninit<T>]) -> &[T] {
        // SAFETY: the caller knows that `len` elements exist.
        unsafe {
            for (i, slot) in stage[..len].iter_mut().enumerate() {
                slot.write(self.get(i));
            }
            let last = self.get(len - 1);
            for slot in &mut stage[len..] {
                slot.write(last);
            }
            assume_init(stage)
        }
    }

    #[inline(always)]
    unsafe fn scatter<T: Copy>(self, elements: &[T]) {
        if self.is_contiguous::<T>() {
            // SAFETY: the caller knows that these elements exist; a stage never overlaps an operand.
            unsafe {
                elements.as_ptr().cast::<u8>().copy_to_nonoverlapping(self.start, size_of_val(elements))
            };
        } else {
            // SAFETY: as above.
            unsafe { self.scatter_strided(elements) };
        }
    }

    #[inline(never)]
    unsafe fn scatter_strided<T: Copy>(self, elements: &[T]) {
        for (i, &element) in elements.iter().enumerate() {
            // SAFETY: the caller knows that these elements exist.
            unsafe { self.set(i, element) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Add;
    impl Map2 for Add {
        type A = f64;
        type B = f64;
        type Out = f64;
        #[inline(always)]
        fn f<M: MulAdd>(a: f64, b: f64) -> f64 {
            a + b
        }
    }

    struct Root;
    impl Map1 for Root {
        type In = f32;
        type Out = f64;
        const PLAN: Plan = Plan::Staged;
        #[inline(always)]
        fn f<M: MulAdd>(x: f32) -> f64 {
            f64::from(x).sqrt()
        }
        #[inline(always)]
        fn suspect(x: f32, _y: f64) -> bool {
            x < 0.0
        }
        fn amend(x: f32, y: f64) -> (f64, Flags) {
            (y, Flags::INVALID.when(x < 0.0))
        }
    }

    /// Runs `a + b` with operands laid out at the given strides in elements.
    fn add(a: &[f64], sa: isize, b: &[f64], sb: isize, n: usize, sy: isize) -> Vec<f64> {
        let mut y = vec![0.0; n * sy as usize];
        let args = [a.as_ptr().cast_mut().cast(), b.as_ptr().cast_mut().cast(), y.as_mut_ptr().cast()];
        // SAFETY: the slices hold `n` elements at these strides.
        unsafe { loop2::<Add>(&args, &[sa * 8, sb * 8, sy * 8], n) };
        y.into_iter().step_by(sy as usize).collect()
    }

    #[test]
    fn strides_and_scalars_agree() {
        let a: Vec<f64> = (0..600).map(f64::from).collect();
        for n in [0, 1, 7, 16, 100, 200] {
            for (sa, sb) in [(1, 1), (1, 0), (0, 1), (0, 0), (2, 1), (3, 2), (1, 3)] {
                for sy in [1, 2] {
                    let want: Vec<f64> =
                        (0..n).map(|i| a[i * sa as usize] + a[1 + i * sb as usize]).collect();
                    if n * 3 < 599 {
                        assert_eq!(add(&a, sa, &a[1..], sb, n, sy), want);
                    }
                }
            }
        }
    }

    #[test]
    fn output_may_be_an_input() {
        let mut a: Vec<f64> = (0..300).map(f64::from).collect();
        let start = a.as_mut_ptr().cast();
        // SAFETY: all operands are the 300 elements of `a`.
        unsafe { loop2::<Add>(&[start, start, start], &[8, 8, 8], 300) };
        assert!(a.iter().enumerate().all(|(i, &y)| y == 2.0 * i as f64));
    }

    #[test]
    fn staged_loops_report_suspects_alone() {
        use crate::math::fpstatus;
        let mut x: Vec<f32> = (0..300).map(|i| i as f32).collect();
        let mut y = vec![0.0_f64; 300];
        for (n, want) in [(300, Flags::NONE), (299, Flags::NONE), (300, Flags::INVALID)] {
            if want == Flags::INVALID {
                x[299] = -1.0;
            }
            fpstatus::clear();
            let args = [x.as_mut_ptr().cast(), y.as_mut_ptr().cast()];
            // SAFETY: both hold 300 elements.
            unsafe { loop1::<Root>(&args, &[4, 8], n) };
            assert_eq!(fpstatus::take(), want);
            assert!((0..299).all(|i| y[i] == (i as f64).sqrt()));
        }
    }
}
