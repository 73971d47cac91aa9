//! Sums of products along one line, the innermost loop of a contraction.
use crate::linalg::Ring;
use crate::linalg::product::{BLOCK, dot_body, dot_lines, sum_body, sum_line};
use pallasite_array::iter::PerOperand;
use pallasite_ufunc::math::level::MulAdd;
use pallasite_ufunc::simd_levels;

/// Elements below which preparing slices costs more than it gives.
const SHORT: usize = 16;

/// Elements of a product in a buffer, which stay in the first-level cache.
const CHUNK: usize = 256;

/// What happens to the elements of the output.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Mode {
    /// They are replaced, as nothing is summed.
    Set,
    /// They are sums, which go on.
    Add,
}

/// One operand of a line.
#[derive(Clone, Copy)]
enum Factor<'a, T> {
    /// One element for the whole line.
    Number(T),
    /// Elements one after the other.
    Slice(&'a [T]),
}

/// Multiplies the operands at `p[1..]` along a line of `n` elements into the output at `p[0]`.
///
/// # Safety
/// Pointers and strides in bytes are those of elements of `T`, valid for reading, the output's for writing; they are
/// aligned, and the output does not overlap the operands.
pub(super) unsafe fn line<T: Ring>(p: &[*mut u8], s: &[isize], n: usize, mode: Mode) {
    let dense = |stride: isize| stride == 0 || stride == size_of::<T>() as isize;
    // SAFETY: by the caller.
    unsafe {
        if n < SHORT || !dense(s[0]) {
            spread_line::<T>(p, s, n, mode);
        } else if p.len() <= 3 && s[1..].iter().all(|&stride| dense(stride)) {
            let y = (p.len() == 3).then(|| factor(p[2].cast(), s[2], n));
            combine::<T>(p[0].cast(), s[0] == 0, n, factor(p[1].cast(), s[1], n), y, mode);
        } else {
            chunked_line::<T>(p, s, n, mode);
        }
    }
}

/// [`line()`] for each of `rows` lines, whose strides from one to the next are those of `outer`.
///
/// # Safety
/// As there, for all lines.
pub(super) unsafe fn plane<T: Ring>(
    p: &[*mut u8],
    [outer, inner]: [&[isize]; 2],
    [rows, n]: [usize; 2],
    mode: Mode,
) {
    if n < SHORT && p.len() == 3 {
        // Most small products; without a list of pointers for each line they take half the time.
        for row in 0..rows as isize {
            let at = |i: usize| p[i].wrapping_offset(outer[i] * row);
            let lines = [at(0), at(1), at(2)];
            // SAFETY: by the caller.
            unsafe { spread_line::<T>(&lines, inner, n, mode) };
        }
        return;
    }
    let dense = |stride: &isize| *stride == size_of::<T>() as isize;
    if (SHORT..=BLOCK).contains(&n) && inner[0] == 0 && mode == Mode::Add && inner[1..].iter().all(dense) {
        match p.len() {
            // SAFETY: by the caller; all lines are dense and summed.
            2 => return unsafe { sum_lines::<T>(p, outer, rows, n) },
            // SAFETY: as above.
            3 => return unsafe { dot_rows::<T>(p, outer, rows, n) },
            _ => {}
        }
    }
    for row in 0..rows as isize {
        let lines: PerOperand<*mut u8> =
            p.iter().zip(outer).map(|(p, stride)| p.wrapping_offset(stride * row)).collect();
        // SAFETY: by the caller.
        unsafe { line::<T>(&lines, inner, n, mode) };
    }
}

#[inline(always)]
unsafe fn sum_lines_body<M: MulAdd, T: Ring>(p: &[*mut u8], outer: &[isize], rows: usize, n: usize) {
    for row in 0..rows as isize {
        // SAFETY: by the caller of `plane`.
        unsafe {
            let x = std::slice::from_raw_parts(p[1].wrapping_offset(outer[1] * row).cast::<T>(), n);
            let out = p[0].wrapping_offset(outer[0] * row).cast::<T>();
            *out = (*out).plus(sum_body::<M, T>(x));
        }
    }
}
simd_levels! {
    light
    /// Adds the sum of each of `rows` dense lines to its element of the output.
    unsafe fn sum_lines[T: Ring](p: &[*mut u8], outer: &[isize], rows: usize, n: usize) = sum_lines_body
}

