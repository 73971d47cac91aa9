//! The sort order of elements of any dtype, compared in place as bytes.

use super::SortKey;
use pallasite_array::{DType, Element, Error, Kind, NdArray, Result, dispatch};
use std::cmp::Ordering;
use std::ops::Range;

/// How two native elements compare: numbers by their keys (NaN last), text by code points, structures field
/// by field.
#[derive(Debug)]
pub(crate) enum Order {
    Number(Kind),
    Bytes,
    Text,
    Fields(Vec<(Range<usize>, Order)>),
    Items(Box<Order>, usize),
}

/// The number at the start of `bytes`.
fn number<T: Element>(bytes: &[u8]) -> T {
    assert!(bytes.len() >= size_of::<T>());
    // SAFETY: the length was checked, and every bit pattern is a value of an element type.
    unsafe { bytes.as_ptr().cast::<T>().read_unaligned() }
}

fn code_points(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).map(|c| u32::from_ne_bytes([c[0], c[1], c[2], c[3]]))
}

impl Order {
    /// The order of native elements of `dtype`.
    pub(crate) fn of(dtype: &DType) -> Order {
        if let Some((base, _)) = dtype.sub() {
            return Order::Items(Box::new(Order::of(base)), base.itemsize().max(1));
        }
        match dtype.kind() {
            Kind::Void if !dtype.fields().is_empty() => {
                let field = |f: &pallasite_array::Field| {
                    (f.offset..f.offset + f.dtype.itemsize(), Order::of(&f.dtype))
                };
                Order::Fields(dtype.fields().iter().map(field).collect())
            }
            Kind::Bytes | Kind::Void => Order::Bytes,
            Kind::Str => Order::Text,
            number => Order::Number(number),
        }
    }

    /// The order of structures by the named fields first, then by the others.
    ///
    /// # Errors
    /// A dtype without fields, or without one of these.
    pub(crate) fn by_fields(dtype: &DType, names: &[String]) -> Result<Order> {
        let Order::Fields(all) = Order::of(dtype) else {
            return Err(Error::value("Cannot specify order when the array has no fields."));
        };
        let place = |name: &String| {
            let found = dtype.fields().iter().position(|f| &f.name == name);
            found.ok_or_else(|| Error::value(format!("unknown field name: {name}")))
        };
        let first = names.iter().map(place).collect::<Result<Vec<_>>>()?;
        if (1..first.len()).any(|i| first[..i].contains(&first[i])) {
            return Err(Error::value("duplicate field name: "));
        }
        let rank = |i: usize| first.iter().position(|&f| f == i).unwrap_or(first.len() + i);
        let mut ranked: Vec<_> = all.into_iter().enumerate().map(|(i, f)| (rank(i), f)).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        Ok(Order::Fields(ranked.into_iter().map(|(_, f)| f).collect()))
    }

    /// The order of two elements.
    pub(crate) fn compare(&self, a: &[u8], b: &[u8]) -> Ordering {
        match self {
            Order::Number(kind) => {
                dispatch!(numeric *kind, T => number::<T>(a).key().cmp(&number::<T>(b).key()), else Ordering::Equal)
            }
            Order::Bytes => a.cmp(b),
            Order::Text => code_points(a).cmp(code_points(b)),
            Order::Fields(fields) => {
                let compare = |(range, order): &(Range<usize>, Order)| {
                    order.compare(&a[range.clone()], &b[range.clone()])
                };
                fields.iter().map(compare).find(|o| o.is_ne()).unwrap_or(Ordering::Equal)
            }
            Order::Items(order, size) => {
                let mut pairs = a.chunks_exact(*size).zip(b.chunks_exact(*size));
                pairs
                    .find_map(|(x, y)| Some(order.compare(x, y)).filter(|o| o.is_ne()))
                    .unwrap_or(Ordering::Equal)
            }
        }
    }

    /// Whether two elements are equal; NaN is not equal to itself.
    pub(crate) fn equal(&self, a: &[u8], b: &[u8]) -> bool {
        match self {
            Order::Number(kind) => {
                dispatch!(numeric *kind, T => number::<T>(a) == number::<T>(b), else true)
            }
            Order::Bytes | Order::Text => a == b,
            Order::Fields(fields) => {
                fields.iter().all(|(range, order)| order.equal(&a[range.clone()], &b[range.clone()]))
            }
            Order::Items(order, size) => {
                a.chunks_exact(*size).zip(b.chunks_exact(*size)).all(|(x, y)| order.equal(x, y))
            }
        }
    }
}

/// The bytes of a C-contiguous array.
///
/// # Panics
/// If it is not contiguous.
pub(crate) fn bytes_of(a: &NdArray) -> &[u8] {
    assert!(a.is_c_contiguous());
    if a.nbytes() == 0 {
        return &[];
    }
    // SAFETY: that many initialised bytes, which nobody writes while the array is borrowed.
    unsafe { std::slice::from_raw_parts(a.as_ptr(), a.nbytes()) }
}

/// The element at `i`.
pub(crate) fn element(bytes: &[u8], size: usize, i: i64) -> &[u8] {
    &bytes[i as usize * size..][..size]
}
