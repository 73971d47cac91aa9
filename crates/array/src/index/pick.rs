//! Index arrays, and the kernels that move the elements they name.

use super::wrap;
use crate::by_size;
use crate::dtype::DType;
use crate::error::{Error, Result};
use crate::layout::Order;
use crate::nd::NdArray;
use crate::threads;
use smallvec::SmallVec;
use std::ops::Range;

/// The index arrays of a selection, few in the usual case.
pub(super) type Picks = SmallVec<[Pick; 2]>;

/// One index array and the axis that it picks from.
#[derive(Debug, Clone)]
pub(super) struct Pick {
    /// `int64`, contiguous, not yet checked.
    index: NdArray,
    axis: usize,
    size: usize,
    stride: isize,
}

/// Negative when an index is outside of `-n..n`.
#[inline(always)]
fn outside(i: i64, n: i64) -> i64 {
    i.wrapping_add(n) | (n - 1).wrapping_sub(i)
}

impl Pick {
    /// Indices along an axis of `a`.
    pub(super) fn new(index: &NdArray, axis: usize, a: &NdArray) -> Result<Pick> {
        if !index.kind().is_integer() {
            return Err(Error::Index("arrays used as indices must be of integer (or boolean) type".into()));
        }
        let index = match index.as_slice::<i64>() {
            Some(_) => index.clone(),
            None => index.astype(&DType::INT64, Order::C)?,
        };
        Ok(Pick { index, axis, size: a.shape()[axis], stride: a.strides()[axis] })
    }

    /// A mask without axes: picks all (`1`) or nothing (`0`).
    pub(super) fn axisless(count: usize) -> Result<Pick> {
        Ok(Pick { index: NdArray::zeros(&[count], &DType::INT64)?, axis: 0, size: 1, stride: 0 })
    }

    pub(super) fn shape(&self) -> &[usize] {
        self.index.shape()
    }

    /// The same indices repeated over `shape`.
    pub(super) fn spread(&mut self, shape: &[usize]) -> Result<()> {
        if self.shape() != shape {
            self.index = self.index.broadcast_to(shape)?.to_contiguous()?;
        }
        Ok(())
    }

    /// With indices of its own where `shared` says that they lie in memory about to be written.
    pub(super) fn unshare(&mut self, shared: impl Fn(&NdArray) -> bool) -> Result<()> {
        if shared(&self.index) {
            self.index = self.index.copy(Order::C)?;
        }
        Ok(())
    }

    fn indices(&self) -> &[i64] {
        self.index.as_slice().expect("contiguous int64")
    }

    /// The error of the first index out of bounds.
    pub(super) fn error(&self) -> Option<Error> {
        if self.lane().is_inside() {
            return None;
        }
        self.indices().iter().find_map(|&i| wrap(i as isize, self.size, self.axis).err())
    }

    /// The offsets that it stands for.
    pub(super) fn lane(&self) -> Lane<'_> {
        Lane::new(self.indices(), self.size, self.stride)
    }
}

/// Where picked elements lie, in bytes from the first.
pub(super) trait Offsets {
    /// Calls `f(i, offset)` for each; stops with false where an index is out of bounds.
    fn each(&self, f: impl FnMut(usize, isize)) -> bool;
}

impl Offsets for [isize] {
    #[inline(always)]
    fn each(&self, mut f: impl FnMut(usize, isize)) -> bool {
        self.iter().enumerate().for_each(|(i, &o)| f(i, o));
        true
    }
}

/// A [`Pick`] in its simplest terms.
pub(super) struct Lane<'a> {
    indices: &'a [i64],
    size: i64,
    stride: isize,
}