#[inline(always)]
unsafe fn dot_rows_body<M: MulAdd, T: Ring>(p: &[*mut u8], outer: &[isize], rows: usize, n: usize) {
    for row in 0..rows as isize {
        // SAFETY: by the caller of `plane`.
        unsafe {
            let x = std::slice::from_raw_parts(p[1].wrapping_offset(outer[1] * row).cast::<T>(), n);
            let y = std::slice::from_raw_parts(p[2].wrapping_offset(outer[2] * row).cast::<T>(), n);
            let out = p[0].wrapping_offset(outer[0] * row).cast::<T>();
            *out = (*out).plus(dot_body::<M, T>(x, y));
        }
    }
}
simd_levels! {
    light
    /// Adds the scalar product of each of `rows` pairs of dense lines to its element of the output.
    unsafe fn dot_rows[T: Ring](p: &[*mut u8], outer: &[isize], rows: usize, n: usize) = dot_rows_body
}

/// A dense operand.
///
/// # Safety
/// `n` elements are there, or one where the stride is zero.
unsafe fn factor<'a, T: Ring>(p: *const T, stride: isize, n: usize) -> Factor<'a, T> {
    // SAFETY: by the caller.
    unsafe { if stride == 0 { Factor::Number(*p) } else { Factor::Slice(std::slice::from_raw_parts(p, n)) } }
}

/// [`line()`] by products in a buffer, for many operands or spread ones.
///
/// # Safety
/// As there; the output is dense.
unsafe fn chunked_line<T: Ring>(p: &[*mut u8], s: &[isize], n: usize, mode: Mode) {
    let mut buffer = [T::ZERO; CHUNK];
    for start in (0..n).step_by(CHUNK) {
        let product = &mut buffer[..CHUNK.min(n - start)];
        let at = |i: usize| p[i].wrapping_offset(s[i] * start as isize);
        // SAFETY: by the caller; the part is inside of the line.
        unsafe {
            for i in 1..p.len() {
                let mode = if i == 1 { Mode::Set } else { Mode::Add };
                gather(product, at(i).cast(), s[i], mode);
            }
            let x = Factor::Slice(&*product);
            combine::<T>(at(0).cast(), s[0] == 0, product.len(), x, None, mode);
        }
    }
}

/// Copies an operand ([`Mode::Set`]), or multiplies by it.
///
/// # Safety
/// The operand has as many elements at its stride as `product`.
unsafe fn gather<T: Ring>(product: &mut [T], p: *const T, stride: isize, mode: Mode) {
    if stride == size_of::<T>() as isize {
        // SAFETY: by the caller; the bodies are safe.
        unsafe {
            let x = std::slice::from_raw_parts(p, product.len());
            return if mode == Mode::Set { product.copy_from_slice(x) } else { multiply(product, x) };
        }
    }
    for (i, out) in product.iter_mut().enumerate() {
        // SAFETY: by the caller.
        let x = unsafe { p.wrapping_byte_offset(stride * i as isize).read() };
        *out = if mode == Mode::Set { x } else { out.times(x) };
    }
}

