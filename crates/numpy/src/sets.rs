//! Arrays as sets: what is in one, in both, in either.

use crate::fresh::range;
use crate::indexing::{IndexMode, take};
use crate::manipulation::concatenate;
use crate::ops;
use crate::sorting::Side;
use crate::sorting::arrays::{SortOptions, argsort, searchsorted, sort};
use crate::sorting::distinct::{Distinct, Relations, UniqueOptions, unique};
use pallasite_array::index::Item;
use pallasite_array::promote::{Casting, promote_types};
use pallasite_array::{Bool, Element, Error, Kind, NdArray, Order, Result, Scalar, threads};
use pallasite_ufunc::table;
use rayon::prelude::*;
use std::borrow::Cow;

/// How [`isin`] looks elements up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lookup {
    /// A table for integers of a small range, else sorting.
    #[default]
    Auto,
    /// Always by sorting.
    Sort,
    /// Always by a table.
    Table,
}

fn distinct(a: &NdArray, relations: bool) -> Result<Distinct> {
    let relations = if relations { Relations::All } else { Relations::None };
    unique(a, &UniqueOptions { relations, ..UniqueOptions::default() })
}

fn joined(a: &NdArray, b: &NdArray) -> Result<NdArray> {
    concatenate(&[a.clone(), b.clone()], None, None, Casting::SameKind)
}

fn sorted(a: &NdArray) -> Result<NdArray> {
    sort(a, -1, &SortOptions::default())
}

fn masked(a: &NdArray, mask: &NdArray) -> Result<NdArray> {
    a.index(&[Item::Mask(mask.clone())])
}

/// The elements of both arrays, each once, sorted.
///
/// # Errors
/// Types without a common one.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let (a, b) = (NdArray::from_vec(vec![3i64, 1]), NdArray::from_vec(vec![2i64, 1]));
/// assert_eq!(pallasite_numpy::sets::union1d(&a, &b)?.to_vec::<i64>()?, [1, 2, 3]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn union1d(a: &NdArray, b: &NdArray) -> Result<NdArray> {
    Ok(distinct(&joined(a, b)?, false)?.values)
}

/// Elements that two arrays share, and where they are.
#[derive(Debug, Clone)]
pub struct Intersection {
    /// The elements, sorted.
    pub values: NdArray,
    /// Where each occurs first in the one array and in the other, if that was asked for.
    pub indices: Option<(NdArray, NdArray)>,
}

/// The elements that are in both arrays; with `assume_unique` none may occur twice in one.
///
/// # Errors
/// Types without a common one.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let (a, b) = (NdArray::from_vec(vec![3i64, 1]), NdArray::from_vec(vec![2i64, 1]));
/// let both = pallasite_numpy::sets::intersect1d(&a, &b, false, false)?;
/// assert_eq!(both.values.to_vec::<i64>()?, [1]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn intersect1d(a: &NdArray, b: &NdArray, assume_unique: bool, indices: bool) -> Result<Intersection> {
    let set = |x: &NdArray| -> Result<(NdArray, Option<NdArray>)> {
        if assume_unique {
            return Ok((x.ravel()?, None));
        }
        let found = distinct(x, indices)?;
        Ok((found.values, Some(found.index)))
    };
    let ((x, first_x), (y, first_y)) = (set(a)?, set(b)?);
    let all = joined(&x, &y)?;
    if !indices {
        let all = sorted(&all)?;
        let (later, earlier) = ops::neighbours(&all, 0)?;
        let values = masked(&earlier, &ops::binary(&table::EQUAL, &later, &earlier)?)?;
        return Ok(Intersection { values, indices: None });
    }
    let order = argsort(&all, -1, &SortOptions::default())?;
    let all = take(&all, &order, Some(0), IndexMode::Raise)?;
    let (later, earlier) = ops::neighbours(&all, 0)?;
    let mask = ops::binary(&table::EQUAL, &later, &earlier)?;
    let (second, first) = ops::neighbours(&order, 0)?;
    let at = |places: NdArray, first: Option<NdArray>| match first {
        Some(first) => take(&first, &places, Some(0), IndexMode::Raise),
        None => Ok(places),
    };
    let second = ops::binary(&table::SUBTRACT, &masked(&second, &mask)?, x.size() as i64)?;
    let places = (at(masked(&first, &mask)?, first_x)?, at(second, first_y)?);
    Ok(Intersection { values: masked(&earlier, &mask)?, indices: Some(places) })
}

