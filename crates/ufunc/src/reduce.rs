//! Reductions: `reduce` over any axes, with identity, initial value and mask.
//!
//! The order in which elements are combined depends on shape and strides alone. Threads share kept axes, or a
//! line whose operation does not care about order; sums of floats follow their own tree ([`crate::pairwise`]).

use crate::call::boolean;
use crate::driver::{Pointers, cast_between, for_each_part, true_runs};
use crate::error::{Error, Result};
use crate::kernel::LoopRow;
use crate::resolve::resolve;
use crate::table::{Identity, Rule, Ufunc};
use crate::text::is_text;
use pallasite_array::cast::Caster;
use pallasite_array::iter::{Nest, SHORT, advance};
use pallasite_array::layout::{self, Shape, Strides};
use pallasite_array::promote::{Casting, Operand};
use pallasite_array::{DType, Kind, NdArray, Order, Scalar, threads};
use smallvec::SmallVec;
use std::sync::Mutex;

/// What may be asked of a reduction.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReduceOptions<'a> {
    /// Axes to reduce, negative ones from the end; all by default.
    pub axes: Option<&'a [isize]>,
    /// Kind to compute in.
    pub dtype: Option<Kind>,
    /// Where to write the result.
    pub out: Option<&'a NdArray>,
    /// Leave reduced axes in the result, with length one.
    pub keepdims: bool,
    /// Value to start with, instead of the identity.
    pub initial: Option<&'a Scalar>,
    /// Elements that take part.
    pub where_: Option<&'a NdArray>,
}

/// Reduces an array with a binary ufunc.
///
/// The result has the shape of `a` without the reduced axes. Sums and products of small integers are
/// computed in 64 bits.
///
/// # Errors
/// Axes that `a` does not have, empty reductions without identity, several axes for an operation whose order
/// matters, types without a loop, an output of another shape or with other handles to its memory.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_ufunc::{ReduceOptions, reduce, table};
/// let a = NdArray::from_vec_shape(vec![1i8, 2, 3, 4], &[2, 2]).unwrap();
/// let columns = reduce(&table::ADD, &a, &ReduceOptions { axes: Some(&[0]), ..Default::default() }).unwrap();
/// assert_eq!(columns.to_vec::<i64>().unwrap(), [4, 6]);
/// ```
pub fn reduce(ufunc: &'static Ufunc, a: &NdArray, options: &ReduceOptions) -> Result<NdArray> {
    if options.out.is_some_and(|out| out.buffer().handles() > 1) {
        return Err(pallasite_array::Error::Shared.into());
    }
    // SAFETY: nobody else has a handle to the output's memory.
    unsafe { reduce_shared(ufunc, a, options) }
}

/// [`reduce`] with an output as NumPy has it: others may have views of its memory.
///
/// # Safety
/// No Rust reference into the output's memory exists, and no other thread uses it meanwhile.
///
/// # Errors
/// As [`reduce`].
pub unsafe fn reduce_shared(ufunc: &'static Ufunc, a: &NdArray, options: &ReduceOptions) -> Result<NdArray> {
    let row = reduction_row(ufunc, a.dtype(), options.dtype)?;
    if let Some(done) = whole_line(ufunc, row, a, options)? {
        return Ok(done);
    }
    let reduced = reduced_axes(ufunc, a.ndim(), options.axes)?;
    let kept = |axis: &usize| !reduced[*axis];
    let kind = row.types[2];
    let shape: Shape = (0..a.ndim()).filter(kept).map(|i| a.shape()[i]).collect();
    let like: Strides = (0..a.ndim()).filter(kept).map(|i| a.strides()[i]).collect();
    // SAFETY: `start` below writes every element.
    let acc = unsafe { NdArray::uninit_like(&shape, &kind.into(), &like)? };
    let mask = options.where_.map(boolean).transpose()?;
    let skip = start(ufunc, a, &acc, &reduced, options)?;
    let line = Line::new(ufunc, row, a.dtype())?;
    let (offset, count) =
        skip.map_or((0, None), |axis| (a.strides()[axis], Some((axis, a.shape()[axis] - 1))));
    let mut extent: Shape = a.shape().into();
    if let Some((axis, n)) = count {
        extent[axis] = n;
    }
    let mut acc_strides = Strides::new();
    let mut own = acc.strides().iter();
    for &r in &reduced {
        acc_strides.push(if r { 0 } else { *own.next().expect("one stride for each kept axis") });
    }
    let mut walk = Walk {
        ptrs: Pointers(SmallVec::new()),
        strides: SmallVec::new(),
        shape: extent,
        reduced: &reduced,
        line: &line,
    };
    walk.push(acc.as_ptr(), acc_strides);
    walk.push(a.as_ptr().wrapping_offset(offset), a.strides().into());
    if let Some(m) = &mask {
        let strides = layout::broadcast_strides(m.shape(), m.strides(), a.shape())
            .ok_or_else(|| pallasite_array::Error::Broadcast(vec![a.shape().to_vec(), m.shape().to_vec()]))?;
        walk.push(m.as_ptr(), strides);
    }
    // Without a reduced axis the first element is all there is.
    let done = ufunc.identity == Identity::None && options.initial.is_none() && !reduced.contains(&true);
    if !done {
        // SAFETY: `acc` is ours alone and initialised, all operands have the walk's shape.
        unsafe { walk.run(ufunc.cost)? };
    }
    // SAFETY: by the caller.
    unsafe { deliver(ufunc, acc, &reduced, options) }
}

