//! Elements of arrays that are broadcast with others.

use pallasite_array::{Element, NdArray, Result};
use std::borrow::Cow;
use std::ops::Range;

/// Elements of an array that is broadcast with others; a single one is kept once.
pub(super) struct Spread<'a, T: Clone>(Cow<'a, [T]>);

impl<'a, T: Element> Spread<'a, T> {
    pub(super) fn new(array: &'a NdArray, shape: &[usize]) -> Result<Self> {
        if array.size() == 1 {
            return Ok(Spread(array.cast_vec()?.into()));
        }
        match array.as_slice() {
            Some(own) if array.shape() == shape => Ok(Spread(own.into())),
            _ => Ok(Spread(array.broadcast_to(shape)?.cast_vec()?.into())),
        }
    }

    /// Whether all elements are the same one.
    #[inline(always)]
    pub(super) fn is_one(&self) -> bool {
        self.all().len() == 1
    }

    pub(super) fn at(&self, i: usize) -> T {
        self.all()[if self.is_one() { 0 } else { i }]
    }

    /// Those of a range of up to `L`, the last of which is repeated.
    #[inline(always)]
    pub(super) fn lanes<const L: usize>(&self, range: Range<usize>) -> [T; L] {
        let own = if self.is_one() { self.all() } else { &self.all()[range] };
        let mut lanes = [own[own.len() - 1]; L];
        lanes[..own.len()].copy_from_slice(own);
        lanes
    }

    #[inline(always)]
    fn all(&self) -> &[T] {
        match &self.0 {
            Cow::Borrowed(own) => own,
            Cow::Owned(own) => own,
        }
    }
}
