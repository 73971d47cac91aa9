//! To and from typed Rust data: vectors and the `ndarray` crate.

use super::NdArray;
use crate::dtype::DType;
use crate::element::Element;
use crate::error::{Error, Result};
use crate::layout::{self, Order};
use ndarray::{ArrayD, ArrayView, ArrayViewD, ArrayViewMutD, Dimension, IxDyn, ShapeBuilder};

impl NdArray {
    /// Takes over a vector as a one-dimensional array, without a copy.
    pub fn from_vec<T: Element>(data: Vec<T>) -> NdArray {
        let n = data.len();
        Self::from_vec_shape(data, &[n]).expect("the shape is the length")
    }

    /// Takes over a vector as a C-ordered array of `shape`, without a copy.
    ///
    /// # Errors
    /// A shape of another number of elements.
    pub fn from_vec_shape<T: Element>(data: Vec<T>, shape: &[usize]) -> Result<NdArray> {
        if layout::size_of_shape(shape) != Some(data.len()) {
            let shape = shape.iter().map(|&d| d as isize).collect();
            return Err(Error::Reshape { size: data.len(), shape });
        }
        let strides = layout::c_strides(shape, size_of::<T>());
        let len = size_of_val(&data[..]);
        // `mem::ManuallyDrop` is not needed: moving a Vec into a box does not move its elements.
        let mut data = data;
        let start = data.as_mut_ptr().cast::<u8>();
        // SAFETY: the vector owns `len` initialised bytes at `start`, lives in the owner, and nobody else has it.
        Ok(unsafe {
            Self::foreign(Box::new(data), (start, len), start, T::KIND.into(), shape, &strides, true)
        })
    }

    /// The elements in C order.
    ///
    /// # Errors
    /// [`Error::ElementType`] when the array does not hold `T`.
    pub fn to_vec<T: Element>(&self) -> Result<Vec<T>> {
        self.check_element::<T>()?;
        let mut out = vec![T::default(); self.size()];
        let strides = layout::c_strides(self.shape(), size_of::<T>());
        // SAFETY: `out` has as many elements as the array and belongs to us.
        unsafe { super::copy::strided_copy(self, out.as_mut_ptr().cast(), &strides, &T::KIND.into())? };
        Ok(out)
    }

    /// The elements in C order, converted to `T` as `astype` does.
    ///
    /// # Errors
    /// Text that is not a number.
    pub fn cast_vec<T: Element>(&self) -> Result<Vec<T>> {
        self.astype(&DType::from(T::KIND), Order::C)?.to_vec()
    }

    /// The elements as a slice, where they are contiguous in C order, native and aligned.
    pub fn as_slice<T: Element>(&self) -> Option<&[T]> {
        let fits = self.dtype().is(T::KIND) && self.is_c_contiguous() && self.is_aligned();
        // SAFETY: initialised, aligned, contiguous; nobody writes while the borrow lives (see `NdArray`).
        fits.then(|| unsafe { std::slice::from_raw_parts(self.aligned_ptr(), self.size()) })
    }

    /// The elements as a mutable slice, where the array is the only one on its memory and contiguous.
    pub fn as_slice_mut<T: Element>(&mut self) -> Option<&mut [T]> {
        let fits = self.dtype().is(T::KIND)
            && self.is_c_contiguous()
            && self.is_aligned()
            && self.check_unique().is_ok();
        // SAFETY: as in `as_slice`, and the buffer has no other handle.
        fits.then(|| unsafe { std::slice::from_raw_parts_mut(self.aligned_ptr(), self.size()) })
    }

    /// The first element, or a dangling pointer where there is none.
    fn aligned_ptr<T>(&self) -> *mut T {
        if self.size() == 0 { std::ptr::NonNull::dangling().as_ptr() } else { self.as_ptr().cast() }
    }

