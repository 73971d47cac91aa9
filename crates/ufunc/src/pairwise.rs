//! Pairwise summation (Higham, "The accuracy of floating point summation", 1993) along NumPy's own tree.
//!
//! The tree depends on the number of elements alone: halves whose left part is a multiple of 8, down to blocks
//! of 128 that are summed in eight lanes. So the result has NumPy's bits, on any number of threads.

use crate::driver::map_parts;
use crate::math::level::MulAdd;
use crate::{kernel::get, simd_levels};
use half::f16;
use num_complex::Complex;
use num_traits::{Float, Zero};
use pallasite_array::threads;

/// Numbers that are summed without a split.
const BLOCK: usize = 128;
/// Numbers summed side by side in a block.
const LANES: usize = 8;
/// Numbers that are handed to a thread at once.
const GRAIN: usize = 1 << 15;

/// An element and the type it is summed in.
trait Summand: Copy + Send + 'static {
    type Sum: Float + Send;
    fn widen(self) -> Self::Sum;
}

impl Summand for f16 {
    type Sum = f32;
    #[inline(always)]
    fn widen(self) -> f32 {
        self.to_f32()
    }
}
impl Summand for f32 {
    type Sum = f32;
    #[inline(always)]
    fn widen(self) -> f32 {
        self
    }
}
impl Summand for f64 {
    type Sum = f64;
    #[inline(always)]
    fn widen(self) -> f64 {
        self
    }
}

simd_levels! {
    /// Sum of a block of reals.
    unsafe fn block[T: Summand](x: *const u8, step: isize, n: usize) -> T::Sum = block_body
}

#[inline(always)]
unsafe fn block_body<M: MulAdd, T: Summand>(x: *const u8, step: isize, n: usize) -> T::Sum {
    // SAFETY: the caller's promise: `n` elements.
    unsafe {
        if step == size_of::<T>() as isize {
            return lanes(n, |i| x.cast::<T>().add(i).read_unaligned().widen());
        }
        lanes(n, |i| get::<T>(x, step, i).widen())
    }
}

/// Sums `n <= BLOCK` numbers in eight lanes.
#[inline(always)]
fn lanes<S: Float>(n: usize, at: impl Fn(usize) -> S) -> S {
    if n < LANES {
        return (0..n).fold(S::neg_zero(), |sum, i| sum + at(i));
    }
    let mut r: [S; LANES] = std::array::from_fn(&at);
    let whole = n - n % LANES;
    for i in (LANES..whole).step_by(LANES) {
        for j in 0..LANES {
            r[j] = r[j] + at(i + j);
        }
    }
    let sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    (whole..n).fold(sum, |sum, i| sum + at(i))
}

simd_levels! {
    /// Sum of a block of complex numbers; `n` counts their parts.
    unsafe fn complex_block[T: Float](x: *const u8, step: isize, n: usize) -> Complex<T> = complex_block_body
}

#[inline(always)]
unsafe fn complex_block_body<M: MulAdd, T: Float>(x: *const u8, step: isize, n: usize) -> Complex<T> {
    // SAFETY: the caller's promise: `n / 2` elements.
    let at = |i: usize| unsafe { get::<Complex<T>>(x, step, i) };
    let zero = Complex::new(T::neg_zero(), T::neg_zero());
    if n < LANES {
        return (0..n / 2).fold(zero, |sum, i| sum + at(i));
    }
    let mut r: [Complex<T>; LANES / 2] = std::array::from_fn(at);
    let whole = (n - n % LANES) / 2;
    for i in (LANES / 2..whole).step_by(LANES / 2) {
        for j in 0..LANES / 2 {
            r[j] = r[j] + at(i + j);
        }
    }
    let sum = (r[0] + r[1]) + (r[2] + r[3]);
    (whole..n / 2).fold(sum, |sum, i| sum + at(i))
}

/// A line to sum: `block` sums up to [`BLOCK`] numbers, `unit` numbers make an element.
#[derive(Clone, Copy)]
struct Line<S> {
    block: unsafe fn(*const u8, isize, usize) -> S,
    step: isize,
    unit: usize,
}

