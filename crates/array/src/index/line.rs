//! One axis and one array of a few indices, where planning would cost more than moving the elements.

use super::pick::{Lane, gather, scatter};
use crate::layout::Order;
use crate::nd::NdArray;
use crate::threads;

/// The indices and what they pick from, if that is a line and they are few `int64` one behind the other; an index
/// without axes picks a scalar.
fn lane<'a>(a: &NdArray, index: &'a NdArray) -> Option<Lane<'a>> {
    let (&[size], &[stride]) = (a.shape(), a.strides()) else { return None };
    let indices = index.as_slice::<i64>().filter(|i| i.len() < threads::GRAIN && index.ndim() > 0)?;
    Some(Lane::new(indices, size, stride))
}

/// `a[index]` of a line; `None` where that takes more, or an index is out of bounds.
pub fn take_line(a: &NdArray, index: &NdArray) -> Option<NdArray> {
    let (lane, size) = (lane(a, index)?, a.itemsize());
    // SAFETY: every element is written below, or the array is dropped.
    let out = unsafe { NdArray::uninit(index.shape(), a.dtype(), Order::C).ok()? };
    // SAFETY: the line has elements at all offsets, and the new array as many as there are indices.
    unsafe { gather(a.as_ptr(), &lane, out.as_ptr(), size as isize, size) }.then_some(out)
}

/// `a[index] = value` of a line, for one value or a line of them; false, with nothing written, where that takes more.
///
/// # Safety
/// No Rust reference into the array's memory exists, and no other thread uses it meanwhile.
pub unsafe fn put_line(a: &NdArray, index: &NdArray, value: &NdArray) -> bool {
    let step = match value.strides() {
        [] => 0,
        &[step] if value.shape() == index.shape() => step,
        _ => return false,
    };
    let apart = !a.buffer().same(index.buffer()) && !a.buffer().same(value.buffer());
    let plain = !a.dtype().is_structured() && a.dtype().sub().is_none() && a.dtype() == value.dtype();
    let Some(lane) = lane(a, index).filter(|lane| apart && plain && lane.is_inside()) else { return false };
    // SAFETY: by the caller; the indices were checked, and lie in other memory, as the values do.
    unsafe { scatter(value.as_ptr(), step, a.as_ptr(), &lane, a.itemsize()) }
}
