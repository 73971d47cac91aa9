//! Elementwise execution: overlap, casts in the chunk, masks, threads.

use crate::error::Result;
use crate::kernel::LoopRow;
use crate::math::fpstatus::{self, Flags};
use crate::packed;
use crate::table::Ufunc;
use pallasite_array::cast::Caster;
use pallasite_array::interrupt;
use pallasite_array::iter::{Nest, PerOperand};
use pallasite_array::layout::{self, Strides};
use pallasite_array::{DType, Kind, NdArray, Order, threads};
use smallvec::SmallVec;
use std::mem::MaybeUninit;
use std::sync::Mutex;

/// Elements that are cast at once: a chunk of each operand stays in the first-level cache.
pub(crate) const CHUNK: usize = 512;

/// Elements between two looks whether the work is to end.
const BLOCK: usize = 1 << 16;

/// Memory for a chunk of one operand of any type.
pub(crate) type ChunkBuffer = [MaybeUninit<u128>; CHUNK];

/// The most operands a ufunc has.
pub(crate) const MAX_OPERANDS: usize = crate::scalar::MAX_KERNEL_OPERANDS;

/// An operand: where it is, how it is laid out, what it holds.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub ptr: *mut u8,
    pub shape: &'a [usize],
    pub strides: &'a [isize],
    pub dtype: &'a DType,
}

impl<'a> From<&'a NdArray> for View<'a> {
    fn from(a: &'a NdArray) -> Self {
        View { ptr: a.as_ptr(), shape: a.shape(), strides: a.strides(), dtype: a.dtype() }
    }
}

impl View<'_> {
    fn bounds(&self) -> (usize, usize) {
        let (low, high) = layout::extent(self.shape, self.strides, self.dtype.itemsize()).unwrap_or((0, 0));
        (self.ptr.addr().wrapping_add_signed(low), self.ptr.addr().wrapping_add_signed(high))
    }

    /// True when writing `out` element by element could change what is later read here.
    fn clashes_with(&self, out: &View) -> bool {
        let ((a, b), (c, d)) = (self.bounds(), out.bounds());
        let apart = a >= d || c >= b;
        let same = self.ptr == out.ptr
            && self.shape == out.shape
            && self.strides == out.strides
            && self.dtype.itemsize() == out.dtype.itemsize();
        !apart && !same
    }

    fn copied(self) -> Result<NdArray> {
        let (low, high) = layout::extent(self.shape, self.strides, self.dtype.itemsize()).unwrap_or((0, 0));
        let start = self.ptr.wrapping_offset(low);
        let extent = (start, (high - low) as usize);
        // SAFETY: the view is valid for reads while we copy it.
        let seen = unsafe {
            NdArray::foreign(
                Box::new(()),
                extent,
                self.ptr,
                self.dtype.clone(),
                self.shape,
                self.strides,
                false,
            )
        };
        Ok(seen.copy(Order::K)?)
    }
}

/// Runs one loop of a ufunc over all elements of the outputs, to whose shape the inputs are broadcast.
///
/// Operands of other types than the loop's are cast in chunks; inputs that share memory with an output in
/// another way than element by element are copied first. With `where_`, only elements where it is true are
/// computed. Floating point exceptions of all threads end up in this thread's [`fpstatus`].
///
/// # Safety
/// No Rust reference into the outputs' memory exists, and no other thread uses it meanwhile.
///
/// # Errors
/// Shapes that do not broadcast to the outputs' shape; text that is not a number; memory.
pub unsafe fn execute(
    ufunc: &Ufunc,
    row: &LoopRow,
    inputs: &[&NdArray],
    outputs: &[&NdArray],
    where_: Option<&NdArray>,
) -> Result<()> {
    let inputs: SmallVec<[View; MAX_OPERANDS]> = inputs.iter().map(|&a| a.into()).collect();
    let outputs: SmallVec<[View; 2]> = outputs.iter().map(|&a| a.into()).collect();
    // SAFETY: by the caller.
    unsafe { run(ufunc, row, &inputs, &outputs, where_.map(View::from)) }
}

