//! Copying where a mask allows it.

use pallasite_array::iter::Nest;
use pallasite_array::layout::broadcast_strides;
use pallasite_array::promote::{Casting, can_cast};
use pallasite_array::{Error, NdArray, Order, Result, by_size};

/// Writes `value`, broadcast, to `target`, where `mask` (broadcast) is true.
///
/// # Safety
/// No Rust reference into the memory of `target` exists, and no other thread uses it meanwhile.
///
/// # Errors
/// A cast that `casting` forbids, shapes that do not broadcast to the target's, a read-only target.
pub unsafe fn copyto_shared(
    target: &NdArray,
    value: &NdArray,
    casting: Casting,
    mask: Option<&NdArray>,
) -> Result<()> {
    if !can_cast(value.dtype(), target.dtype(), casting) {
        let (from, to) = (value.dtype().clone(), target.dtype().clone());
        return Err(Error::Cast { from, to, rule: casting.name() });
    }
    let Some(mask) = mask else {
        // SAFETY: by the caller.
        return unsafe { target.assign_shared(value) };
    };
    if !target.is_writeable() {
        return Err(Error::ReadOnly);
    }
    // SAFETY: by the caller.
    unsafe { masked_copy(target, value, mask) }
}

/// # Safety
/// As [`copyto_shared`].
pub(crate) unsafe fn masked_copy(target: &NdArray, value: &NdArray, mask: &NdArray) -> Result<()> {
    let overlaps = target.may_share_memory(value);
    let value = if overlaps || value.dtype() != target.dtype() {
        value.astype(target.dtype(), Order::K)?
    } else {
        value.clone()
    };
    let mask = if target.may_share_memory(mask) { mask.copy(Order::K)? } else { mask.clone() };
    let fit = |a: &NdArray| {
        let unfit = || Error::BroadcastInto { from: a.shape().to_vec(), to: target.shape().to_vec() };
        let extra = a.ndim().saturating_sub(target.ndim());
        if a.shape()[..extra].iter().any(|&d| d != 1) {
            return Err(unfit());
        }
        broadcast_strides(&a.shape()[extra..], &a.strides()[extra..], target.shape()).ok_or_else(unfit)
    };
    let (vs, ms, size) = (fit(&value)?, fit(&mask)?, target.itemsize());
    let nest = Nest::new(target.shape(), &[target.strides(), &vs, &ms]);
    nest.par_each(&[target.as_ptr(), value.as_ptr(), mask.as_ptr()], 1, |p, s, n| {
        // SAFETY: the nest stays within all three arrays; parts write to different elements.
        unsafe { copy_line(p, s, n, size) };
    });
    Ok(())
}

/// # Safety
/// `p` are valid for `n` elements of `size` bytes (target, value) and of one byte (mask) at the strides `s`.
unsafe fn copy_line(p: &[*mut u8], s: &[isize], n: usize, size: usize) {
    /// # Safety
    /// As above, with `size` that of `T`.
    unsafe fn typed<T: Copy>(p: &[*mut u8], s: &[isize], n: usize) {
        for i in 0..n as isize {
            // SAFETY: by the caller.
            unsafe {
                if *p[2].wrapping_offset(s[2] * i) != 0 {
                    let v = p[1].wrapping_offset(s[1] * i).cast::<T>().read_unaligned();
                    p[0].wrapping_offset(s[0] * i).cast::<T>().write_unaligned(v);
                }
            }
        }
    }
    // SAFETY: by the caller.
    unsafe {
        by_size!(size, T => typed::<T>(p, s, n), else {
            for i in 0..n as isize {
                if *p[2].wrapping_offset(s[2] * i) != 0 {
                    std::ptr::copy(p[1].wrapping_offset(s[1] * i), p[0].wrapping_offset(s[0] * i), size);
                }
            }
        })
    }
}