/// Contiguous native arrays reduced to one number, without any planning.
fn whole_line(
    ufunc: &'static Ufunc,
    row: &LoopRow,
    a: &NdArray,
    options: &ReduceOptions,
) -> Result<Option<NdArray>> {
    let plain =
        options.out.is_none() && !options.keepdims && options.where_.is_none() && options.initial.is_none();
    let all = options.axes.is_none() || a.ndim() == 1 && matches!(options.axes, Some([0 | -1]));
    let native = a.dtype().is(row.types[1]) && a.is_c_contiguous();
    let value = ufunc.identity.value();
    // An extremum may meet its first element twice.
    let starts = value.is_some() || ufunc.identity == Identity::Reorderable && a.size() > 0;
    let parallel = row.order_free && threads::parts_for(a.size() * ufunc.cost) > 1;
    if !(plain && all && native && starts) || parallel {
        return Ok(None);
    }
    let dtype = DType::from(row.types[2]);
    // SAFETY: written before it is read; the array has `size` contiguous elements.
    unsafe {
        let acc = NdArray::uninit(&[], &dtype, Order::C)?;
        match value {
            Some(value) => value.cast_write(acc.as_ptr(), &dtype)?,
            None => std::ptr::copy_nonoverlapping(a.as_ptr(), acc.as_ptr(), a.itemsize()),
        }
        row.fold_line(acc.as_ptr(), a.as_ptr(), a.itemsize() as isize, a.size());
        Ok(Some(acc))
    }
}

/// The loop that a reduction folds with: its result can be its left operand.
pub(crate) fn reduction_row(
    ufunc: &'static Ufunc,
    from: &DType,
    dtype: Option<Kind>,
) -> Result<&'static LoopRow> {
    if ufunc.nin != 2 {
        return Err(Error::value("reduce only supported for binary functions"));
    }
    if ufunc.nout != 1 {
        return Err(Error::value("reduce only supported for functions returning a single value"));
    }
    let kind = dtype.unwrap_or(match from.kind() {
        k if !matches!(ufunc.name, "add" | "multiply") => k,
        Kind::Bool | Kind::Int8 | Kind::Int16 | Kind::Int32 => Kind::Int64,
        Kind::UInt8 | Kind::UInt16 | Kind::UInt32 => Kind::UInt64,
        k => k,
    });
    let folds = |r: &&'static LoopRow| r.reduces();
    if let Some(row) = ufunc.same(kind).filter(folds) {
        return Ok(row);
    }
    if ufunc.rule == Rule::Logical && (from.kind().is_numeric() || is_text(from.kind())) {
        return ufunc.same(Kind::Bool).ok_or(Error::NoSignature(ufunc.name));
    }
    let operand = Operand::Typed(kind.into());
    let row = resolve(ufunc, &[operand.clone(), operand], &[], Casting::Safe)?;
    Some(row).filter(folds).ok_or(Error::NoSignature(ufunc.name))
}

