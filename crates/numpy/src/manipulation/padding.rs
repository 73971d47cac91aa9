//! Padding: an array with a border of made-up elements.

mod statistic;

pub use statistic::Statistic;

use crate::creation::{LinspaceOptions, linspace};
use crate::fresh::{Fresh, along, range};
use half::f16;
use num_complex::Complex;
use pallasite_array::index::Item;
use pallasite_array::{Bool, Element, Error, NdArray, Order, Result, dispatch};

/// What the border is made of.
#[derive(Debug, Clone)]
pub enum PadMode {
    /// Values, broadcast to one pair for each axis.
    Constant(NdArray),
    /// Zeros; NumPy leaves them undefined.
    Empty,
    /// The nearest element.
    Edge,
    /// A ramp from the edge to values, broadcast to one pair for each axis.
    LinearRamp(NdArray),
    /// A statistic of the elements next to the border: as many as told for each axis and side, all when `None`.
    Statistic(Statistic, Option<Vec<(usize, usize)>>),
    /// The array mirrored at its edges.
    Reflect {
        /// Whether the edge itself is repeated (NumPy's `symmetric`).
        symmetric: bool,
        /// Twice the edge minus the mirrored element, in place of the element.
        odd: bool,
    },
    /// The array repeated.
    Wrap,
}

/// Elements to add before and behind an axis.
pub type Pad = (usize, usize);

/// The array with a border, `widths[axis]` wide.
///
/// # Errors
/// An empty axis in a mode that needs elements; values that do not broadcast to the axes.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// use pallasite_numpy::manipulation::{PadMode, pad};
/// let a = pad(&NdArray::from_vec(vec![1i64, 2, 3]), &[(2, 1)], &PadMode::Reflect { symmetric: false, odd: false })?;
/// assert_eq!(a.to_vec::<i64>()?, [3, 2, 1, 2, 3, 2]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn pad(a: &NdArray, widths: &[Pad], mode: &PadMode) -> Result<NdArray> {
    let grown = |(&n, &(l, r)): (&usize, &Pad)| n.checked_add(l)?.checked_add(r);
    let shape: Option<Vec<usize>> = a.shape().iter().zip(widths).map(grown).collect();
    let shape = shape.ok_or_else(|| Error::value("array is too big"))?;
    let out = Fresh::zeros(&shape, a.dtype(), crate::fresh::own_order(a))?;
    let inner = |from: usize, view: NdArray| {
        (from..a.ndim()).try_fold(view, |v, x| range(&v, x, widths[x].0, widths[x].0 + a.shape()[x]))
    };
    out.set_view(&inner(0, out.array().clone())?, a)?;
    for (axis, &width) in widths.iter().enumerate() {
        let border = Border {
            out: &out,
            area: inner(axis + 1, out.array().clone())?,
            axis,
            n: a.shape()[axis],
            width,
        };
        border.fill(mode, a.ndim())?;
    }
    Ok(out.finish())
}

/// One axis of the padded array, with the area along it that is filled.
struct Border<'a> {
    out: &'a Fresh,
    area: NdArray,
    axis: usize,
    n: usize,
    width: Pad,
}

