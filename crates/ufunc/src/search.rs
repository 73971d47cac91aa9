//! Positions of extrema, and the number of true elements.

use crate::driver::{Pointers, for_each_part, map_parts};
use crate::error::{Error, Result};
use crate::kernel::{LoopRow, get};
use crate::loops::logical::Truth;
use crate::loops::{C32, C64};
use crate::math::fpstatus::{Flags, Saved};
use crate::math::level::MulAdd;
use crate::reduce::{normalize_axis, with_kept_axes};
use crate::table::{MAXIMUM, MINIMUM, Ufunc};
use pallasite_array::iter::{Nest, PerOperand};
use pallasite_array::{DType, Element, Kind, NdArray, Order, Scalar, dispatch, layout, threads};
use smallvec::SmallVec;

/// Position of the first maximum along an axis, or in the flattened array; NaN counts as the maximum.
///
/// # Errors
/// An empty axis, one that `a` does not have, elements that are not numbers.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec(vec![1.0, 3.0, 3.0]);
/// assert_eq!(pallasite_ufunc::argmax(&a, None, false).unwrap().to_vec::<i64>().unwrap(), [1]);
/// ```
pub fn argmax(a: &NdArray, axis: Option<isize>, keepdims: bool) -> Result<NdArray> {
    extremum(&MAXIMUM, "argmax", a, axis, keepdims)
}

/// Position of the first minimum along an axis, or in the flattened array; NaN counts as the minimum.
///
/// # Errors
/// As [`argmax`].
pub fn argmin(a: &NdArray, axis: Option<isize>, keepdims: bool) -> Result<NdArray> {
    extremum(&MINIMUM, "argmin", a, axis, keepdims)
}

/// The place that [`argmax`] or [`argmin`] finds in contiguous native elements; `None` for all else.
pub fn place_in_line(largest: bool, a: &NdArray, axis: Option<isize>) -> Option<usize> {
    let ufunc = if largest { &MAXIMUM } else { &MINIMUM };
    whole_line(ufunc.same(a.kind())?, a, axis)
}

/// Number of elements that are not zero (not empty, for text).
///
/// # Errors
/// Structured elements.
pub fn count_nonzero(a: &NdArray) -> Result<usize> {
    let a = if a.kind().is_numeric() && a.dtype().is_native() {
        a.clone()
    } else {
        a.astype(&DType::BOOL, Order::K)?
    };
    let nest = Nest::new(a.shape(), &[a.strides()]);
    let total = std::sync::atomic::AtomicUsize::new(0);
    nest.par_each(&[a.as_ptr()], 1, |p, s, n| {
        // SAFETY: `n` elements of the array.
        let count = unsafe { count_kind(a.kind(), p[0], s[0], n) };
        total.fetch_add(count, std::sync::atomic::Ordering::Relaxed);
    });
    Ok(total.into_inner())
}

/// Number of true elements of a native numeric kind; integers by size alone.
///
/// # Safety
/// `n` elements.
unsafe fn count_kind(kind: Kind, x: *const u8, step: isize, n: usize) -> usize {
    // SAFETY: by the caller.
    unsafe {
        match kind {
            Kind::Float16 => count_line::<half::f16>(x, step, n),
            Kind::Float32 => count_line::<f32>(x, step, n),
            Kind::Float64 => count_line::<f64>(x, step, n),
            Kind::Complex64 => count_line::<C32>(x, step, n),
            Kind::Complex128 => count_line::<C64>(x, step, n),
            k if k.size() == 1 => count_line::<u8>(x, step, n),
            k if k.size() == 2 => count_line::<u16>(x, step, n),
            k if k.size() == 4 => count_line::<u32>(x, step, n),
            _ => count_line::<u64>(x, step, n),
        }
    }
}

crate::simd_levels! {
    /// Number of true elements.
    unsafe fn count_line[T: Truth](x: *const u8, step: isize, n: usize) -> usize = count_body
}

/// Blocks whose count fits a byte lane.
const COUNT_BLOCK: usize = 128;

#[inline(always)]
unsafe fn count_body<M: MulAdd, T: Truth>(x: *const u8, step: isize, n: usize) -> usize {
    let mut total = 0;
    for first in (0..n).step_by(COUNT_BLOCK) {
        let count = COUNT_BLOCK.min(n - first);
        let mut block = 0u8;
        // SAFETY: the caller's promise: `n` elements.
        unsafe {
            if step == size_of::<T>() as isize {
                let line = x.cast::<T>().add(first);
                for i in 0..count {
                    block += line.add(i).read_unaligned().truth() as u8;
                }
            } else {
                for i in 0..count {
                    block += get::<T>(x, step, first + i).truth() as u8;
                }
            }
        }
        total += usize::from(block);
    }
    total
}

