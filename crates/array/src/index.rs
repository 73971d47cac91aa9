//! Indexing: what an index expression selects, as a view where it can be one.

mod fancy;
mod line;
mod mask;
mod pick;

pub use fancy::Fancy;
pub use line::{put_line, take_line};
pub use mask::{count_true, nonzero};

use crate::dtype::Kind;
use crate::error::{Error, Result};
use crate::layout::{self, Shape, Strides};
use crate::nd::NdArray;
use smallvec::SmallVec;

/// A slice as Python writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Slice {
    /// First index, from the end when negative.
    pub start: Option<isize>,
    /// Index behind the last one.
    pub stop: Option<isize>,
    /// Step, not zero.
    pub step: Option<isize>,
}

impl Slice {
    /// First index, number of elements and step on an axis of `n`.
    ///
    /// # Errors
    /// A step of zero.
    #[inline]
    pub fn resolve(&self, n: usize) -> Result<(isize, usize, isize)> {
        let step = self.step.unwrap_or(1);
        if step == 0 {
            return Err(Error::value("slice step cannot be zero"));
        }
        let n = n as isize;
        let (low, high) = if step > 0 { (0, n) } else { (-1, n - 1) };
        let clip = |i: isize| (if i < 0 { i.saturating_add(n) } else { i }).clamp(low, high);
        let start = self.start.map_or(if step > 0 { 0 } else { n - 1 }, clip);
        let stop = self.stop.map_or(if step > 0 { n } else { -1 }, clip);
        let span = if step > 0 { stop - start } else { start - stop };
        let count = match step {
            1 => span.max(0) as usize,
            _ if span <= 0 => 0,
            _ => (span as usize - 1) / step.unsigned_abs() + 1,
        };
        Ok((start, count, step))
    }
}

/// One part of an index expression.
#[derive(Debug, Clone)]
pub enum Item {
    /// An integer: selects and drops an axis.
    Int(isize),
    /// A slice: keeps an axis.
    Slice(Slice),
    /// `...`: all axes that are not named.
    Ellipsis,
    /// `None`: a new axis of length one.
    NewAxis,
    /// An array of integers, of any integer dtype.
    Array(NdArray),
    /// An array of booleans, as many axes as it has.
    Mask(NdArray),
}

impl Item {
    /// Number of axes of the array that the item takes up.
    fn consumes(&self) -> usize {
        match self {
            Item::Ellipsis | Item::NewAxis => 0,
            Item::Mask(m) => m.ndim(),
            _ => 1,
        }
    }

    fn is_fancy(&self) -> bool {
        matches!(self, Item::Array(_) | Item::Mask(_))
    }
}

/// What an index expression selects.
#[derive(Debug, Clone)]
pub enum Selection {
    /// A view of the array.
    View(NdArray),
    /// Elements picked by arrays.
    Fancy(Box<Fancy>),
}

/// An axis index counted from the end when negative, checked.
#[inline]
pub(crate) fn wrap(index: isize, size: usize, axis: usize) -> Result<usize> {
    let i = if index < 0 { index.wrapping_add(size as isize) } else { index };
    if i < 0 || i as usize >= size {
        return Err(Error::IndexOutOfBounds { index, axis, size });
    }
    Ok(i as usize)
}

/// Where an index expression has got to: the axes kept so far, and the next one of the array.
#[derive(Default)]
struct Kept {
    offset: isize,
    shape: Shape,
    strides: Strides,
    axis: usize,
}

impl Kept {
    fn keep(&mut self, len: usize, stride: isize) {
        if self.shape.len() < layout::MAX_NDIM + 1 {
            self.shape.push(len);
            self.strides.push(stride);
        }
    }

    /// The next `count` axes as they are.
    fn keep_axes(&mut self, a: &NdArray, count: usize) {
        for axis in self.axis..self.axis + count {
            self.keep(a.shape()[axis], a.strides()[axis]);
        }
        self.axis += count;
    }

    /// Goes on by one item without an array; `unnamed` axes are left to an ellipsis.
    fn go(&mut self, a: &NdArray, item: &Item, unnamed: usize) -> Result<()> {
        match item {
            Item::Ellipsis => self.keep_axes(a, unnamed),
            Item::NewAxis => self.keep(1, 0),
            Item::Slice(s) => {
                let (start, count, step) = s.resolve(a.shape()[self.axis])?;
                let stride = a.strides()[self.axis];
                if count > 0 {
                    self.offset += start * stride;
                }
                self.keep(count, stride.wrapping_mul(step));
                self.axis += 1;
            }
            Item::Int(i) => {
                let i = wrap(*i, a.shape()[self.axis], self.axis)?;
                self.offset += i as isize * a.strides()[self.axis];
                self.axis += 1;
            }
            Item::Array(_) | Item::Mask(_) => {
                return Err(Error::type_("a basic index has no arrays: use `index`"));
            }
        }
        Ok(())
    }

