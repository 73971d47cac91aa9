//! Calls on numbers alone: no array is made of them, nor of the result.

use crate::call::fits;
use crate::kernel::LoopRow;
use crate::resolve::by_kinds;
use crate::table::{Rule, Ufunc};
use pallasite_array::{DType, Element, Kind, NdArray, Result, Scalar};

/// The most inputs of a call on numbers.
const MAX_INPUTS: usize = 5;

/// A number: an element of some kind, or a Python number, which adapts to the elements beside it.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    kind: Kind,
    weak: bool,
    bits: [u128; 1],
}

impl Number {
    /// The element at `p`.
    ///
    /// # Safety
    /// `p` is valid for reads of one native element of `kind`, which is numeric.
    #[inline]
    pub unsafe fn read(p: *const u8, kind: Kind) -> Number {
        let mut bits = [0];
        // SAFETY: by the caller; no element is larger than 16 bytes.
        unsafe { std::ptr::copy_nonoverlapping(p, bits.as_mut_ptr().cast(), kind.size()) };
        Number { kind, weak: false, bits }
    }

    #[inline]
    fn weak<T: Element>(x: T) -> Number {
        // SAFETY: `x` is an element of this kind.
        let number = unsafe { Number::read((&raw const x).cast(), T::KIND) };
        Number { weak: true, ..number }
    }

    /// What kind of element it is.
    #[inline]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Where the element is, aligned for all kinds.
    #[inline]
    pub fn as_ptr(&self) -> *const u8 {
        self.bits.as_ptr().cast()
    }

    /// The element, as the bytes it has in memory.
    #[inline]
    pub(crate) fn bits(&self) -> [u128; 1] {
        self.bits
    }

    /// The element's value.
    pub(crate) fn value(&self) -> Scalar {
        // SAFETY: an element of this kind.
        unsafe { Scalar::read(self.as_ptr(), &DType::from(self.kind)) }
    }

    /// The value of an `int64`.
    #[inline]
    pub fn integer(&self) -> Option<i64> {
        (self.kind == Kind::Int64).then_some(self.bits[0] as i64)
    }

    /// True for two, of any type.
    pub(crate) fn is_two(&self) -> bool {
        matches!(self.value(), Scalar::Float(2.0) | Scalar::Int(2) | Scalar::UInt(2))
    }

    /// The array that holds it alone, without axes.
    ///
    /// # Errors
    /// More memory than there is.
    pub fn to_array(&self) -> Result<NdArray> {
        NdArray::from_scalar(&self.value(), &self.kind.into())
    }

    /// The number as an element of `kind`, converted as `astype` does.
    #[inline]
    fn cast(self, kind: Kind) -> Option<Number> {
        if self.kind == kind {
            return Some(self);
        }
        let mut bits = [0u128];
        // SAFETY: no element is larger than 16 bytes.
        unsafe { self.value().cast_write(bits.as_mut_ptr().cast(), &kind.into()).ok()? };
        Some(Number { kind, weak: false, bits })
    }

    /// True when a Python number takes on the kind of the elements beside it.
    fn adapts(&self, kind: Kind) -> bool {
        match self.kind {
            Kind::Int64 if kind.is_integer() => {
                // SAFETY: an element of this kind.
                fits(unsafe { self.as_ptr().cast::<i64>().read() }.into(), kind)
            }
            _ => kind.is_inexact(),
        }
    }
}

impl From<f64> for Number {
    /// A Python `float`.
    #[inline]
    fn from(x: f64) -> Number {
        Number::weak(x)
    }
}

impl From<i64> for Number {
    /// A Python `int`.
    #[inline]
    fn from(i: i64) -> Number {
        Number::weak(i)
    }
}

/// The one result of a ufunc of numbers; `None`, with nothing done, where finding the loop takes more than a look.
///
/// # Examples
/// ```
/// use pallasite_ufunc::{on_numbers, table};
/// let root = on_numbers(&table::SQRT, &[2i64.into()]).unwrap();
/// // SAFETY: an element of this kind.
/// assert_eq!(unsafe { root.as_ptr().cast::<f64>().read() }, 2f64.sqrt());
/// ```
#[inline]
pub fn on_numbers(ufunc: &'static Ufunc, inputs: &[Number]) -> Option<Number> {
    let row = loop_for(ufunc, inputs)?;
    let n = inputs.len();
    let mut elements = [Number { kind: Kind::Int64, weak: false, bits: [0] }; MAX_INPUTS];
    let (mut ptrs, mut steps) = ([std::ptr::null_mut(); MAX_INPUTS + 1], [0isize; MAX_INPUTS + 1]);
    for (i, input) in inputs.iter().enumerate() {
        elements[i] = input.cast(row.types[i])?;
        ptrs[i] = elements[i].as_ptr().cast_mut();
        steps[i] = row.types[i].size() as isize;
    }
    let mut bits = [0u128];
    (ptrs[n], steps[n]) = (bits.as_mut_ptr().cast(), row.types[n].size() as isize);
    // SAFETY: each operand is one element of the loop's kind, and the loop writes to none but the last.
    unsafe { (row.run)(&ptrs[..=n], &steps[..=n], 1) };
    Some(Number { kind: row.types[n], weak: false, bits })
}

