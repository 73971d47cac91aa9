//! The sort order of each element type as integers, and the sorts that follow from it.
use super::vector::{VectorInt, order_pairs};
use super::{comparison, counting};
use half::f16;
use num_complex::Complex;

/// A type that NumPy can sort: real numbers ascend, NaN comes last; complex numbers go by real part, then by
/// imaginary part, those with a NaN last in the order `[R + NaN j, NaN + R j, NaN + NaN j]`.
///
/// The slice methods are the kernels behind [`sort`](super::sort) and its kin: one contiguous line each, the
/// same result on any number of threads.
pub trait SortKey: Copy + Send + Sync + 'static {
    /// An integer that compares as the element does; `-0.0` and `0.0` have the same.
    type Key: Ord + Copy + Send + Sync;

    /// The element's place in the order.
    fn key(self) -> Self::Key;

    /// Sorts the line, or, given `positions` in ascending order and inside the line, only as far as these have to be right.
    fn order(line: &mut [Self], positions: Option<&[usize]>);

    /// Sorts the line; elements that compare equal keep their order.
    fn sort_stable(line: &mut [Self]);

    /// Overwrites `indices` with those that sort the line, or, given `positions` in ascending order and inside the line, only
    /// as far as these have to be right. A full sort is stable.
    fn argorder(line: &[Self], indices: &mut [i64], positions: Option<&[usize]>);
}

/// An element type whose bits map one to one to integers in the same order, except that NaN has one image.
trait Encode: SortKey {
    type Bits: VectorInt;
    fn encode(self) -> Self::Bits;
    fn decode(bits: Self::Bits) -> Self;
    /// Whether elements that compare equal to this one may differ from it.
    fn has_twins(self) -> bool;
}

/// Sorts integers in the place of the elements.
fn order_encoded<T: Encode>(line: &mut [T], positions: Option<&[usize]>) {
    const { assert!(size_of::<T>() == size_of::<T::Bits>() && align_of::<T>() == align_of::<T::Bits>()) };
    // SAFETY: both types have the same size and alignment, and every bit pattern is a value of both.
    let bits = unsafe { std::slice::from_raw_parts_mut(line.as_mut_ptr().cast::<T::Bits>(), line.len()) };
    bits.iter_mut().zip(line_values::<T>()).for_each(|(b, read)| *b = read(b).encode());
    T::Bits::order(bits, positions);
    bits.iter_mut().for_each(|b| {
        let value = T::decode(*b);
        // SAFETY: as above.
        *b = unsafe { std::mem::transmute_copy(&value) };
    });
}
