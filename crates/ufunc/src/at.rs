//! Operations in place at picked elements, which may be picked more than once.

use crate::call::Arg;
use crate::error::{Error, Result};
use crate::resolve::{check_output, resolve};
use crate::table::Ufunc;
use pallasite_array::index::Item;
use pallasite_array::iter::Nest;
use pallasite_array::promote::Casting;
use pallasite_array::{DType, NdArray, Order, layout};
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
    let row = resolve(ufunc, &operands, &[], Casting::SameKind)?;
    let out = row.types[ufunc.nin];
    check_output(ufunc, 0, out, a.dtype(), Casting::SameKind)?;
    if out != row.types[0] {
        return Err(Error::NoSignature(ufunc.name));
    }
    let kind = DType::from(out);
    let work = if *a.dtype() == kind { a.clone() } else { a.astype(&kind, Order::C)? };
    let places = places(&work, items)?;
    let b = b.map(|b| b.to_array(row.types[1])).transpose()?;
    let operand = b.as_ref().unwrap_or(&places);
    let unfit = || pallasite_array::Error::Broadcast(vec![places.shape().to_vec(), operand.shape().to_vec()]);
    let strides =
        layout::broadcast_strides(operand.shape(), operand.strides(), places.shape()).ok_or_else(unfit)?;
    let nest = Nest::c_order(places.shape(), &[places.strides(), &strides]);
    nest.each(&[places.as_ptr(), operand.as_ptr()], |p, s, n| {
        for i in 0..n as isize {
            // SAFETY: the places lie within the array; by the caller nobody else touches it.
            unsafe {
                let place = p[0].wrapping_offset(s[0] * i).cast::<i64>().read();
                let x = work.as_ptr().wrapping_offset(place as isize);
                if ufunc.nin == 1 {
                    (row.run)(&[x, x], &[0; 2], 1);
                } else {
                    (row.run)(&[x, p[1].wrapping_offset(s[1] * i), x], &[0; 3], 1);
                }
            }
        }
    });
    if *a.dtype() != kind {
        // SAFETY: by the caller.
        unsafe { a.assign_shared(&work)? };
    }
    Ok(())
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
