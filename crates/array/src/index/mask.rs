//! Boolean masks: counting, coordinates of the true elements, selection and assignment.

use super::fancy::Fancy;
use super::{Item, Selection, select};
use crate::by_size;
use crate::cast::Caster;
use crate::dtype::DType;
use crate::element::Bool;
use crate::error::{Error, Result};
use crate::iter::Nest;
use crate::layout::Order;
use crate::nd::NdArray;
use crate::threads;
use std::sync::Mutex;

/// Number of true elements of a boolean array.
pub fn count_true(mask: &NdArray) -> usize {
    let mut total = 0;
    Nest::new(mask.shape(), &[mask.strides()]).each(&[mask.as_ptr()], |p, s, n| {
        // SAFETY: the nest stays inside the mask, one byte an element.
        total += unsafe {
            match s[0] {
                1 => count_bytes(std::slice::from_raw_parts(p[0].cast(), n)),
                step => (0..n as isize).filter(|i| *p[0].wrapping_offset(i * step) != 0).count(),
            }
        };
    });
    total
}

/// Sums of bytes do not overflow in runs of 128, and vectorise.
fn count_bytes(mask: &[Bool]) -> usize {
    mask.chunks(128).map(|run| run.iter().map(|b| b.get() as u8).sum::<u8>() as usize).sum()
}

/// The coordinates of the true elements in C order, one `int64` array an axis.
///
/// # Errors
/// More memory than there is.
pub fn nonzero(mask: &NdArray) -> Result<Vec<NdArray>> {
    let flat = mask.to_contiguous()?;
    let bytes = flat.as_slice::<Bool>().expect("contiguous booleans");
    let total = [count_bytes(bytes)];
    // SAFETY: the places of all true elements are written to each axis below.
    let fresh = || unsafe { NdArray::uninit(&total, &DType::INT64, Order::C) };
    let out = (0..mask.ndim()).map(|_| fresh()).collect::<Result<Vec<_>>>()?;
    // SAFETY: nobody else has the new arrays, which are as long as there are true elements.
    let axes = out.iter().map(|a| unsafe { std::slice::from_raw_parts_mut(a.as_ptr().cast(), total[0]) });
    let mut axes: Vec<&mut [i64]> = axes.collect();
    match &mut axes[..] {
        [one] => positions_in_parts(bytes, one),
        many => coordinates(bytes, mask.shape(), many),
    }
    Ok(out)
}

/// [`positions`], spread over threads: the counts tell where each part begins.
fn positions_in_parts(mask: &[Bool], mut out: &mut [i64]) {
    let parts = threads::parts_for(mask.len());
    let len = mask.len().div_ceil(parts).max(1);
    let mut jobs = Vec::with_capacity(parts);
    for (k, run) in mask.chunks(len).enumerate() {
        let (own, rest) = out.split_at_mut(if parts > 1 { count_bytes(run) } else { out.len() });
        jobs.push(Mutex::new((run, k * len, own)));
        out = rest;
    }
    threads::for_each(jobs.len(), |k| {
        let mut job = jobs[k].lock().expect("no panic while held");
        let (run, first, own) = &mut *job;
        positions(run, *first, own);
    });
}

/// Elements whose places are looked up together.
const RUN: usize = 8;

/// The places of the ones of every pattern of bits, a byte each, the lowest first; and how many there are.
const PLACES: [(u64, u8); 1 << RUN] = {
    let mut table = [(0, 0); 1 << RUN];
    let mut bits = 0;
    while bits < table.len() {
        let mut place = 0;
        while place < RUN {
            if bits >> place & 1 == 1 {
                table[bits].0 |= (place as u64) << (8 * table[bits].1);
                table[bits].1 += 1;
            }
            place += 1;
        }
        bits += 1;
    }
    table
};

/// A bit for each element that is true.
fn bits_of(run: &[Bool; RUN]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let bytes = u64::from_le_bytes(run.map(|b| b.0));
    // The upper bit of a byte that is not zero, then these bits side by side.
    let nonzero = ((bytes & (0x7f * ONES)) + 0x7f * ONES) | bytes;
    let true_bytes = (nonzero >> 7) & ONES;
    (true_bytes.wrapping_mul(0x0102_0408_1020_4080) >> 56) as usize
}