    /// A typed view that shares the memory.
    ///
    /// # Errors
    /// [`Error::ElementType`] when the array does not hold `T`; a value error for strides that `ndarray`
    /// cannot express (not a multiple of the element).
    pub fn view<T: Element>(&self) -> Result<ArrayViewD<'_, T>> {
        self.check_element::<T>()?;
        let (offset, steps, inverted) = self.element_strides::<T>()?;
        let dim = IxDyn(self.shape()).strides(IxDyn(&steps));
        let start: *mut T =
            if self.size() == 0 { self.aligned_ptr() } else { self.as_ptr().wrapping_offset(offset).cast() };
        // SAFETY: `start` is the element of the lowest address and all steps are positive.
        let mut out = unsafe { ArrayView::from_shape_ptr(dim, start.cast_const()) };
        inverted.into_iter().for_each(|a| out.invert_axis(ndarray::Axis(a)));
        Ok(out)
    }

    /// A typed view for writing.
    ///
    /// # Errors
    /// As [`NdArray::view`]; [`Error::Shared`] when another array has the same memory.
    pub fn view_mut<T: Element>(&mut self) -> Result<ArrayViewMutD<'_, T>> {
        self.check_element::<T>()?;
        self.check_unique()?;
        let (offset, steps, inverted) = self.element_strides::<T>()?;
        if self.shape().iter().zip(&steps).any(|(&d, &s)| d > 1 && s == 0) {
            return Err(Error::ReadOnly);
        }
        let dim = IxDyn(self.shape()).strides(IxDyn(&steps));
        let start: *mut T =
            if self.size() == 0 { self.aligned_ptr() } else { self.as_ptr().wrapping_offset(offset).cast() };
        // SAFETY: as in `view`; the buffer has no other handle and no axis repeats an element.
        let mut out = unsafe { ndarray::ArrayViewMut::from_shape_ptr(dim, start) };
        inverted.into_iter().for_each(|a| out.invert_axis(ndarray::Axis(a)));
        Ok(out)
    }

    /// Bytes to the lowest element, absolute strides in elements, and the axes that run backwards.
    fn element_strides<T>(&self) -> Result<(isize, Vec<usize>, Vec<usize>)> {
        let size = size_of::<T>() as isize;
        if !self.is_aligned() || self.strides().iter().any(|s| s % size != 0) {
            return Err(Error::value("the array is not aligned to its elements: copy it first"));
        }
        let backwards = |&a: &usize| self.strides()[a] < 0 && self.shape()[a] > 1;
        let inverted: Vec<usize> = (0..self.ndim()).filter(backwards).collect();
        let low = layout::extent(self.shape(), self.strides(), self.itemsize()).map_or(0, |e| e.0);
        Ok((low, self.strides().iter().map(|s| (s / size).unsigned_abs()).collect(), inverted))
    }

    /// # Errors
    /// [`Error::Shared`] when another array has the same memory, [`Error::ReadOnly`] when writing is forbidden.
    pub(super) fn check_unique(&self) -> Result<()> {
        if !self.is_writeable() {
            return Err(Error::ReadOnly);
        }
        if self.buffer().handles() != 1 || self.overlaps_itself() {
            return Err(Error::Shared);
        }
        Ok(())
    }

    /// True when two indices may name the same memory.
    pub fn overlaps_itself(&self) -> bool {
        let mut axes: Vec<_> = self.shape().iter().zip(self.strides()).filter(|(d, _)| **d > 1).collect();
        axes.sort_by_key(|(_, s)| s.unsigned_abs());
        let mut reach = self.itemsize();
        for (d, s) in axes {
            if s.unsigned_abs() < reach {
                return true;
            }
            reach += s.unsigned_abs() * (d - 1);
        }
        false
    }
}

impl<T: Element, D: Dimension> From<ndarray::Array<T, D>> for NdArray {
    /// Takes over the allocation of a C-ordered array; copies others into C order.
    fn from(a: ndarray::Array<T, D>) -> NdArray {
        let shape = a.shape().to_vec();
        let a: ArrayD<T> = a.into_dyn();
        let a = if a.is_standard_layout() { a } else { a.as_standard_layout().into_owned() };
        let (data, offset) = a.into_raw_vec_and_offset();
        let skip = offset.unwrap_or(0);
        let data = if skip == 0 && data.len() == shape.iter().product() {
            data
        } else {
            data[skip..][..shape.iter().product()].to_vec()
        };
        Self::from_vec_shape(data, &shape).expect("the data has the array's shape")
    }
}