fn extremum(
    ufunc: &'static Ufunc,
    name: &str,
    a: &NdArray,
    axis: Option<isize>,
    keepdims: bool,
) -> Result<NdArray> {
    let empty = || Error::value(format!("attempt to get {name} of an empty sequence"));
    let row = ufunc
        .same(a.kind())
        .ok_or_else(|| Error::NoLoop { name: ufunc.name, types: vec![a.dtype().clone()] })?;
    if !keepdims && let Some(at) = whole_line(row, a, axis) {
        return Ok(NdArray::from_scalar(&Scalar::Int(at as i64), &DType::INT64)?);
    }
    let flat = axis.is_none() && a.ndim() != 1;
    let native = a.dtype().to_native();
    let line = if flat && !a.is_c_contiguous() || *a.dtype() != native {
        a.astype(&native, Order::C)?
    } else {
        a.clone()
    };
    let line = if flat { line.view_with(0, native, &[a.size()], &[a.itemsize() as isize])? } else { line };
    let asked = normalize_axis(if flat { 0 } else { axis.unwrap_or(0) }, line.ndim())?;
    let (line, at) = across(line, asked)?;
    let n = line.shape()[at];
    let only = |axis: usize| -> SmallVec<[bool; 8]> { (0..line.ndim()).map(|i| i == axis).collect() };
    let shape: layout::Shape = (0..line.ndim()).filter(|&i| i != at).map(|i| line.shape()[i]).collect();
    if n == 0 && shape.iter().product::<usize>() > 0 {
        return Err(empty());
    }
    let out = NdArray::zeros(&shape, &DType::INT64)?;
    let mut walk: layout::Shape = line.shape().into();
    walk[at] = 1;
    let kept = with_kept_axes(&out, &only(at))?;
    let nest = Nest::new(&walk, &[kept.strides(), line.strides()]);
    let step = line.strides()[at];
    let cuts = nest.split(threads::parts_for(line.size()));
    let start = Pointers(PerOperand::from_slice(&[out.as_ptr(), line.as_ptr()]));
    for_each_part(cuts.len(), |i| {
        let start = &start;
        let from: PerOperand<*mut u8> =
            start.0.iter().zip(&cuts[i].offsets).map(|(p, &o)| p.wrapping_offset(o)).collect();
        cuts[i].nest.each(&from, |p, s, m| {
            for j in 0..m as isize {
                let (y, x) = (p[0].wrapping_offset(s[0] * j), p[1].wrapping_offset(s[1] * j));
                // SAFETY: a line of `n` elements; the output is ours alone.
                unsafe {
                    let found = dispatch!(numeric line.kind(), T => position::<T>(row, x, step, n), else 0);
                    y.cast::<i64>().write(found as i64);
                }
            }
        });
    });
    if !keepdims {
        return Ok(out);
    }
    let all: SmallVec<[bool; 8]> = SmallVec::from_elem(true, a.ndim());
    with_kept_axes(&out, &if flat { all } else { only(asked) })
}

/// The place in contiguous native elements that are searched as one line.
fn whole_line(row: &LoopRow, a: &NdArray, axis: Option<isize>) -> Option<usize> {
    let whole = axis.is_none() || a.ndim() == 1 && matches!(axis, Some(0 | -1));
    if !whole || a.size() == 0 || !a.dtype().is_native() || !a.is_c_contiguous() {
        return None;
    }
    // SAFETY: the array has `size` elements, one behind the other.
    dispatch!(numeric a.kind(), T => Some(unsafe { position_shared::<T>(row, a.as_ptr(), a.size()) }), else None)
}