/// The places of the true elements, counted from `first`. All places that a run could have are stored and the next
/// ones go behind those that it has, so that no branch depends on the data.
fn positions(mask: &[Bool], first: usize, out: &mut [i64]) {
    let (runs, rest) = mask.as_chunks::<RUN>();
    let (mut done, mut start) = (0, first as i64);
    for run in runs {
        let (places, count) = PLACES[bits_of(run)];
        let place = |j: usize| start + (places >> (8 * j) & 0xff) as i64;
        match out[done..].first_chunk_mut::<RUN>() {
            Some(room) => room.iter_mut().enumerate().for_each(|(j, to)| *to = place(j)),
            None => (0..count as usize).for_each(|j| out[done + j] = place(j)),
        }
        (done, start) = (done + count as usize, start + RUN as i64);
    }
    let last = rest.iter().zip(start..).filter(|(b, _)| b.get());
    out[done..].iter_mut().zip(last).for_each(|(to, (_, i))| *to = i);
}

/// The coordinates of the true elements, line by line along the last axis.
fn coordinates(mask: &[Bool], shape: &[usize], out: &mut [&mut [i64]]) {
    let Some((&n, outer)) = shape.split_last().filter(|_| !mask.is_empty()) else { return };
    let mut at = vec![0i64; outer.len()];
    let mut done = 0;
    for line in mask.chunks(n) {
        let found = done..done + count_bytes(line);
        positions(line, 0, &mut out[outer.len()][found.clone()]);
        at.iter().zip(&mut *out).for_each(|(&i, axis)| axis[found.clone()].fill(i));
        done = found.end;
        for (i, &d) in at.iter_mut().zip(outer).rev() {
            *i += 1;
            if *i < d as i64 {
                break;
            }
            *i = 0;
        }
    }
}

/// # Errors
/// [`Error::MaskShape`] where the mask is not as long as the axes it selects from.
pub(super) fn check_shape(mask: &NdArray, a: &NdArray, axis: usize) -> Result<()> {
    for (i, &m) in mask.shape().iter().enumerate() {
        let size = a.shape()[axis + i];
        if m != size {
            return Err(Error::MaskShape { axis: axis + i, size, mask: m });
        }
    }
    Ok(())
}

/// `a[mask]` for a mask of the array's own shape.
pub(super) fn compress(a: &NdArray, mask: &NdArray) -> Result<NdArray> {
    let size = a.itemsize();
    // SAFETY: as many elements are written as are true.
    let out = unsafe { NdArray::uninit(&[count_true(mask)], a.dtype(), Order::C)? };
    let mut to = out.as_ptr();
    Nest::c_order(a.shape(), &[a.strides(), mask.strides()]).each(&[a.as_ptr(), mask.as_ptr()], |p, s, n| {
        // SAFETY: the nest stays inside both arrays; `to` advances once per true element.
        unsafe {
            let end = out.as_ptr().wrapping_add(out.nbytes());
            to = by_size!(size, T => compress_line::<T>(p, s, n, to, end),
                else compress_any(p, s, n, to, size));
        }
    });
    Ok(out)
}

/// Stores every element and advances by the mask, so that no branch depends on the data.
///
/// # Safety
/// `p` are valid for `n` elements of `T` and of one byte; `to` has room for the true ones and ends at `end`.
unsafe fn compress_line<T: Copy>(p: &[*mut u8], s: &[isize], n: usize, to: *mut u8, end: *mut u8) -> *mut u8 {
    let mut to = to.cast::<T>();
    let end = end.cast::<T>();
    for i in 0..n as isize {
        if to == end {
            break;
        }
        // SAFETY: by the caller; `to` is before the end.
        unsafe {
            to.write_unaligned(p[0].wrapping_offset(s[0] * i).cast::<T>().read_unaligned());
            to = to.wrapping_add(usize::from(*p[1].wrapping_offset(s[1] * i) != 0));
        }
    }
    to.cast()
}