/// [`execute`] on views.
///
/// # Safety
/// As [`execute`].
pub(crate) unsafe fn run(
    ufunc: &Ufunc,
    row: &LoopRow,
    inputs: &[View],
    outputs: &[View],
    mask: Option<View>,
) -> Result<()> {
    let shape = outputs[0].shape;
    let read: SmallVec<[View; MAX_OPERANDS]> = inputs.iter().copied().chain(mask).collect();
    let mut copies: SmallVec<[Option<NdArray>; MAX_OPERANDS]> = SmallVec::new();
    for v in &read {
        let clashes = outputs.iter().any(|o| v.clashes_with(o));
        copies.push(if clashes { Some(v.copied()?) } else { None });
    }
    let settled = read.iter().zip(&copies).map(|(v, c)| c.as_ref().map_or(*v, View::from));
    let settled: SmallVec<[View; MAX_OPERANDS]> = settled.collect();
    let (inputs, mask) = settled.split_at(inputs.len());
    let casts = Casts::new(row, inputs, outputs)?;
    let masked = !mask.is_empty();
    let operands = || inputs.iter().chain(outputs).chain(mask);
    let mut strides: SmallVec<[Strides; MAX_OPERANDS]> = SmallVec::new();
    for v in operands() {
        let unfit = || pallasite_array::Error::Broadcast(operands().map(|v| v.shape.to_vec()).collect());
        strides.push(layout::broadcast_strides(v.shape, v.strides, shape).ok_or_else(unfit)?);
    }
    let pick: SmallVec<[&[isize]; MAX_OPERANDS]> = strides.iter().map(|s| &s[..]).collect();
    let nest = Nest::new(shape, &pick);
    let start: PerOperand<*mut u8> = operands().map(|v| v.ptr).collect();
    let work = work(ufunc, row, nest.size());
    let packs = !masked && nest.has_short_rows();
    if !masked && !casts.any && !packs {
        // SAFETY: by the caller; parts of the nest write to different elements.
        par_nest(&nest, &start, work, |p, s, n| unsafe { casts.run_plain(p, s, n) });
        return Ok(());
    }
    let failed = Mutex::new(Ok(()));
    let keep = |done: Result<()>| {
        if let Err(e) = done {
            *failed.lock().expect("no panic while held") = Err(e);
        }
    };
    // SAFETY: as above.
    unsafe {
        if packs {
            par_parts(&nest, &start, work, |nest, start| keep(packed::run(&casts, nest, start)));
        } else {
            let line = |p: &[*mut u8], s: &[isize], n| {
                if masked { casts.run_masked(p, s, n) } else { casts.run(p, s, n) }
            };
            par_nest(&nest, &start, work, |p, s, n| keep(line(p, s, n)));
        }
    }
    failed.into_inner().expect("no panic while held")
}

/// What `n` elements cost in additions of doubles, which move 24 bytes each.
pub(crate) fn work(ufunc: &Ufunc, row: &LoopRow, n: usize) -> usize {
    let bytes: usize = row.types.iter().map(|k| k.size()).sum();
    n.saturating_mul(ufunc.cost * bytes) / 24
}

/// [`Nest::each`] over threads if the work is worth it; their floating point exceptions are raised in this one.
pub(crate) fn par_nest(
    nest: &Nest,
    start: &[*mut u8],
    work: usize,
    f: impl Fn(&[*mut u8], &[isize], usize) + Sync,
) {
    par_parts(nest, start, work, |nest, start| nest.each(start, &f));
}

/// Calls `f` for the nest, or for parts of it on several threads, as [`par_nest`] does.
fn par_parts(nest: &Nest, start: &[*mut u8], work: usize, f: impl Fn(&Nest, &[*mut u8]) + Sync) {
    let parts = threads::parts_for(work);
    if parts <= 1 {
        return f(nest, start);
    }
    let cuts = nest.split(parts);
    let start = Pointers(start.iter().copied().collect());
    for_each_part(cuts.len(), |i| {
        let start = &start;
        let at: PerOperand<*mut u8> =
            start.0.iter().zip(&cuts[i].offsets).map(|(p, &o)| p.wrapping_offset(o)).collect();
        f(&cuts[i].nest, &at);
    });
}

/// Calls `f(0)`, ..., `f(n - 1)` over threads and raises their floating point exceptions in this one.
pub(crate) fn for_each_part(n: usize, f: impl Fn(usize) + Sync) {
    map_parts(n, f);
}

/// The values `f(0)`, ..., `f(n - 1)`, computed as [`for_each_part`] does.
pub(crate) fn map_parts<T: Send>(n: usize, f: impl Fn(usize) -> T + Sync) -> Vec<T> {
    if n <= 1 {
        return (0..n).map(f).collect();
    }
    let raised = Mutex::new(Flags::NONE);
    let values = threads::map(n, |i| {
        let before = fpstatus::take();
        let value = f(i);
        *raised.lock().expect("no panic while held") |= fpstatus::take();
        fpstatus::raise(before);
        value
    });
    fpstatus::raise(raised.into_inner().expect("no panic while held"));
    values
}

/// Pointers that threads share.
pub(crate) struct Pointers(pub PerOperand<*mut u8>);

// SAFETY: the pointers are only handed on; whoever uses them has made sure that parts do not meet.
unsafe impl Sync for Pointers {}

/// A loop with the casts around it.
pub(crate) struct Casts<'a> {
    row: &'a LoopRow,
    casters: SmallVec<[Option<Caster>; MAX_OPERANDS]>,
    nin: usize,
    any: bool,
}