impl Lane<'_> {
    /// Indices along an axis of `size` elements.
    pub(super) fn new(indices: &[i64], size: usize, stride: isize) -> Lane<'_> {
        Lane { indices, size: size as i64, stride }
    }

    /// True when all indices are in bounds.
    pub(super) fn is_inside(&self) -> bool {
        let inside = |run: &[i64]| run.iter().fold(0, |all, &i| all | outside(i, self.size)) >= 0;
        let (all, parts) = (self.indices, threads::parts_for(self.indices.len()));
        if parts == 1 {
            return inside(all);
        }
        let part = |i: usize| inside(&all[threads::part(all.len(), parts, i)]);
        threads::map(parts, part).into_iter().all(|b| b)
    }

    /// The indices in `range` alone.
    pub(super) fn part(&self, range: Range<usize>) -> Lane<'_> {
        Lane { indices: &self.indices[range], ..*self }
    }

    /// [`Offsets::each`] for a known stride. Each index is read once, so that what was checked is what is used.
    #[inline(always)]
    fn each_with(&self, stride: isize, mut f: impl FnMut(usize, isize)) -> bool {
        let n = self.size as u64;
        let mut indices = self.indices.iter().enumerate().map(|(i, &index)| (i, index as u64));
        // From the first negative index on without a branch by sign, which would be hard to predict.
        let mut next = indices.next();
        while let Some((i, index)) = next.filter(|&(_, index)| index < n) {
            f(i, (index as isize).wrapping_mul(stride));
            next = indices.next();
        }
        for (i, index) in next.into_iter().chain(indices) {
            let at = index.wrapping_add(n & ((index as i64) >> 63) as u64);
            if at >= n {
                return false;
            }
            f(i, (at as isize).wrapping_mul(stride));
        }
        true
    }
}

impl Offsets for Lane<'_> {
    #[inline(always)]
    fn each(&self, f: impl FnMut(usize, isize)) -> bool {
        match self.stride {
            8 => self.each_with(8, f),
            stride => self.each_with(stride, f),
        }
    }
}

/// Copies the elements at `src + offset` to a strided line; false when an index was out of bounds.
///
/// # Safety
/// All offsets lead to elements of `size` bytes; `dst` is valid for as many of them.
pub(super) unsafe fn gather(
    src: *const u8,
    offsets: &(impl Offsets + ?Sized),
    dst: *mut u8,
    step: isize,
    size: usize,
) -> bool {
    // SAFETY: by the caller.
    unsafe {
        by_size!(size, T => match size_of::<T>() as isize {
            close if close == step => offsets.each(|i, o| copy::<T>(src, o, dst, close * i as isize)),
            _ => offsets.each(|i, o| copy::<T>(src, o, dst, step * i as isize)),
        }, else offsets.each(|i, o| {
            let to = dst.wrapping_offset(step * i as isize);
            std::ptr::copy_nonoverlapping(src.wrapping_offset(o), to, size);
        }))
    }
}

/// Copies a strided line to the elements at `dst + offset`, in order; false when an index was out of bounds.
///
/// # Safety
/// As [`gather`], the other way round.
pub(super) unsafe fn scatter(
    src: *const u8,
    step: isize,
    dst: *mut u8,
    offsets: &(impl Offsets + ?Sized),
    size: usize,
) -> bool {
    // SAFETY: by the caller.
    unsafe {
        by_size!(size, T => match size_of::<T>() as isize {
            close if close == step => offsets.each(|i, o| copy::<T>(src, close * i as isize, dst, o)),
            _ => offsets.each(|i, o| copy::<T>(src, step * i as isize, dst, o)),
        }, else offsets.each(|i, o| {
            let from = src.wrapping_offset(step * i as isize);
            std::ptr::copy_nonoverlapping(from, dst.wrapping_offset(o), size);
        }))
    }
}

/// Copies one element.
///
/// # Safety
/// Both places are valid for a `T`.
#[inline(always)]
unsafe fn copy<T: Copy>(src: *const u8, from: isize, dst: *mut u8, to: isize) {
    // SAFETY: by the caller.
    unsafe {
        let value = src.wrapping_offset(from).cast::<T>().read_unaligned();
        dst.wrapping_offset(to).cast::<T>().write_unaligned(value);
    }
}