/// The elements of the first array that are not in the second, sorted unless `assume_unique`.
///
/// # Errors
/// Types without a common one.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let (a, b) = (NdArray::from_vec(vec![3i64, 1]), NdArray::from_vec(vec![2i64, 1]));
/// assert_eq!(pallasite_numpy::sets::setdiff1d(&a, &b, false)?.to_vec::<i64>()?, [3]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn setdiff1d(a: &NdArray, b: &NdArray, assume_unique: bool) -> Result<NdArray> {
    let a = if assume_unique { a.ravel()? } else { distinct(a, false)?.values };
    let inside = isin(&a, b, Lookup::Auto)?;
    masked(&a, &ops::unary(&table::LOGICAL_NOT, &inside)?)
}

/// The elements that are in one of the arrays only, sorted.
///
/// # Errors
/// Types without a common one.
///
/// # Examples
/// ```
/// use pallasite_array::NdArray;
/// let (a, b) = (NdArray::from_vec(vec![3i64, 1]), NdArray::from_vec(vec![2i64, 1]));
/// assert_eq!(pallasite_numpy::sets::setxor1d(&a, &b, false)?.to_vec::<i64>()?, [2, 3]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn setxor1d(a: &NdArray, b: &NdArray, assume_unique: bool) -> Result<NdArray> {
    let set = |x: &NdArray| -> Result<NdArray> {
        Ok(if assume_unique { x.clone() } else { distinct(x, false)?.values })
    };
    let all = joined(&set(a)?, &set(b)?)?;
    if all.size() == 0 {
        return Ok(all);
    }
    let all = sorted(&all)?;
    let (later, earlier) = ops::neighbours(&all, 0)?;
    let edge = NdArray::from_vec(vec![Bool::from(true)]);
    let changes = ops::binary(&table::NOT_EQUAL, &later, &earlier)?;
    let changes = concatenate(&[edge.clone(), changes, edge], Some(0), None, Casting::SameKind)?;
    let n = all.size();
    let alone = ops::binary(&table::LOGICAL_AND, &range(&changes, 0, 1, n + 1)?, &range(&changes, 0, 0, n)?)?;
    masked(&all, &alone)
}

/// For each of `elements` whether it is among `candidates`.
///
/// # Errors
/// Types without a common one; a table for elements that are not integers, or whose range is too large.
///
/// # Examples
/// ```
/// use pallasite_array::{Bool, NdArray};
/// use pallasite_numpy::sets::{Lookup, isin};
/// let (a, b) = (NdArray::from_vec(vec![3i64, 1]), NdArray::from_vec(vec![2i64, 1]));
/// assert_eq!(isin(&a, &b, Lookup::Auto)?.to_vec::<Bool>()?, [false.into(), true.into()]);
/// # Ok::<(), pallasite_array::Error>(())
/// ```
pub fn isin(elements: &NdArray, candidates: &NdArray, lookup: Lookup) -> Result<NdArray> {
    let whole = |a: &NdArray| a.kind().is_integer() || a.kind() == Kind::Bool;
    if whole(elements) && whole(candidates) && lookup != Lookup::Sort {
        if let Some(found) = by_table(elements, candidates, lookup)? {
            return Ok(found);
        }
    } else if lookup == Lookup::Table {
        return Err(Error::value(
            "The 'table' method is only supported for boolean or integer arrays. Please select 'sort' or None for kind.",
        ));
    }
    by_search(elements, candidates)
}

fn integer(s: &Scalar) -> i128 {
    match s {
        Scalar::Bool(b) => i128::from(*b),
        Scalar::Int(i) => i128::from(*i),
        Scalar::UInt(u) => i128::from(*u),
        _ => 0,
    }
}

/// The largest value of an integer type.
fn largest(kind: Kind) -> i128 {
    let bits = kind.size() as u32 * 8 - u32::from(kind.is_signed());
    (1i128 << bits) - 1
}