/// Which axes go.
///
/// # Errors
/// Axes that are not there or named twice; several of them where the order matters.
pub(crate) fn reduced_axes(
    ufunc: &Ufunc,
    ndim: usize,
    axes: Option<&[isize]>,
) -> Result<SmallVec<[bool; 8]>> {
    let mut reduced: SmallVec<[bool; 8]> = SmallVec::from_elem(axes.is_none(), ndim);
    for &axis in axes.unwrap_or(&[]) {
        if ndim == 0 && matches!(axis, 0 | -1) {
            continue;
        }
        let at = normalize_axis(axis, ndim)?;
        if std::mem::replace(&mut reduced[at], true) {
            return Err(Error::value("duplicate value in 'axis'"));
        }
    }
    if ufunc.identity == Identity::None && reduced.iter().filter(|&&r| r).count() > 1 {
        return Err(Error::value(format!(
            "reduction operation '{}' is not reorderable, so at most one axis may be specified",
            ufunc.name
        )));
    }
    Ok(reduced)
}

/// An axis counted from the front.
///
/// # Errors
/// [`pallasite_array::Error::Axis`].
pub(crate) fn normalize_axis(axis: isize, ndim: usize) -> Result<usize> {
    let at = if axis < 0 { axis + ndim as isize } else { axis };
    if at < 0 || at >= ndim as isize {
        return Err(pallasite_array::Error::Axis { axis, ndim }.into());
    }
    Ok(at as usize)
}

/// Fills the accumulator; returns the axis whose first element is used up.
fn start(
    ufunc: &Ufunc,
    a: &NdArray,
    acc: &NdArray,
    reduced: &[bool],
    options: &ReduceOptions,
) -> Result<Option<usize>> {
    let identity = ufunc.identity.value();
    if let Some(value) = options.initial.or(identity.as_ref()) {
        let value = NdArray::from_scalar(value, acc.dtype())?;
        // SAFETY: `acc` is fresh.
        unsafe { acc.assign_shared(&value)? };
        return Ok(None);
    }
    if options.where_.is_some() {
        return Err(Error::value(format!(
            "reduction operation '{}' does not have an identity, so to use a where mask one has to specify 'initial'",
            ufunc.name
        )));
    }
    if acc.size() == 0 {
        return Ok(None);
    }
    if a.size() == 0 {
        return Err(Error::NoIdentity(ufunc.name));
    }
    let strides: Strides = (0..a.ndim()).filter(|&i| !reduced[i]).map(|i| a.strides()[i]).collect();
    let first = a.view_with(0, a.dtype().clone(), acc.shape(), &strides)?;
    // SAFETY: `acc` is fresh.
    unsafe { acc.assign_shared(&first)? };
    // An extremum may meet its first element twice; other operations must not.
    let axis = reduced.iter().position(|&r| r);
    Ok(axis.filter(|_| ufunc.identity == Identity::None))
}

/// Gives the result the axes and the place that were asked for.
///
/// # Safety
/// As [`reduce_shared`].
unsafe fn deliver(ufunc: &Ufunc, acc: NdArray, reduced: &[bool], options: &ReduceOptions) -> Result<NdArray> {
    let result = if options.keepdims { with_kept_axes(&acc, reduced)? } else { acc };
    let Some(out) = options.out else {
        return Ok(result);
    };
    if out.ndim() != result.ndim() {
        return Err(Error::value(format!(
            "output parameter for reduction operation {} has the wrong number of dimensions: Found {} but expected {}",
            ufunc.name,
            out.ndim(),
            result.ndim()
        )));
    }
    if out.shape() != result.shape() {
        return Err(Error::value(format!(
            "output parameter for reduction operation {} has a non-reduction dimension not equal to the input one.",
            ufunc.name
        )));
    }
    // SAFETY: by the caller.
    unsafe { out.assign_shared(&result)? };
    Ok(out.clone())
}

/// The same elements with an axis of length one for each reduced axis.
pub(crate) fn with_kept_axes(acc: &NdArray, reduced: &[bool]) -> Result<NdArray> {
    let (mut shape, mut strides) = (Shape::new(), Strides::new());
    let mut own = acc.shape().iter().zip(acc.strides());
    for &r in reduced {
        let (d, s) = if r { (1, 0) } else { own.next().map(|(d, s)| (*d, *s)).unwrap_or((1, 0)) };
        shape.push(d);
        strides.push(s);
    }
    Ok(acc.view_with(0, acc.dtype().clone(), &shape, &strides)?)
}

