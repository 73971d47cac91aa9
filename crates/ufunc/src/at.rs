//! Operations in place at picked elements, which may be picked more than once.

use crate::call::Arg;
use crate::driver::cast_between;
use crate::error::{Error, Result};
use crate::kernel::FoldAt;
use crate::resolve::resolve;
use crate::table::Ufunc;
use pallasite_array::cast::Caster;
use pallasite_array::index::Item;
use pallasite_array::iter::Nest;
use pallasite_array::promote::Casting;
use pallasite_array::{DType, Kind, NdArray, Order, layout};
use smallvec::SmallVec;

/// `a[items] = a[items] ∘ b`, where an element that is picked twice is changed twice.
///
/// # Safety
/// No Rust reference into the memory of `a` exists, and no other thread uses it meanwhile.
///
/// # Errors
/// Indices beyond `a`, a `b` that does not broadcast to what they pick, types without a loop.
pub unsafe fn at_shared(ufunc: &'static Ufunc, a: &NdArray, items: &[Item], b: Option<Arg>) -> Result<()> {
    if ufunc.nin != 1 + usize::from(b.is_some()) || ufunc.nout != 1 {
        return Err(Error::value("second operand needed for ufunc"));
    }
    if !a.is_writeable() {
        return Err(pallasite_array::Error::ReadOnly.into());
    }
    let mut operands: SmallVec<[_; 2]> = SmallVec::from_iter([Arg::Array(a).operand()]);
    operands.extend(b.as_ref().map(Arg::operand));
    let row = resolve(ufunc, &operands, &[], Casting::Unsafe)?;
    let b = b.map(|b| b.to_array(row.types[1])).transpose()?;
    if let (Some(fold), Some(b), [Item::Array(index)]) = (row.fold_at, &b, items)
        && let Some(line) = Line::of(a, row.types[0], index, b)?
    {
        // SAFETY: by the caller.
        return unsafe { line.run(fold) };
    }
    let element = Element {
        start: a.as_ptr(),
        into: cast_between(a.dtype(), &row.types[0].into())?,
        back: cast_between(&row.types[ufunc.nin].into(), a.dtype())?,
    };
    let places = places(a, items)?;
    let operand = b.as_ref().unwrap_or(&places);
    let unfit = || Error::value("array is not broadcastable to correct shape");
    let strides =
        layout::broadcast_strides(operand.shape(), operand.strides(), places.shape()).ok_or_else(unfit)?;
    let nest = Nest::c_order(places.shape(), &[places.strides(), &strides]);
    let mut done = Ok(());
    let is_plain = element.into.is_none() && element.back.is_none();
    nest.each(&[places.as_ptr(), operand.as_ptr()], |p, s, n| {
        for i in 0..n as isize {
            // SAFETY: the places lie within the array; by the caller nobody else touches it.
            unsafe {
                let place = p[0].wrapping_offset(s[0] * i).cast::<i64>().read() as isize;
                let run = |x: *mut u8, y: *mut u8| match ufunc.nin {
                    1 => (row.run)(&[x, y], &[0; 2], 1),
                    _ => (row.run)(&[x, p[1].wrapping_offset(s[1] * i), y], &[0; 3], 1),
                };
                if is_plain {
                    let own = element.start.wrapping_offset(place);
                    run(own, own);
                } else if let Err(e) = element.change(place, run) {
                    done = Err(e);
                }
            }
        }
    });
    done
}

/// Offsets that are worked out at once.
const BLOCK: usize = 512;

/// The usual call: elements of a line picked by one array, and as many operands or one for all.
struct Line<'a> {
    a: &'a NdArray,
    index: NdArray,
    b: &'a NdArray,
    /// Bytes between operands.
    step: isize,
}

