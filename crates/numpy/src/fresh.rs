//! New arrays that are filled part by part, and slices along one axis.

use pallasite_array::index::{Item, Slice};
use pallasite_array::layout::Order;
use pallasite_array::{DType, NdArray, Result};

/// An array that nobody else has seen, so that it may be written to.
pub(crate) struct Fresh(NdArray);

impl Fresh {
    /// Zeros, in the given order.
    pub(crate) fn zeros(shape: &[usize], dtype: &DType, order: Order) -> Result<Fresh> {
        NdArray::zeros_order(shape, dtype, order).map(Fresh)
    }

    /// Whatever the memory held.
    ///
    /// # Safety
    /// Every element is set before [`Fresh::finish`].
    pub(crate) unsafe fn uninit(shape: &[usize], dtype: &DType, order: Order) -> Result<Fresh> {
        // SAFETY: by the caller.
        unsafe { NdArray::uninit(shape, dtype, order).map(Fresh) }
    }

    /// Takes over an array that has no other handle to its memory.
    pub(crate) fn of(array: NdArray) -> Fresh {
        debug_assert!(array.buffer().handles() == 1);
        Fresh(array)
    }

    /// The array as it is now; only for layouts and pointers.
    pub(crate) fn array(&self) -> &NdArray {
        &self.0
    }

    /// Writes `value`, broadcast, to what the index selects.
    pub(crate) fn set(&self, items: &[Item], value: &NdArray) -> Result<()> {
        // SAFETY: no other handle to the memory exists.
        unsafe { self.0.set_index_shared(items, value) }
    }

    /// Writes `value`, broadcast, to a range of one axis.
    pub(crate) fn set_range(&self, axis: usize, start: usize, stop: usize, value: &NdArray) -> Result<()> {
        let part = range(&self.0, axis, start, stop)?;
        // SAFETY: no other handle to the memory exists.
        unsafe { part.assign_shared(value) }
    }

    /// Writes `value`, broadcast, to a view of the array.
    pub(crate) fn set_view(&self, view: &NdArray, value: &NdArray) -> Result<()> {
        debug_assert!(view.buffer().same(self.0.buffer()));
        // SAFETY: no other handle to the memory exists.
        unsafe { view.assign_shared(value) }
    }

    /// The filled array.
    pub(crate) fn finish(self) -> NdArray {
        self.0
    }
}

/// An index that takes everything but on one axis.
pub(crate) fn along(axis: usize, item: Item) -> Vec<Item> {
    let mut items = vec![Item::Slice(Slice::default()); axis];
    items.push(item);
    items
}

/// The elements `start..stop` of one axis.
pub(crate) fn range(a: &NdArray, axis: usize, start: usize, stop: usize) -> Result<NdArray> {
    let slice = Slice { start: Some(start as isize), stop: Some(stop as isize), step: None };
    a.slice(&along(axis, Item::Slice(slice)))
}

/// A shape as signed lengths.
pub(crate) fn signed(shape: &[usize]) -> Vec<isize> {
    shape.iter().map(|&d| d as isize).collect()
}

/// Fortran order for arrays that are in it alone, C order otherwise.
pub(crate) fn own_order(a: &NdArray) -> Order {
    if a.is_f_contiguous() && !a.is_c_contiguous() { Order::F } else { Order::C }
}
