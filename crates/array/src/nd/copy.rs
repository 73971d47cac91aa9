//! Copying with conversion, and assignment.

use super::NdArray;
use crate::cast::Caster;
use crate::dtype::DType;
use crate::error::{Error, Result};
use crate::iter::Nest;
use crate::layout::{self, Order};
use crate::threads;
use std::sync::Mutex;

/// Copies all elements of `src` to memory laid out with its shape and the given strides.
///
/// # Safety
/// `dst` is valid for writes of that layout, and nobody else touches it meanwhile.
pub(super) unsafe fn strided_copy(
    src: &NdArray,
    dst: *mut u8,
    strides: &[isize],
    dtype: &DType,
) -> Result<()> {
    // SAFETY: by the caller; `src` is initialised.
    unsafe { copy_nest(src.shape(), (src.as_ptr(), src.strides(), src.dtype()), (dst, strides, dtype)) }
}

/// # Safety
/// Both sides are valid for `shape`; they do not overlap.
unsafe fn copy_nest(
    shape: &[usize],
    (src, ss, from): (*mut u8, &[isize], &DType),
    (dst, ds, to): (*mut u8, &[isize], &DType),
) -> Result<()> {
    let caster = Caster::new(from, to)?;
    if let ([n], [s], [d]) = (shape, ss, ds)
        && *n < threads::GRAIN
    {
        // SAFETY: by the caller.
        return unsafe { caster.run(src, *s, dst, *d, *n) };
    }
    let nest = Nest::new(shape, &[ds, ss]);
    let failed = Mutex::new(Ok(()));
    let keep = |done: Result<()>| {
        if let Err(e) = done {
            *failed.lock().expect("no panic while held") = Err(e);
        }
    };
    let cost = if from.kind().is_numeric() && to.kind().is_numeric() { 1 } else { 8 };
    // SAFETY: by the caller; parts write to different elements.
    unsafe {
        if nest.has_short_rows() {
            nest.par_each_plane(&[dst, src], cost, |p, s, shape| {
                let [outer, inner] = s;
                keep(caster.run_rows(p[1], [outer[1], inner[1]], p[0], [outer[0], inner[0]], shape));
            });
        } else {
            nest.par_each(&[dst, src], cost, |p, s, n| keep(caster.run(p[1], s[1], p[0], s[0], n)));
        }
    }
    failed.into_inner().expect("no panic while held")
}

impl NdArray {
    /// A copy in the given memory order.
    ///
    /// # Errors
    /// More memory than there is.
    pub fn copy(&self, order: Order) -> Result<NdArray> {
        self.astype(&self.dtype.clone(), order)
    }

    /// A copy of another dtype.
    ///
    /// # Errors
    /// Text that is not a number; structures that do not match.
    ///
    /// # Examples
    /// ```
    /// use pallasite_array::{DType, NdArray, Order};
    /// let a = NdArray::from_vec(vec![1.7f64, -2.7]);
    /// assert_eq!(a.astype(&DType::INT32, Order::K).unwrap().to_vec::<i32>().unwrap(), [1, -2]);
    /// ```
    pub fn astype(&self, dtype: &DType, order: Order) -> Result<NdArray> {
        if order != Order::F && *dtype == self.dtype && self.is_small_block() {
            return self.copy_block();
        }
        let order = match order {
            Order::A if self.is_f_contiguous() && !self.is_c_contiguous() => Order::F,
            o => o,
        };
        // SAFETY: the copy below writes every element.
        let out = unsafe {
            match order {
                Order::K => Self::uninit_like(&self.shape, dtype, &self.strides)?,
                o => Self::uninit(&self.shape, dtype, o)?,
            }
        };
        if dtype.is_structured() || dtype.sub().is_some() {
            // Gaps between fields are copied by nobody.
            // SAFETY: the whole block is ours.
            unsafe { std::ptr::write_bytes(out.data, 0, out.buffer.len()) };
        }
        // SAFETY: `out` is fresh memory of this layout.
        unsafe { strided_copy(self, out.data, &out.strides, dtype)? };
        Ok(out)
    }

    /// True for few elements that follow each other in C order, without gaps.
    fn is_small_block(&self) -> bool {
        let plain = !self.dtype.is_structured() && self.dtype.sub().is_none();
        plain && (1..threads::GRAIN).contains(&self.size()) && self.is_c_contiguous()
    }

    /// The copy of such a block.
    fn copy_block(&self) -> Result<NdArray> {
        // SAFETY: every element is written below.
        let out = unsafe { Self::uninit(&self.shape, &self.dtype, Order::C)? };
        // SAFETY: both are blocks of as many bytes, and `out` is ours.
        unsafe { std::ptr::copy_nonoverlapping(self.data, out.data, self.nbytes()) };
        Ok(out)
    }

    /// Itself where it is C-contiguous, native and aligned, else a copy that is.
    ///
    /// # Errors
    /// More memory than there is.
    pub fn to_contiguous(&self) -> Result<NdArray> {
        if self.is_c_contiguous() && self.dtype.is_native() && self.is_aligned() {
            return Ok(self.clone());
        }
        self.astype(&self.dtype.to_native(), Order::C)
    }

    /// Writes `value`, broadcast, over all elements, converting as needed.
    ///
    /// # Errors
    /// [`Error::Shared`] when another array has the same memory, [`Error::ReadOnly`],
    /// [`Error::BroadcastInto`] for shapes that do not fit.
    pub fn assign(&mut self, value: &NdArray) -> Result<()> {
        self.check_unique()?;
        // SAFETY: the buffer has no other handle, so no reference into it exists.
        unsafe { self.assign_shared(value) }
    }

    /// [`NdArray::assign`] as NumPy does it: whoever has a view of the memory sees the change.
    ///
    /// # Safety
    /// No Rust reference into this array's memory exists, and no other thread uses it meanwhile.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::BroadcastInto`], text that is not a number.
    pub unsafe fn assign_shared(&self, value: &NdArray) -> Result<()> {
        if !self.writeable {
            return Err(Error::ReadOnly);
        }
        let unfit = || Error::BroadcastInto { from: value.shape.to_vec(), to: self.shape.to_vec() };
        // Leading axes of length one are dropped, as in `a[0] = [[1, 2]]`.
        let extra = value.ndim().saturating_sub(self.ndim());
        if value.shape[..extra].iter().any(|&d| d != 1) {
            return Err(unfit());
        }
        let alike = value.shape == self.shape && value.dtype == self.dtype;
        if alike && self.is_small_block() && value.is_small_block() {
            // SAFETY: by the caller; both are blocks of as many bytes, which may overlap.
            unsafe { std::ptr::copy(value.data, self.data, self.nbytes()) };
            return Ok(());
        }
        let (shape, strides) = (&value.shape[extra..], &value.strides[extra..]);
        let strides = layout::broadcast_strides(shape, strides, &self.shape).ok_or_else(unfit)?;
        let same_walk =
            self.data == value.data && strides == self.strides && self.itemsize() == value.itemsize();
        if same_walk && value.dtype == self.dtype {
            return Ok(());
        }
        if !same_walk && self.may_share_memory(value) {
            let copy = value.copy(Order::K)?;
            // SAFETY: by the caller; the copy shares nothing.
            return unsafe { self.assign_shared(&copy) };
        }
        let target = (self.data, &self.strides[..], &self.dtype);
        // SAFETY: by the caller; the two do not overlap, or are the same element by element.
        unsafe { copy_nest(&self.shape, (value.data, &strides, &value.dtype), target) }
    }
}
