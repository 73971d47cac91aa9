//! Comparison of bytes and text, trailing NULs ignored.

use crate::error::Result;
use crate::table::Ufunc;
use pallasite_array::iter::Nest;
use pallasite_array::{Bool, DType, Kind, NdArray, layout};
use std::cmp::Ordering;

/// True for bytes and text.
pub(crate) fn is_text(kind: Kind) -> bool {
    matches!(kind, Kind::Bytes | Kind::Str)
}

/// Compares two arrays of one text kind element by element.
///
/// # Errors
/// Shapes that do not broadcast to `shape`; memory.
pub(crate) fn compare(ufunc: &Ufunc, a: &NdArray, b: &NdArray, shape: &[usize]) -> Result<NdArray> {
    let unfit = || pallasite_array::Error::Broadcast(vec![a.shape().to_vec(), b.shape().to_vec()]);
    let left = layout::broadcast_strides(a.shape(), a.strides(), shape).ok_or_else(unfit)?;
    let right = layout::broadcast_strides(b.shape(), b.strides(), shape).ok_or_else(unfit)?;
    let out = NdArray::zeros(shape, &DType::BOOL)?;
    let holds = verdict(ufunc.name);
    let (x, y) = (Units::new(a.dtype()), Units::new(b.dtype()));
    Nest::new(shape, &[out.strides(), &left, &right]).each(
        &[out.as_ptr(), a.as_ptr(), b.as_ptr()],
        |p, s, n| {
            for i in 0..n as isize {
                // SAFETY: element `i` of each operand; the output is ours alone.
                unsafe {
                    let order = x.compare(p[1].wrapping_offset(s[1] * i), &y, p[2].wrapping_offset(s[2] * i));
                    p[0].wrapping_offset(s[0] * i).cast::<Bool>().write(holds(order).into());
                }
            }
        },
    );
    Ok(out)
}

/// What the comparison says about an order.
fn verdict(name: &str) -> fn(Ordering) -> bool {
    match name {
        "equal" => Ordering::is_eq,
        "not_equal" => Ordering::is_ne,
        "less" => Ordering::is_lt,
        "less_equal" => Ordering::is_le,
        "greater" => Ordering::is_gt,
        _ => Ordering::is_ge,
    }
}

/// The characters of an element.
struct Units {
    wide: bool,
    swapped: bool,
    count: usize,
}

impl Units {
    fn new(d: &DType) -> Units {
        let wide = d.kind() == Kind::Str;
        Units { wide, swapped: !d.is_native(), count: d.itemsize() / if wide { 4 } else { 1 } }
    }

    /// # Safety
    /// `p` is valid for reads of an element.
    unsafe fn at(&self, p: *const u8, i: usize) -> u32 {
        if i >= self.count {
            return 0;
        }
        // SAFETY: character `i` of the element.
        unsafe {
            match (self.wide, self.swapped) {
                (false, _) => u32::from(*p.add(i)),
                (true, false) => p.cast::<u32>().add(i).read_unaligned(),
                (true, true) => p.cast::<u32>().add(i).read_unaligned().swap_bytes(),
            }
        }
    }

    /// # Safety
    /// `p` and `q` are valid for reads of an element each.
    unsafe fn compare(&self, p: *const u8, other: &Units, q: *const u8) -> Ordering {
        for i in 0..self.count.max(other.count) {
            // SAFETY: by the caller.
            let order = unsafe { self.at(p, i).cmp(&other.at(q, i)) };
            if order.is_ne() {
                return order;
            }
        }
        Ordering::Equal
    }
}
