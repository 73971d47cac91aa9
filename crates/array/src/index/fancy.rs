//! Elements picked by integer arrays.

use super::wrap;
use crate::cast::{Caster, copy_loop};
use crate::error::{Error, Result};
use crate::iter::Nest;
use crate::layout::{self, Order, Shape, Strides};
use crate::nd::NdArray;
use crate::threads;

/// One index array, as byte offsets along the axis it picks from.
#[derive(Debug, Clone)]
pub(super) struct Pick {
    offsets: Vec<isize>,
    shape: Shape,
}

impl Pick {
    /// Checks the indices and turns them into offsets.
    pub(super) fn new(index: &NdArray, axis: usize, a: &NdArray) -> Result<Pick> {
        if !index.kind().is_integer() {
            return Err(Error::Index("arrays used as indices must be of integer (or boolean) type".into()));
        }
        let (size, stride) = (a.shape()[axis], a.strides()[axis]);
        let held;
        let indices = match index.as_slice::<i64>() {
            Some(s) => s,
            None => {
                held = index.cast_vec::<i64>()?;
                &held[..]
            }
        };
        let offset = |&i: &i64| wrap(i as isize, size, axis).map(|i| i as isize * stride);
        let offsets = indices.iter().map(offset).collect::<Result<_>>()?;
        Ok(Pick { offsets, shape: index.shape().into() })
    }

    /// A mask without axes: picks all (`1`) or nothing (`0`).
    pub(super) fn axisless(count: usize) -> Pick {
        Pick { offsets: vec![0; count], shape: Shape::from_slice(&[count]) }
    }
}

/// Elements picked by index arrays, the other axes kept.
#[derive(Debug, Clone)]
pub struct Fancy {
    /// The kept axes, from the first picked element.
    kept: NdArray,
    /// Bytes to each picked sub-array.
    offsets: Vec<isize>,
    /// Shape of the index arrays together, and the kept axis they stand before.
    index_shape: Shape,
    place: usize,
}

impl Fancy {
    pub(super) fn new(kept: NdArray, mut picks: Vec<Pick>, place: usize) -> Result<Fancy> {
        if picks.len() == 1 {
            let pick = picks.remove(0);
            return Ok(Fancy { kept, offsets: pick.offsets, index_shape: pick.shape, place });
        }
        let shapes: Vec<&[usize]> = picks.iter().map(|p| &p.shape[..]).collect();
        let shape = layout::broadcast_shapes(&shapes)
            .map_err(|_| Error::IndexBroadcast(shapes.iter().map(|s| s.to_vec()).collect()))?;
        let mut offsets = vec![0isize; shape.iter().product()];
        for p in &picks {
            let steps = layout::c_strides(&p.shape, 1);
            let steps = layout::broadcast_strides(&p.shape, &steps, &shape).expect("the shapes broadcast");
            let mut next = 0;
            Nest::c_order(&shape, &[&steps]).each(&[std::ptr::null_mut()], |at, step, n| {
                for i in 0..n as isize {
                    offsets[next] += p.offsets[(at[0] as isize + i * step[0]) as usize];
                    next += 1;
                }
            });
        }
        Ok(Fancy { kept, offsets, index_shape: shape, place })
    }

    /// Shape of the selection.
    pub fn shape(&self) -> Shape {
        let (before, after) = self.kept.shape().split_at(self.place);
        before.iter().chain(&self.index_shape).chain(after).copied().collect()
    }

    /// Strides of the kept axes and of the flattened index axes in an array of [`Fancy::shape`].
    fn split_strides(&self, strides: &[isize]) -> (Strides, Strides) {
        let n = self.index_shape.len();
        let kept = strides[..self.place].iter().chain(&strides[self.place + n..]).copied().collect();
        (kept, strides[self.place..self.place + n].into())
    }

    /// Copies the picked elements into a new array.
    ///
    /// # Errors
    /// More memory than there is.
    pub fn take(&self) -> Result<NdArray> {
        let dtype = self.kept.dtype().clone();
        // SAFETY: every element is written below.
        let out = unsafe { NdArray::uninit(&self.shape(), &dtype, Order::C)? };
        let (kept, index) = self.split_strides(out.strides());
        let step = index.last().copied().unwrap_or(0);
        // SAFETY: the offsets were checked against the axes they belong to; `out` is ours.
        unsafe { self.gather(out.as_ptr(), &kept, step, dtype.itemsize()) };
        Ok(out)
    }

