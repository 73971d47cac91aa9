//! Boolean masks: counting, coordinates of the true elements, selection and assignment.

use super::fancy::Fancy;
use super::{Item, Selection, select};
use crate::cast::{Caster, copy_loop};
use crate::error::{Error, Result};
use crate::iter::Nest;
use crate::layout::Order;
use crate::nd::NdArray;

/// Number of true elements of a boolean array.
pub fn count_true(mask: &NdArray) -> usize {
    let mut total = 0;
    Nest::new(mask.shape(), &[mask.strides()]).each(&[mask.as_ptr()], |p, s, n| {
        // SAFETY: one byte an element.
        total += (0..n as isize)
            .map(|i| unsafe { usize::from(*p[0].wrapping_offset(i * s[0]) != 0) })
            .sum::<usize>();
    });
    total
}

/// The coordinates of the true elements in C order, one `int64` array an axis.
///
/// # Errors
/// More memory than there is.
pub fn nonzero(mask: &NdArray) -> Result<Vec<NdArray>> {
    let total = count_true(mask);
    let mut out: Vec<Vec<i64>> = (0..mask.ndim()).map(|_| Vec::with_capacity(total)).collect();
    let flat = mask.to_contiguous()?;
    let bytes = flat.as_slice::<crate::Bool>().expect("contiguous booleans");
    match &mut out[..] {
        [one] => one.extend((0i64..).zip(bytes).filter(|(_, b)| b.get()).map(|(i, _)| i)),
        many => {
            for (i, _) in bytes.iter().enumerate().filter(|(_, b)| b.get()) {
                let mut rest = i;
                for (axis, coords) in many.iter_mut().enumerate().rev() {
                    coords.push((rest % mask.shape()[axis]) as i64);
                    rest /= mask.shape()[axis];
                }
            }
        }
    }
    Ok(out.into_iter().map(NdArray::from_vec).collect())
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
            to = match size {
                1 => compress_line::<u8>(p, s, n, to, end),
                2 => compress_line::<u16>(p, s, n, to, end),
                4 => compress_line::<u32>(p, s, n, to, end),
                8 => compress_line::<u64>(p, s, n, to, end),
                16 => compress_line::<u128>(p, s, n, to, end),
                _ => compress_any(p, s, n, to, size),
            };
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
    Nest::new(a.shape(), &[a.strides(), mask.strides()]).par_each(
        &[a.as_ptr(), mask.as_ptr()],
        1,
        |p, s, n| {
            for i in 0..n as isize {
                // SAFETY: by the caller; the nest stays inside both arrays and parts do not overlap.
                unsafe {
                    if *p[1].wrapping_offset(s[1] * i) != 0 {
                        copy_loop(from as *const u8, 0, p[0].wrapping_offset(s[0] * i), 0, 1, size);
                    }
                }
            }
        },
    );
    Ok(())
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