    /// The view of the kept axes, all of those that were not named among them.
    fn finish(mut self, a: &NdArray) -> Result<NdArray> {
        self.keep_axes(a, a.ndim() - self.axis);
        if self.shape.len() > layout::MAX_NDIM {
            let text = format!(
                "number of dimensions must be within [0, {}], indexing result would have {}",
                layout::MAX_NDIM,
                self.shape.len()
            );
            return Err(Error::Index(text));
        }
        Ok(a.view_unchecked(self.offset, a.dtype().clone(), self.shape, self.strides))
    }
}

/// The index arrays of an expression, and where they stand.
#[derive(Default)]
struct Picked {
    picks: pick::Picks,
    /// For each fancy item, how many kept axes stood before it.
    places: SmallVec<[usize; 4]>,
    /// True once a slice, `...` or new axis stood between two fancy items.
    apart: bool,
    last: Option<usize>,
}

impl Picked {
    /// The item at place `at` is fancy, or an integer among fancy ones.
    fn mark(&mut self, at: usize, kept: &Kept) {
        self.apart |= self.last.is_some_and(|l| l + 1 != at);
        self.last = Some(at);
        self.places.push(kept.shape.len());
    }

    fn mask(&mut self, a: &NdArray, m: &NdArray, kept: &mut Kept) -> Result<()> {
        mask::check_shape(m, a, kept.axis)?;
        let first = kept.axis;
        for index in nonzero(m)? {
            self.picks.push(pick::Pick::new(&index, kept.axis.min(first + m.ndim()), a)?);
            kept.axis += 1;
        }
        if m.ndim() == 0 {
            self.picks.push(pick::Pick::axisless(count_true(m))?);
        }
        Ok(())
    }
}

/// Number of axes that an ellipsis in `items` stands for.
fn unnamed(a: &NdArray, items: &[Item]) -> Result<usize> {
    let used: usize = items.iter().map(Item::consumes).sum();
    if used > a.ndim() {
        return Err(Error::TooManyIndices { ndim: a.ndim(), given: used });
    }
    if items.iter().filter(|i| matches!(i, Item::Ellipsis)).count() > 1 {
        return Err(Error::Index("an index can only have a single ellipsis ('...')".into()));
    }
    Ok(a.ndim() - used)
}

/// Works out what `items` select from `a`.
///
/// # Errors
/// Too many indices, integers out of bounds, masks of other lengths, index arrays that do not broadcast. What
/// is in index arrays is checked when it is used.
///
/// # Examples
/// ```
/// use pallasite_array::index::{Item, Selection, Slice, select};
/// use pallasite_array::NdArray;
/// let a = NdArray::from_vec((0..6).collect::<Vec<i64>>()).reshape(&[2, 3]).unwrap();
/// let Selection::View(v) = select(&a, &[Item::Ellipsis, Item::Int(-1)]).unwrap() else { panic!() };
/// assert_eq!(v.to_vec::<i64>().unwrap(), [2, 5]);
/// let pick = Item::Array(NdArray::from_vec(vec![1i64, 1, 0]));
/// let Selection::Fancy(f) = select(&a, &[pick]).unwrap() else { panic!() };
/// assert_eq!(f.take().unwrap().shape(), [3, 3]);
/// ```
pub fn select(a: &NdArray, items: &[Item]) -> Result<Selection> {
    if !items.iter().any(Item::is_fancy) {
        return a.slice(items).map(Selection::View);
    }
    let unnamed = unnamed(a, items)?;
    let (mut kept, mut picked) = (Kept::default(), Picked::default());
    for (at, item) in items.iter().enumerate() {
        match item {
            Item::Array(index) => {
                picked.mark(at, &kept);
                picked.picks.push(pick::Pick::new(index, kept.axis, a)?);
                kept.axis += 1;
            }
            Item::Mask(m) => {
                picked.mark(at, &kept);
                picked.mask(a, m, &mut kept)?;
            }
            Item::Int(_) => {
                kept.go(a, item, unnamed)?;
                picked.mark(at, &kept);
            }
            _ => kept.go(a, item, unnamed)?,
        }
    }
    let base = kept.finish(a)?;
    let place = if picked.apart { 0 } else { picked.places[0] };
    Ok(Selection::Fancy(Box::new(Fancy::new(base, picked.picks, place)?)))
}

impl NdArray {
    /// The view that a basic index (no arrays) selects.
    ///
    /// # Errors
    /// As [`select`]; a type error for index arrays.
    pub fn slice(&self, items: &[Item]) -> Result<NdArray> {
        let unnamed = unnamed(self, items)?;
        let mut kept = Kept::default();
        items.iter().try_for_each(|item| kept.go(self, item, unnamed))?;
        kept.finish(self)
    }

    /// A slice of the first axis of an array.
    ///
    /// # Errors
    /// A step of zero; an array without axes.
    #[inline(always)]
    pub fn slice_rows(&self, rows: &Slice) -> Result<NdArray> {
        let (Some(&size), Some(&stride)) = (self.shape().first(), self.strides().first()) else {
            return Err(Error::TooManyIndices { given: 1, ndim: 0 });
        };
        let (start, count, step) = rows.resolve(size)?;
        let (mut shape, mut strides) = (layout::short(self.shape()), layout::short(self.strides()));
        (shape[0], strides[0]) = (count, stride.wrapping_mul(step));
        let offset = if count > 0 { start * stride } else { 0 };
        Ok(self.view_unchecked(offset, self.dtype().clone(), shape, strides))
    }

