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
    pub(super) fn is_one(&self) -> bool {
        self.0.len() == 1
    }

    pub(super) fn at(&self, i: usize) -> T {
        self.0[if self.is_one() { 0 } else { i }]
    }

    /// Those of a range of up to `L`, the last of which is repeated.
    pub(super) fn lanes<const L: usize>(&self, range: Range<usize>) -> [T; L] {
        if self.is_one() {
            return [self.0[0]; L];
        }
        let own = &self.0[range];
        match own.try_into() {
            Ok(all) => all,
            Err(_) => std::array::from_fn(|i| own[i.min(own.len() - 1)]),
        }
    }
}
