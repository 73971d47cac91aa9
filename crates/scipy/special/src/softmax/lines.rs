//! Arrays as the lines that a reduction over some axes runs along.

use pallasite_array::layout::normalize_axis;
use pallasite_array::{Element, Error, Kind, NdArray, Order, Result};

/// The axes that a reduction takes away.
pub struct Axes {
    kept: Vec<usize>,
    reduced: Vec<usize>,
}

impl Axes {
    /// All, if none are given.
    pub fn new(ndim: usize, axes: Option<&[isize]>) -> Result<Axes> {
        let mut reduced = match axes {
            None => (0..ndim).collect(),
            Some(axes) => axes.iter().map(|&a| normalize_axis(a, ndim)).collect::<Result<Vec<_>>>()?,
        };
        reduced.sort_unstable();
        if reduced.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Error::value("duplicate value in 'axis'"));
        }
        Ok(Axes { kept: (0..ndim).filter(|a| !reduced.contains(a)).collect(), reduced })
    }

    /// How many elements are reduced to one.
    pub fn count(&self, shape: &[usize]) -> usize {
        self.reduced.iter().map(|&i| shape[i]).product()
    }

    /// The shape of a reduction.
    pub fn shape(&self, shape: &[usize], keepdims: bool) -> Vec<usize> {
        let one = |(i, &n)| if self.kept.contains(&i) { Some(n) } else { keepdims.then_some(1) };
        shape.iter().enumerate().filter_map(one).collect()
    }

    /// The order of axes in which those that are reduced follow each other.
    fn order(&self) -> Vec<isize> {
        let side_by_side = self.reduced.windows(2).all(|pair| pair[1] == pair[0] + 1);
        let axes = self.kept.iter().chain(&self.reduced).map(|&a| a as isize);
        let mut order: Vec<isize> = axes.collect();
        if side_by_side {
            order.sort_unstable();
        }
        order
    }

    /// The product of the axes behind those that are reduced, in that order.
    fn inner(&self, shape: &[usize]) -> usize {
        let last = self.reduced.last().map_or(0, |&last| last as isize);
        let order = self.order();
        let behind = order.iter().skip_while(|&&a| a != last).skip(1);
        behind.map(|&a| shape[a as usize]).product()
    }
}

/// Elements in memory in such an order that the lines are those of slabs one behind the other: a slab has `count`
/// rows of `inner` elements, and a line of it has one in each row.
pub struct Lines {
    array: NdArray,
    order: Vec<isize>,
    pub count: usize,
    pub inner: usize,
}

impl Lines {
    /// The lines of an array, its elements converted to `kind`; without a copy where they lie so already.
    pub fn new(a: &NdArray, axes: &Axes, kind: Kind) -> Result<Lines> {
        let order = axes.order();
        let moved = a.permute(&order)?;
        let array =
            if a.kind() == kind { moved.to_contiguous()? } else { moved.astype(&kind.into(), Order::C)? };
        Ok(Lines { array, order, count: axes.count(a.shape()), inner: axes.inner(a.shape()) })
    }

    /// All elements.
    pub fn values<T: Element>(&self) -> &[T] {
        self.array.as_slice().expect("contiguous, and of the kind that was asked for")
    }

    /// A line, which is gathered in `room` if need be.
    pub fn line<'a, T: Element>(&'a self, i: usize, room: &'a mut Vec<T>) -> &'a [T] {
        let slab = &self.values()[i / self.inner * self.inner * self.count..][..self.inner * self.count];
        line(slab, self.inner, i % self.inner, room)
    }

    /// New elements of the same layout, back in the order of the array.
    pub fn restore(&self, values: NdArray) -> Result<NdArray> {
        let mut back = vec![0; self.order.len()];
        self.order.iter().enumerate().for_each(|(to, &from)| back[from as usize] = to as isize);
        values.reshape(&self.array.shape().iter().map(|&n| n as isize).collect::<Vec<_>>())?.permute(&back)
    }
}

/// Every `inner`-th element from the `first`.
pub fn line<'a, T: Element>(slab: &'a [T], inner: usize, first: usize, room: &'a mut Vec<T>) -> &'a [T] {
    if inner == 1 {
        return slab;
    }
    room.clear();
    room.extend(slab[first..].iter().step_by(inner));
    room
}