    /// The sub-array at place `i` of the first axis.
    ///
    /// # Errors
    /// A place outside of `-n..n`; an array without axes.
    #[inline(always)]
    pub fn row(&self, i: isize) -> Result<NdArray> {
        let (Some((&size, shape)), Some((&stride, strides))) =
            (self.shape().split_first(), self.strides().split_first())
        else {
            return Err(Error::TooManyIndices { given: 1, ndim: 0 });
        };
        let offset = wrap(i, size, 0)? as isize * stride;
        Ok(self.view_unchecked(offset, self.dtype().clone(), layout::short(shape), layout::short(strides)))
    }

    /// What any index selects: a view for a basic one, a new array otherwise.
    ///
    /// # Errors
    /// As [`select`].
    pub fn index(&self, items: &[Item]) -> Result<NdArray> {
        match items {
            [Item::Mask(m)] if m.shape() == self.shape() && m.kind() == Kind::Bool => mask::compress(self, m),
            _ => match select(self, items)? {
                Selection::View(v) => Ok(v),
                Selection::Fancy(f) => f.take(),
            },
        }
    }

    /// Writes `value` to what the index selects; whoever has a view of the memory sees it.
    ///
    /// # Safety
    /// No Rust reference into this array's memory exists, and no other thread uses it meanwhile.
    ///
    /// # Errors
    /// As [`select`], and for values that do not fit.
    pub unsafe fn set_index_shared(&self, items: &[Item], value: &NdArray) -> Result<()> {
        if !self.is_writeable() {
            return Err(Error::ReadOnly);
        }
        // SAFETY: by the caller, in all three cases.
        unsafe {
            match items {
                [Item::Mask(m)] if m.shape() == self.shape() && m.kind() == Kind::Bool => {
                    mask::assign(self, m, value)
                }
                _ => match select(self, items)? {
                    Selection::View(v) => v.assign_shared(value),
                    Selection::Fancy(f) => f.assign_shared(value),
                },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_resolve_as_in_python() {
        let s = |a, b, c| Slice { start: a, stop: b, step: c };
        assert_eq!(s(None, None, Some(-1)).resolve(5).unwrap(), (4, 5, -1));
        assert_eq!(s(Some(-3), None, None).resolve(5).unwrap(), (2, 3, 1));
        assert_eq!(s(Some(10), Some(0), Some(-2)).resolve(5).unwrap(), (4, 2, -2));
        assert_eq!(s(Some(1), Some(1), None).resolve(5).unwrap().1, 0);
        assert_eq!(s(None, None, Some(isize::MIN)).resolve(5).unwrap().1, 1);
        assert!(s(None, None, Some(0)).resolve(5).is_err());
    }

    fn grid() -> NdArray {
        NdArray::from_vec((0..24i64).collect()).reshape(&[2, 3, 4]).unwrap()
    }

    fn ints(v: &[i64]) -> Item {
        Item::Array(NdArray::from_vec(v.to_vec()))
    }

    #[test]
    fn fancy_axes_go_first_when_apart() {
        let all = Item::Slice(Slice::default());
        let shape = |items: &[Item]| grid().index(items).unwrap().shape().to_vec();
        assert_eq!(shape(&[ints(&[0]), all.clone(), ints(&[1, 2, 3])]), [3, 3]);
        assert_eq!(shape(&[all.clone(), ints(&[1, 2]), ints(&[1, 2])]), [2, 2]);
        assert_eq!(shape(&[Item::Int(0), all.clone(), ints(&[1, 2])]), [2, 3]);
        assert_eq!(shape(&[all, ints(&[0, 1, 1, 0])]), [2, 4, 4]);
        let picked = grid().index(&[ints(&[1, 0]), ints(&[-1, 0]), ints(&[2, 3])]).unwrap();
        assert_eq!(picked.to_vec::<i64>().unwrap(), [22, 3]);
    }

    #[test]
    fn masks_select_and_assign() {
        let a = NdArray::from_vec(vec![1i64, 2, 3, 4]);
        let m = NdArray::from_vec([true, false, true, false].map(crate::Bool::from).to_vec());
        assert_eq!(a.index(&[Item::Mask(m.clone())]).unwrap().to_vec::<i64>().unwrap(), [1, 3]);
        // SAFETY: no reference into `a` exists.
        unsafe { a.set_index_shared(&[Item::Mask(m)], &NdArray::from_vec(vec![9i64])).unwrap() };
        assert_eq!(a.to_vec::<i64>().unwrap(), [9, 2, 9, 4]);
    }

    #[test]
    fn out_of_bounds_names_axis_and_size() {
        let e = grid().index(&[Item::Int(0), ints(&[3])]).unwrap_err();
        assert_eq!(e.to_string(), "index 3 is out of bounds for axis 1 with size 3");
        assert!(grid().index(&[ints(&[0, 1]), ints(&[0, 1, 2])]).is_err());
    }
}