impl Border<'_> {
    fn fill(&self, mode: &PadMode, ndim: usize) -> Result<()> {
        let needs_elements = !matches!(mode, PadMode::Constant(_) | PadMode::Empty);
        if needs_elements && self.n == 0 && self.width != (0, 0) {
            return Err(Error::Value(format!(
                "can't extend empty axis {} using modes other than 'constant' or 'empty'",
                self.axis
            )));
        }
        match mode {
            _ if self.width == (0, 0) => Ok(()),
            PadMode::Empty => Ok(()),
            PadMode::Constant(values) => {
                let (before, behind) = self.pair(values, ndim)?;
                self.set(&before, &behind)
            }
            PadMode::Edge => self.set(&self.edge(false)?, &self.edge(true)?),
            PadMode::LinearRamp(ends) => {
                let (before, behind) = self.pair(ends, ndim)?;
                let flipped = super::flip(&self.ramp(&behind, true)?, Some(&[self.axis as isize]))?;
                self.set(&self.ramp(&before, false)?, &flipped)
            }
            PadMode::Statistic(statistic, lengths) => {
                let lengths = lengths.as_ref().map_or((self.n, self.n), |l| l[self.axis]);
                let of = |behind: bool, len: usize| {
                    let len = len.min(self.n);
                    let from = if behind { self.n - len } else { 0 };
                    statistic.of(&self.inside(from, from + len)?, self.axis)
                };
                let (before, behind) = (of(false, lengths.0)?, of(true, lengths.1)?);
                self.set(&before, &behind)
            }
            PadMode::Reflect { symmetric: false, .. } if self.n == 1 => {
                self.set(&self.edge(false)?, &self.edge(true)?)
            }
            PadMode::Reflect { symmetric, odd: true } => self.reflect_odd(*symmetric),
            PadMode::Reflect { symmetric, odd: false } => self.gather(|i| mirrored(i, self.n, *symmetric)),
            PadMode::Wrap => self.gather(|i| i.rem_euclid(self.n as isize)),
        }
    }

    /// The values for both sides of this axis.
    fn pair(&self, values: &NdArray, ndim: usize) -> Result<(NdArray, NdArray)> {
        let all = values.broadcast_to(&[ndim, 2])?;
        let one = |side| all.slice(&[Item::Int(self.axis as isize), Item::Int(side)]);
        Ok((one(0)?, one(1)?))
    }

    /// Elements of the array itself.
    fn inside(&self, start: usize, stop: usize) -> Result<NdArray> {
        range(&self.area, self.axis, self.width.0 + start, self.width.0 + stop)
    }

    fn edge(&self, behind: bool) -> Result<NdArray> {
        let at = if behind { self.n - 1 } else { 0 };
        self.inside(at, at + 1)
    }

    /// Writes both sides.
    fn set(&self, before: &NdArray, behind: &NdArray) -> Result<()> {
        let end = self.width.0 + self.n;
        self.out.set_view(&range(&self.area, self.axis, 0, self.width.0)?, before)?;
        self.out.set_view(&range(&self.area, self.axis, end, end + self.width.1)?, behind)
    }

    fn ramp(&self, end: &NdArray, behind: bool) -> Result<NdArray> {
        let edge = self.edge(behind)?.squeeze(Some(&[self.axis as isize]))?;
        let options = LinspaceOptions {
            num: if behind { self.width.1 } else { self.width.0 },
            endpoint: false,
            axis: self.axis as isize,
            dtype: Some(self.area.dtype().clone()),
        };
        Ok(linspace(end, &edge, &options)?.0)
    }

    /// Fills both sides with elements of the array, told by their places relative to it.
    fn gather(&self, place: impl Fn(isize) -> isize) -> Result<()> {
        let inside = self.inside(0, self.n)?;
        let pick = |range: std::ops::Range<isize>| {
            let places = range.map(|i| place(i) as i64).collect::<Vec<_>>();
            inside.index(&along(self.axis, Item::Array(NdArray::from_vec(places))))
        };
        let (l, n) = (self.width.0 as isize, self.n as isize);
        self.set(&pick(-l..0)?, &pick(n..n + self.width.1 as isize)?)
    }

    /// Mirrors piece by piece, each at the edge of what is filled so far.
    fn reflect_odd(&self, symmetric: bool) -> Result<()> {
        let (mut left, mut right) = self.width;
        let total = self.area.shape()[self.axis];
        let skip = usize::from(!symmetric);
        while left > 0 || right > 0 {
            let filled = total - left - right;
            let period = (self.n - skip).max(1);
            let most = (filled - skip) / period * period;
            if left > 0 {
                let len = most.min(left);
                let mirror = self.backwards(left + skip, len)?;
                self.set_odd(left - len, len, left, &mirror)?;
                left -= len;
            }
            if right > 0 {
                let len = most.min(right);
                let edge = total - right - 1;
                let mirror = self.backwards(edge + 1 - skip - len, len)?;
                self.set_odd(edge + 1, len, edge, &mirror)?;
                right -= len;
            }
        }
        Ok(())
    }

    fn backwards(&self, start: usize, len: usize) -> Result<NdArray> {
        super::flip(&range(&self.area, self.axis, start, start + len)?, Some(&[self.axis as isize]))
    }

    fn set_odd(&self, start: usize, len: usize, edge: usize, mirror: &NdArray) -> Result<()> {
        let edge = range(&self.area, self.axis, edge, edge + 1)?.broadcast_to(mirror.shape())?;
        let value = twice_minus(&edge, mirror)?;
        self.out.set_view(&range(&self.area, self.axis, start, start + len)?, &value)
    }
}

/// The element that stands at place `i` of an array of `n` mirrored at its edges.
fn mirrored(i: isize, n: usize, symmetric: bool) -> isize {
    let n = n as isize;
    let period = if symmetric { 2 * n } else { 2 * n - 2 };
    let at = i.rem_euclid(period);
    if at < n { at } else { period - at - isize::from(symmetric) }
}

