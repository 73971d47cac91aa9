//! Elements picked by integer arrays.
//!
//! Offsets are worked out block by block, and checked on the way; the elements of a block are then moved
//! without further questions.

use super::pick::{Lane, Offsets, Picks, gather, scatter};
use crate::cast::{Caster, copy_loop};
use crate::error::{Error, Result};
use crate::iter::{Nest, PerOperand};
use crate::layout::{self, Order, Shape, Strides};
use crate::nd::NdArray;
use crate::threads;
use smallvec::SmallVec;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

/// Offsets that are worked out at once, so that they stay in the first-level cache.
const BLOCK: usize = 512;

/// Elements picked by index arrays, the other axes kept.
#[derive(Debug, Clone)]
pub struct Fancy {
    /// The kept axes, from the first picked element.
    kept: NdArray,
    /// The index arrays, all of one shape.
    picks: Picks,
    /// Shape of the index arrays together, and the kept axis they stand before.
    index_shape: Shape,
    place: usize,
}

impl Fancy {
    pub(super) fn new(kept: NdArray, mut picks: Picks, place: usize) -> Result<Fancy> {
        if let [one] = &picks[..] {
            let index_shape = one.shape().into();
            return Ok(Fancy { kept, picks, index_shape, place });
        }
        let shapes: Vec<&[usize]> = picks.iter().map(|p| p.shape()).collect();
        let index_shape = layout::broadcast_shapes(&shapes)
            .map_err(|_| Error::IndexBroadcast(shapes.iter().map(|s| s.to_vec()).collect()))?;
        picks.iter_mut().try_for_each(|p| p.spread(&index_shape))?;
        Ok(Fancy { kept, picks, index_shape, place })
    }

    /// Shape of the selection.
    pub fn shape(&self) -> Shape {
        let (before, after) = self.kept.shape().split_at(self.place);
        before.iter().chain(&self.index_shape).chain(after).copied().collect()
    }

    /// Number of picked sub-arrays.
    fn count(&self) -> usize {
        self.index_shape.iter().product()
    }

    /// Strides of the kept axes and of the index axes in an array of [`Fancy::shape`].
    fn split_strides(&self, strides: &[isize]) -> (Strides, Strides) {
        let n = self.index_shape.len();
        let kept = strides[..self.place].iter().chain(&strides[self.place + n..]).copied().collect();
        (kept, strides[self.place..self.place + n].into())
    }

    /// Calls `f(start, offsets)` for all blocks of picks in `range`; false, and no call, from the block on
    /// that has an index out of bounds.
    fn each_block(&self, range: Range<usize>, mut f: impl FnMut(usize, &[isize])) -> bool {
        let lanes: SmallVec<[Lane<'_>; 2]> = self.picks.iter().map(|p| p.lane()).collect();
        let mut held = [0isize; BLOCK];
        for start in range.clone().step_by(BLOCK) {
            let offsets = &mut held[..BLOCK.min(range.end - start)];
            offsets.fill(0);
            let part = start..start + offsets.len();
            if !lanes.iter().all(|lane| lane.part(part.clone()).each(|i, o| offsets[i] += o)) {
                return false;
            }
            f(start, offsets);
        }
        true
    }

    /// The only index array, where each of its indices picks one element.
    fn single(&self, line: &Line) -> Option<Lane<'_>> {
        let [pick] = &self.picks[..] else { return None };
        (line.nest.size() == 1).then(|| pick.lane())
    }

    /// The error of the first index that is out of bounds.
    fn index_error(&self) -> Option<Error> {
        self.picks.iter().find_map(|p| p.error())
    }

    /// Copies the picked elements into a new array.
    ///
    /// # Errors
    /// Indices out of bounds; more memory than there is.
    pub fn take(&self) -> Result<NdArray> {
        // SAFETY: every element is written below, or the array is dropped.
        let out = unsafe { NdArray::uninit(&self.shape(), self.kept.dtype(), Order::C)? };
        let (kept, index) = self.split_strides(out.strides());
        let line = Line {
            nest: Nest::new(self.kept.shape(), &[&kept, self.kept.strides()]),
            step: index.last().copied().unwrap_or(0),
            size: self.kept.itemsize(),
        };
        // SAFETY: the new array has these strides and nobody else has it.
        if unsafe { self.take_to(out.as_ptr(), &line) } {
            return Ok(out);
        }
        let changed = || Error::Index("the indices changed while they were used".into());
        Err(self.index_error().unwrap_or_else(changed))
    }

