//! Views of the same memory with another shape.

use super::NdArray;
use crate::dtype::DType;
use crate::error::{Error, Result};
use crate::layout::{self, Order, Shape, Strides};

impl NdArray {
    /// The same elements in C order under another shape; `-1` is inferred. A view where possible, else a copy.
    ///
    /// # Errors
    /// [`Error::Reshape`] for another number of elements.
    pub fn reshape(&self, shape: &[isize]) -> Result<NdArray> {
        self.reshape_order(shape, Order::C)
    }

    /// [`NdArray::reshape`], reading and writing the elements in the given order.
    ///
    /// # Errors
    /// [`Error::Reshape`] for another number of elements.
    #[inline]
    pub fn reshape_order(&self, shape: &[isize], order: Order) -> Result<NdArray> {
        let to = layout::resolve_shape(self.size(), shape)?;
        if let Some(view) = self.reshape_view(&to, order) {
            return Ok(view);
        }
        let order = if self.reads_fortran(order) { Order::F } else { Order::C };
        let copy = self.copy(order)?;
        Ok(copy.reshape_view(&to, order).expect("a contiguous array takes any shape"))
    }

    fn reads_fortran(&self, order: Order) -> bool {
        order == Order::F || (order == Order::A && self.is_f_contiguous() && !self.is_c_contiguous())
    }

    /// The reshape without a copy, if there is one. `to` has as many elements as the array.
    #[inline]
    pub fn reshape_view(&self, to: &[usize], order: Order) -> Option<NdArray> {
        let fortran = self.reads_fortran(order);
        let strides =
            if self.size() == 0 || fortran && self.is_f_contiguous() || !fortran && self.is_c_contiguous() {
                Self::fresh_strides(to, &self.dtype, if fortran { Order::F } else { Order::C })
            } else {
                layout::reshape_strides(&self.shape, &self.strides, to, fortran)?
            };
        Some(self.view_unchecked(0, self.dtype.clone(), layout::short(to), strides))
    }

    /// One dimension, in C order; a view where possible.
    ///
    /// # Errors
    /// More memory than there is.
    pub fn ravel(&self) -> Result<NdArray> {
        self.reshape(&[-1])
    }

    /// The axes in reverse order.
    #[inline]
    pub fn transpose(&self) -> NdArray {
        if self.ndim() < 2 {
            return self.clone();
        }
        let (mut shape, mut strides) = (layout::short(&self.shape), layout::short(&self.strides));
        shape.reverse();
        strides.reverse();
        self.view_unchecked(0, self.dtype.clone(), shape, strides)
    }

    /// The axes in the given order.
    ///
    /// # Errors
    /// Axes that are no permutation.
    pub fn permute(&self, axes: &[isize]) -> Result<NdArray> {
        if axes.len() != self.ndim() {
            return Err(Error::value("axes don't match array"));
        }
        let mut seen = [false; layout::MAX_NDIM];
        let (mut shape, mut strides) = (Shape::new(), Strides::new());
        for &a in axes {
            let a = layout::normalize_axis(a, self.ndim())?;
            if std::mem::replace(&mut seen[a], true) {
                return Err(Error::value("repeated axis in transpose"));
            }
            shape.push(self.shape[a]);
            strides.push(self.strides[a]);
        }
        Ok(self.view_unchecked(0, self.dtype.clone(), shape, strides))
    }

    /// Two axes exchanged.
    ///
    /// # Errors
    /// [`Error::Axis`] for axes the array does not have.
    pub fn swap_axes(&self, a: isize, b: isize) -> Result<NdArray> {
        let (a, b) = (layout::normalize_axis(a, self.ndim())?, layout::normalize_axis(b, self.ndim())?);
        let (mut shape, mut strides) = (self.shape.clone(), self.strides.clone());
        shape.swap(a, b);
        strides.swap(a, b);
        Ok(self.view_unchecked(0, self.dtype.clone(), shape, strides))
    }

    /// A read-only view repeated over `shape`.
    ///
    /// # Errors
    /// [`Error::Broadcast`] when the array does not broadcast to it.
    pub fn broadcast_to(&self, shape: &[usize]) -> Result<NdArray> {
        let unfit = || Error::Broadcast(vec![self.shape.to_vec(), shape.to_vec()]);
        let strides = layout::broadcast_strides(&self.shape, &self.strides, shape).ok_or_else(unfit)?;
        if layout::size_of_shape(shape).is_none() {
            return Err(Error::value("maximum array size exceeded"));
        }
        Ok(self.view_unchecked(0, self.dtype.clone(), shape.into(), strides).with_writeable(false))
    }

