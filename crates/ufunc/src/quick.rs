//! Calls on few elements, where planning would cost more than the loop.

use crate::call::{Arg, fits};
use crate::driver::Casts;
use crate::error::Result;
use crate::kernel::LoopRow;
use crate::resolve::by_kinds;
use crate::table::{Rule, Ufunc};
use pallasite_array::iter::SHORT;
use pallasite_array::{Kind, NdArray, Order, threads};

/// The result for native operands of one shape, contiguous or along one axis, some of them without axes or numbers,
/// when that is not worth a thread; written to `out`, where one is given. `None`, with nothing done, for all else.
///
/// # Safety
/// No Rust reference into the memory of `out` exists, and no other thread uses it meanwhile.
///
/// # Errors
/// More memory than there is.
#[inline]
pub unsafe fn quick(ufunc: &'static Ufunc, inputs: &[Arg], out: Option<&NdArray>) -> Result<Option<NdArray>> {
    if ufunc.nout != 1 {
        return Ok(None);
    }
    let Some((row, shape, size)) = loop_for(ufunc, inputs) else { return Ok(None) };
    let n = inputs.len();
    let numbers = numbers(row, inputs)?;
    let Some((mut ptrs, mut steps)) = places::<3>(inputs, &numbers) else { return Ok(None) };
    let kind = row.types[n];
    steps[n] = kind.size() as isize;
    let rows = if is_beside_row(inputs) { shape[0] } else { 1 };
    let target = match out {
        // Many short rows are better packed.
        _ if rows >= SHORT && size / rows < SHORT => return Ok(None),
        Some(_) if rows > 1 => return Ok(None),
        // SAFETY: the loop writes every element.
        None => unsafe { NdArray::uninit(shape, &kind.into(), Order::C)? },
        Some(o) if takes(o, kind, shape) && keeps_apart(o, &ptrs[..n], &steps[..n]) => o.clone(),
        Some(_) => return Ok(None),
    };
    ptrs[n] = target.as_ptr();
    // SAFETY: the operands have `size` elements at these steps, or one row of them where there are several rows; the
    // target is new or given to be written.
    unsafe {
        if rows > 1 {
            run_rows(row, inputs, ptrs, steps, [rows, size / rows])?;
        } else if inputs.iter().zip(row.types).all(|(input, &kind)| input.is_of(kind)) {
            (row.run)(&ptrs[..=n], &steps[..=n], size);
        } else {
            casts(row, inputs)?.run(&ptrs[..=n], &steps[..=n], size)?;
        }
    }
    Ok(Some(target))
}

/// [`quick`] for the two results of a ufunc, of operands that its loop takes as they are.
///
/// # Errors
/// More memory than there is.
pub fn quick_pair(ufunc: &'static Ufunc, inputs: &[Arg]) -> Result<Option<[NdArray; 2]>> {
    if ufunc.nout != 2 || is_beside_row(inputs) {
        return Ok(None);
    }
    let Some((row, shape, size)) = loop_for(ufunc, inputs) else { return Ok(None) };
    if !inputs.iter().zip(row.types).all(|(input, &kind)| input.is_of(kind)) {
        return Ok(None);
    }
    let n = inputs.len();
    let numbers = numbers(row, inputs)?;
    let Some((mut ptrs, mut steps)) = places::<4>(inputs, &numbers) else { return Ok(None) };
    // SAFETY: the loop writes every element.
    let new = |i: usize| unsafe { NdArray::uninit(shape, &row.types[n + i].into(), Order::C) };
    let targets = [new(0)?, new(1)?];
    for (i, target) in targets.iter().enumerate() {
        (ptrs[n + i], steps[n + i]) = (target.as_ptr(), row.types[n + i].size() as isize);
    }
    // SAFETY: the operands have `size` elements at these steps; the targets are new.
    unsafe { (row.run)(&ptrs[..n + 2], &steps[..n + 2], size) };
    Ok(Some(targets))
}

/// The numbers among the inputs, as elements of the loop's types.
#[inline]
fn numbers(row: &LoopRow, inputs: &[Arg]) -> Result<[Option<[u128; 1]>; 2]> {
    let mut numbers = [None; 2];
    for ((number, input), &kind) in numbers.iter_mut().zip(inputs).zip(row.types) {
        *number = input.element(kind)?;
    }
    Ok(numbers)
}

/// Where the inputs are, and their steps, with room for those of the outputs.
#[inline]
fn places<const N: usize>(
    inputs: &[Arg],
    numbers: &[Option<[u128; 1]>; 2],
) -> Option<([*mut u8; N], [isize; N])> {
    let (mut ptrs, mut steps) = ([std::ptr::null_mut(); N], [0isize; N]);
    for (i, input) in inputs.iter().enumerate() {
        (ptrs[i], steps[i]) = place(input, &numbers[i])?;
    }
    Some((ptrs, steps))
}

/// The loop for operands of other types than its own; numbers are of its types.
#[inline(never)]
fn casts<'a>(row: &'a LoopRow, inputs: &[Arg]) -> Result<Casts<'a>> {
    let kinds = inputs.iter().zip(row.types).map(|(input, &own)| input.array().map_or(own, NdArray::kind));
    Casts::of_kinds(row, kinds)
}

