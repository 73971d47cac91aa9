//! Pairwise summation (Higham, "The accuracy of floating point summation", 1993) along NumPy's own tree.
//!
//! The tree depends on the number of elements alone: halves whose left part is a multiple of 8, down to blocks
//! of 128 that are summed in eight lanes. So the result has NumPy's bits, on any number of threads.

use crate::math::fpstatus;
use crate::math::level::MulAdd;
use crate::{kernel::get, simd_levels};
use half::f16;
use num_complex::Complex;
use num_traits::Float;
use pallasite_array::threads;
use std::sync::Mutex;

/// Numbers that are summed without a split.
const BLOCK: usize = 128;
/// Numbers summed side by side in a block.
const LANES: usize = 8;
/// Numbers that are worth a thread.
const GRAIN: usize = 1 << 16;

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

impl<S: Copy + Send + std::ops::Add<Output = S>> Line<S> {
    /// The sum of `n` numbers from `x`.
    ///
    /// # Safety
    /// The line has them.
    unsafe fn sum(self, x: *const u8, n: usize) -> S {
        if n <= BLOCK {
            // SAFETY: by the caller.
            return unsafe { (self.block)(x, self.step, n) };
        }
        let (left, right) = self.halves(x, n);
        // SAFETY: both halves are within the line.
        unsafe { self.sum(x, left) + self.sum(right, n - left) }
    }

    /// [`Line::sum`] with the halves on several threads, whose exceptions are kept in `flags`.
    ///
    /// # Safety
    /// As [`Line::sum`].
    unsafe fn sum_parallel(self, x: Start, n: usize, flags: &Mutex<fpstatus::Flags>) -> S {
        if n <= 2 * GRAIN {
            let before = fpstatus::take();
            // SAFETY: by the caller.
            let sum = unsafe { self.sum(x.0, n) };
            let raised = fpstatus::take();
            fpstatus::raise(before);
            if !raised.is_empty() {
                *flags.lock().expect("no panic while held") |= raised;
            }
            return sum;
        }
        let (left, right) = self.halves(x.0, n);
        let right = Start(right);
        // SAFETY: both halves are within the line.
        let (a, b) = rayon::join(
            || unsafe { self.sum_parallel(x, left, flags) },
            || unsafe { self.sum_parallel(right, n - left, flags) },
        );
        a + b
    }

    /// How many numbers the left half has, and where the right one starts.
    fn halves(self, x: *const u8, n: usize) -> (usize, *const u8) {
        let left = n / 2 - n / 2 % LANES;
        (left, x.wrapping_offset(self.step * (left / self.unit) as isize))
    }

    /// # Safety
    /// `n` elements from `x`.
    unsafe fn total(self, x: *const u8, n: usize) -> S {
        let numbers = n * self.unit;
        if threads::parts_for(numbers) <= 1 {
            // SAFETY: by the caller.
            return unsafe { self.sum(x, numbers) };
        }
        let flags = Mutex::new(fpstatus::Flags::NONE);
        let start = Start(x);
        // SAFETY: by the caller.
        let sum = threads::install(|| unsafe { self.sum_parallel(start, numbers, &flags) });
        fpstatus::raise(flags.into_inner().expect("no panic while held"));
        sum
    }
}

/// A pointer that threads share for reading.
#[derive(Clone, Copy)]
struct Start(*const u8);

// SAFETY: whoever reads through it has promised that nobody writes.
unsafe impl Send for Start {}
// SAFETY: as above.
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