/// Adds up, adds or writes the products of one or two operands.
///
/// # Safety
/// The output has `n` elements, or one where the line is summed; it overlaps no operand.
unsafe fn combine<T: Ring>(
    out: *mut T,
    summed: bool,
    n: usize,
    x: Factor<'_, T>,
    y: Option<Factor<'_, T>>,
    mode: Mode,
) {
    let (slice, other) = match (x, y) {
        (Factor::Slice(x), y) => (x, y),
        (Factor::Number(_), Some(Factor::Slice(y))) => (y, Some(x)),
        (Factor::Number(x), y) => {
            let x = if let Some(Factor::Number(y)) = y { x.times(y) } else { x };
            let stride = if summed { 0 } else { size_of::<T>() as isize };
            // SAFETY: by the caller.
            return unsafe { spread(out, stride, n, mode, |_| x) };
        }
    };
    // SAFETY: by the caller; the bodies are safe.
    unsafe {
        if summed {
            let sum = match other {
                None => sum_line(slice),
                Some(Factor::Number(y)) => sum_line(slice).times(y),
                Some(Factor::Slice(y)) => dot_lines(slice, y),
            };
            *out = (*out).plus(sum);
        } else {
            elementwise(std::slice::from_raw_parts_mut(out, n), slice, other, mode);
        }
    }
}

#[inline(always)]
unsafe fn multiply_body<M: MulAdd, T: Ring>(out: &mut [T], x: &[T]) {
    out.iter_mut().zip(x).for_each(|(o, &x)| *o = o.times(x));
}
simd_levels! {
    light
    /// `out *= x`
    unsafe fn multiply[T: Ring](out: &mut [T], x: &[T]) = multiply_body
}

#[inline(always)]
unsafe fn elementwise_body<M: MulAdd, T: Ring>(out: &mut [T], x: &[T], y: Option<Factor<'_, T>>, mode: Mode) {
    let both = out.iter_mut().zip(x);
    match (y, mode) {
        (None, Mode::Set) => both.for_each(|(o, &x)| *o = x),
        (None, Mode::Add) => both.for_each(|(o, &x)| *o = o.plus(x)),
        (Some(Factor::Number(y)), Mode::Set) => both.for_each(|(o, &x)| *o = x.times(y)),
        (Some(Factor::Number(y)), Mode::Add) => both.for_each(|(o, &x)| *o = o.plus(x.times(y))),
        (Some(Factor::Slice(y)), Mode::Set) => both.zip(y).for_each(|((o, &x), &y)| *o = x.times(y)),
        (Some(Factor::Slice(y)), Mode::Add) => both.zip(y).for_each(|((o, &x), &y)| *o = o.plus(x.times(y))),
    }
}
simd_levels! {
    light
    /// `out = x y` or `out += x y`
    unsafe fn elementwise[T: Ring](out: &mut [T], x: &[T], y: Option<Factor<'_, T>>, mode: Mode) = elementwise_body
}

/// [`line()`] element by element, for any strides.
///
/// # Safety
/// As there.
#[inline(always)]
unsafe fn spread_line<T: Ring>(p: &[*mut u8], s: &[isize], n: usize, mode: Mode) {
    // SAFETY: by the caller.
    let read = |operand: usize, i: usize| unsafe {
        p[operand].wrapping_offset(s[operand] * i as isize).cast::<T>().read()
    };
    match p.len() {
        // SAFETY: by the caller.
        2 => unsafe { spread(p[0].cast::<T>(), s[0], n, mode, |i| read(1, i)) },
        // SAFETY: by the caller.
        3 => unsafe { spread(p[0].cast::<T>(), s[0], n, mode, |i| read(1, i).times(read(2, i))) },
        k => {
            let product = |i| (2..k).fold(read(1, i), |x, operand| x.times(read(operand, i)));
            // SAFETY: by the caller.
            unsafe { spread(p[0].cast::<T>(), s[0], n, mode, product) }
        }
    }
}

/// Writes `product(i)`, or adds it, to the elements of the output.
///
/// # Safety
/// The output is valid for reading and writing `n` elements at the stride.
#[inline(always)]
unsafe fn spread<T: Ring>(out: *mut T, stride: isize, n: usize, mode: Mode, product: impl Fn(usize) -> T) {
    // SAFETY: by the caller.
    unsafe {
        if stride == 0 && mode == Mode::Add {
            *out = (0..n).fold(*out, |sum, i| sum.plus(product(i)));
            return;
        }
        for i in 0..n {
            let out = out.wrapping_byte_offset(stride * i as isize);
            *out = if mode == Mode::Add { (*out).plus(product(i)) } else { product(i) };
        }
    }
}