/// Runs the loop on each row of one operand and all of the other.
///
/// # Safety
/// The operands have rows of `n` elements at these steps.
#[inline(never)]
unsafe fn run_rows(
    row: &LoopRow,
    inputs: &[Arg],
    mut ptrs: [*mut u8; 3],
    steps: [isize; 3],
    [rows, n]: [usize; 2],
) -> Result<()> {
    let casts = casts(row, inputs)?;
    let outer = [0, 1, 2].map(|i| match inputs.get(i).and_then(Arg::array) {
        Some(line) if line.ndim() == 1 => 0,
        _ => steps[i] * n as isize,
    });
    for _ in 0..rows {
        // SAFETY: by the caller.
        unsafe { casts.run(&ptrs, &steps, n)? };
        for (p, step) in ptrs.iter_mut().zip(outer) {
            *p = p.wrapping_offset(step);
        }
    }
    Ok(())
}

/// True for a matrix and a line as long as its rows, in any order.
fn is_row_beside(x: &NdArray, y: &NdArray) -> bool {
    match (x.shape(), y.shape()) {
        (&[_, n], &[m]) | (&[m], &[_, n]) => n == m,
        _ => false,
    }
}

/// True for two operands of which one is repeated for each row of the other.
fn is_beside_row(inputs: &[Arg]) -> bool {
    matches!(inputs, [Arg::Array(x), Arg::Array(y)] if x.ndim() != y.ndim() && is_row_beside(x, y))
}

/// The loop for operands that it takes as they are or by a cast without loss, the shape of its results and their size,
/// where that is not worth a thread.
#[inline]
fn loop_for<'a>(ufunc: &'static Ufunc, inputs: &[Arg<'a>]) -> Option<(&'static LoopRow, &'a [usize], usize)> {
    if ufunc.nin != inputs.len() {
        return None;
    }
    let (row, shape) = match *inputs {
        [Arg::Array(x)] => (row_for(ufunc, &[x.kind()])?, x.shape()),
        [Arg::Array(x), Arg::Array(y)] => {
            let alike = x.shape() == y.shape() || x.ndim() == 0 || y.ndim() == 0 || is_row_beside(x, y);
            let shape = if x.ndim() >= y.ndim() { x } else { y }.shape();
            (row_for(ufunc, &[x.kind(), y.kind()]).filter(|_| alike)?, shape)
        }
        [Arg::Array(x), n] => {
            let kind = kind_beside(&n, x.kind()).filter(|_| ufunc.rule != Rule::Power || !is_two(&n))?;
            (row_for(ufunc, &[x.kind(), kind])?, x.shape())
        }
        [n, Arg::Array(x)] => (row_for(ufunc, &[kind_beside(&n, x.kind())?, x.kind()])?, x.shape()),
        _ => return None,
    };
    let size = shape.iter().product::<usize>();
    (size.saturating_mul(ufunc.cost) < 2 * threads::GRAIN).then_some((row, shape, size))
}

/// The loop for inputs of these kinds, where they alone decide.
#[inline]
fn row_for(ufunc: &'static Ufunc, kinds: &[Kind]) -> Option<&'static LoopRow> {
    let first = kinds[0];
    let alike = kinds.iter().all(|&k| k == first);
    let special = match ufunc.rule {
        Rule::Power => !alike || !first.is_inexact(),
        Rule::InOrder => !alike || first != Kind::Float64,
        _ => false,
    };
    if special {
        return None;
    }
    match ufunc.same(first) {
        Some(row) if alike => Some(row),
        // That booleans are refused, and text compares, is decided elsewhere.
        _ if alike && first == Kind::Bool || kinds.iter().any(|k| !k.is_numeric()) => None,
        _ => by_kinds(ufunc, kinds),
    }
}

/// The kind that a number has beside an array.
#[inline]
fn kind_beside(number: &Arg, kind: Kind) -> Option<Kind> {
    match number {
        Arg::Number(n) => Some(n.kind()),
        n if adapts(n, kind) => Some(kind),
        Arg::Float(_) if kind.is_integer() || kind == Kind::Bool => Some(Kind::Float64),
        _ => None,
    }
}

/// True for an exponent that may have a cheaper loop.
fn is_two(number: &Arg) -> bool {
    match number {
        Arg::Number(n) => n.is_two(),
        _ => matches!(number, Arg::Int(2) | Arg::Float(2.0)),
    }
}

/// True when a Python number takes on the kind of the array beside it.
pub(crate) fn adapts(number: &Arg, kind: Kind) -> bool {
    match number {
        Arg::Array(_) | Arg::Number(_) => false,
        Arg::Int(v) => kind.is_inexact() || kind.is_integer() && fits(*v, kind),
        Arg::Float(_) | Arg::Huge(_) => kind.is_inexact(),
        Arg::Complex(_) => kind.is_complex(),
    }
}

/// Where an operand is, and its step, which is zero for one that is repeated.
#[inline]
fn place(arg: &Arg, number: &Option<[u128; 1]>) -> Option<(*mut u8, isize)> {
    match (arg, number) {
        (Arg::Array(a), _) => {
            let step = match *a.strides() {
                [] => 0,
                [step] => step,
                _ if a.is_c_contiguous() => a.itemsize() as isize,
                _ => return None,
            };
            a.dtype().is_native().then(|| (a.as_ptr(), step))
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
        let span = step.unsigned_abs() * size.saturating_sub(1);
        let first = if step < 0 { p.addr().wrapping_sub(span) } else { p.addr() };
        let same = p.addr() == start && step == width as isize;
        // An element is at most sixteen bytes.
        same || first >= end || first + span + 16 <= start
    })
}
