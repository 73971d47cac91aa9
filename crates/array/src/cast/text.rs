//! Bytes, text and raw memory to each other: truncation, padding with NULs, byte order, ASCII only.

use crate::dtype::{DType, Kind};
use crate::error::{Error, Result};

pub(super) struct TextCast {
    from: Unit,
    to: Unit,
}

/// How one side stores its characters.
struct Unit {
    wide: bool,
    swapped: bool,
    count: usize,
}

impl Unit {
    fn new(d: &DType) -> Unit {
        let wide = d.kind() == Kind::Str;
        Unit { wide, swapped: !d.is_native(), count: d.itemsize() / if wide { 4 } else { 1 } }
    }

    /// # Safety
    /// `p` is valid for reads of the element, and `i < count`.
    unsafe fn get(&self, p: *const u8, i: usize) -> u32 {
        // SAFETY: by the caller.
        unsafe {
            if !self.wide {
                return u32::from(*p.add(i));
            }
            let c = p.cast::<u32>().add(i).read_unaligned();
            if self.swapped { c.swap_bytes() } else { c }
        }
    }

    /// # Safety
    /// `p` is valid for writes of the element, and `i < count`.
    unsafe fn put(&self, p: *mut u8, i: usize, c: u32) {
        // SAFETY: by the caller.
        unsafe {
            if self.wide {
                p.cast::<u32>().add(i).write_unaligned(if self.swapped { c.swap_bytes() } else { c });
            } else {
                *p.add(i) = c as u8;
            }
        }
    }
}

impl TextCast {
    pub(super) fn new(from: &DType, to: &DType) -> TextCast {
        TextCast { from: Unit::new(from), to: Unit::new(to) }
    }

    /// # Safety
    /// `src` is valid for reads of one element, `dst` for writes of one.
    pub(super) unsafe fn one(&self, src: *const u8, dst: *mut u8) -> Result<()> {
        for i in 0..self.to.count {
            // SAFETY: `i` is within the counts.
            unsafe {
                let c = if i < self.from.count { self.from.get(src, i) } else { 0 };
                if self.from.wide && !self.to.wide && c > 127 {
                    let text = "'ascii' codec can't encode character: ordinal not in range(128)";
                    return Err(Error::value(text));
                }
                self.to.put(dst, i, c);
            }
        }
        Ok(())
    }
}