impl<'a> Casts<'a> {
    /// Plans the casts of operands to and from the loop's types.
    pub(crate) fn new(row: &'a LoopRow, inputs: &[View], outputs: &[View]) -> Result<Casts<'a>> {
        let mut casters: SmallVec<[Option<Caster>; MAX_OPERANDS]> = SmallVec::new();
        for (v, &kind) in inputs.iter().zip(row.types) {
            casters.push(cast_between(v.dtype, &kind.into())?);
        }
        for (v, &kind) in outputs.iter().zip(&row.types[inputs.len()..]) {
            casters.push(cast_between(&kind.into(), v.dtype)?);
        }
        let any = casters.iter().any(Option::is_some);
        Ok(Casts { row, casters, nin: inputs.len(), any })
    }

    /// Plans the casts of native inputs of these kinds; the one output is of the loop's.
    pub(crate) fn of_kinds(row: &'a LoopRow, inputs: impl Iterator<Item = Kind>) -> Result<Casts<'a>> {
        let mut casters: SmallVec<[Option<Caster>; MAX_OPERANDS]> = SmallVec::new();
        for (from, &to) in inputs.zip(row.types) {
            casters.push(if from == to { None } else { Some(Caster::new(&from.into(), &to.into())?) });
        }
        let (nin, any) = (casters.len(), casters.iter().any(Option::is_some));
        casters.push(None);
        Ok(Casts { row, casters, nin, any })
    }

    /// Runs the loop on `n` elements.
    ///
    /// # Safety
    /// The operands have them, in the types the casts were planned for.
    pub(crate) unsafe fn run(&self, ptrs: &[*mut u8], steps: &[isize], n: usize) -> Result<()> {
        let used = self.casters.len();
        if !self.any {
            // SAFETY: by the caller.
            unsafe { self.run_plain(&ptrs[..used], &steps[..used], n) };
            return Ok(());
        }
        // SAFETY: by the caller.
        unsafe { self.run_cast(&ptrs[..used], &steps[..used], n) }
    }

    /// How operand `i` is cast, if it is.
    #[inline]
    pub(crate) fn caster(&self, i: usize) -> Option<&Caster> {
        self.casters[i].as_ref()
    }

    #[inline]
    pub(crate) fn is_output(&self, i: usize) -> bool {
        i >= self.nin
    }

    /// The size of the loop's elements of operand `i`.
    #[inline]
    pub(crate) fn size(&self, i: usize) -> usize {
        self.row.types[i].size()
    }

    /// The loop itself.
    ///
    /// # Safety
    /// `n` elements of the loop's own types.
    #[inline]
    pub(crate) unsafe fn run_loop(&self, ptrs: &[*mut u8], steps: &[isize], n: usize) {
        // SAFETY: by the caller.
        unsafe { (self.row.run)(ptrs, steps, n) };
    }

    /// # Safety
    /// As [`Casts::run`], and no operand is cast.
    #[inline]
    unsafe fn run_plain(&self, ptrs: &[*mut u8], steps: &[isize], n: usize) {
        if n <= BLOCK {
            // SAFETY: by the caller.
            return unsafe { (self.row.run)(ptrs, steps, n) };
        }
        for first in (0..n).step_by(BLOCK) {
            interrupt::poll();
            let at = ptrs.iter().zip(steps).map(|(p, s)| p.wrapping_offset(s * first as isize));
            let at: SmallVec<[*mut u8; MAX_OPERANDS]> = at.collect();
            // SAFETY: by the caller; the block is a part of the line.
            unsafe { (self.row.run)(&at, steps, BLOCK.min(n - first)) };
        }
    }

    /// # Safety
    /// As [`Casts::run`].
    #[inline(never)]
    unsafe fn run_cast(&self, ptrs: &[*mut u8], steps: &[isize], n: usize) -> Result<()> {
        let mut buffers = [const { MaybeUninit::<ChunkBuffer>::uninit() }; MAX_OPERANDS];
        for first in (0..n).step_by(CHUNK) {
            interrupt::poll_round(first / CHUNK);
            let count = CHUNK.min(n - first);
            let mut p = [std::ptr::null_mut::<u8>(); MAX_OPERANDS];
            let mut s = [0isize; MAX_OPERANDS];
            for (i, caster) in self.casters.iter().enumerate() {
                let at = ptrs[i].wrapping_offset(steps[i] * first as isize);
                (p[i], s[i]) = (at, steps[i]);
                if let Some(caster) = caster {
                    let size = self.row.types[i].size() as isize;
                    p[i] = buffers[i].as_mut_ptr().cast();
                    s[i] = if steps[i] == 0 && i < self.nin { 0 } else { size };
                    if i < self.nin {
                        let read = if s[i] == 0 { 1 } else { count };
                        // SAFETY: `count` elements exist, and fit the buffer.
                        unsafe { caster.run(at, steps[i], p[i], size, read)? };
                    }
                }
            }
            let used = self.casters.len();
            // SAFETY: all operands have `count` elements of the loop's types.
            unsafe { (self.row.run)(&p[..used], &s[..used], count) };
            for i in self.nin..used {
                if let Some(caster) = &self.casters[i] {
                    let at = ptrs[i].wrapping_offset(steps[i] * first as isize);
                    // SAFETY: as above.
                    unsafe { caster.run(p[i], s[i], at, steps[i], count)? };
                }
            }
        }
        Ok(())
    }

    /// [`Casts::run`] on the elements where the boolean operand behind the others is true.
    ///
    /// # Safety
    /// As [`Casts::run`]; the mask has `n` bytes.
    pub(crate) unsafe fn run_masked(&self, ptrs: &[*mut u8], steps: &[isize], n: usize) -> Result<()> {
        let used = self.casters.len();
        // SAFETY: by the caller.
        let runs = unsafe { true_runs(ptrs[used], steps[used], n) };
        for (from, count) in runs {
            let at = ptrs[..used].iter().zip(steps).map(|(p, s)| p.wrapping_offset(s * from as isize));
            let at: PerOperand<*mut u8> = at.collect();
            // SAFETY: a part of the elements.
            unsafe { self.run(&at, steps, count)? };
        }
        Ok(())
    }
}

/// Runs `(start, length)` of true elements in a boolean mask.
///
/// # Safety
/// The mask is valid for reads while the iterator lives.
pub(crate) unsafe fn true_runs(
    mask: *const u8,
    step: isize,
    n: usize,
) -> impl Iterator<Item = (usize, usize)> {
    // SAFETY: by the caller, for `i < n`.
    let is_true = move |i: usize| unsafe { *mask.wrapping_offset(step * i as isize) != 0 };
    let mut i = 0;
    std::iter::from_fn(move || {
        while i < n && !is_true(i) {
            i += 1;
        }
        let from = i;
        while i < n && is_true(i) {
            i += 1;
        }
        (i > from).then_some((from, i - from))
    })
}

/// How to cast, where there is something to cast.
pub(crate) fn cast_between(from: &DType, to: &DType) -> Result<Option<Caster>> {
    Ok(if from == to { None } else { Some(Caster::new(from, to)?) })
}

/// Strides whose axis order a new output should have (NumPy's `K`): that of the inputs together.
pub(crate) fn k_order(shape: &[usize], inputs: &[View]) -> Strides {
    let full: SmallVec<[&[isize]; MAX_OPERANDS]> =
        inputs.iter().filter(|v| v.shape.len() == shape.len()).map(|v| v.strides).collect();
    let ndim = shape.len();
    let mut axes: SmallVec<[usize; 8]> = (0..ndim).collect();
    for i in 1..ndim {
        let mut j = i;
        while j > 0 && is_faster(&full, axes[j - 1], axes[j]) {
            axes.swap(j - 1, j);
            j -= 1;
        }
    }
    let mut rank = Strides::from_elem(0, ndim);
    for (place, &axis) in axes.iter().enumerate() {
        rank[axis] = (ndim - place) as isize;
    }
    rank
}

/// True when axis `a` moves faster than `b` in all operands that tell them apart.
fn is_faster(operands: &[&[isize]], a: usize, b: usize) -> bool {
    let mut faster = false;
    for s in operands {
        if s[a] != 0 && s[b] != 0 {
            if s[a].unsigned_abs() >= s[b].unsigned_abs() {
                return false;
            }
            faster = true;
        }
    }
    faster
}

/// An output of the right shape and type, in the order asked for.
///
/// # Safety
/// Every element is written before it is read.
pub(crate) unsafe fn allocate(shape: &[usize], kind: Kind, order: Order, inputs: &[View]) -> Result<NdArray> {
    let dtype = DType::from(kind);
    let f_only = |v: &View| {
        let size = v.dtype.itemsize();
        layout::is_f_contiguous(v.shape, v.strides, size)
            && !layout::is_c_contiguous(v.shape, v.strides, size)
    };
    let order = match order {
        Order::A if inputs.iter().all(f_only) => Order::F,
        Order::A => Order::C,
        o => o,
    };
    // SAFETY: by the caller.
    Ok(unsafe {
        match order {
            Order::K if shape.len() > 1 => NdArray::uninit_like(shape, &dtype, &k_order(shape, inputs))?,
            Order::K => NdArray::uninit(shape, &dtype, Order::C)?,
            o => NdArray::uninit(shape, &dtype, o)?,
        }
    })
}