    /// Spreads [`Fancy::take_part`] over threads, along the picks or the kept axes, whichever are more.
    ///
    /// # Safety
    /// `dst` is valid for writes of the selection, laid out as `line` tells.
    unsafe fn take_to(&self, dst: *mut u8, line: &Line) -> bool {
        let (n, rows) = (self.count(), line.nest.size());
        let start = [dst as usize, self.kept.as_ptr() as usize];
        let parts = threads::parts_for(n.saturating_mul(rows).saturating_mul(2));
        if parts <= 1 {
            // SAFETY: by the caller.
            return unsafe { self.take_part(start, line, 0..n) };
        }
        let cuts = line.nest.split(if rows > n { parts } else { 1 });
        let ranges = if rows > n { 1 } else { parts.min(n) };
        let inside = AtomicBool::new(true);
        threads::for_each(cuts.len() * ranges, |i| {
            let (cut, k) = (&cuts[i / ranges], i % ranges);
            let at = [0, 1].map(|o| start[o].wrapping_add_signed(cut.offsets[o]));
            let part = Line { nest: cut.nest.clone(), ..*line };
            // SAFETY: by the caller; the parts write to different elements.
            if !unsafe { self.take_part(at, &part, threads::part(n, ranges, k)) } {
                inside.store(false, Ordering::Relaxed);
            }
        });
        inside.into_inner()
    }

    /// Copies the picks in `range`; false when an index is out of bounds.
    ///
    /// # Safety
    /// `dst` and `src` are valid for the kept axes of `line` at all picks in `range` that are in bounds.
    unsafe fn take_part(&self, [dst, src]: [usize; 2], line: &Line, range: Range<usize>) -> bool {
        let (dst, src) = (dst as *mut u8, src as *mut u8);
        if let Some(lane) = self.single(line) {
            let dst = dst.wrapping_offset(line.step * range.start as isize);
            // SAFETY: by the caller.
            return unsafe { gather(src, &lane.part(range), dst, line.step, line.size) };
        }
        let by_row = line.goes_by_row(range.len());
        self.each_block(range, |start, offsets| {
            let dst = dst.wrapping_offset(line.step * start as isize);
            if by_row {
                for (i, &o) in offsets.iter().enumerate() {
                    let at = [dst.wrapping_offset(line.step * i as isize), src.wrapping_offset(o)];
                    // SAFETY: by the caller; the offsets were checked.
                    line.nest.each(&at, |p, s, n| unsafe { copy_loop(p[1], s[1], p[0], s[0], n, line.size) });
                }
            } else {
                line.each_element([dst, src], |p| {
                    // SAFETY: as above.
                    unsafe { gather(p[1], &*offsets, p[0], line.step, line.size) };
                });
            }
        })
    }

    /// True when the array lies in the buffer that is written to.
    fn is_own(&self, a: &NdArray) -> bool {
        let (low, high) = a.byte_bounds();
        let start = self.kept.buffer().start() as usize;
        low < start + self.kept.buffer().len() && start < high
    }

    /// Writes `value`, broadcast, to the picked elements; the last one wins where an element is picked twice.
    ///
    /// # Safety
    /// No Rust reference into the array's memory exists, and no other thread uses it meanwhile.
    ///
    /// # Errors
    /// [`Error::IndexAssign`] for values that do not fit; indices out of bounds. Nothing is written then.
    pub unsafe fn assign_shared(&self, value: &NdArray) -> Result<()> {
        let mut own = self.clone();
        own.picks.iter_mut().try_for_each(|p| p.unshare(|index| self.is_own(index)))?;
        let value = own.fitted(value)?;
        if let Some(error) = own.index_error() {
            return Err(error);
        }
        let (kept, index) = own.split_strides(value.strides());
        let line = Line {
            nest: Nest::new(own.kept.shape(), &[own.kept.strides(), &kept]),
            step: *Nest::c_order(&own.index_shape, &[&index]).inner_strides().first().unwrap_or(&0),
            size: own.kept.itemsize(),
        };
        // SAFETY: by the caller; the indices were checked and lie elsewhere.
        unsafe { own.put(&value, &line) }
    }