/// The doubles that a ufunc of `M` results gives for doubles; `None`, with nothing done, where it gives something else or
/// has a loop of its own for some of them.
///
/// # Examples
/// ```
/// use pallasite_ufunc::{on_doubles, table};
/// assert_eq!(on_doubles(&table::MULTIPLY, &[1.5, 2.0]), Some([3.0]));
/// assert_eq!(on_doubles(&table::MODF, &[1.5]), Some([0.5, 1.0]));
/// assert_eq!(on_doubles::<1>(&table::ISNAN, &[1.5]), None);
/// ```
#[inline]
pub fn on_doubles<const M: usize>(ufunc: &'static Ufunc, inputs: &[f64]) -> Option<[f64; M]> {
    const ROOM: usize = MAX_INPUTS + 2;
    let row = ufunc.same(Kind::Float64).filter(|_| ufunc.rule != Rule::Power)?;
    let n = inputs.len();
    let fits = ufunc.nin == n && ufunc.nout == M && n + M <= ROOM;
    if !fits || row.types.iter().any(|&k| k != Kind::Float64) {
        return None;
    }
    let mut values = [0.0f64; M];
    let (mut ptrs, steps) = ([std::ptr::null_mut::<u8>(); ROOM], [8; ROOM]);
    for (ptr, x) in ptrs.iter_mut().zip(inputs) {
        *ptr = (&raw const *x).cast_mut().cast();
    }
    for (ptr, value) in ptrs[n..].iter_mut().zip(&mut values) {
        *ptr = (&raw mut *value).cast();
    }
    // SAFETY: each operand is one double, and the loop writes to none but the last `M`.
    unsafe { (row.run)(&ptrs[..n + M], &steps[..n + M], 1) };
    Some(values)
}

/// The loop for numbers of one kind.
#[inline]
fn loop_for(ufunc: &'static Ufunc, inputs: &[Number]) -> Option<&'static LoopRow> {
    if ufunc.nout != 1 || ufunc.nin != inputs.len() || inputs.len() > MAX_INPUTS {
        return None;
    }
    let typed = || inputs.iter().filter(|n| !n.weak);
    let alone = || inputs.iter().map(|n| n.kind).max();
    let kind = typed().next().map(|n| n.kind).or_else(alone)?;
    let alike = typed().all(|n| n.kind == kind) && inputs.iter().all(|n| !n.weak || n.adapts(kind));
    let special = match ufunc.rule {
        Rule::Power => true,
        // Each Python integer by itself decides there.
        Rule::InOrder => inputs.len() > 1 && inputs.iter().any(|n| n.kind != Kind::Float64),
        _ => kind == Kind::Bool,
    };
    if special || !alike {
        return None;
    }
    ufunc.same(kind).or_else(|| by_kinds(ufunc, &[kind; MAX_INPUTS][..inputs.len()]))
}

#[cfg(test)]
mod tests {
    use super::{Number, on_numbers};
    use crate::table;
    use pallasite_array::{Element, Kind};

    fn element<T: Element>(x: T) -> Number {
        Number { weak: false, ..Number::weak(x) }
    }

    #[test]
    fn kinds_are_those_of_arrays() {
        let kind = |inputs: &[Number]| on_numbers(&table::ADD, inputs).map(|n| n.kind());
        assert_eq!(kind(&[1i64.into(), 2i64.into()]), Some(Kind::Int64));
        assert_eq!(kind(&[1i64.into(), 2.0.into()]), Some(Kind::Float64));
        assert_eq!(kind(&[element(1i8), 2i64.into()]), Some(Kind::Int8));
        assert_eq!(kind(&[element(1f32), 2.0.into()]), Some(Kind::Float32));
        // The range of the type, and promotion, are left to the general call.
        assert_eq!(kind(&[element(1i8), 200i64.into()]), None);
        assert_eq!(kind(&[element(1i8), 2.0.into()]), None);
        assert_eq!(kind(&[element(1f32), element(2f64)]), None);
    }
}