    /// # Safety
    /// `dst` is valid for writes of the selection with these strides for the kept axes, and `step` between
    /// picked sub-arrays.
    unsafe fn gather(&self, dst: *mut u8, kept_strides: &[isize], step: isize, size: usize) {
        let nest = Nest::new(self.kept.shape(), &[kept_strides, self.kept.strides()]);
        let n = self.offsets.len();
        let by_row = nest.shape().last().is_some_and(|&inner| inner >= 8) || nest.size() > n;
        let work = n.saturating_mul(nest.size()).saturating_mul(2);
        let parts = threads::parts_for(work).min(n.max(1));
        let (dst, src) = (dst as usize, self.kept.as_ptr() as usize);
        threads::for_each(parts, |part| {
            let range = n * part / parts..n * (part + 1) / parts;
            let dst = (dst as *mut u8).wrapping_offset(step * range.start as isize);
            let offsets = &self.offsets[range];
            // SAFETY: by the caller; parts write to different elements.
            unsafe {
                if by_row {
                    for (i, &o) in offsets.iter().enumerate() {
                        let start =
                            [dst.wrapping_offset(step * i as isize), (src as *mut u8).wrapping_offset(o)];
                        nest.each(&start, |p, s, m| copy_loop(p[1], s[1], p[0], s[0], m, size));
                    }
                } else {
                    nest.each(&[dst, src as *mut u8], |p, s, m| {
                        for k in 0..m as isize {
                            gather_line(
                                p[1].wrapping_offset(s[1] * k),
                                offsets,
                                p[0].wrapping_offset(s[0] * k),
                                step,
                                size,
                            );
                        }
                    });
                }
            }
        });
    }

    /// True when the value lies in the buffer that is written to.
    fn may_read_own(&self, value: &NdArray) -> bool {
        let (low, high) = value.byte_bounds();
        let start = self.kept.buffer().start() as usize;
        low < start + self.kept.buffer().len() && start < high
    }

    /// Writes `value`, broadcast, to the picked elements; the last one wins where an element is picked twice.
    ///
    /// # Safety
    /// No Rust reference into the array's memory exists, and no other thread uses it meanwhile.
    ///
    /// # Errors
    /// [`Error::IndexAssign`] for values that do not fit.
    pub unsafe fn assign_shared(&self, value: &NdArray) -> Result<()> {
        let shape = self.shape();
        let unfit = || Error::IndexAssign { from: value.shape().to_vec(), to: shape.to_vec() };
        let extra = value.ndim().saturating_sub(shape.len());
        if value.shape()[..extra].iter().any(|&d| d != 1) {
            return Err(unfit());
        }
        let value = if self.may_read_own(value) { value.copy(Order::K)? } else { value.clone() };
        let strides = &value.strides()[extra..];
        let strides =
            layout::broadcast_strides(&value.shape()[extra..], strides, &shape).ok_or_else(unfit)?;
        let (kept, index) = self.split_strides(&strides);
        let caster = Caster::new(value.dtype(), self.kept.dtype())?;
        let nest = Nest::new(self.kept.shape(), &[self.kept.strides(), &kept]);
        let mut sources = Vec::with_capacity(self.offsets.len());
        Nest::c_order(&self.index_shape, &[&index]).each(&[std::ptr::null_mut()], |p, s, n| {
            sources.extend((0..n as isize).map(|i| p[0] as isize + i * s[0]));
        });
        let mut done = Ok(());
        for (&to, &from) in self.offsets.iter().zip(&sources) {
            let start = [self.kept.as_ptr().wrapping_offset(to), value.as_ptr().wrapping_offset(from)];
            nest.each(&start, |p, s, n| {
                // SAFETY: by the caller; offsets were checked.
                if let Err(e) = unsafe { caster.run(p[1], s[1], p[0], s[0], n) } {
                    done = Err(e);
                }
            });
        }
        done
    }
}

/// Copies the elements at `src + offset` to a strided line.
///
/// # Safety
/// All offsets lead to elements of `size` bytes; `dst` is valid for as many of them.
unsafe fn gather_line(src: *const u8, offsets: &[isize], dst: *mut u8, step: isize, size: usize) {
    /// # Safety
    /// As above, with `size` that of `T`.
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
        match size {
            1 => typed::<u8>(src, offsets, dst, step),
            2 => typed::<u16>(src, offsets, dst, step),
            4 => typed::<u32>(src, offsets, dst, step),
            8 => typed::<u64>(src, offsets, dst, step),
            16 => typed::<u128>(src, offsets, dst, step),
            _ => {
                for (i, &o) in offsets.iter().enumerate() {
                    let to = dst.wrapping_offset(step * i as isize);
                    std::ptr::copy_nonoverlapping(src.wrapping_offset(o), to, size);
                }
            }
        }
    }
}