    /// The value as it can be written: broadcast, in other memory, in the dtype of the array unless that has
    /// fields, with one stride for all index axes.
    fn fitted(&self, value: &NdArray) -> Result<NdArray> {
        let shape = self.shape();
        let unfit = || Error::IndexAssign { from: value.shape().to_vec(), to: shape.to_vec() };
        let extra = value.ndim().saturating_sub(shape.len());
        if value.shape()[..extra].iter().any(|&d| d != 1) {
            return Err(unfit());
        }
        let (own, strides) = (value.shape()[extra..].into(), value.strides()[extra..].into());
        let mut fitted = value.view_unchecked(0, value.dtype().clone(), own, strides);
        if fitted.dtype() != self.kept.dtype() && self.is_plain() {
            fitted = fitted.astype(self.kept.dtype(), Order::K)?;
        } else if self.is_own(value) {
            fitted = fitted.copy(Order::K)?;
        }
        let fitted = fitted.broadcast_to(&shape).map_err(|_| unfit())?;
        let index = self.split_strides(fitted.strides()).1;
        let one_step = Nest::c_order(&self.index_shape, &[&index]).shape().len() <= 1;
        if one_step { Ok(fitted) } else { fitted.copy(Order::C) }
    }

    /// True for elements whose bytes may be written as a whole.
    fn is_plain(&self) -> bool {
        !self.kept.dtype().is_structured() && self.kept.dtype().sub().is_none()
    }

    /// # Safety
    /// As [`Fancy::assign_shared`], with indices that were checked and a value that was [`Fancy::fitted`].
    unsafe fn put(&self, value: &NdArray, line: &Line) -> Result<()> {
        let caster = Caster::new(value.dtype(), self.kept.dtype())?;
        if self.is_plain()
            && value.dtype() == self.kept.dtype()
            && let Some(lane) = self.single(line)
        {
            // SAFETY: by the caller.
            unsafe { scatter(value.as_ptr(), line.step, self.kept.as_ptr(), &lane, line.size) };
            return Ok(());
        }
        let by_row = !self.is_plain() || line.goes_by_row(self.count());
        let mut done = Ok(());
        self.each_block(0..self.count(), |start, offsets| {
            let (dst, src) = (self.kept.as_ptr(), value.as_ptr().wrapping_offset(line.step * start as isize));
            if by_row {
                for (i, &o) in offsets.iter().enumerate() {
                    let at = [dst.wrapping_offset(o), src.wrapping_offset(line.step * i as isize)];
                    line.nest.each(&at, |p, s, n| {
                        // SAFETY: by the caller.
                        if let Err(e) = unsafe { caster.run(p[1], s[1], p[0], s[0], n) } {
                            done = Err(e);
                        }
                    });
                }
            } else {
                line.each_element([dst, src], |p| {
                    // SAFETY: by the caller.
                    unsafe { scatter(p[1], line.step, p[0], offsets, line.size) };
                });
            }
        });
        done
    }
}

/// How the picked elements lie on the other side: the kept axes (target, then source), bytes between
/// picks, bytes of an element.
struct Line {
    nest: Nest,
    step: isize,
    size: usize,
}

impl Line {
    /// Whether to move one pick after the other, and not all picks for one kept element after the other:
    /// for runs of neighbours, or when there are hardly any picks.
    fn goes_by_row(&self, picks: usize) -> bool {
        let inner = self.nest.shape().last().copied().unwrap_or(1);
        let close = self.nest.inner_strides().iter().all(|&s| s == self.size as isize);
        inner > 1 && (picks < 4 || close && inner >= 4)
    }

    /// Calls `f` with both places of each kept element.
    fn each_element(&self, start: [*mut u8; 2], mut f: impl FnMut(PerOperand<*mut u8>)) {
        self.nest.each(&start, |p, s, n| {
            for k in 0..n as isize {
                f(p.iter().zip(s).map(|(p, s)| p.wrapping_offset(s * k)).collect());
            }
        });
    }
}