    /// Without the axes of length one, or without the given ones.
    ///
    /// # Errors
    /// A given axis of another length, or one the array does not have.
    pub fn squeeze(&self, axes: Option<&[isize]>) -> Result<NdArray> {
        let mut drop: Vec<bool> = self.shape.iter().map(|&d| d == 1 && axes.is_none()).collect();
        for &a in axes.unwrap_or_default() {
            let a = layout::normalize_axis(a, self.ndim())?;
            if self.shape[a] != 1 {
                return Err(Error::value(
                    "cannot select an axis to squeeze out which has size not equal to one",
                ));
            }
            if std::mem::replace(&mut drop[a], true) {
                return Err(Error::value("duplicate value in 'axis'"));
            }
        }
        let kept = (0..self.ndim()).filter(|&a| !drop[a]);
        let shape = kept.clone().map(|a| self.shape[a]).collect();
        let strides = kept.map(|a| self.strides[a]).collect();
        Ok(self.view_unchecked(0, self.dtype.clone(), shape, strides))
    }

    /// With an axis of length one put in at `axis` (of the result).
    ///
    /// # Errors
    /// [`Error::Axis`] for a place the result does not have.
    pub fn expand_dims(&self, axis: isize) -> Result<NdArray> {
        let axis = layout::normalize_axis(axis, self.ndim() + 1)?;
        let (mut shape, mut strides) = (self.shape.clone(), self.strides.clone());
        shape.insert(axis, 1);
        strides.insert(axis, 0);
        Ok(self.view_unchecked(0, self.dtype.clone(), shape, strides))
    }

    /// One field of a structured array; the axes of a sub-array field come last.
    ///
    /// # Errors
    /// A name there is no field of.
    pub fn field(&self, name: &str) -> Result<NdArray> {
        let field = self.dtype.field(name);
        let field = field.ok_or_else(|| Error::value(format!("no field of name {name}")))?;
        let view = self.view_unchecked(
            field.offset as isize,
            field.dtype.clone(),
            self.shape.clone(),
            self.strides.clone(),
        );
        Ok(view.unpack_sub())
    }

    /// The axes of a sub-array dtype as axes of the array.
    #[inline(always)]
    pub fn unpack_sub(self) -> NdArray {
        if self.dtype.sub().is_none() { self } else { self.unpack_one() }
    }

    fn unpack_one(self) -> NdArray {
        let Some((base, sub)) = self.dtype.sub() else { return self };
        let mut shape = self.shape.clone();
        let mut strides = self.strides.clone();
        shape.extend_from_slice(sub);
        strides.extend(layout::c_strides(sub, base.itemsize()));
        self.view_unchecked(0, base.clone(), shape, strides).unpack_sub()
    }

    /// The same bytes as another dtype (NumPy's `a.view(dtype)`).
    ///
    /// # Errors
    /// Sizes that do not divide, or a last axis that is not contiguous.
    pub fn view_dtype(&self, dtype: &DType) -> Result<NdArray> {
        let (old, new) = (self.itemsize(), dtype.itemsize());
        let (mut shape, mut strides) = (self.shape.clone(), self.strides.clone());
        if old != new {
            let Some(last) = self.ndim().checked_sub(1) else {
                return Err(Error::value(
                    "Changing the dtype of a 0d array is only supported if the itemsize is unchanged",
                ));
            };
            if self.strides[last] != old as isize && self.shape[last] != 1 && self.size() != 0 {
                return Err(Error::value(
                    "To change to a dtype of a different size, the last axis must be contiguous",
                ));
            }
            if new == 0 || old == 0 {
                return Err(Error::value(
                    "When changing to a larger dtype, its size must be a divisor of the total size in bytes of the last axis of the array.",
                ));
            }
            let bytes = self.shape[last] * old;
            if new > old && !bytes.is_multiple_of(new) {
                return Err(Error::value(
                    "When changing to a larger dtype, its size must be a divisor of the total size in bytes of the last axis of the array.",
                ));
            }
            if new < old && old % new != 0 {
                return Err(Error::value(
                    "When changing to a smaller dtype, its size must be a divisor of the size of original dtype",
                ));
            }
            shape[last] = bytes / new;
            strides[last] = new as isize;
        }
        Ok(self.view_unchecked(0, dtype.clone(), shape, strides).unpack_sub())
    }
}