/// Looks integers up in a table of their range; `None` where that would be too large.
fn by_table(elements: &NdArray, candidates: &NdArray, lookup: Lookup) -> Result<Option<NdArray>> {
    if candidates.size() == 0 {
        return Ok(Some(NdArray::zeros(elements.shape(), &Kind::Bool.into())?));
    }
    let extreme = |ufunc| Ok::<_, Error>(integer(&ops::reduce(ufunc, candidates, None, false)?.item()?));
    let (low, high) = (extreme(&table::MINIMUM)?, extreme(&table::MAXIMUM)?);
    let kind = if candidates.kind() == Kind::Bool { Kind::UInt8 } else { candidates.kind() };
    let small = high - low <= 6 * (elements.size() + candidates.size()) as i128;
    if high - low > largest(kind) || !(small || lookup == Lookup::Table) {
        if lookup == Lookup::Table {
            return Err(Error::value(
                "You have specified kind='table', but the range of values in `ar2` or `ar1` exceed the maximum \
                 integer of the datatype. Please set `kind` to None or 'sort'.",
            ));
        }
        return Ok(None);
    }
    let length =
        isize::try_from(high - low + 1).map_err(|_| Error::value("Maximum allowed dimension exceeded"))?;
    let memory = NdArray::zeros(&[length as usize], &Kind::UInt8.into())?;
    let mut table = Table { low, present: memory.to_vec::<u8>()? };
    drop(memory);
    table.fill(candidates)?;
    NdArray::from_vec_shape(table.look_up(elements)?, elements.shape()).map(Some)
}

/// Which integers from `low` on are present.
struct Table {
    low: i128,
    present: Vec<u8>,
}

impl Table {
    /// Marks the candidates, all of which are in the range of the table.
    fn fill(&mut self, candidates: &NdArray) -> Result<()> {
        let base = self.low as u64;
        let mut mark = |bits: u64| self.present[bits.wrapping_sub(base) as usize] = 1;
        if candidates.kind() == Kind::UInt64 {
            items::<u64>(candidates)?.iter().for_each(|&v| mark(v));
        } else {
            items::<i64>(candidates)?.iter().for_each(|&v| mark(v as u64));
        }
        Ok(())
    }

    fn look_up(&self, elements: &NdArray) -> Result<Vec<Bool>> {
        if elements.kind() == Kind::UInt64 {
            let range = (0, i128::from(u64::MAX));
            Ok(self.look_up_bits(&items::<u64>(elements)?, range, |v| v))
        } else {
            let range = (i128::from(i64::MIN), i128::from(i64::MAX));
            Ok(self.look_up_bits(&items::<i64>(elements)?, range, |v| v as u64))
        }
    }

    /// Looks up integers of a type with the range `least..=most`, whose distances `bits` tells modulo 2^64.
    fn look_up_bits<T: Copy + Sync>(
        &self,
        values: &[T],
        (least, most): (i128, i128),
        bits: impl Fn(T) -> u64 + Sync,
    ) -> Vec<Bool> {
        let high = self.low + self.present.len() as i128 - 1;
        let (from, to) = (self.low.max(least), high.min(most));
        if from > to {
            return vec![Bool(0); values.len()];
        }
        let present = &self.present[(from - self.low) as usize..=(to - self.low) as usize];
        let find =
            |&v: &T| Bool(present.get(bits(v).wrapping_sub(from as u64) as usize).copied().unwrap_or(0));
        if threads::parts_for(values.len()) == 1 {
            return values.iter().map(find).collect();
        }
        threads::install(|| values.par_iter().with_min_len(threads::GRAIN).map(find).collect())
    }
}

/// The elements as numbers of one type, copied only where they are not.
fn items<T: Element>(a: &NdArray) -> Result<Cow<'_, [T]>> {
    Ok(match a.as_slice::<T>() {
        Some(slice) => Cow::Borrowed(slice),
        None => Cow::Owned(a.cast_vec::<T>()?),
    })
}

fn by_search(elements: &NdArray, candidates: &NdArray) -> Result<NdArray> {
    if candidates.size() == 0 {
        return NdArray::zeros(elements.shape(), &Kind::Bool.into());
    }
    let dtype = promote_types(elements.dtype(), candidates.dtype())?.to_native();
    let wanted = elements.astype(&dtype, Order::C)?;
    let line = sorted(&candidates.astype(&dtype, Order::C)?.ravel()?)?;
    let places = searchsorted(&line, &wanted, Side::Left, None)?;
    let nearest = take(&line, &places, Some(0), IndexMode::Clip)?;
    ops::binary(&table::EQUAL, &wanted, &nearest)
}
