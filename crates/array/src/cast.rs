//! Casting: from any dtype to any other, in loops over strided lines.
//!
//! Numbers convert as C does on x86-64 (that is what NumPy's users see): floats truncate, what does not fit
//! an integer becomes its lowest value, integers wrap.

mod numeric;
mod text;

pub use numeric::CastFrom;

use crate::by_size;
use crate::dtype::{DType, Kind};
use crate::error::{Error, Result};

/// Copies `n` elements with conversion: source, its stride, target, its stride, count.
pub type Loop = unsafe fn(*const u8, isize, *mut u8, isize, usize);

/// Elements that are swapped or converted at once on the way.
const CHUNK: usize = 256;

/// How elements of one dtype become elements of another.
pub struct Caster {
    step: Step,
}

enum Step {
    /// Native numbers on both sides; bytes of a target element.
    Numbers { cast: Loop, size: usize },
    /// Numbers, with the bytes swapped before, after, or both.
    Swapped { cast: Loop, from: usize, to: usize, swap_from: Option<usize>, swap_to: Option<usize> },
    /// The bytes as they are.
    Bytes(usize),
    /// Text and bytes to another length or order.
    Text(text::TextCast),
    /// Through a scalar: numbers to text and back.
    Scalar { from: DType, to: DType },
    /// Field by field (source offset, target offset, how).
    Fields { parts: Vec<(usize, usize, Caster)>, clear: usize },
    /// Elements of a sub-array one after the other; a single source element is repeated.
    Sub { from_size: usize, to_size: usize, repeat: bool, count: usize, inner: Box<Caster> },
}

impl Caster {
    /// Plans the conversion.
    ///
    /// # Errors
    /// Structures with different numbers of fields; sub-arrays of different shapes.
    pub fn new(from: &DType, to: &DType) -> Result<Caster> {
        Ok(Caster { step: plan(from, to)? })
    }

    /// True for a conversion that is a plain loop, which cannot fail.
    pub fn as_loop(&self) -> Option<Loop> {
        match self.step {
            Step::Numbers { cast, .. } => Some(cast),
            _ => None,
        }
    }

