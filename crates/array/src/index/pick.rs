//! Index arrays, and the kernels that move the elements they name.

use super::wrap;
use crate::by_size;
use crate::dtype::DType;
use crate::error::{Error, Result};
use crate::layout::Order;
use crate::nd::NdArray;
use smallvec::SmallVec;

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
        let n = self.size as i64;
        if self.indices().iter().fold(0, |all, &i| all | outside(i, n)) >= 0 {
            return None;
        }
        self.indices().iter().find_map(|&i| wrap(i as isize, self.size, self.axis).err())
    }

    /// What [`Pick::add_offsets`] works with.
    pub(super) fn lane(&self) -> Lane<'_> {
        Lane { indices: self.indices(), size: self.size as i64, stride: self.stride }
    }
}

/// A [`Pick`] in its simplest terms.
pub(super) struct Lane<'a> {
    indices: &'a [i64],
    size: i64,
    stride: isize,
}

impl Lane<'_> {
    /// Adds the offsets of the indices from `start` on; false when one is out of bounds.
    ///
    /// Each index is read once, so that what was checked is what is used.
    pub(super) fn add_offsets(&self, start: usize, offsets: &mut [isize]) -> bool {
        let (n, stride) = (self.size, self.stride);
        let mut bad = 0;
        for (o, &i) in offsets.iter_mut().zip(&self.indices[start..]) {
            bad |= outside(i, n);
            *o += (i.wrapping_add(n & (i >> 63)) as isize).wrapping_mul(stride);
        }
        bad >= 0
    }
}

/// Copies the elements at `src + offset` to a strided line.
///
/// # Safety
/// All offsets lead to elements of `size` bytes; `dst` is valid for as many of them.
pub(super) unsafe fn gather(src: *const u8, offsets: &[isize], dst: *mut u8, step: isize, size: usize) {
    /// # Safety
    /// As above, with `size` that of `T`.
    #[inline(always)]
    unsafe fn typed<T: Copy>(src: *const u8, offsets: &[isize], dst: *mut u8, step: isize) {
        for (i, &o) in offsets.iter().enumerate() {
            // SAFETY: by the caller.
            unsafe {
                let v = src.wrapping_offset(o).cast::<T>().read_unaligned();
                dst.wrapping_offset(step * i as isize).cast::<T>().write_unaligned(v);
            }
        }
    }
    // SAFETY: by the caller.
    unsafe {
        by_size!(size, T => match size_of::<T>() as isize {
            close if close == step => typed::<T>(src, offsets, dst, close),
            _ => typed::<T>(src, offsets, dst, step),
        }, else {
            for (i, &o) in offsets.iter().enumerate() {
                let to = dst.wrapping_offset(step * i as isize);
                std::ptr::copy_nonoverlapping(src.wrapping_offset(o), to, size);
            }
        })
    }
}

/// Copies a strided line to the elements at `dst + offset`, in order.
///
/// # Safety
/// As [`gather`], the other way round.
pub(super) unsafe fn scatter(src: *const u8, step: isize, dst: *mut u8, offsets: &[isize], size: usize) {
    /// # Safety
    /// As above, with `size` that of `T`.
    #[inline(always)]
    unsafe fn typed<T: Copy>(src: *const u8, step: isize, dst: *mut u8, offsets: &[isize]) {
        for (i, &o) in offsets.iter().enumerate() {
            // SAFETY: by the caller.
            unsafe {
                let v = src.wrapping_offset(step * i as isize).cast::<T>().read_unaligned();
                dst.wrapping_offset(o).cast::<T>().write_unaligned(v);
            }
        }
    }
    // SAFETY: by the caller.
    unsafe {
        by_size!(size, T => match size_of::<T>() as isize {
            close if close == step => typed::<T>(src, close, dst, offsets),
            _ => typed::<T>(src, step, dst, offsets),
        }, else {
            for (i, &o) in offsets.iter().enumerate() {
                let from = src.wrapping_offset(step * i as isize);
                std::ptr::copy_nonoverlapping(from, dst.wrapping_offset(o), size);
            }
        })
    }
}