/// [`position`] in contiguous elements, over threads if they are many.
///
/// # Safety
/// As [`position`].
unsafe fn position_shared<T: Element>(row: &LoopRow, x: *const u8, n: usize) -> usize {
    let (size, parts) = (size_of::<T>(), threads::parts_for(n));
    let whole = Pointers(PerOperand::from_slice(&[x.cast_mut()]));
    let find = |i: usize| {
        let (whole, range) = (&whole, threads::part(n, parts, i));
        let first = whole.0[0].wrapping_add(range.start * size);
        // SAFETY: a part of the line.
        range.start + unsafe { position::<T>(row, first, size as isize, range.len()) }
    };
    if parts == 1 {
        return find(0);
    }
    let places = map_parts(parts, find);
    // SAFETY: places in the line.
    let best: Vec<T> = places.iter().map(|&i| unsafe { get::<T>(x, size as isize, i) }).collect();
    // SAFETY: a line of as many elements.
    places[unsafe { position::<T>(row, best.as_ptr().cast(), size as isize, parts) }]
}

/// The array with the lines along an axis in one piece each, if they are long and scattered, and where they then lie.
fn across(a: NdArray, axis: usize) -> Result<(NdArray, usize)> {
    if a.shape()[axis] < LONG_LINE || a.strides()[axis].unsigned_abs() <= a.itemsize() {
        return Ok((a, axis));
    }
    let others = (0..a.ndim()).filter(|&i| i != axis);
    let order: SmallVec<[isize; 8]> = others.chain([axis]).map(|i| i as isize).collect();
    Ok((a.permute(&order)?.copy(Order::C)?, a.ndim() - 1))
}

/// Elements of a scattered line from which on a copy costs less than walking it twice.
const LONG_LINE: usize = 64;

/// Elements among which the extremum is found by value before it is found by place.
const SEARCH_BLOCK: usize = 2048;

/// Place of the first element that equals the extremum of the line.
///
/// # Safety
/// `n > 0` elements; `row` is an extremum of `T`.
unsafe fn position<T: Element>(row: &LoopRow, x: *const u8, step: isize, n: usize) -> usize {
    // SAFETY: by the caller; blocks lie within the line.
    unsafe {
        let (mut best, mut block) = (get::<T>(x, step, 0), 0);
        for first in (0..n).step_by(SEARCH_BLOCK) {
            let mut value = best;
            let at = x.wrapping_offset(step * first as isize);
            row.fold_line(std::ptr::from_mut(&mut value).cast(), at, step, SEARCH_BLOCK.min(n - first));
            if !same(value, best) {
                (best, block) = (value, first);
            }
            if best != best {
                break;
            }
        }
        let at = x.wrapping_offset(step * block as isize);
        block + first_equal::<T>(at, step, SEARCH_BLOCK.min(n - block), best)
    }
}

/// Equality under which NaN, the only value that differs from itself, equals NaN.
#[inline(always)]
fn same<T: Element>(a: T, b: T) -> bool {
    (a == b) | ((a != a) & (b != b))
}

crate::simd_levels! {
    light
    /// Place of the first element that equals `value`, 0 if there is none.
    unsafe fn first_equal[T: Element](x: *const u8, step: isize, n: usize, value: T) -> usize = first_equal_body
}

/// Elements that are compared before asking whether one was equal.
const COMPARED: usize = 16;

#[inline(always)]
unsafe fn first_equal_body<M: MulAdd, T: Element>(x: *const u8, step: isize, n: usize, value: T) -> usize {
    let saved = Saved::new();
    // SAFETY: by the caller.
    let place = unsafe {
        if value == value { find(x, step, n, |y: T| y == value) } else { find(x, step, n, |y: T| y != y) }
    };
    saved.restore(Flags::NONE);
    place.unwrap_or(0)
}

/// # Safety
/// `n` elements.
#[inline(always)]
unsafe fn find<T: Element>(x: *const u8, step: isize, n: usize, hit: impl Fn(T) -> bool) -> Option<usize> {
    let mut first = 0;
    // SAFETY: by the caller.
    unsafe {
        if step == size_of::<T>() as isize {
            while first + COMPARED <= n && !any_hit(x.cast::<T>().add(first), &hit) {
                first += COMPARED;
            }
        }
        (first..n).find(|&i| hit(get::<T>(x, step, i)))
    }
}

/// Whether one of [`COMPARED`] elements is a hit, in four lanes that fill a vector.
///
/// # Safety
/// As many elements.
#[inline(always)]
unsafe fn any_hit<T: Element>(x: *const T, hit: &impl Fn(T) -> bool) -> bool {
    let mut lanes = [0u8; 4];
    for i in (0..COMPARED).step_by(4) {
        for j in 0..4 {
            // SAFETY: by the caller.
            lanes[j] |= hit(unsafe { x.add(i + j).read_unaligned() }) as u8;
        }
    }
    lanes != [0; 4]
}