/// How one line of elements goes into the accumulator, or one row of elements into a row of accumulators.
struct Line {
    fold: &'static LoopRow,
    fold_cast: Option<Caster>,
    fold_size: usize,
    /// The loop whose operands all have the accumulator's type.
    row: &'static LoopRow,
    row_cast: Option<Caster>,
    acc_size: usize,
    identity: Option<Scalar>,
}

/// Accumulators that take all rows before the next ones do: a part of the first-level cache.
const ROW_BLOCK: usize = 1024;

/// Elements that are cast before they are folded: NumPy's buffer size, on which the bits of a sum depend.
const CAST_BLOCK: usize = 8192;

impl Line {
    fn new(ufunc: &'static Ufunc, row: &'static LoopRow, from: &DType) -> Result<Line> {
        // The elementwise loop of `logical_and` on numbers cannot take its own result as an operand.
        let by_row = if row.types[0] == row.types[2] { row } else { ufunc.same(row.types[2]).unwrap_or(row) };
        Ok(Line {
            fold: row,
            fold_cast: cast_between(from, &row.types[1].into())?,
            fold_size: row.types[1].size(),
            row: by_row,
            row_cast: cast_between(from, &by_row.types[1].into())?,
            acc_size: row.types[2].size(),
            identity: ufunc.identity.value(),
        })
    }

    /// `acc = acc ∘ x[0] ∘ ...`
    ///
    /// # Safety
    /// An accumulator and `n` elements.
    unsafe fn fold(&self, acc: *mut u8, x: *const u8, step: isize, n: usize) -> Result<()> {
        let Some(caster) = &self.fold_cast else {
            // SAFETY: by the caller.
            unsafe { self.fold.fold_line(acc, x, step, n) };
            return Ok(());
        };
        let mut buffer = vec![0u64; (CAST_BLOCK.min(n) * self.fold_size).div_ceil(8)];
        let size = self.fold_size as isize;
        for first in (0..n).step_by(CAST_BLOCK) {
            let count = CAST_BLOCK.min(n - first);
            let at = x.wrapping_offset(step * first as isize);
            // SAFETY: a part of the elements, which fits the buffer.
            unsafe {
                caster.run(at, step, buffer.as_mut_ptr().cast(), size, count)?;
                self.fold.fold_line(acc, buffer.as_ptr().cast(), size, count);
            }
        }
        Ok(())
    }

    /// Each of `rows` rows of few elements into an accumulator of its own, after a cast of many of them at once.
    ///
    /// # Safety
    /// As many accumulators and rows.
    unsafe fn fold_rows_cast(
        &self,
        caster: &Caster,
        [acc, x]: [*mut u8; 2],
        acc_step: isize,
        steps: [isize; 2],
        [rows, n]: [usize; 2],
    ) -> Result<()> {
        let mut buffer = std::mem::MaybeUninit::<crate::driver::ChunkBuffer>::uninit();
        let (cast, size) = (buffer.as_mut_ptr().cast::<u8>(), self.fold_size as isize);
        let row_size = size * n as isize;
        let most = crate::driver::CHUNK / n;
        for first in (0..rows).step_by(most) {
            let count = most.min(rows - first);
            let (x, acc) = (
                x.wrapping_offset(steps[0] * first as isize),
                acc.wrapping_offset(acc_step * first as isize),
            );
            // SAFETY: some of the rows, which fit the buffer.
            unsafe {
                caster.run_rows(x, steps, cast, [row_size, size], [count, n])?;
                for row in 0..count as isize {
                    let acc = acc.wrapping_offset(acc_step * row);
                    self.fold.fold_line(acc, cast.wrapping_offset(row_size * row), size, n);
                }
            }
        }
        Ok(())
    }

    /// Whether contiguous rows, whose inner strides these are, can go into accumulators together.
    fn stacks(&self, inner: &[isize]) -> bool {
        let size = self.acc_size as isize;
        self.row.fold_rows.is_some() && self.row_cast.is_none() && inner[0] == size && inner[1] == size
    }