/// # Safety
/// As [`compress_line`], for elements of `size` bytes.
unsafe fn compress_any(p: &[*mut u8], s: &[isize], n: usize, mut to: *mut u8, size: usize) -> *mut u8 {
    for i in 0..n as isize {
        // SAFETY: by the caller.
        unsafe {
            if *p[1].wrapping_offset(s[1] * i) != 0 {
                std::ptr::copy_nonoverlapping(p[0].wrapping_offset(s[0] * i), to, size);
                to = to.wrapping_add(size);
            }
        }
    }
    to
}

/// `a[mask] = value` for a mask of the array's own shape.
///
/// # Safety
/// As [`NdArray::set_index_shared`].
pub(super) unsafe fn assign(a: &NdArray, mask: &NdArray, value: &NdArray) -> Result<()> {
    let one = value.size() == 1 && value.ndim() <= 1;
    if !one || a.may_share_memory(mask) {
        // SAFETY: by the caller.
        return unsafe { assign_picked(a, mask, value) };
    }
    // The value as one element of the array's dtype, then a select over all elements.
    let element = value.reshape(&[])?.astype(a.dtype(), Order::C)?;
    let (from, size) = (element.as_ptr() as usize, a.itemsize());
    let nest = Nest::new(a.shape(), &[a.strides(), mask.strides()]);
    // Only elements that are surely distinct may be written back by the thread that does not change them.
    let blend = nest.shape().len() == 1 && nest.inner_strides()[..] == [size as isize, 1];
    nest.par_each(&[a.as_ptr(), mask.as_ptr()], 1, |p, s, n| {
        let from = from as *const u8;
        // SAFETY: by the caller; the nest stays inside both arrays and parts do not overlap.
        unsafe {
            by_size!(size, T => {
                let value = from.cast::<T>().read_unaligned();
                match blend {
                    true => blend_line::<T>(p, n, value),
                    false => fill_line(p, s, n, |to| to.cast::<T>().write_unaligned(value)),
                }
            }, else fill_line(p, s, n, |to| std::ptr::copy_nonoverlapping(from, to, size)))
        }
    });
    Ok(())
}

/// Writes every element, also those that stay as they are, so that no branch depends on the data.
///
/// # Safety
/// `p` are valid for `n` neighbours of type `T` and of one byte.
unsafe fn blend_line<T: Copy>(p: &[*mut u8], n: usize, value: T) {
    let (to, mask) = (p[0].cast::<T>(), p[1]);
    for i in 0..n {
        // SAFETY: by the caller.
        unsafe {
            let old = to.add(i).read_unaligned();
            to.add(i).write_unaligned(if *mask.add(i) != 0 { value } else { old });
        }
    }
}

/// Calls `write` for the elements where the mask is true.
///
/// # Safety
/// `p[1]` is valid for `n` bytes at this stride.
unsafe fn fill_line(p: &[*mut u8], s: &[isize], n: usize, write: impl Fn(*mut u8)) {
    for i in 0..n as isize {
        // SAFETY: by the caller.
        if unsafe { *p[1].wrapping_offset(s[1] * i) } != 0 {
            write(p[0].wrapping_offset(s[0] * i));
        }
    }
}

/// # Safety
/// As [`NdArray::set_index_shared`].
unsafe fn assign_picked(a: &NdArray, mask: &NdArray, value: &NdArray) -> Result<()> {
    let n = count_true(mask);
    if value.ndim() == 1 && value.size() != n && value.size() != 1 {
        return Err(Error::value(format!(
            "NumPy boolean array indexing assignment cannot assign {} input values to the {n} output values where the mask is true",
            value.size()
        )));
    }
    Caster::new(value.dtype(), a.dtype())?;
    match select(a, &[Item::Mask(mask.clone())])? {
        // SAFETY: by the caller.
        Selection::Fancy(f) => unsafe { Fancy::assign_shared(&f, value) },
        // SAFETY: by the caller.
        Selection::View(v) => unsafe { v.assign_shared(value) },
    }
}