/// `2 a - b` in the arrays' own type.
fn twice_minus(a: &NdArray, b: &NdArray) -> Result<NdArray> {
    fn lines<T: Odd>(a: &NdArray, b: &NdArray) -> Result<NdArray> {
        let out = a.to_vec::<T>()?.into_iter().zip(b.to_vec::<T>()?).map(|(x, y)| x.twice_minus(y)).collect();
        NdArray::from_vec_shape::<T>(out, b.shape())
    }
    let native = a.dtype().to_native();
    let (a, b) = (a.astype(&native, Order::C)?, b.astype(&native, Order::C)?);
    dispatch!(numeric native.kind(), T => lines::<T>(&a, &b), else Err(Error::type_("odd reflection needs numbers")))
}

trait Odd: Element {
    fn twice_minus(self, b: Self) -> Self;
}

macro_rules! odd {
    ($($t:ty: $a:ident, $b:ident => $value:expr;)*) => {$(
        impl Odd for $t {
            fn twice_minus(self, $b: Self) -> Self {
                let $a = self;
                $value
            }
        }
    )*};
}

odd! {
    Bool: a, b => Bool::from(a.get() ^ b.get());
    i8: a, b => a.wrapping_mul(2).wrapping_sub(b);
    u8: a, b => a.wrapping_mul(2).wrapping_sub(b);
    i16: a, b => a.wrapping_mul(2).wrapping_sub(b);
    u16: a, b => a.wrapping_mul(2).wrapping_sub(b);
    i32: a, b => a.wrapping_mul(2).wrapping_sub(b);
    u32: a, b => a.wrapping_mul(2).wrapping_sub(b);
    i64: a, b => a.wrapping_mul(2).wrapping_sub(b);
    u64: a, b => a.wrapping_mul(2).wrapping_sub(b);
    f16: a, b => a + a - b;
    f32: a, b => a + a - b;
    f64: a, b => a + a - b;
    Complex<f32>: a, b => a + a - b;
    Complex<f64>: a, b => a + a - b;
}

#[cfg(test)]
mod tests {
    use super::*;
    use pallasite_array::index::Slice;

    fn padded(widths: Pad, mode: PadMode) -> Vec<i64> {
        pad(&NdArray::from_vec(vec![1i64, 2, 4]), &[widths], &mode).unwrap().to_vec().unwrap()
    }

    #[test]
    fn mirrors() {
        let even = |symmetric| PadMode::Reflect { symmetric, odd: false };
        let odd = |symmetric| PadMode::Reflect { symmetric, odd: true };
        assert_eq!(padded((5, 3), even(false)), [2, 1, 2, 4, 2, 1, 2, 4, 2, 1, 2]);
        assert_eq!(padded((4, 4), even(true)), [4, 4, 2, 1, 1, 2, 4, 4, 2, 1, 1]);
        assert_eq!(padded((4, 3), odd(false)), [-5, -4, -2, 0, 1, 2, 4, 6, 7, 8]);
        assert_eq!(padded((2, 4), odd(true)), [0, 1, 1, 2, 4, 4, 6, 7, 7]);
    }

    #[test]
    fn other_borders() {
        assert_eq!(padded((4, 1), PadMode::Wrap), [4, 1, 2, 4, 1, 2, 4, 1]);
        assert_eq!(padded((1, 2), PadMode::Edge), [1, 1, 2, 4, 4, 4]);
        let ends = NdArray::from_vec(vec![5i64, -4]);
        assert_eq!(padded((2, 2), PadMode::LinearRamp(ends)), [5, 3, 1, 2, 4, 0, -4]);
        assert_eq!(padded((1, 1), PadMode::Statistic(Statistic::Mean, None)), [2, 1, 2, 4, 2]);
        let last = Some(vec![(1, 2)]);
        assert_eq!(padded((1, 1), PadMode::Statistic(Statistic::Maximum, last)), [1, 1, 2, 4, 4]);
    }

    #[test]
    fn corners_are_filled_axis_by_axis() {
        let a = NdArray::from_vec(vec![1i64, 2, 3, 4]).reshape(&[2, 2]).unwrap();
        let out = pad(&a, &[(1, 0), (0, 1)], &PadMode::Edge).unwrap();
        assert_eq!(out.to_vec::<i64>().unwrap(), [1, 2, 2, 1, 2, 2, 3, 4, 4]);
        assert!(
            pad(
                &a.slice(&[Item::Slice(Slice { stop: Some(0), ..Slice::default() })]).unwrap(),
                &[(1, 1), (0, 0)],
                &PadMode::Edge
            )
            .is_err()
        );
    }
}