    /// `acc[i] = acc[i] ∘ x[i]`
    ///
    /// # Safety
    /// `n` accumulators and elements.
    unsafe fn add_row(&self, acc: *mut u8, acc_step: isize, x: *mut u8, step: isize, n: usize) -> Result<()> {
        let Some(caster) = &self.row_cast else {
            // SAFETY: by the caller.
            unsafe { (self.row.run)(&[acc, x, acc], &[acc_step, step, acc_step], n) };
            return Ok(());
        };
        let size = self.row.types[1].size() as isize;
        let mut buffer = std::mem::MaybeUninit::<crate::driver::ChunkBuffer>::uninit();
        for first in (0..n).step_by(crate::driver::CHUNK) {
            let count = crate::driver::CHUNK.min(n - first);
            let at = x.wrapping_offset(step * first as isize);
            let to = acc.wrapping_offset(acc_step * first as isize);
            let cast = buffer.as_mut_ptr().cast::<u8>();
            // SAFETY: a part of the elements, which fits the buffer.
            unsafe {
                caster.run(at, step, cast, size, count)?;
                (self.row.run)(&[to, cast, to], &[acc_step, size, acc_step], count);
            }
        }
        Ok(())
    }
}

/// Accumulators, elements and mask, walked together.
struct Walk<'a> {
    ptrs: Pointers,
    strides: SmallVec<[Strides; 3]>,
    shape: Shape,
    reduced: &'a [bool],
    line: &'a Line,
}

