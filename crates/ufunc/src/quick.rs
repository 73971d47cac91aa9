//! Calls on few elements, where planning would cost more than the loop.

use crate::call::{Arg, fits};
use crate::error::Result;
use crate::kernel::LoopRow;
use crate::table::{Rule, Ufunc};
use pallasite_array::{Kind, NdArray, Order, threads};

/// The result for native contiguous operands of one type and shape, some of them without axes or Python numbers,
/// when that is not worth a thread; written to `out`, where one is given. `None`, with nothing done, for all else.
///
/// # Safety
/// No Rust reference into the memory of `out` exists, and no other thread uses it meanwhile.
///
/// # Errors
/// More memory than there is.
#[inline]
pub unsafe fn quick(ufunc: &'static Ufunc, inputs: &[Arg], out: Option<&NdArray>) -> Result<Option<NdArray>> {
    let Some((row, shape)) = loop_for(ufunc, inputs) else { return Ok(None) };
    let size = shape.iter().product::<usize>();
    if size.saturating_mul(ufunc.cost) >= 2 * threads::GRAIN {
        return Ok(None);
    }
    let mut numbers = [None; 2];
    for (number, input) in numbers.iter_mut().zip(inputs) {
        *number = input.element(row.types[0])?;
    }
    let (mut ptrs, mut steps) = ([std::ptr::null_mut(); 3], [0isize; 3]);
    let n = inputs.len();
    for i in 0..n {
        let Some(at) = place(&inputs[i], &numbers[i], row.types[0]) else { return Ok(None) };
        (ptrs[i], steps[i]) = at;
    }
    let kind = row.types[n];
    steps[n] = kind.size() as isize;
    let target = match out {
        // SAFETY: the loop writes every element.
        None => unsafe { NdArray::uninit(shape, &kind.into(), Order::C)? },
        Some(o) if takes(o, kind, shape) && keeps_apart(o, &ptrs[..n], &steps[..n]) => o.clone(),
        Some(_) => return Ok(None),
    };
    ptrs[n] = target.as_ptr();
    // SAFETY: the operands have `size` elements at these steps; the target is new or given to be written.
    unsafe { (row.run)(&ptrs[..=n], &steps[..=n], size) };
    Ok(Some(target))
}

/// The loop for operands that need no casts, and the shape of its result.
#[inline]
fn loop_for<'a>(ufunc: &'static Ufunc, inputs: &[Arg<'a>]) -> Option<(&'static LoopRow, &'a [usize])> {
    if ufunc.nout != 1 || ufunc.nin != inputs.len() {
        return None;
    }
    let array = match *inputs {
        [Arg::Array(x)] => x,
        [Arg::Array(x), Arg::Array(y)] => {
            let alike = x.shape() == y.shape() || x.ndim() == 0 || y.ndim() == 0;
            Some(if x.ndim() >= y.ndim() { x } else { y }).filter(|_| alike && x.kind() == y.kind())?
        }
        [Arg::Array(x), n] | [n, Arg::Array(x)] if adapts(&n, x.kind()) => x,
        _ => return None,
    };
    let kind = array.kind();
    let special = match ufunc.rule {
        Rule::Power => !kind.is_inexact() || matches!(inputs[1], Arg::Int(2) | Arg::Float(2.0)),
        Rule::InOrder => kind != Kind::Float64,
        _ => false,
    };
    if special { None } else { ufunc.same(kind).map(|row| (row, array.shape())) }
}

/// True when a Python number takes on the kind of the array beside it.
pub(crate) fn adapts(number: &Arg, kind: Kind) -> bool {
    match number {
        Arg::Array(_) => false,
        Arg::Int(v) => kind.is_inexact() || kind.is_integer() && fits(*v, kind),
        Arg::Float(_) | Arg::Huge(_) => kind.is_inexact(),
        Arg::Complex(_) => kind.is_complex(),
    }
}

/// Where an operand is, and its step, which is zero for one that is repeated.
#[inline]
fn place(arg: &Arg, number: &Option<[u128; 1]>, kind: Kind) -> Option<(*mut u8, isize)> {
    match (arg, number) {
        (Arg::Array(a), _) => {
            let step = if a.ndim() == 0 { 0 } else { kind.size() as isize };
            (a.dtype().is_native() && a.is_c_contiguous()).then(|| (a.as_ptr(), step))
        }
        (_, Some(n)) => Some((n.as_ptr().cast_mut().cast(), 0)),
        (_, None) => None,
    }
}

/// True for an output that a loop can write to as it is.
fn takes(out: &NdArray, kind: Kind, shape: &[usize]) -> bool {
    out.is_writeable() && out.dtype().is(kind) && out.shape() == shape && out.is_c_contiguous()
}

/// True when no element of `out` is written before an operand that lies there is read.
fn keeps_apart(out: &NdArray, ptrs: &[*mut u8], steps: &[isize]) -> bool {
    let (start, width, size) = (out.as_ptr().addr(), out.itemsize(), out.size());
    let end = start + width * size;
    ptrs.iter().zip(steps).all(|(p, &step)| {
        // An element without a step is at most sixteen bytes.
        let last = p.addr() + (step.unsigned_abs() * size).max(16);
        let same = p.addr() == start && step == width as isize;
        same || p.addr() >= end || last <= start
    })
}