impl<'a> Line<'a> {
    /// The call, where it is one.
    fn of(a: &'a NdArray, kind: Kind, index: &NdArray, b: &'a NdArray) -> Result<Option<Line<'a>>> {
        let step = match b.ndim() {
            0 => 0,
            _ if b.shape() == index.shape() && b.is_c_contiguous() => b.itemsize() as isize,
            _ => return Ok(None),
        };
        if a.ndim() != 1 || !a.dtype().is(kind) || !index.kind().is_integer() || a.may_share_memory(b) {
            return Ok(None);
        }
        let plain = index.dtype().is(Kind::Int64) && index.is_c_contiguous() && !a.may_share_memory(index);
        let index = if plain { index.clone() } else { index.astype(&DType::INT64, Order::C)? };
        Ok(Some(Line { a, index, b, step }))
    }

    /// # Safety
    /// No Rust reference into the memory of `a` exists, and no other thread uses it meanwhile.
    ///
    /// # Errors
    /// An index out of bounds; nothing is changed then.
    unsafe fn run(&self, fold: FoldAt) -> Result<()> {
        let indices = self.index.as_slice::<i64>().ok_or_else(|| Error::value("indices of another type"))?;
        let (size, stride) = (self.a.shape()[0], self.a.strides()[0]);
        let inside = indices.iter().fold(0, |all, &i| all | outside(i, size as i64)) >= 0;
        if let Some(&bad) = indices.iter().find(|&&i| !inside && outside(i, size as i64) < 0) {
            return Err(
                pallasite_array::Error::IndexOutOfBounds { index: bad as isize, axis: 0, size }.into()
            );
        }
        let mut offsets = [0; BLOCK];
        for (block, indices) in indices.chunks(BLOCK).enumerate() {
            for (offset, &i) in offsets.iter_mut().zip(indices) {
                *offset = wrapped(i, size as i64) as isize * stride;
            }
            let x = self.b.as_ptr().wrapping_offset(self.step * (block * BLOCK) as isize);
            // SAFETY: the places lie within the line, and there are as many operands; else by the caller.
            unsafe { fold(self.a.as_ptr(), &offsets[..indices.len()], x, self.step) };
        }
        Ok(())
    }
}

/// Negative for an index outside of `-n..n`.
#[inline(always)]
fn outside(i: i64, n: i64) -> i64 {
    i.wrapping_add(n) | (n - 1).wrapping_sub(i)
}

/// An index counted from the end when negative.
#[inline(always)]
fn wrapped(i: i64, size: i64) -> i64 {
    i.wrapping_add(size & (i >> 63))
}

/// The elements of the array, with the casts to the loop's type and back where they are needed.
struct Element {
    start: *mut u8,
    into: Option<Caster>,
    back: Option<Caster>,
}

impl Element {
    /// Lets `run` read the element so many bytes from the start, and write the new one.
    ///
    /// # Safety
    /// The element lies within the array, and `run` does not write more than one element of the loop's type.
    unsafe fn change(&self, place: isize, run: impl FnOnce(*mut u8, *mut u8)) -> Result<()> {
        let own = self.start.wrapping_offset(place);
        let (mut input, mut output) = ([0u128; 1], [0u128; 1]);
        let (x, y) = (input.as_mut_ptr().cast::<u8>(), output.as_mut_ptr().cast::<u8>());
        // SAFETY: by the caller; no element of a loop is larger than 16 bytes.
        unsafe {
            self.into.as_ref().map_or(Ok(()), |cast| cast.run(own, 0, x, 0, 1))?;
            run(if self.into.is_some() { x } else { own }, if self.back.is_some() { y } else { own });
            Ok(self.back.as_ref().map_or(Ok(()), |cast| cast.run(y, 0, own, 0, 1))?)
        }
    }
}

/// Bytes from the first element of `a` to each picked one.
fn places(a: &NdArray, items: &[Item]) -> Result<NdArray> {
    let mut offsets = NdArray::zeros(a.shape(), &DType::INT64)?;
    let out = offsets.as_slice_mut::<i64>().ok_or_else(|| Error::value("no memory of its own"))?;
    for (flat, place) in out.iter_mut().enumerate() {
        let mut rest = flat;
        for (&d, &s) in a.shape().iter().zip(a.strides()).rev() {
            *place += (rest % d) as i64 * s as i64;
            rest /= d;
        }
    }
    Ok(offsets.index(items)?)
}