    /// Converts rows of `shape[1]` elements, not many, where the strides of rows and of elements in them are given;
    /// source and target do not overlap.
    ///
    /// # Safety
    /// As [`Caster::run`], for each row.
    ///
    /// # Errors
    /// Text that is not a number.
    pub unsafe fn run_rows(
        &self,
        src: *const u8,
        ss: [isize; 2],
        dst: *mut u8,
        ds: [isize; 2],
        shape: [usize; 2],
    ) -> Result<()> {
        // SAFETY: by the caller.
        unsafe {
            match &self.step {
                Step::Bytes(size) => copy_rows(src, ss, dst, ds, shape, *size),
                Step::Numbers { cast, .. } => {
                    lengthwise(src, ss, dst, ds, shape, |s, ss, d, ds, n| cast(s, ss, d, ds, n))
                }
                _ => {
                    for row in 0..shape[0] as isize {
                        let (s, d) = (src.wrapping_offset(ss[0] * row), dst.wrapping_offset(ds[0] * row));
                        self.run(s, ss[1], d, ds[1], shape[1])?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Converts `n` elements.
    ///
    /// # Safety
    /// `src` must be valid for reads and `dst` for writes of `n` elements of the planned dtypes at these
    /// strides, and nobody else may write to the source or touch the target meanwhile. The two may overlap
    /// only when they are the same element by element.
    ///
    /// # Errors
    /// Text that is not a number.
    pub unsafe fn run(&self, src: *const u8, ss: isize, dst: *mut u8, ds: isize, n: usize) -> Result<()> {
        let at = |i: usize| (src.wrapping_offset(ss * i as isize), dst.wrapping_offset(ds * i as isize));
        // SAFETY: every pointer below stays within the `n` elements the caller vouches for.
        unsafe {
            match &self.step {
                Step::Numbers { cast, size } if ss == 0 && n > 1 => {
                    let mut one = [0u128; 1];
                    cast(src, 0, one.as_mut_ptr().cast(), 0, 1);
                    repeat(one.as_ptr().cast(), dst, ds, n, *size);
                }
                Step::Numbers { cast, .. } => cast(src, ss, dst, ds, n),
                Step::Swapped { cast, from, to, swap_from, swap_to } => {
                    let mut a = [0u64; CHUNK * 2];
                    let mut b = [0u64; CHUNK * 2];
                    for start in (0..n).step_by(CHUNK) {
                        let (s, d) = at(start);
                        let m = CHUNK.min(n - start);
                        let (mut s, mut ss_) = (s, ss);
                        if let Some(unit) = swap_from {
                            swap_loop(s, ss, a.as_mut_ptr().cast(), *from as isize, m, *from, *unit);
                            (s, ss_) = (a.as_ptr().cast(), *from as isize);
                        }
                        match swap_to {
                            None => cast(s, ss_, d, ds, m),
                            Some(unit) => {
                                cast(s, ss_, b.as_mut_ptr().cast(), *to as isize, m);
                                swap_loop(b.as_ptr().cast(), *to as isize, d, ds, m, *to, *unit);
                            }
                        }
                    }
                }
                Step::Bytes(size) if ss == 0 => repeat(src, dst, ds, n, *size),
                Step::Bytes(size) => copy_loop(src, ss, dst, ds, n, *size),
                Step::Text(t) => {
                    for i in 0..n {
                        let (s, d) = at(i);
                        t.one(s, d)?;
                    }
                }
                Step::Scalar { from, to } => {
                    for i in 0..n {
                        let (s, d) = at(i);
                        let value = crate::scalar::Scalar::read(s, from);
                        value.before_cast(from.kind(), to.kind()).cast_write(d, to)?;
                    }
                }
                Step::Fields { parts, clear } => {
                    for i in 0..n {
                        std::ptr::write_bytes(at(i).1, 0, *clear);
                    }
                    for (from, to, caster) in parts {
                        caster.run(src.wrapping_add(*from), ss, dst.wrapping_add(*to), ds, n)?;
                    }
                }
                Step::Sub { from_size, to_size, repeat, count, inner } => {
                    for i in 0..n {
                        let (s, d) = at(i);
                        let step = if *repeat { 0 } else { *from_size as isize };
                        inner.run(s, step, d, *to_size as isize, *count)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Writes the one element at `value` to `n` places.
///
/// # Safety
/// As [`copy_loop`] with a source stride of zero.
unsafe fn repeat(value: *const u8, dst: *mut u8, ds: isize, n: usize, size: usize) {
    if n == 0 {
        return;
    }
    // SAFETY: by the caller.
    unsafe {
        by_size!(size, T => {
            let value = value.cast::<T>().read_unaligned();
            if ds == size_of::<T>() as isize {
                (0..n).for_each(|i| dst.cast::<T>().add(i).write_unaligned(value));
            } else {
                (0..n as isize).for_each(|i| dst.wrapping_offset(ds * i).cast::<T>().write_unaligned(value));
            }
        }, else copy_loop(value, 0, dst, ds, n, size));
    }
}

fn plan(from: &DType, to: &DType) -> Result<Step> {
    if let Some((base, shape)) = to.sub() {
        let count = shape.iter().product();
        let source = match from.sub() {
            Some((b, s)) if s == shape => b,
            Some((b, s)) if s.iter().product::<usize>() == 1 => b,
            Some(_) => return Err(Error::value("could not broadcast input array: sub-array shapes differ")),
            None => from,
        };
        let repeat = from.sub().is_none_or(|(_, s)| s != shape);
        let inner = Box::new(Caster::new(source, base)?);
        return Ok(Step::Sub {
            from_size: source.itemsize(),
            to_size: base.itemsize(),
            repeat,
            count,
            inner,
        });
    }
    if let Some((base, shape)) = from.sub() {
        if shape.iter().product::<usize>() != 1 {
            return Err(Error::value("cannot cast a sub-array of several elements to one"));
        }
        return plan(base, to);
    }
    if from.is_structured() || to.is_structured() {
        return plan_struct(from, to);
    }
    let (f, t) = (from.kind(), to.kind());
    if f.is_numeric() && t.is_numeric() {
        return Ok(plan_numbers(from, to));
    }
    if f == Kind::Void && t == Kind::Void && from.itemsize() == to.itemsize() {
        return Ok(Step::Bytes(from.itemsize()));
    }
    if !f.is_numeric() && !t.is_numeric() {
        return Ok(Step::Text(text::TextCast::new(from, to)));
    }
    if f == Kind::Void || t == Kind::Void {
        return Ok(Step::Text(text::TextCast::new(from, to)));
    }
    Ok(Step::Scalar { from: from.clone(), to: to.clone() })
}

fn plan_numbers(from: &DType, to: &DType) -> Step {
    let (f, t) = (from.kind(), to.kind());
    if f == t && from.is_native() == to.is_native() && f != Kind::Bool {
        return Step::Bytes(from.itemsize());
    }
    let cast = numeric::numeric_loop(f, t);
    if from.is_native() && to.is_native() {
        return Step::Numbers { cast, size: t.size() };
    }
    let unit = |d: &DType| (!d.is_native()).then(|| d.kind().real().size());
    Step::Swapped { cast, from: f.size(), to: t.size(), swap_from: unit(from), swap_to: unit(to) }
}

fn plan_struct(from: &DType, to: &DType) -> Result<Step> {
    if from == to && from.is_native() {
        return Ok(Step::Bytes(from.itemsize()));
    }
    if !to.is_structured() {
        return match from.fields() {
            [one] => {
                let parts = vec![(one.offset, 0, Caster::new(&one.dtype, to)?)];
                Ok(Step::Fields { parts, clear: 0 })
            }
            _ if to.kind() == Kind::Void => Ok(Step::Text(text::TextCast::new(from, to))),
            _ => Err(Error::type_(format!("Cannot cast array data from {} to {}.", from.repr(), to.repr()))),
        };
    }
    if !from.is_structured() {
        let part = |f: &crate::dtype::Field| Ok((0, f.offset, Caster::new(from, &f.dtype)?));
        let parts = to.fields().iter().map(part).collect::<Result<_>>()?;
        return Ok(Step::Fields { parts, clear: to.itemsize() });
    }
    if from.fields().len() != to.fields().len() {
        return Err(Error::type_(format!("Cannot cast array data from {} to {}.", from.repr(), to.repr())));
    }
    let pair = |(a, b): (&crate::dtype::Field, &crate::dtype::Field)| {
        Ok((a.offset, b.offset, Caster::new(&a.dtype, &b.dtype)?))
    };
    let parts = from.fields().iter().zip(to.fields()).map(pair).collect::<Result<_>>()?;
    Ok(Step::Fields { parts, clear: 0 })
}

/// Copies `n` elements of `size` bytes.
///
/// # Safety
/// As [`Caster::run`].
pub unsafe fn copy_loop(src: *const u8, ss: isize, dst: *mut u8, ds: isize, n: usize, size: usize) {
    // SAFETY: the caller vouches for `n` elements on both sides.
    unsafe {
        if ss == size as isize && ds == ss {
            return std::ptr::copy(src, dst, n * size);
        }
        crate::by_size!(size, T => copy_typed::<T>(src, ss, dst, ds, n), else {
            for i in 0..n as isize {
                std::ptr::copy(src.wrapping_offset(ss * i), dst.wrapping_offset(ds * i), size);
            }
        });
    }
}

/// Copies rows of `shape[1]` elements, not many, where the strides of rows and of elements in them are given; source and
/// target do not overlap.
///
/// # Safety
/// As [`Caster::run`], for each row.
pub unsafe fn copy_rows(
    src: *const u8,
    ss: [isize; 2],
    dst: *mut u8,
    ds: [isize; 2],
    [rows, n]: [usize; 2],
    size: usize,
) {
    if ss[1] != size as isize || ds[1] != ss[1] {
        // SAFETY: by the caller.
        return unsafe {
            lengthwise(src, ss, dst, ds, [rows, n], |s, ss, d, ds, n| copy_loop(s, ss, d, ds, n, size))
        };
    }
    let at =
        |row: usize| (src.wrapping_offset(ss[0] * row as isize), dst.wrapping_offset(ds[0] * row as isize));
    // SAFETY: the caller vouches for the rows.
    unsafe {
        // A known number of bytes is copied without a call.
        match n * size {
            8 => (0..rows).for_each(|row| std::ptr::copy_nonoverlapping(at(row).0, at(row).1, 8)),
            16 => (0..rows).for_each(|row| std::ptr::copy_nonoverlapping(at(row).0, at(row).1, 16)),
            24 => (0..rows).for_each(|row| std::ptr::copy_nonoverlapping(at(row).0, at(row).1, 24)),
            32 => (0..rows).for_each(|row| std::ptr::copy_nonoverlapping(at(row).0, at(row).1, 32)),
            bytes => (0..rows).for_each(|row| std::ptr::copy_nonoverlapping(at(row).0, at(row).1, bytes)),
        }
    }
}

/// Rows that are handled together: a block of them stays in the first-level cache.
const ROWS: usize = 128;

/// Calls `f` for lines along the rows, or along the columns of blocks of them, whichever are longer.
///
/// # Safety
/// That of `f`, for the lines of rows at these strides.
unsafe fn lengthwise(
    src: *const u8,
    ss: [isize; 2],
    dst: *mut u8,
    ds: [isize; 2],
    [rows, n]: [usize; 2],
    f: impl Fn(*const u8, isize, *mut u8, isize, usize),
) {
    let at = |row: usize, i: usize| {
        let offset = |steps: [isize; 2]| steps[0] * row as isize + steps[1] * i as isize;
        (src.wrapping_offset(offset(ss)), dst.wrapping_offset(offset(ds)))
    };
    if n >= rows {
        (0..rows).for_each(|row| f(at(row, 0).0, ss[1], at(row, 0).1, ds[1], n));
    } else {
        for first in (0..rows).step_by(ROWS) {
            let count = ROWS.min(rows - first);
            (0..n).for_each(|i| f(at(first, i).0, ss[0], at(first, i).1, ds[0], count));
        }
    }
}

/// Elements as unaligned integers of their size; one value over a contiguous line vectorises.
///
/// # Safety
/// As [`Caster::run`].
unsafe fn copy_typed<T: Copy>(src: *const u8, ss: isize, dst: *mut u8, ds: isize, n: usize) {
    // SAFETY: by the caller; all elements are among the `n`.
    unsafe {
        if ss == 0 && ds == size_of::<T>() as isize && n > 0 {
            let v = src.cast::<T>().read_unaligned();
            return (0..n).for_each(|i| dst.cast::<T>().add(i).write_unaligned(v));
        }
        for i in 0..n as isize {
            let v = src.wrapping_offset(ss * i).cast::<T>().read_unaligned();
            dst.wrapping_offset(ds * i).cast::<T>().write_unaligned(v);
        }
    }
}

/// Copies with the bytes of each `unit` reversed.
///
/// # Safety
/// As [`Caster::run`].
unsafe fn swap_loop(src: *const u8, ss: isize, dst: *mut u8, ds: isize, n: usize, size: usize, unit: usize) {
    for i in 0..n as isize {
        let (s, d) = (src.wrapping_offset(ss * i), dst.wrapping_offset(ds * i));
        for u in (0..size).step_by(unit) {
            // SAFETY: `u + unit <= size`, within element `i`.
            unsafe {
                let (s, d) = (s.add(u), d.add(u));
                match unit {
                    2 => d.cast::<u16>().write_unaligned(s.cast::<u16>().read_unaligned().swap_bytes()),
                    4 => d.cast::<u32>().write_unaligned(s.cast::<u32>().read_unaligned().swap_bytes()),
                    _ => d.cast::<u64>().write_unaligned(s.cast::<u64>().read_unaligned().swap_bytes()),
                }
            }
        }
    }
}