impl Walk<'_> {
    fn push(&mut self, ptr: *mut u8, strides: Strides) {
        self.ptrs.0.push(ptr);
        self.strides.push(strides);
    }

    /// # Safety
    /// All operands have the walk's shape; nobody else touches the accumulators.
    unsafe fn run(&self, cost: usize) -> Result<()> {
        let size: usize = self.shape.iter().product();
        let parts = threads::parts_for(size.saturating_mul(cost));
        let widest = (0..self.shape.len()).filter(|&i| !self.reduced[i]).max_by_key(|&i| self.shape[i]);
        match widest.filter(|&axis| parts > 1 && self.shape[axis] > 1) {
            // SAFETY: by the caller.
            Some(axis) => unsafe { self.run_split(axis, parts.min(self.shape[axis])) },
            // SAFETY: by the caller.
            None => unsafe { self.run_part(&self.shape, &self.ptrs.0, parts) },
        }
    }

    /// Every part owns a range of one kept axis.
    ///
    /// # Safety
    /// As [`Walk::run`].
    unsafe fn run_split(&self, axis: usize, parts: usize) -> Result<()> {
        let n = self.shape[axis];
        let failed = Mutex::new(Ok(()));
        for_each_part(parts, |i| {
            let (mut shape, range) = (self.shape.clone(), threads::part(n, parts, i));
            shape[axis] = range.len();
            let at = self
                .ptrs
                .0
                .iter()
                .zip(&self.strides)
                .map(|(p, s)| p.wrapping_offset(s[axis] * range.start as isize));
            let at: SmallVec<[*mut u8; 4]> = at.collect();
            // SAFETY: a part of the walk, with accumulators of its own.
            if let Err(e) = unsafe { self.run_part(&shape, &at, 1) } {
                *failed.lock().expect("no panic while held") = Err(e);
            }
        });
        failed.into_inner().expect("no panic while held")
    }

    /// # Safety
    /// As [`Walk::run`].
    unsafe fn run_part(&self, shape: &[usize], ptrs: &[*mut u8], parts: usize) -> Result<()> {
        let strides: SmallVec<[&[isize]; 4]> = self.strides.iter().map(|s| &s[..]).collect();
        let nest = Nest::new(shape, &strides);
        let mut result = Ok(());
        nest.each_plane(ptrs, |p, strides, lengths| {
            // SAFETY: by the caller.
            let done = unsafe { self.plane(p, strides, lengths, parts) };
            if done.is_err() {
                result = done;
            }
        });
        result
    }

    /// The rows of a plane one after the other; where they share accumulators, by blocks of these that stay in
    /// the cache.
    ///
    /// # Safety
    /// As [`Walk::run`].
    unsafe fn plane(
        &self,
        p: &[*mut u8],
        [outer, inner]: [&[isize]; 2],
        [rows, n]: [usize; 2],
        parts: usize,
    ) -> Result<()> {
        if let (Some(caster), [acc, x], 1..SHORT) = (&self.line.fold_cast, p, n)
            && inner[0] == 0
        {
            let steps = [outer[1], inner[1]];
            // SAFETY: by the caller.
            return unsafe { self.line.fold_rows_cast(caster, [*acc, *x], outer[0], steps, [rows, n]) };
        }
        let shared = outer[0] == 0 && inner[0] != 0;
        let block = if shared { ROW_BLOCK } else { n.max(1) };
        for first in (0..n).step_by(block) {
            let count = block.min(n - first);
            let mut p: SmallVec<[*mut u8; 4]> = SmallVec::from_slice(p);
            advance(&mut p, inner, first as isize);
            if shared && p.len() == 2 && self.line.stacks(inner) {
                let fold_rows = self.line.row.fold_rows.expect("the line stacks");
                // SAFETY: a block of contiguous accumulators, and of the rows that go into them.
                unsafe { fold_rows(p[0], p[1], outer[1], rows, count) };
                continue;
            }
            for _ in 0..rows {
                // SAFETY: by the caller.
                unsafe { self.inner(&p, inner, count, parts)? };
                advance(&mut p, outer, 1);
            }
        }
        Ok(())
    }

    /// # Safety
    /// As [`Walk::run`].
    unsafe fn inner(&self, p: &[*mut u8], s: &[isize], n: usize, parts: usize) -> Result<()> {
        // SAFETY: by the caller.
        unsafe {
            match (p.get(2), s[0] == 0) {
                (None, true) if parts > 1 && self.line.fold.order_free => self.fold_parallel(p, s, n),
                (None, true) => self.line.fold(p[0], p[1], s[1], n),
                (None, false) => self.line.add_row(p[0], s[0], p[1], s[1], n),
                (Some(mask), along) => {
                    for (from, count) in true_runs(*mask, s[2], n) {
                        let i = from as isize;
                        let (acc, x) = (p[0].wrapping_offset(s[0] * i), p[1].wrapping_offset(s[1] * i));
                        if along {
                            self.line.fold(acc, x, s[1], count)?;
                        } else {
                            self.line.add_row(acc, s[0], x, s[1], count)?;
                        }
                    }
                    Ok(())
                }
            }
        }
    }

    /// One long line, cut in pieces, of an operation whose order is free.
    ///
    /// # Safety
    /// As [`Walk::run`].
    unsafe fn fold_parallel(&self, p: &[*mut u8], s: &[isize], n: usize) -> Result<()> {
        let parts = threads::parts_for(n).max(1);
        let mut partial = vec![0u128; parts];
        let acc_type = DType::from(self.line.row.types[2]);
        for slot in &mut partial {
            let at: *mut u8 = std::ptr::from_mut(slot).cast();
            // SAFETY: no element is larger than 16 bytes.
            unsafe {
                match &self.line.identity {
                    Some(value) => value.cast_write(at, &acc_type)?,
                    // Without an identity the value so far starts all pieces: extrema may meet it again.
                    None => std::ptr::copy_nonoverlapping(p[0], at, self.line.acc_size),
                }
            }
        }
        let shared = Pointers(SmallVec::from_slice(&[partial.as_mut_ptr().cast(), p[1]]));
        let failed = Mutex::new(Ok(()));
        for_each_part(parts, |i| {
            let (shared, range) = (&shared, threads::part(n, parts, i));
            let acc = shared.0[0].wrapping_add(i * size_of::<u128>());
            let x = shared.0[1].wrapping_offset(s[1] * range.start as isize);
            // SAFETY: a piece of the line, with an accumulator of its own.
            if let Err(e) = unsafe { self.line.fold(acc, x, s[1], range.len()) } {
                *failed.lock().expect("no panic while held") = Err(e);
            }
        });
        // SAFETY: the pieces are done.
        unsafe { self.line.row.fold_line(p[0], partial.as_ptr().cast(), size_of::<u128>() as isize, parts) };
        failed.into_inner().expect("no panic while held")
    }
}