impl<S: Copy + Send + Zero> Line<S> {
    /// The sum of `n` numbers from `x`.
    ///
    /// # Safety
    /// The line has them.
    unsafe fn sum(self, x: *const u8, n: usize) -> S {
        // SAFETY: by the caller; the leaves are within the line.
        self.tree(x, n, BLOCK, &mut |x, n| unsafe { (self.block)(x, self.step, n) })
    }

    /// Adds up what `leaf` makes of pieces of at most `most` numbers, half by half.
    #[inline(always)]
    fn tree(self, x: *const u8, n: usize, most: usize, leaf: &mut impl FnMut(*const u8, usize) -> S) -> S {
        if n <= most { leaf(x, n) } else { self.branch(x, n, most, leaf) }
    }

    fn branch(self, x: *const u8, n: usize, most: usize, leaf: &mut impl FnMut(*const u8, usize) -> S) -> S {
        let left = n / 2 - n / 2 % LANES;
        let right = x.wrapping_offset(self.step * (left / self.unit) as isize);
        let sum = self.tree(x, left, most, leaf);
        sum + self.tree(right, n - left, most, leaf)
    }

    /// [`Line::sum`] of `n` elements, the branches of its tree over threads.
    ///
    /// # Safety
    /// `n` elements from `x`.
    unsafe fn total(self, x: *const u8, n: usize) -> S {
        let numbers = n * self.unit;
        if threads::parts_for(numbers) <= 1 {
            // SAFETY: by the caller.
            return unsafe { self.sum(x, numbers) };
        }
        let mut leaves = Vec::new();
        self.tree(x, numbers, GRAIN, &mut |x, n| {
            leaves.push((Start(x), n));
            S::zero()
        });
        let leaves = &leaves;
        // SAFETY: by the caller.
        let mut sums =
            map_parts(leaves.len(), |i| unsafe { self.sum(leaves[i].0.0, leaves[i].1) }).into_iter();
        self.tree(x, numbers, GRAIN, &mut |_, _| sums.next().expect("a sum for each leaf"))
    }
}

/// A pointer that threads share for reading.
#[derive(Clone, Copy)]
struct Start(*const u8);

// SAFETY: whoever reads through it has promised that nobody writes.
unsafe impl Sync for Start {}

/// [`crate::Fold`] of addition on floats.
#[allow(private_bounds)]
pub(crate) unsafe fn sum<T: Summand<Sum = T> + Float>(acc: *mut u8, x: *const u8, step: isize, n: usize) {
    let line = Line { block: block::<T>, step, unit: 1 };
    let acc = acc.cast::<T>();
    // SAFETY: the caller's promise: an accumulator and `n` elements.
    unsafe { acc.write_unaligned(acc.read_unaligned() + line.total(x, n)) };
}

/// [`crate::Fold`] of addition on halves, summed in singles.
pub(crate) unsafe fn sum_half(acc: *mut u8, x: *const u8, step: isize, n: usize) {
    let line = Line { block: block::<f16>, step, unit: 1 };
    let acc = acc.cast::<f16>();
    // SAFETY: the caller's promise: an accumulator and `n` elements.
    unsafe { acc.write_unaligned(f16::from_f32(acc.read_unaligned().to_f32() + line.total(x, n))) };
}

/// [`crate::Fold`] of addition on complex numbers.
pub(crate) unsafe fn sum_complex<T: Float + Send + 'static>(
    acc: *mut u8,
    x: *const u8,
    step: isize,
    n: usize,
) {
    let line = Line { block: complex_block::<T>, step, unit: 2 };
    let acc = acc.cast::<Complex<T>>();
    // SAFETY: the caller's promise: an accumulator and `n` elements.
    unsafe { acc.write_unaligned(acc.read_unaligned() + line.total(x, n)) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_do_not_change_the_sum() {
        let x: Vec<f64> = (0..1_000_003).map(|i| 1.0 / (1.0 + f64::from(i))).collect();
        let line = Line { block: block::<f64>, step: 8, unit: 1 };
        // SAFETY: the vector holds them.
        let (serial, parallel) =
            unsafe { (line.sum(x.as_ptr().cast(), x.len()), line.total(x.as_ptr().cast(), x.len())) };
        assert_eq!(serial.to_bits(), parallel.to_bits());
        // numpy: np.add.reduce(1 / (1 + np.arange(1000003.)))
        assert!((serial - 14.392_729_722_853_7).abs() < 1e-9);
    }
}
